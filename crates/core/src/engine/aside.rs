//! What of an article that nobody wants here any more, and of one that comes again?
//!
//! One that was set aside is in no answer, listing or export, but stays on its shelf: it can be taken back, and its number
//! is not given again. One that comes again is there already, unless it was set aside, or reads differently now: as when
//! another encoding was chosen for its file. Then it takes the place of what it was. **Invariant.** An engine in which an
//! article is aside finds what one finds that never met it. Until articles are indexed anew its words
//! still count in how rare words are, and it is among those that others were corrected by.

use super::{Engine, Outline};
use crate::article::Article;

impl Engine {
    /// Whether an article, by its number in the order of adding, was set aside.
    pub(super) fn is_aside(&self, number: usize) -> bool {
        self.entries.get(number).is_some_and(|entry| self.notebook.is_aside(&entry.id))
    }

    /// Articles that were ever met, those that were set aside included.
    pub fn met(&self) -> usize {
        self.entries.len()
    }

    /// The ids of the articles that came in this file, whatever it is called in it; in the order of adding.
    pub fn ids_in(&self, file: &str) -> Vec<String> {
        let entries = self.entries.iter().enumerate();
        let here = entries.filter(|(at, entry)| !self.is_aside(*at) && self.index.file_of(entry.doc) == file);
        here.map(|(_, entry)| entry.id.to_string()).collect()
    }

    /// Takes articles that were set aside, or taken back, out of the index or into it.
    pub(super) fn set_aside(&mut self, ids: &[String]) {
        for id in ids {
            let Some(&number) = self.by_id.get(id.as_str()) else { continue };
            let number = number as usize;
            if self.is_aside(number) {
                if let Some(entry) = self.entries.get(number) {
                    self.index.remove(entry.doc);
                }
            } else if let Some(article) = self.at(number) {
                self.put(number, &article);
            }
        }
    }

