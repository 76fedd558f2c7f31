//! When is a language named?
//!
//! The model always has an opinion; a label is given only where it is more likely right than not by a
//! good margin. **Invariant.** What is left of a text without its letters has no language.

use super::LanguageModel;
use crate::article::{Label, Language};
use crate::span::Span;

// More text than this says nothing new about its language; the work is linear in what is looked at.
const SAMPLE: usize = 8 * 1024;
// Below it the answer is "unknown": two in three would be a poor bet for a filter.
const NAMED: f32 = 0.67;
// A runner-up less likely than this is not worth a word.
const WORTH_NAMING: f32 = 0.01;

/// Names the language of a text, if the text carries it. `at` is where the text stands in its article.
pub fn detect(model: &LanguageModel, text: &str, at: usize) -> Label<Language> {
    let scores = model.scores(&model.sampled_evidence(text, SAMPLE));
    let evidence = vec![Span::new(at, at + text.len())];
    let mut ranked = scores.ranked.iter().copied();
    match (ranked.next(), ranked.next()) {
        (Some((language, confidence)), second) if confidence >= NAMED => {
            let label = Label::found(language, confidence, "letter-n-grams", evidence);
            match second {
                Some((second, confidence)) if confidence >= WORTH_NAMING => {
                    label.with_runner_up(second, confidence)
                }
                _ => label,
            }
        }
        (Some((language, confidence)), _) if confidence >= WORTH_NAMING => {
            Label::abstained(language, confidence, "letter-n-grams", evidence)
        }
        _ => Label::unknown(),
    }
}
