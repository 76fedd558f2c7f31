//! Of which letters are runs of words made, however they are spaced?
//!
//! "Example Times" and "ExampleTimes" are spelt alike. **Invariant.** The spelling of several words is made from that
//! of each, so that no letter is looked at twice; two runs of letters are taken for one if their hashes of 64 bits
//! are equal.

use crate::words::Tally;

// Letters as a number to the base of an odd constant, modulo 2^64: that of two runs of letters one after the other
// is made from those of both, so that no letter is looked at twice.
const BASE: u64 = 0x9fb2_1c65_1e98_df25;

#[inline]
fn on(hash: u64, c: char) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(c)) + 1)
}

/// A run of letters: its hash, and the base to the power of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The hash.
    pub hash: u64,
    power: u64,
}

impl Run {
    /// No letters.
    pub const EMPTY: Run = Run { hash: 0, power: 1 };

    /// With a letter behind it.
    #[inline]
    pub fn and(self, c: char) -> Run {
        Run { hash: on(self.hash, c), power: self.power.wrapping_mul(BASE) }
    }

    /// With another run behind it.
    #[inline]
    pub fn then(self, next: Run) -> Run {
        Run {
            hash: self.hash.wrapping_mul(next.power).wrapping_add(next.hash),
            power: self.power.wrapping_mul(next.power),
        }
    }
}

/// A word between others: its letters, those before an "'s", and whether it begins as names do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelt {
    /// Its letters.
    pub letters: Run,
    /// Its letters before an "'s".
    pub owner: Option<Run>,
    /// Whether it begins with anything but a small letter.
    pub capital: bool,
}

/// The words of a line, apostrophes and what they join included.
// Not to be made part of callers, which may be compiled for size.
#[inline(never)]
pub fn spell(content: &str, words: &mut Vec<Spelt>) {
    words.clear();
    let mut word: Option<Spelt> = None;
    // What the word's letters were before its last apostrophe, and whether only an s came since.
    let mut before: Option<(Run, bool, u32)> = None;
    let mut end = |word: &mut Option<Spelt>, before: &mut Option<(Run, bool, u32)>| {
        if let Some(mut done) = word.take() {
            done.owner = before.take().filter(|&(_, is_s, since)| is_s && since == 1).map(|(run, ..)| run);
            words.push(done);
        }
        *before = None;
    };
    for c in content.chars() {
        if c.is_alphanumeric() {
            let spelt = word.get_or_insert(Spelt {
                letters: Run::EMPTY,
                owner: None,
                capital: if c.is_ascii() { !c.is_ascii_lowercase() } else { !c.is_lowercase() },
            });
            spelt.letters = if c.is_ascii() {
                spelt.letters.and(c.to_ascii_lowercase())
            } else {
                c.to_lowercase().fold(spelt.letters, Run::and)
            };
            if let Some((_, is_s, since)) = &mut before {
                *is_s = c == 's';
                *since += 1;
            }
        } else if matches!(c, '\'' | '’') {
            let spelt = word.get_or_insert(Spelt { letters: Run::EMPTY, owner: None, capital: true });
            before = Some((spelt.letters, false, 0));
        } else {
            end(&mut word, &mut before);
        }
    }
    end(&mut word, &mut before);
}

/// The names that are looked for, and which letters any of them begins with.
#[derive(Clone, Debug)]
pub struct Sought {
    names: Tally,
    beginnings: Vec<u64>,
}

impl Sought {
    /// These names, in small letters without anything between.
    pub fn of<'a>(keys: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let mut sought = Sought { names: Tally::sized(keys.len()), beginnings: vec![0; 1 << 10] };
        for (number, key) in (1u32..).zip(keys) {
            let mut hash = 0;
            for c in key.chars() {
                hash = on(hash, c);
                let (at, bit) = Sought::bit(hash);
                if let Some(bits) = sought.beginnings.get_mut(at) {
                    *bits |= bit;
                }
            }
            sought.names.add(hash, number);
        }
        sought
    }

    // One of 2^16 bits; another's may be the same.
    fn bit(hash: u64) -> (usize, u64) {
        let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
        ((hash >> 6) as usize, 1 << (hash & 63))
    }

    /// Whether a name may begin with this run.
    #[inline]
    pub fn may_begin(&self, run: Run) -> bool {
        let (at, bit) = Sought::bit(run.hash);
        run == Run::EMPTY || self.beginnings.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// The number of the name with this hash.
    #[inline]
    pub fn number(&self, hash: u64) -> Option<usize> {
        (self.names.get(hash) as usize).checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelt_as_names_are_however_they_are_spaced() {
        let sought = Sought::of(["exampletimes", "éxample"].into_iter());
        let mut words = Vec::new();
        spell("The Example Times's day, “ÉXAMPLE”", &mut words);
        let run = |from: usize, to: usize| {
            words[from..to].iter().fold(Run::EMPTY, |run, word| run.then(word.letters))
        };
        assert_eq!(words.len(), 5);
        assert_eq!(sought.number(run(4, 5).hash), Some(1));
        assert!(sought.may_begin(run(1, 2)));
        assert_eq!(sought.number(run(1, 3).hash), None);
        let owned = run(1, 2).then(words[2].owner.expect("an owner"));
        assert_eq!(sought.number(owned.hash), Some(0));
        assert!(words[1].capital && !words[3].capital);
    }
}
