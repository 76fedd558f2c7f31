//! What is said of a text's language, and which words said it?

use super::model::{EDGE, LONGEST_WORD, PARTS_OF_NAT, Symbol};
use super::{Evidence, LanguageModel, Script, boundary, script_width, sharpness};
use crate::article::{Label, Language};
use crate::span::Span;
use explorer_text::ngrams::MOST_CLASSES;

/// Below this probability a text's language is unknown.
pub const BELIEVED: f32 = 0.7;
// The words shown as evidence, and the bytes from the beginning in which they are looked for.
const SHOWN: usize = 8;
const SEARCHED: usize = 2048;
// Bytes of letters, and nats by which a language is ahead of any other, that leave no doubt.
const LETTERS: u64 = 40;
const CLEAR: f64 = 5.0;

impl LanguageModel {
    /// The language of a text with the words that spoke most clearly for it; abstains on what is short
    /// or unclear. `evidence` is what was read of it.
    pub fn label(&self, text: &str, evidence: &Evidence) -> Label<Language> {
        let scores = self.scores(evidence);
        let Some((language, confidence)) = scores.best() else { return Label::unknown() };
        let script = evidence.script().unwrap_or(Script::Other);
        let rule = match script.only_language() {
            Some(_) => "script",
            None => "letter-n-grams",
        };
        let spans = self.telling_words(text, language, script);
        if confidence < BELIEVED {
            return Label::abstained(language, confidence, rule, spans);
        }
        let label = Label::found(language, confidence, rule, spans);
        match scores.ranked.get(1) {
            Some(&(second, confidence)) if confidence > 0.0 => label.with_runner_up(second, confidence),
            _ => label,
        }
    }

