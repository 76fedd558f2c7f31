//! What is the headline?
//!
//! A headline line that stands in the text is *found*, by a trained model that sees how a line looks, where it
//! stands and what it shares with the body (made by `explorer-train`'s `title`). Where there is none, the first
//! sentence stands in for it and the label says so (`first-sentence`), and a text that starts in the middle of
//! something is marked (`fragment`). **Invariant.** The value is a piece of the text; the evidence is every
//! line that states it.

use super::body::{densest, flag, log, overlap, rule_number, share, signed};
use super::clean::{Cleaned, is_section};
use super::forest::Forest;
use super::lines::{self, Line};
use super::phrases::fold;
use crate::article::Label;
use crate::span::Span;
use explorer_text::lines::holds;
use explorer_text::words::{Tally, Word};
use std::collections::BTreeMap;

/// The headline and what was split off from it.
pub struct Titled {
    /// The headline.
    pub title: Label<String>,
    /// Number of its line, where it has one.
    pub line: Option<usize>,
    /// Where it stands in that line.
    pub span: Span,
    /// Sections named above or behind it.
    pub sections: Vec<Label<String>>,
    /// Whether the text starts in the middle.
    pub fragment: bool,
}

/// A line, or a part of one, that may be the headline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Number of its line.
    pub line: usize,
    /// Where it is.
    pub span: Span,
    /// What it says: the print of its words.
    key: u64,
}

const COLUMNS: usize = 94;
// Columns of how much the running text speaks of a candidate.
const SALIENCE: usize = 39;
const SALIENCE_SUM: usize = 43;
/// What the model sees of a candidate.
pub type Row = [f32; COLUMNS];

// A derived title is cut after a word near this many characters.
const DERIVED_CHARS: usize = 110;
// From this probability on a line is the headline.
const FOUND: f32 = 0.3;
// Lines looked at above and below the start of the body, and at the start of the text.
const ABOVE: usize = 150;
const BELOW: usize = 30;
const TOP: usize = 5;
const MOST_WORDS: u32 = 40;
const MOST_BYTES: usize = 400;
// Lines remembered of a word.
const MOST_POSTED: usize = 24;

/// What lies around the lines of a text, counted once for all candidates.
struct Around {
    body: usize,
    dense: usize,
    /// How often a whole line says this, before the body and from there on.
    lines: [Tally; 2],
    /// How often a part of a line between marks does.
    parts: Tally,
    /// What the first line says, whole and in parts.
    top: Vec<u64>,
    /// For each word, by its number: whether it stands in the first line, and in the opening of the body.
    top_words: Vec<bool>,
    opening: Vec<bool>,
    /// Words in running text before each line.
    prose: Vec<u32>,
    /// The short lines that each word stands in: for each word its last entry in `entries` and how many it has;
    /// each entry is a line and the word's entry before.
    posted: Vec<(u32, u32)>,
    entries: Vec<(u32, u32)>,
}

// No entry.
const NONE: u32 = u32::MAX;

