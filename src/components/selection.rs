//! What was picked out: the box that takes all hits, and the line that says how many there are.

use super::controls::{Button, quiet, tick};
use super::part::{Part, after};
use crate::state::{Action, Selection, Sheet, State, joined};
use crate::words::m;
use explorer_protocol::{Edit, ToEngine};
use web_sys::HtmlInputElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The box that takes all hits; half set while anything is picked out.
#[derive(PartialEq)]
pub struct SelectAll {
    /// Whether anything is picked out.
    any: bool,
    /// What a click sets off.
    clicked: Action,
    act: Callback<Action>,
}

impl SelectAll {
    /// That of the page as it is.
    pub fn of(state: &State, act: &Callback<Action>) -> Self {
        let any = !state.selection.is_empty();
        let clicked = if any { Action::SelectionCleared } else { all_found(state) };
        SelectAll { any, clicked, act: act.clone() }
    }
}

/// Picks out all hits.
fn all_found(state: &State) -> Action {
    Action::Ask(ToEngine::Ids(state.request()))
}

impl Part for SelectAll {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let node = use_node_ref().run(hooks);
        let (any, input) = (self.any, node.clone());
        after(hooks, any, move || {
            input.cast::<HtmlInputElement>()?.set_indeterminate(any);
            None
        });
        let (act, clicked) = (self.act.clone(), self.clicked.clone());
        let on_change = Callback::from(move |event: Event| {
            // What is shown follows from what is picked out, not from the click.
            event.target_unchecked_into::<HtmlInputElement>().set_checked(false);
            act.emit(clicked.clone());
        });
        let label = if any { m::deselect_all() } else { m::select_all_articles() };
        html! {
            <input
                ref={node}
                type="checkbox"
                class="select-all"
                checked={false}
                aria-label={label}
                title={label}
                onchange={on_change}
            />
        }
    }
}

/// How many are picked out, if any are.
pub fn selected_line(state: &State, act: &Callback<Action>) -> Html {
    let selection: &Selection = &state.selection;
    if selection.is_empty() {
        return html! {};
    }
    html! {
        <div class="selected" role="group" aria-label={m::selection()}>
            <p aria-live="polite">{ m::selected(selection.len() as u32) }</p>
            { quiet(act, Action::show(Sheet::SetLabels), m::set_a_label()) }
            { quiet(act, Action::show(Sheet::TakingOut), m::export()) }
            { Button::of("quiet").calling(remove(state, act), m::remove().into()) }
            { quiet(act, all_found(state), m::select_all_found()) }
            { quiet(act, Action::SelectionCleared, m::clear_selection()) }
        </div>
    }
}

/// Takes what is picked out from the corpus.
fn remove(state: &State, act: &Callback<Action>) -> Callback<MouseEvent> {
    let (act, ids) = (act.clone(), joined(state.selection.iter()));
    Callback::from(move |_| {
        act.emit(Action::edit(Edit::Aside { ids: ids.clone() }));
        act.emit(Action::SelectionCleared);
    })
}

/// The star of one hit.
pub fn star(id: &str, title: &str, starred: bool, act: &Callback<Action>) -> Html {
    let star = Button {
        pressed: Some(starred),
        label: Some(m::star(title)),
        title: Some(m::star_key()),
        ..Button::of("star")
    };
    star.on(act, Action::Starred(id.to_owned()), if starred { "★" } else { "☆" })
}

/// The box of one hit.
pub fn select_box(id: &str, title: &str, selected: bool, act: &Callback<Action>) -> Html {
    tick("select", Some(m::select(title)), selected, act, Action::Selected(id.to_owned()))
}
