//! What does a program see of all this?
//!
//! The one door for the worker and the command line: files go in, articles and answers come out.
//! **Invariant.** After every call the index holds exactly the articles; a file that fails changes
//! nothing and is reported.

mod aside;
mod by_hand;
mod card;
mod snapshot;

use crate::article::{Article, Issue, ParagraphKind};
use crate::index::{DocId, Document, Index, Passage};
use crate::query::{Mistake, Query, QueryIssue, parse};
use crate::read::read_file;
use crate::search::{ALL, Filters, Request, Response, Sort, search};
use crate::span::Span;
use crate::understand::corpus::{Corpus, Lessons};
use crate::understand::restore::{self, Removed};
use crate::understand::{Models, understand};
use explorer_notebook::{Labels, Notebook};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

pub use crate::index::{Outside, Saved};
pub use by_hand::own_query;
pub use card::Card;
use card::Outline;
pub use snapshot::{Found, Piece, Snapshot};

/// Where articles are kept, with all that is known of them: in memory, or where there is more room.
pub trait Shelf {
    /// Puts an article on the shelf; its place. A place keeps its article for ever.
    fn put(&mut self, article: Article) -> u32;

    /// The article at a place; `None` if it was lost.
    fn get(&self, place: u32) -> Option<Article>;
}

impl Shelf for Vec<Article> {
    fn put(&mut self, article: Article) -> u32 {
        self.push(article);
        self.len() as u32 - 1
    }

    fn get(&self, place: u32) -> Option<Article> {
        self.as_slice().get(place as usize).cloned()
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq)]
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
    shelf: Box<dyn Shelf>,
    entries: Vec<Entry>,
    // For each document that was ever indexed, its article.
    article_of: Vec<u32>,
    by_id: HashMap<Rc<str>, u32>,
    lessons: Lessons,
    // Where the lessons are, if not there.
    noted: Option<Found>,
    // What all articles below the number were corrected by.
    corrected: (Corpus, usize),
    index: Index,
    notebook: Notebook,
    // How often anything changed.
    changes: u64,
}

/// An article, as far as it must be at hand.
struct Entry {
    id: Rc<str>,
    // On the shelf.
    place: u32,
    // Its newest document, the one that the index still has.
    doc: DocId,
    // Number of its source in what was noted.
    source: u32,
    outline: Outline,
}

/// A comparison of all articles, as far as it has come.
#[derive(Default)]
pub struct Comparison {
    corpus: Option<Corpus>,
    // Sources of which even articles that were corrected before are to be looked at.
    news: BTreeSet<u32>,
    next: usize,
    until: usize,
    changed: u32,
}

impl Default for Engine {
    fn default() -> Self {
        Engine::new()
    }
}

impl Engine {
    /// An engine without articles, which will be in memory.
    pub fn new() -> Self {
        Engine::with_shelf(Box::new(Vec::new()))
    }

    /// An engine without articles, which will be on this shelf.
    pub fn with_shelf(shelf: Box<dyn Shelf>) -> Self {
        Engine {
            shelf,
            entries: Vec::new(),
            article_of: Vec::new(),
            by_id: HashMap::new(),
            lessons: Lessons::default(),
            noted: None,
            corrected: Default::default(),
            index: Index::new(),
            notebook: Notebook::default(),
            changes: 0,
        }
    }

    /// Keeps what the index has of the texts small: see [`Index::pack_texts_beyond`].
    pub fn pack_texts_beyond(&mut self, room: usize) {
        self.index.pack_texts_beyond(room);
    }

    /// Puts what is packed outside of memory: see [`Index::pack_texts_to`].
    pub fn pack_texts_to(&mut self, outside: Arc<dyn Outside>) {
        self.index.pack_texts_to(outside);
    }

    /// Reads, understands and indexes the articles of one file. An article that is already there
    /// (same id) is not added again.
    pub fn add_file(&mut self, path: &str, bytes: &[u8], models: &Models) -> FileReport {
        let file = read_file(path, bytes);
        let mut report =
            FileReport { path: path.to_owned(), articles: 0, bytes: bytes.len() as u64, issues: file.issues };
        for raw in file.articles {
            self.add(understand(raw, models), &mut report);
        }
        report
    }

