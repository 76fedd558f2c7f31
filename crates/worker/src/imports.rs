//! What is done with the articles that importers find?
//!
//! Files have numbers, and their articles are taken in by number, so that the corpus does not depend on how many
//! importers there are or how fast each is: blocks of a later file wait, outside of this program's memory, until [`Sequence`] says that it is
//! their turn. **Invariant.** A block is acknowledged once, when its articles are in the index or nobody wants it.

use crate::sequence::{Next, Sequence};
use crate::shelf::Place;
use explorer_core::article::Article;
use explorer_protocol::{FileNotice, RequestId};
use explorer_store::Block;
use js_sys::{ArrayBuffer, Uint8Array};
use web_sys::MessagePort;

/// A block that is being taken in.
struct Open {
    block: Block,
    next: usize,
    buffer: ArrayBuffer,
    port: MessagePort,
}

/// A wish to hear when all files below a number are there.
pub struct Until {
    /// Who asked.
    pub request: RequestId,
    /// The number.
    pub file: u32,
}

/// Files on their way into the corpus.
#[derive(Default)]
pub struct Imports {
    blocks: Sequence<(ArrayBuffer, MessagePort)>,
    open: Option<Open>,
    until: Option<Until>,
    /// What was noticed of articles that came beside others.
    pub notices: Vec<FileNotice>,
    /// Articles added since somebody last asked.
    pub added: u32,
    /// Whether any of them had been set aside.
    pub taken_back: bool,
}

/// What is to be done next.
pub enum Step {
    /// An article comes in; where it was.
    Article(Box<Article>, Place, usize),
    /// A block is not what an importer wrote.
    Damaged,
    /// All that somebody asked for is there.
    Reached(Until),
}

impl Imports {
    /// An importer sent a block of files from one on, or nothing of them; those below `next` have ended.
    pub fn arrived(&mut self, file: u32, block: Option<ArrayBuffer>, next: u32, port: &MessagePort) {
        let spare = self.blocks.arrived(file, block.map(|block| (block, port.clone())), next);
        if let Some((block, port)) = spare {
            taken_in(&block, &port);
        }
    }

    /// Nothing more will come of a file.
    pub fn ended(&mut self, file: u32) {
        self.blocks.ended(file);
    }

    /// Somebody wants to hear when all files below a number are there.
    pub fn wait(&mut self, until: Until) {
        self.until = Some(until);
    }

    /// Whether there is a next step.
    pub fn has_step(&self) -> bool {
        self.open.is_some()
            || self.blocks.has_next()
            || self.until.as_ref().is_some_and(|until| until.file <= self.blocks.reached())
    }

    /// The next step, if there is one.
    pub fn step(&mut self) -> Option<Step> {
        loop {
            if let Some(open) = &mut self.open {
                if open.next < open.block.len() {
                    let at = open.next;
                    open.next += 1;
                    return Some(open.block.article(at).map_or(Step::Damaged, |article| {
                        Step::Article(Box::new(article), Place::New(open.buffer.clone()), at)
                    }));
                }
                taken_in(&open.buffer, &open.port);
                self.open = None;
            }
            match self.blocks.take() {
                None => break,
                Some(Next::Spare((buffer, port))) => taken_in(&buffer, &port),
                Some(Next::Wanted((buffer, port))) => match Block::open(&Uint8Array::new(&buffer).to_vec()) {
                    Ok(block) => self.open = Some(Open { block, next: 0, buffer, port }),
                    Err(_) => {
                        taken_in(&buffer, &port);
                        return Some(Step::Damaged);
                    }
                },
            }
        }
        let reached = self.until.as_ref().is_some_and(|until| until.file <= self.blocks.reached());
        if reached { self.until.take().map(Step::Reached) } else { None }
    }
}

fn taken_in(block: &ArrayBuffer, importer: &MessagePort) {
    let _ = importer.post_message(&block.byte_length().into());
}
