//! Which language is it, before the model has arrived?

use crate::article::{Label, Language};
use crate::span::Span;

/// Names the language of a text, if the text carries it.
pub fn detect(text: &str) -> Label<Language> {
    let Some(found) = whatlang::detect(text) else { return Label::unknown() };
    let code = match found.lang() {
        whatlang::Lang::Cmn => "zh",
        whatlang::Lang::Nld => "nl",
        whatlang::Lang::Eng => "en",
        _ => return Label::unknown(),
    };
    match Language::from_code(code) {
        Some(language) if found.is_reliable() => {
            Label::found(language, found.confidence() as f32, "whatlang", vec![Span::new(0, text.len())])
        }
        Some(language) => {
            Label::abstained(language, found.confidence() as f32, "whatlang", vec![Span::new(0, text.len())])
        }
        None => Label::unknown(),
    }
}
