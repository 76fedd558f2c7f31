//! What is known of an article, how surely, and why.

use super::bar::bar;
use super::controls::Button;
use super::correcting::{Correcting, Means};
use super::part::keyed;
use crate::names;
use crate::reasons::{percent, reason, verdict};
use crate::state::{Action, Why};
use crate::words::{self, PLACE, around, m};
use explorer_protocol::{ArticleView, LabelView, Range};
use yew::prelude::*;

// What is at least so sure needs no bar: it is simply said.
const SURE: f32 = 0.9;
// So many pieces of evidence are quoted.
const QUOTES: usize = 6;

/// An article, which of its labels is explained and which is set, and what to do about them.
pub struct Asking<'a> {
    /// The article.
    pub article: &'a ArticleView,
    /// The label that is explained.
    pub why: Option<Why>,
    /// The label that is being set.
    pub editing: Option<Why>,
    /// What it can be set to.
    pub means: &'a Means,
    /// What to do when something happens.
    pub act: &'a Callback<Action>,
}

/// The labels of an article; `cleaning` is the row on what was removed.
pub fn labels(asking: &Asking<'_>, cleaning: Html) -> Html {
    let article = asking.article;
    let row = |which: Why, value: Html| row(asking, which, value);
    html! {
        <dl class="labels" lang={words::language()} dir={words::direction()}>
            { row(Why::Source, one(&article.source, article.source.label.clone())) }
            { row(Why::Date, one(&article.date, names::date(&article.date.label))) }
            { row(Why::Language, one(&article.language, language(article))) }
            { row(Why::Topics, many(&article.topics)) }
            { row(Why::Credits, credits(article)) }
            { row(Why::Title, title(article)) }
            { cleaning }
            <div>
                <dt>{ m::name_file() }</dt>
                <dd class="path"><bdi>{ &article.path }</bdi></dd>
            </div>
        </dl>
    }
}

/// A label with its name, its question, and below it the answer if it was asked.
fn row(asking: &Asking<'_>, which: Why, found: Html) -> Html {
    let Asking { article, act, .. } = *asking;
    let asked = asking.why == Some(which);
    let edited = asking.editing == Some(which);
    let next = (!asked).then_some(which);
    let edit = (!edited).then_some(which);
    let set = article.set(which.field());
    html! {
        <div>
            <dt>{ which.name() }</dt>
            <dd>
                if let Some(values) = set {
                    { by_hand(which, values) }
                } else {
                    { found.clone() }
                }
                if which == Why::Topics {
                    { own_topics(article) }
                }
                { Button {
                    expanded: Some(asked),
                    label: Some(m::why_label(which.name())),
                    ..Button::of("why")
                }
                .on(act, Action::Asked(next), m::why()) }
                { Button {
                    expanded: Some(edited),
                    label: Some(m::edit_label(which.name())),
                    id: Some("edit-".to_owned() + which.id()),
                    ..Button::of("why")
                }
                .on(act, Action::Editing(edit), m::edit()) }
            </dd>
            if set.is_some() {
                <dd class="found"><span>{ m::found_before() }</span>{ " " }{ found }</dd>
            }
            if edited {
                <dd class="explanation">{ correcting(asking, which) }</dd>
            }
            if asked {
                <dd class="explanation">{ explanation(article, which, act) }</dd>
            }
        </div>
    }
}

/// What was set, and that it was.
fn by_hand(which: Why, values: &[(String, String)]) -> Html {
    let shown = |(value, shown): &(String, String)| match which {
        Why::Language => names::language(value),
        Why::Date => names::date(value),
        _ => shown.clone(),
    };
    let between = if which == Why::Topics { " · " } else { ", " };
    let values: Vec<String> = values.iter().map(shown).collect();
    html! {
        <>
            if values.is_empty() { { unknown() } } else { <span dir="auto">{ values.join(between) }</span> }
            { " " }<span class="by-hand">{ m::by_hand() }</span>
        </>
    }
}

