//! In which documents does a term occur, how often, and where?
//!
//! A list holds, for one term and one field, ascending documents, their counts and their positions.
//! Fewer than [`INLINE`] documents: one bit stream with everything. Otherwise blocks of 128
//! documents, gaps and counts packed, after a table of what each block ends with; what is left over
//! is a bit stream; positions stand apart, so that a query without phrases never touches them.
//! Few positions of a document are coded by interpolation within its length, close to the fewest bits that
//! can tell them; more of them with their high bits apart, for a few hundredths more, since how many bits those
//! take is known before they are read: a phrase looks into few of the documents that hold "the". A *slim* list of a word that few documents hold has no positions: the texts tell them,
//! and of few documents they are soon read.
//!
//! **Invariant.** `read(write(list)) == list`; the bytes depend on the list, the number of documents
//! and their lengths alone.

use crate::codec::{BitReader, BitWriter, ByteReader, PACKED, pack_patched, unpack_patched, write_number};

/// Lists of fewer documents keep their positions with them.
pub const INLINE: u32 = 16;

/// A slim list has positions if it holds more than one document in so many. At 1 none has and "of the" is
/// looked for in all texts; at 1000 nearly all have, for an eighth of the text more on disk.
const ONE_IN: u32 = 64;

/// Whether a list of `count` among `total` documents has positions.
pub fn has_positions(slim: bool, count: u32, total: u32) -> bool {
    !slim || count > total / ONE_IN
}

/// So many positions of a document are coded with their high bits apart. At 2 positions take a sixth more; at 100
/// all of a block's documents are decoded for the last one's.
const SPREAD: usize = 8;

/// Writes the positions of a document of `length` tokens.
fn write_positions(bits: &mut BitWriter, positions: &[u32], length: u32) {
    match positions.len() {
        ..SPREAD => bits.ascending(positions, 0, length),
        _ => bits.spread(positions, length),
    }
}

/// A list in the open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Ascending.
    pub docs: Vec<u32>,
    /// How often in each of them, at least 1.
    pub counts: Vec<u32>,
    /// Where in each of them, one document after the other; ascending within each.
    pub positions: Vec<u32>,
}

impl List {
    /// Empties it.
    pub fn clear(&mut self) {
        self.docs.clear();
        self.counts.clear();
        self.positions.clear();
    }

    /// Adds an occurrence; documents and positions must come in order.
    #[cfg(test)]
    fn push(&mut self, doc: u32, position: u32) {
        if self.docs.last() == Some(&doc) {
            if let Some(count) = self.counts.last_mut() {
                *count += 1;
            }
        } else {
            self.docs.push(doc);
            self.counts.push(1);
        }
        self.positions.push(position);
    }
}

/// Writes lists; keeps its room between them.
#[derive(Debug, Default)]
pub struct ListWriter {
    bits: BitWriter,
    blocks: Vec<u8>,
    gaps: Vec<u32>,
}

impl ListWriter {
    /// Appends `list` to `postings` and `positions`. `lengths` are those of the field in each of the
    /// segment's documents.
    pub fn write(
        &mut self,
        list: &List,
        lengths: &[u32],
        slim: bool,
        postings: &mut Vec<u8>,
        positions: &mut Vec<u8>,
    ) {
        let total = lengths.len() as u32;
        let placed = has_positions(slim, list.docs.len() as u32, total);
        let length = |doc: u32| lengths.get(doc as usize).copied().unwrap_or(0);
        let mut places = list.positions.as_slice();
        let mut take = |count: u32| {
            let count = if placed { count as usize } else { 0 };
            let (taken, rest) = places.split_at_checked(count).unwrap_or((&[], &[]));
            places = rest;
            taken
        };
        if (list.docs.len() as u32) < INLINE {
            self.bits.ascending(&list.docs, 0, total);
            list.counts.iter().for_each(|&count| self.bits.gamma(count));
            for (&doc, &count) in list.docs.iter().zip(&list.counts) {
                write_positions(&mut self.bits, take(count), length(doc));
            }
            self.bits.flush_into(postings);
            return;
        }
        let mut next = 0;
        let (docs, docs_left) = list.docs.as_chunks::<PACKED>();
        let (counts, counts_left) = list.counts.as_chunks::<PACKED>();
        self.blocks.clear();
        let mut before = 0;
        for (docs, counts) in docs.iter().zip(counts) {
            self.gaps.clear();
            let first = next;
            for &doc in docs {
                self.gaps.push(doc - next);
                next = doc + 1;
            }
            let block = self.blocks.len();
            let gap_width = pack_patched(&mut self.blocks, &self.gaps);
            self.gaps.clear();
            self.gaps.extend(counts.iter().map(|count| count - 1));
            let count_width = pack_patched(&mut self.blocks, &self.gaps);
            for (&doc, &count) in docs.iter().zip(counts) {
                write_positions(&mut self.bits, take(count), length(doc));
            }
            write_number(postings, u64::from(next - first));
            postings.extend([gap_width as u8, count_width as u8]);
            write_number(postings, (self.blocks.len() - block) as u64);
            if placed {
                write_number(postings, (self.bits.len() - before) as u64);
            }
            before = self.bits.len();
        }
        postings.append(&mut self.blocks);
        for (&doc, &count) in docs_left.iter().zip(counts_left) {
            write_positions(&mut self.bits, take(count), length(doc));
        }
        self.bits.flush_into(positions);
        self.bits.ascending(docs_left, next, total);
        counts_left.iter().for_each(|&count| self.bits.gamma(count));
        self.bits.flush_into(postings);
    }
}

