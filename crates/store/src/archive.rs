//! How does a whole corpus travel, understood?
//!
//! An archive is a head and, behind it, [blocks](crate::block) one after the other. The head says what the corpus was
//! read from and what was noticed of it; its first [`FIXED`] bytes are `AXA`, a version, the lengths of the head unpacked
//! and of all of it, and a checksum. So an archive is read from the front, a block at a time, and what holds it need not
//! be in one memory.
//!
//! **Invariant.** What was written is read back exactly; a head that was cut or changed is refused, and each block
//! by itself.

use crate::block::{BlockError, number, part};
use explorer_text::codec::{checksum, write_bytes, write_number};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const MAGIC: &[u8; 3] = b"AXA";

/// Version of the form of the head.
const VERSION: u8 = 1;

/// Bytes that tell how long the head is.
pub const FIXED: usize = 3 + 1 + 4 + 4 + 8;

/// What a head may unpack to: some sentences for each of very many files.
const MOST: usize = 256 << 20;

/// How hard to pack, 1 to 9.
const LEVEL: u8 = 6;

/// Something that was noticed when a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// The file.
    pub path: String,
    /// Articles that it gave all the same.
    pub articles: u32,
    /// What is wrong, as a word of the engine's.
    pub kind: String,
    /// A sentence for the reader.
    pub message: String,
}

/// What an archive says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Files that were read.
    pub files: u32,
    /// Bytes of them.
    pub bytes: u64,
    /// What was noticed, in the order of files.
    pub notices: Vec<Notice>,
}

/// Writes the head of an archive; blocks follow it.
pub fn head(contents: &Contents) -> Vec<u8> {
    let mut plain = Vec::new();
    write_number(&mut plain, u64::from(contents.files));
    write_number(&mut plain, contents.bytes);
    for notice in &contents.notices {
        write_number(&mut plain, u64::from(notice.articles));
        for text in [&notice.path, &notice.kind, &notice.message] {
            write_bytes(&mut plain, text.as_bytes());
        }
    }
    let packed = compress_to_vec(&plain, LEVEL);
    let mut head = MAGIC.to_vec();
    head.push(VERSION);
    head.extend((plain.len() as u32).to_le_bytes());
    head.extend(((FIXED + packed.len()) as u32).to_le_bytes());
    head.extend(checksum(&packed).to_le_bytes());
    head.extend(packed);
    head
}

/// The checksum that archives and blocks are held to.
pub fn sum(bytes: &[u8]) -> u64 {
    checksum(bytes)
}

/// How long the head is, from its first [`FIXED`] bytes.
pub fn head_length(bytes: &[u8]) -> Result<usize, BlockError> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(BlockError::Damaged);
    }
    match bytes.get(MAGIC.len()) {
        Some(&VERSION) => {}
        Some(&version) => return Err(BlockError::Version(version)),
        None => return Err(BlockError::Damaged),
    }
    four(bytes, 8).filter(|&length| length >= FIXED).ok_or(BlockError::Damaged)
}

/// Reads a head: exactly as many bytes as [`head_length`] says.
pub fn read_head(bytes: &[u8]) -> Result<Contents, BlockError> {
    if head_length(bytes)? != bytes.len() {
        return Err(BlockError::Damaged);
    }
    let (fixed, packed) = bytes.split_at_checked(FIXED).ok_or(BlockError::Damaged)?;
    let sum = fixed.last_chunk::<8>().map(|sum| u64::from_le_bytes(*sum));
    if sum != Some(checksum(packed)) {
        return Err(BlockError::Damaged);
    }
    let unpacked = four(bytes, 4).unwrap_or(0).min(MOST);
    let plain = decompress_to_vec_with_limit(packed, unpacked).map_err(|_| BlockError::Damaged)?;
    contents(&plain).ok_or(BlockError::Damaged)
}

fn contents(plain: &[u8]) -> Option<Contents> {
    let mut at = 0;
    let files = u32::try_from(number(plain, &mut at)?).ok()?;
    let bytes = number(plain, &mut at)?;
    let mut notices = Vec::new();
    while at < plain.len() {
        let articles = u32::try_from(number(plain, &mut at)?).ok()?;
        let mut text = || Some(std::str::from_utf8(plain.get(part(plain, &mut at)?)?).ok()?.to_owned());
        notices.push(Notice { path: text()?, articles, kind: text()?, message: text()? });
    }
    Some(Contents { files, bytes, notices })
}

fn four(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk::<4>().map(|four| u32::from_le_bytes(*four) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Contents {
        let notice = |path: &str, articles| Notice {
            path: path.to_owned(),
            articles,
            kind: "empty".to_owned(),
            message: "The file is empty: there is nothing to read, so it was left out.".to_owned(),
        };
        Contents { files: 3, bytes: 1 << 40, notices: vec![notice("a/b.txt", 0), notice("a/ü.html", 7)] }
    }

    #[test]
    fn what_an_archive_says_of_itself_is_read_back() {
        for contents in [Contents::default(), some()] {
            let head = head(&contents);
            assert_eq!(head_length(&head[..FIXED]), Ok(head.len()));
            assert_eq!(read_head(&head), Ok(contents));
        }
    }

    #[test]
    fn a_head_that_was_cut_or_changed_is_refused() {
        let head = head(&some());
        for length in 0..head.len() {
            assert!(read_head(&head[..length]).is_err(), "cut to {length}");
        }
        for at in (0..4).chain(8..head.len()) {
            let mut changed = head.clone();
            changed[at] ^= 0x10;
            assert!(read_head(&changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn another_version_is_told_apart_from_damage() {
        let mut head = head(&some());
        head[3] = 9;
        assert_eq!(read_head(&head), Err(BlockError::Version(9)));
    }
}
