//! What is pressed and chosen from, everywhere the same.

use crate::state::Action;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Sets something off, always the same.
pub fn on<E: 'static>(act: &Callback<Action>, action: Action) -> Callback<E> {
    let act = act.clone();
    Callback::from(move |_| act.emit(action.clone()))
}

/// A button that is more than its words.
#[derive(Default)]
pub struct Button {
    /// Its classes.
    pub class: &'static str,
    /// What it is called, where its words do not say it.
    pub label: Option<String>,
    /// Whether it is pressed in, where it can be.
    pub pressed: Option<bool>,
    /// Whether what it opens is open.
    pub expanded: Option<bool>,
    /// What it says when it is pointed at.
    pub title: Option<&'static str>,
    /// Its id.
    pub id: Option<String>,
    /// Whether it cannot be pressed.
    pub disabled: bool,
}

impl Button {
    /// One of these classes.
    pub fn of(class: &'static str) -> Self {
        Button { class, ..Button::default() }
    }

    /// The button, with its words and what it sets off.
    pub fn on(self, act: &Callback<Action>, action: Action, words: impl Into<Html>) -> Html {
        self.calling(on(act, action), words.into())
    }

    /// The button, with what is called when it is pressed.
    pub fn calling(self, onclick: Callback<MouseEvent>, words: Html) -> Html {
        let truth = |is: bool| if is { "true" } else { "false" };
        html! {
            <button
                type="button"
                class={self.class}
                id={self.id}
                aria-label={self.label}
                aria-pressed={self.pressed.map(truth)}
                aria-expanded={self.expanded.map(truth)}
                title={self.title}
                disabled={self.disabled}
                {onclick}
            >{ words }</button>
        }
    }
}

/// A button of words alone.
pub fn button(class: &'static str, act: &Callback<Action>, action: Action, words: impl Into<Html>) -> Html {
    Button::of(class).on(act, action, words)
}

/// A quiet button of words alone.
pub fn quiet(act: &Callback<Action>, action: Action, words: impl Into<Html>) -> Html {
    button("quiet", act, action, words)
}

/// A box to choose one from, by name; `on_change` is told its number.
pub fn choice<'a>(
    class: &'static str,
    label: &'static str,
    names: impl Iterator<Item = (&'a str, bool)>,
    on_change: Callback<usize>,
) -> Html {
    let on_change = Callback::from(move |event: Event| {
        let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        on_change.emit(at.max(0) as usize);
    });
    let options = names.map(|(name, selected)| html! { <option {selected}>{ name.to_owned() }</option> });
    html! { <select aria-label={label} {class} onchange={on_change}>{ for options }</select> }
}

/// A box to be ticked.
pub fn tick(
    class: &'static str,
    label: Option<String>,
    checked: bool,
    act: &Callback<Action>,
    action: Action,
) -> Html {
    html! { <input type="checkbox" {class} {checked} aria-label={label} onchange={on::<Event>(act, action)} /> }
}
