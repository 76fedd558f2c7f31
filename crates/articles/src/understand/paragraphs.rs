//! Where do the paragraphs of plain text begin and end, and what is each?
//!
//! A line is a paragraph: scraped text breaks lines at block ends, not at a width. **Invariant.** Paragraphs
//! are the kept lines, in order.

use super::clean::Cleaned;
use crate::article::{Paragraph, ParagraphKind};
use crate::span::Span;

/// The kept lines as paragraphs; `title` is the number of the headline's line, `headline` the headline in it.
pub fn paragraphs(cleaned: &Cleaned<'_>, title: Option<usize>, headline: Span) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let kept: Vec<usize> = cleaned.kept().collect();
    for (nth, &at) in kept.iter().enumerate() {
        let Some(line) = cleaned.lines.get(at) else { continue };
        let mut start = line.start;
        let mut end = line.end;
        if let Some((from, to)) = cleaned.field
            && from == start
        {
            let rest = cleaned.text.get(to..end).unwrap_or("");
            start = end - rest.trim_start_matches(super::lines::is_blank).len();
        }
        if title == Some(at) {
            (start, end) = (headline.start as usize, headline.end as usize);
        }
        let next = kept.get(nth + 1).and_then(|&next| cleaned.lines.get(next));
        let heads = line.words <= 14
            && line.words >= 1
            && !line.terminal
            && !matches!(line.last, ',' | ';' | ':')
            && next.is_some_and(|next| next.is_prose());
        let kind = if title == Some(at) {
            ParagraphKind::Title
        } else if line.bullet > 0 {
            ParagraphKind::ListItem
        } else if heads {
            ParagraphKind::Heading
        } else {
            ParagraphKind::Text
        };
        if start < end {
            paragraphs.push(Paragraph { span: Span::new(start, end), kind, language: None });
        }
    }
    paragraphs
}
