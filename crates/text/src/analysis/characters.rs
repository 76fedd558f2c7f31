//! What kind of character is this, and what does it become when words are compared?
//!
//! Characters are classed once into a table of the basic plane; compositions and compatibility forms
//! come from `models/characters.bin`, which a test makes from the `unicode-normalization` crate (the
//! crate's own tables take 62 kB of compressed wasm, these a quarter of it, and not in the program).
//! **Invariant.** For a single character the result is that of NFKC; marks in other than canonical
//! order are left in their order.

use std::sync::OnceLock;

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// White space, punctuation, anything else that only separates.
    Separator = 0,
    /// Letter or digit of a script that puts spaces between words.
    Letter = 1,
    /// Combining mark, joiner, soft hyphen: goes on with what it follows.
    Mark = 2,
    /// Letter of a script without spaces between words, or Hangul: found by bigrams.
    Unspaced = 3,
    /// Emoji: a token of its own.
    Symbol = 4,
}

// A program for the page gets its tables with the models; others have them inside.
#[cfg(target_arch = "wasm32")]
const BUILT_IN: &[u8] = &[];
#[cfg(not(target_arch = "wasm32"))]
const BUILT_IN: &[u8] = include_bytes!("../../../../models/characters.bin");

static CHARACTERS: OnceLock<Characters> = OnceLock::new();

pub(crate) struct Characters {
    classes: Vec<u8>,
    marks: Vec<(u32, u32)>,
    /// composed, first, second; by composed.
    pairs: Vec<(u32, u32, u32)>,
    /// first, second, composed; by first and second.
    compositions: Vec<(u32, u32, u32)>,
    /// character, where its replacement starts and ends in `compatible_text`.
    compatible: Vec<(u32, u32, u32)>,
    compatible_text: Vec<char>,
}

/// Takes the tables from the bytes of their file (about a millisecond); those that came first stay. Damaged ones
/// give words that are compared as they are written, no panic.
pub fn install(table: &[u8]) {
    CHARACTERS.get_or_init(|| Characters::read(table));
}

/// The tables.
pub(crate) fn characters() -> &'static Characters {
    CHARACTERS.get_or_init(|| Characters::read(BUILT_IN))
}

struct Reader<'a> {
    table: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self) -> u32 {
        let mut value = 0u32;
        let mut shift = 0;
        while let Some(&byte) = self.table.get(self.at) {
            self.at += 1;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
            shift = (shift + 7).min(28);
        }
        value
    }

    fn near(&mut self, base: u32) -> u32 {
        let number = self.number();
        let delta = (number >> 1) as i32 ^ -((number & 1) as i32);
        base.wrapping_add_signed(delta)
    }
}

/// Scripts written without spaces, and Hangul, whose particles cling to the word. Ranges of the blocks
/// in Unicode's Blocks.txt.
const UNSPACED: &[(u32, u32)] = &[
    (0x0E01, 0x0E7F),   // Thai
    (0x0E81, 0x0EFF),   // Lao
    (0x1000, 0x109F),   // Myanmar
    (0x1100, 0x11FF),   // Hangul Jamo
    (0x1780, 0x17FF),   // Khmer
    (0x2E80, 0x2FDF),   // CJK radicals
    (0x3005, 0x3007),   // iteration mark, closing mark, zero
    (0x3021, 0x3029),   // Hangzhou numerals
    (0x3040, 0x30FF),   // Hiragana, Katakana
    (0x3105, 0x318F),   // Bopomofo, Hangul compatibility Jamo
    (0x31A0, 0x31BF),   // Bopomofo extended
    (0x31F0, 0x31FF),   // Katakana extensions
    (0x3400, 0x4DBF),   // CJK extension A
    (0x4E00, 0x9FFF),   // CJK
    (0xA9E0, 0xA9FF),   // Myanmar extended B
    (0xA960, 0xA97F),   // Hangul Jamo extended A
    (0xAA60, 0xAA7F),   // Myanmar extended A
    (0xAC00, 0xD7FF),   // Hangul
    (0xF900, 0xFAFF),   // CJK compatibility
    (0xFF66, 0xFFDC),   // halfwidth Katakana and Hangul
    (0x20000, 0x3FFFF), // CJK extensions B and on
];

