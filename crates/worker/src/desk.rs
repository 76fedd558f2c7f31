//! What is done with a request?
//!
//! Searches and readings are answered at once; files are put on a pile and read a slice at a time.
//! **Invariant.** Each request is answered once; what is on the pile is read in the order of asking.

use crate::readers::{self, Bytes, Readers};
use crate::{stemmers, view};
use explorer_core::bundle;
use explorer_core::engine::{self, Comparison, Engine, FileReport};
use explorer_core::read;
use explorer_core::report;
use explorer_core::understand::Models;
use explorer_protocol::{
    BufferId, Care, FileNotice, FromEngine, IncomingFile, Ingested, Progress, Reply, Request, RequestId,
    ToEngine,
};
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;

thread_local! {
    static READING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The file being read just now; it outlives a panic, which is what it is for.
pub fn file_being_read() -> Option<String> {
    READING.with_borrow(Clone::clone)
}

/// A file on the pile. Its bytes stay outside until it is read: wasm memory never shrinks.
struct Waiting {
    path: String,
    bytes: Bytes,
}

/// Larger files are read in pieces, whatever they are.
const AT_ONCE: u32 = 64 << 20;

/// The program for other formats and encodings.
#[derive(Default)]
enum Other {
    #[default]
    NotNeeded,
    Asked,
    Here(Readers),
    // The page could not load it.
    Missing,
}

/// A request to read files, in progress.
struct Pile {
    request: RequestId,
    waiting: VecDeque<Waiting>,
    progress: Progress,
    // Bytes of the files that are done.
    done: f64,
    ingested: Ingested,
    // Once all is read, the articles are looked at together.
    comparison: Comparison,
    care: Care,
}

/// The engine and its work.
#[derive(Default)]
pub struct Desk {
    // There is none before its models have come.
    engine: Option<Engine>,
    piles: VecDeque<Pile>,
    other: Other,
    // The file that the other program reads, as far as it has come.
    open: Option<FileReport>,
}

impl Desk {
    /// Whether files wait to be read, and can be.
    pub fn is_reading(&self) -> bool {
        !self.piles.is_empty() && !matches!(self.other, Other::Asked)
    }

    /// Takes a request; the answer, unless it comes later.
    pub fn take(&mut self, request: Request, buffers: Vec<ArrayBuffer>) -> Option<Reply> {
        let id = request.id;
        let answer = |message| Some(Reply { to: Some(id), message });
        let failed = |message: &str| answer(FromEngine::Failed { message: message.to_owned() });
        if let ToEngine::Begin { models } = request.message {
            let Some(buffer) = buffers.get(models.0 as usize) else {
                return failed("The models did not arrive with their message: load the page again.");
            };
            return match equip(&Uint8Array::new(buffer).to_vec()) {
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
            ToEngine::OpenBundle { buffer, care } => match bundle_files(&buffers, buffer) {
                Ok(files) => {
                    self.pile(id, files, care);
                    None
                }
                Err(message) => answer(FromEngine::Failed { message }),
            },
            ToEngine::AddFiles { files, care } => {
                let waiting = files.into_iter().filter_map(|file| waiting(file, &buffers)).collect();
                self.pile(id, waiting, care);
                None
            }
            ToEngine::Readers { program } => {
                let program = program.and_then(|program| buffers.get(program.0 as usize));
                let readers = program.and_then(|program| Readers::new(program).ok());
                self.other = readers.map_or(Other::Missing, Other::Here);
                None
            }
            ToEngine::Search(request) => {
                let (response, query, issues) = engine.search(&view::search_request(request));
                answer(FromEngine::Found(Box::new(view::found(engine, &response, &query, issues))))
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
                    article.map(|article| Box::new(view::article(article, &query, limit))),
                ))
            }
            ToEngine::Restore { id, which, back } => {
                let spans = engine.restore(&id, &view::removed(which), back).map(view::restored);
                answer(FromEngine::Restored { id, spans: spans.unwrap_or_default() })
            }
            ToEngine::Report => {
                let mut jsonl = String::new();
                for article in engine.articles() {
                    jsonl.push_str(&report::article_json(article));
                    jsonl.push('\n');
                }
                answer(FromEngine::Report { jsonl })
            }
            ToEngine::Ping => answer(FromEngine::Pong),
        }
    }

    fn pile(&mut self, request: RequestId, files: Vec<Waiting>, care: Care) {
        let waiting: VecDeque<Waiting> =
            files.into_iter().filter(|file| !care.skip.contains(&file.path)).collect();
        let progress = Progress {
            files_total: waiting.len() as u32,
            bytes_total: waiting.iter().map(|file| f64::from(file.bytes.length)).sum(),
            ..Progress::default()
        };
        self.piles.push_back(Pile {
            request,
            waiting,
            progress,
            done: 0.0,
            ingested: Ingested::default(),
            comparison: Comparison::default(),
            care,
        });
    }

    /// Reads files while `go_on` says so, one at least; what is to be said about it.
    pub fn read_on(&mut self, go_on: impl Fn() -> bool) -> Vec<Reply> {
        let mut replies = Vec::new();
        let Some(engine) = &mut self.engine else { return replies };
        while let Some(pile) = self.piles.front_mut() {
            let progress = |pile: &Pile| Reply {
                to: Some(pile.request),
                message: FromEngine::Progress(pile.progress.clone()),
            };
            // A file is announced in a turn of its own, so that the page knows of it before it is read.
            if pile.care.announce
                && let Some(next) = pile.waiting.front()
                && pile.progress.current.as_ref() != Some(&next.path)
            {
                pile.progress.current = Some(next.path.clone());
                replies.push(progress(pile));
                return replies;
            }
            let Some(file) = pile.waiting.front() else {
                while engine.compare_on(&mut pile.comparison) {
                    if !go_on() {
                        replies.push(progress(pile));
                        return replies;
                    }
                }
                replies.extend(self.piles.pop_front().map(|done| Reply {
                    to: Some(done.request),
                    message: FromEngine::Ingested(done.ingested),
                }));
                continue;
            };
            READING.set(Some(file.path.clone()));
            let Waiting { path, bytes } = file;
            let done = match &mut self.other {
                Other::Here(readers) if self.open.is_some() => {
                    read_other(engine, readers, &mut self.open, pile, &go_on)
                }
                other => {
                    let at_once = read::is_plain_name(path) && bytes.length <= AT_ONCE;
                    let whole = (at_once || matches!(other, Other::Missing)).then(|| bytes.to_vec());
                    match (whole, other) {
                        (Some(whole), other)
                            if matches!(other, Other::Missing) || read::is_plain(path, &whole) =>
                        {
                            Some(engine.add_file(path, &whole))
                        }
                        (_, Other::Here(readers)) => {
                            let report = FileReport {
                                path: path.clone(),
                                bytes: u64::from(bytes.length),
                                ..FileReport::default()
                            };
                            if readers.begin(path, bytes.clone()).is_ok() {
                                self.open = Some(report);
                                continue;
                            }
                            Some(report)
                        }
                        (_, other) => {
                            *other = Other::Asked;
                            READING.set(None);
                            replies.push(Reply { to: None, message: FromEngine::NeedsReaders });
                            return replies;
                        }
                    }
                }
            };
            READING.set(None);
            pile.progress.articles = engine.articles().len() as u32;
            if let Some(report) = done {
                pile.waiting.pop_front();
                pile.progress.files += 1;
                pile.done += report.bytes as f64;
                pile.progress.bytes = pile.done;
                pile.progress.current = pile.waiting.front().map(|next| next.path.clone());
                pile.ingested.files += 1;
                pile.ingested.articles += report.articles;
                pile.ingested.corpus = pile.progress.articles;
                pile.ingested.bytes += report.bytes as f64;
                pile.ingested.notices.extend(notices(report));
            } else {
                pile.progress.bytes = pile.done + f64::from(readers::reached());
            }
            if !go_on() {
                replies.push(progress(pile));
                return replies;
            }
        }
        replies
    }
}

