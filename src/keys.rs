//! What do keys do?
//!
//! Single keys work wherever the user is not typing and no dialog is open; Esc also leaves a field. Keys
//! together with Ctrl, Alt or Meta belong to the browser, but for undoing outside of a field.

use crate::state::{Action, PAGE, Sheet, State};
use explorer_protocol::Edit;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::Callback;

/// Listens to keys; `state` is what the page shows when one is pressed.
pub fn keys(document: &Document, state: &Rc<RefCell<State>>, act: &Callback<Action>) -> EventListener {
    let (page, state, act) = (document.clone(), state.clone(), act.clone());
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(document, "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            let state = state.borrow().clone();
            pressed(event, &page, &state, &act);
        }
    })
}

fn pressed(event: &KeyboardEvent, document: &Document, state: &State, act: &Callback<Action>) {
    let key = event.key();
    let with_ctrl = event.ctrl_key() || event.meta_key();
    let undo = with_ctrl && !event.alt_key() && matches!(key.as_str(), "z" | "Z");
    let held = !undo && (with_ctrl || event.alt_key());
    if held || event.is_composing() || event.default_prevented() || find(document, "dialog[open]").is_some() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.filter(is_field);
    if let Some(field) = &field {
        if key == "Escape" {
            // Browsers would empty a search box: leaving it is one step, emptying it another.
            event.prevent_default();
            let _ = field.unchecked_ref::<HtmlElement>().blur();
        }
        return;
    }
    if undo {
        event.prevent_default();
        act.emit(Action::edit(if event.shift_key() { Edit::Redo } else { Edit::Undo }));
        return;
    }
    match key.as_str() {
        "Escape" if state.filters_over => act.emit(Action::FiltersOver(false)),
        "Escape" if state.editing.is_some() => act.emit(Action::Editing(None)),
        "Escape" if state.view.open.is_some() => act.emit(Action::Closed),
        "/" => {
            event.prevent_default();
            if let Some(field) = find(document, "#search") {
                let field: HtmlInputElement = field.unchecked_into();
                let _ = field.focus();
                field.select();
            }
        }
        "j" => step(document, state, act, true),
        "k" => step(document, state, act, false),
        "o" => {
            if let Some(link) = focused_hit(document).or_else(|| find(document, "#results .hit-link")) {
                link.unchecked_into::<HtmlElement>().click();
            }
        }
        "x" => {
            if let Some(id) = hit_in_hand(document, state) {
                act.emit(Action::Selected(id));
            }
        }
        "f" => {
            if let Some(id) = hit_in_hand(document, state) {
                act.emit(Action::Starred(id));
            }
        }
        "m" => {
            if let Some(button) = find(document, "#add-note") {
                event.prevent_default();
                button.unchecked_into::<HtmlElement>().click();
            }
        }
        "n" => act.emit(Action::Stepped { forward: true }),
        "p" => act.emit(Action::Stepped { forward: false }),
        "?" => {
            event.prevent_default();
            act.emit(Action::show(Sheet::Help));
        }
        _ => {}
    }
}

/// While an article is read, the next one takes its place; otherwise the next result is only pointed at.
fn step(document: &Document, state: &State, act: &Callback<Action>, forward: bool) {
    if let Some(at) = state.position() {
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        if let Some(hit) = state.pages.get(next) {
            act.emit(Action::Opened(hit.id.clone()));
        }
        // The next step needs the hits beyond this one.
        let page = next / PAGE;
        act.emit(Action::Seen(page.saturating_sub(1), page.saturating_add(1)));
        return;
    }
    let Ok(links) = document.query_selector_all("#results .hit-link") else { return };
    let focused = focused_hit(document);
    let at =
        focused.and_then(|focused| (0..links.length()).find(|&at| links.get(at).as_ref() == Some(&focused)));
    let next = match (at, forward) {
        (None, true) => 0,
        (None, false) => return,
        (Some(at), true) => at + 1,
        (Some(at), false) => at.wrapping_sub(1),
    };
    if let Some(link) = links.get(next) {
        let _ = link.unchecked_into::<HtmlElement>().focus();
    }
}

fn focused_hit(document: &Document) -> Option<Element> {
    document.active_element().filter(|element| element.matches("#results .hit-link").unwrap_or(false))
}

/// The result that is pointed at, or else the article that is read.
fn hit_in_hand(document: &Document, state: &State) -> Option<String> {
    let focused = focused_hit(document).and_then(|link| Some(link.id().strip_prefix("hit-")?.to_owned()));
    focused.or_else(|| state.view.open.clone())
}

fn find(document: &Document, selector: &str) -> Option<Element> {
    document.query_selector(selector).ok().flatten()
}

fn is_field(element: &Element) -> bool {
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(kind.as_str(), "checkbox" | "file" | "button"),
        _ => false,
    }
}
