//! Which form do the inflections of a word share?
//!
//! Stemming is Snowball's, which native programs link and the page's engine is given (see
//! `explorer-stemmers`). Languages that Snowball lacks and that are close to one it has borrow its
//! algorithm; the others, and words that are not wholly letters of the language's script, are not
//! stemmed. **Invariant.** No word makes a stemmer panic: a test feeds each of them noise.

use super::folded_form;
use crate::language::Language;
use std::sync::OnceLock;

/// How the words of a language are stemmed; 0 leaves them as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Analyzer(u8);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Armenian,
    Devanagari,
    Greek,
    Hebrew,
    Tamil,
}

type Row = (&'static [&'static str], Script);

/// Gives the stems of lower-case words, one a line, in the language of an ISO 639-1 code, if it knows that
/// language.
pub type Stem = fn([u8; 2], &str) -> Option<String>;

static STEM: OnceLock<Stem> = OnceLock::new();

/// Says who stems, where Snowball is not linked: in wasm, once, before any word is analysed.
pub fn stem_with(stem: Stem) {
    // A second time it is the same one again.
    let _ = STEM.set(stem);
}

#[cfg(not(target_arch = "wasm32"))]
fn linked(code: [u8; 2], words: &str) -> Option<String> {
    explorer_stemmers::stems(code, words)
}

#[cfg(target_arch = "wasm32")]
fn linked(_: [u8; 2], _: &str) -> Option<String> {
    None
}

fn snowball(codes: &[&str], words: &str) -> Option<String> {
    let code = codes.first()?.as_bytes().first_chunk::<2>()?;
    STEM.get().map_or(linked as Stem, |stem| *stem)(*code, words)
}

// Languages, that of the algorithm first, and the script of its words. Places are written into indexes: add
// at the end. Serbian's algorithm is left out: its tables alone are as large as ten others.
const ALGORITHMS: &[Row] = &[
    (&["ar"], Script::Arabic),
    (&["hy"], Script::Armenian),
    (&["eu"], Script::Latin),
    // Slovak declines much as Czech does.
    (&["cs", "sk"], Script::Latin),
    (&["da"], Script::Latin),
    (&["nl", "af"], Script::Latin),
    (&["en"], Script::Latin),
    (&["eo"], Script::Latin),
    (&["fi"], Script::Latin),
    (&["fr"], Script::Latin),
    (&["de", "lb"], Script::Latin),
    (&["hi"], Script::Devanagari),
    (&["hu"], Script::Latin),
    (&["id", "ms"], Script::Latin),
    (&["ga"], Script::Latin),
    (&["it"], Script::Latin),
    (&["lt"], Script::Latin),
    (&["ne"], Script::Devanagari),
    (&["nb", "nn"], Script::Latin),
    (&["fa"], Script::Arabic),
    (&["pl"], Script::Latin),
    (&["pt", "gl"], Script::Latin),
    (&["ro"], Script::Latin),
    (&["ru"], Script::Cyrillic),
    (&["st"], Script::Latin),
    (&["es"], Script::Latin),
    (&["sv"], Script::Latin),
    (&["tr", "az"], Script::Latin),
    (&["uk"], Script::Cyrillic),
    (&["ca"], Script::Latin),
    (&["el"], Script::Greek),
    (&["et"], Script::Latin),
    (&["ta"], Script::Tamil),
    (&["yi"], Script::Hebrew),
];

impl Script {
    fn has(self, c: char) -> bool {
        let code = c as u32;
        match self {
            Script::Latin => {
                c.is_ascii_lowercase() || matches!(code, 0xDF..=0x24F | 0x300..=0x36F | 0x1E00..=0x1EFF)
            }
            Script::Cyrillic => matches!(code, 0x400..=0x52F | 0x300..=0x36F),
            Script::Arabic => matches!(code, 0x600..=0x6FF),
            Script::Armenian => matches!(code, 0x530..=0x58F),
            Script::Devanagari => matches!(code, 0x900..=0x97F),
            Script::Greek => matches!(code, 0x370..=0x3FF | 0x300..=0x36F | 0x1F00..=0x1FFF),
            Script::Hebrew => matches!(code, 0x590..=0x5FF),
            Script::Tamil => matches!(code, 0xB80..=0xBFF),
        }
    }
}

impl Analyzer {
    /// The analyzer that does not stem.
    pub const PLAIN: Analyzer = Analyzer(0);

    /// Number of analyzers; every [`number`](Self::number) is below it.
    pub const COUNT: usize = ALGORITHMS.len() + 1;

    /// The analyzer of a language.
    pub fn of(language: Option<Language>) -> Self {
        let Some(language) = language else { return Analyzer::PLAIN };
        let code = language.code();
        let at = ALGORITHMS.iter().position(|(codes, _)| codes.contains(&code));
        Analyzer(at.map_or(0, |at| at as u8 + 1))
    }

