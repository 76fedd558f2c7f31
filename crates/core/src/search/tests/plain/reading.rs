//! Which words answer, read one after the other, and where they are marked.

use crate::analysis::{Analyzer, exact_form, folded_form, tokenize};
use crate::article::Language;
use crate::query::{Node, Query, QueryField};
use crate::search::pattern::{Closeness, Likeness, Pattern, Slot, readings};
use crate::search::plan::phrase_slots;
use crate::span::Span;

#[derive(Clone)]
pub(super) struct Word {
    pub analyzer: Analyzer,
    pub exact: String,
    pub folded: String,
    pub start: usize,
    pub own_end: usize,
    pub end: usize,
}

/// The words of a text, analysed.
pub(super) fn words(text: &str, language: &str) -> Vec<Word> {
    let analyzer = Analyzer::of(Language::from_code(language));
    let mut words = Vec::new();
    tokenize(text, |token| {
        let exact = exact_form(&text[token.start..token.end]);
        words.push(Word {
            analyzer: analyzer.for_word(&exact),
            folded: folded_form(&exact),
            exact,
            start: token.start,
            own_end: token.own_end,
            end: token.end,
        });
    });
    words
}

/// The closeness of a word to a pattern, said anew.
pub(super) fn closeness(pattern: &Pattern, word: &Word) -> Option<Closeness> {
    let same = (word.folded == pattern.folded).then_some(if word.exact == pattern.exact {
        Closeness::Exact
    } else {
        Closeness::Folded
    });
    let stemmed = || {
        let stems =
            word.analyzer != Analyzer::PLAIN && word.analyzer.for_word(&pattern.exact) == word.analyzer;
        (stems && word.analyzer.stem(&word.exact) == word.analyzer.stem(&pattern.exact))
            .then_some(Closeness::Stemmed)
    };
    match &pattern.likeness {
        Likeness::Verbatim => same,
        Likeness::Word => same.or_else(stemmed),
        Likeness::Prefix => {
            same.or_else(|| word.folded.starts_with(&pattern.folded).then_some(Closeness::Pattern))
        }
        Likeness::Wildcard(wildcard) => {
            let text: Vec<char> = word.folded.chars().collect();
            fits(wildcard, &text).then_some(Closeness::Pattern)
        }
        Likeness::Fuzzy(most) => {
            same.or_else(stemmed).or_else(|| match edits(&pattern.folded, &word.folded) {
                1 => Some(Closeness::OneEdit),
                2 if *most == 2 => Some(Closeness::TwoEdits),
                _ => None,
            })
        }
    }
}

/// Edits between two words by the whole table: optimal string alignment.
pub(super) fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let mut cell = (rows[i - 1][j] + 1).min(row[j - 1] + 1);
            cell = cell.min(rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]));
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                cell = cell.min(rows[i - 2][j - 2] + 1);
            }
            row.push(cell);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

pub(super) fn fits(wildcard: &[char], text: &[char]) -> bool {
    match wildcard.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|at| fits(rest, &text[at..])),
        Some((c, rest)) => text.first().is_some_and(|t| *c == '?' || c == t) && fits(rest, &text[1..]),
    }
}

/// Runs of words of a passage that fill the slots.
pub(super) fn runs(passage: &[Word], slots: &[Slot], slop: u32) -> Vec<Vec<usize>> {
    let fills =
        |at: usize, slot: &Slot| passage.get(at).is_some_and(|word| closeness(&slot.pattern, word).is_some());
    let mut found = Vec::new();
    let Some((first, others)) = slots.split_first() else { return found };
    for start in (0..passage.len()).filter(|&start| fills(start, first)) {
        let mut run = vec![start];
        let mut before = 0;
        for slot in others {
            let least = run[run.len() - 1] + (slot.offset - before) as usize;
            before = slot.offset;
            let last = if slop == 0 { least + 1 } else { passage.len() };
            match (least..last).find(|&at| fits_at(passage, at, slot)) {
                Some(at) => run.push(at),
                None => break,
            }
        }
        let span = run[run.len() - 1] - start;
        if run.len() == slots.len() && span <= (before + slop) as usize {
            found.push(run);
        }
    }
    found
}

pub(super) fn fits_at(passage: &[Word], at: usize, slot: &Slot) -> bool {
    passage.get(at).is_some_and(|word| closeness(&slot.pattern, word).is_some())
}

pub(super) fn are_near(one: &[usize], other: &[usize], distance: u32) -> bool {
    let (start, end, low, high) = (one[0], one[one.len() - 1], other[0], other[other.len() - 1]);
    let apart = if low > end { low - end } else { start.saturating_sub(high) };
    apart > 0 && apart <= distance as usize
}

pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

pub(super) fn plain_marks(query: &Query, text: &str, language: &str, body: bool) -> Vec<Span> {
    joined(plain_marks_apart(query, text, language, body))
}

pub(super) fn plain_marks_apart(query: &Query, text: &str, language: &str, body: bool) -> Vec<Span> {
    let mut marks = Vec::new();
    if let Some(root) = &query.root {
        mark(root, &words(text, language), body, &mut marks);
    }
    marks
}

pub(super) fn mark(node: &Node, passage: &[Word], wanted: bool, marks: &mut Vec<Span>) {
    let mut all = |slots: &[Slot], slop: u32, keep: &dyn Fn(&[usize]) -> bool| {
        for run in runs(passage, slots, slop).iter().filter(|run| keep(run)) {
            let span = |at: usize| {
                let word = &passage[run[at]];
                let single = slots[at].pattern.folded.chars().count() == 1 && word.own_end > word.start;
                Span::new(word.start, if single { word.own_end } else { word.end })
            };
            if slop == 0 {
                marks.push(Span { start: span(0).start, end: span(run.len() - 1).end });
            } else {
                marks.extend((0..run.len()).map(span));
            }
        }
    };
    match node {
        Node::Word(word) => readings(word, None).iter().for_each(|slots| all(slots, 0, &|_| true)),
        Node::Fuzzy(word, edits) => {
            readings(word, Some(*edits)).iter().for_each(|slots| all(slots, 0, &|_| true));
        }
        Node::Phrase(..) => {
            let (slots, slop) = phrase_slots(node);
            all(&slots, slop, &|_| true);
        }
        Node::Near(one, other, distance) => {
            let ((first, slop), (second, loose)) = (phrase_slots(one), phrase_slots(other));
            let (ones, others) = (runs(passage, &first, slop), runs(passage, &second, loose));
            all(&first, slop, &|run| others.iter().any(|other| are_near(run, other, *distance)));
            all(&second, loose, &|run| ones.iter().any(|one| are_near(one, run, *distance)));
        }
        Node::In(field, node) if (*field == QueryField::Body) == wanted => mark(node, passage, wanted, marks),
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter().for_each(|node| mark(node, passage, wanted, marks));
        }
        Node::Boost(node, _) => mark(node, passage, wanted, marks),
        _ => {}
    }
}
