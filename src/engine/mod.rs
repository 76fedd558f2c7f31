//! How does the page reach the engine?
//!
//! [`Engine`] is a cheap handle. It starts the engine program in a worker made from a Blob (so that the
//! worker is under the page's own content security policy and works the same from `file://`), falls back
//! to the main thread where no worker can start, and replaces a worker that dies: the corpus is given to
//! the new one again, what was asked and not yet answered is asked again, and the user is told.
//!
//! **Invariant.** Of the searches, and of the readings, only the answer to the latest is passed on.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `boot` | where are the programs and the corpus, in this kind of page? |
//! | `link` | how does one run of a program start, and how is it spoken to? |
//! | `importers` | who reads the files that are added? |
//! | `intake` | what has been read, what waits to be read, what is the corpus made of? |
//! | `timing` | what does the page say of its own speed? |

mod boot;
mod importers;
mod intake;
mod link;
mod timing;

pub use boot::{Boot, bytes_of, embedded_text};
pub use intake::Choices;

use crate::corpora::{Corpora, elsewhere, key};
use crate::ordered::Ordered;
use crate::state::Reading;
use crate::words::m;
use explorer_protocol::{
    BufferId, Edit, FromEngine, Ingested, Keeping, Range, Removed, Reply, Request, RequestId, ToEngine,
};
use gloo::events::EventListener;
use importers::Importers;
use intake::{Intake, Source, Wanted};
use js_sys::{ArrayBuffer, Reflect};
use link::{Link, Program};
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File};
use yew::Callback;

/// Where the engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a worker: the page stays free.
    Worker,
    /// On the main thread, because no worker could start.
    Page,
}

/// What the page hears of the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineEvent {
    /// It runs, and begins to read the corpus.
    Started(Place),
    /// An answer, none of them stale.
    Answer(FromEngine),
    /// It died and was replaced; the sentence tells the user what happened. Everything is read again, so
    /// what was noticed about files will be said again.
    Replaced(String),
    /// It cannot run here; the sentence tells the user why.
    Unavailable(String),
}

// An engine that dies this often is not brought back: something is wrong that trying again won't mend.
const DEATHS_AT_MOST: u32 = 6;
// Silence after which a busy engine is asked whether it lives, and after which it is given up. One very
// large file is read without a pause, and takes some seconds on a slow machine.
const QUIET_MS: f64 = 20_000.0;
const DEAD_MS: f64 = 90_000.0;
const WATCH_MS: u32 = 5_000;
// How often it is said how far reading is, and how long the page may look at what was added before others have their turn.
const PROGRESS_MS: f64 = 200.0;
const TURN_MS: f64 = 12.0;

/// The engine, wherever it runs. Clones are the same engine.
#[derive(Clone)]
pub struct Engine(Rc<Inner>);

/// A request that is not answered yet.
struct Open {
    message: ToEngine,
    asked_at: f64,
}

type Fetch = Pin<Box<dyn Future<Output = Result<ArrayBuffer, String>>>>;

struct Inner {
    boot: Boot,
    on_event: Callback<EngineEvent>,
    program: RefCell<Option<Program>>,
    tables: RefCell<Option<ArrayBuffer>>,
    // The page's own corpus, asked for while the program still loads; taken by whoever needs it first.
    corpus: RefCell<Option<Fetch>>,
    link: RefCell<Option<Link>>,
    // Whether the running engine has its tables, and takes requests.
    equipped: Cell<bool>,
    last_id: Cell<u32>,
    open: RefCell<Ordered<RequestId, Open>>,
    latest_search: Cell<Option<RequestId>>,
    latest_reading: Cell<Option<RequestId>>,
    intake: RefCell<Intake<Blob>>,
    importers: RefCell<Importers>,
    // Files that were added and are looked at, and how often adding had been stopped when they were.
    arriving: RefCell<VecDeque<(Vec<File>, u32)>>,
    // When it was last said how far reading is.
    said_at: Cell<f64>,
    // What the reader put back, by article: a new engine is told.
    restored: RefCell<Ordered<String, Vec<Range>>>,
    // What the user added and took back, in order: a new engine is told.
    edits: RefCell<Vec<Edit>>,
    deaths: Cell<u32>,
    // Files to leave out, because an engine died of them.
    skip: RefCell<Vec<String>>,
    // Whether the engine keeps what is added, once it has said so.
    keeps: Cell<Option<bool>>,
    // Kept for as long as the page may be left and come back to.
    leaving: RefCell<Vec<EventListener>>,
    heard_at: Cell<f64>,
    watch: RefCell<Option<gloo::timers::callback::Interval>>,
}