#[derive(Clone, Copy, Debug)]
struct Skip {
    /// First document the block may hold.
    low: u32,
    /// One past its last document.
    high: u32,
    /// Where its packed bytes begin.
    at: u32,
    gap_width: u8,
    count_width: u8,
    /// Bit where its positions begin.
    positions: u32,
}

/// Up to 128 documents of a list with their counts.
#[derive(Clone, Debug)]
pub struct Block {
    docs: [u32; PACKED],
    counts: [u32; PACKED],
    length: usize,
}

impl Default for Block {
    fn default() -> Self {
        Block { docs: [0; PACKED], counts: [0; PACKED], length: 0 }
    }
}

impl Block {
    /// Ascending.
    pub fn docs(&self) -> &[u32] {
        self.docs.get(..self.length).unwrap_or(&[])
    }

    /// How often in each of them.
    pub fn counts(&self) -> &[u32] {
        self.counts.get(..self.length).unwrap_or(&[])
    }
}

/// A list as it is stored.
#[derive(Clone, Debug)]
pub struct StoredList<'a> {
    /// Number of documents.
    count: u32,
    placed: bool,
    lengths: &'a [u32],
    postings: &'a [u8],
    positions: &'a [u8],
    skips: Vec<Skip>,
    /// Where the bit stream of what is left over begins.
    tail: usize,
    tail_low: u32,
    tail_positions: usize,
}

impl<'a> StoredList<'a> {
    /// A list of `count` documents of which `postings` and `positions` hold the bytes.
    pub fn new(count: u32, lengths: &'a [u32], slim: bool, postings: &'a [u8], positions: &'a [u8]) -> Self {
        let count = count.min(lengths.len() as u32);
        let placed = has_positions(slim, count, lengths.len() as u32);
        let mut reader = ByteReader::at(postings, 0);
        let full = if count < INLINE { 0 } else { count as usize / PACKED };
        let (mut low, mut at, mut bit) = (0u32, 0u32, 0u32);
        let mut skips = Vec::with_capacity(full);
        for _ in 0..full {
            let high = low.saturating_add(reader.short());
            let (gap_width, count_width) = (reader.byte().min(32), reader.byte().min(32));
            skips.push(Skip { low, high, at, gap_width, count_width, positions: bit });
            low = high;
            at = at.saturating_add(reader.short());
            if placed {
                bit = bit.saturating_add(reader.short());
            }
        }
        let start = reader.position() as u32;
        skips.iter_mut().for_each(|skip| skip.at = skip.at.saturating_add(start));
        StoredList {
            count,
            placed,
            lengths,
            postings,
            positions,
            skips,
            tail: start.saturating_add(at) as usize,
            tail_low: low,
            tail_positions: bit as usize,
        }
    }

    /// Number of documents.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether it has positions; else the texts have to be read for them.
    pub fn has_positions(&self) -> bool {
        self.placed
    }

    /// Number of blocks; the last one may be shorter than the others.
    pub fn blocks(&self) -> usize {
        (self.count as usize).div_ceil(PACKED).max(self.skips.len())
    }

    /// The first block at or after `from` that may hold `doc` or a later one.
    pub fn block_of(&self, doc: u32, from: usize) -> usize {
        let rest = self.skips.get(from..).unwrap_or(&[]);
        // The next block is the usual answer.
        if rest.first().is_none_or(|skip| doc < skip.high) {
            return from.max(if rest.is_empty() { self.skips.len() } else { from });
        }
        from + rest.partition_point(|skip| skip.high <= doc)
    }

    /// Reads a block; past the last one it is empty.
    pub fn read(&self, number: usize, block: &mut Block) {
        if let Some(skip) = self.skips.get(number) {
            let bytes = self.postings.get(skip.at as usize..).unwrap_or(&[]);
            let length = unpack_patched(bytes, u32::from(skip.gap_width), &mut block.docs);
            let bytes = bytes.get(length..).unwrap_or(&[]);
            unpack_patched(bytes, u32::from(skip.count_width), &mut block.counts);
            let mut next = skip.low;
            for doc in &mut block.docs {
                *doc = doc.wrapping_add(next);
                next = doc.wrapping_add(1);
            }
            for count in &mut block.counts {
                *count = count.wrapping_add(1);
            }
            block.length = PACKED;
        } else if number == self.skips.len() {
            self.read_tail(block);
        } else {
            block.length = 0;
        }
    }

