//! What is done with files?
//!
//! They are read one after the other, item by item; each article is understood and packed, and full blocks are sent off while reading
//! goes on. A block may hold the articles of many files that follow each other. **Invariants.** No more than [`AHEAD`] bytes are on their
//! way to the engine, or one block; a file is done when all of it was sent. Nothing that was read waits when
//! nothing is being read.

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
use std::collections::VecDeque;
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

/// A file that waits to be read.
struct Queued {
    file: u32,
    path: String,
    options: Options,
    bytes: Bytes,
}

/// How the bytes of a file are got at.
pub enum Bytes {
    /// They are on their way.
    Coming,
    /// By asking for them.
    Here(Rc<dyn Source>, Reached),
    /// They cannot be had.
    Nowhere,
}

/// A file that is being read.
struct Open {
    // Nothing more, once it has been read to its end.
    items: Option<Items>,
    path: String,
    reached: Reached,
    read: FileRead,
}

/// Files of which not all was sent.
#[derive(Default)]
struct Unsent {
    // The first of them, and the one behind the last that was read to its end.
    first: u32,
    next: u32,
    writer: BlockWriter,
    // Those that were read to their ends.
    read: Vec<FileRead>,
}

/// The program's work.
#[derive(Default)]
pub struct Desk {
    models: Option<Models>,
    engine: Option<MessagePort>,
    queue: VecDeque<Queued>,
    open: Option<Open>,
    unsent: Unsent,
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

    /// A file is to be read, behind those that are.
    pub fn read(&mut self, file: u32, path: String, options: Options, bytes: Bytes) {
        self.queue.push_back(Queued { file, path, options, bytes });
    }

