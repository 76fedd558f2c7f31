//! Which documents answer, in which order, with which counts and snippets?
//!
//! **Invariant.** Facet counts are disjunctive: those of a facet ignore its own selection and respect
//! everything else. The answer depends on the documents and the request alone.

mod compound;
mod correct;
mod documents;
mod evaluate;
mod explain;
mod facets;
mod feedback;
mod marks;
mod occurrences;
mod pattern;
mod places;
#[cfg(any(test, feature = "plain"))]
#[path = "tests/plain/mod.rs"]
pub mod plain;
mod plan;
mod proximity;
mod similar;
mod snippet;
#[cfg(test)]
mod tests;

use crate::analysis::Analyzer;
use crate::article::{Date, Language};
use crate::index::{DocId, Index};
use crate::query::{Node, Query, QueryField};
use crate::span::Span;
pub use correct::Correction;
use correct::{ENOUGH, corrections, only_inflected, tolerant};
pub use documents::documents;
use evaluate::{Matches, Reader, SCALE};
pub use explain::{Explanation, explain, snippets};
use facets::Counter;
pub use facets::comparable;
use marks::Marker;
#[cfg(test)]
pub(crate) use pattern::Letters;
use plan::{Plan, plan};
pub use similar::{Similar, similar};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Chosen values of a facet; nothing chosen lets everything pass. `""` stands for unknown.
pub type Selection = Vec<String>;

/// What the hits must be, besides answering the query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Languages by code.
    pub language: Selection,
    /// Sources by name.
    pub source: Selection,
    /// Topics by code.
    pub topic: Selection,
    /// Authors by name.
    pub author: Selection,
    /// Files by path.
    pub file: Selection,
    /// First day, or month, or year.
    pub from: Option<Date>,
    /// Last day, or month, or year; the whole of it.
    pub to: Option<Date>,
    /// Whether undated ones pass: beside those from [`Filters::from`] to [`Filters::to`], or alone.
    pub undated: bool,
    /// Values that the hits must not have.
    pub exclude: Excluded,
    /// Which values are counted for.
    pub wanted: Wanted,
}

/// Which values of the long facets are wanted with their counts; all, unless said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Of the sources.
    pub source: Wish,
    /// Of the authors.
    pub author: Wish,
    /// Of the files.
    pub file: Wish,
}

/// Which values of a facet are wanted. Those that are chosen or excluded always are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// So many at most, the first of their order.
    pub limit: Option<usize>,
    /// Only those with this in them, whatever the case and the diacritics.
    pub holding: String,
    /// By name, rather than the most frequent first.
    pub by_name: bool,
}

/// Values of facets that hits must not have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Excluded {
    /// Languages by code.
    pub language: Selection,
    /// Sources by name.
    pub source: Selection,
    /// Topics by code.
    pub topic: Selection,
    /// Authors by name.
    pub author: Selection,
    /// Files by path.
    pub file: Selection,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; without a query, in the order of adding.
    #[default]
    Relevance,
    /// Best first, but with age a document loses: at one year half of its score, at two a third.
    Recent,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
    /// By source, unknown last.
    Source,
}

/// As many hits as there are; they come without title and snippet, which nobody could read.
pub const ALL: usize = usize::MAX;

/// A request for a page of hits.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What is asked.
    pub query: &'a Query,
    /// What else must hold.
    pub filters: &'a Filters,
    /// In which order.
    pub sort: Sort,
    /// Hits to skip.
    pub offset: usize,
    /// Hits to give at most; [`ALL`] for every one.
    pub limit: usize,
}

/// Text with marked ranges, both in bytes of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// What matched, sorted and disjoint.
    pub marks: Vec<Span>,
}

/// A document that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub doc: DocId,
    /// How well; higher is better, comparable within one answer only.
    pub score: f32,
    /// Its title with what matched.
    pub title: Marked,
    /// Its best window; the beginning of the body where nothing is asked.
    pub snippet: Marked,
}

/// How often a value of a facet occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// The value; `""` is unknown.
    pub value: String,
    /// Documents that answer and pass every other facet's selection.
    pub count: u32,
    /// Documents in the index.
    pub total: u32,
}

