//! Where are the articles, if not in this program's memory?
//!
//! In the blocks that importers made, as they came: buffers of the browser's, which wasm's memory of four gigabytes is
//! not asked for. What the engine makes of articles itself (those of the bundle, those it corrected) is packed in the same
//! way. The last few blocks that were opened stay open, for what is looked at is looked at again.

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

/// The blocks, and in which of them each article is.
#[derive(Default)]
struct Blocks {
    packed: Vec<ArrayBuffer>,
    // Block, and number in it.
    places: Vec<(u32, u32)>,
    open: RefCell<VecDeque<(u32, Rc<Block>)>>,
    // What will be the next block, and where its articles are in `places`.
    writer: BlockWriter,
    unpacked: Vec<(u32, Article)>,
    // Where the next article that is put here already is.
    coming: Option<(ArrayBuffer, u32)>,
}

/// A handle: clones are the same blocks.
#[derive(Clone, Default)]
pub struct Blocked(Rc<RefCell<Blocks>>);

impl Blocked {
    /// The next article that is put here is in this block already.
    pub fn coming(&self, block: &ArrayBuffer, at: usize) {
        self.0.borrow_mut().coming = Some((block.clone(), at as u32));
    }

    /// It was not put here.
    pub fn not_coming(&self) {
        self.0.borrow_mut().coming = None;
    }
}

impl Blocks {
    fn add(&mut self, block: ArrayBuffer) -> u32 {
        self.packed.push(block);
        self.packed.len() as u32 - 1
    }

    fn pack(&mut self) {
        let block = Uint8Array::from(self.writer.finish().as_slice()).buffer();
        let number = self.add(block);
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
        let block = Rc::new(Block::open(&Uint8Array::new(packed).to_vec()).ok()?);
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
            let last = blocks.packed.len().wrapping_sub(1);
            let is_last = blocks.packed.last() == Some(&block);
            let number = if is_last { last as u32 } else { blocks.add(block) };
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