/// Emoji and pictographs: the blocks, not the property; dingbats and arrows are in, text punctuation out.
const SYMBOLS: &[(u32, u32)] = &[(0x2600, 0x27BF), (0x2B50, 0x2B55), (0x1F000, 0x1FAFF)];

/// Invisible characters that stand inside words and mean nothing to a comparison: soft hyphen,
/// tatweel, joiners, word joiner, variation selectors, byte order mark.
fn is_ignorable(c: u32) -> bool {
    matches!(c, 0xAD | 0x34F | 0x640 | 0x200B..=0x200D | 0x2060 | 0xFE00..=0xFE0F | 0xFEFF)
}

fn within(ranges: &[(u32, u32)], c: u32) -> bool {
    let at = ranges.partition_point(|&(start, _)| start <= c);
    at.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|&(_, end)| c <= end)
}

impl Characters {
    fn read(table: &[u8]) -> Self {
        let mut reader = Reader { table, at: 0 };
        let mut at = 0;
        let marks: Vec<(u32, u32)> = (0..reader.number())
            .map(|_| {
                let start = at + reader.number();
                at = start + reader.number();
                (start, at)
            })
            .collect();
        let mut at = 0;
        let pairs: Vec<(u32, u32, u32)> = (0..reader.number())
            .map(|_| {
                at += reader.number();
                let first = reader.near(at);
                (at, first, reader.number())
            })
            .collect();
        let mut compositions: Vec<_> =
            pairs.iter().map(|&(composed, first, second)| (first, second, composed)).collect();
        crate::order::sort(&mut compositions);
        let mut at = 0;
        let mut compatible_text = Vec::new();
        let compatible: Vec<(u32, u32, u32)> = (0..reader.number())
            .map(|_| {
                at += reader.number();
                let start = compatible_text.len() as u32;
                let mut near = at;
                for _ in 0..reader.number() {
                    near = reader.near(near);
                    compatible_text.push(char::from_u32(near).unwrap_or('\u{fffd}'));
                }
                (at, start, compatible_text.len() as u32)
            })
            .collect();
        let mut characters =
            Characters { classes: Vec::new(), marks, pairs, compositions, compatible, compatible_text };
        characters.classes =
            (0..0x1_0000).map(|c| char::from_u32(c).map_or(0, |c| characters.classify(c) as u8)).collect();
        characters
    }

    fn classify(&self, c: char) -> Class {
        let code = c as u32;
        if within(UNSPACED, code) && (c.is_alphanumeric() || within(&self.marks, code)) {
            Class::Unspaced
        } else if is_ignorable(code) || within(&self.marks, code) {
            Class::Mark
        } else if within(SYMBOLS, code) {
            Class::Symbol
        } else if c.is_alphanumeric() {
            Class::Letter
        } else {
            Class::Separator
        }
    }

    /// What `c` is to the tokenizer.
    pub fn class(&self, c: char) -> Class {
        match self.classes.get(c as usize) {
            Some(1) => Class::Letter,
            Some(2) => Class::Mark,
            Some(3) => Class::Unspaced,
            Some(4) => Class::Symbol,
            Some(_) => Class::Separator,
            None => self.classify(c),
        }
    }

    fn compatible(&self, c: char) -> Option<&[char]> {
        let at = self.compatible.binary_search_by_key(&(c as u32), |&(c, _, _)| c).ok()?;
        let &(_, start, end) = self.compatible.get(at)?;
        self.compatible_text.get(start as usize..end as usize)
    }