    /// Its number, stable across versions.
    pub fn number(self) -> u8 {
        self.0
    }

    /// The analyzer with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        (usize::from(number) < Analyzer::COUNT).then_some(Analyzer(number))
    }

    fn row(self) -> Option<&'static Row> {
        ALGORITHMS.get(usize::from(self.0).checked_sub(1)?)
    }

    /// The analyzer that has something to say about a word: this one, or the plain one for words
    /// that are not wholly letters of its script (numbers, foreign names).
    pub fn for_word(self, exact: &str) -> Self {
        match self.row() {
            Some((_, script)) if exact.len() > 1 && exact.chars().all(|c| script.has(c)) => self,
            _ => Analyzer::PLAIN,
        }
    }

    /// The stem of a word's exact form, folded. The word must be one that
    /// [`for_word`](Self::for_word) leaves to this analyzer; others stay as they are.
    pub fn stem(self, exact: &str) -> String {
        let stem = self.for_word(exact).row().and_then(|(codes, _)| snowball(codes, exact));
        folded_form(stem.as_deref().unwrap_or(exact))
    }

    /// The stems of many words' exact forms, one a line, not folded; nothing where none differs from its word.
    /// The words must be such as [`for_word`](Self::for_word) leaves to this analyzer; in the page some ten
    /// thousand bytes of them, at most, may be asked for at once.
    pub fn stems(self, exact: &str) -> Option<String> {
        self.row().and_then(|(codes, _)| snowball(codes, exact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::exact_form;

    fn analyzer(code: &str) -> Analyzer {
        Analyzer::of(Language::from_code(code))
    }

    #[test]
    fn inflections_share_a_stem() {
        let mut differ = Vec::new();
        for (code, one, other) in [
            ("ar", "الكتاب", "كتاب"),
            ("eu", "gobernuak", "gobernuan"),
            ("cs", "městem", "město"),
            ("sk", "mesta", "mesto"),
            ("da", "husene", "huse"),
            ("nl", "regeringen", "regering"),
            ("af", "regerings", "regering"),
            ("en", "elections", "election"),
            ("eo", "domoj", "domo"),
            ("fi", "talossa", "talosta"),
            ("fr", "élections", "élection"),
            ("de", "regierungen", "regierung"),
            ("hi", "लड़के", "लड़का"),
            ("hu", "házak", "házat"),
            ("hy", "քաղաքներ", "քաղաք"),
            ("id", "bukunya", "buku"),
            ("ga", "bhliain", "bliain"),
            ("it", "elezioni", "elezione"),
            ("lt", "miestas", "miesto"),
            ("ne", "नेपालको", "नेपाल"),
            ("nb", "husene", "huset"),
            ("pl", "domami", "dom"),
            ("pt", "governos", "governo"),
            ("gl", "casas", "casa"),
            ("ro", "alegerile", "alegeri"),
            ("ru", "выборы", "выборов"),
            ("es", "elecciones", "elección"),
            ("sv", "husen", "huset"),
            ("tr", "evler", "ev"),
            ("uk", "вибори", "виборів"),
            ("ca", "eleccions", "elecció"),
            ("el", "εκλογές", "εκλογών"),
            ("et", "valimised", "valimiste"),
            ("ta", "மரங்கள்", "மரங்களை"),
            ("yi", "שפּראַכן", "שפּראַך"),
        ] {
            let stem = |word: &str| analyzer(code).stem(&exact_form(word));
            assert_ne!(analyzer(code), Analyzer::PLAIN);
            if stem(one) != stem(other) {
                differ.push((code, stem(one), stem(other)));
            }
        }
        assert_eq!(differ, []);
    }

    #[test]
    fn numbers_and_words_of_another_script_are_left_to_the_plain_analyzer() {
        assert_eq!(analyzer("ru").for_word("biden"), Analyzer::PLAIN);
        assert_eq!(analyzer("en").for_word("2022"), Analyzer::PLAIN);
        assert_eq!(analyzer("en").for_word("covid19"), Analyzer::PLAIN);
        assert_eq!(analyzer("nl").for_word("oekraïne"), analyzer("nl"));
    }

    #[test]
    fn no_word_makes_a_stemmer_panic() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as u32 % below
        };
        for (number, (_, script)) in (1u8..).zip(ALGORITHMS) {
            let letters: Vec<char> =
                (0..0x2000).filter_map(char::from_u32).filter(|&c| script.has(c)).collect();
            let common: Vec<char> = letters.iter().copied().take(60).collect();
            for _ in 0..6000 {
                let from = if next(2) == 0 { &letters } else { &common };
                let word: String =
                    (0..1 + next(14)).map(|_| from[next(from.len() as u32) as usize]).collect();
                let exact = exact_form(&word);
                Analyzer(number).stem(&exact);
            }
        }
    }
}
