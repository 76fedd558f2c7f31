//! Which articles are in a file of any common format and encoding?
//!
//! A [`Reading`] is asked for one [`Item`] after the other: an article, or something to be said. It holds what
//! is being read of a file, not the file: that stays outside, behind [`Source`], and may be half a gigabyte.
//! Archives, feeds, tables and crawls are each read by a file of [`readers`]; what is in an archive is read in
//! turn.
//!
//! **Invariants.** No IO of its own, no clock, no randomness: the same bytes give the same items natively and
//! in wasm. No input makes it panic, and what it holds is bounded by [`Limits`]. What cannot be read is
//! named in a sentence with what was done, and the rest goes on.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`encoding`] | what is the text of these bytes? |
//! | [`input`] | how are bytes got at, and how many may be unpacked? |
//! | [`readers`] | which articles does a file of this format hold? |
//! | [`fields`] | what do the columns of a table mean? |
//! | [`page`] | how is a record with a title, a day and a text written as one? |
//! | [`reading`] | what is in a file, and in the files that are in it? |
//! | [`file`] | what is in a file, whichever way it is read best? |

pub mod encoding;
pub mod fields;
pub mod file;
pub mod input;
pub mod page;
pub mod readers;
pub mod reading;

pub use input::{Limits, Source};
pub use reading::{Found, Item, Note, Options, Reading};

#[cfg(test)]
mod tests;
