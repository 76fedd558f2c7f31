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
use std::collections::{BTreeMap, HashSet};

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

/// A word of the believed documents.
#[derive(Default)]
struct Shared {
    weight: f32,
    /// Its inflections, with how often each occurs.
    forms: BTreeMap<String, u32>,
}

type Words = BTreeMap<(Analyzer, String), Shared>;

/// Weighed words that the first documents share; none if the query is no question. `first`: documents,
/// best first, with their scores.
pub fn words(index: &Index, query: &Query, plan: &Plan, first: &[(u32, u32)]) -> Vec<Node> {
    if !is_question(query) {
        return Vec::new();
    }
    let best = first.first().map_or(0, |&(_, score)| score).max(1) as f32;
    let mut all = Words::new();
    for &(doc, score) in first.iter().take(BELIEVED) {
        for (stem, word) in words_of(index, doc, score as f32 / best) {
            let sum = all.entry(stem).or_default();
            sum.weight += word.weight;
            for (form, count) in word.forms {
                *sum.forms.entry(form).or_default() += count;
            }
        }
    }
    let asked: HashSet<&[u8]> =
        slots_of(plan).into_iter().flat_map(|slot| slot.forms.iter().map(Vec::as_slice)).collect();
    let mut weighed: Vec<(f32, String)> = Vec::new();
    for ((analyzer, _), word) in all {
        // Of forms equally frequent the last one.
        let Some((form, _)) = word.forms.into_iter().max_by_key(|&(_, count)| count) else { continue };
        if form.len() >= SHORTEST && !asked.contains(form.as_bytes()) {
            let documents = documents(index, analyzer.for_word(&form), &form);
            weighed.push((word.weight * rarity(documents, index.len()), form));
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

/// The words of a document by stem, with what each tells of it.
fn words_of(index: &Index, doc: u32, share: f32) -> Words {
    let text = index.text(doc);
    let mut words = Words::new();
    let mut forms: BTreeMap<(Analyzer, String), u32> = BTreeMap::new();
    let mut length = 0;
    for &(analyzer, passage) in text.passages.iter().chain([&text.title]) {
        tokenize(passage, |token| {
            length += 1;
            let exact = exact_form(passage.get(token.start..token.end).unwrap_or(""));
            *forms.entry((analyzer, exact)).or_default() += 1;
        });
    }
    for ((analyzer, exact), count) in forms {
        let word = words.entry((analyzer, analyzer.stem(&exact))).or_default();
        word.weight += count as f32;
        word.forms.insert(exact, count);
    }
    let long = 0.25 + 0.75 * length as f32 / USUAL;
    for word in words.values_mut() {
        word.weight = share * word.weight / (word.weight + SATURATION * long);
    }
    words
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
