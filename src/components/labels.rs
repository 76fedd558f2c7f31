//! What is known of an article, how surely, and why.

use super::bar::bar;
use crate::names;
use crate::reasons::{percent, reason, verdict};
use crate::state::{Action, Why};
use explorer_protocol::{ArticleView, LabelView, Range};
use yew::prelude::*;

// What is at least so sure needs no bar: it is simply said.
const SURE: f32 = 0.9;
// So many pieces of evidence are quoted.
const QUOTES: usize = 6;

/// The labels of an article; `why` is the one that is explained, `cleaning` the row on what was
/// removed.
pub fn labels(article: &ArticleView, why: Option<Why>, act: &Callback<Action>, cleaning: Html) -> Html {
    let has_credits =
        [&article.authors, &article.contributors, &article.agencies].iter().any(|names| !names.is_empty());
    let row = |which: Why, value: Html| row(article, which, value, why == Some(which), act);
    html! {
        <dl class="labels" lang="en" dir="ltr">
            { row(Why::Source, one(&article.source, article.source.label.clone())) }
            { row(Why::Date, one(&article.date, names::date(&article.date.label))) }
            { row(Why::Language, one(&article.language, language(article))) }
            { row(Why::Topics, many(&article.topics)) }
            if has_credits {
                { row(Why::Credits, credits(article)) }
            }
            { row(Why::Title, title(article)) }
            { cleaning }
            <div>
                <dt>{ "File" }</dt>
                <dd class="path"><bdi>{ &article.path }</bdi></dd>
            </div>
        </dl>
    }
}

/// A label with its name, its question, and below it the answer if it was asked.
fn row(article: &ArticleView, which: Why, value: Html, asked: bool, act: &Callback<Action>) -> Html {
    let next = (!asked).then_some(which);
    html! {
        <div>
            <dt>{ which.name() }</dt>
            <dd>
                { value }
                <button
                    type="button"
                    class="why"
                    aria-expanded={asked.to_string()}
                    aria-label={format!("Why? {}", which.name())}
                    onclick={act.reform(move |_| Action::Asked(next))}
                >{ "why?" }</button>
            </dd>
            if asked {
                <dd class="explanation">{ explanation(article, which, act) }</dd>
            }
        </div>
    }
}

fn one(label: &LabelView, shown: String) -> Html {
    match (&label.value, &label.runner_up) {
        (Some(_), _) => html! { <><span dir="auto">{ shown }</span>{ sure(label.confidence) }</> },
        (None, Some((perhaps, confidence))) if *confidence >= 0.2 => html! {
            <>
                <span><span class="is-unknown">{ "unknown" }</span>{ "; perhaps " }<bdi>{ perhaps }</bdi></span>
                { sure(*confidence) }
            </>
        },
        _ => unknown(),
    }
}

fn unknown() -> Html {
    html! { <span class="is-unknown">{ "unknown" }</span> }
}

fn sure(confidence: f32) -> Html {
    if confidence >= SURE {
        return html! {};
    }
    let said = format!("{} sure", percent(confidence));
    html! {
        <span class="sureness" title={said.clone()}>
            { bar("sure", 1.0, confidence) }
            <span class="is-hidden">{ format!(" ({said})") }</span>
        </span>
    }
}

fn many(labels: &[LabelView]) -> Html {
    if labels.is_empty() {
        return unknown();
    }
    let shown: Vec<&str> = labels.iter().map(|label| label.label.as_str()).collect();
    html! { <span dir="auto">{ shown.join(" · ") }</span> }
}

fn credits(article: &ArticleView) -> Html {
    let join =
        |labels: &[LabelView]| labels.iter().map(|label| label.label.as_str()).collect::<Vec<_>>().join(", ");
    let mut said = join(&article.authors);
    if !article.contributors.is_empty() {
        said.push_str(if said.is_empty() { "with help of " } else { ", with " });
        said.push_str(&join(&article.contributors));
    }
    if !article.agencies.is_empty() {
        said.push_str(if said.is_empty() { "" } else { " · " });
        said.push_str(&join(&article.agencies));
    }
    html! { <span dir="auto">{ said }</span> }
}

