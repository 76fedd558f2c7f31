//! Who reads the files that are added?
//!
//! As many importing programs as the processor has cores, four at most, each in a worker of its own and started when
//! the first files come. They are watched as the engine is. Small files are dealt out many at once, and more before the
//! last of them is read: for each by itself the ways there and back would take longer than the reading. **Invariants.** Each reads one
//! file at a time. One that dies costs the file it was reading, which is named; another takes its place and what else it had.

use super::intake;
use super::link::{Heard, Link, Program};
use super::{DEAD_MS, Inner, Place, QUIET_MS, timing};
use crate::words::m;
use explorer_protocol::importing::FromImporter;
use explorer_protocol::{BufferId, FromEngine, Request, ToEngine, ToImporter, Unread};
use js_sys::ArrayBuffer;
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageChannel;

/// More than these share memory and disk with too many others.
const MOST: usize = 4;

/// One that dies this often before it has read anything will not do better.
const FALSE_STARTS: u32 = 3;

/// So many files, or bytes of them, an importer has at most, unless it is one; nothing waits behind a large one.
const QUEUE: usize = 32;
const QUEUE_BYTES: f64 = 256.0 * 1024.0;

/// A running importer.
struct Importer {
    number: u32,
    link: Link,
    // Files that it has not read to the end, in order, and their sizes.
    queue: Vec<(u32, f64)>,
    // The one that it said to read.
    reading: Option<u32>,
    heard_at: Cell<f64>,
    pinged: Cell<bool>,
}

impl Importer {
    fn bytes(&self) -> f64 {
        self.queue.iter().map(|(_, size)| size).sum()
    }

    fn give_pdf(&self, program: &ArrayBuffer) {
        self.link.send(&ToImporter::Pdf { program: BufferId(0) }, &[program.slice(0).into()]);
    }
}

/// All importers of an engine.
#[derive(Default)]
pub struct Importers {
    program: Option<Program>,
    models: Option<ArrayBuffer>,
    // What reads PDF documents, once somebody wanted it.
    pdf: Option<ArrayBuffer>,
    want_pdf: Vec<u32>,
    is_fetched: bool,
    all: Vec<Importer>,
    last_number: u32,
    false_starts: u32,
    // Workers cannot start here: one importer runs on the main thread.
    on_page: bool,
}

impl Importers {
    /// Ends them all, for another engine has no ears for them.
    pub fn clear(&mut self) {
        self.all.clear();
    }

    fn get(&mut self, number: u32) -> Option<&mut Importer> {
        self.all.iter_mut().find(|importer| importer.number == number)
    }

    /// How many may run at once.
    fn room(&self) -> usize {
        if self.on_page {
            return 1;
        }
        let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
        (cores as usize).clamp(1, MOST)
    }
}

impl Inner {
    /// Sees to it that what waits is being read.
    pub(super) fn import(self: &Rc<Self>) {
        let waiting = self.intake.borrow().waiting();
        if waiting == 0 || !self.equipped.get() {
            return;
        }
        if !std::mem::replace(&mut self.importers.borrow_mut().is_fetched, true) {
            return self.fetch_importer();
        }
        let Some(program) = self.importers.borrow().program.clone() else { return };
        // Those that are starting will take one each.
        loop {
            let mut importers = self.importers.borrow_mut();
            let idle = importers.all.iter().filter(|importer| importer.queue.is_empty()).count();
            if idle >= waiting || importers.all.len() >= importers.room() {
                break;
            }
            importers.last_number += 1;
            let number = importers.last_number;
            let place = if importers.on_page { Place::Page } else { Place::Worker };
            drop(importers);
            if !self.start_importer(&program, number, place) {
                return;
            }
        }
        self.deal();
    }

    fn fetch_importer(self: &Rc<Self>) {
        let inner = self.clone();
        spawn_local(async move {
            // Both are on their way at once.
            let models = inner.boot.fetch_models();
            let program = inner.boot.fetch_importer().await;
            match (program, models.await) {
                (Ok(program), Ok(models)) => {
                    let mut importers = inner.importers.borrow_mut();
                    (importers.program, importers.models) = (Some(program), Some(models));
                    drop(importers);
                    inner.import();
                }
                (Err(message), _) | (_, Err(message)) => {
                    inner.importers.borrow_mut().is_fetched = false;
                    inner.give_up(message);
                }
            }
        });
    }

    /// Nobody can read what waits.
    fn give_up(self: &Rc<Self>, message: String) {
        let dropped = self.intake.borrow_mut().drop_waiting();
        self.end_files(&dropped);
        self.say_answer(FromEngine::Failed { message });
        self.feed();
    }

