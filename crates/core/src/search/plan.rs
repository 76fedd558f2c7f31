//! Which terms of the index does a query stand for?
//!
//! A query becomes a plan: every word with the terms it stands for in each segment and with what it
//! weighs. **Invariant.** Weights come from all segments together, so that they do not depend on how
//! documents are spread over them.

use super::pattern::{Closeness, Likeness, Pattern, Slot, readings, slots};
use crate::analysis::{Analyzer, exact_form, folded_form, tokenize};
use crate::article::Date;
use crate::index::{Cursor, Dictionary, Index, Term, Values, day_number};
use crate::query::{Node, Query, QueryField};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// Which fields a word is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// In the body.
    pub body: bool,
    /// In the title.
    pub title: bool,
}

/// A pattern with the terms it stands for.
#[derive(Clone, Debug)]
pub struct PlannedSlot {
    /// Its place and what is looked for.
    pub slot: Slot,
    /// By segment, with what an occurrence counts and the tier it is in.
    pub terms: Vec<Vec<(Term, u32, usize)>>,
    /// Exact forms of the terms of a word.
    pub forms: Vec<Vec<u8>>,
    /// Documents, counted once for every term that they hold.
    pub documents: u64,
    /// Of a tolerant word the closest form, of those equally close the most frequent.
    pub nearest: Option<(Closeness, String)>,
    /// It stands for more than can be read in time, and so for nothing.
    pub given_up: bool,
}

impl PlannedSlot {
    /// Whether the documents that have the word as typed come before all that have one like it.
    pub fn is_tolerant(&self) -> bool {
        matches!(self.slot.pattern.likeness, Likeness::Fuzzy(_))
    }
}

/// A word or a phrase.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its words.
    pub slots: Vec<PlannedSlot>,
    /// Other words allowed between them.
    pub slop: u32,
    /// Where to look.
    pub fields: Fields,
    /// How much it tells about a document that it occurs: the rarer, the more.
    pub weight: f32,
}

/// What to look up and how to combine it.
#[derive(Clone, Debug)]
pub enum Plan {
    /// Every document.
    All,
    /// A word or a phrase.
    Text(Text),
    /// Two of them close together.
    Near(Text, Text, u32),
    /// Documents by the number of their value in a column.
    Value(QueryField, Vec<bool>),
    /// Documents by their [`day_number`], ends included.
    Dates(u32, u32),
    /// All of them.
    And(Vec<Plan>),
    /// Any of them.
    Or(Vec<Plan>),
    /// None of it.
    Not(Box<Plan>),
}

impl Plan {
    /// Whether it stands for more than can be read in time.
    pub fn is_given_up(&self) -> bool {
        let given_up = |text: &Text| text.slots.iter().any(|slot| slot.given_up);
        match self {
            Plan::Text(text) => given_up(text),
            Plan::Near(one, other, _) => given_up(one) || given_up(other),
            _ => false,
        }
    }
}

const BOTH: Fields = Fields { body: true, title: true };

/// Entries of lists that a query may read; a tenth of a second's work. What is over is left out and said.
const MOST_ENTRIES: u64 = 3_000_000;
/// An entry of which the positions are read is so much more work.
const POSITIONS: u64 = 4;

/// What is asked of, and how much of it may still be read.
struct Planner<'a> {
    index: &'a Index,
    left: Cell<u64>,
}

/// The plan of a query.
pub fn plan(index: &Index, query: &Query) -> Plan {
    let planner = Planner { index, left: Cell::new(MOST_ENTRIES) };
    query.root.as_ref().map_or(Plan::All, |root| node(&planner, root, BOTH, 1.0))
}