    /// An article with the id of one that is there has come, in this file; whether that changes anything.
    pub(super) fn comes_again(&mut self, number: usize, mut article: Article, file: &str) -> bool {
        let is_back = self.notebook.added_again(article.id.as_str());
        if !is_back && self.at(number).is_none_or(|known| known.text == article.text) {
            return false;
        }
        self.fetch_lessons();
        let (source, outline) = (self.lessons.note(&article), Outline::of(&article));
        if let Some(entry) = self.entries.get_mut(number) {
            (entry.source, entry.outline) = (source, outline);
        }
        self.put_of(number, &article, file);
        // The others have been compared already.
        if number < self.corrected.1 && self.corrected.0.correct(&mut article) {
            self.put(number, &article);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::models;
    use crate::engine::{FileReport, SearchRequest};
    use crate::understand::understand;
    use explorer_articles::article::ArticleId;
    use explorer_articles::read::{Markup, RawArticle};
    use explorer_notebook::{Change, OwnTopic};

    const TEXTS: [&str; 4] = [
        "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs in the yard.",
        "Ferries were late again, said the people who wait for them every morning at the quay of the old town.",
        "A painter opened her studio to visitors, and showed them what she had made in the winter before this one.",
        "De veerboot vaart weer tussen de twee eilanden, zei de kapitein, na drie weken van reparaties op de werf.",
    ];

    fn engine(numbers: &[usize]) -> Engine {
        let mut engine = Engine::new();
        for &number in numbers {
            engine.add_file(&format!("{number}.txt"), TEXTS[number].as_bytes(), models());
        }
        let topic = OwnTopic { name: "Boats".to_owned(), words: vec!["ferry".to_owned()] };
        engine.change(Change::Topics(vec![topic]));
        engine
    }

    /// Totals, paths and all facets, for some queries. Words of what was removed still count in how rare words are, so the
    /// order may be another.
    fn answers(engine: &mut Engine) -> Vec<(usize, Vec<String>, String)> {
        let mut answer = |query: &str| {
            let request = SearchRequest { query: query.to_owned(), limit: 9, ..SearchRequest::default() };
            let found = engine.search(&request).0;
            let mut paths: Vec<String> =
                found.hits.iter().map(|hit| engine.index().name(hit.doc).1).collect();
            paths.sort();
            let counted = |all: &[crate::search::FacetCount]| {
                let mut counts: Vec<String> = all
                    .iter()
                    .filter(|one| one.total > 0)
                    .map(|one| format!("{} {} {}", one.value, one.count, one.total))
                    .collect();
                counts.sort();
                counts.join(", ")
            };
            let facets = found.facets;
            let counts = [counted(&facets.language), counted(&facets.topic), counted(&facets.file)];
            (found.total, paths, counts.join("; "))
        };
        ["", "ferry", "studio OR veerboot", "captain OR kapitein"].map(&mut answer).into()
    }

    fn aside(ids: &[&str]) -> Change {
        Change::Aside(ids.iter().map(|&id| (id.to_owned(), true)).collect())
    }

    #[test]
    fn what_is_set_aside_is_nowhere_until_it_is_taken_back_or_added_again() {
        for gone in [&[0usize][..], &[1, 3], &[0, 1, 2, 3]] {
            let mut all = engine(&[0, 1, 2, 3]);
            let before = answers(&mut all);
            let ids: Vec<String> = all.ids().iter().map(|&id| id.to_owned()).collect();
            let out: Vec<&str> = gone.iter().map(|&at| ids[at].as_str()).collect();
            all.change(aside(&out));
            let rest: Vec<usize> = (0..4).filter(|at| !gone.contains(at)).collect();
            let mut without = engine(&rest);
            assert_eq!(answers(&mut all), answers(&mut without), "{gone:?}");
            assert_eq!((all.len(), all.met(), all.ids()), (rest.len(), 4, without.ids()));
            assert_eq!(all.articles().count(), rest.len());
            assert!(out.iter().all(|id| all.article_by_id(id).is_none()));
            assert_eq!(all.in_order(&ids).len(), rest.len());
            assert!(all.ids_in(&format!("{}.txt", gone[0])).is_empty());
            // What is done to articles that are aside does not bring them back.
            all.compare();
            let first = all.by_id[out[0]] as usize;
            let article = all.at(first).expect("it is on its shelf");
            all.put(first, &article);
            assert_eq!(all.search(&SearchRequest::default()).0.total, rest.len());
            assert!(all.undo());
            assert_eq!(answers(&mut all), before);
            assert!(all.redo());
            for &at in gone {
                let report = all.add_file(&format!("{at}.txt"), TEXTS[at].as_bytes(), models());
                assert_eq!((report.articles, report.issues.len()), (1, 0));
            }
            assert_eq!(answers(&mut all), before, "they are back");
            let report = all.add_file("again.txt", TEXTS[gone[0]].as_bytes(), models());
            assert_eq!((report.articles, report.issues[0].kind), (0, "duplicate"));
        }
    }

    #[test]
    fn an_article_that_is_aside_before_it_comes_stays_so() {
        let id = engine(&[1]).ids()[0].to_owned();
        let mut engine = engine(&[0]);
        engine.change(aside(&[&id, "nobody has it"]));
        assert_eq!(engine.len(), 1);
        engine.add_file("1.txt", TEXTS[1].as_bytes(), models());
        assert_eq!((engine.len(), engine.search(&SearchRequest::default()).0.total), (1, 1));
        assert!(engine.undo());
        assert_eq!((engine.len(), engine.search(&SearchRequest::default()).0.total), (2, 2));
    }

    #[test]
    fn an_article_that_reads_differently_takes_the_place_of_what_it_was() {
        let mut engine = Engine::new();
        let add = |engine: &mut Engine, text: &str| {
            let raw = RawArticle {
                id: ArticleId::of_bytes(b"the bytes of its file"),
                path: "a.txt".to_owned(),
                text: text.to_owned(),
                markup: Markup::Plain,
                url: None,
                issues: Vec::new(),
            };
            let mut report = FileReport { path: "a.txt".to_owned(), ..FileReport::default() };
            engine.add(understand(raw, models()), &mut report);
            report.articles
        };
        assert_eq!(add(&mut engine, "The cafÃ© by the harbour is open again, said its owner on Tuesday."), 1);
        engine.compare();
        assert_eq!(add(&mut engine, "The café by the harbour is open again, said its owner on Tuesday."), 1);
        assert_eq!(add(&mut engine, "The café by the harbour is open again, said its owner on Tuesday."), 0);
        engine.compare();
        let found = |engine: &mut Engine, query: &str| {
            let request = SearchRequest { query: query.to_owned(), ..SearchRequest::default() };
            engine.search(&request).0.total
        };
        assert_eq!((found(&mut engine, "café"), found(&mut engine, "\"cafÃ©\"")), (1, 0));
        assert_eq!(engine.ids_in("a.txt").len(), 1);
    }
}
