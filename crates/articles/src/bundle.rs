//! How do several files travel as one?
//!
//! A bundle is files one after the other, under their names: so tables and models travel to the page. It holds raw bytes
//! only. How articles travel is `explorer-store`'s business.
//!
//! Layout, little endian: `AXB1`, count `u32`, then per file name length `u32`, byte length `u64`;
//! then all names, then all contents, in the same order; last the FNV-1a hash (64 bit) of all before.
//!
//! **Invariant.** `read(write(files)) == files`; anything damaged is refused as a whole.

use std::fmt;

const MAGIC: &[u8; 4] = b"AXB1";
const ENTRY_HEADER: usize = 4 + 8;

/// One file of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Relative path, parts joined by `/`.
    pub path: &'a str,
    /// Its raw bytes.
    pub bytes: &'a [u8],
}

/// Why a bundle could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// It does not begin as a bundle does.
    NotABundle,
    /// It is cut short, or its bytes are not those that were written.
    Damaged,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BundleError::NotABundle => "not a bundle of this program: build the page again",
            BundleError::Damaged => "the bundle is damaged: load the page again, or build it again",
        })
    }
}

impl std::error::Error for BundleError {}

/// Writes files as one bundle, in the order given.
pub fn write<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Vec<u8> {
    let entries: Vec<Entry<'a>> = entries.into_iter().collect();
    let mut out = MAGIC.to_vec();
    out.extend((entries.len() as u32).to_le_bytes());
    for entry in &entries {
        out.extend((entry.path.len() as u32).to_le_bytes());
        out.extend((entry.bytes.len() as u64).to_le_bytes());
    }
    for entry in &entries {
        out.extend(entry.path.as_bytes());
    }
    for entry in &entries {
        out.extend(entry.bytes);
    }
    let hash = checksum(&out);
    out.extend(hash.to_le_bytes());
    out
}

/// Opens a bundle; the entries borrow from `bytes`.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry<'_>>, BundleError> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(BundleError::NotABundle);
    }
    let (content, hash) = bytes.split_last_chunk::<8>().ok_or(BundleError::Damaged)?;
    if checksum(content) != u64::from_le_bytes(*hash) {
        return Err(BundleError::Damaged);
    }
    parse(content).ok_or(BundleError::Damaged)
}

fn parse(content: &[u8]) -> Option<Vec<Entry<'_>>> {
    let (count, rest) = content.get(MAGIC.len()..)?.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*count) as usize;
    let (headers, mut rest) = rest.split_at_checked(count.checked_mul(ENTRY_HEADER)?)?;
    let mut names = Vec::with_capacity(count);
    for header in headers.chunks_exact(ENTRY_HEADER) {
        let (name, length) = header.split_first_chunk::<4>()?;
        let (name, tail) = rest.split_at_checked(u32::from_le_bytes(*name) as usize)?;
        rest = tail;
        let length = u64::from_le_bytes(length.try_into().ok()?);
        names.push((std::str::from_utf8(name).ok()?, usize::try_from(length).ok()?));
    }
    let mut entries = Vec::with_capacity(count);
    for (path, length) in names {
        let (bytes, tail) = rest.split_at_checked(length)?;
        rest = tail;
        entries.push(Entry { path, bytes });
    }
    rest.is_empty().then_some(entries)
}

/// FNV-1a, 64 bit (Fowler, Noll, Vo; public domain).
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let entries = [
            Entry { path: "a/één.txt", bytes: b"one" },
            Entry { path: "empty.txt", bytes: b"" },
            Entry { path: "z.bin", bytes: &[0, 255, 1] },
        ];
        assert_eq!(read(&write(entries)), Ok(entries.to_vec()));
        assert_eq!(read(&write([])), Ok(vec![]));
    }

    #[test]
    fn any_changed_or_missing_byte_is_noticed() {
        let whole = write([Entry { path: "a.txt", bytes: b"some text" }, Entry { path: "b", bytes: b"x" }]);
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert!(read(&changed).is_err(), "byte {at} changed");
            assert!(read(&whole[..at]).is_err(), "cut at {at}");
        }
    }
}
