//! RSS and Atom: an item for each article, with title, day, author and address beside its text.
//!
//! RSS 0.9 to 2.0, RDF, Atom, and their common extensions (`content:encoded`, Dublin Core). quick-xml finds
//! the elements, and is not asked whether the document is well-formed: feeds often are not. **Invariant.** What
//! stands in the items before a place that cannot be read is read.

use super::{Format, Opened, Reader, Step, beginning, first_words, issue, text};
use crate::encoding::{self, Choice, choose};
use crate::fields::Field;
use crate::fields::parts;
use crate::input::{Input, Trouble};
use crate::page::page;
use crate::reading::{Found, Place};
use explorer_articles::article::{ArticleId, Issue};
use explorer_articles::read::{Markup, RawArticle};
use quick_xml::events::{BytesStart, Event};

pub const FORMAT: Format = Format {
    name: "a feed",
    extensions: &["rss", "atom", "xml", "rdf"],
    begins: |head, _| kind(head).is_some(),
    open,
};

/// Whether the first element is that of a feed.
fn kind(head: &[u8]) -> Option<()> {
    let words = first_words(head);
    let mut rest = words.as_str();
    loop {
        rest = rest.get(rest.find('<')?..)?;
        let start = rest.get(1..)?;
        if start.starts_with(['?', '!']) {
            rest = start;
            continue;
        }
        let name = start.split([' ', '>', '\n', '\t', '\r', '/']).next()?;
        return matches!(name, "rss" | "feed" | "rdf:rdf" | "atom:feed").then_some(());
    }
}

fn open(mut input: Input, place: &Place) -> Opened {
    let limit = input.meter().limits.article;
    let head = input.head(encoding::SAMPLE);
    if text::is_html(&head) {
        return (text::FORMAT.open)(input, place);
    }
    let choice = choose(&head, &place.said());
    if let Some(issue) = text::not_text(&head, choice) {
        return Err(issue);
    }
    if kind(&head).is_none() {
        if !first_words(&head).starts_with('<') {
            return (text::FORMAT.open)(input, place);
        }
        return Err(issue(
            "not-a-feed",
            "The file is XML, but neither RSS nor Atom nor a page, so it was left out.",
        ));
    }
    let (bytes, trouble) = input.into_bytes(limit);
    let (text, issues) = text::decoded(&bytes, choice);
    let waiting = issues.into_iter().map(Step::Issue).collect();
    let feed = Feed { place: place.clone(), choice, text, at: 0, source: None, number: 0, trouble, waiting };
    Ok(Box::new(feed))
}

struct Feed {
    place: Place,
    choice: Choice,
    text: String,
    // Where the next item is looked for.
    at: usize,
    // What the feed itself is called.
    source: Option<String>,
    number: u64,
    trouble: Option<Trouble>,
    waiting: Vec<Step>,
}

/// An element inside an item that is being read.
#[derive(Default)]
struct Item {
    values: Vec<(Field, u8, String)>,
}

/// The field of an element of an item, and how good it is for that: smaller is better.
fn field(name: &str, attribute: impl Fn(&str) -> Option<String>) -> Option<(Field, u8)> {
    Some(match name {
        "title" => (Field::Title, 0),
        "content:encoded" | "content" | "atom:content" => (Field::Html, 0),
        "body" | "xhtml:body" => (Field::Html, 1),
        "description" | "summary" | "atom:summary" => (Field::Lead, 0),
        "itunes:summary" => (Field::Lead, 1),
        "pubdate" | "published" | "issued" | "atom:published" => (Field::Date, 0),
        "dc:date" | "dcterms:issued" | "dcterms:created" | "date" => (Field::Date, 1),
        "updated" | "modified" | "atom:updated" => (Field::Date, 2),
        "dc:creator" => (Field::Author, 0),
        "author" | "creator" => (Field::Author, 1),
        "itunes:author" => (Field::Author, 2),
        "source" | "dc:publisher" => (Field::Source, 0),
        "link" | "atom:link" if attribute("rel").is_none_or(|rel| rel == "alternate") => (Field::Url, 0),
        "guid" | "id" => (Field::Url, 2),
        _ => return None,
    })
}

