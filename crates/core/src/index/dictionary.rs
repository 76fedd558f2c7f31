//! Which terms are there, and where are their lists?
//!
//! One dictionary an analyzer, sorted by folded form, then exact form: spellings that differ in
//! diacritics stand together, and so does what begins alike. Blocks of 16 terms share prefixes;
//! only where the blocks begin is kept decoded. Beside it stand the *families*: terms by a hash of
//! their stem, for those whose stem is not their folded form.
//!
//! **Invariant.** Terms are sorted and differ; a term's number is its rank.

use super::postings::{INLINE, has_positions};
use super::section::Section;
use crate::analysis::{Analyzer, folded_form};
use crate::codec::{BitReader, BitWriter, ByteReader, checksum, width_of, write_number};
use std::sync::OnceLock;

const BLOCK: u32 = 16;
/// Families in one bucket, on average.
const BUCKET: u32 = 8;
const FINGERPRINT: u32 = 8;

/// How many documents hold a term in a field, and the bytes of its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Documents.
    pub count: u32,
    /// Bytes of postings.
    pub postings: u32,
    /// Bytes of positions.
    pub positions: u32,
}

/// What the dictionary says of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// Where its postings begin: first the body's, then the title's.
    pub postings_at: u32,
    /// Where its positions begin.
    pub positions_at: u32,
    /// In the body.
    pub body: Extent,
    /// In the title.
    pub title: Extent,
}

impl Term {
    /// In how many documents it occurs, at least: the greater of the two fields.
    pub fn documents(&self) -> u32 {
        self.body.count.max(self.title.count)
    }
}

#[derive(Clone, Copy, Debug)]
struct BlockStart {
    at: u32,
    postings: u32,
    positions: u32,
}

/// Writes a dictionary; terms must come sorted.
#[derive(Debug, Default)]
pub struct DictionaryWriter {
    analyzer: Analyzer,
    /// Documents of the segment, and whether its lists are slim.
    of: (u32, bool),
    count: u32,
    bytes: Vec<u8>,
    blocks: Vec<BlockStart>,
    previous: Vec<u8>,
    stems: Vec<(u32, u32)>,
    sketcher: Sketcher,
    sketches: Vec<u32>,
    /// Exact and folded forms of the last terms, one a line, and how many those are: they are stemmed together.
    unstemmed: (Vec<u8>, Vec<u8>, u32),
}

/// Bytes of words that are stemmed together.
const STEMMED: usize = 8 << 10;

/// Whether a list of `count` documents has positions that stand apart from it.
fn stands_apart(count: u32, (total, slim): (u32, bool)) -> bool {
    count >= INLINE && has_positions(slim, count, total)
}

/// The hash under which the terms with this stem stand together.
fn stem_hash(stem: &str) -> u32 {
    checksum(stem.as_bytes()) as u32
}

impl DictionaryWriter {
    /// A dictionary of this analyzer's terms.
    pub fn new(analyzer: Analyzer, total: u32, slim: bool) -> Self {
        DictionaryWriter { analyzer, of: (total, slim), ..DictionaryWriter::default() }
    }

