//! Which words of a text does a word of a query stand for?
//!
//! **Invariant.** Whether a token answers a pattern depends on the pattern, the token's forms and its
//! analyzer alone: the index (through its dictionaries) and the reading view (through the text) agree.

use crate::analysis::{Analyzer, Kind, exact_form, folded_form, tokenize};
use std::str::Chars;

/// How close a token is to what was typed; better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// The same but for case.
    Exact,
    /// The same but for diacritics.
    Folded,
    /// Another inflection.
    Stemmed,
    /// It begins so, or fits the wildcards.
    Pattern,
    /// One edit away.
    OneEdit,
    /// Two edits away.
    TwoEdits,
}

impl Closeness {
    /// What an occurrence counts, in thousandths of one typed exactly. At 1000 all round, inflections
    /// would rank with the word itself; at 0 they would be found and never rank.
    pub fn weight(self) -> u32 {
        match self {
            Closeness::Exact | Closeness::OneEdit | Closeness::TwoEdits => 1000,
            Closeness::Folded => 950,
            Closeness::Stemmed => 850,
            Closeness::Pattern => 700,
        }
    }

    /// Whether it is not the word that was typed, nor an inflection of it.
    pub fn is_edited(self) -> bool {
        self >= Closeness::OneEdit
    }

    /// In which tier of a tolerant word's documents it puts one.
    pub fn tier(self) -> usize {
        match self {
            Closeness::Exact | Closeness::Folded => 0,
            Closeness::Stemmed | Closeness::Pattern => 1,
            Closeness::OneEdit => 2,
            Closeness::TwoEdits => 3,
        }
    }
}

/// What kind of likeness is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The word, its spellings, and its inflections.
    Word,
    /// The word and its spellings.
    Verbatim,
    /// Words that begin so.
    Prefix,
    /// Words that fit: `*` any letters, `?` one letter.
    Wildcard(Vec<char>),
    /// What a word is, and words so many edits away at most.
    Fuzzy(u8),
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What is asked for.
    pub likeness: Likeness,
    /// Its exact form.
    pub exact: String,
    /// Its folded form; of a wildcard the part before the first `*` or `?`.
    pub folded: String,
    stems: Vec<(Analyzer, String)>,
    /// Of the folded form.
    pub letters: Letters,
}

impl Pattern {
    fn new(likeness: Likeness, exact: String, folded: String) -> Self {
        let letters = Letters::new(&folded);
        Pattern { likeness, exact, folded, stems: Vec::new(), letters }
    }

    /// As it may have been typed.
    pub fn typed(&self) -> String {
        match &self.likeness {
            Likeness::Prefix => format!("{}*", self.folded),
            Likeness::Wildcard(wildcard) => wildcard.iter().collect(),
            _ => self.exact.clone(),
        }
    }

    /// The stem of the pattern under `analyzer`, where it has one.
    pub fn stem(&self, analyzer: Analyzer) -> Option<String> {
        if !matches!(self.likeness, Likeness::Word | Likeness::Fuzzy(_)) || analyzer == Analyzer::PLAIN {
            return None;
        }
        (analyzer.for_word(&self.exact) == analyzer).then(|| analyzer.stem(&self.exact))
    }

    /// Keeps the stem under `analyzer` for [`closeness`](Self::closeness).
    pub fn prepare(&mut self, analyzer: Analyzer) {
        if self.stems.iter().all(|(known, _)| *known != analyzer)
            && let Some(stem) = self.stem(analyzer)
        {
            self.stems.push((analyzer, stem));
        }
    }

    /// How close a token is, by its folded form alone; stems are not looked at.
    pub fn closeness_folded(&self, exact: &str, folded: &str) -> Option<Closeness> {
        let same = || {
            (folded == self.folded).then_some(if exact == self.exact {
                Closeness::Exact
            } else {
                Closeness::Folded
            })
        };
        match &self.likeness {
            Likeness::Word | Likeness::Verbatim => same(),
            Likeness::Prefix => {
                same().or_else(|| folded.starts_with(&self.folded).then_some(Closeness::Pattern))
            }
            Likeness::Wildcard(wildcard) => {
                (folded.starts_with(&self.folded) && fits(wildcard, folded)).then_some(Closeness::Pattern)
            }
            Likeness::Fuzzy(most) => same().or_else(|| match self.letters.edits(folded, *most) {
                Some(0 | 1) => Some(Closeness::OneEdit),
                Some(_) => Some(Closeness::TwoEdits),
                None => None,
            }),
        }
    }

    /// How close a token is whose analyzer [`prepare`](Self::prepare) has seen. `stem` is the token's,
    /// worked out when it is first wanted.
    pub fn closeness(
        &self,
        analyzer: Analyzer,
        exact: &str,
        folded: &str,
        stem: &mut Option<String>,
    ) -> Option<Closeness> {
        let folded = self.closeness_folded(exact, folded);
        // An inflection that is an edit away is an inflection.
        folded.filter(|&closeness| closeness < Closeness::Stemmed).or_else(|| {
            let stemmed = self
                .stems
                .iter()
                .find(|(known, _)| *known == analyzer)
                .is_some_and(|(_, wanted)| stem.get_or_insert_with(|| analyzer.stem(exact)) == wanted);
            if stemmed { Some(Closeness::Stemmed) } else { folded }
        })
    }
}

