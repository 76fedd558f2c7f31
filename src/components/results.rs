//! What matches: the count, the active filters, the list.

use super::chips::{chips, nothing};
use super::controls::{choice, on, quiet, tick};
use super::hits::Hits;
use super::part::part;
use super::selection::{SelectAll, selected_line};
use super::timeline::Timeline;
use crate::names;
use crate::state::{Action, Column, Layout, Reading, Stage, State};
use crate::words::{PLACE, Said, around, m};
use explorer_protocol::{Found, Mistake, Progress, QueryNotice, Sort};
use yew::prelude::*;

const ORDERS: [(Sort, Said); 4] = [
    (Sort::Relevance, m::order_relevance),
    (Sort::Newest, m::order_newest),
    (Sort::Oldest, m::order_oldest),
    (Sort::Source, m::order_source),
];

/// The results.
pub fn results(state: &State, act: &Callback<Action>) -> Html {
    let found = state.found.as_deref();
    html! {
        <section class="results" aria-label={m::search_results()}>
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
                    { part(Hits::of(state, act)) }
                }
            }
        </section>
    }
}

/// The count, as it is announced.
fn status(state: &State) -> Html {
    match (&state.found, &state.stage) {
        (_, Stage::Unavailable(_)) => html! { { m::no_articles() } },
        (Some(found), _) if found.total == found.corpus && state.view.query.is_empty() => {
            strong(&m::articles(found.corpus), found.corpus)
        }
        (Some(found), _) => strong(&m::found_of(&names::number(found.total), found.corpus), found.total),
        (None, _) => html! { { m::opening_articles() } },
    }
}

/// A sentence with its number set strongly, where it says the number.
fn strong(sentence: &str, number: u32) -> Html {
    let number = names::number(number);
    match sentence.split_once(&number) {
        Some((before, after)) => html! { <>{ before }<b>{ number }</b>{ after }</> },
        None => html! { { sentence } },
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
    if chosen == 0 { m::filters().to_owned() } else { m::filters_chosen(chosen as u32) }
}

const LAYOUTS: [(Layout, Said); 3] =
    [(Layout::List, m::view_list), (Layout::Compact, m::view_compact), (Layout::Table, m::view_table)];

fn layout(layout: Layout, act: &Callback<Action>) -> Html {
    let chosen = |at| Action::LaidOut(LAYOUTS.get(at).map(|&(layout, _)| layout).unwrap_or_default());
    choice(
        "order",
        m::view(),
        LAYOUTS.iter().map(|&(each, name)| (name(), each == layout)),
        act.reform(chosen),
    )
}

/// Which columns the table has.
fn columns(state: &State, act: &Callback<Action>) -> Html {
    html! {
        <div class="columns" role="group" aria-label={m::columns()}>
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
    choice("order", m::order(), ORDERS.iter().map(|&(each, name)| (name(), each == sort)), act.reform(chosen))
}

fn query_notices(query: &str, found: Option<&Found>, act: &Callback<Action>) -> Html {
    let Some(found) = found else { return html! {} };
    let relaxed = found.relaxed && found.total > 0;
    let corrected = found.corrections.iter().filter(|_| found.total > 0).map(|one| {
        let asked = corrected_query(query, &one.typed, &one.meant);
        let sentence = m::did_you_mean(&one.typed, PLACE);
        let (before, after) = around(&sentence);
        html! { <p class="hint">{ before }{ quiet(act, Action::Typed(asked), &one.meant) }{ after }</p> }
    });
    html! {
        <>
            { for corrected }
            if relaxed {
                <p class="hint">{ m::relaxed() }</p>
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
            <p>{ sentence(issue.mistake, parts.1.unwrap_or_default()) }</p>
        </div>
    }
}

/// What is wrong, and what was done about it; `written` is what stands there.
fn sentence(mistake: Mistake, written: &str) -> String {
    let said = match mistake {
        Mistake::TooDeep(most) => return m::mistake_too_deep(most),
        Mistake::TooManyWords(most) => return m::mistake_too_many_words(most),
        Mistake::TooManyTolerant(most) => return m::mistake_too_many_tolerant(most),
        Mistake::OneSided => return m::mistake_one_sided(written),
        Mistake::ClosesNothing => m::mistake_closes_nothing(),
        Mistake::NeverClosed => m::mistake_never_closed(),
        Mistake::NearOneSided => m::mistake_near_one_sided(),
        Mistake::NothingExcluded => m::mistake_nothing_excluded(),
        Mistake::ChangesNothing => m::mistake_changes_nothing(),
        Mistake::NoWord => m::mistake_no_word(),
        Mistake::NothingInField => m::mistake_nothing_in_field(),
        Mistake::EveryWord => m::mistake_every_word(),
        Mistake::TooCommon => m::mistake_too_common(),
        Mistake::NoDate => m::mistake_no_date(),
    };
    said.to_owned()
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
    let (bytes, of) = (names::megabytes(progress.bytes), names::megabytes(progress.bytes_total));
    let mut line = m::reading_progress(progress.files, progress.files_total, &bytes, &of, progress.articles);
    line = match progress.seconds_left {
        None => line,
        Some(seconds) if seconds < 90 => m::seconds_left(&line, seconds),
        Some(seconds) => m::minutes_left(&line, seconds.div_ceil(60)),
    };
    let (name, wish) =
        if progress.paused { (m::go_on(), Reading::GoOn) } else { (m::pause(), Reading::Pause) };
    html! {
        <div class="progress">
            <progress
                aria-label={m::reading_files()}
                max={(progress.bytes_total.max(1.0) as u64).to_string()}
                value={(progress.bytes as u64).to_string()}
            />
            <p>
                { line }{ " " }
                { quiet(act, Action::Reading(wish), name) }{ " " }
                { quiet(act, Action::Reading(Reading::Stop), m::stop()) }
            </p>
        </div>
    }
}
