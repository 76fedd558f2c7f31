//! What of a text matches a query?
//!
//! **Invariant.** Marks are what made the document answer: single words where they were asked for,
//! phrases only as a whole, nothing of what was excluded. They are sorted and disjoint.

use super::pattern::{Closeness, Pattern, Slot, readings};
use super::places::{Hope, Seen};
use super::plan::{PlannedSlot, phrase_slots};
use crate::analysis::{Analyzer, Kind, Token, exact_form, folded_form, tokenize};
use crate::query::{Node, Query, QueryField};
use crate::span::Span;

/// A word or phrase to mark.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    slots: Vec<Slot>,
    slop: u32,
    /// Near which other one, within how many words.
    near: Option<(Vec<Slot>, u32, u32)>,
    body: bool,
    title: bool,
}

/// Finds what to mark; remembers the words it has seen.
#[derive(Clone, Debug)]
pub struct Marker {
    targets: Vec<Target>,
    /// By analyzer and word as it stands: which slots of which targets it fills.
    seen: Seen,
    /// Which words may match.
    hopeful: Hope,
}

/// A word that fills slot `slot` of target `target`; the slots of its neighbour in NEAR come after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Number of the target.
    pub target: u16,
    /// Number of the slot.
    pub slot: u16,
}

/// A match in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// Which word or phrase of the query.
    pub target: u16,
}

impl Marker {
    /// Marks what `query` asks for.
    pub fn new(query: &Query) -> Self {
        let mut targets = Vec::new();
        if let Some(root) = &query.root {
            collect(root, (true, true), &mut targets);
        }
        Marker { targets, seen: Seen::default(), hopeful: Hope::default() }
    }

    /// Passes over words that cannot match, knowing from the plan's slots which can.
    pub fn hurry(&mut self, slots: &[&PlannedSlot]) {
        self.hopeful = Hope::of(slots.iter().copied());
    }

    fn fills(&mut self, analyzer: Analyzer, word: &str) -> &[Fill] {
        let targets = &mut self.targets;
        self.seen.get(analyzer, word, || {
            let exact = exact_form(word);
            let folded = folded_form(&exact);
            let analyzer = analyzer.for_word(&exact);
            let mut fills = Vec::new();
            let mut stem = None;
            for (target, at) in targets.iter_mut().zip(0u16..) {
                let near = target.near.iter_mut().flat_map(|(slots, ..)| slots.iter_mut());
                for (slot, number) in target.slots.iter_mut().chain(near).zip(0u16..) {
                    let mut answers = |pattern: &mut Pattern| -> Option<Closeness> {
                        pattern.prepare(analyzer);
                        pattern.closeness(analyzer, &exact, &folded, &mut stem)
                    };
                    if answers(&mut slot.pattern).is_some() {
                        fills.push(Fill { target: at, slot: number });
                    }
                }
            }
            fills
        })
    }

