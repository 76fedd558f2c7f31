//! In which documents, and where in them, do the words of a phrase stand together?
//!
//! First the documents that hold all the words, then their positions, one document after the other and the
//! rarest word first: of most documents no more is read than of one word. Where the index has no positions of
//! a word, the texts tell them. **Invariant.** An occurrence lies in one passage.

use super::evaluate::{Matches, Reader, count_below, each_among};
use super::places::{Finder, Row};
use super::plan::{PlannedSlot, Text};
use crate::index::{Block, Field, Positions, StoredList};

/// An occurrence: document, first and last position.
pub type Occurrence = (u32, u32, u32);

impl<'a> Reader<'a> {
    /// The documents in which the words of a text stand as it says.
    pub fn phrase(&self, text: &Text, among: Option<&[u32]>) -> Matches {
        if text.slots.is_empty() {
            return Matches::default();
        }
        let find = |field| {
            let mut asked = self.asked(&[text], field);
            let docs = self.with_all(&asked, among);
            self.read(&mut asked, field, &docs, Row::of(text)).pop().unwrap_or_default()
        };
        self.by_occurrences(text.weight, text, find)
    }

    /// The documents in which two texts stand with fewer than `distance` words between them.
    pub fn near(&self, one: &Text, other: &Text, distance: u32, among: Option<&[u32]>) -> Matches {
        self.by_occurrences(one.weight + other.weight, one, |field| {
            let mut asked = self.asked(&[one, other], field);
            let docs = self.with_all(&asked, among);
            let mut found = self.read(&mut asked, field, &docs, None).into_iter();
            let (first, second) = (found.next().unwrap_or_default(), found.next().unwrap_or_default());
            close(&first, &second, distance, |doc| self.passage_starts(field, doc))
        })
    }

    /// Where each of several texts occurs in `docs`, which ascend.
    pub fn occurrences_of_all(&self, texts: &[&Text], field: Field, docs: &[u32]) -> Vec<Vec<Occurrence>> {
        self.read(&mut self.asked(texts, field), field, docs, None)
    }

    fn by_occurrences(&self, weight: f32, text: &Text, find: impl Fn(Field) -> Vec<Occurrence>) -> Matches {
        let counts = |wanted: bool, field: Field| {
            let mut counts: Vec<(u32, u32)> = Vec::new();
            for (doc, ..) in if wanted { find(field) } else { Vec::new() } {
                match counts.last_mut() {
                    Some((last, count)) if *last == doc => *count += 1,
                    _ => counts.push((doc, 1)),
                }
            }
            counts
        };
        let (body, title) = (counts(text.fields.body, Field::Body), counts(text.fields.title, Field::Title));
        self.by_count(weight, &body, &title)
    }

