//! What is the headline?
//!
//! A headline line that stands in the text is *found*, by a trained model that sees how a line looks, where it
//! stands and what it shares with the body (made by `explorer-train`'s `title`). Where there is none, the first
//! sentence stands in for it and the label says so (`first-sentence`), and a text that starts in the middle of
//! something is marked (`fragment`). **Invariant.** The value is a piece of the text; the evidence is every
//! line that states it.

use super::body::{each_word, flag, log, overlap, rule_number, share, signed, vocabulary};
use super::clean::{Cleaned, is_section};
use super::forest::Forest;
use super::lines;
use super::phrases::fold;
use crate::article::Label;
use crate::span::Span;
use std::collections::HashSet;

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
}

const COLUMNS: usize = 50;
// What the second model sees beside that.
const BESIDE: usize = 9;
/// What the model sees of a candidate.
pub type Row = [f32; COLUMNS];
/// What the second model sees of a candidate.
pub type RowAgain = [f32; COLUMNS + BESIDE];

// A derived title is cut after a word near this many characters.
const DERIVED_CHARS: usize = 110;
// From this probability on a line is the headline.
const FOUND: f32 = 0.3;
// Lines looked at above and below the start of the body, and at the start of the text.
const ABOVE: usize = 120;
const BELOW: usize = 40;
const TOP: usize = 5;
const MOST_WORDS: u32 = 40;
const MOST_BYTES: usize = 400;

/// The second model's row for a candidate: the first one's, and its answers for the other candidates.
pub fn again(candidates: &[(Candidate, Row)], answers: &[f32], at: usize) -> RowAgain {
    let mut again = [0.0; COLUMNS + BESIDE];
    let Some((own, row)) = candidates.get(at) else { return again };
    let answer = answers.get(at).copied().unwrap_or(0.0);
    let (mut above, mut above_at, mut below, mut below_at, mut same) = (0.0f32, 0, 0.0f32, 0, 0.0f32);
    let (mut strong_above, mut strong_below, mut rank) = (0u32, 0u32, 0u32);
    for ((other, _), &score) in candidates.iter().zip(answers) {
        rank += u32::from(score > answer);
        if other.line < own.line {
            if score > above {
                (above, above_at) = (score, other.line);
            }
            strong_above += u32::from(score > 0.3);
        } else if other.line > own.line {
            if score > below {
                (below, below_at) = (score, other.line);
            }
            strong_below += u32::from(score > 0.3);
        } else if other.span != own.span {
            same = same.max(score);
        }
    }
    let values = [
        answer,
        above,
        below,
        same,
        log(own.line.abs_diff(above_at) as u32),
        log(own.line.abs_diff(below_at) as u32),
        strong_above.min(9) as f32,
        strong_below.min(9) as f32,
        rank.min(20) as f32,
    ];
    for (slot, &value) in again.iter_mut().zip(row.iter().chain(&values)) {
        *slot = value;
    }
    again
}

/// Every candidate with what the model sees of it.
pub fn candidates(cleaned: &Cleaned<'_>) -> Vec<(Candidate, Row)> {
    let text = cleaned.text;
    let body = cleaned.first_of_body();
    let from = body.saturating_sub(ABOVE);
    let to = (body + BELOW).min(cleaned.lines.len());
    let window: Vec<usize> = (0..TOP.min(from)).chain(from..to).collect();
    let vocabulary = vocabulary(cleaned);
    let keys: Vec<String> = window
        .iter()
        .map(|&at| {
            let content = cleaned.lines.get(at).map_or("", |line| line.content(text));
            if content.len() <= MOST_BYTES { key(content) } else { String::new() }
        })
        .collect();
    let top: HashSet<u32> = cleaned.lines.first().map(|line| words_of(line.of(text))).unwrap_or_default();
    let mut longest_after = vec![0u32; cleaned.lines.len() + 1];
    for at in (0..body).rev() {
        let own = cleaned.lines.get(at).map_or(0, |line| line.words);
        let below = longest_after.get(at + 1).copied().unwrap_or(0);
        if let Some(slot) = longest_after.get_mut(at) {
            *slot = below.max(own);
        }
    }
    let mut found = Vec::new();
    for &at in &window {
        let Some(line) = cleaned.lines.get(at) else { continue };
        let content = line.content(text);
        if cleaned.field.is_some_and(|(from, _)| from == line.start) {
            continue;
        }
        if content.len() > MOST_BYTES || line.words > MOST_WORDS || line.letters == 0 {
            continue;
        }
        let start = line.end - content.len();
        let rest = remainder(content, &keys);
        for (variant, piece) in variants(content) {
            let offset = start + (piece.as_ptr() as usize - content.as_ptr() as usize);
            let span = Span::new(offset, offset + piece.len());
            let piece_key = key(piece);
            if piece_key.is_empty() {
                continue;
            }
            let seen = lines::split(piece).into_iter().next().unwrap_or_default();
            let (known, frequent, long) = overlap(piece, &seen, &vocabulary);
            let same = keys.iter().filter(|other| **other == piece_key).count();
            let inside = keys
                .iter()
                .filter(|other| other.len() > piece_key.len() && other.contains(&piece_key))
                .count();
            let starts = keys
                .iter()
                .filter(|other| other.len() > piece_key.len() && other.starts_with(&piece_key))
                .count();
            let in_top = keys.first().is_some_and(|top| top.contains(&piece_key));
            let own = words_of(piece);
            let shared =
                own.iter().filter(|word| top.contains(word)).count() as f32 / own.len().max(1) as f32;
            let rule = |at: Option<usize>| {
                rule_number(at.and_then(|at| cleaned.verdicts.get(at).copied().flatten()))
            };
            let words = |at: Option<usize>| {
                at.and_then(|at| cleaned.lines.get(at)).map_or(-1.0, |line| log(line.words))
            };
            let likely =
                |at: Option<usize>| at.and_then(|at| cleaned.likely.get(at)).copied().unwrap_or(-0.1);
            let (before, after) = (at.checked_sub(1), Some(at + 1));
            let dated = (at + 1..at + 6)
                .position(|at| matches!(cleaned.verdicts.get(at), Some(Some("date-line" | "byline"))));
            let mut row = [0.0; COLUMNS];
            let values = [
                variant,
                signed(at, body),
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
                flag(line.bullet > 0),
                log(line.indent),
                line.blank_before.min(5) as f32,
                rule(Some(at)),
                same.min(9) as f32,
                inside.min(9) as f32,
                starts.min(9) as f32,
                flag(in_top),
                shared,
                known,
                frequent,
                long,
                likely(Some(at)),
                rule(after),
                rule(Some(at + 2)),
                rule(before),
                rule(at.checked_sub(2)),
                words(after),
                words(Some(at + 2)),
                words(before),
                likely(after),
                likely(before),
                longest_after.get(at + 1).map_or(0.0, |&longest| log(longest)),
                seen.words as f32 / longest_after.get(at).copied().unwrap_or(0).max(1) as f32,
                dated.map_or(9.0, |distance| distance as f32),
                flag(at == 0),
                window.len() as f32,
                flag(is_section(&fold(piece))),
                flag(seen.first.is_ascii_digit()),
                flag(seen.first.is_lowercase()),
                seen.separators.min(9) as f32,
                seen.sentences.min(5) as f32,
                known * log(seen.words),
                own.len() as f32,
                log(cleaned.lines.len() as u32),
                flag(content.len() > piece.len()),
                rest.0,
                rest.1,
                flag(at < body && line.words >= 3 && !line.terminal),
                flag(cleaned.verdicts.get(at) == Some(&None)),
            ];
            for (slot, value) in row.iter_mut().zip(values) {
                *slot = value;
            }
            found.push((Candidate { line: at, span }, row));
        }
    }
    found
}

