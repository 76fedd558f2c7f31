//! What turns bytes into articles: the half of the engine that reads, cleans and labels. The other half,
//! `explorer-core`, indexes and searches what comes out, and is the one that programs use: it passes all
//! of this on. They are apart because this half is built to be small and that one to be fast.
//!
//! **Invariants.** No IO, no clock, no randomness, no platform: the same bytes give the same result
//! natively and in wasm, to the last bit. No input makes it panic. Offsets are UTF-8 byte offsets
//! into the decoded text of an article, and stay valid because that text is never changed: cleaning
//! is a list of removed spans beside it.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`read`] | which articles are in this file, and what is their text? |
//! | [`article`] | what do we know of one article, and why? |
//! | [`understand`] | how is an article cleaned and labelled? |
//! | [`bundle`] | how do several files travel as one? |
//! | [`report`] | how is an article written down for other programs? |
//! | [`span`], `analysis`, `codec`, `order` | what both halves of the engine rest on (`explorer-text`) |

pub mod article;
pub mod bundle;
pub mod read;
pub mod report;
pub mod understand;

pub use explorer_text::span;
use explorer_text::{analysis, codec, order};
