//! Which documents answer a plan, and with what score?
//!
//! Everything is looked at, since counts are wanted of everything; what is rare is looked at first, and
//! what is frequent then only where it is still of use. Scores are whole numbers (65,536ths), so that
//! their sum does not depend on the order of adding.

use super::plan::{Plan, PlannedSlot, Text};
use crate::index::{Block, Field, Index, Segment, StoredList, StoredText};
use crate::query::QueryField;

/// How soon more of the same word stops counting (BM25's k1): at 0 once is enough, at 10 each
/// occurrence counts almost as much as the first.
pub const SATURATION: f32 = 3.0;
/// How many occurrences in the body one in the title is worth. At 1 titles are just more text; at 50
/// nothing but titles counts.
const TITLE: f32 = 2.0;
/// Occurrences are counted in thousandths: see [`Closeness::weight`](super::pattern::Closeness::weight).
const WHOLE: f32 = 1000.0;
/// What documents score for a word, in parts of its weight.
#[derive(Clone, Copy)]
struct Tier {
    /// At least this.
    least: f32,
    /// So much for each point that BM25 gives, of at most `SATURATION + 1`.
    share: f32,
    /// Whether it matters how often the word occurs and how long the document is; else a document has
    /// it or not.
    counted: bool,
}

/// The documents of a tolerant word: as typed, inflected, one edit off, two edits off; the tiers do not
/// meet.
const TIERS: [Tier; 4] = [
    Tier { least: 1.0, share: 1.0, counted: true },
    Tier { least: 0.5, share: 0.16, counted: true },
    Tier { least: 0.05, share: 0.15, counted: false },
    Tier { least: 0.0, share: 0.016, counted: false },
];
/// Those of a word that is not.
const ALL_ALIKE: Tier = Tier { least: 0.0, share: 1.0, counted: true };
/// Scores in 65,536ths.
pub const SCALE: f32 = 65_536.0;

/// Documents of a segment, ascending, with their scores.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Numbers within the segment.
    pub docs: Vec<u32>,
    /// In 65,536ths.
    pub scores: Vec<u32>,
}

/// A segment to be searched.
pub struct Reader<'a> {
    index: &'a Index,
    number: usize,
    first: u32,
    segment: &'a Segment,
    body_norms: &'a [f32],
    title_norms: &'a [f32],
}

/// A list, the field it is of, and what an occurrence counts.
pub type Weighed<'a> = (StoredList<'a>, Field, u32);

/// How often a text occurs in a document: doc, thousandths in the body, thousandths in the title.
type Frequency = (u32, u32, u32);

impl<'a> Reader<'a> {
    /// Segment `number` of the index.
    pub fn new(index: &'a Index, number: usize) -> Option<Self> {
        let (first, segment) = index.segments().get(number)?;
        let (body_norms, title_norms) = index.norms(*first, segment.len());
        Some(Reader { index, number, first: *first, segment, body_norms, title_norms })
    }

    /// Number of the segment's first document.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// The documents of the segment that answer `plan`; of `among` only, if given.
    pub fn matches(&self, plan: &Plan, among: Option<&[u32]>) -> Matches {
        match plan {
            Plan::All => self.test(among, |_| true),
            Plan::Text(text) => self.text(text, among),
            Plan::Near(one, other, distance) => self.near(one, other, *distance, among),
            Plan::Value(field, chosen) => self.value(*field, chosen, among),
            Plan::Dates(from, to) => {
                let dates = &self.index.columns().date;
                self.test(among, |doc| {
                    dates.get(doc as usize).is_some_and(|date| (from..=to).contains(&date))
                })
            }
            Plan::And(plans) => self.all(plans, among),
            Plan::Or(plans) => self.any(plans, among),
            Plan::Not(plan) => {
                let without = self.matches(plan, among).docs;
                let mut rest = without.iter().copied().peekable();
                let first = self.first;
                self.test(among, |doc| {
                    while rest.next_if(|&next| next + first < doc).is_some() {}
                    rest.peek().is_none_or(|&next| next + first != doc)
                })
            }
        }
    }

    /// Documents that pass a test on their number in the index, without a score.
    fn test(&self, among: Option<&[u32]>, mut passes: impl FnMut(u32) -> bool) -> Matches {
        let docs: Vec<u32> = match among {
            Some(docs) => docs.iter().copied().filter(|doc| passes(doc + self.first)).collect(),
            None => (0..self.segment.len()).filter(|doc| passes(doc + self.first)).collect(),
        };
        Matches { scores: vec![0; docs.len()], docs }
    }

