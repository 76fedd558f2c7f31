//! JSON: an object for each article, in a list, in a list somewhere inside an object, or one behind the other
//! (JSON Lines).
//!
//! What the lists and objects are is found by their brackets, so that one that is broken leaves the others
//! whole. **Invariant.** An object with `text` or `html` in JSON Lines gives what the engine's own reading
//! gives for it; the rest goes by the names of its fields ([`fields`](crate::fields)).

use super::{Format, Opened, Reader, Step, beginning, first_words, issue, text};
use crate::encoding::{self, Choice, Decoding, choose};
use crate::fields::{Field, parts};
use crate::input::{Input, Meter, Trouble, size};
use crate::page::page;
use crate::reading::{Found, Place};
use explorer_articles::article::{ArticleId, Issue};
use explorer_articles::read::{Markup, RawArticle, record};
use serde_json::Value;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

pub const FORMAT: Format = Format {
    name: "",
    extensions: &["json", "jsonl", "ndjson", "jl", "geojson"],
    begins: |_, _| false,
    open,
};

fn open(mut input: Input, place: &Place) -> Opened {
    let head = input.head(encoding::SAMPLE);
    if text::is_html(&head) {
        return (text::FORMAT.open)(input, place);
    }
    let choice = choose(&head, &place.said());
    if let Some(issue) = text::not_text(&head, choice) {
        return Err(issue);
    }
    let meter = input.meter();
    let lines = matches!(place.extension().as_str(), "jsonl" | "ndjson" | "jl");
    let in_list = !lines && first_words(&head).starts_with('[');
    let stream: Box<dyn Read> = Box::new(Decoding::new(input.into_read(), choice.encoding));
    Ok(Box::new(Json {
        place: place.clone(),
        choice,
        stream: BufReader::new(stream),
        meter,
        lines,
        in_list,
        begun: false,
        number: 0,
        found: 0,
        said: 0,
        waiting: VecDeque::new(),
        done: false,
    }))
}

struct Json {
    place: Place,
    choice: Choice,
    stream: BufReader<Box<dyn Read>>,
    meter: Rc<Meter>,
    lines: bool,
    in_list: bool,
    begun: bool,
    // Of the last object or line, from 1.
    number: u64,
    found: u64,
    said: u64,
    waiting: VecDeque<Step>,
    done: bool,
}

/// More of them are summed up.
const SAID: u64 = 100;

