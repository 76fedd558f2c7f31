//! What is known of a run of documents?
//!
//! A segment is written once and never changed: its dictionaries, its postings, its positions, and
//! the lengths of its documents. **Invariant.** Its bytes depend on its documents alone, not on the
//! segments it was merged from.

use super::dictionary::{Dictionary, DictionaryWriter, Extent, Term};
use super::postings::{List, ListWriter, StoredList};
use super::section::Section;
use crate::analysis::Analyzer;
use crate::codec::{ByteReader, write_number};

/// Where the words of a document stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Tokens of the body, by document.
    pub body_lengths: Vec<u32>,
    /// Tokens of the title, by document.
    pub title_lengths: Vec<u32>,
    /// Positions at which the second and later passages of the bodies begin.
    pub passages: Vec<u32>,
    /// Where each document's passages end in that list.
    pub passage_ends: Vec<u32>,
}

impl Shape {
    /// Number of documents.
    pub fn len(&self) -> usize {
        self.body_lengths.len()
    }

    /// Positions at which the second and later passages of a document begin.
    pub fn passages(&self, doc: u32) -> &[u32] {
        let end =
            |at: Option<usize>| at.and_then(|at| self.passage_ends.get(at)).map_or(0, |&end| end as usize);
        let at = doc as usize;
        self.passages.get(end(at.checked_sub(1))..end(Some(at))).unwrap_or(&[])
    }

    /// Appends the documents of another.
    pub fn append(&mut self, other: &Shape) {
        let offset = self.passages.len() as u32;
        self.body_lengths.extend_from_slice(&other.body_lengths);
        self.title_lengths.extend_from_slice(&other.title_lengths);
        self.passages.extend_from_slice(&other.passages);
        self.passage_ends.extend(other.passage_ends.iter().map(|end| end + offset));
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.len() as u64);
        for doc in 0..self.len() as u32 {
            let length = |lengths: &[u32]| lengths.get(doc as usize).map_or(0, |&length| u64::from(length));
            write_number(out, length(&self.body_lengths));
            write_number(out, length(&self.title_lengths));
            let passages = self.passages(doc);
            write_number(out, passages.len() as u64);
            let mut before = 0;
            for &passage in passages {
                write_number(out, u64::from(passage - before));
                before = passage;
            }
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = ByteReader::at(bytes, 0);
        let mut shape = Shape::default();
        for _ in 0..reader.short() {
            if reader.is_done() {
                return None;
            }
            shape.body_lengths.push(reader.short());
            shape.title_lengths.push(reader.short());
            let mut passage = 0u32;
            for _ in 0..reader.short() {
                if reader.is_done() {
                    return None;
                }
                passage = passage.checked_add(reader.short())?;
                shape.passages.push(passage);
            }
            shape.passage_ends.push(shape.passages.len() as u32);
        }
        Some(shape)
    }
}

/// Which field of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The running text.
    Body,
    /// The headline.
    Title,
}

/// A run of documents, indexed.
#[derive(Clone, Debug)]
pub struct Segment {
    shape: Shape,
    /// Only words that many documents hold have positions.
    slim: bool,
    shape_bytes: Section,
    dictionary_bytes: Section,
    dictionaries: Vec<Dictionary>,
    postings: Section,
    positions: Section,
}

/// The parts of a segment as they are saved.
pub const PARTS: usize = 4;

impl Segment {
    /// Opens saved parts; whether they are slim.
    pub fn open(parts: [Section; PARTS], slim: bool) -> Option<Self> {
        let [shape_bytes, dictionary_bytes, postings, positions] = parts;
        let shape = Shape::read(shape_bytes.bytes())?;
        let mut dictionaries: Vec<Dictionary> = Vec::new();
        let mut at = 0;
        while at < dictionary_bytes.bytes().len() {
            let (dictionary, end) = Dictionary::open(&dictionary_bytes, at, (shape.len() as u32, slim))?;
            if dictionaries.last().is_some_and(|last| last.analyzer() >= dictionary.analyzer()) {
                return None;
            }
            dictionaries.push(dictionary);
            at = end;
        }
        Some(Segment { shape, slim, shape_bytes, dictionary_bytes, dictionaries, postings, positions })
    }

    /// Whether the texts have to be read for the positions of words that few documents hold.
    pub fn is_slim(&self) -> bool {
        self.slim
    }

    /// The same without the positions of words that few documents hold.
    pub fn slim(&self) -> Segment {
        Segment::rewrite(std::slice::from_ref(self), true)
    }

    /// Its parts for saving.
    pub fn sections(&self) -> [&Section; PARTS] {
        [&self.shape_bytes, &self.dictionary_bytes, &self.postings, &self.positions]
    }

    /// The bytes of its parts.
    pub fn parts(&self) -> [&[u8]; PARTS] {
        self.sections().map(Section::bytes)
    }

    /// Bytes it takes in memory.
    pub fn memory(&self) -> usize {
        let decoded: usize = self.dictionaries.iter().map(Dictionary::decoded_bytes).sum();
        let shape = self.shape.len() * 12 + self.shape.passages.len() * 4;
        self.parts().iter().map(|part| part.len()).sum::<usize>() + decoded + shape
    }

    /// Number of documents.
    pub fn len(&self) -> u32 {
        self.shape.len() as u32
    }

    /// Lengths and passages of its documents.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Its dictionaries, by analyzer.
    pub fn dictionaries(&self) -> &[Dictionary] {
        &self.dictionaries
    }

