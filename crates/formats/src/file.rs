//! What is in a file, whichever way it is read best?
//!
//! A text or a page in UTF-8 is one article, and is read as the engine reads it by itself. Everything else is for a
//! [`Reading`]. **Invariant.** Native programs and the page read a file in the same way.

use crate::input::{Limits, Source};
use crate::reading::{Found, Item, Note, Options, Reading};
use explorer_articles::read::{is_lines, is_plain, is_plain_name, read_file};
use std::rc::Rc;
use std::vec;

/// Larger files are not looked at as a whole, in bytes.
const AT_ONCE: u64 = 64 << 20;

/// The items of a file.
pub enum Items {
    /// All of them.
    Plain(vec::IntoIter<Item>),
    /// As far as it was read.
    Reading(Box<Reading>),
}

/// Begins to read a file.
pub fn open(path: &str, source: Rc<dyn Source>, options: Options) -> Items {
    let at_once = is_plain_name(path) && !is_lines(path) && source.size() <= AT_ONCE;
    let whole = if at_once && options == Options::default() { whole(source.as_ref()) } else { None };
    let Some(bytes) = whole else {
        return Items::Reading(Box::new(Reading::new(path, source, options, Limits::default())));
    };
    if !is_plain(path, &bytes) {
        return Items::Reading(Box::new(Reading::new(path, Rc::new(bytes), options, Limits::default())));
    }
    let file = read_file(path, &bytes);
    let notes = file
        .issues
        .into_iter()
        .map(|issue| Item::Note(Note { path: path.to_owned(), kind: issue.kind, message: issue.message }));
    let articles = file
        .articles
        .into_iter()
        .map(|article| Item::Article(Found { article, number: 0, encoding: None, fetched: None }));
    Items::Plain(notes.chain(articles).collect::<Vec<_>>().into_iter())
}

/// All bytes; `None` if they cannot be read, which the reading will say.
fn whole(source: &dyn Source) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(source.size()).ok()?];
    let mut at = 0;
    while let Some(rest) = bytes.get_mut(at..).filter(|rest| !rest.is_empty()) {
        match source.read_at(rest, at as u64) {
            Ok(0) | Err(_) => return None,
            Ok(count) => at += count,
        }
    }
    Some(bytes)
}

impl Iterator for Items {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        match self {
            Items::Plain(items) => items.next(),
            Items::Reading(reading) => reading.next(),
        }
    }
}
