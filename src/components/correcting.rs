//! How is a label set by hand: of the article that is read, or of all that were picked out?
//!
//! One form for every field. What is typed is checked by the engine, whose sentence stands in the form where it
//! could not be used.

use super::chips::chip;
use super::controls::{button, choice, quiet};
use super::part::{Part, after, keyed};
use super::sheet::dialog;
use crate::names;
use crate::state::{Action, Selection, State, joined};
use crate::words::{Said, m};
use explorer_protocol::{Additions, Choices, Edit, Field};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Fields by the names they have on the page.
const FIELDS: [(Field, Said); 6] = [
    (Field::Date, m::name_date),
    (Field::Source, m::name_source),
    (Field::Language, m::name_language),
    (Field::Topics, m::name_topics),
    (Field::Authors, m::name_authors),
    (Field::Title, m::name_title),
];

/// What can be chosen from, and what went wrong the last time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Means {
    /// Languages and topics.
    pub choices: Rc<Choices>,
    /// Topics of one's own; what could not be done, in a sentence.
    pub additions: Rc<Additions>,
}

impl Means {
    /// Those of the page as it is.
    pub fn of(state: &State) -> Self {
        Means { choices: state.choices.clone(), additions: state.additions.clone() }
    }
}

/// The form for one field.
#[derive(PartialEq)]
pub struct Correcting {
    /// Whose field, by id with [`BETWEEN_IDS`](explorer_protocol::BETWEEN_IDS) between them.
    pub ids: String,
    /// What is set.
    pub field: Field,
    /// The values that hold: each with what to show for it.
    pub values: Vec<(String, String)>,
    /// Whether something may have been set by hand before, and can be taken back.
    pub is_set: bool,
    /// What can be chosen from.
    pub means: Means,
    /// Whether it can be left by a button of its own; it cannot where it stands in a dialog.
    pub cancels: bool,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for Correcting {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Correcting { field, values, means, act, .. } = self;
        let set = {
            let (ids, field) = (self.ids.clone(), *field);
            move |values| Action::edit(Edit::Set { ids: ids.clone(), field, values })
        };
        let name = FIELDS.iter().find(|(each, _)| each == field).map_or("", |(_, name)| name());
        let node = use_node_ref().run(hooks);
        let topics = use_state_eq(|| values.clone()).run(hooks);
        let before = match field {
            // Its list begins at what can be added; what is chosen stands above it.
            Field::Topics => String::new(),
            _ => values.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>().join("; "),
        };
        let input = node.clone();
        after(hooks, (), move || {
            // Once: as an attribute it would be set again, over what was typed, whenever the page changes around it.
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(&before);
            }
            let _ = input.cast::<web_sys::HtmlElement>()?.focus();
            None
        });
        let on_submit = {
            let (act, set, node, topics, field) =
                (act.clone(), set.clone(), node.clone(), topics.clone(), *field);
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let typed = match field {
                    Field::Topics => topics.iter().map(|(value, _)| value.clone()).collect(),
                    Field::Language => node
                        .cast::<HtmlSelectElement>()
                        .map(|select| vec![select.value()])
                        .unwrap_or_default(),
                    _ => {
                        let typed =
                            node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
                        match field {
                            Field::Authors => typed.split(';').map(str::to_owned).collect(),
                            _ => vec![typed],
                        }
                    }
                };
                act.emit(set(Some(typed)));
            })
        };
        let input = match field {
            Field::Language => {
                // Sorted by the browser: a sort of our own would be a part of the page's weight.
                let all = js_sys::Array::new();
                for code in means.choices.languages.lines() {
                    all.push(&(names::language(code) + "\t" + code).into());
                }
                let all = all.sort();
                let all = all.iter().filter_map(|line| line.as_string());
                let chosen = values.first().map(|(code, _)| code.as_str());
                html! {
                    <select ref={node} aria-label={name} autofocus={true}>
                        <option value="" selected={chosen.is_none()}>{ m::unknown() }</option>
                        { for all.map(|line| {
                            let (name, code) = line.split_once('\t').unwrap_or((&line, ""));
                            html! {
                                <option value={code.to_owned()} selected={chosen == Some(code)}>{ name.to_owned() }</option>
                            }
                        }) }
                    </select>
                }
            }
            Field::Topics => choosing(&topics, means, node),
            _ => html! {
                <input
                    ref={node}
                    aria-label={name}
                    autocomplete="off"
                    required={true}
                    autofocus={true}
                    list={(*field == Field::Source).then_some("known-sources")}
                />
            },
        };
        let hint = match field {
            Field::Date => m::hint_date(),
            Field::Authors => m::hint_authors(),
            Field::Topics => m::hint_topics(),
            _ => "",
        };
        html! {
            <form class="correcting" aria-label={m::set_by_hand(name)} onsubmit={on_submit}>
                { input }
                if !hint.is_empty() {
                    <p>{ hint }</p>
                }
                if let Some(problem) = &means.additions.problem {
                    <p class="problem" role="alert" lang="en" dir="ltr">{ problem }</p>
                }
                <div class="choices">
                    <button class="is-main">{ m::set() }</button>
                    { button("", act, set(Some(Vec::new())), m::set_unknown()) }
                    if self.is_set {
                        { button("", act, set(None), m::back_to_found()) }
                    }
                    if self.cancels {
                        { quiet(act, Action::Editing(None), m::cancel()) }
                    }
                </div>
            </form>
        }
    }
}

