//! Which words of a text does a word of a query stand for?
//!
//! **Invariant.** Whether a token answers a pattern depends on the pattern, the token's forms and its
//! analyzer alone: the index (through its dictionaries) and the reading view (through the text) agree.

use crate::analysis::{Analyzer, Kind, exact_form, folded_form, tokenize};

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
            Closeness::Exact => 1000,
            Closeness::Folded => 950,
            Closeness::Stemmed => 850,
            Closeness::Pattern => 700,
            Closeness::OneEdit => 500,
            Closeness::TwoEdits => 150,
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
    /// Words so many edits away at most.
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
    letters: Vec<char>,
}

impl Pattern {
    fn new(likeness: Likeness, exact: String, folded: String) -> Self {
        let letters = folded.chars().collect();
        Pattern { likeness, exact, folded, stems: Vec::new(), letters }
    }

    /// The stem of the pattern under `analyzer`, where it has one.
    pub fn stem(&self, analyzer: Analyzer) -> Option<String> {
        if self.likeness != Likeness::Word || analyzer == Analyzer::PLAIN {
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
            Likeness::Fuzzy(most) => same().or_else(|| match edits(&self.letters, folded, *most) {
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
        self.closeness_folded(exact, folded).or_else(|| {
            let (_, wanted) = self.stems.iter().find(|(known, _)| *known == analyzer)?;
            (stem.get_or_insert_with(|| analyzer.stem(exact)) == wanted).then_some(Closeness::Stemmed)
        })
    }
}

/// Whether the whole of `text` fits a wildcard.
fn fits(wildcard: &[char], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut w, mut t) = (0, 0);
    // Where to go on if what follows the last star does not fit.
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        match wildcard.get(w) {
            Some('*') => {
                retry = Some((w + 1, t));
                w += 1;
            }
            Some(&c) if c == '?' || text.get(t) == Some(&c) => {
                w += 1;
                t += 1;
            }
            _ => {
                let Some((after, from)) = retry else { return false };
                retry = Some((after, from + 1));
                (w, t) = (after, from + 1);
            }
        }
    }
    wildcard.get(w..).unwrap_or(&[]).iter().all(|&c| c == '*')
}

/// Edits between `word` and `text` if there are at most `most`: insertions, deletions, replacements
/// and swaps of neighbours (optimal string alignment).
pub fn edits(word: &[char], text: &str, most: u8) -> Option<u8> {
    const LONGEST: usize = crate::analysis::LONGEST_TOKEN + 1;
    let most = usize::from(most);
    let length = text.chars().count();
    if length.abs_diff(word.len()) > most || word.len() >= LONGEST || length >= LONGEST {
        return None;
    }
    let (mut before, mut last, mut row) = ([0usize; LONGEST], [0usize; LONGEST], [0usize; LONGEST]);
    last.iter_mut().enumerate().for_each(|(at, cell)| *cell = at);
    let mut previous = '\0';
    for (i, c) in text.chars().enumerate() {
        let mut least = i + 1;
        if let Some(cell) = row.first_mut() {
            *cell = i + 1;
        }
        let mut left = i + 1;
        let mut letter_before = '\0';
        for (j, &letter) in word.iter().enumerate() {
            let get = |cells: &[usize; LONGEST], at: usize| cells.get(at).copied().unwrap_or(LONGEST);
            let mut cell =
                (get(&last, j) + usize::from(letter != c)).min(get(&last, j + 1) + 1).min(left + 1);
            if i > 0 && j > 0 && c == letter_before && previous == letter {
                cell = cell.min(get(&before, j - 1) + 1);
            }
            if let Some(to) = row.get_mut(j + 1) {
                *to = cell;
            }
            left = cell;
            least = least.min(cell);
            letter_before = letter;
        }
        if least > most {
            return None;
        }
        previous = c;
        (before, last, row) = (last, row, before);
    }
    let edits = last.get(word.len()).copied().unwrap_or(LONGEST);
    (edits <= most).then_some(edits as u8)
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
            let word: Vec<char> = word.chars().collect();
            assert_eq!(edits(&word, text, most), expected, "{word:?} {text}");
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