/// What the values of a facet come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Values that are as wished, also those beyond the limit.
    pub values: u32,
    /// Total of the most frequent value.
    pub most: u32,
    /// Whether any value at all has a hit.
    pub hits: bool,
}

/// The counts of every facet: by total, highest first, then by value; unknown last. What is chosen and
/// beyond the limit stands behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By language code.
    pub language: Vec<FacetCount>,
    /// By name.
    pub source: Vec<FacetCount>,
    /// By topic code.
    pub topic: Vec<FacetCount>,
    /// By name.
    pub author: Vec<FacetCount>,
    /// By path.
    pub file: Vec<FacetCount>,
    /// What each of these five comes to, in this order.
    pub extents: [Extent; 5],
}

/// How often a date occurs, as exact as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateCount {
    /// Year; 0 for the undated.
    pub year: i16,
    /// Month from 1; 0 where only the year is known.
    pub month: u8,
    /// Day from 1; 0 where only the month is known.
    pub day: u8,
    /// Documents that answer and pass every filter but that of dates.
    pub count: u32,
    /// Documents in the index.
    pub total: u32,
}

/// Documents a month, by (year, month), oldest first.
pub type Months = Vec<((i16, u8), u32)>;

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// Documents that answer and pass the filters.
    pub total: usize,
    /// A page of them.
    pub hits: Vec<Hit>,
    /// Counts.
    pub facets: Facets,
    /// Hits a month, by (year, month), oldest first; undated ones are not in it.
    pub months: Months,
    /// Hits and documents of every date that there is, undated ones first, then the oldest.
    pub dates: Vec<DateCount>,
    /// Words and patterns that stand for more than can be read in time; they were left out.
    pub given_up: Vec<String>,
    /// No document, or only a few with other inflections, answered as typed: these have words a few
    /// letters off.
    pub widened: bool,
    /// No document has all the words together: these have any of them.
    pub relaxed: bool,
    /// Words that occur nowhere, and what was looked for in their place.
    pub corrections: Vec<Correction>,
    /// What was answered: the query, but for what the three above say. Mark texts by this one.
    pub query: Query,
}

/// Answers a request. Documents added since the last [`Index::commit`] are not looked at.
pub fn search(index: &Index, request: &Request<'_>) -> Response {
    let typed = plan(index, request.query);
    let found = matches(index, &typed);
    // What stands somewhere as typed is no slip: whoever types a name wants that name, and nothing like it.
    if found.count > 0 {
        let inflected = if found.count < ENOUGH { only_inflected(&typed) } else { Vec::new() };
        let plain = request.query.is_plain() && !inflected.is_empty();
        if plain && let Some(query) = tolerant(request.query, Some(&inflected)) {
            let plan = plan(index, &query);
            let more = matches(index, &plan);
            if more.count > found.count {
                return Response { widened: true, ..answer(index, &query, request, &plan, more) };
            }
        }
        return answer(index, request.query, request, &typed, found);
    }
    let mut meant = Vec::new();
    if let Some(query) = tolerant(request.query, None) {
        let plan = plan(index, &query);
        meant = corrections(&plan);
        // Who writes operators means what is written: only words that occur nowhere are changed then.
        let plain = request.query.is_plain();
        let query = if plain { Some((query, plan)) } else { None }.or_else(|| {
            let query = tolerant(request.query, Some(&meant))?;
            let plan = plan::plan(index, &query);
            Some((query, plan))
        });
        if let Some((query, plan)) = query {
            let more = matches(index, &plan);
            if more.count > 0 {
                let response = answer(index, &query, request, &plan, more);
                return Response { corrections: meant, widened: plain, ..response };
            }
        }
    }
    if let Some((query, splits)) = compound::split(index, request.query) {
        let plan = plan(index, &query);
        let more = matches(index, &plan);
        if more.count > 0 {
            let response = answer(index, &query, request, &plan, more);
            return Response { corrections: splits, ..response };
        }
    }
    let query = tolerant(request.query, Some(&meant));
    if let Some(relaxed) = query.as_ref().unwrap_or(request.query).relaxed() {
        let plan = plan(index, &relaxed);
        let any = matches(index, &plan);
        if any.count > 0 {
            let response = answer(index, &relaxed, request, &plan, any);
            return Response { corrections: meant, relaxed: true, ..response };
        }
    }
    answer(index, request.query, request, &typed, found)
}

