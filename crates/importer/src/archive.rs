//! What is in an archive of articles that were understood before?
//!
//! Its blocks, which go to the engine as they are. **Invariant.** A block that is passed on is whole.

use explorer_formats::Source;
use explorer_store::archive::{FIXED, head_length};
use explorer_store::block::HEAD;
use explorer_store::{Block, BlockError, Head};
use std::rc::Rc;

/// An archive that is being read.
pub struct Archive {
    source: Rc<dyn Source>,
    at: u64,
}

impl Archive {
    /// The archive that these bytes are, if they begin as one.
    pub fn of(source: &Rc<dyn Source>) -> Option<Self> {
        let at = head_length(&read(source, 0, FIXED)?).ok()? as u64;
        Some(Archive { source: source.clone(), at })
    }

    /// Bytes that were read.
    pub fn reached(&self) -> u64 {
        self.at
    }

    /// The next block and how many articles are in it; `None` at the end.
    pub fn next_block(&mut self) -> Option<Result<(Vec<u8>, u32), BlockError>> {
        if self.at >= self.source.size() {
            return None;
        }
        Some(self.block())
    }

    fn block(&mut self) -> Result<(Vec<u8>, u32), BlockError> {
        let head = Head::read(&read(&self.source, self.at, HEAD).ok_or(BlockError::Damaged)?)?;
        let left = self.source.size() - self.at;
        if head.length as u64 > left {
            return Err(BlockError::Damaged);
        }
        let bytes = read(&self.source, self.at, head.length).ok_or(BlockError::Damaged)?;
        let block = Block::open(&bytes)?;
        // Of a block each article is read here, so that the engine meets none that is not whole.
        if (0..block.len()).any(|at| block.article(at).is_none()) {
            return Err(BlockError::Damaged);
        }
        self.at += head.length as u64;
        Ok((bytes, block.len() as u32))
    }
}

fn read(source: &Rc<dyn Source>, at: u64, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    let mut filled = 0;
    while filled < length {
        match source.read_at(bytes.get_mut(filled..)?, at + filled as u64).ok()? {
            0 => break,
            read => filled += read,
        }
    }
    bytes.truncate(filled);
    Some(bytes)
}
