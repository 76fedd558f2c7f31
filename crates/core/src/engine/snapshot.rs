//! How does an engine come back without meeting its articles again?
//!
//! From a snapshot: the index as it stands, which article is which document and where on the shelf, what a person added, and
//! what was noted for the comparison of articles. It is written from front to back in pieces, between searches: texts
//! and notes first, which are left where they are when the engine comes back; then all that must be at hand; at the end a
//! table of it all, so that a snapshot that was cut is none. The articles themselves are not in it: the shelf has them.
//!
//! **Invariants.** An engine that came back answers as the one that was written down, and goes on as it. A snapshot is of
//! one moment: if the engine has changed meanwhile, writing ends. Damage is found and the snapshot refused, whole or
//! for what is looked at later; it is for the program that wrote it, and its reader has to see to that.

use super::{Engine, Entry, Outline};
use crate::codec::{ByteReader, checksum, write_bytes, write_number};
use crate::index::{DocId, Index, Saved, Section};
use crate::understand::corpus::Lessons;
use explorer_notebook::Notebook;
use std::sync::Arc;

/// The last bytes: the length of the table `u64`, its checksum `u64`, and these.
const MAGIC: &[u8; 8] = b"AXsnap02";
const TRAILER: usize = 8 + 8 + MAGIC.len();

/// Bytes of a piece, about: a few milliseconds' work.
const PIECE: usize = 1 << 20;

/// A snapshot on its way to where it is kept.
pub struct Snapshot {
    // Of the engine, when this was begun.
    changes: u64,
    step: Step,
    // Where the next byte goes, and where the texts and notes begin.
    at: u64,
    texts_at: u64,
    lessons_at: u64,
    lessons_sum: u64,
    texts_table: Vec<u8>,
    near: std::vec::IntoIter<Section>,
    lengths: Vec<(u64, u64)>,
}

enum Step {
    Texts(usize),
    Lessons(usize),
    Near,
    End,
}

/// What came of a step.
pub enum Piece {
    /// Bytes to be appended.
    Bytes(Vec<u8>),
    /// It is written whole.
    Whole,
    /// The engine is another by now: what was written is of no use.
    Stale,
}

/// A part of the whole, and the checksum over it.
#[derive(Clone, Debug)]
struct Part {
    at: u64,
    length: u64,
    sum: u64,
}

/// A snapshot that was found.
#[derive(Clone, Debug)]
pub struct Found {
    saved: Arc<dyn Saved>,
    texts: (u64, u64),
    lessons: Part,
    near: Vec<Part>,
}

impl Snapshot {
    /// The next piece of it.
    pub fn next(&mut self, engine: &Engine) -> Piece {
        if self.changes != engine.changes {
            return Piece::Stale;
        }
        let mut bytes = Vec::new();
        while bytes.len() < PIECE {
            match self.step {
                Step::Texts(piece) if piece < engine.index.text_pieces() => {
                    bytes.extend_from_slice(&engine.index.text_piece(piece, &mut self.texts_table));
                    self.step = Step::Texts(piece + 1);
                }
                Step::Texts(_) => {
                    self.lessons_at = self.at + bytes.len() as u64;
                    self.step = Step::Lessons(0);
                }
                Step::Lessons(piece) => {
                    let before = bytes.len();
                    match &engine.noted {
                        Some(found) => {
                            let done = piece as u64 * PIECE as u64;
                            let length = found.lessons.length.saturating_sub(done).min(PIECE as u64);
                            bytes.append(&mut found.saved.read(found.lessons.at + done, length as usize));
                        }
                        None => engine.lessons.write(piece, &mut bytes),
                    }
                    let more = bytes.len() > before;
                    self.lessons_sum = hashed(self.lessons_sum, bytes.get(before..).unwrap_or(&[]));
                    self.step = Step::Lessons(piece + 1);
                    if !more {
                        let length = self.at + bytes.len() as u64 - self.lessons_at;
                        self.lengths.push((length, self.lessons_sum));
                        let table = Section::new(std::mem::take(&mut self.texts_table));
                        self.near = [self.near.as_slice(), &[table]].concat().into_iter();
                        self.step = Step::Near;
                    }
                }
                Step::Near => match self.near.next() {
                    Some(section) => {
                        self.lengths.push((section.bytes().len() as u64, checksum(section.bytes())));
                        bytes.extend_from_slice(section.bytes());
                    }
                    None => {
                        bytes.append(&mut self.table());
                        self.step = Step::End;
                    }
                },
                Step::End if bytes.is_empty() => return Piece::Whole,
                Step::End => break,
            }
        }
        self.at += bytes.len() as u64;
        Piece::Bytes(bytes)
    }

