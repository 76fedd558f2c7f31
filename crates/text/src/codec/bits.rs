//! Numbers in bits, low ones first.

/// Numbers in a packed block.
pub const PACKED: usize = 128;

/// Bits that `number` needs.
pub fn width_of(number: u32) -> u32 {
    32 - number.leading_zeros()
}

/// Bytes of a packed block of `width` bits a number.
pub fn packed_bytes(width: u32) -> usize {
    PACKED / 8 * width as usize
}

/// Appends the numbers with `width` bits each; what is missing to [`PACKED`] is zero.
pub fn pack(out: &mut Vec<u8>, numbers: &[u32], width: u32) {
    let (mut pending, mut filled) = (0u64, 0u32);
    let end = out.len() + packed_bytes(width);
    for &number in numbers.iter().take(PACKED) {
        pending |= u64::from(number) << filled;
        filled += width;
        if filled >= 32 {
            out.extend_from_slice(&(pending as u32).to_le_bytes());
            pending >>= 32;
            filled -= 32;
        }
    }
    out.extend_from_slice(&pending.to_le_bytes());
    out.resize(end, 0);
}

/// Reads a block that [`pack`] wrote at the start of `bytes`.
#[inline]
pub fn unpack(bytes: &[u8], width: u32, out: &mut [u32; PACKED]) {
    if width == 0 {
        out.fill(0);
        return;
    }
    let width = width.min(32);
    let mask = (1u64 << width) - 1;
    let mut padded = [0u8; PACKED * 4 + 8];
    let length = packed_bytes(width);
    // The eight bytes read for the last numbers lie past the block.
    let bytes = match bytes.get(..length + 8) {
        Some(bytes) => bytes,
        None => {
            let there = bytes.get(..length.min(bytes.len())).unwrap_or(&[]);
            if let Some(start) = padded.get_mut(..there.len()) {
                start.copy_from_slice(there);
            }
            &padded
        }
    };
    let mut bit = 0usize;
    for number in out.iter_mut() {
        let word = bytes.get(bit >> 3..).and_then(|rest| rest.first_chunk::<8>());
        *number = word.map_or(0, |word| ((u64::from_le_bytes(*word) >> (bit & 7)) & mask) as u32);
        bit += width as usize;
    }
}

/// Appends the numbers (at most [`PACKED`]) packed in so few bits that the few longer ones, whose high
/// bits follow, cost less than they would at full width; also that width (PFOR: Zukowski and others 2006,
/// *Super-scalar RAM-CPU cache compression*).
pub fn pack_patched(out: &mut Vec<u8>, numbers: &[u32]) -> u32 {
    let mut counts = [0u32; 33];
    for &number in numbers {
        if let Some(count) = counts.get_mut(width_of(number) as usize) {
            *count += 1;
        }
    }
    let longest = counts.iter().rposition(|&count| count > 0).unwrap_or(0) as u32;
    let cost = |width: u32| -> u32 {
        let longer = counts.iter().zip(0u32..).skip(width as usize + 1);
        let apart: u32 = longer.map(|(count, longer)| count * 8 * (1 + (longer - width).div_ceil(7))).sum();
        packed_bytes(width) as u32 * 8 + apart
    };
    let width = (0..=longest).min_by_key(|&width| cost(width)).unwrap_or(longest);
    let mask = ((1u64 << width) - 1) as u32;
    let mut low = [0; PACKED];
    low.iter_mut().zip(numbers).for_each(|(low, number)| *low = number & mask);
    pack(out, &low, width);
    let longer = || (0u8..).zip(numbers).filter(|&(_, &number)| number & !mask != 0);
    out.push(longer().count() as u8);
    for (at, &number) in longer() {
        out.push(at);
        super::write_number(out, u64::from(number) >> width);
    }
    width
}

