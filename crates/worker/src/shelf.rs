//! Where are the articles, if not in this program's memory?
//!
//! In the blocks that importers made, as they came: on disk where the browser keeps them ([`crate::kept`]), else as
//! buffers of the browser's, which wasm's memory of four gigabytes is not asked for. What the engine makes of articles
//! itself (those it corrected) is packed in the same way. The last few blocks that were opened stay open, for what is looked at is
//! looked at again.

use crate::kept::Kept;
use explorer_core::article::Article;
use explorer_core::engine::Shelf;
use explorer_store::{Block, BlockWriter};
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
