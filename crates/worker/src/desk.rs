//! What is done with a request?
//!
//! Searches and readings are answered at once; an archive, such as the corpus that the page came with, is taken in a slice
//! at a time, and what importers find behind it. **Invariant.** Each request is answered once; archives are taken in
//! in the order of asking.

use crate::imports::{Imports, Step, Until};
use crate::kept::{Opened, Slots};
use crate::opening::{Next, Opening, Whole};
use crate::room::has_room;
use crate::shelf::{Blocked, Place};
use crate::snapshot::Snapshots;
use crate::{additions, stemmers, view};
use explorer_core::article::Article;
use explorer_core::engine::{self, Comparison, Engine, FileReport};
use explorer_core::notebook::Notebook;
use explorer_core::span::Span;
use explorer_core::understand::restore::Removed;
use explorer_core::understand::{files_of, install_tables};
use explorer_protocol::{
    BufferId, FileNotice, FromEngine, Ingested, Keeping, Progress, Reply, Request, RequestId, ToEngine,
};
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

thread_local! {
    static READING: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The file whose article comes in just now; it outlives a panic, which is what it is for.
pub fn file_being_read() -> Option<String> {
    READING.with_borrow(Clone::clone)
}

/// Bytes of text that the index may keep as they are: beyond that, answers may take some milliseconds longer.
const TEXTS: usize = 48 << 20;

/// The engine and its work.
#[derive(Default)]
pub struct Desk {
    // There is none before its tables have come.
    engine: Option<Engine>,
    openings: VecDeque<Opening>,
    // Whether what was kept is being looked for: what is new comes in behind it.
    is_looking: bool,
    keeping: Keeping,
    slots: Option<Slots>,
    snapshots: Option<Snapshots>,
    // What the reader put back, by article.
    restored: BTreeMap<String, Vec<Span>>,
    imports: Imports,
    // The engine's.
    shelf: Blocked,
    // Whether it was said that there is no memory for more, in this run of reading.
    is_crowded: bool,
    // A comparison that is due once files were imported, and who waits for it.
    comparing: Option<(RequestId, Comparison)>,
}

impl Desk {
    /// Whether something can be taken in.
    pub fn is_reading(&self) -> bool {
        let is_due = || self.snapshots.as_ref().is_some_and(Snapshots::is_due);
        !self.openings.is_empty()
            || (!self.is_looking && (self.comparing.is_some() || self.imports.has_step() || is_due()))
    }

    /// Takes a request; the answer, unless it comes later.
    pub fn take(&mut self, request: Request, beside: &[JsValue]) -> Option<Reply> {
        let id = request.id;
        let answer = |message| Some(Reply { to: Some(id), message });
        let failed = |message: &str| answer(FromEngine::Failed { message: message.to_owned() });
        if let ToEngine::Begin { tables } = request.message {
            let Some(buffer) = beside.get(tables.0 as usize) else {
                return failed("The tables did not arrive with their message: load the page again.");
            };
            return match equip(&Uint8Array::new(buffer).to_vec(), self.shelf.clone()) {
                Ok(engine) => {
                    self.engine = Some(engine);
                    None
                }
                Err(error) => {
                    failed(&format!("The tables could not be opened ({error}): load the page again."))
                }
            };
        }
        let Some(engine) = &mut self.engine else {
            return failed("The engine has no tables yet: load the page again.");
        };
        match request.message {
            ToEngine::Begin { .. } => None,
            ToEngine::OpenArchive { buffer, skip, additions } => match open(id, beside, buffer, skip) {
                Ok(mut opening) => {
                    // In front of it there would be a line for each article into which something was put back: that
                    // travels with the articles here.
                    opening.additions = (!additions.is_empty()).then(|| format!("\n{additions}"));
                    self.openings.push_back(opening);
                    None
                }
                Err(message) => answer(FromEngine::Failed { message }),
            },
            // The port is listened to by who listens to all, who can wait for files too.
            ToEngine::Importer { .. } | ToEngine::OpenKept { .. } | ToEngine::RemoveKept(_) => None,
            ToEngine::Forget => {
                self.shelf.forget();
                if let Some(snapshots) = &mut self.snapshots {
                    snapshots.forget(engine);
                }
                self.restored.clear();
                if let Some(slots) = &mut self.slots {
                    slots.write("");
                }
                self.keeping = self.keeping_now();
                answer(FromEngine::Kept(self.keeping))
            }
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
                if let Some(article) = article {
                    let spans = article.restored.iter().map(|removal| removal.span).collect();
                    self.restored.insert(id.clone(), spans);
                    write_additions(engine, &self.restored, &mut self.slots);
                }
                answer(FromEngine::Restored { id, spans: spans.unwrap_or_default() })
            }
            ToEngine::Edit(edit) => {
                let mut additions = additions::edit(engine, edit);
                if !write_additions(engine, &self.restored, &mut self.slots) {
                    let problem = "The browser has no more room: this is gone when you close the page, unless you save it as a file.";
                    additions.problem.get_or_insert_with(|| problem.to_owned());
                }
                answer(FromEngine::Edited(Box::new(additions)))
            }
            ToEngine::Similar(id) => {
                let articles = additions::similar(engine, &id);
                answer(FromEngine::Similar { id, articles })
            }
            ToEngine::Choices => answer(FromEngine::Choices(Box::new(additions::choices()))),
            ToEngine::Notebook => answer(FromEngine::Saved(Box::new(additions::saved(engine)))),
            ToEngine::Export { scope, format } => {
                answer(FromEngine::Saved(Box::new(additions::export(engine, scope, format))))
            }
            ToEngine::Weigh(scope) => {
                let weight = additions::weight(engine, scope, &self.shelf);
                answer(FromEngine::Weighed(weight))
            }
            ToEngine::Ping => answer(FromEngine::Pong),
        }
    }

    /// What was kept is being looked for.
    pub fn look(&mut self) {
        self.is_looking = true;
    }

    /// What was kept has been found, or there is none; what is to be said about it.
    pub fn found(
        &mut self,
        request: RequestId,
        opened: Option<Opened>,
        build: String,
        skip: Vec<String>,
    ) -> Vec<Reply> {
        self.is_looking = false;
        let (whole, text, keeping) = match opened {
            Some(Opened::Written { articles, slots, additions, snapshots }) => {
                self.slots = Some(slots);
                if let (Some(engine), Some((snapshots, texts))) = (&mut self.engine, snapshots) {
                    self.snapshots = Some(Snapshots::of(build, articles.clone(), snapshots, texts, engine));
                }
                let bytes = articles.length() as f64;
                (Some(Whole::Kept(articles)), additions, Keeping::Here { bytes })
            }
            Some(Opened::Read { articles, additions }) => {
                (Some(Whole::Buffer(articles)), additions, Keeping::Elsewhere)
            }
            None => (None, String::new(), Keeping::Nothing),
        };
        self.keeping = keeping;
        let file = match &whole {
            Some(Whole::Kept(file)) => Some(file.clone()),
            _ => None,
        };
        let leaves_out = !skip.is_empty();
        if leaves_out {
            self.snapshots = None;
        }
        match whole.map(|whole| Opening::begin(request, whole, skip)) {
            Some(Ok(mut opening)) => {
                if let Some(file) = file {
                    self.shelf.keep(file);
                }
                opening.additions = Some(text);
                opening.may_come_back = !leaves_out;
                self.openings.push_back(opening);
            }
            Some(Err(_)) => {
                (self.slots, self.snapshots) = (None, None);
                self.keeping = Keeping::OtherVersion;
            }
            None => {}
        }
        let mut said = vec![Reply { to: None, message: FromEngine::Kept(self.keeping) }];
        if self.openings.is_empty() {
            said.push(Reply { to: Some(request), message: FromEngine::Ingested(Ingested::default()) });
        }
        said
    }

    fn keeping_now(&self) -> Keeping {
        match (self.keeping, self.shelf.bytes_kept()) {
            (Keeping::Full { .. }, Some(bytes)) => Keeping::Full { bytes: bytes as f64 },
            (_, Some(bytes)) if self.shelf.was_full() => Keeping::Full { bytes: bytes as f64 },
            (_, Some(bytes)) => Keeping::Here { bytes: bytes as f64 },
            (keeping, None) => keeping,
        }
    }

    /// An importer sent a block of files from one on, or nothing of them; those below `next` have ended.
    pub fn arrived(&mut self, file: u32, block: Option<ArrayBuffer>, next: u32, port: &MessagePort) {
        self.imports.arrived(file, block, next, port);
    }

    /// Takes in what is opened, and what importers found, while `go_on` says so, one article at least; what is to be
    /// said about it.
    pub fn read_on(&mut self, go_on: impl Fn() -> bool) -> Vec<Reply> {
        let mut said = Vec::new();
        let Some(mut engine) = self.engine.take() else { return said };
        if self.open_on(&mut engine, &go_on, &mut said) && !self.is_looking {
            self.take_in(&mut engine, &go_on, &mut said);
            self.write_down(&mut engine, &go_on);
        }
        self.engine = Some(engine);
        said
    }

    /// Takes in the archives; whether they are done and there is time left.
    fn open_on(&mut self, engine: &mut Engine, go_on: &impl Fn() -> bool, said: &mut Vec<Reply>) -> bool {
        while let Some(opening) = self.openings.front_mut() {
            let to = Some(opening.request);
            if std::mem::take(&mut opening.may_come_back)
                && let Some(snapshots) = &mut self.snapshots
            {
                let before = engine.met();
                if let Some(back) = snapshots.come_back(engine, &self.shelf) {
                    opening.came_back(back, engine.met() - before);
                }
            }
            let is_over = match opening.next() {
                Some(Next::Article(article, block, at)) => {
                    let report = shelve(engine, &self.shelf, *article, &block, at);
                    opening.ingested.articles += report.articles;
                    opening.ingested.corpus = engine.len() as u32;
                    opening.ingested.notices.extend(notices(report));
                    false
                }
                Some(Next::Damaged(error)) => {
                    let message = format!(
                        "Of an archive of articles not all could be read ({error}): the rest is left out."
                    );
                    said.push(Reply { to: None, message: FromEngine::Failed { message } });
                    false
                }
                None => !engine.compare_on(&mut opening.comparison),
            };
            if is_over {
                if let Some(text) = opening.additions.take() {
                    read_additions(engine, &opening.additions_then, &text, &mut self.restored);
                    let additions = additions::additions(engine);
                    said.push(Reply { to: None, message: FromEngine::Edited(Box::new(additions)) });
                }
                let ingested = std::mem::take(&mut opening.ingested);
                said.push(Reply { to, message: FromEngine::Ingested(ingested) });
                self.openings.pop_front();
                if let Some(snapshots) = &mut self.snapshots {
                    snapshots.articles_came(engine);
                }
            } else if !go_on() {
                said.push(Reply { to, message: FromEngine::Progress(opening.progress()) });
                return false;
            }
        }
        true
    }

    fn take_in(&mut self, engine: &mut Engine, go_on: &impl Fn() -> bool, said: &mut Vec<Reply>) {
        if self.imports.has_step() && !self.is_crowded && !has_room() {
            self.is_crowded = true;
            said.push(Reply { to: None, message: FromEngine::Crowded });
        }
        let mut is_more = false;
        loop {
            if let Some((request, mut comparison)) = self.comparing.take() {
                while engine.compare_on(&mut comparison) {
                    if !go_on() {
                        self.comparing = Some((request, comparison));
                        return;
                    }
                }
                self.is_crowded = false;
                let ingested = Ingested {
                    articles: std::mem::take(&mut self.imports.added),
                    corpus: engine.len() as u32,
                    notices: std::mem::take(&mut self.imports.notices),
                    ..Ingested::default()
                };
                said.push(Reply { to: Some(request), message: FromEngine::Ingested(ingested) });
                // What was set aside and was added again is aside no longer.
                if std::mem::take(&mut self.imports.taken_back) {
                    write_additions(engine, &self.restored, &mut self.slots);
                    let additions = additions::additions(engine);
                    said.push(Reply { to: None, message: FromEngine::Edited(Box::new(additions)) });
                }
                let is_kept = matches!(self.keeping_now(), Keeping::Here { .. });
                if let Some(snapshots) = self.snapshots.as_mut().filter(|_| is_kept) {
                    snapshots.articles_came(engine);
                }
            }
            match self.imports.step() {
                None => break,
                Some(Step::Reached(until)) => self.comparing = Some((until.request, Comparison::default())),
                Some(Step::Damaged) => {
                    let message = "A part of what was read of the added files was damaged on its way and is left out: add them again.";
                    said.push(Reply {
                        to: None,
                        message: FromEngine::Failed { message: message.to_owned() },
                    });
                }
                Some(Step::Article(article, block, at)) => {
                    is_more = true;
                    let aside = engine.notebook().aside().len();
                    let report = shelve(engine, &self.shelf, *article, &block, at);
                    self.imports.taken_back |= engine.notebook().aside().len() != aside;
                    self.imports.added += report.articles;
                    self.imports.notices.extend(notices(report));
                }
            }
            if !go_on() {
                break;
            }
        }
        let keeping = self.keeping_now();
        if keeping != self.keeping && !self.imports.has_step() {
            self.keeping = keeping;
            said.push(Reply { to: None, message: FromEngine::Kept(keeping) });
        }
        if is_more {
            let articles = engine.len() as u32;
            let message = FromEngine::Progress(Progress { articles, ..Progress::default() });
            said.push(Reply { to: None, message });
        }
    }
}