/// Reads on in the file that is open; its report, once it is done.
fn read_other(
    engine: &mut Engine,
    readers: &mut Readers,
    open: &mut Option<FileReport>,
    pile: &mut Pile,
    go_on: &impl Fn() -> bool,
) -> Option<FileReport> {
    loop {
        let report = open.as_mut()?;
        let say = |(path, kind, message)| FileNotice { path, articles: report.articles, kind, message };
        match readers.next() {
            Ok(Some(readers::Item::Article(article))) => {
                let path = article.path.clone();
                engine.add_article(article, report);
                let issues = std::mem::take(&mut report.issues).into_iter();
                let articles = report.articles;
                pile.ingested.notices.extend(issues.map(|issue| FileNotice {
                    path: path.clone(),
                    articles,
                    kind: issue.kind.to_owned(),
                    message: issue.message,
                }));
            }
            Ok(Some(readers::Item::Note(path, kind, message))) => {
                pile.ingested.notices.push(say((path, kind, message)));
            }
            Ok(None) => return open.take(),
            Err(_) => {
                let message = "The part of the program that reads such files failed on it: what it had read of it is kept.";
                pile.ingested.notices.push(say((
                    report.path.clone(),
                    "failed".to_owned(),
                    message.to_owned(),
                )));
                return open.take();
            }
        }
        if !go_on() {
            return None;
        }
    }
}

/// An engine with what it needs before it meets any article.
fn equip(bundle: &[u8]) -> Result<Engine, String> {
    let models = Models::open_bundle(bundle).map_err(|error| error.to_string())?;
    let stemmers = bundle::read(bundle).ok().and_then(|entries| {
        entries.into_iter().find(|entry| entry.path == "stemmers.wasm").map(|entry| entry.bytes)
    });
    stemmers::begin(stemmers.ok_or("stemmers.wasm is missing")?)
        .map_err(|_| "stemmers.wasm cannot be run".to_owned())?;
    Ok(Engine::new(models))
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

fn waiting(file: IncomingFile, buffers: &[ArrayBuffer]) -> Option<Waiting> {
    let buffer = buffers.get(file.buffer.0 as usize)?.clone();
    let length = buffer.byte_length();
    Some(Waiting { path: file.path, bytes: Bytes { buffer, start: 0, length } })
}

fn bundle_files(buffers: &[ArrayBuffer], buffer: BufferId) -> Result<Vec<Waiting>, String> {
    let missing = || "The corpus did not arrive with its message: load the page again.".to_owned();
    let buffer = buffers.get(buffer.0 as usize).ok_or_else(missing)?;
    let bytes = Uint8Array::new(buffer).to_vec();
    let entries =
        bundle::read(&bytes).map_err(|error| format!("The example corpus could not be opened: {error}."))?;
    let base = bytes.as_ptr() as usize;
    Ok(entries
        .into_iter()
        .map(|entry| Waiting {
            path: entry.path.to_owned(),
            bytes: Bytes {
                buffer: buffer.clone(),
                start: (entry.bytes.as_ptr() as usize - base) as u32,
                length: entry.bytes.len() as u32,
            },
        })
        .collect())
}
