//! Are topics found by the words that speak for them, in every language, and never beyond the text?

use super::lexicon::{Extent, Subject, Weight, form, hash, write};
use super::*;
use proptest::prelude::*;

const SPORT: u8 = 0;
const FOOTBALL: u8 = 1;
const WAR: u8 = 2;

// language, term (a star where it is a beginning), topic, weight
const TERMS: &[(&str, &str, u8, u8)] = &[
    ("en", "match", SPORT, 5),
    ("en", "goal*", FOOTBALL, 8),
    ("en", "striker*", FOOTBALL, 8),
    ("en", "world cup", FOOTBALL, 9),
    ("en", "soldier*", WAR, 9),
    ("en", "war", WAR, 9),
    ("nl", "oorlog*", WAR, 9),
    ("ar", "حرب", WAR, 9),
    ("ja", "戦争", WAR, 9),
    ("", "nato", WAR, 5),
];

fn subjects() -> Vec<Subject> {
    [(15_000_000, None), (20_000_822, Some(SPORT)), (16_000_000, None)]
        .map(|(code, parent)| Subject { topic: Topic(code), parent })
        .to_vec()
}

fn terms() -> Vec<(u32, Vec<Weight>)> {
    let mut terms = Vec::new();
    for &(language, term, subject, parts) in TERMS {
        let extent = if term.ends_with('*') { Extent::Beginning } else { Extent::Word };
        let words = form(term.trim_end_matches('*'));
        let language = Language::from_code(language);
        for (at, _) in words.match_indices(' ') {
            terms.push((hash(language, &words[..at], Extent::Opening), Vec::new()));
        }
        terms.push((hash(language, &words, extent), vec![Weight { subject, parts }]));
    }
    terms.sort_by_key(|(hash, _)| *hash);
    terms
}

fn lexicon() -> Lexicon {
    Lexicon::open(&write(&subjects(), &terms())).unwrap()
}

fn paragraph(text: &str, kind: ParagraphKind) -> Paragraph {
    Paragraph { span: Span::new(0, text.len()), kind, language: None }
}

fn language(code: &str) -> Label<Language> {
    Language::from_code(code)
        .map_or(Label::unknown(), |language| Label::found(language, 0.9, "letter-n-grams", Vec::new()))
}

fn found(text: &str, code: &str) -> Vec<Label<Topic>> {
    topics(&lexicon(), text, &[paragraph(text, ParagraphKind::Text)], &language(code))
}

fn words(text: &str, code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let whole = Span::new(0, text.len());
    lexicon().hits(text, whole, Language::from_code(code), |hit| words.push(hit.span.of(text).to_owned()));
    words
}

#[test]
fn terms_are_found_in_their_language_with_their_inflections() {
    for (text, code, expected) in [
        ("Soldiers at WAR, soldiering on", "en", "Soldiers WAR soldiering"),
        ("matches are not match", "en", "match"),
        ("the World Cup goals", "en", "World Cup goals"),
        ("the world: cup", "en", "world: cup"),
        ("De oorlogen in Oorlogstijd, war", "nl", "oorlogen Oorlogstijd"),
        ("والحرب حربٌ", "ar", "والحرب حربٌ"),
        ("第二次世界戦争は", "ja", "戦争"),
        ("NATO", "fr", "NATO"),
        ("NATO war", "", "NATO"),
        ("", "en", ""),
    ] {
        assert_eq!(words(text, code).join(" "), expected, "{text}");
    }
}

#[test]
fn words_of_a_topic_are_its_evidence() {
    let text = "The war went on; soldiers of NATO watched the match.";
    let topics = found(text, "en");
    assert_eq!(topics[0].value, Some(Topic(16_000_000)));
    let words: Vec<&str> = topics[0].evidence.iter().map(|span| span.of(text)).collect();
    assert_eq!(words, ["war", "soldiers", "NATO"]);
    assert_eq!(topics.len(), 1, "one word is not enough for a topic beside the main one");
}

#[test]
fn a_finer_topic_stands_beside_the_one_that_it_belongs_to() {
    let text = "Two goals by the strikers won the match at the World Cup.";
    let values: Vec<Option<Topic>> = found(text, "en").iter().map(|label| label.value).collect();
    assert_eq!(values, [Some(Topic(15_000_000)), Some(Topic(20_000_822))]);
}

#[test]
fn a_text_without_such_words_has_no_topic() {
    assert_eq!(found("Nothing of the kind is here.", "en"), Vec::new());
}

#[test]
fn a_headline_counts_twice() {
    let text = "War\nA match";
    let paragraphs = [
        Paragraph { span: Span::new(0, 3), kind: ParagraphKind::Title, language: None },
        Paragraph { span: Span::new(4, 11), kind: ParagraphKind::Text, language: None },
    ];
    let topics = topics(&lexicon(), text, &paragraphs, &language("en"));
    assert_eq!(topics.first().and_then(|label| label.value), Some(Topic(16_000_000)));
}

#[test]
fn a_damaged_model_is_refused() {
    let whole = write(&subjects(), &terms());
    assert!(Lexicon::open(&whole).is_ok());
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        assert!(Lexicon::open(&damaged).is_err(), "{at}");
        assert!(Lexicon::open(&whole[..at]).is_err(), "{at}");
    }
}

proptest! {
    #[test]
    fn bytes_with_a_right_checksum_but_no_model_in_them_never_panic(inner in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = b"AXTM\x01".to_vec();
        bytes.extend(inner);
        let sum = crate::codec::checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        if let Ok(lexicon) = Lexicon::open(&bytes) {
            let text = "The war of 戦争";
            topics(&lexicon, text, &[paragraph(text, ParagraphKind::Text)], &language("en"));
        }
    }

    #[test]
    fn removing_the_evidence_never_makes_a_topic_surer(
        chosen in prop::collection::vec(0..9usize, 0..30),
        gone in 0..3usize,
    ) {
        const WORDS: [&str; 9] = ["war", "goals", "match", "World Cup", "and", "soldiers", "NATO", "戦争", "striker"];
        let text: Vec<&str> = chosen.iter().map(|&at| WORDS[at]).collect();
        let text = text.join(" ");
        let before = found(&text, "en");
        let Some(label) = before.get(gone) else { return Ok(()) };
        let mut without = text.clone();
        for span in label.evidence.iter().rev() {
            without.replace_range(span.range(), "");
        }
        let after = found(&without, "en").into_iter().find(|other| other.value == label.value);
        prop_assert!(after.is_none_or(|after| after.confidence <= label.confidence));
    }
}
