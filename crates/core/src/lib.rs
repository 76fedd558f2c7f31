//! The engine of Article Explorer: what turns bytes into articles, articles into an index, and an
//! index into answers.
//!
//! **Invariants.** No IO, no clock, no randomness, no platform: the same bytes give the same result
//! natively and in wasm, to the last bit. No input makes it panic. Offsets are UTF-8 byte offsets
//! into the decoded text of an article.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`article`], [`bundle`], [`read`], [`report`], [`span`], [`understand`] | what are the articles of a file? (`explorer-articles`, passed on) |
//! | `analysis`, `codec`, `order` | words, numbers and order, which both halves of the engine rest on (`explorer-text`) |
//! | [`notebook`] | what did a person add to the articles? (`explorer-notebook`, passed on) |
//! | [`index`] | where does a term occur? |
//! | [`query`] | what did the user ask for? |
//! | [`search`] | which documents answer, in which order, with which counts and snippets? |
//! | [`engine`] | what does a program see of all this? |

pub mod engine;
pub mod index;
pub mod query;
pub mod search;

pub use explorer_articles::{article, bundle, read, report, span, understand};
pub use explorer_notebook as notebook;
pub use explorer_text::analysis::stem_with;
pub use explorer_text::order;
use explorer_text::{analysis, codec};