    fn value(&self, field: QueryField, chosen: &[bool], among: Option<&[u32]>) -> Matches {
        let columns = self.index.columns();
        let is_chosen = |value: &u32| chosen.get(*value as usize).copied().unwrap_or(false);
        let single = |column: &'a [u32]| move |doc: u32| column.get(doc as usize).is_some_and(is_chosen);
        match field {
            QueryField::Source => self.test(among, single(&columns.source)),
            QueryField::Language => self.test(among, single(&columns.language)),
            QueryField::Topic => self.test(among, |doc| columns.topic.of(doc).iter().any(is_chosen)),
            QueryField::Author => self.test(among, |doc| columns.author.of(doc).iter().any(is_chosen)),
            QueryField::Title | QueryField::Body => Matches::default(),
        }
    }

    /// About how many documents a plan may give.
    fn cost(&self, plan: &Plan) -> u64 {
        let text = |text: &Text| {
            let slots = text.slots.iter().map(|slot| {
                let terms = slot.terms.get(self.number).map_or(&[][..], Vec::as_slice);
                terms.iter().map(|(term, ..)| u64::from(term.documents())).sum::<u64>()
            });
            slots.min().unwrap_or(0)
        };
        match plan {
            Plan::Text(one) => text(one),
            Plan::Near(one, other, _) => text(one).min(text(other)),
            Plan::And(plans) => plans.iter().map(|plan| self.cost(plan)).min().unwrap_or(0),
            Plan::Or(plans) => plans.iter().map(|plan| self.cost(plan)).sum(),
            Plan::All | Plan::Value(..) | Plan::Dates(..) | Plan::Not(_) => u64::from(self.segment.len()),
        }
    }

    fn all(&self, plans: &[Plan], among: Option<&[u32]>) -> Matches {
        let possible = plans.iter().filter(|plan| !plan.is_given_up());
        let mut order: Vec<(bool, u64, &Plan)> =
            possible.map(|plan| (matches!(plan, Plan::Not(_)), self.cost(plan), plan)).collect();
        crate::order::sort_by_key(&mut order, |&(not, cost, _)| (not, cost));
        let mut found: Option<Matches> = None;
        for (_, _, plan) in order {
            found = Some(match found {
                None => self.matches(plan, among),
                Some(found) if found.docs.is_empty() => return found,
                Some(found) => {
                    let next = self.matches(plan, Some(&found.docs));
                    intersect(found, &next)
                }
            });
        }
        found.unwrap_or_else(|| self.test(among, |_| plans.is_empty()))
    }

    fn any(&self, plans: &[Plan], among: Option<&[u32]>) -> Matches {
        if let [plan] = plans {
            return self.matches(plan, among);
        }
        if plans.iter().map(|plan| self.cost(plan)).sum::<u64>() > u64::from(self.segment.len() / 8) {
            let mut scores = vec![0u32; self.segment.len() as usize];
            let mut found = vec![0u64; scores.len().div_ceil(64)];
            for plan in plans {
                let matches = self.matches(plan, among);
                for (&doc, &score) in matches.docs.iter().zip(&matches.scores) {
                    if let (Some(sum), Some(word)) =
                        (scores.get_mut(doc as usize), found.get_mut(doc as usize / 64))
                    {
                        *sum = sum.saturating_add(score);
                        *word |= 1 << (doc % 64);
                    }
                }
            }
            let mut matches = Matches::default();
            for (at, mut word) in (0u32..).zip(found) {
                while word != 0 {
                    let doc = at * 64 + word.trailing_zeros();
                    word &= word - 1;
                    matches.docs.push(doc);
                    matches.scores.push(scores.get(doc as usize).copied().unwrap_or(0));
                }
            }
            return matches;
        }
        let mut all: Vec<Frequency> = Vec::new();
        for plan in plans {
            let matches = self.matches(plan, among);
            all.extend(matches.docs.into_iter().zip(matches.scores).map(|(doc, score)| (doc, score, 0)));
        }
        by_document(&mut all);
        let mut matches = Matches::default();
        for (doc, score, _) in all {
            if matches.docs.last() == Some(&doc) {
                if let Some(sum) = matches.scores.last_mut() {
                    *sum = sum.saturating_add(score);
                }
            } else {
                matches.docs.push(doc);
                matches.scores.push(score);
            }
        }
        matches
    }

