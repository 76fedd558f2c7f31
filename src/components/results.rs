//! What matches: the count, the active filters, the list.

use super::body::continued;
use super::filters::{value_name, values};
use super::marked::marked;
use super::selection::{Props as SelectionProps, SelectAll, select_box, selected_line, star};
use crate::names;
use crate::state::{Action, Facet, Stage, State, View};
use explorer_protocol::{FacetValue, Found, HitView, Progress, Sort};
use web_sys::{HtmlSelectElement, MouseEvent};
use yew::prelude::*;

/// What somebody wants of the reading that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// That it stands still.
    Pause,
    /// That it goes on.
    GoOn,
    /// That it ends where it is.
    Stop,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the page shows.
    pub state: State,
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Picks out all hits.
    pub on_select_all: Callback<()>,
    /// What somebody wants of the reading that goes on.
    pub on_reading: Callback<Wish>,
}

const ORDERS: [(Sort, &str); 4] = [
    (Sort::Relevance, "Relevance"),
    (Sort::Newest, "Newest first"),
    (Sort::Oldest, "Oldest first"),
    (Sort::Source, "By source"),
];

/// The results.
#[component]
pub fn Results(props: &Props) -> Html {
    let Props { state, act, on_select_all, on_reading } = props;
    let selection = SelectionProps {
        selection: state.selection.clone(),
        act: act.clone(),
        on_select_all: on_select_all.clone(),
    };
    let found = state.found.as_deref();
    html! {
        <section class="results" aria-label="Search results">
            <div class="strip">
                <div class="strip-line">
                    if found.is_some_and(|found| found.total > 0) {
                        <SelectAll ..selection.clone() />
                    }
                    <p role="status">{ status(state) }</p>
                    { filters_button(state, act) }
                    { order(state.view.sort, act) }
                </div>
                { selected_line(&selection) }
                { chips(state, found, act) }
                { query_notices(&state.view.query, found, act) }
                { progress(state.progress.as_ref(), on_reading) }
            </div>
            if let Some(found) = found {
                if found.hits.is_empty() && state.progress.is_none() {
                    { nothing(state, found, act) }
                } else {
                    <ol id="results" class="hits" aria-label="Results">
                        { for found.hits.iter().map(|hit| html! {
                            <Hit
                                key={hit.id.clone()}
                                hit={hit.clone()}
                                href={address_of(state, &hit.id)}
                                starred={state.stars.contains(&hit.id)}
                                selected={state.selection.contains(&hit.id)}
                                open={state.view.open.as_deref() == Some(hit.id.as_str())}
                                act={act.clone()}
                            />
                        }) }
                    </ol>
                    if (found.hits.len() as u32) < found.total {
                        <button type="button" class="more" onclick={act.reform(|_| Action::MoreHits)}>
                            { "Show more" }
                        </button>
                    }
                }
            }
        </section>
    }
}

/// The count, as it is announced.
fn status(state: &State) -> Html {
    match (&state.found, &state.stage) {
        (_, Stage::Unavailable(_)) => html! { { "No articles can be shown" } },
        (Some(found), _) if found.total == found.corpus && state.view.query.is_empty() => {
            html! { <><b>{ names::number(found.corpus) }</b>{ if found.corpus == 1 { " article" } else { " articles" } }</> }
        }
        (Some(found), _) => html! {
            <>
                <b>{ names::number(found.total) }</b>
                { format!(" of {}", names::count(found.corpus, "article", "articles")) }
            </>
        },
        (None, _) => html! { { "Opening the articles…" } },
    }
}

/// On a narrow screen the filters lie behind this.
fn filters_button(state: &State, act: &Callback<Action>) -> Html {
    let chosen: usize = Facet::ALL.iter().map(|&facet| state.view.chosen(facet).len()).sum();
    let over = state.filters_over;
    html! {
        <button
            type="button"
            id="filters-button"
            class="show-filters"
            aria-expanded={over.to_string()}
            aria-controls="filters"
            onclick={act.reform(move |_| Action::FiltersOver(!over))}
        >{ if chosen == 0 { "Filters".to_owned() } else { format!("Filters · {chosen}") } }</button>
    }
}

fn order(sort: Sort, act: &Callback<Action>) -> Html {
    let on_change = act.reform(|event: Event| {
        let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        Action::Sorted(ORDERS.get(at.max(0) as usize).map(|&(sort, _)| sort).unwrap_or_default())
    });
    html! {
        <select aria-label="Order" class="order" onchange={on_change}>
            { for ORDERS.iter().map(|&(each, name)| html! { <option selected={each == sort}>{ name }</option> }) }
        </select>
    }
}

