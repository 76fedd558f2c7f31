//! A plain engine: it reads every word of every document for every query.

use super::corpus::Article;
use super::reading::{Word, are_near, closeness, runs, words};
use crate::analysis::Analyzer;
use crate::index::day_number;
use crate::query::{Node, Query, QueryField};
use crate::search::pattern::{Closeness, Likeness, Slot, readings};
use crate::search::plan::{day_range, likelihood, phrase_slots, rarity};
use std::collections::{BTreeMap, BTreeSet};

/// A field of a document: passages of words.
pub(super) type Words = Vec<Vec<Word>>;

pub(super) struct Plain<'a> {
    articles: &'a [Article],
    bodies: Vec<Words>,
    titles: Vec<Words>,
}

/// What a query asks of a document's words: slots, slop, a neighbour.
pub(super) struct Asked {
    slots: Vec<Slot>,
    slop: u32,
    near: Option<(Vec<Slot>, u32, u32)>,
}

pub(super) type Scores = BTreeMap<u32, u32>;

impl Plain<'_> {
    pub(super) fn new(articles: &[Article]) -> Plain<'_> {
        let bodies = articles
            .iter()
            .map(|article| article.body.iter().map(|(language, text)| words(text, language)).collect())
            .collect();
        let titles = articles.iter().map(|article| vec![words(&article.title, article.language)]).collect();
        Plain { articles, bodies, titles }
    }

    /// Every term that a slot stands for, with the documents that have it in the body and in the title.
    fn terms(&self, slot: &Slot) -> BTreeMap<(Analyzer, String), (Closeness, u64)> {
        type Holders = (Closeness, BTreeSet<usize>, BTreeSet<usize>);
        let mut holders: BTreeMap<(Analyzer, String), Holders> = BTreeMap::new();
        for (field, documents) in [(0, &self.bodies), (1, &self.titles)] {
            for (doc, passages) in documents.iter().enumerate() {
                for word in passages.iter().flatten() {
                    if let Some(closeness) = closeness(&slot.pattern, word) {
                        let entry = holders.entry((word.analyzer, word.exact.clone())).or_insert((
                            closeness,
                            BTreeSet::new(),
                            BTreeSet::new(),
                        ));
                        if field == 0 { &mut entry.1 } else { &mut entry.2 }.insert(doc);
                    }
                }
            }
        }
        holders
            .into_iter()
            .map(|(term, (closeness, body, title))| (term, (closeness, body.len().max(title.len()) as u64)))
            .collect()
    }

    fn norm(&self, doc: u32, title: bool) -> f32 {
        let lengths = |doc: usize| -> u64 {
            let words = if title { &self.titles[doc] } else { &self.bodies[doc] };
            words.iter().map(|passage| passage.len() as u64).sum()
        };
        let language = self.articles[doc as usize].language;
        let same: Vec<u64> = (0..self.articles.len())
            .filter(|&other| self.articles[other].language == language)
            .map(lengths)
            .filter(|&length| length > 0)
            .collect();
        let mean = same.iter().sum::<u64>().max(1) as f32 / same.len().max(1) as f32;
        let weight = if title { 0.5 } else { 0.75 };
        1.0 / (1.0 - weight + weight * lengths(doc as usize) as f32 / mean)
    }

    fn text(&self, asked: &Asked, (body, title): (bool, bool), boost: f32) -> Scores {
        let all = |slots: &[Slot]| -> f32 {
            let documents = |slot: &Slot| self.terms(slot).values().map(|(_, documents)| documents).sum();
            slots.iter().map(|slot| rarity(documents(slot), self.articles.len())).sum()
        };
        let weight = match &asked.near {
            None => all(&asked.slots) * boost,
            Some((others, ..)) => all(&asked.slots) * boost + all(others) * boost,
        };
        let terms = match asked.slots.as_slice() {
            [slot] if asked.near.is_none() => Some(self.terms(slot)),
            _ => None,
        };
        let fuzzy = |slot: &Slot| matches!(slot.pattern.likeness, Likeness::Fuzzy(_));
        let mut forms: BTreeMap<&str, u64> = BTreeMap::new();
        for ((_, form), (_, documents)) in terms.iter().flatten() {
            *forms.entry(form).or_default() += documents;
        }
        let frequency = |passages: &Words, tier: usize| -> u32 {
            let mut sum = 0;
            let mut seen = BTreeSet::new();
            for passage in passages {
                match (&terms, asked.slots.first()) {
                    (Some(terms), Some(slot)) => {
                        for word in passage {
                            // Of a word that is only like the one typed it does not matter how often.
                            if tier > 1 && !seen.insert((word.analyzer, &word.exact)) {
                                continue;
                            }
                            if let Some((closeness, _)) = terms.get(&(word.analyzer, word.exact.clone()))
                                && (!fuzzy(slot) || closeness.tier() == tier)
                            {
                                let mut weight = closeness.weight();
                                if fuzzy(slot) && tier > 1 {
                                    let mut rest: Vec<char> = word.folded.chars().collect();
                                    let mut invented = 0;
                                    for c in slot.pattern.folded.chars() {
                                        match rest.iter().position(|&other| other == c) {
                                            Some(at) => drop(rest.remove(at)),
                                            None => invented += 1,
                                        }
                                    }
                                    let documents = forms[word.exact.as_str()];
                                    weight = likelihood(documents, self.articles.len(), invented);
                                }
                                sum += weight;
                            }
                        }
                    }
                    _ => {
                        let found = runs(passage, &asked.slots, asked.slop);
                        let others = asked
                            .near
                            .as_ref()
                            .map(|(slots, slop, distance)| (runs(passage, slots, *slop), *distance));
                        for run in found {
                            let near = others.as_ref().is_none_or(|(others, distance)| {
                                others.iter().any(|other| are_near(&run, other, *distance))
                            });
                            sum += if near { 1000 } else { 0 };
                        }
                    }
                }
            }
            sum
        };
        // What documents of a tolerant word score at least, and what each point of BM25 adds.
        let tolerant = asked.near.is_none() && asked.slots.len() == 1 && fuzzy(&asked.slots[0]);
        let tiers = match tolerant {
            true => vec![(1.0, 1.0), (0.5, 0.16), (0.05, 0.15), (0.0, 0.016)],
            false => vec![(0.0, 1.0)],
        };
        let mut scores = Scores::new();
        for doc in 0..self.articles.len() as u32 {
            for (number, &(least, share)) in tiers.iter().enumerate() {
                let in_body = if body { frequency(&self.bodies[doc as usize], number) } else { 0 };
                let in_title = if title { frequency(&self.titles[doc as usize], number) } else { 0 };
                if in_body + in_title > 0 && !scores.contains_key(&doc) {
                    let norm = |title| if number < 2 { self.norm(doc, title) } else { 1.0 };
                    let mut frequency = in_body as f32 * norm(false);
                    if in_title > 0 {
                        frequency += 2.0 * in_title as f32 * norm(true);
                    }
                    let frequency = frequency / 1000.0;
                    let saturated = frequency * (3.0 + 1.0) / (frequency + 3.0);
                    let score = weight * (least + share * saturated);
                    scores.insert(doc, (score * 65_536.0 + 0.5) as u32);
                }
            }
        }
        scores
    }

    /// The word or phrase that a part of a query stands for, if it can be read in one way only.
    fn single(node: &Node, fields: (bool, bool), boost: f32) -> Option<(Asked, (bool, bool), f32)> {
        let (slots, slop) = match node {
            Node::Word(_) | Node::Fuzzy(..) => {
                let mut all = Plain::ways(node);
                (all.pop().filter(|_| all.is_empty())?, 0)
            }
            Node::Phrase(..) => phrase_slots(node),
            Node::Boost(node, hundredths) => {
                return Plain::single(node, fields, boost * *hundredths as f32 / 100.0);
            }
            Node::In(QueryField::Title, node) => return Plain::single(node, (false, true), boost),
            Node::In(_, node) => return Plain::single(node, (true, false), boost),
            _ => return None,
        };
        Some((Asked { slots, slop, near: None }, fields, boost))
    }

    fn ways(node: &Node) -> Vec<Vec<Slot>> {
        match node {
            Node::Word(word) => readings(word, None),
            Node::Fuzzy(word, edits) => readings(word, Some(*edits)),
            _ => Vec::new(),
        }
    }

    /// The same, or the first of several ways.
    fn first(node: &Node, fields: (bool, bool), boost: f32) -> Option<(Asked, (bool, bool), f32)> {
        Plain::single(node, fields, boost).or_else(|| match node {
            Node::Word(_) | Node::Fuzzy(..) => {
                let slots = Plain::ways(node).into_iter().next()?;
                Some((Asked { slots, slop: 0, near: None }, fields, boost))
            }
            Node::Or(nodes) => nodes.iter().find_map(|node| Plain::single(node, fields, boost)),
            Node::Boost(node, hundredths) => Plain::first(node, fields, boost * *hundredths as f32 / 100.0),
            Node::In(QueryField::Title, node) => Plain::first(node, (false, true), boost),
            Node::In(_, node) => Plain::first(node, (true, false), boost),
            _ => None,
        })
    }

    /// What a document gains by the closeness of the words asked for side by side.
    pub(super) fn closeness(&self, root: Option<&Node>, doc: u32) -> u32 {
        let Some(Node::And(nodes) | Node::Or(nodes)) = root else { return 0 };
        let mut distinct: Vec<&Node> = Vec::new();
        nodes.iter().for_each(|node| {
            if !distinct.contains(&node) {
                distinct.push(node);
            }
        });
        let all: Vec<(Asked, f32)> = distinct
            .into_iter()
            .filter_map(|node| Plain::first(node, (true, true), 1.0))
            .filter(|(asked, (body, _), _)| *body && !asked.slots.is_empty())
            .map(|(asked, _, boost)| {
                let documents = |slot: &Slot| self.terms(slot).values().map(|(_, documents)| documents).sum();
                let rare = |slot: &Slot| rarity(documents(slot), self.articles.len());
                let weight: f32 = asked.slots.iter().map(rare).sum();
                (asked, weight * boost)
            })
            .take(24)
            .collect();
        if all.len() < 2 {
            return 0;
        }
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (number, (asked, _)) in all.iter().enumerate() {
            let mut before = 0;
            for passage in &self.bodies[doc as usize] {
                for run in runs(passage, &asked.slots, asked.slop) {
                    places.push((before + run[0], before + run[run.len() - 1], number));
                }
                before += passage.len();
            }
        }
        places.sort();
        let mut sums = vec![0f32; all.len()];
        for pair in places.windows(2) {
            let ((_, end, one), (start, _, other)) = (pair[0], pair[1]);
            if one != other && start > end {
                let near = 1.0 / ((start - end) as f32 * (start - end) as f32);
                sums[one] += near * all[other].1;
                sums[other] += near * all[one].1;
            }
        }
        let norm = self.norm(doc, false);
        let gain: f32 = sums
            .iter()
            .zip(&all)
            .map(|(&sum, (_, weight))| {
                let sum = sum * norm * 0.1;
                weight * sum * (3.0 + 1.0) / (sum + 3.0)
            })
            .sum();
        (gain * 0.1 * 65_536.0 + 0.5) as u32
    }

    fn those(&self, passes: impl Fn(&Article) -> bool) -> Scores {
        (0u32..).zip(self.articles).filter(|(_, article)| passes(article)).map(|(doc, _)| (doc, 0)).collect()
    }

    pub(super) fn node(&self, node: &Node, fields: (bool, bool), boost: f32) -> Scores {
        let sum = |all: Vec<Scores>| {
            let mut sum = Scores::new();
            all.into_iter().flatten().for_each(|(doc, score)| *sum.entry(doc).or_default() += score);
            sum
        };
        let distinct = |nodes: &[Node]| -> Vec<Scores> {
            let mut seen: Vec<&Node> = Vec::new();
            for node in nodes {
                if !seen.contains(&node) {
                    seen.push(node);
                }
            }
            seen.into_iter().map(|node| self.node(node, fields, boost)).collect()
        };
        let any = |readings: Vec<Vec<Slot>>| {
            let all = readings.into_iter().filter(|slots| !slots.is_empty());
            sum(all.map(|slots| self.text(&Asked { slots, slop: 0, near: None }, fields, boost)).collect())
        };
        match node {
            Node::Word(word) => any(readings(word, None)),
            Node::Fuzzy(word, edits) => any(readings(word, Some(*edits))),
            Node::Phrase(..) => {
                let (slots, slop) = phrase_slots(node);
                self.text(&Asked { slots, slop, near: None }, fields, boost)
            }
            Node::Near(one, other, distance) => {
                let ((slots, slop), (others, loose)) = (phrase_slots(one), phrase_slots(other));
                self.text(&Asked { slots, slop, near: Some((others, loose, *distance)) }, fields, boost)
            }
            Node::In(QueryField::Title, node) => self.node(node, (false, true), boost),
            Node::In(_, node) => self.node(node, (true, false), boost),
            Node::Value(field, value) => {
                let folded = |text: &str| -> Vec<String> {
                    words(text, "").into_iter().map(|word| word.folded).collect()
                };
                let wanted = folded(value);
                let whole = |name: &str| name == value || !wanted.is_empty() && folded(name) == wanted;
                self.those(|article| match field {
                    QueryField::Source => {
                        article.source == value
                            || !wanted.is_empty()
                                && folded(article.source).windows(wanted.len()).any(|window| window == wanted)
                    }
                    QueryField::Language => whole(article.language),
                    QueryField::Topic if article.topics.is_empty() => value.is_empty(),
                    QueryField::Topic => article.topics.iter().any(|topic| whole(topic)),
                    _ => value.is_empty(),
                })
            }
            Node::Dates(from, to) => {
                let (from, to) = day_range(*from, *to);
                self.those(|article| (from..=to).contains(&day_number(article.date)))
            }
            Node::And(nodes) => {
                let all = distinct(nodes);
                let mut both = sum(all.clone());
                both.retain(|doc, _| all.iter().all(|scores| scores.contains_key(doc)));
                both
            }
            Node::Or(nodes) => sum(distinct(nodes)),
            Node::Not(node) => {
                let without = self.node(node, fields, boost);
                let mut rest = self.those(|_| true);
                rest.retain(|doc, _| !without.contains_key(doc));
                rest
            }
            Node::Boost(node, hundredths) => self.node(node, fields, boost * *hundredths as f32 / 100.0),
        }
    }

    pub(super) fn answers(&self, query: &Query) -> Scores {
        let mut scores = match &query.root {
            Some(root) => self.node(root, (true, true), 1.0),
            None => self.those(|_| true),
        };
        scores.retain(|&doc, _| !self.articles[doc as usize].removed);
        scores
    }
}
