//! What did the user mean by a word that few documents have?
//!
//! Where fewer documents answer than people look at (of several words: none), the words of the query are
//! looked for with their neighbours too: one edit away from four letters on, two from eight (so many that, with one left out,
//! seven are typed). What stands as typed comes first. **Invariant.** Words in quotation marks are never
//! changed, nor, in a query with operators, words that occur.

use super::pattern::{Likeness, slots};
use super::plan::{Plan, slots_of};
use crate::query::{Node, Query};

/// A word that occurs nowhere, and what was looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// The closest word; of those equally close the most frequent.
    pub meant: String,
}

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
