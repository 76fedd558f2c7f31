//! What does a program see of all this?
//!
//! The one door for the worker and the command line: files go in, articles and answers come out.
//! **Invariant.** After every call the index holds exactly the articles; a file that fails changes
//! nothing and is reported.

use crate::article::{Article, Issue, ParagraphKind};
use crate::index::{DocId, Document, Index, Passage};
use crate::query::{Query, QueryIssue, parse};
use crate::read::read_file;
use crate::search::{Filters, Request, Response, Sort, search};
use crate::span::Span;
use crate::understand::{Models, understand};
use std::collections::HashSet;

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// Its path.
    pub path: String,
    /// Articles added.
    pub articles: u32,
    /// Bytes read.
    pub bytes: u64,
    /// What was noticed, about the file or its articles.
    pub issues: Vec<Issue>,
}

/// A search as the user states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchRequest {
    /// What was typed.
    pub query: String,
    /// Chosen facet values.
    pub filters: Filters,
    /// Order.
    pub sort: Sort,
    /// Hits to skip.
    pub offset: usize,
    /// Hits at most.
    pub limit: usize,
}

/// Articles and their index.
pub struct Engine {
    models: Models,
    articles: Vec<Article>,
    ids: HashSet<String>,
    index: Index,
}

impl Engine {
    /// An engine without articles.
    pub fn new(models: Models) -> Self {
        Engine { models, articles: Vec::new(), ids: HashSet::new(), index: Index::new() }
    }

    /// Reads, understands and indexes the articles of one file. An article that is already there
    /// (same id) is not added again.
    pub fn add_file(&mut self, path: &str, bytes: &[u8]) -> FileReport {
        let file = read_file(path, bytes);
        let mut report =
            FileReport { path: path.to_owned(), articles: 0, bytes: bytes.len() as u64, issues: file.issues };
        for raw in file.articles {
            let article = understand(raw, &self.models);
            report.issues.extend(article.issues.iter().cloned());
            if self.ids.insert(article.id.as_str().to_owned()) {
                self.index_article(&article);
                self.articles.push(article);
                report.articles += 1;
            } else {
                report.issues.push(Issue {
                    kind: "duplicate",
                    message: "The same article is there already, so it was not added again.".to_owned(),
                    span: None,
                });
            }
        }
        report
    }

    fn index_article(&mut self, article: &Article) {
        let title = article.title.value.as_deref().unwrap_or("");
        let language = article.language.value;
        let body: Vec<Passage<'_>> = article
            .paragraphs
            .iter()
            // The title is a field of its own.
            .filter(|paragraph| paragraph.kind != ParagraphKind::Title)
            .map(|paragraph| Passage {
                text: paragraph.span.of(&article.text),
                language: paragraph.language.or(language),
            })
            .collect();
        let topics: Vec<String> =
            article.topics.iter().filter_map(|topic| topic.value).map(|topic| topic.to_string()).collect();
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        let authors: Vec<&str> =
            article.authors.iter().filter_map(|author| author.value.as_deref()).collect();
        self.index.add(&Document {
            id: article.id.as_str(),
            path: &article.path,
            title: Passage { text: title, language },
            body: &body,
            language,
            source: article.source.value.as_ref().map(|source| source.name.as_str()),
            topics: &topics,
            authors: &authors,
            date: article.date.value,
        });
    }

    /// The articles, in the order of adding.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// An article by its number.
    pub fn article(&self, doc: DocId) -> Option<&Article> {
        self.articles.get(doc.0 as usize)
    }

    /// An article by its id.
    pub fn article_by_id(&self, id: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.id.as_str() == id)
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The index as a file: see [`Index::save`].
    pub fn save_index(&mut self) -> Vec<u8> {
        self.index.save()
    }

    /// Answers a search. Beside the answer: the query to mark texts by, and what could not be used of
    /// the one typed.
    pub fn search(&mut self, request: &SearchRequest) -> (Response, Query, Vec<QueryIssue>) {
        let (query, mut issues) = parse(&request.query);
        if !self.index.is_committed() {
            self.index.commit();
        }
        let response = search(
            &self.index,
            &Request {
                query: &query,
                filters: &request.filters,
                sort: request.sort,
                offset: request.offset,
                limit: request.limit,
            },
        );
        for word in &response.given_up {
            let at = request.query.find(word.as_str());
            let span = at.map_or(0..request.query.len(), |at| at..at + word.len());
            issues.push(QueryIssue {
                span: Span::new(span.start, span.end),
                message: "This stands for too many words to look at in time; it was left out.".to_owned(),
            });
        }
        let answered = response.query.clone();
        (response, answered, issues)
    }
}