impl Json {
    /// The next line that is not blank.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let limit = self.meter.limits.article;
        loop {
            let mut line = Vec::new();
            let read = self.stream.by_ref().take(limit).read_until(b'\n', &mut line)?;
            self.number += 1;
            if read == 0 {
                return Ok(None);
            }
            if read as u64 == limit && line.last() != Some(&b'\n') {
                skip_line(&mut self.stream)?;
                let message = format!(
                    "Line {} is longer than the {} that one article may have, so it was skipped.",
                    self.number,
                    size(limit)
                );
                self.waiting.push_back(Step::Issue(issue("too-large", &message)));
                return Ok(Some(Vec::new()));
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    /// The next value by its brackets; commas and line ends between values are passed over.
    fn value(&mut self) -> io::Result<Option<Vec<u8>>> {
        let limit = self.meter.limits.article as usize;
        let mut value = Vec::new();
        let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
        loop {
            let buffer = self.stream.fill_buf()?;
            if buffer.is_empty() {
                return Ok((!value.is_empty()).then_some(value));
            }
            let mut used = 0;
            let mut ends = false;
            for &byte in buffer {
                used += 1;
                if value.is_empty() && depth == 0 {
                    if self.in_list && !self.begun && byte == b'[' {
                        self.begun = true;
                        continue;
                    }
                    match byte {
                        b'{' | b'[' => depth = 1,
                        b',' | b']' => continue,
                        _ if byte.is_ascii_whitespace() || byte >= 0x80 => continue,
                        // A bare word or number: up to the next mark.
                        _ => depth = 0,
                    }
                    in_text = byte == b'"';
                    value.push(byte);
                    continue;
                }
                if value.len() < limit {
                    value.push(byte);
                }
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if in_text => escaped = true,
                    b'"' => in_text = !in_text,
                    _ if in_text => {}
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth == 0 && !in_text && matches!(byte, b'}' | b']' | b',' | b'\n' | b'"') {
                    ends = true;
                    break;
                }
            }
            self.stream.consume(used);
            if ends {
                self.number += 1;
                return Ok(Some(value));
            }
        }
    }

    fn skipped(&mut self, message: String) {
        self.said += 1;
        if self.said <= SAID {
            self.waiting.push_back(Step::Issue(issue("broken-line", &message)));
        }
    }

    fn of_line(&mut self, line: &[u8]) {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return;
        }
        match record(&self.place.path, self.number, text) {
            Ok(article) => self.take(article),
            Err(said) => match serde_json::from_str::<Value>(text) {
                Ok(value) if self.of_value(&value, text.as_bytes()) => {}
                _ => self.skipped(said.message),
            },
        }
    }

    fn of_json(&mut self, json: &[u8]) {
        let number = self.number;
        match serde_json::from_slice::<Value>(json) {
            Ok(value) => {
                if self.of_value(&value, json) {
                    return;
                }
                let inside = list(&value, 0);
                if inside.is_empty() {
                    self.skipped(format!(
                        "Object {number} has no field that holds a text, so it was skipped."
                    ));
                }
                for one in inside {
                    let json = one.to_string();
                    if !self.of_value(one, json.as_bytes()) {
                        self.skipped(format!("An object inside object {number} has no field that holds a text, so it was skipped."));
                    }
                }
            }
            Err(error) => {
                let what = if error.is_eof() {
                    "it ends too early"
                } else {
                    "its brackets, quotes or commas are wrong"
                };
                self.skipped(format!(
                    "Object {number} could not be read as JSON ({what}), so it was skipped."
                ));
            }
        }
    }

    /// Takes an article from an object, if it is one; its id is a hash of `raw`.
    fn of_value(&mut self, value: &Value, raw: &[u8]) -> bool {
        let Some(parts) = of_object(value) else { return false };
        let Some((text, html)) = parts.text else { return false };
        let (text, markup) = page(&parts.given, text, if html { Markup::Html } else { Markup::Plain });
        self.take(RawArticle {
            id: ArticleId::of_bytes(raw),
            path: self.place.path.clone(),
            text,
            markup,
            url: parts.url,
            issues: Vec::new(),
        });
        true
    }

    fn take(&mut self, article: RawArticle) {
        self.found += 1;
        let (number, encoding) = (self.number, Some(self.choice));
        self.waiting.push_back(Step::Article(Box::new(Found { article, number, encoding, fetched: None })));
    }

    fn end(&mut self) -> Option<Issue> {
        self.done = true;
        if self.said > SAID {
            let message = format!(
                "{} more objects could not be read, or hold no text; they were skipped.",
                self.said - SAID
            );
            return Some(issue("broken-line", &message));
        }
        (self.found == 0 && self.said == 0)
            .then(|| issue("empty", "The file has no records: there is nothing to read, so it was left out."))
    }
}

fn skip_line(stream: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        stream.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The fields of an object, those of objects inside it where it has none itself.
fn of_object(value: &Value) -> Option<crate::fields::Parts> {
    let object = value.as_object()?;
    // What search engines wrap around a document.
    let object = object.get("_source").and_then(Value::as_object).unwrap_or(object);
    let mut named: Vec<(Field, usize, String)> = Vec::new();
    for (name, value) in object {
        if let Some((field, rank)) = Field::named(name)
            && let Some(value) = words(value)
        {
            named.push((field, rank, value));
        }
    }
    named.sort_by_key(|(field, rank, _)| (*field, *rank));
    Some(parts(named.iter().map(|(field, _, value)| (*field, value.as_str()))))
}

/// A value as text: several names behind each other, an object's own name.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(words).collect();
            let between = if parts.iter().any(|part| part.len() > 60) { "\n\n" } else { ", " };
            (!parts.is_empty()).then(|| parts.join(between))
        }
        Value::Object(object) => ["name", "rendered", "value", "title", "text", "content", "$t", "#text"]
            .iter()
            .find_map(|name| object.get(*name).and_then(Value::as_str))
            .map(str::to_owned),
        _ => None,
    }
}

/// The longest list of objects inside, to a depth at which lists of articles are found.
fn list(value: &Value, depth: usize) -> Vec<&Value> {
    if depth > 4 {
        return Vec::new();
    }
    match value {
        Value::Array(values) => {
            let objects: Vec<&Value> = values.iter().filter(|value| value.is_object()).collect();
            let texts =
                objects.iter().filter(|one| of_object(one).is_some_and(|parts| parts.text.is_some())).count();
            if texts > 0 {
                return objects;
            }
            values.iter().map(|value| list(value, depth + 1)).max_by_key(Vec::len).unwrap_or_default()
        }
        Value::Object(object) => {
            object.values().map(|value| list(value, depth + 1)).max_by_key(Vec::len).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

impl Reader for Json {
    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(step) = self.waiting.pop_front() {
                return Some(step);
            }
            if self.done {
                return None;
            }
            let next = if self.lines { self.line() } else { self.value() };
            match next {
                Ok(Some(raw)) if self.lines => self.of_line(&raw),
                Ok(Some(raw)) => self.of_json(&raw),
                Ok(None) => {
                    let said = self.end();
                    self.waiting.extend(said.map(Step::Issue));
                }
                Err(error) => {
                    self.done = true;
                    self.waiting.push_back(Step::Issue(beginning(Trouble::of(&error, &self.meter))));
                }
            }
        }
    }
}
