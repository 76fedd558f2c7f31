//! How is anything kept in the origin's private file system?
//!
//! In files that are locked: the first tab that opens them has them. **Invariant.** What is appended is on disk, or was not
//! appended.

use super::{Kept, Opened, PROGRAM, Room, TRIES, pause, slot, written};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemRemoveOptions,
    FileSystemSyncAccessHandle, StorageManager,
};

struct File(FileSystemSyncAccessHandle);

impl Room for File {
    fn length(&self) -> usize {
        self.0.get_size().unwrap_or(0.0) as usize
    }

    fn read(&self, at: usize, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length.min(self.length().saturating_sub(at))];
        let read = self.0.read_with_u8_array_and_options(&mut bytes, &place(at)).unwrap_or(0.0);
        bytes.truncate(read as usize);
        bytes
    }

    fn append(&self, bytes: &Uint8Array) -> Option<usize> {
        let at = self.length();
        let written = self.0.write_with_js_u8_array_and_options(bytes, &place(at)).unwrap_or(0.0);
        if written as u32 == bytes.length() {
            return Some(at);
        }
        self.cut(at);
        None
    }

    fn cut(&self, length: usize) {
        let _ = self.0.truncate_with_f64(length as f64);
    }

    fn flush(&self) -> bool {
        self.0.flush().is_ok()
    }
}

fn place(at: usize) -> FileSystemReadWriteOptions {
    let place = FileSystemReadWriteOptions::new();
    place.set_at_f64(at as f64);
    place
}

/// Opens the files under a key. `None` where the browser has no such files.
pub async fn open(navigator: &JsValue, key: &str) -> Option<Opened> {
    let root = root(navigator).await?;
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
    Some(written(articles, [even, odd], Some(([one, other], texts))))
}

async fn root(navigator: &JsValue) -> Option<FileSystemDirectoryHandle> {
    let storage: StorageManager = Reflect::get(navigator, &"storage".into()).ok()?.dyn_into().ok()?;
    // A browser that does not know it would panic.
    if !Reflect::has(&storage, &"getDirectory".into()).unwrap_or(false) {
        return None;
    }
    JsFuture::from(storage.get_directory()).await.ok()?.dyn_into().ok()
}

/// Removes the files under a key; an error while they are open.
pub async fn remove(navigator: &JsValue, key: &str) -> Result<(), JsValue> {
    let Some(root) = root(navigator).await else { return Ok(()) };
    let Some(program) = folder(&root, PROGRAM).await else { return Ok(()) };
    let options = FileSystemRemoveOptions::new();
    options.set_recursive(true);
    let removed = JsFuture::from(program.remove_entry_with_options(key, &options)).await;
    removed.map(drop).or_else(|error| {
        let why = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        if why.as_deref() == Some("NotFoundError") { Ok(()) } else { Err(error) }
    })
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
            return handle.dyn_into().ok().map(|handle| Kept(Rc::new(File(handle))));
        }
        pause().await;
    }
    None
}