/// Whether the whole of `text` fits a wildcard.
fn fits(wildcard: &[char], text: &str) -> bool {
    let (mut w, mut rest) = (0, text.chars());
    // Where to go on if what follows the last star does not fit.
    let mut retry: Option<(usize, Chars<'_>)> = None;
    loop {
        let here = rest.clone();
        let Some(t) = rest.next() else { break };
        match wildcard.get(w) {
            Some('*') => {
                rest = here;
                retry = Some((w + 1, rest.clone()));
                w += 1;
            }
            Some(&c) if c == '?' || c == t => w += 1,
            _ => {
                let Some((after, mut from)) = retry else { return false };
                from.next();
                (w, rest) = (after, from.clone());
                retry = Some((after, from));
            }
        }
    }
    wildcard.get(w..).unwrap_or(&[]).iter().all(|&c| c == '*')
}

/// A word made ready for counting edits: for each of its letters a bit for every place it stands at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    places: Vec<(char, u64)>,
    length: u32,
}

impl Letters {
    /// Makes `word` ready.
    pub fn new(word: &str) -> Self {
        let mut letters = Letters::default();
        for c in word.chars().take(64) {
            let bit = 1u64 << letters.length;
            match letters.places.iter_mut().find(|(known, _)| *known == c) {
                Some((_, places)) => *places |= bit,
                None => letters.places.push((c, bit)),
            }
            letters.length += 1;
        }
        letters
    }

    /// How many of the word's letters `text` has not.
    pub fn not_in(&self, text: &str) -> u32 {
        let missing = |&(letter, places): &(char, u64)| {
            let there = text.chars().filter(|&c| c == letter).count() as u32;
            places.count_ones().saturating_sub(there)
        };
        self.places.iter().map(missing).sum()
    }

    /// Edits between the word and `text` if there are at most `most`: insertions, deletions,
    /// replacements and swaps of neighbours (optimal string alignment). A column of the edit table is
    /// kept as the bits of its differences (Hyyrö 2003, *A bit-vector algorithm for computing
    /// Levenshtein and Damerau edit distances*).
    pub fn edits(&self, text: &str, most: u8) -> Option<u8> {
        let Some(last) = self.length.checked_sub(1) else {
            return u8::try_from(text.chars().count()).ok().filter(|&edits| edits <= most);
        };
        let (mut up, mut down, mut diagonal, mut before) = (u64::MAX, 0u64, 0u64, 0u64);
        let (mut edits, mut length) = (self.length, 0);
        for c in text.chars() {
            length += 1;
            if length > self.length + u32::from(most) {
                return None;
            }
            let here = self.places.iter().find(|(known, _)| *known == c).map_or(0, |&(_, places)| places);
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
            let (rises, falls) = (down | !(diagonal | up), diagonal & up);
            edits = (edits + (rises >> last & 1) as u32).saturating_sub((falls >> last & 1) as u32);
            let rises = rises << 1 | 1;
            up = falls << 1 | !(diagonal | rises);
            down = diagonal & rises;
            before = here;
        }
        u8::try_from(edits).ok().filter(|&edits| edits <= most)
    }
}

/// A pattern at its place among those of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Words between the first of the phrase and this one, plus one; 0 for the first.
    pub offset: u32,
    /// What stands there.
    pub pattern: Pattern,
}

/// The patterns of a piece of a query. `quoted`: word for word.
pub fn slots(text: &str, quoted: bool, edits: Option<u8>) -> Vec<Slot> {
    let wild = !quoted && text.contains(['*', '?']);
    if wild {
        return wild_slots(text);
    }
    let mut slots: Vec<Slot> = Vec::new();
    let mut tokens = Vec::new();
    tokenize(text, |token| tokens.push(token));
    for (at, token) in tokens.iter().enumerate() {
        let single = token.kind == Kind::Bigram && token.own_end == token.end;
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        // The last character of a run is in the bigram before it.
        if single && before.is_some_and(|before| before.kind == Kind::Bigram && before.own_end == token.start)
        {
            continue;
        }
        let exact = exact_form(text.get(token.start..token.end).unwrap_or(""));
        let folded = folded_form(&exact);
        let likeness = match edits {
            _ if single => Likeness::Prefix,
            _ if quoted || matches!(token.kind, Kind::Bigram | Kind::Symbol) => Likeness::Verbatim,
            Some(edits) => Likeness::Fuzzy(edits),
            None => Likeness::Word,
        };
        slots.push(Slot { offset: at as u32, pattern: Pattern::new(likeness, exact, folded) });
    }
    let first = slots.first().map_or(0, |slot| slot.offset);
    slots.iter_mut().for_each(|slot| slot.offset -= first);
    slots
}

