//! Which documents answer, in which order, with which counts and snippets?
//!
//! **Invariant.** Facet counts are disjunctive: those of a facet ignore its own selection and respect
//! everything else. The answer depends on the documents and the request alone.

use crate::article::{Date, Language};
use crate::index::{DocId, Index};
use crate::query::Query;
use crate::span::Span;

/// Chosen values of a facet; nothing chosen lets everything pass. `""` stands for unknown.
pub type Selection = Vec<String>;

/// What the hits must be, besides answering the query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Languages by code.
    pub language: Selection,
    /// Sources by name.
    pub source: Selection,
    /// Topics by code.
    pub topic: Selection,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; without a query, in the order of adding.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
    /// By source, unknown last.
    Source,
}

/// A request for a page of hits.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What is asked.
    pub query: &'a Query,
    /// What else must hold.
    pub filters: &'a Filters,
    /// In which order.
    pub sort: Sort,
    /// Hits to skip.
    pub offset: usize,
    /// Hits to give at most.
    pub limit: usize,
}

/// Text with marked ranges, both in bytes of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// What matched, sorted and disjoint.
    pub marks: Vec<Span>,
}

/// A document that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub doc: DocId,
    /// How well; higher is better, comparable within one answer only.
    pub score: f32,
    /// Its title with what matched.
    pub title: Marked,
    /// Its best window; the beginning of the body where nothing is asked.
    pub snippet: Marked,
}

/// How often a value of a facet occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// The value; `""` is unknown.
    pub value: String,
    /// Documents that answer and pass every other facet's selection.
    pub count: u32,
    /// Documents in the index.
    pub total: u32,
}

/// The counts of every facet: by total, highest first, then by value; unknown last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By language code.
    pub language: Vec<FacetCount>,
    /// By name.
    pub source: Vec<FacetCount>,
    /// By topic code.
    pub topic: Vec<FacetCount>,
}

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// Documents that answer and pass the filters.
    pub total: usize,
    /// A page of them.
    pub hits: Vec<Hit>,
    /// Counts.
    pub facets: Facets,
    /// Hits a month, by (year, month), oldest first; undated ones are not in it.
    pub months: Vec<((i16, u8), u32)>,
}

/// Answers a request.
pub fn search(index: &Index, request: &Request<'_>) -> Response {
    let mut response = Response::default();
    let mut found: Vec<(DocId, Option<Date>, Option<String>)> = Vec::new();
    for (at, document) in index.documents.iter().enumerate() {
        let text = format!("{} {}", document.title, document.body.join(" ")).to_lowercase();
        let answers = request.query.terms.iter().all(|term| text.contains(term));
        let filters = request.filters;
        let chosen = |selection: &Selection, values: &[&str]| {
            selection.is_empty()
                || selection
                    .iter()
                    .any(|value| values.contains(&value.as_str()) || (value.is_empty() && values.is_empty()))
        };
        let language: Vec<&str> = document.language.iter().map(|language| language.code()).collect();
        let source: Vec<&str> = document.source.iter().map(String::as_str).collect();
        let topics: Vec<&str> = document.topics.iter().map(String::as_str).collect();
        let (l, s, t) = (
            chosen(&filters.language, &language),
            chosen(&filters.source, &source),
            chosen(&filters.topic, &topics),
        );
        count(&mut response.facets.language, &language, answers && s && t);
        count(&mut response.facets.source, &source, answers && l && t);
        count(&mut response.facets.topic, &topics, answers && l && s);
        if answers && l && s && t {
            found.push((DocId(at as u32), document.date, document.source.clone()));
        }
    }
    response.total = found.len();
    for (doc, _, _) in found.into_iter().skip(request.offset).take(request.limit) {
        if let Some(document) = index.documents.get(doc.0 as usize) {
            let text: String = document.body.iter().flat_map(|passage| passage.chars()).take(240).collect();
            let marks = marks(&text, None, request.query);
            response.hits.push(Hit {
                doc,
                score: 1.0,
                title: Marked {
                    marks: self::marks(&document.title, None, request.query),
                    text: document.title.clone(),
                },
                snippet: Marked { text, marks },
            });
        }
    }
    response
}

fn count(counts: &mut Vec<FacetCount>, values: &[&str], answers: bool) {
    let values = if values.is_empty() { &[""] } else { values };
    for &value in values {
        let at = counts.iter().position(|count| count.value == value).unwrap_or(counts.len());
        if at == counts.len() {
            counts.push(FacetCount { value: value.to_owned(), count: 0, total: 0 });
        }
        if let Some(count) = counts.get_mut(at) {
            count.total += 1;
            count.count += u32::from(answers);
        }
    }
}

/// What of `text` matches the query: sorted, disjoint.
pub fn marks(text: &str, _language: Option<Language>, query: &Query) -> Vec<Span> {
    let mut marks: Vec<Span> = query
        .terms
        .iter()
        .flat_map(|term| text.match_indices(term.as_str()).map(|(at, found)| Span::new(at, at + found.len())))
        .collect();
    marks.sort_unstable();
    marks
}