fn node(index: &Planner<'_>, asked: &Node, fields: Fields, boost: f32) -> Plan {
    let all = |nodes: &[Node]| nodes.iter().map(|one| node(index, one, fields, boost)).collect();
    match asked {
        Node::Word(word) => any_reading(index, readings(word, None), fields, boost),
        Node::Fuzzy(word, edits) => any_reading(index, readings(word, Some(*edits)), fields, boost),
        Node::Phrase(..) => Plan::Text(text(index, phrase_slots(asked), fields, boost)),
        Node::Near(one, other, distance) => Plan::Near(
            text(index, phrase_slots(one), fields, boost),
            text(index, phrase_slots(other), fields, boost),
            *distance,
        ),
        Node::In(QueryField::Title, inner) => node(index, inner, Fields { body: false, title: true }, boost),
        Node::In(QueryField::Body, inner) => node(index, inner, Fields { body: true, title: false }, boost),
        Node::In(_, inner) => node(index, inner, fields, boost),
        Node::Value(field, value) => Plan::Value(*field, chosen(index.index, *field, value)),
        Node::Dates(from, to) => {
            let (from, to) = day_range(*from, *to);
            Plan::Dates(from, to)
        }
        Node::And(nodes) => Plan::And(all(&once(nodes))),
        Node::Or(nodes) => Plan::Or(all(&once(nodes))),
        Node::Not(inner) => Plan::Not(Box::new(node(index, inner, fields, boost))),
        Node::Boost(inner, hundredths) => node(index, inner, fields, boost * *hundredths as f32 / 100.0),
    }
}

/// Each of several nodes once: asking twice for the same changes nothing.
fn once(nodes: &[Node]) -> Vec<Node> {
    let mut seen = HashSet::new();
    nodes.iter().filter(|node| seen.insert(format!("{node:?}"))).cloned().collect()
}

/// The slots and the slop of a word or phrase that stands as one.
pub fn phrase_slots(node: &Node) -> (Vec<Slot>, u32) {
    match node {
        Node::Word(word) => (slots(word, false, None), 0),
        Node::Fuzzy(word, edits) => (slots(word, false, Some(*edits)), 0),
        Node::Phrase(words, slop) => (slots(words, true, None), *slop),
        Node::Boost(node, _) | Node::In(_, node) => phrase_slots(node),
        _ => (Vec::new(), 0),
    }
}

/// All slots of a plan.
pub fn slots_of(plan: &Plan) -> Vec<&PlannedSlot> {
    match plan {
        Plan::Text(text) => text.slots.iter().collect(),
        Plan::Near(one, other, _) => one.slots.iter().chain(&other.slots).collect(),
        Plan::And(plans) | Plan::Or(plans) => plans.iter().flat_map(slots_of).collect(),
        Plan::Not(_) | Plan::All | Plan::Value(..) | Plan::Dates(..) => Vec::new(),
    }
}

fn any_reading(index: &Planner<'_>, readings: Vec<Vec<Slot>>, fields: Fields, boost: f32) -> Plan {
    let mut texts: Vec<Plan> =
        readings.into_iter().map(|slots| Plan::Text(text(index, (slots, 0), fields, boost))).collect();
    match texts.pop() {
        Some(only) if texts.is_empty() => only,
        Some(last) => {
            texts.push(last);
            Plan::Or(texts)
        }
        None => Plan::Or(texts),
    }
}

fn text(planner: &Planner<'_>, (slots, slop): (Vec<Slot>, u32), fields: Fields, boost: f32) -> Text {
    let index = planner.index;
    let each = if slots.len() > 1 { POSITIONS } else { 1 };
    let slots: Vec<PlannedSlot> = slots
        .into_iter()
        .map(|slot| {
            let (planned, entries) = resolve(index, slot, planner.left.get() / each);
            planner.left.set(planner.left.get().saturating_sub(entries * each));
            planned
        })
        .collect();
    let weight: f32 = slots.iter().map(|slot| rarity(slot.documents, index.len())).sum();
    Text { slots, slop, fields, weight: weight * boost }
}

/// How much more rare words tell than frequent ones: at 1 as BM25 has it, so that in a long question the
/// frequent words, being many, say most; at 3 nothing counts but the rarest word.
const RARITY: f64 = 1.25;

/// How much a word tells: the logarithm of how seldom it occurs (the "idf" of BM25 as Lucene has it,
/// which is never negative), raised a little.
pub fn rarity(documents: u64, total: usize) -> f32 {
    let total = total as f64;
    let documents = (documents as f64).min(total);
    let idf = libm::log(1.0 + (total - documents + 0.5) / (documents + 0.5));
    libm::pow(idf, RARITY) as f32
}

