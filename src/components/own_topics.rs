//! How is a topic of one's own made, changed and removed?

use super::sheet::{Dialog, Sheet};
use explorer_protocol::{Edit, OwnTopic};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The ways to make a topic and to change those there are, below the facet.
pub fn own_topics(own: &[OwnTopic], on_sheet: &Callback<Sheet>) -> Html {
    let open = |sheet: Sheet| on_sheet.reform(move |_: MouseEvent| sheet);
    html! {
        <ul class="own-topics" aria-label="Topics of your own">
            { for own.iter().enumerate().map(|(at, topic)| html! {
                <li key={topic.name.clone()}>
                    <button type="button" class="quiet" onclick={open(Sheet::Topic(Some(at as u32)))}>
                        { format!("Change “{}”", topic.name) }
                    </button>
                </li>
            }) }
            <li>
                <button type="button" class="quiet" onclick={open(Sheet::Topic(None))}>{ "New topic of your own" }</button>
            </li>
        </ul>
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The topic; `None` for a new one.
    pub topic: Option<OwnTopic>,
    /// What could not be done, in a sentence.
    pub problem: Option<String>,
    /// Makes, changes or removes it.
    pub on_edit: Callback<Edit>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// The form for a topic.
#[component]
pub fn EditTopic(props: &Props) -> Html {
    let (name, words) = (use_node_ref(), use_node_ref());
    {
        let topic = props.topic.clone().unwrap_or_default();
        use_effect_with((name.clone(), words.clone()), move |(name, words)| {
            // Once: as attributes they would be set again, over what was typed, whenever the page changes.
            if let (Some(name), Some(words)) =
                (name.cast::<HtmlInputElement>(), words.cast::<HtmlTextAreaElement>())
            {
                name.set_value(&topic.name);
                words.set_value(&topic.words.join("\n"));
            }
        });
    }
    let was = props.topic.as_ref().map(|topic| topic.name.clone());
    let on_submit = {
        let (on_edit, was) = (props.on_edit.clone(), was.clone());
        let (name, words) = (name.clone(), words.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = words.cast::<HtmlTextAreaElement>().map(|words| words.value()).unwrap_or_default();
            let topic = OwnTopic {
                name: name.cast::<HtmlInputElement>().map(|name| name.value()).unwrap_or_default(),
                words: typed.lines().map(str::to_owned).collect(),
            };
            on_edit.emit(Edit::Topic { was: was.clone(), topic: Some(topic) });
        })
    };
    let label = if was.is_some() { "Change a topic of your own" } else { "New topic of your own" };
    html! {
        <Dialog {label} on_close={props.on_close.clone()}>
            <form class="correcting" onsubmit={on_submit}>
                <label>{ "Name" }<input ref={name} autocomplete="off" required=true autofocus={true} /></label>
                <label>
                    { "Words that speak for it, a line each" }
                    <textarea ref={words} rows="6" spellcheck="false" />
                </label>
                <p>{ "Every article that has one of them has the topic. A word counts in all its forms, several words in a line count together and in this order, and everything else that the search box understands works too." }</p>
                if let Some(problem) = &props.problem {
                    <p class="problem" role="alert">{ problem }</p>
                }
                <div class="choices">
                    <button class="is-main">{ "Save" }</button>
                    if was.is_some() {
                        <button
                            type="button"
                            onclick={props.on_edit.reform(move |_| Edit::Topic { was: was.clone(), topic: None })}
                        >{ "Remove" }</button>
                    }
                </div>
            </form>
        </Dialog>
    }
}
