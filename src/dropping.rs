//! What happens to files that are dropped on the page, and to what is pasted?
//!
//! Anywhere on it they are taken as "Add files" and "Add folder" take them; folders are walked in full, and a file
//! in one has the folder's path. **Invariants.** What is dropped never replaces the page, which is what a browser does
//! with it otherwise. Text that is dragged stays text, and what is pasted into a field is for the field. What cannot be
//! opened is named.

use crate::state::Action;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ClipboardEvent, DataTransfer, Document, DragEvent, Element, File, FileSystemDirectoryEntry,
    FileSystemEntry, FileSystemFileEntry,
};
use yew::Callback;

/// The class of the root element while files are held over the page.
const HELD: &str = "is-dropping";

/// Takes what is dropped.
pub fn dropping(document: &Document, act: &Callback<Action>) -> [EventListener; 3] {
    ["dragover", "dragleave", "drop"].map(|kind| {
        let (act, page) = (act.clone(), document.clone());
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(document, kind, options, move |event| {
            if let Some(event) = event.dyn_ref::<DragEvent>()
                && let Some(held) = event.data_transfer().filter(has_files)
            {
                dragged(kind, event, &held, &page, &act);
            }
        })
    })
}

/// A text this short is no article: it was pasted by mistake.
const SHORTEST: usize = 40;

/// Takes files that are pasted, and text: that is an article of its own.
pub fn pasting(document: &Document, act: &Callback<Action>) -> EventListener {
    let act = act.clone();
    EventListener::new(document, "paste", move |event| {
        let Some(held) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else {
            return;
        };
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        if target.is_some_and(|target| target.matches("input, textarea, select, dialog *").unwrap_or(false)) {
            return;
        }
        let mut files: Vec<File> = held
            .files()
            .into_iter()
            .flat_map(|all| (0..all.length()).filter_map(move |at| all.get(at)))
            .collect();
        let text = held.get_data("text/plain").unwrap_or_default();
        if files.is_empty() && text.trim().len() >= SHORTEST {
            let now = String::from(js_sys::Date::new_0().to_iso_string()).replace(':', "-");
            let name = "pasted-".to_owned() + &now + ".txt";
            files.extend(File::new_with_str_sequence(&Array::of1(&text.into()), &name).ok());
        }
        if !files.is_empty() {
            act.emit(Action::Added(files));
        }
    })
}

fn has_files(held: &DataTransfer) -> bool {
    held.types().includes(&"Files".into(), 0)
}

fn dragged(kind: &str, event: &DragEvent, held: &DataTransfer, page: &Document, act: &Callback<Action>) {
    if kind != "dragleave" {
        event.prevent_default();
    }
    // Leaving one element of the page for another is not leaving the page.
    let is_over = kind == "dragover" || (kind == "dragleave" && event.related_target().is_some());
    if let Some(root) = page.document_element() {
        let _ = root.class_list().toggle_with_force(HELD, is_over);
    }
    if kind == "drop" {
        // The items are there only as long as the event is; what folders hold can be asked for later.
        let items = held.items();
        let mut files = Vec::new();
        let mut folders = Vec::new();
        for item in (0..items.length()).filter_map(|at| items.get(at)) {
            match item.webkit_get_as_entry() {
                Ok(Some(entry)) if entry.is_directory() => folders.push(entry),
                // Not by its entry: that has no bytes to give where the page itself came from disk.
                _ => files.extend(item.get_as_file().ok().flatten()),
            }
        }
        let act = act.clone();
        spawn_local(async move {
            let (files, closed) = walked(files, folders).await;
            act.emit(Action::Added(files));
            if !closed.is_empty() {
                act.emit(Action::Unopened(closed));
            }
        });
    }
}

/// The files and those in the folders, and the paths of what could not be opened.
async fn walked(mut files: Vec<File>, mut entries: Vec<FileSystemEntry>) -> (Vec<File>, Vec<String>) {
    let mut closed = Vec::new();
    while let Some(entry) = entries.pop() {
        let path = entry.full_path();
        let path = path.trim_start_matches('/').to_owned();
        // Asked, not cast: browsers do not give these classes a name of their own.
        if entry.is_directory() {
            match below(entry.unchecked_ref()).await {
                Ok(below) => entries.extend(below),
                Err(_) => closed.push(path),
            }
            continue;
        }
        match opened(entry.unchecked_ref()).await {
            Ok(file) => {
                // A file that was chosen with its folder has its path there.
                let value = Object::new();
                let _ = Reflect::set(&value, &"value".into(), &path.as_str().into());
                let _ = Reflect::define_property(&file, &"webkitRelativePath".into(), &value);
                files.push(file);
            }
            Err(_) => closed.push(path),
        }
    }
    (files, closed)
}

async fn opened(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    answer(|done, failed| entry.file_with_callback_and_callback(done, failed)).await?.dyn_into()
}

/// What is in a folder: its reader gives some at a time, and none at the end.
async fn below(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let some: Array = answer(|done, failed| {
            let _ = reader.read_entries_with_callback_and_callback(done, failed);
        })
        .await?
        .dyn_into()?;
        if some.length() == 0 {
            return Ok(all);
        }
        all.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn answer(ask: impl Fn(&Function, &Function)) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::new(&mut |done, failed| ask(&done, &failed))).await
}
