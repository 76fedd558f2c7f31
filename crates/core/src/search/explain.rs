//! How did a score come about, and what else of a document answers?
//!
//! **Invariant.** The parts of an explanation add up to the score, but for rounding.

use super::evaluate::{Reader, SCALE};
use super::marks::Marker;
use super::plan::plan;
use super::{Hit, Marked, snippet};
use crate::index::{DocId, Index};
use crate::query::{Node, Query};

/// What each part of a query gave to a score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The words, phrases and conditions of the query with what each gave.
    pub parts: Vec<(Query, f32)>,
    /// What the second look gave: closeness of the words, and words shared with the best documents.
    pub again: f32,
}

/// Explains the score of a hit. `query` is the [answered](super::Response::query) one.
pub fn explain(index: &Index, query: &Query, hit: &Hit) -> Explanation {
    let mut parts = Vec::new();
    if let Some(root) = &query.root {
        collect(root, 1.0, &mut parts);
    }
    let parts: Vec<(Query, f32)> = parts
        .into_iter()
        .map(|part| {
            let score = score(index, &part, hit.doc);
            (part, score)
        })
        .collect();
    let again = hit.score - parts.iter().map(|(_, score)| score).sum::<f32>();
    Explanation { parts, again }
}

/// The parts of a query that give points, each with its weight.
fn collect(node: &Node, boost: f32, parts: &mut Vec<Query>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, boost, parts)),
        Node::Boost(inner, hundredths) if matches!(**inner, Node::And(_) | Node::Or(_) | Node::Boost(..)) => {
            collect(inner, boost * *hundredths as f32 / 100.0, parts);
        }
        Node::Not(_) => {}
        node => {
            let hundredths = (boost * 100.0 + 0.5) as u32;
            let root = match hundredths {
                100 => node.clone(),
                _ => Node::Boost(Box::new(node.clone()), hundredths),
            };
            let part = Query { root: Some(root) };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
}

fn score(index: &Index, query: &Query, doc: DocId) -> f32 {
    let plan = plan(index, query);
    let of = |(number, (first, segment)): (usize, &(u32, crate::index::Segment))| {
        let local = doc.0.checked_sub(*first).filter(|&local| local < segment.len())?;
        let matches = Reader::new(index, number)?.matches(&plan, Some(&[local]));
        matches.scores.first().copied()
    };
    index.segments().iter().enumerate().find_map(of).unwrap_or(0) as f32 / SCALE
}

/// Up to `count` snippets of a document, best first; the first is the one of its [`Hit`].
pub fn snippets(index: &Index, query: &Query, doc: DocId, count: usize) -> Vec<Marked> {
    snippet::snippets(&mut Marker::new(query), &index.text(doc.0), &[], count)
}