impl Around {
    fn of(cleaned: &Cleaned<'_>) -> Self {
        let body = cleaned.first_of_body();
        let (lines, words) = (cleaned.lines.len(), cleaned.words.count());
        let mut around = Around {
            body,
            dense: densest(&cleaned.lines, 8.0).0,
            lines: [Tally::sized(lines), Tally::sized(lines)],
            parts: Tally::sized(64),
            top: Vec::new(),
            top_words: vec![false; words],
            opening: vec![false; words],
            prose: Vec::with_capacity(lines + 1),
            posted: vec![(NONE, 0); words],
            entries: Vec::new(),
        };
        let note = |set: &mut Vec<bool>, words: &[Word]| {
            for word in words {
                if let Some(slot) = set.get_mut(word.number as usize) {
                    *slot = true;
                }
            }
        };
        let mut prose = 0u32;
        for (at, line) in cleaned.lines.iter().enumerate() {
            around.prose.push(prose);
            if line.is_prose() {
                prose = prose.saturating_add(line.words.min(200));
            }
            if line.words > MOST_WORDS || at > body + 600 {
                continue;
            }
            let own = cleaned.content(at);
            for word in own {
                around.post(word.number, at as u32);
            }
            let whole = cleaned.words.print(own);
            let [before, after] = &mut around.lines;
            if at < body { before } else { after }.add(whole, 1);
            let mut keys: Vec<u64> = Vec::new();
            if line.holds & holds::MARK != 0 {
                let content = line.content(cleaned.text);
                let parts = variants(content).into_iter().filter(|(variant, _)| *variant > 0.0);
                keys.extend(parts.map(|(_, part)| cleaned.words.print(words_of(cleaned, at, part))));
                crate::order::sort(&mut keys);
                keys.dedup();
                for &key in &keys {
                    around.parts.add(key, 1);
                }
            }
            if at == 0 {
                around.top = keys;
                around.top.push(whole);
                note(&mut around.top_words, own);
            }
        }
        around.prose.push(prose);
        for at in (body..cleaned.lines.len()).filter(|&at| cleaned.is_kept(at)).take(3) {
            if cleaned.lines.get(at).is_some_and(|line| line.words <= 300) {
                note(&mut around.opening, cleaned.words.of_line(at));
            }
        }
        around
    }

    fn post(&mut self, word: u32, line: u32) {
        let Some((last, count)) = self.posted.get_mut(word as usize) else { return };
        let is_new = self.entries.get(*last as usize).is_none_or(|&(other, _)| other != line);
        if is_new && (*count as usize) < MOST_POSTED {
            self.entries.push((line, *last));
            (*last, *count) = (self.entries.len() as u32 - 1, *count + 1);
        }
    }

    /// How often whole lines say this, before the body and from there on.
    fn lines_like(&self, print: u64) -> (u32, u32) {
        let [before, after] = &self.lines;
        (before.get(print), after.get(print))
    }

    /// Other short lines that say nearly all of it, and that say most of it. `shared` has a zero for each line, and
    /// has so again afterwards.
    fn echoes(&self, own: &[u32], at: usize, shared: &mut [u8]) -> (u32, u32) {
        if own.len() < 3 {
            return (0, 0);
        }
        let mut touched: Vec<u32> = Vec::new();
        for &word in own {
            let mut entry = self.posted.get(word as usize).map_or(NONE, |&(last, _)| last);
            while let Some(&(line, before)) = self.entries.get(entry as usize) {
                if let Some(count) = shared.get_mut(line as usize) {
                    if *count == 0 {
                        touched.push(line);
                    }
                    *count = count.saturating_add(1);
                }
                entry = before;
            }
        }
        let (mut nearly, mut most) = (0, 0);
        for line in touched {
            let Some(count) = shared.get_mut(line as usize) else { continue };
            let words = f32::from(std::mem::take(count));
            if line as usize != at {
                nearly += u32::from(words >= own.len() as f32 * 0.85);
                most += u32::from(words >= own.len() as f32 * 0.6);
            }
        }
        (nearly, most)
    }

    fn prose_between(&self, from: usize, to: usize) -> u32 {
        let last = self.prose.len().saturating_sub(1);
        let before = |at: usize| self.prose.get(at.min(last)).copied().unwrap_or(0);
        before(to).saturating_sub(before(from))
    }
}

/// Of the long words of a piece: the mean of the logarithms of how often each stands in running text.
fn salience(words: &[Word], vocabulary: &[u32]) -> (f32, f32) {
    let (mut sum, mut most, mut count) = (0.0f32, 0.0f32, 0u32);
    for word in words.iter().filter(|word| word.length >= 4) {
        let seen = log(vocabulary.get(word.number as usize).copied().unwrap_or(0));
        sum += seen;
        most = most.max(seen);
        count += 1;
    }
    (sum / count.max(1) as f32, most)
}

