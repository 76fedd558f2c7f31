//! What is there: the facets, their values and counts.
//!
//! A long facet shows its first values; more of them, another order, or those that hold some letters are asked
//! of the engine ([`Wish`]), so that the page never holds ten thousand rows.

use super::bar::bar;
use super::own_topics::own_topics;
use super::sheet::Sheet;
use crate::names;
use crate::state::{Action, Facet, LONG, SHORT, View};
use explorer_protocol::{FacetValue, FacetView, Found, OwnTopic, Wish};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is chosen.
    pub view: View,
    /// Values and counts.
    pub found: Option<Rc<Found>>,
    /// Which values are wanted.
    pub wishes: [Wish; 5],
    /// Whether they lie over the results.
    pub over: bool,
    /// Topics of one's own.
    pub own: Vec<OwnTopic>,
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Opens a sheet.
    pub on_sheet: Callback<Sheet>,
    /// Puts the whole pane away.
    pub on_hide: Callback<()>,
}

/// The facets.
#[component]
pub fn Filters(props: &Props) -> Html {
    let Props { view, found, wishes, act, .. } = props;
    let groups = Facet::ALL.into_iter().zip(wishes).map(|(facet, wish)| {
        let shown = found.as_deref().map(|found| facet_of(found, facet).clone()).unwrap_or_default();
        html! {
            <Group
                {facet}
                {shown}
                chosen={view.chosen(facet).to_vec()}
                excluded={view.excluded(facet).to_vec()}
                wish={wish.clone()}
                act={act.clone()}
            />
        }
    });
    let total = found.as_ref().map_or(0, |found| found.total);
    let all = wishes.iter().zip(SHORT).all(|(wish, short)| wish.limit > short);
    html! {
        <section class="filters" id="filters" aria-label="Filters" tabindex="-1">
            <div class="filters-head">
                <button type="button" class="quiet" onclick={act.reform(move |_| Action::Expanded(!all))}>
                    { if all { "Collapse all" } else { "Expand all" } }
                </button>
                <button type="button" class="quiet filters-hide" onclick={props.on_hide.reform(|_| ())}>
                    { "Hide filters" }
                </button>
            </div>
            { for groups }
            { own_topics(&props.own, &props.on_sheet) }
            if props.over {
                <button type="button" class="filters-done is-main" onclick={act.reform(|_| Action::FiltersOver(false))}>
                    { show_articles(total) }
                </button>
            }
        </section>
    }
}

/// A facet of an answer.
pub fn facet_of(found: &Found, facet: Facet) -> &FacetView {
    match facet {
        Facet::Language => &found.language,
        Facet::Source => &found.source,
        Facet::Topic => &found.topic,
        Facet::Author => &found.author,
        Facet::File => &found.file,
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

fn show_articles(total: u32) -> String {
    format!("Show {}", names::count(total, "article", "articles"))
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    facet: Facet,
    shown: FacetView,
    chosen: Vec<String>,
    excluded: Vec<String>,
    wish: Wish,
    act: Callback<Action>,
}

/// What one value is to the filters.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Open,
    Chosen,
    Excluded,
}

#[component]
fn Group(props: &GroupProps) -> Html {
    let GroupProps { facet, shown, chosen, excluded, wish, act } = props;
    let facet = *facet;
    // The value of the first level whose narrower ones are shown.
    let unfolded = use_state(String::new);
    let choice = |value: &FacetValue| {
        if chosen.contains(&value.value) {
            Choice::Chosen
        } else if excluded.contains(&value.value) {
            Choice::Excluded
        } else {
            Choice::Open
        }
    };
    // Each value of the first level with those below it. Those in which something is chosen come first, so that
    // it is never out of sight; otherwise the engine's order: the most frequent in the corpus first, so that a
    // value keeps its place while the search changes.
    let mut branches: Vec<&[FacetValue]> = Vec::new();
    let mut rest = shown.values.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().skip(1).position(|value| !value.is_below).map_or(rest.len(), |at| at + 1);
        let (branch, after) = rest.split_at(end);
        branches.push(branch);
        rest = after;
    }
    let is_touched = |branch: &[FacetValue]| branch.iter().any(|value| choice(value) != Choice::Open);
    let (first, others): (Vec<_>, Vec<_>) = branches.into_iter().partition(|branch| is_touched(branch));
    let expanded = wish.limit > SHORT[facet as usize];
    let mut rows: Vec<Html> = Vec::new();
    for branch in
        first.into_iter().chain(others).take((wish.limit as usize).max(chosen.len() + excluded.len()))
    {
        let Some((top, below)) = branch.split_first() else { continue };
        let is_unfolded = expanded || *unfolded == top.value || !wish.holding.is_empty();
        let on_unfold = {
            let (unfolded, value) = (unfolded.clone(), top.value.clone());
            Callback::from(move |_: MouseEvent| {
                unfolded.set(if *unfolded == value { String::new() } else { value.clone() });
            })
        };
        let narrower = (!below.is_empty() && !expanded).then_some((below.len(), is_unfolded, on_unfold));
        rows.push(row(facet, top, choice(top), shown.most, narrower, act));
        for value in below.iter().filter(|value| is_unfolded || choice(value) != Choice::Open) {
            rows.push(row(facet, value, choice(value), shown.most, None, act));
        }
    }
    let long = shown.matching > SHORT[facet as usize] || !wish.holding.is_empty();
    let (one, many) = plural(facet);
    let name = facet.name();
    let again = |change: fn(&mut Wish)| {
        let mut wish = wish.clone();
        change(&mut wish);
        act.reform(move |_: MouseEvent| Action::Wished(facet, wish.clone()))
    };
    let on_search = {
        let wish = wish.clone();
        act.reform(move |event: InputEvent| {
            let holding = event.target_unchecked_into::<HtmlInputElement>().value();
            Action::Wished(facet, Wish { holding, ..wish.clone() })
        })
    };
    let short = SHORT[facet as usize];
    html! {
        // Named by itself: the heading is set in capitals, and a name taken from it would be too.
        <div class="group" role="group" aria-label={name}>
            <div class="group-head">
                <h2>{ name }</h2>
                if long {
                    <button type="button" class="quiet" aria-label={order_label(name, wish.by_name)} onclick={again(|wish| wish.by_name = !wish.by_name)}>
                        { if wish.by_name { "by name" } else { "by count" } }
                    </button>
                }
            </div>
            if long {
                <input
                    type="search"
                    class="group-search"
                    aria-label={format!("Find in {many}")}
                    placeholder={format!("Find in {many}")}
                    value={wish.holding.clone()}
                    oninput={on_search}
                    autocomplete="off"
                    spellcheck="false"
                />
            }
            if rows.is_empty() {
                <p class="group-none">{ if wish.holding.is_empty() { "none" } else { "nothing like it" } }</p>
            }
            <ul>{ for rows }</ul>
            if expanded && shown.matching > short {
                if shown.matching > LONG {
                    <p class="group-none">{ beyond(shown.matching, one, many) }</p>
                }
                <button type="button" class="quiet" aria-expanded="true" onclick={{
                    let wish = Wish { limit: short, ..wish.clone() };
                    act.reform(move |_| Action::Wished(facet, wish.clone()))
                }}>{ "Show fewer" }</button>
            } else if shown.matching > short {
                <button type="button" class="quiet" aria-expanded="false" onclick={again(|wish| wish.limit = LONG)}>
                    { format!("Show all {}", names::number(shown.matching)) }
                </button>
            }
        </div>
    }
}

