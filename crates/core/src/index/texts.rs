//! What does a document say, word for word?
//!
//! Id, path, title and passages of every document, for hits and snippets, some dozens of documents to a chunk. Where
//! memory is small, all but the newest chunks are packed: unpacked, the texts are most of what an index takes. Packed ones
//! go [outside](Outside) of memory, where there is such a place.
//! Of a saved index the chunks are checked when somebody looks at them, and may be left where they are.
//! **Invariant.** Texts come back as they were added, packed or not, or not at all.

use super::Document;
use super::format::Saved;
use super::section::Section;
use crate::analysis::Analyzer;
use crate::codec::{ByteReader, checksum, write_bytes, write_number};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What a chunk holds at least, in bytes. Twice this packs a few hundredths better and takes twice as long to look at.
const FULL: usize = 16 << 10;

/// How hard to pack, 1 to 9: above this the time grows faster than the gain.
const LEVEL: u8 = 2;

/// No chunk unpacks to more, in bytes.
const MOST: usize = 1 << 30;

/// Bytes of chunks that stay unpacked after somebody looked at them: as one types on, much the same hits are shown again.
const OPEN: usize = 2 << 20;

/// Packed chunks go outside together, once they are so many bytes.
const TOGETHER: usize = 1 << 20;

/// A place outside of memory, for what is rarely looked at.
pub trait Outside: Saved {
    /// Appends bytes; where they begin. `None` where there is no room for them: then nothing was appended.
    fn append(&self, bytes: &[u8]) -> Option<u64>;

    /// Nothing of what was appended is needed any more.
    fn clear(&self);
}

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
    outside: Option<Arc<dyn Outside>>,
    /// Chunks that are packed and will go outside, and their bytes.
    going: (Vec<usize>, usize),
    open: Open,
    /// Set once a chunk was not as it was written.
    damaged: OnceLock<()>,
}

impl Default for Texts {
    fn default() -> Self {
        Texts {
            chunks: Vec::new(),
            bytes: Vec::new(),
            starts: Vec::new(),
            room: usize::MAX,
            plain: Default::default(),
            outside: None,
            going: Default::default(),
            open: Open::default(),
            damaged: OnceLock::new(),
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
    bytes: Held,
    /// Of a saved chunk its checksum, and of one in memory whether it was found right.
    sum: Option<u32>,
    is_whole: OnceLock<bool>,
}

/// Where the bytes of a chunk are.
#[derive(Clone, Debug)]
enum Held {
    Here(Section),
    /// So many of them, from there on in what was saved.
    There(Arc<dyn Saved>, u64, usize),
}

impl Held {
    fn read(&self) -> Cow<'_, [u8]> {
        match self {
            Held::Here(section) => Cow::Borrowed(section.bytes()),
            Held::There(saved, at, length) => Cow::Owned(saved.read(*at, *length)),
        }
    }
}

/// Where the texts of a saved index are.
pub enum Place<'a> {
    /// In memory.
    Here(&'a Section),
    /// So many bytes from there on.
    There(&'a Arc<dyn Saved>, u64, u64),
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
            if let Held::Here(plain) = &chunk.bytes {
                let packed = compress_to_vec(plain.bytes(), LEVEL);
                self.going.1 += packed.len();
                chunk.bytes = Held::Here(Section::new(packed));
                chunk.is_packed = true;
                self.going.0.push(at);
            }
            if self.going.1 >= TOGETHER {
                self.go_outside();
            }
        }
    }

    /// What is packed from now on goes there.
    pub fn pack_to(&mut self, outside: Arc<dyn Outside>) {
        self.outside = Some(outside);
    }

    fn go_outside(&mut self) {
        let (going, length) = std::mem::take(&mut self.going);
        let Some(outside) = &self.outside else { return };
        let mut bytes = Vec::with_capacity(length);
        for chunk in going.iter().filter_map(|&at| self.chunks.get(at)) {
            bytes.extend_from_slice(&chunk.bytes.read());
        }
        let Some(mut at) = outside.append(&bytes) else {
            // There is no room: they stay here.
            return;
        };
        for number in going {
            let Some(chunk) = self.chunks.get_mut(number) else { continue };
            if let Held::Here(packed) = &chunk.bytes {
                let length = packed.bytes().len();
                chunk.sum = Some(checksum(packed.bytes()) as u32);
                chunk.bytes = Held::There(Arc::clone(outside) as Arc<dyn Saved>, at, length);
                at += length as u64;
            }
        }
    }