/// Topics of one's own that have words in the text.
fn own_topics(article: &ArticleView) -> Html {
    let names: Vec<&str> = article.own_topics.iter().map(|topic| topic.label.as_str()).collect();
    if names.is_empty() {
        return html! {};
    }
    html! { <><span aria-hidden="true">{ " · " }</span><span dir="auto">{ names.join(" · ") }</span></> }
}

/// The form that sets a label, with what holds in it.
fn correcting(asking: &Asking<'_>, which: Why) -> Html {
    let article = asking.article;
    let field = which.field();
    let found = |label: &LabelView| label.value.clone().map(|value| (value, label.label.clone()));
    let values = match (article.set(field), which) {
        (Some(values), _) => values.to_vec(),
        (None, Why::Topics) => article.topics.iter().filter_map(found).collect(),
        (None, Why::Credits) => article.authors.iter().filter_map(found).collect(),
        (None, Why::Title) => found(&article.title).into_iter().collect(),
        (None, Why::Source) => found(&article.source).into_iter().collect(),
        (None, Why::Date) => found(&article.date).into_iter().collect(),
        (None, Why::Language) => found(&article.language).into_iter().collect(),
    };
    let form = Correcting {
        ids: article.id.clone(),
        field,
        values,
        is_set: article.set(field).is_some(),
        means: asking.means.clone(),
        cancels: true,
        act: asking.act.clone(),
    };
    keyed(which.id(), form)
}

fn one(label: &LabelView, shown: String) -> Html {
    let said = m::unknown_perhaps(PLACE);
    let (before, after) = around(&said);
    match (&label.value, &label.runner_up) {
        (Some(_), _) => html! { <><span dir="auto">{ shown }</span>{ sure(label.confidence) }</> },
        (None, Some((perhaps, confidence))) if *confidence >= 0.2 => html! {
            <>
                <span><span class="is-unknown">{ m::unknown() }</span>{ before }<bdi>{ perhaps }</bdi>{ after }</span>
                { sure(*confidence) }
            </>
        },
        _ => unknown(),
    }
}

fn unknown() -> Html {
    html! { <span class="is-unknown">{ m::unknown() }</span> }
}

fn sure(confidence: f32) -> Html {
    if confidence >= SURE {
        return html! {};
    }
    let said = m::sure(&percent(confidence));
    html! {
        <span class="sureness" title={said.clone()}>
            { bar("sure", 1.0, confidence) }
            <span class="is-hidden">{ [" (", &said, ")"].concat() }</span>
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
    if [&article.authors, &article.contributors, &article.agencies].iter().all(|names| names.is_empty()) {
        return unknown();
    }
    let mut said = join(&article.authors);
    if !article.contributors.is_empty() {
        let others = join(&article.contributors);
        said = if said.is_empty() { m::credits_help(&others) } else { m::credits_with(&said, &others) };
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
            html! { <><span>{ m::title_derived() }</span>{ sure(article.title.confidence) }</> }
        }
        (Some(_), false) => {
            html! { <><span>{ m::title_in_text() }</span>{ sure(article.title.confidence) }</> }
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
        Why::Topics => article.topics.iter().chain(&article.own_topics).collect(),
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
    let set = article.set(why.field()).is_some();
    if labels.is_empty() && set {
        return html! { <p>{ m::you_set_nothing() }</p> };
    }
    if labels.is_empty() {
        return html! { <p>{ m::nothing_speaks() }</p> };
    }
    let marked = evidence(article, Some(why));
    let said = set.then(|| html! { <p>{ m::you_set_found() }</p> });
    let explained = labels.into_iter().map(|label| {
        let shown = match why {
            Why::Title => m::the_title().to_owned(),
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
    });
    said.into_iter().chain(explained).collect()
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
                Some(start) => Button { title: Some(m::show_in_text()), ..Button::of("quote") }.on(
                    act,
                    Action::Pointed(start),
                    html! { <q dir="auto">{ words }</q> },
                ),
                None => html! { <q dir="auto">{ words }</q> },
            })
        })
        .take(QUOTES)
        .collect();
    if quotes.is_empty() {
        return html! {};
    }
    html! { <span class="quotes" lang={article.lang().map(str::to_owned)}>{ for quotes }</span> }
}