    fn read_tail(&self, block: &mut Block) -> BitReader<'a> {
        let left = (self.count as usize).saturating_sub(self.skips.len() * PACKED).min(PACKED);
        block.length = left;
        let mut bits = BitReader::at(self.postings.get(self.tail..).unwrap_or(&[]), 0);
        if let Some(docs) = block.docs.get_mut(..left) {
            bits.ascending(docs, self.tail_low, self.lengths.len() as u32);
        }
        for count in block.counts.iter_mut().take(left) {
            *count = bits.gamma();
        }
        bits
    }

    /// The positions of a block's documents, from the first one on.
    pub fn positions(&self, number: usize) -> Positions<'a> {
        let bits = match self.skips.get(number) {
            Some(skip) => BitReader::at(self.positions, skip.positions as usize),
            None if self.count < INLINE => self.read_tail(&mut Block::default()),
            None => BitReader::at(self.positions, self.tail_positions),
        };
        Positions { bits, lengths: self.lengths }
    }

    /// Hands every document and its count to `each`.
    #[inline]
    pub fn for_each(&self, mut each: impl FnMut(u32, u32)) {
        let mut block = Block::default();
        for number in 0..self.blocks() {
            self.read(number, &mut block);
            for (&doc, &count) in block.docs().iter().zip(block.counts()) {
                each(doc, count);
            }
        }
    }

    /// Appends everything to `list`, documents moved up by `offset`.
    pub fn read_into(&self, list: &mut List, offset: u32) {
        let mut block = Block::default();
        for number in 0..self.blocks() {
            self.read(number, &mut block);
            let mut positions = self.positions(number);
            for (&doc, &count) in block.docs().iter().zip(block.counts()) {
                list.docs.push(doc + offset);
                list.counts.push(count);
                positions.next(doc, count, &mut list.positions);
            }
        }
    }
}

/// Reads positions, one document after the other.
#[derive(Clone, Debug)]
pub struct Positions<'a> {
    bits: BitReader<'a>,
    lengths: &'a [u32],
}

impl Positions<'_> {
    /// Appends those of the next document, which is `doc` and has `count` of them.
    pub fn next(&mut self, doc: u32, count: u32, out: &mut Vec<u32>) {
        let length = self.lengths.get(doc as usize).copied().unwrap_or(0);
        let from = out.len();
        // Damaged bytes may claim any count; no more positions than the document has tokens.
        out.resize(from + count.min(length) as usize, 0);
        match out.get_mut(from..) {
            Some(out) if out.len() < SPREAD => self.bits.ascending(out, 0, length),
            Some(out) => self.bits.spread(out, length),
            None => {}
        }
    }

    /// Passes over those of the next document.
    #[inline]
    pub fn skip(&mut self, doc: u32, count: u32) {
        let length = self.lengths.get(doc as usize).copied().unwrap_or(0);
        let count = count.min(length) as usize;
        match [0; SPREAD].get_mut(..count) {
            Some(few) if count < SPREAD => self.bits.ascending(few, 0, length),
            _ => self.bits.skip_spread(count as u32, length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_every_length_are_read_back() {
        let mut state = 5u64;
        let mut next = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % below
        };
        for total in [1, 2, 15, 16, 17, 127, 128, 129, 600, 3000] {
            for every in [1, 2, 7, 100] {
                let lengths: Vec<u32> = (0..total).map(|_| 1 + next(400)).collect();
                let mut list = List::default();
                for (doc, &length) in (0..).zip(&lengths) {
                    if next(every) == 0 {
                        let often = 1 + next(9);
                        let mut position = next(length);
                        for _ in 0..often {
                            if position < length {
                                list.push(doc, position);
                            }
                            position += 1 + next(30);
                        }
                    }
                }
                let (mut postings, mut positions) = (vec![1], vec![2, 3]);
                ListWriter::default().write(&list, &lengths, false, &mut postings, &mut positions);
                let stored =
                    StoredList::new(list.docs.len() as u32, &lengths, false, &postings[1..], &positions[2..]);
                let mut read = List::default();
                stored.read_into(&mut read, 0);
                assert_eq!(read, list, "{total} {every}");
                let (mut postings, mut positions) = (Vec::new(), Vec::new());
                ListWriter::default().write(&list, &lengths, true, &mut postings, &mut positions);
                let slim = StoredList::new(list.docs.len() as u32, &lengths, true, &postings, &positions);
                let mut pairs = Vec::new();
                slim.for_each(|doc, count| pairs.push((doc, count)));
                assert!(pairs.into_iter().eq(list.docs.iter().copied().zip(list.counts.iter().copied())));
                assert_eq!(slim.has_positions(), list.docs.len() as u32 > total / ONE_IN);
                let mut block = Block::default();
                for doc in 0..total {
                    stored.read(stored.block_of(doc, 0), &mut block);
                    assert_eq!(block.docs().contains(&doc), list.docs.contains(&doc), "{doc} of {total}");
                }
            }
        }
    }
}