    /// Indexes an article that was understood; `report` is that of its file. One that is already there (same id) is not
    /// added again, unless it was set aside or its text is another now.
    pub fn add(&mut self, article: Article, report: &mut FileReport) {
        report.issues.extend(article.issues.iter().cloned());
        if let Some(&number) = self.by_id.get(article.id.as_str()) {
            if self.comes_again(number as usize, article, &report.path) {
                report.articles += 1;
                return;
            }
            report.issues.push(Issue {
                kind: "duplicate",
                message: "The same article is there already, so it was not added again.".to_owned(),
                span: None,
            });
            return;
        }
        let number = self.entries.len() as u32;
        let id: Rc<str> = article.id.as_str().into();
        self.by_id.insert(id.clone(), number);
        let doc = DocId(self.article_of.len() as u32);
        self.article_of.push(number);
        self.index_article(&article, &report.path);
        self.fetch_lessons();
        let source = self.lessons.note(&article);
        self.changes += 1;
        let outline = Outline::of(&article);
        self.entries.push(Entry { id, place: self.shelf.put(article), doc, source, outline });
        if self.is_aside(number as usize) {
            self.index.remove(doc);
        }
        report.articles += 1;
    }

    fn index_article(&mut self, article: &Article, file: &str) {
        let labels = Labels::of(article, self.notebook.correction(article.id.as_str()));
        let found = article.language.value;
        let language = labels.language;
        let shown: Vec<_> = article
            .paragraphs
            .iter()
            // The title is a field of its own.
            .filter(|paragraph| paragraph.kind != ParagraphKind::Title)
            .map(|paragraph| {
                let own = paragraph.language.filter(|&own| Some(own) != found);
                (article.shown(paragraph.span), own.or(language))
            })
            .collect();
        let body: Vec<Passage<'_>> =
            shown.iter().map(|(text, language)| Passage { text, language: *language }).collect();
        let topics = by_hand::indexed(&labels.topics);
        let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
        let document = Document {
            id: article.id.as_str(),
            path: &article.path,
            title: Passage { text: labels.title.unwrap_or(""), language },
            body: &body,
            language,
            source: labels.source,
            topics: &topics,
            authors: &labels.authors,
            date: labels.date,
        };
        self.index.add_of(&document, file);
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        let is_here = |id: &&str| self.by_id.contains_key(*id);
        self.entries.len() - self.notebook.aside().filter(is_here).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The articles, in the order of adding.
    pub fn articles(&self) -> impl Iterator<Item = Article> {
        (0..self.met()).filter(|&at| !self.is_aside(at)).filter_map(|at| self.at(at))
    }

    fn at(&self, number: usize) -> Option<Article> {
        self.shelf.get(self.entries.get(number)?.place)
    }

    /// An article by its number.
    pub fn article(&self, doc: DocId) -> Option<Article> {
        self.at(*self.article_of.get(doc.0 as usize)? as usize)
    }

    /// The id of an article by its number.
    pub fn id(&self, doc: DocId) -> Option<&str> {
        let number = *self.article_of.get(doc.0 as usize)?;
        self.entries.get(number as usize).map(|entry| entry.id.as_ref())
    }

    /// An article by its id.
    pub fn article_by_id(&self, id: &str) -> Option<Article> {
        self.at(*self.by_id.get(id).filter(|_| !self.notebook.is_aside(id))? as usize)
    }

    /// Puts back what cleaning removed from an article, or takes it out again; the article as it is now,
    /// `None` if there is none with this id.
    pub fn restore(&mut self, id: &str, meant: &Removed, back: bool) -> Option<Article> {
        let number = *self.by_id.get(id)? as usize;
        let mut article = self.at(number)?;
        if back {
            restore::put_back(&mut article, meant);
        } else {
            restore::take_out(&mut article, meant);
        }
        self.put(number, &article);
        Some(article)
    }

    fn put(&mut self, number: usize, article: &Article) {
        let file = self.entries.get(number).map_or("", |entry| self.index.file_of(entry.doc)).to_owned();
        self.put_of(number, article, &file);
    }

    fn put_of(&mut self, number: usize, article: &Article, file: &str) {
        self.changes += 1;
        let doc = DocId(self.article_of.len() as u32);
        if let Some(entry) = self.entries.get_mut(number) {
            self.index.remove(entry.doc);
            entry.doc = doc;
            entry.outline = Outline::of(article);
            entry.place = self.shelf.put(article.clone());
        }
        self.article_of.push(number as u32);
        self.index_article(article, file);
        if self.is_aside(number) {
            self.index.remove(doc);
        }
    }

    /// Looks at all articles together, once all are there: what repeats in the articles of one source is taken
    /// out of them, and dates in numbers are read as the source writes them. The result does not depend on the
    /// order of adding. How many articles changed.
    pub fn compare(&mut self) -> u32 {
        let mut comparison = Comparison::default();
        while self.compare_on(&mut comparison) {}
        comparison.changed
    }

    /// Takes [`Engine::compare`] one article further; whether there is more to do. Between two steps the engine
    /// answers as always; articles that came after the first step are left for another comparison.
    pub fn compare_on(&mut self, comparison: &mut Comparison) -> bool {
        let Some(corpus) = &comparison.corpus else {
            if self.noted.is_some() {
                // Nothing has come since all were compared.
                return false;
            }
            let corpus = self.lessons.conclude();
            comparison.news = corpus.news(&self.corrected.0);
            comparison.corpus = Some(corpus);
            comparison.until = self.met();
            return true;
        };
        // Most articles are of sources about which there is nothing new to say: they stay on the shelf.
        let is_due = |number: usize, source: u32| match number < self.corrected.1 {
            true => comparison.news.contains(&source),
            false => corpus.is_about(source),
        };
        while let Some(entry) = self.entries.get(comparison.next)
            && comparison.next < comparison.until
            && !is_due(comparison.next, entry.source)
        {
            comparison.next += 1;
        }
        if comparison.next >= comparison.until {
            self.corrected = (comparison.corpus.take().unwrap_or_default(), comparison.until);
            return false;
        }
        let number = comparison.next;
        comparison.next += 1;
        if let Some(mut article) = self.at(number)
            && corpus.correct(&mut article)
        {
            self.put(number, &article);
            comparison.changed += 1;
        }
        true
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The index as a file: see [`Index::save`].
    pub fn save_index(&mut self) -> Vec<u8> {
        self.commit();
        self.index.save()
    }

    /// Answers a search. Beside the answer: the query to mark texts by, and what could not be used of
    /// the one typed.
    pub fn search(&mut self, request: &SearchRequest) -> (Response, Query, Vec<QueryIssue>) {
        let (query, mut issues) = parse(&request.query);
        self.commit();
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
            issues.push(QueryIssue { span: Span::new(span.start, span.end), mistake: Mistake::TooCommon });
        }
        let answered = response.query.clone();
        (response, answered, issues)
    }
}

impl Engine {
    /// The ids of all articles, in the order of adding.
    pub fn ids(&self) -> Vec<&str> {
        let entries = self.entries.iter().map(|entry| entry.id.as_ref());
        entries.filter(|id| !self.notebook.is_aside(id)).collect()
    }