/// What answers a plan, whatever the filters.
struct Found {
    segments: Vec<(u32, Matches)>,
    count: usize,
}

fn matches(index: &Index, plan: &Plan) -> Found {
    let readers = (0..index.segments().len()).filter_map(|number| Reader::new(index, number));
    let segments: Vec<(u32, Matches)> =
        readers.map(|reader| (reader.first(), reader.matches(plan, None))).collect();
    let there = |&(first, ref matches): &(u32, Matches)| match index.is_whole() {
        true => matches.docs.len(),
        false => matches.docs.iter().filter(|&doc| index.is_there(doc + first)).count(),
    };
    let count = segments.iter().map(there).sum();
    Found { segments, count }
}

fn answer(index: &Index, query: &Query, request: &Request<'_>, plan: &Plan, found: Found) -> Response {
    let order = Order::new(index, request.sort);
    let mut counter = Counter::new(index, request.filters);
    let wanted = request.offset.saturating_add(request.limit);
    let mut best = Best::new(match request.sort {
        Sort::Relevance => wanted.max(LOOKED_AT),
        _ => wanted,
    });
    let mut total = 0;
    for (first, matches) in found.segments {
        for (doc, &score) in matches.docs.iter().map(|doc| doc + first).zip(&matches.scores) {
            if index.is_there(doc) && counter.count(doc) {
                total += 1;
                best.offer(order.key(doc, score), doc, score);
            }
        }
    }
    let mut marker = Marker::new(query);
    marker.hurry(&plan::slots_of(plan));
    let mut best = best.sorted();
    if request.sort == Sort::Relevance {
        look_again(index, query, plan, &mut best);
    }
    let hits = best
        .into_iter()
        .skip(request.offset)
        .take(request.limit)
        .map(|(doc, score)| {
            let score = score as f32 / SCALE;
            if request.limit == ALL {
                return Hit { doc: DocId(doc), score, title: Marked::default(), snippet: Marked::default() };
            }
            let text = index.text(doc);
            let title = snippet::title(&mut marker, &text);
            let snippet = snippet::snippets(&mut marker, &text, &[], 1).pop().unwrap_or_default();
            Hit { doc: DocId(doc), score, title, snippet }
        })
        .collect();
    let (facets, dates) = counter.finish();
    let months = facets::months(&dates);
    let given_up = plan::slots_of(plan).into_iter().filter(|slot| slot.given_up);
    let given_up = given_up.map(|slot| slot.slot.pattern.typed()).collect();
    Response { total, hits, facets, months, dates, given_up, query: query.clone(), ..Response::default() }
}

/// So many of the first documents are looked at again.
const LOOKED_AT: usize = 64;

/// Adds to the scores of the first documents, best first, what a second look at them tells: whether the
/// words stand close together, and whether they share more with the best than the words typed.
fn look_again(index: &Index, query: &Query, plan: &Plan, best: &mut [(u32, u32)]) {
    // Other plans of several words are the readings of one.
    if !matches!(query.root, Some(Node::And(_) | Node::Or(_))) {
        return;
    }
    let near = proximity::words(plan);
    let more = feedback::words(index, query, plan, best);
    let more = Query { root: (!more.is_empty()).then_some(Node::Or(more)) };
    let more = more.root.is_some().then(|| plan::plan(index, &more));
    if near.is_empty() && more.is_none() {
        return;
    }
    let first = best.len().min(LOOKED_AT);
    let Some(best) = best.get_mut(..first) else { return };
    crate::order::sort(best);
    for (number, (start, segment)) in index.segments().iter().enumerate() {
        let Some(reader) = Reader::new(index, number) else { continue };
        let from = best.partition_point(|(doc, _)| doc < start);
        let to = best.partition_point(|&(doc, _)| doc < start + segment.len());
        let Some(here) = best.get_mut(from..to) else { continue };
        let docs: Vec<u32> = here.iter().map(|&(doc, _)| doc - start).collect();
        let gains = if near.is_empty() { Vec::new() } else { proximity::gains(&reader, &near, &docs) };
        let mut gains = gains.into_iter();
        let more = more.as_ref().map(|plan| reader.matches(plan, Some(&docs))).unwrap_or_default();
        let mut more = more.docs.into_iter().zip(more.scores).peekable();
        for ((_, score), doc) in here.iter_mut().zip(docs) {
            let shared = more.next_if(|&(next, _)| next == doc).map_or(0, |(_, gain)| gain);
            *score = score.saturating_add(gains.next().unwrap_or(0)).saturating_add(shared);
        }
    }
    crate::order::sort_by_key(best, |&(doc, score)| (Reverse(score), doc));
}

