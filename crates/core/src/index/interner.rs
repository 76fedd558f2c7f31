//! Which number has this word?
//!
//! Open addressing over a hash of eight bytes at a time; ASCII words are folded to lower case while
//! they are hashed and compared, so that most tokens of most texts need no copy. **Invariant.** Numbers
//! count up from 0 in the order of first appearance.

/// A word that was given a number: its bytes and the analyzer it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// First eight bytes, little endian, zero padded.
    head: u64,
    start: u32,
    length: u16,
    analyzer: u8,
}

/// Where a search for a word looks: most words are told apart here, with one look into memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    /// The word's bytes if there are at most eight, else a hash of them.
    key: u64,
    /// Length and analyzer.
    kind: u32,
    /// Number + 1; 0 is empty.
    number: u32,
}

fn kind(length: usize, analyzer: u8) -> u32 {
    (length as u32) << 8 | u32::from(analyzer)
}

/// Words by number and numbers by word.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    /// A power of two of them.
    slots: Vec<Slot>,
    entries: Vec<Entry>,
    bytes: Vec<u8>,
}

const FACTOR: u64 = 0x9fb2_1c65_1e98_df25;

/// Turns ASCII letters into lower case and leaves digits alone: both have this bit set then.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// Set in ASCII letters, not in digits.
const LETTER: u64 = 0x4040_4040_4040_4040;

fn mask(length: usize) -> u64 {
    if length >= 8 { u64::MAX } else { (1u64 << (8 * length)) - 1 }
}

#[inline]
fn load(bytes: &[u8], at: usize, length: usize) -> u64 {
    match bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(word) => u64::from_le_bytes(*word) & mask(length),
        None => {
            let mut word = [0; 8];
            for (to, &byte) in word.iter_mut().zip(bytes.get(at..at + length.min(8)).unwrap_or(&[])) {
                *to = byte;
            }
            u64::from_le_bytes(word)
        }
    }
}

impl Interner {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes of a word.
    pub fn bytes(&self, number: u32) -> &[u8] {
        self.entries.get(number as usize).map_or(&[], |entry| self.bytes_of(entry))
    }

    fn bytes_of(&self, entry: &Entry) -> &[u8] {
        let start = entry.start as usize;
        self.bytes.get(start..start + usize::from(entry.length)).unwrap_or(&[])
    }

    /// Analyzer of a word.
    pub fn analyzer(&self, number: u32) -> u8 {
        self.entries.get(number as usize).map_or(0, |entry| entry.analyzer)
    }

    /// First bytes of a word as a number that orders as they do.
    pub fn order_key(&self, number: u32) -> u64 {
        self.entries.get(number as usize).map_or(0, |entry| entry.head.swap_bytes())
    }

    /// The number of `text[start..end]`, ASCII letters and digits only, in lower case. Belongs to
    /// `analyzer` if it is all letters and longer than one, else to the plain one.
    #[inline]
    pub fn ascii(&mut self, text: &[u8], start: usize, end: usize, analyzer: u8) -> u32 {
        let length = end - start;
        let lower = LOWER & mask(length);
        let head = load(text, start, length) | lower;
        let mut letters = head & LETTER == LETTER & mask(length);
        let mut hash = head.wrapping_mul(FACTOR);
        let mut at = start + 8;
        while at < end {
            let rest = end - at;
            let word = load(text, at, rest) | (LOWER & mask(rest));
            letters &= word & LETTER == LETTER & mask(rest);
            hash = (hash.rotate_left(29) ^ word).wrapping_mul(FACTOR);
            at += 8;
        }
        let analyzer = if letters && length > 1 { analyzer } else { 0 };
        self.find(hash, head, length, analyzer, |known| {
            let mut at = 8;
            while at < length {
                let rest = length - at;
                if load(known, at, rest) != load(text, start + at, rest) | (LOWER & mask(rest)) {
                    return false;
                }
                at += 8;
            }
            true
        })
        .unwrap_or_else(|slot| {
            let from = self.bytes.len();
            self.bytes.extend_from_slice(text.get(start..end).unwrap_or(&[]));
            if let Some(word) = self.bytes.get_mut(from..) {
                word.make_ascii_lowercase();
            }
            self.insert(slot, hash, Entry { head, start: from as u32, length: length as u16, analyzer })
        })
    }

