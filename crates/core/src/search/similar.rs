//! Which documents are about the same, and by which words is that seen?
//!
//! The words of a document that are rare in the corpus and not in it are looked for; documents that hold the
//! most, and the rarest, of them are like it. **Invariants.** Every document given holds every word given with
//! it, in one of its forms, and at least two of them. The answer depends on the documents alone, not on how they
//! are spread over segments.

use super::evaluate::Reader;
use super::feedback::documents;
use super::plan::{plan, rarity};
use super::{Best, matches};
use crate::analysis::{Analyzer, Kind, exact_form, tokenize};
use crate::index::{DocId, Index};
use crate::query::{Node, Query};

/// Words of a document that are looked for: with more, long documents are like everything.
const WORDS: usize = 16;
/// Words whose rarity is looked up, the most frequent of a document first.
const LOOKED_UP: usize = 240;
/// Shorter words, in bytes, are endings and parts of names.
const SHORTEST: usize = 4;
/// Words that more than one in so many documents holds tell nothing.
const TOO_MANY: u64 = 8;

/// A document that is like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// Which.
    pub doc: DocId,
    /// The words that both hold, as the other one has them, the most telling first.
    pub words: Vec<String>,
}

/// A word of a document: its stem first, so that inflections stand together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    analyzer: Analyzer,
    stem: String,
    exact: String,
    shown: String,
}

/// The documents most like one, the most like it first; `limit` at most.
pub fn similar(index: &Index, doc: DocId, limit: usize) -> Vec<Similar> {
    let words = telling(index, doc.0);
    let node = |(_, word): &(String, String)| Node::Word(word.clone());
    let any = Query { root: (!words.is_empty()).then(|| Node::Or(words.iter().map(node).collect())) };
    if any.is_empty() {
        return Vec::new();
    }
    // Some of the first may share one word only; twice as many as are wanted leave enough.
    let mut best = Best::new(limit.saturating_mul(2));
    for (first, matches) in matches(index, &plan(index, &any)).segments {
        for (other, &score) in matches.docs.iter().map(|other| other + first).zip(&matches.scores) {
            if other != doc.0 && index.is_there(other) {
                best.offer(score, other, score);
            }
        }
    }
    let found = best.sorted();
    let mut alike: Vec<Similar> =
        found.iter().map(|&(other, _)| Similar { doc: DocId(other), words: Vec::new() }).collect();
    let mut docs: Vec<u32> = found.into_iter().map(|(other, _)| other).collect();
    crate::order::sort(&mut docs);
    for word in &words {
        let plan = plan(index, &Query { root: Some(node(word)) });
        for (number, (first, segment)) in index.segments().iter().enumerate() {
            let Some(reader) = Reader::new(index, number) else { continue };
            let here = docs.iter().filter(|&other| (*first..first + segment.len()).contains(other));
            let here: Vec<u32> = here.map(|other| other - first).collect();
            if here.is_empty() {
                continue;
            }
            for holds in reader.matches(&plan, Some(&here)).docs {
                if let Some(one) = alike.iter_mut().find(|one| one.doc.0 == holds + first) {
                    one.words.push(word.0.clone());
                }
            }
        }
    }
    alike.retain(|one| one.words.len() > 1);
    alike.truncate(limit);
    alike
}