    fn start_importer(self: &Rc<Self>, program: &Program, number: u32, place: Place) -> bool {
        let weak = Rc::downgrade(self);
        match Link::start(program, place, move |heard| hear(&weak, number, heard)) {
            Ok(link) => {
                let (heard_at, pinged) = (Cell::new(timing::now()), Cell::new(false));
                let importer = Importer { number, link, queue: Vec::new(), reading: None, heard_at, pinged };
                self.importers.borrow_mut().all.push(importer);
                true
            }
            Err(_) if place == Place::Worker => {
                self.importers.borrow_mut().on_page = true;
                self.start_importer(program, number, Place::Page)
            }
            Err(reason) => {
                self.give_up(m::files_cannot_be_read(&(reason + ".")));
                false
            }
        }
    }

    /// Gives files to those that have few.
    fn deal(&self) {
        let mut intake = self.intake.borrow_mut();
        if intake.is_paused() {
            return;
        }
        let mut importers = self.importers.borrow_mut();
        // Towards the end each gets its share.
        let share = (intake.waiting() / (2 * importers.all.len().max(1))).clamp(1, QUEUE);
        for importer in importers.all.iter_mut().filter(|importer| importer.link.is_ready()) {
            if importer.queue.len() > share / 2 || importer.bytes() > QUEUE_BYTES / 2.0 {
                continue;
            }
            let (mut files, mut beside) = (Vec::new(), Vec::new());
            while importer.queue.len() < share && importer.bytes() < QUEUE_BYTES {
                let behind = importer.queue.last().map(|(file, _)| *file);
                let Some((file, source)) = intake.deal(behind) else { break };
                importer.queue.push((file, source.size));
                let intake::Choices { encoding, columns } = source.choices;
                let bytes = BufferId(beside.len() as u32);
                files.push(Unread { file, path: source.path, bytes, encoding, columns });
                beside.push(source.bytes.into());
            }
            if !files.is_empty() {
                importer.heard_at.set(timing::now());
                importer.link.send(&ToImporter::Read(files), &beside);
            }
        }
    }

    /// Files that were dealt will not be read, which the engine waits for.
    fn end_files(&self, files: &[u32]) {
        for &file in files {
            self.tell(ToEngine::FileEnded { file }, &[]);
        }
    }

    /// Lets reading stand still, or go on.
    pub(super) fn pause(self: &Rc<Self>, paused: bool) {
        self.intake.borrow_mut().pause(paused, timing::now());
        for importer in &self.importers.borrow().all {
            importer.link.send(&ToImporter::Pause(paused), &[]);
        }
        self.say_whole();
        self.feed();
    }

    /// Ends reading: what was read is kept. How much was not is said at the end, for importers give back what they have.
    pub(super) fn stop_reading(self: &Rc<Self>) {
        let dropped = self.intake.borrow_mut().stop();
        self.end_files(&dropped);
        for importer in &self.importers.borrow().all {
            importer.link.send(&ToImporter::Cancel, &[]);
        }
        self.pause(false);
    }

    /// An importer has announced itself: it gets its models, and a way to the engine.
    fn equip_importer(&self, number: u32) {
        let models = self.importers.borrow().models.as_ref().map(|models| models.slice(0));
        let (Some(tables), Some(models), Ok(channel)) =
            (self.copy_of_tables(), models, MessageChannel::new())
        else {
            return;
        };
        if let Some(importer) = self.importers.borrow_mut().get(number) {
            importer.link.set_ready();
            let message = ToImporter::Begin { tables: BufferId(0), models: BufferId(1), engine: BufferId(2) };
            importer.link.send(&message, &[tables.into(), models.into(), channel.port1().into()]);
        }
        self.tell(ToEngine::Importer { port: BufferId(0) }, &[channel.port2().into()]);
        self.deal();
    }

    /// Gives an importer what reads PDF documents, which is fetched once somebody wants it.
    fn give_pdf(self: &Rc<Self>, number: u32) {
        let mut importers = self.importers.borrow_mut();
        if let (Some(importer), Some(program)) =
            (importers.all.iter().find(|one| one.number == number), &importers.pdf)
        {
            return importer.give_pdf(program);
        }
        importers.want_pdf.push(number);
        if importers.want_pdf.len() > 1 {
            return;
        }
        let inner = self.clone();
        spawn_local(async move {
            let program = inner.boot.fetch_pdf().await;
            let mut importers = inner.importers.borrow_mut();
            let waiting = std::mem::take(&mut importers.want_pdf);
            for importer in importers.all.iter().filter(|one| waiting.contains(&one.number)) {
                importer.give_pdf(&program);
            }
            // What did not come may come another time.
            importers.pdf = Some(program).filter(|program| program.byte_length() > 0);
        });
    }

