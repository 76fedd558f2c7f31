//! How is a topic of one's own made, changed and removed?

use super::controls::{button, quiet};
use super::part::{Part, after};
use super::sheet::dialog;
use crate::state::{Action, Sheet};
use crate::words::m;
use explorer_protocol::{Edit, OwnTopic};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The ways to make a topic and to change those there are, below the facet.
pub fn own_topics(own: &[OwnTopic], act: &Callback<Action>) -> Html {
    let change = |(at, topic): (usize, &OwnTopic)| {
        let words = m::change_named(&topic.name);
        html! { <li key={topic.name.clone()}>{ quiet(act, Action::show(Sheet::Topic(Some(at as u32))), words) }</li> }
    };
    html! {
        <ul class="own-topics" aria-label={m::own_topics()}>
            { for own.iter().enumerate().map(change) }
            <li>{ quiet(act, Action::show(Sheet::Topic(None)), m::new_topic()) }</li>
        </ul>
    }
}

/// The form for a topic.
#[derive(PartialEq)]
pub struct EditTopic {
    /// The topic; `None` for a new one.
    pub topic: Option<OwnTopic>,
    /// What could not be done, in a sentence.
    pub problem: Option<String>,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for EditTopic {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let EditTopic { topic, problem, act } = self;
        let (name, words) = (use_node_ref().run(hooks), use_node_ref().run(hooks));
        {
            let (topic, name, words) = (topic.clone().unwrap_or_default(), name.clone(), words.clone());
            after(hooks, (), move || {
                // Once: as attributes they would be set again, over what was typed, whenever the page changes.
                name.cast::<HtmlInputElement>()?.set_value(&topic.name);
                words.cast::<HtmlTextAreaElement>()?.set_value(&topic.words.join("\n"));
                None
            });
        }
        let was = topic.as_ref().map(|topic| topic.name.clone());
        let on_submit = {
            let (act, was, name, words) = (act.clone(), was.clone(), name.clone(), words.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let typed =
                    words.cast::<HtmlTextAreaElement>().map(|words| words.value()).unwrap_or_default();
                let topic = OwnTopic {
                    name: name.cast::<HtmlInputElement>().map(|name| name.value()).unwrap_or_default(),
                    words: typed.lines().map(str::to_owned).collect(),
                };
                act.emit(Action::edit(Edit::Topic { was: was.clone(), topic: Some(topic) }));
            })
        };
        let label = if was.is_some() { m::change_topic() } else { m::new_topic() };
        let content = html! {
            <form class="correcting" onsubmit={on_submit}>
                <label>{ m::name() }<input ref={name} autocomplete="off" required=true autofocus={true} /></label>
                <label>
                    { m::topic_words() }
                    <textarea ref={words} rows="6" spellcheck="false" />
                </label>
                <p>{ m::topic_hint() }</p>
                if let Some(problem) = problem {
                    <p class="problem" role="alert" lang="en" dir="ltr">{ problem }</p>
                }
                <div class="choices">
                    <button class="is-main">{ m::save() }</button>
                    if was.is_some() {
                        { button("", act, Action::edit(Edit::Topic { was, topic: None }), m::remove()) }
                    }
                </div>
            </form>
        };
        dialog(label, act, content)
    }
}
