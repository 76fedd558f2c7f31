//! What it says: one article, cleaned, with what is known of it and why.

use super::body::{Setting, body, headline};
use super::citing::Citing;
use super::cleaning::cleaning;
use super::correcting::Means;
use super::labels::{Asking, evidence, labels};
use super::notes::{WriteNote, noted, notes};
use super::similar::similar;
use super::welcome::welcome;
use crate::state::{Action, Why};
use crate::{names, noting};
use explorer_protocol::{ArticleView, Edit, Field, Format, HitView, Note, Removed, Scope};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties)]
pub struct Props {
    /// The article, once it is there.
    pub article: Option<Rc<ArticleView>>,
    /// Id of the article that was asked for.
    pub open: Option<String>,
    /// Whether it is not in the corpus.
    pub is_missing: bool,
    /// Whether the corpus holds no article.
    pub is_empty: bool,
    /// Whether what was removed is shown.
    pub removed_shown: bool,
    /// Which match is looked at.
    pub match_at: Option<usize>,
    /// Whose evidence is explained.
    pub why: Option<Why>,
    /// Which evidence was pointed at.
    pub pointed: Option<(u32, u32)>,
    /// The label that is being set.
    pub editing: Option<Why>,
    /// What it can be set to.
    pub means: Means,
    /// Articles like it.
    pub similar: Rc<Vec<HitView>>,
    /// Whether it has the whole width.
    pub alone: bool,
    /// Changes that.
    pub on_alone: Callback<()>,
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Which removed spans are to be put back, or (`false`) taken out again.
    pub on_restore: Callback<(Removed, bool)>,
    /// Adds something of the user's own.
    pub on_edit: Callback<Edit>,
    /// Asks for the article as a file.
    pub on_export: Callback<(Scope, Format)>,
}

impl PartialEq for Props {
    /// Articles are compared by pointer: they never change, and can be long.
    fn eq(&self, other: &Self) -> bool {
        self.article.as_ref().map(Rc::as_ptr) == other.article.as_ref().map(Rc::as_ptr)
            && self.open == other.open
            && (self.is_missing, self.is_empty, self.removed_shown)
                == (other.is_missing, other.is_empty, other.removed_shown)
            && (self.match_at, self.why, self.pointed) == (other.match_at, other.why, other.pointed)
            && Rc::ptr_eq(&self.similar, &other.similar)
            && (self.editing, &self.means, self.alone) == (other.editing, &other.means, other.alone)
            && (&self.act, &self.on_edit, &self.on_export) == (&other.act, &other.on_edit, &other.on_export)
            && self.on_alone == other.on_alone
            && self.on_restore == other.on_restore
    }
}

/// The reading view.
#[component]
pub fn Reading(props: &Props) -> Html {
    let heading = use_node_ref();
    let writing = use_state(|| None::<Note>);
    let citing = use_state(|| false);
    let on_form = {
        let writing = writing.setter();
        Callback::from(move |note| writing.set(Some(note)))
    };
    let on_closed = {
        let writing = writing.setter();
        Callback::from(move |()| writing.set(None))
    };
    let shown = props.article.as_ref().map(|article| article.id.clone());
    use_effect_with((shown, heading.clone()), |(shown, heading)| {
        // The reader's place is the article they asked for; on a phone it slid over the list.
        if let (Some(_), Some(heading)) = (shown, heading.cast::<HtmlElement>()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
            if let Ok(Some(pane)) = heading.closest(".reading") {
                pane.set_scroll_top(0);
            }
        }
    });
    use_effect_with(props.match_at, |at| {
        if at.is_some() {
            bring_into_view(".match-here");
        }
    });
    use_effect_with(props.pointed, |pointed| {
        if let Some((start, _)) = pointed {
            bring_into_view(&format!(".evidence[data-start=\"{start}\"]"));
        }
    });
    html! {
        <section class="reading" aria-label="Reading">
            if props.open.is_some() {
                { bar(props, &on_form, &citing) }
            }
            { content(props, heading, &on_form) }
            if let Some(note) = &*writing {
                <WriteNote note={note.clone()} on_edit={props.on_edit.clone()} on_close={on_closed} />
            }
            if let (true, Some(article)) = (*citing, &props.article) {
                <Citing
                    id={article.id.clone()}
                    citation={article.citation.clone()}
                    on_export={props.on_export.clone()}
                    on_close={Callback::from(move |()| citing.set(false))}
                />
            }
        </section>
    }
}