fn chips(state: &State, found: Option<&Found>, act: &Callback<Action>) -> Html {
    if !state.view.is_filtered() {
        return html! {};
    }
    let chips = Facet::ALL.into_iter().flat_map(|facet| {
        state.view.chosen(facet).iter().map(move |value| {
            let name = chosen_name(facet, value, found);
            let on_click = {
                let value = value.clone();
                act.reform(move |_| Action::Toggled(facet, value.clone()))
            };
            let label = format!("Remove the filter {}: {name}", facet.name());
            html! {
                <li>
                    <button type="button" class="chip" aria-label={label} onclick={on_click}>
                        <span>{ name }</span>
                        <span aria-hidden="true">{ "×" }</span>
                    </button>
                </li>
            }
        })
    });
    html! {
        <ul class="chips" aria-label="Active filters">
            { for chips }
            <li>
                <button type="button" class="quiet" onclick={act.reform(|_| Action::Cleared)}>{ "Clear all" }</button>
            </li>
        </ul>
    }
}

/// What a chosen value is called; one that no article has any more keeps its code.
fn chosen_name(facet: Facet, value: &str, found: Option<&Found>) -> String {
    let values = found.map(|found| values(found, facet));
    let known = values.and_then(|values| values.iter().find(|each| each.value == value));
    let bare = FacetValue { value: value.to_owned(), label: value.to_owned(), count: 0, total: 0 };
    value_name(facet, known.unwrap_or(&bare))
}

fn query_notices(query: &str, found: Option<&Found>, act: &Callback<Action>) -> Html {
    let Some(found) = found else { return html! {} };
    let relaxed = found.relaxed && found.total > 0;
    let corrected = found.corrections.iter().filter(|_| found.total > 0).map(|one| {
        let asked = corrected_query(query, &one.typed, &one.meant);
        html! {
            <p class="hint">
                { format!("No article has “{}” as typed; words like it were looked for. Did you mean ", one.typed) }
                <button type="button" class="quiet" onclick={act.reform(move |_| Action::Typed(asked.clone()))}>
                    { &one.meant }
                </button>
                { "?" }
            </p>
        }
    });
    html! {
        <>
            { for corrected }
            if relaxed {
                <p class="hint">{ "No article holds all of these words; these hold some of them." }</p>
            }
            { for found.issues.iter().map(|issue| html! { <p class="hint">{ &issue.message }</p> }) }
        </>
    }
}

/// The query with a word that was typed wrong as it was meant; the word alone where it is not written as it was compared.
fn corrected_query(query: &str, typed: &str, meant: &str) -> String {
    // The browser's small letters: a table of our own would be a part of the page's weight.
    let small = String::from(js_sys::JsString::from(query).to_lower_case());
    let at = small.find(typed).filter(|_| small.len() == query.len());
    match at.and_then(|at| Some((query.get(..at)?, query.get(at + typed.len()..)?))) {
        Some((before, after)) => format!("{before}{meant}{after}"),
        None => meant.to_owned(),
    }
}

fn progress(progress: Option<&Progress>, on_reading: &Callback<Wish>) -> Html {
    let Some(progress) = progress else { return html! {} };
    let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
    let mut line = format!(
        "Reading {} of {}, {} of {} MB: {}",
        names::number(progress.files),
        names::count(progress.files_total, "file", "files"),
        megabytes(progress.bytes),
        megabytes(progress.bytes_total),
        names::count(progress.articles, "article", "articles"),
    );
    if let Some(seconds) = progress.seconds_left {
        line.push_str(&match seconds {
            ..90 => format!(", about {seconds} seconds left"),
            _ => format!(", about {} minutes left", seconds.div_ceil(60)),
        });
    }
    let (name, wish) = if progress.paused { ("Go on", Wish::GoOn) } else { ("Pause", Wish::Pause) };
    html! {
        <div class="progress">
            <progress
                aria-label="Reading files"
                max={(progress.bytes_total.max(1.0) as u64).to_string()}
                value={(progress.bytes as u64).to_string()}
            />
            <p>
                { line }{ " " }
                <button type="button" class="quiet" onclick={on_reading.reform(move |_| wish)}>{ name }</button>{ " " }
                <button type="button" class="quiet" onclick={on_reading.reform(|_| Wish::Stop)}>{ "Stop" }</button>
            </p>
        </div>
    }
}

