//! Name, search box, ways in.

use super::searches::{Props as PanelProps, keep_button, operator_hint, search_panel};
use super::sheet::Sheet;
use crate::names;
use crate::searches::Searches;
use crate::state::{Action, View};
use explorer_protocol::Found;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is looked at.
    pub view: View,
    /// The latest answer.
    pub found: Option<Rc<Found>>,
    /// Recent and kept searches.
    pub searches: Searches,
    /// Keeps a search, or lets it go.
    pub on_save: Callback<View>,
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Takes files that were chosen.
    pub on_files: Callback<Vec<File>>,
    /// Opens a sheet.
    pub on_sheet: Callback<Sheet>,
}

/// The head of the page.
#[component]
pub fn Header(props: &Props) -> Html {
    // Whether the box was empty when somebody came to it, and nothing was typed since.
    let fresh = use_state_eq(|| false);
    let on_input = {
        let (act, fresh) = (props.act.clone(), fresh.clone());
        Callback::from(move |event: InputEvent| {
            fresh.set(false);
            act.emit(Action::Typed(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let on_focus = {
        let (fresh, is_empty) = (fresh.clone(), props.view.query.is_empty());
        Callback::from(move |_: FocusEvent| fresh.set(is_empty))
    };
    let panel = PanelProps {
        view: props.view.clone(),
        found: props.found.clone(),
        searches: props.searches.clone(),
        on_save: props.on_save.clone(),
        act: {
            let (act, fresh) = (props.act.clone(), fresh.clone());
            Callback::from(move |action| {
                fresh.set(false);
                act.emit(action);
            })
        },
    };
    let on_key = Callback::from(|event: KeyboardEvent| {
        // From the box into the list of results, as in any list that answers typing.
        if matches!(event.key().as_str(), "Enter" | "ArrowDown") && !event.is_composing() {
            let first = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.query_selector("#results .hit-link").ok().flatten());
            if let Some(first) = first {
                event.prevent_default();
                let _ = first.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        }
    });
    html! {
        <header class="head">
            <div class="head-name">
                <h1>{ "Article Explorer" }</h1>
                <p>{ corpus_line(props.found.as_ref().map_or(0, |found| found.corpus)) }</p>
            </div>
            <div class="head-search" role="search">
                <input
                    id="search"
                    type="search"
                    aria-label="Search articles"
                    placeholder="Search articles"
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="search"
                    value={props.view.query.clone()}
                    oninput={on_input}
                    onfocus={on_focus}
                    onkeydown={on_key}
                />
                { keep_button(&panel) }
                if *fresh {
                    { search_panel(&panel) }
                }
                { operator_hint(&props.view.query) }
            </div>
            <div class="head-tools">
                <button
                    type="button"
                    class="export"
                    onclick={props.on_sheet.reform(|_| Sheet::TakingOut)}
                >{ "Export" }</button>
                { way_in("Add folder", true, &props.on_files) }
                { way_in("Add files", false, &props.on_files) }
            </div>
        </header>
    }
}

fn corpus_line(corpus: u32) -> String {
    match corpus {
        0 => "A reading room for your articles".to_owned(),
        _ => format!("{} on this desk", names::count(corpus, "article", "articles")),
    }
}

/// A file input that looks like a button, and is one for the keyboard and for screen readers.
fn way_in(name: &'static str, folder: bool, on_files: &Callback<Vec<File>>) -> Html {
    let on_change = on_files.reform(|event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let files = input.files();
        let files = files.map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect());
        // So that the same file can be chosen once more.
        input.set_value("");
        files.unwrap_or_default()
    });
    html! {
        <label class={classes!("button", (!folder).then_some("is-main"))}>
            <input type="file" multiple=true aria-label={name} webkitdirectory={folder} onchange={on_change} />
            <span aria-hidden="true">{ name }</span>
        </label>
    }
}
