//! How is a record with a title, a day, an author and a text written as one text?
//!
//! Records, feeds and tables give the parts of an article apart. The engine reads one text and looks in a page's head for
//! what a page says of itself; so a record becomes such a page, and what was given keeps a place that a label can
//! point at. **Invariant.** A record of which only the text is given stays that text.

use super::Markup;
use std::borrow::Cow;

/// What a record gives beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Headline.
    pub title: Option<String>,
    /// Day of publication, as it is written.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub source: Option<String>,
}

impl Given {
    fn is_empty(&self) -> bool {
        *self == Given::default()
    }
}

/// A record as one text.
pub fn page(given: &Given, text: String, markup: Markup) -> (String, Markup) {
    if given.is_empty() {
        return (text, markup);
    }
    let mut head = String::new();
    let mut field = |name: &str, value: &Option<String>| {
        if let Some(value) = value {
            head.push_str(&format!("<meta {name} content=\"{}\">\n", escaped(value)));
        }
    };
    field("property=\"og:title\"", &given.title);
    field("property=\"article:published_time\"", &given.date);
    field("name=\"author\"", &given.author);
    field("property=\"og:site_name\"", &given.source);
    // A page that is whole gets what is given into its own head.
    if markup == Markup::Html
        && let Some(at) = after_head(&text)
    {
        let (before, after) = text.split_at(at);
        return (format!("{before}{head}{after}"), Markup::Html);
    }
    let title = given.title.as_deref().map(escaped).unwrap_or_default();
    let heading = if title.is_empty() { String::new() } else { format!("<h1>{title}</h1>\n") };
    let body = match markup {
        Markup::Html => text,
        Markup::Plain => paragraphs(&text),
    };
    let page = format!(
        "<!doctype html>\n<html><head>\n<title>{title}</title>\n<meta property=\"og:type\" content=\"article\">\n{head}</head>\n<body><article>\n{heading}{body}\n</article></body></html>\n"
    );
    (page, Markup::Html)
}

/// Where a page's head begins.
fn after_head(text: &str) -> Option<usize> {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(..end)?.to_ascii_lowercase();
    let at = start.find("<head").filter(|at| {
        let next = start.as_bytes().get(at + 5);
        next.is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
    })?;
    Some(at + start.get(at..)?.find('>')? + 1)
}

/// Plain text as paragraphs: blank lines part them; where there are none, each line is one.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let blank = text.trim().contains("\n\n");
    let parts: Vec<&str> = if blank { text.split("\n\n").collect() } else { text.lines().collect() };
    let mut body = String::new();
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        body.push_str("<p>");
        body.push_str(&escaped(part));
        body.push_str("</p>\n");
    }
    body
}

/// Text as HTML shows it.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '>', '&', '"']) {
        return text.into();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").into()
}
