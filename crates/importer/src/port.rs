//! How do messages come in and go out?
//!
//! As with the engine: an envelope is `{ message, buffers }`. The port to the engine knows two messages, as
//! `explorer_protocol::importing` says.

use crate::bytes::{self, Reached};
use crate::desk::{Bytes, Desk};
use crate::pdf;
use explorer_formats::Options;
use explorer_formats::encoding::Encoding;
use explorer_protocol::{BUILD, BufferId, FromImporter, ToImporter, Unread};
use js_sys::{Array, Reflect, Uint8Array};
use serde::Serialize;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, MessageChannel, MessageEvent, MessagePort};

// How long one turn of reading may last: what waits meanwhile is only the word that blocks were taken in.
const SLICE_MS: f64 = 100.0;

/// Takes files from the port until the program ends.
pub fn serve(port: MessagePort) {
    announce_panics(port.clone());
    // A message to itself is the way to let others have their turn: a timer would wait 4 ms at least.
    let Ok(turn) = MessageChannel::new() else { return };
    let program =
        Rc::new(Program { desk: RefCell::default(), port, ask: turn.port1(), asked: Cell::default() });
    let on_turn = {
        let program = program.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |_: MessageEvent| program.turn())
    };
    turn.port2().set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
    on_turn.forget();
    let on_message = {
        let program = program.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((message, beside)) = open(&event.data()) {
                program.take(message, &beside);
            }
        })
    };
    program.port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&program.port, &FromImporter::Ready { build: BUILD.to_owned() });
}

struct Program {
    desk: RefCell<Desk>,
    port: MessagePort,
    ask: MessagePort,
    // Whether a turn was asked for and has not come.
    asked: Cell<bool>,
}

impl Program {
    fn take(self: &Rc<Self>, message: ToImporter, beside: &Array) {
        let given = |which: BufferId| beside.get(which.0);
        match message {
            ToImporter::Begin { tables, models, engine } => {
                let engine: MessagePort = given(engine).unchecked_into();
                self.listen(&engine);
                let [tables, models] = [tables, models].map(|bundle| Uint8Array::new(&given(bundle)));
                let begun = self.desk.borrow_mut().begin(&tables, &models, engine);
                if let Err(message) = begun {
                    post(&self.port, &FromImporter::Died { message });
                }
            }
            ToImporter::Read(files) => self.read(files, given),
            ToImporter::Pdf { program: bytes } => {
                let bytes: js_sys::ArrayBuffer = given(bytes).unchecked_into();
                let program = self.clone();
                spawn_local(async move {
                    pdf::begin(&bytes).await;
                    program.desk.borrow_mut().pdf_is_there();
                    program.go_on();
                });
            }
            ToImporter::Pause(paused) => {
                self.desk.borrow_mut().pause(paused);
                self.go_on();
            }
            ToImporter::Cancel => {
                let left = self.desk.borrow_mut().cancel();
                post(&self.port, &FromImporter::Left(left));
                self.go_on();
            }
            ToImporter::Ping => post(&self.port, &FromImporter::Pong),
        }
    }

    /// Queues files. Small ones are asked for at once, and together: each time costs a message to another process.
    fn read(self: &Rc<Self>, files: Vec<Unread>, given: impl Fn(BufferId) -> JsValue) {
        let mut small = Vec::new();
        for Unread { file, path, bytes, encoding, columns } in files {
            let blob: Blob = given(bytes).unchecked_into();
            let options = Options { encoding: encoding.as_deref().and_then(Encoding::named), columns };
            let bytes = match bytes::sliced(&blob) {
                Some((source, reached)) if blob.size() > bytes::SMALL => Bytes::Here(source, reached),
                _ => {
                    small.push((file, blob));
                    Bytes::Coming
                }
            };
            self.desk.borrow_mut().read(file, path, options, bytes);
        }
        if small.is_empty() {
            return self.go_on();
        }
        let program = self.clone();
        spawn_local(async move {
            let blobs: Vec<&Blob> = small.iter().map(|(_, blob)| blob).collect();
            let together = bytes::together(&blobs).await;
            for (at, (file, blob)) in small.iter().enumerate() {
                let whole = match together.as_ref().and_then(|all| all.get(at)) {
                    Some(bytes) => Some(bytes.clone()),
                    // One of them is not what it was: which, is found out by itself.
                    None => bytes::together(&[blob]).await.and_then(|all| all.into_iter().next()),
                };
                let bytes =
                    whole.map_or(Bytes::Nowhere, |bytes| Bytes::Here(Rc::new(bytes), Reached::default()));
                program.desk.borrow_mut().bytes_came(*file, bytes);
            }
            program.go_on();
        });
    }

    /// Hears which blocks the engine has taken in.
    fn listen(self: &Rc<Self>, engine: &MessagePort) {
        let program = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            program.desk.borrow_mut().taken_in(event.data().as_f64().unwrap_or(0.0) as u32);
            program.go_on();
        });
        engine.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
    }

    fn go_on(&self) {
        if self.desk.borrow().can_go_on() && !self.asked.replace(true) {
            let _ = self.ask.post_message(&JsValue::NULL);
        }
    }

    fn turn(&self) {
        self.asked.set(false);
        let until = now() + SLICE_MS;
        self.desk.borrow_mut().read_on(|| now() < until, &|told| post(&self.port, &told));
        self.go_on();
    }
}

fn open(envelope: &JsValue) -> Option<(ToImporter, Array)> {
    let message = Reflect::get(envelope, &"message".into()).ok()?;
    let beside = Reflect::get(envelope, &"buffers".into()).ok()?;
    Some((serde_wasm_bindgen::from_value(message).ok()?, Array::from(&beside)))
}

fn post(port: &MessagePort, told: &FromImporter) {
    let envelope = js_sys::Object::new();
    let Ok(message) = told.serialize(&serde_wasm_bindgen::Serializer::new()) else { return };
    if Reflect::set(&envelope, &"message".into(), &message).is_ok() {
        let _ = port.post_message(&envelope);
    }
}

/// Lets the last words of a panic reach the page; the trap that follows says nothing of its reason.
fn announce_panics(port: MessagePort) {
    // The hook must be Send, and a port is not: it lives in a thread-local instead.
    thread_local! {
        static PORT: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
    }
    PORT.set(Some(port));
    std::panic::set_hook(Box::new(|panic| {
        PORT.with_borrow(|port| {
            if let Some(port) = port {
                post(port, &FromImporter::Died { message: panic.to_string() });
            }
        });
    }));
}

/// Milliseconds on a clock that only goes forward; 0 where there is none, so that every turn is one item.
fn now() -> f64 {
    thread_local! {
        static CLOCK: Option<web_sys::Performance> =
            Reflect::get(&js_sys::global(), &"performance".into()).ok().and_then(|clock| clock.dyn_into().ok());
    }
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, web_sys::Performance::now))
}
