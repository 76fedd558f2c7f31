//! CSV and TSV: a row for each article.
//!
//! Which column is what is a [`Mapping`]: guessed from the first rows, said, and kept to if it is given. Rows are
//! found by lines and quotes, and taken apart by csv-core. **Invariant.** A stray quote costs its own row at most:
//! where a row over several lines does not have the columns that it should, its first line is a row.

use super::{Format, Opened, Reader, Step, beginning, issue, text};
use crate::encoding::{self, Choice, Decoding, choose};
use crate::fields::{Mapping, parts};
use crate::input::{Input, Meter, Trouble, size};
use crate::page::page;
use crate::reading::{Found, Place};
use csv_core::{ReadRecordResult, ReaderBuilder};
use explorer_articles::article::ArticleId;
use explorer_articles::read::{Markup, RawArticle};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

pub const FORMAT: Format =
    Format { name: "", extensions: &["csv", "tsv", "tab"], begins: |_, _| false, open };

/// So many rows are looked at to guess what the columns are.
const SAMPLE: usize = 50;
/// A row over more lines than this is one in which a quote is missing.
const LINES: usize = 20_000;
/// Rows named one by one; more are counted.
const SAID: u64 = 20;

fn open(mut input: Input, place: &Place) -> Opened {
    let head = input.head(encoding::SAMPLE);
    if text::is_html(&head) {
        return (text::FORMAT.open)(input, place);
    }
    let choice = choose(&head, &place.said());
    if let Some(issue) = text::not_text(&head, choice) {
        return Err(issue);
    }
    let delimiter = delimiter(&choice.encoding.decode(&head).0, &place.extension());
    let meter = input.meter();
    let stream: Box<dyn Read> = Box::new(Decoding::new(input.into_read(), choice.encoding));
    Ok(Box::new(Table {
        place: place.clone(),
        choice,
        lines: Lines {
            stream: BufReader::new(stream),
            back: VecDeque::new(),
            number: 0,
            limit: meter.limits.article,
        },
        delimiter,
        meter,
        mapping: None,
        rows: VecDeque::new(),
        waiting: VecDeque::new(),
        found: 0,
        ragged: 0,
        without: 0,
        done: false,
    }))
}

/// What parts the columns: what is in the first lines most evenly.
fn delimiter(head: &str, extension: &str) -> u8 {
    if extension == "tsv" || extension == "tab" {
        return b'\t';
    }
    let count = |mark: u8| {
        let outside = |line: &str| {
            let mut quoted = false;
            line.bytes()
                .filter(|&byte| {
                    quoted ^= byte == b'"';
                    byte == mark && !quoted
                })
                .count()
        };
        let mut counts = head.lines().filter(|line| !line.trim().is_empty()).take(10).map(outside);
        let first = counts.next().unwrap_or(0);
        let same = counts.filter(|count| *count == first).count();
        if first == 0 { 0 } else { first + same * 4 }
    };
    let marks = [b',', b';', b'\t', b'|'];
    marks
        .into_iter()
        .max_by_key(|mark| (count(*mark), u8::MAX - mark))
        .filter(|mark| count(*mark) > 0)
        .unwrap_or(b',')
}

/// The lines of the file, some of which come back.
struct Lines {
    stream: BufReader<Box<dyn Read>>,
    back: VecDeque<(u64, Vec<u8>)>,
    number: u64,
    limit: u64,
}

impl Lines {
    fn next(&mut self) -> io::Result<Option<(u64, Vec<u8>)>> {
        if let Some(line) = self.back.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let read = self.stream.by_ref().take(self.limit).read_until(b'\n', &mut line)?;
        self.number += 1;
        Ok((read > 0).then_some((self.number, line)))
    }
}

struct Row {
    // Of its first line.
    line: u64,
    raw: Vec<u8>,
    values: Vec<String>,
}

struct Table {
    place: Place,
    choice: Choice,
    lines: Lines,
    delimiter: u8,
    meter: Rc<Meter>,
    mapping: Option<Mapping>,
    // Read to guess from, and not given yet.
    rows: VecDeque<Row>,
    waiting: VecDeque<Step>,
    found: u64,
    ragged: u64,
    without: u64,
    done: bool,
}

