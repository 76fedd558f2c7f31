//! How do texts become a segment?
//!
//! Every token is given its term's number and appended to a stream. A long stream is sorted by counting into
//! a *run*, in which the occurrences of each term stand together in a few bytes each; at the end the runs are
//! read side by side with what is left of the stream, and the lists are written term by term. So the work for
//! each token is one look into a hash table, and all else is done once a term. What is done for all tokens or
//! all terms at once is cut into calls: a browser makes a function fast while it runs something else, and
//! the loop that it is in stays slow. **Invariant.** The segment is the one that
//! adding the documents one by one and merging would give.

use super::Passage;
use super::interner::{Interner, Key, Slot};
use super::postings::List;
use super::segment::{Segment, SegmentWriter, Shape};
use crate::analysis::{Analyzer, Kind, LONGEST_TOKEN, exact_form, folded_form, tokenize};
use crate::codec::{ByteReader, write_number};

/// Terms a stream holds before it is sorted into a run: 32 MiB of numbers. At a tenth of this the runs'
/// tables of terms outweigh them, at four times it they are more memory than the segment.
const LONG: usize = 1 << 23;

/// Tokens or terms that one call takes.
const CALL: usize = 1 << 12;

/// Terms a builder has seen when it is better made into a segment: runs of about 100 MB.
pub const FULL: usize = 1 << 25;

/// The same where memory is small.
pub const FULL_IF_SMALL: usize = 1 << 23;

/// Tokens whose words are looked up together.
const TOGETHER: usize = 32;

/// Documents on their way into a segment.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    terms: Interner,
    pending: Vec<Token>,
    /// Terms of the tokens that are in no run yet: of each document the title's, then the body's.
    stream: Vec<u32>,
    /// The first document of the stream.
    first: usize,
    runs: Vec<Run>,
    seen: usize,
    shape: Shape,
}

/// A token that is still to be looked up.
#[derive(Clone, Copy, Debug)]
struct Token {
    key: Key,
    slot: Slot,
    start: usize,
    end: usize,
}

/// The occurrences of a stretch of documents, by term.
#[derive(Clone, Debug, Default)]
struct Run {
    bytes: Vec<u8>,
    /// Where those of each term end.
    ends: Vec<u32>,
}

