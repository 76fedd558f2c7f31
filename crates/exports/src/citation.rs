//! How is an article cited in running text?
//!
//! Authors, title in quotation marks, publisher, date as ISO 8601 writes it: what every style is made of, without
//! being any. What is unknown is left out.

use crate::one_line;
use explorer_core::notebook::Labels;

/// One line that cites an article.
pub fn citation(labels: &Labels<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !labels.authors.is_empty() {
        parts.push(labels.authors.join(", "));
    }
    if let Some(title) = labels.title {
        parts.push(format!("“{}”", one_line(title).trim_end_matches('.')));
    }
    let where_and_when: Vec<String> = labels
        .source
        .map(str::to_owned)
        .into_iter()
        .chain(labels.date.map(|date| date.to_string()))
        .collect();
    if !where_and_when.is_empty() {
        parts.push(where_and_when.join(", "));
    }
    let mut line = parts.join(". ");
    if !line.is_empty() {
        line.push('.');
    }
    line
}