/// The words of a piece of a line.
fn words_of<'a>(cleaned: &'a Cleaned<'_>, line: usize, piece: &str) -> &'a [Word] {
    let start = (piece.as_ptr() as usize).wrapping_sub(cleaned.text.as_ptr() as usize);
    cleaned.words.within(line, start, start.saturating_add(piece.len()))
}

/// Distance to the first of the `reach` lines after (or before) a line for which `hit` holds; `reach` if none.
fn distance(at: usize, reach: usize, forward: bool, hit: impl Fn(usize) -> bool) -> f32 {
    (1..=reach)
        .find(|&step| if forward { hit(at + step) } else { at.checked_sub(step).is_some_and(&hit) })
        .unwrap_or(reach + 1) as f32
}

/// "Jane Doe": a line of two to four capitalised words and nothing else.
fn is_name_line(line: &Line) -> bool {
    (2..=4).contains(&line.words) && line.capitalised == line.words && line.digits == 0 && !line.terminal
}

// What a line can be to those around it, and how far away they are.
const DATED: u8 = 1;
const BYLINE: u8 = 1 << 1;
const SHARE: u8 = 1 << 2;
const COMMENT: u8 = 1 << 3;
const NAME: u8 = 1 << 4;
const READ: u8 = 1 << 5;
const LIKE_ONE: u8 = 1 << 6;
const REACH: usize = 61;

fn says_reading_time(folded: &str) -> bool {
    // Few lines have letters that any of these begins with.
    let begins = |three: &[u8]| matches!(three, b"min" | b"rea" | b"lee" | b"les");
    if !folded.as_bytes().windows(3).any(begins) {
        return false;
    }
    folded.contains("min read")
        || folded.contains("minute")
        || folded.contains("read time")
        || folded.contains("leestijd")
        || folded.contains("lesezeit")
}

