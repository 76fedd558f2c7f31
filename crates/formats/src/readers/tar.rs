//! tar: files one after the other, each behind a header of 512 bytes.
//!
//! The headers are the tar crate's to read; the stream is shared with the member that is being read.

use super::{Format, Opened, Reader, Step, beginning, issue};
use crate::input::{Input, Member, Meter, Shared, Trouble};
use crate::readers::zip::{inner_path, odd_name};
use crate::reading::Place;
use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;
use tar::{EntryType, Header, PaxExtensions};

pub const FORMAT: Format = Format {
    name: "a tar archive",
    extensions: &["tar"],
    begins: |head, _| head.get(257..262) == Some(b"ustar"),
    open,
};

const BLOCK: u64 = 512;
/// Longer names are no names.
const NAME: u64 = 64 * 1024;

fn open(input: Input, place: &Place) -> Opened {
    let meter = input.meter();
    Ok(Box::new(Tar {
        place: place.clone(),
        stream: Rc::new(RefCell::new(input.into_read())),
        left: Rc::new(Cell::new(0)),
        padding: 0,
        members: 0,
        name: None,
        size: None,
        waiting: Vec::new(),
        done: false,
        meter,
    }))
}

struct Tar {
    place: Place,
    stream: Shared,
    // Of the member before: what was not read of it, and what fills its last block.
    left: Rc<Cell<u64>>,
    padding: u64,
    members: usize,
    // Given by an extension for the next member.
    name: Option<Vec<u8>>,
    size: Option<u64>,
    waiting: Vec<Step>,
    done: bool,
    meter: Rc<Meter>,
}

impl Tar {
    fn pass_over(&mut self) -> io::Result<()> {
        let count = self.left.replace(0) + self.padding;
        self.padding = 0;
        let mut stream = self.stream.borrow_mut();
        let passed = io::copy(&mut (&mut *stream).take(count), &mut io::sink())?;
        if passed < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    fn content(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.stream.borrow_mut().by_ref().take(size.min(NAME)).read_to_end(&mut content)?;
        self.left.set(size.saturating_sub(content.len() as u64));
        self.pass_over()?;
        Ok(content)
    }

    fn step(&mut self) -> io::Result<Option<Step>> {
        loop {
            self.pass_over()?;
            let mut block = [0; BLOCK as usize];
            let mut at = 0;
            while let Some(rest) = block.get_mut(at..).filter(|rest| !rest.is_empty()) {
                match self.stream.borrow_mut().read(rest)? {
                    // Two empty blocks end it, but many programs leave them out.
                    0 if at == 0 => return Ok(None),
                    0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                    count => at += count,
                }
            }
            if block.iter().all(|byte| *byte == 0) {
                return Ok(None);
            }
            let header = Header::from_byte_slice(&block);
            let sum: u32 = block
                .iter()
                .enumerate()
                .map(|(at, &byte)| u32::from(if (148..156).contains(&at) { b' ' } else { byte }))
                .sum();
            if header.cksum().ok() != Some(sum) {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let size = match self.size.take() {
                Some(size) => size,
                None => header.entry_size()?,
            };
            let fill = (BLOCK - size % BLOCK) % BLOCK;
            match header.entry_type() {
                EntryType::GNULongName => {
                    self.padding = fill;
                    let mut name = self.content(size)?;
                    while name.last() == Some(&0) {
                        name.pop();
                    }
                    self.name = Some(name);
                }
                EntryType::XHeader => {
                    self.padding = fill;
                    let content = self.content(size)?;
                    for extension in PaxExtensions::new(&content).filter_map(Result::ok) {
                        match extension.key_bytes() {
                            b"path" => self.name = Some(extension.value_bytes().to_owned()),
                            b"size" => self.size = extension.value().ok().and_then(|size| size.parse().ok()),
                            _ => {}
                        }
                    }
                }
                EntryType::Regular | EntryType::Continuous => {
                    let name = self.name.take().unwrap_or_else(|| header.path_bytes().into_owned());
                    let name = String::from_utf8_lossy(&name).into_owned();
                    self.left.set(size);
                    self.padding = fill;
                    self.members += 1;
                    if self.members > self.meter.limits.members {
                        let message = format!(
                            "It holds more than {} files; those after that were left out. Split it.",
                            self.meter.limits.members
                        );
                        self.done = true;
                        return Ok(Some(Step::Issue(issue("too-many", &message))));
                    }
                    // What the computer that packed it put beside the files.
                    if is_litter(&name) {
                        continue;
                    }
                    let path = inner_path(&self.place.path, &name);
                    let member = Member { stream: self.stream.clone(), left: self.left.clone() };
                    let input = Input::stream(member, self.meter.clone());
                    let step = Step::Member { path, name: None, input, inside: true };
                    return Ok(Some(match odd_name(&name) {
                        Some(odd) => {
                            self.waiting.push(step);
                            Step::Issue(odd)
                        }
                        None => step,
                    }));
                }
                // Folders and links hold nothing; what other programs add is theirs.
                _ => {
                    self.left.set(size);
                    self.padding = fill;
                    self.name = None;
                }
            }
        }
    }
}

/// Whether a file of an archive is none of the user's: of the Macintosh's Finder and such.
pub fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || last.starts_with("._")
        || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

impl Reader for Tar {
    fn next(&mut self) -> Option<Step> {
        if let Some(step) = self.waiting.pop() {
            return Some(step);
        }
        if self.done {
            return None;
        }
        match self.step() {
            Ok(step) => {
                self.done |= step.is_none();
                step
            }
            Err(error) => {
                self.done = true;
                Some(Step::Issue(beginning(Trouble::of(&error, &self.meter))))
            }
        }
    }

    fn is_archive(&self) -> bool {
        true
    }
}
