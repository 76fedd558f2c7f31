//! What is done with the articles that importers find?
//!
//! Files have numbers, and their articles are taken in by number, so that the corpus does not depend on how many
//! importers there are or how fast each is: blocks of a later file wait, outside of this program's memory.
//! **Invariant.** A block is acknowledged once, when its articles are in the index.

use crate::shelf::Place;
use explorer_core::article::Article;
use explorer_protocol::{FileNotice, RequestId};
use explorer_store::Block;
use js_sys::{ArrayBuffer, Uint8Array};
use std::collections::{BTreeMap, VecDeque};
use web_sys::MessagePort;

/// A file that is not taken in as a whole.
#[derive(Default)]
struct Waiting {
    blocks: VecDeque<(ArrayBuffer, MessagePort)>,
    ended: bool,
}

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
    files: BTreeMap<u32, Waiting>,
    // All files below it are there.
    next: u32,
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
    /// An importer sent a block of a file, or its end.
    pub fn arrived(&mut self, file: u32, block: Option<ArrayBuffer>, port: &MessagePort) {
        if file < self.next {
            return;
        }
        let waiting = self.files.entry(file).or_default();
        match block {
            Some(block) => waiting.blocks.push_back((block, port.clone())),
            None => waiting.ended = true,
        }
    }

    /// Nothing more will come of a file.
    pub fn ended(&mut self, file: u32) {
        if file >= self.next {
            self.files.entry(file).or_default().ended = true;
        }
    }

    /// Somebody wants to hear when all files below a number are there.
    pub fn wait(&mut self, until: Until) {
        self.until = Some(until);
    }

    /// Whether there is a next step.
    pub fn has_step(&self) -> bool {
        self.open.is_some()
            || self.files.get(&self.next).is_some_and(|file| file.ended || !file.blocks.is_empty())
            || self.until.as_ref().is_some_and(|until| until.file <= self.next)
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
                let _ = open.port.post_message(&open.buffer.byte_length().into());
                self.open = None;
            }
            let Some(file) = self.files.get_mut(&self.next) else { break };
            if let Some((buffer, port)) = file.blocks.pop_front() {
                match Block::open(&Uint8Array::new(&buffer).to_vec()) {
                    Ok(block) => self.open = Some(Open { block, next: 0, buffer, port }),
                    Err(_) => {
                        let _ = port.post_message(&buffer.byte_length().into());
                        return Some(Step::Damaged);
                    }
                }
            } else if file.ended {
                self.files.remove(&self.next);
                self.next += 1;
            } else {
                break;
            }
        }
        let reached = self.until.as_ref().is_some_and(|until| until.file <= self.next);
        if reached { self.until.take().map(Step::Reached) } else { None }
    }
}
