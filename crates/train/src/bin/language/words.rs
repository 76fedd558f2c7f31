//! Which words is the model trained on?
//!
//! **Invariant.** A sample is a list of symbol sequences, edges included, as the reader of the model
//! makes them of a word: see `explorer_core::understand::language`. The same number for each class.

use crate::sources::{LANGUAGES, Sources};
use crate::tables::{self, Chain, EDGE, Random};
use explorer_core::article::Language;
use explorer_core::understand::language::model::{self, FIRST_LETTER, RARE};
use explorer_core::understand::language::{Script, script_of};
use std::collections::{BTreeMap, HashMap};

/// Ends a sequence within a sample.
const END: u8 = 255;

/// The words of a class.
#[derive(Default)]
pub struct Samples {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Samples {
    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The sequences of one.
    pub fn sequences(&self, at: usize) -> impl Iterator<Item = &[u8]> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.bytes[start..self.ends[at] as usize]
            .split(|&byte| byte == END)
            .filter(|sequence| !sequence.is_empty())
    }

    fn push_sequence(&mut self, edge: u8, letters: &[u8]) {
        self.bytes.push(edge);
        self.bytes.extend(letters);
        self.bytes.extend([edge, END]);
    }

    fn finish(&mut self) {
        self.ends.push(self.bytes.len() as u32);
    }
}

/// The words of a script.
pub struct Lexicon {
    /// What they are of; `None` is any language not told apart.
    pub classes: Vec<Option<Language>>,
    /// The letters told apart.
    pub alphabet: Vec<char>,
    /// By class.
    pub samples: Vec<Samples>,
}

// Languages that are not told apart, in CLDR's annotations and in the trigrams of the Universal Declaration.
fn others(script: Script) -> (&'static [&'static str], &'static [&'static str]) {
    match script {
        Script::Latin => (
            &[
                "ast", "br", "ceb", "dsb", "fo", "gd", "gl", "ha", "hsb", "ia", "ig", "jv", "kab", "ku",
                "lb", "lij", "mt", "oc", "om", "pap", "qu", "rm", "rw", "sc", "su", "tk", "to", "uz", "vec",
                "wo",
            ],
            &[
                "fri",
                "hau_NG",
                "ibo",
                "jav",
                "kin",
                "run",
                "ltz",
                "gla",
                "bre",
                "cos",
                "glg",
                "oci_1",
                "lin",
                "plt",
                "gaa",
                "gax",
                "nya_chechewa",
                "ven",
                "wol",
                "bam",
                "ewe",
                "hat_popular",
                "quy",
                "ayr",
                "gug",
                "smo",
                "ton",
                "fij",
                "haw",
                "tah",
                "ceb",
                "ilo",
                "hil",
                "war",
                "sun",
                "min",
                "ace",
                "bug",
                "mad",
                "uzn_latn",
                "tuk_latn",
                "kmr",
                "fao",
                "hsb",
                "sme",
                "fur",
                "src",
                "mlt",
                "pap",
                "tpi",
                "kal",
                "aka_fante",
                "fuf",
                "bem",
                "kmb",
                "lua",
                "nav",
            ],
        ),
        Script::Cyrillic => (
            &["ky", "tg", "tt", "cv", "ba"],
            &[
                "kir", "tgk", "tat", "chv", "oss", "abk", "sah", "tyv", "uzn_cyrl", "tuk_cyrl", "azj_cyrl",
                "niv",
            ],
        ),
        Script::Arabic => {
            (&["ps", "sd", "ug", "ckb", "pa-Arab", "kk-Arab"], &["pbu", "uig_arab", "mly_arab"])
        }
        Script::Devanagari => (&["ne", "kok", "mai", "sa"], &["nep", "mai", "bho", "mag", "san"]),
        _ => (&[], &[]),
    }
}

// Words that counts of letters alone cannot make, in a language written with vowel signs.
fn listed(code: &str) -> &'static str {
    match code {
        "hi" => include_str!("../../../words/hi.txt"),
        "mr" => include_str!("../../../words/mr.txt"),
        _ => "",
    }
}

