//! The engine of Article Explorer: what turns bytes into articles, articles into an index, and an
//! index into answers.
//!
//! **Invariants.** No IO, no clock, no randomness, no platform: the same bytes give the same result
//! natively and in wasm, to the last bit. No input makes it panic. Offsets are UTF-8 byte offsets
//! into the decoded text of an article, and stay valid because that text is never changed: cleaning
//! is a list of removed spans beside it.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`span`] | which piece of a text is meant? |
//! | [`read`] | which articles are in this file, and what is their text? |
//! | [`article`] | what do we know of one article, and why? |
//! | [`understand`] | how is an article cleaned and labelled? |
//! | `analysis` | which words are in a text, and which of them are the same? |
//! | `codec` | how are numbers written in few bits? |
//! | [`index`] | where does a term occur? |
//! | `order` | in which order do a few things stand? |
//! | [`query`] | what did the user ask for? |
//! | [`search`] | which documents answer, in which order, with which counts and snippets? |
//! | [`bundle`] | how do the files of a corpus travel as one? |
//! | [`engine`] | what does a program see of all this? |
//! | [`report`] | how is an article written down for other programs? |

mod analysis;
pub mod article;
pub mod bundle;
mod codec;
pub mod engine;
pub mod index;
mod order;
pub mod query;
pub mod read;
pub mod report;
pub mod search;
pub mod span;
pub mod understand;
