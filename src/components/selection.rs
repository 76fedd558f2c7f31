//! What was picked out: the box that takes all hits, and the line that says how many there are.

use super::sheet::Sheet;
use crate::names;
use crate::state::{Action, Selection};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// What was picked out.
    pub selection: Selection,
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Picks out all hits.
    pub on_select_all: Callback<()>,
    /// Opens a sheet.
    pub on_sheet: Callback<Sheet>,
}

/// The box that takes all hits; half set while anything is picked out.
#[component]
pub fn SelectAll(props: &Props) -> Html {
    let node = use_node_ref();
    let any = !props.selection.is_empty();
    use_effect_with((any, node.clone()), |(any, node)| {
        if let Some(input) = node.cast::<HtmlInputElement>() {
            input.set_indeterminate(*any);
        }
    });
    let (act, on_all) = (props.act.clone(), props.on_select_all.clone());
    let on_change = Callback::from(move |event: Event| {
        // What is shown follows from what is picked out, not from the click.
        event.target_unchecked_into::<HtmlInputElement>().set_checked(false);
        if any { act.emit(Action::SelectionCleared) } else { on_all.emit(()) }
    });
    html! {
        <input
            ref={node}
            type="checkbox"
            class="select-all"
            checked={false}
            aria-label={if any { "Deselect all" } else { "Select all articles found" }}
            title={if any { "Deselect all" } else { "Select all articles found" }}
            onchange={on_change}
        />
    }
}

/// How many are picked out, if any are.
pub fn selected_line(props: &Props) -> Html {
    let Props { selection, act, on_select_all, on_sheet } = props;
    if selection.is_empty() {
        return html! {};
    }
    html! {
        <div class="selected" role="group" aria-label="Selection">
            <p aria-live="polite">{ format!("{} selected", names::number(selection.len() as u32)) }</p>
            <button type="button" class="quiet" onclick={on_sheet.reform(|_| Sheet::SetLabels)}>{ "Set a label" }</button>
            <button type="button" class="quiet" onclick={on_sheet.reform(|_| Sheet::TakingOut)}>{ "Export" }</button>
            <button type="button" class="quiet" onclick={on_select_all.reform(|_| ())}>{ "Select all found" }</button>
            <button type="button" class="quiet" onclick={act.reform(|_| Action::SelectionCleared)}>{ "Clear selection" }</button>
        </div>
    }
}

/// The star of one hit.
pub fn star(id: &str, title: &str, starred: bool, act: &Callback<Action>) -> Html {
    let on_click = {
        let id = id.to_owned();
        act.reform(move |_: MouseEvent| Action::Starred(id.clone()))
    };
    html! {
        <button
            type="button"
            class="star"
            aria-pressed={starred.to_string()}
            aria-label={format!("Star: {title}")}
            title="Star (f)"
            onclick={on_click}
        >{ if starred { "★" } else { "☆" } }</button>
    }
}

/// The box of one hit.
pub fn select_box(id: &str, title: &str, selected: bool, act: &Callback<Action>) -> Html {
    let on_change = {
        let id = id.to_owned();
        act.reform(move |_: Event| Action::Selected(id.clone()))
    };
    html! {
        <input type="checkbox" class="select" checked={selected} aria-label={format!("Select: {title}")} onchange={on_change} />
    }
}
