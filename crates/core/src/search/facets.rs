//! How many documents have which value?
//!
//! **Invariant.** The counts of a facet ignore its own selection and respect everything else.

use super::plan::day_range;
use super::{DateCount, Extent, FacetCount, Facets, Filters, Months, Selection, Wanted, Wish};
use crate::analysis::{exact_form, folded_form};
use crate::index::{Columns, Index, Values};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The facets, each with a bit.
const LANGUAGE: u8 = 1;
const SOURCE: u8 = 2;
const TOPIC: u8 = 4;
const AUTHOR: u8 = 8;
const DATE: u8 = 16;
const FILE: u8 = 32;

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

/// Days before the last that are counted in a list, as numbers: five centuries. Those before, which few corpora have, are looked up.
const DENSE: u32 = 512 << 9;

/// Counts documents as they come by.
pub struct Counter<'a> {
    columns: &'a Columns,
    filters: &'a Filters,
    filtered: bool,
    language: Pass,
    source: Pass,
    topic: PassAny,
    author: PassAny,
    file: Pass,
    range: Option<(u32, u32)>,
    languages: Vec<u32>,
    sources: Vec<u32>,
    topics: Vec<u32>,
    authors: Vec<u32>,
    files: Vec<u32>,
    undated: u32,
    /// By [`day_number`](crate::index::day_number), less the first one.
    dates: Vec<u32>,
    first_date: u32,
    // Of days before that.
    earlier: BTreeMap<u32, u32>,
}