/// Pieces between punctuation, in which `*` and `?` are letters.
fn wild_slots(text: &str) -> Vec<Slot> {
    let mut found: Vec<Slot> = Vec::new();
    // Letters that no text has stand for the two, so that the tokenizer does not cut there.
    let masked: String = text
        .chars()
        .map(|c| match c {
            '*' => 'ꙮ',
            '?' => 'ꙭ',
            c => c,
        })
        .collect();
    tokenize(&masked, |token| {
        let masked = masked.get(token.start..token.end).unwrap_or("");
        let folded: Vec<char> = folded_form(&exact_form(masked))
            .chars()
            .map(|c| match c {
                'ꙮ' => '*',
                'ꙭ' => '?',
                c => c,
            })
            .collect();
        let plain = folded.iter().position(|&c| c == '*' || c == '?').unwrap_or(folded.len());
        let prefix: String = folded.iter().take(plain).collect();
        let likeness = match folded.get(plain..).unwrap_or(&[]) {
            [] => Likeness::Word,
            ['*'] => Likeness::Prefix,
            _ => Likeness::Wildcard(folded.clone()),
        };
        let exact = if plain == folded.len() { exact_form(masked) } else { prefix.clone() };
        // A star alone between punctuation is any word.
        found.push(Slot { offset: found.len() as u32, pattern: Pattern::new(likeness, exact, prefix) });
    });
    found
}

/// The ways to read a word: as it stands; `e-mail` also as `email`; `US` also as `U.S.`; `1000` also as
/// `1,000` and the other way round.
pub fn readings(text: &str, edits: Option<u8>) -> Vec<Vec<Slot>> {
    let plain = slots(text, false, edits);
    let mut readings = Vec::new();
    let words: Vec<&str> = plain.iter().map(|slot| slot.pattern.exact.as_str()).collect();
    let wordlike =
        plain.iter().all(|slot| matches!(slot.pattern.likeness, Likeness::Word | Likeness::Fuzzy(_)));
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let alternative = match words.as_slice() {
        [word] if wordlike && digits(word) && (4..=12).contains(&word.len()) => {
            let first = (word.len() - 1) % 3 + 1;
            let groups = word.as_bytes().get(first..).unwrap_or(&[]).chunks(3);
            let groups = groups.map(|group| String::from_utf8_lossy(group).into_owned());
            let head = word.get(..first).unwrap_or("").to_owned();
            Some(std::iter::once(head).chain(groups).collect::<Vec<_>>().join(","))
        }
        [_] if wordlike
            && (2..=4).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_uppercase()) =>
        {
            Some(text.chars().map(String::from).collect::<Vec<_>>().join("."))
        }
        [first, rest @ ..] if wordlike && !rest.is_empty() && rest.len() < 6 => {
            let thousands =
                digits(first) && first.len() <= 3 && rest.iter().all(|word| digits(word) && word.len() == 3);
            (thousands || words.iter().all(|word| !digits(word)) || !digits(first) && rest.len() == 1)
                .then(|| words.concat())
        }
        _ => None,
    };
    readings.push(plain);
    if let Some(text) = alternative {
        readings.push(slots(&text, false, edits));
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_fit_whole_words() {
        for (wildcard, text, expected) in [
            ("a*c", "abbc", true),
            ("a*c", "abcd", false),
            ("*schap", "landschap", true),
            ("b?t", "bit", true),
            ("b?t", "bt", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*", "", true),
            ("?", "é", true),
        ] {
            let wildcard: Vec<char> = wildcard.chars().collect();
            assert_eq!(fits(&wildcard, text), expected, "{wildcard:?} {text}");
        }
    }

    #[test]
    fn edits_are_counted_as_people_make_them() {
        for (word, text, most, expected) in [
            ("minister", "minister", 1, Some(0)),
            ("minister", "minster", 1, Some(1)),
            ("minister", "mniister", 1, Some(1)),
            ("minister", "xminister", 1, Some(1)),
            ("minister", "mnstr", 2, None),
            ("minister", "mnister", 0, None),
            ("abcd", "badc", 2, Some(2)),
            ("", "a", 1, Some(1)),
        ] {
            assert_eq!(Letters::new(word).edits(text, most), expected, "{word:?} {text}");
        }
    }

    #[test]
    fn words_are_read_in_the_ways_people_write_them() {
        let read = |text: &str| -> Vec<String> {
            let words = |slots: &Vec<Slot>| {
                let words: Vec<&str> = slots.iter().map(|slot| slot.pattern.folded.as_str()).collect();
                words.join(" ")
            };
            readings(text, None).iter().map(words).collect()
        };
        assert_eq!(read("e-mail"), ["e mail", "email"]);
        assert_eq!(read("US"), ["us", "u s"]);
        assert_eq!(read("U.S."), ["u s", "us"]);
        assert_eq!(read("12000"), ["12000", "12 000"]);
        assert_eq!(read("1,000"), ["1 000", "1000"]);
        assert_eq!(read("3.14"), ["3 14"]);
        assert_eq!(read("Oekraïne"), ["oekraine"]);
        assert_eq!(read("東京都"), ["東京 京都"]);
        assert_eq!(read("東"), ["東"]);
        assert_eq!(read("covid-19"), ["covid 19", "covid19"]);
    }
}
