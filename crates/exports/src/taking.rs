//! Which articles of an engine go into an export, and what is said of where they come from?

use crate::{Entry, Format, Origin, fingerprint, topic_name, write};
use explorer_core::article::{Article, Date};
use explorer_core::engine::{Engine, SearchRequest};
use explorer_core::search::Filters;

/// Which articles.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// Those with these ids, in the order of the corpus.
    Ids(Vec<String>),
    /// All that a search finds, in its order.
    Found(Box<SearchRequest>),
}

/// Articles of an engine as a file; `version` is the program's.
pub fn take(engine: &mut Engine, taken: &Taken, format: Format, version: &str) -> String {
    let mut origin = Origin {
        version: version.to_owned(),
        corpus: fingerprint(engine.ids().into_iter()),
        articles: engine.len() as u32,
        ..Origin::default()
    };
    let ids: Vec<String> = match taken {
        Taken::Ids(wanted) => engine.in_order(wanted),
        Taken::Found(request) => {
            origin.query = request.query.trim().to_owned();
            origin.filters = chosen(&request.filters);
            engine.listing(request)
        }
    };
    write(format, &origin, |say| {
        for article in ids.iter().filter_map(|id| engine.article_by_id(id)) {
            say(&entry(engine, &article));
        }
    })
}

fn entry<'a>(engine: &'a Engine, article: &'a Article) -> Entry<'a> {
    let id = article.id.as_str();
    Entry {
        article,
        labels: engine.labels(article),
        topics: engine.topics(article),
        by_hand: engine.notebook().correction(id),
        notes: engine.notebook().notes_on(id),
    }
}

/// What was chosen in facets, by the facets' names.
fn chosen(filters: &Filters) -> Vec<(String, Vec<String>)> {
    let plain = |values: &[String]| values.iter().map(|value| shown(value)).collect::<Vec<_>>();
    let topics = |values: &[String]| values.iter().map(|value| shown(topic_name(value))).collect();
    let date = |date: Option<Date>| date.map(|date| date.to_string()).into_iter().collect();
    // Which values are counted for says nothing of which articles these are.
    let Filters { language, source, topic, author, file, from, to, undated, exclude, wanted: _ } = filters;
    let all = [
        ("language", plain(language)),
        ("source", plain(source)),
        ("topic", topics(topic)),
        ("author", plain(author)),
        ("file", plain(file)),
        ("from", date(*from)),
        ("to", date(*to)),
        ("undated", undated.then(|| "included".to_owned()).into_iter().collect()),
        ("not language", plain(&exclude.language)),
        ("not source", plain(&exclude.source)),
        ("not topic", topics(&exclude.topic)),
        ("not author", plain(&exclude.author)),
        ("not file", plain(&exclude.file)),
    ];
    let chosen = all.into_iter().filter(|(_, values)| !values.is_empty());
    chosen.map(|(facet, values)| (facet.to_owned(), values)).collect()
}

fn shown(value: &str) -> String {
    if value.is_empty() { "unknown".to_owned() } else { value.to_owned() }
}
