//! How does what a person added reach the index?
//!
//! Labels set by hand change a document's values where they stand; only another title or language makes its words
//! be read anew. A topic of one's own is a query: whatever answers it has the topic. **Invariant.** After every
//! call here, and after every search, facets count what [`Labels`] say and what the topics of one's own find.

use super::Engine;
use crate::article::{Article, Topic};
use crate::index::{DocId, Row};
use crate::query::{Node, Query, parse};
use crate::search::{Similar, documents, similar};
use explorer_notebook::{Change, Field, Labels, Notebook, OWN, OwnTopic, Touched};

impl Engine {
    /// What a person added.
    pub fn notebook(&self) -> &Notebook {
        &self.notebook
    }

    /// Makes a change to what a person added.
    pub fn change(&mut self, change: Change) {
        let before = self.own_values();
        let touched = self.notebook.make(change);
        self.take_over(touched, before);
    }

    /// Makes a change that was made at an earlier time: it cannot be undone.
    pub fn recall(&mut self, change: Change) {
        self.change(change);
        self.notebook.forget_steps();
    }

    /// Undoes the latest change; whether there was one.
    pub fn undo(&mut self) -> bool {
        let before = self.own_values();
        self.notebook.undo().map(|touched| self.take_over(touched, before)).is_some()
    }

    /// Does again what was undone; whether there was something.
    pub fn redo(&mut self) -> bool {
        let before = self.own_values();
        self.notebook.redo().map(|touched| self.take_over(touched, before)).is_some()
    }

    /// The articles most like the one with this id, and the words by which that is seen.
    pub fn similar(&mut self, id: &str, limit: usize) -> Vec<Similar> {
        self.commit();
        self.doc_of(id).map(|doc| similar(&self.index, doc, limit)).unwrap_or_default()
    }

    /// What an article says, with what was set by hand.
    pub fn labels<'a>(&'a self, article: &'a Article) -> Labels<'a> {
        Labels::of(article, self.notebook.correction(article.id.as_str()))
    }

    /// The newest document of an article.
    pub(super) fn doc_of(&self, id: &str) -> Option<DocId> {
        Some(self.entries.get(*self.by_id.get(id)? as usize)?.doc)
    }

    /// The ids among these of articles that are here, in the order of the corpus.
    pub fn in_order(&self, ids: &[String]) -> Vec<String> {
        let mut numbers: Vec<u32> =
            ids.iter().filter_map(|id| self.by_id.get(id.as_str()).copied()).collect();
        crate::order::sort(&mut numbers);
        numbers.dedup();
        self.named(&numbers)
    }

    /// The topics of an article by code, the main one first and those of one's own that it has behind the others;
    /// of a topic of the second level not the first, which the index has too.
    pub fn topics(&self, article: &Article) -> Vec<String> {
        let mut topics = self.labels(article).topics;
        if let Some(doc) = self.doc_of(article.id.as_str()) {
            for own in self.index.topics(doc).filter(|topic| topic.starts_with(OWN)) {
                if !topics.iter().any(|topic| topic == own) {
                    topics.push(own.to_owned());
                }
            }
        }
        topics
    }

    fn own_values(&self) -> Vec<String> {
        self.notebook.topics().iter().map(OwnTopic::value).collect()
    }

