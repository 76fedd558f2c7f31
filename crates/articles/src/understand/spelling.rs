//! Which words stand in a line, as names are made of them?
//!
//! Runs of letters and digits, and what an apostrophe joins, each with a number that stands for its letters in lower
//! case and with what the word is known for. **Invariant.** The number of several words' letters is made from theirs
//! ([`Run::then`]); no letter is looked at twice. Which words make a name is left to `names`.

use explorer_text::words::Tally;
use std::sync::OnceLock;

// Letters as a number to the base of an odd constant, modulo 2^64: that of two runs of letters one after the other
// is made from those of both, so that no letter is looked at twice.
const BASE: u64 = 0x9fb2_1c65_1e98_df25;

fn on(hash: u64, c: char) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(c)) + 1)
}

/// A run of letters: its hash, and the base to the power of its length.
#[derive(Clone, Copy)]
pub struct Run {
    /// The letters as a number.
    pub hash: u64,
    power: u64,
}

impl Run {
    /// No letters.
    pub const EMPTY: Run = Run { hash: 0, power: 1 };

    /// The run and a letter.
    pub fn and(self, c: char) -> Run {
        Run { hash: on(self.hash, c), power: self.power.wrapping_mul(BASE) }
    }

    /// The run and another one behind it.
    pub fn then(self, next: Run) -> Run {
        Run {
            hash: self.hash.wrapping_mul(next.power).wrapping_add(next.hash),
            power: self.power.wrapping_mul(next.power),
        }
    }
}

/// Stands before names of outlets.
pub const SAID: u32 = 1;
/// Asks something of the reader, before a name.
pub const CUED: u32 = 1 << 1;
/// Stands behind an outlet's name.
pub const CUE: u32 = 1 << 2;
/// A legal form, or what stands beside one.
pub const FORM: u32 = 1 << 3;
/// Where others have their pages.
pub const PLATFORM: u32 = 1 << 4;
/// Ends no name.
pub const NO_END: u32 = 1 << 5;
/// Joins the words of a name.
pub const JOINS: u32 = 1 << 6;
/// Begins no name of several words.
pub const NO_START: u32 = 1 << 7;
/// Is no name by itself.
pub const NO_NAME: u32 = 1 << 8;
/// Of an institution.
pub const INSTITUTION: u32 = 1 << 9;
/// Stands between a sign of copyright and a name.
pub const YEARLY: u32 = 1 << 10;

#[rustfmt::skip]
const KNOWN: &[(u32, &str)] = &[
    (SAID, "at with from by for to on"),
    (CUED, "about follow join contact why visit support try get meet choose using use subscribe discover download"),
    (CUE, "newsletter newsletters team staff blog app podcast editors store shop account privacy logo home academy support magazine tv media careers platform software company"),
    (FORM, "inc llc ltd gmbh bv limited corporation corp co company group foundation university media institute all rights"),
    (PLATFORM, "facebook twitter instagram youtube linkedin pinterest x rss tiktok"),
    (NO_END, "inc llc ltd gmbh bv b all privacy terms cookies cookie copyright rights reserved by and of the for in to on with a pty llp plc corp contact policy is corporation limited de skip menu"),
    (JOINS, "of for the and to in on with de a my"),
    (NO_START, "copyright by at with from about follow and of for in to on or is all welcome join contact visit subscribe c read more see view powered try get why posted published"),
    (NO_NAME, "and for the it im there here when with from you we our all not this that what how why who new get if in on to of or at by as is are was be more do can my your no yes one two first best top about contact home news"),
    (INSTITUTION, "university college institute clinic state"),
    (YEARLY, "by the c copyright"),
];

fn known(word: Run) -> u32 {
    static WORDS: OnceLock<Tally> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = Tally::sized(256);
        for (bit, all) in KNOWN {
            for word in all.split(' ') {
                words.add(word.chars().fold(Run::EMPTY, Run::and).hash, *bit);
            }
        }
        words
    });
    words.get(word.hash)
}

