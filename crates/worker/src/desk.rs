//! What is done with a request?
//!
//! Searches and readings are answered at once; the files of the page's own bundle are put on a pile and read a slice
//! at a time, and what importers find is taken in behind them. **Invariant.** Each request is answered once; what is on
//! the pile is read in the order of asking.

use crate::imports::{Imports, Step, Until};
use crate::shelf::Blocked;
use crate::{additions, stemmers, view};
use explorer_core::bundle;
use explorer_core::engine::{self, Comparison, Engine, FileReport};
use explorer_core::read;
use explorer_core::understand::Models;
use explorer_protocol::{
    BufferId, Care, FileNotice, FromEngine, Ingested, Progress, Reply, Request, RequestId, ToEngine,
};
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

thread_local! {
    static READING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The file being read just now; it outlives a panic, which is what it is for.
pub fn file_being_read() -> Option<String> {
    READING.with_borrow(Clone::clone)
}

/// A file on the pile: a part of the bundle. Its bytes stay outside until it is read, for wasm memory never shrinks.
struct Waiting {
    path: String,
    buffer: ArrayBuffer,
    start: u32,
    length: u32,
}

impl Waiting {
    fn bytes(&self) -> Uint8Array {
        Uint8Array::new_with_byte_offset_and_length(&self.buffer, self.start, self.length)
    }
}

/// Larger files are left to importers, whatever they are.
const AT_ONCE: u32 = 64 << 20;

/// Bytes of text that the index may keep as they are: beyond that, answers may take some milliseconds longer.
const TEXTS: usize = 48 << 20;

/// What is said, and the bytes that go with it.
pub struct Said {
    /// The message.
    pub reply: Reply,
    /// What lies beside it.
    pub beside: Option<ArrayBuffer>,
}

impl From<Reply> for Said {
    fn from(reply: Reply) -> Self {
        Said { reply, beside: None }
    }
}

/// A request to read files, in progress.
struct Pile {
    request: RequestId,
    waiting: VecDeque<Waiting>,
    progress: Progress,
    ingested: Ingested,
    // Once all is read, the articles are looked at together.
    comparison: Comparison,
}

/// The engine and its work.
#[derive(Default)]
pub struct Desk {
    // There is none before its models have come.
    engine: Option<Engine>,
    piles: VecDeque<Pile>,
    imports: Imports,
    // The engine's.
    shelf: Blocked,
    // A comparison that is due once files were imported, and who waits for it.
    comparing: Option<(RequestId, Comparison)>,
    announce: bool,
}

impl Desk {
    /// Whether files wait to be read, and can be.
    pub fn is_reading(&self) -> bool {
        !self.piles.is_empty() || self.comparing.is_some() || self.imports.has_step()
    }

    /// Takes a request; the answer, unless it comes later.
    pub fn take(&mut self, request: Request, beside: &[JsValue]) -> Option<Reply> {
        let id = request.id;
        let answer = |message| Some(Reply { to: Some(id), message });
        let failed = |message: &str| answer(FromEngine::Failed { message: message.to_owned() });
        if let ToEngine::Begin { models } = request.message {
            let Some(buffer) = beside.get(models.0 as usize) else {
                return failed("The models did not arrive with their message: load the page again.");
            };
            return match equip(&Uint8Array::new(buffer).to_vec(), self.shelf.clone()) {
                Ok(engine) => {
                    self.engine = Some(engine);
                    None
                }
                Err(error) => {
                    failed(&format!("The models could not be opened ({error}): load the page again."))
                }
            };
        }
        let Some(engine) = &mut self.engine else {
            return failed("The engine has no models yet: load the page again.");
        };
        match request.message {
            ToEngine::Begin { .. } => None,
            ToEngine::OpenBundle { buffer, care } => match bundle_files(beside, buffer) {
                Ok(files) => {
                    self.announce = care.announce;
                    self.pile(id, files, &care);
                    None
                }
                Err(message) => answer(FromEngine::Failed { message }),
            },
            // The port is listened to by who listens to all.
            ToEngine::Importer { .. } => None,
            ToEngine::FileEnded { file } => {
                self.imports.ended(file);
                None
            }
            ToEngine::Import { until } => {
                self.imports.wait(Until { request: id, file: until });
                None
            }
            ToEngine::Search(request) => {
                let asked = view::Asked::of(&request);
                let (response, _, issues) = engine.search(&view::search_request(request));
                answer(FromEngine::Found(Box::new(view::found(engine, &response, &asked, issues))))
            }
            ToEngine::Page(request) => {
                let offset = request.offset;
                let (response, ..) = engine.search(&view::search_request(request));
                answer(FromEngine::Page { offset, hits: view::hits(engine, &response) })
            }
            ToEngine::Ids(request) => {
                let limit = explorer_core::search::ALL;
                let request = engine::SearchRequest { offset: 0, limit, ..view::search_request(request) };
                let (response, ..) = engine.search(&request);
                answer(FromEngine::Ids(view::ids(engine, &response)))
            }
            ToEngine::Read { id, query, limit } => {
                let article = engine.article_by_id(&id);
                answer(FromEngine::Article(
                    article.map(|article| Box::new(view::article(engine, &article, &query, limit))),
                ))
            }
            ToEngine::Restore { id, which, back } => {
                let article = engine.restore(&id, &view::removed(which), back);
                let spans = article.as_ref().map(view::restored);
                answer(FromEngine::Restored { id, spans: spans.unwrap_or_default() })
            }
            ToEngine::Edit(edit) => answer(FromEngine::Edited(Box::new(additions::edit(engine, edit)))),
            ToEngine::Similar(id) => {
                let articles = additions::similar(engine, &id);
                answer(FromEngine::Similar { id, articles })
            }
            ToEngine::Choices => answer(FromEngine::Choices(Box::new(additions::choices()))),
            ToEngine::Notebook => answer(FromEngine::Saved(Box::new(additions::saved(engine)))),
            ToEngine::Export { scope, format } => {
                answer(FromEngine::Saved(Box::new(additions::export(engine, scope, format))))
            }
            ToEngine::Ping => answer(FromEngine::Pong),
        }
    }

    /// An importer sent a block of a file, or its end.
    pub fn arrived(&mut self, file: u32, block: Option<ArrayBuffer>, port: &MessagePort) {
        self.imports.arrived(file, block, port);
    }

    fn pile(&mut self, request: RequestId, files: Vec<Waiting>, care: &Care) {
        let waiting: VecDeque<Waiting> =
            files.into_iter().filter(|file| !care.skip.contains(&file.path)).collect();
        let progress = Progress {
            files_total: waiting.len() as u32,
            bytes_total: waiting.iter().map(|file| f64::from(file.length)).sum(),
            ..Progress::default()
        };
        self.piles.push_back(Pile {
            request,
            waiting,
            progress,
            ingested: Ingested::default(),
            comparison: Comparison::default(),
        });
    }

    /// Reads, and takes in what importers found, while `go_on` says so, one file or article at least; what is to be
    /// said about it.
    pub fn read_on(&mut self, go_on: impl Fn() -> bool) -> Vec<Said> {
        let mut said = Vec::new();
        let Some(mut engine) = self.engine.take() else { return said };
        if self.read_piles(&mut engine, &go_on, &mut said) {
            self.take_in(&mut engine, &go_on, &mut said);
        }
        self.engine = Some(engine);
        said
    }

    /// Reads the piles; whether they are done and there is time left.
    fn read_piles(&mut self, engine: &mut Engine, go_on: &impl Fn() -> bool, said: &mut Vec<Said>) -> bool {
        while let Some(pile) = self.piles.front_mut() {
            let progress = |pile: &Pile| {
                Said::from(Reply {
                    to: Some(pile.request),
                    message: FromEngine::Progress(pile.progress.clone()),
                })
            };
            // A file is announced in a turn of its own, so that the page knows of it before it is read.
            if self.announce
                && let Some(next) = pile.waiting.front()
                && pile.progress.current.as_ref() != Some(&next.path)
            {
                pile.progress.current = Some(next.path.clone());
                said.push(progress(pile));
                return false;
            }
            let Some(file) = pile.waiting.pop_front() else {
                while engine.compare_on(&mut pile.comparison) {
                    if !go_on() {
                        said.push(progress(pile));
                        return false;
                    }
                }
                if let Some(done) = self.piles.pop_front() {
                    let message = FromEngine::Ingested(done.ingested);
                    said.push(Reply { to: Some(done.request), message }.into());
                }
                continue;
            };
            READING.set(Some(file.path.clone()));
            let at_once = read::is_plain_name(&file.path) && file.length <= AT_ONCE;
            let whole = at_once.then(|| file.bytes().to_vec());
            match whole.filter(|bytes| read::is_plain(&file.path, bytes)) {
                Some(bytes) => {
                    let report = engine.add_file(&file.path, &bytes);
                    pile.progress.files += 1;
                    pile.progress.bytes += f64::from(file.length);
                    pile.ingested.files += 1;
                    pile.ingested.articles += report.articles;
                    pile.ingested.bytes += report.bytes as f64;
                    pile.ingested.notices.extend(notices(report));
                }
                None => {
                    pile.progress.files_total -= 1;
                    pile.progress.bytes_total -= f64::from(file.length);
                    // A copy: the rest of the bundle is still needed.
                    let copy = file.bytes().slice(0, file.length).buffer();
                    let message = FromEngine::Foreign { path: file.path.clone(), bytes: BufferId(0) };
                    said.push(Said { reply: Reply { to: None, message }, beside: Some(copy) });
                }
            }
            READING.set(None);
            pile.progress.articles = engine.len() as u32;
            pile.progress.current = pile.waiting.front().map(|next| next.path.clone());
            pile.ingested.corpus = pile.progress.articles;
            if !go_on() {
                said.push(progress(pile));
                return false;
            }
        }
        true
    }

    fn take_in(&mut self, engine: &mut Engine, go_on: &impl Fn() -> bool, said: &mut Vec<Said>) {
        let mut current = None;
        loop {
            if let Some((request, mut comparison)) = self.comparing.take() {
                while engine.compare_on(&mut comparison) {
                    if !go_on() {
                        self.comparing = Some((request, comparison));
                        return;
                    }
                }
                let ingested = Ingested {
                    articles: std::mem::take(&mut self.imports.added),
                    corpus: engine.len() as u32,
                    notices: std::mem::take(&mut self.imports.notices),
                    ..Ingested::default()
                };
                said.push(Reply { to: Some(request), message: FromEngine::Ingested(ingested) }.into());
            }
            match self.imports.step() {
                None => break,
                Some(Step::Reached(until)) => self.comparing = Some((until.request, Comparison::default())),
                Some(Step::Damaged) => {
                    let message = "A part of what was read of the added files was damaged on its way and is left out: add them again.";
                    said.push(
                        Reply { to: None, message: FromEngine::Failed { message: message.to_owned() } }
                            .into(),
                    );
                }
                Some(Step::Article(article, block, at)) => {
                    READING.set(Some(article.path.clone()));
                    current = Some(article.path.clone());
                    let mut report = FileReport { path: article.path.clone(), ..FileReport::default() };
                    // What was noticed in reading it, its importer says.
                    let known = article.issues.len();
                    self.shelf.coming(&block, at);
                    engine.add(*article, &mut report);
                    self.shelf.not_coming();
                    report.issues.drain(..known);
                    self.imports.added += report.articles;
                    self.imports.notices.extend(notices(report));
                    READING.set(None);
                }
            }
            if !go_on() {
                break;
            }
        }
        if current.is_some() {
            let articles = engine.len() as u32;
            let message = FromEngine::Progress(Progress { articles, current, ..Progress::default() });
            said.push(Reply { to: None, message }.into());
        }
    }
}

/// An engine with what it needs before it meets any article.
fn equip(bundle: &[u8], shelf: Blocked) -> Result<Engine, String> {
    let models = Models::open_bundle(bundle).map_err(|error| error.to_string())?;
    let stemmers = bundle::read(bundle).ok().and_then(|entries| {
        entries.into_iter().find(|entry| entry.path == "stemmers.wasm").map(|entry| entry.bytes)
    });
    stemmers::begin(stemmers.ok_or("stemmers.wasm is missing")?)
        .map_err(|_| "stemmers.wasm cannot be run".to_owned())?;
    let mut engine = Engine::with_shelf(models, Box::new(shelf));
    engine.pack_texts_beyond(TEXTS);
    Ok(engine)
}

fn notices(report: FileReport) -> impl Iterator<Item = FileNotice> {
    let FileReport { path, articles, issues, .. } = report;
    issues.into_iter().map(move |issue| FileNotice {
        path: path.clone(),
        articles,
        kind: issue.kind.to_owned(),
        message: issue.message,
    })
}

fn bundle_files(beside: &[JsValue], buffer: BufferId) -> Result<Vec<Waiting>, String> {
    let missing = || "The corpus did not arrive with its message: load the page again.".to_owned();
    let buffer: &ArrayBuffer =
        beside.get(buffer.0 as usize).and_then(|value| value.dyn_ref()).ok_or_else(missing)?;
    let bytes = Uint8Array::new(buffer).to_vec();
    let entries =
        bundle::read(&bytes).map_err(|error| format!("The example corpus could not be opened: {error}."))?;
    let base = bytes.as_ptr() as usize;
    Ok(entries
        .into_iter()
        .map(|entry| Waiting {
            path: entry.path.to_owned(),
            buffer: buffer.clone(),
            start: (entry.bytes.as_ptr() as usize - base) as u32,
            length: entry.bytes.len() as u32,
        })
        .collect())
}