    /// The list of a term in a field.
    pub fn list(&self, term: &Term, field: Field) -> StoredList<'_> {
        let (extent, lengths, before) = match field {
            Field::Body => (term.body, &self.shape.body_lengths, Extent::default()),
            Field::Title => (term.title, &self.shape.title_lengths, term.body),
        };
        let part = |section: &'_ Section, at: u32, before: u32, length: u32| {
            let start = (at as usize).saturating_add(before as usize);
            start..start.saturating_add(length as usize).min(section.bytes().len())
        };
        let postings = part(&self.postings, term.postings_at, before.postings, extent.postings);
        let positions = part(&self.positions, term.positions_at, before.positions, extent.positions);
        StoredList::new(
            extent.count,
            lengths,
            self.slim,
            self.postings.bytes().get(postings).unwrap_or(&[]),
            self.positions.bytes().get(positions).unwrap_or(&[]),
        )
    }

    /// One segment of the documents of several, in order. None of them may be slim.
    pub fn merge(segments: &[Segment]) -> Segment {
        Segment::rewrite(segments, false)
    }

    fn rewrite(segments: &[Segment], slim: bool) -> Segment {
        let mut shape = Shape::default();
        let mut offsets = Vec::new();
        for segment in segments {
            offsets.push(shape.len() as u32);
            shape.append(&segment.shape);
        }
        let mut writer = SegmentWriter::new(shape, slim);
        let (mut body, mut title) = (List::default(), List::default());
        for number in 0..Analyzer::COUNT as u8 {
            let Some(analyzer) = Analyzer::from_number(number) else { continue };
            let mut cursors: Vec<_> = segments
                .iter()
                .zip(&offsets)
                .filter_map(|(segment, &offset)| {
                    let dictionary =
                        segment.dictionaries.iter().find(|dictionary| dictionary.analyzer() == analyzer)?;
                    Some((segment, offset, dictionary.start()))
                })
                .collect();
            loop {
                let least = cursors
                    .iter()
                    .filter(|(_, _, cursor)| cursor.is_valid())
                    .map(|(_, _, cursor)| (cursor.folded(), cursor.exact()))
                    .min();
                let Some((folded, exact)) = least else { break };
                let (folded, exact) = (folded.to_vec(), exact.to_vec());
                body.clear();
                title.clear();
                for (segment, offset, cursor) in &mut cursors {
                    if cursor.is_valid() && cursor.folded() == folded && cursor.exact() == exact {
                        segment.list(cursor.term(), Field::Body).read_into(&mut body, *offset);
                        segment.list(cursor.term(), Field::Title).read_into(&mut title, *offset);
                        cursor.advance();
                    }
                }
                writer.add(analyzer, &folded, &exact, &body, &title);
            }
        }
        writer.finish()
    }
}

/// Writes a segment; terms must come sorted by analyzer, folded form and exact form.
pub struct SegmentWriter {
    shape: Shape,
    slim: bool,
    lists: ListWriter,
    dictionary: DictionaryWriter,
    dictionaries: Vec<u8>,
    /// By dictionary.
    sketches: Vec<Vec<u32>>,
    postings: Vec<u8>,
    positions: Vec<u8>,
    analyzer: Analyzer,
    any: bool,
}

impl SegmentWriter {
    /// A segment of documents of this shape.
    pub fn new(shape: Shape, slim: bool) -> Self {
        SegmentWriter {
            shape,
            slim,
            lists: ListWriter::default(),
            dictionary: DictionaryWriter::default(),
            dictionaries: Vec::new(),
            sketches: Vec::new(),
            postings: Vec::new(),
            positions: Vec::new(),
            analyzer: Analyzer::PLAIN,
            any: false,
        }
    }

    /// Adds a term with its lists.
    pub fn add(&mut self, analyzer: Analyzer, folded: &[u8], exact: &[u8], body: &List, title: &List) {
        if !self.any || analyzer != self.analyzer {
            let next = DictionaryWriter::new(analyzer, self.shape.len() as u32, self.slim);
            let done = std::mem::replace(&mut self.dictionary, next);
            if self.any {
                self.sketches.push(done.finish(&mut self.dictionaries));
            }
            (self.any, self.analyzer) = (true, analyzer);
        }
        let (postings_at, positions_at) = (self.postings.len() as u32, self.positions.len() as u32);
        let mut write = |list: &List, lengths: &[u32]| {
            let before = (self.postings.len(), self.positions.len());
            if !list.docs.is_empty() {
                self.lists.write(list, lengths, self.slim, &mut self.postings, &mut self.positions);
            }
            Extent {
                count: list.docs.len() as u32,
                postings: (self.postings.len() - before.0) as u32,
                positions: (self.positions.len() - before.1) as u32,
            }
        };
        let body = write(body, &self.shape.body_lengths);
        let title = write(title, &self.shape.title_lengths);
        let term = Term { postings_at, positions_at, body, title };
        self.dictionary.add(folded, exact, &term);
    }

    /// The segment.
    pub fn finish(mut self) -> Segment {
        if self.any {
            self.sketches.push(self.dictionary.finish(&mut self.dictionaries));
        }
        let mut sketches = self.sketches.into_iter();
        let mut shape_bytes = Vec::new();
        self.shape.write(&mut shape_bytes);
        let dictionary_bytes = Section::new(self.dictionaries);
        let mut dictionaries = Vec::new();
        let mut at = 0;
        let of = (self.shape.len() as u32, self.slim);
        while let Some((dictionary, end)) = Dictionary::open(&dictionary_bytes, at, of) {
            dictionaries.push(dictionary.with_sketches(sketches.next().unwrap_or_default()));
            at = end;
            if at >= dictionary_bytes.bytes().len() {
                break;
            }
        }
        Segment {
            shape: self.shape,
            slim: self.slim,
            shape_bytes: Section::new(shape_bytes),
            dictionary_bytes,
            dictionaries,
            postings: Section::new(self.postings),
            positions: Section::new(self.positions),
        }
    }
}
