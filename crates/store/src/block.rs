//! How are many articles kept in little room?
//!
//! A block is a head of [`HEAD`] bytes — `AXR`, the version, how many articles, lengths unpacked and packed,
//! a checksum over all that — and behind it, deflated, the names that its records use and the records. **Invariant.**
//! A block that was cut or changed is refused as a whole; one of another version is told apart from one that
//! is damaged.

use crate::names::{Names, kept};
use crate::record;
use explorer_articles::article::Article;
use explorer_text::codec::{checksum, write_bytes, write_number};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::fmt;
use std::ops::Range;

const MAGIC: &[u8; 3] = b"AXR";

/// Bytes before what is packed.
pub const HEAD: usize = 3 + 1 + 4 + 4 + 4 + 8;

/// What records may unpack to at least before a block is full, in bytes: a dozen articles of a newspaper. Twice
/// this packs 4 % better, and takes twice the time to show one article.
const FULL: usize = 32 << 10;

/// What one block may unpack to: the longest article, and what is known of it.
const MOST: usize = 512 << 20;

/// How hard to pack: 1 to 9. More than this takes time out of proportion.
const LEVEL: u8 = 3;

/// Why a block could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockError {
    /// It is cut short, or its bytes are not those that were written.
    Damaged,
    /// Another version of the program wrote it.
    Version(u8),
}

impl fmt::Display for BlockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BlockError::Damaged => f.write_str("a block of articles is damaged"),
            BlockError::Version(version) => {
                write!(f, "a block of articles is of version {version}, not of {}", record::VERSION)
            }
        }
    }
}

impl std::error::Error for BlockError {}

/// What the head of a block says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Articles in it.
    pub articles: u32,
    /// Bytes of it, the head included.
    pub length: usize,
    unpacked: usize,
    checksum: u64,
}

impl Head {
    /// Reads the head of a block from the beginning of these bytes.
    pub fn read(bytes: &[u8]) -> Result<Self, BlockError> {
        let number = |at: usize| {
            let number = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
            number.map(|number| u32::from_le_bytes(*number)).ok_or(BlockError::Damaged)
        };
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(BlockError::Damaged);
        }
        match bytes.get(MAGIC.len()) {
            Some(&record::VERSION) => {}
            Some(&version) => return Err(BlockError::Version(version)),
            None => return Err(BlockError::Damaged),
        }
        let checksum = bytes.get(16..).and_then(|rest| rest.first_chunk::<8>());
        Ok(Head {
            articles: number(4)?,
            unpacked: number(8)? as usize,
            length: (number(12)? as usize).checked_add(HEAD).ok_or(BlockError::Damaged)?,
            checksum: checksum.map(|sum| u64::from_le_bytes(*sum)).ok_or(BlockError::Damaged)?,
        })
    }
}

/// Over what stands before it in the head, and what is packed.
fn sum_of(before: &[u8], packed: &[u8]) -> u64 {
    checksum(before) ^ checksum(packed).rotate_left(1)
}

/// Packs articles.
#[derive(Debug, Default)]
pub struct BlockWriter {
    names: Names,
    records: Vec<u8>,
    one: Vec<u8>,
    articles: u32,
}

impl BlockWriter {
    /// Adds an article.
    pub fn push(&mut self, article: &Article) {
        self.one.clear();
        record::write(article, &mut self.names, &mut self.one);
        write_bytes(&mut self.records, &self.one);
        self.articles += 1;
    }

    /// Whether there is no article in it.
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// Whether it is better finished than filled further.
    pub fn is_full(&self) -> bool {
        self.records.len() >= FULL
    }

    /// The block of what was added; the next one begins empty.
    pub fn finish(&mut self) -> Vec<u8> {
        let mut plain = Vec::with_capacity(self.records.len() + 512);
        write_number(&mut plain, self.names.all().len() as u64);
        self.names.all().iter().for_each(|name| write_bytes(&mut plain, name.as_bytes()));
        plain.append(&mut self.records);
        let packed = compress_to_vec(&plain, LEVEL);
        let mut block = Vec::with_capacity(HEAD + packed.len());
        block.extend_from_slice(MAGIC);
        block.push(record::VERSION);
        for number in [self.articles, plain.len() as u32, packed.len() as u32] {
            block.extend(number.to_le_bytes());
        }
        let sum = sum_of(&block, &packed);
        block.extend(sum.to_le_bytes());
        block.extend(packed);
        // What one long article needed is not kept for all the short ones.
        *self = BlockWriter::default();
        block
    }
}

/// An opened block.
#[derive(Clone, Debug)]
pub struct Block {
    names: Names,
    plain: Vec<u8>,
    records: Vec<Range<usize>>,
}

impl Block {
    /// Opens a block.
    pub fn open(bytes: &[u8]) -> Result<Self, BlockError> {
        let head = Head::read(bytes)?;
        let packed = bytes.get(HEAD..head.length).ok_or(BlockError::Damaged)?;
        let before = bytes.get(..HEAD - 8).ok_or(BlockError::Damaged)?;
        if bytes.len() != head.length || sum_of(before, packed) != head.checksum {
            return Err(BlockError::Damaged);
        }
        let plain =
            decompress_to_vec_with_limit(packed, head.unpacked.min(MOST)).map_err(|_| BlockError::Damaged)?;
        Self::of_plain(plain, head.articles as usize).ok_or(BlockError::Damaged)
    }

    fn of_plain(plain: Vec<u8>, articles: usize) -> Option<Self> {
        let mut at = 0;
        let names = (0..number(&plain, &mut at)?).map(|_| {
            let name = part(&plain, &mut at)?;
            kept(std::str::from_utf8(plain.get(name)?).ok()?)
        });
        let names = Names::of(names)?;
        let mut records = Vec::new();
        while at < plain.len() {
            records.push(part(&plain, &mut at)?);
        }
        (records.len() == articles).then_some(Block { names, plain, records })
    }

    /// Articles in it.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// An article by its number in the block; `None` if there is none, or its record is no record.
    pub fn article(&self, at: usize) -> Option<Article> {
        record::read(self.plain.get(self.records.get(at)?.clone())?, &self.names)
    }
}

/// The number at `at`, which moves behind it.
pub(crate) fn number(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// The bytes whose length stands at `at`, which moves behind them.
pub(crate) fn part(bytes: &[u8], at: &mut usize) -> Option<Range<usize>> {
    let length = usize::try_from(number(bytes, at)?).ok()?;
    let range = *at..at.checked_add(length)?;
    *at = range.end;
    (range.end <= bytes.len()).then_some(range)
}

#[cfg(test)]
mod tests;