impl Lexicon {
    /// Makes `count` words for each class of a script.
    pub fn of(script: Script, count: usize, sources: &Sources) -> Result<Lexicon, String> {
        let mut languages = Vec::new();
        for (code, name) in LANGUAGES {
            let counts = tables::counts(sources.table(name)?)?;
            let mut letters: BTreeMap<Script, u64> = BTreeMap::new();
            for (letter, count) in tables::unigrams(&counts) {
                if let Some(script) = script_of(letter) {
                    *letters.entry(script).or_default() += count;
                }
            }
            if letters.iter().max_by_key(|&(_, count)| count).is_some_and(|(&most, _)| most == script) {
                languages.push((code, counts));
            }
        }
        let other = Texts::of_others(script, sources)?;
        let mut shares: HashMap<char, f64> = HashMap::new();
        let mut count_letters = |letters: &[(char, u64)], least: f64| {
            let all: u64 = letters.iter().map(|&(_, count)| count).sum();
            for &(letter, count) in letters {
                let share = count as f64 / all as f64;
                if share > least {
                    let most = shares.entry(letter).or_default();
                    *most = most.max(share);
                }
            }
        };
        let mut real = Vec::new();
        for (code, counts) in &languages {
            let of_script: Vec<_> =
                tables::unigrams(counts).filter(|&(letter, _)| script_of(letter) == Some(script)).collect();
            count_letters(&of_script, 1e-5);
            let words = if listed(code).is_empty() {
                Texts::default()
            } else {
                Texts::of_language(code, script, sources)?
            };
            count_letters(&words.letters(), 1e-5);
            real.push(words);
        }
        count_letters(&other.letters(), 1e-3);
        let mut letters: Vec<(char, f64)> = shares.into_iter().collect();
        letters.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        letters.truncate(240);
        let alphabet: Vec<char> = letters.into_iter().map(|(letter, _)| letter).collect();
        let speller = Speller {
            script,
            numbers: alphabet.iter().zip(FIRST_LETTER..).map(|(&letter, number)| (letter, number)).collect(),
        };

        let mut lexicon = Lexicon { classes: Vec::new(), alphabet, samples: Vec::new() };
        for (at, ((code, counts), words)) in languages.iter().zip(&real).enumerate() {
            let mut random = Random(77 + at as u64);
            let chain = Chain::new(counts);
            let mut samples = Samples::default();
            while samples.len() < count {
                if words.is_empty() {
                    speller.word(&mut samples, &chain.word(&mut random), &mut random);
                } else if random.below(5) == 0 {
                    for _ in 0..=random.below(3) {
                        speller.run(&mut samples, &chain.word(&mut random));
                    }
                    samples.finish();
                } else {
                    speller.word(&mut samples, &words.word(&mut random), &mut random);
                }
            }
            lexicon.classes.push(Language::from_code(code));
            lexicon.samples.push(samples);
        }
        if !other.is_empty() {
            let mut random = Random(7777);
            let mut samples = Samples::default();
            while samples.len() < count {
                speller.word(&mut samples, &other.word(&mut random), &mut random);
            }
            lexicon.classes.push(None);
            lexicon.samples.push(samples);
        }
        Ok(lexicon)
    }
}

struct Speller {
    script: Script,
    numbers: HashMap<char, u8>,
}

impl Speller {
    fn symbols(&self, word: &[char]) -> Option<Vec<u8>> {
        word.iter()
            .map(|&letter| {
                (script_of(letter) == Some(self.script))
                    .then(|| self.numbers.get(&letter).copied().unwrap_or(RARE))
            })
            .collect()
    }

    fn word(&self, samples: &mut Samples, word: &[char], random: &mut Random) {
        // Short words are the commonest by far, and the least telling.
        if word.len() < 5 && random.below(10) < 7 {
            return;
        }
        let Some(symbols) = self.symbols(word).filter(|symbols| !symbols.is_empty()) else { return };
        samples.push_sequence(model::EDGE, &symbols);
        if self.script == Script::Devanagari {
            for run in word.split(|&letter| model::is_devanagari_sign(letter)).filter(|run| !run.is_empty()) {
                self.run(samples, run);
            }
        }
        samples.finish();
    }

    // Letters between vowel signs.
    fn run(&self, samples: &mut Samples, run: &[char]) {
        if let Some(symbols) = self.symbols(run) {
            samples.push_sequence(RARE, &symbols);
        }
    }
}

/// What follows two letters, how often.
type Trigrams = HashMap<[char; 2], Vec<(char, u64)>>;

/// Words of texts, and chains of trigrams.
#[derive(Default)]
struct Texts {
    lists: Vec<Vec<Vec<char>>>,
    trigrams: Vec<Trigrams>,
}