    fn compose(&self, first: char, second: char) -> Option<char> {
        let (a, b) = (first as u32, second as u32);
        // Hangul composes by arithmetic: The Unicode Standard, section 3.12.
        if (0x1100..0x1113).contains(&a) && (0x1161..0x1176).contains(&b) {
            return char::from_u32(0xAC00 + ((a - 0x1100) * 21 + (b - 0x1161)) * 28);
        }
        if (0xAC00..0xD7A4).contains(&a) && (a - 0xAC00) % 28 == 0 && (0x11A8..0x11C3).contains(&b) {
            return char::from_u32(a + (b - 0x11A7));
        }
        let at = self.compositions.binary_search_by_key(&(a, b), |&(a, b, _)| (a, b)).ok()?;
        self.compositions.get(at).and_then(|&(_, _, composed)| char::from_u32(composed))
    }

    fn decompose(&self, c: char) -> Option<(char, char)> {
        let at = self.pairs.binary_search_by_key(&(c as u32), |&(c, _, _)| c).ok()?;
        let &(_, first, second) = self.pairs.get(at)?;
        Some((char::from_u32(first)?, char::from_u32(second)?))
    }

    fn push_composed(&self, out: &mut String, c: char) {
        if let Some(last) = out.chars().next_back()
            && let Some(composed) = self.compose(last, c)
        {
            out.pop();
            out.push(composed);
        } else {
            out.push(c);
        }
    }

    /// Appends the form under which a word is known: NFKC, lower case, invisible characters left out.
    pub fn push_exact(&self, out: &mut String, word: &str) {
        let mut lower = |c: char| {
            for c in c.to_lowercase() {
                self.push_composed(out, if c == 'ς' { 'σ' } else { c });
            }
        };
        for c in word.chars() {
            if c.is_ascii() {
                lower(c);
            } else if is_ignorable(c as u32) {
                continue;
            } else if let Some(compatible) = self.compatible(c) {
                compatible.iter().copied().for_each(&mut lower);
            } else {
                lower(c);
            }
        }
    }

    /// Appends the form in which spellings with and without diacritics meet. `exact` is a form made
    /// by [`push_exact`](Self::push_exact).
    pub fn push_folded(&self, out: &mut String, exact: &str) {
        for c in exact.chars() {
            self.fold(out, c);
        }
    }

    fn fold(&self, out: &mut String, c: char) {
        match c {
            '\0'..='\x7f' => out.push(c),
            // Letters that no decomposition takes apart but that people type as plain ones.
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ŋ' => out.push('n'),
            'ŧ' => out.push('t'),
            'ə' => out.push('e'),
            'ɓ' => out.push('b'),
            'ɗ' => out.push('d'),
            'ƙ' => out.push('k'),
            'ى' | 'ی' | 'ې' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            'ґ' => out.push('г'),
            // A letter of its own that nobody leaves the breve off.
            'й' => out.push('й'),
            _ if self.is_foldable_mark(c) => {}
            _ => match self.decompose(c) {
                Some((first, second)) if self.is_foldable_mark(second) => self.fold(out, first),
                _ => out.push(c),
            },
        }
    }

