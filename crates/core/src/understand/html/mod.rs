//! How is an article read from HTML?
//!
//! The page is rendered as plain text, a line per block, with a map back into the HTML; cleaning and labelling
//! then work as for plain text, with more to see: elements, links, classes, metadata.
//! **Invariant.** Everything said points into the HTML itself.

pub mod entities;
pub mod render;
pub mod tokens;
