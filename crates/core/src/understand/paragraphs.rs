//! Where do the paragraphs of plain text begin and end?
//!
//! A line is a paragraph: scraped text breaks lines at block ends, not at a width.

use crate::article::{Paragraph, ParagraphKind};
use crate::span::Span;

/// The lines that are not blank, trimmed.
pub fn split(text: &str) -> Vec<Paragraph> {
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            paragraphs.push(Paragraph {
                span: Span::new(at, at + trimmed.len()),
                kind: ParagraphKind::Text,
                language: None,
            });
        }
        start += line.len();
    }
    paragraphs
}
