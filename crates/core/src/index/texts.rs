//! What does a document say, word for word?
//!
//! Id, path, title and passages of every document, for hits and snippets, some dozens of documents to a chunk. Where
//! memory is small, all but the newest chunks are packed: unpacked, the texts are most of what an index takes.
//! **Invariant.** Texts come back as they were added, packed or not.

use super::Document;
use super::section::Section;
use crate::analysis::Analyzer;
use crate::codec::{ByteReader, write_bytes, write_number};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What a chunk holds at least, in bytes. Twice this packs a few hundredths better and takes twice as long to look at.
const FULL: usize = 16 << 10;

/// How hard to pack, 1 to 9: above this the time grows faster than the gain.
const LEVEL: u8 = 2;

/// No chunk unpacks to more, in bytes.
const MOST: usize = 1 << 30;

/// Chunks that stay unpacked after somebody looked at them.
const OPEN: usize = 16;

/// The texts of all documents.
#[derive(Clone, Debug)]
pub struct Texts {
    chunks: Vec<Chunk>,
    /// Of the last documents, which fill no chunk yet.
    bytes: Vec<u8>,
    starts: Vec<usize>,
    /// Bytes that may stay unpacked.
    room: usize,
    /// Chunks that are not packed, and their bytes.
    plain: (VecDeque<usize>, usize),
    open: Open,
}

impl Default for Texts {
    fn default() -> Self {
        Texts {
            chunks: Vec::new(),
            bytes: Vec::new(),
            starts: Vec::new(),
            room: usize::MAX,
            plain: Default::default(),
            open: Open::default(),
        }
    }
}

/// Documents that stand together: the length of each but the last, then they themselves.
#[derive(Clone, Debug)]
struct Chunk {
    /// Number of the first document.
    first: u32,
    count: u32,
    /// Bytes unpacked.
    length: usize,
    is_packed: bool,
    bytes: Section,
}

/// Chunks that are unpacked; only to save time.
#[derive(Default)]
struct Open(Mutex<Vec<(u32, Arc<Vec<u8>>)>>);

impl Clone for Open {
    fn clone(&self) -> Self {
        Open::default()
    }
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Open")
    }
}

/// The text of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredText<'a> {
    /// The article's id.
    pub id: Cow<'a, str>,
    /// Path of its file.
    pub path: Cow<'a, str>,
    /// Headline and how it was analysed.
    pub title: (Analyzer, Cow<'a, str>),
    /// Passages and how they were analysed.
    pub passages: Vec<(Analyzer, Cow<'a, str>)>,
}

impl<'a> StoredText<'a> {
    fn read(bytes: &'a [u8], start: usize) -> Self {
        let mut reader = ByteReader::at(bytes, start);
        let (id, path) = (reader.string().into(), reader.string().into());
        let piece = |reader: &mut ByteReader<'_>| Analyzer::from_number(reader.byte()).unwrap_or_default();
        let title = (piece(&mut reader), reader.string().into());
        let count = reader.short();
        let mut passages = Vec::new();
        for _ in 0..count {
            if reader.is_done() {
                break;
            }
            passages.push((piece(&mut reader), reader.string().into()));
        }
        StoredText { id, path, title, passages }
    }

    fn into_owned(self) -> StoredText<'static> {
        let owned = |(analyzer, text): (Analyzer, Cow<'_, str>)| (analyzer, Cow::Owned(text.into_owned()));
        StoredText {
            id: Cow::Owned(self.id.into_owned()),
            path: Cow::Owned(self.path.into_owned()),
            title: owned(self.title),
            passages: self.passages.into_iter().map(owned).collect(),
        }
    }
}

impl Chunk {
    fn text<'a>(&self, plain: &'a [u8], doc: u32) -> StoredText<'a> {
        let mut reader = ByteReader::at(plain, 0);
        let mut start = 0usize;
        for number in 1..self.count {
            let more = usize::try_from(reader.number()).unwrap_or(0);
            if number <= doc - self.first {
                start = start.saturating_add(more);
            }
        }
        StoredText::read(plain, start.saturating_add(reader.position()))
    }
}

