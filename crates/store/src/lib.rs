//! How do articles stay where memory is small, and how do they travel between programs?
//!
//! An article with all that is known of it becomes a [`record`]; records are compressed together in
//! [blocks](block), large enough to be compressed well and small enough to be opened for one article.
//! What imports writes blocks, and what searches keeps them as they come.
//!
//! **Invariants.** What was written is read back exactly. Nothing that is damaged is taken for an
//! article, and no bytes make it panic. No IO, no clock, no randomness: where blocks are kept is for others.

pub mod archive;
pub mod block;
mod names;
pub mod record;

pub use block::{Block, BlockError, BlockWriter, Head};
