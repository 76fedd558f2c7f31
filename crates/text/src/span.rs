//! Which piece of a text is meant?
//!
//! A [`Span`] is a half-open range of UTF-8 byte offsets into one article's decoded text. Whoever
//! makes one sees to it that both ends lie on character boundaries; [`Span::of`] never panics all
//! the same.

use std::ops::Range;

/// Half-open range of byte offsets, `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`; ends given the wrong way round make an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        // Texts are limited to 4 GiB where they are read, so the conversion never saturates.
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Span { start, end: end.max(start) }
    }

    /// The piece of `text` that is meant; empty if the span does not lie in it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// What is left of `0..len` when the spans of `removed` are taken out: sorted, disjoint, not empty.
///
/// `removed` must be sorted by start; overlapping spans are fine.
pub fn complement(len: usize, removed: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut kept = Vec::new();
    let mut at = 0usize;
    for span in removed {
        let start = (span.start as usize).min(len);
        if start > at {
            kept.push(Span::new(at, start));
        }
        at = at.max((span.end as usize).min(len));
    }
    if at < len {
        kept.push(Span::new(at, len));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complement_of_overlapping_spans_is_what_none_of_them_covers() {
        let removed = [Span::new(0, 2), Span::new(4, 8), Span::new(6, 7), Span::new(9, 20)];
        assert_eq!(complement(10, removed), [Span::new(2, 4), Span::new(8, 9)]);
        assert_eq!(complement(3, []), [Span::new(0, 3)]);
        assert_eq!(complement(0, []), []);
    }

    #[test]
    fn a_span_outside_the_text_is_empty_instead_of_a_panic() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
        assert_eq!(Span::new(0, 1).of("é"), "");
    }
}