impl Builder {
    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.shape.len() == 0
    }

    /// Terms that it has seen.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Adds a document.
    pub fn add(&mut self, title: &Passage<'_>, body: &[Passage<'_>]) {
        let analysed = |passage: &Passage<'_>| Analyzer::of(passage.language);
        self.add_analysed(
            (analysed(title), title.text),
            body.iter().map(|passage| (analysed(passage), passage.text)),
        );
    }

    /// Adds a document of passages with their analyzers.
    pub fn add_analysed<'t>(
        &mut self,
        title: (Analyzer, &str),
        body: impl Iterator<Item = (Analyzer, &'t str)>,
    ) {
        let start = self.stream.len();
        self.passage(title);
        let body_start = self.stream.len();
        for passage in body {
            let at = self.stream.len();
            self.passage(passage);
            if at > body_start && self.stream.len() > at {
                self.shape.passages.push((at - body_start) as u32);
            }
        }
        self.seen += self.stream.len() - start;
        self.shape.title_lengths.push((body_start - start) as u32);
        self.shape.body_lengths.push((self.stream.len() - body_start) as u32);
        self.shape.passage_ends.push(self.shape.passages.len() as u32);
        if self.stream.len() >= LONG {
            let sorted = self.sort();
            self.runs.push(sorted.run());
            self.stream.clear();
            self.first = self.shape.len();
        }
    }

    #[inline(never)]
    fn passage(&mut self, (analyzer, text): (Analyzer, &str)) {
        let ascii = analyzer.for_word("aa").number();
        let bytes = text.as_bytes();
        tokenize(text, |token| {
            let (start, end) = (token.start, token.end);
            let key = match token.kind == Kind::Ascii && end - start <= LONGEST_TOKEN {
                true => Key::of_ascii(bytes, start, end, ascii),
                false => Key::of_spelling(bytes.get(start..end).unwrap_or(&[]), analyzer.number()),
            };
            self.pending.push(Token { key, slot: Slot::default(), start, end });
            if self.pending.len() == TOGETHER {
                self.look_up(analyzer, text);
            }
        });
        self.look_up(analyzer, text);
    }

    fn look_up(&mut self, analyzer: Analyzer, text: &str) {
        let Builder { terms, pending, stream, .. } = self;
        for token in pending.iter_mut() {
            token.slot = terms.peek(token.key);
        }
        for &Token { key, slot, start, end } in pending.iter() {
            let number = Interner::seen(key, slot).unwrap_or_else(|| {
                let word = text.get(start..end).unwrap_or("");
                if key.is_spelling() {
                    spelled(terms, key, word, analyzer)
                } else {
                    terms.ascii(key, word.as_bytes())
                }
            });
            stream.push(number);
        }
        pending.clear();
    }

    /// The stream's occurrences by term.
    fn sort(&self) -> Sorted {
        let mut ends = vec![0u32; self.terms.len() + 1];
        self.stream.chunks(CALL).for_each(|terms| count(terms, &mut ends));
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut places = vec![0u32; self.stream.len()];
        for (at, terms) in (0u32..).step_by(CALL).zip(self.stream.chunks(CALL)) {
            place(at, terms, &mut ends, &mut places);
        }
        // Now `ends[term]` is where the term's places end, and the one before is where they begin.
        ends.pop();
        let lengths = |lengths: &'_ [u32]| lengths.get(self.first..).unwrap_or(&[]).to_vec();
        let (titles, bodies) = (lengths(&self.shape.title_lengths), lengths(&self.shape.body_lengths));
        let mut sorted = Sorted { places, ends, first: self.first as u32, ..Sorted::default() };
        let mut end = 0;
        for length in titles.into_iter().zip(bodies).flat_map(|(title, body)| [title, body]) {
            end += length;
            while sorted.near.len() << NEAR < end as usize {
                sorted.near.push(sorted.fields.len() as u32);
            }
            sorted.fields.push(end);
        }
        sorted
    }

    /// Makes the segment.
    pub fn finish(self) -> Segment {
        let last = self.sort();
        let Builder { terms, runs, shape, .. } = self;
        let mut writer = SegmentWriter::new(shape, false);
        let (mut body, mut title) = (List::default(), List::default());
        let ordered = Ordered::of(&terms);
        for group in ordered.terms.chunks(TOGETHER) {
            // The terms' bytes and occurrences lie far apart: fetching those of many at once is sooner done
            // than waiting for each.
            let fetched = group.iter().fold(0, |sum: u8, &Ranked { term, .. }| {
                let byte = |bytes: &[u8], at: usize| bytes.get(at).copied().unwrap_or(0);
                let runs = runs.iter().map(|run| byte(&run.bytes, range(&run.ends, term).start));
                let last = last.of(term).first().map_or(0, |place| *place as u8);
                sum ^ runs.fold(last, |sum, byte| sum ^ byte) ^ byte(terms.bytes(term), 0)
            });
            std::hint::black_box(fetched);
            write(group, (&terms, &ordered), (&runs, &last), (&mut body, &mut title), &mut writer);
        }
        writer.finish()
    }
}

/// Writes the lists of a group of terms.
#[inline(never)]
fn write(
    group: &[Ranked],
    (terms, ordered): (&Interner, &Ordered),
    (runs, last): (&[Run], &Sorted),
    (body, title): (&mut List, &mut List),
    writer: &mut SegmentWriter,
) {
    for ranked in group {
        body.clear();
        title.clear();
        runs.iter().for_each(|run| run.read(ranked.term, body, title));
        last.read(ranked.term, body, title);
        let exact = terms.bytes(ranked.term);
        let folded = ordered.folded(ranked).map_or(exact, str::as_bytes);
        let analyzer = Analyzer::from_number(ranked.analyzer).unwrap_or_default();
        writer.add(analyzer, folded, exact, body, title);
    }
}

