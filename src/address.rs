//! How does the page read and write its address?
//!
//! The view lies in the fragment. Typing is written a moment after it stops, so that Back goes from
//! search to search and not from letter to letter; everything else is written as soon as it is drawn.

use crate::state::View;
use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// Milliseconds of rest after which what was typed becomes a step in the history.
pub const REST_MS: u32 = 400;

/// Milliseconds after which everything else becomes one: to write it takes ten, in which what was asked for is drawn.
pub const SOON_MS: u32 = 80;

/// The view that the address says.
pub fn read() -> View {
    let fragment = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    View::parse(&fragment)
}

/// Makes the view a step in the history, unless the address says it already.
pub fn write(view: &View) {
    if read() == *view {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let fragment = view.print();
    let address = if fragment.is_empty() {
        // A lone "#" would stay behind otherwise.
        format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
    } else {
        format!("#{fragment}")
    };
    let pushed = window
        .history()
        .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&address)))
        .is_ok();
    // Some browsers let a page from disk change nothing but its fragment, and only so.
    if !pushed {
        let _ = location.set_hash(&fragment);
    }
}

/// The page's address with another value of a parameter, or without it where that is empty; the fragment left out.
pub fn with(parameter: &str, value: &str) -> String {
    let location = gloo::utils::window().location();
    let search = location.search().unwrap_or_default();
    let mut address = location.pathname().unwrap_or_default();
    if let Ok(parameters) = UrlSearchParams::new_with_str(&search) {
        match value {
            "" => parameters.delete(parameter),
            value => parameters.set(parameter, value),
        }
        let search = String::from(parameters.to_string());
        if !search.is_empty() {
            address = address + "?" + &search;
        }
    }
    address
}

/// Says another language in an address that names one.
pub fn name_language(language: &str) {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let search = location.search().unwrap_or_default();
    if UrlSearchParams::new_with_str(&search).is_ok_and(|parameters| parameters.has("ui")) {
        let address = with("ui", language) + &location.hash().unwrap_or_default();
        // Where the address cannot be changed the page speaks the language all the same.
        let _ = window
            .history()
            .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
}

/// Calls `on_change` with the view whenever the user goes back, forward, or to another fragment.
pub fn listen(on_change: impl Fn(View) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "popstate", move |_| on_change(read())))
}