    /// The words of a text's beginning that speak most clearly for a language, in their order.
    pub fn telling_words(&self, text: &str, language: Language, script: Script) -> Vec<Span> {
        let beginning = text.get(..boundary(text, SEARCHED)).unwrap_or(text);
        let mut found: Vec<(i64, Span)> = Vec::new();
        let mut start = None;
        let mut evidence = Evidence::default();
        // Most words are of one script's letters alone, and short: what they say is known without reading them again.
        let counts = script.only_language().is_none() && !matches!(script, Script::Han | Script::Devanagari);
        let group = self.groups.get(script as usize).filter(|_| counts);
        let sides = Sides::of(group.map_or(&[], |group| &group.classes), language);
        let mut symbols: Vec<u8> = vec![EDGE];
        let mut is_plain = true;
        for (at, c) in beginning.char_indices().chain([(beginning.len(), ' ')]) {
            let in_word = match self.symbol(c) {
                Symbol::Letter(of, symbol) => {
                    is_plain &= of == script;
                    symbols.push(symbol);
                    true
                }
                Symbol::Mark => start.is_some(),
                Symbol::Gap => false,
            };
            if in_word {
                start.get_or_insert(at);
            } else if let Some(start) = start.take() {
                let span = Span::new(start, at);
                symbols.push(EDGE);
                let clarity = match group.filter(|_| is_plain && symbols.len() < LONGEST_WORD) {
                    Some(group) => i64::from(sides.clarity(&group.weights(&symbols).numbers())),
                    None => {
                        evidence.clear();
                        self.read_into(span.of(beginning), &mut evidence);
                        self.clarity(&evidence, language, script)
                    }
                };
                symbols.truncate(1);
                is_plain = true;
                // A word that comes again is shown once.
                let least = if found.len() < SHOWN { 0 } else { found.last().map_or(0, |&(least, _)| least) };
                let again = |(_, other): &(i64, Span)| other.of(beginning) == span.of(beginning);
                if clarity > least && !found.iter().any(again) {
                    found.push((clarity, span));
                    crate::order::sort_by(&mut found, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
                    found.truncate(SHOWN);
                }
            }
        }
        let mut spans: Vec<Span> = found.into_iter().map(|(_, span)| span).collect();
        crate::order::sort(&mut spans);
        spans
    }

    /// Whether a text is in this language beyond doubt: all but in its script alone, and ahead of the next by
    /// so much that its probability need not be worked out.
    pub(super) fn is_clearly(&self, evidence: &Evidence, language: Language) -> bool {
        let Some(script) = evidence.script() else { return false };
        let own = evidence.letters.get(script as usize).copied().unwrap_or(0);
        if own < LETTERS || (evidence.letters() - own) * 10 > own {
            return false;
        }
        if let Some(code) = script.only_language() {
            return language.code() == code;
        }
        let clarity = self.clarity(evidence, language, script) as f64 / f64::from(PARTS_OF_NAT);
        let ahead = clarity * sharpness(own / script_width(script));
        ahead >= CLEAR && (script != Script::Han || matches!(language.code(), "ja" | "zh"))
    }

    /// Whether it is plain at once that no language is as likely as nine in ten: two of one script are too close, or
    /// there is too much of several scripts.
    pub(super) fn is_unclear(&self, evidence: &Evidence) -> bool {
        // A little below, so that no rounding decides; and the logarithm of the odds.
        const LIKELY: f64 = 0.899;
        const ODDS: f64 = 2.18;
        let square = |bytes: u64| (bytes as f64) * (bytes as f64);
        let squares: f64 = evidence.letters.iter().map(|&bytes| square(bytes)).sum();
        for (&script, &bytes) in super::SCRIPTS.iter().zip(&evidence.letters) {
            if bytes == 0 || square(bytes) < LIKELY * squares {
                continue;
            }
            if script.only_language().is_some() || script == Script::Han {
                return false;
            }
            let Some(scores) = evidence.scores.get(script as usize) else { return false };
            let (mut most, mut next) = (i64::MIN, i64::MIN);
            for &score in scores {
                next = next.max(score.min(most));
                most = most.max(score);
            }
            let ahead = most.saturating_sub(next) as f64 / f64::from(PARTS_OF_NAT);
            return ahead * sharpness(bytes / script_width(script)) < ODDS;
        }
        true
    }

    // By how much a word speaks for a language rather than for the next likely.
    fn clarity(&self, evidence: &Evidence, language: Language, script: Script) -> i64 {
        if script.only_language().is_some() {
            return i64::from(evidence.script() == Some(script)) * evidence.letters() as i64;
        }
        if script == Script::Han {
            let sign = if language.code() == "ja" { 1 } else { -1 };
            return sign * evidence.japanese;
        }
        let at = script as usize;
        let (Some(group), Some(scores)) = (self.groups.get(at), evidence.scores.get(at)) else { return 0 };
        clarity(&group.classes, scores, language)
    }
}

// By how much the scores of classes speak for a language rather than for the next likely.
fn clarity(classes: &[Option<Language>], scores: &[i64], language: Language) -> i64 {
    let (mut own, mut others) = (None, None);
    for (class, &score) in classes.iter().zip(scores) {
        let most = if *class == Some(language) { &mut own } else { &mut others };
        *most = Some(most.map_or(score, |most: i64| most.max(score)));
    }
    own.unwrap_or(0) - others.unwrap_or(0)
}

// Which classes are of a language, and which of others: the least number where one is not, the greatest where it is.
struct Sides {
    own: [i16; MOST_CLASSES],
    others: [i16; MOST_CLASSES],
}

impl Sides {
    fn of(classes: &[Option<Language>], language: Language) -> Self {
        let mut sides = Sides { own: [i16::MIN; MOST_CLASSES], others: [i16::MIN; MOST_CLASSES] };
        for (class, (own, other)) in classes.iter().zip(sides.own.iter_mut().zip(&mut sides.others)) {
            *(if *class == Some(language) { own } else { other }) = i16::MAX;
        }
        sides
    }

    // The same as `clarity`, for one word's scores.
    fn clarity(&self, scores: &[i16; MOST_CLASSES]) -> i32 {
        let most = |side: &[i16; MOST_CLASSES]| {
            let all =
                scores.iter().zip(side).fold(i16::MIN, |most, (&score, &bound)| most.max(score.min(bound)));
            // Of no class nothing is said.
            if side.contains(&i16::MAX) { i32::from(all) } else { 0 }
        };
        most(&self.own) - most(&self.others)
    }
}
