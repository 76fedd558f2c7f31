//! What has this page asked of anybody else?
//!
//! The browser tells the page, and each worker, of every request; workers tell the page. Files beside the page are its own;
//! anything else is counted, also what the page's policy refused. **Invariant.** The count is what the browser says, of the
//! page and of all workers it ever had; it never falls.

use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{
    Event, PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
};
use yew::Callback;

thread_local! {
    static ELSEWHERE: Cell<u32> = const { Cell::new(0) };
    static HEARING: RefCell<Option<Callback<u32>>> = const { RefCell::new(None) };
}

/// How many requests went elsewhere, or would have.
pub fn elsewhere() -> u32 {
    ELSEWHERE.get()
}

/// Who is told when there is another.
pub fn on_another(hearing: Callback<u32>) {
    HEARING.set(Some(hearing));
}

/// Somebody asked for this address.
pub fn count(address: &str) {
    if is_elsewhere(address, &folder()) {
        ELSEWHERE.set(ELSEWHERE.get() + 1);
        if let Some(hearing) = HEARING.with_borrow(Clone::clone) {
            hearing.emit(ELSEWHERE.get());
        }
    }
}

/// Listens to the browser from now on; what was asked before is told too. In an old browser the policy alone is heard.
pub fn listen() {
    let refused = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let address = Reflect::get(&event, &"blockedURI".into()).ok();
        count(&address.and_then(|address| address.as_string()).unwrap_or_default());
    });
    let document = gloo::utils::document();
    let name = "securitypolicyviolation";
    let _ = document.add_event_listener_with_callback(name, refused.as_ref().unchecked_ref());
    refused.forget();
    let asked = Closure::<dyn Fn(PerformanceObserverEntryList)>::new(|list: PerformanceObserverEntryList| {
        for entry in list.get_entries() {
            count(&entry.unchecked_into::<PerformanceEntry>().name());
        }
    });
    let what = Object::new();
    let is_set = Reflect::set(&what, &"type".into(), &"resource".into())
        .and_then(|_| Reflect::set(&what, &"buffered".into(), &true.into()));
    if let (Ok(_), Ok(observer)) = (is_set, PerformanceObserver::new(asked.as_ref().unchecked_ref())) {
        observer.observe(&what.unchecked_into::<PerformanceObserverInit>());
    }
    asked.forget();
}

/// The folder that the page is in.
fn folder() -> String {
    let address = gloo::utils::document().base_uri().ok().flatten().unwrap_or_default();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    address.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned() + "/"
}

/// Whether an address is neither the page's own nor of something that it made itself.
fn is_elsewhere(address: &str, folder: &str) -> bool {
    let is_own = address.starts_with("blob:") || address.starts_with("data:") || address.starts_with(folder);
    // What is refused may be no request: code that is made from text, for one.
    !is_own && address.contains(':')
}

#[cfg(test)]
mod tests {
    use super::is_elsewhere;

    #[test]
    fn what_is_beside_the_page_or_made_by_it_is_not_elsewhere() {
        let folder = "https://ann.example/explorer/";
        for (address, expected) in [
            ("https://ann.example/explorer/engine-0123.wasm", false),
            ("https://ann.example/other/page.html", true),
            ("https://ann.example/explorer-2/page.html", true),
            ("https://bo.example/explorer/engine.wasm", true),
            ("blob:https://ann.example/0-1-2", false),
            ("data:text/plain,a", false),
            ("inline", false),
            ("wasm-eval", false),
            ("", false),
        ] {
            assert_eq!(is_elsewhere(address, folder), expected, "{address}");
        }
    }
}
