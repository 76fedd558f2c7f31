//! How does the page's engine reach the readers?
//!
//! They are a wasm program without JavaScript of its own, loaded when the first file comes that is not plain
//! text, HTML or JSON Lines in UTF-8. The engine calls what is exported here, and lends it a function
//! by which it gets at the file's bytes: `host.read_at(to, length, offset)`, the number of bytes copied, or
//! `-1`. One file is read at a time. **Invariant.** What it says of a file is what native programs are told.

#[cfg(target_arch = "wasm32")]
mod exports {
    use explorer_formats::encoding::Encoding;
    use explorer_formats::{Limits, Options, Reading, Source, wire};
    use std::cell::RefCell;
    use std::io;
    use std::rc::Rc;

    #[allow(unsafe_code)]
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        /// Copies bytes of the file to `to`; how many, or -1.
        safe fn read_at(to: *mut u8, length: u32, offset: f64) -> i32;
    }

    thread_local! {
        static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
    }

    /// The file that the engine holds.
    struct Held {
        size: u64,
    }

    impl Source for Held {
        fn size(&self) -> u64 {
            self.size
        }

        fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
            let length = buffer.len().min(1 << 20) as u32;
            match read_at(buffer.as_mut_ptr(), length, offset as f64) {
                count @ 0.. => Ok(count as usize),
                _ => Err(io::ErrorKind::NotFound.into()),
            }
        }
    }

    /// Makes room for a text of so many bytes; where it is.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn room(length: usize) -> *mut u8 {
        TEXT.with_borrow_mut(|text| {
            text.clear();
            text.resize(length, 0);
            text.as_mut_ptr()
        })
    }

    /// Begins to read a file of so many bytes. In the room is its path; behind that, each behind a line end, the
    /// encoding and the columns that the user chose, if any.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn begin(size: f64) {
        let text = TEXT.with_borrow(|text| String::from_utf8_lossy(text).into_owned());
        let mut lines = text.split('\n');
        let path = lines.next().unwrap_or_default();
        let encoding = lines.next().and_then(Encoding::named);
        let columns = lines.next().filter(|columns| !columns.is_empty()).map(str::to_owned);
        let source = Rc::new(Held { size: size as u64 });
        let reading = Reading::new(path, source, Options { encoding, columns }, Limits::default());
        READING.set(Some(reading));
    }

    /// The next item, as [`wire`] writes it; how many bytes it has. They are where [`written`] says.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn next() -> usize {
        let item = READING.with_borrow_mut(|reading| reading.as_mut().and_then(Iterator::next));
        if item.is_none() {
            READING.set(None);
        }
        TEXT.with_borrow_mut(|text| {
            text.clear();
            // What one large article needed is not kept for all the small ones.
            text.shrink_to(1 << 20);
            wire::write(item.as_ref(), text);
            text.len()
        })
    }

    /// Where the item is.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn written() -> *const u8 {
        TEXT.with_borrow(|text| text.as_ptr())
    }
}