/// Counts terms, each one further on.
#[inline(never)]
fn count(terms: &[u32], counts: &mut [u32]) {
    for &term in terms {
        if let Some(count) = counts.get_mut(term as usize + 1) {
            *count += 1;
        }
    }
}

/// Puts the places of terms, from `first` on, each where its term's next one belongs.
#[inline(never)]
fn place(first: u32, terms: &[u32], next: &mut [u32], places: &mut [u32]) {
    for (place, &term) in (first..).zip(terms) {
        if let Some(at) = next.get_mut(term as usize) {
            if let Some(to) = places.get_mut(*at as usize) {
                *to = place;
            }
            *at += 1;
        }
    }
}

/// The term of a token that is not plain ASCII.
#[inline(never)]
fn spelled(terms: &mut Interner, key: Key, token: &str, analyzer: Analyzer) -> u32 {
    terms.spelling(key, token.as_bytes()).unwrap_or_else(|| {
        let exact = exact_form(token);
        let number = terms.word(exact.as_bytes(), analyzer.for_word(&exact).number());
        terms.spell(key, token.as_bytes(), number);
        number
    })
}

/// Where the numbers of a term lie in a list of all.
fn range(ends: &[u32], term: u32) -> std::ops::Range<usize> {
    let term = term as usize;
    // Terms that came later have none.
    let end = |term: usize| ends.get(term).or(ends.last()).copied().unwrap_or(0) as usize;
    term.checked_sub(1).map_or(0, end)..end(term)
}

/// Occurrences sorted by term: places in the stream.
#[derive(Default)]
struct Sorted {
    places: Vec<u32>,
    ends: Vec<u32>,
    /// The stream's first document.
    first: u32,
    /// Where each field ends: of each document the title, then the body.
    fields: Vec<u32>,
    /// For every 64th place the field that it is in, or one before.
    near: Vec<u32>,
}

/// Places between two that [`Sorted::near`] tells the field of, as a power of two.
const NEAR: u32 = 6;

/// The occurrences of a term in one field of a document.
struct Here<'a> {
    /// Twice the document, plus one if it is the body.
    field: u32,
    /// The stream's place with the field's first token.
    start: u32,
    places: &'a [u32],
}

impl Sorted {
    fn of(&self, term: u32) -> &[u32] {
        self.places.get(range(&self.ends, term)).unwrap_or(&[])
    }