    /// Adds a term, which sorts after all before.
    pub fn add(&mut self, folded: &[u8], exact: &[u8], term: &Term) {
        let key = folded;
        let mut shared = 0;
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push(BlockStart {
                at: self.bytes.len() as u32,
                postings: term.postings_at,
                positions: term.positions_at,
            });
        } else {
            shared = key.iter().zip(&self.previous).take_while(|(a, b)| a == b).count();
        }
        let rest = key.get(shared..).unwrap_or(&[]);
        let (low, high) = (shared.min(15), rest.len().min(15));
        self.bytes.push((low | high << 4) as u8);
        if low == 15 {
            write_number(&mut self.bytes, shared as u64 - 15);
        }
        if high == 15 {
            write_number(&mut self.bytes, rest.len() as u64 - 15);
        }
        self.bytes.extend_from_slice(rest);
        self.sketches.push(self.sketcher.sketch(key, shared));
        self.previous.truncate(shared);
        self.previous.extend_from_slice(rest);
        let spelled = folded != exact;
        let flags = u64::from(term.title.count > 0) | u64::from(spelled) << 1;
        write_number(&mut self.bytes, u64::from(term.body.count) << 2 | flags);
        if spelled {
            write_number(&mut self.bytes, exact.len() as u64);
            self.bytes.extend_from_slice(exact);
        }
        if term.title.count > 0 {
            write_number(&mut self.bytes, u64::from(term.title.count));
        }
        let mut extent = |extent: &Extent| {
            write_number(&mut self.bytes, u64::from(extent.postings));
            if stands_apart(extent.count, self.of) {
                write_number(&mut self.bytes, u64::from(extent.positions));
            }
        };
        if term.body.count > 0 {
            extent(&term.body);
        }
        if term.title.count > 0 {
            extent(&term.title);
        }
        self.count += 1;
        if self.analyzer != Analyzer::PLAIN {
            let (words, forms, count) = &mut self.unstemmed;
            for (lines, word) in [(&mut *words, exact), (forms, folded)] {
                if *count > 0 {
                    lines.push(b'\n');
                }
                lines.extend_from_slice(word);
            }
            *count += 1;
            if words.len() > STEMMED {
                self.stem();
            }
        }
    }

    /// Notes the stems of the last terms that are not their folded forms.
    fn stem(&mut self) {
        let (words, forms, count) = &mut self.unstemmed;
        let text = |lines| std::str::from_utf8(lines).unwrap_or("");
        if *count > 0
            && let Some(stems) = self.analyzer.stems(text(words))
        {
            let pairs = stems.split('\n').zip(text(forms).split('\n'));
            for (number, (stem, folded)) in (self.count - *count..).zip(pairs) {
                let hash = match stem.is_ascii() {
                    true => (stem != folded).then(|| stem_hash(stem)),
                    false => {
                        Some(folded_form(stem)).filter(|stem| stem != folded).map(|stem| stem_hash(&stem))
                    }
                };
                self.stems.extend(hash.map(|hash| (hash, number)));
            }
        }
        (*words).clear();
        (*forms).clear();
        *count = 0;
    }

    /// Appends the dictionary to `out`; the [`sketch`]es of its terms.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Vec<u32> {
        self.stem();
        out.push(self.analyzer.number());
        write_number(out, u64::from(self.count));
        write_number(out, self.bytes.len() as u64);
        out.append(&mut self.bytes);
        let mut before = BlockStart { at: 0, postings: 0, positions: 0 };
        for block in self.blocks {
            write_number(out, u64::from(block.at - before.at));
            write_number(out, u64::from(block.postings - before.postings));
            write_number(out, u64::from(block.positions - before.positions));
            before = block;
        }
        // Families: buckets by the hash's high bits, in each a fingerprint and the term's number.
        let bits = bucket_bits(self.stems.len() as u32);
        let number_width = width_of(self.count);
        crate::order::sort(&mut self.stems);
        let mut writer = BitWriter::default();
        let mut counts = vec![0u64; 1 << bits];
        for &(hash, number) in &self.stems {
            if let Some(count) = counts.get_mut(bucket_of(hash, bits)) {
                *count += 1;
            }
            writer.write(fingerprint(hash, bits), FINGERPRINT);
            writer.write(number, number_width);
        }
        write_number(out, self.stems.len() as u64);
        counts.into_iter().for_each(|count| write_number(out, count));
        let mut families = Vec::new();
        writer.flush_into(&mut families);
        write_number(out, families.len() as u64);
        out.append(&mut families);
        self.sketches
    }
}

fn bucket_bits(stems: u32) -> u32 {
    width_of(stems / BUCKET).min(24)
}

fn bucket_of(hash: u32, bits: u32) -> usize {
    (u64::from(hash) >> (32 - bits)) as usize
}

fn fingerprint(hash: u32, bits: u32) -> u32 {
    (hash >> (24 - bits)) & ((1 << FINGERPRINT) - 1)
}

/// The terms of one analyzer.
#[derive(Clone, Debug)]
pub struct Dictionary {
    analyzer: Analyzer,
    /// Documents of the segment, and whether its lists are slim.
    of: (u32, bool),
    count: u32,
    bytes: Section,
    blocks: Vec<BlockStart>,
    bucket_bits: u32,
    /// Where each bucket begins, counted in families; one more than there are buckets.
    buckets: Vec<u32>,
    families: Section,
    /// [`sketch`]es of the terms' folded forms, by number, made when first wanted.
    sketches: OnceLock<Vec<u32>>,
}

