//! Which of many terms, known by their hashes alone, is a word or begins it?
//!
//! Terms are kept as 32-bit hashes (FNV-1a, with MurmurHash3's finaliser) of their bytes and of how much of a
//! word they stand for. **Invariant.** What [`Terms::find`] finds was inserted under the same hash; a set of bits
//! that fits into a processor's cache says of most words at once that they are no terms.

/// The hash of no bytes.
pub const BASIS: u32 = 0x811c_9dc5;

/// A term found at a word's beginning: its number, and where in the word's bytes it ends.
pub type Match = (u32, usize);

/// The hash of what goes on with these bytes.
#[inline]
pub fn extended(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The hash of a whole term of an extent.
#[inline]
pub fn sealed(hash: u32, extent: u32) -> u32 {
    let hash = hash ^ extent.wrapping_mul(0x9e37_79b9);
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// Terms by hash.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    // A table of hashes with open addressing; a term's number plus one, 0 for none.
    slots: Vec<(u32, u32)>,
    // A bit for each hash, by its lowest bits; a few hashes for each bit that is not 0.
    seen: Vec<u64>,
}

impl Terms {
    /// Room for so many terms.
    pub fn sized(terms: usize) -> Self {
        let slots = (terms * 2).next_power_of_two().max(64);
        Terms { slots: vec![(0, 0); slots], seen: vec![0; slots / 8] }
    }

    /// Gives the term of a hash a number; of two with one hash the last one counts.
    pub fn insert(&mut self, hash: u32, number: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.1 == 0 || slot.0 == hash {
                *slot = (hash, number + 1);
                break;
            }
            at = (at + 1) & mask;
        }
        let place = self.place(hash);
        if let Some(bits) = self.seen.get_mut(place) {
            *bits |= 1 << (hash & 63);
        }
    }

    #[inline]
    fn place(&self, hash: u32) -> usize {
        (hash >> 6) as usize & self.seen.len().wrapping_sub(1)
    }

    /// The number of the term whose bytes have this hash, of an extent.
    #[inline]
    pub fn find(&self, state: u32, extent: u32) -> Option<u32> {
        let hash = sealed(state, extent);
        if self.seen.get(self.place(hash)).is_none_or(|bits| bits >> (hash & 63) & 1 == 0) {
            return None;
        }
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            match self.slots.get(at) {
                Some(&(_, 0)) | None => return None,
                Some(&(found, term)) if found == hash => return Some(term - 1),
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The longest term that a word is or begins with, going on from `state`; and the state after the word.
    // Not to be made part of callers, which may be compiled for size.
    #[inline(never)]
    pub fn longest(&self, mut state: u32, word: &[u8], whole: u32, beginning: u32) -> (Option<Match>, u32) {
        let mut best = None;
        for (at, &byte) in word.iter().enumerate() {
            // Beginnings end where a character ends.
            if at >= 2
                && byte & 0xC0 != 0x80
                && let Some(term) = self.find(state, beginning)
            {
                best = Some((term, at));
            }
            state = extended(state, &[byte]);
        }
        let all = self.find(state, whole).or_else(|| self.find(state, beginning));
        (all.map(|term| (term, word.len())).or(best), state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_whole_and_as_beginnings_the_longest_first() {
        let mut terms = Terms::sized(3);
        for (number, (word, extent)) in [("ferry", 0), ("fer", 1), ("ferri", 1)].into_iter().enumerate() {
            terms.insert(sealed(extended(BASIS, word.as_bytes()), extent), number as u32);
        }
        let longest = |word: &str| terms.longest(BASIS, word.as_bytes(), 0, 1).0;
        assert_eq!(longest("ferry"), Some((0, 5)));
        assert_eq!(longest("ferries"), Some((2, 5)));
        assert_eq!(longest("fern"), Some((1, 3)));
        assert_eq!(longest("fe"), None);
    }
}
