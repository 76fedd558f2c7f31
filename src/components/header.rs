//! Name, search box, ways in.

use crate::names;
use crate::state::Action;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the search box holds.
    pub query: String,
    /// Articles in the corpus.
    pub corpus: u32,
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Takes files that were chosen.
    pub on_files: Callback<Vec<File>>,
    /// Saves all articles with their labels.
    pub on_export: Callback<()>,
}

/// The head of the page.
#[component]
pub fn Header(props: &Props) -> Html {
    let on_input = props
        .act
        .reform(|event: InputEvent| Action::Typed(event.target_unchecked_into::<HtmlInputElement>().value()));
    let on_key = Callback::from(|event: KeyboardEvent| {
        // From the box into the list of results, as in any list that answers typing.
        if matches!(event.key().as_str(), "Enter" | "ArrowDown") && !event.is_composing() {
            let first = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.query_selector("#results a").ok().flatten());
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
                <p>{ corpus_line(props.corpus) }</p>
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
                    value={props.query.clone()}
                    oninput={on_input}
                    onkeydown={on_key}
                />
                <kbd aria-hidden="true">{ "/" }</kbd>
            </div>
            <div class="head-tools">
                <button
                    type="button"
                    class="export"
                    title="All articles with their labels and evidence, a line of JSON each"
                    onclick={props.on_export.reform(|_| ())}
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
