//! Where are the articles that were added, once the page is closed?
//!
//! In the origin's private file system ([`files`]), or where a browser has none in its IndexedDB ([`database`]), in a folder of
//! this page's path and the open corpus: other pages of the origin (all of `user.github.io`, say) and other corpora have their own. `articles` is an archive that blocks
//! are appended to as they come in, `additions.0` and `.1` hold by turns what a person added. Nothing is ever written over that is
//! still needed: a browser that is killed leaves whole blocks and at most a piece of one, which is cut off at the next opening, and
//! one of the two additions. Only among files are there also snapshots, by which the engine comes back at once ([`crate::snapshot`]), and texts
//! that need not be in memory until then.
//!
//! **Invariants.** One tab writes, the one that came first; others read what there was when they were opened. What
//! another version of the program wrote and this one cannot read is left as it is.

mod database;
mod files;

use explorer_store::archive::{self, Contents};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What all pages of this program keep things under.
const PROGRAM: &str = "article-explorer";

/// A tab that was just closed or reloaded may hold its files for a moment longer.
const TRIES: u32 = 20;
const TRY_AGAIN_MS: i32 = 50;

/// Bytes before the text of the additions: a number that grows, and a checksum over it and the text.
const BEFORE: usize = 16;

/// Somewhere to keep bytes.
trait Room {
    /// How many there are.
    fn length(&self) -> usize;

    /// So many bytes from a place on, or as many as there are.
    fn read(&self, at: usize, length: usize) -> Vec<u8>;

    /// Appends bytes; where they begin. `None` where there is no room for them: then nothing was appended.
    fn append(&self, bytes: &Uint8Array) -> Option<usize>;

    /// Leaves only so many bytes.
    fn cut(&self, length: usize);

    /// Sees to it that what was written outlives the browser; whether it does.
    fn flush(&self) -> bool;
}

/// A file that only this tab can write.
#[derive(Clone)]
pub struct Kept(Rc<dyn Room>);

impl Kept {
    /// Its length in bytes.
    pub fn length(&self) -> usize {
        self.0.length()
    }

    /// So many bytes from a place on, or as many as there are.
    pub fn read(&self, at: usize, length: usize) -> Vec<u8> {
        self.0.read(at, length)
    }

    /// Appends bytes; where they begin. `None` where the browser has no room for them: then nothing was appended.
    pub fn append(&self, bytes: &Uint8Array) -> Option<usize> {
        self.0.append(bytes)
    }

    /// Leaves only so many bytes of it.
    pub fn cut(&self, length: usize) {
        self.0.cut(length);
    }

    /// Leaves an archive without articles.
    pub fn begin(&self) {
        self.replace(&archive::head(&Contents::default()));
    }

    fn replace(&self, bytes: &[u8]) -> bool {
        self.cut(0);
        self.append(&Uint8Array::from(bytes)).is_some() && self.flush()
    }

    /// Sees to it that what was written outlives the browser; whether it does.
    pub fn flush(&self) -> bool {
        self.0.flush()
    }
}

/// What a person added, in one of two files by turns.
pub struct Slots {
    files: [Kept; 2],
    latest: u64,
}

impl Slots {
    fn newest(files: [Kept; 2]) -> (Self, String) {
        let [even, odd] = files.each_ref().map(|file| file.read(0, file.length()));
        let (latest, text) = Slots::newer([&even, &odd]);
        (Slots { files, latest }, text)
    }

    /// The number and the text of the newer of the two.
    fn newer(both: [&[u8]; 2]) -> (u64, String) {
        both.into_iter().filter_map(slot).max_by_key(|(number, _)| *number).unwrap_or_default()
    }

    /// Writes it down; whether there was room for it.
    pub fn write(&mut self, text: &str) -> bool {
        self.latest += 1;
        let number = self.latest.to_le_bytes();
        let sum = sum_of(number, text.as_bytes()).to_le_bytes();
        let [even, odd] = &self.files;
        let file = if self.latest.is_multiple_of(2) { even } else { odd };
        file.replace(&[&number[..], &sum[..], text.as_bytes()].concat())
    }
}

fn sum_of(number: [u8; 8], text: &[u8]) -> u64 {
    archive::sum(&number) ^ archive::sum(text).rotate_left(1)
}

fn slot(bytes: &[u8]) -> Option<(u64, String)> {
    let (before, text) = bytes.split_at_checked(BEFORE)?;
    let (number, sum) = (*before.first_chunk::<8>()?, *before.last_chunk::<8>()?);
    let is_whole = u64::from_le_bytes(sum) == sum_of(number, text);
    is_whole.then(|| Some((u64::from_le_bytes(number), String::from_utf8(text.to_vec()).ok()?)))?
}

/// What was kept.
pub enum Opened {
    /// This tab goes on keeping.
    Written {
        /// The articles.
        articles: Kept,
        /// Where additions go.
        slots: Slots,
        /// Those that were there.
        additions: String,
        /// Where snapshots go, and what is of use to this tab only, while it is open; nowhere, where all that is kept is in
        /// memory too.
        snapshots: Option<([Kept; 2], Kept)>,
    },
    /// Another tab does: this is what there was.
    Read {
        /// The articles.
        articles: ArrayBuffer,
        /// Additions.
        additions: String,
    },
}

/// Opens what was kept under a key, which is made where there is nothing yet. `None` where the browser keeps nothing.
pub async fn open(key: &str) -> Option<Opened> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    match files::open(&navigator, key).await {
        Some(opened) => Some(opened),
        None => database::open(&navigator, key).await,
    }
}

/// Removes all that is kept under a key, unless it stays open.
pub async fn remove(key: String) {
    let Ok(navigator) = Reflect::get(&js_sys::global(), &"navigator".into()) else { return };
    for _ in 0..TRIES {
        if files::remove(&navigator, &key).await.is_ok() {
            return database::remove(&key);
        }
        pause().await;
    }
}

/// What this tab goes on keeping.
fn written(articles: Kept, additions: [Kept; 2], snapshots: Option<([Kept; 2], Kept)>) -> Opened {
    // A browser that was killed at once may have left a part of the head.
    if articles.length() < archive::head(&Contents::default()).len() {
        articles.begin();
    }
    let (slots, additions) = Slots::newest(additions);
    Opened::Written { articles, slots, additions, snapshots }
}

async fn pause() {
    let waited = js_sys::Promise::new(&mut |resolve, _| {
        let set = Reflect::get(&js_sys::global(), &"setTimeout".into())
            .and_then(|set| set.dyn_into::<js_sys::Function>());
        match set {
            Ok(set) => drop(set.call2(&JsValue::UNDEFINED, &resolve, &TRY_AGAIN_MS.into())),
            Err(_) => drop(resolve.call0(&JsValue::UNDEFINED)),
        }
    });
    let _ = JsFuture::from(waited).await;
}