impl Texts {
    /// Adds a document.
    pub fn push(&mut self, document: &Document<'_>) {
        self.starts.push(self.bytes.len());
        let out = &mut self.bytes;
        write_bytes(out, document.id.as_bytes());
        write_bytes(out, document.path.as_bytes());
        out.push(Analyzer::of(document.title.language).number());
        write_bytes(out, document.title.text.as_bytes());
        write_number(out, document.body.len() as u64);
        for passage in document.body {
            out.push(Analyzer::of(passage.language).number());
            write_bytes(out, passage.text.as_bytes());
        }
        if self.bytes.len() >= FULL {
            self.seal();
        }
    }

    /// Packs all but the newest texts from now on: so many bytes may stay unpacked.
    pub fn pack_beyond(&mut self, room: usize) {
        self.room = room;
        self.pack();
    }

    fn pack(&mut self) {
        while self.plain.1 > self.room
            && let Some(at) = self.plain.0.pop_front()
        {
            let Some(chunk) = self.chunks.get_mut(at) else { continue };
            self.plain.1 = self.plain.1.saturating_sub(chunk.length);
            chunk.bytes = Section::new(compress_to_vec(chunk.bytes.bytes(), LEVEL));
            chunk.is_packed = true;
        }
    }

    /// The documents of the chunk that is not full.
    fn tail(&self) -> Vec<u8> {
        let mut plain = Vec::with_capacity(self.bytes.len() + self.starts.len() * 3);
        let mut before = 0;
        for &start in self.starts.iter().skip(1) {
            write_number(&mut plain, (start - before) as u64);
            before = start;
        }
        plain.extend_from_slice(&self.bytes);
        plain
    }

    fn seal(&mut self) {
        let plain = self.tail();
        let (first, count, length) = (self.sealed() as u32, self.starts.len() as u32, plain.len());
        self.plain.0.push_back(self.chunks.len());
        self.plain.1 += length;
        self.chunks.push(Chunk { first, count, length, is_packed: false, bytes: Section::new(plain) });
        self.starts.clear();
        // What one long document needed is not kept for all the short ones.
        self.bytes = Vec::with_capacity(2 * FULL);
        self.pack();
    }

    /// Documents in chunks.
    fn sealed(&self) -> usize {
        self.chunks.last().map_or(0, |last| (last.first + last.count) as usize)
    }

    /// Appends what is known of the chunks, and the chunks.
    pub fn write(&self, table: &mut Vec<u8>, out: &mut Vec<u8>) {
        let mut write = |count: usize, length: usize, packed: usize, bytes: &[u8]| {
            [count, length, packed].iter().for_each(|&number| write_number(table, number as u64));
            out.extend_from_slice(bytes);
        };
        for Chunk { count, length, is_packed, bytes, .. } in &self.chunks {
            let bytes = bytes.bytes();
            write(*count as usize, *length, if *is_packed { bytes.len() } else { 0 }, bytes);
        }
        if !self.starts.is_empty() {
            let tail = self.tail();
            write(self.starts.len(), tail.len(), 0, &tail);
        }
    }

    /// The texts of a saved index; nothing if the table is damaged.
    pub fn open(table: &[u8], saved: &Section) -> Option<Self> {
        let mut reader = ByteReader::at(table, 0);
        let mut texts = Texts::default();
        let mut at = 0usize;
        while !reader.is_done() {
            let first = texts.sealed() as u32;
            // A document is longer than a byte.
            let count = u32::try_from(reader.number()).ok().filter(|&count| count as usize <= FULL)?;
            first.checked_add(count)?;
            let length = usize::try_from(reader.number()).ok().filter(|&length| length <= MOST)?;
            let packed = usize::try_from(reader.number()).ok()?;
            let (is_packed, stored) = if packed > 0 { (true, packed) } else { (false, length) };
            let bytes = saved.part(at, stored)?;
            texts.chunks.push(Chunk { first, count, length, is_packed, bytes });
            at = at.checked_add(stored)?;
        }
        texts.reopen();
        Some(texts)
    }

