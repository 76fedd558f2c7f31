//! What has been read, what waits to be read, what is the corpus made of?
//!
//! Files are given to the engine in batches, the next when the last is done, so that a large folder is
//! never in memory as a whole. Of what was added only the Files are kept, which the browser holds outside the
//! page's memory, so that the corpus can be brought back when an engine dies; the page's own bundle is
//! fetched again.
//!
//! **Invariant.** At most one batch is with the engine; progress and result are those of the whole run,
//! from the first batch that found nothing waiting to the last that left nothing.

use explorer_protocol::{BufferId, Care, FileNotice, IncomingFile, Ingested, Progress, RequestId, ToEngine};
use js_sys::{ArrayBuffer, Reflect};
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

// Large enough that a batch's messages cost nothing beside its work, small enough to hold twice.
const BATCH_BYTES: f64 = 8.0 * 1024.0 * 1024.0;
const BATCH_FILES: usize = 256;

/// Files that are given to the engine together.
#[derive(Clone)]
pub enum Batch {
    /// The corpus bundle that the page came with.
    Bundle,
    /// Files of the user's.
    Files(Vec<File>),
}

/// Which attempt at reading the corpus; a new one begins when an engine dies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn(u32);

/// The state of reading.
#[derive(Default)]
pub struct Intake {
    turn: Turn,
    corpus: Vec<Batch>,
    waiting: VecDeque<Batch>,
    // Whether a batch is being opened or is with the engine, and its request once it is sent.
    busy: bool,
    request: Option<RequestId>,
    since: f64,
    // Of the batches of this run that are done.
    done: Progress,
    // Of those that wait, as far as it can be known before they are opened.
    ahead: Progress,
    announced: Option<String>,
    result: Ingested,
}

impl Intake {
    /// Adds batches to the corpus and to what waits.
    pub fn add(&mut self, batches: Vec<Batch>, now: f64) {
        if !self.busy && self.waiting.is_empty() {
            self.begin_run(now);
        }
        for batch in batches {
            self.corpus.push(batch.clone());
            self.wait(batch);
        }
    }

    fn begin_run(&mut self, now: f64) {
        self.since = now;
        self.done = Progress::default();
        self.ahead = Progress::default();
        self.result = Ingested::default();
        self.announced = None;
    }

    fn wait(&mut self, batch: Batch) {
        let (files, bytes) = size(&batch);
        self.ahead.files_total += files;
        self.ahead.bytes_total += bytes;
        self.waiting.push_back(batch);
    }

    /// The whole corpus waits again, for a new engine.
    pub fn start_over(&mut self, now: f64) {
        self.turn.0 += 1;
        self.busy = false;
        self.request = None;
        self.waiting.clear();
        self.begin_run(now);
        for batch in self.corpus.clone() {
            self.wait(batch);
        }
    }

    /// Which attempt this is.
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// The next batch to open, if none is under way.
    pub fn next(&mut self) -> Option<(Turn, Batch)> {
        if self.busy {
            return None;
        }
        let batch = self.waiting.pop_front()?;
        let (files, bytes) = size(&batch);
        self.ahead.files_total -= files;
        self.ahead.bytes_total -= bytes;
        self.busy = true;
        Some((self.turn, batch))
    }

    /// The batch that was opened has been sent.
    pub fn sent(&mut self, request: RequestId) {
        self.request = Some(request);
    }

    /// Something to tell of files that could not be opened.
    pub fn note(&mut self, notices: Vec<FileNotice>) {
        self.result.notices.extend(notices);
    }

    /// Progress of the whole run, from that of the batch; `None` if it is of an earlier attempt.
    pub fn progress(&mut self, request: Option<RequestId>, batch: Progress) -> Option<Progress> {
        if request.is_none() || request != self.request {
            return None;
        }
        self.announced.clone_from(&batch.current);
        Some(self.whole(batch))
    }

    fn whole(&self, batch: Progress) -> Progress {
        Progress {
            files: self.done.files + batch.files,
            files_total: self.done.files_total + batch.files_total + self.ahead.files_total,
            bytes: self.done.bytes + batch.bytes,
            bytes_total: self.done.bytes_total + batch.bytes_total + self.ahead.bytes_total,
            articles: batch.articles.max(self.done.articles),
            current: batch.current,
        }
    }

    /// The file that the engine last named. Only where each file is announced is it the one being read.
    pub fn announced(&self) -> Option<String> {
        self.announced.clone()
    }

    /// A batch is done: progress of the run and, if nothing is left, its result and when it began.
    pub fn ingested(
        &mut self,
        request: Option<RequestId>,
        batch: Ingested,
    ) -> (Progress, Option<(Ingested, f64)>) {
        if request.is_some() && request == self.request {
            self.busy = false;
            self.request = None;
            self.announced = None;
            self.done.files += batch.files;
            self.done.files_total += batch.files;
            self.done.bytes += batch.bytes;
            self.done.bytes_total += batch.bytes;
            self.done.articles = self.done.articles.max(batch.corpus);
            self.result.files += batch.files;
            self.result.articles += batch.articles;
            self.result.corpus = self.result.corpus.max(batch.corpus);
            self.result.bytes += batch.bytes;
            self.result.notices.extend(batch.notices);
        }
        let finished = !self.busy && self.waiting.is_empty();
        let result = finished.then(|| (std::mem::take(&mut self.result), self.since));
        (self.whole(Progress::default()), result)
    }
}

fn size(batch: &Batch) -> (u32, f64) {
    match batch {
        // How many files are in it is known when it is opened.
        Batch::Bundle => (0, 0.0),
        Batch::Files(files) => (files.len() as u32, files.iter().map(|file| file.size()).sum()),
    }
}

/// Deals files out into batches.
pub fn batches(files: Vec<File>) -> Vec<Batch> {
    let mut batches = Vec::new();
    let mut batch = Vec::new();
    let mut bytes = 0.0;
    for file in files {
        if !batch.is_empty() && (bytes + file.size() > BATCH_BYTES || batch.len() >= BATCH_FILES) {
            batches.push(Batch::Files(std::mem::take(&mut batch)));
            bytes = 0.0;
        }
        bytes += file.size();
        batch.push(file);
    }
    if !batch.is_empty() {
        batches.push(Batch::Files(batch));
    }
    batches
}

/// Opens the files of a batch: the request with its buffers, and what could not be opened.
pub async fn open(files: &[File], care: Care) -> (ToEngine, Vec<ArrayBuffer>, Vec<FileNotice>) {
    let mut buffers = Vec::new();
    let mut unreadable = Vec::new();
    let mut incoming = Vec::new();
    for file in files {
        let path = path_of(file);
        match bytes_of(file).await {
            Ok(bytes) => {
                incoming.push(IncomingFile { path, buffer: BufferId(buffers.len() as u32) });
                buffers.push(bytes);
            }
            Err(_) => unreadable.push(FileNotice {
                path,
                articles: 0,
                kind: "unreadable".to_owned(),
                message: "The browser could not read the file (it was moved, changed or may not be opened), so it was left out."
                    .to_owned(),
            }),
        }
    }
    (ToEngine::AddFiles { files: incoming, care }, buffers, unreadable)
}

async fn bytes_of(file: &File) -> Result<ArrayBuffer, JsValue> {
    JsFuture::from(file.array_buffer()).await?.dyn_into()
}

/// Path within the chosen folder, the folder's own name first; the bare name of a single file.
fn path_of(file: &File) -> String {
    Reflect::get(file, &"webkitRelativePath".into())
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}
