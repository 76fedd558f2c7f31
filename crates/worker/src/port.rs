//! How do messages come in and go out?
//!
//! An envelope is `{ message, buffers }`: the message as serde-wasm-bindgen writes it, and the
//! `ArrayBuffer`s and ports that were transferred with it; answers have nothing beside them. An importer's port has messages of its own
//! (`explorer_protocol::importing`).

use crate::desk::Desk;
use crate::kept;
use explorer_protocol::{BUILD, FromEngine, Reply, Request, RequestId, ToEngine};
use js_sys::{Array, Reflect};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

// How long reading may go on before other requests get their turn: short enough that a search in between
// feels immediate, long enough that the turns cost nothing beside the reading.
const SLICE_MS: f64 = 24.0;

/// Takes requests from the port until the program ends.
pub fn serve(port: MessagePort) {
    let desk = Rc::new(RefCell::new(Desk::default()));
    announce_panics(port.clone());

    // A message to itself is the way to let others have their turn: a timer would wait 4 ms at least.
    let turn = MessageChannel::new().ok();
    let next_turn = {
        let ask = turn.as_ref().map(MessageChannel::port1);
        move || {
            if let Some(ask) = &ask {
                let _ = ask.post_message(&JsValue::NULL);
            }
        }
    };

    // The desk has work: it is given turns until it has none.
    let on_turn = {
        let (desk, port, next_turn) = (desk.clone(), port.clone(), next_turn.clone());
        Closure::<dyn FnMut(MessageEvent)>::new(move |_: MessageEvent| {
            let until = now() + SLICE_MS;
            for said in desk.borrow_mut().read_on(|| now() < until) {
                post(&port, &said);
            }
            if desk.borrow().is_reading() {
                next_turn();
            }
        })
    };
    if let Some(turn) = &turn {
        turn.port2().set_onmessage(Some(on_turn.as_ref().unchecked_ref()));
    }
    on_turn.forget();

    let on_message = {
        let (desk, port) = (desk.clone(), port.clone());
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some((request, beside)) = open(&event.data()) else {
                let message = "The page sent a message that this engine does not know.".to_owned();
                post(&port, &Reply { to: None, message: FromEngine::Failed { message } });
                return;
            };
            if let ToEngine::Importer { port } = request.message {
                let importer = beside.get(port.0 as usize).map(|port| port.clone().unchecked_into());
                return importer.map_or((), |importer| listen(&desk, importer, next_turn.clone()));
            }
            if let ToEngine::OpenKept { key, build, skip } = request.message {
                return look(&desk, &port, request.id, (key, build, skip), next_turn.clone());
            }
            if let ToEngine::RemoveKept(keys) = request.message {
                return keys.into_iter().for_each(|key| spawn_local(kept::remove(key)));
            }
            let was_reading = desk.borrow().is_reading();
            let reply = desk.borrow_mut().take(request, &beside);
            if let Some(reply) = reply {
                post(&port, &reply);
            }
            if !was_reading && desk.borrow().is_reading() {
                next_turn();
            }
        })
    };
    port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();

    post(&port, &Reply { to: None, message: FromEngine::Ready { build: BUILD.to_owned() } });
}

/// Looks for what was kept. What is new waits until that is found.
fn look(
    desk: &Rc<RefCell<Desk>>,
    port: &MessagePort,
    request: RequestId,
    (key, build, skip): (String, String, Vec<String>),
    next_turn: impl Fn() + 'static,
) {
    desk.borrow_mut().look();
    let (desk, port) = (desk.clone(), port.clone());
    spawn_local(async move {
        let opened = kept::open(&key).await;
        let said = desk.borrow_mut().found(request, opened, build, skip);
        said.iter().for_each(|reply| post(&port, reply));
        // Turns are harmless where there is nothing to do.
        next_turn();
    });
}

/// Takes in what an importer finds, for as long as it lives.
fn listen(desk: &Rc<RefCell<Desk>>, importer: MessagePort, next_turn: impl Fn() + 'static) {
    let (desk, port) = (desk.clone(), importer.clone());
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = Array::from(&event.data());
        let (Some(file), Some(next)) = (message.get(0).as_f64(), message.get(2).as_f64()) else { return };
        let was_reading = desk.borrow().is_reading();
        desk.borrow_mut().arrived(file as u32, message.get(1).dyn_into().ok(), next as u32, &port);
        if !was_reading && desk.borrow().is_reading() {
            next_turn();
        }
    });
    importer.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// Lets the last words of a panic reach the page; the trap that follows says nothing of its reason.
fn announce_panics(port: MessagePort) {
    // The hook must be Send, and a port is not: it lives in a thread-local instead.
    thread_local! {
        static PORT: RefCell<Option<MessagePort>> = const { RefCell::new(None) };
    }
    PORT.set(Some(port));
    std::panic::set_hook(Box::new(|panic| {
        let message = FromEngine::Died { message: panic.to_string(), file: crate::desk::file_being_read() };
        PORT.with_borrow(|port| {
            if let Some(port) = port {
                post(port, &Reply { to: None, message });
            }
        });
    }));
}

fn open(envelope: &JsValue) -> Option<(Request, Vec<JsValue>)> {
    let message = Reflect::get(envelope, &"message".into()).ok()?;
    let request = serde_wasm_bindgen::from_value(message).ok()?;
    let beside = Reflect::get(envelope, &"buffers".into()).ok()?;
    Some((request, Array::from(&beside).to_vec()))
}

fn post(port: &MessagePort, reply: &Reply) {
    let envelope = js_sys::Object::new();
    // Maps as objects and no BigInts: the page reads them with the same crate.
    let Ok(message) = reply.serialize(&serde_wasm_bindgen::Serializer::new()) else { return };
    if Reflect::set(&envelope, &"message".into(), &message).is_ok() {
        let _ = port.post_message(&envelope);
    }
}

/// Milliseconds on a clock that only goes forward; 0 where there is none, so that every slice is one article.
fn now() -> f64 {
    thread_local! {
        static CLOCK: Option<web_sys::Performance> =
            Reflect::get(&js_sys::global(), &"performance".into()).ok().and_then(|clock| clock.dyn_into().ok());
    }
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, web_sys::Performance::now))
}