    /// A copy, for what is given away is gone, and there will be others who need it.
    pub(super) fn copy_of_tables(&self) -> Option<ArrayBuffer> {
        self.tables.borrow().as_ref().map(|tables| tables.slice(0))
    }

    /// Tells the engine something that is not answered.
    pub(super) fn tell(&self, message: ToEngine, beside: &[wasm_bindgen::JsValue]) {
        if let Some(link) = self.link.borrow().as_ref() {
            let id = self.next_id();
            link.send(&Request { id, message }, beside);
        }
    }

    fn importer_died(self: &Rc<Self>, number: u32, reason: &str) {
        let mut importers = self.importers.borrow_mut();
        let Some(at) = importers.all.iter().position(|importer| importer.number == number) else { return };
        let importer = importers.all.remove(at);
        let is_on_page = importer.link.place() == Place::Page;
        let has_begun = importer.reading.is_some();
        if !has_begun {
            importers.false_starts += 1;
            importers.on_page |= importers.false_starts >= FALSE_STARTS;
        }
        drop(importers);
        let mut files: Vec<u32> = importer.queue.iter().map(|(file, _)| *file).collect();
        if let Some(lost) = importer.reading.filter(|reading| files.contains(reading)) {
            files.retain(|file| *file != lost);
            self.intake.borrow_mut().file_lost(lost, m::importer_stopped());
            self.end_files(&[lost]);
        }
        let left_out = self.intake.borrow_mut().give_back(&files);
        self.end_files(&left_out);
        if is_on_page && !has_begun {
            return self.give_up(m::files_cannot_be_read(reason));
        }
        self.feed();
    }

    /// An importer that says nothing for long is asked whether it lives, and then given up.
    pub(super) fn watch_over_importers(self: &Rc<Self>) {
        let now = timing::now();
        let mut dead = None;
        for importer in &self.importers.borrow().all {
            let quiet = now - importer.heard_at.get();
            if importer.queue.is_empty() {
                importer.heard_at.set(now);
            } else if quiet > DEAD_MS {
                dead = Some(importer.number);
            } else if quiet > QUIET_MS && !importer.pinged.replace(true) {
                importer.link.send(&ToImporter::Ping, &[]);
            }
        }
        if let Some(number) = dead {
            self.importer_died(number, "it did not answer any more.");
        }
    }

    fn heard_importer(self: &Rc<Self>, number: u32, said: FromImporter) {
        let mut importers = self.importers.borrow_mut();
        let Some(importer) = importers.get(number) else { return };
        match said {
            FromImporter::Progress { file, bytes } => {
                importer.reading = Some(file);
                self.intake.borrow_mut().reached(file, bytes);
            }
            FromImporter::Done(read) => {
                importer.queue.retain(|(file, _)| read.iter().all(|read| read.file != *file));
                importers.false_starts = 0;
                for read in read {
                    self.intake.borrow_mut().file_read(read);
                }
                drop(importers);
                self.feed();
            }
            FromImporter::Left(files) => {
                importer.queue.retain(|(file, _)| !files.contains(file));
                let left_out = self.intake.borrow_mut().give_back(&files);
                drop(importers);
                self.end_files(&left_out);
                self.feed();
            }
            said => {
                drop(importers);
                return self.heard_of_importer(number, said);
            }
        }
        self.say_progress();
    }

    fn heard_of_importer(self: &Rc<Self>, number: u32, said: FromImporter) {
        match said {
            FromImporter::Ready { build } if build == explorer_protocol::BUILD => self.equip_importer(number),
            FromImporter::Ready { .. } => {
                self.importers.borrow_mut().all.clear();
                self.give_up(m::importer_other_version().to_owned());
            }
            FromImporter::WantsPdf => self.give_pdf(number),
            FromImporter::Died { message } => self.importer_died(number, &message),
            FromImporter::Pong
            | FromImporter::Progress { .. }
            | FromImporter::Done(_)
            | FromImporter::Left(_) => {}
        }
    }
}

fn hear(engine: &Weak<Inner>, number: u32, heard: Heard<FromImporter>) {
    let Some(inner) = engine.upgrade() else { return };
    let is_there = inner.importers.borrow_mut().get(number).map(|importer| {
        importer.heard_at.set(timing::now());
        importer.pinged.set(false);
    });
    match heard {
        // One that was ended has nothing more to say.
        _ if is_there.is_none() => {}
        Heard::Said(said) => inner.heard_importer(number, said),
        Heard::Ended(reason) => inner.importer_died(number, &reason),
    }
}
