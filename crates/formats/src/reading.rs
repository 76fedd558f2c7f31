//! What is in a file, and in the files that are in it?
//!
//! A stack of readers, one for each archive that is open: the topmost is asked for its next step, and a member
//! that it finds becomes a reader on top of it. **Invariant.** Every item names the file and the member it is
//! of; the order of items is that of the file.

use crate::encoding::{Choice, Encoding, Said};
use crate::fields::Mapping;
use crate::input::{Input, Limits, Meter, Source};
use crate::readers::{self, Reader, Step};
use explorer_articles::article::Issue;
use explorer_articles::read::RawArticle;
use std::rc::Rc;

/// An article as it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Identity, path, text.
    pub article: RawArticle,
    /// Which record of its file it is, from 1; 0 where the file is the article.
    pub number: u64,
    /// In which encoding it was.
    pub encoding: Option<Choice>,
    /// When it was fetched, as the crawl says.
    pub fetched: Option<String>,
}

/// Something to be said about a file or a member of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Path of the file, and of the member in it.
    pub path: String,
    /// Kind, stable, in kebab-case.
    pub kind: &'static str,
    /// One sentence: what was found and what was done.
    pub message: String,
}

/// What a reading gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An article.
    Article(Found),
    /// Something to be said.
    Note(Note),
    /// What the columns of the file were taken as; of a file within it only the note says that.
    Columns(Mapping),
    /// Nothing yet: a PDF document was met, and what reads one is not there. It is asked again once that is.
    WantsPdf,
}

/// What the user chose for a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Its encoding, instead of what would be chosen.
    pub encoding: Option<Encoding>,
    /// What its columns are, as [`fields::Mapping`](crate::fields::Mapping) prints it.
    pub columns: Option<String>,
}

/// What a reader knows of the file it reads.
#[derive(Clone, Debug)]
pub struct Place {
    /// Path of the file, and of the member in it.
    pub path: String,
    /// Its name, by whose ending formats are told; without the ending of what it was packed with.
    pub name: String,
    /// What the user chose.
    pub options: Rc<Options>,
    /// How many archives it is in.
    pub depth: usize,
}

impl Place {
    /// What is said of the encoding outside the file.
    pub fn said(&self) -> Said {
        Said { given: self.options.encoding, header: None }
    }

    /// The ending of the name, in lower case.
    pub fn extension(&self) -> String {
        extension(&self.name)
    }
}

/// The ending of a file's name, in lower case.
pub fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// One pass over a file.
pub struct Reading {
    levels: Vec<(Place, Box<dyn Reader>)>,
    first: Option<(Place, Input)>,
    limits: Limits,
    /// Notes that were made on the way to the next item.
    waiting: Vec<Note>,
}

impl Reading {
    /// Begins to read a file.
    pub fn new(path: &str, source: Rc<dyn Source>, options: Options, limits: Limits) -> Self {
        let place =
            Place { path: path.to_owned(), name: path.to_owned(), options: Rc::new(options), depth: 0 };
        let input = Input::whole(source, Meter::new(limits));
        Reading { levels: Vec::new(), first: Some((place, input)), limits, waiting: Vec::new() }
    }

    fn open(&mut self, place: Place, input: Input) {
        let note = |place: &Place, issue: Issue| Note {
            path: place.path.clone(),
            kind: issue.kind,
            message: issue.message,
        };
        let (opened, issues) = readers::open(input, &place);
        self.waiting.extend(issues.into_iter().map(|issue| note(&place, issue)));
        match opened {
            Ok(reader) if reader.is_archive() && place.depth >= self.limits.depth => {
                let message = format!(
                    "It is an archive inside {} others, and archives are opened {} deep, so it was left out: unpack it and add it by itself.",
                    place.depth, self.limits.depth
                );
                self.waiting.push(Note { path: place.path, kind: "too-deep", message });
            }
            Ok(reader) => self.levels.push((place, reader)),
            Err(issue) => self.waiting.push(note(&place, issue)),
        }
        self.waiting.reverse();
    }
}

impl Iterator for Reading {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some((place, input)) = self.first.take() {
            self.open(place, input);
        }
        loop {
            if let Some(note) = self.waiting.pop() {
                return Some(Item::Note(note));
            }
            let (place, reader) = self.levels.last_mut()?;
            match reader.next() {
                None => {
                    self.levels.pop();
                }
                Some(Step::Article(found)) => return Some(Item::Article(*found)),
                Some(Step::Wants) => return Some(Item::WantsPdf),
                Some(Step::Columns(mapping)) => {
                    if place.depth == 0 {
                        return Some(Item::Columns(mapping));
                    }
                }
                Some(Step::Issue(issue)) => {
                    let (path, kind) = (place.path.clone(), issue.kind);
                    return Some(Item::Note(Note { path, kind, message: issue.message }));
                }
                Some(Step::Member { path, name, input, inside }) => {
                    let depth = place.depth + usize::from(inside);
                    let name = name.unwrap_or_else(|| path.clone());
                    let place = Place { path, name, options: place.options.clone(), depth };
                    self.open(place, input);
                }
            }
        }
    }
}
