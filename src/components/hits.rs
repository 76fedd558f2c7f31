//! What matches: the hits as a list, a line each, or a table.
//!
//! Of more hits than a page holds only those near the window are nodes; the others are the empty space before
//! and after them, so every hit is as high as every other. **Invariant.** The number of nodes does not depend on
//! the number of hits.

use super::body::continued;
use super::controls::quiet;
use super::marked::marked;
use super::part::{Part, after, keyed};
use super::reading::scroll_to;
use super::selection::{select_box, star};
use crate::names;
use crate::state::{Action, Column, Columns, Layout, PAGE, Pages, Selection, State, View};
use crate::words::m;
use explorer_protocol::{HitView, Sort};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use web_sys::{Element, HtmlElement, MouseEvent, ScrollLogicalPosition};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Rows that are nodes, from the first to before the last, and how high each is, in pixels.
type Window = (u32, u32, f64);

/// Rows beyond what can be seen, and by how many the window moves on.
const BEYOND: u32 = 12;
const STEP: u32 = 6;

/// After an answer was drawn: what is not seen of it comes then.
const LATER_MS: u32 = 60;

/// The hits. Nothing of what is typed is in it until it is answered.
#[derive(PartialEq)]
pub struct Hits {
    pages: Pages,
    total: u32,
    /// What is looked at, but for what was asked meanwhile.
    view: View,
    stars: Selection,
    selection: Selection,
    fits: u32,
    act: Callback<Action>,
}

impl Hits {
    /// Those of the page as it is.
    pub fn of(state: &State, act: &Callback<Action>) -> Self {
        let (query, filters) = (*state.answered).clone();
        Hits {
            pages: state.pages.clone(),
            total: state.found.as_ref().map_or(0, |found| found.total),
            view: View { query, filters, ..state.view.clone() },
            stars: state.stars.clone(),
            selection: state.selection.clone(),
            fits: state.fits,
            act: act.clone(),
        }
    }
}

impl Part for Hits {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Hits { pages, total, view, stars, selection, fits, act } = self;
        let total = *total;
        let node = use_node_ref().run(hooks);
        let window = use_state_eq(|| (0, PAGE, 0.0)).run(hooks);
        let layout = view.layout;
        let windowed = total > PAGE;
        // Which pages were said to be looked at: a step within a page is no news to the rest of the page.
        let told = use_mut_ref(|| (0, 0)).run(hooks);
        let is_scrolled = use_mut_ref(|| false).run(hooks);
        // Where the window stands now; what calls it looks at the page as it is laid out, never before it is.
        let look: Rc<dyn Fn(bool)> = {
            let (window, act, node, told, fits) =
                (window.setter(), act.clone(), node.clone(), told.clone(), *fits);
            Rc::new(move |has_come| {
                let Some((seen, held)) = look(&node, total) else { return };
                if held != fits {
                    act.emit(Action::Fits(held));
                }
                window.set(if windowed { seen } else { (0, PAGE, 0.0) });
                let pages = if windowed { (seen.0 / PAGE, seen.1.saturating_sub(1) / PAGE) } else { (0, 0) };
                if told.replace(pages) != pages || has_come {
                    act.emit(Action::Seen(pages.0, pages.1));
                }
            })
        };
        {
            let (look, is_scrolled) = (look.clone(), is_scrolled.clone());
            after(hooks, (total, layout, *fits), move || {
                let (pane, page) = (pane()?, web_sys::window()?);
                let on_size = look.clone();
                Some(Box::new((
                    EventListener::new(&page, "resize", move |_| on_size(false)),
                    EventListener::new(&pane, "scroll", move |_| {
                        is_scrolled.replace(true);
                        look(false);
                    }),
                )))
            });
        }
        {
            let look = look.clone();
            after(hooks, (pages.clone(), layout), move || {
                Some(Box::new(Timeout::new(LATER_MS, move || look(true))))
            });
        }
        let (from, to, row) = if windowed { *window } else { (0, total, 0.0) };
        let to = to.min(total);
        let to = pages.begun().filter(|&here| from < here).map_or(to, |here| to.min(here));
        let list = node.clone();
        after(hooks, (from, to, total, (row * 64.0) as u32, layout), move || {
            let style = list.cast::<HtmlElement>()?.style();
            let _ = style.set_property("--before", &pixels(f64::from(from) * row));
            let _ = style.set_property("--after", &pixels(f64::from(total.saturating_sub(to)) * row));
            None
        });
        // Another search begins at its beginning. Where nobody has scrolled it is there already: to ask would mean to
        // lay out what is not whole yet.
        let asked = (view.query.clone(), view.filters.clone(), view.sort, layout);
        let fresh = use_mut_ref(|| true).run(hooks);
        after(hooks, asked, move || {
            if !fresh.replace(false) && is_scrolled.replace(false) {
                pane()?.set_scroll_top(0);
            }
            None
        });
        // The article that is read keeps its place in sight, also when it is reached from the article before.
        let open = view.open.as_ref().and_then(|id| pages.position(id)).filter(|_| windowed);
        let list = node.clone();
        after(hooks, open, move || {
            let (at, pane, list) = (open?, pane()?, list.cast::<Element>()?);
            if row > 0.0 && !(from..to).contains(&at) {
                let top = list.get_bounding_client_rect().top() - pane.get_bounding_client_rect().top();
                pane.set_scroll_top(
                    pane.scroll_top() + (top + f64::from(at) * row) as i32 - pane.client_height() / 3,
                );
            }
            None
        });
        let opened = view.open.as_deref();
        let rows = (from..to).map(|at| {
            let hit = pages.get(at).cloned();
            let id = hit.as_ref().map(|hit| hit.id.clone()).unwrap_or_default();
            let key = if id.is_empty() { at.to_string() } else { id.clone() };
            let row = Row {
                href: address_of(view, &id),
                starred: stars.contains(&id),
                selected: selection.contains(&id),
                open: !id.is_empty() && opened == Some(&*id),
                columns: view.columns,
                act: act.clone(),
                at,
                total,
                layout,
                hit,
            };
            keyed(&key, row)
        });
        let class = classes!(
            "hits",
            match layout {
                Layout::List => "is-list",
                Layout::Compact => "is-compact",
                Layout::Table => "is-table",
            },
            windowed.then_some("is-windowed")
        );
        if layout == Layout::Table {
            return html! {
                <table id="results" {class} aria-label={m::results()} aria-rowcount={(total + 1).to_string()} ref={node}>
                    { head(view, act) }
                    <tbody>
                        <tr class="space-before" aria-hidden="true"></tr>
                        { for rows }
                        <tr class="space-after" aria-hidden="true"></tr>
                    </tbody>
                </table>
            };
        }
        html! { <ol id="results" {class} aria-label={m::results()} ref={node}>{ for rows }</ol> }
    }
}

