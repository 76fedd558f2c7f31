//! What it says: one article, cleaned, with what is known of it and why.

use super::body::{Setting, body, headline};
use super::cleaning::cleaning;
use super::controls::{Button, button, on, quiet};
use super::correcting::Means;
use super::labels::{Asking, evidence, labels};
use super::notes::{noted, notes};
use super::part::{Part, after};
use super::similar::similar;
use super::welcome::welcome;
use crate::noting;
use crate::panes::Panes;
use crate::state::{Action, Sheet, State, Why};
use crate::words::{self, m};
use explorer_protocol::{ArticleView, Field, HitView};
use std::rc::Rc;
use web_sys::{Element, HtmlElement, ScrollLogicalPosition};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The reading view.
pub struct Reading {
    /// The article, once it is there.
    article: Option<Rc<ArticleView>>,
    /// Id of the article that was asked for.
    open: Option<String>,
    /// Whether it is not in the corpus; whether the corpus holds no article.
    is_missing: bool,
    is_empty: bool,
    /// Whether what was removed is shown.
    removed_shown: bool,
    /// Which match is looked at.
    match_at: Option<usize>,
    /// Whose evidence is explained, and which was pointed at.
    why: Option<Why>,
    pointed: Option<(u32, u32)>,
    /// The label that is being set, and what it can be set to.
    editing: Option<Why>,
    means: Means,
    /// Articles like it.
    similar: Rc<Vec<HitView>>,
    /// How the panes are arranged.
    panes: Panes,
    act: Callback<Action>,
}

impl Reading {
    /// That of the page as it is.
    pub fn of(state: &State, act: &Callback<Action>) -> Self {
        Reading {
            article: state.article.clone(),
            open: state.view.open.clone(),
            is_missing: state.is_missing && state.progress.is_none(),
            is_empty: state.found.as_ref().is_some_and(|found| found.corpus == 0),
            removed_shown: state.view.removed_shown,
            match_at: state.match_at,
            why: state.why,
            pointed: state.pointed,
            editing: state.editing,
            means: Means::of(state),
            similar: state.similar.clone(),
            panes: state.panes,
            act: act.clone(),
        }
    }
}

impl PartialEq for Reading {
    /// Articles are compared by pointer: they never change, and can be long.
    fn eq(&self, other: &Self) -> bool {
        self.article.as_ref().map(Rc::as_ptr) == other.article.as_ref().map(Rc::as_ptr)
            && self.open == other.open
            && (self.is_missing, self.is_empty, self.removed_shown)
                == (other.is_missing, other.is_empty, other.removed_shown)
            && (self.match_at, self.why, self.pointed) == (other.match_at, other.why, other.pointed)
            && Rc::ptr_eq(&self.similar, &other.similar)
            && (self.editing, &self.means, self.panes) == (other.editing, &other.means, other.panes)
    }
}

impl Part for Reading {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let heading = use_node_ref().run(hooks);
        let shown = self.article.as_ref().map(|article| article.id.clone());
        let (is_shown, title) = (shown.is_some(), heading.clone());
        after(hooks, shown, move || {
            // The reader's place is the article they asked for; on a phone it slid over the list.
            let heading = title.cast::<HtmlElement>().filter(|_| is_shown)?;
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
            heading.closest(".reading").ok()??.set_scroll_top(0);
            None
        });
        let match_at = self.match_at;
        after(hooks, match_at, move || {
            if match_at.is_some() {
                bring_into_view(".match-here");
            }
            None
        });
        let pointed = self.pointed;
        after(hooks, pointed, move || {
            let (start, _) = pointed?;
            bring_into_view(&[".evidence[data-start=\"", &start.to_string(), "\"]"].concat());
            None
        });
        html! {
            <section class="reading" aria-label={m::reading()}>
                if self.open.is_some() {
                    { bar(self) }
                }
                { content(self, heading) }
            </section>
        }
    }
}

