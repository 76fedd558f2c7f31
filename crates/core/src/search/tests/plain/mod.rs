//! Is every answer the one that a plain engine gives, which reads every word of every document?
//!
//! What the two share is what a token is and the weights; how answers are found they do not share.
//! Natively this is a test (`EXPLORER_QUERIES` says how many queries, 600 else); for wasm
//! `crates/plain` makes a program of it. **Invariant.** The first difference panics, and says where.

mod corpus;
mod engine;
mod reading;

use super::*;
use crate::index::{Saved, day_number};
use crate::query::{Node, parse, parse_words};
use corpus::{Article, WORDS, add, indexed, query, remove, word};
use engine::{Plain, Scores};
use plan::day_range;
use reading::{joined, plain_marks, plain_marks_apart};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) struct Random(u64);

impl Random {
    pub(super) fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    pub(super) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub(super) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// Documents with a value, under the filters of the other facets.
fn counts(
    articles: &[Article],
    scores: &Scores,
    others: &dyn Fn(&Article) -> bool,
    values: &dyn Fn(&Article) -> Vec<String>,
) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for &doc in scores.keys() {
        let article = &articles[doc as usize];
        if others(article) {
            values(article).into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
    }
    counts
}

fn check(
    articles: &[Article],
    plain: &Plain<'_>,
    index: &Index,
    (text, any): (&str, bool),
    filters: &Filters,
) {
    let query = if any { parse_words(text) } else { parse(text).0 };
    let response =
        search(index, &Request { query: &query, filters, sort: Sort::Relevance, offset: 0, limit: 10 });
    let scores = plain.answers(&response.query);
    let language = |article: &Article| {
        filters.language.is_empty() || filters.language.contains(&article.language.to_owned())
    };
    let source = |article: &Article| !filters.exclude.source.contains(&article.source.to_owned());
    let (from, to) = day_range(filters.from, filters.to);
    let dated = filters.from.is_some() || filters.to.is_some();
    let date = |article: &Article| match (article.date, dated, filters.undated) {
        (_, false, false) => true,
        (None, _, undated) => undated,
        (date, true, _) => (from..=to).contains(&day_number(date)),
        (Some(_), false, true) => false,
    };
    let mut hits: Vec<(u32, u32)> = scores
        .iter()
        .filter(|(doc, _)| {
            let article = &articles[**doc as usize];
            language(article) && source(article) && date(article)
        })
        .map(|(&doc, &score)| (doc, score))
        .collect();
    hits.sort_by_key(|&(doc, score)| (Reverse(score), doc));
    assert_eq!(response.total, hits.len(), "total of {text}");
    // Which words the first share is asked of the engine.
    let query = &response.query;
    let shared = feedback::words(index, query, &plan(index, query), &hits);
    let shared =
        if shared.is_empty() { Scores::new() } else { plain.node(&Node::Or(shared), (true, true), 1.0) };
    for (doc, score) in hits.iter_mut().take(LOOKED_AT) {
        *score += plain.closeness(query.root.as_ref(), *doc);
        *score += shared.get(doc).copied().unwrap_or(0);
    }
    hits.sort_by_key(|&(doc, score)| (Reverse(score), doc));
    let ours: Vec<(u32, f32)> = response.hits.iter().map(|hit| (hit.doc.0, hit.score)).collect();
    let theirs: Vec<(u32, f32)> =
        hits.iter().take(10).map(|&(doc, score)| (doc, score as f32 / 65_536.0)).collect();
    assert_eq!(ours, theirs, "hits of {text}");
    let facet = |counts: &[FacetCount]| -> BTreeMap<String, u32> {
        counts
            .iter()
            .filter(|count| count.count > 0)
            .map(|count| (count.value.clone(), count.count))
            .collect()
    };
    assert_eq!(
        facet(&response.facets.language),
        counts(articles, &scores, &|a| source(a) && date(a), &|a| vec![a.language.to_owned()]),
        "languages of {text}"
    );
    assert_eq!(
        facet(&response.facets.source),
        counts(articles, &scores, &|a| language(a) && date(a), &|a| vec![a.source.to_owned()]),
        "sources of {text}"
    );
    let topics = |article: &Article| match article.topics.is_empty() {
        true => vec![String::new()],
        false => article.topics.iter().map(|&topic| topic.to_owned()).collect(),
    };
    assert_eq!(
        facet(&response.facets.topic),
        counts(articles, &scores, &|a| language(a) && source(a) && date(a), &topics),
        "topics of {text}"
    );
    let month = |article: &Article| match article.date.map(Date::parts) {
        Some((year, Some(month), _)) => vec![format!("{year}-{month:02}")],
        _ => Vec::new(),
    };
    let months: BTreeMap<String, u32> =
        response.months.iter().map(|&((year, month), count)| (format!("{year}-{month:02}"), count)).collect();
    assert_eq!(months, counts(articles, &scores, &|a| language(a) && source(a), &month), "months of {text}");
    let parts = |article: &Article| {
        let (year, month, day) = article.date.map_or((0, None, None), Date::parts);
        vec![format!("{year}-{}-{}", month.unwrap_or(0), day.unwrap_or(0))]
    };
    let dates: BTreeMap<String, u32> = response
        .dates
        .iter()
        .filter(|date| date.count > 0)
        .map(|date| (format!("{}-{}-{}", date.year, date.month, date.day), date.count))
        .collect();
    assert_eq!(dates, counts(articles, &scores, &|a| language(a) && source(a), &parts), "dates of {text}");
    for hit in &response.hits {
        let article = &articles[hit.doc.0 as usize];
        let title = plain_marks(&response.query, &article.title, article.language, false);
        assert_eq!(hit.title.marks, title, "title of {text}");
        check_snippet(&response.query, article, &hit.snippet, text);
    }
}

/// A snippet must be a piece of a passage with all that matches in it marked.
fn check_snippet(query: &Query, article: &Article, snippet: &Marked, text: &str) {
    if article.body.is_empty() {
        return assert!(snippet.text.is_empty());
    }
    let lead = if snippet.text.starts_with("… ") { "… ".len() } else { 0 };
    let piece = &snippet.text[lead..];
    let piece = piece.strip_suffix(" …").unwrap_or(piece);
    let agrees = article.body.iter().any(|(language, passage)| {
        let all = plain_marks_apart(query, passage, language, true);
        passage.match_indices(piece).any(|(at, _)| {
            let within: Vec<Span> = all
                .iter()
                .filter(|span| span.start as usize >= at && span.end as usize <= at + piece.len())
                .map(|span| Span::new(span.start as usize - at + lead, span.end as usize - at + lead))
                .collect();
            joined(within) == snippet.marks
        })
    });
    assert!(agrees, "snippet of {text}: {snippet:?}");
}

/// Asks at least so many random queries of random articles, in memory and reopened, after adding and removing,
/// in one segment and in several. How many there were; panics at the first wrong answer.
pub fn compare(seed: u64, count: usize) -> usize {
    let mut random = Random(seed);
    let mut asked = 0;
    while asked < count {
        let articles = corpus::corpus(&mut random);
        let plain = Plain::new(&articles);
        let mut apart = indexed(&articles, 1 + random.below(5));
        let mut whole = indexed(&articles, 1);
        let saved: Arc<dyn Saved> = Arc::new(apart.save());
        let reopened = Index::open_saved(&saved).unwrap();
        assert!(whole.save() == apart.save(), "one saved form");
        apart = indexed(&articles, 4);
        // Saved with half of the articles, opened again, and the others added.
        let (first, others) = articles.split_at(articles.len() / 2);
        let mut grown = Index::new();
        add(&mut grown, first, 1);
        grown = Index::open(grown.save()).unwrap();
        add(&mut grown, others, 1);
        remove(&mut grown, &articles);
        assert!(whole.save() == grown.clone().save(), "one saved form");
        for index in [&apart, &whole, &reopened, &grown] {
            for _ in 0..10 {
                let any = random.one_in(4);
                let text = match any {
                    true => (0..3 + random.below(4)).map(|_| word(&mut random)).collect::<Vec<_>>().join(" "),
                    false => query(&mut random, 2),
                };
                let filters = match random.below(6) {
                    0 => Filters { language: vec![random.of(WORDS).0.to_owned()], ..Filters::default() },
                    1 => Filters { from: Date::month(2021, 2).ok(), ..Filters::default() },
                    2 => Filters {
                        language: vec!["en".to_owned(), "nl".to_owned()],
                        exclude: Excluded { source: vec!["De Post".to_owned()], ..Excluded::default() },
                        to: Date::year(2021).ok(),
                        ..Filters::default()
                    },
                    3 => Filters { undated: true, ..Filters::default() },
                    4 => Filters { undated: true, from: Date::month(2021, 2).ok(), ..Filters::default() },
                    _ => Filters::default(),
                };
                check(&articles, &plain, index, (&text, any), &filters);
                asked += 1;
            }
        }
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::super::pattern::Letters;
    use super::*;
    use reading::edits;

    #[test]
    fn edits_counted_in_bits_are_those_of_the_whole_table() {
        let mut random = Random(3);
        let mut word = |letters: &str| -> String {
            let letters: Vec<char> = letters.chars().collect();
            (0..1 + random.below(9)).map(|_| *random.of(&letters)).collect()
        };
        for _ in 0..20_000 {
            let (one, other) = (word("abcдé"), word("abcдé"));
            let plain = edits(&one, &other);
            for most in 0..=2 {
                let expected = (plain <= usize::from(most)).then_some(plain as u8);
                assert_eq!(Letters::new(&one).edits(&other, most), expected, "{one} {other}");
            }
        }
    }

    #[test]
    fn every_answer_is_the_one_that_reading_everything_gives() {
        let count =
            std::env::var("EXPLORER_QUERIES").ok().and_then(|count| count.parse().ok()).unwrap_or(600usize);
        assert!(compare(2022, count) >= count);
    }

    #[test]
    fn a_printed_query_is_read_as_the_same_query() {
        let mut random = Random(5);
        for _ in 0..5000 {
            let text = query(&mut random, 3);
            let tail = *random.of(&["", " OR", ")", " \"", "~", "^2", " -", " NEAR ", " *"]);
            let mut noisy: String = text.chars().filter(|_| !random.one_in(12)).collect();
            noisy.push_str(tail);
            for text in [text, noisy] {
                let (query, _) = parse(&text);
                let printed = query.to_string();
                assert_eq!(parse(&printed).0, query, "{text} printed {printed}");
            }
        }
    }
}