impl Engine {
    /// Starts the engine and lets it read the corpus that the page came with.
    pub fn start(boot: Boot, on_event: Callback<EngineEvent>) -> Self {
        let engine = Engine(Rc::new(Inner {
            boot,
            on_event,
            program: RefCell::default(),
            tables: RefCell::default(),
            corpus: RefCell::default(),
            link: RefCell::default(),
            equipped: Cell::default(),
            last_id: Cell::default(),
            open: RefCell::default(),
            latest_search: Cell::default(),
            latest_reading: Cell::default(),
            intake: RefCell::default(),
            importers: RefCell::default(),
            arriving: RefCell::default(),
            said_at: Cell::new(f64::NEG_INFINITY),
            restored: RefCell::default(),
            edits: RefCell::default(),
            deaths: Cell::default(),
            skip: RefCell::default(),
            keeps: Cell::default(),
            leaving: RefCell::default(),
            heard_at: Cell::new(timing::now()),
            watch: RefCell::default(),
        }));
        let weak = Rc::downgrade(&engine.0);
        spawn_local(async move {
            // Both are on their way at once; whichever is needed first is waited for first.
            let Some(inner) = weak.upgrade() else { return };
            let tables = inner.boot.fetch_tables();
            inner.corpus.replace(Some(Box::pin(inner.boot.fetch_corpus())));
            match inner.boot.fetch_engine().await {
                Ok(program) => {
                    inner.program.replace(Some(program));
                    inner.begin(Place::Worker);
                }
                Err(reason) => return inner.say(EngineEvent::Unavailable(reason)),
            }
            match tables.await {
                Ok(tables) => {
                    inner.tables.replace(Some(tables));
                    inner.equip();
                }
                Err(reason) => inner.say(EngineEvent::Unavailable(reason)),
            }
        });
        match elsewhere().filter(|_| !engine.0.boot.single_file) {
            Some(address) => engine.0.open_named(address),
            None if Corpora::recall().is_first_open() => {
                engine.0.intake.borrow_mut().add_archive(timing::now());
            }
            None => {}
        }
        if key().is_some() && !engine.0.boot.single_file {
            engine.0.intake.borrow_mut().add_kept(timing::now());
        }
        let weak = Rc::downgrade(&engine.0);
        engine.0.watch.replace(Some(gloo::timers::callback::Interval::new(WATCH_MS, move || {
            if let Some(inner) = weak.upgrade() {
                inner.watch_over();
                inner.watch_over_importers();
            }
        })));
        engine.0.leaving.replace(
            [
                listen_to(&engine.0, "pagehide", |inner| inner.fall_asleep()),
                listen_to(&engine.0, "pageshow", |inner| inner.wake_up()),
            ]
            .into_iter()
            .flatten()
            .collect(),
        );
        engine
    }

    /// Asks for something; the answer is an [`EngineEvent::Answer`]. Of searches and of readings only the latest is
    /// answered, and hits of a search only until there is another.
    pub fn ask(&self, message: ToEngine) {
        let inner = &self.0;
        if let ToEngine::Edit(edit) = &message
            && inner.keeps.get() != Some(true)
        {
            inner.edits.borrow_mut().push(edit.clone());
        }
        let latest = match message {
            ToEngine::Search(_) => Some(&inner.latest_search),
            ToEngine::Read { .. } => Some(&inner.latest_reading),
            _ => None,
        };
        let id = inner.ask(message, &[]);
        if let Some(latest) = latest {
            latest.set(Some(id));
        }
    }

    /// Removes what is kept of the corpora that were deleted.
    pub fn remove(&self, corpora: &Corpora) {
        self.0.remove(corpora);
    }

    /// Lets the reading of added files stand still, or go on; or ends it, and what was read is kept.
    pub fn read_on(&self, wish: Reading) {
        match wish {
            Reading::Stop => self.0.stop_reading(),
            wish => self.0.pause(wish == Reading::Pause),
        }
    }

