//! Which text is an article read as, and where is what in it?
//!
//! Plain text is read as it is. Of HTML the reader sees paragraphs without tags and entities, what cleaning
//! removed of its text, and those pieces of its head that speak for a label; each in its place, a line each.
//! **Invariant.** Every range lies in the text that is shown, on character boundaries.

use explorer_core::article::{Article, Label, Removal};
use explorer_core::read::Markup;
use explorer_core::span::Span;
use explorer_core::understand::restore;
use explorer_protocol::Range;
use std::borrow::Cow;

/// What a piece of the shown text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This one of the article's paragraphs.
    Paragraph(usize),
    /// A span that cleaning removed, with its rule.
    Removed(Removal),
}

/// An article as it is read.
pub struct Shown<'a> {
    /// The text, from its beginning.
    pub text: Cow<'a, str>,
    /// Bytes of the whole text; more than `text` holds if it was cut.
    pub bytes: usize,
    /// What it is made of: the span of the article, and where that stands.
    pub pieces: Vec<(Piece, Span, Range)>,
    article: &'a Article,
}

/// The article as it is read, cut after `limit` bytes.
pub fn shown(article: &Article, limit: usize) -> Shown<'_> {
    match article.markup {
        Markup::Plain => plain(article, limit),
        Markup::Html => html(article, limit),
    }
}

fn cut(text: &str, limit: usize) -> usize {
    let mut cut = text.len().min(limit);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    cut
}

fn plain(article: &Article, limit: usize) -> Shown<'_> {
    let cut = cut(&article.text, limit) as u32;
    let paragraphs = article.paragraphs.iter().enumerate().map(|(at, one)| (Piece::Paragraph(at), one.span));
    let removed = article.removed.iter().map(|removal| (Piece::Removed(*removal), removal.span));
    let pieces = paragraphs
        .chain(removed)
        .filter(|(_, span)| span.start < cut)
        .map(|(piece, span)| (piece, span, Range { start: span.start, end: span.end.min(cut) }))
        .collect();
    let text = Cow::Borrowed(article.text.get(..cut as usize).unwrap_or(""));
    Shown { text, bytes: article.text.len(), pieces, article }
}

fn html(article: &Article, limit: usize) -> Shown<'_> {
    // Paragraphs, and what was removed beside them, are each in order and apart: one walk over both.
    let mut pieces: Vec<(Piece, Span)> = Vec::new();
    let mut removed = article.removed.iter().filter(|removal| restore::is_text(removal.rule)).peekable();
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        while let Some(removal) = removed.next_if(|removal| removal.span.end <= paragraph.span.start) {
            pieces.push((Piece::Removed(*removal), removal.span));
        }
        pieces.push((Piece::Paragraph(at), paragraph.span));
        // A paragraph holds what was removed inside it.
        while removed.next_if(|removal| removal.span.start < paragraph.span.end).is_some() {}
    }
    pieces.extend(removed.map(|removal| (Piece::Removed(*removal), removal.span)));
    for span in evidence(article) {
        let at = pieces.partition_point(|(_, piece)| piece.end <= span.start);
        if !pieces.get(at).is_some_and(|(_, piece)| piece.overlaps(span)) {
            pieces.insert(at, (Piece::Removed(Removal { span, rule: "markup" }), span));
        }
    }
    let mut text = String::new();
    let mut placed = Vec::new();
    for (piece, span) in pieces {
        let words = article.shown(span);
        if words.trim().is_empty() {
            continue;
        }
        let start = text.len() as u32;
        text.push_str(&words);
        placed.push((piece, span, Range { start, end: text.len() as u32 }));
        text.push('\n');
    }
    let bytes = text.len();
    let cut = cut(&text, limit);
    text.truncate(cut);
    placed.retain(|(.., range)| (range.start as usize) < cut);
    if let Some((.., last)) = placed.last_mut() {
        last.end = last.end.min(cut as u32);
    }
    Shown { text: Cow::Owned(text), bytes, pieces: placed, article }
}

/// What speaks for any label.
fn evidence(article: &Article) -> Vec<Span> {
    fn of<T>(label: &Label<T>) -> impl Iterator<Item = Span> + '_ {
        label.evidence.iter().copied()
    }
    let names = [&article.sections, &article.authors, &article.contributors, &article.agencies];
    of(&article.title)
        .chain(of(&article.date))
        .chain(of(&article.source))
        .chain(names.into_iter().flatten().flat_map(of))
        .collect()
}

impl Shown<'_> {
    /// Where a span of the article stands in the shown text, if it does.
    pub fn place(&self, span: Span) -> Option<Range> {
        if self.article.markup == Markup::Plain {
            let inside = (span.end as usize) <= self.text.len();
            return inside.then_some(Range { start: span.start, end: span.end });
        }
        let (_, source, range) = self.pieces.iter().find(|(_, source, _)| source.contains(span))?;
        let words = self.article.shown(span);
        let before = self.article.shown(Span { start: source.start, end: span.start }).len();
        let piece = self.text.get(range.start as usize..range.end as usize)?;
        let from = cut(piece, before);
        let at = from + piece.get(from..)?.find(words.as_ref())?;
        let start = range.start + at as u32;
        (!words.is_empty()).then_some(Range { start, end: start + words.len() as u32 })
    }
}
