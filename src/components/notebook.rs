//! All that a person added: how is it looked at, saved and opened?

use super::controls::{Button, button, quiet};
use super::keeping::keeping;
use super::sheet::dialog;
use crate::names;
use crate::state::{Action, State, joined};
use crate::words::m;
use explorer_protocol::{Edit, Keeping, ListedNote, ToEngine};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// All that a person added: counted, listed, saved, opened, undone.
pub fn notebook(state: &State, single_file: bool, act: &Callback<Action>) -> Html {
    let additions = &state.additions;
    let kept = state.keeping.or(single_file.then_some(Keeping::Nothing));
    let on_select = {
        let (additions, act) = (additions.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            let here = additions.notes.iter().filter(|note| note.title.is_some());
            act.emit(Action::Sheet(None));
            act.emit(Action::SelectedAll(joined(here.map(|note| note.note.article.as_str()))));
        })
    };
    let on_file = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            input.set_value("");
            let act = act.clone();
            spawn_local(async move {
                let Some(file) = file else { return };
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
                act.emit(Action::edit(Edit::Open { document: text.unwrap_or_default() }));
            });
        })
    };
    let step = |steps: u32, edit: Edit, words: &'static str| {
        Button { disabled: steps == 0, ..Button::default() }.on(act, Action::edit(edit), words)
    };
    let content = html! {
        <>
            <p>{ m::additions_apart() }</p>
            if let Some(kept) = kept {
                { keeping(kept, single_file, act) }
            }
            <dl class="keys">
                <dt>{ m::labels_by_hand() }</dt><dd>{ names::number(additions.corrected) }</dd>
                <dt>{ m::own_topics() }</dt><dd>{ names::number(additions.topics.len() as u32) }</dd>
                <dt>{ m::notes_and_highlights() }</dt><dd>{ names::number(additions.notes.len() as u32) }</dd>
                if additions.aside > 0 {
                    <dt>{ m::removed_articles() }</dt>
                    <dd>
                        { names::number(additions.aside) }{ " " }
                        { quiet(act, Action::edit(Edit::TakeBack), m::take_back()) }
                    </dd>
                }
            </dl>
            if let Some(problem) = &additions.problem {
                <p class="problem" role="alert" lang="en" dir="ltr">{ problem }</p>
            }
            <div class="choices">
                { button("is-main", act, Action::Ask(ToEngine::Notebook), m::save_as_file()) }
                <label class="button">
                    <input type="file" accept=".json,.jsonl" aria-label={m::open_file()} onchange={on_file} />
                    <span aria-hidden="true">{ m::open_file() }</span>
                </label>
                { step(additions.undo, Edit::Undo, m::undo()) }
                { step(additions.redo, Edit::Redo, m::redo()) }
            </div>
            if !additions.notes.is_empty() {
                { Button::of("quiet").calling(on_select, m::select_noted().into()) }
                <ul class="noted-all" aria-label={m::notes_and_highlights()}>
                    { for additions.notes.iter().map(|note| line(note, act)) }
                </ul>
            }
        </>
    };
    dialog(m::your_additions(), act, content)
}

/// A note, and the way to its article.
fn line(note: &ListedNote, act: &Callback<Action>) -> Html {
    let on_open = {
        let (id, act) = (note.note.article.clone(), act.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Sheet(None));
            act.emit(Action::Opened(id.clone()));
        })
    };
    html! {
        <li key={note.note.id.clone()}>
            <q dir="auto">{ &note.note.exact }</q>
            if !note.note.text.is_empty() { <p dir="auto">{ &note.note.text }</p> }
            if let Some(title) = &note.title {
                { Button::of("quiet").calling(on_open, names::title(title).into()) }
            } else {
                <p class="is-unknown">{ m::article_not_here() }</p>
            }
        </li>
    }
}
