//! Where does a term occur?
//!
//! Takes clean documents and answers which of them hold a term, how often and where. What a document
//! says is left to [`understand`](crate::understand); which documents answer a query, and in which
//! order, to [`search`](crate::search).
//!
//! Documents go into a [`builder`](build) and from there into [segments](segment), which are never
//! changed; small segments are merged. **Invariant.** What a search finds does not depend on how the
//! documents are spread over segments.

mod build;
mod columns;
mod dictionary;
mod format;
mod interner;
mod postings;
mod section;
mod segment;
mod still;
mod texts;

pub(crate) use columns::{Columns, Values, day_number};
pub use columns::{Record, Row};
pub use format::{OpenError, Saved};

pub(crate) use dictionary::{Cursor, Dictionary, Term};
pub(crate) use postings::{Block, Positions, StoredList};
pub(crate) use section::Section;
pub(crate) use segment::{Field, Segment};
pub use texts::Outside;
pub(crate) use texts::StoredText;

use crate::article::{Date, Language};
use build::Builder;
use std::sync::Arc;
use texts::Texts;

/// Number of a document in the index, in the order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

/// A piece of text in one language.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language, which decides how it is analysed; `None` is unknown.
    pub language: Option<Language>,
}

/// What is indexed of an article.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The article's id.
    pub id: &'a str,
    /// Path of its file.
    pub path: &'a str,
    /// Headline.
    pub title: Passage<'a>,
    /// Body, in order; passages of one document never share a phrase or a snippet.
    pub body: &'a [Passage<'a>],
    /// Main language.
    pub language: Option<Language>,
    /// Publisher's name.
    pub source: Option<&'a str>,
    /// Topics by code, the main one first.
    pub topics: &'a [&'a str],
    /// Authors.
    pub authors: &'a [&'a str],
    /// Day of publication.
    pub date: Option<Date>,
}

/// How much a field's length is held against it in ranking. At 0 long documents win by their length,
/// at 1 a word counts by its share of the document (Robertson and Zaragoza 2009, *The Probabilistic
/// Relevance Framework*, section 3.6).
const BODY_LENGTH: f32 = 0.75;
/// The same for titles, which differ less.
const TITLE_LENGTH: f32 = 0.5;

/// The documents and where their terms occur.
#[derive(Clone, Debug, Default)]
pub struct Index {
    builder: Builder,
    /// With the number of the first document of each.
    segments: Vec<(u32, Segment)>,
    columns: Columns,
    texts: Texts,
    /// Documents that were removed, ascending.
    removed: Vec<u32>,
    /// What an occurrence in the body counts, by document: less in longer ones.
    body_norms: Vec<f32>,
    /// The same for titles.
    title_norms: Vec<f32>,
}

impl Index {
    /// An index of no documents.
    pub fn new() -> Self {
        Index::default()
    }

    /// Adds a document of which no file is known. It is found after the next [`commit`](Self::commit).
    pub fn add(&mut self, document: &Document<'_>) -> DocId {
        self.add_of(document, "")
    }

    /// Adds a document that came in this file, whatever it is called in it. It is found after the next
    /// [`commit`](Self::commit).
    pub fn add_of(&mut self, document: &Document<'_>, file: &str) -> DocId {
        let doc = DocId(self.columns.len() as u32);
        self.columns.push(&Row {
            language: document.language.map_or("", Language::code),
            source: document.source.unwrap_or(""),
            topics: document.topics,
            authors: document.authors,
            file,
            date: document.date,
        });
        self.texts.push(document);
        self.builder.add(&document.title, document.body);
        // As they are in memory, texts outweigh what a builder holds.
        let full = if self.texts.room() == usize::MAX { build::FULL } else { build::FULL_IF_SMALL };
        if self.builder.seen() >= full {
            self.flush();
        }
        doc
    }