fn pane() -> Option<Element> {
    web_sys::window()?.document()?.query_selector(".results").ok().flatten()
}

fn pixels(length: f64) -> String {
    let mut text = (length as u64).to_string();
    text.push_str("px");
    text
}

/// Which rows are to be nodes, from where the list is scrolled to; and how many the window holds.
fn look(node: &NodeRef, total: u32) -> Option<(Window, u32)> {
    let list = node.cast::<Element>()?;
    let pane = list.closest(".results").ok().flatten()?;
    let row = list.query_selector(".hit").ok().flatten()?.get_bounding_client_rect().height();
    if row < 1.0 {
        return None;
    }
    let above = pane.get_bounding_client_rect().top() - list.get_bounding_client_rect().top();
    let first = (above.max(0.0) / row) as u32;
    let rows = (f64::from(pane.client_height()) / row) as u32 + 1;
    let from = first.saturating_sub(BEYOND) / STEP * STEP;
    let to = (first + rows + BEYOND).div_ceil(STEP) * STEP;
    Some(((from.min(total.saturating_sub(1) / STEP * STEP), to.min(total), row), rows.min(PAGE)))
}

/// The address of a result: the same search with that article open.
fn address_of(view: &View, id: &str) -> String {
    let view = View { open: Some(id.to_owned()), ..view.clone() };
    "#".to_owned() + &view.print()
}

fn head(view: &View, act: &Callback<Action>) -> Html {
    let column = |column: Column| {
        let next = match (column, view.sort) {
            (Column::Source, _) => Some(Sort::Source),
            (Column::Date, Sort::Newest) => Some(Sort::Oldest),
            (Column::Date, _) => Some(Sort::Newest),
            _ => None,
        };
        let sorted = match (column, view.sort) {
            (Column::Source, Sort::Source) | (Column::Date, Sort::Oldest) => Some("ascending"),
            (Column::Date, Sort::Newest) => Some("descending"),
            _ => None,
        };
        let class = classes!("cell", class_of(column));
        match next {
            Some(sort) => html! {
                <th scope="col" {class} aria-sort={sorted}>
                    { quiet(act, Action::Sorted(sort), column.name()) }
                </th>
            },
            None => html! { <th scope="col" {class}>{ column.name() }</th> },
        }
    };
    html! {
        <thead>
            <tr>
                <th scope="col" class="cell-hand"><span class="is-hidden">{ m::selected_starred() }</span></th>
                <th scope="col" class="cell-title">
                    { quiet(act, Action::Sorted(Sort::Relevance), m::name_title()) }
                </th>
                { for view.columns.iter().map(column) }
            </tr>
        </thead>
    }
}