/// Reads a block that [`pack_patched`] wrote at the start of `bytes`; also how many bytes it takes.
#[inline]
pub fn unpack_patched(bytes: &[u8], width: u32, out: &mut [u32; PACKED]) -> usize {
    unpack(bytes, width, out);
    let mut reader = super::ByteReader::at(bytes, packed_bytes(width));
    for _ in 0..reader.byte() {
        let at = usize::from(reader.byte());
        let high = reader.short().checked_shl(width).unwrap_or(0);
        if let Some(number) = out.get_mut(at) {
            *number |= high;
        }
    }
    reader.position()
}

/// Writes bits one number after the other.
#[derive(Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    pending: u64,
    filled: u32,
}

impl BitWriter {
    /// Writes the low `width` (at most 32) bits of `number`; the others must be zero.
    #[inline]
    pub fn write(&mut self, number: u32, width: u32) {
        self.pending |= u64::from(number) << self.filled;
        self.filled += width;
        if self.filled >= 32 {
            self.bytes.extend_from_slice(&(self.pending as u32).to_le_bytes());
            self.pending >>= 32;
            self.filled -= 32;
        }
    }

    /// Bits written.
    pub fn len(&self) -> usize {
        self.bytes.len() * 8 + self.filled as usize
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number of at least 1 in Elias's gamma code.
    #[inline]
    pub fn gamma(&mut self, number: u32) {
        let width = width_of(number.max(1));
        self.write(0, width - 1);
        self.write(1, 1);
        self.write(number.max(1) & ((1u32 << (width - 1)) - 1), width - 1);
    }

    /// A number below `size` in as few bits as its size allows (truncated binary).
    #[inline]
    pub fn below(&mut self, number: u32, size: u32) {
        if size <= 1 {
            return;
        }
        let width = width_of(size - 1);
        let short = ((1u64 << width) - u64::from(size)) as u32;
        if number < short {
            self.write(number, width - 1);
        } else {
            // The lowest bit comes last.
            let number = number.wrapping_add(short);
            self.write(number >> 1 | (number & 1) << (width - 1), width);
        }
    }

    /// An ascending list without repeats, all in `low..high`.
    pub fn ascending(&mut self, list: &[u32], low: u32, high: u32) {
        let count = list.len() as u32;
        if count == 0 || high.wrapping_sub(low) == count {
            return;
        }
        if let [number] = list {
            self.below(number.wrapping_sub(low), high - low);
            return;
        }
        let middle = list.len() / 2;
        let Some((before, [number, after @ ..])) = list.split_at_checked(middle) else { return };
        let (first, size) = (low + middle as u32, high - low - count + 1);
        self.below(number.wrapping_sub(first), size);
        if !before.is_empty() {
            self.ascending(before, low, *number);
        }
        if !after.is_empty() {
            self.ascending(after, number + 1, high);
        }
    }

    /// An ascending list without repeats, all below `high`, in as many bits as [`spread_bits`] says: high
    /// bits as the places of ones, low bits as they are (Elias 1974; Fano 1971).
    pub fn spread(&mut self, list: &[u32], high: u32) {
        let (low, upper) = spread_bits(list.len() as u32, high);
        let end = self.len() + upper as usize;
        let mut before = 0;
        for &number in list {
            let mut zeros = (number >> low) - before;
            before = number >> low;
            while zeros >= 31 {
                self.write(0, 31);
                zeros -= 31;
            }
            self.write(1 << zeros, zeros + 1);
        }
        while self.len() < end {
            self.write(0, (end - self.len()).min(31) as u32);
        }
        list.iter().for_each(|number| self.write(number & ((1 << low) - 1), low));
    }

    /// Ends the last byte and takes everything out, into `out`.
    pub fn flush_into(&mut self, out: &mut Vec<u8>) {
        let bytes = self.filled.div_ceil(8) as usize;
        out.append(&mut self.bytes);
        out.extend(self.pending.to_le_bytes().into_iter().take(bytes));
        (self.pending, self.filled) = (0, 0);
    }
}

/// Low bits of each of `count` numbers below `high` in [`BitWriter::spread`], and bits of the high ones together.
#[inline]
fn spread_bits(count: u32, high: u32) -> (u32, u32) {
    let each = high.checked_div(count).unwrap_or(0);
    let low = width_of(each).saturating_sub(1);
    (low, count.saturating_add(high.saturating_sub(1) >> low))
}

/// Reads what [`BitWriter`] wrote.
#[derive(Clone, Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// Reads `bytes` from bit `at` on.
    pub fn at(bytes: &'a [u8], at: usize) -> Self {
        BitReader { bytes, at }
    }

