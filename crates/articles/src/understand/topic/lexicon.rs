//! Which words speak for which topics, and where do they stand in a text?
//!
//! A lexicon maps terms to topics with a weight for each. A term is a word, the beginning of one (which
//! covers its inflections), several words in a row, or characters inside a run of a script without
//! spaces; it holds for one language or for any. Terms are kept as 32-bit hashes (FNV-1a, with
//! MurmurHash3's finaliser): of some ten thousand, one word in ten thousand that is none of them is
//! taken for one.
//!
//! **Invariant.** Of the terms that match at a place the longest counts, one of the text's language before one
//! of any; no byte of a text is in two hits of one length in words. [`Lexicon::open`] never panics, and
//! accepts what [`write`] wrote.
//!
//! File, little endian: `AXTM`, version; then numbers in groups of seven bits: how many topics, and for each its
//! code and (plus one) the place of its parent; how many terms; how many bytes their hashes take,
//! and the hashes, ascending, by interpolative coding; for each term how many weights it has; the topics of
//! all weights; all weights, a byte each; at the end a checksum of eight bytes.

use super::super::language::ModelError;
use crate::analysis::{Kind, exact_form, tokenize};
use crate::article::{Language, Topic};
use crate::codec::{BitReader, ByteReader, checksum};
use crate::span::Span;
use explorer_text::memo::{self, Memo};
use explorer_text::terms::{BASIS, Match, Terms, extended, sealed};

const MAGIC: &[u8; 5] = b"AXTM\x01";
/// Parts of one in which weights are counted.
pub const PARTS: f32 = 5.0;
// Characters of a run without spaces that are looked up together, at most.
const LONGEST_RUN: usize = 6;

/// How much of the text a term must match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A whole word (in a script without spaces: anywhere).
    Word,
    /// The beginning of a word.
    Beginning,
    /// The first words of a term of several: says nothing yet.
    Opening,
}

/// The hash of a term. `words` are in the form of [`form`], with a space between them.
pub fn hash(language: Option<Language>, words: &str, extent: Extent) -> u32 {
    sealed(extended(seed(language), words.as_bytes()), extent as u32)
}

/// The form of a word in which terms are compared: small letters, no points on Arabic letters and one
/// alef for all, no dot left over from a Turkish capital.
pub fn form(word: &str) -> String {
    let mut form = exact_form(word);
    if !form.is_ascii() {
        let kept = |c: char| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
            '\u{307}' | '\u{64B}'..='\u{65F}' | '\u{670}' => None,
            _ => Some(c),
        };
        form = form.chars().filter_map(kept).collect();
    }
    form
}

// The colon keeps the French "et" from being any language's "fret".
fn seed(language: Option<Language>) -> u32 {
    language.map_or(BASIS, |language| extended(extended(BASIS, language.code().as_bytes()), b":"))
}

/// A topic of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is.
    pub topic: Topic,
    /// The place of the topic above it, if there is one.
    pub parent: Option<u8>,
}

/// What a term says for a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The place of the topic in [`Lexicon::subjects`].
    pub subject: u8,
    /// How much, in [`PARTS`].
    pub parts: u8,
}

/// A term found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Which.
    pub term: u32,
    /// Where.
    pub span: Span,
}

/// Terms with their weights.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// The topics, by place.
    pub subjects: Vec<Subject>,
    terms: Terms,
    // By term: where its weights end.
    ends: Vec<u32>,
    weights: Vec<Weight>,
    memo: Memo<Alone>,
}

/// What a word says by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Alone {
    /// The term that it is or begins with, plus one; 0 for none.
    term: u32,
    /// Whether terms of several words begin with it, of the text's language and of any, and the states after it.
    opens: [bool; 2],
    after: [u32; 2],
}

impl Lexicon {
    fn sized(subjects: Vec<Subject>, terms: usize) -> Self {
        Lexicon {
            subjects,
            terms: Terms::sized(terms),
            ends: Vec::with_capacity(terms),
            weights: Vec::new(),
            memo: Memo::default(),
        }
    }

    // The weights of the term are those that were added since the last one.
    fn insert(&mut self, hash: u32) {
        self.ends.push(self.weights.len() as u32);
        self.terms.insert(hash, self.ends.len() as u32 - 1);
    }

