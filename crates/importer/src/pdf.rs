//! How is what reads PDF documents reached?
//!
//! It is a wasm program of its own (`explorer-pdf`), which the page loads when the first document is met. **Invariant.** Each document
//! gets an instance of its own: whatever it does to that, running out of memory or of stack, is over with the document.

use explorer_formats::readers::pdf::apart::install;
use js_sys::{ArrayBuffer, Function, Object, Reflect, Uint8Array, WebAssembly};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static PROGRAM: RefCell<Option<WebAssembly::Module>> = const { RefCell::new(None) };
}

/// Takes the program; no bytes are no program, and documents are then said to be left out for that.
pub async fn begin(bytes: &ArrayBuffer) {
    let compiled = JsFuture::from(WebAssembly::compile(bytes)).await;
    PROGRAM.set(compiled.and_then(JsCast::dyn_into).ok());
    install(ask);
}

fn ask(document: &[u8], limits: [u64; 3]) -> Option<String> {
    PROGRAM.with_borrow(|program| {
        // What is damaged in a way that nobody foresaw is damaged.
        Some(asked(program.as_ref()?, document, limits).unwrap_or_else(|_| "damaged".to_owned()))
    })
}

fn asked(program: &WebAssembly::Module, document: &[u8], limits: [u64; 3]) -> Result<String, JsValue> {
    let exports = WebAssembly::Instance::new(program, &Object::new())?.exports();
    let function = |name: &str| Reflect::get(&exports, &name.into())?.dyn_into::<Function>();
    let memory: WebAssembly::Memory = Reflect::get(&exports, &"memory".into())?.dyn_into()?;
    let number = |value: JsValue| value.as_f64().map(|number| number as u32).ok_or(JsValue::NULL);
    let this = JsValue::UNDEFINED;
    let length = document.len() as u32;
    let room = number(function("room")?.call1(&this, &length.into())?)?;
    Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), room, length).copy_from(document);
    let [text, ratio, free] = limits.map(|limit| JsValue::from(limit.min(u64::from(u32::MAX)) as u32));
    let length = number(function("read")?.call3(&this, &text, &ratio, &free)?)?;
    let place = number(function("answer")?.call0(&this)?)?;
    // Made anew: when the memory grew, the old view became one of nothing.
    let answer = Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), place, length);
    String::from_utf8(answer.to_vec()).map_err(|_| JsValue::NULL)
}