    fn table(&self) -> Vec<u8> {
        let mut table = Vec::new();
        write_number(&mut table, self.texts_at);
        write_number(&mut table, self.lessons_at);
        for &(length, sum) in &self.lengths {
            write_number(&mut table, length);
            table.extend(sum.to_le_bytes());
        }
        let (length, sum) = (table.len() as u64, checksum(&table));
        table.extend(length.to_le_bytes());
        table.extend(sum.to_le_bytes());
        table.extend(MAGIC);
        table
    }
}

/// A checksum that is the same however its bytes are cut: FNV-1a (Fowler, Noll, Vo).
fn hashed(before: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(before, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// With which it begins.
const HASH: u64 = 0xcbf2_9ce4_8422_2325;

impl Found {
    /// Looks for a snapshot in what was saved; `None` if there is none, or it was cut or damaged.
    pub fn look(saved: Arc<dyn Saved>) -> Option<Self> {
        let all = saved.length();
        let trailer = saved.read(all.checked_sub(TRAILER as u64)?, TRAILER);
        let (length, rest) = trailer.split_first_chunk::<8>()?;
        let (sum, magic) = rest.split_first_chunk::<8>()?;
        let length = u64::from_le_bytes(*length);
        let end = all.checked_sub(TRAILER as u64)?.checked_sub(length)?;
        let table = saved.read(end, usize::try_from(length).ok()?);
        if magic != MAGIC || checksum(&table) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut reader = ByteReader::at(&table, 0);
        let (texts_at, lessons_at) = (reader.number(), reader.number());
        let mut at = lessons_at;
        let mut parts = Vec::new();
        while !reader.is_done() {
            let length = reader.number();
            let sum = u64::from_le_bytes(*reader.take(8).first_chunk::<8>()?);
            parts.push(Part { at, length, sum });
            at = at.checked_add(length)?;
        }
        if at != end || parts.len() < 4 {
            return None;
        }
        let lessons = parts.remove(0);
        Some(Found { saved, texts: (texts_at, lessons_at.checked_sub(texts_at)?), lessons, near: parts })
    }

    /// What its writer put beside it; `None` if that is damaged.
    pub fn beside(&self) -> Option<Vec<u8>> {
        self.read(self.near.first()?)
    }

    fn read(&self, part: &Part) -> Option<Vec<u8>> {
        let bytes = self.saved.read(part.at, usize::try_from(part.length).ok()?);
        (bytes.len() as u64 == part.length && checksum(&bytes) == part.sum).then_some(bytes)
    }

    /// All that must be at hand, read at once.
    fn near(&self) -> Option<Vec<Section>> {
        let first = self.near.first()?.at;
        let end = self.near.last().map(|part| part.at + part.length)?;
        let all = Section::new(self.saved.read(first, usize::try_from(end - first).ok()?));
        let sections = self.near.iter().map(|part| {
            let at = usize::try_from(part.at - first).ok()?;
            let section = all.part(at, usize::try_from(part.length).ok()?)?;
            (checksum(section.bytes()) == part.sum).then_some(section)
        });
        sections.collect()
    }

    fn lessons(&self) -> Option<Lessons> {
        let bytes = self.saved.read(self.lessons.at, usize::try_from(self.lessons.length).ok()?);
        (hashed(HASH, &bytes) == self.lessons.sum).then(|| Lessons::read(&bytes))?
    }
}

impl Engine {
    /// Begins a snapshot, which will be appended to `at` bytes that are there. `beside` is kept with it. `None` while
    /// articles that came have not been compared with the others.
    pub fn snapshot(&mut self, at: u64, beside: Vec<u8>) -> Option<Snapshot> {
        self.commit();
        if self.corrected.1 != self.entries.len() {
            return None;
        }
        let mut near = vec![Section::new(beside), Section::new(self.written_entries())];
        near.append(&mut self.index.parts());
        Some(Snapshot {
            changes: self.changes,
            step: Step::Texts(0),
            at,
            texts_at: at,
            lessons_at: at,
            lessons_sum: HASH,
            texts_table: Vec::new(),
            near: near.into_iter(),
            lengths: Vec::new(),
        })
    }

    fn written_entries(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write_bytes(&mut out, self.notebook.to_json().as_bytes());
        write_number(&mut out, self.entries.len() as u64);
        for entry in &self.entries {
            write_bytes(&mut out, entry.id.as_bytes());
            for number in [entry.place, entry.doc.0, entry.source] {
                write_number(&mut out, u64::from(number));
            }
            write_number(&mut out, entry.outline.number());
        }
        self.article_of.iter().for_each(|&number| write_number(&mut out, u64::from(number)));
        out
    }

    /// Leaves to a snapshot that was written whole, and is of this engine as it is, what need not be in memory.
    pub fn lean_on(&mut self, found: &Found) {
        let table = found.near.last().and_then(|part| found.read(part)).unwrap_or_default();
        let texts = (&found.saved, found.texts.0, found.texts.1);
        if self.index.put_texts(&table, texts).is_some() {
            self.noted = Some(found.clone());
            self.lessons = Lessons::default();
        }
    }

    /// Becomes what a snapshot was taken of; `false` if it is damaged, and nothing has changed. The shelf must have, at
    /// their places, the articles that it had then.
    pub fn come_back(&mut self, found: &Found) -> bool {
        self.came_back(found).is_some()
    }

    fn came_back(&mut self, found: &Found) -> Option<()> {
        let near = found.near()?;
        let [_, entries, parts @ .., table] = near.as_slice() else { return None };
        let texts = (&found.saved, found.texts.0, found.texts.1);
        let mut index = Index::of_parts(parts, table.bytes(), texts)?;
        let mut reader = ByteReader::at(entries.bytes(), 0);
        let mut notebook = Notebook::default();
        let (change, _) = notebook.opening(reader.string()).ok()?;
        notebook.make(change);
        notebook.forget_steps();
        let count = usize::try_from(reader.number()).ok().filter(|&count| count <= entries.bytes().len())?;
        let mut by_id = std::collections::HashMap::with_capacity(count);
        let mut list = Vec::with_capacity(count);
        for number in 0..count as u32 {
            let id: std::rc::Rc<str> = reader.string().into();
            let (place, doc, source) = (reader.short(), DocId(reader.short()), reader.short());
            by_id.insert(id.clone(), number);
            let outline = Outline::from_number(reader.number());
            list.push(Entry { id, place, doc, source, outline });
        }
        let mut article_of = Vec::with_capacity(index.len());
        while !reader.is_done() {
            article_of.push(reader.short());
        }
        if article_of.len() != index.len() || by_id.len() != count {
            return None;
        }
        index.follow(&mut self.index);
        (self.index, self.notebook) = (index, notebook);
        (self.entries, self.by_id, self.article_of) = (list, by_id, article_of);
        self.corrected = (Default::default(), count);
        (self.noted, self.lessons) = (Some(found.clone()), Lessons::default());
        self.changes += 1;
        Some(())
    }

    /// Brings all that was left in a snapshot into memory: it may be deleted then.
    pub fn stand_alone(&mut self) {
        self.fetch_lessons();
        self.index.fetch_texts();
    }

    /// Brings back what was noted of articles, if it was left in a snapshot.
    pub(super) fn fetch_lessons(&mut self) {
        let Some(found) = self.noted.take() else { return };
        self.lessons = found.lessons().unwrap_or_default();
        if self.lessons == Lessons::default() {
            // It is damaged: the articles say it again.
            for number in 0..self.corrected.1 {
                if let (Some(article), Some(entry)) = (self.at(number), self.entries.get_mut(number)) {
                    entry.source = self.lessons.note(&article);
                }
            }
        }
        self.corrected.0 = self.lessons.conclude();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::models;
    use crate::engine::{SearchRequest, Shelf};
    use crate::search::Response;
    use crate::understand::restore::Removed;
    use explorer_articles::article::Article;
    use explorer_notebook::{Change, Field, OwnTopic};
    use std::cell::RefCell;
    use std::rc::Rc;

    /// A shelf that several engines share.
    #[derive(Clone, Default)]
    struct Shared(Rc<RefCell<Vec<Article>>>);

    impl Shelf for Shared {
        fn put(&mut self, article: Article) -> u32 {
            self.0.borrow_mut().put(article)
        }

        fn get(&self, place: u32) -> Option<Article> {
            self.0.borrow().get(place)
        }
    }

    fn text(number: usize) -> String {
        format!(
            "Ships are counted in place{number}\n\nThe harbour master of place{number} counted ship{number} and boat{number} on day{number}, and wrote it down.\n\nWrite to the zeppelin desk with whatever you know of ships, and it will be read by us.\n\nNobody in place{number} had seen as many of them as in year{number}, said clerk{number}.\n\nThe Example Harbour News team counts ships.\n"
        )
    }

    fn add(engine: &mut Engine, numbers: std::ops::Range<usize>) {
        for number in numbers {
            engine.add_file(&format!("{number}.txt"), text(number).as_bytes(), models());
        }
        engine.compare();
    }

    fn engine(shelf: &Shared) -> Engine {
        let mut engine = Engine::with_shelf(Box::new(shelf.clone()));
        add(&mut engine, 0..4);
        engine.search(&SearchRequest::default());
        add(&mut engine, 4..7);
        let ids: Vec<String> = engine.ids().iter().map(|&id| id.to_owned()).collect();
        engine.restore(&ids[1], &Removed::Everything, true);
        let values = Field::Source.read(&["The Herald".to_owned()]).expect("a source");
        engine.change(Change::Labels(Field::Source, vec![(ids[2].clone(), Some(values))]));
        let topic = OwnTopic { name: "Boats".to_owned(), words: vec!["boat3".to_owned()] };
        engine.change(Change::Topics(vec![topic]));
        engine
    }

    fn write(engine: &mut Engine, before: &[u8]) -> Vec<u8> {
        let mut snapshot =
            engine.snapshot(before.len() as u64, b"beside".to_vec()).expect("all are compared");
        let mut bytes = before.to_vec();
        loop {
            match snapshot.next(engine) {
                Piece::Bytes(mut piece) => bytes.append(&mut piece),
                Piece::Whole => return bytes,
                Piece::Stale => panic!("nobody has changed anything"),
            }
        }
    }

    fn back(shelf: &Shared, bytes: &[u8]) -> Option<Engine> {
        let found = Found::look(Arc::new(bytes.to_vec()))?;
        let mut engine = Engine::with_shelf(Box::new(shelf.clone()));
        engine.come_back(&found).then_some(engine)
    }

    fn answers(engine: &mut Engine) -> (Vec<Response>, Vec<Article>, String, Vec<Vec<String>>) {
        let queries =
            ["", "harbour", "\"harbour master\"", "zeppelin", "bota3", "ship2 OR boat5", "topic:Boats"];
        let request =
            |query: &str| SearchRequest { query: query.to_owned(), limit: 20, ..Default::default() };
        let found = queries.iter().map(|query| engine.search(&request(query)).0).collect();
        let listed = queries.iter().map(|query| engine.listing(&request(query))).collect();
        (found, engine.articles().collect(), engine.notebook().to_json(), listed)
    }

    #[test]
    fn an_engine_that_came_back_answers_as_before_and_goes_on_as_it_would_have() {
        let shelf = Shared::default();
        let mut first = engine(&shelf);
        for room in [usize::MAX, 0] {
            first.pack_texts_beyond(room);
            let bytes = write(&mut first, b"blocks");
            let mut second = back(&shelf, &bytes).expect("it was just written");
            assert_eq!(answers(&mut second), answers(&mut first));
            assert_eq!(super::super::card::tests::agree(&mut second), 7);
            // A second snapshot leans on the first for what it did not fetch.
            let again = write(&mut second, &[]);
            let other = Shared(Rc::new(RefCell::new(shelf.0.borrow().clone())));
            let mut third = back(&other, &again).expect("it was just written");
            assert_eq!(answers(&mut third), answers(&mut first));
            let mut lean = back(&other, &again).expect("as above");
            add(&mut lean, 7..9);
            let mut expected = engine(&Shared::default());
            add(&mut expected, 7..9);
            let (found, expected) = (answers(&mut lean), answers(&mut expected));
            assert_eq!(
                (found.0[3].total, &found.2, &found.3),
                (expected.0[3].total, &expected.2, &expected.3)
            );
            assert_eq!(found.1, expected.1);
        }
    }

    #[test]
    fn an_engine_may_lean_on_its_snapshot_for_texts_and_lessons() {
        let shelf = Shared::default();
        let mut engine = engine(&shelf);
        let before = answers(&mut engine);
        let bytes = write(&mut engine, &[]);
        engine.lean_on(&Found::look(Arc::new(bytes)).expect("it was just written"));
        assert!(engine.noted.is_some() && engine.lessons == Lessons::default());
        assert_eq!(answers(&mut engine), before);
        engine.stand_alone();
        assert_eq!(answers(&mut engine), before);
        assert!(engine.noted.is_none() && engine.lessons != Lessons::default());
    }

    #[test]
    fn a_snapshot_of_an_engine_that_changes_is_none() {
        let mut engine = engine(&Shared::default());
        let mut snapshot = engine.snapshot(0, Vec::new()).expect("all are compared");
        assert!(matches!(snapshot.next(&engine), Piece::Bytes(_)));
        engine.undo();
        assert!(matches!(snapshot.next(&engine), Piece::Stale));
        engine.add_file("new.txt", text(99).as_bytes(), models());
        assert!(engine.snapshot(0, Vec::new()).is_none(), "the new article is not compared");
    }

    #[test]
    fn a_snapshot_that_was_cut_or_damaged_is_refused_or_does_no_harm() {
        let shelf = Shared::default();
        let mut first = engine(&shelf);
        let expected = answers(&mut first);
        let bytes = write(&mut first, &[]);
        for length in (0..bytes.len()).step_by(7) {
            assert!(Found::look(Arc::new(bytes[..length].to_vec())).is_none(), "{length} bytes");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 4;
            if let Some(mut engine) = back(&shelf, &damaged) {
                let found = answers(&mut engine);
                // Only texts and lessons are not looked at: hits are the same, and articles.
                assert_eq!(found.1, expected.1, "byte {at}");
                assert_eq!(found.0[0].total, expected.0[0].total);
                engine.fetch_lessons();
                assert_eq!(engine.lessons.pieces(), first.lessons.pieces(), "byte {at}");
            }
        }
    }
}