    /// Reads a model file.
    pub fn open(bytes: &[u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let (content, sum) = bytes.split_last_chunk::<8>().ok_or(ModelError::Damaged)?;
        if checksum(content) != u64::from_le_bytes(*sum) {
            return Err(ModelError::Damaged);
        }
        Self::read(content).ok_or(ModelError::Damaged)
    }

    fn read(content: &[u8]) -> Option<Self> {
        let mut reader = ByteReader::at(content, MAGIC.len());
        let subjects = (0..reader.byte())
            .map(|_| Subject { topic: Topic(reader.short()), parent: reader.byte().checked_sub(1) })
            .collect();
        let terms = reader.short() as usize;
        // A term takes a byte at least.
        if terms >= content.len() {
            return None;
        }
        let mut lexicon = Lexicon::sized(subjects, terms);
        let mut hashes = vec![0; terms];
        BitReader::at(reader.bytes(), 0).ascending(&mut hashes, 0, u32::MAX);
        let counts = reader.take(terms);
        let all = counts.iter().map(|&count| count as usize).sum();
        let (of, parts) = (reader.take(all), reader.take(all));
        if counts.len() != terms || parts.len() != all || reader.position() != content.len() {
            return None;
        }
        let mut weights = of.iter().zip(parts).map(|(&subject, &parts)| Weight { subject, parts });
        for (hash, &count) in hashes.into_iter().zip(counts) {
            lexicon.weights.extend(weights.by_ref().take(count as usize));
            lexicon.insert(hash);
        }
        let known = |weight: &Weight| usize::from(weight.subject) < lexicon.subjects.len();
        let above = |subject: &Subject| {
            subject.parent.is_none_or(|parent| usize::from(parent) < lexicon.subjects.len())
        };
        let sound = lexicon.weights.iter().all(known) && lexicon.subjects.iter().all(above);
        sound.then_some(lexicon)
    }

    /// What a term says.
    pub fn weights(&self, term: u32) -> &[Weight] {
        let term = term as usize;
        let start = term.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end);
        let end = self.ends.get(term).map_or(start, |&end| end);
        self.weights.get(start as usize..end as usize).unwrap_or(&[])
    }

    fn find(&self, state: u32, extent: Extent) -> Option<u32> {
        self.terms.find(state, extent as u32)
    }

    // The longest term that `word` is or begins with, going on from `state`.
    fn longest(&self, state: u32, word: &[u8]) -> (Option<Match>, u32) {
        self.terms.longest(state, word, Extent::Word as u32, Extent::Beginning as u32)
    }

    /// Hands the terms in `piece` of `text` to `each`, in order of their ends.
    pub fn hits(&self, text: &str, piece: Span, language: Option<Language>, mut each: impl FnMut(Hit)) {
        let base = piece.start as usize;
        let piece = piece.of(text);
        let seeds = [seed(language), BASIS];
        let seeds = if language.is_some() { &seeds[..] } else { &seeds[1..] };
        let tag = language
            .map_or(0, |language| language.code().bytes().fold(0, |tag, byte| tag << 8 | u32::from(byte)));
        // Terms of several words that may go on: the state after their last word, and where they begin.
        let mut open: Vec<(u32, usize)> = Vec::new();
        let mut next: Vec<(u32, usize)> = Vec::new();
        // Up to where a run without spaces has been read.
        let mut read = 0;
        tokenize(piece, |token| {
            if token.kind == Kind::Bigram {
                if token.start >= read
                    && let Some((term, end)) = self.in_run(seeds, piece, token.start)
                {
                    read = end;
                    each(Hit { term, span: Span::new(base + token.start, base + end) });
                }
                return;
            }
            let word = piece.get(token.start..token.end).unwrap_or("");
            let small;
            let mut bytes = [0; memo::LONGEST];
            let form: &str = if token.kind != Kind::Ascii {
                small = form(word);
                &small
            } else if word.bytes().all(|byte| !byte.is_ascii_uppercase()) {
                word.get(..word.len().min(crate::analysis::LONGEST_TOKEN)).unwrap_or("")
            } else if let Some(bytes) = bytes.get_mut(..word.len()) {
                for (slot, byte) in bytes.iter_mut().zip(word.bytes()) {
                    *slot = byte.to_ascii_lowercase();
                }
                std::str::from_utf8(bytes).unwrap_or("")
            } else {
                small = form(word);
                &small
            };
            let mut found = None;
            for &(state, start) in &open {
                let (longer, after) = self.longest(extended(state, b" "), form.as_bytes());
                if let Some((term, _)) = longer {
                    found = found.or(Some((term, start)));
                }
                if self.find(after, Extent::Opening).is_some() {
                    next.push((after, start));
                }
            }
            let alone = self.memo.get(form.as_bytes(), tag, || self.alone(seeds, form));
            for (after, _) in alone.after.into_iter().zip(alone.opens).filter(|(_, opens)| *opens) {
                next.push((after, token.start));
            }
            let term = alone.term.checked_sub(1).map(|term| (term, token.start));
            if let Some((term, start)) = found.or(term) {
                each(Hit { term, span: Span::new(base + start, base + token.end) });
            }
            open.clear();
            std::mem::swap(&mut open, &mut next);
        });
    }

