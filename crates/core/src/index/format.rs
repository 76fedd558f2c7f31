//! How is an index written into a file and opened again?
//!
//! Little endian: `AXI1`, format version `u32`, number of sections `u32`; for each section its name (8
//! bytes, padded with zeros), length `u64` and checksum `u64`; the checksum of all that; then the
//! sections, one after the other. Dictionary, postings, positions, columns and texts are sections of
//! their own, so that they can be split into files and fetched when they are wanted. The texts, which are most of it,
//! have no checksum there but one for each chunk (in `starts`), so that those looked at are checked and no others.
//!
//! **Invariant.** The bytes depend on the documents and the order of adding alone; a damaged file is
//! refused and the damaged section named.

use super::Index;
use super::columns::Columns;
use super::section::Section;
use super::segment::Segment;
use super::texts::{Place, Texts};
use crate::codec::{ByteReader, checksum, write_number};
use std::fmt;
use std::sync::Arc;

const MAGIC: &[u8; 4] = b"AXI1";
/// Raised with every change of what the sections hold.
const VERSION: u32 = 4;
const NAMES: [&str; 8] = ["shape", "terms", "postings", "position", "columns", "removed", "starts", "texts"];
const NAME: usize = 8;
const ENTRY: usize = NAME + 8 + 8;
const HEADER: usize = 4 + 4 + 4 + NAMES.len() * ENTRY;

