//! What it says: one article, cleaned, with what is known of it and why.

use super::bar::Bar;
use crate::names;
use crate::state::{Action, State, Why};
use crate::text::{Marks, Piece, pieces};
use explorer_protocol::{ArticleView, LabelView, ParagraphKind, ParagraphView, Range};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the page shows.
    pub state: State,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

/// The reading view.
#[component]
pub fn Reading(props: &Props) -> Html {
    let Props { state, act } = props;
    let heading = use_node_ref();
    let shown = state.article.as_ref().map(|article| article.id.clone());
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
    use_scroll_to(state.match_at, ".match-here");
    use_scroll_to(state.why, ".reading .evidence");
    let Some(article) = &state.article else {
        let waiting = state.view.open.is_some();
        return html! {
            <section class="reading" aria-label="Article" tabindex="-1">
                <p class="reading-empty">
                    { if waiting { "Opening the article…" } else { "Choose an article to read it here." } }
                </p>
            </section>
        };
    };
    let evidence = evidence(article, state.why);
    html! {
        <section class="reading" aria-label="Article">
            <div class="reading-bar">
                <button type="button" class="quiet back" onclick={act.reform(|_| Action::Closed)}>
                    { "Back to the results" }
                </button>
                { matches(article, state.match_at, act) }
            </div>
            <article lang={article.language.value.clone()} dir={if article.right_to_left { "rtl" } else { "auto" }}>
                { kicker(article) }
                { title(article, state, &evidence, heading) }
                { labels(article, state, act) }
                { explanation(article, state.why) }
                { for article.notices.iter().map(|notice| html! { <p class="hint" lang="en" dir="ltr">{ notice }</p> }) }
                { body(article, state, &evidence) }
                if (article.text.len() as u32) < article.bytes {
                    <button type="button" class="more" lang="en" onclick={act.reform(|_| Action::MoreText)}>
                        { "Show more of this article" }
                    </button>
                }
            </article>
        </section>
    }
}

/// Scrolls to what a selector finds whenever `to` changes to something.
#[hook]
fn use_scroll_to<T: Copy + PartialEq + 'static>(to: Option<T>, selector: &'static str) {
    use_effect_with(to, move |to| {
        let found = to.and_then(|_| web_sys::window()?.document()?.query_selector(selector).ok().flatten());
        if let Some(element) = found {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            Element::scroll_into_view_with_scroll_into_view_options(&element, &options);
        }
    });
}

fn kicker(article: &ArticleView) -> Html {
    let sections: Vec<&str> = article.sections.iter().map(|section| section.label.as_str()).collect();
    if sections.is_empty() {
        html! {}
    } else {
        html! { <p class="kicker">{ sections.join(" · ") }</p> }
    }
}

fn title(article: &ArticleView, state: &State, evidence: &[Range], heading: NodeRef) -> Html {
    let in_text = article.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Title);
    let words = match in_text {
        Some(paragraph) if !article.title_derived => run(article, state, evidence, paragraph.range, false),
        _ if article.title.label.is_empty() => html! { { "Untitled" } },
        _ => html! { { &article.title.label } },
    };
    html! {
        <>
            <h1 tabindex="-1" ref={heading}>{ words }</h1>
            if article.title_derived {
                <p class="derived" lang="en" dir="ltr">{ "No headline was found; this is how the text begins." }</p>
            }
        </>
    }
}

