//! How is a label set by hand: of the article that is read, or of all that were picked out?
//!
//! One form for every field. What is typed is checked by the engine, whose sentence stands in the form where it
//! could not be used.

use super::sheet::Dialog;
use crate::names;
use crate::state::{Selection, joined};
use explorer_protocol::{Choices, Edit, Field, OwnTopic};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Fields by the names they have on the page.
const FIELDS: [(Field, &str); 6] = [
    (Field::Date, "Date"),
    (Field::Source, "Source"),
    (Field::Language, "Language"),
    (Field::Topics, "Topics"),
    (Field::Authors, "Authors"),
    (Field::Title, "Title"),
];

/// What can be chosen from, and what went wrong the last time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Means {
    /// Languages and topics.
    pub choices: Rc<Choices>,
    /// Topics of one's own.
    pub own: Vec<OwnTopic>,
    /// What could not be done, in a sentence.
    pub problem: Option<String>,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is set.
    pub field: Field,
    /// The values that hold: each with what to show for it.
    pub values: Vec<(String, String)>,
    /// Whether something may have been set by hand before, and can be taken back.
    pub is_set: bool,
    /// What can be chosen from.
    pub means: Means,
    /// Sets the values; `None` lets the engine's label stand again.
    pub on_set: Callback<Option<Vec<String>>>,
    /// Leaves everything as it is; nothing where the form stands in a dialog.
    #[prop_or_default]
    pub on_cancel: Option<Callback<()>>,
}

/// The form for one field.
#[component]
pub fn Correcting(props: &Props) -> Html {
    let Props { field, values, is_set, means, on_set, on_cancel } = props;
    let name = FIELDS.iter().find(|(each, _)| each == field).map_or("", |(_, name)| name);
    let node = use_node_ref();
    let topics = use_state(|| values.clone());
    let before = values.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>().join("; ");
    use_effect_with(node.clone(), move |node| {
        // Once: as an attribute it would be set again, over what was typed, whenever the page changes around it.
        if let Some(input) = node.cast::<HtmlInputElement>() {
            input.set_value(&before);
        }
        if let Some(element) = node.cast::<web_sys::HtmlElement>() {
            let _ = element.focus();
        }
    });
    let on_submit = {
        let (on_set, node, topics, field) = (on_set.clone(), node.clone(), topics.clone(), *field);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = match field {
                Field::Topics => topics.iter().map(|(value, _)| value.clone()).collect(),
                Field::Language => {
                    node.cast::<HtmlSelectElement>().map(|select| vec![select.value()]).unwrap_or_default()
                }
                _ => {
                    let typed =
                        node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
                    match field {
                        Field::Authors => typed.split(';').map(str::to_owned).collect(),
                        _ => vec![typed],
                    }
                }
            };
            on_set.emit(Some(typed));
        })
    };
    let input = match field {
        Field::Language => {
            // Sorted by the browser: a sort of our own would be a part of the page's weight.
            let all = js_sys::Array::new();
            for code in means.choices.languages.lines() {
                all.push(&format!("{}\t{code}", names::language(code)).into());
            }
            let all = all.sort();
            let all = all.iter().filter_map(|line| line.as_string());
            let chosen = values.first().map(|(code, _)| code.as_str());
            html! {
                <select ref={node} aria-label={name} autofocus={true}>
                    <option value="" selected={chosen.is_none()}>{ "unknown" }</option>
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
        Field::Date => "A day, a month or a year: 2022-01-25, 2022-01 or 2022.",
        Field::Authors => "Several names with a semicolon between them.",
        Field::Topics => "The first is the main topic.",
        _ => "",
    };
    html! {
        <form class="correcting" aria-label={format!("Set by hand: {name}")} onsubmit={on_submit}>
            { input }
            if !hint.is_empty() {
                <p>{ hint }</p>
            }
            if let Some(problem) = &means.problem {
                <p class="problem" role="alert">{ problem }</p>
            }
            <div class="choices">
                <button class="is-main">{ "Set" }</button>
                <button type="button" onclick={on_set.reform(|_| Some(Vec::new()))}>{ "Set as unknown" }</button>
                if *is_set {
                    <button type="button" onclick={on_set.reform(|_| None)}>{ "Back to what was found" }</button>
                }
                if let Some(on_cancel) = on_cancel {
                    <button type="button" class="quiet" onclick={on_cancel.reform(|_| ())}>{ "Cancel" }</button>
                }
            </div>
        </form>
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
            <li>
                <button type="button" class="chip" aria-label={format!("Remove {name}")} onclick={on_remove}>
                    <span>{ name }</span><span aria-hidden="true">{ "×" }</span>
                </button>
            </li>
        }
    });
    let option = |value: &str, name: &str, above: bool| {
        html! {
            <option value={value.to_owned()}>{ if above { name.to_owned() } else { format!("– {name}") } }</option>
        }
    };
    html! {
        <>
            <ul class="chips" aria-label="Chosen topics">{ for chosen }</ul>
            <select ref={node} aria-label="Add a topic" autofocus={true} onchange={on_add}>
                <option value="" selected={true}>{ "Add a topic…" }</option>
                { for means.own.iter().map(|topic| option(&topic.name, &topic.name, true)) }
                { for topic_lines(means).map(|(code, name)| option(code, name, code.ends_with("000000"))) }
            </select>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct SelectionProps {
    /// What was picked out.
    pub selection: Selection,
    /// What can be chosen from.
    pub means: Means,
    /// Sets it.
    pub on_edit: Callback<Edit>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// Sets a label of all articles that were picked out.
#[component]
pub fn SetLabels(props: &SelectionProps) -> Html {
    let field = use_state(|| Field::Date);
    let on_field = {
        let field = field.setter();
        Callback::from(move |event: Event| {
            let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            field.set(FIELDS.get(at.max(0) as usize).map_or(Field::Date, |&(field, _)| field));
        })
    };
    let on_set = {
        let (ids, field) = (joined(props.selection.iter()), *field);
        props.on_edit.reform(move |values| Edit::Set { ids: ids.clone(), field, values })
    };
    let count = names::count(props.selection.len() as u32, "article", "articles");
    html! {
        <Dialog label={format!("Set a label of {count}")} on_close={props.on_close.clone()}>
            <p>{ "What is set here is kept apart from what was found, and can be undone." }</p>
            <select class="field" aria-label="Label" onchange={on_field}>
                { for FIELDS.iter().map(|&(each, name)| html! { <option selected={each == *field}>{ name }</option> }) }
            </select>
            <Correcting
                key={format!("{:?}", *field)}
                field={*field}
                values={Vec::new()}
                is_set={true}
                means={props.means.clone()}
                {on_set}
            />
        </Dialog>
    }
}
