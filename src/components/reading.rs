//! What it says: one article, cleaned, with what is known of it and why.

use super::body::{Setting, body, headline};
use super::cleaning::cleaning;
use super::labels::{evidence, labels};
use super::welcome::welcome;
use crate::names;
use crate::state::{Action, Why};
use explorer_protocol::{ArticleView, Removed};
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
    /// What to do when something happens.
    pub act: Callback<Action>,
    /// Which removed spans are to be put back, or (`false`) taken out again.
    pub on_restore: Callback<(Removed, bool)>,
}

impl PartialEq for Props {
    /// Articles are compared by pointer: they never change, and can be long.
    fn eq(&self, other: &Self) -> bool {
        self.article.as_ref().map(Rc::as_ptr) == other.article.as_ref().map(Rc::as_ptr)
            && self.open == other.open
            && (self.is_missing, self.is_empty, self.removed_shown)
                == (other.is_missing, other.is_empty, other.removed_shown)
            && (self.match_at, self.why, self.pointed) == (other.match_at, other.why, other.pointed)
            && self.act == other.act
            && self.on_restore == other.on_restore
    }
}

/// The reading view.
#[component]
pub fn Reading(props: &Props) -> Html {
    let heading = use_node_ref();
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
                { bar(props) }
            }
            { content(props, heading) }
        </section>
    }
}

fn content(props: &Props, heading: NodeRef) -> Html {
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
        match_at: props.match_at,
        on_restore: &props.on_restore,
    };
    html! {
        <article
            key={article.id.clone()}
            lang={article.language.value.clone()}
            dir={if article.right_to_left { "rtl" } else { "ltr" }}
        >
            { kicker(article) }
            <h1 tabindex="-1" ref={heading} class={classes!(article.title_derived.then_some("is-derived"))}>
                { headline(&setting) }
            </h1>
            { labels(article, props.why, &props.act, cleaning(article, props.removed_shown, &props.act, &props.on_restore)) }
            { for article.notices.iter().map(|notice| html! { <p class="hint" lang="en" dir="ltr">{ notice }</p> }) }
            { body(&setting) }
            if (article.text.len() as u32) < article.bytes {
                <button type="button" class="more" lang="en" onclick={props.act.reform(|_| Action::MoreText)}>
                    { "Show more of this article" }
                </button>
            }
        </article>
    }
}

/// The way back, and the way from match to match.
fn bar(props: &Props) -> Html {
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
            if article.title_derived {
                <p class="kicker is-unknown" lang="en" dir="ltr">{ "No headline was found; the text begins:" }</p>
            }
        </>
    }
}

/// Scrolls until it stands in the middle.
fn bring_into_view(selector: &str) {
    let found =
        web_sys::window().and_then(|window| window.document()?.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
