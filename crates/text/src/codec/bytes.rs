//! Numbers and strings in whole bytes.

/// Appends `number` in groups of seven bits, low ones first.
#[inline]
pub fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends the length of `bytes` and the bytes.
pub fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads what the functions above wrote.
#[derive(Clone, Debug)]
pub struct ByteReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> ByteReader<'a> {
    /// Reads `bytes` from `at` on.
    pub fn at(bytes: &'a [u8], at: usize) -> Self {
        ByteReader { bytes, at }
    }

    /// Where the next read begins.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Whether everything has been read.
    pub fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next byte; 0 past the end.
    #[inline]
    pub fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    /// The next number.
    #[inline]
    pub fn number(&mut self) -> u64 {
        let first = self.byte();
        if first < 0x80 {
            return u64::from(first);
        }
        let mut number = u64::from(first & 0x7f);
        let mut shift = 7;
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 56 {
                return number;
            }
        }
    }

    /// The next number, cut to 32 bits.
    #[inline]
    pub fn short(&mut self) -> u32 {
        self.number() as u32
    }

    /// The next `length` bytes; empty where there are not as many.
    #[inline]
    pub fn take(&mut self, length: usize) -> &'a [u8] {
        let end = self.at.saturating_add(length);
        let bytes = self.bytes.get(self.at..end).unwrap_or(&[]);
        self.at = end;
        bytes
    }

    /// The next bytes with their length before them.
    pub fn bytes(&mut self) -> &'a [u8] {
        let length = usize::try_from(self.number()).unwrap_or(usize::MAX);
        self.take(length)
    }

    /// The next string; empty where the bytes are none.
    pub fn string(&mut self) -> &'a str {
        std::str::from_utf8(self.bytes()).unwrap_or("")
    }
}

/// A hash that tells a damaged section from a whole one: eight bytes at a time, multiplied and
/// rotated as in Knuth's multiplicative hashing, with MurmurHash3's finaliser. Not cryptographic.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = bytes.len() as u64 ^ 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9fb2_1c65_1e98_df25).rotate_left(29);
    }
    for &byte in rest {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(11);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_strings_are_read_back() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), 1 << 56];
        let mut out = Vec::new();
        for number in numbers {
            write_number(&mut out, number);
        }
        write_bytes(&mut out, "één".as_bytes());
        let mut reader = ByteReader::at(&out, 0);
        assert_eq!(numbers.map(|_| reader.number()), numbers);
        assert_eq!(reader.string(), "één");
        assert!(reader.is_done());
        assert_eq!((reader.number(), reader.string()), (0, ""));
    }

    #[test]
    fn any_changed_byte_changes_the_checksum() {
        let whole: Vec<u8> = (0..=66).collect();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_ne!(checksum(&changed), checksum(&whole), "{at}");
            assert_ne!(checksum(&whole[..at]), checksum(&whole), "{at}");
        }
    }
}
