//! How are the bytes of a file got at?
//!
//! Of a large one, in a worker, by asking the browser for a slice of the file and waiting for it, so that half a gigabyte is never in
//! memory. Of small ones, and on the main thread, where nobody may wait, all bytes are asked for before reading begins: of many small
//! files at once, as if they were one.

use explorer_formats::Source;
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileReaderSync};

/// Asked of the browser at least, in bytes: each time costs it a message to another process.
const WINDOW: usize = 1 << 20;

/// No larger files are asked for as a whole where a slice can be had, in bytes.
pub const SMALL: f64 = 256.0 * 1024.0;

/// How far into a file anybody has looked, in bytes.
pub type Reached = Rc<Cell<u64>>;

/// A file outside.
pub struct Sliced {
    blob: Blob,
    size: u64,
    reader: FileReaderSync,
    // Where it begins, and what is there.
    window: RefCell<(u64, Vec<u8>)>,
    reached: Reached,
}

/// The bytes of a file, and how far anybody has looked; `None` where they have to be asked for first.
pub fn sliced(blob: &Blob) -> Option<(Rc<dyn Source>, Reached)> {
    let reader = FileReaderSync::new().ok()?;
    let reached = Reached::default();
    let size = blob.size() as u64;
    let source =
        Sliced { blob: blob.clone(), size, reader, window: RefCell::default(), reached: reached.clone() };
    Some((Rc::new(source), reached))
}

/// All bytes of each of the files, which are read as if they were one; `None` if those of any cannot be had.
pub async fn together(blobs: &[&Blob]) -> Option<Vec<Vec<u8>>> {
    let parts: Array = blobs.iter().collect();
    let whole = Blob::new_with_blob_sequence(&parts).ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(whole.array_buffer()).await.ok()?);
    let mut end = 0;
    let mut all = Vec::new();
    for blob in blobs {
        let from = end;
        end += blob.size() as u32;
        all.push(bytes.subarray(from, end).to_vec());
    }
    (end == bytes.length()).then_some(all)
}

impl Sliced {
    fn ask(&self, offset: u64, length: usize) -> io::Result<Uint8Array> {
        let gone = |_| io::Error::from(io::ErrorKind::NotFound);
        let end = (offset + length as u64).min(self.size);
        let slice = self.blob.slice_with_f64_and_f64(offset as f64, end as f64).map_err(gone)?;
        let bytes = self.reader.read_as_array_buffer(&slice).map_err(gone)?;
        Ok(Uint8Array::new(&bytes))
    }
}

impl Source for Sliced {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let wanted =
            buffer.len().min(usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..wanted).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
        if wanted >= WINDOW {
            let bytes = self.ask(offset, wanted)?;
            let count = (bytes.length() as usize).min(wanted);
            bytes.subarray(0, count as u32).copy_to(buffer.get_mut(..count).unwrap_or_default());
            self.reached.set(self.reached.get().max(offset + count as u64));
            return Ok(count);
        }
        let mut window = self.window.borrow_mut();
        let inside = |(start, bytes): &(u64, Vec<u8>)| {
            let at = usize::try_from(offset.checked_sub(*start)?).ok()?;
            bytes.get(at..).filter(|rest| !rest.is_empty()).map(|_| at)
        };
        if inside(&window).is_none() {
            *window = (offset, self.ask(offset, WINDOW)?.to_vec());
        }
        let from = inside(&window).and_then(|at| window.1.get(at..)).unwrap_or(&[]);
        let count = from.len().min(wanted);
        buffer.iter_mut().zip(from).for_each(|(to, byte)| *to = *byte);
        self.reached.set(self.reached.get().max(offset + count as u64));
        Ok(count)
    }
}