    /// Marks that spellings leave out: those of Latin, Greek, Cyrillic, Hebrew and Arabic. Vowel signs
    /// of other scripts and the voicing marks of kana make other words.
    fn is_foldable_mark(&self, c: char) -> bool {
        matches!(c as u32,
            0x300..=0x36F | 0x483..=0x487 | 0x591..=0x5BD | 0x5BF..=0x5C7 | 0x610..=0x61A
            | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::{canonical_combining_class, compose, is_combining_mark};

    fn write(out: &mut Vec<u8>, mut number: u32) {
        while number >= 0x80 {
            out.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }

    fn write_near(out: &mut Vec<u8>, base: u32, value: u32) {
        let delta = value.wrapping_sub(base) as i32;
        write(out, ((delta << 1) ^ (delta >> 31)) as u32);
    }

    fn made_table() -> Vec<u8> {
        let all = || (0x80..0x11_0000u32).filter_map(char::from_u32);
        let mut out = Vec::new();
        let mut marks: Vec<(u32, u32)> = Vec::new();
        for c in all().filter(|&c| is_combining_mark(c)) {
            match marks.last_mut() {
                Some((_, end)) if *end + 1 == c as u32 => *end += 1,
                _ => marks.push((c as u32, c as u32)),
            }
        }
        write(&mut out, marks.len() as u32);
        let mut at = 0;
        for (start, end) in marks {
            write(&mut out, start - at);
            write(&mut out, end - start);
            at = end;
        }
        let mut pairs = Vec::new();
        for c in all().filter(|&c| !('\u{ac00}'..='\u{d7a3}').contains(&c)) {
            let parts: Vec<char> = c.nfd().collect();
            if let [head @ .., last] = parts.as_slice()
                && !head.is_empty()
                && let [first] = head.iter().copied().nfc().collect::<Vec<_>>()[..]
                && compose(first, *last) == Some(c)
            {
                pairs.push((c, first, *last));
            }
        }
        write(&mut out, pairs.len() as u32);
        let mut at = 0;
        for (c, first, second) in pairs {
            write(&mut out, c as u32 - at);
            at = c as u32;
            write_near(&mut out, at, first as u32);
            write(&mut out, second as u32);
        }
        let compatible: Vec<(char, Vec<char>)> =
            all().map(|c| (c, c.nfkc().collect::<Vec<_>>())).filter(|(c, to)| to[..] != [*c]).collect();
        write(&mut out, compatible.len() as u32);
        let mut at = 0;
        for (c, to) in compatible {
            write(&mut out, c as u32 - at);
            at = c as u32;
            write(&mut out, to.len() as u32);
            let mut near = at;
            for to in to {
                write_near(&mut out, near, to as u32);
                near = to as u32;
            }
        }
        out
    }

    /// `EXPLORER_WRITE_TABLES=1 cargo test -p explorer-text characters` writes the file anew.
    #[test]
    fn the_table_is_what_the_normalization_crate_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/characters.bin");
        let made = made_table();
        if std::env::var_os("EXPLORER_WRITE_TABLES").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        assert!(std::fs::read(path).unwrap() == made, "characters.bin is stale");
    }

    #[test]
    fn a_single_character_becomes_what_nfkc_and_lower_case_make_of_it() {
        let characters = characters();
        for c in (0..0x11_0000).filter_map(char::from_u32).filter(|&c| !is_ignorable(c as u32)) {
            let mut ours = String::new();
            characters.push_exact(&mut ours, &c.to_string());
            let theirs: String = c.nfkc().flat_map(char::to_lowercase).nfkc().collect();
            let theirs = theirs.replace('ς', "σ");
            // Lower-casing İ gives a mark that a compatibility character may not carry in order.
            if theirs.chars().filter(|&c| canonical_combining_class(c) != 0).count() < 2 {
                assert_eq!(ours, theirs, "{:x}", c as u32);
            }
        }
    }

    #[test]
    fn spellings_meet_in_their_folded_form() {
        let folded = |word: &str| {
            let (mut exact, mut folded) = (String::new(), String::new());
            characters().push_exact(&mut exact, word);
            characters().push_folded(&mut folded, &exact);
            folded
        };
        for (one, other) in [
            ("Oekraïne", "Oekraine"),
            ("Oekrai\u{308}ne", "oekraine"),
            ("Łódź", "lodz"),
            ("Straße", "STRASSE"),
            ("ＴＯＫＹＯ", "tokyo"),
            ("ﬁn", "FIN"),
            ("مُحَمَّد", "محمد"),
            ("أحمد", "احمد"),
            ("ёлка", "елка"),
            ("Ἀθῆναι", "αθηναι"),
            ("co\u{ad}operate", "cooperate"),
            ("ế", "e"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [("がく", "かく"), ("мой", "мои"), ("กิน", "กน")] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn decomposed_text_composes_as_nfc_does() {
        for word in ["Việt", "한국어", "Ångström", "ἄνθρωπος"] {
            let mut ours = String::new();
            characters().push_exact(&mut ours, &word.nfd().collect::<String>());
            assert_eq!(ours, word.to_lowercase().replace('ς', "σ"));
        }
    }
}