    /// Takes a document out; whether it was there. Its number is not given again, and until documents
    /// are indexed anew its words still count in how rare words are.
    pub fn remove(&mut self, doc: DocId) -> bool {
        let Err(at) = self.removed.binary_search(&doc.0) else { return false };
        if doc.0 as usize >= self.len() {
            return false;
        }
        self.removed.insert(at, doc.0);
        self.columns.count(doc.0, -1);
        true
    }

    /// Puts other labels in the place of those of documents; their words stay as they are. Removed documents are
    /// passed over.
    pub fn relabel(&mut self, mut rows: Vec<(DocId, Row<'_>)>) {
        rows.retain(|(doc, _)| (doc.0 as usize) < self.len() && self.is_there(doc.0));
        crate::order::sort_by_key(&mut rows, |&(doc, _)| doc);
        rows.dedup_by_key(|(doc, _)| *doc);
        let rows: Vec<(u32, Row<'_>)> = rows.into_iter().map(|(doc, row)| (doc.0, row)).collect();
        if !rows.is_empty() {
            self.columns.replace(&rows);
        }
    }

    /// Gives a topic to these documents and to no others.
    pub fn give_topic(&mut self, topic: &str, docs: &[DocId]) {
        let mut docs: Vec<u32> = docs.iter().map(|doc| doc.0).collect();
        crate::order::sort(&mut docs);
        let removed = &self.removed;
        self.columns.give_topic(topic, &docs, |doc| removed.binary_search(&doc).is_err());
    }

    /// The topics of a document by code, the main one first.
    pub fn topics(&self, doc: DocId) -> impl Iterator<Item = &str> {
        let names = self.columns.topics.names();
        let topics = self.columns.topic.of(doc.0).iter().filter(|&&topic| topic != 0);
        topics.filter_map(|&topic| names.get(topic as usize)).map(String::as_str)
    }

    /// Whether no document has been removed.
    pub(crate) fn is_whole(&self) -> bool {
        self.removed.is_empty()
    }

    /// Whether a document has not been removed.
    pub(crate) fn is_there(&self, doc: u32) -> bool {
        self.removed.is_empty() || self.removed.binary_search(&doc).is_err()
    }

    /// Makes what was added findable.
    pub fn commit(&mut self) {
        self.flush();
        self.measure();
    }

    /// Whether everything added is findable.
    pub fn is_committed(&self) -> bool {
        self.builder.is_empty()
    }

    /// Makes a segment of what was added, and leaves the others alone.
    fn seal(&mut self) {
        if self.builder.is_empty() {
            return;
        }
        let first = self.segments.last().map_or(0, |(first, segment)| first + segment.len());
        self.segments.push((first, std::mem::take(&mut self.builder).finish()));
    }

    /// The same as [`commit`](Self::commit), but merges no segments.
    #[cfg(any(test, feature = "plain"))]
    pub(crate) fn commit_apart(&mut self) {
        self.seal();
        self.measure();
    }

    fn flush(&mut self) {
        self.seal();
        // Merging those of about one size keeps their number logarithmic and the work for each
        // document too.
        while let [.., (_, before), (_, last)] = self.segments.as_slice()
            && before.len() < last.len().saturating_mul(4)
            && before.len() + last.len() < 30_000
        {
            self.merge_last(2);
        }
    }

    fn merge_last(&mut self, count: usize) {
        let from = self.segments.len().saturating_sub(count);
        let merged: Vec<(u32, Segment)> = self.segments.drain(from..).collect();
        if let Some(&(first, _)) = merged.first() {
            let merged: Vec<Segment> =
                merged.into_iter().map(|(first, segment)| self.restored(first, segment)).collect();
            self.segments.push((first, Segment::merge(&merged)));
        }
    }

    /// A segment with all positions: a slim one is made anew from the texts.
    fn restored(&self, first: u32, segment: Segment) -> Segment {
        if !segment.is_slim() {
            return segment;
        }
        let mut builder = Builder::default();
        for doc in first..first + segment.len() {
            let text = self.texts.get(doc);
            let passages = text.passages.iter().map(|(analyzer, text)| (*analyzer, text.as_ref()));
            builder.add_analysed((text.title.0, &text.title.1), passages);
        }
        builder.finish()
    }

    /// Merges all segments into one: the canonical form.
    pub fn merge(&mut self) {
        self.flush();
        if self.segments.len() > 1 {
            self.merge_last(self.segments.len());
        }
        self.measure();
    }

    /// Works out what lengths weigh, by the mean length of documents in the same language.
    fn measure(&mut self) {
        let languages = self.columns.languages.names().len();
        let norms = |lengths: &dyn Fn(&Segment) -> Vec<u32>, weight: f32| -> Vec<f32> {
            let lengths: Vec<u32> = self.segments.iter().flat_map(|(_, segment)| lengths(segment)).collect();
            let mut sums = vec![(0u64, 0u64); languages];
            for (&length, &language) in lengths.iter().zip(&self.columns.language) {
                if let Some((sum, count)) = sums.get_mut(language as usize)
                    && length > 0
                {
                    *sum += u64::from(length);
                    *count += 1;
                }
            }
            let means: Vec<f32> =
                sums.into_iter().map(|(sum, count)| sum.max(1) as f32 / count.max(1) as f32).collect();
            lengths
                .iter()
                .zip(&self.columns.language)
                .map(|(&length, &language)| {
                    let mean = means.get(language as usize).copied().unwrap_or(1.0);
                    1.0 / (1.0 - weight + weight * length as f32 / mean)
                })
                .collect()
        };
        let body = norms(&|segment| segment.shape().body_lengths.clone(), BODY_LENGTH);
        let title = norms(&|segment| segment.shape().title_lengths.clone(), TITLE_LENGTH);
        (self.body_norms, self.title_norms) = (body, title);
    }

    /// Id, path and title of a document.
    pub fn name(&self, doc: DocId) -> (String, String, String) {
        let text = self.text(doc.0);
        (text.id.into_owned(), text.path.into_owned(), text.title.1.into_owned())
    }

    /// Is sparing with memory from now on: packs all but the newest texts, of which so many bytes may stay as they are, and
    /// makes segments sooner. Looking at a packed text takes some tenths of a millisecond.
    pub fn pack_texts_beyond(&mut self, room: usize) {
        self.texts.pack_beyond(room);
    }

    /// Puts the texts that are packed from now on outside of memory.
    pub fn pack_texts_to(&mut self, outside: Arc<dyn Outside>) {
        self.texts.pack_to(outside);
    }

    /// Number of documents, removed ones included.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes it takes in memory, without the texts.
    pub fn memory(&self) -> usize {
        let segments: usize = self.segments.iter().map(|(_, segment)| segment.memory()).sum();
        segments + self.columns.memory() + self.body_norms.len() * 8
    }

    pub(crate) fn segments(&self) -> &[(u32, Segment)] {
        &self.segments
    }

    /// The file that a document came in; `""` where none is known.
    pub fn file_of(&self, doc: DocId) -> &str {
        let number = self.columns.file.get(doc.0 as usize).copied().unwrap_or(0);
        self.columns.files.names().get(number as usize).map_or("", String::as_str)
    }

    /// What is known of a document beside its words.
    pub fn record(&self, doc: DocId) -> Record<'_> {
        self.columns.record(doc.0)
    }

    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(crate) fn text(&self, doc: u32) -> StoredText<'_> {
        self.texts.get(doc)
    }

    /// What an occurrence counts in the body and in the title of each document of a segment.
    pub(crate) fn norms(&self, first: u32, count: u32) -> (&[f32], &[f32]) {
        let range = first as usize..(first as usize).saturating_add(count as usize);
        (self.body_norms.get(range.clone()).unwrap_or(&[]), self.title_norms.get(range).unwrap_or(&[]))
    }
}
