//! How is a label's reason said in words?
//!
//! The engine names its rules; here each gets the sentence a librarian would say. **Invariant.** Every rule
//! has a sentence: one that is not in the table is quoted by its name.

use explorer_protocol::LabelView;

/// What each rule has seen.
const RULES: &[(&str, &str)] = &[
    ("headline", "It stands above the text as headlines do."),
    ("heading", "It is the page's first heading, or the one that the page's own description agrees with."),
    ("metadata", "The page's description of itself, which browsers and feeds read, says so."),
    ("json-ld", "The page's description of itself for search engines (JSON-LD) says so."),
    ("meta", "A meta field of the page says so."),
    ("time", "The page marks it as a time, beside the headline."),
    ("first-sentence", "There is no headline, so the first sentence stands in for it."),
    ("fragment", "The text starts in the middle, so its first words stand in for a headline."),
    ("section-line", "A line of its own above the text names it."),
    ("title-suffix", "It is joined to the headline by a bar."),
    ("publisher-blurb", "A paragraph in which the publisher speaks of itself names it."),
    ("footer", "The foot of the site names it."),
    (
        "site-name",
        "The name stands where sites put their own: beside ©, at the end of titles, in addresses, in short lines that come again.",
    ),
    ("address", "The address that the article came with is the publisher's."),
    (
        "other-articles",
        "The lines around it stand around other articles of this publisher, and of nobody else.",
    ),
    ("own-reporter", "The text calls a reporter its own."),
    ("picture-credit", "Only the credit of a picture names it, and pictures are often taken from others."),
    ("date-field", "A date was noted with the text when it was saved."),
    ("date-line", "It stands where sites put the day of publication."),
    ("dateline", "The text opens with it, as agencies write place and day."),
    ("relative-day", "It says how old it is, and on which day it was looked at."),
    ("letter-n-grams", "The letters, and how they follow each other, are those of this language."),
    ("script", "Only this language is written in these letters."),
    ("topic-words", "Words of this topic occur again and again."),
    ("own-words", "Words that you gave for this topic occur."),
    ("by-hand", "You said so."),
    ("byline", "The byline names them."),
    ("contributed", "The text says that they contributed."),
    ("reported-from", "The text says from where they reported."),
    ("agency-line", "A line of its own credits them."),
    ("agency-byline", "The byline credits them."),
];

/// What the rule has seen, as a sentence; empty where no rule decided.
pub fn reason(rule: &str) -> String {
    match RULES.iter().find(|(name, _)| *name == rule) {
        Some((_, sentence)) => (*sentence).to_owned(),
        None if rule.is_empty() || rule == "none" => String::new(),
        None => format!("Decided by the rule “{}”.", plain(rule)),
    }
}

/// What a rule of cleaning takes out, where its name alone would not say it to a reader.
const REMOVED: &[(&str, &str)] = &[
    ("above-body", "above the article"),
    ("below-body", "below the article"),
    ("beside-article", "beside the article"),
    ("comment", "readers' comments"),
    ("copy", "said twice"),
    ("inset", "set in between"),
    ("media-lead-in", "lead-in to a film"),
    ("repeated", "in other articles too"),
    ("rule-line", "line of marks"),
    ("slug", "part of an address"),
];

/// What a rule of cleaning took out, in a few words.
pub fn removed(rule: &str) -> String {
    REMOVED
        .iter()
        .find(|(name, _)| *name == rule)
        .map_or_else(|| plain(rule), |(_, words)| (*words).to_owned())
}

/// A rule's name as words.
fn plain(rule: &str) -> String {
    rule.replace('-', " ")
}

/// A probability in words, with its number.
pub fn sureness(confidence: f32) -> String {
    let words = match confidence {
        c if c >= 0.97 => "almost certain",
        c if c >= 0.85 => "very likely",
        c if c >= 0.65 => "likely",
        c if c >= 0.45 => "as likely as not",
        c if c >= 0.2 => "doubtful",
        _ => "very doubtful",
    };
    format!("{words} ({})", percent(confidence))
}

/// A probability in percent; only what is certain is 100.
pub fn percent(confidence: f32) -> String {
    let rounded = (confidence * 100.0 + 0.5) as u32;
    format!("{} %", if confidence < 1.0 { rounded.min(99) } else { rounded })
}

/// What was decided, in words, without the reason.
pub fn verdict(label: &LabelView, shown: &str) -> String {
    let mut sentence = match (&label.value, &label.runner_up) {
        (Some(_), _) => format!("{shown}: {}.", sureness(label.confidence)),
        (None, Some((perhaps, confidence))) => {
            format!("Perhaps {perhaps}, but that is {}: too little to say so.", sureness(*confidence))
        }
        (None, None) => "Unknown: nothing in the text says it plainly.".to_owned(),
    };
    if let (Some(_), Some((second, confidence))) = (&label.value, &label.runner_up) {
        sentence.push_str(&format!(" Next best: {second} ({}).", percent(*confidence)));
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_the_engine_has_a_sentence() {
        for rule in explorer_articles::article::LABEL_RULES {
            assert!(!reason(rule).contains("Decided by the rule"), "{rule}");
        }
        assert_eq!(reason("byline"), "The byline names them.");
        assert_eq!(reason("some-new-rule"), "Decided by the rule “some new rule”.");
        assert_eq!(reason("none"), "");
    }

    #[test]
    fn nearly_certain_is_not_certain() {
        let said = [0.996, 1.0, 0.5, 0.0].map(percent);
        assert_eq!(said, ["99 %", "100 %", "50 %", "0 %"]);
    }

    #[test]
    fn a_verdict_says_what_it_is_how_sure_and_what_else_it_could_be() {
        let label = |value: Option<&str>, confidence, runner_up: Option<(&str, f32)>| LabelView {
            value: value.map(str::to_owned),
            confidence,
            runner_up: runner_up.map(|(name, confidence)| (name.to_owned(), confidence)),
            ..LabelView::default()
        };
        let cases = [
            (
                label(Some("nl"), 0.9, Some(("Afrikaans", 0.05))),
                "Dutch: very likely (90 %). Next best: Afrikaans (5 %).",
            ),
            (
                label(None, 0.0, Some(("AP", 0.3))),
                "Perhaps AP, but that is doubtful (30 %): too little to say so.",
            ),
            (label(None, 0.0, None), "Unknown: nothing in the text says it plainly."),
        ];
        for (label, expected) in cases {
            assert_eq!(verdict(&label, "Dutch"), expected);
        }
    }
}
