//! Which pieces of a text are marked, and as what?
//!
//! Marks of several kinds may overlap; a text is cut where any of them begins or ends.
//! **Invariant.** The pieces, put together, are the text; offsets off a character's border are passed over.

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
}

/// What may be marked in a text: each list sorted and disjoint, offsets in bytes of that text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// What matches the query.
    pub matches: &'a [Range],
    /// What speaks for a label.
    pub evidence: &'a [Range],
}

/// Cuts `text[range]` into pieces.
pub fn pieces<'a>(text: &'a str, range: Range, marks: Marks<'a>) -> Vec<Piece<'a>> {
    let inside = |at: u32| at > range.start && at < range.end && text.is_char_boundary(at as usize);
    let mut cuts = vec![range.start, range.end];
    // Lists are sorted: only those marks that touch the range are looked at.
    for list in [touching(marks.matches, range), touching(marks.evidence, range)] {
        cuts.extend(list.iter().flat_map(|mark| [mark.start, mark.end]).filter(|&at| inside(at)));
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .filter_map(|cut| {
            let &[start, end] = cut else { return None };
            let holds = |mark: &Range| mark.start <= start && end <= mark.end;
            Some(Piece {
                text: text.get(start as usize..end as usize)?,
                matched: first_at(marks.matches, start)
                    .filter(|&at| marks.matches.get(at).is_some_and(holds)),
                evidence: first_at(marks.evidence, start)
                    .and_then(|at| marks.evidence.get(at))
                    .filter(|mark| holds(mark))
                    .map(|mark| mark.start),
            })
        })
        .collect()
}

/// The first mark that ends after `at`.
fn first_at(marks: &[Range], at: u32) -> Option<usize> {
    let first = marks.partition_point(|mark| mark.end <= at);
    (first < marks.len()).then_some(first)
}

fn touching(marks: &[Range], range: Range) -> &[Range] {
    let from = marks.partition_point(|mark| mark.end <= range.start);
    let to = marks.partition_point(|mark| mark.start < range.end);
    marks.get(from..to).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32, end: u32) -> Range {
        Range { start, end }
    }

    #[test]
    fn overlapping_marks_cut_the_text_where_any_begins_or_ends() {
        let marks = Marks { matches: &[range(0, 3), range(4, 9)], evidence: &[range(6, 12)] };
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
                let marks = Marks { matches: &marks, evidence: &marks };
                let whole: String =
                    pieces(text, range(0, text.len() as u32), marks).iter().map(|piece| piece.text).collect();
                assert_eq!(whole, text, "{start}..{end}");
            }
        }
    }
}
