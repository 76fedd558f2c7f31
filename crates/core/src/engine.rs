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
use crate::understand::restore::{self, Removed};
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
    // For each document that was ever indexed, its article.
    article_of: Vec<u32>,
    ids: HashSet<String>,
    index: Index,
}

impl Engine {
    /// An engine without articles.
    pub fn new(models: Models) -> Self {
        Engine {
            models,
            articles: Vec::new(),
            article_of: Vec::new(),
            ids: HashSet::new(),
            index: Index::new(),
        }
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
                self.article_of.push(self.articles.len() as u32);
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
        let shown: Vec<_> = article
            .paragraphs
            .iter()
            // The title is a field of its own.
            .filter(|paragraph| paragraph.kind != ParagraphKind::Title)
            .map(|paragraph| (article.shown(paragraph.span), paragraph.language.or(language)))
            .collect();
        let body: Vec<Passage<'_>> =
            shown.iter().map(|(text, language)| Passage { text, language: *language }).collect();
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
        self.articles.get(*self.article_of.get(doc.0 as usize)? as usize)
    }

    /// Puts back what cleaning removed from an article, or takes it out again; the article as it is now,
    /// `None` if there is none with this id.
    pub fn restore(&mut self, id: &str, meant: &Removed, back: bool) -> Option<&Article> {
        let at = self.articles.iter().position(|article| article.id.as_str() == id)?;
        let mut article = self.articles.get(at)?.clone();
        if back {
            restore::put_back(&mut article, meant, &self.models);
        } else {
            restore::take_out(&mut article, meant);
        }
        // The newest document of an article is the one that the index still has.
        if let Some(doc) = self.article_of.iter().rposition(|&of| of as usize == at) {
            self.index.remove(DocId(doc as u32));
        }
        self.article_of.push(at as u32);
        self.index_article(&article);
        *self.articles.get_mut(at)? = article;
        self.articles.get(at)
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
        let (query, issues) = parse(&request.query);
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
        let answered = response.query.clone();
        (response, answered, issues)
    }
}