fn content(props: &Reading, heading: NodeRef) -> Html {
    let Some(article) = &props.article else {
        return match &props.open {
            None => welcome(props.is_empty),
            Some(_) if props.is_missing => html! {
                <p class="reading-empty">
                    { m::article_missing() }
                </p>
            },
            Some(_) => html! { <p class="reading-empty">{ m::opening_article() }</p> },
        };
    };
    let setting = Setting {
        article,
        removed_shown: props.removed_shown,
        evidence: &evidence(article, props.why),
        noted: &noted(article),
        match_at: props.match_at,
        act: &props.act,
    };
    let asking =
        Asking { article, why: props.why, editing: props.editing, means: &props.means, act: &props.act };
    let derived = article.title_derived && article.set(Field::Title).is_none();
    html! {
        <article
            key={article.id.clone()}
            lang={article.lang().map(str::to_owned)}
            dir={if article.right_to_left { "rtl" } else { "ltr" }}
        >
            { kicker(article) }
            <h1 tabindex="-1" ref={heading} class={classes!(derived.then_some("is-derived"))}>
                { headline(&setting) }
            </h1>
            { labels(&asking, cleaning(article, props.removed_shown, &props.act)) }
            { for article.notices.iter().map(|notice| html! { <p class="hint" lang="en" dir="ltr">{ notice }</p> }) }
            { body(&setting) }
            { notes(article, &props.act) }
            if (article.text.len() as u32) < article.bytes {
                <button type="button" class="more" lang={words::language()} dir={words::direction()} onclick={on::<MouseEvent>(&props.act, Action::MoreText)}>
                    { m::show_more() }
                </button>
            }
            { similar(&props.similar, &props.act) }
        </article>
    }
}

/// The way back, and the way from match to match.
fn bar(props: &Reading) -> Html {
    let on_note = {
        let (article, match_at, act) = (props.article.clone(), props.match_at, props.act.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(article) = &article else { return };
            // Without a selection it is the match that is looked at, and without that the first paragraph.
            let matched = match_at.and_then(|at| article.matches.get(at).copied());
            let first = article.paragraphs.first().map(|paragraph| paragraph.range);
            let range = noting::selected(article).or(matched).or(first);
            let now = String::from(js_sys::Date::new_0().to_iso_string());
            if let Some(note) = range.and_then(|range| noting::note(article, range, now)) {
                act.emit(Action::show(Sheet::Note(note)));
            }
        })
    };
    let (act, alone) = (&props.act, props.panes.article_alone);
    let count = props.article.as_ref().map_or(0, |article| article.matches.len());
    let place = match props.match_at {
        Some(at) => m::match_of(at as u32 + 1, count as u32),
        None => m::matches(count as u32),
    };
    html! {
        <div class="reading-bar">
            { button("quiet back", act, Action::Closed, html! {
                <>
                    <span class="back-wide">{ m::close() }</span>
                    <span class="back-narrow">{ m::back_to_results() }</span>
                </>
            }) }
            { Button { pressed: Some(alone), ..Button::of("quiet alone") }.on(
                act,
                Action::Arranged(Panes { article_alone: !alone, ..props.panes }),
                if alone { m::show_results() } else { m::whole_width() },
            ) }
            if props.article.is_some() {
                <div class="reading-tools">
                    <button
                        type="button"
                        id="add-note"
                        class="quiet"
                        title={m::note_hint()}
                        // Pressing it must not take the selection away.
                        onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                        onclick={on_note}
                    >{ m::note() }</button>
                    { quiet(act, Action::show(Sheet::Citing), m::cite()) }
                </div>
            }
            if count > 0 {
                <div class="stepper" role="group" aria-label={m::matches_group()}>
                    <span aria-live="polite">{ place }</span>
                    { button("", act, Action::Stepped { forward: false }, m::previous()) }
                    { button("", act, Action::Stepped { forward: true }, m::next()) }
                </div>
            }
        </div>
    }
}

/// Where in the publication it stood; for an article without a headline, that it has none.
fn kicker(article: &ArticleView) -> Html {
    let sections: Vec<&str> = article.sections.iter().map(|section| section.label.as_str()).collect();
    html! {
        <>
            if !sections.is_empty() {
                <p class="kicker">{ sections.join(" · ") }</p>
            }
            if article.title_derived && article.set(Field::Title).is_none() {
                <p class="kicker is-unknown" lang={words::language()} dir={words::direction()}>{ m::no_headline() }</p>
            }
        </>
    }
}

/// Scrolls until it stands in the middle.
pub(super) fn bring_into_view(selector: &str) {
    let found =
        web_sys::window().and_then(|window| window.document()?.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        scroll_to(&element, ScrollLogicalPosition::Center);
    }
}

/// Scrolls until it stands there.
pub(super) fn scroll_to(element: &Element, place: ScrollLogicalPosition) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(place);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
