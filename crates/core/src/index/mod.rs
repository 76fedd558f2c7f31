//! Where does a term occur?
//!
//! Takes clean documents and answers which of them hold a term, how often and where. What a document
//! says is left to [`understand`](crate::understand); which documents answer a query, and in which
//! order, to [`search`](crate::search).

use crate::article::{Date, Language};

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

#[derive(Clone, Debug)]
#[allow(dead_code)]
pub(crate) struct StoredDocument {
    pub id: String,
    pub path: String,
    pub title: String,
    pub body: Vec<String>,
    pub language: Option<Language>,
    pub source: Option<String>,
    pub topics: Vec<String>,
    pub date: Option<Date>,
}

/// The documents and where their terms occur.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(crate) documents: Vec<StoredDocument>,
}

impl Index {
    /// An index of no documents.
    pub fn new() -> Self {
        Index::default()
    }

    /// Adds a document.
    pub fn add(&mut self, document: &Document<'_>) -> DocId {
        let doc = DocId(self.documents.len() as u32);
        self.documents.push(StoredDocument {
            id: document.id.to_owned(),
            path: document.path.to_owned(),
            title: document.title.text.to_owned(),
            body: document.body.iter().map(|passage| passage.text.to_owned()).collect(),
            language: document.language,
            source: document.source.map(str::to_owned),
            topics: document.topics.iter().map(|&topic| topic.to_owned()).collect(),
            date: document.date,
        });
        doc
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}
