//! Which letters are a line, and in which order are lines read?
//!
//! Letters that follow each other on one height are a piece; pieces of one height are a row. Where the same gap runs down
//! through several rows, there are columns, of which each is read by itself. **Invariant.** Every letter is in one line.

use crate::draw::{Glyph, Way};
use crate::fonts::Letter;
use crate::order;

/// A gap within a line that parts words, in sizes of the letters, beyond what stands between its letters anyhow.
const WORD: f32 = 0.15;
/// The same where spaces are drawn as well.
const WORD_BESIDE_SPACES: f32 = 0.2;
/// A gap that parts pieces of a row: between columns, in a table, in a line that is spread out.
const PIECE: f32 = 0.9;
/// Narrower ones are no gap between columns.
const GUTTER: f32 = 0.5;
/// Rows that columns need on either side.
const ROWS: usize = 3;
/// Letters that a row of a column has at least, on the average: less is a table.
const LETTERS: usize = 12;
/// Of pages with more rows no columns are looked for.
const MOST_ROWS: usize = 800;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Where it begins and ends, at which height it stands, and how large its letters are, in points.
    pub start: f32,
    /// As above.
    pub end: f32,
    /// As above.
    pub line: f32,
    /// As above.
    pub size: f32,
}

/// Lines that are under each other, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The lines.
    pub lines: Vec<Line>,
    /// Whether it is the next column of what the block before it is a column of.
    pub goes_on: bool,
    /// Whether its text runs from the right.
    pub from_right: bool,
}

/// Letters that follow each other on one line.
#[derive(Debug)]
struct Piece {
    glyphs: Vec<Glyph>,
    start: f32,
    end: f32,
    line: f32,
    size: f32,
    letters: usize,
}

impl Piece {
    fn of(glyph: Glyph) -> Self {
        let Glyph { start, end, line, size, .. } = glyph;
        let letters = count(&glyph.letter);
        Piece { glyphs: vec![glyph], start, end, line, size, letters }
    }

    fn push(&mut self, glyph: Glyph) {
        self.start = self.start.min(glyph.start);
        self.end = self.end.max(glyph.end);
        self.letters += count(&glyph.letter);
        if glyph.size > self.size {
            (self.size, self.line) = (glyph.size, glyph.line);
        }
        self.glyphs.push(glyph);
    }

    fn middle(&self) -> f32 {
        (self.start + self.end) / 2.0
    }
}

/// The blocks of a page.
pub fn blocks(mut ways: Vec<Way>) -> Vec<Block> {
    // What most letters run along is the text.
    ways.sort_by_key(|way| std::cmp::Reverse(way.glyphs.len()));
    let mut blocks = Vec::new();
    for way in ways {
        let pieces = pieces(way.glyphs);
        let (right, left) =
            pieces.iter().flat_map(|piece| &piece.glyphs).fold((0, 0), |(right, left), glyph| {
                match order::side(&glyph.letter) {
                    order::Side::Right => (right + 1, left),
                    order::Side::Left => (right, left + 1),
                    _ => (right, left),
                }
            });
        let from_right = right > left;
        split(pieces, from_right, 0, false, &mut blocks);
    }
    blocks
}

fn count(letter: &Letter) -> usize {
    match letter {
        // A Chinese character says as much as two letters.
        Letter::One(c) if is_wide(*c) => 2,
        Letter::Many(text) => text.chars().count(),
        Letter::One(c) if c.is_whitespace() => 0,
        _ => 1,
    }
}

/// Whether it is a character of a script that has no spaces.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