    /// Brings the index up to what the notebook says; `before` are the topics of one's own that there were.
    fn take_over(&mut self, touched: Touched, before: Vec<String>) {
        self.changes += 1;
        self.set_aside(&touched.aside);
        for id in &touched.texts {
            if let Some(&number) = self.by_id.get(id.as_str())
                && let Some(article) = self.at(number as usize)
            {
                self.put(number as usize, &article);
            }
        }
        let articles: Vec<(DocId, Article)> = touched
            .labels
            .iter()
            .filter_map(|id| Some((self.doc_of(id)?, self.article_by_id(id)?)))
            .collect();
        let labels: Vec<(DocId, Labels<'_>)> = articles
            .iter()
            .map(|(doc, article)| (*doc, Labels::of(article, self.notebook.correction(article.id.as_str()))))
            .collect();
        let topics: Vec<Vec<String>> = labels.iter().map(|(_, labels)| indexed(&labels.topics)).collect();
        let topics: Vec<Vec<&str>> =
            topics.iter().map(|topics| topics.iter().map(String::as_str).collect()).collect();
        let files: Vec<String> = labels.iter().map(|(doc, _)| self.index.file_of(*doc).to_owned()).collect();
        let rows = labels.iter().zip(&topics).zip(&files).map(|(((doc, labels), topics), file)| {
            let row = Row {
                language: labels.language.map_or("", |language| language.code()),
                source: labels.source.unwrap_or(""),
                topics,
                authors: &labels.authors,
                file,
                date: labels.date,
            };
            (*doc, row)
        });
        self.index.relabel(rows.collect());
        if touched.topics {
            let now = self.own_values();
            for gone in before.iter().filter(|value| !now.contains(value)) {
                let said = self.said_to_have(gone);
                self.index.give_topic(gone, &said);
            }
        }
        if touched.topics || !touched.labels.is_empty() {
            self.find_own_topics();
        }
    }

    /// Commits what was added to the index and gives it its topics of one's own.
    pub(super) fn commit(&mut self) {
        if !self.index.is_committed() {
            self.index.commit();
            self.find_own_topics();
        }
    }

    fn find_own_topics(&mut self) {
        if self.notebook.topics().is_empty() {
            return;
        }
        if !self.index.is_committed() {
            self.index.commit();
        }
        let topics: Vec<(String, Query)> =
            self.notebook.topics().iter().map(|topic| (topic.value(), own_query(topic))).collect();
        for (value, query) in topics {
            let mut docs = if query.is_empty() { Vec::new() } else { documents(&self.index, &query) };
            docs.extend(self.said_to_have(&value));
            self.index.give_topic(&value, &docs);
        }
    }

    /// The documents for which a topic was set by hand.
    fn said_to_have(&self, value: &str) -> Vec<DocId> {
        let said = self.notebook.corrections().filter(|(_, correction)| {
            correction.of(Field::Topics).is_some_and(|topics| topics.iter().any(|topic| topic == value))
        });
        said.filter_map(|(id, _)| self.doc_of(id)).collect()
    }
}

/// The topics that are indexed for these: what is about a war is about conflict, also where only the war was named.
pub(super) fn indexed(topics: &[String]) -> Vec<String> {
    let mut indexed = Vec::with_capacity(2 * topics.len());
    for topic in topics {
        indexed.push(topic.clone());
        indexed.extend(Topic::parse(topic).map(|topic| topic.top().to_string()));
    }
    indexed
}

/// The query that a topic of one's own stands for: any of its words; several words in one line are a phrase.
pub fn own_query(topic: &OwnTopic) -> Query {
    let mut any = Vec::new();
    for words in &topic.words {
        let (query, _) = parse(words);
        any.extend(match query.root {
            Some(Node::And(_)) if query.is_plain() => Some(Node::Phrase(words.clone(), 0)),
            root => root,
        });
    }
    Query { root: (!any.is_empty()).then_some(Node::Or(any)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SearchRequest;
    use crate::engine::tests::models;
    use crate::search::{FacetCount, Filters, Sort};

    fn engine(texts: &[&str]) -> Engine {
        let mut engine = Engine::new();
        for (number, text) in texts.iter().enumerate() {
            engine.add_file(&format!("{number}.txt"), text.as_bytes(), models());
        }
        engine
    }

    const TEXTS: [&str; 3] = [
        "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs in the yard.",
        "Ferries were late again, said the people who wait for them every morning at the quay of the old town.",
        "A painter opened her studio to visitors, and showed them what she had made in the winter before this one.",
    ];

    fn set(engine: &mut Engine, at: &[usize], field: Field, values: &[&str]) {
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        let values = field.read(&values).expect("values of this field");
        let ids = at.iter().filter_map(|&at| engine.articles().nth(at)).map(|article| article.id.to_string());
        let labels = ids.map(|id| (id, Some(values.clone()))).collect();
        engine.change(Change::Labels(field, labels));
    }

    fn count(counts: &[FacetCount], value: &str) -> (u32, u32) {
        counts.iter().find(|one| one.value == value).map_or((0, 0), |one| (one.count, one.total))
    }

    #[test]
    fn what_is_set_by_hand_counts_in_facets_at_once_and_not_any_more_when_undone() {
        let mut engine = engine(&TEXTS);
        let before = engine.search(&SearchRequest::default()).0.facets;
        set(&mut engine, &[0, 2], Field::Source, &["The Herald"]);
        set(&mut engine, &[0], Field::Topics, &["medtop:04000000", "Boats"]);
        set(&mut engine, &[1], Field::Authors, &["Ann", "Bo"]);
        set(&mut engine, &[1], Field::Language, &["nl"]);
        let request = SearchRequest { query: "ferry".to_owned(), ..SearchRequest::default() };
        let after = engine.search(&request).0.facets;
        assert_eq!(count(&after.source, "The Herald"), (1, 2));
        assert_eq!(count(&after.topic, "medtop:04000000").1, 1);
        assert_eq!(count(&after.topic, "own:Boats"), (1, 1));
        assert_eq!((count(&after.author, "Ann").1, count(&after.author, "Bo").1), (1, 1));
        assert_eq!(count(&after.language, "nl").1, 1);
        while engine.undo() {}
        assert_eq!(engine.search(&SearchRequest::default()).0.facets, before);
        while engine.redo() {}
        assert_eq!(engine.search(&request).0.facets, after);
    }

    #[test]
    fn a_topic_set_by_hand_counts_for_its_first_level_too_and_is_shown_alone() {
        let mut engine = engine(&TEXTS);
        let (war, conflict) = ("medtop:20000056", "medtop:16000000");
        set(&mut engine, &[0], Field::Topics, &[war]);
        set(&mut engine, &[0], Field::Title, &["Boats"]);
        let facets = engine.search(&SearchRequest::default()).0.facets;
        assert_eq!((count(&facets.topic, war).1, count(&facets.topic, conflict).1), (1, 1));
        let first = engine.articles().next().expect("there are some");
        assert_eq!(engine.topics(&first), [war]);
    }

    #[test]
    fn an_article_keeps_its_file_whatever_is_set_by_hand() {
        let mut engine = engine(&TEXTS);
        let files = engine.search(&SearchRequest::default()).0.facets.file;
        assert_eq!(count(&files, "1.txt"), (1, 1));
        set(&mut engine, &[1], Field::Source, &["The Herald"]);
        assert_eq!(engine.search(&SearchRequest::default()).0.facets.file, files);
        set(&mut engine, &[1], Field::Title, &["Late again"]);
        assert_eq!(engine.search(&SearchRequest::default()).0.facets.file, files);
        engine.undo();
        assert_eq!(engine.search(&SearchRequest::default()).0.facets.file, files);
    }

    #[test]
    fn a_topic_of_ones_own_can_be_excluded() {
        let mut engine = engine(&TEXTS);
        let words = vec!["ferry".to_owned()];
        engine.change(Change::Topics(vec![OwnTopic { name: "Sea".to_owned(), words }]));
        let mut request = SearchRequest { limit: 9, ..SearchRequest::default() };
        request.filters.exclude.topic = vec!["own:Sea".to_owned()];
        let paths: Vec<String> =
            engine.listing(&request).iter().filter_map(|id| Some(engine.article_by_id(id)?.path)).collect();
        assert_eq!(paths, ["2.txt"]);
    }

    #[test]
    fn a_title_set_by_hand_is_found_and_the_old_one_is_not() {
        let mut engine = engine(&TEXTS);
        let finds = |engine: &mut Engine, query: &str| {
            let request = SearchRequest { query: query.to_owned(), limit: 9, ..SearchRequest::default() };
            engine.search(&request).0.hits.len()
        };
        set(&mut engine, &[2], Field::Title, &["Zeppelins over the harbour"]);
        assert_eq!((finds(&mut engine, "title:zeppelins"), finds(&mut engine, "studio")), (1, 1));
        engine.undo();
        assert_eq!((finds(&mut engine, "title:zeppelins"), finds(&mut engine, "studio")), (0, 1));
    }

    #[test]
    fn dates_set_by_hand_decide_the_order() {
        let mut engine = engine(&TEXTS);
        for (at, date) in [(0, "2022-01"), (1, "2023"), (2, "2022-01-25")] {
            set(&mut engine, &[at], Field::Date, &[date]);
        }
        let request = SearchRequest { sort: Sort::Oldest, limit: 9, ..SearchRequest::default() };
        let paths: Vec<String> =
            engine.listing(&request).iter().filter_map(|id| Some(engine.article_by_id(id)?.path)).collect();
        assert_eq!(paths, ["0.txt", "2.txt", "1.txt"]);
    }

    #[test]
    fn labels_wait_for_articles_that_are_not_there_yet() {
        let mut first = engine(&TEXTS);
        set(&mut first, &[1], Field::Source, &["The Herald"]);
        let mut engine = engine(&TEXTS[..1]);
        let (change, _) = engine.notebook().opening(&first.notebook().to_json()).expect("it opens");
        engine.change(change);
        assert_eq!(count(&engine.search(&SearchRequest::default()).0.facets.source, "The Herald"), (0, 0));
        engine.add_file("elsewhere.txt", TEXTS[1].as_bytes(), models());
        assert_eq!(count(&engine.search(&SearchRequest::default()).0.facets.source, "The Herald"), (1, 1));
    }

    #[test]
    fn a_topic_of_ones_own_is_had_by_whatever_has_its_words() {
        let mut engine = engine(&TEXTS);
        let topic = |words: &[&str]| {
            let words = words.iter().map(|&word| word.to_owned()).collect();
            Change::Topics(vec![OwnTopic { name: "Sea".to_owned(), words }])
        };
        let sea = |engine: &mut Engine| {
            count(&engine.search(&SearchRequest::default()).0.facets.topic, "own:Sea").1
        };
        let before = engine.search(&SearchRequest::default()).0.facets;
        for (words, had) in [
            (&["ferry"][..], 2),
            (&["\"ferry\""], 1),
            (&["two islands", "studio"], 2),
            (&["islands two"], 0),
            (&["winter", "quay", "harbour*"], 2),
            (&["", "("], 0),
        ] {
            engine.change(topic(words));
            assert_eq!(sea(&mut engine), had, "{words:?}");
        }
        engine.change(topic(&["ferry"]));
        set(&mut engine, &[2], Field::Topics, &["Sea"]);
        assert_eq!(sea(&mut engine), 3);
        engine.add_file(
            "new.txt",
            b"One more ferry was built for the islands, and it sails under a flag of its own now.",
            models(),
        );
        assert_eq!(sea(&mut engine), 4);
        let only = Filters { topic: vec!["own:Sea".to_owned()], ..Filters::default() };
        assert_eq!(
            engine.listing(&SearchRequest { filters: only, limit: 9, ..SearchRequest::default() }).len(),
            4
        );
        engine.change(Change::Topics(Vec::new()));
        assert_eq!(sea(&mut engine), 1);
        engine.undo();
        assert_eq!(sea(&mut engine), 4);
        while engine.undo() {}
        let after = engine.search(&SearchRequest::default()).0.facets;
        assert_eq!(
            after.source,
            before
                .source
                .iter()
                .map(|one| FacetCount { count: one.count + 1, total: one.total + 1, ..one.clone() })
                .collect::<Vec<_>>()
        );
        assert_eq!(count(&after.topic, "own:Sea"), (0, 0));
    }

    #[test]
    fn a_listing_is_what_a_search_counts() {
        let mut engine = engine(&TEXTS);
        for query in ["", "ferry", "fery", "ferry painter harbour", "nothing of this", "-ferry"] {
            let request = SearchRequest { query: query.to_owned(), limit: 9, ..SearchRequest::default() };
            let total = engine.search(&request).0.total;
            assert_eq!(engine.listing(&request).len(), total, "{query}");
        }
    }
}
