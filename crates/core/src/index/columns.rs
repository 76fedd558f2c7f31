//! What does a document say of itself, besides its words?
//!
//! One column a facet: a small number for every document, and the values by number. **Invariant.**
//! Value 0 is "unknown", written `""`; numbers count up in the order of first appearance.

use crate::article::{Date, Language};
use crate::codec::{ByteReader, write_bytes, write_number};
use std::collections::{BTreeMap, HashMap};

/// The values of a facet.
#[derive(Clone, Debug)]
pub struct Values {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    /// Documents with each value.
    totals: Vec<u32>,
}

impl Default for Values {
    fn default() -> Self {
        Values { names: vec![String::new()], numbers: HashMap::from([(String::new(), 0)]), totals: vec![0] }
    }
}

impl Values {
    fn intern(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.totals.push(0);
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn count(&mut self, number: u32, by: i32) {
        if let Some(total) = self.totals.get_mut(number as usize) {
            *total = total.saturating_add_signed(by);
        }
    }

    /// Values by number.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The value with this number, unless it is "unknown".
    fn name(&self, number: u32) -> Option<&str> {
        self.names.get(number as usize).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The values with these numbers.
    fn known(&self, numbers: &[u32]) -> Vec<&str> {
        numbers.iter().filter_map(|&number| self.name(number)).collect()
    }

    /// Documents with each value.
    pub fn totals(&self) -> &[u32] {
        &self.totals
    }

    /// The number of a value.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.names.len() as u64);
        self.names.iter().for_each(|name| write_bytes(out, name.as_bytes()));
    }

    fn read(reader: &mut ByteReader<'_>) -> Option<Self> {
        let mut values = Values::default();
        for at in 0..reader.short() {
            if reader.is_done() || values.intern(reader.string()) != at {
                return None;
            }
        }
        Some(values)
    }
}

/// Several values for each document.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    values: Vec<u32>,
    ends: Vec<u32>,
}

impl Lists {
    fn push(&mut self, values: impl IntoIterator<Item = u32>) {
        let start = self.values.len();
        for value in values {
            if !self.values.get(start..).unwrap_or(&[]).contains(&value) {
                self.values.push(value);
            }
        }
        if self.values.len() == start {
            self.values.push(0);
        }
        self.ends.push(self.values.len() as u32);
    }

    /// The lists with others in the place of those for which `by` gives one; the empty list stands for `[0]`.
    fn replaced(&self, by: impl Fn(u32, &[u32]) -> Option<Vec<u32>>) -> Lists {
        let mut lists = Lists::default();
        for doc in 0..self.ends.len() as u32 {
            let values = self.of(doc);
            match by(doc, values) {
                Some(values) => lists.push(values),
                None => lists.push(values.iter().copied()),
            }
        }
        lists
    }

    /// The values of a document; `[0]` where nothing is known.
    #[inline]
    pub fn of(&self, doc: u32) -> &[u32] {
        let end = self.ends.get(doc as usize).map_or(0, |&end| end as usize);
        let start =
            doc.checked_sub(1).and_then(|at| self.ends.get(at as usize)).map_or(0, |&end| end as usize);
        self.values.get(start..end).unwrap_or(&[])
    }
}

/// What one document says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Language code, or `""`.
    pub language: &'a str,
    /// Publisher's name, or `""`.
    pub source: &'a str,
    /// Topics by code.
    pub topics: &'a [&'a str],
    /// Authors.
    pub authors: &'a [&'a str],
    /// The file that it came in, or `""`.
    pub file: &'a str,
    /// Day of publication.
    pub date: Option<Date>,
}

/// What is known of a document, read back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record<'a> {
    /// Language.
    pub language: Option<Language>,
    /// Publisher's name.
    pub source: Option<&'a str>,
    /// Topics by code, each once.
    pub topics: Vec<&'a str>,
    /// Authors, each once.
    pub authors: Vec<&'a str>,
    /// Day of publication.
    pub date: Option<Date>,
}