impl Feed {
    /// Reads up to the end of the next item.
    fn item(&mut self) -> Result<Option<(Item, usize)>, ()> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut reader = quick_xml::Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut item: Option<(Item, usize)> = None;
        // What is open, from the item (or the feed) inwards; and the field that is being read, with its depth.
        let mut depth = 0usize;
        let mut open: Option<(Field, u8, usize, String, Option<usize>)> = None;
        // A person or a source may be told in parts, of which only the name counts.
        let mut part = String::new();
        loop {
            let before = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|_| ())?;
            let after = reader.buffer_position() as usize;
            match event {
                Event::Start(ref start) | Event::Empty(ref start) => {
                    let empty = matches!(event, Event::Empty(_));
                    let name = name_of(start);
                    if matches!(name.as_str(), "item" | "entry" | "atom:entry") && item.is_none() {
                        // Without its end it has nothing.
                        item = (!empty).then(|| (Item::default(), before));
                        depth = 0;
                        open = None;
                        continue;
                    }
                    depth += usize::from(!empty);
                    if open.is_some() && !empty {
                        part.clone_from(&name);
                    }
                    let attribute = |name: &str| attribute(start, name);
                    if open.is_none() && (item.is_some() || name == "title") {
                        let Some((field, rank)) = field(&name, attribute) else { continue };
                        if field == Field::Url
                            && let Some(address) = attribute("href")
                            && let Some((item, _)) = &mut item
                        {
                            item.values.push((field, rank, address));
                        }
                        if !empty {
                            let markup = attribute("type").is_some_and(|kind| kind.ends_with("xhtml"));
                            let inner = (markup || name.ends_with("body")).then_some(after);
                            open = Some((field, rank, depth, String::new(), inner));
                        }
                    }
                }
                Event::End(end) => {
                    let name = String::from_utf8_lossy(end.name().as_ref().as_bytes()).to_lowercase();
                    if matches!(name.as_str(), "item" | "entry" | "atom:entry") && item.is_some() {
                        let end = self.at + after;
                        return Ok(item.map(|(item, _)| (item, end)));
                    }
                    if let Some((field, rank, level, words, inner)) = open.take() {
                        if level < depth {
                            open = Some((field, rank, level, words, inner));
                        } else {
                            let words = match inner {
                                Some(inner) => rest.get(inner..before).unwrap_or_default().to_owned(),
                                None => words,
                            };
                            match &mut item {
                                Some((item, _)) => item.values.push((field, rank, words)),
                                None if self.source.is_none() => self.source = Some(words.trim().to_owned()),
                                None => {}
                            }
                        }
                    }
                    part.clear();
                    depth = depth.saturating_sub(1);
                }
                Event::Text(words) => {
                    if let Some((field, .., text, _)) = &mut open
                        && (!matches!(field, Field::Author | Field::Source)
                            || matches!(part.as_str(), "" | "name" | "title" | "atom:name"))
                    {
                        text.push_str(&words.into_inner());
                    }
                }
                Event::CData(words) => {
                    if let Some((.., text, _)) = &mut open {
                        text.push_str(&words.into_inner());
                    }
                }
                Event::GeneralRef(name) => {
                    if let Some((.., text, _)) = &mut open {
                        let c = match name.resolve_char_ref() {
                            Ok(Some(c)) => Some(c),
                            _ => match &*name {
                                "amp" => Some('&'),
                                "lt" => Some('<'),
                                "gt" => Some('>'),
                                "quot" => Some('"'),
                                "apos" => Some('\''),
                                "nbsp" => Some('\u{a0}'),
                                _ => None,
                            },
                        };
                        match c {
                            Some(c) => text.push(c),
                            None => text.push_str(&format!("&{};", &*name)),
                        }
                    }
                }
                Event::Eof => return if item.is_some() { Err(()) } else { Ok(None) },
                _ => {}
            }
        }
    }

    fn step(&mut self, mut item: Item, raw: (usize, usize)) -> Step {
        item.values.sort_by_key(|(field, rank, _)| (*field, *rank));
        let mut parts = parts(item.values.iter().map(|(field, _, value)| (*field, value.as_str())));
        if parts.given.source.is_none() {
            parts.given.source = self.source.clone().filter(|source| !source.is_empty());
        }
        self.number += 1;
        let Some((text, html)) = parts.text else {
            let message = format!("Item {} has no text, so it was skipped.", self.number);
            return Step::Issue(issue("empty-item", &message));
        };
        let (text, markup) = page(&parts.given, text, if html { Markup::Html } else { Markup::Plain });
        let raw = self.text.get(raw.0..raw.1).unwrap_or_default();
        let article = RawArticle {
            id: ArticleId::of_bytes(raw.trim().as_bytes()),
            path: self.place.path.clone(),
            text,
            markup,
            url: parts.url,
            issues: Vec::new(),
        };
        let (number, encoding) = (self.number, Some(self.choice));
        Step::Article(Box::new(Found { article, number, encoding, fetched: None }))
    }

    fn end(&mut self, broken: bool) -> Option<Issue> {
        self.at = usize::MAX;
        self.text = String::new();
        if let Some(trouble) = self.trouble.take() {
            return Some(beginning(trouble));
        }
        if broken {
            let message = format!(
                "The feed cannot be read on after item {}: it is cut short, or no XML there. What came before was read.",
                self.number
            );
            return Some(issue("truncated", &message));
        }
        (self.number == 0)
            .then(|| issue("empty", "The feed has no items: there is nothing to read, so it was left out."))
    }
}

fn name_of(start: &BytesStart<'_>) -> String {
    String::from_utf8_lossy(start.name().as_ref().as_bytes()).to_lowercase()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.html_attributes();
    let mut found = attributes.with_checks(false).filter_map(Result::ok);
    let found = found.find(|found| found.key.as_ref().eq_ignore_ascii_case(name))?;
    Some(found.value.replace("&amp;", "&"))
}

impl Reader for Feed {
    fn next(&mut self) -> Option<Step> {
        if let Some(step) = self.waiting.pop() {
            return Some(step);
        }
        if self.at == usize::MAX {
            return None;
        }
        match self.item() {
            Ok(Some((item, end))) => {
                let start = std::mem::replace(&mut self.at, end);
                Some(self.step(item, (start, end)))
            }
            Ok(None) => self.end(false).map(Step::Issue),
            Err(()) => self.end(true).map(Step::Issue),
        }
    }
}
