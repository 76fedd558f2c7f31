//! Which lines are a paragraph, and which hyphens belong to words?
//!
//! A paragraph ends where the distance to the next line is larger than usual, the letters change their size, the next line is
//! set in, or its first word would still have had room. A hyphen at the end of a line is taken away only where it is sure that it was
//! put there for the line: it says so itself, the document has the word without it, or it has neither half as a word.
//! **Invariant.** Nothing is lost but such hyphens.

use crate::layout::{Block, Line, is_wide};
use std::collections::HashSet;

/// Stands where a hyphen at the end of a line is not decided on.
const HYPHEN: char = '\u{1}';
/// Words from which on a document is large enough for its words to be known.
const KNOWN: usize = 60;

/// The text of a document, page by page.
#[derive(Default)]
pub struct Prose {
    text: String,
    hyphens: usize,
}

impl Prose {
    /// How long it is, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The next page.
    pub fn page(&mut self, blocks: Vec<Block>) {
        let mut ends_open = false;
        for block in blocks {
            let shape = Shape::of(&block);
            for (at, line) in block.lines.iter().enumerate() {
                let joined = match at.checked_sub(1).and_then(|before| block.lines.get(before)) {
                    None => block.goes_on && ends_open && begins_small(&line.text),
                    Some(before) => !shape.parts(before, line, block.lines.get(at + 1)),
                };
                match joined {
                    true => self.join(&line.text),
                    false => self.begin(&line.text),
                }
                ends_open = !ends_sentence(&line.text);
            }
        }
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push_str("\n\n");
        }
    }

    fn begin(&mut self, line: &str) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push_str("\n\n");
        }
        self.push(line);
    }

    fn join(&mut self, line: &str) {
        let Some(last) = self.text.chars().next_back() else { return self.begin(line) };
        let first = line.chars().next().unwrap_or(' ');
        let before = self.text.chars().rev().nth(1).unwrap_or(' ');
        match last {
            '\u{ad}' => {
                self.text.pop();
            }
            '-' | '\u{2010}' if before.is_alphabetic() && first.is_lowercase() => {
                self.text.pop();
                self.text.push(HYPHEN);
                self.hyphens += 1;
            }
            // Of a name, or a range.
            '-' | '\u{2010}' | '/' if before.is_alphanumeric() && first.is_alphanumeric() => {}
            _ if is_wide(last) && is_wide(first) => {}
            _ => self.text.push(' '),
        }
        self.push(line);
    }

    fn push(&mut self, line: &str) {
        self.text.extend(line.chars().map(|c| if c == HYPHEN { ' ' } else { c }));
    }

    /// All of it.
    pub fn finish(self) -> String {
        let Prose { text, hyphens } = self;
        let mut text = text.trim_end().to_owned();
        // Those within lines are for places where a word may be parted.
        let hyphened = if hyphens > 0 { decided(&text) } else { text };
        text = hyphened.replace('\u{ad}', "");
        text.push('\n');
        text
    }
}

/// A word as it is compared.
fn key(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for c in word.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// The text with each hyphen that was left open kept or taken away.
fn decided(text: &str) -> String {
    let is_word = |c: char| c.is_alphabetic() || c == '-' || c == '\u{2010}' || c == '\'' || c == '’';
    let words = || text.split(|c: char| !is_word(c) && c != HYPHEN).filter(|word| !word.is_empty());
    let mut known = HashSet::new();
    for word in words().filter(|word| !word.contains(HYPHEN)) {
        known.insert(key(word));
    }
    let has = |word: &str| known.contains(&key(word));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(HYPHEN) {
        let (before, behind) = rest.split_at(at);
        let behind = behind.get(HYPHEN.len_utf8()..).unwrap_or_default();
        // The half may itself begin behind a hyphen that was just decided on.
        let start = before.rfind(|c: char| !is_word(c)).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let first = before.get(start..).unwrap_or_default();
        let end = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let second = behind.get(..end).unwrap_or_default();
        out.push_str(before);
        let (one, two) = ([first, second].concat(), [first, "-", second].concat());
        let has_one = has(&one);
        let halves = has(first) || has(second);
        let is_known = known.len() >= KNOWN;
        if !has_one && (has(&two) || halves || !is_known) {
            out.push('-');
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// How the lines of a block usually stand.
struct Shape {
    start: f32,
    end: f32,
    // From line to line, in points, if there are enough to tell.
    leading: Option<f32>,
    from_right: bool,
}

impl Shape {
    fn of(block: &Block) -> Self {
        let lines = &block.lines;
        let start = lines.iter().map(|line| line.start).fold(f32::INFINITY, f32::min);
        let end = lines.iter().map(|line| line.end).fold(f32::NEG_INFINITY, f32::max);
        let mut steps: Vec<f32> = lines
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] if alike(a, b) && a.line > b.line => Some((a.line - b.line) / a.size),
                _ => None,
            })
            .collect();
        let middle = steps.len() / 2;
        let leading = match steps.len() {
            0..2 => None,
            // Of few lines the nearest.
            2..4 => steps.iter().copied().reduce(f32::min),
            _ => Some(*steps.select_nth_unstable_by(middle, f32::total_cmp).1),
        };
        Shape { start, end, leading, from_right: block.from_right }
    }

    /// Whether a line begins a paragraph.
    fn parts(&self, before: &Line, line: &Line, next: Option<&Line>) -> bool {
        let step = (before.line - line.line) / before.size;
        if step <= 0.0 || !alike(before, line) {
            return true;
        }
        let most = self.leading.map_or(1.6, |leading| leading * 1.25).clamp(1.1, 2.6);
        if step > most || begins_item(&line.text) {
            return true;
        }
        let size = line.size;
        let far = |one: &Line| if self.from_right { self.end - one.end } else { one.start - self.start };
        let set_in = far(line) > far(before) + 0.7 * size
            && next.is_none_or(|next| far(line) > far(next) + 0.7 * size);
        if set_in && !begins_item(&before.text) && far(line) < 0.3 * (self.end - self.start) {
            return true;
        }
        // The first word would have had room on the line before, if the lines are as long as others.
        let room = if self.from_right { before.start - self.start } else { self.end - before.end };
        let letters = line.text.chars().count().max(1) as f32;
        let word = line.text.split(' ').next().unwrap_or_default().chars().count() as f32;
        let wide = (line.end - line.start) / letters * (word + 1.0) + 0.5 * size;
        room > wide.max(2.5 * size) && ends_sentence(&before.text)
    }
}

/// Whether two lines are of one size.
fn alike(a: &Line, b: &Line) -> bool {
    a.size < 1.12 * b.size && b.size < 1.12 * a.size
}

fn begins_small(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_lowercase() || (c.is_alphabetic() && !c.is_uppercase()))
}

