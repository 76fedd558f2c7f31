//! How many documents have which value?
//!
//! **Invariant.** The counts of a facet ignore its own selection and respect everything else.

use super::plan::{day_range, values_of};
use super::{FacetCount, Facets, Filters, Months, Selection};
use crate::index::{Columns, Index, Values};
use crate::query::QueryField;
use std::collections::BTreeMap;

/// The facets, each with a bit.
const LANGUAGE: u8 = 1;
const SOURCE: u8 = 2;
const TOPIC: u8 = 4;
const AUTHOR: u8 = 8;
const DATE: u8 = 16;

/// Which values of a facet pass; none is all.
struct Pass(Option<Vec<bool>>);

impl Pass {
    fn new(values: &Values, chosen: &Selection, excluded: &Selection) -> Self {
        if chosen.is_empty() && excluded.is_empty() {
            return Pass(None);
        }
        let mut pass = vec![chosen.is_empty(); values.names().len()];
        let mut set = |names: &Selection, to: bool| {
            for number in names.iter().filter_map(|name| values.number(name)) {
                if let Some(pass) = pass.get_mut(number as usize) {
                    *pass = to;
                }
            }
        };
        set(chosen, true);
        set(excluded, false);
        Pass(Some(pass))
    }

    fn one(&self, value: u32) -> bool {
        self.0.as_ref().is_none_or(|pass| pass.get(value as usize).copied().unwrap_or(false))
    }
}

/// Several values pass if one is chosen and none excluded.
struct PassAny {
    chosen: Pass,
    excluded: Pass,
}

impl PassAny {
    fn new(values: &Values, chosen: &Selection, excluded: &Selection) -> Self {
        let none = Selection::new();
        PassAny { chosen: Pass::new(values, chosen, &none), excluded: Pass::new(values, &none, excluded) }
    }

    fn any(&self, values: &[u32]) -> bool {
        values.iter().any(|&value| self.chosen.one(value))
            && values.iter().all(|&value| self.excluded.one(value))
    }
}

/// Counts documents as they come by.
pub struct Counter<'a> {
    index: &'a Index,
    columns: &'a Columns,
    filtered: bool,
    language: Pass,
    source: Pass,
    topic: PassAny,
    author: PassAny,
    dates: Option<(u32, u32)>,
    languages: Vec<u32>,
    sources: Vec<u32>,
    topics: Vec<u32>,
    authors: Vec<u32>,
    /// By [`day_number`](crate::index::day_number) without the day.
    months: BTreeMap<u32, u32>,
    last_month: (u32, u32),
}

impl<'a> Counter<'a> {
    /// Counts under `filters`.
    pub fn new(index: &'a Index, filters: &Filters) -> Self {
        let columns = index.columns();
        let counts = |values: &Values| vec![0; values.names().len()];
        let excluded = &filters.exclude;
        Counter {
            index,
            columns,
            filtered: *filters != Filters::default(),
            language: Pass::new(&columns.languages, &filters.language, &excluded.language),
            source: Pass::new(&columns.sources, &filters.source, &excluded.source),
            topic: PassAny::new(&columns.topics, &filters.topic, &excluded.topic),
            author: PassAny::new(&columns.authors, &filters.author, &excluded.author),
            dates: (filters.from.is_some() || filters.to.is_some())
                .then(|| day_range(filters.from, filters.to)),
            languages: counts(&columns.languages),
            sources: counts(&columns.sources),
            topics: counts(&columns.topics),
            authors: counts(&columns.authors),
            months: BTreeMap::new(),
            last_month: (0, 0),
        }
    }

    /// Counts a document that answers the query; whether it passes all filters.
    #[inline]
    pub fn count(&mut self, doc: u32) -> bool {
        let at = doc as usize;
        let get = |column: &[u32]| column.get(at).copied().unwrap_or(0);
        let columns = self.columns;
        let (language, source, date) = (get(&columns.language), get(&columns.source), get(&columns.date));
        let (topics, authors) = (columns.topic.of(doc), columns.author.of(doc));
        let mut fails = 0;
        if self.filtered {
            let dated = |(from, to): (u32, u32)| (from..=to).contains(&date);
            fails = (u8::from(!self.language.one(language)) * LANGUAGE)
                | (u8::from(!self.source.one(source)) * SOURCE)
                | (u8::from(!self.topic.any(topics)) * TOPIC)
                | (u8::from(!self.author.any(authors)) * AUTHOR)
                | (u8::from(!self.dates.is_none_or(dated)) * DATE);
        }
        let add = |counts: &mut Vec<u32>, value: u32| {
            if let Some(count) = counts.get_mut(value as usize) {
                *count += 1;
            }
        };
        let others = |own: u8| fails & !own == 0;
        if others(LANGUAGE) {
            add(&mut self.languages, language);
        }
        if others(SOURCE) {
            add(&mut self.sources, source);
        }
        if others(TOPIC) {
            topics.iter().for_each(|&topic| add(&mut self.topics, topic));
        }
        if others(AUTHOR) {
            authors.iter().for_each(|&author| add(&mut self.authors, author));
        }
        let month = date >> 5;
        if others(DATE) && month & 15 != 0 {
            if month != self.last_month.0 {
                self.flush_month();
                self.last_month.0 = month;
            }
            self.last_month.1 += 1;
        }
        fails == 0
    }

    fn flush_month(&mut self) {
        let (month, count) = std::mem::take(&mut self.last_month);
        if count > 0 {
            *self.months.entry(month).or_default() += count;
        }
    }

    /// The counts of every facet, and hits a month.
    pub fn finish(mut self) -> (Facets, Months) {
        self.flush_month();
        let months = self
            .months
            .iter()
            .map(|(&month, &count)| (((month >> 4) as i16, (month & 15) as u8), count))
            .collect();
        let facet = |field: QueryField, counts: &[u32]| -> Vec<FacetCount> {
            let Some(values) = values_of(self.index, field) else { return Vec::new() };
            let mut counts: Vec<FacetCount> = values
                .names()
                .iter()
                .zip(values.totals())
                .zip(counts)
                .filter(|((_, total), _)| **total > 0)
                .map(|((name, &total), &count)| FacetCount { value: name.clone(), count, total })
                .collect();
            crate::order::sort_by(&mut counts, |one, other| {
                (one.value.is_empty(), other.total, &one.value).cmp(&(
                    other.value.is_empty(),
                    one.total,
                    &other.value,
                ))
            });
            counts
        };
        let facets = Facets {
            language: facet(QueryField::Language, &self.languages),
            source: facet(QueryField::Source, &self.sources),
            topic: facet(QueryField::Topic, &self.topics),
            author: facet(QueryField::Author, &self.authors),
        };
        (facets, months)
    }
}