/// A word of a line.
#[derive(Clone, Copy)]
pub struct Word {
    /// First byte in the line.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its letters.
    pub letters: Run,
    /// Its letters before an "'s", and where they end.
    pub owner: Option<(Run, usize)>,
    /// Characters.
    pub chars: u32,
    /// Whether it begins as names do, or has a capital letter.
    pub capital: bool,
    /// Whether it is digits only.
    pub digits: bool,
    /// What it is known for.
    pub known: u32,
}

// The base to the power of each number of letters that a word may well have.
const POWERS: [u64; 32] = {
    let mut powers = [1u64; 32];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1].wrapping_mul(BASE);
        at += 1;
    }
    powers
};

/// A word that is being read.
#[derive(Clone, Copy)]
struct Spelling {
    word: Word,
    /// The letters before the last apostrophe, its place, how many characters came since, and whether the last of them is an s.
    joint: Option<(Run, usize, u32, bool)>,
}

impl Spelling {
    fn begin(at: usize, capital: bool) -> Self {
        let letters = Run::EMPTY;
        let word =
            Word { start: at, end: at, letters, owner: None, chars: 0, capital, digits: true, known: 0 };
        Spelling { word, joint: None }
    }

    fn since(&mut self, chars: u32, is_s: bool) {
        if let Some((_, _, since, last)) = &mut self.joint {
            *since += chars;
            *last = is_s;
        }
    }

    /// Goes on with ASCII letters and digits from a byte on; where they end.
    fn ascii(&mut self, bytes: &[u8], from: usize) -> usize {
        let (mut at, mut hash, mut all_digits) = (from, self.word.letters.hash, true);
        let mut last = 0;
        while let Some(&byte) = bytes.get(at) {
            let small = byte | 0x20;
            let digit = byte.wrapping_sub(b'0') < 10;
            if small.wrapping_sub(b'a') >= 26 && !digit {
                break;
            }
            // A digit has the bit of small letters.
            hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(small) + 1);
            all_digits &= digit;
            self.word.capital |= !digit && small != byte;
            last = byte;
            at += 1;
        }
        let length = at - from;
        let power = POWERS.get(length).copied().unwrap_or_else(|| BASE.wrapping_pow(length as u32));
        self.word.letters = Run { hash, power: self.word.letters.power.wrapping_mul(power) };
        self.word.digits &= all_digits;
        self.word.chars += length as u32;
        self.word.end = at;
        self.since(length as u32, last == b's');
        at
    }

    /// Goes on with a letter or digit beyond ASCII.
    fn other(&mut self, c: char, at: usize) {
        let word = &mut self.word;
        word.letters = c.to_lowercase().fold(word.letters, Run::and);
        word.capital |= !c.is_lowercase() && !c.is_numeric();
        word.digits = false;
        word.chars += 1;
        word.end = at + c.len_utf8();
        self.since(1, false);
    }

    fn end(self, words: &mut Vec<Word>) {
        let owner =
            self.joint.filter(|&(_, _, since, is_s)| since == 1 && is_s).map(|(run, at, ..)| (run, at));
        words.push(Word { owner, known: known(self.word.letters), ..self.word });
    }
}

/// The words of a line: letters and digits, and what an apostrophe joins.
pub fn spell(content: &str, words: &mut Vec<Word>) {
    words.clear();
    let bytes = content.as_bytes();
    let mut open: Option<Spelling> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            let begun = open.get_or_insert_with(|| Spelling::begin(at, !byte.is_ascii_lowercase()));
            at = begun.ascii(bytes, at);
            continue;
        }
        let (c, length) = if byte.is_ascii() {
            (char::from(byte), 1)
        } else {
            let c = content.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            (c, c.len_utf8())
        };
        if !byte.is_ascii() && c.is_alphanumeric() {
            open.get_or_insert_with(|| Spelling::begin(at, !c.is_lowercase())).other(c, at);
        } else if matches!(c, '\'' | '’')
            && let Some(begun) = open.as_mut().filter(|begun| begun.word.end == at)
        {
            begun.joint = Some((begun.word.letters, at, 0, false));
        } else if let Some(done) = open.take() {
            done.end(words);
        }
        at += length;
    }
    if let Some(done) = open {
        done.end(words);
    }
}
