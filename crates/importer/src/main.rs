//! Importing as a program beside the page.
//!
//! Several may run, each in a worker of its own. One is given whole files, reads one at a time and understands what
//! it finds, and gives the articles to the engine in compressed blocks (`explorer-store`). Built for speed alone:
//! nobody loads it who adds no file. **Invariant.** What it makes of a file depends on the file, its path and what
//! the user chose for it; not on what it read before.
//!
//! | file | what it answers |
//! | --- | --- |
//! | `port` | how do messages come in and go out? |
//! | `desk` | what is done with a file? |
//! | `bytes` | how are the bytes of a file got at? |
//! | `pdf` | how is what reads PDF documents reached? |

mod archive;
mod bytes;
mod desk;
mod pdf;
mod port;

use wasm_bindgen::prelude::*;

/// Begins to take files from `port`. Called once, when the program is loaded.
#[wasm_bindgen]
pub fn connect(port: web_sys::MessagePort) {
    port::serve(port);
}

fn main() {}