    fn passage_starts(&self, field: Field, doc: u32) -> &'a [u32] {
        match field {
            Field::Body => self.segment().shape().passages(doc),
            Field::Title => &[],
        }
    }

    /// Texts with the lists of their words in a field.
    fn asked<'t>(&self, texts: &[&'t Text], field: Field) -> Vec<Asked<'t, 'a>> {
        let lists = |text: &Text, slot: usize| {
            let lists = self.lists(text, slot, None).into_iter().filter(|&(_, at, _)| at == field);
            Walkers::of(lists.map(|(list, ..)| list))
        };
        let asked = |&text: &&'t Text| {
            let words: Vec<Walkers<'a>> = (0..text.slots.len()).map(|slot| lists(text, slot)).collect();
            let mut order: Vec<usize> = (0..words.len()).collect();
            let cost = |slot: usize| words.get(slot).map_or(0, Walkers::len);
            crate::order::sort_by_key(&mut order, |&slot| cost(slot));
            Asked { text, words, order }
        };
        texts.iter().map(asked).collect()
    }

    /// Documents that hold every word of all texts.
    fn with_all(&self, asked: &[Asked<'_, 'a>], among: Option<&[u32]>) -> Vec<u32> {
        let mut words: Vec<&Walkers<'a>> = asked.iter().flat_map(|asked| &asked.words).collect();
        crate::order::sort_by_key(&mut words, |words| words.len());
        let mut docs: Option<Vec<u32>> = among.map(<[u32]>::to_vec);
        for word in words {
            let next = word.documents(docs.as_deref(), self.segment().len());
            if next.is_empty() {
                return Vec::new();
            }
            docs = Some(next);
        }
        docs.unwrap_or_default()
    }

    /// Where each text occurs in `docs`, which ascend. Given the only text's `row`, some occurrences say no more
    /// than that they are there.
    fn read(
        &self,
        asked: &mut [Asked<'_, 'a>],
        field: Field,
        docs: &[u32],
        row: Option<Row>,
    ) -> Vec<Vec<Occurrence>> {
        // Documents of which some word's places are in the text only.
        let mut unread: Vec<u32> = Vec::new();
        let walkers = asked.iter().flat_map(|asked| &asked.words).flat_map(|words| &words.walkers);
        for walker in walkers.filter(|walker| !walker.list.has_positions()) {
            each_among(&walker.list, Some(docs), |doc, _| unread.push(doc));
        }
        crate::order::sort(&mut unread);
        unread.dedup();
        let mut unread = unread.into_iter().peekable();
        let texts: Vec<&Text> = asked.iter().map(|asked| asked.text).collect();
        let slots = || texts.iter().flat_map(|text| &text.slots);
        let mut finder = unread.peek().is_some().then(|| Finder::new(slots()));
        let mut found = vec![Vec::new(); asked.len()];
        let mut aligner = Aligner::default();
        for &doc in docs {
            let starts = self.passage_starts(field, doc);
            if unread.next_if_eq(&doc).is_none() {
                for (asked, found) in asked.iter_mut().zip(&mut found) {
                    let Asked { text, words, order } = asked;
                    let place = |slot: usize, out: &mut Vec<u32>| {
                        if let Some(words) = words.get_mut(slot) {
                            words.read(doc, out);
                        }
                    };
                    aligner.align(text, order, place, doc, starts, found);
                }
                continue;
            }
            let stored = self.stored(doc);
            let passages = match field {
                Field::Body => stored.passages.as_slice(),
                Field::Title => &[stored.title],
            };
            let Some(finder) = &mut finder else { continue };
            if let Some(count) = row.as_ref().and_then(|row| row.count(passages, finder)) {
                found.iter_mut().for_each(|found| found.extend((0..count).map(|_| (doc, 0, 0))));
                continue;
            }
            let places = finder.places(passages);
            let mut first = 0;
            for (asked, found) in asked.iter().zip(&mut found) {
                let place = |slot: usize, out: &mut Vec<u32>| {
                    let here = places.iter().filter(|place| usize::from(place.slot) == first + slot);
                    out.extend(here.map(|place| place.position));
                };
                aligner.align(asked.text, &asked.order, place, doc, starts, found);
                first += asked.text.slots.len();
            }
        }
        found
    }
}

/// A text with the lists of its words, and the words in the order in which they are read: rare ones first.
struct Asked<'t, 'a> {
    text: &'t Text,
    words: Vec<Walkers<'a>>,
    order: Vec<usize>,
}

/// The lists of the terms that a word stands for.
struct Walkers<'a> {
    walkers: Vec<Walker<'a>>,
    /// No document of the list before this one is still to come.
    heads: Vec<u32>,
}

impl<'a> Walkers<'a> {
    fn of(lists: impl Iterator<Item = StoredList<'a>>) -> Self {
        let walkers: Vec<Walker<'a>> = lists.map(Walker::new).collect();
        Walkers { heads: vec![0; walkers.len()], walkers }
    }

    fn len(&self) -> u64 {
        self.walkers.iter().map(|walker| u64::from(walker.list.len())).sum()
    }

    /// Documents that any of the lists has, of `all`; of `among` only, if given.
    fn documents(&self, among: Option<&[u32]>, all: u32) -> Vec<u32> {
        let mut docs = Vec::new();
        if let [walker] = self.walkers.as_slice() {
            each_among(&walker.list, among, |doc, _| docs.push(doc));
            return docs;
        }
        let mut found = vec![0u64; all.div_ceil(64) as usize];
        for walker in &self.walkers {
            each_among(&walker.list, among, |doc, _| {
                if let Some(word) = found.get_mut(doc as usize / 64) {
                    *word |= 1 << (doc % 64);
                }
            });
        }
        for (at, mut word) in (0u32..).zip(found) {
            while word != 0 {
                docs.push(at * 64 + word.trailing_zeros());
                word &= word - 1;
            }
        }
        docs
    }