/// Why an index could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It does not begin as an index does.
    NotAnIndex,
    /// It was written by another version.
    Version(u32),
    /// This section is cut short, or its bytes are not those that were written.
    Damaged(&'static str),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::NotAnIndex => f.write_str("not an index: index the articles again"),
            OpenError::Version(version) => {
                write!(
                    f,
                    "an index of format {version}, this program reads {VERSION}: index the articles again"
                )
            }
            OpenError::Damaged(section) => {
                write!(f, "the index is damaged ({section}): index the articles again")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// A saved index that is kept elsewhere: in a file, in the browser's memory.
pub trait Saved: fmt::Debug + Send + Sync {
    /// Bytes of the whole.
    fn length(&self) -> u64;

    /// So many bytes from `at` on; fewer where there are fewer.
    fn read(&self, at: u64, length: usize) -> Vec<u8>;
}

impl Saved for Vec<u8> {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read(&self, at: u64, length: usize) -> Vec<u8> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let end = start.saturating_add(length).min(self.len());
        self.get(start..end).unwrap_or(&[]).to_vec()
    }
}

/// The section that can be left where it is; the last one.
const TEXTS: &str = "texts";

impl Index {
    /// Writes the index in its canonical form: everything added, in one segment.
    pub fn save(&mut self) -> Vec<u8> {
        self.merge();
        let slim = match self.segments.first() {
            Some((_, segment)) if segment.is_slim() => segment.clone(),
            Some((_, segment)) => segment.slim(),
            None => Segment::merge(&[]).slim(),
        };
        let [shape, terms, postings, positions] = slim.parts();
        let mut columns = Vec::new();
        self.columns.write(&mut columns);
        let mut removed = Vec::new();
        self.removed.iter().for_each(|&doc| write_number(&mut removed, u64::from(doc)));
        let (mut starts, mut texts) = (Vec::new(), Vec::new());
        self.texts.write(&mut starts, &mut texts);
        let sections: [&[u8]; 8] = [shape, terms, postings, positions, &columns, &removed, &starts, &texts];
        let length: usize = sections.iter().map(|section| section.len()).sum();
        let mut out = Vec::with_capacity(HEADER + 8 + length);
        out.extend_from_slice(MAGIC);
        out.extend(VERSION.to_le_bytes());
        out.extend((NAMES.len() as u32).to_le_bytes());
        for (name, section) in NAMES.iter().zip(sections) {
            let mut padded = [0; NAME];
            padded.iter_mut().zip(name.bytes()).for_each(|(to, byte)| *to = byte);
            out.extend(padded);
            out.extend((section.len() as u64).to_le_bytes());
            let sum = if *name == TEXTS { 0 } else { checksum(section) };
            out.extend(sum.to_le_bytes());
        }
        let header = checksum(&out);
        out.extend(header.to_le_bytes());
        sections.iter().for_each(|section| out.extend_from_slice(section));
        out
    }

    /// Length of each section that [`save`](Self::save) would write, by name.
    pub fn section_sizes(saved: &[u8]) -> Vec<(&'static str, u64)> {
        let lengths = NAMES.iter().enumerate().map(|(at, name)| {
            let at = 12 + at * ENTRY + NAME;
            let length = saved.get(at..).and_then(|rest| rest.first_chunk::<8>());
            (*name, length.map_or(0, |length| u64::from_le_bytes(*length)))
        });
        lengths.collect()
    }

    /// Opens what [`save`](Self::save) wrote; the bytes are kept, not decoded. All of them are checked.
    pub fn open(bytes: Vec<u8>) -> Result<Self, OpenError> {
        let sections = sections(&bytes, bytes.len() as u64)?;
        let index = Index::of(&Section::new(bytes), &sections, None)?;
        if index.texts.check() { Ok(index) } else { Err(OpenError::Damaged(TEXTS)) }
    }

    /// Opens an index of which the texts stay where they are. They are read when they are looked at, and checked
    /// then: see [`texts_are_whole`](Self::texts_are_whole).
    pub fn open_saved(saved: &Arc<dyn Saved>) -> Result<Self, OpenError> {
        let length = saved.length();
        let head = saved.read(0, HEADER + 8);
        let sections = sections(&head, length)?;
        let texts = sections.last().map_or(0, |&(at, _)| at);
        let front = saved.read(0, texts as usize);
        Index::of(&Section::new(front), &sections, Some(saved))
    }

    /// Whether all texts that were looked at were as they were saved; those that were not count as empty.
    pub fn texts_are_whole(&self) -> bool {
        self.texts.is_whole()
    }

    fn of(file: &Section, sections: &[(u64, u64)], far: Option<&Arc<dyn Saved>>) -> Result<Self, OpenError> {
        let place = |name: &'static str| {
            let number = NAMES.iter().position(|known| *known == name);
            number.and_then(|number| Some((number, *sections.get(number)?))).ok_or(OpenError::Damaged(name))
        };
        let unchecked = |name: &'static str| -> Result<Section, OpenError> {
            let (_, (at, length)) = place(name)?;
            let range = usize::try_from(at).ok().zip(usize::try_from(length).ok());
            range.and_then(|(at, length)| file.part(at, length)).ok_or(OpenError::Damaged(name))
        };
        let section = |name: &'static str| -> Result<Section, OpenError> {
            let section = unchecked(name)?;
            let sum = number(file.bytes(), 12 + place(name)?.0 * ENTRY + NAME + 8);
            if sum == Some(checksum(section.bytes())) { Ok(section) } else { Err(OpenError::Damaged(name)) }
        };
        let parts = [section("shape")?, section("terms")?, section("postings")?, section("position")?];
        let segment = Segment::open(parts, true).ok_or(OpenError::Damaged("terms"))?;
        let columns = Columns::read(section("columns")?.bytes()).ok_or(OpenError::Damaged("columns"))?;
        let table = section("starts")?;
        let texts = match far {
            Some(saved) => {
                let (_, (at, length)) = place(TEXTS)?;
                Texts::open(table.bytes(), &Place::There(saved, at, length))
            }
            None => Texts::open(table.bytes(), &Place::Here(&unchecked(TEXTS)?)),
        };
        let texts = texts.ok_or(OpenError::Damaged("starts"))?;
        if columns.len() != segment.len() as usize || columns.len() != texts.len() {
            return Err(OpenError::Damaged("columns"));
        }
        let removed = section("removed")?;
        let mut reader = ByteReader::at(removed.bytes(), 0);
        let mut docs = Vec::new();
        while !reader.is_done() {
            docs.push(reader.short());
        }
        let mut index = Index { columns, texts, ..Index::default() };
        if segment.len() > 0 {
            index.segments.push((0, segment));
        }
        for doc in docs {
            index.remove(super::DocId(doc));
        }
        index.measure();
        Ok(index)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes))
}

/// Where the sections of a file of `all` bytes that begins with `head` are, and how long they are.
fn sections(head: &[u8], all: u64) -> Result<Vec<(u64, u64)>, OpenError> {
    if head.get(..4) != Some(MAGIC) {
        return Err(OpenError::NotAnIndex);
    }
    let version = head.get(4..).and_then(|rest| rest.first_chunk::<4>());
    let version = version.map_or(0, |version| u32::from_le_bytes(*version));
    if version != VERSION {
        return Err(OpenError::Version(version));
    }
    let header = head.get(..HEADER).ok_or(OpenError::Damaged("header"))?;
    if number(head, HEADER) != Some(checksum(header)) {
        return Err(OpenError::Damaged("header"));
    }
    let mut at = HEADER as u64 + 8;
    let mut sections = Vec::new();
    for (entry, name) in NAMES.iter().enumerate() {
        let damaged = OpenError::Damaged(name);
        let length = number(head, 12 + entry * ENTRY + NAME).ok_or(damaged)?;
        let end = at.checked_add(length).filter(|&end| end <= all).ok_or(damaged)?;
        sections.push((at, length));
        at = end;
    }
    if at == all { Ok(sections) } else { Err(OpenError::Damaged("end")) }
}
