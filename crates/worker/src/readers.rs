//! How are files read that are not plain text, HTML or JSON Lines in UTF-8?
//!
//! By a wasm program of its own, which the page brings when the first such file comes. It asks for the bytes it
//! wants of the file, which stay outside, and gives one item after the other. **Invariant.** A file on which
//! that program fails costs itself only: the program is started anew for the next one.

use explorer_core::article::{ArticleId, Issue};
use explorer_core::read::{ISSUE_KINDS, Markup, RawArticle};
use js_sys::{ArrayBuffer, Function, Object, Reflect, Uint8Array, WebAssembly};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;

/// Where bytes are read from: a part of a buffer.
#[derive(Clone)]
pub struct Bytes {
    /// The buffer.
    pub buffer: ArrayBuffer,
    /// First byte.
    pub start: u32,
    /// How many.
    pub length: u32,
}

impl Bytes {
    /// A copy of them here.
    pub fn to_vec(&self) -> Vec<u8> {
        Uint8Array::new_with_byte_offset_and_length(&self.buffer, self.start, self.length).to_vec()
    }
}

/// The program.
pub struct Readers {
    module: WebAssembly::Module,
    running: Option<Running>,
}

struct Running {
    exports: JsValue,
    memory: WebAssembly::Memory,
}

/// What is found in a file.
pub enum Item {
    /// An article.
    Article(RawArticle),
    /// Something to be said: path, kind, sentence.
    Note(String, String, String),
}

thread_local! {
    static FILE: RefCell<Option<(Bytes, WebAssembly::Memory)>> = const { RefCell::new(None) };
    static REACHED: Cell<u32> = const { Cell::new(0) };
}

/// How far into the file its reader has got, in bytes.
pub fn reached() -> u32 {
    REACHED.get()
}

fn read_at(to: u32, length: u32, offset: f64) -> i32 {
    FILE.with_borrow(|file| {
        let Some((bytes, memory)) = file else { return -1 };
        let offset = (offset as u32).min(bytes.length);
        let length = length.min(bytes.length - offset);
        let from = Uint8Array::new_with_byte_offset_and_length(&bytes.buffer, bytes.start + offset, length);
        Uint8Array::new(&memory.buffer()).set(&from, to);
        REACHED.set(REACHED.get().max(offset + length));
        length as i32
    })
}

impl Readers {
    /// The program whose bytes these are.
    pub fn new(program: &ArrayBuffer) -> Result<Self, JsValue> {
        Ok(Readers { module: WebAssembly::Module::new(program)?, running: None })
    }

    /// Begins to read a file.
    pub fn begin(&mut self, path: &str, bytes: Bytes) -> Result<(), JsValue> {
        if self.running.is_none() {
            let lend = Closure::<dyn FnMut(u32, u32, f64) -> i32>::new(read_at).into_js_value();
            let (host, imports) = (Object::new(), Object::new());
            Reflect::set(&host, &"read_at".into(), &lend)?;
            Reflect::set(&imports, &"host".into(), &host)?;
            let exports: JsValue = WebAssembly::Instance::new(&self.module, &imports)?.exports().into();
            let memory = Reflect::get(&exports, &"memory".into())?.unchecked_into();
            self.running = Some(Running { exports, memory });
        }
        let Some(running) = &self.running else { return Ok(()) };
        let room = running.call("room", path.len() as f64)?;
        Uint8Array::new(&running.memory.buffer()).set(&Uint8Array::from(path.as_bytes()), room as u32);
        let size = f64::from(bytes.length);
        FILE.set(Some((bytes, running.memory.clone())));
        REACHED.set(0);
        running.call("begin", size).map(|_| ())
    }

    /// The next item; `None` at the end. After an error the file is given up.
    pub fn next(&mut self) -> Result<Option<Item>, JsValue> {
        let item = self.running.as_ref().map_or(Ok(None), Running::next);
        if item.is_err() {
            self.running = None;
        }
        if !matches!(item, Ok(Some(_))) {
            FILE.set(None);
        }
        item
    }
}

impl Running {
    fn call(&self, name: &str, argument: f64) -> Result<f64, JsValue> {
        let function: Function = Reflect::get(&self.exports, &name.into())?.unchecked_into();
        Ok(function.call1(&JsValue::UNDEFINED, &argument.into())?.as_f64().unwrap_or(0.0))
    }

    fn next(&self) -> Result<Option<Item>, JsValue> {
        let length = self.call("next", 0.0)? as u32;
        let place = self.call("written", 0.0)? as u32;
        let bytes =
            Uint8Array::new_with_byte_offset_and_length(&self.memory.buffer(), place, length).to_vec();
        Ok(item(&mut bytes.as_slice()))
    }
}

/// An item as `explorer_formats::wire` writes it.
fn item(bytes: &mut &[u8]) -> Option<Item> {
    match number(bytes)? {
        1 => {
            let (id, path, url, body) = (text(bytes)?, text(bytes)?, text(bytes)?, text(bytes)?);
            let markup = if number(bytes)? == 1 { Markup::Html } else { Markup::Plain };
            let mut issues = Vec::new();
            for _ in 0..number(bytes)? {
                let (said, message) = (text(bytes)?, text(bytes)?);
                let kind = ISSUE_KINDS.into_iter().find(|kind| *kind == said).unwrap_or("noticed");
                issues.push(Issue { kind, message, span: None });
            }
            let url = Some(url).filter(|url| !url.is_empty());
            Some(Item::Article(RawArticle {
                id: ArticleId::given(&id),
                path,
                text: body,
                markup,
                url,
                issues,
            }))
        }
        2 => Some(Item::Note(text(bytes)?, text(bytes)?, text(bytes)?)),
        _ => None,
    }
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number))
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let length = number(bytes)? as usize;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    String::from_utf8(text.to_vec()).ok()
}