/// How much likelier it is to leave out or to swap letters than to type one certain wrong letter: there
/// are some 26 of those, but not all are equally near.
const INVENTED: f32 = 8.0;

/// What a word that is only like the one typed counts, in thousandths: the chance that it was meant.
/// A document is the likelier to be the one that is looked for the fewer there are with the word; the
/// power keeps several frequent words from outweighing a rare one. `invented`: letters typed that are
/// not in the word.
pub fn likelihood(documents: u64, total: usize, invented: u32) -> u32 {
    let ratio = rarity(documents, total) / rarity(1, total);
    let square = ratio * ratio;
    let share = (0..invented).fold(square * square * 1000.0, |share, _| share / INVENTED);
    (share as u32).max(1)
}

/// The terms that a slot stands for, and how many entries their lists have; no terms if those are more
/// than `most`.
fn resolve(index: &Index, slot: Slot, most: u64) -> (PlannedSlot, u64) {
    let mut planned = PlannedSlot {
        slot,
        terms: Vec::new(),
        forms: Vec::new(),
        documents: 0,
        nearest: None,
        given_up: false,
    };
    let mut entries = 0;
    let mut found: Vec<Vec<(Vec<u8>, Term, Closeness)>> = Vec::new();
    let tolerant = planned.is_tolerant();
    let named = !matches!(planned.slot.pattern.likeness, Likeness::Prefix | Likeness::Wildcard(_));
    // A term's documents are counted over all segments before the greater field is taken.
    let apart = tolerant || index.segments().len() > 1;
    let mut counts: HashMap<(Analyzer, Vec<u8>), (u64, u64)> = HashMap::new();
    for (_, segment) in index.segments() {
        let mut terms = Vec::new();
        for dictionary in segment.dictionaries() {
            expand(dictionary, &planned.slot.pattern, |cursor, closeness| {
                let (exact, term) = (cursor.exact(), cursor.term());
                entries += u64::from(term.body.count) + u64::from(term.title.count);
                if entries > most {
                    return;
                }
                if apart {
                    let (body, title) = counts.entry((dictionary.analyzer(), exact.to_vec())).or_default();
                    *body += u64::from(term.body.count);
                    *title += u64::from(term.title.count);
                } else {
                    planned.documents += u64::from(term.documents());
                }
                terms.push((if named { exact.to_vec() } else { Vec::new() }, *term, closeness));
            });
        }
        found.push(terms);
    }
    if entries > most {
        planned.given_up = true;
        planned.documents = index.len() as u64;
        return (planned, 0);
    }
    let mut documents: HashMap<Vec<u8>, u64> = HashMap::new();
    for ((_, exact), (body, title)) in counts {
        planned.documents += body.max(title);
        if tolerant {
            *documents.entry(exact).or_default() += body.max(title);
        }
    }
    let mut nearest: Option<(Closeness, u64, Vec<u8>)> = None;
    for terms in found {
        let mut weighed = Vec::with_capacity(terms.len());
        for (exact, term, closeness) in terms {
            let mut weight = closeness.weight();
            if tolerant {
                let documents = documents.get(&exact).copied().unwrap_or(1);
                if closeness.is_edited() {
                    let folded = folded_form(utf8(&exact));
                    let invented = planned.slot.pattern.letters.not_in(&folded);
                    weight = likelihood(documents, index.len(), invented);
                }
                let better = |(known, most, form): &(Closeness, u64, Vec<u8>)| {
                    (closeness, *most, &exact) < (*known, documents, form)
                };
                if nearest.as_ref().is_none_or(better) {
                    nearest = Some((closeness, documents, exact.clone()));
                }
            }
            weighed.push((term, weight, closeness.tier()));
            if named {
                planned.forms.push(exact);
            }
        }
        planned.terms.push(weighed);
    }
    planned.nearest = nearest.map(|(closeness, _, form)| (closeness, utf8(&form).to_owned()));
    crate::order::sort(&mut planned.forms);
    planned.forms.dedup();
    (planned, entries)
}