    // What a word says by itself, of the text's language before any.
    #[inline(never)]
    fn alone(&self, seeds: &[u32], form: &str) -> Alone {
        let mut alone = Alone::default();
        for (&seed, (opens, after)) in seeds.iter().zip(alone.opens.iter_mut().zip(&mut alone.after)) {
            let (longest, state) = self.word(seed, form);
            if let Some((term, _)) = longest.filter(|_| alone.term == 0) {
                alone.term = term + 1;
            }
            (*opens, *after) = (self.find(state, Extent::Opening).is_some(), state);
        }
        alone
    }

    // An Arabic word is also looked up without the article and the particles that are written as one with it.
    fn word(&self, seed: u32, form: &str) -> (Option<Match>, u32) {
        let (mut longest, after) = self.longest(seed, form.as_bytes());
        let mut rest = form;
        while longest.is_none()
            && let Some(shorter) = rest
                .strip_prefix("ال")
                .or_else(|| rest.strip_prefix("لل"))
                .or_else(|| rest.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك', 'س']))
            && shorter.len() >= 4
        {
            longest = self.longest(seed, shorter.as_bytes()).0;
            rest = shorter;
        }
        (longest, after)
    }

    fn in_run(&self, seeds: &[u32], piece: &str, start: usize) -> Option<Match> {
        let mut best = None;
        for &seed in seeds {
            let (mut state, mut end, mut longest) = (seed, start, None);
            for c in piece.get(start..).unwrap_or("").chars().take(LONGEST_RUN) {
                let mut bytes = [0; 4];
                state = extended(state, c.encode_utf8(&mut bytes).as_bytes());
                end += c.len_utf8();
                if let Some(term) = self.find(state, Extent::Word) {
                    longest = Some((term, end));
                }
            }
            best = best.or(longest);
        }
        best
    }
}

/// The file of a lexicon; `terms` are sorted by hash, which is less than the largest number.
pub fn write(subjects: &[Subject], terms: &[(u32, Vec<Weight>)]) -> Vec<u8> {
    use crate::codec::{BitWriter, write_bytes, write_number};
    let mut out = MAGIC.to_vec();
    out.push(subjects.len() as u8);
    for subject in subjects {
        write_number(&mut out, u64::from(subject.topic.0));
        out.push(subject.parent.map_or(0, |parent| parent + 1));
    }
    write_number(&mut out, terms.len() as u64);
    let hashes: Vec<u32> = terms.iter().map(|(hash, _)| *hash).collect();
    let mut bits = BitWriter::default();
    bits.ascending(&hashes, 0, u32::MAX);
    let mut written = Vec::new();
    bits.flush_into(&mut written);
    write_bytes(&mut out, &written);
    out.extend(terms.iter().map(|(_, weights)| weights.len() as u8));
    out.extend(terms.iter().flat_map(|(_, weights)| weights).map(|weight| weight.subject));
    out.extend(terms.iter().flat_map(|(_, weights)| weights).map(|weight| weight.parts));
    let sum = checksum(&out);
    out.extend(sum.to_le_bytes());
    out
}