    /// Appends the positions in a document, ascending and each once.
    fn read(&mut self, doc: u32, out: &mut Vec<u32>) {
        let from = out.len();
        let mut lists = 0;
        for (head, walker) in self.heads.iter_mut().zip(&mut self.walkers) {
            if *head <= doc {
                *head = walker.read(doc, out);
                lists += u32::from(*head == doc);
            }
        }
        if lists > 1
            && let Some(here) = out.get_mut(from..)
        {
            crate::order::sort(here);
            out.dedup();
        }
    }
}

/// Goes through a list by ascending documents and reads the positions of those that are asked for.
struct Walker<'a> {
    list: StoredList<'a>,
    /// The block that is read, and its number.
    block: Block,
    number: Option<usize>,
    /// The block's positions, and of which of its documents those are that come next.
    positions: Option<Positions<'a>>,
    next: usize,
    /// Documents of the block before this one are behind.
    from: usize,
}

impl<'a> Walker<'a> {
    fn new(list: StoredList<'a>) -> Self {
        Walker { list, block: Block::default(), number: None, positions: None, next: 0, from: 0 }
    }

    /// Appends the positions in `doc`, if the list has it; the first document from `doc` on that it has.
    fn read(&mut self, doc: u32, out: &mut Vec<u32>) -> u32 {
        let number = self.list.block_of(doc, self.number.unwrap_or(0));
        if self.number != Some(number) {
            self.list.read(number, &mut self.block);
            (self.number, self.positions, self.next, self.from) = (Some(number), None, 0, 0);
        }
        let (docs, counts) = (self.block.docs(), self.block.counts());
        self.from += count_below(docs.get(self.from..).unwrap_or(&[]), doc);
        let found = docs.get(self.from).copied().unwrap_or(u32::MAX);
        if found == doc {
            let positions = self.positions.get_or_insert_with(|| self.list.positions(number));
            let passed = docs.get(self.next..self.from).unwrap_or(&[]);
            let counted = counts.get(self.next..).unwrap_or(&[]);
            passed.iter().zip(counted).for_each(|(&doc, &count)| positions.skip(doc, count));
            positions.next(doc, counts.get(self.from).copied().unwrap_or(0), out);
            self.next = self.from + 1;
        }
        found
    }
}

/// Finds words that stand in their order in one document.
#[derive(Default)]
struct Aligner {
    starts: Vec<u32>,
    places: Vec<u32>,
    rows: Vec<Vec<u32>>,
    noted: Vec<u64>,
}

impl Aligner {
    /// Appends where a text occurs. `place` appends the positions of one of its words; `order` says which to ask
    /// for first; each first word counts once, with the nearest others.
    fn align(
        &mut self,
        text: &Text,
        order: &[usize],
        mut place: impl FnMut(usize, &mut Vec<u32>),
        doc: u32,
        passages: &[u32],
        found: &mut Vec<Occurrence>,
    ) {
        let tight = text.slots.last().map_or(0, |slot| slot.slot.offset);
        if text.slop == 0 {
            self.starts.clear();
            for (number, &word) in order.iter().enumerate() {
                let offset = text.slots.get(word).map_or(0, |slot| slot.slot.offset);
                self.places.clear();
                place(word, &mut self.places);
                if number == 0 {
                    self.starts.extend(self.places.iter().filter_map(|place| place.checked_sub(offset)));
                } else {
                    keep(&mut self.starts, &self.places, offset, &mut self.noted);
                }
                if self.starts.is_empty() {
                    return;
                }
            }
            let whole = self.starts.iter().map(|&start| (doc, start, start.saturating_add(tight)));
            found.extend(whole.filter(|&(_, start, end)| in_one_passage(passages, start, end)));
            return;
        }
        self.rows.resize_with(text.slots.len(), Vec::new);
        for &word in order {
            let Some(row) = self.rows.get_mut(word) else { return };
            row.clear();
            place(word, row);
            if row.is_empty() {
                return;
            }
        }
        let loose = loose(&self.rows, &text.slots, text.slop);
        let loose = loose.filter(|&(start, end)| in_one_passage(passages, start, end));
        found.extend(loose.map(|(start, end)| (doc, start, end)));
    }
}

