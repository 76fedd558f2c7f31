//! Where are the articles, if not in this program's memory?
//!
//! In the blocks that importers made, as they came: on disk where the browser keeps them ([`crate::kept`]), else as
//! buffers of the browser's, which wasm's memory of four gigabytes is not asked for. What the engine makes of articles
//! itself (those it corrected) is packed in the same way. The last few blocks that were opened stay open, for what is looked at is
//! looked at again.

use crate::kept::Kept;
use explorer_core::article::Article;
use explorer_core::engine::Shelf;
use explorer_store::{Block, BlockWriter, archive};
use explorer_text::codec::{ByteReader, write_number};
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Blocks that stay open.
const OPEN: usize = 24;

/// Number of the block that is not packed yet.
const UNPACKED: u32 = u32::MAX;

/// Where a block is.
#[derive(Clone, PartialEq)]
pub enum Place {
    /// In memory, and is to be kept if anything is.
    New(ArrayBuffer),
    /// In memory, and will come again with the page.
    Given(ArrayBuffer),
    /// On disk: where it begins, and its length.
    Kept(usize, usize),
}

/// The blocks, and in which of them each article is.
#[derive(Default)]
struct Blocks {
    packed: Vec<Place>,
    // The block that came last.
    latest: Option<Place>,
    latest_number: u32,
    kept: Option<Kept>,
    // Whether there was no more room.
    is_full: bool,
    // Block, and number in it.
    places: Vec<(u32, u32)>,
    open: RefCell<VecDeque<(u32, Rc<Block>)>>,
    // What will be the next block, and where its articles are in `places`.
    writer: BlockWriter,
    unpacked: Vec<(u32, Article)>,
    // Where the next article that is put here already is.
    coming: Option<(Place, u32)>,
}

/// A handle: clones are the same blocks.
#[derive(Clone, Default)]
pub struct Blocked(Rc<RefCell<Blocks>>);

impl Blocked {
    /// The next article that is put here is in this block already.
    pub fn coming(&self, block: &Place, at: usize) {
        self.0.borrow_mut().coming = Some((block.clone(), at as u32));
    }

    /// It was not put here.
    pub fn not_coming(&self) {
        self.0.borrow_mut().coming = None;
    }
}

impl Blocked {
    /// From now on, what is new is kept in this file.
    pub fn keep(&self, file: Kept) {
        self.0.borrow_mut().kept = Some(file);
    }

    /// Keeps nothing of what was kept, beyond this run of the program.
    pub fn forget(&self) {
        self.0.borrow_mut().forget();
    }

    /// Bytes that are kept; `None` where nothing is.
    pub fn bytes_kept(&self) -> Option<usize> {
        self.0.borrow().kept.as_ref().map(Kept::length)
    }

    /// Whether there was no room for something new, since this was last asked.
    pub fn was_full(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().is_full)
    }
}

/// Where all articles are, written down: the blocks, and in which of them each article is.
pub struct Places {
    // Where it begins on disk or, with a checksum, among those that are the engine's own; and its length.
    blocks: Vec<(usize, usize, Option<u64>)>,
    places: Vec<(u32, u32)>,
}

impl Places {
    /// Appends all of it.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.blocks.len() as u64);
        for &(at, length, sum) in &self.blocks {
            write_number(out, (at as u64) << 1 | u64::from(sum.is_some()));
            write_number(out, length as u64);
            out.extend(sum.into_iter().flat_map(u64::to_le_bytes));
        }
        for &(block, at) in &self.places {
            write_number(out, u64::from(block));
            write_number(out, u64::from(at));
        }
    }

    /// Reads what was written, to the end.
    pub fn read(reader: &mut ByteReader<'_>) -> Option<Self> {
        let (mut blocks, mut places) = (Vec::new(), Vec::new());
        for _ in 0..reader.number() {
            if reader.is_done() {
                return None;
            }
            let at = reader.number();
            let length = reader.number() as usize;
            let sum = if at & 1 > 0 { Some(*reader.take(8).first_chunk::<8>()?) } else { None };
            blocks.push(((at >> 1) as usize, length, sum.map(u64::from_le_bytes)));
        }
        while !reader.is_done() {
            places.push((reader.short(), reader.short()));
        }
        Some(Places { blocks, places })
    }

    /// The engine's own blocks, fetched; `None` if one is not as it was.
    pub fn own(&self, read: impl Fn(usize, usize) -> Option<Vec<u8>>) -> Option<Vec<ArrayBuffer>> {
        let own = self.blocks.iter().filter_map(|&(at, length, sum)| Some((at, length, sum?)));
        own.map(|(at, length, sum)| {
            let bytes = read(at, length).filter(|bytes| archive::sum(bytes) == sum)?;
            Some(Uint8Array::from(bytes.as_slice()).buffer())
        })
        .collect()
    }
}

impl Blocked {
    /// Where all articles are, and the blocks that are not on disk, one after the other.
    pub fn stand_still(&self) -> (Places, Vec<Place>) {
        let mut blocks = self.0.borrow_mut();
        if !blocks.unpacked.is_empty() {
            blocks.pack();
        }
        let mut own = Vec::new();
        let mut end = 0;
        let listed = blocks.packed.iter().map(|place| match place {
            Place::Kept(at, length) => (*at, *length, None),
            Place::New(buffer) | Place::Given(buffer) => {
                own.push(place.clone());
                let bytes = Uint8Array::new(buffer).to_vec();
                end += bytes.len();
                (end - bytes.len(), bytes.len(), Some(archive::sum(&bytes)))
            }
        });
        let listed = listed.collect();
        (Places { blocks: listed, places: blocks.places.clone() }, own)
    }

