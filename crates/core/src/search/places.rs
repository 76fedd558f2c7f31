//! Where in a text do the words of a phrase stand?
//!
//! **Invariant.** The places are those that the lists of the index would give: [`Pattern::closeness`]
//! decides in both.

use super::marks::Fill;
use super::pattern::{Likeness, Pattern};
use super::plan::{PlannedSlot, Text};
use crate::analysis::{Analyzer, Kind, LONGEST_TOKEN, exact_form, folded_form, tokenize};
use crate::codec::checksum;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Which words may match at all.
#[derive(Clone, Debug)]
pub struct Hope {
    /// Of ASCII words by length: the first letters (low five bits) of those that do.
    ascii: [u32; 65],
    /// Of other words that begin with an ASCII letter.
    others: u32,
}

impl Default for Hope {
    fn default() -> Self {
        Hope { ascii: [u32::MAX; 65], others: u32::MAX }
    }
}

impl Hope {
    /// For words that fill any of the slots.
    pub fn of<'a>(slots: impl Iterator<Item = &'a PlannedSlot>) -> Self {
        let (mut ascii, mut others) = ([0; 65], 0);
        let mut hope = |from: usize, to: usize, first: Option<&u8>| {
            let bits = first.map_or(u32::MAX, |byte| 1 << (byte & 31));
            for hopeful in ascii.iter_mut().take(to + 1).skip(from) {
                *hopeful |= bits;
            }
            others |= bits;
        };
        for planned in slots {
            let pattern = &planned.slot.pattern;
            let folded = pattern.folded.as_bytes();
            match pattern.likeness {
                Likeness::Prefix | Likeness::Wildcard(_) => hope(folded.len(), 64, folded.first()),
                Likeness::Word | Likeness::Verbatim | Likeness::Fuzzy(_) => {
                    hope(folded.len(), folded.len(), folded.first());
                    for form in &planned.forms {
                        hope(form.len(), form.len(), form.first());
                        // A letter and a mark are one letter in the form and may be two in the text.
                        let folded = folded_form(std::str::from_utf8(form).unwrap_or(""));
                        hope(folded.len(), folded.len(), folded.as_bytes().first());
                    }
                }
            }
        }
        Hope { ascii, others }
    }

    /// Whether a word of this kind may match.
    #[inline]
    pub fn for_word(&self, word: &str, kind: Kind) -> bool {
        let first = word.as_bytes().first().copied().unwrap_or(0);
        let hopeful = |bits: u32| bits >> (first & 31) & 1 != 0;
        match kind {
            Kind::Ascii => self.ascii.get(word.len().min(64)).is_none_or(|&bits| hopeful(bits)),
            _ => !first.is_ascii() || hopeful(self.others),
        }
    }
}

/// What is known of words as they stand, by analyzer.
#[derive(Clone, Debug, Default)]
pub struct Seen(Vec<(Analyzer, Words)>);

type Words = HashMap<String, Vec<Fill>, BuildHasherDefault<Checksum>>;

/// Hashes words; which ones there are is nobody's secret.
#[derive(Clone, Debug, Default)]
struct Checksum(u64);

impl Hasher for Checksum {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ checksum(bytes);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Seen {
    /// What the word fills; `find` says it when it is first asked for.
    pub fn get(&mut self, analyzer: Analyzer, word: &str, find: impl FnOnce() -> Vec<Fill>) -> &[Fill] {
        let at = self.0.iter().position(|(known, _)| *known == analyzer).unwrap_or_else(|| {
            self.0.push((analyzer, Words::default()));
            self.0.len() - 1
        });
        let Some((_, words)) = self.0.get_mut(at) else { return &[] };
        if !words.contains_key(word) {
            words.insert(word.to_owned(), find());
        }
        words.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Finds the words of a phrase; remembers the words it has seen.
pub struct Finder {
    patterns: Vec<Pattern>,
    hope: Hope,
    seen: Seen,
    found: Vec<Place>,
}

/// A word that fills a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which slot.
    pub slot: u16,
    /// Words before it.
    pub position: u32,
    /// Where it begins in its text, in bytes.
    pub start: usize,
}

impl Finder {
    /// Finds what fills these slots.
    pub fn new<'a>(slots: impl Iterator<Item = &'a PlannedSlot> + Clone) -> Self {
        let patterns = slots.clone().map(|slot| slot.slot.pattern.clone()).collect();
        Finder { patterns, hope: Hope::of(slots), seen: Seen::default(), found: Vec::new() }
    }

