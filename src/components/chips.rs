//! What narrows the results down: a chip for each active filter, and what to do when nothing is left.

use super::controls::{Button, button, on, quiet};
use super::filters::{facet_of, value_name};
use crate::names;
use crate::state::{Action, Facet, State, View};
use explorer_protocol::{FacetValue, Found, OWN_TOPIC};
use yew::prelude::*;

/// The active filters, each of which can be let go.
pub fn chips(view: &View, found: Option<&Found>, act: &Callback<Action>) -> Html {
    if view.filter_count() == 0 {
        return html! {};
    }
    let mut chips = Vec::new();
    for facet in Facet::ALL {
        for value in view.chosen(facet) {
            let value = value.clone();
            let name = chosen_name(facet, &value, found);
            chips.push(of_filter(facet.name(), &name, false, act, Action::Toggled(facet, value)));
        }
        for value in view.excluded(facet) {
            let value = value.clone();
            let name = excluded_name(facet, &value, found);
            chips.push(of_filter(facet.name(), &name, true, act, Action::Excluded(facet, value)));
        }
    }
    if view.filters.from.is_some() || view.filters.to.is_some() {
        chips.push(of_filter("Date", &time(view), false, act, Action::Dated(None)));
    }
    if view.filters.undated {
        chips.push(of_filter("Date", "undated", false, act, Action::Undated(false)));
    }
    html! {
        <ul class="chips" aria-label="Active filters">
            { for chips }
            <li>{ quiet(act, Action::Cleared, "Clear all") }</li>
        </ul>
    }
}

/// An active filter and the way to let it go.
fn of_filter(filter: &str, name: &str, excluded: bool, act: &Callback<Action>, let_go: Action) -> Html {
    let label = ["Remove the filter ", filter, ": ", name].concat();
    html! { <li>{ chip(name, label, excluded, on(act, let_go)) }</li> }
}

/// Something chosen, and the way to let it go.
pub fn chip(name: &str, label: String, excluded: bool, onclick: Callback<MouseEvent>) -> Html {
    let class = if excluded { "chip is-not" } else { "chip" };
    let words =
        html! { <><span dir="auto">{ name.to_owned() }</span><span aria-hidden="true">{ "×" }</span></> };
    Button { label: Some(label), ..Button::of(class) }.calling(onclick, words)
}

/// What an excluded value is called.
pub fn excluded_name(facet: Facet, value: &str, found: Option<&Found>) -> String {
    "not ".to_owned() + &chosen_name(facet, value, found)
}

/// What a chosen value is called; one that no article has any more keeps its code.
pub fn chosen_name(facet: Facet, value: &str, found: Option<&Found>) -> String {
    let values = found.map(|found| &facet_of(found, facet).values);
    let known = values.and_then(|values| values.iter().find(|each| each.value == value));
    let bare = FacetValue {
        value: value.to_owned(),
        label: value.trim_start_matches(OWN_TOPIC).to_owned(),
        count: 0,
        total: 0,
        is_below: false,
    };
    value_name(facet, known.unwrap_or(&bare))
}

/// The chosen time.
pub fn time(view: &View) -> String {
    match (&view.filters.from, &view.filters.to) {
        (Some(from), Some(to)) => names::dates(from, to),
        (Some(from), None) => "from ".to_owned() + &names::date(from),
        (None, Some(to)) => "until ".to_owned() + &names::date(to),
        (None, None) => "undated".to_owned(),
    }
}

/// A filter that may stand in the way.
#[derive(Clone, Copy, PartialEq)]
enum Filter {
    Of(Facet),
    Dates,
}

/// Nothing matches: what was looked for, what stands in the way, and a way out.
pub fn nothing(state: &State, found: &Found, act: &Callback<Action>) -> Html {
    if found.corpus == 0 {
        return html! {
            <div class="nothing">
                <h2>{ "The desk is empty" }</h2>
                <p>{ "Add files or a folder: they are read here, in this page, and sent nowhere." }</p>
            </div>
        };
    }
    let view = &state.view;
    let query = view.query.trim();
    let of_facets = Facet::ALL.into_iter().filter(|&facet| view.is_filtered_by(facet)).map(Filter::Of);
    let chosen: Vec<Filter> = of_facets.chain(view.is_dated().then_some(Filter::Dates)).collect();
    // Counts of a facet ignore its own selection: where they are not all zero, that facet is in the way.
    let in_the_way: Vec<Filter> =
        chosen.iter().copied().filter(|&filter| leaves_some(filter, found)).collect();
    let drop = |filter: Filter| {
        let dropped = match filter {
            Filter::Of(facet) => Action::Dropped(facet),
            Filter::Dates => Action::DatesDropped,
        };
        let class = if in_the_way.contains(&filter) { "is-main" } else { "" };
        html! { <li>{ button(class, act, dropped, "Drop ".to_owned() + &named(filter, view, found)) }</li> }
    };
    let reason = match (in_the_way.as_slice(), chosen.as_slice()) {
        ([filter], _) => ["The filter on ", &named(*filter, view, found), " stands in the way."].concat(),
        ([_, _, ..], _) => "Dropping any one of them would leave some.".to_owned(),
        ([], []) => "Fewer words, or the beginning of one with a star, find more.".to_owned(),
        ([], [_]) => "The filter is not to blame: there would be none without it.".to_owned(),
        ([], _) => "Only without several of the filters could there be any.".to_owned(),
    };
    html! {
        <div class="nothing">
            <h2>{ "Nothing found" }</h2>
            <p>
                if query.is_empty() {
                    { "No article passes these filters together. " }
                } else {
                    { "No article answers " }<q dir="auto">{ query }</q>{ if chosen.is_empty() { ". " } else { " and passes the filters. " } }
                }
                { reason }
            </p>
            <ul>
                { for chosen.iter().map(|&filter| drop(filter)) }
                if !query.is_empty() {
                    <li>{ button("", act, Action::Typed(String::new()), "Clear the search") }</li>
                }
            </ul>
        </div>
    }
}

/// Whether there would be hits without this filter.
fn leaves_some(filter: Filter, found: &Found) -> bool {
    match filter {
        Filter::Of(facet) => facet_of(found, facet).has_hits,
        Filter::Dates => {
            let line = &found.timeline;
            line.undated > 0 || line.inexact > 0 || line.periods.iter().any(|period| period.count > 0)
        }
    }
}

fn named(filter: Filter, view: &View, found: &Found) -> String {
    let Filter::Of(facet) = filter else { return "date: ".to_owned() + &time(view) };
    let chosen = view.chosen(facet).iter().map(|value| chosen_name(facet, value, Some(found)));
    let excluded = view.excluded(facet).iter().map(|value| excluded_name(facet, value, Some(found)));
    let names: Vec<String> = chosen.chain(excluded).collect();
    facet.name().to_ascii_lowercase() + ": " + &names.join(", ")
}
