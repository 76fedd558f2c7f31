//! Of which words is a compound made that no document has?
//!
//! Dutch and German write words together that others write apart. A word that occurs nowhere is split
//! where the corpus knows both parts. **Invariant.** Words that occur are never split; the split depends
//! on the documents alone.

use super::correct::Correction;
use super::feedback::documents;
use super::pattern::{Likeness, slots};
use super::plan::{plan, slots_of};
use crate::analysis::Analyzer;
use crate::article::Language;
use crate::index::Index;
use crate::query::{Node, Query};

/// Letters of a part, at least: shorter ones are endings as often as words.
const SHORTEST: usize = 4;
/// What stands between the parts in either language.
const LINKS: [&str; 6] = ["", "s", "en", "n", "e", "es"];

/// The query with words that occur nowhere split, if any can be.
pub fn split(index: &Index, query: &Query) -> Option<(Query, Vec<Correction>)> {
    let mut splits = Vec::new();
    let root = node(index, query.root.as_ref()?, &mut splits);
    (!splits.is_empty()).then_some((Query { root: Some(root) }, splits))
}

fn node(index: &Index, asked: &Node, splits: &mut Vec<Correction>) -> Node {
    match asked {
        Node::Word(word) => match parts(index, word) {
            Some((typed, first, second)) => {
                splits.push(Correction { typed, meant: format!("{first} {second}") });
                Node::And(vec![Node::Word(first), Node::Word(second)])
            }
            None => asked.clone(),
        },
        Node::And(nodes) => Node::And(nodes.iter().map(|asked| node(index, asked, splits)).collect()),
        Node::Or(nodes) => Node::Or(nodes.iter().map(|asked| node(index, asked, splits)).collect()),
        asked => asked.clone(),
    }
}

/// A word and the two that it is made of: of several pairs the one whose rarer part is the most frequent.
fn parts(index: &Index, word: &str) -> Option<(String, String, String)> {
    let slots = slots(word, false, None);
    let [slot] = slots.as_slice() else { return None };
    let exact = slot.pattern.exact.as_str();
    if slot.pattern.likeness != Likeness::Word || !exact.chars().all(char::is_alphabetic) {
        return None;
    }
    let plan = plan(index, &Query { root: Some(Node::Word(word.to_owned())) });
    if slots_of(&plan).iter().any(|slot| slot.documents > 0) {
        return None;
    }
    let mut best: Option<(u64, &str, &str)> = None;
    for code in ["nl", "de"] {
        let analyzer = Analyzer::of(Language::from_code(code));
        for (at, _) in exact.char_indices() {
            let (before, second) = exact.split_at_checked(at)?;
            if second.chars().count() < SHORTEST {
                break;
            }
            for first in LINKS.iter().filter_map(|link| before.strip_suffix(link)) {
                if first.chars().count() < SHORTEST {
                    continue;
                }
                let known = documents(index, analyzer, first).min(documents(index, analyzer, second));
                if known > best.map_or(0, |(most, ..)| most) {
                    best = Some((known, first, second));
                }
            }
        }
    }
    best.map(|(_, first, second)| (exact.to_owned(), first.to_owned(), second.to_owned()))
}