impl Texts {
    fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.trigrams.is_empty()
    }

    fn of_language(code: &str, script: Script, sources: &Sources) -> Result<Texts, String> {
        let own: Vec<Vec<char>> =
            listed(code).split_whitespace().map(|word| word.chars().collect()).collect();
        Ok(Texts { lists: vec![own, annotated(code, script, sources)?], trigrams: Vec::new() })
    }

    fn of_others(script: Script, sources: &Sources) -> Result<Texts, String> {
        let (locales, declarations) = others(script);
        let mut texts = Texts::default();
        for locale in locales {
            // Not every locale has annotations in every release.
            if let Ok(words) = annotated(locale, script, sources)
                && words.len() > 300
            {
                texts.lists.push(words);
            }
        }
        let all = sources.trigrams()?;
        for code in declarations {
            let Some(counts) = all.get(code).and_then(serde_json::Value::as_object) else { continue };
            let mut chain = Trigrams::new();
            for (trigram, count) in counts {
                let letters: Vec<char> = trigram.chars().map(|c| if c == ' ' { EDGE } else { c }).collect();
                if let ([a, b, c], Some(count)) = (&letters[..], count.as_u64()) {
                    chain.entry([*a, *b]).or_default().push((*c, count));
                }
            }
            for next in chain.values_mut() {
                next.sort_unstable();
            }
            if chain.keys().any(|pair| pair[0] == EDGE) {
                texts.trigrams.push(chain);
            }
        }
        Ok(texts)
    }

    fn letters(&self) -> Vec<(char, u64)> {
        let mut counts: BTreeMap<char, u64> = BTreeMap::new();
        for letter in self.lists.iter().flatten().flatten() {
            *counts.entry(*letter).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    fn word(&self, random: &mut Random) -> Vec<char> {
        let at = random.below((self.lists.len() + self.trigrams.len()) as u64) as usize;
        if let Some(words) = self.lists.get(at) {
            return words[random.below(words.len() as u64) as usize].clone();
        }
        let chain = &self.trigrams[at - self.lists.len()];
        let mut starts: Vec<([char; 2], u64)> = chain
            .iter()
            .filter(|(pair, _)| pair[0] == EDGE)
            .map(|(pair, next)| (*pair, next.iter().map(|choice| choice.1).sum()))
            .collect();
        starts.sort_unstable();
        let mut pair = choose(&starts, random);
        let mut word = vec![pair[1]];
        while let Some(next) = chain.get(&pair) {
            let letter = choose(next, random);
            if letter == EDGE || word.len() > 20 {
                break;
            }
            word.push(letter);
            pair = [pair[1], letter];
        }
        word
    }
}

fn choose<T: Copy>(choices: &[(T, u64)], random: &mut Random) -> T {
    let mut left = random.below(choices.iter().map(|choice| choice.1).sum());
    for &(choice, count) in choices {
        if left < count {
            return choice;
        }
        left -= count;
    }
    choices[0].0
}

// The words of CLDR's annotations in a script.
fn annotated(locale: &str, script: Script, sources: &Sources) -> Result<Vec<Vec<char>>, String> {
    fn walk(value: &serde_json::Value, script: Script, words: &mut Vec<Vec<char>>) {
        match value {
            serde_json::Value::String(text) => {
                let mut word = Vec::new();
                for c in text.to_lowercase().chars().chain([' ']) {
                    if script_of(c) == Some(script) {
                        word.push(c);
                    } else if !word.is_empty() {
                        words.push(std::mem::take(&mut word));
                    }
                }
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| walk(value, script, words)),
            serde_json::Value::Object(values) => values.values().for_each(|value| walk(value, script, words)),
            _ => {}
        }
    }
    let mut words = Vec::new();
    let annotations = sources.annotations(locale)?;
    if let Some(annotations) = annotations.pointer("/annotations/annotations") {
        walk(annotations, script, &mut words);
    }
    Ok(words)
}

/// What Chinese characters say for Japanese and against Chinese: the logarithm of the ratio of their
/// shares, in parts of a nat. The Chinese counts are of traditional characters; half of the Chinese is
/// taken to be the same in simplified ones.
pub fn han(sources: &Sources) -> Result<Vec<i8>, String> {
    const UNSEEN: f64 = 5.0;
    let place = |letter: char| (letter as u32).wrapping_sub(*model::HAN.start()) as usize;
    let simplified = sources.simplified()?;
    let mut simple: HashMap<char, char> = HashMap::new();
    for line in simplified.lines().filter(|line| !line.starts_with('#')) {
        let mut letters = line.split_whitespace().filter_map(|part| part.chars().next());
        if let (Some(traditional), Some(simplified)) = (letters.next(), letters.next()) {
            simple.insert(traditional, simplified);
        }
    }
    let mut shares = Vec::new();
    for name in ["japanese", "chinese"] {
        let counts = tables::counts(sources.table(name)?)?;
        let mut by_letter = vec![UNSEEN; model::HAN.count()];
        for (letter, count) in tables::unigrams(&counts) {
            let also =
                if name == "chinese" { simple.get(&letter).copied().unwrap_or(letter) } else { letter };
            for letter in [letter, also] {
                if let Some(place) = by_letter.get_mut(place(letter)) {
                    *place += count as f64 / 2.0;
                }
            }
        }
        let all: f64 = by_letter.iter().sum();
        shares.push(by_letter.into_iter().map(|count| count / all).collect::<Vec<_>>());
    }
    let odds = shares[0].iter().zip(&shares[1]).map(|(japanese, chinese)| {
        let nats = libm::log(japanese / chinese) as f32;
        (nats * model::PARTS_OF_NAT).round().clamp(-96.0, 84.0) as i8
    });
    Ok(odds.collect())
}