fn labels(article: &ArticleView, state: &State, act: &Callback<Action>) -> Html {
    let why = |which: Why, what: &str| {
        let asked = state.why == Some(which);
        let next = (!asked).then_some(which);
        html! {
            <button
                type="button"
                class="why"
                aria-expanded={asked.to_string()}
                aria-label={format!("Why? {what}")}
                onclick={act.reform(move |_| Action::Asked(next))}
            >{ "why?" }</button>
        }
    };
    let one = |label: &LabelView, shown: String| match (&label.value, &label.runner_up) {
        (Some(_), _) => html! { <><span dir="auto">{ shown }</span>{ sure(label.confidence) }</> },
        (None, Some((perhaps, confidence))) => html! {
            <><span class="is-unknown">{ "unknown" }</span>{ "; perhaps " }<span dir="auto">{ perhaps }</span>{ sure(*confidence) }</>
        },
        (None, None) => html! { <span class="is-unknown">{ "unknown" }</span> },
    };
    let language = article.language.value.as_deref().map(names::language).unwrap_or_default();
    let many = |labels: &[LabelView]| {
        let shown: Vec<&str> = labels.iter().map(|label| label.label.as_str()).collect();
        html! { <span dir="auto">{ shown.join(" · ") }</span> }
    };
    let removed = article.removed.len();
    let toggle = if state.view.removed_shown { "Hide what was removed" } else { "Show what was removed" };
    let shown = state.view.removed_shown;
    html! {
        <dl class="labels" lang="en" dir="ltr">
            <dt>{ "Source" }</dt>
            <dd>{ one(&article.source, article.source.label.clone()) }{ " " }{ why(Why::Source, "Source") }</dd>
            <dt>{ "Date" }</dt>
            <dd>{ one(&article.date, names::date(&article.date.label)) }{ " " }{ why(Why::Date, "Date") }</dd>
            <dt>{ "Language" }</dt>
            <dd>{ one(&article.language, language) }{ " " }{ why(Why::Language, "Language") }</dd>
            <dt>{ "Topics" }</dt>
            <dd>
                if article.topics.is_empty() {
                    <span class="is-unknown">{ "unknown" }</span>
                } else {
                    { many(&article.topics) }{ " " }{ why(Why::Topics, "Topics") }
                }
            </dd>
            if !article.authors.is_empty() || !article.contributors.is_empty() || !article.agencies.is_empty() {
                <dt>{ "Credits" }</dt>
                <dd>
                    { many(&article.authors) }
                    if !article.contributors.is_empty() { { " with " }{ many(&article.contributors) } }
                    if !article.agencies.is_empty() { { " · " }{ many(&article.agencies) } }
                    { " " }{ why(Why::Credits, "Credits") }
                </dd>
            }
            <dt>{ "Title" }</dt>
            <dd>
                if article.title_derived { { "derived" } } else if article.title.value.is_none() { <span class="is-unknown">{ "unknown" }</span> } else { { "found" } }
                { " " }{ why(Why::Title, "Title") }
            </dd>
            <dt>{ "Cleaned" }</dt>
            <dd>
                if removed == 0 {
                    { "nothing had to be removed" }
                } else {
                    { format!("{} removed ", names::count(removed as u32, "span", "spans")) }
                    <button
                        type="button"
                        class="why"
                        aria-pressed={shown.to_string()}
                        onclick={act.reform(move |_| Action::RemovedShown(!shown))}
                    >{ toggle }</button>
                }
            </dd>
            <dt>{ "File" }</dt>
            <dd dir="auto" class="path">{ &article.path }</dd>
        </dl>
    }
}

fn sure(confidence: f32) -> Html {
    html! {
        <>
            <Bar class="sure" whole={1.0} part={f64::from(confidence)} />
            <span class="is-hidden">{ format!(" ({:.0} % sure)", confidence * 100.0) }</span>
        </>
    }
}

fn asked(article: &ArticleView, why: Option<Why>) -> Vec<&LabelView> {
    match why {
        None => Vec::new(),
        Some(Why::Title) => vec![&article.title],
        Some(Why::Source) => vec![&article.source],
        Some(Why::Date) => vec![&article.date],
        Some(Why::Language) => vec![&article.language],
        Some(Why::Topics) => article.topics.iter().collect(),
        Some(Why::Credits) => {
            article.authors.iter().chain(&article.contributors).chain(&article.agencies).collect()
        }
    }
}