fn class_of(column: Column) -> &'static str {
    match column {
        Column::Source => "cell-source",
        Column::Date => "cell-date",
        Column::Language => "cell-language",
        Column::Topics => "cell-topics",
        Column::Authors => "cell-authors",
        Column::Words => "cell-words",
    }
}

#[derive(PartialEq)]
struct Row {
    hit: Option<Rc<HitView>>,
    at: u32,
    total: u32,
    layout: Layout,
    columns: Columns,
    href: String,
    selected: bool,
    starred: bool,
    open: bool,
    act: Callback<Action>,
}

impl Part for Row {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Row { hit, at, total, layout, columns, href, selected, starred, open, act } = self;
        let node = use_node_ref().run(hooks);
        let (is_open, row) = (*open, node.clone());
        after(hooks, is_open, move || {
            if is_open {
                scroll_to(&row.cast()?, ScrollLogicalPosition::Nearest);
            }
            None
        });
        let (position, size) = ((at + 1).to_string(), total.to_string());
        let Some(hit) = hit else {
            // Its place, until it comes.
            return match layout {
                Layout::Table => html! {
                    <tr class="hit is-coming" aria-rowindex={(at + 2).to_string()}><td colspan="8"></td></tr>
                },
                _ => html! { <li class="hit is-coming" aria-setsize={size} aria-posinset={position}></li> },
            };
        };
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
        let link = html! {
            <a
                id={"hit-".to_owned() + &hit.id}
                class="hit-link"
                href={href.clone()}
                aria-current={open.then_some("true")}
                onclick={on_click}
            >
                if hit.title.text.is_empty() { { names::title("") } } else { { marked(&hit.title) } }
                if hit.title_derived { { continued(&hit.title.text) } }
            </a>
        };
        let title = classes!("hit-title", hit.title_derived.then_some("is-derived"));
        let hand = html! {
            <>
                { select_box(&hit.id, &hit.title.text, *selected, act) }
                { star(&hit.id, &hit.title.text, *starred, act) }
            </>
        };
        let class = classes!("hit", open.then_some("is-open"));
        let source = || known(m::source_unknown(), hit.source.clone());
        let date = || known(m::undated(), hit.date.as_deref().map(names::date));
        let language = || known(m::language_unknown(), hit.language.as_deref().map(names::language));
        match layout {
            Layout::Table => {
                let cell = |column: Column| {
                    let held = match column {
                        Column::Source => source(),
                        Column::Date => date(),
                        Column::Language => language(),
                        Column::Topics => html! { { hit.topics.join(" · ") } },
                        Column::Authors => html! { { hit.authors.join(", ") } },
                        Column::Words => html! { { names::number(hit.words) } },
                    };
                    html! { <td class={classes!("cell", class_of(column))}>{ held }</td> }
                };
                html! {
                    <tr {class} ref={node} aria-rowindex={(at + 2).to_string()}>
                        <td class="cell-hand">{ hand }</td>
                        <th scope="row" class={classes!("cell-title", title)} {lang} dir="auto">{ link }</th>
                        { for columns.iter().map(cell) }
                    </tr>
                }
            }
            Layout::Compact => html! {
                <li {class} ref={node} aria-setsize={size} aria-posinset={position}>
                    // The way to the article comes first, whatever stands before it to the eye.
                    <h2 class={title} {lang} dir="auto">{ link }</h2>
                    { hand }
                    <p class="meta">{ source() }{ date() }</p>
                </li>
            },
            Layout::List => html! {
                <li {class} ref={node} aria-setsize={size} aria-posinset={position}>
                    <h2 class={title} lang={lang.clone()} dir="auto">{ link }</h2>
                    { hand }
                    <p class="meta">
                        { source() }
                        { date() }
                        { language() }
                        <span>{ minutes(hit.words) }</span>
                    </p>
                    <p class="snippet" {lang} dir="auto">{ marked(&hit.snippet) }</p>
                    if !hit.topics.is_empty() {
                        <p class="topics" lang="en" dir="auto">{ hit.topics.join(" · ") }</p>
                    }
                </li>
            },
        }
    }
}

/// How long somebody reads.
fn minutes(words: u32) -> String {
    m::minutes((words / 230).max(1))
}

fn known(unknown: &'static str, value: Option<String>) -> Html {
    match value {
        Some(value) => html! { <span dir="auto">{ value }</span> },
        None => html! { <span class="is-unknown">{ unknown }</span> },
    }
}
