//! A table: RFC 4180, a line an article.
//!
//! **Invariant.** No cell begins as a formula of a spreadsheet does: what would gets an apostrophe before it
//! (OWASP, "CSV Injection").

use crate::{Entry, Origin};

const COLUMNS: [&str; 17] = [
    "id",
    "path",
    "title",
    "date",
    "language",
    "source",
    "domain",
    "authors",
    "contributors",
    "agencies",
    "topics",
    "by_hand",
    "notes",
    "body",
    "export_query",
    "export_program",
    "export_corpus",
];

/// The names of the columns.
pub fn head(out: &mut String) {
    out.push_str(&COLUMNS.join(","));
    out.push_str("\r\n");
}

/// An article.
pub fn row(out: &mut String, entry: &Entry<'_>, origin: &Origin) {
    let Entry { article, labels, .. } = entry;
    let names = |labels: &[explorer_core::article::Label<String>]| {
        labels.iter().filter_map(|label| label.value.as_deref()).collect::<Vec<_>>().join("; ")
    };
    let by_hand = entry.by_hand.into_iter().flat_map(|correction| correction.fields());
    let notes = entry.notes.iter().map(|note| match note.text.as_str() {
        "" => note.exact.clone(),
        text => format!("{}: {text}", note.exact),
    });
    let query = match origin.chosen() {
        chosen if chosen.is_empty() => origin.query.clone(),
        chosen => format!("{} [{chosen}]", origin.query).trim_start().to_owned(),
    };
    let cells: [String; COLUMNS.len()] = [
        article.id.as_str().to_owned(),
        article.path.clone(),
        labels.title.unwrap_or("").to_owned(),
        labels.date.map(|date| date.to_string()).unwrap_or_default(),
        labels.language.map(|language| language.code().to_owned()).unwrap_or_default(),
        labels.source.unwrap_or("").to_owned(),
        labels.domain.unwrap_or("").to_owned(),
        labels.authors.join("; "),
        names(&article.contributors),
        names(&article.agencies),
        entry.topic_names().join("; "),
        by_hand.map(|(field, _)| field.name()).collect::<Vec<_>>().join("; "),
        notes.collect::<Vec<_>>().join("\n"),
        article.body(),
        query,
        origin.program(),
        origin.corpus.clone(),
    ];
    for (at, value) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        cell(out, value);
    }
    out.push_str("\r\n");
}

fn cell(out: &mut String, value: &str) {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !is_formula && !value.contains([',', '"', '\n', '\r']) {
        out.push_str(value);
        return;
    }
    out.push('"');
    if is_formula {
        out.push('\'');
    }
    out.push_str(&value.replace('"', "\"\""));
    out.push('"');
}