    /// Reads a file again that was added before; what was found in it then is set aside, unless it is found again.
    pub fn read_again(&self, path: &str, choices: Choices) {
        if self.0.intake.borrow_mut().add_again(path, choices, timing::now()) {
            self.ask(ToEngine::Edit(Edit::AsideFile { file: path.to_owned() }));
            self.0.feed();
        }
    }

    /// Adds files to the corpus.
    pub fn add_files(&self, files: Vec<File>) {
        if !files.is_empty() {
            let inner = self.0.clone();
            let stops = inner.intake.borrow_mut().expect(files.len(), timing::now());
            inner.arriving.borrow_mut().push_back((files, stops));
            inner.say_whole();
            // Those that came before are first.
            if inner.arriving.borrow().len() == 1 {
                spawn_local(async move { inner.arrive().await });
            }
        }
    }
}

/// Hears of the page being left for another that one may come back from, and of its being come back to.
fn listen_to(
    inner: &Rc<Inner>,
    event: &'static str,
    then: impl Fn(&Inner) + 'static,
) -> Option<EventListener> {
    let weak = Rc::downgrade(inner);
    Some(EventListener::new(&web_sys::window()?.into(), event, move |event| {
        let is_persisted =
            Reflect::get(event, &"persisted".into()).is_ok_and(|persisted| persisted.is_truthy());
        if let Some(inner) = weak.upgrade().filter(|_| is_persisted) {
            then(&inner);
        }
    }))
}

impl Inner {
    /// A browser may let a page that is left sleep, in case one comes back, and its workers with it: they would hold the
    /// files of what is kept, which the next page of this site is in want of (Chromium 156 lets that one hang). So they
    /// are ended, unless something would be lost that is kept nowhere.
    fn fall_asleep(&self) {
        if key().is_some() && !self.boot.single_file && self.keeps.get() != Some(false) {
            self.importers.borrow_mut().clear();
            self.link.replace(None);
        }
    }

    /// What was ended is begun anew, at the same address.
    fn wake_up(&self) {
        if let (None, Some(window)) = (&*self.link.borrow(), web_sys::window()) {
            let _ = window.location().reload();
        }
    }

    fn say(&self, event: EngineEvent) {
        self.on_event.emit(event);
    }

    /// Starts a run of the engine.
    fn begin(self: &Rc<Self>, place: Place) {
        let Some(program) = self.program.borrow().clone() else { return };
        let weak = Rc::downgrade(self);
        self.heard_at.set(timing::now());
        match Link::start(&program, place, move |heard| hear(&weak, heard)) {
            Ok(link) => {
                self.link.replace(Some(link));
            }
            Err(_) if place == Place::Worker => self.begin(Place::Page),
            Err(reason) => self.say(EngineEvent::Unavailable(cannot_run(&reason))),
        }
    }

    /// Gives the engine its tables as soon as both are there, and then what waits for it.
    fn equip(self: &Rc<Self>) {
        let ready = self.link.borrow().as_ref().is_some_and(Link::is_ready);
        let Some(tables) = self.copy_of_tables() else { return };
        if !ready || self.equipped.replace(ready) {
            return;
        }
        let begin = Request { id: RequestId(0), message: ToEngine::Begin { tables: BufferId(0) } };
        if let Some(link) = self.link.borrow().as_ref() {
            link.send(&begin, &[tables.into()]);
        }
        let edits = self.edits.borrow().clone();
        for edit in edits {
            self.ask(ToEngine::Edit(edit), &[]);
        }
        self.ask(ToEngine::Choices, &[]);
        self.remove(&Corpora::recall());
        self.ask_again();
        self.feed();
    }

    fn remove(&self, corpora: &Corpora) {
        let keys = corpora.deleted_keys();
        if !keys.is_empty() {
            self.tell(ToEngine::RemoveKept(keys), &[]);
        }
    }

    fn next_id(&self) -> RequestId {
        self.last_id.set(self.last_id.get() + 1);
        RequestId(self.last_id.get())
    }

