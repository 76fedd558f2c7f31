//! Where are the articles that were added, once the page is closed?
//!
//! In the origin's private file system, in a folder of this page's path: other pages of the origin (all of
//! `user.github.io`, say) have their own. `articles` is an archive that blocks are appended to as they come in, `additions.0`
//! and `.1` hold by turns what a person added, `snapshot.0` and `.1` how the engine comes back at once ([`crate::snapshot`]), `texts` what need not be in memory until then. Nothing is ever written over that is still needed: a browser that is killed
//! leaves whole blocks and at most a piece of one, which is cut off at the next opening, and one of the two additions.
//!
//! **Invariants.** One tab writes, the one that came first; others read what there was when they were opened. What
//! another version of the program wrote and this one cannot read is left as it is.

use explorer_store::archive::{self, Contents};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemSyncAccessHandle, StorageManager,
};

/// The folder of all pages of this program.
const PROGRAM: &str = "article-explorer";

/// A tab that was just closed or reloaded may hold its files for a moment longer.
const TRIES: u32 = 20;
const TRY_AGAIN_MS: i32 = 50;

/// Bytes before the text of the additions: a number that grows, and a checksum over it and the text.
const BEFORE: usize = 16;

/// A file that only this tab can write.
#[derive(Clone)]
pub struct Kept(FileSystemSyncAccessHandle);

impl Kept {
    /// Its length in bytes.
    pub fn length(&self) -> usize {
        self.0.get_size().unwrap_or(0.0) as usize
    }

    /// So many bytes from a place on, or as many as there are.
    pub fn read(&self, at: usize, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length.min(self.length().saturating_sub(at))];
        let read = self.0.read_with_u8_array_and_options(&mut bytes, &place(at)).unwrap_or(0.0);
        bytes.truncate(read as usize);
        bytes
    }

    /// Appends bytes; where they begin. `None` where the browser has no room for them: then nothing was appended.
    pub fn append(&self, bytes: &Uint8Array) -> Option<usize> {
        let at = self.length();
        let written = self.0.write_with_js_u8_array_and_options(bytes, &place(at)).unwrap_or(0.0);
        if written as u32 == bytes.length() {
            return Some(at);
        }
        self.cut(at);
        None
    }

    /// Leaves only so many bytes of it.
    pub fn cut(&self, length: usize) {
        let _ = self.0.truncate_with_f64(length as f64);
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
        self.0.flush().is_ok()
    }
}

fn place(at: usize) -> FileSystemReadWriteOptions {
    let place = FileSystemReadWriteOptions::new();
    place.set_at_f64(at as f64);
    place
}

/// What a person added, in one of two files by turns.
pub struct Slots {
    files: [Kept; 2],
    latest: u64,
}

impl Slots {
    fn newest(files: [Kept; 2]) -> (Self, String) {
        let read = files.each_ref().map(|file| slot(&file.read(0, file.length())));
        let (latest, text) = read.into_iter().flatten().max_by_key(|(number, _)| *number).unwrap_or_default();
        (Slots { files, latest }, text)
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
        /// Where snapshots go.
        snapshots: [Kept; 2],
        /// What is of use to this tab only, while it is open.
        texts: Kept,
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
    let storage: StorageManager = Reflect::get(&navigator, &"storage".into()).ok()?.dyn_into().ok()?;
    let root: FileSystemDirectoryHandle =
        JsFuture::from(storage.get_directory()).await.ok()?.dyn_into().ok()?;
    let folder = folder(&folder(&root, PROGRAM).await?, key).await?;
    let files = [
        file(&folder, "articles").await?,
        file(&folder, "additions.0").await?,
        file(&folder, "additions.1").await?,
        file(&folder, "snapshot.0").await?,
        file(&folder, "snapshot.1").await?,
        file(&folder, "texts").await?,
    ];
    // On the main thread, and in browsers of some years ago, there is no way to write at once.
    if !Reflect::has(&files[0], &"createSyncAccessHandle".into()).unwrap_or(false) {
        return None;
    }
    let Some(articles) = writable(&files[0]).await else { return read(&files).await };
    let mut others = Vec::new();
    for file in &files[1..] {
        let Some(file) = writable(file).await else { return read(&files).await };
        others.push(file);
    }
    let Ok([even, odd, one, other, texts]) = <[Kept; 5]>::try_from(others) else { return None };
    // A browser that was killed at once may have left a part of the head.
    if articles.length() < archive::head(&Contents::default()).len() {
        articles.begin();
    }
    let (slots, additions) = Slots::newest([even, odd]);
    Some(Opened::Written { articles, slots, additions, snapshots: [one, other], texts })
}

async fn read(files: &[FileSystemFileHandle; 6]) -> Option<Opened> {
    let articles = snapshot(&files[0]).await?;
    let mut newest = (0, String::new());
    for file in &files[1..3] {
        let bytes = Uint8Array::new(&snapshot(file).await?.into()).to_vec();
        newest =
            slot(&bytes).into_iter().chain([newest]).max_by_key(|(number, _)| *number).unwrap_or_default();
    }
    Some(Opened::Read { articles, additions: newest.1 })
}

async fn snapshot(file: &FileSystemFileHandle) -> Option<ArrayBuffer> {
    let file: Blob = JsFuture::from(file.get_file()).await.ok()?.dyn_into().ok()?;
    JsFuture::from(file.array_buffer()).await.ok()?.dyn_into().ok()
}

async fn folder(within: &FileSystemDirectoryHandle, name: &str) -> Option<FileSystemDirectoryHandle> {
    let options = FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    JsFuture::from(within.get_directory_handle_with_options(name, &options)).await.ok()?.dyn_into().ok()
}

async fn file(within: &FileSystemDirectoryHandle, name: &str) -> Option<FileSystemFileHandle> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    JsFuture::from(within.get_file_handle_with_options(name, &options)).await.ok()?.dyn_into().ok()
}

/// The file for this tab alone; `None` if another has it.
async fn writable(file: &FileSystemFileHandle) -> Option<Kept> {
    for _ in 0..TRIES {
        if let Ok(handle) = JsFuture::from(file.create_sync_access_handle()).await {
            return handle.dyn_into().ok().map(Kept);
        }
        pause().await;
    }
    None
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
