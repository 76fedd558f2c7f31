//! Which articles are in this file, and what is their text?
//!
//! Reading gives one [`RawArticle`] for each article a file holds, and says in [`Issue`]s what was
//! wrong and what was done about it: bad input is a sentence, never a failure of the whole.
//! **Invariant.** The text of a raw article is the decoded content, unchanged; what it means is left
//! to [`understand`](crate::understand).

mod decode;
pub mod page;
mod records;

pub use decode::{Decoded, decode};
pub use records::record;

use crate::article::{ArticleId, Issue};

/// What the text of an article is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Plain text.
    Plain,
    /// HTML.
    Html,
}

/// An article as found in a file: identity and text, nothing understood yet.
#[derive(Clone, Debug, PartialEq)]
pub struct RawArticle {
    /// Given by the file, or a hash of the raw bytes.
    pub id: ArticleId,
    /// Path of the file.
    pub path: String,
    /// Decoded text.
    pub text: String,
    /// What it is written in.
    pub markup: Markup,
    /// Address it was found at, where the file gives one.
    pub url: Option<String>,
    /// What was noticed while reading.
    pub issues: Vec<Issue>,
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadFile {
    /// Its articles, in order.
    pub articles: Vec<RawArticle>,
    /// What was noticed about the file as a whole, or about parts that gave no article.
    pub issues: Vec<Issue>,
}

/// Reads the articles of one file. `path` decides by its extension how the bytes are taken.
pub fn read_file(path: &str, bytes: &[u8]) -> ReadFile {
    let mut file = ReadFile::default();
    if bytes.is_empty() {
        file.issues.push(issue("empty", "The file is empty: there is nothing to read, so it was left out."));
        return file;
    }
    let Decoded { text, issues } = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(issue) => {
            file.issues.push(issue);
            return file;
        }
    };
    if is_lines(path) {
        file.issues.extend(issues);
        let (articles, issues) = records::records(path, &text);
        file.articles = articles;
        file.issues.extend(issues);
        return file;
    }
    let markup = match extension(path).as_str() {
        "html" | "htm" | "xhtml" => Markup::Html,
        _ => Markup::Plain,
    };
    file.articles.push(RawArticle {
        id: ArticleId::of_bytes(bytes),
        path: path.to_owned(),
        text,
        markup,
        url: None,
        issues,
    });
    file
}

/// Whether [`read_file`] reads all that is in a file: text, HTML or JSON Lines in UTF-8. Everything else is for `explorer-formats`, which knows other formats and encodings.
pub fn is_plain(path: &str, bytes: &[u8]) -> bool {
    // Zeros are UTF-16, an escape is ISO-2022; the last two are UTF-8 that was once read as windows-1252.
    is_plain_name(path)
        // Other names for the text are known there.
        && (!is_lines(path) || holds(bytes, b"\"text\"") || holds(bytes, b"\"html\""))
        && !bytes.iter().any(|byte| matches!(byte, 0 | 0x1b))
        && std::str::from_utf8(bytes).is_ok()
        && decode::known_binary(bytes).is_none()
        && !holds(bytes, b"\xc3\x83\xc2")
        && !holds(bytes, b"\xc3\xa2\xe2\x82\xac")
}

/// Whether the name is that of such a file.
pub fn is_plain_name(path: &str) -> bool {
    matches!(extension(path).as_str(), "txt" | "md" | "html" | "htm" | "xhtml" | "jsonl" | "ndjson")
}

/// Whether the name is that of a file with an article a line.
pub fn is_lines(path: &str) -> bool {
    matches!(extension(path).as_str(), "jsonl" | "ndjson")
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn issue(kind: &'static str, message: &str) -> Issue {
    Issue { kind, message: message.to_owned(), span: None }
}
