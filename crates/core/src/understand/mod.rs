//! How is an article cleaned and labelled?
//!
//! **Invariant.** The text is not changed: cleaning names spans to leave out, with a rule for each, and
//! a label names the spans that speak for it. What nothing speaks for is unknown.

pub mod language;
mod paragraphs;

use crate::article::{Article, Label};
use crate::read::RawArticle;

/// Cleans and labels one article.
pub fn understand(raw: RawArticle) -> Article {
    let RawArticle { id, path, text, issues, .. } = raw;
    let paragraphs = paragraphs::split(&text);
    let language = language::detect(&text);
    Article {
        id,
        path,
        removed: Vec::new(),
        paragraphs,
        title: Label::unknown(),
        language,
        date: Label::unknown(),
        source: Label::unknown(),
        authors: Vec::new(),
        agencies: Vec::new(),
        topics: Vec::new(),
        issues,
        text,
    }
}
