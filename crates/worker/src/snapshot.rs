//! How does what was kept come back at once?
//!
//! Once articles have come in, the engine is written down beside them ([`explorer_core::engine::Snapshot`]), in turns between
//! searches, into one of two files: the other is needed until this one is whole. With it goes what only this program knows:
//! where on disk each article is, and those that the engine corrected, which are nowhere else. **Invariants.** A snapshot
//! counts if this build wrote it, over the articles that this page comes with, and if the articles on disk begin with
//! those it knows; what came later is taken in behind them. Where there is none, all articles are taken in again.

use crate::kept::Kept;
use crate::shelf::{Blocked, Place, Places};
use explorer_core::engine::{Engine, Found, Outside, Piece, Saved, Snapshot};
use explorer_store::archive;
use explorer_text::codec::{ByteReader, write_bytes, write_number};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// Fewer new articles than this share of all, or than so many, are taken in again sooner than all are written anew.
const SHARE: usize = 32;
const FEWEST: usize = 256;

/// Bytes before the end of the known articles by which they are told from others.
const TAIL: usize = 1 << 12;

/// How often a snapshot is begun again because somebody changed something meanwhile.
const TRIES: u32 = 4;

thread_local! {
    // What the engine holds must not hold anything of the browser's.
    static FILES: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// One of the two files, or the third: texts that are in no snapshot yet.
#[derive(Clone, Copy, Debug)]
struct InFile(usize);

impl InFile {
    fn with<T>(self, ask: impl FnOnce(&Kept) -> T) -> Option<T> {
        FILES.with_borrow(|files| files.get(self.0).map(ask))
    }

    fn found(self) -> Option<Found> {
        Found::look(Arc::new(self))
    }

    fn clear(self) {
        self.with(|file| file.cut(0));
    }
}

impl Saved for InFile {
    fn length(&self) -> u64 {
        self.with(Kept::length).unwrap_or(0) as u64
    }

    fn read(&self, at: u64, length: usize) -> Vec<u8> {
        self.with(|file| file.read(at as usize, length)).unwrap_or_default()
    }
}

impl Outside for InFile {
    fn append(&self, bytes: &[u8]) -> Option<u64> {
        self.with(|file| file.append(&Uint8Array::from(bytes))).flatten().map(|at| at as u64)
    }

    fn clear(&self) {
        Self::clear(*self);
    }
}

/// Where texts are until the first snapshot.
const TEXTS: InFile = InFile(2);

/// Snapshots of what one page keeps.
pub struct Snapshots {
    build: String,
    articles: Kept,
    // The file that the engine leans on.
    latest: Option<InFile>,
    // Articles that the page came with, and a checksum of their ids.
    base: (usize, u64),
    // Articles in the latest.
    known: usize,
    tries: u32,
    writing: Option<Writing>,
}

/// A snapshot that is being written.
struct Writing {
    to: InFile,
    own: VecDeque<Place>,
    beside: Option<Vec<u8>>,
    snapshot: Option<Snapshot>,
    articles: usize,
}

/// What a snapshot says beside the engine.
struct Beside {
    build: String,
    base: (usize, u64),
    // Bytes of articles on disk, and a checksum of the last of them.
    articles: (usize, u64),
    additions: String,
    places: Places,
}

fn base_of(engine: &Engine) -> (usize, u64) {
    let ids = engine.ids().concat();
    (engine.met(), archive::sum(ids.as_bytes()))
}

fn tail(articles: &Kept, length: usize) -> u64 {
    let from = length.saturating_sub(TAIL);
    archive::sum(&articles.read(from, length - from))
}

impl Beside {
    fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write_bytes(&mut out, self.build.as_bytes());
        write_number(&mut out, self.base.0 as u64);
        out.extend(self.base.1.to_le_bytes());
        write_number(&mut out, self.articles.0 as u64);
        out.extend(self.articles.1.to_le_bytes());
        write_bytes(&mut out, self.additions.as_bytes());
        self.places.write(&mut out);
        out
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = ByteReader::at(bytes, 0);
        let sum = |reader: &mut ByteReader<'_>| Some(u64::from_le_bytes(*reader.take(8).first_chunk::<8>()?));
        Some(Beside {
            build: reader.string().to_owned(),
            base: (reader.number() as usize, sum(&mut reader)?),
            articles: (reader.number() as usize, sum(&mut reader)?),
            additions: reader.string().to_owned(),
            places: Places::read(&mut reader)?,
        })
    }
}

/// What came back.
pub struct CameBack {
    /// Bytes of articles on disk that are in it.
    pub articles: usize,
    /// What a person had added then.
    pub additions: String,
}

impl Snapshots {
    /// Of a page that keeps its articles in `articles`, and snapshots in one of the two files. Until there is one, the engine
    /// puts texts into a third.
    pub fn of(
        build: String,
        articles: Kept,
        [one, other]: [Kept; 2],
        texts: Kept,
        engine: &mut Engine,
    ) -> Self {
        FILES.set(vec![one, other, texts]);
        TEXTS.clear();
        engine.pack_texts_to(Arc::new(TEXTS));
        Snapshots { build, articles, latest: None, base: (0, 0), known: 0, tries: 0, writing: None }
    }

