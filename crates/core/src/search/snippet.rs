//! Which piece of a document shows best why it answers?
//!
//! **Invariant.** A snippet is a piece of one passage, cut at word boundaries, with an ellipsis where
//! something was cut; all marks in it are shown and no others.

use super::Marked;
use super::marks::{Mark, Marker, disjoint};
use crate::index::StoredText;
use crate::query::QueryField;
use crate::span::Span;

/// Bytes of a snippet, about.
const LENGTH: usize = 240;
/// A snippet begins with the sentence if that is not further back than this.
const LEAD: usize = 80;
const ELLIPSIS: &str = "… ";

struct Window {
    score: f32,
    passage: usize,
    start: usize,
    end: usize,
}

/// The title with what matches.
pub fn title(marker: &mut Marker, text: &StoredText<'_>) -> Marked {
    let (analyzer, title) = &text.title;
    let marks = marker.find(title, *analyzer, QueryField::Title);
    Marked { text: title.to_string(), marks: disjoint(&marks) }
}

/// Up to `count` snippets, best first; the beginning of the body where nothing in it matches.
/// `weights`: how much each target tells.
pub fn snippets(marker: &mut Marker, text: &StoredText<'_>, weights: &[f32], count: usize) -> Vec<Marked> {
    let mut windows: Vec<Window> = Vec::new();
    let mut all: Vec<Vec<Mark>> = Vec::new();
    for (passage, (analyzer, words)) in text.passages.iter().enumerate() {
        let marks = marker.find(words, *analyzer, QueryField::Body);
        windows.extend(windows_of(words, passage, &marks, weights, count));
        all.push(marks);
    }
    // Best first; of equals the earlier.
    crate::order::sort_by(&mut windows, |one, other| {
        other
            .score
            .total_cmp(&one.score)
            .then(one.passage.cmp(&other.passage))
            .then(one.start.cmp(&other.start))
    });
    let mut chosen: Vec<Window> = Vec::new();
    for window in windows {
        let overlaps = |other: &Window| {
            other.passage == window.passage && other.start < window.end && window.start < other.end
        };
        if chosen.len() < count && !chosen.iter().any(overlaps) {
            chosen.push(window);
        }
    }
    if chosen.is_empty() {
        let longest = text.passages.iter().position(|(_, words)| words.len() > 40).unwrap_or(0);
        let words = text.passages.get(longest).map_or("", |(_, words)| words);
        let end = end_of(words, 0, LENGTH);
        chosen.push(Window { score: 0.0, passage: longest, start: 0, end });
    }
    chosen
        .iter()
        .map(|window| {
            let words = text.passages.get(window.passage).map_or("", |(_, words)| words);
            let marks = all.get(window.passage).map_or(&[][..], Vec::as_slice);
            cut(words, window.start, window.end, marks)
        })
        .collect()
}

/// Up to `count` windows of a passage: the best, then those of what stands before and behind it.
fn windows_of(text: &str, passage: usize, marks: &[Mark], weights: &[f32], count: usize) -> Vec<Window> {
    let mut found = Vec::new();
    let mut rest = vec![marks];
    while found.len() < count
        && let Some(piece) = rest.pop()
    {
        let Some(window) = window(text, passage, piece, weights) else { continue };
        let before = piece.partition_point(|mark| (mark.span.end as usize) <= window.start);
        let behind = piece.partition_point(|mark| (mark.span.start as usize) < window.end);
        rest.extend([piece.get(behind..), piece.get(..before)].into_iter().flatten());
        found.push(window);
    }
    found
}

/// The window of a passage that shows the most of the query.
fn window(text: &str, passage: usize, marks: &[Mark], weights: &[f32]) -> Option<Window> {
    let mut best: Option<Window> = None;
    for (at, first) in marks.iter().enumerate() {
        let from = first.span.start as usize;
        let mut seen: Vec<u16> = Vec::new();
        let (mut score, mut last) = (0.0, first.span);
        for mark in marks.get(at..).unwrap_or(&[]) {
            if (mark.span.end as usize) > from + LENGTH {
                break;
            }
            last = last.max(mark.span);
            let weight = weights.get(usize::from(mark.target)).copied().unwrap_or(1.0);
            // A word shown again tells little more.
            score += if seen.contains(&mark.target) { 0.1 * weight } else { weight };
            seen.push(mark.target);
        }
        // Of windows that show the same the tightest is best.
        score -= 0.001 * (last.end - first.span.start) as f32 / LENGTH as f32;
        if best.as_ref().is_none_or(|best| score > best.score) {
            let start = start_of(text, from);
            let end = end_of(text, start, LENGTH.max(last.end as usize - start));
            best = Some(Window { score, passage, start, end });
        }
    }
    best
}

/// Where a snippet that shows `at` begins: with the sentence, or a few words before.
fn start_of(text: &str, at: usize) -> usize {
    let floor = floor_boundary(text, at.saturating_sub(LEAD));
    if floor == 0 {
        return 0;
    }
    let lead = text.get(floor..at).unwrap_or("");
    let sentence = lead
        .char_indices()
        .zip(lead.char_indices().skip(1))
        .filter(|&((_, end), (_, space))| {
            matches!(end, '.' | '!' | '?' | '…') && space.is_whitespace() || matches!(end, '。' | '！' | '？')
        })
        .map(|(_, (at, space))| if space.is_whitespace() { at + space.len_utf8() } else { at })
        .last();
    if let Some(sentence) = sentence {
        return floor + sentence;
    }
    let near = floor_boundary(lead, lead.len().saturating_sub(LEAD / 2));
    let tail = lead.get(near..).unwrap_or("");
    let space = tail.char_indices().find(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    floor + near + space.unwrap_or(0)
}

/// Where a snippet that begins at `start` ends, about `length` bytes on, at a word's end.
fn end_of(text: &str, start: usize, length: usize) -> usize {
    let Some(limit) = start.checked_add(length).filter(|&limit| limit < text.len()) else {
        return text.len();
    };
    // The last match is at the limit at the latest, so what is cut off behind it is no part of it.
    let mut limit = limit;
    while !text.is_char_boundary(limit) {
        limit += 1;
    }
    let rest = text.get(limit..).unwrap_or("");
    let space = rest.char_indices().take(24).find(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    limit + space.unwrap_or(0)
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn cut(text: &str, start: usize, end: usize, marks: &[Mark]) -> Marked {
    let piece = text.get(start..end).unwrap_or("");
    let lead = piece.len() - piece.trim_start().len();
    let (start, piece) = (start + lead, piece.trim());
    let mut marked = Marked::default();
    if start > 0 {
        marked.text.push_str(ELLIPSIS);
    }
    let offset = marked.text.len();
    let window = Span::new(start, start + piece.len());
    let within: Vec<Mark> = marks.iter().copied().filter(|mark| window.contains(mark.span)).collect();
    marked.marks = disjoint(&within)
        .into_iter()
        .map(|span| Span::new(span.start as usize - start + offset, span.end as usize - start + offset))
        .collect();
    marked.text.push_str(piece);
    if start + piece.len() < text.trim_end().len() {
        marked.text.push_str(" …");
    }
    marked
}