/// A day as a number that orders as days do, undated 0; a missing month or day is 0.
pub fn day_number(date: Option<Date>) -> u32 {
    date.map_or(0, |date| {
        let (year, month, day) = date.parts();
        (year as u32) << 9 | u32::from(month.unwrap_or(0)) << 5 | u32::from(day.unwrap_or(0))
    })
}

/// The day that has this [`day_number`].
pub fn day_of(number: u32) -> Option<Date> {
    let year = i16::try_from(number >> 9).ok()?;
    let (month, day) = ((number >> 5 & 15) as u8, (number & 31) as u8);
    match (month, day) {
        (0, _) => Date::year(year),
        (_, 0) => Date::month(year, month),
        _ => Date::day(year, month, day),
    }
    .ok()
}

/// The columns of all documents.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Languages.
    pub languages: Values,
    /// By document.
    pub language: Vec<u32>,
    /// Sources.
    pub sources: Values,
    /// By document.
    pub source: Vec<u32>,
    /// Topics.
    pub topics: Values,
    /// By document.
    pub topic: Lists,
    /// Authors.
    pub authors: Values,
    /// By document.
    pub author: Lists,
    /// Files.
    pub files: Values,
    /// By document.
    pub file: Vec<u32>,
    /// [`day_number`] by document.
    pub date: Vec<u32>,
    /// Documents of each [`day_number`] that there is; not saved, but counted again.
    pub dates: BTreeMap<u32, u32>,
}

impl Columns {
    /// Adds a document.
    pub fn push(&mut self, row: &Row<'_>) {
        let language = self.languages.intern(row.language);
        let source = self.sources.intern(row.source);
        self.language.push(language);
        self.source.push(source);
        let file = self.files.intern(row.file);
        self.file.push(file);
        let topics: Vec<u32> = row.topics.iter().map(|topic| self.topics.intern(topic)).collect();
        let authors: Vec<u32> = row.authors.iter().map(|author| self.authors.intern(author)).collect();
        self.topic.push(topics);
        self.author.push(authors);
        self.date.push(day_number(row.date));
        self.count(self.date.len() as u32 - 1, 1);
    }

    /// Adds a document to the totals of its values, or takes it from them.
    pub fn count(&mut self, doc: u32, by: i32) {
        let at = doc as usize;
        self.languages.count(self.language.get(at).copied().unwrap_or(0), by);
        self.sources.count(self.source.get(at).copied().unwrap_or(0), by);
        self.files.count(self.file.get(at).copied().unwrap_or(0), by);
        let dated = self.dates.entry(self.date.get(at).copied().unwrap_or(0)).or_default();
        *dated = dated.saturating_add_signed(by);
        self.topic.of(doc).iter().for_each(|&topic| self.topics.count(topic, by));
        self.author.of(doc).iter().for_each(|&author| self.authors.count(author, by));
    }

