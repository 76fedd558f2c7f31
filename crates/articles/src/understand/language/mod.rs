//! Which language is it written in?
//!
//! The letters of a text are sorted by script. A script of one language settles it; where several
//! share one, letter n-grams vote (see [`model`]). **Invariant.** Scores are sums of whole numbers, so
//! the same text has the same answer everywhere, and the answer to two texts together is the sum of
//! their evidence. A probability says how often such an answer is right; what is missing to 1 is the
//! chance of a language that the model does not know. Whether to believe it is left to the caller.

pub mod coder;
pub mod detect;
mod label;
pub mod model;
pub mod script;

pub use label::BELIEVED;
pub use model::{LanguageModel, ModelError};
pub use script::{Script, script_of};

use crate::article::Language;
use explorer_text::ngrams::Sums;
use model::{EDGE, LONGEST_WORD, PARTS_OF_NAT, RARE, Symbol};

// What a letter of the Japanese syllabaries says for Japanese, in parts of a nat: they occur in
// nothing else, but a single one is used in Chinese brand names.
const KANA: i64 = 64;

/// What a text says about its language; it adds up over texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// UTF-8 bytes of letters, by script.
    letters: [u64; Script::COUNT],
    /// For each script that several languages share: scores of its classes.
    scores: [Vec<i64>; 4],
    /// What Chinese characters and syllables say for Japanese against Chinese.
    japanese: i64,
}

impl Evidence {
    /// Adds what another text says.
    pub fn add(&mut self, other: &Evidence) {
        for (mine, theirs) in self.letters.iter_mut().zip(&other.letters) {
            *mine += theirs;
        }
        for (mine, theirs) in self.scores.iter_mut().zip(&other.scores) {
            mine.resize(mine.len().max(theirs.len()), 0);
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
        self.japanese += other.japanese;
    }

    // What so many texts like it would say.
    fn multiply(&mut self, by: u64) {
        let factor = i64::try_from(by).unwrap_or(i64::MAX);
        for letters in &mut self.letters {
            *letters = letters.saturating_mul(by);
        }
        for score in self.scores.iter_mut().flatten() {
            *score = score.saturating_mul(factor);
        }
        self.japanese = self.japanese.saturating_mul(factor);
    }

    // Nothing read yet, in the same memory.
    fn clear(&mut self) {
        self.letters.fill(0);
        for scores in &mut self.scores {
            scores.fill(0);
        }
        self.japanese = 0;
    }

    /// How many bytes of letters it rests on.
    pub fn letters(&self) -> u64 {
        self.letters.iter().sum()
    }

    /// The script of most of the letters.
    pub fn script(&self) -> Option<Script> {
        let at = (0..Script::COUNT).rev().max_by_key(|&at| self.letters.get(at))?;
        SCRIPTS.get(at).copied().filter(|_| self.letters() > 0)
    }
}

const SCRIPTS: [Script; Script::COUNT] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Arabic,
    Script::Devanagari,
    Script::Han,
    Script::Greek,
    Script::Armenian,
    Script::Hebrew,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Odia,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Thai,
    Script::Lao,
    Script::Burmese,
    Script::Georgian,
    Script::Hangul,
    Script::Khmer,
    Script::Other,
];

/// How likely each language is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// The languages with their probabilities, the likeliest first.
    pub ranked: Vec<(Language, f32)>,
    /// The probability of any other language, or of none.
    pub unknown: f32,
}

impl Scores {
    /// The likeliest language and its probability.
    pub fn best(&self) -> Option<(Language, f32)> {
        self.ranked.first().copied()
    }
}

impl LanguageModel {
    /// Reads a whole text.
    pub fn evidence(&self, text: &str) -> Evidence {
        let mut evidence = Evidence::default();
        self.read_into(text, &mut evidence);
        evidence
    }