/// Lengths above this are not told apart in a sketch.
const LONGEST_SKETCHED: u32 = 31;
/// Classes of letters that a sketch tells apart; those of a to z are one each.
const SKETCHED: u32 = 27;

/// Which letters a word has, and above them how many letters it has.
fn sketch(word: &str) -> u32 {
    word.chars().fold(0, with_letter)
}

/// The sketch of a word with a letter more.
#[inline]
fn with_letter(sketch: u32, c: char) -> u32 {
    let longer = if sketch >> SKETCHED < LONGEST_SKETCHED { 1 << SKETCHED } else { 0 };
    (sketch | 1 << (c as u32 % SKETCHED)) + longer
}

/// Sketches words that begin alike: what they share is sketched once.
#[derive(Debug, Default)]
struct Sketcher {
    /// The sketch up to each byte of the last word; inside a letter, up to that letter.
    before: Vec<u32>,
}

impl Sketcher {
    /// The sketch of a word that begins with so many bytes of the last one.
    fn sketch(&mut self, word: &[u8], shared: usize) -> u32 {
        let mut at = shared.min(self.before.len().saturating_sub(1));
        // Two letters may begin with the same bytes.
        while at > 0 && word.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at -= 1;
        }
        let mut sketch = self.before.get(at).copied().unwrap_or(0);
        self.before.truncate(at);
        while let Some(&byte) = word.get(at) {
            let rest = if byte < 0x80 { None } else { word.get(at..) };
            let c = rest.map_or(Some(char::from(byte)), |rest| utf8_start(rest).chars().next());
            let Some(c) = c else { break };
            (0..c.len_utf8()).for_each(|_| self.before.push(sketch));
            at += c.len_utf8();
            sketch = with_letter(sketch, c);
        }
        self.before.push(sketch);
        sketch
    }
}

/// The text that the bytes begin with.
fn utf8_start(bytes: &[u8]) -> &str {
    let few = bytes.get(..4).unwrap_or(bytes);
    match std::str::from_utf8(few) {
        Ok(text) => text,
        Err(error) => {
            few.get(..error.valid_up_to()).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("")
        }
    }
}

/// Whether words with these sketches may be so few edits apart: an insertion changes one letter's
/// presence and the length, a replacement two letters' presence, a swap nothing.
fn may_be_similar(one: u32, other: u32, edits: u32) -> bool {
    let longer = (one >> SKETCHED).abs_diff(other >> SKETCHED);
    let changed = ((one ^ other) & ((1 << SKETCHED) - 1)).count_ones();
    longer <= edits && changed + longer <= 2 * edits
}

/// Sketches that are looked at together.
const SIDE_BY_SIDE: usize = 16;

/// Whether [`may_be_similar`] may hold for any of these. Without branches, so that several are looked at at once.
#[inline]
fn any_may_be_similar(sketches: &[u32; SIDE_BY_SIDE], wanted: u32, edits: u32) -> bool {
    let any = |cleared: u32| {
        sketches.iter().fold(false, |any, &found| {
            let longer = (wanted >> SKETCHED).abs_diff(found >> SKETCHED);
            let mut changed = (wanted ^ found) & ((1 << SKETCHED) - 1);
            // Each step takes one of them away.
            for _ in 0..cleared {
                changed &= changed.wrapping_sub(1);
            }
            any | (changed | longer.saturating_sub(edits) == 0)
        })
    };
    match edits {
        0 => any(0),
        1 => any(2),
        2 => any(4),
        _ => true,
    }
}