    /// Hands the occurrences of a term to `each`, field by field.
    #[inline]
    fn each_field<'a>(&'a self, term: u32, mut each: impl FnMut(Here<'a>)) {
        let mut rest = self.of(term);
        let mut field = 0;
        while let Some(&first) = rest.first() {
            field = field.max(self.near.get((first >> NEAR) as usize).map_or(0, |&near| near as usize));
            while self.fields.get(field).is_some_and(|&end| end <= first) {
                field += 1;
            }
            let end = self.fields.get(field).copied().unwrap_or(u32::MAX);
            let start = field.checked_sub(1).and_then(|before| self.fields.get(before)).map_or(0, |end| *end);
            let count = 1 + rest.iter().skip(1).take_while(|&&place| place < end).count();
            let (places, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = after;
            each(Here { field: self.first * 2 + field as u32, start, places });
        }
    }

    fn read(&self, term: u32, body: &mut List, title: &mut List) {
        self.each_field(term, |here| {
            let list = if here.field & 1 == 1 { &mut *body } else { &mut *title };
            list.docs.push(here.field >> 1);
            list.counts.push(here.places.len() as u32);
            list.positions.extend(here.places.iter().map(|place| place - here.start));
        });
    }

    /// The same in fewer bytes: gaps between fields, how often the term stands there, gaps between positions.
    fn run(&self) -> Run {
        let mut run = Run::default();
        let terms = self.ends.len() as u32;
        for from in (0..terms).step_by(CALL) {
            self.compress(from..terms.min(from + CALL as u32), &mut run);
        }
        run
    }

    #[inline(never)]
    fn compress(&self, terms: std::ops::Range<u32>, run: &mut Run) {
        for term in terms {
            let mut before = 0;
            self.each_field(term, |here| {
                let single = u64::from(here.places.len() == 1);
                write_number(&mut run.bytes, u64::from(here.field - before) << 1 | single);
                before = here.field;
                if single == 0 {
                    write_number(&mut run.bytes, here.places.len() as u64);
                }
                let mut last = here.start;
                for &place in here.places {
                    write_number(&mut run.bytes, u64::from(place - last));
                    last = place;
                }
            });
            run.ends.push(run.bytes.len() as u32);
        }
    }
}

impl Run {
    fn read(&self, term: u32, body: &mut List, title: &mut List) {
        let range = range(&self.ends, term);
        let mut reader = ByteReader::at(self.bytes.get(..range.end).unwrap_or(&[]), range.start);
        let mut field = 0;
        while !reader.is_done() {
            let head = reader.short();
            field += head >> 1;
            let count = if head & 1 == 1 { 1 } else { reader.short() };
            let list = if field & 1 == 1 { &mut *body } else { &mut *title };
            list.docs.push(field >> 1);
            list.counts.push(count);
            let mut position = 0;
            for _ in 0..count {
                position += reader.short();
                list.positions.push(position);
            }
        }
    }
}

/// Terms by analyzer, folded form and exact form.
struct Ordered {
    terms: Vec<Ranked>,
    /// Folded forms that are not the exact form.
    folded: String,
}

#[derive(Clone, Copy)]
struct Ranked {
    /// First sixteen bytes of the folded form.
    first: u128,
    term: u32,
    /// Where its folded form stands, if it is not the exact form.
    folded: Option<(u32, u16)>,
    analyzer: u8,
}

impl Ordered {
    fn of(terms: &Interner) -> Self {
        let mut folded = String::new();
        let mut ranked = Vec::with_capacity(terms.len());
        let all = terms.len() as u32;
        for from in (0..all).step_by(CALL) {
            Ordered::rank(terms, from..all.min(from + CALL as u32), &mut ranked, &mut folded);
        }
        let mut ordered = Ordered { terms: Vec::new(), folded };
        ranked.sort_unstable_by(|one, other| {
            (one.analyzer, one.first).cmp(&(other.analyzer, other.first)).then_with(|| {
                let exact = (terms.bytes(one.term), terms.bytes(other.term));
                let folded = |ranked: &Ranked| ordered.folded(ranked).map(str::as_bytes);
                folded(one)
                    .unwrap_or(exact.0)
                    .cmp(folded(other).unwrap_or(exact.1))
                    .then_with(|| exact.0.cmp(exact.1))
            })
        });
        ordered.terms = ranked;
        ordered
    }

    #[inline(never)]
    fn rank(terms: &Interner, some: std::ops::Range<u32>, ranked: &mut Vec<Ranked>, folded: &mut String) {
        for term in some.filter(|&term| terms.is_word(term)) {
            let exact = terms.bytes(term);
            let start = folded.len();
            if !exact.is_ascii() {
                folded.push_str(&folded_form(std::str::from_utf8(exact).unwrap_or("")));
            }
            let form = folded.as_bytes().get(start..).filter(|form| *form != exact && !exact.is_ascii());
            let mut first = [0; 16];
            first.iter_mut().zip(form.unwrap_or(exact)).for_each(|(to, byte)| *to = *byte);
            ranked.push(Ranked {
                first: u128::from_be_bytes(first),
                term,
                folded: form.map(|form| (start as u32, form.len() as u16)),
                analyzer: terms.analyzer(term),
            });
            if form.is_none() {
                folded.truncate(start);
            }
        }
    }

    /// The folded form of a term, if it is not the exact form.
    fn folded(&self, ranked: &Ranked) -> Option<&str> {
        let (start, length) = ranked.folded?;
        self.folded.get(start as usize..start as usize + usize::from(length))
    }
}
