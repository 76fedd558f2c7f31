//! How is a stream of bytes read as a stream of UTF-8?
//!
//! **Invariant.** What comes out is valid UTF-8 over the whole stream, whatever goes in and however it is cut.

use super::{Encoding, web};
use std::io::{self, Read};

const CHUNK: usize = 16 * 1024;

/// A reader of UTF-8 over a reader of something else.
pub struct Decoding<R> {
    inner: R,
    way: Way,
    // Bytes that are not decoded yet, and text that is not read yet.
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

enum Way {
    Web(web::Decoder),
    // What the last bytes belong to is known at the end only: all is read first.
    Whole(Encoding),
}

impl<R: Read> Decoding<R> {
    /// Reads `inner` in this encoding; a byte order mark is taken off.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let way = match encoding {
            Encoding::Web(encoding) => Way::Web(encoding.new_decoder_with_bom_removal()),
            other => Way::Whole(other),
        };
        Decoding { inner, way, raw: Vec::new(), text: Vec::new(), at: 0, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        match &mut self.way {
            Way::Whole(encoding) => {
                self.inner.read_to_end(&mut self.raw)?;
                self.ended = true;
                self.text = encoding.decode(&self.raw).0.into_bytes();
                self.raw = Vec::new();
            }
            Way::Web(decoder) => {
                self.raw.resize(CHUNK, 0);
                let read = self.inner.read(&mut self.raw)?;
                self.ended = read == 0;
                let room = decoder.max_utf8_buffer_length(read).unwrap_or(CHUNK * 4);
                self.text.resize(room, 0);
                let raw = self.raw.get(..read).unwrap_or_default();
                // The room is enough for all of it.
                let (_, _, written, _) = decoder.decode_to_utf8(raw, &mut self.text, self.ended);
                self.text.truncate(written);
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.text.len() && !self.ended {
            self.fill()?;
        }
        let left = self.text.get(self.at..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        let (Some(to), Some(from)) = (buffer.get_mut(..count), left.get(..count)) else { return Ok(0) };
        to.copy_from_slice(from);
        self.at += count;
        Ok(count)
    }
}
