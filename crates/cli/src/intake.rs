//! How does a file come into the engine?
//!
//! As in the page: `explorer-formats` takes of a file what it needs, when it needs it.

use crate::files::InputFile;
use explorer_core::article::{Article, Issue};
use explorer_core::engine::{Engine, FileReport};
use explorer_core::understand::{Models, understand};
use explorer_formats::encoding::Encoding;
use explorer_formats::{Item, Options, Source, file};
use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::rc::Rc;

/// Larger files stay on disk.
const AT_ONCE: u64 = 64 << 20;

/// Takes an option that says how files are to be read, if it is one; the sentence says what is wrong with it.
pub fn option(
    name: &str,
    options: &mut Options,
    value: impl FnOnce() -> Option<OsString>,
) -> Result<bool, String> {
    let text = || {
        let value = value().and_then(|value| value.into_string().ok());
        value.ok_or_else(|| format!("{name} wants a value"))
    };
    match name {
        "--encoding" => {
            let label = text()?;
            let encoding = Encoding::named(&label);
            options.encoding = Some(encoding.ok_or_else(|| format!("no encoding is called “{label}”"))?);
        }
        "--columns" => options.columns = Some(text()?),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Arguments of a command that makes one file of many.
pub struct ToFile {
    /// What is read.
    pub paths: Vec<PathBuf>,
    /// What is written.
    pub out: PathBuf,
    /// How files are to be read.
    pub options: Options,
}

impl ToFile {
    /// Of this command; a sentence, if they make no sense.
    pub fn parse(command: &str, raw: Vec<OsString>) -> Result<Self, String> {
        let (mut paths, mut out, mut options) = (Vec::new(), None, Options::default());
        let mut raw = raw.into_iter();
        while let Some(argument) = raw.next() {
            match argument.to_str() {
                Some(name) if option(name, &mut options, || raw.next())? => {}
                Some("--out") => out = raw.next().map(PathBuf::from),
                Some(name) if name.starts_with("--") => {
                    return Err(format!("{command} does not know {name}"));
                }
                _ => paths.push(PathBuf::from(argument)),
            }
        }
        match out {
            None => Err(format!("{command} wants --out FILE")),
            Some(_) if paths.is_empty() => Err(format!("{command} wants at least one file or folder")),
            Some(out) => Ok(ToFile { paths, out, options }),
        }
    }
}

/// Adds the articles of a file. What is to be said is printed on standard error and is in the report.
pub fn add(engine: &mut Engine, models: &Models, input: InputFile, options: &Options) -> FileReport {
    read(models, input, options, |article, report| engine.add(article, report))
}

/// Reads and understands the articles of a file, each of which `take` gets with the report so far. What is to be said is
/// printed on standard error and is in the report.
pub fn read(
    models: &Models,
    mut input: InputFile,
    options: &Options,
    mut take: impl FnMut(Article, &mut FileReport),
) -> FileReport {
    let mut bytes = Vec::new();
    // A pipe does not know its size.
    let source: Rc<dyn Source> = if input.size <= AT_ONCE && input.file.read_to_end(&mut bytes).is_ok() {
        Rc::new(bytes)
    } else {
        Rc::new(OnDisk { file: RefCell::new(input.file), size: input.size })
    };
    let mut report =
        FileReport { path: input.path.clone(), articles: 0, bytes: input.size, issues: Vec::new() };
    for item in file::open(&input.path, source, options.clone()) {
        match item {
            Item::Article(found) => {
                let path = found.article.path.clone();
                let said = report.issues.len();
                take(understand(found.article, models), &mut report);
                report.issues.iter_mut().skip(said).for_each(|issue| name(issue, &path, &input.path));
            }
            // The note that stands beside it says it in words.
            Item::Columns(_) | Item::WantsPdf => {}
            Item::Note(note) => {
                let mut issue = Issue { kind: note.kind, message: note.message, span: None };
                name(&mut issue, &note.path, &input.path);
                report.issues.push(issue);
            }
        }
    }
    // What is said of many articles of one file, one after the other, is one line.
    for same in report.issues.chunk_by(|one, next| one.message == next.message) {
        let Some(issue) = same.first() else { continue };
        let times = if same.len() > 1 { format!(" (×{})", same.len()) } else { String::new() };
        eprintln!("explorer: {}: {}{times}", report.path, issue.message);
    }
    report
}

/// Says of which member of an archive an issue is.
fn name(issue: &mut Issue, path: &str, file: &str) {
    if let Some(inside) =
        path.strip_prefix(file).map(|path| path.trim_start_matches('/')).filter(|path| !path.is_empty())
    {
        issue.message = format!("{inside}: {}", issue.message);
    }
}

struct OnDisk {
    file: RefCell<File>,
    size: u64,
}

impl Source for OnDisk {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut file = self.file.borrow_mut();
        file.seek(SeekFrom::Start(offset))?;
        file.read(buffer)
    }
}