/// Nothing matches: what was looked for, what stands in the way, and a way out.
fn nothing(state: &State, found: &Found, act: &Callback<Action>) -> Html {
    if found.corpus == 0 {
        return html! {
            <div class="nothing">
                <h2>{ "The desk is empty" }</h2>
                <p>{ "Add files or a folder: they are read here, in this page, and sent nowhere." }</p>
            </div>
        };
    }
    let query = state.view.query.trim();
    let chosen: Vec<Facet> =
        Facet::ALL.into_iter().filter(|&facet| !state.view.chosen(facet).is_empty()).collect();
    // Counts of a facet ignore its own selection: where they are not all zero, that facet is in the way.
    let in_the_way: Vec<Facet> = chosen
        .iter()
        .copied()
        .filter(|&facet| values(found, facet).iter().any(|value| value.count > 0))
        .collect();
    let named = |facet: Facet| {
        let names: Vec<String> =
            state.view.chosen(facet).iter().map(|value| chosen_name(facet, value, Some(found))).collect();
        format!("{}: {}", facet.name().to_ascii_lowercase(), names.join(", "))
    };
    let drop = |facet: Facet| {
        html! {
            <li>
                <button
                    type="button"
                    class={classes!(in_the_way.contains(&facet).then_some("is-main"))}
                    onclick={act.reform(move |_| Action::Dropped(facet))}
                >{ format!("Drop {}", named(facet)) }</button>
            </li>
        }
    };
    let reason = match (in_the_way.as_slice(), chosen.as_slice()) {
        ([facet], _) => format!("The filter on {} stands in the way.", named(*facet)),
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
                { for chosen.iter().map(|&facet| drop(facet)) }
                if !query.is_empty() {
                    <li>
                        <button type="button" onclick={act.reform(|_| Action::Typed(String::new()))}>
                            { "Clear the search" }
                        </button>
                    </li>
                }
            </ul>
        </div>
    }
}

/// The address of a result: the same search with that article open.
fn address_of(state: &State, id: &str) -> String {
    let view = View { open: Some(id.to_owned()), ..state.view.clone() };
    format!("#{}", view.print())
}

#[derive(Properties, PartialEq)]
struct HitProps {
    hit: HitView,
    href: String,
    selected: bool,
    starred: bool,
    open: bool,
    act: Callback<Action>,
}

#[component]
fn Hit(props: &HitProps) -> Html {
    let HitProps { hit, href, selected, starred, open, act } = props;
    let node = use_node_ref();
    use_effect_with((*open, node.clone()), |(open, node)| {
        if let (true, Some(element)) = (*open, node.cast::<web_sys::Element>()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let on_click = {
        let id = hit.id.clone();
        let act = act.clone();
        Callback::from(move |event: MouseEvent| {
            // A new tab or window is the browser's business.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                act.emit(Action::Opened(id.clone()));
            }
        })
    };
    let lang = hit.language.clone();
    let minutes = (hit.words / 230).max(1);
    html! {
        <li class={classes!("hit", open.then_some("is-open"))} ref={node}>
            <h2 class={classes!(hit.title_derived.then_some("is-derived"))} lang={lang.clone()} dir="auto">
                <a id={format!("hit-{}", hit.id)} href={href.clone()} aria-current={open.then_some("true")} onclick={on_click}>
                    if hit.title.text.is_empty() { { "Untitled" } } else { { marked(&hit.title) } }
                    if hit.title_derived { { continued(&hit.title.text) } }
                </a>
            </h2>
            { select_box(&hit.id, &hit.title.text, *selected, act) }
            { star(&hit.id, &hit.title.text, *starred, act) }
            <p class="meta">
                { known("source unknown", hit.source.clone()) }
                { known("undated", hit.date.as_deref().map(names::date)) }
                { known("language unknown", hit.language.as_deref().map(names::language)) }
                <span>{ format!("{minutes} min") }</span>
            </p>
            <p class="snippet" {lang} dir="auto">{ marked(&hit.snippet) }</p>
            if !hit.topics.is_empty() {
                <p class="topics">{ hit.topics.join(" · ") }</p>
            }
        </li>
    }
}

fn known(unknown: &'static str, value: Option<String>) -> Html {
    match value {
        Some(value) => html! { <span dir="auto">{ value }</span> },
        None => html! { <span class="is-unknown">{ unknown }</span> },
    }
}
