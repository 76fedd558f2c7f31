//! What narrows the results down: a chip for each active filter, and what to do when nothing is left.

use super::controls::{Button, button, on, quiet};
use super::filters::{facet_of, value_name};
use crate::names;
use crate::state::{Action, Facet, State, View};
use crate::words::{PLACE, around, m};
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
        chips.push(of_filter(m::name_date(), &time(view), false, act, Action::Dated(None)));
    }
    if view.filters.undated {
        chips.push(of_filter(m::name_date(), m::undated(), false, act, Action::Undated(false)));
    }
    html! {
        <ul class="chips" aria-label={m::active_filters()}>
            { for chips }
            <li>{ quiet(act, Action::Cleared, m::clear_all()) }</li>
        </ul>
    }
}

/// An active filter and the way to let it go.
fn of_filter(filter: &str, name: &str, excluded: bool, act: &Callback<Action>, let_go: Action) -> Html {
    let label = m::remove_filter(filter, name);
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
    m::not_value(&chosen_name(facet, value, found))
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
        (Some(from), None) => m::date_from(&names::date(from)),
        (None, Some(to)) => m::date_until(&names::date(to)),
        (None, None) => m::undated().to_owned(),
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
                <h2>{ m::desk_empty() }</h2>
                <p>{ m::desk_empty_hint() }</p>
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
        html! { <li>{ button(class, act, dropped, m::drop_filter(&named(filter, view, found))) }</li> }
    };
    let reason = match (in_the_way.as_slice(), chosen.as_slice()) {
        ([filter], _) => m::in_the_way(&named(*filter, view, found)),
        ([_, _, ..], _) => m::in_the_way_any().to_owned(),
        ([], []) => m::in_the_way_none().to_owned(),
        ([], [_]) => m::in_the_way_not().to_owned(),
        ([], _) => m::in_the_way_several().to_owned(),
    };
    let answers =
        if chosen.is_empty() { m::nothing_answers(PLACE) } else { m::nothing_answers_filtered(PLACE) };
    let (before, after) = around(&answers);
    html! {
        <div class="nothing">
            <h2>{ m::nothing_found() }</h2>
            <p>
                if query.is_empty() {
                    { m::nothing_passes() }
                } else {
                    { before }<q dir="auto">{ query }</q>{ after }
                }
                { " " }{ reason }
            </p>
            <ul>
                { for chosen.iter().map(|&filter| drop(filter)) }
                if !query.is_empty() {
                    <li>{ button("", act, Action::Typed(String::new()), m::clear_search()) }</li>
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
    let Filter::Of(facet) = filter else { return m::filter_named(m::inline_date(), &time(view)) };
    let chosen = view.chosen(facet).iter().map(|value| chosen_name(facet, value, Some(found)));
    let excluded = view.excluded(facet).iter().map(|value| excluded_name(facet, value, Some(found)));
    let names: Vec<String> = chosen.chain(excluded).collect();
    m::filter_named(facet.inline(), &names.join(", "))
}
