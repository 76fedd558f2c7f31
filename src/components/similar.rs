//! Which articles are like the one that is read, and by which words?

use super::controls::on;
use crate::names;
use crate::state::Action;
use crate::words::{self, m};
use explorer_protocol::HitView;
use yew::prelude::*;

/// The list of them; nothing where there are none.
pub fn similar(similar: &[HitView], act: &Callback<Action>) -> Html {
    if similar.is_empty() {
        return html! {};
    }
    let line = |one: &HitView| {
        html! {
            <li key={one.id.clone()}>
                <button type="button" class="quiet" dir="auto" lang={one.language.clone()} onclick={on::<MouseEvent>(act, Action::Opened(one.id.clone()))}>
                    { names::title(&one.title.text) }
                </button>
                <p>
                    { for one.source.iter().map(|source| html! { <><bdi>{ source }</bdi>{ " · " }</> }) }
                    { for one.date.iter().map(|date| html! { <>{ names::date(date) }{ " · " }</> }) }
                    <span lang={one.language.clone()} dir="auto">{ &one.snippet.text }</span>
                </p>
            </li>
        }
    };
    html! {
        <section class="notes" lang={words::language()} dir={words::direction()} aria-label={m::similar()}>
            <h2>{ m::similar_title() }</h2>
            <ul>{ for similar.iter().map(line) }</ul>
        </section>
    }
}