impl Table {
    /// The next row that is not empty; `columns` is how many it should have.
    fn row(&mut self, columns: Option<usize>) -> io::Result<Option<Row>> {
        loop {
            let Some((number, first)) = self.lines.next()? else { return Ok(None) };
            if first.trim_ascii().is_empty() {
                continue;
            }
            let mut lines = vec![(number, first)];
            let quotes = |line: &[u8]| line.iter().filter(|byte| **byte == b'"').count();
            let mut open = lines.first().is_some_and(|(_, line)| quotes(line) % 2 == 1);
            let mut length: usize = lines.iter().map(|(_, line)| line.len()).sum();
            while open && lines.len() < LINES && (length as u64) < self.meter.limits.article {
                let Some(line) = self.lines.next()? else { break };
                open ^= quotes(&line.1) % 2 == 1;
                length += line.1.len();
                lines.push(line);
            }
            let raw: Vec<u8> = lines.iter().flat_map(|(_, line)| line.iter().copied()).collect();
            let values = self.split(&raw, true);
            let fits = !open && columns.is_none_or(|columns| values.len() == columns);
            if fits || (lines.len() == 1 && !raw.contains(&b'"')) {
                return Ok(Some(Row { line: number, raw, values }));
            }
            // A stray quote: the first line is the row, and the others have their turn.
            let alone = lines.len() == 1;
            let mut lines = lines.into_iter();
            let Some((number, raw)) = lines.next() else { continue };
            for line in lines.rev() {
                self.lines.back.push_front(line);
            }
            let (quoted, bare) = (self.split(&raw, true), self.split(&raw, false));
            let as_quoted = alone && !open && columns != Some(bare.len());
            let values = if as_quoted || columns == Some(quoted.len()) { quoted } else { bare };
            if as_quoted {
                return Ok(Some(Row { line: number, raw, values }));
            }
            let message = format!("Row {number} has a quote that is not closed: it was read as one line.");
            self.say("stray-quote", &message);
            return Ok(Some(Row { line: number, raw, values }));
        }
    }

    fn split(&self, raw: &[u8], quoting: bool) -> Vec<String> {
        let mut reader = ReaderBuilder::new().delimiter(self.delimiter).quoting(quoting).build();
        let most = raw.iter().filter(|byte| **byte == self.delimiter).count() + 2;
        let (mut fields, mut ends) = (vec![0; raw.len() + 2], vec![0; most]);
        let (mut input, mut written, mut ended) = (raw, 0, 0);
        loop {
            let room = fields.get_mut(written..).unwrap_or_default();
            let (result, read, wrote, more) =
                reader.read_record(input, room, ends.get_mut(ended..).unwrap_or_default());
            input = input.get(read..).unwrap_or_default();
            written += wrote;
            ended += more;
            match result {
                // Once more with nothing says that this is all.
                ReadRecordResult::InputEmpty if read > 0 || wrote > 0 => {}
                _ => break,
            }
        }
        let mut start = 0;
        let mut values = Vec::new();
        for &end in ends.get(..ended).unwrap_or_default() {
            values.push(String::from_utf8_lossy(fields.get(start..end).unwrap_or_default()).into_owned());
            start = end;
        }
        values
    }

    fn say(&mut self, kind: &'static str, message: &str) {
        self.ragged += 1;
        if self.ragged <= SAID {
            self.waiting.push_back(Step::Issue(issue(kind, message)));
        }
    }

