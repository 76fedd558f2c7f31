//! What did the user mean by a word that no document has?
//!
//! A word that occurs nowhere, in no inflection, is looked for with its neighbours: one edit away from
//! four letters, two from eight. **Invariant.** Words that occur are never changed, and nor are words
//! in quotation marks.

use super::pattern::{Closeness, Likeness, Pattern, slots};
use super::plan::expand;
use crate::index::Index;
use crate::query::{Node, Query};
use std::collections::BTreeMap;

/// A word that occurs nowhere, and what was looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// The closest word; of those equally close the most frequent.
    pub meant: String,
}

/// Shortest word with one edit, and with two.
const ONE_EDIT: usize = 4;
const TWO_EDITS: usize = 8;

/// The query with words that occur nowhere made tolerant, if there are such and others come close.
pub fn corrected(index: &Index, query: &Query) -> Option<(Query, Vec<Correction>)> {
    let mut corrections = Vec::new();
    let root = node(index, query.root.as_ref()?, &mut corrections);
    (!corrections.is_empty()).then_some((Query { root: Some(root) }, corrections))
}

fn node(index: &Index, asked: &Node, corrections: &mut Vec<Correction>) -> Node {
    let mut all = |nodes: &[Node]| nodes.iter().map(|one| node(index, one, corrections)).collect();
    match asked {
        Node::Word(word) => match tolerance(index, word) {
            Some((edits, meant)) => {
                corrections.push(Correction { typed: word.clone(), meant });
                Node::Fuzzy(word.clone(), edits)
            }
            None => asked.clone(),
        },
        Node::And(nodes) => Node::And(all(nodes)),
        Node::Or(nodes) => Node::Or(all(nodes)),
        Node::In(field, inner) => Node::In(*field, Box::new(node(index, inner, corrections))),
        Node::Boost(inner, hundredths) => Node::Boost(Box::new(node(index, inner, corrections)), *hundredths),
        Node::Near(one, other, distance) => Node::Near(
            Box::new(node(index, one, corrections)),
            Box::new(node(index, other, corrections)),
            *distance,
        ),
        Node::Fuzzy(..) | Node::Phrase(..) | Node::Not(_) | Node::Value(..) | Node::Dates(..) => {
            asked.clone()
        }
    }
}

/// The edits to allow in a word that occurs nowhere, and the closest one that does.
fn tolerance(index: &Index, word: &str) -> Option<(u8, String)> {
    let mut slots = slots(word, false, None);
    let pattern = slots.pop().filter(|_| slots.is_empty())?.pattern;
    let letters = pattern.folded.chars().count();
    if pattern.likeness != Likeness::Word
        || letters < ONE_EDIT
        || !pattern.folded.chars().all(char::is_alphabetic)
    {
        return None;
    }
    if !found(index, &pattern).is_empty() {
        return None;
    }
    let edits = if letters < TWO_EDITS { 1 } else { 2 };
    let tolerant = super::pattern::slots(word, false, Some(edits)).pop()?.pattern;
    let (_, form) = found(index, &tolerant)
        .into_iter()
        .map(|(form, (closeness, documents))| ((closeness, std::cmp::Reverse(documents), form.clone()), form))
        .min()?;
    Some((edits, form))
}

/// The forms a pattern stands for, with how close and in how many documents each is.
fn found(index: &Index, pattern: &Pattern) -> BTreeMap<String, (Closeness, u64)> {
    let mut forms = BTreeMap::new();
    for (_, segment) in index.segments() {
        for dictionary in segment.dictionaries() {
            expand(dictionary, pattern, |exact, term, closeness| {
                let form = String::from_utf8_lossy(exact).into_owned();
                let (_, documents) = forms.entry(form).or_insert((closeness, 0));
                *documents += u64::from(term.documents());
            });
        }
    }
    forms
}