/// The evidence asked for: sorted, disjoint.
fn evidence(article: &ArticleView, why: Option<Why>) -> Vec<Range> {
    // A whole text that speaks for its language would only paint the page.
    if why == Some(Why::Language) {
        return Vec::new();
    }
    let mut ranges: Vec<Range> =
        asked(article, why).iter().flat_map(|label| label.evidence.clone()).collect();
    ranges.sort_unstable();
    let mut merged: Vec<Range> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn explanation(article: &ArticleView, why: Option<Why>) -> Html {
    let labels = asked(article, why);
    if labels.is_empty() {
        return html! {};
    }
    let lines = labels.iter().map(|label| {
        let what = match (&label.value, &label.runner_up) {
            (Some(_), _) => format!("{}: {:.0} % sure.", label.label, label.confidence * 100.0),
            (None, Some((perhaps, confidence))) => {
                format!(
                    "Unknown; perhaps {perhaps}, {:.0} % sure, which is too little to say so.",
                    confidence * 100.0
                )
            }
            (None, None) => "Unknown: nothing in the text says it.".to_owned(),
        };
        let by = match label.rule.as_str() {
            "none" => String::new(),
            rule => format!(" Decided by the rule “{}”.", rule.replace('-', " ")),
        };
        let second = match (&label.value, &label.runner_up) {
            (Some(_), Some((second, confidence))) => {
                format!(" Next best: {second}, {:.0} %.", confidence * 100.0)
            }
            _ => String::new(),
        };
        let words: Vec<&str> = label
            .evidence
            .iter()
            .filter(|range| range.end - range.start <= 120)
            .filter_map(|range| article.text.get(range.start as usize..range.end as usize))
            .take(6)
            .collect();
        html! {
            <li>
                { what }{ by }{ second }
                if !words.is_empty() {
                    { " It rests on " }
                    { for words.iter().enumerate().map(|(at, words)| html! {
                        <>{ if at > 0 { ", " } else { "" } }<q class="evidence-word">{ words.trim() }</q></>
                    }) }
                    { "." }
                }
            </li>
        }
    });
    html! { <ul class="explanation" lang="en" dir="ltr">{ for lines }</ul> }
}

fn matches(article: &ArticleView, at: Option<usize>, act: &Callback<Action>) -> Html {
    let count = article.matches.len();
    if count == 0 {
        return html! {};
    }
    let place = match at {
        Some(at) => format!("match {} of {count}", at + 1),
        None => names::count(count as u32, "match", "matches"),
    };
    html! {
        <div class="stepper" role="group" aria-label="Matches">
            <span aria-live="polite">{ place }</span>
            <button type="button" onclick={act.reform(|_| Action::Stepped { forward: false })}>{ "Previous" }</button>
            <button type="button" onclick={act.reform(|_| Action::Stepped { forward: true })}>{ "Next" }</button>
        </div>
    }
}

enum Block<'a> {
    Paragraph(&'a ParagraphView),
    Removed(Range, &'a str),
}

fn body(article: &ArticleView, state: &State, evidence: &[Range]) -> Html {
    let mut blocks: Vec<(u32, Block<'_>)> = article
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Title || article.title_derived)
        .map(|paragraph| (paragraph.range.start, Block::Paragraph(paragraph)))
        .collect();
    if state.view.removed_shown {
        blocks.extend(
            article
                .removed
                .iter()
                .filter(|removed| !is_blank(article, removed.range))
                .map(|removed| (removed.range.start, Block::Removed(removed.range, removed.rule.as_str()))),
        );
        blocks.sort_by_key(|(start, _)| *start);
    }
    let mut nodes: Vec<Html> = Vec::new();
    let mut items: Vec<Html> = Vec::new();
    for (start, block) in blocks {
        if let Block::Paragraph(paragraph) = &block
            && paragraph.kind == ParagraphKind::ListItem
        {
            items.push(html! {
                <li key={start} lang={paragraph.language.clone()}>{ run(article, state, evidence, paragraph.range, true) }</li>
            });
            continue;
        }
        if !items.is_empty() {
            nodes.push(html! { <ul>{ for items.drain(..) }</ul> });
        }
        nodes.push(match block {
            Block::Paragraph(paragraph) => paragraph_node(article, state, evidence, paragraph),
            Block::Removed(range, rule) => html! {
                <p class="gone" key={start}>
                    <del title={format!("removed: {}", rule.replace('-', " "))}>
                        { run(article, state, evidence, range, false) }
                    </del>
                </p>
            },
        });
    }
    if !items.is_empty() {
        nodes.push(html! { <ul>{ for items }</ul> });
    }
    html! { <div class="body">{ for nodes }</div> }
}

fn is_blank(article: &ArticleView, range: Range) -> bool {
    article.text.get(range.start as usize..range.end as usize).is_none_or(|text| text.trim().is_empty())
}

fn paragraph_node(
    article: &ArticleView,
    state: &State,
    evidence: &[Range],
    paragraph: &ParagraphView,
) -> Html {
    let key = paragraph.range.start;
    let lang = paragraph.language.clone();
    let dir = paragraph.language.as_ref().map(|_| if paragraph.right_to_left { "rtl" } else { "ltr" });
    let text = run(article, state, evidence, paragraph.range, false);
    match paragraph.kind {
        ParagraphKind::Heading => html! { <h2 {key} {lang} {dir}>{ text }</h2> },
        ParagraphKind::Quote => html! { <blockquote {key} {lang} {dir}><p>{ text }</p></blockquote> },
        ParagraphKind::Caption => html! { <p class="caption" {key} {lang} {dir}>{ text }</p> },
        _ => html! { <p {key} {lang} {dir}>{ text }</p> },
    }
}

/// A run of text with everything that marks it. A list's own bullet is the page's business.
fn run(article: &ArticleView, state: &State, evidence: &[Range], range: Range, item: bool) -> Html {
    let range = if item { without_bullet(article, range) } else { range };
    let marks = Marks { matches: &article.matches, evidence, removed: &[] };
    pieces(&article.text, range, marks).iter().map(|piece| piece_node(piece, state.match_at)).collect()
}

fn without_bullet(article: &ArticleView, range: Range) -> Range {
    let text = article.text.get(range.start as usize..range.end as usize).unwrap_or("");
    let rest = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '•' | '*' | '-' | '–' | '·' | '▪' | '◦')
    });
    let skipped = (text.len() - rest.len()) as u32;
    if rest.is_empty() { range } else { Range { start: range.start + skipped, end: range.end } }
}

fn piece_node(piece: &Piece<'_>, match_at: Option<usize>) -> Html {
    let words = match piece.matched {
        Some(at) => {
            let here = match_at == Some(at);
            html! { <mark class={classes!(here.then_some("match-here"))}>{ piece.text }</mark> }
        }
        None => html! { { piece.text } },
    };
    if piece.evidence {
        html! { <span class="evidence">{ words }</span> }
    } else {
        words
    }
}
