//! Which language has an article, and which each of its paragraphs?
//!
//! Paragraphs are read one after the other. Of one that begins in the language that the article has had so
//! far only the beginning is read, and stands for the rest: that is most of them, and looking up n-grams is
//! the dearest part of understanding an article. **Invariant.** However long a paragraph, only so much of it
//! is read as says anything new; what is said of an article does not depend on how its paragraphs are cut.

use super::{Evidence, LanguageModel, boundary};
use crate::article::{Label, Language};
use crate::span::Span;

// Bytes that are read of a paragraph at most: more says nothing new about its language.
const SAMPLE: usize = 1024;
// Bytes of a paragraph's beginning: a line of print, in which the right language is ahead by far.
const BEGINNING: usize = 64;
// A paragraph is short, and a wrong language in the midst of an article is worse than none.
const BELIEVED: f32 = 0.9;

/// Reads the paragraphs of one article.
pub struct Reader<'m> {
    model: &'m LanguageModel,
    sum: Evidence,
    paragraph: Evidence,
    leader: Option<Language>,
}

impl<'m> Reader<'m> {
    /// A reader of the first paragraph.
    pub fn new(model: &'m LanguageModel) -> Self {
        Reader { model, sum: Evidence::default(), paragraph: Evidence::default(), leader: None }
    }

    /// The language of the next paragraph, where it is clear.
    pub fn paragraph(&mut self, text: &str) -> Option<Language> {
        let cut = text.get(boundary(text, BEGINNING)..).and_then(|rest| rest.find(' '));
        let (beginning, rest) = match cut {
            Some(cut) => text.split_at_checked(boundary(text, BEGINNING) + cut).unwrap_or((text, "")),
            None => (text.get(..boundary(text, SAMPLE)).unwrap_or(text), ""),
        };
        self.paragraph.clear();
        self.model.read_into(beginning, &mut self.paragraph);
        let is_leader =
            |evidence: &Evidence| self.leader.filter(|&leader| self.model.is_clearly(evidence, leader));
        if let Some(leader) = is_leader(&self.paragraph) {
            self.paragraph.multiply((text.len() / beginning.len().max(1)) as u64);
            self.sum.add(&self.paragraph);
            return Some(leader);
        }
        if text.len() <= SAMPLE {
            self.model.read_into(rest, &mut self.paragraph);
        } else if !rest.is_empty() {
            self.paragraph = self.model.sampled_evidence(text, SAMPLE);
        }
        self.sum.add(&self.paragraph);
        let clear = |evidence: &Evidence| {
            if self.model.is_unclear(evidence) {
                return None;
            }
            self.model
                .best(evidence)
                .filter(|&(_, confidence)| confidence >= BELIEVED)
                .map(|(language, _)| language)
        };
        let own = clear(&self.paragraph);
        // It may have been the first clear one, or one of many that show that the first was an exception.
        if self.leader.is_none() || own != self.leader {
            self.leader = clear(&self.sum);
        }
        own
    }

    /// The language of the article, with the words that speak for it: `text` is what its paragraphs cover,
    /// from byte `at` on.
    pub fn article(self, text: &str, at: usize) -> Label<Language> {
        let mut label = self.model.label(text, &self.sum);
        for span in &mut label.evidence {
            *span = Span::new(span.start as usize + at, span.end as usize + at);
        }
        label
    }
}

/// The language of a text by itself, where it is clear.
pub fn of_paragraph(model: &LanguageModel, text: &str) -> Option<Language> {
    Reader::new(model).paragraph(text)
}
