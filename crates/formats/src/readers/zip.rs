//! ZIP: a directory at the end, and files before it.
//!
//! The directory is rawzip's to read, the files are unpacked one after the other. Where the end is missing, the
//! files are found by their own headers, as far as they are there.

use super::{Format, Opened, Reader, Step, issue, left_out};
use crate::input::{Counted, Input, Meter, Source};
use crate::readers::tar::is_litter;
use crate::reading::Place;
use explorer_articles::article::Issue;
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

pub const FORMAT: Format = Format {
    name: "a ZIP archive",
    extensions: &["zip"],
    begins: |head, _| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
    open,
};

/// A part of a source, counted from its beginning.
struct Window {
    source: Rc<dyn Source>,
    start: u64,
    end: u64,
}

impl ReaderAt for Window {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let at = self.start.saturating_add(offset).min(self.end);
        let count = buffer.len().min(usize::try_from(self.end - at).unwrap_or(usize::MAX));
        buffer.get_mut(..count).map_or(Ok(0), |buffer| self.source.read_at(buffer, at))
    }
}

/// A member that is there to be read.
struct Entry {
    name: String,
    method: CompressionMethod,
    encrypted: bool,
    place: Where,
    checksum: Option<u32>,
}

enum Where {
    Directory(ZipArchiveEntryWayfinder),
    // Found by its own header: where its bytes begin, and how many they are, if that is said.
    Found(u64, Option<u64>),
}

struct Zip {
    place: Place,
    archive: Option<ZipArchive<Window>>,
    source: Rc<dyn Source>,
    start: u64,
    end: u64,
    entries: VecDeque<Entry>,
    waiting: VecDeque<Step>,
    meter: Rc<Meter>,
}

fn open(mut input: Input, place: &Place) -> Opened {
    let meter = input.meter();
    if let Some(kind) = office(&input.head(super::HEAD)) {
        return Err(issue(
            "not-text",
            &format!("The file is {kind}, which is not read here, so it was left out."),
        ));
    }
    let (source, start, end) = input.into_source().map_err(left_out)?;
    let window = || Window { source: source.clone(), start, end };
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    let located =
        ZipArchive::with_max_search_space(128 * 1024).locate_in_reader(window(), &mut buffer, end - start);
    let mut zip = Zip {
        place: place.clone(),
        archive: None,
        source: source.clone(),
        start,
        end,
        entries: VecDeque::new(),
        waiting: VecDeque::new(),
        meter,
    };
    let damage = match located {
        Ok(archive) => {
            let damage = zip.list(&archive);
            zip.archive = Some(archive);
            damage
        }
        Err(_) => Some(issue(
            "truncated",
            "It ends before its directory: the archive was not copied whole. The files that are there were read.",
        )),
    };
    if let Some(damage) = damage {
        if zip.entries.is_empty() {
            zip.archive = None;
            zip.scan();
        }
        if zip.entries.is_empty() {
            return Err(issue(
                "damaged",
                "It begins as a ZIP archive does, but no file could be found in it, so it was left out: copy it anew.",
            ));
        }
        zip.waiting.push_back(Step::Issue(damage));
    }
    Ok(Box::new(zip))
}

/// Office documents and books are ZIP archives too, and say so in their first member.
fn office(head: &[u8]) -> Option<&'static str> {
    let name = head.get(30..)?;
    if name.starts_with(b"[Content_Types].xml") || name.starts_with(b"_rels/.rels") {
        return Some("an office document");
    }
    let content = name.strip_prefix(b"mimetype")?;
    if content.starts_with(b"application/epub+zip") {
        Some("an electronic book")
    } else {
        Some("an office document")
    }
}

impl Zip {
    /// Takes the directory; what is wrong with it, if something is.
    fn list(&mut self, archive: &ZipArchive<Window>) -> Option<Issue> {
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let mut entries = archive.entries(&mut buffer);
        loop {
            let entry = match entries.next_entry() {
                Ok(Some(entry)) => entry,
                Ok(None) => return None,
                Err(_) => {
                    return Some(issue(
                        "damaged",
                        "Its directory is damaged; the files that could be found were read.",
                    ));
                }
            };
            if self.entries.len() >= self.meter.limits.members {
                let message = format!(
                    "It holds more than {} files; those after that were left out. Split it.",
                    self.meter.limits.members
                );
                return Some(issue("too-many", &message));
            }
            let name = entry_name(entry.file_path().as_bytes(), entry.flags().bits() & 0x800 != 0);
            if entry.is_dir() || is_litter(&name) {
                continue;
            }
            self.entries.push_back(Entry {
                name,
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
                checksum: Some(entry.crc32()),
                place: Where::Directory(entry.wayfinder()),
            });
        }
    }

