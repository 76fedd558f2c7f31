//! A file that is one article: plain text, Markdown, HTML.

use super::{Format, Opened, Reader, Step, beginning, first_words, issue, left_out};
use crate::encoding::{self, Choice, Reason, UTF_8, choose, mojibake};
use crate::input::Input;
use crate::reading::{Found, Place};
use explorer_articles::article::{ArticleId, Issue};
use explorer_articles::read::{Markup, RawArticle};

pub const FORMAT: Format = Format {
    name: "",
    extensions: &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "xht"],
    begins: |_, _| false,
    open,
};

fn open(input: Input, place: &Place) -> Opened {
    Ok(Box::new(Text { place: place.clone(), input: Some(input), waiting: Vec::new() }))
}

struct Text {
    place: Place,
    input: Option<Input>,
    waiting: Vec<Step>,
}

impl Reader for Text {
    fn next(&mut self) -> Option<Step> {
        if let Some(input) = self.input.take() {
            self.waiting = read(input, &self.place);
        }
        self.waiting.pop()
    }
}

/// The steps of the file, the first one last.
fn read(mut input: Input, place: &Place) -> Vec<Step> {
    let limit = input.meter().limits.article;
    // What is no text is not read to its end.
    let head = input.head(encoding::SAMPLE);
    let choice = choose(&head, &place.said());
    if let Some(issue) = not_text(&head, choice) {
        return vec![Step::Issue(issue)];
    }
    let (bytes, trouble) = input.into_bytes(limit);
    let choice = choose(&bytes, &place.said());
    let (text, issues) = decoded(&bytes, choice);
    let mut steps = Vec::new();
    if text.trim().is_empty() {
        steps.push(Step::Issue(trouble.map_or_else(
            || {
                issue(
                    "empty",
                    "The file holds white space only: there is nothing to read, so it was left out.",
                )
            },
            left_out,
        )));
        return steps;
    }
    let markup = match place.extension().as_str() {
        "html" | "htm" | "xhtml" | "xht" => Markup::Html,
        "txt" | "text" | "md" | "markdown" => Markup::Plain,
        _ if is_html(&head) => Markup::Html,
        _ => Markup::Plain,
    };
    let mut issues: Vec<Issue> = issues;
    issues.extend(trouble.map(beginning));
    let id = ArticleId::of_bytes(&bytes);
    let article = RawArticle { id, path: place.path.clone(), text, markup, url: None, issues };
    steps.push(Step::Article(Box::new(Found { article, number: 0, encoding: Some(choice), fetched: None })));
    steps
}

/// Whether these are the first bytes of a page.
pub fn is_html(head: &[u8]) -> bool {
    let words = first_words(head);
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| words.starts_with(start))
        || (words.starts_with("<?xml") && words.contains("<html"))
}

/// Why these first bytes are not those of a text, if they are not.
pub fn not_text(head: &[u8], choice: Choice) -> Option<Issue> {
    let (text, lost) = choice.encoding.decode(head);
    let odd = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}' | '\u{1a}'));
    let odd = odd.count() as u64 + if choice.reason == Reason::Given { 0 } else { lost };
    let all = text.chars().count() as u64;
    (odd * 10 > all).then(|| {
        let what = match choice.encoding == UTF_8 {
            true => "The file holds mostly control characters, not text, so it was left out.",
            false => "The file is not text in any encoding known here, so it was left out.",
        };
        issue("not-text", what)
    })
}

/// The text, and what is to be said about how it was got.
pub fn decoded(bytes: &[u8], choice: Choice) -> (String, Vec<Issue>) {
    let mut issues = Vec::new();
    let (text, lost) = match std::str::from_utf8(bytes) {
        // A byte order mark stays, as the engine's own reading leaves it.
        Ok(text) if choice.encoding == UTF_8 => (text.to_owned(), 0),
        _ => choice.encoding.decode(bytes),
    };
    if lost > 0 {
        let places = if lost == 1 { "one place".to_owned() } else { format!("{lost} places") };
        let message = format!(
            "The file is not valid {} in {places}: the bytes there were replaced by \u{FFFD} and the rest was read.",
            choice.encoding
        );
        let kind = if choice.encoding == UTF_8 { "invalid-utf-8" } else { "invalid-bytes" };
        issues.push(issue(kind, &message));
    }
    if choice.reason == Reason::Letters {
        let message = format!(
            "The file does not say its encoding: it was read as {}, {}.",
            choice.encoding,
            choice.reason.words()
        );
        issues.push(issue("encoding", &message));
    }
    if let Some((garbled, meant)) = mojibake(&text) {
        let message = format!(
            "The text was garbled before it came here: it has “{garbled}” where “{meant}” was meant, as when a program reads UTF-8 as windows-1252. It was read as it is: get the file anew from where it comes from."
        );
        issues.push(issue("mojibake", &message));
    }
    (text, issues)
}