    /// The id of each hit's article.
    pub fn ids_of(&self, response: &Response) -> Vec<&str> {
        response.hits.iter().filter_map(|hit| self.id(hit.doc)).collect()
    }

    /// Where on the shelf the article with this id is.
    pub fn place(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).and_then(|&at| self.entries.get(at as usize)).map(|entry| entry.place)
    }

    /// The ids of all articles that a search finds, in its order; its offset and limit do not count.
    pub fn listing(&mut self, request: &SearchRequest) -> Vec<String> {
        let request = SearchRequest { offset: 0, limit: ALL, ..request.clone() };
        let (response, query, _) = self.search(&request);
        let numbers = response.hits.iter().filter_map(|hit| self.article_of.get(hit.doc.0 as usize));
        let mut numbers: Vec<u32> = numbers.copied().collect();
        if query.is_empty() && request.sort == Sort::Relevance {
            // Nothing is better than anything else. Documents that were indexed again stand behind all others.
            crate::order::sort(&mut numbers);
        }
        self.named(&numbers)
    }

    /// The ids of the articles with these numbers.
    fn named(&self, numbers: &[u32]) -> Vec<String> {
        let ids =
            numbers.iter().filter_map(|&number| self.entries.get(number as usize)).map(|entry| &*entry.id);
        ids.filter(|id| !self.notebook.is_aside(id)).map(str::to_owned).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::LazyLock;

    const TEXT: &str = "Menu\nHome\nFerry returns to service\n\nThe ferry between the two islands returned to service on Tuesday, after three weeks of repairs.\nThe crew was glad, said the captain, and so were the people of the islands.\nShare on Facebook\nBack to top\n";

    pub fn models() -> &'static Models {
        static MODELS: LazyLock<Models> = LazyLock::new(|| {
            Models::open(&include!("../../../models/files.rs")).expect("the shipped models open")
        });
        &MODELS
    }

    fn engine() -> (Engine, String) {
        let mut engine = Engine::new();
        engine.add_file("a.txt", TEXT.as_bytes(), models());
        engine.add_file(
            "b.txt",
            b"Another article, about a harbour that is not in the first one at all, is here too.",
            models(),
        );
        let id = nth(&engine, 0).id.as_str().to_owned();
        (engine, id)
    }

    fn nth(engine: &Engine, number: usize) -> Article {
        engine.articles().nth(number).expect("there are as many")
    }

