//! What both halves of the engine rest on: which words a text has, which languages there are, how numbers
//! are written in few bits.
//!
//! **Invariants.** As everywhere in the engine: no IO, no clock, no randomness, no panic on any input.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`analysis`] | which words are in a text, and which of them are the same? |
//! | [`codec`] | how are numbers written in few bits? |
//! | [`lanes`] | how are several numbers reckoned with at once? |
//! | [`language`] | which languages are there, and how are they written? |
//! | [`lines`] | what are the lines of a text, and what does each look like? |
//! | [`memo`] | what was worked out for a word before, and need not be again? |
//! | [`ngrams`] | what do the letter n-grams of a word add up to? |
//! | [`order`] | in which order do a few things stand? |
//! | [`span`] | which piece of a text is meant? |
//! | [`terms`] | which of many terms is a word, or begins it? |
//! | [`trees`] | what do regression trees say of many rows of numbers? |
//! | [`words`] | which words are in a text, and which of them are the same? |

pub mod analysis;
pub mod codec;
pub mod lanes;
pub mod language;
pub mod lines;
pub mod memo;
pub mod ngrams;
pub mod order;
pub mod span;
pub mod terms;
pub mod trees;
pub mod words;
