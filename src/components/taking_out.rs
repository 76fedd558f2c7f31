//! How do articles leave the page as a file?

use super::part::Part;
use super::sheet::dialog;
use crate::names;
use crate::state::{Action, Selection, State, joined};
use explorer_protocol::{Format, Scope, SearchRequest, ToEngine};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Formats, their names, and what they are for; the third to the fifth are those of reference managers.
pub const FORMATS: [(Format, &str, &str); 8] = [
    (Format::Jsonl, "JSON lines", "everything that is known, with the evidence"),
    (Format::Csv, "CSV", "a table for spreadsheets and statistics"),
    (Format::Ris, "RIS", "for reference managers"),
    (Format::Bibtex, "BibTeX", "for LaTeX"),
    (Format::CslJson, "CSL-JSON", "for Zotero, Pandoc and others"),
    (Format::OnePage, "One page", "these articles and this program in one file, which opens from disk"),
    (
        Format::OnePageWithAdditions,
        "One page, with your additions",
        "and the labels, topics and notes that you added to them",
    ),
    (Format::Archive, "Archive", "to be added to this page again, on any computer"),
];

/// Asks which articles, in which format.
#[derive(PartialEq)]
pub struct TakingOut {
    /// What was picked out.
    selection: Selection,
    /// What is searched for.
    request: SearchRequest,
    /// How many articles that finds, and how many there are.
    counts: (u32, u32),
    act: Callback<Action>,
}

impl TakingOut {
    /// That of the page as it is.
    pub fn of(state: &State, act: &Callback<Action>) -> Self {
        let counts = state.found.as_ref().map_or((0, 0), |found| (found.total, found.corpus));
        TakingOut { selection: state.selection.clone(), request: state.request(), counts, act: act.clone() }
    }
}

impl Part for TakingOut {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let (found, all) = self.counts;
        let picked = self.selection.len() as u32;
        let scopes: Vec<(Scope, String)> = [
            (picked, Scope::Ids(joined(self.selection.iter())), "What is selected"),
            (
                if found < all { found } else { 0 },
                Scope::Found(Box::new(self.request.clone())),
                "What is found",
            ),
            (all, Scope::Found(Box::default()), "All"),
        ]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, scope, name)| {
            (scope, format!("{name}: {}", names::count(count, "article", "articles")))
        })
        .collect();
        let chosen = use_state_eq(|| (0, 0)).run(hooks);
        let (scope_at, format_at) = *chosen;
        let on_submit = {
            let scope = scopes.get(scope_at).map(|(scope, _)| scope.clone());
            let format = FORMATS.get(format_at).map(|&(format, ..)| format);
            let act = self.act.clone();
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                if let (Some(scope), Some(format)) = (scope.clone(), format) {
                    act.emit(Action::Ask(ToEngine::Export { scope, format }));
                    act.emit(Action::Sheet(None));
                }
            })
        };
        let choose = |scope_at, format_at| {
            let chosen = chosen.setter();
            Callback::from(move |_| chosen.set((scope_at, format_at)))
        };
        let about = match FORMATS.get(format_at) {
            Some((Format::OnePage, ..)) => {
                "The file holds the text of these articles and what was found out about them, and the program, which is 2 MB. Nothing that you added goes with it."
            }
            Some((Format::OnePageWithAdditions, ..)) => {
                "The file holds the text of these articles and what was found out about them, the program, which is 2 MB, all your topics, and the labels and notes that you added to these articles."
            }
            Some((Format::Archive, ..)) => {
                "The file holds the text of these articles and what was found out about them. Nothing that you added goes with it."
            }
            _ => {
                "The file says what was searched for, which corpus it comes from, and which version of this program wrote it."
            }
        };
        let content = html! {
            <form onsubmit={on_submit}>
                <fieldset>
                    <legend>{ "Which articles" }</legend>
                    { for scopes.iter().enumerate().map(|(at, (_, name))| radio("scope", at == scope_at, choose(at, format_at), name, "")) }
                </fieldset>
                <fieldset>
                    <legend>{ "Which format" }</legend>
                    { for FORMATS.iter().enumerate().map(|(at, (_, name, what))| radio("format", at == format_at, choose(scope_at, at), name, what)) }
                </fieldset>
                <p>{ about }</p>
                <button class="is-main" disabled={scopes.is_empty()}>{ "Save file" }</button>
            </form>
        };
        dialog("Export", &self.act, content)
    }
}

fn radio(
    group: &'static str,
    checked: bool,
    onchange: Callback<Event>,
    name: &str,
    what: &'static str,
) -> Html {
    html! {
        <label class="radio">
            <input type="radio" name={group} {checked} {onchange} />
            <span>{ name.to_owned() }</span>
            if !what.is_empty() {
                { " " }<small>{ what }</small>
            }
        </label>
    }
}
