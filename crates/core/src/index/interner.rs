//! Which number has this word?
//!
//! Open addressing over keys that hold a word's first sixteen bytes, so that nearly all words are told
//! apart with one look into memory; ASCII words are folded to lower case while their key is made, so that
//! most tokens of most texts need no copy. The table is larger than the processor's caches, and a look
//! into it takes longer than all else that is done for a token: [`peek`](Interner::peek) lets the caller
//! have many under way at once. **Invariant.** The number of a word does not change, and two words have
//! the same one only if one was said to be a spelling of the other.

/// What a word is looked up by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// First eight bytes, little endian, zero padded.
    low: u64,
    /// The next eight; of a word longer than sixteen bytes a hash of all after the first eight.
    high: u64,
    /// Length, whether it is a spelling, and analyzer.
    kind: u32,
}

/// A place in the table: a key, laid out so that nothing is left between its parts and the number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slot {
    low: u64,
    high: u64,
    kind: u32,
    /// Number + 1; 0 is empty.
    number: u32,
}

impl Slot {
    fn key(self) -> Key {
        Key { low: self.low, high: self.high, kind: self.kind }
    }
}

/// A word that has a number, or a long spelling of one.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    length: u16,
    analyzer: u8,
    /// Its own number; of a spelling that of the word it spells.
    number: u32,
}

/// Words by number and numbers by word.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    /// A power of two of them.
    slots: Vec<Slot>,
    filled: usize,
    entries: Vec<Entry>,
    bytes: Vec<u8>,
}

/// Words up to this length are in their key.
const WHOLE: usize = 16;

/// In a key's kind: a token as it stands in the text, not an exact form.
const SPELLING: u32 = 1 << 8;

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

fn mixed(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(29) ^ word).wrapping_mul(FACTOR)
}

impl Key {
    /// The key of `text[start..end]`, ASCII letters and digits only, in lower case. Belongs to `analyzer`
    /// if it is all letters and longer than one, else to the plain one.
    #[inline]
    pub fn of_ascii(text: &[u8], start: usize, end: usize, analyzer: u8) -> Key {
        let length = end - start;
        let low = load(text, start, length) | (LOWER & mask(length));
        let mut letters = low & LETTER == LETTER & mask(length);
        let mut high = 0;
        let mut at = start + 8;
        while at < end {
            let rest = end - at;
            let word = load(text, at, rest) | (LOWER & mask(rest));
            letters &= word & LETTER == LETTER & mask(rest);
            high = if length <= WHOLE { word } else { mixed(high, word) };
            at += 8;
        }
        let analyzer = if letters && length > 1 { analyzer } else { 0 };
        Key { low, high, kind: (length as u32) << 16 | u32::from(analyzer) }
    }

    /// The key of `word` as it stands.
    fn of(word: &[u8], analyzer: u8) -> Key {
        let length = word.len();
        let mut high = 0;
        let mut at = 8;
        while at < length {
            let word = load(word, at, length - at);
            high = if length <= WHOLE { word } else { mixed(high, word) };
            at += 8;
        }
        Key { low: load(word, 0, length), high, kind: (length as u32) << 16 | u32::from(analyzer) }
    }

    /// The key of a token as it stands in a text that `analyzer` reads.
    pub fn of_spelling(token: &[u8], analyzer: u8) -> Key {
        let key = Key::of(head(token), analyzer);
        Key { kind: key.kind | SPELLING, ..key }
    }

    /// Whether it was made by [`of_spelling`](Self::of_spelling).
    pub fn is_spelling(self) -> bool {
        self.kind & SPELLING != 0
    }

    fn length(self) -> usize {
        (self.kind >> 16) as usize
    }

    fn hash(self) -> u64 {
        let hash = mixed(mixed(u64::from(self.kind), self.low), self.high);
        hash ^ (hash >> 32)
    }
}

/// So much of a token as tells it from others: what is indexed of it is far shorter.
fn head(token: &[u8]) -> &[u8] {
    token.get(..token.len().min(usize::from(u16::MAX))).unwrap_or(&[])
}

impl Interner {
    /// One more than the highest number.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether a word has this number; long spellings take numbers of their own that no word has.
    pub fn is_word(&self, number: u32) -> bool {
        self.entries.get(number as usize).is_some_and(|entry| entry.number == number)
    }

    /// Bytes of a word.
    pub fn bytes(&self, number: u32) -> &[u8] {
        let Some(entry) = self.entries.get(number as usize) else { return &[] };
        let start = entry.start as usize;
        self.bytes.get(start..start + usize::from(entry.length)).unwrap_or(&[])
    }

    /// Analyzer of a word.
    pub fn analyzer(&self, number: u32) -> u8 {
        self.entries.get(number as usize).map_or(0, |entry| entry.analyzer)
    }

    fn home(&self, key: Key) -> usize {
        key.hash() as usize & self.slots.len().wrapping_sub(1)
    }

    /// What stands where the search for `key` begins: nearly always what it ends with.
    #[inline]
    pub fn peek(&self, key: Key) -> Slot {
        self.slots.get(self.home(key)).copied().unwrap_or_default()
    }

    /// The number of `key`, if that is what `seen` holds and the key says it all.
    #[inline]
    pub fn seen(key: Key, seen: Slot) -> Option<u32> {
        (seen.key() == key && key.length() <= WHOLE).then(|| seen.number.wrapping_sub(1))
    }