impl Desk {
    /// Writes down how the engine comes back at once, when there is nothing else to do.
    fn write_down(&mut self, engine: &mut Engine, go_on: &impl Fn() -> bool) {
        let Some(snapshots) = &mut self.snapshots else { return };
        while snapshots.is_due() && go_on() && !self.imports.has_step() {
            snapshots.step(engine, &self.shelf, |engine| additions_of(engine, &self.restored));
        }
    }
}

/// Takes in an article that is in a block; what became of it beside others.
fn shelve(engine: &mut Engine, shelf: &Blocked, article: Article, block: &Place, at: usize) -> FileReport {
    READING.set(Some(article.path.clone()));
    let mut report = FileReport { path: article.path.clone(), ..FileReport::default() };
    // What was noticed in reading it has been said by who read it.
    let known = article.issues.len();
    shelf.coming(block, at);
    engine.add(article, &mut report);
    shelf.not_coming();
    report.issues.drain(..known);
    READING.set(None);
    report
}

/// An engine with what it needs before it meets any article.
fn equip(bundle: &[u8], shelf: Blocked) -> Result<Engine, String> {
    let files = files_of(bundle).map_err(|error| error.to_string())?;
    install_tables(&files).map_err(|error| error.to_string())?;
    let stemmers =
        files.iter().find(|(name, _)| *name == "stemmers.wasm").ok_or("stemmers.wasm is missing")?;
    stemmers::begin(stemmers.1).map_err(|_| "stemmers.wasm cannot be run".to_owned())?;
    let mut engine = Engine::with_shelf(Box::new(shelf));
    engine.pack_texts_beyond(TEXTS);
    Ok(engine)
}