    /// Puts other rows in the place of those of these documents, which are sorted and counted in the totals.
    pub fn replace(&mut self, rows: &[(u32, Row<'_>)]) {
        fn set(column: &mut [u32], doc: u32, value: u32) {
            if let Some(place) = column.get_mut(doc as usize) {
                *place = value;
            }
        }
        rows.iter().for_each(|&(doc, _)| self.count(doc, -1));
        let (mut topics, mut authors) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for (doc, row) in rows {
            set(&mut self.language, *doc, self.languages.intern(row.language));
            set(&mut self.source, *doc, self.sources.intern(row.source));
            set(&mut self.file, *doc, self.files.intern(row.file));
            set(&mut self.date, *doc, day_number(row.date));
            topics.push(row.topics.iter().map(|topic| self.topics.intern(topic)).collect::<Vec<u32>>());
            authors.push(row.authors.iter().map(|author| self.authors.intern(author)).collect::<Vec<u32>>());
        }
        let place = |doc: u32| rows.binary_search_by_key(&doc, |&(doc, _)| doc).ok();
        self.topic = self.topic.replaced(|doc, _| topics.get(place(doc)?).cloned());
        self.author = self.author.replaced(|doc, _| authors.get(place(doc)?).cloned());
        rows.iter().for_each(|&(doc, _)| self.count(doc, 1));
    }

    /// Gives a topic to these documents, which are sorted, and to no others; `there` are those that count.
    pub fn give_topic(&mut self, topic: &str, docs: &[u32], there: impl Fn(u32) -> bool) {
        let topic = self.topics.intern(topic);
        let topics = self.topic.replaced(|doc, values| {
            let given = docs.binary_search(&doc).is_ok();
            (given != values.contains(&topic)).then(|| {
                let mut values: Vec<u32> =
                    values.iter().copied().filter(|&value| value != topic && value != 0).collect();
                values.extend(given.then_some(topic));
                values
            })
        });
        for doc in (0..self.len() as u32).filter(|&doc| there(doc)) {
            self.topic.of(doc).iter().for_each(|&topic| self.topics.count(topic, -1));
            topics.of(doc).iter().for_each(|&topic| self.topics.count(topic, 1));
        }
        self.topic = topics;
    }

    /// What a document says of itself.
    pub fn record(&self, doc: u32) -> Record<'_> {
        let of = |column: &[u32]| column.get(doc as usize).copied().unwrap_or(0);
        Record {
            language: self.languages.name(of(&self.language)).and_then(Language::from_code),
            source: self.sources.name(of(&self.source)),
            topics: self.topics.known(self.topic.of(doc)),
            authors: self.authors.known(self.author.of(doc)),
            date: day_of(of(&self.date)),
        }
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.date.len()
    }

    /// Bytes they take in memory.
    pub fn memory(&self) -> usize {
        let names = |values: &Values| values.names.iter().map(|name| 2 * name.len() + 64).sum::<usize>();
        let lists = |lists: &Lists| (lists.values.len() + lists.ends.len()) * 4;
        self.len() * 16
            + lists(&self.topic)
            + lists(&self.author)
            + names(&self.languages)
            + names(&self.sources)
            + names(&self.topics)
            + names(&self.authors)
            + names(&self.files)
    }

    /// Appends the columns to `out`.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.len() as u64);
        for values in [&self.languages, &self.sources, &self.topics, &self.authors, &self.files] {
            values.write(out);
        }
        for column in [&self.language, &self.source, &self.file, &self.date] {
            column.iter().for_each(|&value| write_number(out, u64::from(value)));
        }
        for lists in [&self.topic, &self.author] {
            for doc in 0..self.len() as u32 {
                let values = lists.of(doc);
                write_number(out, values.len() as u64);
                values.iter().for_each(|&value| write_number(out, u64::from(value)));
            }
        }
    }

    /// Reads what [`write`](Self::write) wrote; nothing if it is damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = ByteReader::at(bytes, 0);
        let count = reader.short();
        if count as usize > bytes.len() {
            return None;
        }
        let mut columns = Columns {
            languages: Values::read(&mut reader)?,
            sources: Values::read(&mut reader)?,
            topics: Values::read(&mut reader)?,
            authors: Values::read(&mut reader)?,
            files: Values::read(&mut reader)?,
            ..Columns::default()
        };
        for column in [&mut columns.language, &mut columns.source, &mut columns.file, &mut columns.date] {
            *column = (0..count).map(|_| reader.short()).collect();
        }
        for lists in [&mut columns.topic, &mut columns.author] {
            for _ in 0..count {
                let length = reader.short();
                // Each takes a byte at least.
                if length as usize > bytes.len().saturating_sub(reader.position()) {
                    return None;
                }
                lists.values.extend((0..length).map(|_| reader.short()));
                lists.ends.push(lists.values.len() as u32);
            }
        }
        (0..count).for_each(|doc| columns.count(doc, 1));
        reader.is_done().then_some(columns)
    }
}
