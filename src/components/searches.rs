//! Under the search box: what an operator does while it is typed, recent and kept searches.

use super::chips::{chosen_name, excluded_name, time};
use super::controls::{Button, on};
use crate::searches::{Searches, search_of};
use crate::state::{Action, Facet, View};
use crate::words::{Said, m};
use explorer_protocol::Found;
use yew::prelude::*;

/// Recent and kept searches; `found` knows what values are called.
pub fn search_panel(searches: &Searches, found: Option<&Found>, act: &Callback<Action>) -> Html {
    if searches.recent.is_empty() && searches.saved.is_empty() {
        return html! {};
    }
    html! {
        <div class="search-panel">
            { list(m::kept_searches(), &searches.saved, found, act) }
            { list(m::recent_searches(), &searches.recent, found, act) }
        </div>
    }
}

/// Keeps the search that is looked at, or lets it go.
pub fn keep_button(view: &View, searches: &Searches, act: &Callback<Action>) -> Html {
    if view.query.trim().is_empty() && view.filter_count() == 0 {
        return html! { <kbd aria-hidden="true">{ "/" }</kbd> };
    }
    let kept = searches.is_saved(view);
    let keep = Button {
        pressed: Some(kept),
        label: Some(m::keep_this_search().to_owned()),
        ..Button::of("quiet search-keep")
    };
    keep.on(act, Action::Kept, if kept { m::kept() } else { m::keep() })
}

/// What the operator that was typed last does.
pub fn operator_hint(query: &str) -> Html {
    let Some((operator, meaning)) = operator(query) else { return html! {} };
    html! { <p class="search-hint" aria-live="polite"><kbd>{ operator }</kbd>{ " " }{ meaning() }</p> }
}

fn list(title: &'static str, views: &[View], found: Option<&Found>, act: &Callback<Action>) -> Html {
    if views.is_empty() {
        return html! {};
    }
    let items = views.iter().map(|view| {
        let again = search_of(view);
        html! {
            <li>
                <button type="button" onclick={on::<MouseEvent>(act, Action::Again(again))} dir="auto">{ name_of(view, found) }</button>
            </li>
        }
    });
    html! {
        <div role="group" aria-label={title}>
            <h2>{ title }</h2>
            <ul>{ for items }</ul>
        </div>
    }
}

/// What a search is called: its words, and what else it asks for.
fn name_of(view: &View, found: Option<&Found>) -> String {
    let mut parts = Vec::new();
    if !view.query.is_empty() {
        parts.push(view.query.clone());
    }
    for facet in Facet::ALL {
        parts.extend(view.chosen(facet).iter().map(|value| chosen_name(facet, value, found)));
        parts.extend(view.excluded(facet).iter().map(|value| excluded_name(facet, value, found)));
    }
    if view.is_dated() {
        parts.push(time(view));
    }
    parts.join(" · ")
}

/// The operator that was typed last, and what it does.
fn operator(query: &str) -> Option<(&'static str, Said)> {
    let last = query.rsplit(' ').find(|word| !word.is_empty())?;
    let quotes = query.bytes().filter(|&byte| byte == b'"').count();
    if quotes % 2 == 1 {
        return Some(("\"…\"", m::operator_phrase_open));
    }
    let field = ["title", "body", "source", "author", "topic", "lang", "date"]
        .into_iter()
        .find(|field| last.strip_prefix(field).is_some_and(|rest| rest.starts_with(':')));
    match last {
        "OR" => Some(("OR", m::operator_or)),
        "AND" => Some(("AND", m::operator_and)),
        "NOT" => Some(("NOT", m::operator_not)),
        _ if field == Some("title") => Some(("title:", m::operator_title)),
        _ if field == Some("body") => Some(("body:", m::operator_body)),
        _ if field == Some("date") => Some(("date:", m::operator_date)),
        _ if field.is_some() => Some(("name:", m::operator_label)),
        _ if last.starts_with('-') => Some(("-word", m::operator_without)),
        _ if last.starts_with("NEAR/") => Some(("NEAR/5", m::operator_near)),
        _ if last.ends_with('*') => Some(("word*", m::operator_prefix)),
        _ if last.contains('~') => Some(("word~", m::operator_fuzzy)),
        _ if last.starts_with('(') => Some(("(…)", m::operator_group)),
        _ if last.ends_with('"') => Some(("\"…\"", m::operator_phrase)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_typed_last_is_explained() {
        for (query, expected) in [
            ("harbour", None),
            ("", None),
            ("harbour OR", Some("OR")),
            ("harbour OR ", Some("OR")),
            ("\"harbour pil", Some("\"…\"")),
            ("harb*", Some("word*")),
            ("storm -sea", Some("-word")),
            ("title:sea", Some("title:")),
            ("subtitle:sea", None),
            ("pilot~", Some("word~")),
        ] {
            assert_eq!(operator(query).map(|(operator, _)| operator), expected, "{query:?}");
        }
    }
}
