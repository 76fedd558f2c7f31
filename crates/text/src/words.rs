//! Which words are in a text, and which of them are the same?
//!
//! Each word is noted once, with a number that is the same for the same word (capitals aside), so that whoever
//! counts words or compares lines does so with small whole numbers and need not read the text again. A letter
//! of a script without spaces is a word of its own. **Invariant.** Words are in the order of the text and do not overlap; numbers are given in the
//! order of first use. Two words have one number if their hashes (FNV-1a, 32 bit) are equal: enough to
//! tell the words of one text apart.

use crate::lines;

/// The hash of no letters.
pub const SEED: u32 = 0x811c_9dc5;

/// The hash of a word that goes on with a byte.
#[inline]
pub const fn extended(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The hash of a word that goes on with a small letter.
#[inline]
pub fn of_char(hash: u32, c: char) -> u32 {
    if c.is_ascii() {
        return extended(hash, c as u8);
    }
    (c as u32).to_le_bytes().into_iter().filter(|&byte| byte != 0).fold(hash, extended)
}

/// Calls `take` with the hash and the number of characters of each word of a piece of text.
pub fn each(text: &str, mut take: impl FnMut(u32, u32)) {
    let (mut hash, mut length) = (SEED, 0u32);
    for c in text.chars() {
        let unspaced = !c.is_ascii() && lines::is_unspaced(c);
        if c.is_alphanumeric() && !unspaced {
            let small =
                if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            hash = of_char(hash, small);
            length += 1;
            continue;
        }
        if length > 0 {
            take(hash, length);
            (hash, length) = (SEED, 0);
        }
        if unspaced && c.is_alphanumeric() {
            take(of_char(SEED, c), 4);
        }
    }
    if length > 0 {
        take(hash, length);
    }
}

/// A word of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its number.
    pub number: u32,
    /// Characters.
    pub length: u32,
}

/// The words of a text, by line.
#[derive(Clone, Debug, Default)]
pub struct Words {
    all: Vec<Word>,
    /// The first word of each line, and one past the last word.
    lines: Vec<u32>,
    /// The hash of each number.
    hashes: Vec<u32>,
    /// A table of numbers plus one with open addressing, 0 for none.
    slots: Vec<u32>,
}

impl Words {
    /// No words yet, of a text of so many bytes.
    pub fn sized(bytes: usize) -> Self {
        let slots = vec![0; (bytes / 10).clamp(16, 1 << 16).next_power_of_two()];
        Words { all: Vec::with_capacity(bytes / 6), slots, ..Words::default() }
    }

    /// From here on words are of the next line.
    pub fn begin_line(&mut self) {
        self.lines.push(self.all.len() as u32);
    }

    /// There are no more lines.
    pub fn end(&mut self) {
        self.begin_line();
        self.slots = Vec::new();
    }

    /// Notes a word.
    #[inline]
    pub fn add(&mut self, hash: u32, start: usize, end: usize, length: u32) {
        let number = self.number_of(hash);
        self.all.push(Word { start: start as u32, end: end as u32, number, length });
    }

    #[inline]
    fn number_of(&mut self, hash: u32) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (hash ^ (hash >> 15)) as usize & mask;
        loop {
            match self.slots.get(at) {
                Some(&number) if number > 0 => {
                    if self.hashes.get(number as usize - 1) == Some(&hash) {
                        return number - 1;
                    }
                    at = (at + 1) & mask;
                }
                _ => break,
            }
        }
        self.hashes.push(hash);
        let number = self.hashes.len() as u32;
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number;
        }
        if self.hashes.len() * 2 > self.slots.len() {
            self.grow();
        }
        number - 1
    }

    #[cold]
    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = vec![0; mask + 1];
        for (number, hash) in (1u32..).zip(&self.hashes) {
            let mut at = (hash ^ (hash >> 15)) as usize & mask;
            while self.slots.get(at).is_some_and(|&taken| taken > 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = number;
            }
        }
    }

    /// How many different words there are.
    pub fn count(&self) -> usize {
        self.hashes.len()
    }

    /// The words of a line.
    pub fn of_line(&self, line: usize) -> &[Word] {
        let at = |line: usize| self.lines.get(line).map_or(self.all.len(), |&at| at as usize);
        self.all.get(at(line)..at(line + 1)).unwrap_or_default()
    }

    /// The words of a line that begin in these bytes.
    pub fn within(&self, line: usize, start: usize, end: usize) -> &[Word] {
        let words = self.of_line(line);
        let from = words.partition_point(|word| (word.start as usize) < start);
        let to = words.partition_point(|word| (word.start as usize) < end);
        words.get(from..to).unwrap_or_default()
    }

    /// What the words say, for comparison: a hash of their hashes, 64 bit.
    pub fn print(&self, words: &[Word]) -> u64 {
        let hash_of = |word: &Word| self.hashes.get(word.number as usize).copied().unwrap_or(0);
        words.iter().fold(EMPTY_PRINT, |print, word| printed(print, hash_of(word)))
    }
}

