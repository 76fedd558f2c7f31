//! How is an index written down as it stands, and comes back without being made again?
//!
//! Unlike the [saved form](super::format), which is one and the same for the same documents, this is for the program that
//! wrote it: segments as they are, so that nothing has to be merged or slimmed before, and texts piece by piece. Which
//! bytes are whole is left to who keeps them, but for those of the texts. **Invariant.** What comes back finds what
//! was written found.

use super::columns::Columns;
use super::format::Saved;
use super::section::Section;
use super::segment::{PARTS, Segment};
use super::texts::{Place, Texts};
use super::{DocId, Index};
use crate::codec::{ByteReader, write_number};
use std::borrow::Cow;
use std::sync::Arc;

impl Index {
    /// All but the texts, in parts. What was added and not committed is not among it.
    pub(crate) fn parts(&self) -> Vec<Section> {
        let mut plan = Vec::new();
        write_number(&mut plan, self.segments.len() as u64);
        plan.extend(self.segments.iter().map(|(_, segment)| u8::from(segment.is_slim())));
        self.removed.iter().for_each(|&doc| write_number(&mut plan, u64::from(doc)));
        let mut columns = Vec::new();
        self.columns.write(&mut columns);
        let mut parts = vec![Section::new(plan), Section::new(columns)];
        for (_, segment) in &self.segments {
            parts.extend(segment.sections().into_iter().cloned());
        }
        parts
    }

    /// In how many pieces the texts are written.
    pub(crate) fn text_pieces(&self) -> usize {
        self.texts.pieces()
    }

    /// A piece of the texts by its number; what is known of it goes to `table`.
    pub(crate) fn text_piece(&self, number: usize, table: &mut Vec<u8>) -> Cow<'_, [u8]> {
        self.texts.piece(number, table)
    }

    /// An index of its [parts](Self::parts), the texts of which are `length` bytes from `at` on in what was saved. Nothing if
    /// they do not belong together.
    pub(crate) fn of_parts(
        parts: &[Section],
        table: &[u8],
        texts: (&Arc<dyn Saved>, u64, u64),
    ) -> Option<Self> {
        let [plan, columns, parts @ ..] = parts else { return None };
        let columns = Columns::read(columns.bytes())?;
        let mut index = Index { columns, ..Index::default() };
        let mut reader = ByteReader::at(plan.bytes(), 0);
        let (segments, rest) = parts.as_chunks::<PARTS>();
        if reader.number() != segments.len() as u64 || !rest.is_empty() {
            return None;
        }
        let mut first = 0u32;
        for parts in segments {
            let segment = Segment::open(parts.clone(), reader.byte() > 0)?;
            let length = segment.len();
            index.segments.push((first, segment));
            first = first.checked_add(length)?;
        }
        index.put_texts(table, texts)?;
        if index.columns.len() != first as usize || index.texts.len() != first as usize {
            return None;
        }
        while !reader.is_done() {
            index.remove(DocId(reader.short()));
        }
        index.measure();
        Some(index)
    }

    /// Is as sparing with memory as the index whose place it takes.
    pub(crate) fn follow(&mut self, before: &mut Index) {
        self.texts.follow(&mut before.texts);
    }

    /// Brings the texts into memory.
    pub(crate) fn fetch_texts(&mut self) {
        self.texts.fetch();
    }

    /// Leaves the texts where they were saved; nothing if they are not those of its documents.
    pub(crate) fn put_texts(
        &mut self,
        table: &[u8],
        (saved, at, length): (&Arc<dyn Saved>, u64, u64),
    ) -> Option<()> {
        let mut texts = Texts::open(table, &Place::There(saved, at, length))?;
        if !self.texts.is_empty() && texts.len() != self.texts.len() {
            return None;
        }
        texts.follow(&mut self.texts);
        self.texts = texts;
        Some(())
    }
}