/// Every line and part of a line that may be the headline, with what the model sees of it.
pub fn candidates(cleaned: &Cleaned<'_>) -> Vec<(Candidate, Row)> {
    let text = cleaned.text;
    let around = Around::of(cleaned);
    let (body, dense) = (around.body, around.dense);
    let from = body.min(dense).saturating_sub(ABOVE);
    let to = (body.max(dense).min(body + 2 * ABOVE) + BELOW).min(cleaned.lines.len());
    let verdict = |at: usize| cleaned.verdicts.get(at).copied().flatten();
    let line_at = |at: usize| cleaned.lines.get(at);
    let dated = |at: usize| {
        verdict(at) == Some("date-line")
            || line_at(at).is_some_and(|line| {
                line.words <= 14 && {
                    let first =
                        cleaned.mentions.partition_point(|one| (one.span.start as usize) < line.start);
                    cleaned.mentions.get(first).is_some_and(|one| one.span.end as usize <= line.end)
                }
            })
    };
    let folded = |at: usize| cleaned.folded.get(at).map_or("", String::as_str);
    // What each line is, for those around it; of lines far from all candidates nothing.
    let near = |at: usize| at < TOP + REACH || (from.saturating_sub(REACH)..to + REACH).contains(&at);
    let is: Vec<u8> = cleaned
        .lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            if !near(at) {
                return 0;
            }
            let verdict = verdict(at);
            let one = verdict.is_none() && line.words >= 3 && !line.terminal && line.words <= 25;
            let read = line.words <= 10 && says_reading_time(folded(at));
            [
                (one, LIKE_ONE),
                (read, READ),
                (dated(at), DATED),
                (verdict == Some("byline"), BYLINE),
                (verdict == Some("share-bar"), SHARE),
                (verdict == Some("comment-bar"), COMMENT),
                (is_name_line(line), NAME),
            ]
            .iter()
            .fold(0, |is, (holds, bit)| if *holds { is | bit } else { is })
        })
        .collect();
    let is = |at: usize, bit: u8| is.get(at).is_some_and(|is| is & bit != 0);
    let looks_like_one = |at: usize| is(at, LIKE_ONE);
    let mut found: Vec<(Candidate, Row)> = Vec::new();
    let mut shared = vec![0; cleaned.lines.len()];
    let mut own: Vec<u32> = Vec::new();
    let mut best_salience = 0.0f32;
    let (mut alike, mut marked) = (0u32, 0u32);
    for at in (0..TOP.min(from)).chain(from..to) {
        let Some(line) = line_at(at) else { continue };
        let content = line.content(text);
        if cleaned.field.is_some_and(|(from, _)| from == line.start) {
            continue;
        }
        if content.len() > MOST_BYTES || line.words > MOST_WORDS || line.letters == 0 {
            continue;
        }
        // Furniture is not asked about, nor what stands among other single words.
        if matches!(
            verdict(at),
            Some("share-bar" | "cookie-notice" | "comment-bar" | "newsletter" | "navigation")
        ) && at.abs_diff(body) > 3
            || line.words <= 1 && at + 12 < body.min(dense) && at > 0
        {
            continue;
        }
        alike += u32::from(looks_like_one(at));
        let start = line.end - content.len();
        let near_rule = |step: isize| rule_number(at.checked_add_signed(step).and_then(verdict));
        let words =
            |step: isize| at.checked_add_signed(step).and_then(line_at).map_or(-1.0, |line| log(line.words));
        let likely = |step: isize| {
            at.checked_add_signed(step).and_then(|at| cleaned.likely.get(at)).copied().unwrap_or(-0.1)
        };
        let shorts = (0..at)
            .rev()
            .take(60)
            .take_while(|&at| line_at(at).is_some_and(|line| line.words <= 6 && !line.terminal))
            .count();
        let next_prose =
            (at + 1..at + 40).position(|at| line_at(at).is_some_and(Line::is_prose)).unwrap_or(40);
        let between =
            (at + 1..at + 1 + next_prose).filter_map(line_at).map(|line| line.words).max().unwrap_or(0);
        let bigger_after = (at + 1..body.max(at + 1)).take(60).filter(|&at| looks_like_one(at)).count();
        let after = [
            distance(at, 8, true, |at| is(at, DATED)),
            distance(at, 8, true, |at| is(at, BYLINE)),
            distance(at, 8, true, |at| is(at, SHARE)),
            distance(at, 8, true, |at| is(at, COMMENT)),
            distance(at, 6, true, |at| is(at, NAME)),
            distance(at, 8, true, |at| is(at, READ)),
            distance(at, 3, false, |at| is(at, DATED)),
            distance(at, 3, false, |at| is(at, BYLINE)),
            distance(at, 3, false, |at| is(at, NAME)),
            distance(at, 6, true, looks_like_one),
            distance(at, 6, false, looks_like_one),
        ];
        // Followed by what stands under headlines: a day, a writer, a reading time, buttons to share it.
        let is_marked = looks_like_one(at)
            && after
                .iter()
                .take(6)
                .zip([4.0, 4.0, 3.0, 4.0, 2.0, 4.0])
                .any(|(distance, near)| *distance <= near);
        marked += u32::from(is_marked);
        for (variant, piece) in dated_variants(cleaned, line, content) {
            let offset = start + (piece.as_ptr() as usize - content.as_ptr() as usize);
            let span = Span::new(offset, offset + piece.len());
            // The line has been looked at whole.
            let looked_at;
            let seen = if piece.len() == line.end - line.start {
                line
            } else {
                let Some(first) = lines::split(piece).into_iter().next() else { continue };
                looked_at = first;
                &looked_at
            };
            if seen.letters == 0 {
                continue;
            }
            let words_in = words_of(cleaned, at, piece);
            let piece_key = cleaned.words.print(words_in);
            let (known, frequent, long) = overlap(words_in, seen, &cleaned.vocabulary);
            let (same_before, same_after) = around.lines_like(piece_key);
            let inside = around.parts.get(piece_key);
            own.clear();
            own.extend(words_in.iter().map(|word| word.number));
            crate::order::sort(&mut own);
            own.dedup();
            let (echoes, half_echoes) = around.echoes(&own, at, &mut shared);
            let part_of = |set: &[bool]| {
                let is_in = |word: &&u32| set.get(**word as usize).is_some_and(|&is_in| is_in);
                own.iter().filter(is_in).count() as f32 / own.len().max(1) as f32
            };
            let (salience, most) = salience(words_in, &cleaned.vocabulary);
            best_salience = best_salience.max(salience);
            // What a mark splits off: how long, and whether other lines say it too.
            let rest = content.get(piece.len()..).filter(|_| variant > 0.0).unwrap_or("");
            let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            let said = |piece: &str| {
                let print = cleaned.words.print(words_of(cleaned, at, piece));
                let (before, after) = around.lines_like(print);
                around.parts.get(print) + before + after
            };
            let rest_count = said(rest);
            let tail =
                if line.holds & holds::MARK != 0 { marks_in(content).map(|(_, last)| last.1) } else { None };
            let tail_count = tail.and_then(|at| content.get(at..)).map_or(0, said);
            let mut row = [0.0; COLUMNS];
            let values = [
                variant,
                signed(at, body),
                signed(at, dense),
                log(at as u32),
                log(seen.words),
                log(seen.chars),
                flag(seen.terminal),
                match seen.last {
                    '.' => 1.0,
                    '?' => 2.0,
                    '!' => 3.0,
                    ':' => 4.0,
                    ',' | '…' => 5.0,
                    c if c.is_ascii_digit() => 6.0,
                    c if c.is_alphabetic() => 7.0,
                    _ => 0.0,
                },
                share(seen.capitals, seen.letters),
                share(seen.capitalised, seen.words),
                share(seen.digits, seen.chars),
                share(seen.letters, seen.words),
                flag(line.bullet > 0),
                log(line.indent),
                line.blank_before.min(5) as f32,
                line_at(at + 1).map_or(5, |next| next.blank_before.min(5)) as f32,
                near_rule(0),
                near_rule(1),
                near_rule(2),
                near_rule(-1),
                near_rule(-2),
                words(1),
                words(2),
                words(3),
                words(-1),
                words(-2),
                likely(0),
                likely(1),
                likely(2),
                likely(-1),
                same_before.min(9) as f32,
                same_after.min(9) as f32,
                inside.min(9) as f32,
                flag(around.top.contains(&piece_key)),
                part_of(&around.top_words),
                part_of(&around.opening),
                known,
                frequent,
                long,
                salience,
                most,
                salience - best_salience,
                known * log(seen.words),
                long * log(seen.words),
                log(around.prose_between(at, at + 8)),
                log(around.prose_between(at, at + 30)),
                log(around.prose_between(at.saturating_sub(10), at)),
                log(around.prose_between(0, at)),
                next_prose as f32,
                log(between),
                log(shorts as u32),
                bigger_after as f32,
                alike.min(60) as f32,
                flag(at == 0),
                flag(is_section(folded(at))),
                flag(seen.first.is_ascii_digit()),
                flag(seen.first.is_lowercase()),
                seen.separators.min(9) as f32,
                seen.sentences.min(5) as f32,
                own.len() as f32,
                log(cleaned.lines.len() as u32),
                log(rest.split_whitespace().count() as u32),
                rest_count.min(20) as f32,
                tail_count.min(20) as f32,
                flag(at < body && line.words >= 3 && !line.terminal),
                flag(verdict(at).is_none()),
                share(seen.small, seen.words),
                seen.commas.min(5) as f32,
                flag(line.holds & holds::RAIL != 0 && piece.contains(['|', '»', '›', '>', '/'])),
                flag(line.holds & holds::QUOTE != 0 && piece.contains(['"', '“', '«'])),
                around.prose_between(0, cleaned.lines.len()) as f32 / cleaned.lines.len().max(1) as f32,
                line.blank_before.min(5) as f32
                    - line_at(at + 1).map_or(5, |next| next.blank_before.min(5)) as f32,
                flag(at.checked_sub(1).and_then(line_at).is_some_and(|line| line.bullet > 0)),
                flag(line_at(at + 1).is_some_and(|line| line.bullet > 0)),
                at as f32 / body.max(1) as f32,
                words(-3),
                flag(is_marked),
                marked.min(20) as f32,
                echoes.min(9) as f32,
                half_echoes.min(20) as f32,
                flag(same_before + same_after > 1),
            ];
            for (slot, value) in row.iter_mut().zip(values.into_iter().chain(after)) {
                *slot = value;
            }
            found.push((Candidate { line: at, span, key: piece_key }, row));
        }
    }
    // Ranks among all: by what the running text speaks of, and by echoes.
    let column =
        |at: usize| found.iter().map(|(_, row)| row.get(at).copied().unwrap_or(0.0)).collect::<Vec<f32>>();
    for (slot, column) in [(COLUMNS - 2, column(SALIENCE)), (COLUMNS - 1, column(SALIENCE_SUM))] {
        let mut sorted = column.clone();
        crate::order::sort_by(&mut sorted, |a, b| b.total_cmp(a));
        for ((_, row), value) in found.iter_mut().zip(&column) {
            if let Some(slot) = row.get_mut(slot) {
                *slot = log(sorted.partition_point(|other| other > value) as u32);
            }
        }
    }
    found
}

