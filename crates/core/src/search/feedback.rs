//! Which other words do the best documents of a question share?
//!
//! A question in many words, any of which may answer, finds its best documents by the words it happens
//! to use; the words that those have in common find their like (pseudo-relevance feedback: Rocchio 1971;
//! Lavrenko and Croft 2001). **Invariant.** The words depend on the documents alone, not on how they are
//! spread over segments; no document is found that was not found before.

use super::plan::{Plan, rarity, slots_of};
use crate::analysis::{Analyzer, exact_form, folded_form, tokenize};
use crate::index::Index;
use crate::query::{Node, Query};
use std::collections::HashSet;

/// Fewest words that make a question: with fewer, a word more changes what is asked.
const FEWEST: usize = 4;
/// Documents believed, at most. At 1 the first document speaks for all; at 50 wrong ones have the say.
const BELIEVED: usize = 5;
/// Words taken from them, at most.
const TAKEN: usize = 30;
/// What the most telling of them weighs beside a word that was typed, in hundredths; at 100 the question
/// is soon another.
const WEIGHT: f32 = 40.0;
/// How soon more of the same word in a document stops telling, in a document of the usual length.
const SATURATION: f32 = 1.0;
/// The usual length, in tokens.
const USUAL: f32 = 170.0;
/// Shorter words are endings and names of variables.
const SHORTEST: usize = 3;

/// A form of a word in one of the believed documents; sorted so that inflections stand together, and of
/// those the ones of each document.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    analyzer: Analyzer,
    stem: String,
    /// Rank of the document.
    rank: usize,
    exact: String,
    count: u32,
}

/// Weighed words that the first documents share; none if the query is no question. `first`: documents,
/// best first, with their scores.
pub fn words(index: &Index, query: &Query, plan: &Plan, first: &[(u32, u32)]) -> Vec<Node> {
    if !is_question(query) {
        return Vec::new();
    }
    let best = first.first().map_or(0, |&(_, score)| score).max(1) as f32;
    let mut forms: Vec<Form> = Vec::new();
    // What a document is worth, and how long it is for its words.
    let mut believed: Vec<(f32, f32)> = Vec::new();
    for (rank, &(doc, score)) in first.iter().take(BELIEVED).enumerate() {
        let length = collect(index, doc, rank, &mut forms);
        believed.push((score as f32 / best, 0.25 + 0.75 * length as f32 / USUAL));
    }
    crate::order::sort(&mut forms);
    let asked: HashSet<&[u8]> =
        slots_of(plan).into_iter().flat_map(|slot| slot.forms.iter().map(Vec::as_slice)).collect();
    let mut weighed: Vec<(f32, String)> = Vec::new();
    for word in forms.chunk_by(|one, other| (one.analyzer, &one.stem) == (other.analyzer, &other.stem)) {
        let mut weight = 0.0;
        for here in word.chunk_by(|one, other| one.rank == other.rank) {
            let rank = here.first().map_or(0, |form| form.rank);
            let (share, long) = believed.get(rank).copied().unwrap_or((0.0, 1.0));
            let count = here.iter().map(|form| form.count).sum::<u32>() as f32;
            weight += share * count / (count + SATURATION * long);
        }
        // The most frequent form speaks for all, of those equally frequent the last.
        let frequency = |exact: &str| -> u32 {
            word.iter().filter(|form| form.exact == exact).map(|form| form.count).sum()
        };
        let Some(form) = word.iter().max_by_key(|form| (frequency(&form.exact), &form.exact)) else {
            continue;
        };
        if form.exact.len() >= SHORTEST && !asked.contains(form.exact.as_bytes()) {
            let documents = documents(index, form.analyzer.for_word(&form.exact), &form.exact);
            weighed.push((weight * rarity(documents, index.len()), form.exact.clone()));
        }
    }
    crate::order::sort_by(&mut weighed, |one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    weighed.truncate(TAKEN);
    let most = weighed.first().map_or(1.0, |&(weight, _)| weight);
    let node = |(weight, form): (f32, String)| {
        let hundredths = (WEIGHT * weight / most) as u32;
        (hundredths > 0).then(|| Node::Boost(Box::new(Node::Word(form)), hundredths))
    };
    weighed.into_iter().filter_map(node).collect()
}

fn is_question(query: &Query) -> bool {
    let word = |node: &Node| match node {
        Node::Boost(node, _) => matches!(**node, Node::Word(_) | Node::Fuzzy(..)),
        node => matches!(node, Node::Word(_) | Node::Fuzzy(..)),
    };
    matches!(&query.root, Some(Node::Or(nodes)) if nodes.len() >= FEWEST && nodes.iter().all(word))
}

/// Adds the forms of a document's words; how many tokens it has.
fn collect(index: &Index, doc: u32, rank: usize, forms: &mut Vec<Form>) -> u32 {
    let text = index.text(doc);
    let mut tokens: Vec<(Analyzer, String)> = Vec::new();
    for (analyzer, passage) in text.passages.iter().chain([&text.title]) {
        let analyzer = *analyzer;
        tokenize(passage, |token| {
            tokens.push((analyzer, exact_form(passage.get(token.start..token.end).unwrap_or(""))));
        });
    }
    crate::order::sort(&mut tokens);
    for same in tokens.chunk_by(|one, other| one == other) {
        if let Some((analyzer, exact)) = same.first() {
            let (analyzer, exact, count) = (*analyzer, exact.clone(), same.len() as u32);
            forms.push(Form { analyzer, stem: analyzer.stem(&exact), rank, exact, count });
        }
    }
    tokens.len() as u32
}

/// Documents that hold a form.
pub fn documents(index: &Index, analyzer: Analyzer, form: &str) -> u64 {
    let folded = folded_form(form);
    let (mut body, mut title) = (0, 0);
    for (_, segment) in index.segments() {
        let dictionary = segment.dictionaries().iter().find(|one| one.analyzer() == analyzer);
        let Some(mut cursor) = dictionary.map(|dictionary| dictionary.seek(folded.as_bytes())) else {
            continue;
        };
        while cursor.is_valid() && cursor.folded() == folded.as_bytes() {
            if cursor.exact() == form.as_bytes() {
                body += u64::from(cursor.term().body.count);
                title += u64::from(cursor.term().title.count);
            }
            cursor.advance();
        }
    }
    body.max(title)
}