    /// Sends a request and remembers it until it is answered.
    fn ask(&self, message: ToEngine, beside: &[JsValue]) -> RequestId {
        let id = self.next_id();
        if let Some(link) = self.link.borrow().as_ref().filter(|_| self.equipped.get()) {
            link.send(&Request { id, message: message.clone() }, beside);
        }
        self.open.borrow_mut().insert(id, Open { message, asked_at: timing::now() });
        id
    }

    /// What was asked and is still worth an answer, asked again of a new engine.
    fn ask_again(&self) {
        let mut open = self.open.borrow_mut();
        open.retain(|id, open| match open.message {
            ToEngine::Search(_) => self.latest_search.get() == Some(*id),
            ToEngine::Read { .. } => self.latest_reading.get() == Some(*id),
            // Whoever looks at them asks again.
            ToEngine::Page(_) => false,
            ToEngine::Export { .. }
            | ToEngine::Weigh(_)
            | ToEngine::Notebook
            | ToEngine::Ids(_)
            | ToEngine::Restore { .. } => true,
            // The intake gives its files to the new engine by itself.
            ToEngine::Begin { .. }
            | ToEngine::OpenArchive { .. }
            | ToEngine::OpenKept { .. }
            | ToEngine::Forget
            | ToEngine::RemoveKept(_)
            | ToEngine::Importer { .. }
            | ToEngine::FileEnded { .. }
            | ToEngine::Import { .. }
            | ToEngine::Ping => false,
            // All edits are made again, in their order.
            ToEngine::Edit(_) | ToEngine::Choices => false,
            ToEngine::Similar(_) => false,
        });
        if let Some(link) = self.link.borrow().as_ref() {
            for (id, open) in open.iter() {
                link.send(&Request { id: *id, message: open.message.clone() }, &[]);
            }
        }
    }

    /// Says how far reading is, unless that was said just now: each time the page is drawn.
    fn say_progress(&self) {
        if timing::now() - self.said_at.get() > PROGRESS_MS {
            self.say_whole();
        }
    }

    fn say_whole(&self) {
        self.said_at.set(timing::now());
        let intake = self.intake.borrow();
        let progress = intake.timed(intake.whole(), timing::now());
        drop(intake);
        self.say_answer(FromEngine::Progress(progress));
    }

    /// Looks at what was added, a few files at a time: the browser does so while nobody else has their turn.
    async fn arrive(self: &Rc<Self>) {
        loop {
            let taken = |(files, stops): &mut (Vec<File>, u32)| (std::mem::take(files), *stops);
            let next = self.arriving.borrow_mut().front_mut().map(taken);
            let Some((files, stops)) = next else { return };
            let is_wanted = || self.intake.borrow().stops() == stops;
            let mut until = timing::now() + TURN_MS;
            // So it does not matter how they were named to the page.
            let mut sorted = BinaryHeap::new();
            for (at, file) in files.iter().enumerate() {
                sorted.push(Reverse((intake::path(file), at)));
                if timing::now() > until {
                    timing::turn().await;
                    until = timing::now() + TURN_MS;
                }
            }
            let mut sources = Vec::new();
            while let Some(Reverse((path, at))) = sorted.pop().filter(|_| is_wanted()) {
                sources.push(intake::source(path, files[at].clone()));
                if timing::now() > until || sorted.is_empty() {
                    self.intake.borrow_mut().came(std::mem::take(&mut sources), timing::now());
                    self.feed();
                    timing::turn().await;
                    until = timing::now() + TURN_MS;
                }
            }
            self.arriving.borrow_mut().pop_front();
        }
    }

    fn say_answer(&self, message: FromEngine) {
        self.say(EngineEvent::Answer(message));
    }

    /// Sees to it that reading goes on: asks the engine for what is wanted next, and the importers to read.
    fn feed(self: &Rc<Self>) {
        if !self.equipped.get() {
            return;
        }
        let wanted = self.intake.borrow_mut().wanted();
        match wanted {
            Some(Wanted::Archive) => self.open_archive(),
            Some(Wanted::Kept) => {
                let skip = self.skip.borrow().clone();
                // An engine that died may have died of its snapshot.
                let build = if self.deaths.get() > 0 { String::new() } else { self.boot.build.clone() };
                let id = self.ask(ToEngine::OpenKept { key: key().unwrap_or_default(), build, skip }, &[]);
                self.intake.borrow_mut().asked(id);
            }
            Some(Wanted::Import(until)) => {
                let id = self.ask(ToEngine::Import { until }, &[]);
                self.intake.borrow_mut().asked(id);
            }
            None => {}
        }
        self.import();
        let finished = self.intake.borrow_mut().finished();
        if let Some((whole, since)) = finished {
            if self.deaths.get() > 0 {
                self.restore_again();
            }
            // Their memory is more than starting them again costs.
            self.importers.borrow_mut().clear();
            timing::measure_ingest(since, &whole);
            let stopped = self.intake.borrow_mut().stopped();
            if let Some(files) = stopped {
                self.say_answer(FromEngine::Failed { message: m::reading_stopped(files) });
            }
            self.say_answer(FromEngine::Ingested(whole));
        }
    }

