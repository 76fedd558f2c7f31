//! How does one run of a program start, and how is it spoken to?
//!
//! It is the engine, or one that imports. The program is given one end of a message channel, in a worker or on the main thread; the rest is the
//! same. **Invariant.** A dropped link is silent: its worker is ended and nothing of it is heard any more.

use super::{Place, boot};
use crate::asked;
use explorer_protocol::{Crossing, Flat};
use gloo::events::EventListener;
use js_sys::{Array, Float64Array, Object, Reflect};
use serde::Serialize;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageChannel, MessageEvent, MessagePort, Url, Worker};

const BOOTSTRAP: &str = include_str!("bootstrap.js");

/// A program, ready to be run.
#[derive(Clone)]
pub struct Program {
    /// What its JavaScript calls itself.
    pub entry: &'static str,
    /// Text of its JavaScript.
    pub glue: String,
    /// Where that text was fetched from, unless it is in the page and has been run already.
    pub glue_url: Option<String>,
    /// The compiled `WebAssembly.Module`.
    pub module: JsValue,
}

/// What is heard over a link.
pub enum Heard<A> {
    /// Something it says.
    Said(A),
    /// It has ended, or could not begin; a sentence says why.
    Ended(String),
}

struct RunningWorker {
    worker: Worker,
    // The worker holds this Web Lock while it lives.
    lock: String,
    on_ended: Rc<dyn Fn(String)>,
    // Set when the page itself ends the worker.
    gone: Rc<Cell<bool>>,
}

/// A run of a program.
pub struct Link {
    port: MessagePort,
    worker: Option<RunningWorker>,
    place: Place,
    ready: Cell<bool>,
    // Kept for as long as something may be heard.
    _listeners: Vec<EventListener>,
}

impl Link {
    /// Starts the program. `on_heard` is called for all that is heard, never before this returns.
    pub fn start<A: Crossing>(
        program: &Program,
        place: Place,
        on_heard: impl Fn(Heard<A>) + 'static,
    ) -> Result<Self, String> {
        let text = |error: JsValue| format!("{error:?}");
        let channel = MessageChannel::new().map_err(text)?;
        let port = channel.port1();
        let on_heard = Rc::new(on_heard);
        let on_ended: Rc<dyn Fn(String)> = {
            let on_heard = on_heard.clone();
            Rc::new(move |reason| on_heard(Heard::Ended(reason)))
        };
        let mut listeners = vec![listen(&port, on_heard)];
        port.start();
        let worker = match place {
            Place::Worker => {
                let worker = start_worker(&program.glue).map_err(text)?;
                let on_error = on_ended.clone();
                listeners.push(EventListener::new(&worker, "error", move |event| {
                    let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
                    on_error(format!("{message}."));
                }));
                listeners.push(EventListener::new(&worker, "message", |event| {
                    let address = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                    asked::count(&address.unwrap_or_default());
                }));
                let lock = lock_name();
                let start = Object::new();
                Reflect::set(&start, &"lock".into(), &lock.as_str().into()).map_err(text)?;
                Reflect::set(&start, &"entry".into(), &program.entry.into()).map_err(text)?;
                Reflect::set(&start, &"module".into(), &program.module).map_err(text)?;
                Reflect::set(&start, &"port".into(), &channel.port2()).map_err(text)?;
                worker.post_message_with_transfer(&start, &Array::of1(&channel.port2())).map_err(text)?;
                Some(RunningWorker { worker, lock, on_ended, gone: Rc::default() })
            }
            Place::Page => {
                let program = program.clone();
                let port = channel.port2();
                spawn_local(async move {
                    if let Err(error) = start_on_page(&program, &port).await {
                        on_ended(format!("{error:?}"));
                    }
                });
                None
            }
        };
        Ok(Link { port, worker, place, ready: Cell::new(false), _listeners: listeners })
    }

    /// Where it runs.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Whether it has announced itself.
    pub fn is_ready(&self) -> bool {
        self.ready.get()
    }

    /// It has announced itself: from now on its end is noticed.
    pub fn set_ready(&self) {
        self.ready.set(true);
        if let Some(running) = &self.worker {
            running.wait_for_end();
        }
    }

