//! How are the bytes of a file got at, and how many of them may be unpacked?
//!
//! A [`Source`] is asked for bytes at a place; an [`Input`] is such a source or a part of it, or a stream, as
//! of what an archive holds. **Invariant.** Whatever is unpacked passes a [`Meter`], so that neither a ratio nor
//! a total beyond the [`Limits`] is reached, however archives are nested.

use explorer_articles::article::Issue;
use std::cell::{Cell, RefCell};
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// Bytes that are somewhere: in memory, in a file, in a browser's Blob.
pub trait Source {
    /// How many.
    fn size(&self) -> u64;

    /// Copies bytes from `offset` on into `buffer`; how many, 0 at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
}

impl<T: AsRef<[u8]>> Source for T {
    fn size(&self) -> u64 {
        self.as_ref().len() as u64
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let from = usize::try_from(offset).ok().and_then(|at| self.as_ref().get(at..)).unwrap_or_default();
        let count = from.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), from.get(..count)) {
            to.copy_from_slice(from);
        }
        Ok(count)
    }
}

/// What reading may take. All in bytes, unless it is said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest single article or record.
    pub article: u64,
    /// The largest archive inside an archive that has to be held to be read.
    pub held: u64,
    /// What all that is in one file may unpack to.
    pub unpacked: u64,
    /// How many times larger than packed something may be.
    pub ratio: u64,
    /// What may be unpacked whatever its ratio.
    pub free: u64,
    /// How many archives inside each other, the outermost counted.
    pub depth: usize,
    /// How many files an archive may hold.
    pub members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            article: 64 << 20,
            held: 256 << 20,
            unpacked: 8 << 30,
            ratio: 200,
            free: 4 << 20,
            depth: 3,
            members: 1_000_000,
        }
    }
}

/// Why no more is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It grows beyond any text: packed and unpacked bytes so far.
    Ratio(u64, u64),
    /// All together is more than the limit.
    Total(u64),
}

/// Counts what is unpacked from one file.
#[derive(Debug)]
pub struct Meter {
    /// The limits.
    pub limits: Limits,
    unpacked: Cell<u64>,
    stop: Cell<Option<Stop>>,
}

impl Meter {
    /// One that has counted nothing.
    pub fn new(limits: Limits) -> Rc<Self> {
        Rc::new(Meter { limits, unpacked: Cell::new(0), stop: Cell::new(None) })
    }

    /// Why it said stop last, said once.
    pub fn take_stop(&self) -> Option<Stop> {
        self.stop.take()
    }

    fn add(&self, count: u64) -> io::Result<()> {
        self.unpacked.set(self.unpacked.get() + count);
        if self.unpacked.get() > self.limits.unpacked {
            return self.say(Stop::Total(self.limits.unpacked));
        }
        Ok(())
    }

    fn say(&self, stop: Stop) -> io::Result<()> {
        self.stop.set(Some(stop));
        Err(io::ErrorKind::QuotaExceeded.into())
    }
}

/// The bytes of a file or of a member of an archive.
pub struct Input {
    kind: Kind,
    meter: Rc<Meter>,
}

enum Kind {
    Part { source: Rc<dyn Source>, start: u64, end: u64 },
    Stream(Box<dyn Read>),
}

impl Input {
    /// A whole source.
    pub fn whole(source: Rc<dyn Source>, meter: Rc<Meter>) -> Self {
        let end = source.size();
        Input { kind: Kind::Part { source, start: 0, end }, meter }
    }

    /// A part of a source that can be got at anywhere, such as a member that is only stored.
    pub fn part(source: Rc<dyn Source>, start: u64, end: u64, meter: Rc<Meter>) -> Self {
        let end = end.min(source.size());
        Input { kind: Kind::Part { source, start: start.min(end), end }, meter }
    }

    /// What comes from a stream.
    pub fn stream(read: impl Read + 'static, meter: Rc<Meter>) -> Self {
        Input { kind: Kind::Stream(Box::new(read)), meter }
    }

    /// What a decoder unpacks; `packed` counts what went into it.
    pub fn unpacked(decoder: impl Read + 'static, packed: Rc<Cell<u64>>, meter: Rc<Meter>) -> Self {
        let read = Unpacked { decoder, packed, unpacked: 0, meter: meter.clone() };
        Input::stream(read, meter)
    }

    /// Its meter.
    pub fn meter(&self) -> Rc<Meter> {
        self.meter.clone()
    }

    /// The first bytes, at most `count`; they are still there to be read.
    pub fn head(&mut self, count: usize) -> Vec<u8> {
        let mut head = Vec::new();
        match &mut self.kind {
            Kind::Part { source, start, end } => {
                let part = Part { source: source.clone(), at: *start, end: *end };
                let _ = part.take(count as u64).read_to_end(&mut head);
            }
            Kind::Stream(stream) => {
                // An error is met again by whoever reads on.
                let error = stream.take(count as u64).read_to_end(&mut head).err();
                let rest = std::mem::replace(stream, Box::new(io::empty()));
                *stream = Box::new(Cursor::new(head.clone()).chain(Failing(error)).chain(rest));
            }
        }
        head
    }