    /// Finds members by their own headers, from the beginning on.
    fn scan(&mut self) {
        let window = Window { source: self.source.clone(), start: self.start, end: self.end };
        let mut at = 0;
        while self.entries.len() < self.meter.limits.members {
            let mut header = [0; 30];
            if window.read_exact_at(&mut header, at).is_err() || !header.starts_with(b"PK\x03\x04") {
                return;
            }
            let number = |from: usize| {
                header.get(from..from + 2).map_or(0, |two| u64::from(two[0]) | u64::from(two[1]) << 8)
            };
            let long = |from: usize| number(from) | number(from + 2) << 16;
            let mut name = vec![0; number(26) as usize];
            if window.read_exact_at(&mut name, at + 30).is_err() {
                return;
            }
            let data = at + 30 + number(26) + number(28);
            let flags = number(6);
            let described_after = flags & 8 != 0;
            let size = (!described_after).then(|| long(18));
            let name = entry_name(&name, flags & 0x800 != 0);
            if !name.ends_with('/') && !is_litter(&name) {
                self.entries.push_back(Entry {
                    name,
                    method: if number(8) == 8 {
                        CompressionMethod::DEFLATE
                    } else {
                        CompressionMethod::STORE
                    },
                    encrypted: flags & 1 != 0,
                    checksum: (!described_after).then(|| long(14) as u32),
                    place: Where::Found(self.start + data, size),
                });
            }
            // Where its size is said behind it only, nothing behind it can be found.
            let Some(size) = size else { return };
            at = data + size;
        }
    }

    fn member(&self, entry: &Entry) -> Result<Input, Issue> {
        if entry.encrypted {
            let message = format!(
                "“{}” is encrypted, so it was left out: unpack it with its password and add it.",
                shown(&entry.name)
            );
            return Err(issue("encrypted", &message));
        }
        let (start, end) = match &entry.place {
            Where::Found(start, size) => {
                (*start, size.map_or(self.end, |size| start.saturating_add(size)).min(self.end))
            }
            Where::Directory(way) => {
                let found = self.archive.as_ref().and_then(|archive| archive.get_entry(*way).ok());
                let (start, end) = found.map(|entry| entry.compressed_data_range()).ok_or_else(|| {
                    let message = format!(
                        "“{}” is not where the directory says, so it was left out.",
                        shown(&entry.name)
                    );
                    issue("damaged", &message)
                })?;
                (self.start.saturating_add(start), self.start.saturating_add(end))
            }
        };
        let part = Input::part(self.source.clone(), start, end.min(self.end), self.meter.clone());
        match entry.method {
            CompressionMethod::STORE => Ok(part),
            CompressionMethod::DEFLATE => {
                let (packed, count) = Counted::new(part.into_read());
                let checked = Checked {
                    read: DeflateDecoder::new(packed),
                    sum: flate2::Crc::new(),
                    expected: entry.checksum,
                };
                Ok(Input::unpacked(checked, count, self.meter.clone()))
            }
            _ => {
                let message = format!(
                    "“{}” is packed in a way that is not read here ({:?}), so it was left out: unpack it and add it.",
                    shown(&entry.name),
                    entry.method
                );
                Err(issue("packed-otherwise", &message))
            }
        }
    }
}

impl Reader for Zip {
    fn next(&mut self) -> Option<Step> {
        if let Some(step) = self.waiting.pop_front() {
            return Some(step);
        }
        let entry = self.entries.pop_front()?;
        match self.member(&entry) {
            Err(issue) => Some(Step::Issue(issue)),
            Ok(input) => {
                let step = Step::Member {
                    path: inner_path(&self.place.path, &entry.name),
                    name: None,
                    input,
                    inside: true,
                };
                match odd_name(&entry.name) {
                    Some(odd) => {
                        self.waiting.push_back(step);
                        Some(Step::Issue(odd))
                    }
                    None => Some(step),
                }
            }
        }
    }

    fn is_archive(&self) -> bool {
        true
    }
}

/// Compares what was unpacked with its checksum, at the end.
struct Checked<R> {
    read: R,
    sum: flate2::Crc,
    expected: Option<u32>,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.read.read(buffer)?;
        if count > 0 {
            self.sum.update(buffer.get(..count).unwrap_or_default());
        } else if !buffer.is_empty()
            && self.expected.take().is_some_and(|expected| expected != self.sum.sum())
        {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(count)
    }
}

/// A member's name: UTF-8 where it says so or is, else of DOS.
fn entry_name(bytes: &[u8], utf8: bool) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) if utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => {
            crate::encoding::Encoding::named("IBM437").map_or_else(String::new, |dos| dos.decode(bytes).0)
        }
    }
}

/// The path of a member: the archive's, then its own without what leads elsewhere.
pub fn inner_path(archive: &str, name: &str) -> String {
    let mut path = archive.to_owned();
    let name: String = name.chars().filter(|c| !is_odd(*c)).collect();
    for part in name.split(['/', '\\']) {
        if !part.is_empty() && part != "." && part != ".." {
            path.push('/');
            path.push_str(part);
        }
    }
    path
}

/// What is to be said about a name that leads elsewhere or hides something.
pub fn odd_name(name: &str) -> Option<Issue> {
    let leads_away = name.starts_with(['/', '\\'])
        || name.split(['/', '\\']).any(|part| part == "..")
        || name.as_bytes().get(1) == Some(&b':');
    let message = if leads_away {
        format!(
            "It holds a file named “{}”, a path that leads out of the archive: only its text was read, under a name inside it.",
            shown(name)
        )
    } else if name.chars().any(is_odd) {
        format!(
            "It holds a file named “{}”, with characters that change how a name is shown: they were left out of it.",
            shown(name)
        )
    } else {
        return None;
    };
    Some(issue("odd-name", &message))
}

/// Characters that have no place in a name: they steer how it is shown, or end it.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

/// A name as it can be shown: what steers the display is spelled out, and not all of a long one.
pub fn shown(name: &str) -> String {
    let mut shown = String::new();
    for c in name.chars().take(200) {
        if is_odd(c) { shown.push_str(&format!("[U+{:04X}]", u32::from(c))) } else { shown.push(c) }
    }
    shown
}