impl Dictionary {
    /// Opens what [`DictionaryWriter::finish`] wrote at `at` in `section`; also where it ends.
    /// `of`: documents of the segment, and whether its lists are slim.
    pub fn open(section: &Section, at: usize, of: (u32, bool)) -> Option<(Self, usize)> {
        let all = section.bytes();
        let mut reader = ByteReader::at(all, at);
        let analyzer = Analyzer::from_number(reader.byte())?;
        let count = reader.short();
        let length = reader.short() as usize;
        // A term takes more than a byte.
        if count as usize > length {
            return None;
        }
        let bytes = section.part(reader.position(), length)?;
        reader.take(length);
        let mut before = BlockStart { at: 0, postings: 0, positions: 0 };
        let mut blocks = Vec::new();
        for _ in 0..count.div_ceil(BLOCK) {
            if reader.is_done() {
                return None;
            }
            before = BlockStart {
                at: before.at.checked_add(reader.short())?,
                postings: before.postings.checked_add(reader.short())?,
                positions: before.positions.checked_add(reader.short())?,
            };
            blocks.push(before);
        }
        let bucket_bits = bucket_bits(reader.short());
        let mut buckets = vec![0];
        let mut end = 0u32;
        for _ in 0..1u32 << bucket_bits {
            if reader.is_done() {
                return None;
            }
            end = end.checked_add(reader.short())?;
            buckets.push(end);
        }
        let length = reader.short() as usize;
        let families = section.part(reader.position(), length)?;
        reader.take(length);
        let dictionary = Dictionary {
            analyzer,
            of,
            count,
            bytes,
            blocks,
            bucket_bits,
            buckets,
            families,
            sketches: OnceLock::new(),
        };
        Some((dictionary, reader.position()))
    }

    /// Whose terms these are.
    pub fn analyzer(&self) -> Analyzer {
        self.analyzer
    }

    /// The same with what [`DictionaryWriter::finish`] gave.
    pub fn with_sketches(mut self, sketches: Vec<u32>) -> Self {
        self.sketches = OnceLock::from(sketches);
        self
    }

    /// Bytes kept decoded.
    pub fn decoded_bytes(&self) -> usize {
        self.blocks.len() * size_of::<BlockStart>() + self.buckets.len() * 4 + self.count as usize * 4
    }

    /// Hands to `each`, in order, all terms whose folded form may be `edits` edits from `word`, and some
    /// that are not. What is looked through is four bytes a term; only what may be similar is decoded.
    pub fn similar(&self, word: &str, edits: u8, mut each: impl FnMut(&Cursor<'_>)) {
        let sketches = self.sketches.get_or_init(|| {
            let mut sketches = Vec::with_capacity(self.count as usize);
            let mut cursor = self.start();
            let mut sketcher = Sketcher::default();
            while cursor.is_valid() {
                sketches.push(sketcher.sketch(cursor.folded(), cursor.shared));
                cursor.advance();
            }
            sketches
        });
        let wanted = sketch(word);
        let mut cursor: Option<Cursor<'_>> = None;
        let mut look = |number: u32, found: u32| {
            if may_be_similar(wanted, found, u32::from(edits)) {
                match &mut cursor {
                    Some(cursor) if cursor.number() / BLOCK == number / BLOCK => cursor.go_to(number),
                    _ => cursor = Some(self.at(number)),
                }
                cursor.iter().for_each(&mut each);
            }
        };
        let (together, rest) = sketches.as_chunks::<SIDE_BY_SIDE>();
        let numbers = (0u32..).step_by(SIDE_BY_SIDE);
        for (first, together) in numbers.zip(together) {
            if any_may_be_similar(together, wanted, u32::from(edits)) {
                (first..).zip(together).for_each(|(number, &found)| look(number, found));
            }
        }
        let first = sketches.len() - rest.len();
        (first as u32..).zip(rest).for_each(|(number, &found)| look(number, found));
    }

    fn first_of(&self, block: &BlockStart) -> &[u8] {
        let mut reader = ByteReader::at(self.bytes.bytes(), block.at as usize);
        let length = usize::from(reader.byte() >> 4);
        let length = if length == 15 { 15 + reader.short() as usize } else { length };
        reader.take(length)
    }

    /// A cursor at the first term whose folded form is not less than `folded`.
    pub fn seek(&self, folded: &[u8]) -> Cursor<'_> {
        // A block's first term may repeat the folded form that the block before ends with.
        let block = self.blocks.partition_point(|block| self.first_of(block) < folded);
        let mut cursor = self.cursor(block.saturating_sub(1) as u32);
        while cursor.is_valid() && cursor.folded() < folded {
            cursor.advance();
        }
        cursor
    }

