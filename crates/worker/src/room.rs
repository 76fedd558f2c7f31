//! Is there memory for more articles?
//!
//! A wasm program has four gigabytes at most, and in a tab of a small machine less; one that asks for more than it gets is over. So
//! before articles are taken in, as much as the largest step may need is asked for and given back: what is never written to costs nothing.
//! **Invariant.** Whoever stops when there is no room goes on answering.

use std::hint::black_box;

/// The part of its memory that a growing index may need beside it, and the least and the most of that in bytes. What importers
/// have sent before they hear that they are to stop, four megabytes each when packed, comes in too.
const PART: usize = 4;
const LEAST: usize = 64 << 20;
const MOST: usize = 512 << 20;

/// Whether articles can be taken in for a moment.
pub fn has_room() -> bool {
    let wanted = (size() / PART).clamp(LEAST, MOST);
    let mut room: Vec<u8> = Vec::new();
    let is_there = room.try_reserve_exact(wanted).is_ok();
    // Nobody must find out that it is for nothing.
    black_box(&room);
    is_there
}

/// Bytes of this program's memory.
#[cfg(target_arch = "wasm32")]
fn size() -> usize {
    core::arch::wasm32::memory_size(0) << 16
}

#[cfg(not(target_arch = "wasm32"))]
fn size() -> usize {
    0
}
