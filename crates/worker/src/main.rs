//! The engine as a program beside the page.
//!
//! It takes requests from a `MessagePort` and answers on it, so that it is the same program in a worker
//! and on the main thread. Reading is done in slices between which other requests are answered.
//! **Invariant.** Nothing here knows what an article is: meaning is the core's, messages are the
//! protocol's, and [`view`] turns the one into the other.

mod additions;
mod archiving;
mod desk;
mod imports;
mod kept;
mod opening;
mod port;
mod room;
mod sequence;
mod shelf;
mod shown;
mod snapshot;
mod stemmers;
mod timeline;
mod view;

use wasm_bindgen::prelude::*;

/// Begins to take requests from `port`. Called once, when the program is loaded.
#[wasm_bindgen]
pub fn connect(port: web_sys::MessagePort) {
    port::serve(port);
}

fn main() {}