    /// The bytes of a file have come.
    pub fn bytes_came(&mut self, file: u32, bytes: Bytes) {
        if let Some(queued) = self.queue.iter_mut().find(|queued| queued.file == file) {
            queued.bytes = bytes;
        }
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

    /// Ends the file that is being read where it is; those that are not read then.
    pub fn cancel(&mut self) -> Vec<u32> {
        if let Some(open) = &mut self.open {
            open.items = None;
        }
        self.waits = false;
        self.queue.drain(..).map(|queued| queued.file).collect()
    }

    /// Whether there is something that can be done now.
    pub fn can_go_on(&self) -> bool {
        match self.can_read() {
            true => self.ahead < AHEAD,
            false => self.unsent.is_some(),
        }
    }

    fn can_read(&self) -> bool {
        let is_there = |queued: &Queued| !matches!(queued.bytes, Bytes::Coming);
        !self.paused && !self.waits && (self.open.is_some() || self.queue.front().is_some_and(is_there))
    }

    /// Reads while `go_on` says so, one item at least, and tells the page of it.
    pub fn read_on(&mut self, go_on: impl Fn() -> bool, tell: &dyn Fn(FromImporter)) {
        let Some(models) = self.models.take() else { return };
        while self.can_go_on() {
            if !self.can_read() {
                self.send(tell);
            } else if self.open.is_none() {
                self.open_next(tell);
            } else {
                self.step(&models, tell);
            }
            if !go_on() {
                break;
            }
        }
        if let Some(open) = &self.open {
            tell(FromImporter::Progress { file: open.read.file, bytes: open.reached.get() as f64 });
        }
        self.models = Some(models);
    }

    fn open_next(&mut self, tell: &dyn Fn(FromImporter)) {
        let is_next = self.queue.front().is_some_and(|queued| queued.file == self.unsent.next);
        if !is_next && self.unsent.is_some() {
            return self.send(tell);
        }
        let Some(Queued { file, path, options, bytes }) = self.queue.pop_front() else { return };
        if !self.unsent.is_some() {
            self.unsent.first = file;
        }
        self.unsent.next = file;
        tell(FromImporter::Progress { file, bytes: 0.0 });
        let mut read = FileRead { file, ..FileRead::default() };
        let (items, reached) = match bytes {
            Bytes::Here(source, reached) => (
                Some(match Archive::of(&source) {
                    Some(archive) => Items::Archive(archive),
                    None => Items::Found(file::open(&path, source, options)),
                }),
                reached,
            ),
            Bytes::Coming | Bytes::Nowhere => {
                let message = "The browser could not read the file (it was moved, changed or may not be opened), so it was left out.";
                read.notices.push(FileNotice {
                    path: path.clone(),
                    articles: 0,
                    kind: "unreadable".to_owned(),
                    message: message.to_owned(),
                });
                (None, Reached::default())
            }
        };
        self.open = Some(Open { items, path, reached, read });
    }

    fn step(&mut self, models: &Models, tell: &dyn Fn(FromImporter)) {
        let Some(open) = &mut self.open else { return };
        if let Some(Items::Archive(archive)) = &mut open.items {
            // Its blocks are sent as they are, behind what was found before.
            if !self.unsent.writer.is_empty() {
                return self.send(tell);
            }
            match archive.next_block() {
                Some(Ok((block, articles))) => {
                    open.read.articles += articles;
                    open.reached.set(archive.reached());
                    return self.send_block(Some(&block), tell);
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
        match item {
            Some(Item::Article(found)) => {
                open.take(found, models, &mut self.unsent.writer);
                if self.unsent.writer.is_full() {
                    self.send(tell);
                }
            }
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
                tell(FromImporter::WantsPdf);
            }
            None => self.close(),
        }
    }

    /// The file that is open has been read to its end.
    fn close(&mut self) {
        let Some(Open { mut read, .. }) = self.open.take() else { return };
        // As the page tells a loss from a remark: by whether anything was given. Of what is damaged a part is lost.
        let given = read.articles;
        let remarks = read.notices.iter_mut().filter(|notice| notice.kind != DAMAGED);
        remarks.for_each(|notice| notice.articles = given);
        self.unsent.next = read.file + 1;
        self.unsent.read.push(read);
    }

    /// Sends off what was read.
    fn send(&mut self, tell: &dyn Fn(FromImporter)) {
        let block = (!self.unsent.writer.is_empty()).then(|| self.unsent.writer.finish());
        self.send_block(block.as_deref(), tell);
    }

    fn send_block(&mut self, block: Option<&[u8]>, tell: &dyn Fn(FromImporter)) {
        let Some(engine) = &self.engine else { return };
        let Unsent { first, next, read, .. } = &mut self.unsent;
        let (from, to) = (JsValue::from(*first), JsValue::from(*next));
        *first = *next;
        let _ = match block {
            Some(block) => {
                self.ahead += block.len() as u32;
                let block = Uint8Array::from(block).buffer();
                engine.post_message_with_transferable(&Array::of3(&from, &block, &to), &Array::of1(&block))
            }
            None => engine.post_message(&Array::of3(&from, &JsValue::NULL, &to)),
        };
        if !read.is_empty() {
            tell(FromImporter::Done(std::mem::take(read)));
        }
    }
}

impl Unsent {
    fn is_some(&self) -> bool {
        !self.writer.is_empty() || !self.read.is_empty()
    }
}

impl Open {
    fn take(&mut self, found: Found, models: &Models, writer: &mut BlockWriter) {
        let article = understand(found.article, models);
        if let Some(choice) = found.encoding {
            let name = choice.encoding.name();
            if !self.read.encodings.iter().any(|known| known == name) {
                self.read.encodings.push(name.to_owned());
            }
        }
        article.issues.iter().for_each(|issue| self.say(article.path.clone(), issue.clone()));
        writer.push(&article);
        self.read.articles += 1;
    }

    fn say(&mut self, path: String, Issue { kind, message, .. }: Issue) {
        self.read.notices.push(FileNotice { path, articles: 0, kind: kind.to_owned(), message });
    }
}
