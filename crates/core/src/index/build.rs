//! How do texts become a segment?
//!
//! Every token is given its term's number and appended to one long stream; at the end the stream is
//! sorted by counting, and the lists are written term by term. So the work for each token is one look
//! into a hash table, and all else is done once a term. **Invariant.** The segment is the one that
//! adding the documents one by one and merging would give.

use super::Passage;
use super::interner::Interner;
use super::postings::List;
use super::segment::{Segment, SegmentWriter, Shape};
use crate::analysis::{Analyzer, Kind, exact_form, folded_form, tokenize};

/// Terms a stream holds before it is better made into a segment: 64 MiB of numbers.
const FULL: usize = 1 << 24;

/// Documents on their way into a segment.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    terms: Interner,
    /// Tokens that are not plain ASCII as they stand in the text, and their terms.
    spellings: Interner,
    spelled: Vec<u32>,
    /// Terms of all tokens: of each document the title's, then the body's.
    stream: Vec<u32>,
    shape: Shape,
}

impl Builder {
    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.shape.len() == 0
    }

    /// Whether it is time to make a segment.
    pub fn is_full(&self) -> bool {
        self.stream.len() >= FULL
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
        self.shape.title_lengths.push((body_start - start) as u32);
        self.shape.body_lengths.push((self.stream.len() - body_start) as u32);
        self.shape.passage_ends.push(self.shape.passages.len() as u32);
    }

    #[inline(never)]
    fn passage(&mut self, (analyzer, text): (Analyzer, &str)) {
        let ascii = analyzer.for_word("aa").number();
        let (terms, spellings) = (&mut self.terms, &mut self.spellings);
        let (spelled, stream) = (&mut self.spelled, &mut self.stream);
        tokenize(text, |token| {
            if token.kind == Kind::Ascii && token.end - token.start <= crate::analysis::LONGEST_TOKEN {
                stream.push(terms.ascii(text.as_bytes(), token.start, token.end, ascii));
                return;
            }
            let word = text.get(token.start..token.end).unwrap_or("");
            let (spelling, new) = spellings.word(word.as_bytes(), analyzer.number());
            if new {
                let exact = exact_form(word);
                let (term, _) = terms.word(exact.as_bytes(), analyzer.for_word(&exact).number());
                spelled.push(term);
            }
            stream.push(spelled.get(spelling as usize).copied().unwrap_or(0));
        });
    }

    /// Makes the segment.
    pub fn finish(self) -> Segment {
        let Builder { terms, stream, shape, .. } = self;
        // Where the tokens of each term stand in the stream, by counting.
        let mut ends = vec![0u32; terms.len() + 1];
        for &term in &stream {
            if let Some(count) = ends.get_mut(term as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut places = vec![0u32; stream.len()];
        for (place, &term) in (0u32..).zip(&stream) {
            if let Some(at) = ends.get_mut(term as usize) {
                if let Some(to) = places.get_mut(*at as usize) {
                    *to = place;
                }
                *at += 1;
            }
        }
        // Now `ends[term]` is where the term's places end, and the one before is where they begin.
        let documents = Documents::new(&shape);
        let mut writer = SegmentWriter::new(shape, false);
        let (mut body, mut title) = (List::default(), List::default());
        for Sorted { term, folded, .. } in sorted(&terms) {
            let from = term.checked_sub(1).and_then(|before| ends.get(before as usize)).copied().unwrap_or(0);
            let to = ends.get(term as usize).copied().unwrap_or(0);
            body.clear();
            title.clear();
            documents.split(places.get(from as usize..to as usize).unwrap_or(&[]), &mut body, &mut title);
            let exact = std::str::from_utf8(terms.bytes(term)).unwrap_or("");
            let analyzer = Analyzer::from_number(terms.analyzer(term)).unwrap_or_default();
            writer.add(analyzer, folded.as_deref().unwrap_or(exact), exact, &body, &title);
        }
        writer.finish()
    }
}

struct Sorted {
    analyzer: u8,
    key: u64,
    term: u32,
    /// Where it is not the exact form.
    folded: Option<String>,
}

/// The terms by analyzer, folded form and exact form.
fn sorted(terms: &Interner) -> Vec<Sorted> {
    let mut sorted: Vec<Sorted> = (0..terms.len() as u32)
        .map(|term| {
            let bytes = terms.bytes(term);
            let folded = match bytes.is_ascii() {
                true => None,
                false => std::str::from_utf8(bytes)
                    .ok()
                    .map(folded_form)
                    .filter(|folded| folded.as_bytes() != bytes),
            };
            let key = match &folded {
                Some(folded) => {
                    let mut head = [0; 8];
                    head.iter_mut().zip(folded.bytes()).for_each(|(to, byte)| *to = byte);
                    u64::from_be_bytes(head)
                }
                None => terms.order_key(term),
            };
            Sorted { analyzer: terms.analyzer(term), key, term, folded }
        })
        .collect();
    sorted.sort_unstable_by(|one, other| {
        (one.analyzer, one.key).cmp(&(other.analyzer, other.key)).then_with(|| {
            let exact = (terms.bytes(one.term), terms.bytes(other.term));
            let folded = |sorted: &'_ Sorted, exact: &'_ [u8]| -> Vec<u8> {
                sorted.folded.as_ref().map_or_else(|| exact.to_vec(), |folded| folded.clone().into_bytes())
            };
            if one.folded.is_none() && other.folded.is_none() {
                return exact.0.cmp(exact.1);
            }
            folded(one, exact.0).cmp(&folded(other, exact.1)).then_with(|| exact.0.cmp(exact.1))
        })
    });
    sorted
}

/// Finds the document and the position of a place in the stream.
struct Documents {
    /// Where each document begins, and where its body does.
    starts: Vec<(u32, u32)>,
    /// For every 32 places, the document that holds the first of them.
    hints: Vec<u32>,
}

const HINT: u32 = 32;

impl Documents {
    fn new(shape: &Shape) -> Self {
        let mut starts = Vec::with_capacity(shape.len() + 1);
        let mut hints = Vec::new();
        let mut at = 0;
        for (doc, (&title, &body)) in (0u32..).zip(shape.title_lengths.iter().zip(&shape.body_lengths)) {
            starts.push((at, at + title));
            at += title + body;
            while (hints.len() as u32) * HINT < at {
                hints.push(doc);
            }
        }
        starts.push((at, at));
        Documents { starts, hints }
    }

    fn split(&self, places: &[u32], body: &mut List, title: &mut List) {
        let (mut doc, mut start, mut body_start, mut end) = (0, 0, 0, 0);
        for &place in places {
            if place >= end {
                doc = self.hints.get((place / HINT) as usize).copied().unwrap_or(0).max(doc);
                while let Some(&(next, _)) = self.starts.get(doc as usize + 1)
                    && next <= place
                {
                    doc += 1;
                }
                (start, body_start) = self.starts.get(doc as usize).copied().unwrap_or((0, 0));
                end = self.starts.get(doc as usize + 1).map_or(u32::MAX, |&(next, _)| next);
            }
            if place < body_start {
                title.push(doc, place - start);
            } else {
                body.push(doc, place - body_start);
            }
        }
    }
}
