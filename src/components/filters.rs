//! What is there: the facets, their values and counts.
//!
//! A long facet shows its first values; more of them, another order, or those that hold some letters are asked
//! of the engine ([`Wish`]), so that the page never holds ten thousand rows.

use super::bar::bar;
use super::controls::{Button, button, quiet, tick};
use super::own_topics::own_topics;
use super::part::{Part, keyed};
use crate::names;
use crate::panes::Panes;
use crate::state::{Action, Facet, LONG, SHORT, State};
use crate::words::m;
use explorer_protocol::{FacetValue, FacetView, Found, Wish};
use web_sys::HtmlInputElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The facets.
pub fn filters(state: &State, act: &Callback<Action>) -> Html {
    let State { view, found, wishes, .. } = state;
    let groups = Facet::ALL.into_iter().zip(wishes).map(|(facet, wish)| {
        let group = Group {
            facet,
            shown: found.as_deref().map(|found| facet_of(found, facet).clone()).unwrap_or_default(),
            chosen: view.chosen(facet).to_vec(),
            excluded: view.excluded(facet).to_vec(),
            wish: wish.clone(),
            act: act.clone(),
        };
        keyed(facet.key(), group)
    });
    let total = found.as_ref().map_or(0, |found| found.total);
    let all = wishes.iter().zip(SHORT).all(|(wish, short)| wish.limit > short);
    let hidden = Panes { filters_hidden: true, ..state.panes };
    html! {
        <section class="filters" id="filters" aria-label={m::filters()} tabindex="-1">
            <div class="filters-head">
                { quiet(act, Action::Expanded(!all), if all { m::collapse_all() } else { m::expand_all() }) }
                { button("quiet filters-hide", act, Action::Arranged(hidden), m::hide_filters()) }
            </div>
            { for groups }
            { own_topics(&state.additions.topics, act) }
            if state.filters_over {
                { button("filters-done is-main", act, Action::FiltersOver(false), m::show_articles(total)) }
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
        (_, "") => m::unknown().to_owned(),
        (Facet::Language, code) => names::language(code),
        _ => value.label.clone(),
    }
}

#[derive(PartialEq)]
struct Group {
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

impl Part for Group {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Group { facet, shown, chosen, excluded, wish, act } = self;
        let facet = *facet;
        // The value of the first level whose narrower ones are shown.
        let unfolded = use_state_eq(String::new).run(hooks);
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
        let name = facet.name();
        let again = |wish: Wish| Action::Wished(facet, wish);
        let on_search = {
            let wish = wish.clone();
            act.reform(move |event: InputEvent| {
                let holding = event.target_unchecked_into::<HtmlInputElement>().value();
                Action::Wished(facet, Wish { holding, ..wish.clone() })
            })
        };
        let short = SHORT[facet as usize];
        let find = find_in(facet);
        html! {
            // Named by itself: the heading is set in capitals, and a name taken from it would be too.
            <div class="group" role="group" aria-label={name}>
                <div class="group-head">
                    <h2>{ name }</h2>
                    if long {
                        { Button { label: Some(order_label(name, wish.by_name)), ..Button::of("quiet") }.on(
                            act,
                            again(Wish { by_name: !wish.by_name, ..wish.clone() }),
                            if wish.by_name { m::by_name() } else { m::by_count() },
                        ) }
                    }
                </div>
                if long {
                    <input
                        type="search"
                        class="group-search"
                        aria-label={find}
                        placeholder={find}
                        value={wish.holding.clone()}
                        oninput={on_search}
                        autocomplete="off"
                        spellcheck="false"
                    />
                }
                if rows.is_empty() {
                    <p class="group-none">{ if wish.holding.is_empty() { m::none() } else { m::nothing_like_it() } }</p>
                }
                <ul>{ for rows }</ul>
                if expanded && shown.matching > short {
                    if shown.matching > LONG {
                        <p class="group-none">{ m::facet_beyond(LONG, &counted(facet, shown.matching)) }</p>
                    }
                    { Button { expanded: Some(true), ..Button::of("quiet") }.on(
                        act,
                        again(Wish { limit: short, ..wish.clone() }),
                        m::show_fewer(),
                    ) }
                } else if shown.matching > short {
                    { Button { expanded: Some(false), ..Button::of("quiet") }.on(
                        act,
                        again(Wish { limit: LONG, ..wish.clone() }),
                        m::show_all(shown.matching),
                    ) }
                }
            </div>
        }
    }
}

fn find_in(facet: Facet) -> &'static str {
    match facet {
        Facet::Language => m::find_in_languages(),
        Facet::Source => m::find_in_sources(),
        Facet::Topic => m::find_in_topics(),
        Facet::Author => m::find_in_authors(),
        Facet::File => m::find_in_files(),
    }
}

fn counted(facet: Facet, values: u32) -> String {
    match facet {
        Facet::Language => m::count_languages(values),
        Facet::Source => m::count_sources(values),
        Facet::Topic => m::count_topics(values),
        Facet::Author => m::count_authors(values),
        Facet::File => m::files(values),
    }
}

fn order_label(name: &str, by_name: bool) -> String {
    if by_name { m::sorted_by_name(name) } else { m::sorted_by_count(name) }
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
    // Topics of the standard have English names.
    let lang = value.value.starts_with("medtop:").then_some("en");
    let toggled = Action::Toggled(facet, value.value.clone());
    let is_excluded = choice == Choice::Excluded;
    let class = classes!(
        "value",
        value.value.is_empty().then_some("is-unknown"),
        (value.count == 0).then_some("is-none"),
        value.is_below.then_some("is-below"),
        is_excluded.then_some("is-excluded"),
        (choice == Choice::Chosen).then_some("is-chosen"),
        (facet == Facet::File).then_some("of-file")
    );
    html! {
        <li key={value.value.clone()} {class}>
            <label>
                { tick("", Some([&*name, " ", &value.count.to_string()].concat()), choice == Choice::Chosen, act, toggled) }
                <span class="value-name" lang={lang} title={(facet == Facet::File).then(|| name.clone())}><bdi>{ &name }</bdi></span>
                <span class="value-count">{ names::number(value.count) }</span>
                { bar("bar", value.total as f32 / most, value.count as f32 / most) }
            </label>
            if let Some((count, is_unfolded, on_unfold)) = narrower {
                { Button {
                    expanded: Some(is_unfolded),
                    label: Some(m::below(count as u32, &name)),
                    ..Button::of("value-more")
                }
                .calling(on_unfold, html! { <bdi dir="ltr">{ if is_unfolded { "−" } else { "+" } }{ names::number(count as u32) }</bdi> }) }
            }
            { Button { pressed: Some(is_excluded), label: Some(m::not_value(&name)), ..Button::of("value-not") }
                .on(act, Action::Excluded(facet, value.value.clone()), m::not()) }
        </li>
    }
}
