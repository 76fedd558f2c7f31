//! What was worked out for a word before, and need not be again?
//!
//! A text says the same words over and over, and so do the texts of one folder. A [`Memo`] keeps what was worked out
//! for short words in a table of fixed size, each in the one place that its bytes lead to; a word that leads to a taken
//! place takes it over. **Invariant.** What is kept is a function of the word and its tag alone, so that it changes
//! nothing but time; keys are compared whole.

use std::fmt;
use std::sync::Mutex;

/// Words of more bytes are not kept.
pub const LONGEST: usize = 16;

/// What was worked out for words.
pub struct Memo<V> {
    /// Empty before the first use. Where another thread is at it, the memo is done without.
    slots: Mutex<Vec<Slot<V>>>,
    bits: u32,
}

#[derive(Clone, Copy)]
struct Slot<V> {
    key: Key,
    value: V,
}

/// The bytes of a word as two numbers, and its length and tag; none is like the empty word's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key(u64, u64, u32);

impl Key {
    fn of(word: &[u8], tag: u32) -> Option<Self> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let (head, tail) = word.split_at_checked(8).unwrap_or((word, &[]));
        let number = |bytes: &[u8]| bytes.iter().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
        Some(Key(number(head), number(tail), tag << 5 | word.len() as u32))
    }

    fn place(self, bits: u32) -> usize {
        let mixed =
            (self.0 ^ self.1.rotate_left(29) ^ u64::from(self.2) << 40).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> (64 - bits)) as usize
    }
}

impl<V: Copy + Default> Memo<V> {
    /// Room for two to the power of `bits` words.
    pub fn sized(bits: u32) -> Self {
        Memo { slots: Mutex::new(Vec::new()), bits: bits.clamp(1, 24) }
    }

    /// What was worked out for a word, or is now by `make`. `tag` tells apart what else it depends on; it is less than 2^27.
    #[inline]
    pub fn get(&self, word: &[u8], tag: u32, make: impl FnOnce() -> V) -> V {
        let Some(key) = Key::of(word, tag) else { return make() };
        let Ok(mut slots) = self.slots.try_lock() else { return make() };
        if slots.is_empty() {
            slots.resize(1 << self.bits, Slot { key: Key(0, 0, 0), value: V::default() });
        }
        let Some(slot) = slots.get_mut(key.place(self.bits)) else { return make() };
        if slot.key != key {
            *slot = Slot { key, value: make() };
        }
        slot.value
    }
}

impl<V: Copy + Default> Default for Memo<V> {
    fn default() -> Self {
        Memo::sized(14)
    }
}

impl<V: Copy + Default> Clone for Memo<V> {
    /// One of the same size that has nothing in it yet.
    fn clone(&self) -> Self {
        Memo::sized(self.bits)
    }
}

impl<V> fmt::Debug for Memo<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Memo({} bits)", self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_comes_out_is_what_would_have_been_worked_out(
            words in prop::collection::vec((prop::collection::vec(0u8..3, 0..20), 0u32..3), 0..300),
        ) {
            let memo = Memo::sized(4);
            for (word, tag) in &words {
                let made = || (word.len() as u64) << 32 | u64::from(*tag) << 40 | word.iter().map(|&byte| u64::from(byte)).sum::<u64>();
                prop_assert_eq!(memo.get(word, *tag, made), made());
            }
        }
    }

    #[test]
    fn a_word_is_worked_out_once_and_a_long_one_each_time() {
        let memo = Memo::sized(4);
        let mut made = 0;
        for word in [&b"ferry"[..], b"ferry", b"a ferry across the river"] {
            memo.get(word, 0, || made += 1);
        }
        assert_eq!(made, 2);
    }
}
