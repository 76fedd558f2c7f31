//! What did the user mean by a word that no document has?
//!
//! Where no document answers, the words of the query are looked for with their neighbours too: one edit
//! away from four letters on, two from eight. So is a word that only a few documents have, and those in
//! another inflection: `yanns` may be `yannis`, though `yann` occurs. What stands as typed comes first.
//! **Invariant.** Words in quotation marks are never changed, nor, in a query with operators, words that
//! occur.

use super::pattern::{Closeness, Likeness, slots};
use super::plan::{Plan, PlannedSlot, slots_of};
use crate::query::{Node, Query};

/// A word that occurs nowhere, and what was looked for in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// The closest word; of those equally close the most frequent.
    pub meant: String,
}

/// As many documents with inflections of a word are enough, without those that only come close.
pub const ENOUGH: usize = 5;

/// Fewest letters with one edit, and with two.
const ONE_EDIT: usize = 4;
const TWO_EDITS: usize = 8;

/// Words made tolerant, at most.
const MOST: usize = 8;

/// The query with its words made tolerant, if there are any that may be; of those in `only`, if given.
pub fn tolerant(query: &Query, only: Option<&[Correction]>) -> Option<Query> {
    let mut left = MOST;
    let root = node(query.root.as_ref()?, only, &mut left);
    (left < MOST).then_some(Query { root: Some(root) })
}

fn node(asked: &Node, only: Option<&[Correction]>, left: &mut usize) -> Node {
    let mut boxed = |asked: &Node| Box::new(node(asked, only, left));
    match asked {
        Node::Word(word) => match edits(word) {
            Some(edits)
                if *left > 0
                    && only.is_none_or(|only| only.iter().any(|one| one.typed == word.to_lowercase())) =>
            {
                *left -= 1;
                Node::Fuzzy(word.clone(), edits)
            }
            _ => asked.clone(),
        },
        Node::And(nodes) => Node::And(nodes.iter().map(|asked| node(asked, only, left)).collect()),
        Node::Or(nodes) => Node::Or(nodes.iter().map(|asked| node(asked, only, left)).collect()),
        Node::In(field, inner) => Node::In(*field, boxed(inner)),
        Node::Boost(inner, hundredths) => Node::Boost(boxed(inner), *hundredths),
        Node::Near(one, other, distance) => Node::Near(boxed(one), boxed(other), *distance),
        Node::Fuzzy(..) | Node::Phrase(..) | Node::Not(_) | Node::Value(..) | Node::Dates(..) => {
            asked.clone()
        }
    }
}

/// The edits that a word may be off.
fn edits(word: &str) -> Option<u8> {
    let slots = slots(word, false, None);
    let [slot] = slots.as_slice() else { return None };
    let letters = slot.pattern.folded.chars().count();
    let may = slot.pattern.likeness == Likeness::Word
        && letters >= ONE_EDIT
        && slot.pattern.folded.chars().all(char::is_alphabetic);
    may.then_some(if letters < TWO_EDITS { 1 } else { 2 })
}

/// The words of a plan that stand nowhere as typed, but elsewise inflected.
pub fn only_inflected(plan: &Plan) -> Vec<Correction> {
    let inflected = |slot: &&PlannedSlot| {
        let tiers = || slot.terms.iter().flatten().map(|&(_, _, tier)| tier);
        let none_as_typed = tiers().next().is_some() && tiers().all(|tier| tier == Closeness::Stemmed.tier());
        slot.slot.pattern.likeness == Likeness::Word && none_as_typed
    };
    let words = slots_of(plan).into_iter().filter(inflected);
    words.map(|slot| Correction { typed: slot.slot.pattern.exact.clone(), ..Correction::default() }).collect()
}

/// The tolerant words of a plan that stand for others only.
pub fn corrections(plan: &Plan) -> Vec<Correction> {
    slots_of(plan)
        .into_iter()
        .filter_map(|slot| {
            let (closeness, meant) = slot.nearest.as_ref()?;
            let typed = slot.slot.pattern.exact.clone();
            closeness.is_edited().then(|| Correction { typed, meant: meant.clone() })
        })
        .collect()
}