    /// A cursor at the first term of a block.
    fn cursor(&self, block: u32) -> Cursor<'_> {
        let start = self.blocks.get(block as usize);
        let mut cursor = Cursor {
            dictionary: self,
            reader: ByteReader::at(
                self.bytes.bytes(),
                start.map_or(usize::MAX >> 1, |start| start.at as usize),
            ),
            next: if start.is_some() { block * BLOCK } else { self.count },
            folded: Vec::new(),
            shared: 0,
            exact: None,
            term: Term::default(),
            postings: start.map_or(0, |start| start.postings),
            positions: start.map_or(0, |start| start.positions),
        };
        cursor.advance();
        cursor
    }

    /// A cursor at the first term.
    pub fn start(&self) -> Cursor<'_> {
        self.cursor(0)
    }

    /// A cursor at a term.
    pub fn at(&self, number: u32) -> Cursor<'_> {
        let mut cursor = self.cursor(number / BLOCK);
        cursor.go_to(number);
        cursor
    }

    /// The numbers of the terms that may have this stem and whose folded form it is not.
    pub fn family(&self, stem: &str) -> Vec<u32> {
        let hash = stem_hash(stem);
        let bucket = bucket_of(hash, self.bucket_bits);
        let Some(&[from, to]) = self.buckets.get(bucket..).and_then(|rest| rest.first_chunk::<2>()) else {
            return Vec::new();
        };
        let number_width = width_of(self.count);
        let width = (FINGERPRINT + number_width) as usize;
        let mut reader = BitReader::at(self.families.bytes(), from as usize * width);
        let wanted = fingerprint(hash, self.bucket_bits);
        let pairs = (from..to).map(|_| (reader.read(FINGERPRINT), reader.read(number_width)));
        let mut numbers: Vec<u32> =
            pairs.filter(|&(found, _)| found == wanted).map(|(_, number)| number).collect();
        crate::order::sort(&mut numbers);
        numbers
    }
}

/// Walks the terms in order.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    dictionary: &'a Dictionary,
    reader: ByteReader<'a>,
    next: u32,
    folded: Vec<u8>,
    /// Bytes that the folded form has from the one before.
    shared: usize,
    exact: Option<&'a [u8]>,
    term: Term,
    postings: u32,
    positions: u32,
}

