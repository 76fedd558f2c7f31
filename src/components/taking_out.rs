//! How do articles leave the page as a file?

use super::part::{Part, after};
use super::sheet::dialog;
use crate::engine::Boot;
use crate::names;
use crate::state::{Action, Selection, State, joined};
use crate::words::{Said, m};
use explorer_protocol::{Format, Scope, SearchRequest, ToEngine, Weight};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Formats, their names, and what they are for; the third to the fifth are those of reference managers.
pub const FORMATS: [(Format, Said, Said); 8] = [
    (Format::Jsonl, m::name_jsonl, m::format_jsonl),
    (Format::Csv, || "CSV", m::format_csv),
    (Format::Ris, || "RIS", m::format_ris),
    (Format::Bibtex, || "BibTeX", m::format_bibtex),
    (Format::CslJson, || "CSL-JSON", m::format_csl),
    (Format::OnePage, m::name_page, m::format_page),
    (Format::OnePageWithAdditions, m::name_page_with, m::format_page_with),
    (Format::Archive, m::name_archive, m::format_archive),
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
    /// How much of it was weighed last.
    weight: Option<Weight>,
    /// Bytes of the program in one file.
    program: f64,
    act: Callback<Action>,
}

impl TakingOut {
    /// That of the page as it is.
    pub fn of(state: &State, boot: &Boot, act: &Callback<Action>) -> Self {
        TakingOut {
            selection: state.selection.clone(),
            request: state.request(),
            counts: state.found.as_ref().map_or((0, 0), |found| (found.total, found.corpus)),
            weight: state.weight,
            program: boot.program,
            act: act.clone(),
        }
    }
}

impl Part for TakingOut {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let (found, all) = self.counts;
        let picked = self.selection.len() as u32;
        let scopes: Vec<(Scope, String)> = [
            (picked, Scope::Ids(joined(self.selection.iter())), m::scope_selected()),
            (
                if found < all { found } else { 0 },
                Scope::Found(Box::new(self.request.clone())),
                m::scope_found(),
            ),
            (all, Scope::Found(Box::default()), m::scope_all()),
        ]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, scope, name)| (scope, m::scope_counted(name, &m::articles(count))))
        .collect();
        let of_scope: Vec<Scope> = scopes.iter().map(|(scope, _)| scope.clone()).collect();
        let chosen = use_state_eq(|| (0, 0)).run(hooks);
        let (scope_at, format_at) = *chosen;
        let format = FORMATS.get(format_at).map_or(Format::Jsonl, |&(format, ..)| format);
        let on_submit = {
            let scope = scopes.get(scope_at).map(|(scope, _)| scope.clone());
            let act = self.act.clone();
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                if let Some(scope) = scope.clone() {
                    act.emit(Action::Ask(ToEngine::Export { scope, format }));
                    act.emit(Action::Sheet(None));
                }
            })
        };
        let act = self.act.clone();
        // Engines answer in the order of asking: what is heard last is of what was chosen last.
        let weighs = matches!(format, Format::OnePage | Format::OnePageWithAdditions | Format::Archive);
        after(hooks, (scope_at, self.counts, weighs), move || {
            act.emit(Action::Ask(ToEngine::Weigh(of_scope.get(scope_at).filter(|_| weighs)?.clone())));
            None
        });
        let choose = |scope_at, format_at| {
            let chosen = chosen.setter();
            Callback::from(move |_| chosen.set((scope_at, format_at)))
        };
        let about = match format {
            Format::OnePage => m::about_page(),
            Format::OnePageWithAdditions => m::about_page_with(),
            Format::Archive => m::about_archive(),
            _ => m::about_export(),
        };
        let content = html! {
            <form onsubmit={on_submit}>
                <fieldset>
                    <legend>{ m::which_articles() }</legend>
                    { for scopes.iter().enumerate().map(|(at, (_, name))| radio("scope", at == scope_at, choose(at, format_at), name, "")) }
                </fieldset>
                <fieldset>
                    <legend>{ m::which_format() }</legend>
                    { for FORMATS.iter().enumerate().map(|(at, (_, name, what))| radio("format", at == format_at, choose(scope_at, at), name(), what())) }
                </fieldset>
                <p>{ about }</p>
                { contents(self.weight.as_ref(), format, self.program) }
                <button class="is-main" disabled={scopes.is_empty()}>{ m::save_file() }</button>
            </form>
        };
        dialog(m::export(), &self.act, content)
    }
}

/// What will be in the file: how many articles, how much that is, and what of a person's own goes with them. The lines are
/// there before they are known, so that the button below does not move away from under a click.
fn contents(weight: Option<&Weight>, format: Format, program: f64) -> Html {
    let is_with = match format {
        Format::OnePage | Format::Archive => false,
        Format::OnePageWithAdditions => true,
        _ => return html! {},
    };
    let size = |weight: &Weight| {
        if let Format::Archive = format {
            return m::about_size(&names::megabytes(weight.bytes));
        }
        // In a page, bytes are written with a third more letters (RFC 4648).
        let additions = if is_with { weight.additions } else { 0.0 };
        let whole = program + weight.bytes * 4.0 / 3.0 + additions;
        m::about_size_page(&names::megabytes(whole), &names::megabytes(program))
    };
    let row = |name: &'static str, value: &dyn Fn(&Weight) -> String| {
        html! { <><dt>{ name }</dt><dd>{ weight.map_or_else(|| "…".to_owned(), value) }</dd></> }
    };
    html! {
        <dl class="keys contents" aria-live="polite">
            { row(m::in_file_articles(), &|weight| names::number(weight.articles)) }
            { row(m::in_file_size(), &size) }
            if is_with {
                { row(m::labels_by_hand(), &|weight| names::number(weight.labelled)) }
                { row(m::own_topics(), &|weight| names::number(weight.topics)) }
                { row(m::notes_and_highlights(), &|weight| names::number(weight.notes)) }
            } else {
                { row(m::your_additions(), &|_| m::in_file_not().to_owned()) }
            }
        </dl>
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