fn title(article: &ArticleView) -> Html {
    match (&article.title.value, article.title_derived) {
        (None, _) => unknown(),
        (Some(_), true) => {
            html! { <><span>{ "taken from the text" }</span>{ sure(article.title.confidence) }</> }
        }
        (Some(_), false) => {
            html! { <><span>{ "as the text has it" }</span>{ sure(article.title.confidence) }</> }
        }
    }
}

fn language(article: &ArticleView) -> String {
    article.language.value.as_deref().map(names::language).unwrap_or_default()
}

fn asked(article: &ArticleView, why: Why) -> Vec<&LabelView> {
    match why {
        Why::Title => vec![&article.title],
        Why::Source => vec![&article.source],
        Why::Date => vec![&article.date],
        Why::Language => vec![&article.language],
        Why::Topics => article.topics.iter().collect(),
        Why::Credits => {
            article.authors.iter().chain(&article.contributors).chain(&article.agencies).collect()
        }
    }
}

/// The evidence to be marked in the text: sorted, disjoint.
pub fn evidence(article: &ArticleView, why: Option<Why>) -> Vec<Range> {
    let labels = match why {
        // A whole text that speaks for its language would only paint the page.
        None | Some(Why::Language) => Vec::new(),
        Some(why) => asked(article, why),
    };
    let mut merged: Vec<Range> = Vec::new();
    for &range in labels.iter().flat_map(|label| &label.evidence) {
        // Those that it overlaps become one with it.
        let from = merged.partition_point(|mark| mark.end <= range.start);
        let to = merged.partition_point(|mark| mark.start < range.end);
        let whole = merged.get(from..to).unwrap_or(&[]).iter().fold(range, |whole, mark| Range {
            start: whole.start.min(mark.start),
            end: whole.end.max(mark.end),
        });
        merged.splice(from..to.max(from), [whole]);
    }
    merged
}

fn explanation(article: &ArticleView, why: Why, act: &Callback<Action>) -> Html {
    let labels = asked(article, why);
    if labels.is_empty() {
        return html! { <p>{ "Unknown: nothing in the text speaks for any of them plainly." }</p> };
    }
    let marked = evidence(article, Some(why));
    labels
        .into_iter()
        .map(|label| {
            let shown = match why {
                Why::Title => "The title".to_owned(),
                Why::Language => language(article),
                Why::Date => names::date(&label.label),
                _ => label.label.clone(),
            };
            html! {
                <p>
                    { verdict(label, &shown) }{ " " }{ reason(&label.rule) }
                    if why != Why::Title {
                        { quotes(article, label, &marked, act) }
                    }
                </p>
            }
        })
        .collect()
}

/// The words that speak for a label, each a way to its place in the text.
fn quotes(article: &ArticleView, label: &LabelView, marked: &[Range], act: &Callback<Action>) -> Html {
    let mut seen: Vec<&str> = Vec::new();
    let quotes: Vec<Html> = label
        .evidence
        .iter()
        .filter(|range| range.end - range.start <= 120)
        .filter_map(|range| {
            let words = article.text.get(range.start as usize..range.end as usize)?.trim();
            if seen.contains(&words) {
                return None;
            }
            seen.push(words);
            let place = marked.iter().find(|mark| mark.start <= range.start && range.end <= mark.end);
            Some(match place.map(|mark| mark.start) {
                Some(start) => html! {
                    <button
                        type="button"
                        class="quote"
                        title="Show it in the text"
                        onclick={act.reform(move |_| Action::Pointed(start))}
                    ><q>{ words }</q></button>
                },
                None => html! { <q>{ words }</q> },
            })
        })
        .take(QUOTES)
        .collect();
    if quotes.is_empty() {
        return html! {};
    }
    html! { <span class="quotes" lang={article.language.value.clone()}>{ for quotes }</span> }
}