fn plural(facet: Facet) -> (&'static str, &'static str) {
    match facet {
        Facet::Language => ("language", "languages"),
        Facet::Source => ("source", "sources"),
        Facet::Topic => ("topic", "topics"),
        Facet::Author => ("author", "authors"),
        Facet::File => ("file", "files"),
    }
}

fn order_label(name: &str, by_name: bool) -> String {
    format!("{name}: sorted {}; change", if by_name { "by name" } else { "by count" })
}

fn beyond(matching: u32, one: &str, many: &str) -> String {
    format!("The first {LONG} of {}; find the others by name above.", names::count(matching, one, many))
}

/// A value: whether it is chosen, its counts, and the way to exclude it.
fn row(
    facet: Facet,
    value: &FacetValue,
    choice: Choice,
    most: u32,
    narrower: Option<(usize, bool, Callback<MouseEvent>)>,
    act: &Callback<Action>,
) -> Html {
    let name = value_name(facet, value);
    let most = most.max(1) as f32;
    let on_change = {
        let value = value.value.clone();
        act.reform(move |_: Event| Action::Toggled(facet, value.clone()))
    };
    let on_exclude = {
        let value = value.value.clone();
        act.reform(move |_: MouseEvent| Action::Excluded(facet, value.clone()))
    };
    let class = classes!(
        "value",
        value.value.is_empty().then_some("is-unknown"),
        (value.count == 0).then_some("is-none"),
        value.is_below.then_some("is-below"),
        (choice == Choice::Excluded).then_some("is-excluded"),
        (choice == Choice::Chosen).then_some("is-chosen"),
        (facet == Facet::File).then_some("of-file")
    );
    html! {
        <li key={value.value.clone()} {class}>
            <label>
                <input
                    type="checkbox"
                    checked={choice == Choice::Chosen}
                    aria-label={format!("{name} {}", value.count)}
                    onchange={on_change}
                />
                <span class="value-name" dir="auto" title={(facet == Facet::File).then(|| name.clone())}><bdi>{ &name }</bdi></span>
                <span class="value-count">{ names::number(value.count) }</span>
                { bar("bar", value.total as f32 / most, value.count as f32 / most) }
            </label>
            if let Some((count, is_unfolded, on_unfold)) = narrower {
                <button
                    type="button"
                    class="value-more"
                    aria-expanded={is_unfolded.to_string()}
                    aria-label={format!("{count} below {name}")}
                    onclick={on_unfold}
                >{ if is_unfolded { "−" } else { "+" } }{ count }</button>
            }
            <button
                type="button"
                class="value-not"
                aria-pressed={(choice == Choice::Excluded).to_string()}
                aria-label={format!("not {name}")}
                onclick={on_exclude}
            >{ "not" }</button>
        </li>
    }
}
