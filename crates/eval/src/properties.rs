//! Does what must always hold hold on real data, and does time grow with size only?
//!
//! Over all texts and pages of the sets: kept and removed make the input, evidence lies in it; taking a label's
//! evidence away never makes the same value surer; a text of 50 MB takes at most twelve times one of 5 MB.

use crate::folds::shipped;
use crate::rawtext::read;
use crate::table::{Row, Table};
use crate::{data, html, rawtext};
use explorer_core::article::{Article, Label};
use explorer_core::read::Markup;
use explorer_core::span::Span;
use serde::Deserialize;
use std::time::Instant;

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

const TEXTS: [&str; 4] = [
    "topics/bbc.jsonl.gz",
    "topics/masakhanews-fra-dev.jsonl.gz",
    "topics/sib200.jsonl.gz",
    "events/giveme5w1h-dev.jsonl.gz",
];

/// What is broken in an article.
fn broken(article: &Article) -> Vec<&'static str> {
    let text = &article.text;
    let mut broken = Vec::new();
    let mut all: Vec<Span> = article.removed.iter().map(|removal| removal.span).collect();
    if all.windows(2).any(|pair| pair[0].end > pair[1].start) {
        broken.push("removed spans overlap");
    }
    all.extend(article.kept());
    all.sort_unstable();
    if all.iter().map(|span| span.of(text)).collect::<String>() != *text {
        broken.push("kept and removed are not the input");
    }
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(&article.title.evidence);
    spans.extend(&article.language.evidence);
    spans.extend(&article.date.evidence);
    spans.extend(&article.source.evidence);
    for label in article.authors.iter().chain(&article.contributors).chain(&article.agencies) {
        spans.extend(&label.evidence);
    }
    for topic in &article.topics {
        spans.extend(&topic.evidence);
    }
    if spans.iter().any(|span| text.get(span.range()).is_none_or(str::is_empty)) {
        broken.push("evidence lies outside the text");
    }
    if article.markup == Markup::Plain {
        let says = |label: &Label<String>| match (&label.value, label.evidence.first()) {
            (Some(value), Some(span)) => span.of(text) == value,
            _ => true,
        };
        // A publisher's evidence is its name, written as given in at least one place, and its addresses.
        let named = |name: &str| article.source.evidence.iter().any(|span| span.of(text) == name);
        let source = article.source.value.as_ref().is_none_or(|source| named(&source.name));
        if !source || !article.authors.iter().all(says) {
            broken.push("evidence does not say its value");
        }
    }
    broken
}

fn without(text: &str, evidence: &[Span]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    let mut spans = evidence.to_vec();
    spans.sort_unstable();
    for span in spans {
        rest.push_str(text.get(at..(span.start as usize).max(at)).unwrap_or(""));
        at = at.max(span.end as usize);
    }
    rest.push_str(text.get(at..).unwrap_or(""));
    rest
}

fn surer<T: PartialEq>(with: &Label<T>, without: &Label<T>) -> bool {
    with.value.is_some() && with.value == without.value && without.confidence > with.confidence + 1e-6
}

/// Measures; every `step`-th text, and fewer where each is read several times.
pub fn measure(table: &mut Table, step: usize, verbose: bool) {
    let (mut articles, mut bad) = (0.0, 0.0);
    let mut look = |id: &str, text: &str, markup: Markup| {
        let article = read(id, text, markup);
        articles += 1.0;
        for what in broken(&article) {
            bad += 1.0;
            if verbose {
                println!("broken {id}: {what}; source {:?} by {}", article.source.value, article.source.rule);
            }
        }
        article
    };
    for set in TEXTS {
        for record in data::records::<Text>(set).unwrap_or_default().iter().step_by(step) {
            look(&record.id, &record.text, Markup::Plain);
        }
    }
    for page in html::pages().unwrap_or_default().iter().step_by(step) {
        look(&page.id, &page.html, Markup::Html);
    }
    let records = rawtext::records().unwrap_or_default();
    let (mut asked, mut raised) = (0.0, 0.0);
    for (number, record) in records.iter().step_by(step).enumerate() {
        let article = look(&record.id, &record.text, Markup::Plain);
        if number % 3 != 0 {
            continue;
        }
        let again = |evidence: &[Span]| read(&record.id, &without(&record.text, evidence), Markup::Plain);
        let checks = [
            ("title", surer(&article.title, &again(&article.title.evidence).title)),
            ("date", surer(&article.date, &again(&article.date.evidence).date)),
            ("source", surer(&article.source, &again(&article.source.evidence).source)),
            ("language", surer(&article.language, &again(&article.language.evidence).language)),
        ];
        for (label, is_surer) in checks {
            asked += 1.0;
            raised += f64::from(u8::from(is_surer));
            if verbose && is_surer {
                println!("surer without its evidence: {label} of {}", record.id);
            }
        }
    }
    if articles == 0.0 {
        return;
    }
    table.push(Row::told("all sets", "texts and pages read", articles));
    table.push(Row::at_most("all sets", "broken properties", bad, 0.0, ""));
    table.push(Row::at_most(
        "rawtext",
        "surer without evidence, of labels",
        raised / f64::max(asked, 1.0),
        0.0,
        "",
    ));
    time(table, &records, step);
}

/// A long text, made of the set's texts one after the other, and one ten times as long.
fn time(table: &mut Table, records: &[rawtext::Record], step: usize) {
    let unit = if step == 1 { 5_000_000 } else { 500_000 };
    let long = |bytes: usize| {
        let mut text = String::with_capacity(bytes + 100_000);
        while text.len() < bytes {
            for record in records {
                text.push_str(&record.text);
                text.push('\n');
                if text.len() >= bytes {
                    break;
                }
            }
        }
        text
    };
    let seconds = |bytes: usize| {
        let text = long(bytes);
        let start = Instant::now();
        let article = read("long", &text, Markup::Plain);
        (start.elapsed().as_secs_f64(), article.text.len())
    };
    let _ = shipped();
    let (short, short_bytes) = seconds(unit);
    let (ten, ten_bytes) = seconds(unit * 10);
    table.push(Row::at_most(
        "one long text",
        "time for ten times its size",
        ten / short * 10.0 * short_bytes as f64 / ten_bytes as f64,
        12.0,
        "",
    ));
    table.push(Row::told("one long text", "MB/s", ten_bytes as f64 / 1e6 / ten));
}
