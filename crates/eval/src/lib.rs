//! How well does the engine understand articles?
//!
//! One module per set or family of sets; each gives rows of one [`table::Table`]. **Invariant.** Only the
//! fields `text` or `html` of a record reach the engine. Without the data a set says that it was skipped.

pub mod data;
pub mod floors;
pub mod folds;
pub mod formats;
pub mod html;
pub mod language;
pub mod measure;
pub mod properties;
pub mod rawtext;
pub mod search;
pub mod table;
pub mod topics;