/// A piece of text for comparison: letters and digits in lower case, single spaces.
pub(super) fn key(piece: &str) -> String {
    let mut key = String::with_capacity(piece.len());
    for c in piece.chars() {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !key.ends_with(' ') && !key.is_empty() {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The first and the last mark between two spaces that splits a line: where each begins and ends.
fn marks_in(content: &str) -> Option<((usize, usize), (usize, usize))> {
    let bytes = content.as_bytes();
    let mark_at = |at: usize| {
        let rest = bytes.get(at + 1..)?;
        let length = match rest {
            [b'|' | b'-' | b'>' | b'/', ..] => 1,
            [b':', b':', ..] => 2,
            // » ·
            [0xc2, 0xbb | 0xb7, ..] => 2,
            // – — • ›
            [0xe2, 0x80, 0x93 | 0x94 | 0xa2 | 0xba, ..] => 3,
            _ => return None,
        };
        (bytes.get(at) == Some(&b' ') && rest.get(length) == Some(&b' ')).then_some((at, at + length + 2))
    };
    let first = (0..bytes.len()).find_map(mark_at)?;
    let last = (first.0..bytes.len()).rev().find_map(mark_at)?;
    Some((first, last))
}

/// The same, and without a date or a number at its start or a date at its end.
fn dated_variants<'a>(cleaned: &Cleaned<'_>, line: &Line, content: &'a str) -> Vec<(f32, &'a str)> {
    let mut all = if line.holds & holds::MARK != 0 { variants(content) } else { vec![(0.0, content)] };
    let start = line.end - content.len();
    let first = cleaned.mentions.partition_point(|one| (one.span.start as usize) < start);
    if let Some(one) = cleaned.mentions.get(first).filter(|one| one.span.end as usize <= line.end) {
        let (from, to) = (one.span.start as usize - start, one.span.end as usize - start);
        let apart = |c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '‘' | '(' | '«' | '¿' | '¡');
        if from <= 4 {
            all.extend(content.get(to..).map(|rest| (4.0, rest.trim_start_matches(apart))));
        } else if to + 2 >= content.len() {
            all.extend(content.get(..from).map(|rest| (5.0, rest.trim_end_matches(apart))));
        }
    }
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && let Some(rest) = content.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')']))
        && rest.starts_with(' ')
    {
        all.push((6.0, rest.trim_start()));
    }
    all.retain(|(_, piece)| !piece.is_empty());
    all
}