    /// Articles are where this says from now on; `own` are the blocks that are not on disk.
    pub fn come_back(&self, places: Places, own: Vec<ArrayBuffer>) {
        let mut own = own.into_iter();
        let packed = places.blocks.iter().map(|&(at, length, sum)| match sum {
            Some(_) => own.next().map_or(Place::Kept(0, 0), Place::Given),
            None => Place::Kept(at, length),
        });
        let packed = packed.collect();
        let mut blocks = self.0.borrow_mut();
        let kept = blocks.kept.take();
        *blocks = Blocks { packed, places: places.places, kept, ..Blocks::default() };
    }
}

impl Blocked {
    /// Bytes that the articles at these places take as they are packed now: of each its share of the block that it is in.
    pub fn weight(&self, places: impl Iterator<Item = u32>) -> f64 {
        let mut blocks = self.0.borrow_mut();
        if !blocks.unpacked.is_empty() {
            blocks.pack();
        }
        let mut shares = vec![0u32; blocks.packed.len()];
        for &(block, _) in &blocks.places {
            if let Some(share) = shares.get_mut(block as usize) {
                *share += 1;
            }
        }
        let share = |place: u32| {
            let &(block, _) = blocks.places.get(place as usize)?;
            let bytes = match blocks.packed.get(block as usize)? {
                Place::New(buffer) | Place::Given(buffer) => f64::from(buffer.byte_length()),
                Place::Kept(_, length) => *length as f64,
            };
            Some(bytes / f64::from(*shares.get(block as usize)?))
        };
        places.filter_map(share).sum()
    }
}

impl Blocks {
    fn add(&mut self, block: Place) -> u32 {
        self.packed.push(block);
        self.packed.len() as u32 - 1
    }

    /// What is on disk comes into memory, and what is new goes to an empty file.
    fn forget(&mut self) {
        let Some(file) = self.kept.clone() else { return };
        for place in &mut self.packed {
            if let Place::Kept(at, length) = *place {
                *place = Place::Given(Uint8Array::from(file.read(at, length).as_slice()).buffer());
            }
        }
        file.begin();
    }

    /// A new block goes to disk if anything does.
    fn settle(&mut self, block: Place) -> Place {
        let (Place::New(buffer), Some(file)) = (&block, &self.kept) else { return block };
        let bytes = Uint8Array::new(buffer);
        match file.append(&bytes) {
            Some(at) => Place::Kept(at, bytes.length() as usize),
            None => {
                self.is_full = true;
                block
            }
        }
    }

    fn pack(&mut self) {
        let block = Uint8Array::from(self.writer.finish().as_slice()).buffer();
        let number = self.add(Place::Given(block));
        for (at, (place, _)) in (0..).zip(std::mem::take(&mut self.unpacked)) {
            if let Some(to) = self.places.get_mut(place as usize) {
                *to = (number, at);
            }
        }
    }

    fn opened(&self, number: u32) -> Option<Rc<Block>> {
        let mut open = self.open.borrow_mut();
        if let Some(at) = open.iter().position(|(known, _)| *known == number) {
            let found = open.remove(at)?;
            let block = found.1.clone();
            open.push_front(found);
            return Some(block);
        }
        let packed = self.packed.get(number as usize)?;
        let bytes = match packed {
            Place::New(buffer) | Place::Given(buffer) => Uint8Array::new(buffer).to_vec(),
            Place::Kept(at, length) => self.kept.as_ref()?.read(*at, *length),
        };
        let block = Rc::new(Block::open(&bytes).ok()?);
        open.truncate(OPEN - 1);
        open.push_front((number, block.clone()));
        Some(block)
    }
}

impl Shelf for Blocked {
    fn put(&mut self, article: Article) -> u32 {
        let mut blocks = self.0.borrow_mut();
        let place = blocks.places.len() as u32;
        if let Some((block, at)) = blocks.coming.take() {
            // Articles of a block come one after the other.
            let number = match blocks.latest.as_ref() == Some(&block) {
                true => blocks.latest_number,
                false => {
                    blocks.latest = Some(block.clone());
                    let settled = blocks.settle(block);
                    blocks.add(settled)
                }
            };
            blocks.latest_number = number;
            blocks.places.push((number, at));
            return place;
        }
        blocks.writer.push(&article);
        let at = blocks.unpacked.len() as u32;
        blocks.unpacked.push((place, article));
        blocks.places.push((UNPACKED, at));
        if blocks.writer.is_full() {
            blocks.pack();
        }
        place
    }

    fn get(&self, place: u32) -> Option<Article> {
        let blocks = self.0.borrow();
        let &(block, at) = blocks.places.get(place as usize)?;
        if block == UNPACKED {
            return blocks.unpacked.get(at as usize).map(|(_, article)| article.clone());
        }
        blocks.opened(block)?.article(at as usize)
    }
}
