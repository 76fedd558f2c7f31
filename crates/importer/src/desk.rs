//! What is done with a file?
//!
//! It is read item by item, each article is understood and packed, and full blocks are sent off while reading
//! goes on. **Invariant.** No more than [`AHEAD`] bytes are on their way to the engine, or one block; a file is done when
//! the engine has taken in all of it.

use crate::archive::Archive;
use crate::bytes::Reached;
use explorer_articles::article::Issue;
use explorer_articles::understand::{Models, understand};
use explorer_formats::fields::Field;
use explorer_formats::{Found, Item, Note, Options, Source, file};
use explorer_protocol::importing::AHEAD;
use explorer_protocol::{Column, FileNotice, FileRead, FromImporter};
use explorer_store::BlockWriter;
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::MessagePort;

/// Of what was not read to its end.
const DAMAGED: &str = "damaged";

/// What is in a file.
enum Items {
    /// Articles that nobody knows.
    Found(file::Items),
    /// Articles that are understood.
    Archive(Archive),
}

/// A file that is being read.
struct Open {
    // Nothing more, once it has been read to its end.
    items: Option<Items>,
    path: String,
    writer: BlockWriter,
    reached: Reached,
    read: FileRead,
}

/// The program's work.
#[derive(Default)]
pub struct Desk {
    models: Option<Models>,
    engine: Option<MessagePort>,
    open: Option<Open>,
    // Bytes sent off and not taken in.
    ahead: u32,
    paused: bool,
    // A PDF document was met, and what reads one is on its way.
    waits: bool,
}

impl Desk {
    /// Takes what it needs; a sentence, if it cannot work with that.
    pub fn begin(
        &mut self,
        tables: &Uint8Array,
        models: &Uint8Array,
        engine: MessagePort,
    ) -> Result<(), String> {
        let models = Models::open_bundles(&[&tables.to_vec(), &models.to_vec()])
            .map_err(|error| format!("the models could not be opened ({error})."))?;
        self.models = Some(models);
        self.engine = Some(engine);
        Ok(())
    }

    /// Begins to read a file.
    pub fn read(
        &mut self,
        number: u32,
        path: &str,
        source: Rc<dyn Source>,
        reached: Reached,
        options: Options,
    ) {
        let items = match Archive::of(&source) {
            Some(archive) => Items::Archive(archive),
            None => Items::Found(file::open(path, source, options)),
        };
        self.open = Some(Open {
            items: Some(items),
            path: path.to_owned(),
            writer: BlockWriter::default(),
            reached,
            read: FileRead { file: number, ..FileRead::default() },
        });
    }

    /// The file could not be opened.
    pub fn unreadable(&mut self, number: u32, path: &str) -> FromImporter {
        let message = "The browser could not read the file (it was moved, changed or may not be opened), so it was left out.";
        let notice = FileNotice {
            path: path.to_owned(),
            articles: 0,
            kind: "unreadable".to_owned(),
            message: message.to_owned(),
        };
        self.send(number, None);
        FromImporter::Done(FileRead { file: number, notices: vec![notice], ..FileRead::default() })
    }

    /// So many bytes have been taken in by the engine.
    pub fn taken_in(&mut self, bytes: u32) {
        self.ahead = self.ahead.saturating_sub(bytes);
    }