/// Hands the terms that a pattern stands for to `each`, with how close they are.
pub fn expand(dictionary: &Dictionary, pattern: &Pattern, mut each: impl FnMut(&Cursor<'_>, Closeness)) {
    let prefix = pattern.folded.as_bytes();
    match pattern.likeness {
        Likeness::Word | Likeness::Verbatim => word(dictionary, pattern, each),
        Likeness::Prefix | Likeness::Wildcard(_) => {
            let mut cursor = dictionary.seek(prefix);
            while cursor.is_valid() && cursor.folded().starts_with(prefix) {
                if let Some(closeness) = pattern.closeness_folded(utf8(cursor.exact()), utf8(cursor.folded()))
                {
                    each(&cursor, closeness);
                }
                cursor.advance();
            }
        }
        Likeness::Fuzzy(most) => {
            let mut known = Vec::new();
            word(dictionary, pattern, |cursor, closeness| {
                known.push(cursor.number());
                each(cursor, closeness);
            });
            dictionary.similar(&pattern.folded, most, |cursor| {
                if !known.contains(&cursor.number())
                    && let Some(closeness) =
                        pattern.closeness_folded(utf8(cursor.exact()), utf8(cursor.folded()))
                {
                    each(cursor, closeness);
                }
            });
        }
    }
}

/// The terms that are the word, its spellings and, if it asks for them, its inflections.
fn word(dictionary: &Dictionary, pattern: &Pattern, mut each: impl FnMut(&Cursor<'_>, Closeness)) {
    let folded = pattern.folded.as_bytes();
    let mut cursor = dictionary.seek(folded);
    while cursor.is_valid() && cursor.folded() == folded {
        let same = cursor.exact() == pattern.exact.as_bytes();
        each(&cursor, if same { Closeness::Exact } else { Closeness::Folded });
        cursor.advance();
    }
    let analyzer = dictionary.analyzer();
    let Some(stem) = pattern.stem(analyzer) else { return };
    let mut cursor = dictionary.seek(stem.as_bytes());
    while cursor.is_valid() && cursor.folded() == stem.as_bytes() {
        if cursor.folded() != folded && analyzer.stem(utf8(cursor.exact())) == stem {
            each(&cursor, Closeness::Stemmed);
        }
        cursor.advance();
    }
    for number in dictionary.family(&stem) {
        let cursor = dictionary.at(number);
        if cursor.folded() != folded
            && cursor.folded() != stem.as_bytes()
            && analyzer.stem(utf8(cursor.exact())) == stem
        {
            each(&cursor, Closeness::Stemmed);
        }
    }
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or("")
}

/// First and last [`day_number`] of a range; an open end takes everything dated.
pub fn day_range(from: Option<Date>, to: Option<Date>) -> (u32, u32) {
    let last = to.map_or(u32::MAX, |date| {
        let (_, month, day) = date.parts();
        let month = if month.is_none() { 15 << 5 } else { 0 };
        day_number(Some(date)) | month | if day.is_none() { 31 } else { 0 }
    });
    (day_number(from).max(1), last)
}

/// Which values of a field `value` names: the same but for case and diacritics, or with all its words
/// in a row.
fn chosen(index: &Index, field: QueryField, value: &str) -> Vec<bool> {
    let Some(values) = values_of(index, field) else { return Vec::new() };
    let words = |text: &str| {
        let mut words = Vec::new();
        tokenize(text, |token| {
            words.push(folded_form(&exact_form(text.get(token.start..token.end).unwrap_or(""))));
        });
        words
    };
    let wanted = words(value);
    let whole = matches!(field, QueryField::Language | QueryField::Topic);
    values
        .names()
        .iter()
        .map(|name| {
            let there = words(name);
            name == value
                || !wanted.is_empty()
                    && if whole {
                        there == wanted
                    } else {
                        there.windows(wanted.len()).any(|window| window == wanted.as_slice())
                    }
        })
        .collect()
}

/// The values of a field that has a column.
pub fn values_of(index: &Index, field: QueryField) -> Option<&Values> {
    let columns = index.columns();
    match field {
        QueryField::Source => Some(&columns.sources),
        QueryField::Author => Some(&columns.authors),
        QueryField::Language => Some(&columns.languages),
        QueryField::Topic => Some(&columns.topics),
        QueryField::Title | QueryField::Body => None,
    }
}