impl<'a> Counter<'a> {
    /// Counts under `filters`.
    pub fn new(index: &'a Index, filters: &'a Filters) -> Self {
        let columns = index.columns();
        let counts = |values: &Values| vec![0; values.names().len()];
        let excluded = &filters.exclude;
        let mut dated = columns.dates.range(1..).filter(|(_, total)| **total > 0).map(|(&date, _)| date);
        let first_date = dated.next().unwrap_or(0);
        let last_date = dated.next_back().unwrap_or(first_date);
        let first_date = first_date.max(last_date.saturating_sub(DENSE));
        Counter {
            columns,
            filters,
            filtered: Filters { wanted: Wanted::default(), ..filters.clone() } != Filters::default(),
            language: Pass::new(&columns.languages, &filters.language, &excluded.language),
            source: Pass::new(&columns.sources, &filters.source, &excluded.source),
            topic: PassAny::new(&columns.topics, &filters.topic, &excluded.topic),
            author: PassAny::new(&columns.authors, &filters.author, &excluded.author),
            file: Pass::new(&columns.files, &filters.file, &excluded.file),
            range: (filters.from.is_some() || filters.to.is_some())
                .then(|| day_range(filters.from, filters.to)),
            languages: counts(&columns.languages),
            sources: counts(&columns.sources),
            topics: counts(&columns.topics),
            authors: counts(&columns.authors),
            files: counts(&columns.files),
            undated: 0,
            dates: vec![0; if first_date == 0 { 0 } else { (last_date - first_date) as usize + 1 }],
            first_date,
            earlier: BTreeMap::new(),
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
        let file = get(&columns.file);
        let mut fails = 0;
        if self.filtered {
            let dated = match (self.range, self.filters.undated) {
                (None, false) => true,
                (Some((from, to)), undated) => (from..=to).contains(&date) || undated && date == 0,
                (None, true) => date == 0,
            };
            fails = (u8::from(!self.language.one(language)) * LANGUAGE)
                | (u8::from(!self.source.one(source)) * SOURCE)
                | (u8::from(!self.topic.any(topics)) * TOPIC)
                | (u8::from(!self.author.any(authors)) * AUTHOR)
                | (u8::from(!dated) * DATE)
                | (u8::from(!self.file.one(file)) * FILE);
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
        if others(FILE) {
            add(&mut self.files, file);
        }
        if others(DATE) {
            match date.checked_sub(self.first_date).filter(|_| date != 0) {
                Some(date) => add(&mut self.dates, date),
                None if date != 0 => *self.earlier.entry(date).or_default() += 1,
                None => self.undated += 1,
            }
        }
        fails == 0
    }

    /// The counts of every facet, and of every date that there is.
    pub fn finish(self) -> (Facets, Vec<DateCount>) {
        let Filters { exclude, wanted, .. } = self.filters;
        let all = Wish::default();
        let columns = self.columns;
        let mut extents = [Extent::default(); 5];
        let [in_languages, in_sources, in_topics, in_authors, in_files] = &mut extents;
        let filters = self.filters;
        let language = facet(
            &columns.languages,
            &self.languages,
            &all,
            [&filters.language, &exclude.language],
            in_languages,
        );
        let source = facet(
            &columns.sources,
            &self.sources,
            &wanted.source,
            [&filters.source, &exclude.source],
            in_sources,
        );
        let topic = facet(&columns.topics, &self.topics, &all, [&filters.topic, &exclude.topic], in_topics);
        let author = facet(
            &columns.authors,
            &self.authors,
            &wanted.author,
            [&filters.author, &exclude.author],
            in_authors,
        );
        let file = facet(&columns.files, &self.files, &wanted.file, [&filters.file, &exclude.file], in_files);
        let dates = columns.dates.iter().filter(|(_, total)| **total > 0).map(|(&date, &total)| {
            let count = match date.checked_sub(self.first_date) {
                _ if date == 0 => self.undated,
                Some(at) => self.dates.get(at as usize).copied().unwrap_or(0),
                None => self.earlier.get(&date).copied().unwrap_or(0),
            };
            DateCount {
                year: (date >> 9) as i16,
                month: (date >> 5 & 15) as u8,
                day: (date & 31) as u8,
                count,
                total,
            }
        });
        (Facets { language, source, topic, author, file, extents }, dates.collect())
    }
}

/// The hits a month of those dated to the month or the day; months without hits are not in it.
pub fn months(dates: &[DateCount]) -> Months {
    let mut months = Months::new();
    for date in dates.iter().filter(|date| date.month > 0 && date.count > 0) {
        let month = (date.year, date.month);
        match months.last_mut() {
            Some((last, count)) if *last == month => *count += date.count,
            _ => months.push((month, date.count)),
        }
    }
    months
}

/// The wished values of a facet with their counts, in their order; in `extent` what they come to.
fn facet(
    values: &Values,
    counts: &[u32],
    wish: &Wish,
    always: [&Selection; 2],
    extent: &mut Extent,
) -> Vec<FacetCount> {
    let get = |column: &[u32], number: u32| column.get(number as usize).copied().unwrap_or(0);
    let name = |number: u32| values.names().get(number as usize).map_or("", String::as_str);
    let order = |one: &u32, other: &u32| -> Ordering {
        let total = |number| if wish.by_name { 0 } else { get(values.totals(), number) };
        (*one == 0)
            .cmp(&(*other == 0))
            .then_with(|| total(*other).cmp(&total(*one)))
            .then_with(|| name(*one).cmp(name(*other)))
    };
    let wished = comparable(&wish.holding);
    let limit = wish.limit.unwrap_or(usize::MAX);
    let mut kept: Vec<u32> = Vec::new();
    // The last that is kept once there are enough: of a hundred thousand files most are turned away by it.
    let mut last = None;
    for (number, (&total, &count)) in (0u32..).zip(values.totals().iter().zip(counts)) {
        if total == 0 {
            continue;
        }
        extent.most = extent.most.max(total);
        extent.hits |= count > 0;
        if !wished.is_empty() && !comparable(name(number)).contains(&wished) {
            continue;
        }
        extent.values += 1;
        if last.is_some_and(|last| order(&number, &last) == Ordering::Greater) {
            continue;
        }
        kept.push(number);
        if kept.len() > limit.saturating_mul(2).saturating_add(64) {
            crate::order::sort_by(&mut kept, order);
            kept.truncate(limit.max(1));
            last = kept.last().copied();
        }
    }
    crate::order::sort_by(&mut kept, order);
    kept.truncate(limit);
    for number in always.into_iter().flatten().filter_map(|name| values.number(name)) {
        if get(values.totals(), number) > 0 && !kept.contains(&number) {
            kept.push(number);
        }
    }
    let counted = |number: u32| FacetCount {
        value: name(number).to_owned(),
        count: get(counts, number),
        total: get(values.totals(), number),
    };
    kept.into_iter().map(counted).collect()
}

/// A text as it is compared with what somebody looks for in it: small letters without diacritics.
pub fn comparable(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut letter = [0; 4];
    text.chars().for_each(|c| out.push_str(&folded_form(&exact_form(c.encode_utf8(&mut letter)))));
    out
}