    /// Stops, or goes on.
    pub fn pause(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// What was waited for is there, or will not come.
    pub fn pdf_is_there(&mut self) {
        self.waits = false;
    }

    /// Ends the file that is being read where it is.
    pub fn cancel(&mut self) {
        if let Some(open) = &mut self.open {
            open.items = None;
        }
        self.waits = false;
    }

    /// Whether there is something that can be done now.
    pub fn can_go_on(&self) -> bool {
        self.open.as_ref().is_some_and(|open| match open.items {
            Some(_) => !self.paused && !self.waits && self.ahead < AHEAD,
            None => !open.writer.is_empty() || self.ahead == 0,
        })
    }

    /// Reads while `go_on` says so, one item at least; what the page is told.
    pub fn read_on(&mut self, go_on: impl Fn() -> bool) -> Option<FromImporter> {
        let models = self.models.take()?;
        let mut told = None;
        while self.can_go_on() {
            told = self.step(&models);
            if matches!(told, Some(FromImporter::Done(_) | FromImporter::WantsPdf)) || !go_on() {
                break;
            }
        }
        self.models = Some(models);
        told
    }

    fn step(&mut self, models: &Models) -> Option<FromImporter> {
        let open = self.open.as_mut()?;
        let file = open.read.file;
        if let Some(Items::Archive(archive)) = &mut open.items {
            match archive.next_block() {
                Some(Ok((block, articles))) => {
                    open.read.articles += articles;
                    open.reached.set(archive.reached());
                    self.send(file, Some(&block));
                    let reached = self.open.as_ref()?.reached.get();
                    return Some(FromImporter::Progress { file, bytes: reached as f64 });
                }
                Some(Err(error)) => {
                    let message = format!(
                        "The archive could not be read to its end ({error}); what stands before that is there."
                    );
                    open.say(open.path.clone(), Issue { kind: DAMAGED, message, span: None });
                    open.items = None;
                }
                None => open.items = None,
            }
        }
        let item = match &mut open.items {
            Some(Items::Found(items)) => items.next(),
            _ => None,
        };
        let is_over = item.is_none();
        match item {
            Some(Item::Article(found)) => open.take(found, models),
            Some(Item::Note(Note { path, kind, message })) => {
                open.say(path, Issue { kind, message, span: None })
            }
            Some(Item::Columns(mapping)) => {
                let columns = mapping.columns.into_iter();
                let field = |field: Option<Field>| field.map_or("", Field::name).to_owned();
                open.read.columns = columns.map(|(name, is)| Column { name, field: field(is) }).collect();
            }
            Some(Item::WantsPdf) => {
                self.waits = true;
                return Some(FromImporter::WantsPdf);
            }
            None => open.items = None,
        }
        if open.writer.is_full() || (is_over && !open.writer.is_empty()) {
            let block = open.writer.finish();
            self.send(file, Some(&block));
        } else if is_over && self.ahead == 0 {
            self.send(file, None);
            let mut read = self.open.take()?.read;
            // As the page tells a loss from a remark: by whether anything was given. Of what is damaged a part is lost.
            let given = read.articles;
            let remarks = read.notices.iter_mut().filter(|notice| notice.kind != DAMAGED);
            remarks.for_each(|notice| notice.articles = given);
            return Some(FromImporter::Done(read));
        }
        let reached = self.open.as_ref()?.reached.get();
        Some(FromImporter::Progress { file, bytes: reached as f64 })
    }

    fn send(&mut self, file: u32, block: Option<&[u8]>) {
        let Some(engine) = &self.engine else { return };
        let _ = match block {
            Some(block) => {
                self.ahead += block.len() as u32;
                let block = Uint8Array::from(block).buffer();
                engine.post_message_with_transferable(&Array::of2(&file.into(), &block), &Array::of1(&block))
            }
            None => engine.post_message(&Array::of2(&file.into(), &JsValue::NULL)),
        };
    }
}

impl Open {
    fn take(&mut self, found: Found, models: &Models) {
        let article = understand(found.article, models);
        if let Some(choice) = found.encoding {
            let name = choice.encoding.name();
            if !self.read.encodings.iter().any(|known| known == name) {
                self.read.encodings.push(name.to_owned());
            }
        }
        article.issues.iter().for_each(|issue| self.say(article.path.clone(), issue.clone()));
        self.writer.push(&article);
        self.read.articles += 1;
    }

    fn say(&mut self, path: String, Issue { kind, message, .. }: Issue) {
        self.read.notices.push(FileNotice { path, articles: 0, kind: kind.to_owned(), message });
    }
}