    /// Sends a message with what lies beside it. Buffers and ports are transferred, and are empty on this side afterwards.
    pub fn send(&self, message: &impl Serialize, beside: &[JsValue]) {
        let Ok(message) = message.serialize(&serde_wasm_bindgen::Serializer::new()) else { return };
        let all: Array = beside.iter().collect();
        let moved = beside.iter().filter(|one| !one.is_instance_of::<Blob>());
        let envelope = Object::new();
        let whole = Reflect::set(&envelope, &"message".into(), &message)
            .and_then(|_| Reflect::set(&envelope, &"buffers".into(), &all));
        if whole.is_ok() {
            let _ = self.port.post_message_with_transferable(&envelope, &moved.collect::<Array>());
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.port.close();
        if let Some(running) = &self.worker {
            running.gone.set(true);
            running.worker.terminate();
        }
    }
}

impl RunningWorker {
    /// Waits for the worker's lock: it is free when the worker has ended, however it did. A worker that is
    /// killed, or closes itself, gives no other sign. Where there are no Web Locks, silence must do.
    fn wait_for_end(&self) {
        let (on_ended, gone) = (self.on_ended.clone(), self.gone.clone());
        let ended = Closure::once_into_js(move || {
            if !gone.get() {
                on_ended("it was ended.".to_owned());
            }
        });
        let locks =
            web_sys::window().and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok());
        let Some(locks) = locks.filter(JsValue::is_object) else { return };
        if let Ok(request) = Reflect::get(&locks, &"request".into())
            && let Ok(request) = request.dyn_into::<js_sys::Function>()
        {
            let _ = request.call2(&locks, &self.lock.as_str().into(), &ended);
        }
    }
}

/// A name that no other page of this origin uses.
fn lock_name() -> String {
    format!("article-explorer-engine-{:016x}", (js_sys::Math::random() * 2f64.powi(53)) as u64)
}

fn listen<A: Crossing>(port: &MessagePort, on_heard: Rc<impl Fn(Heard<A>) + 'static>) -> EventListener {
    EventListener::new(port, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let envelope = event.data();
        if let Some(reason) =
            Reflect::get(&envelope, &"refused".into()).ok().and_then(|reason| reason.as_string())
        {
            return on_heard(Heard::Ended(reason));
        }
        let said = Reflect::get(&envelope, &"message".into()).ok().and_then(|message| opened(&message));
        if let Some(said) = said {
            on_heard(Heard::Said(said));
        }
    })
}

/// The message in its two lists. By hand: read by serde, each would bring what is said of any other type in its place,
/// and that is more code than all messages need.
fn opened<A: Crossing>(message: &JsValue) -> Option<A> {
    let lists: &Array = message.dyn_ref()?;
    let numbers = Float64Array::new(lists.get(0).dyn_ref::<Array>()?).to_vec();
    let texts: Option<Vec<String>> =
        lists.get(1).dyn_ref::<Array>()?.iter().map(|text| text.as_string()).collect();
    Flat::from((numbers, texts?)).open()
}

fn start_worker(glue: &str) -> Result<Worker, JsValue> {
    let script = BlobPropertyBag::new();
    script.set_type("text/javascript");
    let parts = Array::of2(&glue.into(), &BOOTSTRAP.into());
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&parts, &script)?)?;
    let worker = Worker::new(&url);
    // The worker has taken hold of the Blob when the constructor returns.
    Url::revoke_object_url(&url)?;
    worker
}

async fn start_on_page(program: &Program, port: &MessagePort) -> Result<(), JsValue> {
    if boot::entry_on_page(program.entry).is_none()
        && let Some(url) = &program.glue_url
    {
        boot::load_glue(url).await?;
    }
    let entry = boot::entry_on_page(program.entry).ok_or("its program is missing.")?;
    let options = Object::new();
    Reflect::set(&options, &"module_or_path".into(), &program.module)?;
    let started = entry.call1(&JsValue::UNDEFINED, &options)?;
    JsFuture::from(js_sys::Promise::resolve(&started)).await?;
    let connect: js_sys::Function = Reflect::get(&entry, &"connect".into())?.dyn_into()?;
    connect.call1(&JsValue::UNDEFINED, port)?;
    Ok(())
}