    /// Takes the place of other texts, which are not needed any more, and is as sparing as they were.
    pub fn follow(&mut self, before: &mut Texts) {
        self.outside = before.outside.take();
        self.outside.iter().for_each(|outside| outside.clear());
        self.pack_beyond(before.room);
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
        let bytes = Held::Here(Section::new(plain));
        let (sum, is_whole) = (None, OnceLock::new());
        self.chunks.push(Chunk { first, count, length, is_packed: false, bytes, sum, is_whole });
        self.starts.clear();
        // What one long document needed is not kept for all the short ones.
        self.bytes = Vec::with_capacity(2 * FULL);
        self.pack();
    }

    /// Documents in chunks.
    fn sealed(&self) -> usize {
        self.chunks.last().map_or(0, |last| (last.first + last.count) as usize)
    }

    /// The bytes of a chunk; none where they are not those that were written.
    fn stored<'a>(&self, chunk: &'a Chunk) -> Cow<'a, [u8]> {
        let bytes = chunk.bytes.read();
        let is_right = || chunk.sum.is_none_or(|sum| checksum(&bytes) as u32 == sum);
        let is_whole = match &bytes {
            Cow::Borrowed(_) => *chunk.is_whole.get_or_init(is_right),
            Cow::Owned(_) => is_right(),
        };
        if is_whole {
            return bytes;
        }
        self.damaged.get_or_init(|| ());
        Cow::Borrowed(&[])
    }

    /// Whether all chunks looked at were as they were written.
    pub fn is_whole(&self) -> bool {
        self.damaged.get().is_none()
    }

    /// Looks at all chunks.
    pub fn check(&self) -> bool {
        self.chunks.iter().for_each(|chunk| drop(self.stored(chunk)));
        self.is_whole()
    }

    /// In how many pieces they are written.
    pub fn pieces(&self) -> usize {
        self.chunks.len() + usize::from(!self.starts.is_empty())
    }

    /// A piece by its number; what is known of it goes to `table`.
    pub fn piece(&self, number: usize, table: &mut Vec<u8>) -> Cow<'_, [u8]> {
        let mut note = |count: usize, length: usize, packed: usize, bytes: &[u8], sum: Option<u32>| {
            [count, length, packed].iter().for_each(|&number| write_number(table, number as u64));
            table.extend(sum.unwrap_or_else(|| checksum(bytes) as u32).to_le_bytes());
        };
        if let Some(chunk) = self.chunks.get(number) {
            let bytes = chunk.bytes.read();
            let packed = if chunk.is_packed { bytes.len() } else { 0 };
            // What was damaged stays known to be.
            note(chunk.count as usize, chunk.length, packed, &bytes, chunk.sum);
            return bytes;
        }
        let tail = self.tail();
        note(self.starts.len(), tail.len(), 0, &tail, None);
        Cow::Owned(tail)
    }

    /// Appends what is known of the chunks, and the chunks.
    pub fn write(&self, table: &mut Vec<u8>, out: &mut Vec<u8>) {
        (0..self.pieces()).for_each(|number| out.extend_from_slice(&self.piece(number, table)));
    }

    /// Brings all chunks that are elsewhere into memory, and leaves them there from now on.
    pub fn fetch(&mut self) {
        for chunk in &mut self.chunks {
            if let Held::There(..) = chunk.bytes {
                let bytes = chunk.bytes.read().into_owned();
                chunk.bytes = Held::Here(Section::new(bytes));
            }
        }
        self.outside.take().iter().for_each(|outside| outside.clear());
    }

    /// The texts of a saved index; nothing if the table is damaged.
    pub fn open(table: &[u8], place: &Place<'_>) -> Option<Self> {
        let mut reader = ByteReader::at(table, 0);
        let mut texts = Texts::default();
        let mut at = 0usize;
        while !reader.is_done() {
            let first = texts.sealed() as u32;
            // A document is longer than a byte.
            let count = u32::try_from(reader.number()).ok().filter(|&count| count as usize <= FULL)?;
            first.checked_add(count)?;
            let length = usize::try_from(reader.number()).ok().filter(|&length| length <= MOST)?;
            let packed = usize::try_from(reader.number()).ok().filter(|&packed| packed <= MOST)?;
            let sum = Some(u32::from_le_bytes(*reader.take(4).first_chunk::<4>()?));
            let (is_packed, stored) = if packed > 0 { (true, packed) } else { (false, length) };
            let bytes = match place {
                Place::Here(section) => Held::Here(section.part(at, stored)?),
                Place::There(saved, start, _) => {
                    Held::There(Arc::clone(saved), start.checked_add(at as u64)?, stored)
                }
            };
            texts.chunks.push(Chunk {
                first,
                count,
                length,
                is_packed,
                bytes,
                sum,
                is_whole: OnceLock::new(),
            });
            at = at.checked_add(stored)?;
        }
        let all = match place {
            Place::Here(section) => section.bytes().len() as u64,
            Place::There(_, _, length) => *length,
        };
        texts.reopen();
        (at as u64 == all).then_some(texts)
    }

    /// A last chunk that is not full is filled on, so that what is saved does not depend on how often it was.
    fn reopen(&mut self) {
        let Some(last) = self.chunks.last().filter(|last| !last.is_packed) else { return };
        let bytes = self.stored(last);
        if bytes.is_empty() {
            return;
        }
        let mut reader = ByteReader::at(&bytes, 0);
        let mut starts = Vec::new();
        let mut start = 0usize;
        for number in 0..last.count {
            if number > 0 {
                start = start.saturating_add(usize::try_from(reader.number()).unwrap_or(0));
            }
            starts.push(start);
        }
        let documents = bytes.get(reader.position()..).unwrap_or(&[]);
        if documents.len() < FULL {
            let documents = documents.to_vec();
            drop(bytes);
            self.bytes = documents;
            self.starts = starts;
            self.chunks.pop();
        }
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.sealed() + self.starts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that may stay unpacked.
    pub fn room(&self) -> usize {
        self.room
    }

    /// The text of a document.
    pub fn get(&self, doc: u32) -> StoredText<'_> {
        let at = self.chunks.partition_point(|chunk| chunk.first <= doc);
        let chunk = at.checked_sub(1).and_then(|at| self.chunks.get(at));
        match chunk.filter(|chunk| doc - chunk.first < chunk.count) {
            Some(chunk) => match self.plain(chunk) {
                Ok(plain) => chunk.text(plain, doc),
                Err(unpacked) => chunk.text(&unpacked, doc).into_owned(),
            },
            None => match self.starts.get((doc as usize).wrapping_sub(self.sealed())) {
                Some(&start) => StoredText::read(&self.bytes, start),
                None => StoredText::default(),
            },
        }
    }

    /// A chunk as it is or, if that is not in memory, as it was when it last was.
    fn plain<'a>(&self, chunk: &'a Chunk) -> Result<&'a [u8], Arc<Vec<u8>>> {
        if let (Held::Here(_), false, Cow::Borrowed(plain)) =
            (&chunk.bytes, chunk.is_packed, self.stored(chunk))
        {
            return Ok(plain);
        }
        let mut open = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(first, _)| *first == chunk.first) {
            let found = open.remove(at);
            let plain = found.1.clone();
            open.push(found);
            return Err(plain);
        }
        let stored = self.stored(chunk);
        let plain = Arc::new(match chunk.is_packed {
            true => decompress_to_vec_with_limit(&stored, chunk.length).unwrap_or_default(),
            false => stored.into_owned(),
        });
        // One longer than all that may stay still does, alone: its documents are asked for one by one.
        let kept = OPEN.saturating_sub(plain.len());
        while !open.is_empty() && open.iter().map(|(_, plain)| plain.len()).sum::<usize>() > kept {
            open.remove(0);
        }
        open.push((chunk.first, plain.clone()));
        Err(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Passage;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// A place outside that has so much room.
    #[derive(Debug)]
    struct Disk(usize, Mutex<Vec<u8>>);

    impl Saved for Disk {
        fn length(&self) -> u64 {
            self.1.lock().expect("nobody panics").len() as u64
        }

        fn read(&self, at: u64, length: usize) -> Vec<u8> {
            self.1.lock().expect("nobody panics").read(at, length)
        }
    }

    impl Outside for Disk {
        fn append(&self, bytes: &[u8]) -> Option<u64> {
            let mut all = self.1.lock().expect("nobody panics");
            let at = all.len();
            (at + bytes.len() <= self.0).then(|| {
                all.extend_from_slice(bytes);
                at as u64
            })
        }

        fn clear(&self) {
            self.1.lock().expect("nobody panics").clear();
        }
    }

    #[test]
    fn packed_texts_are_outside_of_memory_where_there_is_room_for_them() {
        // Words that hardly pack, so that there is enough to go outside.
        let mut number = 1u64;
        let mut word = || {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("{:x} ", number >> 8)
        };
        let documents: Vec<(String, Vec<String>)> = (0..600)
            .map(|number| (format!("Number {number}"), vec![(0..700).map(|_| word()).collect()]))
            .collect();
        for (disk, goes) in [(usize::MAX, 2..4), (3 << 19, 1..2), (0, 0..1)] {
            let disk = Arc::new(Disk(disk, Mutex::default()));
            let mut texts = texts(&documents, 1 << 20, Some(disk.clone()));
            assert!(goes.contains(&(disk.length() as usize / TOGETHER)), "{} bytes", disk.length());
            let (mut table, mut bytes) = (Vec::new(), Vec::new());
            texts.write(&mut table, &mut bytes);
            let mut saved =
                Texts::open(&table, &Place::Here(&Section::new(bytes))).expect("it was just written");
            for (number, (title, passages)) in (0..).zip(&documents) {
                for texts in [&texts, &saved] {
                    let text = texts.get(number);
                    assert_eq!((&text.title.1, &text.passages[0].1), (&title.into(), &(&passages[0]).into()));
                }
            }
            let outside = disk.1.lock().expect("nobody panics").first_mut().map(|byte| *byte ^= 1).is_some();
            assert_eq!(texts.check(), !outside, "what is outside may be damaged there");
            saved.follow(&mut texts);
            assert_eq!(disk.length(), 0, "nothing of it is needed any more");
            assert!(saved.outside.is_some() && saved.check());
        }
    }

    fn texts(documents: &[(String, Vec<String>)], room: usize, outside: Option<Arc<dyn Outside>>) -> Texts {
        let mut texts = Texts::default();
        outside.into_iter().for_each(|outside| texts.pack_to(outside));
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
            let mut texts = texts(&documents, room, None);
            let (mut table, mut bytes) = (Vec::new(), Vec::new());
            texts.write(&mut table, &mut bytes);
            let section = Section::new(bytes.clone());
            let saved = Texts::open(&table, &Place::Here(&section)).expect("it was just written");
            let file: Arc<dyn Saved> = Arc::new(bytes.clone());
            let far = Texts::open(&table, &Place::There(&file, 0, bytes.len() as u64)).expect("it was just written");
            prop_assert_eq!((texts.len(), saved.len()), (documents.len(), documents.len()));
            for (number, (title, passages)) in (0..).zip(&documents) {
                let text = texts.get(number);
                prop_assert_eq!((text.id.as_ref(), text.title.1.as_ref()), (title.as_str(), title.as_str()));
                let found: Vec<&str> = text.passages.iter().map(|(_, text)| text.as_ref()).collect();
                prop_assert_eq!(found, passages.iter().map(String::as_str).collect::<Vec<_>>());
                prop_assert_eq!((&saved.get(number), &far.get(number)), (&text, &text));
            }
            for saved in [&saved, &far] {
                let (mut again, mut same) = (Vec::new(), Vec::new());
                saved.write(&mut again, &mut same);
                prop_assert_eq!((&again, &same), (&table, &bytes));
            }
            prop_assert_eq!(texts.get(documents.len() as u32), StoredText::default());
            texts.pack_beyond(0);
            prop_assert_eq!(texts.get(0), saved.get(0));
            let mut damaged = bytes.clone();
            damaged[bytes.len() / 2] ^= 1;
            let file: Arc<dyn Saved> = Arc::new(damaged.clone());
            for place in [Place::Here(&Section::new(damaged)), Place::There(&file, 0, bytes.len() as u64)] {
                let damaged = Texts::open(&table, &place).expect("the table is whole");
                prop_assert!(!damaged.check() && !damaged.is_whole());
                for number in 0..documents.len() as u32 {
                    let text = damaged.get(number);
                    prop_assert!(text == saved.get(number) || text == StoredText::default());
                }
            }
            prop_assert!(saved.check() && far.check());
        }
    }
}
