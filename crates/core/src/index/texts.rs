//! What does a document say, word for word?
//!
//! Id, path, title and passages of every document, for hits and snippets. **Invariant.** Texts come
//! back as they were added.

use super::Document;
use super::section::Section;
use crate::analysis::Analyzer;
use crate::codec::{ByteReader, write_bytes, write_number};

/// The texts of all documents.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Of the saved index, if there is one: the first documents.
    saved: Section,
    saved_starts: Vec<usize>,
    /// Of documents added since, in pieces: one that grows would be copied again and again.
    pieces: Vec<Vec<u8>>,
    /// In which piece each begins, and where.
    starts: Vec<(usize, usize)>,
}

/// Bytes after which a piece is full.
const PIECE: usize = 1 << 20;

/// The text of a document.
#[derive(Clone, Debug, Default)]
pub struct StoredText<'a> {
    /// The article's id.
    pub id: &'a str,
    /// Path of its file.
    pub path: &'a str,
    /// Headline and how it was analysed.
    pub title: (Analyzer, &'a str),
    /// Passages and how they were analysed.
    pub passages: Vec<(Analyzer, &'a str)>,
}

impl Texts {
    /// Adds a document.
    pub fn push(&mut self, document: &Document<'_>) {
        if self.pieces.last().is_none_or(|last| last.len() >= PIECE) {
            self.pieces.push(Vec::with_capacity(PIECE + PIECE / 8));
        }
        let number = self.pieces.len() - 1;
        let Some(out) = self.pieces.last_mut() else { return };
        self.starts.push((number, out.len()));
        write_bytes(out, document.id.as_bytes());
        write_bytes(out, document.path.as_bytes());
        out.push(Analyzer::of(document.title.language).number());
        write_bytes(out, document.title.text.as_bytes());
        write_number(out, document.body.len() as u64);
        for passage in document.body {
            out.push(Analyzer::of(passage.language).number());
            write_bytes(out, passage.text.as_bytes());
        }
    }

    /// Appends where the documents begin, and their texts.
    pub fn write(&self, starts: &mut Vec<u8>, out: &mut Vec<u8>) {
        let saved = self.saved.bytes().len();
        let mut before = saved;
        let before_each: Vec<usize> = self
            .pieces
            .iter()
            .map(|piece| {
                before += piece.len();
                before - piece.len()
            })
            .collect();
        let added =
            self.starts.iter().map(|&(piece, at)| before_each.get(piece).map_or(0, |start| start + at));
        let all = self.saved_starts.iter().copied().chain(added);
        let mut before = 0;
        write_number(starts, (self.saved_starts.len() + self.starts.len()) as u64);
        for start in all {
            write_number(starts, (start - before) as u64);
            before = start;
        }
        out.extend_from_slice(self.saved.bytes());
        self.pieces.iter().for_each(|piece| out.extend_from_slice(piece));
    }

    /// The texts of a saved index; nothing if the starts are damaged.
    pub fn open(starts: &[u8], saved: Section) -> Option<Self> {
        let mut reader = ByteReader::at(starts, 0);
        let mut start = 0usize;
        let mut saved_starts = Vec::new();
        for _ in 0..reader.short() {
            if reader.is_done() {
                return None;
            }
            start = start.checked_add(usize::try_from(reader.number()).ok()?)?;
            saved_starts.push(start);
        }
        Some(Texts { saved, saved_starts, ..Texts::default() })
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.saved_starts.len() + self.starts.len()
    }

    /// The text of a document.
    pub fn get(&self, doc: u32) -> StoredText<'_> {
        let doc = doc as usize;
        let (bytes, start) = match self.saved_starts.get(doc) {
            Some(&start) => (self.saved.bytes(), start),
            None => match self.starts.get(doc.saturating_sub(self.saved_starts.len())) {
                Some(&(piece, start)) => (self.pieces.get(piece).map_or(&[][..], Vec::as_slice), start),
                None => return StoredText::default(),
            },
        };
        let mut reader = ByteReader::at(bytes, start);
        let (id, path) = (reader.string(), reader.string());
        let piece = |reader: &mut ByteReader<'_>| Analyzer::from_number(reader.byte()).unwrap_or_default();
        let title = (piece(&mut reader), reader.string());
        let count = reader.short();
        let mut passages = Vec::new();
        for _ in 0..count {
            if reader.is_done() {
                break;
            }
            passages.push((piece(&mut reader), reader.string()));
        }
        StoredText { id, path, title, passages }
    }
}