fn content(props: &Props, heading: NodeRef, on_form: &Callback<Note>) -> Html {
    let Some(article) = &props.article else {
        return match &props.open {
            None => welcome(props.is_empty),
            Some(_) if props.is_missing => html! {
                <p class="reading-empty">
                    { "This article is not on this desk. A link says which article it means, but does not carry it: add the folder that it came from." }
                </p>
            },
            Some(_) => html! { <p class="reading-empty">{ "Opening the article…" }</p> },
        };
    };
    let setting = Setting {
        article,
        removed_shown: props.removed_shown,
        evidence: &evidence(article, props.why),
        noted: &noted(article),
        match_at: props.match_at,
        on_restore: &props.on_restore,
    };
    let asking = Asking {
        article,
        why: props.why,
        editing: props.editing,
        means: &props.means,
        act: &props.act,
        on_edit: &props.on_edit,
    };
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
            { labels(&asking, cleaning(article, props.removed_shown, &props.act, &props.on_restore)) }
            { for article.notices.iter().map(|notice| html! { <p class="hint" lang="en" dir="ltr">{ notice }</p> }) }
            { body(&setting) }
            { notes(article, on_form) }
            if (article.text.len() as u32) < article.bytes {
                <button type="button" class="more" lang="en" onclick={props.act.reform(|_| Action::MoreText)}>
                    { "Show more of this article" }
                </button>
            }
            { similar(&props.similar, &props.act) }
        </article>
    }
}

/// The way back, and the way from match to match.
fn bar(props: &Props, on_form: &Callback<Note>, citing: &UseStateHandle<bool>) -> Html {
    let on_note = {
        let (article, match_at, on_form) = (props.article.clone(), props.match_at, on_form.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(article) = &article else { return };
            // Without a selection it is the match that is looked at, and without that the first paragraph.
            let matched = match_at.and_then(|at| article.matches.get(at).copied());
            let first = article.paragraphs.first().map(|paragraph| paragraph.range);
            let range = noting::selected(article).or(matched).or(first);
            let now = String::from(js_sys::Date::new_0().to_iso_string());
            if let Some(note) = range.and_then(|range| noting::note(article, range, now)) {
                on_form.emit(note);
            }
        })
    };
    let on_cite = {
        let citing = citing.setter();
        Callback::from(move |_: MouseEvent| citing.set(true))
    };
    let act = &props.act;
    let count = props.article.as_ref().map_or(0, |article| article.matches.len());
    let place = match props.match_at {
        Some(at) => format!("match {} of {}", names::number(at as u32 + 1), names::number(count as u32)),
        None => names::count(count as u32, "match", "matches"),
    };
    html! {
        <div class="reading-bar">
            <button type="button" class="quiet back" onclick={act.reform(|_| Action::Closed)}>
                <span class="back-wide">{ "Close" }</span>
                <span class="back-narrow">{ "‹ Results" }</span>
            </button>
            <button type="button" class="quiet alone" aria-pressed={props.alone.to_string()} onclick={props.on_alone.reform(|_| ())}>
                { if props.alone { "Show the results" } else { "Whole width" } }
            </button>
            if props.article.is_some() {
                <div class="reading-tools">
                    <button
                        type="button"
                        id="add-note"
                        class="quiet"
                        title="A note on what is selected, or on the match (m)"
                        // Pressing it must not take the selection away.
                        onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                        onclick={on_note}
                    >{ "Note" }</button>
                    <button type="button" class="quiet" onclick={on_cite}>{ "Cite" }</button>
                </div>
            }
            if count > 0 {
                <div class="stepper" role="group" aria-label="Matches">
                    <span aria-live="polite">{ place }</span>
                    <button type="button" onclick={act.reform(|_| Action::Stepped { forward: false })}>{ "Previous" }</button>
                    <button type="button" onclick={act.reform(|_| Action::Stepped { forward: true })}>{ "Next" }</button>
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
                <p class="kicker is-unknown" lang="en" dir="ltr">{ "No headline was found; the text begins:" }</p>
            }
        </>
    }
}

/// Scrolls until it stands in the middle.
pub(super) fn bring_into_view(selector: &str) {
    let found =
        web_sys::window().and_then(|window| window.document()?.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
