//! Which language has a piece of an article?
//!
//! **Invariant.** However long the piece, only so much of it is read as says anything new.

use super::LanguageModel;
use crate::article::{Label, Language};
use crate::span::Span;

// Bytes that are read of a text: more says nothing new about its language.
const SAMPLE: usize = 8 * 1024;
// A paragraph is short, and a wrong language in the midst of an article is worse than none.
const PARAGRAPH: f32 = 0.9;

/// The language of a text that stands at byte `at` of its article, with the words that speak for it.
pub fn label(model: &LanguageModel, text: &str, at: usize) -> Label<Language> {
    let mut label = model.label(text, &model.sampled_evidence(text, SAMPLE));
    for span in &mut label.evidence {
        *span = Span::new(span.start as usize + at, span.end as usize + at);
    }
    label
}

/// The language of a paragraph, where it is clear.
pub fn of_paragraph(model: &LanguageModel, text: &str) -> Option<Language> {
    let best = model.scores(&model.sampled_evidence(text, SAMPLE)).best();
    best.filter(|&(_, confidence)| confidence >= PARAGRAPH).map(|(language, _)| language)
}
