//! What people need to trust, what was noticed, and the ways to everything else.

use super::controls::{Button, button, quiet};
use super::keeping::keeping_line;
use super::notices::Notices;
use super::part::part;
use super::report::report;
use super::sheet::licences_link;
use super::version::Version;
use crate::state::{Action, Sheet, Stage, State};
use crate::theme::Theme;
use explorer_protocol::{Edit, Keeping};
use yew::prelude::*;

/// The foot of the page; `single_file` if its licences are inside.
pub fn foot(state: &State, single_file: bool, act: &Callback<Action>) -> Html {
    let large = Button { pressed: Some(state.large), ..Button::of("quiet toggle") };
    html! {
        <footer class="foot">
            if let Stage::Unavailable(reason) = &state.stage {
                <p class="alarm" role="alert">{ reason }</p>
            }
            { part(Version) }
            <p class="foot-trust">{ "Nothing leaves this page." }</p>
            if let Some(keeping) = state.keeping.or(single_file.then_some(Keeping::Nothing)) {
                <p class="foot-kept">{ keeping_line(keeping) }</p>
            }
            { part(Notices { notices: state.notices.clone() }) }
            { report(&state.rows) }
            if state.additions.undo > 0 {
                { quiet(act, Action::edit(Edit::Undo), "Undo") }
            }
            <div class="foot-links">
                { quiet(act, Action::show(Sheet::Notebook), "Your additions") }
                { theme_button(state.theme, act) }
                { large.on(act, Action::Large(!state.large), "Large type") }
                { button("quiet foot-help", act, Action::show(Sheet::Help), "Keys and help") }
                { licences_link(single_file, act) }
            </div>
        </footer>
    }
}

/// The button that goes round the themes.
pub fn theme_button(theme: Theme, act: &Callback<Action>) -> Html {
    quiet(act, Action::NextTheme, "Theme: ".to_owned() + theme.name())
}
