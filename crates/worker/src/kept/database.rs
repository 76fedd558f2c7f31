//! How is anything kept in IndexedDB?
//!
//! A browser without files that are written at once, as in a private window, may still have a database. It answers later, so all that is
//! kept is in memory too, outside of the program's, and goes to the database in the order in which it comes: each appended piece is a
//! record of its own. A browser that is killed loses what the database has not written yet, some tenths of a second. **Invariants.** A record is there whole or not at all, and none is there without those before it. One tab writes: the one that
//! has the lock.

use super::{Kept, Opened, PROGRAM, Room, Slots, TRIES, pause, written};
use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

/// The records of all files, by the file's name and where in it they begin.
const PIECES: &str = "pieces";

/// A database of this page's own.
#[derive(Clone)]
struct Database(IdbDatabase);

/// A file in it, and in memory.
struct Mirrored {
    name: &'static str,
    database: Database,
    // Something could not be written: from then on nothing is, until all is taken away.
    is_full: Rc<Cell<bool>>,
    on_full: Function,
    // Where each begins.
    pieces: RefCell<Vec<(usize, Uint8Array)>>,
}

impl Database {
    async fn open(key: &str) -> Result<Self, JsValue> {
        let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()?;
        let request = factory.open_with_u32(&format!("{PROGRAM}/{key}"), 1)?;
        let made = {
            let request: IdbOpenDbRequest = request.clone();
            Closure::once_into_js(move || {
                if let Ok(database) = request.result().and_then(|database| database.dyn_into::<IdbDatabase>())
                {
                    let _ = database.create_object_store(PIECES);
                }
            })
        };
        request.set_onupgradeneeded(Some(made.unchecked_ref()));
        Ok(Database(answer(&request).await?.dyn_into()?))
    }

    /// The pieces of a file that follow each other from its beginning.
    async fn pieces(&self, name: &str) -> Result<Vec<(usize, Uint8Array)>, JsValue> {
        let store = self.0.transaction_with_str(PIECES)?.object_store(PIECES)?;
        let range = from(name, 0)?;
        let keys = answer(&store.get_all_keys_with_key(&range)?);
        let values = answer(&store.get_all_with_key(&range)?);
        let keys: Array = keys.await?.dyn_into()?;
        let values: Array = values.await?.dyn_into()?;
        let mut pieces = Vec::new();
        let mut length = 0;
        for (key, piece) in keys.iter().zip(values.iter()) {
            let piece: Uint8Array = piece.dyn_into()?;
            if key.as_string() != Some(self::key(name, length)) {
                break;
            }
            pieces.push((length, piece.clone()));
            length += piece.length() as usize;
        }
        Ok(pieces)
    }

    async fn file(&self, name: &'static str) -> Result<Kept, JsValue> {
        let file = Mirrored::of(name, self.clone(), self.pieces(name).await?);
        // What does not follow what is before it is of no use.
        let rest = from(name, file.length())?;
        file.change(|store| store.delete(&rest).map(drop))?;
        Ok(Kept(Rc::new(file)))
    }
}

impl Mirrored {
    fn of(name: &'static str, database: Database, pieces: Vec<(usize, Uint8Array)>) -> Self {
        let is_full = Rc::new(Cell::new(false));
        let on_full = {
            let is_full = is_full.clone();
            Closure::<dyn FnMut()>::new(move || is_full.set(true)).into_js_value().unchecked_into()
        };
        Mirrored { name, database, is_full, on_full, pieces: RefCell::new(pieces) }
    }

    /// Makes a change in a transaction of its own; they come one after the other.
    fn change(&self, change: impl FnOnce(&IdbObjectStore) -> Result<(), JsValue>) -> Result<(), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.database.0.transaction_with_str_and_mode(PIECES, mode)?;
        transaction.set_onabort(Some(&self.on_full));
        change(&transaction.object_store(PIECES)?)
    }
}

/// As the keys of records are ordered.
fn key(name: &str, at: usize) -> String {
    format!("{name}/{at:016x}")
}

/// All records of a file that begin at a place or behind it.
fn from(name: &str, at: usize) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&key(name, at).into(), &key(name, usize::MAX).into())
}

/// What a request is answered with. It listens from now on, for an answer is told once.
fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let request = request.clone();
    async move {
        JsFuture::from(answered).await?;
        request.result()
    }
}