    /// Reads the names of the columns and some rows, and settles what the columns are.
    fn begin(&mut self) -> io::Result<()> {
        let Some(mut first) = self.row(None)? else {
            self.done = true;
            self.waiting.push_back(Step::Issue(issue("empty", "The table has no rows, so it was left out.")));
            return Ok(());
        };
        if let Some(name) = first.values.first_mut() {
            *name = name.trim_start_matches('\u{feff}').to_owned();
        }
        let columns = first.values.len();
        let mut held = 0;
        while self.rows.len() < SAMPLE && (held as u64) < self.meter.limits.article {
            let Some(row) = self.row(Some(columns))? else { break };
            held += row.raw.len();
            self.rows.push_back(row);
        }
        let sample: Vec<Vec<String>> = self.rows.iter().map(|row| row.values.clone()).collect();
        // Names are short, and at least one is known; otherwise the first row is one like the others.
        let named = first.values.iter().all(|name| name.chars().count() <= 60)
            && first.values.iter().any(|name| crate::fields::Field::named(name).is_some());
        let by_look = first
            .values
            .iter()
            .all(|name| !name.trim().is_empty() && name.len() <= 60 && !name.starts_with("http"))
            && sample.iter().flatten().any(|value| value.len() > 80);
        let names: Vec<String> = match named || by_look {
            true => first.values.iter().map(|name| name.trim().to_owned()).collect(),
            false => (1..=columns).map(|number| number.to_string()).collect(),
        };
        let mut all = sample;
        if !named && !by_look {
            all.insert(0, first.values.clone());
            self.rows.push_front(first);
        }
        let mapping = match self.place.options.columns.as_deref() {
            None => Mapping::guess(&names, &all),
            Some(given) => match Mapping::parse(given, &names) {
                Ok(mapping) => mapping,
                Err(wrong) => {
                    let mapping = Mapping::guess(&names, &all);
                    let message = format!(
                        "The columns that were given could not be used ({wrong}): they were guessed."
                    );
                    self.waiting.push_back(Step::Issue(issue("columns", &message)));
                    mapping
                }
            },
        };
        if mapping.has_text() {
            let message = format!("Columns were taken as: {mapping}.");
            self.waiting.push_back(Step::Issue(issue("columns", &message)));
        } else {
            let message = format!(
                "No column of the table holds a text ({}), so it was left out. If one does, say which: text=COLUMN.",
                names.join(", ")
            );
            self.waiting.push_back(Step::Issue(issue("columns", &message)));
            self.done = true;
            self.rows.clear();
        }
        self.waiting.push_back(Step::Columns(mapping.clone()));
        self.mapping = Some(mapping);
        Ok(())
    }

    fn take(&mut self, row: Row) {
        let Some(mapping) = &self.mapping else { return };
        let columns = mapping.columns.len();
        let parts = parts(mapping.values(&row.values));
        if row.values.len() != columns {
            let message = format!(
                "Row {} has {} columns where the table has {columns}: what is there of it was read.",
                row.line,
                row.values.len()
            );
            self.say("ragged-row", &message);
        }
        let Some((text, html)) = parts.text else {
            self.without += 1;
            return;
        };
        let (text, markup) = page(&parts.given, text, if html { Markup::Html } else { Markup::Plain });
        self.found += 1;
        let article = RawArticle {
            id: ArticleId::of_bytes(row.raw.trim_ascii()),
            path: self.place.path.clone(),
            text,
            markup,
            url: parts.url,
            issues: Vec::new(),
        };
        let encoding = Some(self.choice);
        self.waiting.push_back(Step::Article(Box::new(Found {
            article,
            number: row.line,
            encoding,
            fetched: None,
        })));
    }

    fn end(&mut self) {
        self.done = true;
        if self.ragged > SAID {
            let message = format!(
                "{} more rows have too few or too many columns; what is there of them was read.",
                self.ragged - SAID
            );
            self.waiting.push_back(Step::Issue(issue("ragged-row", &message)));
        }
        if self.without > 0 {
            let rows = if self.without == 1 {
                "1 row has".to_owned()
            } else {
                format!("{} rows have", self.without)
            };
            let message = format!("{rows} no text in the columns that hold it; they were skipped.");
            self.waiting.push_back(Step::Issue(issue("empty-row", &message)));
        }
    }
}

impl Reader for Table {
    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(step) = self.waiting.pop_front() {
                return Some(step);
            }
            if let Some(row) = self.rows.pop_front() {
                self.take(row);
                continue;
            }
            if self.done {
                return None;
            }
            let columns = self.mapping.as_ref().map(|mapping| mapping.columns.len());
            let read = if columns.is_none() {
                self.begin()
            } else {
                self.row(columns).map(|row| match row {
                    Some(row) => self.take(row),
                    None => self.end(),
                })
            };
            if let Err(error) = read {
                self.done = true;
                let trouble = Trouble::of(&error, &self.meter);
                self.waiting.push_back(Step::Issue(match trouble {
                    Trouble::TooLarge(limit) => issue("too-large", &size(limit)),
                    other => beginning(other),
                }));
            }
        }
    }
}