/// A line whole, and without what a mark splits off its end or start.
fn variants(content: &str) -> Vec<(f32, &str)> {
    let mut variants = vec![(0.0, content)];
    if let Some(((first, after), (end, _))) = marks_in(content) {
        variants.extend(content.get(..end).map(|piece| (1.0, piece.trim_end())));
        if first != end {
            variants.extend(content.get(..first).map(|piece| (2.0, piece.trim_end())));
        }
        variants.extend(content.get(after..).map(|piece| (3.0, piece.trim_start())));
    }
    variants.retain(|(_, piece)| !piece.is_empty());
    variants
}

/// Finds the headline of a cleaned text.
pub fn title(cleaned: &Cleaned<'_>, model: &Forest) -> Titled {
    let text = cleaned.text;
    let mut titled = Titled {
        title: Label::unknown(),
        line: None,
        span: Span::new(0, 0),
        sections: Vec::new(),
        fragment: false,
    };
    let candidates = candidates(cleaned);
    let shares = model.choice(candidates.iter().map(|(_, row)| row.as_slice()));
    // A headline that stands twice has a share for each place.
    let mut sums: BTreeMap<u64, f32> = BTreeMap::new();
    for ((candidate, _), share) in candidates.iter().zip(&shares) {
        *sums.entry(candidate.key).or_default() += share;
    }
    let likeliest = |but: Option<u64>| {
        let all = sums.iter().map(|(&key, &sum)| (sum, key)).filter(|&(_, key)| Some(key) != but);
        all.reduce(|best, next| if next.0 > best.0 { next } else { best })
    };
    let place = |wanted: u64| {
        let all = candidates.iter().zip(&shares).filter(|((one, _), _)| one.key == wanted);
        all.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|((one, _), _)| *one)
    };
    if let Some((confidence, wanted)) = likeliest(None).filter(|&(confidence, _)| confidence >= FOUND)
        && let Some(best) = place(wanted)
    {
        let value = best.span.of(text);
        let evidence =
            candidates.iter().filter(|(other, _)| other.key == wanted).map(|(other, _)| other.span);
        titled.title = Label::found(value.to_owned(), confidence, "headline", evidence.collect());
        if let Some((confidence, other)) =
            likeliest(Some(wanted)).filter(|&(confidence, _)| confidence >= 0.05)
            && let Some(other) = place(other)
        {
            titled.title = titled.title.with_runner_up(other.span.of(text).to_owned(), confidence);
        }
        titled.line = Some(best.line);
        titled.span = best.span;
        titled.sections = sections(cleaned, best);
        return titled;
    }
    let Some(line) = cleaned.kept().next().and_then(|at| cleaned.lines.get(at)) else { return titled };
    let start = cleaned.field.map_or(line.start, |(_, end)| end).max(line.start);
    let body = text.get(start..line.end).unwrap_or("").trim_start_matches(lines::is_blank);
    let start = line.end - body.len();
    titled.fragment = starts_in_the_middle(body);
    let sentence = first_sentence(body);
    if !sentence.is_empty() {
        let (rule, confidence) = if titled.fragment { ("fragment", 0.2) } else { ("first-sentence", 0.4) };
        let span = Span::new(start, start + sentence.len());
        titled.title = Label::found(sentence.to_owned(), confidence, rule, vec![span]);
    }
    titled
}

