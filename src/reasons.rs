//! How is a label's reason said in words?
//!
//! The engine names its rules; here each gets the sentence a librarian would say, in the page's language. **Invariant.** Every
//! rule has a sentence: one that is not in the table is quoted by its name.

use crate::words::{Said, m};
use explorer_protocol::LabelView;

/// What each rule has seen.
const RULES: &[(&str, Said)] = &[
    ("headline", m::rule_headline),
    ("heading", m::rule_heading),
    ("metadata", m::rule_metadata),
    ("json-ld", m::rule_json_ld),
    ("meta", m::rule_meta),
    ("time", m::rule_time),
    ("first-sentence", m::rule_first_sentence),
    ("fragment", m::rule_fragment),
    ("section-line", m::rule_section_line),
    ("title-suffix", m::rule_title_suffix),
    ("publisher-blurb", m::rule_publisher_blurb),
    ("footer", m::rule_footer),
    ("site-name", m::rule_site_name),
    ("address", m::rule_address),
    ("other-articles", m::rule_other_articles),
    ("own-reporter", m::rule_own_reporter),
    ("picture-credit", m::rule_picture_credit),
    ("date-field", m::rule_date_field),
    ("date-line", m::rule_date_line),
    ("dateline", m::rule_dateline),
    ("relative-day", m::rule_relative_day),
    ("letter-n-grams", m::rule_letter_n_grams),
    ("script", m::rule_script),
    ("topic-words", m::rule_topic_words),
    ("own-words", m::rule_own_words),
    ("by-hand", m::rule_by_hand),
    ("byline", m::rule_byline),
    ("contributed", m::rule_contributed),
    ("reported-from", m::rule_reported_from),
    ("agency-line", m::rule_agency_line),
    ("agency-byline", m::rule_agency_byline),
];

/// What the rule has seen, as a sentence; empty where no rule decided.
pub fn reason(rule: &str) -> String {
    match RULES.iter().find(|(name, _)| *name == rule) {
        Some((_, sentence)) => sentence().to_owned(),
        None if rule.is_empty() || rule == "none" => String::new(),
        None => m::rule_other(&plain(rule)),
    }
}

/// What a rule of cleaning takes out.
const REMOVED: &[(&str, Said)] = &[
    ("above-body", m::removed_above_body),
    ("below-body", m::removed_below_body),
    ("beside-article", m::removed_beside_article),
    ("broken-line", m::removed_broken_line),
    ("byline", m::removed_byline),
    ("byte-order-mark", m::removed_byte_order_mark),
    ("caption", m::removed_caption),
    ("comment", m::removed_comment),
    ("comment-bar", m::removed_comment_bar),
    ("cookie-notice", m::removed_cookie_notice),
    ("copy", m::removed_copy),
    ("date-line", m::removed_date_line),
    ("inset", m::removed_inset),
    ("markup", m::removed_markup),
    ("media-lead-in", m::removed_media_lead_in),
    ("navigation", m::removed_navigation),
    ("newsletter", m::removed_newsletter),
    ("not-text", m::removed_not_text),
    ("publisher-blurb", m::removed_publisher_blurb),
    ("reading-tip", m::removed_reading_tip),
    ("related", m::removed_related),
    ("repeated", m::removed_repeated),
    ("rule-line", m::removed_rule_line),
    ("section-line", m::removed_section_line),
    ("share-bar", m::removed_share_bar),
    ("slug", m::removed_slug),
    ("source-link", m::removed_source_link),
    ("title-suffix", m::removed_title_suffix),
];

/// What a rule of cleaning took out, in a few words.
pub fn removed(rule: &str) -> String {
    REMOVED
        .iter()
        .find(|(name, _)| *name == rule)
        .map_or_else(|| plain(rule), |(_, words)| words().to_owned())
}

/// A rule's name as words.
fn plain(rule: &str) -> String {
    rule.replace('-', " ")
}

/// A probability in words, with its number.
pub fn sureness(confidence: f32) -> String {
    let words = match confidence {
        c if c >= 0.97 => m::sure_almost_certain(),
        c if c >= 0.85 => m::sure_very_likely(),
        c if c >= 0.65 => m::sure_likely(),
        c if c >= 0.45 => m::sure_even(),
        c if c >= 0.2 => m::sure_doubtful(),
        _ => m::sure_very_doubtful(),
    };
    m::sureness(words, &percent(confidence))
}

/// A probability in percent; only what is certain is 100.
pub fn percent(confidence: f32) -> String {
    let rounded = (confidence * 100.0 + 0.5) as u32;
    m::percent(if confidence < 1.0 { rounded.min(99) } else { rounded })
}

/// What was decided, in words, without the reason.
pub fn verdict(label: &LabelView, shown: &str) -> String {
    let mut sentence = match (&label.value, &label.runner_up) {
        (Some(_), _) => m::verdict(shown, &sureness(label.confidence)),
        (None, Some((perhaps, confidence))) => m::verdict_perhaps(perhaps, &sureness(*confidence)),
        (None, None) => m::verdict_unknown().to_owned(),
    };
    if let (Some(_), Some((second, confidence))) = (&label.value, &label.runner_up) {
        sentence.push(' ');
        sentence.push_str(&m::verdict_next(second, &percent(*confidence)));
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