    /// What of one passage matches, by place; spans of different targets may overlap.
    pub fn find(&mut self, text: &str, analyzer: Analyzer, field: QueryField) -> Vec<Mark> {
        if self.targets.is_empty() {
            return Vec::new();
        }
        let mut tokens: Vec<Token> = Vec::new();
        let mut filled: Vec<(u32, Fill)> = Vec::new();
        tokenize(text, |token| {
            let word = text.get(token.start..token.end).unwrap_or("");
            if self.hopeful.for_word(word, token.kind) {
                let fills = self.fills(analyzer, word);
                filled.extend(fills.iter().map(|&fill| (tokens.len() as u32, fill)));
            }
            tokens.push(token);
        });
        let mut marks = Vec::new();
        if filled.is_empty() {
            return marks;
        }
        // By target and slot; the places of each stay in their order.
        crate::order::sort_by_key(&mut filled, |&(at, fill)| (fill.target, fill.slot, at));
        for (target, number) in self.targets.iter().zip(0u16..) {
            let wanted = if field == QueryField::Title { target.title } else { target.body };
            if !wanted {
                continue;
            }
            let start = |slot: usize| {
                filled.partition_point(|&(_, fill)| (fill.target, usize::from(fill.slot)) < (number, slot))
            };
            if start(0) == start(usize::MAX) {
                continue;
            }
            let rows = |from: usize, count: usize| -> Vec<Vec<u32>> {
                (from..from + count)
                    .map(|slot| {
                        let here = filled.get(start(slot)..start(slot + 1)).unwrap_or(&[]);
                        here.iter().map(|&(at, _)| at).collect()
                    })
                    .collect()
            };
            let first = runs(&rows(0, target.slots.len()), &target.slots, target.slop);
            let mut found: Vec<(&[Slot], u32, Vec<u32>)> = Vec::new();
            let all = |runs: Vec<Vec<u32>>, slots, slop| runs.into_iter().map(move |run| (slots, slop, run));
            match &target.near {
                None => found.extend(all(first, target.slots.as_slice(), target.slop)),
                Some((slots, slop, distance)) => {
                    let second = runs(&rows(target.slots.len(), slots.len()), slots, *slop);
                    let near = |one: &[u32], other: &[u32]| {
                        let ends = |run: &[u32]| Some((*run.first()?, *run.last()?));
                        let (Some((start, end)), Some((low, high))) = (ends(one), ends(other)) else {
                            return false;
                        };
                        let apart = if low > end { low - end } else { start.saturating_sub(high) };
                        apart > 0 && apart <= *distance
                    };
                    let ours = first.iter().filter(|one| second.iter().any(|other| near(one, other)));
                    let theirs = second.iter().filter(|other| first.iter().any(|one| near(one, other)));
                    found.extend(all(ours.cloned().collect(), target.slots.as_slice(), target.slop));
                    found.extend(all(theirs.cloned().collect(), slots.as_slice(), *slop));
                }
            }
            for (slots, slop, run) in found {
                let span = |at: u32, slot: &Slot| {
                    let token = tokens.get(at as usize)?;
                    // One character of a run asked for is that character, not the bigram it begins.
                    let single = token.kind == Kind::Bigram && slot.pattern.folded.chars().count() == 1;
                    Some(Span::new(token.start, if single { token.own_end } else { token.end }))
                };
                let spans: Vec<Span> =
                    run.iter().zip(slots).filter_map(|(&at, slot)| span(at, slot)).collect();
                match (spans.first(), spans.last()) {
                    (Some(first), Some(last)) if slop == 0 => {
                        let span = Span { start: first.start, end: last.end };
                        marks.push(Mark { span, target: number });
                    }
                    _ => marks.extend(spans.into_iter().map(|span| Mark { span, target: number })),
                }
            }
        }
        crate::order::sort(&mut marks);
        marks.dedup();
        marks
    }
}

/// Runs of tokens that fill all slots in order.
fn runs(rows: &[Vec<u32>], slots: &[Slot], slop: u32) -> Vec<Vec<u32>> {
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    'starts: for &start in first {
        let mut run = vec![start];
        let (mut end, mut before) = (start, 0);
        for (row, slot) in others.iter().zip(slots.iter().skip(1)) {
            let least = end + (slot.offset - before);
            before = slot.offset;
            match row.get(row.partition_point(|&at| at < least)) {
                Some(&at) if slop > 0 || at == least => end = at,
                _ => continue 'starts,
            }
            run.push(end);
        }
        if end - start - before <= slop {
            found.push(run);
        }
    }
    found
}

fn collect(node: &Node, (body, title): (bool, bool), targets: &mut Vec<Target>) {
    let mut push = |slots: Vec<Slot>, slop: u32, near: Option<(Vec<Slot>, u32, u32)>| {
        let target = Target { slots, slop, near, body, title };
        if !target.slots.is_empty() && targets.len() < usize::from(u16::MAX) && !targets.contains(&target) {
            targets.push(target);
        }
    };
    match node {
        Node::Word(word) => {
            readings(word, None).into_iter().for_each(|slots| push(slots, 0, None));
        }
        Node::Fuzzy(word, edits) => {
            readings(word, Some(*edits)).into_iter().for_each(|slots| push(slots, 0, None));
        }
        Node::Phrase(..) => {
            let (slots, slop) = phrase_slots(node);
            push(slots, slop, None);
        }
        Node::Near(one, other, distance) => {
            let ((slots, slop), (others, loose)) = (phrase_slots(one), phrase_slots(other));
            push(slots, slop, Some((others, loose, *distance)));
        }
        Node::In(QueryField::Title, node) => collect(node, (false, title), targets),
        Node::In(_, node) => collect(node, (body, false), targets),
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter().for_each(|node| collect(node, (body, title), targets));
        }
        Node::Boost(node, _) => collect(node, (body, title), targets),
        Node::Not(_) | Node::Value(..) | Node::Dates(..) => {}
    }
}

/// Spans of marks, made disjoint.
pub fn disjoint(marks: &[Mark]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for mark in marks {
        match spans.last_mut() {
            Some(last) if mark.span.start < last.end => last.end = last.end.max(mark.span.end),
            _ => spans.push(mark.span),
        }
    }
    spans
}