fn ends_sentence(text: &str) -> bool {
    let last = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』']).chars().next_back();
    last.is_none_or(|c| matches!(c, '.' | '!' | '?' | ':' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔'))
}

fn begins_item(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('•' | '◦' | '▪' | '■' | '●' | '‣' | '–' | '—')) && chars.next() == Some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: &[(f32, f32, &str)]) -> Block {
        let lines = lines.iter().map(|&(line, start, text)| Line {
            text: text.to_owned(),
            start,
            end: start + 5.0 * text.chars().count() as f32,
            line,
            size: 10.0,
        });
        Block { lines: lines.collect(), ..Block::default() }
    }

    fn text(lines: &[(f32, f32, &str)]) -> String {
        let mut prose = Prose::default();
        prose.page(vec![block(lines)]);
        prose.finish()
    }

    #[test]
    fn lines_become_paragraphs_by_their_distance() {
        let lines = [
            (700.0, 50.0, "The ferry between the islands returned"),
            (688.0, 50.0, "to service on Tuesday after three long"),
            (676.0, 50.0, "weeks of repairs to its bow doors and"),
            (664.0, 50.0, "of waiting, said the captain of it all,"),
            (640.0, 50.0, "The crew was glad to be back at sea on"),
            (628.0, 50.0, "the same day."),
        ];
        let text = text(&lines);
        let paragraphs: Vec<&str> = text.trim().split("\n\n").collect();
        assert_eq!(paragraphs.len(), 2, "{text}");
        assert!(
            paragraphs[0].ends_with("repairs to its bow doors and of waiting, said the captain of it all,")
        );
    }

    #[test]
    fn a_line_that_is_set_in_begins_a_paragraph() {
        let lines = [
            (700.0, 50.0, "The ferry between the islands returned"),
            (688.0, 50.0, "to service on Tuesday after three long"),
            (676.0, 50.0, "weeks of repairs to its bow doors, sai"),
            (664.0, 62.0, "Nobody on the quay knew how it came"),
            (652.0, 50.0, "that the doors had been left open so l"),
            (640.0, 50.0, "ong."),
        ];
        assert_eq!(text(&lines).trim().split("\n\n").count(), 2);
    }

    #[test]
    fn a_hyphen_is_taken_away_where_it_is_sure() {
        let one = [
            (700.0, 50.0, "The ferry was in the har-"),
            (688.0, 50.0, "bour, and the harbour was well-"),
            (676.0, 50.0, "known."),
        ];
        assert_eq!(text(&one), "The ferry was in the harbour, and the harbour was well-known.\n");
        let said = [(700.0, 50.0, "The ferry came in the ear\u{ad}"), (688.0, 50.0, "ly morning.")];
        assert_eq!(text(&said), "The ferry came in the early morning.\n");
        let name = [(700.0, 50.0, "The treaty was Franco-"), (688.0, 50.0, "British.")];
        assert_eq!(text(&name), "The treaty was Franco-British.\n");
    }

    #[test]
    fn chinese_lines_are_joined_without_a_space() {
        let lines = [(700.0, 50.0, "渡輪在星期二恢復服務，經過"), (688.0, 50.0, "三個星期的維修。")];
        assert_eq!(text(&lines), "渡輪在星期二恢復服務，經過三個星期的維修。\n");
    }
}
