//! Where in a text does a note stand, when the text has changed?
//!
//! A note keeps the words it stands on, a few before and after them, and where they stood: the selectors of the
//! W3C's Web Annotation Data Model (2017, sections 4.2.4 and 4.2.5). **Invariant.** The place found holds
//! exactly the words that were quoted; words that are not there any more have no place.

use std::ops::Range;

/// So many characters are kept before and after the words.
pub const CONTEXT: usize = 32;

/// A note, or (without words of its own) a highlight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its name, unique in the notebook.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The words that it stands on.
    pub exact: String,
    /// What stood before them.
    pub prefix: String,
    /// What stood after them.
    pub suffix: String,
    /// Characters (Unicode code points) of the text before them.
    pub start: u32,
    /// Characters up to their end.
    pub end: u32,
    /// What the reader wrote; empty for a highlight.
    pub text: String,
    /// When, as an ISO 8601 time; empty if unknown.
    pub created: String,
}

impl Note {
    /// Where in `text` it stands, in bytes: at the words quoted, where what stood around them agrees best, and
    /// of places that agree equally nearest to where it stood.
    pub fn place(&self, text: &str) -> Option<Range<usize>> {
        if self.exact.is_empty() {
            return None;
        }
        let start = text.char_indices().nth(self.start as usize).map_or(text.len(), |(at, _)| at);
        let best = text.match_indices(&self.exact).map(|(at, words)| {
            let before = text.get(..at).unwrap_or("").chars().rev();
            let after = text.get(at + words.len()..).unwrap_or("").chars();
            let agrees = agreeing(before, self.prefix.chars().rev()) + agreeing(after, self.suffix.chars());
            (agrees, std::cmp::Reverse(at.abs_diff(start)), std::cmp::Reverse(at))
        });
        let (.., std::cmp::Reverse(at)) = best.max()?;
        Some(at..at + self.exact.len())
    }
}

/// How many characters are the same at the beginning of both.
fn agreeing(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}
