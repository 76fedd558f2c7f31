//! What people need to trust, what was noticed, and the ways to everything else.

use super::asked::Asked;
use super::controls::{Button, button, quiet};
use super::corpora::corpora_button;
use super::keeping::keeping_line;
use super::notices::Notices;
use super::part::part;
use super::report::report;
use super::sheet::licences_link;
use super::version::Version;
use crate::engine::Boot;
use crate::state::{Action, Sheet, Stage, State};
use crate::theme::Theme;
use crate::words::{self, m};
use explorer_protocol::{Edit, Keeping};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The foot of the page; `boot` knows whether its licences are inside, and which languages it speaks.
pub fn foot(state: &State, boot: &Boot, act: &Callback<Action>) -> Html {
    let Boot { single_file, locales, .. } = boot;
    let single_file = *single_file;
    let large = Button { pressed: Some(state.large), ..Button::of("quiet toggle") };
    html! {
        <footer class="foot">
            if let Stage::Unavailable(reason) = &state.stage {
                <p class="alarm" role="alert">{ reason }</p>
            }
            { part(Version) }
            <p class="foot-trust">{ m::nothing_leaves() }{ " " }{ part(Asked) }</p>
            if let Some(keeping) = state.keeping.or(single_file.then_some(Keeping::Nothing)) {
                <p class={if matches!(keeping, Keeping::Here { .. }) { "foot-kept is-here" } else { "foot-kept" }}>
                    { keeping_line(keeping) }
                </p>
            }
            { part(Notices { notices: state.notices.clone() }) }
            { report(&state.rows, act) }
            if state.additions.undo > 0 {
                { quiet(act, Action::edit(Edit::Undo), m::undo()) }
            }
            <div class="foot-links">
                { quiet(act, Action::show(Sheet::Notebook), m::your_additions()) }
                { corpora_button(state, act) }
                { theme_button(state.theme, act) }
                { large.on(act, Action::Large(!state.large), m::large_type()) }
                { button("quiet foot-help", act, Action::show(Sheet::Help), m::keys_and_help()) }
                { languages(locales, act) }
                { licences_link(single_file, act) }
            </div>
        </footer>
    }
}

/// The button that goes round the themes.
pub fn theme_button(theme: Theme, act: &Callback<Action>) -> Html {
    quiet(act, Action::NextTheme, m::theme(theme.shown()))
}

/// The languages that the page speaks, each by its own name.
pub fn languages(locales: &[Vec<String>], act: &Callback<Action>) -> Html {
    let spoken = words::language();
    let on_change = act
        .reform(|event: Event| Action::Language(event.target_unchecked_into::<HtmlSelectElement>().value()));
    let option = |locale: &Vec<String>| {
        let [code, name, dir, ..] = locale.as_slice() else { return html! {} };
        html! {
            <option value={code.clone()} lang={code.clone()} dir={dir.clone()} selected={*code == spoken}>{ name }</option>
        }
    };
    html! {
        <select class="languages" aria-label={m::interface_language()} onchange={on_change}>
            { for locales.iter().map(option) }
        </select>
    }
}
