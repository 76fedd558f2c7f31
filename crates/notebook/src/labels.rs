//! What does an article say once what was set by hand is taken into account?
//!
//! **Invariant.** What was set by hand stands, even where it says that something is unknown; everything else is
//! the engine's.

use crate::{Correction, Field};
use explorer_articles::article::{Article, Date, Language};

/// The labels of an article that hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels<'a> {
    /// Headline.
    pub title: Option<&'a str>,
    /// Whether that was made from the text, for want of a headline.
    pub title_is_derived: bool,
    /// Day, month or year of publication.
    pub date: Option<Date>,
    /// Main language.
    pub language: Option<Language>,
    /// Publisher.
    pub source: Option<&'a str>,
    /// The publisher's domain, where the engine found it.
    pub domain: Option<&'a str>,
    /// Who wrote it.
    pub authors: Vec<&'a str>,
    /// By code, the main one first; topics of one's own only as far as they were set by hand.
    pub topics: Vec<String>,
}

impl<'a> Labels<'a> {
    /// Those of an article with what was set by hand for it.
    pub fn of(article: &'a Article, by_hand: Option<&'a Correction>) -> Self {
        let set = |field| by_hand.and_then(|correction| correction.of(field));
        let first = |values: &'a [String]| values.first().map(String::as_str);
        let found = article.source.value.as_ref();
        let (source, domain) = match set(Field::Source).map(first) {
            // The domain goes with the name that it was found with.
            Some(name) => (name, found.filter(|found| Some(found.name.as_str()) == name)),
            None => (found.map(|found| found.name.as_str()), found),
        };
        Labels {
            title: set(Field::Title).map_or(article.title.value.as_deref(), first),
            title_is_derived: set(Field::Title).is_none() && article.title_is_derived(),
            date: match set(Field::Date) {
                Some(values) => first(values).and_then(|date| Date::parse(date).ok()),
                None => article.date.value,
            },
            language: match set(Field::Language) {
                Some(values) => first(values).and_then(Language::from_code),
                None => article.language.value,
            },
            source,
            domain: domain.and_then(|source| source.domain.as_deref()),
            authors: match set(Field::Authors) {
                Some(values) => values.iter().map(String::as_str).collect(),
                None => article.authors.iter().filter_map(|author| author.value.as_deref()).collect(),
            },
            topics: match set(Field::Topics) {
                Some(values) => values.to_vec(),
                None => {
                    let topics = article.topics.iter().filter_map(|topic| topic.value);
                    topics.map(|topic| topic.to_string()).collect()
                }
            },
        }
    }
}
