//! Which pieces of a text are marked, and as what?
//!
//! Marks of several kinds may overlap; a text is cut where any of them begins or ends.
//! **Invariant.** The pieces, put together, are the text; a mark off a character's border moves to the next.

use explorer_protocol::Range;

/// A piece of text and what marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The piece.
    pub text: &'a str,
    /// Which of the matches it belongs to, counted over the whole article.
    pub matched: Option<usize>,
    /// First byte of the evidence that it belongs to, if it speaks for the label that is explained.
    pub evidence: Option<u32>,
    /// First byte of the noted words that it belongs to.
    pub noted: Option<u32>,
}

/// What may be marked in a text: each list sorted and disjoint, offsets in bytes of that text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// What matches the query.
    pub matches: &'a [Range],
    /// What speaks for a label.
    pub evidence: &'a [Range],
    /// What the reader's notes stand on.
    pub notes: &'a [Range],
}

/// Cuts `text[range]` into pieces.
pub fn pieces<'a>(text: &'a str, range: Range, marks: Marks<'a>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let (matched, until_match) = at(marks.matches, start);
        let (evidence, until_evidence) = at(marks.evidence, start);
        let (noted, until_note) = at(marks.notes, start);
        let mut end = until_match.min(until_evidence).min(until_note).min(range.end);
        // Half a character cannot be cut off: it goes with what comes before it.
        while end < range.end && !text.is_char_boundary(end as usize) {
            end += 1;
        }
        let Some(words) = text.get(start as usize..end as usize) else { break };
        let evidence = evidence.and_then(|at| marks.evidence.get(at)).map(|mark| mark.start);
        let noted = noted.and_then(|at| marks.notes.get(at)).map(|mark| mark.start);
        pieces.push(Piece { text: words, matched, evidence, noted });
        start = end;
    }
    pieces
}

/// Which of the marks holds the byte at `place`, and where that changes next.
fn at(marks: &[Range], place: u32) -> (Option<usize>, u32) {
    let next = marks.partition_point(|mark| mark.end <= place);
    match marks.get(next) {
        Some(mark) if mark.start <= place => (Some(next), mark.end),
        Some(mark) => (None, mark.start),
        None => (None, u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> Range {
        Range { start, end }
    }

    #[test]
    fn overlapping_marks_cut_the_text_where_any_begins_or_ends() {
        let marks = Marks { matches: &[range(0, 3), range(4, 9)], evidence: &[range(6, 12)], notes: &[] };
        let pieces = pieces("one two three", range(0, 13), marks);
        let shown: Vec<_> = pieces.iter().map(|p| (p.text, p.matched, p.evidence)).collect();
        assert_eq!(
            shown,
            [
                ("one", Some(0), None),
                (" ", None, None),
                ("tw", Some(1), None),
                ("o t", Some(1), Some(6)),
                ("hre", None, Some(6)),
                ("e", None, None),
            ]
        );
    }

    #[test]
    fn the_pieces_are_the_text_whatever_the_marks() {
        let text = "één Ümlaut, две строки";
        for start in 0..text.len() as u32 {
            for end in start..=text.len() as u32 {
                let marks = [range(start, end)];
                let marks = Marks { matches: &marks, evidence: &marks, notes: &marks };
                let whole: String =
                    pieces(text, range(0, text.len() as u32), marks).iter().map(|piece| piece.text).collect();
                assert_eq!(whole, text, "{start}..{end}");
            }
        }
    }
}
