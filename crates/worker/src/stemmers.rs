//! How does the engine reach Snowball's algorithms?
//!
//! They are a wasm program of their own that came with the models. Words are written into its memory, many at
//! a time since each crossing costs as much as a stem, and their stems read there. **Invariant.** Once begun,
//! stems are those that native programs get.

use explorer_core::stem_with;
use js_sys::{Function, Object, Reflect, Uint8Array, WebAssembly};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

struct Stemmers {
    stem: Function,
    memory: WebAssembly::Memory,
    // Where in it the words are.
    words: u32,
}

thread_local! {
    static STEMMERS: RefCell<Option<Stemmers>> = const { RefCell::new(None) };
}

/// Starts the program whose bytes these are; from then on words are stemmed by it.
pub fn begin(bytes: &[u8]) -> Result<(), JsValue> {
    let module = WebAssembly::Module::new(&Uint8Array::from(bytes).into())?;
    let exports = WebAssembly::Instance::new(&module, &Object::new())?.exports();
    let export = |name: &str| Reflect::get(&exports, &name.into());
    let words: Function = export("words")?.dyn_into()?;
    let stemmers = Stemmers {
        stem: export("stem")?.dyn_into()?,
        memory: export("memory")?.dyn_into()?,
        words: words.call0(&JsValue::UNDEFINED)?.as_f64().ok_or("no place for words")? as u32,
    };
    STEMMERS.set(Some(stemmers));
    stem_with(stem);
    Ok(())
}

fn stem(code: [u8; 2], words: &str) -> Option<String> {
    STEMMERS.with_borrow(|stemmers| {
        let Stemmers { stem, memory, words: place } = stemmers.as_ref()?;
        // Made anew each time: when the memory grows, the old view is of nothing.
        let room = Uint8Array::new_with_byte_offset(&memory.buffer(), *place);
        room.subarray(0, words.len() as u32).copy_from(words.as_bytes());
        let code = u32::from(u16::from_be_bytes(code));
        let length = stem.call2(&JsValue::UNDEFINED, &code.into(), &(words.len() as u32).into()).ok()?;
        let length = length.as_f64().filter(|&length| length > 0.0)? as u32;
        let room = Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), *place, length);
        String::from_utf8(room.to_vec()).ok()
    })
}