/// Sections named above the headline or behind it.
fn sections(cleaned: &Cleaned<'_>, title: Candidate) -> Vec<Label<String>> {
    let text = cleaned.text;
    let mut sections: Vec<Label<String>> = Vec::new();
    for at in title.line.saturating_sub(6)..title.line {
        if cleaned.verdicts.get(at) == Some(&Some("section-line"))
            && let Some(line) = cleaned.lines.get(at)
        {
            let name = line.content(text);
            sections.push(Label::found(
                name.to_owned(),
                0.8,
                "section-line",
                vec![Span::new(line.end - name.len(), line.end)],
            ));
        }
    }
    if let Some(line) = cleaned.lines.get(title.line)
        && let Some(rest) = text.get(title.span.end as usize..line.end)
    {
        let name = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if is_section(&fold(name)) {
            let span = Span::new(line.end - name.len(), line.end);
            sections.push(Label::found(name.to_owned(), 0.8, "title-suffix", vec![span]));
        }
    }
    sections
}

/// The first sentence, or as many of its words as make a title.
fn first_sentence(body: &str) -> &str {
    let mut last_space = 0;
    for (count, (at, c)) in body.char_indices().enumerate() {
        let next = body.get(at + c.len_utf8()..).unwrap_or("");
        if count >= 20
            && lines::ends_sentence(c)
            && (c != '.' || next.is_empty() || next.starts_with(char::is_whitespace))
            && body
                .get(..at)
                .and_then(|head| head.rsplit([' ', '.']).next())
                .is_some_and(|word| word.chars().count() > 2)
        {
            return body.get(..at + c.len_utf8()).unwrap_or(body);
        }
        if count >= DERIVED_CHARS {
            let end = if last_space > 0 { last_space } else { at };
            return body.get(..end).unwrap_or(body).trim_end_matches([',', ';', ':', ' ', '–', '—']);
        }
        if c.is_whitespace() {
            last_space = at;
        }
    }
    body
}