    /// Reads the corpus that the address names, in place of the one that the page came with.
    fn open_named(self: &Rc<Self>, address: String) {
        let inner = self.clone();
        spawn_local(async move {
            match inner.boot.fetch_named(&address).await {
                Ok(bytes) => {
                    let path = address.rsplit('/').next().unwrap_or(&address).to_owned();
                    let choices = Choices::default();
                    let source = Source { path, size: bytes.size(), bytes, choices };
                    inner.intake.borrow_mut().add(vec![source], timing::now());
                    inner.feed();
                }
                Err(message) => inner.say_answer(FromEngine::Failed { message }),
            }
        });
    }

    fn open_archive(self: &Rc<Self>) {
        let (inner, turn) = (self.clone(), self.intake.borrow().turn());
        spawn_local(async move {
            let skip = inner.skip.borrow().clone();
            let asked = inner.corpus.take();
            let archive = match asked {
                Some(asked) => asked.await,
                None => inner.boot.fetch_corpus().await,
            };
            // The engine may have been replaced meanwhile.
            if inner.intake.borrow().turn() != turn {
                return;
            }
            match archive {
                Ok(bytes) => {
                    let message = ToEngine::OpenArchive {
                        buffer: BufferId(0),
                        skip,
                        additions: inner.boot.additions(),
                    };
                    let id = inner.ask(message, &[bytes.into()]);
                    inner.intake.borrow_mut().asked(id);
                }
                Err(message) => {
                    inner.say_answer(FromEngine::Failed { message });
                    inner.ingested(None, Ingested::default());
                }
            }
        });
    }

    fn reply(self: &Rc<Self>, Reply { to, message }: Reply) {
        let asked = match (&message, to) {
            (FromEngine::Progress(_), _) | (_, None) => None,
            (_, Some(id)) => self.open.borrow_mut().remove(&id),
        };
        match message {
            FromEngine::Ready { build } if build == explorer_protocol::BUILD => {
                let place = {
                    let link = self.link.borrow();
                    let Some(link) = link.as_ref() else { return };
                    link.set_ready();
                    link.place()
                };
                self.say(EngineEvent::Started(place));
                self.equip();
            }
            FromEngine::Ready { .. } => {
                self.link.replace(None);
                self.say(EngineEvent::Unavailable(m::engine_other_version().to_owned()));
            }
            FromEngine::Progress(progress) => {
                let whole = self.intake.borrow_mut().progress(to, progress);
                if whole.is_some() {
                    self.say_progress();
                }
            }
            FromEngine::Ingested(ingested) => self.ingested(to, ingested),
            FromEngine::Found(found) if to == self.latest_search.get() => {
                if let Some(asked) = asked {
                    timing::measure_query(asked.asked_at, found.total);
                }
                self.say(EngineEvent::Answer(FromEngine::Found(found)));
            }
            FromEngine::Article(article) if to == self.latest_reading.get() => {
                self.say(EngineEvent::Answer(FromEngine::Article(article)));
            }
            // A later search has other hits.
            page @ FromEngine::Page { .. } if to > self.latest_search.get() => {
                self.say(EngineEvent::Answer(page));
            }
            FromEngine::Page { .. } | FromEngine::Found(_) | FromEngine::Article(_) | FromEngine::Pong => {}
            FromEngine::Died { message, file } => self.died(&message, file),
            FromEngine::Failed { message } => {
                self.say(EngineEvent::Answer(FromEngine::Failed { message }));
                // Whatever else waits to be read goes on.
                if asked.is_some_and(|open| {
                    matches!(open.message, ToEngine::OpenArchive { .. } | ToEngine::Import { .. })
                }) {
                    self.ingested(to, Ingested::default());
                }
            }
            FromEngine::Kept(keeping) => {
                let keeps = matches!(keeping, Keeping::Here { .. });
                self.intake.borrow_mut().keeps(keeps);
                self.keeps.set(Some(keeps));
                self.say_answer(FromEngine::Kept(keeping));
            }
            FromEngine::Crowded => {
                self.say_answer(FromEngine::Failed { message: m::no_memory().to_owned() });
                self.stop_reading();
            }
            FromEngine::Restored { id, spans } => {
                self.restored.borrow_mut().insert(id.clone(), spans.clone());
                self.say(EngineEvent::Answer(FromEngine::Restored { id, spans }));
            }
            answer @ (FromEngine::Saved(_)
            | FromEngine::Weighed(_)
            | FromEngine::Ids(_)
            | FromEngine::Edited(_)
            | FromEngine::Similar { .. }
            | FromEngine::Choices(_)) => self.say(EngineEvent::Answer(answer)),
        }
    }

