//! Which articles does a file of records hold?
//!
//! JSON Lines: one object a line, with `id` and `text` or `html`, optionally `url`, and what is given of title, day,
//! author and publisher. **Invariant.** A line that cannot be read is named by its number and skipped; the
//! others do not feel it. A record of which only the text is given stays that text.

use super::page::{Given, page};
use super::{Markup, RawArticle, issue};
use crate::article::{ArticleId, Issue};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    // What they hold differs from maker to maker: a name, an object with a name, a list of either.
    #[serde(alias = "headline")]
    title: Option<Value>,
    #[serde(alias = "published", alias = "published_at", alias = "datePublished", alias = "date_published")]
    date: Option<Value>,
    #[serde(alias = "authors", alias = "byline")]
    author: Option<Value>,
    #[serde(alias = "publisher", alias = "site_name", alias = "sitename")]
    source: Option<Value>,
}

/// The text of a value that is one, or has a name; of a list all of them.
fn given(value: Option<Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Object(mut fields) => return given(fields.remove("name")),
        Value::Array(values) => {
            values.into_iter().filter_map(|value| given(Some(value))).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

/// Reads the records of `text`, a file at `path`.
pub fn records(path: &str, text: &str) -> (Vec<RawArticle>, Vec<Issue>) {
    let mut articles = Vec::new();
    let mut issues = Vec::new();
    for (number, line) in (1u64..).zip(text.trim_start_matches('\u{feff}').split('\n')) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        match record(path, number, line) {
            Ok(article) => articles.push(article),
            Err(issue) => issues.push(issue),
        }
    }
    if articles.is_empty() && issues.is_empty() {
        issues.push(issue("empty", "The file has no records: there is nothing to read, so it was left out."));
    }
    (articles, issues)
}

/// Reads one record: the line with this number, without white space around it.
pub fn record(path: &str, number: u64, line: &str) -> Result<RawArticle, Issue> {
    let broken = |what: &str| issue("broken-line", &format!("Line {number} {what}, so it was skipped."));
    let record: Record = serde_json::from_str(line).map_err(|error| {
        broken(if error.is_eof() {
            "could not be read as a JSON record (it ends too early)"
        } else {
            "could not be read as a JSON record (it is not an object of the expected form)"
        })
    })?;
    let (text, markup) = match (record.text, record.html) {
        (Some(text), _) if !text.is_empty() => (text, Markup::Plain),
        (_, Some(html)) if !html.is_empty() => (html, Markup::Html),
        _ => return Err(broken("has neither `text` nor `html`")),
    };
    let id = match record.id {
        Some(Id::Text(id)) if !id.trim().is_empty() => ArticleId::given(&id),
        Some(Id::Number(id)) => ArticleId::given(&id.to_string()),
        _ => ArticleId::of_bytes(line.as_bytes()),
    };
    let given = Given {
        title: given(record.title),
        date: given(record.date),
        author: given(record.author),
        source: given(record.source),
    };
    let (text, markup) = page(&given, text, markup);
    let url = record.url.filter(|url| !url.trim().is_empty());
    Ok(RawArticle { id, path: path.to_owned(), text, markup, url, issues: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_record_gives_beside_its_text_is_kept_where_a_label_can_point_at_it() {
        let line = r#"{"text":"One.\n\nTwo.","headline":" A day ","date":"2022-01-25","authors":[{"name":"Jane Doe"},"Jan Jansen"],"source":{"name":"Example Times"},"title_score":1}"#;
        let article = record("a.jsonl", 1, line).expect("a record");
        assert_eq!(article.markup, Markup::Html);
        for piece in ["<h1>A day</h1>", "<p>Two.</p>", "2022-01-25", "Jane Doe, Jan Jansen", "Example Times"]
        {
            assert!(article.text.contains(piece), "{piece}: {}", article.text);
        }
        for nothing in
            [r#""title":null"#, r#""title":"  ""#, r#""title":7"#, r#""author":[]"#, r#""source":{}"#]
        {
            let article =
                record("a.jsonl", 1, &format!("{{\"text\":\"One.\",{nothing}}}")).expect("a record");
            assert_eq!((article.text.as_str(), article.markup), ("One.", Markup::Plain), "{nothing}");
        }
    }

    #[test]
    fn records_are_read_and_a_broken_line_is_named_and_skipped() {
        let text = "\u{feff}{\"id\":\"a\",\"text\":\"One.\"}\n\n{\"id\":\"b\",\"text\":\n{\"id\":7,\"html\":\"<p>Two.\",\"url\":\"https://example.org/\"}\r\n{\"id\":\"d\"}\n";
        let (articles, issues) = records("a.jsonl", text);
        let seen: Vec<(&str, &str, Markup)> = articles
            .iter()
            .map(|article| (article.id.as_str(), article.text.as_str(), article.markup))
            .collect();
        assert_eq!(seen, [("a", "One.", Markup::Plain), ("7", "<p>Two.", Markup::Html)]);
        assert_eq!(articles[1].url.as_deref(), Some("https://example.org/"));
        let messages: Vec<&str> = issues.iter().map(|issue| issue.message.as_str()).collect();
        assert_eq!(messages.len(), 2);
        assert!(messages[0].starts_with("Line 3 ") && messages[1].starts_with("Line 5 "), "{messages:?}");
    }
}
