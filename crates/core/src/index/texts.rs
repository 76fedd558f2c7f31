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
    /// Of documents added since.
    bytes: Vec<u8>,
    starts: Vec<usize>,
}

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
    }

    /// Appends where the documents begin, and their texts.
    pub fn write(&self, starts: &mut Vec<u8>, out: &mut Vec<u8>) {
        let saved = self.saved.bytes().len();
        let all = self.saved_starts.iter().copied().chain(self.starts.iter().map(|start| saved + start));
        let mut before = 0;
        write_number(starts, (self.saved_starts.len() + self.starts.len()) as u64);
        for start in all {
            write_number(starts, (start - before) as u64);
            before = start;
        }
        out.extend_from_slice(self.saved.bytes());
        out.extend_from_slice(&self.bytes);
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
        Some(Texts { saved, saved_starts, bytes: Vec::new(), starts: Vec::new() })
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
                Some(&start) => (self.bytes.as_slice(), start),
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
