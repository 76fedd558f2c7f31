//! A record of RIS: lines of a tag of two characters, two spaces, a hyphen, a space and a value.
//!
//! **Invariant.** A value is one line, so nothing of an article can look like a tag.

use crate::{Entry, Origin, one_line};

/// An article.
pub fn record(out: &mut String, entry: &Entry<'_>, origin: &Origin) {
    let Entry { article, labels, .. } = entry;
    let mut tag = |tag: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            out.push_str(&format!("{tag}  - {value}\r\n"));
        }
    };
    tag("TY", "NEWS");
    tag("ID", article.id.as_str());
    tag("TI", labels.title.unwrap_or(""));
    for author in &labels.authors {
        tag("AU", author);
    }
    for agency in article.agencies.iter().filter_map(|agency| agency.value.as_deref()) {
        tag("A2", agency);
    }
    tag("T2", labels.source.unwrap_or(""));
    if let Some((year, month, day)) = labels.date.map(|date| date.parts()) {
        tag("PY", &format!("{year:04}"));
        // Year, month, day and the rest, apart by strokes; what is not known is left out between them.
        let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
        tag("DA", &format!("{year:04}/{}/{}/", part(month), part(day)));
    }
    tag("LA", labels.language.map_or("", |language| language.code()));
    for topic in entry.topic_names() {
        tag("KW", topic);
    }
    for note in &entry.notes {
        let quoted = format!("“{}”", note.exact);
        tag("N1", &if note.text.is_empty() { quoted } else { format!("{quoted}: {}", note.text) });
    }
    if !origin.query.is_empty() {
        tag("N1", &format!("Query: {}", origin.query));
    }
    if !origin.filters.is_empty() {
        tag("N1", &format!("Filters: {}", origin.chosen()));
    }
    tag("N1", &format!("Corpus: {}", origin.corpus));
    tag("DB", &origin.program());
    // What has no value still has the space.
    out.push_str("ER  - \r\n\r\n");
}
