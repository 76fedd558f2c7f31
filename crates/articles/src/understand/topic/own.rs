//! What of the topics that a reader made up?
//!
//! A topic of one's own is a name and some words. A word counts with its inflections (its beginning is
//! compared, if it has four letters or more), several words count in a row, and a word in quotation marks counts as it
//! is. **Invariant.** The evidence is every word that was counted; an article without any has
//! no label.

use super::lexicon::{Extent, Hit, Lexicon, PARTS, Subject, Weight, form, hash};
use crate::analysis::tokenize;
use crate::article::{Label, Paragraph, Topic};
use crate::span::Span;

/// A subject that a reader made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTopic {
    /// What it is called.
    pub name: String,
    /// Words or phrases that speak for it.
    pub words: Vec<String>,
}

/// Topics of a reader's own, ready to be looked for.
#[derive(Clone, Debug, Default)]
pub struct OwnTopics {
    names: Vec<String>,
    lexicon: Lexicon,
}

impl OwnTopics {
    /// Makes them ready. The first 255 count.
    pub fn new(topics: &[OwnTopic]) -> Self {
        let mut subjects = Vec::new();
        let mut terms: Vec<(u32, Vec<Weight>)> = Vec::new();
        for (place, topic) in topics.iter().take(255).enumerate() {
            subjects.push(Subject { topic: Topic(place as u32), parent: None });
            let weight = Weight { subject: place as u8, parts: PARTS as u8 };
            for word in &topic.words {
                for (hash, says) in hashes(word) {
                    let known = terms.iter_mut().find(|(known, _)| *known == hash);
                    match known {
                        Some((_, weights)) if says && !weights.contains(&weight) => weights.push(weight),
                        Some(_) => {}
                        None => terms.push((hash, if says { vec![weight] } else { Vec::new() })),
                    }
                }
            }
        }
        let names = topics.iter().map(|topic| topic.name.clone()).collect();
        OwnTopics { names, lexicon: Lexicon::new(subjects, &terms) }
    }

    /// Those that an article's text speaks of, in the order they were given.
    pub fn find(&self, text: &str, paragraphs: &[Paragraph]) -> Vec<Label<String>> {
        let mut hits: Vec<Hit> = Vec::new();
        for paragraph in paragraphs {
            self.lexicon.hits(text, paragraph.span, None, |hit| hits.push(hit));
        }
        let mut found = Vec::new();
        for (place, name) in self.names.iter().enumerate() {
            let speaks = |hit: &&Hit| {
                self.lexicon.weights(hit.term).iter().any(|weight| usize::from(weight.subject) == place)
            };
            let spans: Vec<Span> = hits.iter().filter(speaks).map(|hit| hit.span).collect();
            if !spans.is_empty() {
                // One word may stand there by chance, the fifth one hardly.
                let count = spans.len().min(20) as f32;
                found.push(Label::found(name.clone(), count / (count + 1.0), "own-words", spans));
            }
        }
        found
    }
}

// The hashes of a word or phrase, and whether each is all of it.
fn hashes(word: &str) -> Vec<(u32, bool)> {
    let as_it_is = word.trim().starts_with(['"', '\u{201C}', '\u{201E}', '\u{AB}']);
    let mut words: Vec<String> = Vec::new();
    let mut run = 0;
    tokenize(word, |token| {
        // A run without spaces is one term: a token takes its own character only.
        let part = word.get(token.start..token.own_end).unwrap_or("");
        match words.last_mut() {
            Some(last) if token.kind == crate::analysis::Kind::Bigram && run == token.start => {
                last.push_str(part);
            }
            _ => words.push(form(part)),
        }
        run = token.own_end;
    });
    let mut hashes = Vec::new();
    let mut phrase = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            hashes.push((hash(None, &phrase, Extent::Opening), false));
            phrase.push(' ');
        }
        phrase.push_str(word);
    }
    if let Some(last) = words.last() {
        let begins = !as_it_is && last.chars().count() >= 4;
        hashes.push((hash(None, &phrase, if begins { Extent::Beginning } else { Extent::Word }), true));
        if begins {
            hashes.push((hash(None, &phrase, Extent::Word), true));
        }
    }
    hashes
}