impl Room for Mirrored {
    fn length(&self) -> usize {
        self.pieces.borrow().last().map_or(0, |(at, piece)| at + piece.length() as usize)
    }

    fn read(&self, at: usize, length: usize) -> Vec<u8> {
        let pieces = self.pieces.borrow();
        let end = at.saturating_add(length).min(self.length());
        let mut bytes = Vec::with_capacity(end.saturating_sub(at));
        let first = pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        for (start, piece) in pieces.iter().skip(first).take_while(|(start, _)| *start < end) {
            let from = at.max(*start) - start;
            let to = (end - start).min(piece.length() as usize);
            bytes.extend(piece.subarray(from as u32, to as u32).to_vec());
        }
        bytes
    }

    fn append(&self, bytes: &Uint8Array) -> Option<usize> {
        if self.is_full.get() {
            return None;
        }
        let at = self.length();
        // A copy: a view would take all that it is a view of along.
        let piece = bytes.slice(0, bytes.length());
        self.change(|store| store.put_with_key(&piece, &key(self.name, at).into()).map(drop)).ok()?;
        self.pieces.borrow_mut().push((at, piece));
        Some(at)
    }

    fn cut(&self, length: usize) {
        if length == 0 {
            self.is_full.set(false);
        }
        let mut pieces = self.pieces.borrow_mut();
        pieces.retain(|(at, _)| *at < length);
        let shortened = pieces.last_mut().and_then(|(at, piece)| {
            let left = (length - *at) as u32;
            (left < piece.length()).then(|| {
                *piece = piece.slice(0, left);
                (*at, piece.clone())
            })
        });
        let _ = self.change(|store| {
            let rest = from(self.name, length)?;
            store.delete(&rest)?;
            match shortened {
                Some((at, piece)) => store.put_with_key(&piece, &key(self.name, at).into()).map(drop),
                None => Ok(()),
            }
        });
    }

    fn flush(&self) -> bool {
        !self.is_full.get()
    }
}

/// Opens the database under a key. `None` where the browser has none, or nothing that says which tab is the first.
pub async fn open(navigator: &JsValue, key: &str) -> Option<Opened> {
    let is_first = lock(navigator, &format!("{PROGRAM}/{key}")).await?;
    let database = Database::open(key).await.ok()?;
    let [articles, even, odd] =
        ["articles", "additions.0", "additions.1"].map(|name| (name, database.clone()));
    if is_first {
        let file = async |(name, database): (&'static str, Database)| database.file(name).await.ok();
        let (articles, even, odd) = (file(articles).await?, file(even).await?, file(odd).await?);
        return Some(written(articles, [even, odd], None));
    }
    let mut read = Vec::new();
    for (name, database) in [articles, even, odd] {
        let pieces = database.pieces(name).await.ok()?;
        let file = Mirrored::of(name, database, pieces);
        read.push(file.read(0, file.length()));
    }
    let Ok([articles, even, odd]) = <[Vec<u8>; 3]>::try_from(read) else { return None };
    let additions = Slots::newer([&even, &odd]).1;
    let articles: ArrayBuffer = Uint8Array::from(articles.as_slice()).buffer();
    Some(Opened::Read { articles, additions })
}

/// Removes the database under a key, as soon as no tab has it open.
pub fn remove(key: &str) {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into());
    if let Ok(factory) = factory.and_then(|factory| factory.dyn_into::<IdbFactory>()) {
        let _ = factory.delete_database(&format!("{PROGRAM}/{key}"));
    }
}

/// Asks to be the one that writes, for as long as this worker lives; whether it is. `None` where nobody can say.
async fn lock(navigator: &JsValue, name: &str) -> Option<bool> {
    let locks = Reflect::get(navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
    for _ in 0..TRIES {
        let told = Promise::new(&mut |tell, _| {
            let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
                let is_held = !lock.is_null();
                let _ = tell.call1(&JsValue::UNDEFINED, &is_held.into());
                // A promise that is never kept holds it until the worker ends.
                if is_held { Promise::new(&mut |_, _| {}).into() } else { JsValue::UNDEFINED }
            });
            let _ = request.call3(&locks, &name.into(), &options, &held);
        });
        if JsFuture::from(told).await.ok()?.is_truthy() {
            return Some(true);
        }
        pause().await;
    }
    Some(false)
}
