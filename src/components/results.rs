//! What matches: the count, the active filters, the list.

use super::chips::{chips, nothing};
use super::hits::Hits;
use super::selection::{Props as SelectionProps, SelectAll, selected_line};
use super::sheet::Sheet;
use super::timeline::Timeline;
use crate::names;
use crate::state::{Action, Column, Layout, Stage, State};
use explorer_protocol::{Found, Progress, QueryNotice, Sort};
use web_sys::HtmlSelectElement;
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
    /// Opens a sheet.
    pub on_sheet: Callback<Sheet>,
    /// What somebody wants of the reading that goes on.
    pub on_reading: Callback<Wish>,
    /// Shows the filters, or puts them away.
    pub on_filters: Callback<()>,
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
    let Props { state, act, on_select_all, on_filters, on_sheet, on_reading } = props;
    let selection = SelectionProps {
        selection: state.selection.clone(),
        act: act.clone(),
        on_select_all: on_select_all.clone(),
        on_sheet: on_sheet.clone(),
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
                    { filters_button(state, on_filters) }
                    { order(state.view.sort, act) }
                    { layout(state.view.layout, act) }
                </div>
                { selected_line(&selection) }
                { chips(&state.view, found, act) }
                { query_notices(&state.view.query, found, act) }
                { progress(state.progress.as_ref(), on_reading) }
            </div>
            if let Some(found) = found.filter(|found| found.corpus > 0) {
                <Timeline line={found.timeline.clone()} view={state.view.clone()} act={act.clone()} />
            }
            if state.view.layout == Layout::Table {
                { columns(state, act) }
            }
            if let Some(found) = found {
                if found.total == 0 && state.progress.is_none() {
                    { nothing(state, found, act) }
                } else {
                    <Hits state={state.clone()} act={act.clone()} />
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

/// Where the filters are not beside the results they lie behind this.
fn filters_button(state: &State, on_filters: &Callback<()>) -> Html {
    html! {
        <button
            type="button"
            id="filters-button"
            class="show-filters"
            aria-expanded={state.filters_over.to_string()}
            aria-controls="filters"
            onclick={on_filters.reform(|_| ())}
        >{ filters_label(state.view.filter_count()) }</button>
    }
}

fn filters_label(chosen: usize) -> String {
    if chosen == 0 { "Filters".to_owned() } else { format!("Filters · {chosen}") }
}

const LAYOUTS: [(Layout, &str); 3] =
    [(Layout::List, "List"), (Layout::Compact, "Compact"), (Layout::Table, "Table")];

fn layout(layout: Layout, act: &Callback<Action>) -> Html {
    let on_change = act.reform(|event: Event| {
        let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        Action::LaidOut(LAYOUTS.get(at.max(0) as usize).map(|&(layout, _)| layout).unwrap_or_default())
    });
    html! {
        <select aria-label="View" class="order" onchange={on_change}>
            { for LAYOUTS.iter().map(|&(each, name)| html! { <option selected={each == layout}>{ name }</option> }) }
        </select>
    }
}

/// Which columns the table has.
fn columns(state: &State, act: &Callback<Action>) -> Html {
    html! {
        <div class="columns" role="group" aria-label="Columns">
            { for Column::ALL.into_iter().map(|column| html! {
                <label>
                    <input
                        type="checkbox"
                        checked={state.view.columns.has(column)}
                        onchange={act.reform(move |_| Action::ColumnToggled(column))}
                    />
                    { column.name() }
                </label>
            }) }
        </div>
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
            { for found.issues.iter().map(|issue| issue_in(query, issue)) }
        </>
    }
}

/// What could not be used of the query, and where it stands in it.
fn issue_in(query: &str, issue: &QueryNotice) -> Html {
    let (start, end) = (issue.start as usize, issue.end as usize);
    let parts = (query.get(..start), query.get(start..end), query.get(end..));
    html! {
        <div class="hint is-wrong">
            if let (Some(before), Some(wrong), Some(after)) = parts {
                <p class="hint-query" dir="auto">{ before }<mark>{ if wrong.is_empty() { "…" } else { wrong } }</mark>{ after }</p>
            }
            <p>{ &issue.message }</p>
        </div>
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
