//! What matches: the count, the active filters, the list.

use super::chips::{chips, nothing};
use super::controls::{choice, on, quiet, tick};
use super::hits::Hits;
use super::part::part;
use super::selection::{SelectAll, selected_line};
use super::timeline::Timeline;
use crate::names;
use crate::state::{Action, Column, Layout, Reading, Stage, State};
use explorer_protocol::{Found, Progress, QueryNotice, Sort};
use yew::prelude::*;

const ORDERS: [(Sort, &str); 4] = [
    (Sort::Relevance, "Relevance"),
    (Sort::Newest, "Newest first"),
    (Sort::Oldest, "Oldest first"),
    (Sort::Source, "By source"),
];

/// The results.
pub fn results(state: &State, act: &Callback<Action>) -> Html {
    let found = state.found.as_deref();
    html! {
        <section class="results" aria-label="Search results">
            <div class="strip">
                <div class="strip-line">
                    if found.is_some_and(|found| found.total > 0) {
                        { part(SelectAll::of(state, act)) }
                    }
                    <p role="status">{ status(state) }</p>
                    { filters_button(state, act) }
                    { order(state.view.sort, act) }
                    { layout(state.view.layout, act) }
                </div>
                { selected_line(state, act) }
                { chips(&state.view, found, act) }
                { query_notices(&state.view.query, found, act) }
                { progress(state.progress.as_ref(), act) }
            </div>
            if let Some(found) = found.filter(|found| found.corpus > 0) {
                { part(Timeline::of(found, state, act)) }
            }
            if state.view.layout == Layout::Table {
                { columns(state, act) }
            }
            if let Some(found) = found {
                if found.total == 0 && state.progress.is_none() {
                    { nothing(state, found, act) }
                } else {
                    { part(Hits { state: state.clone(), act: act.clone() }) }
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
                { [" of ", &names::count(found.corpus, "article", "articles")].concat() }
            </>
        },
        (None, _) => html! { { "Opening the articles…" } },
    }
}

/// Where the filters are not beside the results they lie behind this.
fn filters_button(state: &State, act: &Callback<Action>) -> Html {
    html! {
        <button
            type="button"
            id="filters-button"
            class="show-filters"
            aria-expanded={if state.filters_over { "true" } else { "false" }}
            aria-controls="filters"
            onclick={on::<MouseEvent>(act, Action::FiltersWanted)}
        >{ filters_label(state.view.filter_count()) }</button>
    }
}

fn filters_label(chosen: usize) -> String {
    if chosen == 0 { "Filters".to_owned() } else { "Filters · ".to_owned() + &chosen.to_string() }
}

const LAYOUTS: [(Layout, &str); 3] =
    [(Layout::List, "List"), (Layout::Compact, "Compact"), (Layout::Table, "Table")];

fn layout(layout: Layout, act: &Callback<Action>) -> Html {
    let chosen = |at| Action::LaidOut(LAYOUTS.get(at).map(|&(layout, _)| layout).unwrap_or_default());
    choice("order", "View", LAYOUTS.iter().map(|&(each, name)| (name, each == layout)), act.reform(chosen))
}

/// Which columns the table has.
fn columns(state: &State, act: &Callback<Action>) -> Html {
    html! {
        <div class="columns" role="group" aria-label="Columns">
            { for Column::ALL.into_iter().map(|column| html! {
                <label>
                    { tick("", None, state.view.columns.has(column), act, Action::ColumnToggled(column)) }
                    { column.name() }
                </label>
            }) }
        </div>
    }
}

fn order(sort: Sort, act: &Callback<Action>) -> Html {
    let chosen = |at| Action::Sorted(ORDERS.get(at).map(|&(sort, _)| sort).unwrap_or_default());
    choice("order", "Order", ORDERS.iter().map(|&(each, name)| (name, each == sort)), act.reform(chosen))
}

fn query_notices(query: &str, found: Option<&Found>, act: &Callback<Action>) -> Html {
    let Some(found) = found else { return html! {} };
    let relaxed = found.relaxed && found.total > 0;
    let corrected = found.corrections.iter().filter(|_| found.total > 0).map(|one| {
        let asked = corrected_query(query, &one.typed, &one.meant);
        html! {
            <p class="hint">
                { ["No article has “", &one.typed, "” as typed; words like it were looked for. Did you mean "].concat() }
                { quiet(act, Action::Typed(asked), &one.meant) }
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
        Some((before, after)) => [before, meant, after].concat(),
        None => meant.to_owned(),
    }
}

fn progress(progress: Option<&Progress>, act: &Callback<Action>) -> Html {
    let Some(progress) = progress else { return html! {} };
    let mut line = [
        "Reading ",
        &names::number(progress.files),
        " of ",
        &names::count(progress.files_total, "file", "files"),
        ", ",
        &names::megabytes(progress.bytes),
        " of ",
        &names::megabytes(progress.bytes_total),
        " MB: ",
        &names::count(progress.articles, "article", "articles"),
    ]
    .concat();
    if let Some(seconds) = progress.seconds_left {
        let (count, unit) =
            if seconds < 90 { (seconds, " seconds left") } else { (seconds.div_ceil(60), " minutes left") };
        line.push_str(", about ");
        line.push_str(&count.to_string());
        line.push_str(unit);
    }
    let (name, wish) = if progress.paused { ("Go on", Reading::GoOn) } else { ("Pause", Reading::Pause) };
    html! {
        <div class="progress">
            <progress
                aria-label="Reading files"
                max={(progress.bytes_total.max(1.0) as u64).to_string()}
                value={(progress.bytes as u64).to_string()}
            />
            <p>
                { line }{ " " }
                { quiet(act, Action::Reading(wish), name) }{ " " }
                { quiet(act, Action::Reading(Reading::Stop), "Stop") }
            </p>
        </div>
    }
}