    /// Brings back what was written, if it is of use. The engine has the articles that the page came with.
    pub fn come_back(&mut self, engine: &mut Engine, shelf: &Blocked) -> Option<CameBack> {
        self.base = base_of(engine);
        self.known = engine.met();
        let found = [InFile(0), InFile(1)].map(|file| Some((file, file.found()?)));
        let mut found: Vec<(InFile, Found, Beside)> = found
            .into_iter()
            .flatten()
            .filter_map(|(file, found)| {
                let beside = Beside::read(&found.beside()?).filter(|beside| self.is_of_use(beside))?;
                Some((file, found, beside))
            })
            .collect();
        // A browser that was killed may have left both.
        if let [(_, _, one), (_, _, other)] = found.as_slice()
            && one.articles.0 < other.articles.0
        {
            found.swap(0, 1);
        }
        for (file, found, beside) in found {
            let Some(own) = beside.places.own(|at, length| file.with(|file| file.read(at, length))) else {
                continue;
            };
            if engine.come_back(&found) {
                shelf.come_back(beside.places, own);
                self.latest = Some(file);
                self.known = engine.met();
                return Some(CameBack { articles: beside.articles.0, additions: beside.additions });
            }
        }
        None
    }

    fn is_of_use(&self, beside: &Beside) -> bool {
        let (length, sum) = beside.articles;
        beside.build == self.build
            && beside.base == self.base
            && length <= self.articles.length()
            && tail(&self.articles, length) == sum
    }

    /// Articles have come in: if they are enough, they will be written down.
    pub fn articles_came(&mut self, engine: &Engine) {
        let new = engine.met().saturating_sub(self.known);
        self.tries = if new >= FEWEST && new * SHARE >= engine.met() { TRIES } else { 0 };
    }

    /// Whether there is something to write.
    pub fn is_due(&self) -> bool {
        self.tries > 0 && !self.build.is_empty()
    }

    /// Writes a piece; `additions` are those that there are now.
    pub fn step(&mut self, engine: &mut Engine, shelf: &Blocked, additions: impl FnOnce(&Engine) -> String) {
        let Some(writing) = &mut self.writing else {
            self.writing = self.begin(engine, shelf, additions);
            if self.writing.is_none() {
                self.tries = 0;
            }
            return;
        };
        match writing.step(engine) {
            Some(Piece::Bytes(bytes)) => {
                let bytes = Uint8Array::from(bytes.as_slice());
                if writing.to.with(|file| file.append(&bytes)).flatten().is_none() {
                    // There is no room. The articles are there without it.
                    self.give_up(0);
                }
            }
            Some(Piece::Whole) => {
                writing.to.with(Kept::flush);
                if let Some(found) = writing.to.found() {
                    engine.lean_on(&found);
                    if let Some(before) = self.latest.replace(writing.to) {
                        before.clear();
                    }
                    self.known = writing.articles;
                }
                (self.tries, self.writing) = (0, None);
            }
            Some(Piece::Stale) | None => self.give_up(self.tries - 1),
        }
    }

    fn give_up(&mut self, tries: u32) {
        if let Some(writing) = self.writing.take() {
            writing.to.clear();
        }
        self.tries = tries;
    }

    fn begin(
        &self,
        engine: &mut Engine,
        shelf: &Blocked,
        additions: impl FnOnce(&Engine) -> String,
    ) -> Option<Writing> {
        self.articles.flush();
        let to = InFile(usize::from(self.latest.is_some_and(|latest| latest.0 == 0)));
        to.clear();
        let (places, own) = shelf.stand_still();
        let length = self.articles.length();
        let beside = Beside {
            build: self.build.clone(),
            base: self.base,
            articles: (length, tail(&self.articles, length)),
            additions: additions(engine),
            places,
        };
        let articles = engine.met();
        Some(Writing { to, own: own.into(), beside: Some(beside.write()), snapshot: None, articles })
    }

    /// Nothing that was kept is needed any more.
    pub fn forget(&mut self, engine: &mut Engine) {
        self.give_up(0);
        engine.stand_alone();
        self.latest = None;
        // What comes from now on is in memory with what the page did not come with.
        self.build.clear();
        [InFile(0), InFile(1)].into_iter().for_each(InFile::clear);
    }
}

impl Writing {
    fn step(&mut self, engine: &mut Engine) -> Option<Piece> {
        if let Some(place) = self.own.pop_front() {
            let (Place::New(buffer) | Place::Given(buffer)) = place else { return None };
            return Some(Piece::Bytes(Uint8Array::new(&buffer).to_vec()));
        }
        if let Some(beside) = self.beside.take() {
            let at = self.to.length();
            self.snapshot = engine.snapshot(at, beside);
        }
        Some(self.snapshot.as_mut()?.next(engine))
    }
}