/// Topics by code and name.
fn topic_lines(means: &Means) -> impl Iterator<Item = (&str, &str)> {
    means.choices.topics.lines().filter_map(|line| line.split_once('\t'))
}

/// Topics, each with a way out, and all others to choose from.
fn choosing(topics: &UseStateHandle<Vec<(String, String)>>, means: &Means, node: NodeRef) -> Html {
    let on_add = {
        let (topics, means) = (topics.clone(), means.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let value = select.value();
            select.set_value("");
            let known = topic_lines(&means).find(|(code, _)| *code == value);
            let name = known.map_or(value.as_str(), |(_, name)| name);
            let shown = (value.clone(), name.to_owned());
            if !value.is_empty() && !topics.iter().any(|(chosen, _)| *chosen == value) {
                topics.set(topics.iter().cloned().chain([shown]).collect());
            }
        })
    };
    let chosen = topics.iter().enumerate().map(|(at, (_, name))| {
        let topics = topics.clone();
        let on_remove = Callback::from(move |_| {
            let mut left = (*topics).clone();
            left.remove(at);
            topics.set(left);
        });
        html! {
            <li>{ chip(name, m::remove_value(name), false, on_remove) }</li>
        }
    });
    let option = |value: &str, name: &str, above: bool| {
        let before = if above { "" } else { "– " };
        html! { <option value={value.to_owned()}>{ before.to_owned() + name }</option> }
    };
    html! {
        <>
            <ul class="chips" aria-label={m::chosen_topics()}>{ for chosen }</ul>
            <select ref={node} aria-label={m::add_topic()} autofocus={true} onchange={on_add}>
                <option value="" selected={true}>{ m::add_topic_choice() }</option>
                { for means.additions.topics.iter().map(|topic| option(&topic.name, &topic.name, true)) }
                { for topic_lines(means).map(|(code, name)| option(code, name, code.ends_with("000000"))) }
            </select>
        </>
    }
}

/// Sets a label of all articles that were picked out.
#[derive(PartialEq)]
pub struct SetLabels {
    selection: Selection,
    means: Means,
    act: Callback<Action>,
}

impl SetLabels {
    /// That of the page as it is.
    pub fn of(state: &State, act: &Callback<Action>) -> Self {
        SetLabels { selection: state.selection.clone(), means: Means::of(state), act: act.clone() }
    }
}

impl Part for SetLabels {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let at = use_state_eq(|| 0).run(hooks);
        let setter = at.setter();
        let on_field = Callback::from(move |at| setter.set(at));
        let (field, name) = FIELDS.get(*at).copied().unwrap_or(FIELDS[0]);
        let form = Correcting {
            ids: joined(self.selection.iter()),
            field,
            values: Vec::new(),
            is_set: true,
            means: self.means.clone(),
            cancels: false,
            act: self.act.clone(),
        };
        let fields = FIELDS.iter().map(|&(each, name)| (name(), each == field));
        let content = html! {
            <>
                <p>{ m::set_apart() }</p>
                { choice("field", m::label(), fields, on_field) }
                { keyed(name(), form) }
            </>
        };
        dialog(m::set_label_of(self.selection.len() as u32), &self.act, content)
    }
}
