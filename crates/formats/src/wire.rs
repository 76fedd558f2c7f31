//! How do items reach a program that runs beside this one?
//!
//! In the page the readers are a program of their own. What is read crosses as bytes: numbers are `u32`, little
//! endian, and a text is its length and its UTF-8. An item is its kind ([`END`], [`ARTICLE`], [`NOTE`]) and its
//! texts: of an article id, path, address (empty if there is none), text, `1` for HTML, and its issues, each a
//! kind and a sentence; of a note path, kind, sentence.

use crate::reading::{Found, Item, Note};
use explorer_articles::read::Markup;

/// There are no more items.
pub const END: u32 = 0;
/// An article follows.
pub const ARTICLE: u32 = 1;
/// A note follows.
pub const NOTE: u32 = 2;

/// Writes the next item, or that there is none.
pub fn write(item: Option<&Item>, out: &mut Vec<u8>) {
    match item {
        None => number(END, out),
        Some(Item::Note(Note { path, kind, message })) => {
            number(NOTE, out);
            texts(&[path, kind, message], out);
        }
        Some(Item::Article(Found { article, .. })) => {
            number(ARTICLE, out);
            let url = article.url.as_deref().unwrap_or_default();
            texts(&[article.id.as_str(), &article.path, url, &article.text], out);
            number(u32::from(article.markup == Markup::Html), out);
            number(article.issues.len() as u32, out);
            for issue in &article.issues {
                texts(&[issue.kind, &issue.message], out);
            }
        }
    }
}

fn number(number: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn texts(texts: &[&str], out: &mut Vec<u8>) {
    for text in texts {
        number(text.len() as u32, out);
        out.extend_from_slice(text.as_bytes());
    }
}