/// Writes down what a person added. Whether there was room for it, where anything is kept.
fn write_additions(
    engine: &Engine,
    restored: &BTreeMap<String, Vec<Span>>,
    slots: &mut Option<Slots>,
) -> bool {
    slots.as_mut().is_none_or(|slots| slots.write(&additions_of(engine, restored)))
}

/// What a person added, as it is kept: a line for each article into which something was put back, an empty one, and the
/// notebook.
fn additions_of(engine: &Engine, restored: &BTreeMap<String, Vec<Span>>) -> String {
    let mut text = String::new();
    for (id, spans) in restored.iter().filter(|(_, spans)| !spans.is_empty()) {
        text += id;
        for span in spans {
            text += &format!("\t{}\t{}", span.start, span.end);
        }
        text += "\n";
    }
    text + "\n" + &engine.notebook().to_json()
}

/// Takes over [`additions_of`] some time; `then` are those that the engine has, if it came back with any.
fn read_additions(engine: &mut Engine, then: &str, now: &str, restored: &mut BTreeMap<String, Vec<Span>>) {
    let (before, had) = parts_of(then).unwrap_or_default();
    let (after, has) = parts_of(now).unwrap_or_default();
    for id in before.keys().filter(|&id| before.get(id) != after.get(id)) {
        engine.restore(id, &Removed::Everything, false);
    }
    for (id, spans) in after {
        if before.get(&id) == Some(&spans)
            || engine.restore(&id, &Removed::Spans(spans.clone()), true).is_some()
        {
            restored.insert(id, spans);
        }
    }
    if had == has {
        return;
    }
    let mut earlier = Notebook::default();
    if let Ok((change, _)) = earlier.opening(had) {
        earlier.make(change);
        engine.recall(engine.notebook().without(&earlier));
    }
    if let Ok((change, _)) = engine.notebook().opening(has) {
        engine.recall(change);
    }
}

