//! Who reads the files that are added?
//!
//! As many importing programs as the processor has cores, four at most, each in a worker of its own and started when
//! the first files come. They are watched as the engine is. **Invariants.** Each reads one file at a time. One that dies
//! costs the file it was reading, which is named, and another takes its place.

use super::intake;
use super::link::{Heard, Link, Program};
use super::{DEAD_MS, Inner, Place, QUIET_MS, timing};
use crate::words::m;
use explorer_protocol::importing::FromImporter;
use explorer_protocol::{BufferId, FromEngine, Request, ToEngine, ToImporter};
use js_sys::ArrayBuffer;
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageChannel;

/// More than these share memory and disk with too many others.
const MOST: usize = 4;

/// One that dies this often before it has read anything will not do better.
const FALSE_STARTS: u32 = 3;

/// A running importer.
struct Importer {
    number: u32,
    link: Link,
    reading: Option<u32>,
    heard_at: Cell<f64>,
    pinged: Cell<bool>,
}

impl Importer {
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
            let idle = importers.all.iter().filter(|importer| importer.reading.is_none()).count();
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
        self.intake.borrow_mut().drop_waiting();
        self.say_answer(FromEngine::Failed { message });
        self.feed();
    }

    fn start_importer(self: &Rc<Self>, program: &Program, number: u32, place: Place) -> bool {
        let weak = Rc::downgrade(self);
        match Link::start(program, place, move |heard| hear(&weak, number, heard)) {
            Ok(link) => {
                let (heard_at, pinged) = (Cell::new(timing::now()), Cell::new(false));
                let importer = Importer { number, link, reading: None, heard_at, pinged };
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

    /// Gives files to those that have none.
    fn deal(&self) {
        if self.intake.borrow().is_paused() {
            return;
        }
        let mut importers = self.importers.borrow_mut();
        for importer in &mut importers.all {
            if importer.reading.is_some() || !importer.link.is_ready() {
                continue;
            }
            let Some((file, source)) = self.intake.borrow_mut().deal() else { return };
            importer.reading = Some(file);
            importer.heard_at.set(timing::now());
            let intake::Choices { encoding, columns } = source.choices;
            let message = ToImporter::Read { file, path: source.path, bytes: BufferId(0), encoding, columns };
            importer.link.send(&message, &[source.bytes.into()]);
        }
    }

    /// Lets reading stand still, or go on.
    pub(super) fn pause(self: &Rc<Self>, paused: bool) {
        self.intake.borrow_mut().pause(paused, timing::now());
        for importer in &self.importers.borrow().all {
            importer.link.send(&ToImporter::Pause(paused), &[]);
        }
        let progress = self.intake.borrow().whole();
        self.say_progress(progress);
        self.feed();
    }

    /// Ends reading, for a reason or because somebody wants it: what was read is kept.
    pub(super) fn stop_reading(self: &Rc<Self>, why: &str) {
        let dropped = self.intake.borrow_mut().drop_waiting();
        for importer in &self.importers.borrow().all {
            importer.link.send(&ToImporter::Cancel, &[]);
        }
        let message = [why, &m::reading_stopped(dropped as u32)].join(" ").trim_start().to_owned();
        self.say_answer(FromEngine::Failed { message });
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
        if !importer.link.is_ready() {
            importers.false_starts += 1;
            importers.on_page |= importers.false_starts >= FALSE_STARTS;
        }
        drop(importers);
        match importer.reading {
            Some(file) => {
                self.intake.borrow_mut().file_lost(file, m::importer_stopped());
                self.tell(ToEngine::FileEnded { file }, &[]);
            }
            None if is_on_page && !importer.link.is_ready() => {
                return self.give_up(m::files_cannot_be_read(reason));
            }
            None => {}
        }
        self.feed();
    }

    /// An importer that says nothing for long is asked whether it lives, and then given up.
    pub(super) fn watch_over_importers(self: &Rc<Self>) {
        let now = timing::now();
        let mut dead = None;
        for importer in &self.importers.borrow().all {
            let quiet = now - importer.heard_at.get();
            if importer.reading.is_none() {
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
        let progress = match said {
            FromImporter::Ready { build } if build == explorer_protocol::BUILD => {
                return self.equip_importer(number);
            }
            FromImporter::Ready { .. } => {
                self.importers.borrow_mut().all.clear();
                return self.give_up(m::importer_other_version().to_owned());
            }
            FromImporter::Progress { file, bytes } => self.intake.borrow_mut().reached(file, bytes),
            FromImporter::Done(read) => {
                if let Some(importer) = self.importers.borrow_mut().get(number) {
                    importer.reading = None;
                }
                self.importers.borrow_mut().false_starts = 0;
                let progress = self.intake.borrow_mut().file_read(read);
                self.say_progress(progress);
                return self.feed();
            }
            FromImporter::WantsPdf => return self.give_pdf(number),
            FromImporter::Pong => return,
            FromImporter::Died { message } => return self.importer_died(number, &message),
        };
        self.say_progress(progress);
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
