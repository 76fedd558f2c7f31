//! How do articles leave the page as a file, and what a person added to them?

use super::sheet::Dialog;
use crate::names;
use crate::state::{Selection, joined};
use explorer_protocol::{Additions, Edit, Format, Scope, SearchRequest};
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Formats, their names, and what they are for; those of reference managers last.
pub const FORMATS: [(Format, &str, &str); 5] = [
    (Format::Jsonl, "JSON lines", "everything that is known, with the evidence"),
    (Format::Csv, "CSV", "a table for spreadsheets and statistics"),
    (Format::Ris, "RIS", "for reference managers"),
    (Format::Bibtex, "BibTeX", "for LaTeX"),
    (Format::CslJson, "CSL-JSON", "for Zotero, Pandoc and others"),
];

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was picked out.
    pub selection: Selection,
    /// What is searched for.
    pub request: SearchRequest,
    /// How many articles that finds, and how many there are.
    pub counts: (u32, u32),
    /// Asks for the file.
    pub on_export: Callback<(Scope, Format)>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// Asks which articles, in which format.
#[component]
pub fn TakingOut(props: &Props) -> Html {
    let (found, all) = props.counts;
    let picked = props.selection.len() as u32;
    let scopes: Vec<(Scope, String)> = [
        (picked, Scope::Ids(joined(props.selection.iter())), "What is selected"),
        (if found < all { found } else { 0 }, Scope::Found(Box::new(props.request.clone())), "What is found"),
        (all, Scope::Found(Box::default()), "All"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, scope, name)| (scope, format!("{name}: {}", names::count(count, "article", "articles"))))
    .collect();
    let scope_at = use_state(|| 0);
    let format_at = use_state(|| 0);
    let on_submit = {
        let scope = scopes.get(*scope_at).map(|(scope, _)| scope.clone());
        let format = FORMATS.get(*format_at).map(|&(format, ..)| format);
        let (on_export, on_close) = (props.on_export.clone(), props.on_close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let (Some(scope), Some(format)) = (scope.clone(), format) {
                on_export.emit((scope, format));
                on_close.emit(());
            }
        })
    };
    html! {
        <Dialog label="Export" on_close={props.on_close.clone()}>
            <form onsubmit={on_submit}>
                <fieldset>
                    <legend>{ "Which articles" }</legend>
                    { for scopes.iter().enumerate().map(|(at, (_, name))| radio("scope", at, &scope_at, name, "")) }
                </fieldset>
                <fieldset>
                    <legend>{ "Which format" }</legend>
                    { for FORMATS.iter().enumerate().map(|(at, (_, name, what))| radio("format", at, &format_at, name, what)) }
                </fieldset>
                <p>{ "The file says what was searched for, which corpus it comes from, and which version of this program wrote it." }</p>
                <button class="is-main" disabled={scopes.is_empty()}>{ "Save file" }</button>
            </form>
        </Dialog>
    }
}

fn radio(
    group: &'static str,
    at: usize,
    chosen: &UseStateHandle<usize>,
    name: &str,
    what: &'static str,
) -> Html {
    let set = chosen.setter();
    html! {
        <label class="radio">
            <input type="radio" name={group} checked={**chosen == at} onchange={Callback::from(move |_| set.set(at))} />
            <span>{ name.to_owned() }</span>
            if !what.is_empty() {
                { " " }<small>{ what }</small>
            }
        </label>
    }
}

#[derive(Properties, PartialEq)]
pub struct NotebookProps {
    /// What was added.
    pub additions: Rc<Additions>,
    /// Adds what a file holds, takes a step back or does it again.
    pub on_edit: Callback<Edit>,
    /// Asks for all of it as a file.
    pub on_save: Callback<()>,
    /// Opens an article.
    pub on_open: Callback<String>,
    /// Picks out articles, by their ids.
    pub on_select: Callback<String>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// All that a person added: counted, listed, saved, opened, undone.
#[component]
pub fn Notebook(props: &NotebookProps) -> Html {
    let NotebookProps { additions, on_edit, on_save, on_open, on_select, on_close } = props;
    let on_select = {
        let (additions, on_close) = (additions.clone(), on_close.clone());
        on_select.reform(move |_: MouseEvent| {
            on_close.emit(());
            let here = additions.notes.iter().filter(|note| note.title.is_some());
            joined(here.map(|note| note.note.article.as_str()))
        })
    };
    let on_file = {
        let on_edit = on_edit.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            input.set_value("");
            let on_edit = on_edit.clone();
            spawn_local(async move {
                let Some(file) = file else { return };
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
                on_edit.emit(Edit::Open { document: text.unwrap_or_default() });
            });
        })
    };
    html! {
        <Dialog label="Your additions" on_close={on_close.clone()}>
            <p>{ "What you set, make and write here is kept apart from what was found, by the content of each article: it finds the same articles again wherever they are opened. It lasts until the page is closed, unless you save it." }</p>
            <dl class="keys">
                <dt>{ "Articles with labels set by hand" }</dt><dd>{ names::number(additions.corrected) }</dd>
                <dt>{ "Topics of your own" }</dt><dd>{ names::number(additions.topics.len() as u32) }</dd>
                <dt>{ "Notes and highlights" }</dt><dd>{ names::number(additions.notes.len() as u32) }</dd>
            </dl>
            if let Some(problem) = &additions.problem {
                <p class="problem" role="alert">{ problem }</p>
            }
            <div class="choices">
                <button type="button" class="is-main" onclick={on_save.reform(|_| ())}>{ "Save as a file" }</button>
                <label class="button">
                    <input type="file" accept=".json,.jsonl" aria-label="Open a file" onchange={on_file} />
                    <span aria-hidden="true">{ "Open a file" }</span>
                </label>
                <button type="button" disabled={additions.undo == 0} onclick={on_edit.reform(|_| Edit::Undo)}>{ "Undo" }</button>
                <button type="button" disabled={additions.redo == 0} onclick={on_edit.reform(|_| Edit::Redo)}>{ "Redo" }</button>
            </div>
            if !additions.notes.is_empty() {
                <button type="button" class="quiet" onclick={on_select}>{ "Select the articles with notes" }</button>
                <ul class="noted-all" aria-label="Notes and highlights">
                    { for additions.notes.iter().map(|note| {
                        let open = {
                            let (id, on_close) = (note.note.article.clone(), on_close.clone());
                            on_open.reform(move |_: MouseEvent| {
                                on_close.emit(());
                                id.clone()
                            })
                        };
                        html! {
                            <li key={note.note.id.clone()}>
                                <q dir="auto">{ &note.note.exact }</q>
                                if !note.note.text.is_empty() { <p dir="auto">{ &note.note.text }</p> }
                                if let Some(title) = &note.title {
                                    <button type="button" class="quiet" onclick={open}>
                                        { if title.is_empty() { "Untitled" } else { title } }
                                    </button>
                                } else {
                                    <p class="is-unknown">{ "The article is not here." }</p>
                                }
                            </li>
                        }
                    }) }
                </ul>
            }
        </Dialog>
    }
}