/// The words of a document that tell the most: as they stand in it, and as they are looked for.
fn telling(index: &Index, doc: u32) -> Vec<(String, String)> {
    let text = index.text(doc);
    let mut forms: Vec<Form> = Vec::new();
    for (analyzer, passage) in text.passages.iter().chain([&text.title]) {
        tokenize(passage, |token| {
            let shown = passage.get(token.start..token.end).unwrap_or("");
            let is_number = shown.chars().all(|c| !c.is_alphabetic());
            if shown.len() >= SHORTEST && !is_number && token.kind != Kind::Bigram {
                let exact = exact_form(shown);
                let stem = analyzer.stem(&exact);
                forms.push(Form { analyzer: *analyzer, stem, exact, shown: shown.to_owned() });
            }
        });
    }
    crate::order::sort(&mut forms);
    let mut words: Vec<(usize, &Form)> = forms
        .chunk_by(|one, other| (one.analyzer, &one.stem) == (other.analyzer, &other.stem))
        .filter_map(|same| Some((same.len(), same.first()?)))
        .collect();
    crate::order::sort_by(&mut words, |one, other| (other.0, &other.1.exact).cmp(&(one.0, &one.1.exact)));
    words.truncate(LOOKED_UP);
    let most = (index.len() as u64 / TOO_MANY).max(3);
    let mut weighed: Vec<(f32, &Form)> = Vec::new();
    for (count, form) in words {
        let holding = documents(index, form.analyzer.for_word(&form.exact), &form.exact);
        if (2..=most).contains(&holding) {
            let count = count as f32;
            weighed.push((count / (count + 1.0) * rarity(holding, index.len()), form));
        }
    }
    crate::order::sort_by(&mut weighed, |one, other| {
        other.0.total_cmp(&one.0).then_with(|| one.1.exact.cmp(&other.1.exact))
    });
    weighed.truncate(WORDS);
    weighed.into_iter().map(|(_, form)| (form.shown.clone(), form.exact.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;
    use crate::index::{Document, Passage};

    fn index(texts: &[&str]) -> Index {
        let mut index = Index::new();
        (0..).zip(texts).for_each(|(number, text)| add(&mut index, number, text));
        index.commit();
        index
    }

    fn add(index: &mut Index, number: usize, text: &str) {
        let language = Language::from_code("en");
        let (title, body) = text.split_once(": ").unwrap_or(("", text));
        index.add(&Document {
            id: &number.to_string(),
            path: "",
            title: Passage { text: title, language },
            body: &[Passage { text: body, language }],
            language,
            source: None,
            topics: &[],
            authors: &[],
            date: None,
        });
    }

    const TEXTS: [&str; 9] = [
        "Ferries: the ferry to the lighthouse was late, and the Skipper Abel was sorry, said the harbour office",
        "Late again: skipper Abel and his ferries; the lighthouse keeper said that the office knows",
        "Weather: rain in the hills, said the office, and sun by the sea for the rest of the week",
        "Football: the match ended in a draw, said the trainer, and nobody was glad about it",
        "Elections: the count goes on, said the office, and nobody knows who has won the hills",
        "Music: a concert in the old lighthouse by the sea was sold out in a day, said the singer",
        "Trains: late, said the railway, because of leaves and rain on the line in the hills",
        "Cooking: leeks with rain water and nothing else at all, said the cook in the week of the match",
        "Trade: the price of leeks went up again and nobody knows why, said the office of trade",
    ];

    fn alike(index: &Index, doc: u32) -> Vec<(u32, Vec<String>)> {
        similar(index, DocId(doc), 3).into_iter().map(|one| (one.doc.0, one.words)).collect()
    }

    #[test]
    fn documents_that_share_rare_words_are_alike_and_the_words_are_said() {
        let index = index(&TEXTS);
        let found = alike(&index, 0);
        assert_eq!(found[0].0, 1);
        for word in ["Abel", "Skipper", "lighthouse"] {
            assert!(found[0].1.contains(&word.to_owned()), "{word} in {:?}", found[0].1);
        }
        // Words that every other document has say nothing.
        assert!(!found.iter().any(|(_, words)| words.iter().any(|word| word == "said")));
    }

    #[test]
    fn every_document_holds_the_words_that_are_said_of_it_and_is_another() {
        let index = index(&TEXTS);
        for doc in 0..TEXTS.len() as u32 {
            for (other, words) in alike(&index, doc) {
                assert!(other != doc && words.len() > 1);
                let text = TEXTS[other as usize].to_lowercase();
                for word in words {
                    let stem: String = word.to_lowercase().chars().take(4).collect();
                    assert!(text.contains(&stem), "{word} in {text}");
                }
            }
        }
    }

    #[test]
    fn the_answer_does_not_depend_on_how_documents_are_spread() {
        let whole = index(&TEXTS);
        let mut spread = index(&TEXTS[..4]);
        for (number, text) in TEXTS.iter().enumerate().skip(4) {
            add(&mut spread, number, text);
            spread.commit_apart();
        }
        for doc in 0..TEXTS.len() as u32 {
            assert_eq!(alike(&whole, doc), alike(&spread, doc), "{doc}");
        }
    }

    #[test]
    fn what_was_removed_is_not_like_anything() {
        let mut index = index(&TEXTS);
        index.remove(DocId(1));
        assert!(!alike(&index, 0).iter().any(|(other, _)| *other == 1));
        assert_eq!(similar(&index, DocId(99), 3), []);
    }
}
