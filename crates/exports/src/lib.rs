//! How are articles written for other programs?
//!
//! Each format says where its articles come from, as far as it has a place for that: the query, the program's
//! version, the corpus. **Invariants.** What is unknown is absent, not empty; dates are written as precisely as
//! they are known; no character of an article can end its field. The same articles give the same bytes.
//!
//! | format | where it is laid down | where it says what it is |
//! | --- | --- | --- |
//! | JSON lines | `explorer-articles`' `report`, with `by_hand` and `notes` | a first line, `about` |
//! | CSV | RFC 4180 | columns `export_…` |
//! | RIS | Research Information Systems' format, as reference managers read it | `N1`, `DB` |
//! | BibTeX | `btxdoc` (Patashnik 1988), `date` and `langid` as in biblatex | `@comment` |
//! | CSL-JSON | the schema of citationstyles.org, 1.0.2 | `custom` |

mod bibtex;
mod citation;
mod csl;
mod csv;
mod ris;
mod taking;
#[cfg(test)]
mod tests;

pub use citation::citation;
pub use taking::{Taken, take};

use explorer_core::article::{Article, ArticleId, Topic};
use explorer_core::notebook::{Correction, Labels, Note, OWN};
use explorer_core::report::article_json;
use serde_json::{Map, Value, json};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything that is known, a line of JSON each.
    Jsonl,
    /// A table.
    Csv,
    /// Research Information Systems.
    Ris,
    /// BibTeX.
    Bibtex,
    /// Citation Style Language.
    CslJson,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 5] = [Format::Jsonl, Format::Csv, Format::Ris, Format::Bibtex, Format::CslJson];

    /// Its name, as one types it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Ris => "ris",
            Format::Bibtex => "bibtex",
            Format::CslJson => "csl-json",
        }
    }

    /// What its files are called, and their media type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Format::Jsonl => ("articles.jsonl", "application/jsonl"),
            Format::Csv => ("articles.csv", "text/csv"),
            Format::Ris => ("articles.ris", "application/x-research-info-systems"),
            Format::Bibtex => ("articles.bib", "application/x-bibtex"),
            Format::CslJson => ("articles.csl.json", "application/vnd.citationstyles.csl+json"),
        }
    }
}

/// An article with all that holds of it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its labels.
    pub labels: Labels<'a>,
    /// Its topics by code, those of one's own among them.
    pub topics: Vec<String>,
    /// What was set by hand.
    pub by_hand: Option<&'a Correction>,
    /// Notes on it.
    pub notes: Vec<&'a Note>,
}

impl Entry<'_> {
    /// The names of its topics.
    fn topic_names(&self) -> Vec<&str> {
        self.topics.iter().map(|code| topic_name(code)).collect()
    }
}

/// What a topic is called in English; one of one's own by its name.
pub fn topic_name(code: &str) -> &str {
    match code.strip_prefix(OWN) {
        Some(name) => name,
        None => Topic::parse(code).and_then(Topic::label).unwrap_or(code),
    }
}

/// Where an export comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What was searched for, as typed; empty for all articles.
    pub query: String,
    /// What was chosen in facets, by facet.
    pub filters: Vec<(String, Vec<String>)>,
    /// Version of the program.
    pub version: String,
    /// [`fingerprint`] of the corpus.
    pub corpus: String,
    /// Articles in the corpus.
    pub articles: u32,
}

impl Origin {
    fn program(&self) -> String {
        format!("Article Explorer {}", self.version)
    }

    /// The filters in one line.
    fn chosen(&self) -> String {
        let chosen = self.filters.iter().map(|(facet, values)| format!("{facet}: {}", values.join(", ")));
        chosen.collect::<Vec<_>>().join("; ")
    }

    fn to_json(&self) -> Value {
        let mut about = json!({
            "program": self.program(), "corpus": self.corpus, "corpus_articles": self.articles,
        });
        if let Value::Object(fields) = &mut about {
            if !self.query.is_empty() {
                fields.insert("query".to_owned(), json!(self.query));
            }
            if !self.filters.is_empty() {
                let mut filters = Map::new();
                for (facet, values) in &self.filters {
                    filters.insert(facet.clone(), json!(values));
                }
                fields.insert("filters".to_owned(), Value::Object(filters));
            }
        }
        about
    }
}

/// What tells a corpus from others: a hash of the ids of its articles, whatever their order.
pub fn fingerprint<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    // A sum does not depend on the order, and each id is spread over all bits before it is added.
    let sum = ids.fold((0u64, 0u64), |(count, sum), id| {
        let hash = u64::from_str_radix(ArticleId::of_bytes(id.as_bytes()).as_str(), 16).unwrap_or(0);
        (count + 1, sum.wrapping_add(hash))
    });
    ArticleId::of_bytes(format!("{} {}", sum.0, sum.1).as_bytes()).as_str().to_owned()
}

/// Articles as a file; `each` says one entry after the other, so that they need not all be in memory.
pub fn write(format: Format, origin: &Origin, each: impl FnOnce(&mut dyn FnMut(&Entry<'_>))) -> String {
    let mut out = String::new();
    match format {
        Format::Jsonl => {
            out.push_str(&json!({ "about": origin.to_json() }).to_string());
            out.push('\n');
            each(&mut |entry| line(&mut out, entry));
        }
        Format::Csv => {
            csv::head(&mut out);
            each(&mut |entry| csv::row(&mut out, entry, origin));
        }
        Format::Ris => each(&mut |entry| ris::record(&mut out, entry, origin)),
        Format::Bibtex => {
            bibtex::head(&mut out, origin);
            let mut keys = bibtex::Keys::default();
            each(&mut |entry| bibtex::entry(&mut out, entry, &mut keys));
        }
        Format::CslJson => {
            let mut items: Vec<Value> = Vec::new();
            each(&mut |entry| items.push(csl::item(entry, origin)));
            out = format!("{:#}\n", Value::Array(items));
        }
    }
    out
}

/// What the engine says of an article, and what a person added to it.
fn line(out: &mut String, entry: &Entry<'_>) {
    let json = article_json(entry.article);
    let mut added = String::new();
    if let Some(correction) = entry.by_hand {
        added.push_str(&format!(",\"by_hand\":{}", correction.to_json()));
    }
    let own: Vec<&str> = entry.topics.iter().filter_map(|topic| topic.strip_prefix(OWN)).collect();
    if !own.is_empty() {
        added.push_str(&format!(",\"own_topics\":{}", json!(own)));
    }
    if !entry.notes.is_empty() {
        let notes: Vec<Value> = entry.notes.iter().map(|note| note.to_json()).collect();
        added.push_str(&format!(",\"notes\":{}", Value::Array(notes)));
    }
    // The engine's object, with more fields before its end.
    out.push_str(json.strip_suffix('}').unwrap_or(&json));
    out.push_str(&added);
    out.push_str("}\n");
}

/// On one line, white space made single.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