    /// The lists of a slot; of one tier, if it is given.
    pub fn lists(&self, text: &Text, slot: usize, only: Option<usize>) -> Vec<Weighed<'a>> {
        let terms = text.slots.get(slot).and_then(|slot| slot.terms.get(self.number));
        let mut lists = Vec::new();
        for (term, weight, tier) in terms.map_or(&[][..], Vec::as_slice) {
            if only.is_some_and(|only| only != *tier) {
                continue;
            }
            for (field, wanted, extent) in
                [(Field::Body, text.fields.body, term.body), (Field::Title, text.fields.title, term.title)]
            {
                if wanted && extent.count > 0 {
                    lists.push((self.segment.list(term, field), field, *weight));
                }
            }
        }
        lists
    }

    fn text(&self, text: &Text, among: Option<&[u32]>) -> Matches {
        if text.slots.len() != 1 {
            return self.phrase(text, among);
        }
        if !text.slots.first().is_some_and(PlannedSlot::is_tolerant) {
            return self.sum(text.weight, &self.lists(text, 0, None), ALL_ALIKE, among);
        }
        let mut found = Matches::default();
        for (number, tier) in TIERS.into_iter().enumerate() {
            let lists = self.lists(text, 0, Some(number));
            if !lists.is_empty() {
                found = joined(found, self.sum(text.weight, &lists, tier, among));
            }
        }
        found
    }

    /// Documents that any of the lists has.
    fn sum(&self, weight: f32, lists: &[Weighed<'a>], tier: Tier, among: Option<&[u32]>) -> Matches {
        let most = if tier.counted { u32::MAX } else { 1 };
        let total: u64 = lists.iter().map(|(list, ..)| u64::from(list.len())).sum();
        if let [(list, field, each)] = lists {
            let mut matches = Matches::default();
            let room = among.map_or(list.len() as usize, |among| among.len().min(list.len() as usize));
            matches.docs.reserve(room);
            matches.scores.reserve(room);
            let body = *field == Field::Body;
            each_among(list, among, |doc, count| {
                let count = count.min(most).saturating_mul(*each);
                let (body, title) = if body { (count, 0) } else { (0, count) };
                matches.docs.push(doc);
                matches.scores.push(self.score(weight, tier, (doc, body, title)));
            });
            return matches;
        }
        let candidates = among.map_or(u64::from(self.segment.len()), |among| among.len() as u64);
        if total.min(candidates) > u64::from(self.segment.len() / 16) {
            let mut sums = vec![(0u32, 0u32); self.segment.len() as usize];
            for (list, field, each) in lists {
                let body = *field == Field::Body;
                each_among(list, among, |doc, count| {
                    if let Some((in_body, in_title)) = sums.get_mut(doc as usize) {
                        let sum = if body { in_body } else { in_title };
                        *sum = sum.saturating_add(count.min(most).saturating_mul(*each));
                    }
                });
            }
            let mut matches = Matches::default();
            for (doc, &(body, title)) in (0u32..).zip(&sums) {
                if body | title != 0 {
                    matches.docs.push(doc);
                    matches.scores.push(self.score(weight, tier, (doc, body, title)));
                }
            }
            return matches;
        }
        let mut all: Vec<Frequency> = Vec::with_capacity(total.min(candidates) as usize);
        for (list, field, each) in lists {
            let body = *field == Field::Body;
            each_among(list, among, |doc, count| {
                let count = count.min(most).saturating_mul(*each);
                all.push(if body { (doc, count, 0) } else { (doc, 0, count) });
            });
        }
        by_document(&mut all);
        self.scored(weight, tier, all)
    }

    /// Sums up what belongs to one document and scores it.
    fn scored(&self, weight: f32, tier: Tier, all: Vec<Frequency>) -> Matches {
        let mut matches = Matches::default();
        let mut current: Option<Frequency> = None;
        let mut push = |frequency: Frequency| {
            matches.docs.push(frequency.0);
            matches.scores.push(self.score(weight, tier, frequency));
        };
        for (doc, body, title) in all {
            match &mut current {
                Some(sum) if sum.0 == doc => {
                    sum.1 = sum.1.saturating_add(body);
                    sum.2 = sum.2.saturating_add(title);
                }
                _ => current.replace((doc, body, title)).into_iter().for_each(&mut push),
            }
        }
        current.into_iter().for_each(&mut push);
        matches
    }

    /// BM25F: occurrences of both fields are added before they saturate (Robertson, Zaragoza and
    /// Taylor 2004, *Simple BM25 extension to multiple weighted fields*).
    #[inline]
    fn score(&self, weight: f32, tier: Tier, (doc, body, title): Frequency) -> u32 {
        let norm = |norms: &[f32]| match tier.counted {
            true => norms.get(doc as usize).copied().unwrap_or(1.0),
            false => 1.0,
        };
        let mut frequency = body as f32 * norm(self.body_norms);
        if title != 0 {
            frequency += TITLE * title as f32 * norm(self.title_norms);
        }
        let frequency = frequency / WHOLE;
        let saturated = frequency * (SATURATION + 1.0) / (frequency + SATURATION);
        let score = weight * (tier.least + tier.share * saturated);
        (score * SCALE + 0.5) as u32
    }

    /// What an occurrence in the body of a document counts.
    pub fn body_norm(&self, doc: u32) -> f32 {
        self.body_norms.get(doc as usize).copied().unwrap_or(1.0)
    }

    /// What is searched.
    pub fn segment(&self) -> &'a Segment {
        self.segment
    }

    /// Title and passages of a document of the segment.
    pub fn stored(&self, doc: u32) -> StoredText<'a> {
        self.index.text(doc + self.first)
    }

    /// Documents by how often each of several fields has what weighs so much, each document once.
    pub fn by_count(&self, weight: f32, body: &[(u32, u32)], title: &[(u32, u32)]) -> Matches {
        let whole = |count: u32| count.saturating_mul(WHOLE as u32);
        let mut all: Vec<Frequency> = body.iter().map(|&(doc, count)| (doc, whole(count), 0)).collect();
        all.extend(title.iter().map(|&(doc, count)| (doc, 0, whole(count))));
        by_document(&mut all);
        self.scored(weight, ALL_ALIKE, all)
    }
}

