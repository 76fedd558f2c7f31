//! What does the page say of its own speed?
//!
//! User Timing measures for other programs: `ingest` from the first byte asked for to the last article
//! indexed, detail `{articles, bytes}`; `query` from asking to the answer's arrival, detail `{hits}`.

use explorer_protocol::Ingested;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Milliseconds since the page began, on a clock that only goes forward.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Lets others on this thread have their turn. Not by a timer, which a page in the background gets once a second.
pub async fn turn() {
    let turn = Promise::new(&mut |done, _| {
        if let Ok(channel) = MessageChannel::new() {
            channel.port1().set_onmessage(Some(&done));
            let _ = channel.port2().post_message(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(turn).await;
}

/// A run of reading that began at `since` has ended.
pub fn measure_ingest(since: f64, ingested: &Ingested) {
    measure("ingest", since, &[("articles", f64::from(ingested.articles)), ("bytes", ingested.bytes)]);
}

/// A search asked at `since` has been answered.
pub fn measure_query(since: f64, hits: u32) {
    measure("query", since, &[("hits", f64::from(hits))]);
}

fn measure(name: &str, since: f64, detail: &[(&str, f64)]) {
    let object = Object::new();
    for &(key, value) in detail {
        let _ = Reflect::set(&object, &key.into(), &value.into());
    }
    let options = Object::new();
    let _ = Reflect::set(&options, &"start".into(), &since.into());
    let _ = Reflect::set(&options, &"detail".into(), &object);
    // The typed binding knows only the older form, without a detail.
    if let Some(clock) = web_sys::window().and_then(|window| window.performance())
        && let Ok(measure) = Reflect::get(&clock, &"measure".into())
        && let Ok(measure) = measure.dyn_into::<js_sys::Function>()
    {
        let _ = measure.call2(&clock, &name.into(), &options);
    }
}