/// Words of what the last mark splits off a line, and how many other lines say the same.
fn remainder(content: &str, keys: &[String]) -> (f32, f32) {
    let Some((at, mark)) =
        MARKS.iter().filter_map(|mark| content.rfind(mark).map(|at| (at, mark))).max_by_key(|&(at, _)| at)
    else {
        return (0.0, 0.0);
    };
    let rest = key(content.get(at + mark.len()..).unwrap_or(""));
    let count = keys.iter().filter(|other| !rest.is_empty() && other.contains(&rest)).count();
    (rest.split(' ').count() as f32, count.min(20) as f32)
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

fn words_of(piece: &str) -> HashSet<u32> {
    let mut words = HashSet::new();
    each_word(piece, |hash, _| {
        words.insert(hash);
    });
    words
}

const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " › "];

/// A line whole, and without what a mark splits off its end or start.
fn variants(content: &str) -> Vec<(f32, &str)> {
    let mut variants = vec![(0.0, content)];
    let marks = || MARKS.iter().filter_map(|mark| content.find(mark).map(|at| (at, mark)));
    let last = || MARKS.iter().filter_map(|mark| content.rfind(mark).map(|at| (at, mark)));
    if let Some((first, mark)) = marks().min_by_key(|&(at, _)| at)
        && let Some((end, _)) = last().max_by_key(|&(at, _)| at)
    {
        variants.extend(content.get(..end).map(|piece| (1.0, piece.trim_end())));
        if first != end {
            variants.extend(content.get(..first).map(|piece| (2.0, piece.trim_end())));
        }
        variants.extend(content.get(first + mark.len()..).map(|piece| (3.0, piece.trim_start())));
    }
    variants.retain(|(_, piece)| !piece.is_empty());
    variants
}

/// Finds the headline of a cleaned text.
pub fn title(cleaned: &Cleaned<'_>, [first, second]: &[Forest; 2]) -> Titled {
    let text = cleaned.text;
    let mut titled = Titled {
        title: Label::unknown(),
        line: None,
        span: Span::new(0, 0),
        sections: Vec::new(),
        fragment: false,
    };
    let candidates = candidates(cleaned);
    let answers: Vec<f32> = candidates.iter().map(|(_, row)| first.probability(row)).collect();
    let scored: Vec<(f32, Candidate)> = candidates
        .iter()
        .enumerate()
        .map(|(at, (candidate, _))| (second.probability(&again(&candidates, &answers, at)), *candidate))
        .collect();
    let best = scored.iter().copied().reduce(|best, next| if next.0 > best.0 { next } else { best });
    if let Some((confidence, best)) = best.filter(|&(confidence, _)| confidence >= FOUND) {
        let value = best.span.of(text);
        let wanted = key(value);
        let evidence = candidates
            .iter()
            .filter(|(other, _)| key(other.span.of(text)) == wanted)
            .map(|(other, _)| other.span);
        titled.title = Label::found(value.to_owned(), confidence, "headline", evidence.collect());
        let other = scored
            .iter()
            .filter(|(_, other)| key(other.span.of(text)) != wanted)
            .copied()
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((confidence, other)) = other.filter(|&(confidence, _)| confidence >= 0.05) {
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