fn is_space(glyph: &Glyph) -> bool {
    match &glyph.letter {
        Letter::One(c) => c.is_whitespace(),
        Letter::Many(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Letters that were drawn one after the other and stand so.
fn pieces(glyphs: Vec<Glyph>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for glyph in glyphs {
        let follows = pieces.last().is_some_and(|piece| {
            piece.glyphs.last().is_some_and(|last| {
                let size = last.size.max(glyph.size);
                let (onwards, back) = (glyph.start - last.end, last.start - glyph.end);
                // Letters that stand higher or lower are small, or moved a little.
                (glyph.line - piece.line).abs() < 0.45 * size
                    && (glyph.size < 2.5 * last.size && last.size < 2.5 * glyph.size)
                    && ((-0.6 * size..PIECE * size).contains(&onwards)
                        || (-0.6 * size..PIECE * size).contains(&back))
            })
        });
        match pieces.last_mut() {
            Some(piece) if follows => piece.push(glyph),
            // A space that begins a piece says nothing.
            _ if is_space(&glyph) => {}
            _ => pieces.push(Piece::of(glyph)),
        }
    }
    pieces
}

/// Sorts pieces into blocks, in the order in which they are read.
fn split(mut pieces: Vec<Piece>, from_right: bool, depth: usize, goes_on: bool, blocks: &mut Vec<Block>) {
    pieces.sort_by(|a, b| b.line.total_cmp(&a.line).then(a.start.total_cmp(&b.start)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let belongs = rows
            .last()
            .and_then(|row| row.first())
            .is_some_and(|first: &Piece| first.line - piece.line < 0.4 * first.size.min(piece.size));
        match rows.last_mut() {
            Some(row) if belongs => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    let looks = rows.len() <= MOST_ROWS && depth < 6;
    let mut goes_on = goes_on;
    let mut rows = rows.into_iter().collect::<std::collections::VecDeque<_>>();
    let mut plain = Vec::new();
    while !rows.is_empty() {
        let columns = if looks { columns(rows.make_contiguous()) } else { None };
        let Some((count, gutter)) = columns else {
            plain.extend(rows.pop_front());
            continue;
        };
        take_lines(&mut plain, from_right, &mut goes_on, blocks);
        let both = rows.drain(..count).flatten();
        let (first, second): (Vec<_>, Vec<_>) =
            both.partition(|piece| (piece.middle() < gutter) != from_right);
        split(first, from_right, depth + 1, goes_on, blocks);
        split(second, from_right, depth + 1, true, blocks);
        goes_on = false;
    }
    take_lines(&mut plain, from_right, &mut goes_on, blocks);
}

fn take_lines(rows: &mut Vec<Vec<Piece>>, from_right: bool, goes_on: &mut bool, blocks: &mut Vec<Block>) {
    let lines: Vec<Line> = rows.drain(..).filter_map(|row| line(row, from_right)).collect();
    if !lines.is_empty() {
        blocks.push(Block { lines, goes_on: std::mem::take(goes_on), from_right });
    }
}

/// What one column of rows is, while more rows are looked at.
#[derive(Clone, Copy, Default)]
struct Side {
    rows: usize,
    letters: usize,
    // All lengths of its rows together; its own two ends.
    filled: f32,
    start: f32,
    end: f32,
}

impl Side {
    fn add(&mut self, pieces: &[&Piece]) {
        let start = pieces.iter().map(|piece| piece.start).fold(f32::INFINITY, f32::min);
        let end = pieces.iter().map(|piece| piece.end).fold(f32::NEG_INFINITY, f32::max);
        if start > end {
            return;
        }
        (self.start, self.end) = match self.rows {
            0 => (start, end),
            _ => (self.start.min(start), self.end.max(end)),
        };
        self.rows += 1;
        self.letters += pieces.iter().map(|piece| piece.letters).sum::<usize>();
        self.filled += end - start;
    }

    /// Whether it is a column of running text.
    fn is_column(&self) -> bool {
        self.rows >= ROWS
            && self.letters >= LETTERS * self.rows
            && self.filled >= 0.5 * (self.end - self.start) * self.rows as f32
    }
}

/// How many of the first rows are in columns, and where the gap is behind the first column.
fn columns(rows: &[Vec<Piece>]) -> Option<(usize, f32)> {
    let mut sizes: Vec<f32> = rows.iter().flatten().map(|piece| piece.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return None;
    }
    let size = *sizes.select_nth_unstable_by(middle, f32::total_cmp).1;
    // Gaps that are open in all rows so far.
    let mut gaps = vec![(f32::NEG_INFINITY, f32::INFINITY)];
    let mut taken = 0;
    for row in rows {
        let narrowed = without(&gaps, row, GUTTER * size);
        if narrowed.iter().all(|(from, to)| from.is_infinite() || to.is_infinite()) {
            // Of gaps with text on both sides none is left; before there were any, the row may yet be of one column.
            let had = gaps.iter().any(|(from, to)| from.is_finite() && to.is_finite());
            if had || narrowed.is_empty() {
                break;
            }
        }
        gaps = narrowed;
        taken += 1;
    }
    // The gap that the longest run of rows has, and then the first.
    for count in (ROWS..=taken).rev() {
        let rows = rows.get(..count)?;
        let mut gaps = vec![(f32::NEG_INFINITY, f32::INFINITY)];
        for row in rows {
            gaps = without(&gaps, row, GUTTER * size);
        }
        gaps.retain(|(from, to)| from.is_finite() && to.is_finite());
        if gaps.is_empty() {
            return None;
        }
        for (from, to) in gaps {
            let gutter = (from + to) / 2.0;
            let (mut left, mut right) = (Side::default(), Side::default());
            for row in rows {
                let (before, behind): (Vec<&Piece>, Vec<&Piece>) =
                    row.iter().partition(|piece| piece.middle() < gutter);
                left.add(&before);
                right.add(&behind);
            }
            if left.is_column() && right.is_column() {
                return Some((count, gutter));
            }
        }
        // Fewer rows would only have less of the same text; a few at the end may be of a table.
        if count + 8 < taken {
            return None;
        }
    }
    None
}

/// What is left of gaps beside the pieces of a row.
fn without(gaps: &[(f32, f32)], row: &[Piece], least: f32) -> Vec<(f32, f32)> {
    let mut left = gaps.to_vec();
    for piece in row {
        left = left
            .into_iter()
            .flat_map(|(from, to)| {
                let before = (from, to.min(piece.start));
                let behind = (from.max(piece.end), to);
                if before == behind { [Some(before), None] } else { [Some(before), Some(behind)] }
            })
            .flatten()
            .filter(|(from, to)| to - from >= least)
            .collect();
        left.dedup();
    }
    left
}

/// A row as a line.
fn line(mut row: Vec<Piece>, from_right: bool) -> Option<Line> {
    row.sort_by(|a, b| a.start.total_cmp(&b.start));
    let start = row.iter().map(|piece| piece.start).fold(f32::INFINITY, f32::min);
    let end = row.iter().map(|piece| piece.end).fold(f32::NEG_INFINITY, f32::max);
    // The size that most letters have.
    let largest = row.iter().max_by_key(|piece| piece.letters)?;
    let (line, size) = (largest.line, common_size(largest));
    let mut seen = Vec::new();
    for piece in row {
        if !seen.is_empty() {
            seen.push(order::Seen::Space);
        }
        seen.extend(words(piece));
    }
    let text = order::logical(seen, from_right);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(Line { text, start, end, line, size })
}

fn common_size(piece: &Piece) -> f32 {
    let mut sizes: Vec<f32> =
        piece.glyphs.iter().filter(|glyph| !is_space(glyph)).map(|glyph| glyph.size).collect();
    let middle = sizes.len() / 2;
    match sizes.is_empty() {
        true => piece.size,
        false => *sizes.select_nth_unstable_by(middle, f32::total_cmp).1,
    }
}

/// The letters of a piece from left to right, with spaces where words end.
fn words(piece: Piece) -> Vec<order::Seen> {
    let Piece { mut glyphs, .. } = piece;
    let (mut onwards, mut back) = (0, 0);
    for pair in glyphs.windows(2) {
        let [a, b] = pair else { continue };
        onwards += usize::from(b.start > a.start);
        back += usize::from(b.start < a.start);
    }
    // Drawn from the right: turned round, marks stand before what they are on, as they do where lines are drawn from the left.
    if back > onwards {
        glyphs.reverse();
    }
    let spaces = glyphs.iter().filter(|glyph| is_space(glyph)).count();
    let gap = |a: &Glyph, b: &Glyph| (b.start - a.end) / a.size.max(b.size);
    let mut gaps: Vec<f32> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if !is_space(a) && !is_space(b) => Some(gap(a, b)),
            _ => None,
        })
        .collect();
    let middle = gaps.len() / 2;
    let usual =
        if gaps.len() > 3 { gaps.select_nth_unstable_by(middle, f32::total_cmp).1.max(0.0) } else { 0.0 };
    let least = usual + if spaces * 12 >= glyphs.len() { WORD_BESIDE_SPACES } else { WORD };
    let mut seen = Vec::with_capacity(glyphs.len());
    let mut before: Option<Glyph> = None;
    for glyph in glyphs {
        if let Some(before) = &before
            && !is_space(before)
            && !is_space(&glyph)
        {
            let is_wide = |letter: &Letter| matches!(letter, Letter::One(c) if is_wide(*c));
            let least = if is_wide(&before.letter) && is_wide(&glyph.letter) { least + 0.5 } else { least };
            if gap(before, &glyph) > least {
                seen.push(order::Seen::Space);
            }
        }
        if is_space(&glyph) {
            seen.push(order::Seen::Space);
        } else {
            seen.push(order::Seen::Letter(glyph.letter.clone()));
        }
        before = Some(glyph);
    }
    seen
}