    #[inline]
    fn word(&self) -> u64 {
        let from = self.at >> 3;
        let word = match self.bytes.get(from..).and_then(|rest| rest.first_chunk::<8>()) {
            Some(word) => u64::from_le_bytes(*word),
            None => {
                let mut word = [0; 8];
                for (to, &byte) in word.iter_mut().zip(self.bytes.get(from..).unwrap_or(&[])) {
                    *to = byte;
                }
                u64::from_le_bytes(word)
            }
        };
        word >> (self.at & 7)
    }

    /// The next `width` (at most 32) bits.
    #[inline]
    pub fn read(&mut self, width: u32) -> u32 {
        let number = self.word() & ((1u64 << width) - 1);
        self.at += width as usize;
        number as u32
    }

    /// A number in Elias's gamma code.
    #[inline]
    pub fn gamma(&mut self) -> u32 {
        let zeros = self.word().trailing_zeros().min(31);
        self.at += zeros as usize + 1;
        (1 << zeros) | self.read(zeros)
    }

    /// A number below `size` in truncated binary.
    #[inline]
    pub fn below(&mut self, size: u32) -> u32 {
        if size <= 1 {
            return 0;
        }
        let width = width_of(size - 1);
        let short = (1u64 << width) - u64::from(size);
        let word = self.word();
        let number = word & ((1u64 << (width - 1)) - 1);
        // Without a branch: which of the two it is cannot be foreseen.
        let long = u64::from(number >= short);
        self.at += (width - 1) as usize + long as usize;
        let longer = (number << 1 | (word >> (width - 1) & 1)).wrapping_sub(short);
        (if long == 1 { longer } else { number }) as u32
    }

    /// As many numbers below `high` as `out` has room for, as [`BitWriter::spread`] wrote them.
    #[inline]
    pub fn spread(&mut self, out: &mut [u32], high: u32) {
        let (low, upper) = spread_bits(out.len() as u32, high);
        let mut lows = BitReader::at(self.bytes, self.at + upper as usize);
        let (mut word, mut left, mut bucket) = (0u64, 0u32, 0u32);
        let mut rest = upper;
        for to in out.iter_mut() {
            while word == 0 {
                bucket += left;
                // Damaged bits may have no more ones.
                if rest == 0 {
                    break;
                }
                left = rest.min(56);
                word = self.word() & ((1u64 << left) - 1);
                self.at += left as usize;
                rest -= left;
            }
            let zeros = word.trailing_zeros().min(left);
            *to = ((bucket + zeros) << low) | lows.read(low);
            // The one itself is no step to the next bucket.
            word = word.checked_shr(zeros + 1).unwrap_or(0);
            left = left.saturating_sub(zeros + 1);
            bucket += zeros;
        }
        self.at = lows.at;
    }

    /// Passes over what [`spread`](Self::spread) would read.
    #[inline]
    pub fn skip_spread(&mut self, count: u32, high: u32) {
        let (low, upper) = spread_bits(count, high);
        self.at += upper as usize + (count as usize).saturating_mul(low as usize);
    }