    /// The number of `word` as it stands, and whether it is new.
    pub fn word(&mut self, word: &[u8], analyzer: u8) -> (u32, bool) {
        let length = word.len().min(usize::from(u16::MAX));
        let word = word.get(..length).unwrap_or(&[]);
        let head = load(word, 0, length);
        let mut hash = head.wrapping_mul(FACTOR);
        let mut at = 8;
        while at < length {
            hash = (hash.rotate_left(29) ^ load(word, at, length - at)).wrapping_mul(FACTOR);
            at += 8;
        }
        match self.find(hash, head, length, analyzer, |known| known == word) {
            Ok(number) => (number, false),
            Err(slot) => {
                let start = self.bytes.len() as u32;
                self.bytes.extend_from_slice(word);
                let entry = Entry { head, start, length: length as u16, analyzer };
                (self.insert(slot, hash, entry), true)
            }
        }
    }

    /// Where the search begins, in the table's high bits.
    fn spread(hash: u64, kind: u32) -> u64 {
        let hash = (hash ^ u64::from(kind)).wrapping_mul(FACTOR);
        hash ^ (hash >> 32)
    }

    #[inline]
    fn find(
        &self,
        hash: u64,
        head: u64,
        length: usize,
        analyzer: u8,
        same_rest: impl Fn(&[u8]) -> bool,
    ) -> Result<u32, usize> {
        let kind = kind(length, analyzer);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = Interner::spread(hash, kind) as usize & mask;
        let key = if length <= 8 { head } else { hash };
        loop {
            let Some(slot) = self.slots.get(at) else { return Err(0) };
            if slot.number == 0 {
                return Err(at);
            }
            let number = slot.number - 1;
            if slot.key == key
                && slot.kind == kind
                && (length <= 8
                    || self
                        .entries
                        .get(number as usize)
                        .is_some_and(|entry| entry.head == head && same_rest(self.bytes_of(entry))))
            {
                return Ok(number);
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, slot: usize, hash: u64, entry: Entry) -> u32 {
        let number = self.entries.len() as u32;
        let length = usize::from(entry.length);
        let key = if length <= 8 { entry.head } else { hash };
        let filled = Slot { key, kind: kind(length, entry.analyzer), number: number + 1 };
        self.entries.push(entry);
        match self.slots.get_mut(slot) {
            Some(slot) => *slot = filled,
            None => {
                self.slots = vec![Slot::default(); 1 << 12];
                self.place(filled, hash);
            }
        }
        // At most half full, so that a search ends soon.
        if self.entries.len() * 2 > self.slots.len() {
            let size = self.slots.len() * 4;
            for slot in std::mem::replace(&mut self.slots, vec![Slot::default(); size]) {
                if slot.number > 0 {
                    let short = slot.kind >> 8 <= 8;
                    self.place(slot, if short { slot.key.wrapping_mul(FACTOR) } else { slot.key });
                }
            }
        }
        number
    }

    fn place(&mut self, filled: Slot, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut at = Interner::spread(hash, filled.kind) as usize & mask;
        while self.slots.get(at).is_some_and(|slot| slot.number > 0) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = filled;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_in_order_of_appearance_whatever_their_case() {
        let mut interner = Interner::default();
        let text = b"The THE the covid19 a internationalisation INTERNATIONALISATION internationalisatioN1";
        let mut numbers = Vec::new();
        let mut start = 0;
        for word in text.split(|&byte| byte == b' ') {
            numbers.push(interner.ascii(text, start, start + word.len(), 5));
            start += word.len() + 1;
        }
        assert_eq!(numbers, [0, 0, 0, 1, 2, 3, 3, 4]);
        assert_eq!(interner.bytes(3), b"internationalisation");
        assert_eq!([0, 1, 2, 3, 4].map(|number| interner.analyzer(number)), [5, 0, 0, 5, 0]);
        assert_eq!(interner.word(b"the", 5), (0, false));
        assert_eq!(interner.word(b"the", 0), (5, true));
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let mut interner = Interner::default();
        for round in 0..2 {
            for number in 0..20_000u32 {
                let word = format!("word number {number}, é");
                assert_eq!(interner.word(word.as_bytes(), (number % 3) as u8), (number, round == 0));
            }
        }
        assert_eq!(interner.len(), 20_000);
    }
}