    /// A last chunk that is not full is filled on, so that what is saved does not depend on how often it was.
    fn reopen(&mut self) {
        let Some(last) = self.chunks.last().filter(|last| !last.is_packed) else { return };
        let mut reader = ByteReader::at(last.bytes.bytes(), 0);
        let mut starts = Vec::new();
        let mut start = 0usize;
        for number in 0..last.count {
            if number > 0 {
                start = start.saturating_add(usize::try_from(reader.number()).unwrap_or(0));
            }
            starts.push(start);
        }
        let documents = last.bytes.bytes().get(reader.position()..).unwrap_or(&[]);
        if documents.len() < FULL {
            self.bytes = documents.to_vec();
            self.starts = starts;
            self.chunks.pop();
        }
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.sealed() + self.starts.len()
    }

    /// The text of a document.
    pub fn get(&self, doc: u32) -> StoredText<'_> {
        let at = self.chunks.partition_point(|chunk| chunk.first <= doc);
        let chunk = at.checked_sub(1).and_then(|at| self.chunks.get(at));
        match chunk.filter(|chunk| doc - chunk.first < chunk.count) {
            Some(chunk) if chunk.is_packed => chunk.text(&self.unpacked(chunk), doc).into_owned(),
            Some(chunk) => chunk.text(chunk.bytes.bytes(), doc),
            None => match self.starts.get((doc as usize).wrapping_sub(self.sealed())) {
                Some(&start) => StoredText::read(&self.bytes, start),
                None => StoredText::default(),
            },
        }
    }

    fn unpacked(&self, chunk: &Chunk) -> Arc<Vec<u8>> {
        let mut open = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(first, _)| *first == chunk.first) {
            let found = open.remove(at);
            let plain = found.1.clone();
            open.push(found);
            return plain;
        }
        let plain = decompress_to_vec_with_limit(chunk.bytes.bytes(), chunk.length).unwrap_or_default();
        let plain = Arc::new(plain);
        if open.len() >= OPEN {
            open.remove(0);
        }
        open.push((chunk.first, plain.clone()));
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Passage;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn texts(documents: &[(String, Vec<String>)], room: usize) -> Texts {
        let mut texts = Texts::default();
        texts.pack_beyond(room);
        for (title, passages) in documents {
            let passage = |text| Passage { text, language: None };
            let body: Vec<Passage<'_>> = passages.iter().map(|text| passage(text.as_str())).collect();
            texts.push(&Document {
                id: title,
                path: "a.txt",
                title: passage(title),
                body: &body,
                language: None,
                source: None,
                topics: &[],
                authors: &[],
                date: None,
            });
        }
        texts
    }

    proptest! {
        #[test]
        fn texts_come_back_packed_or_not_saved_or_not(
            documents in vec(("\\PC{0,20}", vec("(some words ){0,900}", 0..4)), 1..40),
            room in prop::sample::select(vec![0, 30_000, usize::MAX]),
        ) {
            let mut texts = texts(&documents, room);
            let (mut table, mut bytes) = (Vec::new(), Vec::new());
            texts.write(&mut table, &mut bytes);
            let saved = Texts::open(&table, &Section::new(bytes.clone())).expect("it was just written");
            prop_assert_eq!((texts.len(), saved.len()), (documents.len(), documents.len()));
            for (number, (title, passages)) in (0..).zip(&documents) {
                let text = texts.get(number);
                prop_assert_eq!((text.id.as_ref(), text.title.1.as_ref()), (title.as_str(), title.as_str()));
                let found: Vec<&str> = text.passages.iter().map(|(_, text)| text.as_ref()).collect();
                prop_assert_eq!(found, passages.iter().map(String::as_str).collect::<Vec<_>>());
                prop_assert_eq!(&saved.get(number), &text);
            }
            let (mut again, mut same) = (Vec::new(), Vec::new());
            saved.write(&mut again, &mut same);
            prop_assert_eq!((again, same), (table, bytes));
            prop_assert_eq!(texts.get(documents.len() as u32), StoredText::default());
            texts.pack_beyond(0);
            prop_assert_eq!(texts.get(0), saved.get(0));
        }
    }
}
