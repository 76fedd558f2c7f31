//! How does an archive come in?
//!
//! From the front, a block at a time and an article at a time, so that the page is usable meanwhile. **Invariant.** Each
//! block of an archive in memory is a buffer of its own afterwards; one on disk stays there. What is damaged ends the
//! reading: it is said, or, in what was kept, cut off, for it is what a browser left that was killed.

use crate::kept::Kept;
use crate::shelf::Place;
use crate::snapshot::CameBack;
use explorer_core::article::Article;
use explorer_core::engine::Comparison;
use explorer_protocol::{FileNotice, Ingested, Progress, RequestId};
use explorer_store::archive::{self, Contents, FIXED};
use explorer_store::block::HEAD;
use explorer_store::{Block, BlockError, Head};
use js_sys::{ArrayBuffer, Uint8Array};

/// Where an archive is.
pub enum Whole {
    /// In memory.
    Buffer(ArrayBuffer),
    /// On disk, kept by this tab.
    Kept(Kept),
}

impl Whole {
    fn length(&self) -> usize {
        match self {
            Whole::Buffer(buffer) => buffer.byte_length() as usize,
            Whole::Kept(file) => file.length(),
        }
    }

    /// So many bytes, or as many as there are.
    fn bytes(&self, at: usize, length: usize) -> Vec<u8> {
        match self {
            Whole::Buffer(buffer) => {
                let length = length.min(self.length().saturating_sub(at));
                Uint8Array::new_with_byte_offset_and_length(buffer, at as u32, length as u32).to_vec()
            }
            Whole::Kept(file) => file.read(at, length),
        }
    }

    fn place(&self, at: usize, end: usize) -> Place {
        match self {
            Whole::Buffer(buffer) => Place::Given(buffer.slice_with_end(at as u32, end as u32)),
            Whole::Kept(_) => Place::Kept(at, end - at),
        }
    }
}

/// An archive that is being taken in.
pub struct Opening {
    /// Who asked for it.
    pub request: RequestId,
    /// What it gave so far.
    pub ingested: Ingested,
    /// Once all is taken in, the articles are looked at together.
    pub comparison: Comparison,
    skip: Vec<String>,
    contents: Contents,
    whole: Whole,
    // Where the next block begins.
    at: usize,
    open: Option<(Block, Place, usize)>,
    /// What a person added to what was kept, to be taken over at the end.
    pub additions: Option<String>,
    /// Whether some of it may come back by a snapshot.
    pub may_come_back: bool,
    /// What a person had added when that was taken.
    pub additions_then: String,
}

/// What is next in it.
pub enum Next {
    /// An article, the block that it is in, and where in that.
    Article(Box<Article>, Place, usize),
    /// Something that is no block, or one of another version of the program; nothing more is read.
    Damaged(BlockError),
}

impl Opening {
    /// Begins with an archive; files in `skip` are left out.
    pub fn begin(request: RequestId, whole: Whole, skip: Vec<String>) -> Result<Self, BlockError> {
        let head = archive::head_length(&whole.bytes(0, FIXED))?;
        let contents = archive::read_head(&whole.bytes(0, head))?;
        let notices = contents.notices.iter().map(|notice| FileNotice {
            path: notice.path.clone(),
            articles: notice.articles,
            kind: notice.kind.clone(),
            message: notice.message.clone(),
        });
        let ingested = Ingested {
            files: contents.files,
            bytes: contents.bytes as f64,
            notices: notices.collect(),
            ..Ingested::default()
        };
        let comparison = Comparison::default();
        Ok(Opening {
            request,
            ingested,
            comparison,
            skip,
            contents,
            whole,
            at: head,
            open: None,
            additions: None,
            may_come_back: false,
            additions_then: String::new(),
        })
    }

    /// Some of it came back by a snapshot, so many articles.
    pub fn came_back(&mut self, back: CameBack, articles: usize) {
        self.at = back.articles;
        self.additions_then = back.additions;
        self.ingested.articles += articles as u32;
        self.ingested.corpus += articles as u32;
    }

    /// How far it is, in files and bytes of what the archive was made from.
    pub fn progress(&self) -> Progress {
        let share = self.at as f64 / (self.whole.length() as f64).max(1.0);
        Progress {
            files: (f64::from(self.contents.files) * share) as u32,
            files_total: self.contents.files,
            bytes: self.contents.bytes as f64 * share,
            bytes_total: self.contents.bytes as f64,
            articles: self.ingested.corpus,
            ..Progress::default()
        }
    }

    /// What is next in it; `None` at its end.
    pub fn next(&mut self) -> Option<Next> {
        loop {
            if let Some((block, place, next)) = &mut self.open {
                let at = *next;
                *next += 1;
                match block.article(at) {
                    Some(article) if self.skip.iter().any(|path| is_of(path, &article.path)) => continue,
                    Some(article) => return Some(Next::Article(Box::new(article), place.clone(), at)),
                    None => {
                        let is_over = at >= block.len();
                        self.open = None;
                        if !is_over {
                            return Some(Next::Damaged(BlockError::Damaged));
                        }
                    }
                }
            }
            let length = self.whole.length();
            if self.at >= length {
                return None;
            }
            match self.open_block(length) {
                Ok((block, place)) => self.open = Some((block, place, 0)),
                Err(error) => {
                    let at = std::mem::replace(&mut self.at, length);
                    if let Whole::Kept(file) = &self.whole
                        && error == BlockError::Damaged
                    {
                        file.cut(at);
                        return None;
                    }
                    return Some(Next::Damaged(error));
                }
            }
        }
    }

    fn open_block(&mut self, length: usize) -> Result<(Block, Place), BlockError> {
        let head = Head::read(&self.whole.bytes(self.at, HEAD))?;
        let end = self.at.checked_add(head.length).filter(|&end| end <= length).ok_or(BlockError::Damaged)?;
        let block = Block::open(&self.whole.bytes(self.at, head.length))?;
        let place = self.whole.place(self.at, end);
        self.at = end;
        Ok((block, place))
    }
}

/// Whether the second path is the first, or that of something in it.
fn is_of(path: &str, inner: &str) -> bool {
    inner.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