/// Keeps of ascending starts those that have a place so far behind them. Which of them do cannot be foreseen, so
/// there are no branches: the starts are noted as bits of `noted`, which has none before and after.
fn keep(starts: &mut Vec<u32>, places: &[u32], offset: u32, noted: &mut Vec<u64>) {
    let Some(&last) = starts.last() else { return };
    noted.resize(noted.len().max(last as usize / 64 + 1), 0);
    for &start in starts.iter() {
        if let Some(word) = noted.get_mut(start as usize / 64) {
            *word |= 1 << (start % 64);
        }
    }
    let (few, mut kept) = (starts.len(), 0);
    starts.resize(few + 1, 0);
    for place in places {
        let start = place.wrapping_sub(offset);
        let word = noted.get(start as usize / 64).copied().unwrap_or(0);
        // No more are kept than there were; what is none is written over.
        if let Some(to) = starts.get_mut(kept) {
            *to = start;
        }
        kept += (word >> (start % 64) & 1) as usize;
    }
    starts.truncate(kept.min(few));
    noted.iter_mut().take(last as usize / 64 + 1).for_each(|word| *word = 0);
}

/// Where words stand in their order with at most `slop` more words between them; `rows` are the places of each.
fn loose<'r>(
    rows: &'r [Vec<u32>],
    slots: &'r [PlannedSlot],
    slop: u32,
) -> impl Iterator<Item = (u32, u32)> + 'r {
    let (first, others) = rows.split_first().map_or((&[][..], &[][..]), |(first, rest)| (first, rest));
    let offsets = slots.iter().map(|slot| slot.slot.offset);
    let tight = slots.last().map_or(0, |slot| slot.slot.offset);
    first.iter().filter_map(move |&start| {
        let (mut end, mut before) = (start, 0);
        for (row, offset) in others.iter().zip(offsets.clone().skip(1)) {
            // The word may stand where it would in the tight phrase from the one before on, or later.
            let least = end + (offset - before);
            before = offset;
            end = *row.get(row.partition_point(|&place| place < least))?;
        }
        (end - start - tight <= slop).then_some((start, end))
    })
}

fn in_one_passage(starts: &[u32], first: u32, last: u32) -> bool {
    starts.partition_point(|&start| start <= first) == starts.partition_point(|&start| start <= last)
}

/// Those of `first` that have one of `second` in the same passage with fewer than `distance` words
/// between them.
fn close<'s>(
    first: &[Occurrence],
    second: &[Occurrence],
    distance: u32,
    passages: impl Fn(u32) -> &'s [u32],
) -> Vec<Occurrence> {
    let mut before = 0;
    let mut is_near = |&(doc, start, end): &Occurrence| {
        let rest = second.get(before..).unwrap_or(&[]);
        before += rest.iter().take_while(|&&(there, ..)| there < doc).count();
        let there = second.get(before..).unwrap_or(&[]).iter().take_while(|&&(there, ..)| there == doc);
        there.into_iter().any(|&(_, low, high)| {
            let apart = if low > end { low - end } else { start.saturating_sub(high) };
            // Where the two overlap they are not two.
            apart > 0 && apart <= distance && in_one_passage(passages(doc), start.min(low), end.max(high))
        })
    };
    first.iter().copied().filter(|occurrence| is_near(occurrence)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::query::parse;
    use crate::search::plan::{Plan, plan};

    #[test]
    fn phrases_are_found_where_all_words_stand_in_their_places() {
        let found = |query: &str, rows: [&[u32]; 2], passages: &[u32]| {
            let (query, _) = parse(query);
            let Plan::Text(text) = plan(&Index::new(), &query) else { panic!("no phrase") };
            let mut found = Vec::new();
            for order in [[0, 1], [1, 0]] {
                let before = std::mem::take(&mut found);
                let place = |word: usize, out: &mut Vec<u32>| out.extend(rows[word]);
                Aligner::default().align(&text, &order, place, 7, passages, &mut found);
                assert!(before.is_empty() || before == found);
            }
            found
        };
        let rows: [&[u32]; 2] = [&[0, 5], &[1, 9]];
        assert_eq!(found("\"a b\"", rows, &[]), [(7, 0, 1)]);
        assert_eq!(found("\"a b\"~1", [&[3], &[5]], &[]), [(7, 3, 5)]);
        assert_eq!(found("\"a b\"~3", rows, &[]), [(7, 0, 1), (7, 5, 9)]);
        assert_eq!(found("\"a b\"", rows, &[1]), []);
    }
}
