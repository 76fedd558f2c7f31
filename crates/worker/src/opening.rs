//! How does an archive come in?
//!
//! From the front, a block at a time and an article at a time, so that the page is usable meanwhile. **Invariant.** Each
//! block of the archive is a buffer of its own afterwards, which the shelf can keep; a block that is damaged is said and
//! passed over.

use explorer_core::article::Article;
use explorer_core::engine::Comparison;
use explorer_protocol::{FileNotice, Ingested, Progress, RequestId};
use explorer_store::archive::{self, Contents, FIXED};
use explorer_store::block::HEAD;
use explorer_store::{Block, BlockError, Head};
use js_sys::{ArrayBuffer, Uint8Array};

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
    whole: ArrayBuffer,
    // Where the next block begins.
    at: usize,
    open: Option<(Block, ArrayBuffer, usize)>,
}

/// What is next in it.
pub enum Next {
    /// An article, the block that it is in, and where in that.
    Article(Box<Article>, ArrayBuffer, usize),
    /// Something that is no block; nothing more is read.
    Damaged,
}

impl Opening {
    /// Begins with an archive; files in `skip` are left out.
    pub fn begin(request: RequestId, whole: ArrayBuffer, skip: Vec<String>) -> Result<Self, BlockError> {
        let head = archive::head_length(&bytes(&whole, 0, FIXED))?;
        let contents = archive::read_head(&bytes(&whole, 0, head))?;
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
        Ok(Opening { request, ingested, comparison, skip, contents, whole, at: head, open: None })
    }

    /// How far it is, in files and bytes of what the archive was made from.
    pub fn progress(&self) -> Progress {
        let share = self.at as f64 / f64::from(self.whole.byte_length()).max(1.0);
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
            if let Some((block, buffer, next)) = &mut self.open {
                let at = *next;
                *next += 1;
                match block.article(at) {
                    Some(article) if self.skip.iter().any(|path| is_of(path, &article.path)) => continue,
                    Some(article) => return Some(Next::Article(Box::new(article), buffer.clone(), at)),
                    None if at < block.len() => return Some(Next::Damaged),
                    None => self.open = None,
                }
            }
            let length = self.whole.byte_length() as usize;
            if self.at >= length {
                return None;
            }
            let head = Head::read(&bytes(&self.whole, self.at, HEAD));
            let end =
                head.ok().and_then(|head| self.at.checked_add(head.length)).filter(|&end| end <= length);
            let Some(end) = end else {
                self.at = length;
                return Some(Next::Damaged);
            };
            let buffer = self.whole.slice_with_end(self.at as u32, end as u32);
            self.at = end;
            match Block::open(&Uint8Array::new(&buffer).to_vec()) {
                Ok(block) => self.open = Some((block, buffer, 0)),
                Err(_) => return Some(Next::Damaged),
            }
        }
    }
}

/// So many bytes of a buffer, or as many as there are.
fn bytes(buffer: &ArrayBuffer, at: usize, length: usize) -> Vec<u8> {
    let length = length.min((buffer.byte_length() as usize).saturating_sub(at));
    Uint8Array::new_with_byte_offset_and_length(buffer, at as u32, length as u32).to_vec()
}

/// Whether the second path is the first, or that of something in it.
fn is_of(path: &str, inner: &str) -> bool {
    inner.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