impl Cursor<'_> {
    /// Goes to the next term.
    pub fn advance(&mut self) {
        self.next = self.next.saturating_add(1);
        if self.next > self.dictionary.count {
            return;
        }
        let reader = &mut self.reader;
        let header = reader.byte();
        let mut shared = usize::from(header & 15);
        if shared == 15 {
            shared += reader.short() as usize;
        }
        let mut rest = usize::from(header >> 4);
        if rest == 15 {
            rest += reader.short() as usize;
        }
        self.shared = shared;
        self.folded.truncate(shared);
        self.folded.extend_from_slice(reader.take(rest));
        let flags = reader.number();
        self.exact = (flags & 2 != 0).then(|| reader.bytes());
        let body = (flags >> 2) as u32;
        let title = if flags & 1 != 0 { reader.short() } else { 0 };
        let mut extent = |count: u32| {
            if count == 0 {
                return Extent::default();
            }
            let postings = reader.short();
            let positions = if stands_apart(count, self.dictionary.of) { reader.short() } else { 0 };
            Extent { count, postings, positions }
        };
        let (body, title) = (extent(body), extent(title));
        self.term = Term { postings_at: self.postings, positions_at: self.positions, body, title };
        self.postings = self.postings.wrapping_add(body.postings).wrapping_add(title.postings);
        self.positions = self.positions.wrapping_add(body.positions).wrapping_add(title.positions);
    }

    /// Goes on to a later term.
    fn go_to(&mut self, number: u32) {
        while self.is_valid() && self.number() < number {
            self.advance();
        }
    }

    /// Whether it stands at a term.
    pub fn is_valid(&self) -> bool {
        self.next <= self.dictionary.count
    }

    /// Folded form of the term.
    pub fn folded(&self) -> &[u8] {
        &self.folded
    }

    /// Exact form of the term.
    pub fn exact(&self) -> &[u8] {
        self.exact.unwrap_or(&self.folded)
    }

    /// Number of the term.
    pub fn number(&self) -> u32 {
        self.next.saturating_sub(1)
    }

    /// Where its lists are.
    pub fn term(&self) -> &Term {
        &self.term
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;
    use crate::search::Letters;

    #[test]
    fn no_term_a_few_edits_away_is_passed_over() {
        let letters: Vec<char> = "abcdeéд".chars().collect();
        let mut state = 9u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut words: Vec<String> =
            (0..3000).map(|_| (0..1 + next(9)).map(|_| letters[next(letters.len())]).collect()).collect();
        crate::order::sort(&mut words);
        words.dedup();
        let mut writer = DictionaryWriter::new(Analyzer::PLAIN, 0, false);
        words.iter().for_each(|word| writer.add(word.as_bytes(), word.as_bytes(), &Term::default()));
        let mut bytes = Vec::new();
        let sketches = writer.finish(&mut bytes);
        let (dictionary, _) = Dictionary::open(&Section::new(bytes), 0, (0, false)).unwrap();
        dictionary.similar("", 0, |_| ());
        let each: Vec<u32> = words.iter().map(|word| sketch(word)).collect();
        assert_eq!((dictionary.sketches.get(), &sketches), (Some(&each), &each));
        for word in words.iter().step_by(17) {
            let misspelt = Letters::new(&format!("b{word}"));
            for most in 1..=2 {
                let mut found = Vec::new();
                dictionary.similar(&format!("b{word}"), most, |cursor| {
                    let folded = String::from_utf8(cursor.folded().to_vec()).unwrap();
                    found.extend(misspelt.edits(&folded, most).map(|_| folded));
                });
                let all = words.iter().filter(|text| misspelt.edits(text, most).is_some());
                assert_eq!(found, all.cloned().collect::<Vec<_>>(), "{word:?} {most}");
            }
        }
    }

    #[test]
    fn terms_are_found_by_folded_form_by_prefix_and_by_stem() {
        let mut words: Vec<(String, String)> = (0..1000)
            .map(|n: u32| (format!("w{:x}", n.wrapping_mul(2_654_435_761)), String::new()))
            .map(|(folded, _)| if folded.ends_with('7') { format!("{folded}ings") } else { folded })
            .map(|folded| (folded.clone(), folded))
            .collect();
        words.extend(
            [("oekraine", "oekraine"), ("oekraine", "oekraïne"), ("a", "a")]
                .map(|(folded, exact)| (folded.to_owned(), exact.to_owned())),
        );
        words.push(("long".repeat(20), "lông".repeat(20)));
        crate::order::sort(&mut words);
        let english = Analyzer::of(Language::from_code("en"));
        let mut writer = DictionaryWriter::new(english, 0, false);
        let mut at = 0;
        for (n, (folded, exact)) in (1..).zip(&words) {
            let extent = |count: u32| Extent { count, postings: count, positions: count / 16 };
            let term = Term {
                postings_at: at,
                positions_at: 0,
                body: extent(n % 7),
                title: extent(u32::from(n % 7 == 0)),
            };
            at += term.body.postings + term.title.postings;
            writer.add(folded.as_bytes(), exact.as_bytes(), &term);
        }
        let mut bytes = vec![0xAA];
        writer.finish(&mut bytes);
        let length = bytes.len();
        let (dictionary, end) = Dictionary::open(&Section::new(bytes), 1, (0, false)).unwrap();
        assert_eq!(end, length);

        let mut cursor = dictionary.start();
        let mut at = 0;
        for (n, (folded, exact)) in (1..).zip(&words) {
            assert_eq!((cursor.folded(), cursor.exact()), (folded.as_bytes(), exact.as_bytes()));
            assert_eq!(cursor.term().postings_at, at);
            assert_eq!((cursor.term().body.count, cursor.term().title.count), (n % 7, u32::from(n % 7 == 0)));
            assert_eq!(dictionary.at(n - 1).exact(), exact.as_bytes());
            assert!(dictionary.seek(folded.as_bytes()).folded() == folded.as_bytes());
            let stem = folded_form(&english.stems(exact).unwrap());
            assert_eq!(dictionary.family(&stem).contains(&(n - 1)), stem != *folded, "{exact}");
            at = at + cursor.term().body.postings + cursor.term().title.postings;
            cursor.advance();
        }
        assert!(!cursor.is_valid());
        let oekraine = dictionary.seek(b"oekraine");
        assert_eq!(oekraine.exact(), b"oekraine");
        assert_eq!(dictionary.seek(b"oekr").number(), oekraine.number());
        assert!(!dictionary.seek(b"zzz").is_valid());
        assert_eq!(dictionary.seek(b"").number(), 0);
    }
}
