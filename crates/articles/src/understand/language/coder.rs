//! How is a sequence of yes-or-no decisions written in as few bits as they deserve?
//!
//! An adaptive binary range coder in the manner of LZMA's (Martin 1979; Pavlov's `rc`): each decision
//! has a context that learns how likely "yes" is. Two learning rates are averaged, which follows both
//! sudden and slow change. **Invariant.** Decoding what was encoded with the same contexts gives the
//! same decisions; decoding anything else ends in some decisions and never fails: whether the bytes
//! were meant is for a checksum to say. All arithmetic is on integers.

const TOP: u32 = 1 << 24;
const FAST: u32 = 4;
const SLOW: u32 = 7;

/// What is believed of one kind of decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belief {
    fast: u16,
    slow: u16,
}

impl Default for Belief {
    fn default() -> Self {
        Belief { fast: 1 << 15, slow: 1 << 15 }
    }
}

impl Belief {
    // The chance of "no", in 1/4096, never 0 or 1.
    fn no(self) -> u32 {
        ((u32::from(self.fast) + u32::from(self.slow)) >> 5).clamp(1, 4095)
    }

    fn learn(&mut self, yes: bool) {
        if yes {
            self.fast -= self.fast >> FAST;
            self.slow -= self.slow >> SLOW;
        } else {
            self.fast += (u16::MAX - self.fast) >> FAST;
            self.slow += (u16::MAX - self.slow) >> SLOW;
        }
    }
}

/// Writes or reads decisions: the same code walks a model in both directions.
pub trait Coder {
    /// Takes (when writing) or gives (when reading) a decision.
    fn bit(&mut self, belief: &mut Belief, yes: bool) -> bool;

    /// A number below `1 << bits` by its binary digits, each in the context of those before it.
    /// `tree` needs `1 << bits` beliefs; missing ones make the number 0.
    fn number(&mut self, tree: &mut [Belief], bits: u32, number: u32) -> u32 {
        let mut node = 1usize;
        for at in (0..bits).rev() {
            let Some(belief) = tree.get_mut(node) else { return 0 };
            let yes = self.bit(belief, number >> at & 1 == 1);
            node = node << 1 | usize::from(yes);
        }
        (node as u32) & ((1 << bits) - 1)
    }
}

/// Writes decisions.
#[derive(Debug)]
pub struct Encoder {
    low: u64,
    range: u32,
    cache: u8,
    pending: u64,
    bytes: Vec<u8>,
}

impl Default for Encoder {
    fn default() -> Self {
        Encoder { low: 0, range: u32::MAX, cache: 0, pending: 1, bytes: Vec::new() }
    }
}

impl Encoder {
    fn shift(&mut self) {
        if self.low < 0xFF00_0000 || self.low > u64::from(u32::MAX) {
            let carry = (self.low >> 32) as u8;
            let mut byte = self.cache;
            while self.pending > 0 {
                self.bytes.push(byte.wrapping_add(carry));
                byte = 0xFF;
                self.pending -= 1;
            }
            self.cache = (self.low >> 24) as u8;
        }
        self.pending += 1;
        self.low = (self.low & 0x00FF_FFFF) << 8;
    }

    /// The bytes written.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        self.bytes
    }
}

impl Coder for Encoder {
    fn bit(&mut self, belief: &mut Belief, yes: bool) -> bool {
        let bound = (self.range >> 12) * belief.no();
        if yes {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        belief.learn(yes);
        while self.range < TOP {
            self.range <<= 8;
            self.shift();
        }
        yes
    }
}

/// Reads decisions.
#[derive(Debug)]
pub struct Decoder<'a> {
    code: u32,
    range: u32,
    bytes: std::slice::Iter<'a, u8>,
    overrun: u32,
}

impl<'a> Decoder<'a> {
    /// Starts at the beginning of what an [`Encoder`] wrote.
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Decoder { code: 0, range: u32::MAX, bytes: bytes.iter(), overrun: 0 };
        for _ in 0..5 {
            decoder.code = decoder.code << 8 | decoder.next();
        }
        decoder
    }

    fn next(&mut self) -> u32 {
        match self.bytes.next() {
            Some(&byte) => u32::from(byte),
            None => {
                self.overrun = self.overrun.saturating_add(1);
                0
            }
        }
    }

    /// Whether far more was read than there was: the bytes are not what was written.
    pub fn is_exhausted(&self) -> bool {
        self.overrun > 8
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, belief: &mut Belief, _: bool) -> bool {
        let bound = (self.range >> 12) * belief.no();
        let yes = self.code >= bound;
        if yes {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        belief.learn(yes);
        while self.range < TOP {
            self.range <<= 8;
            self.code = self.code << 8 | self.next();
        }
        yes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u64) -> impl Iterator<Item = u64> {
        let mut state = seed;
        std::iter::from_fn(move || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            Some(state >> 33)
        })
    }

    #[test]
    fn decisions_and_numbers_come_back_as_they_were() {
        for seed in 0..50 {
            let skew = seed % 7 + 1;
            let wanted: Vec<(bool, u32)> = noise(seed)
                .take(3000)
                .map(|n| (n % (1 << skew) == 0, (n >> 8) as u32 % 16 / skew as u32))
                .collect();
            let mut encoder = Encoder::default();
            let (mut belief, mut tree) = (Belief::default(), [Belief::default(); 16]);
            for &(yes, number) in &wanted {
                encoder.bit(&mut belief, yes);
                encoder.number(&mut tree, 4, number);
            }
            let bytes = encoder.finish();
            let mut decoder = Decoder::new(&bytes);
            let (mut belief, mut tree) = (Belief::default(), [Belief::default(); 16]);
            for &(yes, number) in &wanted {
                assert_eq!(decoder.bit(&mut belief, false), yes);
                assert_eq!(decoder.number(&mut tree, 4, 0), number);
            }
            assert!(!decoder.is_exhausted());
        }
    }

    #[test]
    fn rare_decisions_cost_little() {
        let mut encoder = Encoder::default();
        let mut belief = Belief::default();
        for n in 0..100_000 {
            encoder.bit(&mut belief, n % 100 == 0);
        }
        // The entropy is .0808 bits a decision: 1,010 bytes.
        assert!(encoder.finish().len() < 1300);
    }

    #[test]
    fn any_bytes_can_be_read() {
        let bytes: Vec<u8> = noise(9).take(100).map(|n| n as u8).collect();
        let mut decoder = Decoder::new(&bytes);
        let mut belief = Belief::default();
        for _ in 0..100_000 {
            decoder.bit(&mut belief, false);
        }
        assert!(decoder.is_exhausted());
    }
}
