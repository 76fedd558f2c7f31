//! What do we know of one article, and why?
//!
//! **Invariant.** [`Article::text`] is the decoded text of the file and is never changed. Everything
//! said about it — removals, paragraphs, labels — points into it with [`Span`]s. A label without
//! evidence has no value: "unknown" is an answer.

mod date;
mod label;
mod topic;

pub use date::{Date, DateError};
pub use explorer_text::language::{Direction, Language};
pub use label::{LABEL_RULES, Label, RunnerUp};
pub use topic::{SECOND_LEVELS, TOP_LEVELS, Topic};

use crate::read::Markup;
use crate::span::{Span, complement};
use crate::understand::html::entities;
use std::borrow::Cow;
use std::fmt;

/// Identity of an article: 16 hexadecimal digits of a hash of its raw bytes, or what its file gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(String);

impl ArticleId {
    /// The id that the file itself gives the article.
    pub fn given(id: &str) -> Self {
        ArticleId(id.to_owned())
    }

    /// The id of an article whose file gives none: a hash of its raw bytes.
    ///
    /// FNV-1a, 64 bit, with the finaliser of MurmurHash3 (Appleby 2011, public domain) to spread the
    /// last bytes over all bits. Not cryptographic: it tells files apart, it proves nothing.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        ArticleId(format!("{hash:016x}"))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A span that cleaning took out of the body, and the rule that did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Where.
    pub span: Span,
    /// Name of the rule, stable, in kebab-case: `share-bar`, `section-line`, `markup`…
    pub rule: &'static str,
}

/// What a paragraph is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The article's title where it stands in the text.
    Title,
    /// A line that heads what follows.
    Heading,
    /// Running text.
    Text,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    Quote,
    /// The caption or credit of a picture.
    Caption,
}

/// A paragraph of the kept text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where; never overlaps another paragraph, and only white space lies between the end of one
    /// and the start of the next save what was removed.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// Its language, where the evidence carries it.
    pub language: Option<Language>,
}

/// A publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name as it calls itself.
    pub name: String,
    /// Its registrable domain, where known.
    pub domain: Option<String>,
}

/// Something the user should know about an article or its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Stable kind, in kebab-case: `not-text`, `invalid-utf-8`, `empty`, `only-boilerplate`…
    pub kind: &'static str,
    /// One clear sentence: what was found and what was done about it.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
}

/// An article with everything found out about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Identity.
    pub id: ArticleId,
    /// Path of the file it came from, as given.
    pub path: String,
    /// The decoded text, unchanged.
    pub text: String,
    /// What the text is written in.
    pub markup: Markup,
    /// What cleaning removed: sorted, disjoint.
    pub removed: Vec<Removal>,
    /// What cleaning had removed and the reader put back: sorted, disjoint.
    pub restored: Vec<Removal>,
    /// The kept text in paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Headline. Rule `headline`: found as a line; `first-sentence`: derived; `fragment`: derived from a text
    /// that starts in the middle.
    pub title: Label<String>,
    /// Sections of its publication, as named beside the headline.
    pub sections: Vec<Label<String>>,
    /// Main language.
    pub language: Label<Language>,
    /// Day of publication.
    pub date: Label<Date>,
    /// Publisher.
    pub source: Label<Source>,
    /// Who wrote it.
    pub authors: Vec<Label<String>>,
    /// Who helped with it, as credited.
    pub contributors: Vec<Label<String>>,
    /// News agencies credited with the text.
    pub agencies: Vec<Label<String>>,
    /// Subjects, the main one first.
    pub topics: Vec<Label<Topic>>,
    /// What the user should know.
    pub issues: Vec<Issue>,
}

impl Article {
    /// The spans that cleaning left.
    pub fn kept(&self) -> Vec<Span> {
        complement(self.text.len(), self.removed.iter().map(|removal| removal.span))
    }

    /// Whether the title was made from the text, for want of a headline.
    pub fn title_is_derived(&self) -> bool {
        matches!(self.title.rule, "first-sentence" | "fragment")
    }

    /// The cleaned text: the paragraphs in order, a blank line between them, without the title.
    pub fn body(&self) -> String {
        let mut body = String::new();
        for paragraph in self.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Title) {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(&self.shown(paragraph.span));
        }
        body
    }

    /// What a span shows to a reader: as it stands in plain text; in HTML without what was removed inside it,
    /// with entities decoded and white space made single.
    pub fn shown(&self, span: Span) -> Cow<'_, str> {
        if self.markup == Markup::Plain {
            return Cow::Borrowed(span.of(&self.text));
        }
        let first = self.removed.partition_point(|removal| removal.span.end <= span.start);
        let inside = self.removed.iter().skip(first).map(|removal| removal.span);
        let mut at = span.start;
        let mut kept = String::with_capacity(span.len());
        for removed in inside.take_while(|removed| removed.start < span.end) {
            kept.push_str(Span { start: at, end: removed.start.max(at) }.of(&self.text));
            at = at.max(removed.end);
        }
        if at < span.end {
            kept.push_str(Span { start: at, end: span.end }.of(&self.text));
        }
        let decoded = entities::decoded(&kept);
        let mut shown = String::with_capacity(decoded.len());
        for word in decoded.split_whitespace() {
            if !shown.is_empty() {
                shown.push(' ');
            }
            shown.push_str(word);
        }
        Cow::Owned(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_sixteen_hexadecimal_digits_and_differs_with_any_byte() {
        let id = ArticleId::of_bytes(b"one");
        assert_eq!(id.as_str().len(), 16);
        assert_ne!(id, ArticleId::of_bytes(b"onf"));
        assert_eq!(id, ArticleId::of_bytes(b"one"));
    }
}