/// Sorts by document, then by what stands second. The one such sort in the program: runs that ascend, as
/// those of lists do, are merged.
#[inline(never)]
fn by_document(all: &mut [Frequency]) {
    all.sort_by_key(|&(doc, second, _)| u64::from(doc) << 32 | u64::from(second));
}

/// Those of `found`, and those of `others` that are not among them.
fn joined(found: Matches, others: Matches) -> Matches {
    if found.docs.is_empty() {
        return others;
    }
    let mut both = Matches::default();
    let mut push = |(doc, score)| {
        both.docs.push(doc);
        both.scores.push(score);
    };
    let mut rest = others.docs.into_iter().zip(others.scores).peekable();
    for (doc, score) in found.docs.into_iter().zip(found.scores) {
        while let Some(other) = rest.next_if(|&(next, _)| next < doc) {
            push(other);
        }
        rest.next_if(|&(next, _)| next == doc);
        push((doc, score));
    }
    rest.for_each(push);
    both
}

/// Those of `found` that `other` has too, with both scores.
fn intersect(found: Matches, other: &Matches) -> Matches {
    let mut both = Matches::default();
    let mut rest = other.docs.iter().zip(&other.scores).peekable();
    for (doc, score) in found.docs.into_iter().zip(found.scores) {
        while rest.next_if(|&(&next, _)| next < doc).is_some() {}
        if let Some((_, more)) = rest.next_if(|&(&next, _)| next == doc) {
            both.docs.push(doc);
            both.scores.push(score.saturating_add(*more));
        }
    }
    both
}

/// Hands the documents of a list to `each`; of `among` only, if given.
#[inline]
pub fn each_among(list: &StoredList<'_>, among: Option<&[u32]>, mut each: impl FnMut(u32, u32)) {
    let Some(mut among) = among else { return list.for_each(each) };
    let mut block = Block::default();
    let mut at = 0;
    while let Some(&doc) = among.first() {
        at = list.block_of(doc, at);
        list.read(at, &mut block);
        let (mut docs, mut counts) = (block.docs(), block.counts());
        if docs.is_empty() {
            return;
        }
        // Whichever is behind goes on to where the other is.
        while let (Some(&there), Some(&wanted)) = (docs.first(), among.first()) {
            if there < wanted {
                let passed = count_below(docs, wanted);
                docs = docs.get(passed..).unwrap_or(&[]);
                counts = counts.get(passed..).unwrap_or(&[]);
            } else if there > wanted {
                among = among.get(count_below(among, there)..).unwrap_or(&[]);
            } else {
                each(there, counts.first().copied().unwrap_or(0));
                docs = docs.get(1..).unwrap_or(&[]);
                counts = counts.get(1..).unwrap_or(&[]);
                among = among.get(1..).unwrap_or(&[]);
            }
        }
        at += 1;
    }
}

/// How many of ascending numbers are below `limit`; the sooner told, the fewer they are.
#[inline]
pub fn count_below(numbers: &[u32], limit: u32) -> usize {
    let mut step = 1;
    let mut low = 0;
    while numbers.get(low + step - 1).is_some_and(|&number| number < limit) {
        low += step;
        step *= 2;
    }
    let rest = numbers.get(low..numbers.len().min(low + step - 1)).unwrap_or(&[]);
    low + rest.partition_point(|&number| number < limit)
}