    // Adds what a text says.
    fn read_into(&self, text: &str, evidence: &mut Evidence) {
        for (scores, group) in evidence.scores.iter_mut().zip(&self.groups) {
            scores.resize(group.classes.len(), 0);
        }
        let mut word = Word::default();
        for c in text.chars() {
            match self.symbol(c) {
                Symbol::Letter(script, symbol) => {
                    if let Some(letters) = evidence.letters.get_mut(script as usize) {
                        *letters += c.len_utf8() as u64;
                    }
                    if script == Script::Han {
                        evidence.japanese += if is_kana(c) { KANA } else { self.han(c) };
                        continue;
                    }
                    if word.script != script || word.symbols.len() + 1 >= LONGEST_WORD {
                        self.vote(&mut word, evidence);
                        if word.script != script {
                            word.end(evidence);
                            word.script = script;
                        }
                    }
                    word.symbols.push(symbol);
                }
                Symbol::Mark => {}
                Symbol::Gap => self.vote(&mut word, evidence),
            }
        }
        self.vote(&mut word, evidence);
        word.end(evidence);
    }

    /// Reads about `limit` bytes of a text, in pieces spread evenly over it: enough to name the
    /// language of a long one.
    pub fn sampled_evidence(&self, text: &str, limit: usize) -> Evidence {
        const PIECE: usize = 512;
        let pieces = (limit / PIECE).max(1);
        if text.len() <= pieces * PIECE {
            return self.evidence(text);
        }
        let mut evidence = Evidence::default();
        for piece in 0..pieces {
            let start = boundary(text, (text.len() / pieces).saturating_mul(piece));
            let end = boundary(text, start + PIECE);
            // A word cut in two is no evidence.
            let piece = text.get(start..end).unwrap_or("");
            let from = piece.find(' ').filter(|_| start > 0).unwrap_or(0);
            let to = piece.rfind(' ').filter(|&to| to >= from).unwrap_or(piece.len());
            self.read_into(piece.get(from..to).unwrap_or(""), &mut evidence);
        }
        evidence
    }

    fn vote(&self, word: &mut Word, evidence: &mut Evidence) {
        if word.symbols.len() < 2 {
            return;
        }
        if let Some(group) = self.groups.get(word.script as usize) {
            word.symbols.push(EDGE);
            word.sums.add(&group.weights(&word.symbols));
            if word.script == Script::Devanagari {
                // Counts of letters alone break at vowel signs: their n-grams are looked up too.
                let is_sign = |symbol: &u8| {
                    *symbol == EDGE || group.is_sign.get(usize::from(*symbol)).copied().unwrap_or(false)
                };
                let mut run = Vec::with_capacity(word.symbols.len());
                for letters in word.symbols.split(is_sign).filter(|letters| !letters.is_empty()) {
                    run.clear();
                    run.push(RARE);
                    run.extend_from_slice(letters);
                    run.push(RARE);
                    word.sums.add(&group.weights(&run));
                }
            }
            // A word has fewer runs than symbols.
            if word.sums.words() + LONGEST_WORD as u32 >= Sums::MOST {
                word.end(evidence);
            }
        }
        word.symbols.truncate(1);
    }

