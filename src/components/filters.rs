//! What is there: the facets, their values and counts.

use super::bar::bar;
use crate::names;
use crate::state::{Action, Facet, View};
use explorer_protocol::{FacetValue, Found};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is chosen.
    pub view: View,
    /// Values and counts.
    pub found: Option<Rc<Found>>,
    /// Whether they lie over the results.
    pub over: bool,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

// Values shown before a facet has to be expanded.
const SHORT: usize = 12;

/// The facets.
#[component]
pub fn Filters(props: &Props) -> Html {
    let groups = Facet::ALL.into_iter().map(|facet| {
        let values = props.found.as_deref().map(|found| values(found, facet)).unwrap_or_default();
        html! {
            <Group {facet} values={values.to_vec()} chosen={props.view.chosen(facet).to_vec()} act={props.act.clone()} />
        }
    });
    let total = props.found.as_ref().map_or(0, |found| found.total);
    let on_close = props.act.reform(|_| Action::FiltersOver(false));
    html! {
        <section class="filters" id="filters" aria-label="Filters" tabindex="-1">
            { for groups }
            if props.over {
                <button type="button" class="filters-done is-main" onclick={on_close}>
                    { format!("Show {}", names::count(total, "article", "articles")) }
                </button>
            }
        </section>
    }
}

/// The values of a facet, with their counts.
pub fn values(found: &Found, facet: Facet) -> &[FacetValue] {
    match facet {
        Facet::Language => &found.language,
        Facet::Source => &found.source,
        Facet::Topic => &found.topic,
    }
}

/// What a value is called on the page.
pub fn value_name(facet: Facet, value: &FacetValue) -> String {
    match (facet, value.value.as_str()) {
        (_, "") => "unknown".to_owned(),
        (Facet::Language, code) => names::language(code),
        _ => value.label.clone(),
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    facet: Facet,
    values: Vec<FacetValue>,
    chosen: Vec<String>,
    act: Callback<Action>,
}

#[component]
fn Group(props: &GroupProps) -> Html {
    let all = use_state(|| false);
    let GroupProps { facet, values, chosen, act } = props;
    let is_chosen = |value: &FacetValue| chosen.contains(&value.value);
    // The chosen ones first, so that they are never out of sight; otherwise the engine's order: the most
    // frequent in the corpus first, so that a value keeps its place while the search changes, unknown last.
    let (first, rest): (Vec<_>, Vec<_>) = values.iter().partition(|value| is_chosen(value));
    let most = values.iter().map(|value| value.total).max().unwrap_or(1).max(1);
    let many = values.len() > SHORT;
    let shown = if *all || !many { usize::MAX } else { SHORT };
    let items = first.into_iter().chain(rest).take(shown).map(|value| {
        let name = value_name(*facet, value);
        let on_change = {
            let (facet, value) = (*facet, value.value.clone());
            act.reform(move |_: Event| Action::Toggled(facet, value.clone()))
        };
        let class = classes!(
            "value",
            value.value.is_empty().then_some("is-unknown"),
            (value.count == 0).then_some("is-none")
        );
        html! {
            <li key={value.value.clone()}>
                <label {class}>
                    <input
                        type="checkbox"
                        checked={is_chosen(value)}
                        aria-label={format!("{name} {}", value.count)}
                        onchange={on_change}
                    />
                    <span class="value-name" dir="auto">{ name }</span>
                    <span class="value-count">{ names::number(value.count) }</span>
                    { bar("bar", value.total as f32 / most as f32, value.count as f32 / most as f32) }
                </label>
            </li>
        }
    });
    let id = format!("facet-{}", facet.name());
    let on_all = {
        let all = all.clone();
        Callback::from(move |_| all.set(!*all))
    };
    html! {
        // Named by itself: the heading is set in capitals, and a name taken from it would be too.
        <div class="group" role="group" aria-label={facet.name()}>
            <h2 {id}>{ facet.name() }</h2>
            <ul>{ for items }</ul>
            if many {
                <button type="button" class="quiet" onclick={on_all} aria-expanded={all.to_string()}>
                    { if *all { "Show fewer".to_owned() } else { format!("Show all {}", values.len()) } }
                </button>
            }
        </div>
    }
}