    /// The number of the word with this key, whose bytes, but for the case of ASCII letters if
    /// `any_case`, are `word`. If there is none: the slot where it belongs.
    fn find(&self, key: Key, word: &[u8], any_case: bool) -> Result<u32, usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(key);
        loop {
            let Some(slot) = self.slots.get(at) else { return Err(0) };
            let Some(number) = slot.number.checked_sub(1) else { return Err(at) };
            if slot.key() == key {
                let same = || match any_case {
                    true => self.bytes(number).eq_ignore_ascii_case(word),
                    false => self.bytes(number) == word,
                };
                if key.length() <= WHOLE {
                    return Ok(number);
                }
                if same() {
                    return Ok(self.entries.get(number as usize).map_or(0, |entry| entry.number));
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of an ASCII token in lower case, whose key [`Key::of_ascii`] made.
    pub fn ascii(&mut self, key: Key, token: &[u8]) -> u32 {
        self.find(key, token, true).unwrap_or_else(|slot| {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(token);
            if let Some(word) = self.bytes.get_mut(start..) {
                word.make_ascii_lowercase();
            }
            let number = self.entry(key, start, None);
            self.insert(slot, key, number);
            number
        })
    }

    /// The number of `word` as it stands.
    pub fn word(&mut self, word: &[u8], analyzer: u8) -> u32 {
        let word = head(word);
        let key = Key::of(word, analyzer);
        self.find(key, word, false).unwrap_or_else(|slot| {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(word);
            let number = self.entry(key, start, None);
            self.insert(slot, key, number);
            number
        })
    }

    /// The number of a spelling whose key [`Key::of_spelling`] made.
    pub fn spelling(&self, key: Key, token: &[u8]) -> Option<u32> {
        self.find(key, head(token), false).ok()
    }

    /// Says that a spelling, which is not known yet, is that of the word with this number.
    pub fn spell(&mut self, key: Key, token: &[u8], number: u32) {
        let token = head(token);
        if let Err(slot) = self.find(key, token, false) {
            let mut found = number;
            if key.length() > WHOLE {
                let start = self.bytes.len();
                self.bytes.extend_from_slice(token);
                found = self.entry(key, start, Some(number));
            }
            self.insert(slot, key, found);
        }
    }

    fn entry(&mut self, key: Key, start: usize, number: Option<u32>) -> u32 {
        let next = self.entries.len() as u32;
        self.entries.push(Entry {
            start: start as u32,
            length: key.length() as u16,
            analyzer: key.kind as u8,
            number: number.unwrap_or(next),
        });
        next
    }

    fn insert(&mut self, slot: usize, key: Key, number: u32) {
        let filled = Slot { low: key.low, high: key.high, kind: key.kind, number: number + 1 };
        match self.slots.get_mut(slot) {
            Some(slot) => *slot = filled,
            None => {
                self.slots = vec![Slot::default(); 1 << 12];
                self.place(filled);
            }
        }
        self.filled += 1;
        // At most half full, so that a search ends soon.
        if self.filled * 2 > self.slots.len() {
            let size = self.slots.len() * 2;
            for slot in std::mem::replace(&mut self.slots, vec![Slot::default(); size]) {
                if slot.number > 0 {
                    self.place(slot);
                }
            }
        }
    }

    fn place(&mut self, filled: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = self.home(filled.key());
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
    fn words_have_one_number_whatever_their_case() {
        let mut interner = Interner::default();
        let text = b"The THE the covid19 a internationalisation INTERNATIONALISATION internationalisatioN1";
        let mut numbers = Vec::new();
        let mut start = 0;
        for word in text.split(|&byte| byte == b' ') {
            let key = Key::of_ascii(text, start, start + word.len(), 5);
            numbers.push(interner.ascii(key, word));
            let known = Interner::seen(key, interner.peek(key));
            assert!(word.len() > WHOLE || known == numbers.last().copied());
            start += word.len() + 1;
        }
        assert_eq!(numbers, [0, 0, 0, 1, 2, 3, 3, 4]);
        assert_eq!(interner.bytes(3), b"internationalisation");
        assert_eq!([0, 1, 2, 3, 4].map(|number| interner.analyzer(number)), [5, 0, 0, 5, 0]);
        assert_eq!(interner.word(b"the", 5), 0);
        assert_eq!(interner.word(b"the", 0), 5);
    }

    #[test]
    fn spellings_have_the_number_of_their_word() {
        let mut interner = Interner::default();
        for (word, spelling) in [("été", "Été"), ("été", "été"), ("übersetzungsfehler", "Übersetzungsfehler")]
        {
            let key = Key::of_spelling(spelling.as_bytes(), 3);
            assert_eq!(interner.spelling(key, spelling.as_bytes()), None);
            let number = interner.word(word.as_bytes(), 3);
            interner.spell(key, spelling.as_bytes(), number);
            assert_eq!(interner.spelling(key, spelling.as_bytes()), Some(number));
            assert_eq!(interner.bytes(number), word.as_bytes());
            assert!(interner.is_word(number));
        }
        assert!((0..interner.len() as u32).filter(|&number| interner.is_word(number)).count() == 2);
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let mut interner = Interner::default();
        for _ in 0..2 {
            for number in 0..20_000u32 {
                let word = format!("word number {number}, é");
                assert_eq!(interner.word(word.as_bytes(), (number % 3) as u8), number);
            }
        }
        assert_eq!(interner.len(), 20_000);
    }
}