    fn finds(engine: &mut Engine, query: &str) -> usize {
        let request = SearchRequest { query: query.to_owned(), limit: 10, ..SearchRequest::default() };
        engine.search(&request).0.total
    }

    #[test]
    fn what_is_put_back_is_found_and_what_is_taken_out_again_is_not() {
        let (mut engine, id) = engine();
        assert_eq!((finds(&mut engine, "facebook"), finds(&mut engine, "ferry")), (0, 1));
        let before = nth(&engine, 0);
        let removal = before.removed.iter().find(|removal| removal.span.of(TEXT).contains("Facebook"));
        let rule = removal.expect("the share line is removed").rule;
        for meant in [
            Removed::Everything,
            Removed::Rule(rule.to_owned()),
            Removed::Spans(vec![removal.expect("as above").span]),
        ] {
            let article = engine.restore(&id, &meant, true).expect("it is there");
            assert!(article.restored.iter().any(|removal| removal.span.of(TEXT).contains("Facebook")));
            assert!(article.body().contains("Share on Facebook"));
            assert_eq!((finds(&mut engine, "facebook"), finds(&mut engine, "ferry")), (1, 1));
            assert_eq!(engine.article_by_id(&id).map(|article| article.id.to_string()), Some(id.clone()));
            engine.restore(&id, &meant, false);
            assert_eq!(finds(&mut engine, "facebook"), 0);
            assert_eq!(nth(&engine, 0), before);
        }
        assert_eq!(finds(&mut engine, "harbour"), 1);
    }

    #[test]
    fn what_repeats_in_a_source_is_found_no_more_in_whatever_order_files_come() {
        let text = |number: usize| {
            let own = format!(
                "The harbour master of place{number} counted ship{number} and boat{number} on day{number}."
            );
            let other = format!(
                "Nobody in place{number} had seen as many of them as in year{number}, said clerk{number}."
            );
            format!(
                "Ships are counted in place{number}\n\n{own} {other}\n\nWrite to the zeppelin desk with whatever you know of ships, and it will be read by us.\n\n{other} {own}\n\nThe Example Harbour News team counts ships.\n"
            )
        };
        let outcome = |order: &[usize]| {
            let (mut engine, _) = engine();
            for &number in order {
                engine.add_file(&format!("{number}.txt"), text(number).as_bytes(), models());
            }
            engine.compare();
            engine.search(&SearchRequest::default());
            let mut bodies: Vec<String> = engine.articles().map(|article| article.body()).collect();
            bodies.sort();
            (finds(&mut engine, "zeppelin"), finds(&mut engine, "harbour"), bodies)
        };
        let forwards = outcome(&[0, 1, 2, 3, 4]);
        assert_eq!((forwards.0, forwards.1), (0, 6));
        assert_eq!(outcome(&[4, 2, 0, 3, 1]), forwards);
        assert_eq!(outcome(&[3, 4, 1, 2, 0]), forwards);
    }

    #[test]
    fn hits_lead_to_their_articles_after_one_was_changed() {
        let (mut engine, id) = engine();
        engine.restore(&id, &Removed::Everything, true);
        let request = SearchRequest { query: "ferry".to_owned(), limit: 10, ..SearchRequest::default() };
        let (response, ..) = engine.search(&request);
        let found: Vec<_> = response.hits.iter().filter_map(|hit| engine.article(hit.doc)).collect();
        assert_eq!(found.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), [id.as_str()]);
        assert_eq!((engine.len(), engine.articles().count()), (2, 2));
    }

    #[test]
    fn removed_and_restored_stay_sorted_and_whole() {
        let (mut engine, id) = engine();
        let all = nth(&engine, 0).removed;
        for meant in all.iter().map(|removal| Removed::Spans(vec![removal.span])) {
            let article = engine.restore(&id, &meant, true).expect("it is there");
            let mut together = [article.removed.clone(), article.restored.clone()].concat();
            together.sort_by_key(|removal| removal.span);
            assert_eq!(together, all);
            assert!(article.paragraphs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }

    #[test]
    fn marks_of_the_format_are_not_put_back() {
        let (mut engine, _) = engine();
        engine.add_file(
            "bom.txt",
            b"\xEF\xBB\xBFA text that begins with a mark of its encoding, as some editors write.",
            models(),
        );
        let id = nth(&engine, 2).id.as_str().to_owned();
        assert_eq!(nth(&engine, 2).removed[0].rule, "byte-order-mark");
        let article = engine.restore(&id, &Removed::Everything, true).expect("it is there");
        assert!(article.restored.is_empty());
        assert!(engine.restore("nobody", &Removed::Everything, true).is_none());
    }
}
