//! Which articles does a file of this format hold?
//!
//! One file a format. Each has a [`Format`]: how it is recognised, and how it is opened as a [`Reader`], which is
//! asked for its [`Step`]s. **A new format** is a file here and its line in [`FORMATS`].
//!
//! **Invariant.** What a file is decides its first bytes, if they can; then its name; then what its text looks
//! like. A name that is wrong is said.

mod arc;
mod feed;
mod gzip;
mod http;
mod json;
mod other;
pub mod pdf;
mod table;
mod tar;
mod text;
mod warc;
mod zip;

use crate::fields::Mapping;
use crate::input::{Input, Trouble};
use crate::reading::{Found, Place};
use explorer_articles::article::Issue;

/// All formats, those first that are recognised most surely.
const FORMATS: &[&Format] = &[
    &zip::FORMAT,
    &gzip::FORMAT,
    &tar::FORMAT,
    &warc::FORMAT,
    &arc::FORMAT,
    &pdf::FORMAT,
    &other::FORMAT,
    &feed::FORMAT,
    &json::FORMAT,
    &table::FORMAT,
    &text::FORMAT,
];

/// A format.
pub struct Format {
    /// What a file of it is called in a sentence.
    pub name: &'static str,
    /// Endings of names.
    pub extensions: &'static [&'static str],
    /// Whether these first bytes are those of such a file, and of no other. It is what the format says of its
    /// beginning, if it says anything; the second argument is whether the name has such an ending too.
    pub begins: fn(&[u8], bool) -> bool,
    /// Opens a file.
    pub open: fn(Input, &Place) -> Opened,
}

/// An opened file, or why it could not be.
pub type Opened = Result<Box<dyn Reader>, Issue>;

/// What is read of a file, step by step.
pub trait Reader {
    /// The next thing in the file; `None` at its end.
    fn next(&mut self) -> Option<Step>;

    /// Whether it holds files.
    fn is_archive(&self) -> bool {
        false
    }
}

/// A step of a reader.
pub enum Step {
    /// An article.
    Article(Box<Found>),
    /// Something to be said.
    Issue(Issue),
    /// What the columns of the file were taken as.
    Columns(Mapping),
    /// Nothing yet: a part of the program is wanted first that is not there.
    Wants,
    /// A file inside.
    Member {
        /// Its path, the archive's first.
        path: String,
        /// Its name, where that is not the end of its path.
        name: Option<String>,
        /// Its bytes.
        input: Input,
        /// Whether it is a level deeper.
        inside: bool,
    },
}

/// How much of a file is looked at to know its format, in bytes.
const HEAD: usize = 4096;

/// Opens a file; beside it what there is to say about its name.
pub fn open(mut input: Input, place: &Place) -> (Opened, Vec<Issue>) {
    let mut issues = Vec::new();
    let head = input.head(HEAD);
    if head.is_empty() {
        // Either nothing is there, or nothing can be read.
        let (_, trouble) = input.into_bytes(1);
        let empty = || issue("empty", "The file is empty: there is nothing to read, so it was left out.");
        return (Err(trouble.map_or_else(empty, left_out)), issues);
    }
    let extension = place.extension();
    let named = FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()));
    let begun =
        FORMATS.iter().find(|format| (format.begins)(&head, format.extensions.contains(&extension.as_str())));
    let format = match (begun, named) {
        (Some(begun), Some(named)) if !std::ptr::eq(*begun, *named) && !begun.name.is_empty() => {
            let message = format!(
                "The name ends in “.{extension}”, but the file is {}: it was read as that.",
                begun.name
            );
            issues.push(issue("wrong-extension", &message));
            begun
        }
        (Some(begun), _) => begun,
        (None, Some(named)) => named,
        (None, None) => &&text::FORMAT,
    };
    ((format.open)(input, place), issues)
}

/// An issue without a place.
fn issue(kind: &'static str, message: &str) -> Issue {
    Issue { kind, message: message.to_owned(), span: None }
}

/// The file could not be read at all.
fn left_out(trouble: Trouble) -> Issue {
    trouble.issue("nothing of it could be read, so it was left out")
}

/// Only the beginning could be read.
fn beginning(trouble: Trouble) -> Issue {
    match trouble {
        Trouble::TooLarge(_) => {
            trouble.issue("only that much of it was read. Split the file and add it again")
        }
        _ => trouble.issue("what came before that was read"),
    }
}

/// The first bytes without a byte order mark and white space, in lower case.
fn first_words(head: &[u8]) -> String {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    // UTF-16 shows its ASCII when the zeros are taken out.
    let ascii = head.iter().filter(|byte| **byte != 0 && **byte < 0x80).map(|&byte| char::from(byte));
    ascii.collect::<String>().trim_start().to_ascii_lowercase()
}