/// Whether a text opens as only a later sentence can: in lower case, with a pronoun for someone not yet
/// named, or with a word that ties it to what came before.
fn starts_in_the_middle(body: &str) -> bool {
    #[rustfmt::skip]
    const OPENERS: &[&str] = &[
        "they", "he", "she", "also", "meanwhile", "however", "moreover", "furthermore", "additionally", "but", "and", "nor", "otherwise", "instead",
        "zij", "hij", "ze", "ook", "ondertussen", "bovendien", "echter", "maar", "er", "außerdem", "jedoch", "unterdessen", "aber", "und",
        "ils", "elles", "elle", "également", "cependant", "pendant", "mais", "et", "ellos", "ellas", "también", "además", "mientras", "pero",
        "они", "она", "также", "тем", "однако", "но", "вони", "вона", "також", "проте", "але",
    ];
    let first: String =
        body.chars().take_while(|c| c.is_alphabetic()).take(24).flat_map(char::to_lowercase).collect();
    // "He said" opens some articles; "They also", "She added" continue one.
    let starts_low = body.chars().next().is_some_and(char::is_lowercase)
        && body.split_whitespace().next().is_some_and(|word| word.chars().all(char::is_lowercase));
    starts_low || OPENERS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::tests::text_models;

    fn titled(text: &str) -> Titled {
        let models = text_models();
        title(&crate::understand::clean::clean(text, &models.body), &models.title)
    }

    fn found(text: &str) -> (String, &'static str) {
        let titled = titled(text);
        (titled.title.value.unwrap_or_default(), titled.title.rule)
    }

    #[test]
    fn a_headline_is_found_and_its_suffix_split_off() {
        let text = "Talks end without result in Geneva | Conflict News\n\nThe talks ended on Monday without a result, both sides said late in the evening.";
        assert_eq!(found(text), ("Talks end without result in Geneva".to_owned(), "headline"));
        assert_eq!(titled(text).sections[0].value.as_deref(), Some("Conflict News"));
    }

    #[test]
    fn without_a_headline_the_first_sentence_stands_in() {
        let text = "The talks ended on Monday without a result. Both sides said so late in the evening.\nMore was to come.";
        assert_eq!(found(text), ("The talks ended on Monday without a result.".to_owned(), "first-sentence"));
    }

    #[test]
    fn a_text_that_starts_in_the_middle_is_a_fragment() {
        for text in [
            "They also discussed the plan, officials said on Monday.",
            "and then the talks ended without any result at all.",
        ] {
            assert_eq!(found(text).1, "fragment", "{text}");
        }
    }
}
