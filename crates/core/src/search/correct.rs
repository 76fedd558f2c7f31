//! What did the user mean by a word that no document has?
//!
//! A word that occurs nowhere, in no inflection, or in a single document, is looked for with its
//! neighbours: one edit away from four letters, two from eight; so is every word where all of them
//! together are found nowhere. **Invariant.** What stands as typed comes first, and words in quotation
//! marks are never changed.

use super::pattern::{Closeness, Likeness, Pattern, slots};
use super::plan::expand;
use crate::index::Index;
use crate::query::{Node, Query};
use std::collections::BTreeMap;

/// A word that hardly occurs, and what was looked for beside it.
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

/// A word in more documents than this is taken to be meant.
const FEW: u64 = 1;

/// Words looked at, at most: each costs a walk through the dictionary.
const MOST: usize = 4;

/// The query with words that occur nowhere made tolerant, if there are such and others come close.
/// `all`: words that do occur too.
pub fn corrected(index: &Index, query: &Query, all: bool) -> Option<(Query, Vec<Correction>)> {
    let mut corrector = Corrector { index, all, walks: 0, corrections: Vec::new() };
    let root = corrector.node(query.root.as_ref()?);
    (!corrector.corrections.is_empty()).then_some((Query { root: Some(root) }, corrector.corrections))
}

struct Corrector<'a> {
    index: &'a Index,
    all: bool,
    walks: usize,
    corrections: Vec<Correction>,
}

impl Corrector<'_> {
    fn node(&mut self, asked: &Node) -> Node {
        let mut boxed = |node: &Node| Box::new(self.node(node));
        match asked {
            Node::Word(word) => match self.tolerance(word) {
                Some((edits, meant)) => {
                    self.corrections.push(Correction { typed: word.clone(), meant });
                    Node::Fuzzy(word.clone(), edits)
                }
                None => asked.clone(),
            },
            Node::And(nodes) => Node::And(nodes.iter().map(|node| self.node(node)).collect()),
            Node::Or(nodes) => Node::Or(nodes.iter().map(|node| self.node(node)).collect()),
            Node::In(field, inner) => Node::In(*field, boxed(inner)),
            Node::Boost(inner, hundredths) => Node::Boost(boxed(inner), *hundredths),
            Node::Near(one, other, distance) => Node::Near(boxed(one), boxed(other), *distance),
            Node::Fuzzy(..) | Node::Phrase(..) | Node::Not(_) | Node::Value(..) | Node::Dates(..) => {
                asked.clone()
            }
        }
    }

    /// The edits to allow in a word that occurs nowhere, and the closest one that does.
    fn tolerance(&mut self, word: &str) -> Option<(u8, String)> {
        let only = |edits| {
            let mut slots = slots(word, false, edits);
            slots.pop().filter(|_| slots.is_empty()).map(|slot| slot.pattern)
        };
        let pattern = only(None)?;
        let letters = pattern.folded.chars().count();
        if pattern.likeness != Likeness::Word
            || letters < ONE_EDIT
            || !pattern.folded.chars().all(char::is_alphabetic)
            || self.walks == MOST
        {
            return None;
        }
        let typed: u64 = found(self.index, &pattern).values().map(|(_, documents)| documents).sum();
        if typed > FEW && !self.all {
            return None;
        }
        self.walks += 1;
        let edits = if letters < TWO_EDITS { 1 } else { 2 };
        let (_, form) = found(self.index, &only(Some(edits))?)
            .into_iter()
            .filter(|(_, (closeness, _))| *closeness > Closeness::Stemmed)
            .map(|(form, (closeness, documents))| {
                ((closeness, std::cmp::Reverse(documents), form.clone()), form)
            })
            .min()?;
        Some((edits, form))
    }
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