/// Days of a year, as [`days`] counts them.
const YEAR: u32 = 12 * 31;
/// How old an undated document is taken to be.
const UNDATED: u32 = 4 * YEAR;

/// Days up to a day number, months of 31 days each.
fn days(number: u32) -> u32 {
    (number >> 9).saturating_mul(YEAR).saturating_add((number >> 5 & 15) * 31 + (number & 31))
}

/// What the hits are sorted by.
enum Order<'a> {
    Relevance,
    /// The dates, and the day of the newest.
    Recent(&'a [u32], u32),
    Newest(&'a [u32]),
    Oldest(&'a [u32]),
    /// Rank of each source by name, and the sources.
    Source(Vec<u32>, &'a [u32]),
}

impl<'a> Order<'a> {
    fn new(index: &'a Index, sort: Sort) -> Self {
        let columns = index.columns();
        match sort {
            Sort::Relevance => Order::Relevance,
            Sort::Recent => {
                let newest = columns.date.iter().max().copied().unwrap_or(0);
                Order::Recent(&columns.date, days(newest))
            }
            Sort::Newest => Order::Newest(&columns.date),
            Sort::Oldest => Order::Oldest(&columns.date),
            Sort::Source => {
                let names = columns.sources.names();
                let mut numbers: Vec<usize> = (0..names.len()).collect();
                crate::order::sort_by_key(&mut numbers, |&number| names.get(number));
                let mut ranks = vec![0; names.len()];
                for (rank, number) in (0u32..).zip(numbers) {
                    if let Some(to) = ranks.get_mut(number) {
                        *to = rank;
                    }
                }
                Order::Source(ranks, &columns.source)
            }
        }
    }

    /// Greater is earlier; 0 comes last.
    fn key(&self, doc: u32, score: u32) -> u32 {
        let get = |column: &[u32]| column.get(doc as usize).copied().unwrap_or(0);
        match self {
            Order::Relevance => score,
            Order::Recent(dates, newest) => {
                let age = match get(dates) {
                    0 => UNDATED,
                    date => newest.saturating_sub(days(date)),
                };
                (u64::from(score) * u64::from(YEAR) / u64::from(YEAR.saturating_add(age))) as u32
            }
            Order::Newest(dates) => get(dates),
            Order::Oldest(dates) => match get(dates) {
                0 => 0,
                date => u32::MAX - date,
            },
            // The unknown one has the empty name, which sorts first.
            Order::Source(ranks, sources) => match ranks.get(get(sources) as usize) {
                None | Some(0) => 0,
                Some(rank) => u32::MAX - rank,
            },
        }
    }
}

/// Keeps the best documents that come by; of equals the one added first.
struct Best {
    wanted: usize,
    /// The least of the kept on top.
    kept: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Best {
    fn new(wanted: usize) -> Self {
        Best { wanted, kept: BinaryHeap::new() }
    }

    #[inline]
    fn offer(&mut self, key: u32, doc: u32, score: u32) {
        let key = u64::from(key) << 32 | u64::from(u32::MAX - doc);
        if self.kept.len() < self.wanted {
            self.kept.push(Reverse((key, score)));
        } else if let Some(mut least) = self.kept.peek_mut()
            && least.0.0 < key
        {
            *least = Reverse((key, score));
        }
    }

    /// Best first: document and score.
    fn sorted(self) -> Vec<(u32, u32)> {
        let kept = self.kept.into_sorted_vec();
        kept.into_iter().map(|Reverse((key, score))| (u32::MAX - key as u32, score)).collect()
    }
}

/// What of `text` matches the query: sorted, disjoint.
pub fn marks(text: &str, language: Option<Language>, query: &Query) -> Vec<Span> {
    let found = Marker::new(query).find(text, Analyzer::of(language), QueryField::Body);
    marks::disjoint(&found)
}
