//! The engine's index and search, as the benchmark's page calls them.
//!
//! What the page's worker does with an article once it is understood, and nothing else: documents are already
//! clean text with their facets. Built with the worker's profile.

#[path = "../../../worker/src/stemmers.rs"]
mod stemmers;

use explorer_core::article::{Date, Language};
use explorer_core::index::{Document, Index, Passage, Saved};
use explorer_core::query::parse;
use explorer_core::search::{Filters, Request, Sort, search};
use explorer_core::understand::{files_of, install_tables};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

thread_local! {
    /// What was opened last.
    static SAVED: RefCell<Uint8Array> = RefCell::new(Uint8Array::new_with_length(0));
}

/// A saved index outside of wasm's memory.
#[derive(Debug)]
struct InBrowser;

impl Saved for InBrowser {
    fn length(&self) -> u64 {
        SAVED.with_borrow(|saved| u64::from(saved.length()))
    }

    fn read(&self, at: u64, length: usize) -> Vec<u8> {
        let start = u32::try_from(at).unwrap_or(u32::MAX);
        let end = start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        SAVED.with_borrow(|saved| saved.subarray(start, end).to_vec())
    }
}

/// An index in a worker.
#[wasm_bindgen]
pub struct Engine {
    index: Index,
    /// Where the page's worker puts a document.
    room: Vec<u8>,
}

#[wasm_bindgen]
impl Engine {
    /// An empty one; `bundle` is the page's bundle of tables, with the stemmers in it.
    #[wasm_bindgen(constructor)]
    pub fn new(bundle: &[u8]) -> Result<Engine, JsValue> {
        let text = |error: &dyn std::fmt::Display| JsValue::from(error.to_string());
        let files = files_of(bundle).map_err(|error| text(&error))?;
        install_tables(&files).map_err(|error| text(&error))?;
        let stemmers = files.iter().find(|(name, _)| *name == "stemmers.wasm").ok_or("no stemmers")?;
        stemmers::begin(stemmers.1)?;
        Ok(Engine { index: Index::new(), room: Vec::new() })
    }

    /// Where the next document goes, of so many bytes at most.
    pub fn room(&mut self, bytes: usize) -> *const u8 {
        self.room.resize(self.room.len().max(bytes), 0);
        self.room.as_ptr()
    }

    /// Indexes the document that was put there: id, title, text, language, source, topic and date, one after the
    /// other, by where each ends; empty for what is not known.
    pub fn add(&mut self, ends: &[u32]) {
        let mut start = 0;
        let fields: Vec<&str> = ends
            .iter()
            .map(|&end| {
                let bytes = self.room.get(start..end as usize).unwrap_or(&[]);
                start = end as usize;
                str::from_utf8(bytes).unwrap_or("")
            })
            .collect();
        let &[id, title, text, language, source, topic, date] = fields.as_slice() else { return };
        let language = Language::from_code(language);
        self.index.add(&Document {
            id,
            path: "",
            title: Passage { text: title, language },
            body: &[Passage { text, language }],
            language,
            source: Some(source).filter(|source| !source.is_empty()),
            topics: &[topic],
            authors: &[],
            date: Date::parse(date).ok(),
        });
    }

    /// Makes one segment of what was added.
    pub fn finish(&mut self) {
        self.index.merge();
    }

    /// The saved form.
    pub fn save(&mut self) -> Vec<u8> {
        self.index.save()
    }

    /// Opens a saved form in the place of what there is. Its texts stay where they are.
    pub fn open(&mut self, bytes: Uint8Array) -> Result<(), JsValue> {
        SAVED.with_borrow_mut(|saved| *saved = bytes);
        let saved: Arc<dyn Saved> = Arc::new(InBrowser);
        self.index = Index::open_saved(&saved).map_err(|error| JsValue::from(error.to_string()))?;
        Ok(())
    }

    /// Bytes that the index takes without the texts.
    pub fn memory(&self) -> usize {
        self.index.memory()
    }

    /// Answers a query: ten hits with their snippets, all facet counts, all months. How many there are.
    pub fn search(&self, query: &str) -> usize {
        let (query, _) = parse(query);
        let filters = Filters::default();
        let request =
            Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 10 };
        let response = search(&self.index, &request);
        let shown: usize =
            response.hits.iter().map(|hit| hit.snippet.text.len() + hit.title.text.len()).sum();
        std::hint::black_box((shown, response.facets, response.months));
        response.total
    }
}

fn main() {}
