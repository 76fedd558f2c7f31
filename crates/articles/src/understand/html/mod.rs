//! How is an article read from HTML?
//!
//! The page is rendered as plain text, a line per block, with a map back into the HTML; cleaning and labelling
//! then work as for plain text, with more to see: elements, links, classes, metadata.
//! **Invariant.** Everything said points into the HTML itself.

pub mod body;
pub mod entities;
pub mod metadata;
pub mod render;
pub mod tokens;
pub mod trim;

use crate::article::{Paragraph, ParagraphKind, Removal};
use crate::span::Span;
use crate::understand::clean::Cleaned;
use crate::understand::title::Titled;
use render::{Block, Rendered};

/// What is removed from the HTML: markup, and the lines that cleaning removed, each under its rule.
pub fn removals(html: &str, page: &Rendered<'_>, cleaned: &Cleaned<'_>, titled: &Titled) -> Vec<Removal> {
    let mut removed: Vec<Removal> = Vec::new();
    let mut push = |start: usize, end: usize, rule: &'static str| {
        if start >= end {
            return;
        }
        match removed.last_mut() {
            Some(last) if last.rule == rule && last.span.end as usize == start => {
                last.span = Span::new(last.span.start as usize, end);
            }
            _ => removed.push(Removal { span: Span::new(start, end), rule }),
        }
    };
    let mut at = 0;
    for (number, line) in cleaned.lines.iter().enumerate() {
        let verdict = cleaned.verdicts.get(number).copied().flatten();
        let is_title = titled.line == Some(number);
        let mut within = false;
        for piece in page.pieces(line.span()) {
            let (start, end) = ((piece.start as usize).max(at), piece.end as usize);
            if end <= at {
                continue;
            }
            // Tags inside a removed line go with it.
            push(at, start, verdict.filter(|_| within).unwrap_or("markup"));
            if let Some(rule) = verdict {
                push(start, end, rule);
            } else if is_title {
                let (from, to) =
                    (page.source(titled.span).start as usize, page.source(titled.span).end as usize);
                push(start, end.min(from), "title-prefix");
                push(start.max(to), end, "title-suffix");
            }
            at = end;
            within = true;
        }
    }
    push(at, html.len(), "markup");
    removed
}

/// Leads paragraphs of the rendered text back into the HTML, and says what its elements make of them.
pub fn lead_back(paragraphs: &mut Vec<Paragraph>, page: &Rendered<'_>) {
    for paragraph in paragraphs.iter_mut() {
        let at = page.places.partition_point(|place| place.start <= paragraph.span.start as usize);
        let block = at.checked_sub(1).and_then(|at| page.places.get(at)).map(|place| place.block);
        if paragraph.kind != ParagraphKind::Title {
            paragraph.kind = match block {
                Some(Block::Heading(_)) => ParagraphKind::Heading,
                Some(Block::Item | Block::Definition) => ParagraphKind::ListItem,
                Some(Block::Quote) => ParagraphKind::Quote,
                Some(Block::Caption) => ParagraphKind::Caption,
                Some(Block::Paragraph) => ParagraphKind::Text,
                _ => paragraph.kind,
            };
        }
        paragraph.span = page.source(paragraph.span);
    }
    paragraphs.retain(|paragraph| !paragraph.span.is_empty());
}
