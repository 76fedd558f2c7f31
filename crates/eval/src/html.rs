//! HTML pages: body, title and date.

use crate::data;
use crate::measure::{Reliability, bag_f1, normal};
use crate::rawtext::{is_source, read};
use crate::table::{Row, Table};
use explorer_core::read::Markup;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A page of WCXB's development part.
#[derive(Clone, Debug, Deserialize)]
pub struct Page {
    /// Identity.
    pub id: String,
    /// Domain it is from.
    pub domain: String,
    /// Kind of page.
    #[serde(default)]
    pub page_type: String,
    /// Gold title.
    pub title: Option<String>,
    /// Gold day.
    pub date: Option<String>,
    /// Gold body.
    pub body: String,
    /// The page.
    pub html: String,
}

/// WCXB's development part, if the data is there.
pub fn pages() -> Option<Vec<Page>> {
    data::records("extract/wcxb-dev.jsonl.gz")
}

/// Measures the sets; every `step`-th page.
pub fn measure(table: &mut Table, step: usize, verbose: bool) {
    wcxb(table, step, verbose);
    scrapinghub(table, step, verbose);
}

fn wcxb(table: &mut Table, step: usize, verbose: bool) {
    let Some(pages) = pages() else { return };
    let set = "extract/wcxb-dev";
    let mut types: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    let (mut titles, mut titles_right, mut dates, mut dates_right, mut sources_wrong, mut sources_right) =
        (0.0f64, 0.0, 0.0f64, 0.0, 0.0, 0.0);
    let mut reliability = Reliability::default();
    let mut count = 0.0;
    for page in pages.iter().step_by(step) {
        let article = read(&page.id, &page.html, Markup::Html);
        let (precision, recall, f1) = bag_f1(&article.body(), &page.body);
        count += 1.0;
        let sums = types.entry(page.page_type.clone()).or_default();
        sums.0 += f1;
        sums.1 += 1.0;
        if verbose && f1 < 0.85 && page.page_type == "article" {
            println!("body   {} {} p {precision:.3} r {recall:.3} f {f1:.3}", page.id, page.domain);
        }
        if page.page_type != "article" {
            continue;
        }
        if let Some(title) = &page.title {
            titles += 1.0;
            let value = article.title.value.as_deref().unwrap_or("");
            if normal(value) == normal(title) {
                titles_right += 1.0;
            } else if verbose {
                println!("title  {}: {value:?} for {title:?} {}", page.id, article.title.rule);
            }
        }
        if let Some(day) = &page.date {
            dates += 1.0;
            let value = article.date.value.map(|date| date.to_string());
            let right = value.as_ref() == Some(day);
            dates_right += f64::from(u8::from(right));
            if value.is_some() {
                reliability.push(f64::from(article.date.confidence), right);
            }
            if verbose && !right {
                let second = article
                    .date
                    .runner_up
                    .as_ref()
                    .map(|second| (second.value.to_string(), second.confidence));
                println!("date   {}: {value:?} for {day:?} {} {second:?}", page.id, article.date.rule);
            }
        }
        if let Some(source) = &article.source.value {
            let right = is_source(&source.name, source.domain.as_deref(), &page.domain);
            sources_right += f64::from(u8::from(right));
            sources_wrong += f64::from(u8::from(!right));
        }
    }
    let article = types.get("article").copied().unwrap_or_default();
    let all = types.values().fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
    table.push(Row::at_least(
        set,
        "body word-F1, articles",
        article.0 / article.1,
        0.940,
        "rs-trafilatura .932",
    ));
    table.push(Row::at_least(set, "body word-F1, all page types", all.0 / all.1, 0.870, ""));
    for (name, (f1, count)) in &types {
        table.push(Row::told(set, &format!("body word-F1, {name}"), f1 / count));
    }
    table.push(Row::at_least(set, "title exact, articles", titles_right / titles.max(1.0), 0.90, ""));
    table.push(Row::at_least(
        set,
        "date accuracy, articles",
        dates_right / dates.max(1.0),
        0.90,
        "htmldate .903 (its own set)",
    ));
    table.push(Row::told(set, "source right, articles", sources_right / article.1.max(1.0)));
    table.push(Row::told(set, "source wrong, articles", sources_wrong / article.1.max(1.0)));
    table.push(Row::at_most(set, "date calibration error", reliability.error(), 0.05, ""));
    if count > 0.0 {
        reliability.print("HTML date");
    }
}

#[derive(Deserialize)]
struct Gold {
    id: String,
    body: String,
    html: String,
}

/// Word sequences of four, with their counts; of all words where there are fewer.
fn shingles(text: &str) -> HashMap<Vec<String>, f64> {
    let words: Vec<String> = {
        let mut words = Vec::new();
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
            } else if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        }
        words
    };
    let mut counts = HashMap::new();
    if words.len() <= 4 {
        *counts.entry(words).or_default() += 1.0;
    } else {
        for four in words.windows(4) {
            *counts.entry(four.to_vec()).or_default() += 1.0;
        }
    }
    counts
}

/// ScrapingHub's measure: precision and recall of shingles of four words, each averaged over pages, and the
/// harmonic mean of the averages (article-extraction-benchmark, `evaluate.py`).
fn scrapinghub(table: &mut Table, step: usize, verbose: bool) {
    let Some(pages) = data::records::<Gold>("extract/scrapinghub.jsonl.gz") else { return };
    let (mut precisions, mut recalls, mut count) = (0.0f64, 0.0f64, 0.0f64);
    for page in pages.iter().step_by(step) {
        let article = read(&page.id, &page.html, Markup::Html);
        let (answer, gold) = (shingles(&article.body()), shingles(&page.body));
        let hits: f64 =
            answer.iter().map(|(four, count)| count.min(gold.get(four).copied().unwrap_or(0.0))).sum();
        let (given, wanted) = (answer.values().sum::<f64>(), gold.values().sum::<f64>());
        let (precision, recall) = (hits / given.max(1.0), hits / wanted.max(1.0));
        precisions += precision;
        recalls += recall;
        count += 1.0;
        if verbose && precision.min(recall) < 0.9 {
            println!("scrapinghub {} p {precision:.3} r {recall:.3}", page.id);
            let strange = |line: &str, known: &HashMap<Vec<String>, f64>| {
                let own = shingles(line);
                let hits = own.keys().filter(|four| known.contains_key(*four)).count();
                own.len() > 2 && hits * 3 < own.len()
            };
            for line in article.body().lines().filter(|line| strange(line, &gold)).take(12) {
                println!("   + {}", line.chars().take(150).collect::<String>());
            }
            for line in page.body.lines().filter(|line| strange(line, &answer)).take(6) {
                let begins: String = line.chars().take(30).collect();
                // The same words stand in metadata too; what was removed for another reason than markup tells more.
                let rules = article.text.match_indices(&begins).filter_map(|(at, _)| {
                    article.removed.iter().find(|removal| removal.span.range().contains(&at))
                });
                let rule =
                    rules.map(|removal| removal.rule).max_by_key(|&rule| rule != "markup").unwrap_or("");
                println!("   - {rule}: {}", line.chars().take(150).collect::<String>());
            }
        }
    }
    let (precision, recall) = (precisions / count, recalls / count);
    let set = "extract/scrapinghub";
    table.push(Row::at_least(
        set,
        "shingle F1",
        2.0 * precision * recall / (precision + recall),
        0.970,
        "rs-trafilatura .970",
    ));
    table.push(Row::told(set, "shingle precision", precision));
    table.push(Row::told(set, "shingle recall", recall));
}