    /// How likely each language is, on this evidence.
    pub fn scores(&self, evidence: &Evidence) -> Scores {
        let mut ranked: Vec<(Language, f32)> = Vec::new();
        let mut known = 0.0;
        self.each_score(evidence, f64::NEG_INFINITY, |language, probability| {
            ranked.push((language, probability as f32));
            known += probability;
        });
        // Equal ones by code, so that the order is always the same.
        crate::order::sort_by(&mut ranked, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Scores { ranked, unknown: (1.0 - known).clamp(0.0, 1.0) as f32 }
    }

    /// The likeliest language and its probability: the first of [`scores`](Self::scores).
    pub fn best(&self, evidence: &Evidence) -> Option<(Language, f32)> {
        let mut best: Option<(Language, f32)> = None;
        self.each_score(evidence, NOUGHT, |language, probability| {
            let probability = probability as f32;
            if best
                .is_none_or(|(first, most)| probability > most || (probability == most && language < first))
            {
                best = Some((language, probability));
            }
        });
        best
    }

    // Languages whose likelihood is less than e to the power of `least`, against the likeliest, have none.
    fn each_score(&self, evidence: &Evidence, least: f64, mut take: impl FnMut(Language, f64)) {
        // The share of a script counts by its square, so that names in another script count for little.
        let squares: f64 = evidence.letters.iter().map(|&bytes| (bytes as f64) * (bytes as f64)).sum();
        if squares == 0.0 {
            return;
        }
        let mut put = |language: Option<Language>, probability: f64| {
            if let Some(language) = language {
                take(language, probability);
            }
        };
        for (&script, &bytes) in SCRIPTS.iter().zip(&evidence.letters) {
            let share = (bytes as f64) * (bytes as f64) / squares;
            if bytes == 0 {
                continue;
            }
            if let Some(code) = script.only_language() {
                put(Language::from_code(code), share * ONLY_LANGUAGE);
            } else if script == Script::Han {
                let odds = evidence.japanese as f64 / f64::from(PARTS_OF_NAT) * sharpness(bytes / 3);
                let japanese = 1.0 / (1.0 + libm::exp(-odds));
                put(Language::from_code("ja"), share * japanese * ONLY_LANGUAGE);
                put(Language::from_code("zh"), share * (1.0 - japanese) * ONLY_LANGUAGE);
            } else if let Some(group) = self.groups.get(script as usize) {
                let scores = evidence.scores.get(script as usize).map_or(&[][..], Vec::as_slice);
                let sharpness = sharpness(bytes / script_width(script)) / f64::from(PARTS_OF_NAT);
                let most = scores.iter().copied().max().unwrap_or(0);
                let likelihood = |score: i64| {
                    let behind = (score - most) as f64 * sharpness;
                    if behind < least { 0.0 } else { libm::exp(behind) }
                };
                let all: f64 = scores.iter().map(|&score| likelihood(score)).sum();
                for (&language, &score) in group.classes.iter().zip(scores) {
                    put(language, share * likelihood(score) / all);
                }
            }
        }
    }
}

// The last place at or before `at` where a character begins, or the text ends.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

// The logarithm of what changes no bit of a sum that is 1 or more, however many are added.
const NOUGHT: f64 = -44.0;

// A script that only one of the known languages uses may still write an unknown one.
const ONLY_LANGUAGE: f64 = 0.99;

fn script_width(script: Script) -> u64 {
    match script {
        Script::Latin => 1,
        Script::Devanagari => 3,
        _ => 2,
    }
}

// N-grams of one text are not independent: the more letters, the less each adds to what is known. The two
// numbers make the probabilities of lingua's words, pairs and sentences right on the whole.
fn sharpness(letters: u64) -> f64 {
    0.85 / (1.0 + letters as f64 / 80.0)
}

fn is_kana(c: char) -> bool {
    matches!(c as u32, 0x3041..=0x30FF | 0xFF66..=0xFF9D)
}

// The letters since the last gap, behind the edge that begins a word.
#[derive(Debug)]
struct Word {
    script: Script,
    symbols: Vec<u8>,
    /// Of the words of this script before it.
    sums: Sums,
}

impl Word {
    // Hands on what the words of one script say.
    fn end(&mut self, evidence: &mut Evidence) {
        if self.sums.words() > 0
            && let Some(scores) = evidence.scores.get_mut(self.script as usize)
        {
            self.sums.end(scores);
        }
    }
}

impl Default for Word {
    fn default() -> Self {
        let mut symbols = Vec::with_capacity(32);
        symbols.push(EDGE);
        Word { script: Script::Latin, symbols, sums: Sums::default() }
    }
}

#[cfg(test)]
mod tests;