    /// An ascending list in `low..high` of as many numbers as `out` has room for.
    pub fn ascending(&mut self, out: &mut [u32], low: u32, high: u32) {
        let count = out.len() as u32;
        if count == 0 {
            return;
        }
        if high.saturating_sub(low) <= count {
            for (to, number) in out.iter_mut().zip(low..) {
                *to = number;
            }
            return;
        }
        if let [to] = out {
            *to = low.saturating_add(self.below(high - low));
            return;
        }
        let middle = out.len() / 2;
        let first = low + middle as u32;
        let number = first.saturating_add(self.below(high - low - count + 1));
        let Some((before, [to, after @ ..])) = out.split_at_mut_checked(middle) else { return };
        *to = number;
        self.ascending(before, low, number);
        self.ascending(after, number.saturating_add(1), high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u64) -> impl FnMut(u32) -> u32 {
        let mut state = seed;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) as u32).checked_rem(below).unwrap_or(0)
        }
    }

    #[test]
    fn packed_blocks_are_read_back_at_every_width() {
        let mut next = noise(7);
        for width in 0..=32 {
            let numbers: Vec<u32> =
                (0..PACKED).map(|_| (u64::from(next(u32::MAX)) & ((1u64 << width) - 1)) as u32).collect();
            let mut bytes = vec![9; 3];
            pack(&mut bytes, &numbers, width);
            assert_eq!(bytes.len(), 3 + packed_bytes(width));
            let mut read = [0; PACKED];
            unpack(&bytes[3..], width, &mut read);
            assert_eq!(read[..], numbers[..]);
            bytes.extend([255; 9]);
            unpack(&bytes[3..], width, &mut read);
            assert_eq!(read[..], numbers[..]);
        }
    }

    #[test]
    fn patched_blocks_are_read_back_and_are_short() {
        let mut next = noise(5);
        for longest in 0..=32 {
            let numbers: Vec<u32> = (0..PACKED)
                .map(|_| match next(20) {
                    0 => (u64::from(next(u32::MAX)) & ((1u64 << longest) - 1)) as u32,
                    _ => next(3),
                })
                .collect();
            let mut bytes = vec![9; 3];
            let width = pack_patched(&mut bytes, &numbers);
            let length = bytes.len() - 3;
            assert!(length <= packed_bytes(longest.max(2)) + 1);
            bytes.extend([255; 20]);
            let mut read = [0; PACKED];
            assert_eq!(unpack_patched(&bytes[3..], width, &mut read), length);
            assert_eq!(read[..], numbers[..]);
        }
    }

    #[test]
    fn bit_streams_are_read_back() {
        let mut next = noise(3);
        for _ in 0..300 {
            let high = 1 + next(2000);
            let mut list: Vec<u32> = (0..high).filter(|_| next(4) == 0).collect();
            list.truncate(next(200) as usize);
            let mut counts: Vec<u32> = (0..20).map(|_| 1 + next(30)).collect();
            counts.iter_mut().for_each(|count| *count = 1 + next(1 << *count));
            let mut writer = BitWriter::default();
            counts.iter().for_each(|&count| writer.gamma(count));
            writer.ascending(&list, 0, high);
            writer.below(high - 1, high);
            writer.spread(&list, high);
            writer.gamma(5);
            let length = writer.len();
            let mut bytes = Vec::new();
            writer.flush_into(&mut bytes);
            assert_eq!(bytes.len(), length.div_ceil(8));
            let mut reader = BitReader::at(&bytes, 0);
            assert_eq!(counts.iter().map(|_| reader.gamma()).collect::<Vec<_>>(), counts);
            let mut read = vec![0; list.len()];
            reader.ascending(&mut read, 0, high);
            assert_eq!(read, list);
            assert_eq!(reader.below(high), high - 1);
            let mut skipping = reader.clone();
            read.fill(0);
            reader.spread(&mut read, high);
            assert_eq!(read, list);
            skipping.skip_spread(list.len() as u32, high);
            assert_eq!((reader.gamma(), skipping.gamma()), (5, 5));
        }
    }

    #[test]
    fn damaged_bits_are_read_without_a_panic() {
        let mut next = noise(11);
        for _ in 0..200 {
            let bytes: Vec<u8> = (0..next(40)).map(|_| next(256) as u8).collect();
            let mut reader = BitReader::at(&bytes, 0);
            let mut out = vec![0; 150];
            reader.ascending(&mut out, next(5), next(400));
            reader.spread(&mut out[..next(20) as usize], next(400));
            reader.gamma();
            let mut block = [0; PACKED];
            unpack(&bytes, next(40), &mut block);
            unpack_patched(&bytes, next(40), &mut block);
        }
    }
}
