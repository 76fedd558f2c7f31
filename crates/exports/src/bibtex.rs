//! A bibliography in BibTeX.
//!
//! Fields stand in braces, and BibTeX counts braces even behind a backslash, so those of a text are written as
//! commands. **Invariants.** Braces are balanced; every key occurs once and is of ASCII letters and digits.

use crate::{Entry, Origin, one_line};
use std::collections::HashMap;

/// What the file is.
pub fn head(out: &mut String, origin: &Origin) {
    let mut fields = vec![("program", origin.program()), ("corpus", origin.corpus.clone())];
    if !origin.query.is_empty() {
        fields.push(("query", origin.query.clone()));
    }
    if !origin.filters.is_empty() {
        fields.push(("filters", origin.chosen()));
    }
    out.push_str("@comment{article-explorer");
    for (name, value) in fields {
        out.push_str(&format!(",\n  {name} = {{{}}}", escaped(&value)));
    }
    out.push_str("\n}\n");
}

/// The keys that were given.
#[derive(Default)]
pub struct Keys(HashMap<String, u32>);

impl Keys {
    /// A key of author, or source, year and first long word of the title, with a number if it was given before.
    fn give(&mut self, entry: &Entry<'_>) -> String {
        let labels = &entry.labels;
        let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
        let author = labels.authors.first().and_then(|author| author.split_whitespace().last());
        let mut key = letters(author.or(labels.source).unwrap_or("")).to_ascii_lowercase();
        if let Some((year, ..)) = labels.date.map(|date| date.parts()) {
            key.push_str(&format!("{year:04}"));
        }
        let mut words = labels.title.unwrap_or("").split_whitespace().map(letters);
        key.push_str(&words.find(|word| word.len() > 3).unwrap_or_default().to_ascii_lowercase());
        if key.is_empty() {
            key = format!("article{}", letters(entry.article.id.as_str()));
        }
        // A key that ends in a digit could be another one with its number.
        let count = self.0.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { key } else { format!("{key}-{count}") }
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// An article.
pub fn entry(out: &mut String, entry: &Entry<'_>, keys: &mut Keys) {
    let Entry { article, labels, .. } = entry;
    // Who published it is a journal to BibTeX; an article without is none of its articles.
    let kind = if labels.source.is_some() { "article" } else { "misc" };
    out.push_str(&format!("\n@{kind}{{{}", keys.give(entry)));
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!(",\n  {name} = {{{value}}}"));
        }
    };
    let authors: Vec<String> = labels
        .authors
        .iter()
        // A name in braces is one name, whatever words are in it: nobody knows which of them is the family's.
        .map(|author| format!("{{{}}}", escaped(author)))
        .collect();
    field("author", &authors.join(" and "));
    if let Some(title) = labels.title {
        field("title", &format!("{{{}}}", escaped(title)));
    }
    field("journal", &escaped(labels.source.unwrap_or("")));
    if let Some(date) = labels.date {
        field("date", &date.to_string());
        field("year", &format!("{:04}", date.parts().0));
    }
    field("langid", labels.language.map_or("", |language| language.code()));
    field("keywords", &escaped(&entry.topic_names().join("; ")));
    let notes: Vec<String> =
        entry.notes.iter().filter(|note| !note.text.is_empty()).map(|note| escaped(&note.text)).collect();
    field("annote", &notes.join(" "));
    field("note", &format!("Article Explorer: {}", escaped(article.id.as_str())));
    // Months are names that styles know, and no text.
    if let Some(month) = labels.date.and_then(|date| date.parts().1) {
        let name = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("jan");
        out.push_str(&format!(",\n  month = {name}"));
    }
    out.push_str("\n}\n");
}

/// A text in which TeX finds nothing of its own.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '$' | '&' | '#' | '_' | '%' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