/// What was put back, by article, and the notebook.
fn parts_of(text: &str) -> Option<(BTreeMap<String, Vec<Span>>, &str)> {
    let (lines, notebook) = text.split_once("\n\n").or_else(|| Some(("", text.strip_prefix('\n')?)))?;
    let spans_of = |line: &str| {
        let mut parts = line.split('\t');
        let id = parts.next().unwrap_or_default().to_owned();
        let numbers: Vec<usize> = parts.filter_map(|part| part.parse().ok()).collect();
        (id, numbers.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect())
    };
    let mut restored = BTreeMap::new();
    // One after the other: to collect them would sort them first, which is several kilobytes of program.
    for (id, spans) in lines.lines().map(spans_of) {
        restored.insert(id, spans);
    }
    Some((restored, notebook))
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

fn open(
    request: RequestId,
    beside: &[JsValue],
    buffer: BufferId,
    skip: Vec<String>,
) -> Result<Opening, String> {
    let missing = || "The corpus did not arrive with its message: load the page again.".to_owned();
    let buffer: &ArrayBuffer =
        beside.get(buffer.0 as usize).and_then(|value| value.dyn_ref()).ok_or_else(missing)?;
    Opening::begin(request, Whole::Buffer(buffer.clone()), skip)
        .map_err(|error| format!("The example corpus could not be opened ({error}): load the page again."))
}
