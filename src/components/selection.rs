//! What was picked out: the box that takes all hits, and the line that says how many there are.

use super::controls::{Button, quiet, tick};
use super::part::{Part, after};
use crate::names;
use crate::state::{Action, Selection, Sheet, State};
use explorer_protocol::ToEngine;
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
        let label = if any { "Deselect all" } else { "Select all articles found" };
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
        <div class="selected" role="group" aria-label="Selection">
            <p aria-live="polite">{ names::number(selection.len() as u32) + " selected" }</p>
            { quiet(act, Action::show(Sheet::SetLabels), "Set a label") }
            { quiet(act, Action::show(Sheet::TakingOut), "Export") }
            { quiet(act, all_found(state), "Select all found") }
            { quiet(act, Action::SelectionCleared, "Clear selection") }
        </div>
    }
}

/// The star of one hit.
pub fn star(id: &str, title: &str, starred: bool, act: &Callback<Action>) -> Html {
    let star = Button {
        pressed: Some(starred),
        label: Some("Star: ".to_owned() + title),
        title: Some("Star (f)"),
        ..Button::of("star")
    };
    star.on(act, Action::Starred(id.to_owned()), if starred { "★" } else { "☆" })
}

/// The box of one hit.
pub fn select_box(id: &str, title: &str, selected: bool, act: &Callback<Action>) -> Html {
    tick("select", Some("Select: ".to_owned() + title), selected, act, Action::Selected(id.to_owned()))
}