    /// What fills slots, by position.
    pub fn places(&mut self, passages: &[(Analyzer, Cow<'_, str>)]) -> &[Place] {
        self.found.clear();
        let mut position = 0;
        for (analyzer, text) in passages {
            self.look(*analyzer, text, &mut position);
        }
        &self.found
    }

    fn look(&mut self, analyzer: Analyzer, text: &str, position: &mut u32) {
        let Finder { patterns, hope, seen, found } = self;
        tokenize(text, |token| {
            let start = token.start;
            let word = text.get(start..token.end).unwrap_or("");
            if hope.for_word(word, token.kind) {
                let fills = seen.get(analyzer, word, || filled(patterns, analyzer, word));
                found.extend(fills.iter().map(|fill| Place { slot: fill.slot, position: *position, start }));
            }
            *position += 1;
        });
    }

    /// Appends where the phrase begins in a text without passages.
    fn phrases(&mut self, analyzer: Analyzer, text: &str, offset: usize, starts: &mut Vec<usize>) {
        self.found.clear();
        self.look(analyzer, text, &mut 0);
        let slots = self.patterns.len() as u16;
        for place in self.found.iter().filter(|place| place.slot == 0) {
            let stands = |slot: u16| {
                let wanted = (slot, place.position + u32::from(slot));
                self.found.iter().any(|place| (place.slot, place.position) == wanted)
            };
            if (1..slots).all(stands) {
                starts.push(offset + place.start);
            }
        }
    }
}

/// A phrase as texts write it: most texts it is not in need not be cut into words, and of the others only the
/// places where it may stand.
pub struct Row {
    /// Of each word its forms, in small letters.
    words: Vec<Vec<Vec<u8>>>,
    /// The word that is looked for.
    sought: usize,
    /// What its forms have in ASCII.
    runs: Vec<Run>,
}

/// ASCII letters in a row that a form of a word has.
#[derive(PartialEq, Eq)]
struct Run {
    letters: Vec<u8>,
    /// Which of them texts have the least of.
    rarest: usize,
    /// Whether the form begins and ends with them.
    begins: bool,
    ends: bool,
}

/// ASCII letters, those that texts have the least of first.
const RARE_FIRST: &[u8] = b"0987654321qxjzkwvfybhgmpucdlstonraie";

impl Run {
    /// The longest of a form.
    fn of(form: &[u8]) -> Option<Run> {
        let (mut longest, mut start) = (0..0, 0);
        for at in 0..=form.len() {
            if !form.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                if at - start > longest.len() {
                    longest = start..at;
                }
                start = at + 1;
            }
        }
        let letters = form.get(longest.clone()).unwrap_or(&[]);
        let rank = |letter: &u8| RARE_FIRST.iter().position(|known| known == letter);
        let (rarest, _) = letters.iter().enumerate().min_by_key(|(_, letter)| rank(letter))?;
        let (begins, ends) = (longest.start == 0, longest.end == form.len());
        Some(Run { letters: letters.to_vec(), rarest, begins, ends })
    }
}

impl Row {
    /// Of the words of a text, if they stand side by side and one of them can be looked for.
    pub fn of(text: &Text) -> Option<Row> {
        let whole = |slot: &PlannedSlot| {
            matches!(slot.slot.pattern.likeness, Likeness::Word | Likeness::Verbatim)
                && slot.forms.iter().all(|form| form.len() < LONGEST_TOKEN)
        };
        let in_a_row = (0u32..).zip(&text.slots).all(|(at, slot)| slot.slot.offset == at && whole(slot));
        if text.slop > 0 || text.slots.len() < 2 || !in_a_row {
            return None;
        }
        let runs = |slot: &PlannedSlot| -> Option<Vec<Run>> {
            slot.forms.iter().map(|form| Run::of(form)).collect()
        };
        // A long run is seldom there without the word; of words with such the rarest.
        let told = |slot: &PlannedSlot| {
            let shortest = |runs: Vec<Run>| runs.iter().map(|run| run.letters.len()).min();
            let shortest = runs(slot).and_then(shortest).unwrap_or(0);
            (Reverse(shortest.min(3)), slot.documents)
        };
        let (sought, slot) = text.slots.iter().enumerate().min_by_key(|(_, slot)| told(slot))?;
        let mut different: Vec<Run> = Vec::new();
        for run in runs(slot)? {
            if !different.contains(&run) {
                different.push(run);
            }
        }
        let words = text.slots.iter().map(|slot| slot.forms.clone()).collect();
        Some(Row { words, sought, runs: different })
    }