const EMPTY_PRINT: u64 = 0xcbf2_9ce4_8422_2325;

#[inline]
fn printed(print: u64, hash: u32) -> u64 {
    (print ^ u64::from(hash)).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29)
}

/// What a piece of text says, for comparison with [`Words::print`].
pub fn print_of(text: &str) -> u64 {
    let mut print = EMPTY_PRINT;
    each(text, |hash, _| print = printed(print, hash));
    print
}

/// How often numbers of 64 bits, hashes by themselves, were seen.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    slots: Vec<(u64, u32)>,
    count: usize,
}

impl Tally {
    /// Room for about so many different ones.
    pub fn sized(count: usize) -> Self {
        Tally { slots: vec![(0, 0); (count * 2).next_power_of_two().max(16)], count: 0 }
    }

    fn place(&self, hash: u64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (hash ^ (hash >> 32)) as usize & mask;
        while self.slots.get(at).is_some_and(|&(other, seen)| seen > 0 && other != hash) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Adds to what is counted for a hash; what was there before.
    pub fn add(&mut self, hash: u64, more: u32) -> u32 {
        if self.count * 2 >= self.slots.len() {
            let slots = std::mem::take(&mut self.slots);
            *self = Tally::sized(slots.len().max(8));
            for (hash, seen) in slots {
                if seen > 0 {
                    self.add(hash, seen);
                }
            }
        }
        let at = self.place(hash);
        let Some(slot) = self.slots.get_mut(at) else { return 0 };
        let before = slot.1;
        *slot = (hash, before.saturating_add(more));
        self.count += usize::from(before == 0 && more > 0);
        before
    }

    /// What was counted for a hash.
    pub fn get(&self, hash: u64) -> u32 {
        self.slots.get(self.place(hash)).filter(|slot| slot.0 == hash).map_or(0, |slot| slot.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_numbers_and_pieces_the_prints_of_their_words() {
        let text = "The ferry, the FERRY!\n• and the Ünïcode\n今天 ok";
        let (lines, words) = lines::read(text);
        let numbers = |line: usize| words.of_line(line).iter().map(|word| word.number).collect::<Vec<_>>();
        assert_eq!(numbers(0), [0, 1, 0, 1]);
        assert_eq!(numbers(1), [2, 0, 3]);
        assert_eq!(numbers(2), [4, 5, 6]);
        assert_eq!(words.count(), 7);
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(words.print(words.of_line(at)), print_of(line.of(text)));
            let mut hashes = Vec::new();
            each(line.of(text), |hash, length| hashes.push((hash, length)));
            let noted = words.of_line(at).iter();
            let noted: Vec<_> = noted.map(|word| (words.hashes[word.number as usize], word.length)).collect();
            assert_eq!(noted, hashes);
        }
        assert_eq!(words.within(0, 4, 12).len(), 2);
    }

    #[test]
    fn a_tally_counts_as_a_map_does() {
        let mut tally = Tally::sized(1);
        let mut map = std::collections::BTreeMap::new();
        for number in 0..5000u64 {
            let hash = ((number * number) % 977) << 20;
            assert_eq!(
                tally.add(hash, 1),
                map.insert(hash, map.get(&hash).copied().unwrap_or(0) + 1).unwrap_or(0)
            );
        }
        for (hash, count) in map {
            assert_eq!(tally.get(hash), count);
        }
        assert_eq!(tally.get(1), 0);
    }
}
