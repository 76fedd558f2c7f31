//! Raw text: body, title, date and source of scraped pages.

use crate::measure::{Reliability, bag_f1, letters, main_label, normal};
use crate::table::{Row, Table};
use crate::{data, folds};
use explorer_core::article::{Article, ArticleId};
use explorer_core::read::{Markup, RawArticle};
use explorer_core::understand::{Models, understand};
use serde::Deserialize;

/// A record of the set.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// Identity.
    pub id: String,
    /// Raw text.
    pub text: String,
    /// Renderer.
    pub render: String,
    /// Domain it is from.
    pub domain: String,
    /// Gold title.
    pub title: Option<String>,
    /// Gold day.
    pub date: Option<String>,
    /// Gold body.
    pub body: String,
    /// Whether the day stands in the text.
    pub date_visible: bool,
    /// Whether the title stands in the text.
    pub title_visible: bool,
    /// Whether the domain or its label stands in the text.
    pub source_visible: bool,
}

/// The records, if the data is there.
pub fn records() -> Option<Vec<Record>> {
    data::records("rawtext/wcxb-dev-text.jsonl.gz")
}

/// What the engine makes of a text.
pub fn read(id: &str, text: &str, markup: Markup) -> Article {
    read_by(id, text, markup, folds::shipped())
}

/// The same by other models.
pub fn read_by(id: &str, text: &str, markup: Markup, models: &Models) -> Article {
    let raw = RawArticle {
        id: ArticleId::given(id),
        path: format!("{id}.txt"),
        text: text.to_owned(),
        markup,
        url: None,
        issues: Vec::new(),
    };
    understand(raw, models)
}

/// Whether a named source is the one of a domain.
pub fn is_source(name: &str, given: Option<&str>, domain: &str) -> bool {
    let label = main_label(domain);
    letters(name) == label || given.is_some_and(|given| main_label(given) == label)
}

/// Measures the set; every `step`-th record. `verbose` prints what went wrong.
pub fn measure(table: &mut Table, step: usize, verbose: bool) {
    measure_by(table, step, verbose, "rawtext/wcxb-dev", |_| folds::shipped());
}

/// The same, each page by models that have not seen its site.
pub fn measure_held_out(table: &mut Table, step: usize, verbose: bool) {
    match folds::held_out() {
        Ok(models) => measure_by(table, step, verbose, "rawtext, sites not seen", |record| {
            let part = folds::fold_of(&record.domain, folds::FOLDS) as usize;
            models.get(part).unwrap_or_else(|| folds::shipped())
        }),
        Err(error) => eprintln!("skipped: {error}"),
    }
}

fn measure_by<'a>(
    table: &mut Table,
    step: usize,
    verbose: bool,
    set: &str,
    models: impl Fn(&Record) -> &'a Models,
) {
    let Some(records) = records() else { return };
    let (mut f1, mut count) = (0.0, 0.0);
    let mut renders: std::collections::BTreeMap<String, (f64, f64)> = std::collections::BTreeMap::new();
    let (mut titles, mut titles_right) = (0.0, 0.0);
    let (mut dated, mut dates_right, mut undated, mut visible, mut visible_right) =
        (0.0, 0.0, 0.0, 0.0f64, 0.0);
    let (mut sources, mut sources_right, mut sources_wrong) = (0.0, 0.0, 0.0);
    let mut reliability_date = Reliability::default();
    let mut reliability_source = Reliability::default();
    for record in records.iter().step_by(step) {
        let article = read_by(&record.id, &record.text, Markup::Plain, models(record));
        let (precision, recall, body) = bag_f1(&article.body(), &record.body);
        f1 += body;
        count += 1.0;
        let render = renders.entry(record.render.clone()).or_default();
        render.0 += body;
        render.1 += 1.0;
        if verbose && body < 0.85 {
            println!("body   {} {} p {precision:.3} r {recall:.3} f {body:.3}", record.id, record.render);
        }
        if record.title_visible {
            titles += 1.0;
            let gold = record.title.as_deref().map(normal).unwrap_or_default();
            let value = article.title.value.as_deref().unwrap_or("");
            if normal(value) == gold {
                titles_right += 1.0;
            } else if verbose {
                println!("title  {} {}: {:?} for {:?}", record.id, record.render, value, record.title);
            }
        }
        let day = article.date.value.map(|date| date.to_string());
        if let Some(day) = &day {
            match &record.date {
                Some(gold) => {
                    dated += 1.0;
                    let right = gold == day;
                    dates_right += f64::from(u8::from(right));
                    reliability_date.push(f64::from(article.date.confidence), right);
                }
                None => undated += 1.0,
            }
        }
        if record.date_visible {
            visible += 1.0;
            visible_right += f64::from(u8::from(day == record.date));
        }
        if verbose && day != record.date && (day.is_some() || record.date_visible) {
            println!(
                "date   {} {}: {:?} for {:?} {}",
                record.id, record.render, day, record.date, article.date.rule
            );
        }
        let right = article
            .source
            .value
            .as_ref()
            .map(|source| is_source(&source.name, source.domain.as_deref(), &record.domain));
        if let Some(right) = right {
            reliability_source.push(f64::from(article.source.confidence), right);
            sources_wrong += f64::from(u8::from(!right));
        }
        if record.source_visible {
            sources += 1.0;
            sources_right += f64::from(u8::from(right == Some(true)));
        }
        if verbose && right != Some(true) && (right.is_some() || record.source_visible) {
            let name = article.source.value.as_ref().map(|source| source.name.as_str());
            println!(
                "source {} {}: {name:?} for {} {}",
                record.id, record.render, record.domain, article.source.rule
            );
        }
    }
    table.push(Row::at_least(set, "body word-F1", f1 / count, 0.94, "lines of 8 words: .80-.86"));
    for (render, (f1, count)) in renders {
        table.push(Row::told(set, &format!("body word-F1, {render}"), f1 / count));
    }
    table.push(Row::at_least(set, "title exact, where visible", titles_right / titles, 0.92, ""));
    table.push(Row::at_least(
        set,
        "date precision, where gold",
        dates_right / f64::max(dated, 1.0),
        0.98,
        "",
    ));
    table.push(Row::told(
        set,
        "date precision, no gold = wrong",
        dates_right / f64::max(dated + undated, 1.0),
    ));
    table.push(Row::at_least(set, "date recall, where visible", visible_right / visible, 0.85, ""));
    table.push(Row::at_least(set, "source right, where visible", sources_right / sources, 0.80, ""));
    table.push(Row::at_most(set, "source wrong, of all", sources_wrong / count, 0.01, ""));
    table.push(Row::at_most(set, "date calibration error", reliability_date.error(), 0.05, ""));
    table.push(Row::at_most(set, "source calibration error", reliability_source.error(), 0.05, ""));
    reliability_date.print(&format!("{set}, date"));
    reliability_source.print(&format!("{set}, source"));
}
