//! What is said of an article, how surely, and on what evidence.

use crate::span::Span;

/// The value that would have been given, had the winner not been there.
#[derive(Clone, Debug, PartialEq)]
pub struct RunnerUp<T> {
    /// The value.
    pub value: T,
    /// How likely it is, 0 to 1.
    pub confidence: f32,
}

/// Every rule that decides labels, so that what shows them can have a sentence for each.
#[rustfmt::skip]
pub const LABEL_RULES: &[&str] = &[
    "address", "agency-byline", "agency-line", "byline", "contributed", "date-field", "date-line", "dateline", "first-sentence", "footer", "fragment",
    "heading", "headline", "json-ld", "letter-n-grams", "meta", "metadata", "none", "other-articles", "own-reporter", "own-words", "picture-credit", "publisher-blurb",
    "relative-day", "reported-from", "script", "section-line", "site-name", "time", "title-suffix", "topic-words",
];

/// A statement about an article.
///
/// **Invariant.** `value` is `None` ("unknown") or has a confidence above 0; evidence spans are
/// sorted and lie in the article's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label<T> {
    /// What is said; `None` is "unknown".
    pub value: Option<T>,
    /// How likely it is to be right, 0 to 1; 0 for unknown.
    pub confidence: f32,
    /// The rule or model that decided, stable, in kebab-case; `none` where nothing spoke.
    pub rule: &'static str,
    /// What in the text speaks for it.
    pub evidence: Vec<Span>,
    /// The next best.
    pub runner_up: Option<RunnerUp<T>>,
}

impl<T> Label<T> {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Label { value: None, confidence: 0.0, rule: "none", evidence: Vec::new(), runner_up: None }
    }

    /// A value on evidence. `confidence` is limited to 0..=1.
    pub fn found(value: T, confidence: f32, rule: &'static str, mut evidence: Vec<Span>) -> Self {
        debug_assert!(LABEL_RULES.contains(&rule), "{rule} is not among the rules");
        crate::order::sort(&mut evidence);
        evidence.dedup();
        Label { value: Some(value), confidence: confidence.clamp(0.0, 1.0), rule, evidence, runner_up: None }
    }

    /// The same with a runner-up.
    pub fn with_runner_up(mut self, value: T, confidence: f32) -> Self {
        self.runner_up = Some(RunnerUp { value, confidence: confidence.clamp(0.0, 1.0) });
        self
    }

    /// Unknown, but with a value that fell short: "unknown; perhaps …".
    pub fn abstained(runner_up: T, confidence: f32, rule: &'static str, mut evidence: Vec<Span>) -> Self {
        debug_assert!(LABEL_RULES.contains(&rule), "{rule} is not among the rules");
        crate::order::sort(&mut evidence);
        evidence.dedup();
        Label {
            value: None,
            confidence: 0.0,
            rule,
            evidence,
            runner_up: Some(RunnerUp { value: runner_up, confidence: confidence.clamp(0.0, 1.0) }),
        }
    }
}
