//! Name, search box, ways in.

use super::controls::button;
use super::part::Part;
use super::searches::{keep_button, operator_hint, search_panel};
use crate::corpora::Corpora;
use crate::searches::Searches;
use crate::state::{Action, Sheet, State, View};
use crate::words::m;
use explorer_protocol::Found;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The head of the page.
#[derive(PartialEq)]
pub struct Header {
    /// What is looked at.
    view: View,
    /// The latest answer.
    found: Option<Rc<Found>>,
    /// Recent and kept searches.
    searches: Rc<Searches>,
    /// The corpora there are.
    corpora: Rc<Corpora>,
    act: Callback<Action>,
}

impl Header {
    /// That of the page as it is.
    pub fn of(state: &State, act: &Callback<Action>) -> Self {
        Header {
            view: state.view.clone(),
            found: state.found.clone(),
            searches: state.searches.clone(),
            corpora: state.corpora.clone(),
            act: act.clone(),
        }
    }
}

impl Part for Header {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Header { view, found, searches, corpora, act } = self;
        // Whether the box was empty when somebody came to it, and nothing was typed since.
        let fresh = use_state_eq(|| false).run(hooks);
        let on_input = {
            let (act, fresh) = (act.clone(), fresh.clone());
            Callback::from(move |event: InputEvent| {
                fresh.set(false);
                act.emit(Action::Typed(event.target_unchecked_into::<HtmlInputElement>().value()));
            })
        };
        let on_focus = {
            let (fresh, is_empty) = (fresh.clone(), view.query.is_empty());
            Callback::from(move |_: FocusEvent| fresh.set(is_empty))
        };
        let from_panel = {
            let (act, fresh) = (act.clone(), fresh.clone());
            Callback::from(move |action| {
                fresh.set(false);
                act.emit(action);
            })
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
                    <p>
                        if let Some(name) = corpora.open_name() {
                            <b dir="auto" title={name.to_owned()}>{ name }</b>
                        } else {
                            { corpus_line(found.as_ref().map_or(0, |found| found.corpus)) }
                        }
                    </p>
                </div>
                <div class="head-search" role="search">
                    <input
                        id="search"
                        type="search"
                        aria-label={m::search_articles()}
                        placeholder={m::search_articles()}
                        autocomplete="off"
                        spellcheck="false"
                        enterkeyhint="search"
                        value={view.query.clone()}
                        oninput={on_input}
                        onfocus={on_focus}
                        onkeydown={on_key}
                    />
                    { keep_button(view, searches, act) }
                    if *fresh {
                        { search_panel(searches, found.as_deref(), &from_panel) }
                    }
                    { operator_hint(&view.query) }
                </div>
                <div class="head-tools">
                    { button("export", act, Action::show(Sheet::TakingOut), m::export()) }
                    { way_in(m::add_folder(), true, act) }
                    { way_in(m::add_files(), false, act) }
                </div>
            </header>
        }
    }
}

fn corpus_line(corpus: u32) -> String {
    match corpus {
        0 => m::reading_room().to_owned(),
        _ => m::on_this_desk(corpus),
    }
}

/// A file input that looks like a button, and is one for the keyboard and for screen readers.
fn way_in(name: &'static str, folder: bool, act: &Callback<Action>) -> Html {
    let on_change = act.reform(|event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let files = input.files();
        let files = files.map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect());
        // So that the same file can be chosen once more.
        input.set_value("");
        Action::Added(files.unwrap_or_default())
    });
    html! {
        <label class={classes!("button", (!folder).then_some("is-main"))}>
            <input type="file" multiple=true aria-label={name} webkitdirectory={folder} onchange={on_change} />
            <span aria-hidden="true">{ name }</span>
        </label>
    }
}