    /// As a stream.
    pub fn into_read(self) -> Box<dyn Read> {
        match self.kind {
            Kind::Part { source, start, end } => Box::new(Part { source, at: start, end }),
            Kind::Stream(stream) => stream,
        }
    }

    /// All of it, as far as it could be read: at most `limit` bytes, and what kept it from being read on.
    pub fn into_bytes(self, limit: u64) -> (Vec<u8>, Option<Trouble>) {
        let meter = self.meter.clone();
        let mut bytes = Vec::new();
        let mut read = self.into_read();
        let trouble = match read.by_ref().take(limit).read_to_end(&mut bytes) {
            Err(error) => Some(Trouble::of(&error, &meter)),
            Ok(_) if bytes.len() as u64 == limit => match read.read(&mut [0]) {
                Ok(0) => None,
                Ok(_) => Some(Trouble::TooLarge(limit)),
                Err(error) => Some(Trouble::of(&error, &meter)),
            },
            Ok(_) => None,
        };
        (bytes, trouble)
    }

    /// As something that can be got at anywhere: a stream is held for that, if it is not too large.
    pub fn into_source(self) -> Result<(Rc<dyn Source>, u64, u64), Trouble> {
        match self.kind {
            Kind::Part { source, start, end } => Ok((source, start, end)),
            Kind::Stream(_) => {
                let limit = self.meter.limits.held;
                let (bytes, trouble) = self.into_bytes(limit);
                match trouble {
                    Some(trouble @ (Trouble::TooLarge(_) | Trouble::Stopped(_))) => Err(trouble),
                    // What is there of it is read.
                    _ => {
                        let end = bytes.len() as u64;
                        Ok((Rc::new(bytes), 0, end))
                    }
                }
            }
        }
    }
}

/// What keeps bytes from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It ends before its end.
    CutShort,
    /// It is not what it should be from here on.
    Damaged,
    /// It is longer than this.
    TooLarge(u64),
    /// It unpacks to too much.
    Stopped(Stop),
    /// Whoever holds the bytes cannot give them.
    Unreadable,
}

impl Trouble {
    /// What an error means.
    pub fn of(error: &io::Error, meter: &Meter) -> Self {
        if let Some(stop) = meter.take_stop() {
            return Trouble::Stopped(stop);
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Trouble::CutShort,
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Trouble::Damaged,
            _ => Trouble::Unreadable,
        }
    }

    /// As a sentence of which `rest` is the end: what was done about it.
    pub fn issue(self, rest: &str) -> Issue {
        let (kind, what) = match self {
            Trouble::CutShort => {
                ("truncated", "It ends in the middle: the file was not copied whole".to_owned())
            }
            Trouble::Damaged => ("damaged", "It is damaged from some place on".to_owned()),
            Trouble::TooLarge(limit) => {
                ("too-large", format!("It is longer than the {} that are taken at once", size(limit)))
            }
            Trouble::Stopped(Stop::Ratio(packed, unpacked)) => (
                "bomb",
                format!(
                    "It grows from {} to more than {}, as no text does, so unpacking was stopped",
                    size(packed),
                    size(unpacked)
                ),
            ),
            Trouble::Stopped(Stop::Total(limit)) => {
                ("bomb", format!("All in it together is more than {}, so unpacking was stopped", size(limit)))
            }
            Trouble::Unreadable => (
                "unreadable",
                "It could not be read on: it was moved, changed or taken away meanwhile".to_owned(),
            ),
        };
        Issue { kind, message: format!("{what}; {rest}."), span: None }
    }
}

/// A number of bytes for people, in decimal units.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

struct Part {
    source: Rc<dyn Source>,
    at: u64,
    end: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(usize::try_from(self.end - self.at).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..count) else { return Ok(0) };
        if count == 0 {
            return Ok(0);
        }
        let read = self.source.read_at(buffer, self.at)?.min(count);
        // A source that has less than it said has changed.
        if read == 0 {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.at += read as u64;
        Ok(read)
    }
}

struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Counts what is read.
pub struct Counted<R> {
    read: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Counted<R> {
    /// A reader and its count.
    pub fn new(read: R) -> (Self, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        (Counted { read, count: count.clone() }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.read.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

struct Unpacked<R> {
    decoder: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    meter: Rc<Meter>,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.unpacked += read as u64;
        let limits = self.meter.limits;
        let packed = self.packed.get();
        if self.unpacked > limits.free.saturating_add(packed.saturating_mul(limits.ratio)) {
            self.meter.say(Stop::Ratio(packed, self.unpacked))?;
        }
        self.meter.add(read as u64)?;
        Ok(read)
    }
}

/// A stream that an archive and the member that is being read of it share.
pub type Shared = Rc<RefCell<Box<dyn Read>>>;

/// A member of an archive that is a stream: so many bytes of what is shared. What is not read of it is counted
/// in `left`, for the archive to pass over.
pub struct Member {
    /// The archive's stream.
    pub stream: Shared,
    /// Bytes that are not read yet.
    pub left: Rc<Cell<u64>>,
}

impl Read for Member {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(usize::try_from(self.left.get()).unwrap_or(usize::MAX));
        let Some(buffer) = buffer.get_mut(..count) else { return Ok(0) };
        if count == 0 {
            return Ok(0);
        }
        let read = self.stream.borrow_mut().read(buffer)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}