    /// The engine has taken in the archive, or taken in what was imported; whatever is next follows.
    fn ingested(self: &Rc<Self>, to: Option<RequestId>, part: Ingested) {
        self.intake.borrow_mut().answered(to, part);
        self.say_whole();
        self.feed();
    }

    /// A new engine has the articles again, cleaned: what was put back is put back once more.
    fn restore_again(&self) {
        let restored = self.restored.borrow().clone();
        for (id, spans) in restored.iter().filter(|(_, spans)| !spans.is_empty()) {
            let which = Removed::Spans(spans.clone());
            self.ask(ToEngine::Restore { id: id.clone(), which, back: true }, &[]);
        }
    }

    /// The engine is dead: another takes its place and is given everything again.
    fn died(self: &Rc<Self>, reason: &str, panicked_on: Option<String>) {
        let Some(link) = self.link.replace(None) else { return };
        self.equipped.set(false);
        let place = link.place();
        let started = link.is_ready();
        drop(link);
        match (place, started) {
            (Place::Worker, false) => return self.begin(Place::Page),
            (Place::Page, false) => return self.say(EngineEvent::Unavailable(cannot_run(reason))),
            (_, true) => {}
        }
        self.deaths.set(self.deaths.get() + 1);
        if place == Place::Page || self.deaths.get() > DEATHS_AT_MOST {
            return self.say(EngineEvent::Unavailable(m::engine_stopped(reason)));
        }
        // A panic names its file.
        let mut skip = self.skip.borrow_mut();
        let sentence = match panicked_on {
            Some(file) => {
                let sentence = m::engine_stopped_at(&file);
                skip.push(file);
                sentence
            }
            None => m::engine_started_again().to_owned(),
        };
        self.importers.borrow_mut().clear();
        self.intake.borrow_mut().start_over(&skip, timing::now());
        drop(skip);
        self.say(EngineEvent::Replaced(sentence));
        self.begin(Place::Worker);
    }

    /// A worker can end without a word; a long silence while an answer is due gives it away.
    fn watch_over(self: &Rc<Self>) {
        let quiet = timing::now() - self.heard_at.get();
        let waiting = !self.open.borrow().is_empty();
        let ready_worker =
            self.link.borrow().as_ref().is_some_and(|link| link.is_ready() && link.place() == Place::Worker);
        if !waiting {
            self.heard_at.set(timing::now());
        } else if ready_worker && quiet > DEAD_MS {
            self.died("it did not answer any more.", None);
        } else if ready_worker && quiet > QUIET_MS {
            let pinged = self.open.borrow().values().any(|open| open.message == ToEngine::Ping);
            if !pinged {
                self.ask(ToEngine::Ping, &[]);
            }
        }
    }
}

fn hear(engine: &Weak<Inner>, heard: link::Heard<Reply>) {
    let Some(inner) = engine.upgrade() else { return };
    inner.heard_at.set(timing::now());
    match heard {
        link::Heard::Said(reply) => inner.reply(reply),
        link::Heard::Ended(reason) => inner.died(&reason, None),
    }
}

fn cannot_run(reason: &str) -> String {
    m::engine_cannot_run(reason)
}