    /// How often the phrase stands in the passages, if that can be told.
    pub fn count(&self, passages: &[(Analyzer, Cow<'_, str>)], finder: &mut Finder) -> Option<usize> {
        let mut count = 0;
        let mut starts = Vec::new();
        for (analyzer, text) in passages {
            if !only_ascii_spells_ascii(text) {
                return None;
            }
            starts.clear();
            for run in &self.runs {
                self.find(run, *analyzer, text, finder, &mut starts);
            }
            // Two forms may have led to the same place.
            crate::order::sort(&mut starts);
            starts.dedup();
            count += starts.len();
        }
        Some(count)
    }

    fn find(&self, run: &Run, analyzer: Analyzer, text: &str, finder: &mut Finder, starts: &mut Vec<usize>) {
        let bytes = text.as_bytes();
        let Some(&letter) = run.letters.get(run.rarest) else { return };
        let mut from = run.rarest;
        while let Some(at) = letter_at(bytes, from, letter) {
            from = at + 1;
            let start = at - run.rarest;
            let end = start + run.letters.len();
            let same = bytes.get(start..end).is_some_and(|there| there.eq_ignore_ascii_case(&run.letters));
            if same && self.may_stand(run, bytes, start, end) {
                let (start, end) = self.window(bytes, start, end);
                finder.phrases(analyzer, text.get(start..end).unwrap_or(""), start, starts);
            }
        }
    }

    /// Whether the word that is sought, of which a run is found at `start..end`, may be there with the others
    /// about it.
    fn may_stand(&self, run: &Run, text: &[u8], start: usize, end: usize) -> bool {
        let (before, after) = (text.get(..start).unwrap_or(&[]), text.get(end..).unwrap_or(&[]));
        let inside = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        if run.begins && inside(before.last()) || run.ends && inside(after.first()) {
            return false;
        }
        let (first, rest) = self.words.split_at_checked(self.sought).unwrap_or((&[], &[]));
        let behind = || neighbours(&mut after.iter(), rest.get(1..).unwrap_or(&[]).iter(), false);
        let in_front = || neighbours(&mut before.iter().rev(), first.iter().rev(), true);
        (!run.ends || behind()) && (!run.begins || in_front())
    }

    /// So much about `start..end` that all words of the phrase are in it, cut between words.
    fn window(&self, text: &[u8], start: usize, end: usize) -> (usize, usize) {
        let before = text.get(..start).unwrap_or(&[]).iter().rev();
        let after = text.get(end..).unwrap_or(&[]).iter();
        let behind = self.words.len().saturating_sub(self.sought + 1);
        (start - past_words(before, self.sought), end + past_words(after, behind))
    }
}

/// Bytes up to where the word ends that they are in, and so many more after it.
fn past_words<'a>(bytes: impl Iterator<Item = &'a u8>, words: usize) -> usize {
    let (mut passed, mut certain, mut length) = (0, false, 0);
    for byte in bytes {
        if byte.is_ascii_alphanumeric() {
            certain = true;
        } else if byte.is_ascii() {
            // Only ASCII letters are a word for certain.
            passed += usize::from(certain);
            certain = false;
            if passed > words {
                break;
            }
        }
        length += 1;
    }
    length
}

/// Whether the next words, read in the direction of `text`, are such as `words` says, or cannot be told.
fn neighbours<'a>(
    text: &mut impl Iterator<Item = &'a u8>,
    words: impl Iterator<Item = &'a Vec<Vec<u8>>>,
    backwards: bool,
) -> bool {
    let mut text = text.peekable();
    for forms in words {
        while text.next_if(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).is_some() {}
        let mut word = [0; LONGEST_TOKEN];
        let mut length = 0;
        while let Some(byte) = text.next_if(|byte| byte.is_ascii_alphanumeric()) {
            if let Some(to) = word.get_mut(length) {
                *to = byte.to_ascii_lowercase();
            }
            length += 1;
        }
        if text.peek().is_some_and(|byte| !byte.is_ascii()) {
            return true;
        }
        let Some(word) = word.get_mut(..length) else { return false };
        if backwards {
            word.reverse();
        }
        if !forms.iter().any(|form| form == word) {
            return false;
        }
    }
    true
}

/// Whether letters that are not ASCII cannot be another way to write some that are: no ligatures, no full-width
/// letters, nothing invisible.
fn only_ascii_spells_ascii(text: &str) -> bool {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
            let others = u64::from_le_bytes(*word) & HIGH;
            if others != 0 {
                at += others.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return true };
        let plain = matches!(c as u32,
            0..=0x7F | 0xA0 | 0xA3 | 0xA7 | 0xA9 | 0xAB | 0xB0 | 0xB7 | 0xBB | 0xC0..=0x12F | 0x131
            | 0x134..=0x13E | 0x141..=0x148 | 0x14A..=0x17E | 0x1A0 | 0x1A1 | 0x1AF | 0x1B0 | 0x300..=0x33F
            | 0x391..=0x3C9 | 0x400..=0x52F | 0x5D0..=0x5EA | 0x620..=0x64A | 0x901..=0xDF0 | 0xE01..=0xE5B
            | 0x1E00..=0x1E99 | 0x1EA0..=0x1EF9 | 0x2010..=0x2027 | 0x20AC | 0x3001..=0x30FF | 0x4E00..=0x9FFF
            | 0xAC00..=0xD7A3);
        if !plain {
            return false;
        }
        at += c.len_utf8();
    }
}

/// Where an ASCII letter, small or capital, or a digit stands from `from` on; looks at eight bytes at a time.
fn letter_at(text: &[u8], from: usize, letter: u8) -> Option<usize> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const SMALL: u64 = 0x20 * EACH;
    let wanted = u64::from(letter | 0x20) * EACH;
    let mut at = from;
    while let Some(word) = text.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let differs = (u64::from_le_bytes(*word) | SMALL) ^ wanted;
        // The high bit of the lowest byte that is zero, and perhaps of some above it.
        let same = differs.wrapping_sub(EACH) & !differs & (0x80 * EACH);
        if same != 0 {
            return Some(at + same.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = text.get(at..).unwrap_or(&[]);
    rest.iter().position(|byte| byte | 0x20 == letter | 0x20).map(|found| at + found)
}

/// The patterns that a word fills.
fn filled(patterns: &mut [Pattern], analyzer: Analyzer, word: &str) -> Vec<Fill> {
    let exact = exact_form(word);
    let folded = folded_form(&exact);
    let analyzer = analyzer.for_word(&exact);
    let mut stem = None;
    let fills = |(slot, pattern): (u16, &mut Pattern)| {
        pattern.prepare(analyzer);
        pattern.closeness(analyzer, &exact, &folded, &mut stem).map(|_| Fill { target: 0, slot })
    };
    (0u16..).zip(patterns).filter_map(fills).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;
    use crate::index::{Document, Index, Passage};
    use crate::query::parse;
    use crate::search::plan::{Plan, plan};

    /// Texts of pieces that are likely to mislead, and phrases of their words.
    #[test]
    fn a_phrase_is_counted_as_if_all_words_were_read() {
        let pieces = [
            "prime",
            "Prime",
            "primes",
            "minister",
            "MINISTER",
            "fi",
            "s",
            ", ",
            ". ",
            "x",
            "1",
            "-",
            "東",
            "é",
            "oun",
            "ọun",
            "o\u{323}un",
            "Oún",
            "ou\u{301}n",
            "una",
            "unạmun",
            "una\u{323}mun",
        ];
        let odd = ["minis\u{ad}ter", "ｍinister", "ﬁ", "ſ", "²", "’", "—"];
        let mut state = 3u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut texts = Vec::new();
        for _ in 0..4000 {
            let mut text = String::new();
            for _ in 0..2 + next(9) {
                let from = if next(16) == 0 { &odd[..] } else { &pieces[..] };
                text.push_str(from[next(from.len())]);
                text.push_str(if next(3) == 0 { "" } else { " " });
            }
            texts.push(text);
        }
        let mut index = Index::new();
        for text in &texts {
            let language = Language::from_code("en");
            let title = Passage { text: "", language };
            let body = [Passage { text, language }];
            let (source, date) = (None, None);
            index.add(&Document {
                id: "",
                path: "",
                title,
                body: &body,
                language,
                source,
                topics: &[],
                authors: &[],
                date,
            });
        }
        index.commit();
        let (mut told, mut counts) = (0, 0);
        for query in [
            "prime minister",
            "minister prime",
            "fi s",
            "prime s x",
            "x minister",
            "1 x",
            "s minister fi",
            "oun fi",
            "prime oun",
            "oun oun",
            "fi oun s",
            "unamun prime",
        ] {
            let (query, _) = parse(&format!("\"{query}\""));
            let Plan::Text(asked) = plan(&index, &query) else { panic!("{query} is no phrase") };
            let Some(row) = Row::of(&asked) else { continue };
            told += 1;
            let mut finder = Finder::new(asked.slots.iter());
            for text in &texts {
                let passages = [(Analyzer::of(Language::from_code("en")), Cow::from(text.as_str()))];
                let mut stands = Vec::new();
                finder.phrases(Analyzer::of(Language::from_code("en")), text, 0, &mut stands);
                let counted = row.count(&passages, &mut finder);
                assert!(counted.is_none_or(|count| count == stands.len()), "{query} in {text}");
                counts += counted.unwrap_or(0);
            }
        }
        assert!(told >= 8 && counts > 500, "{told} phrases told of, found {counts} times");
    }
}
