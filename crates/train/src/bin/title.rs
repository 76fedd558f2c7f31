//! Trains the model that knows a headline: `title [--folds]`, after `body --folds`.
//!
//! From WCXB's development pages as raw text (CC-BY-4.0; facts may be used, with attribution), each cleaned by
//! models that have not seen it, and from texts of body and title alone.

use explorer_core::understand::learn::{Candidate, Forest, TitleRow, clean, titles};
use explorer_eval::measure::{Reliability, normal};
use explorer_train::boost::{Examples, Plan, grow_choice};
use explorer_train::pages::{FOLDS, fold_file, fold_models, fold_of, lessons, opened, ship};
use std::collections::BTreeMap;

const PLAN: Plan =
    Plan { trees: 300, leaves: 8, rate: 0.06, least: 1.0, pull: 2.0, columns: 0.3, groups: 0.5 };

// What a clean text counts.
const CLEAN: f32 = 0.31;

struct Page {
    domain: String,
    wanted: String,
    real: bool,
    weight: f32,
    visible: bool,
    candidates: Vec<(Candidate, TitleRow)>,
    texts: Vec<String>,
}

impl Page {
    fn shares(&self, forest: &Forest) -> Vec<f32> {
        forest.choice(self.candidates.iter().map(|(_, row)| row.as_slice()))
    }

    fn answer(&self, at: usize) -> f32 {
        f32::from(u8::from(self.texts[at] == self.wanted))
    }
}

fn grown(pages: &[&Page]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<TitleRow>() / 4);
    let mut groups = Vec::new();
    for page in pages {
        // Where the headline is not among them, nothing is learned of how one looks.
        if !page.wanted.is_empty() && !page.texts.contains(&page.wanted) {
            continue;
        }
        groups.push(page.texts.len());
        for (at, (_, row)) in page.candidates.iter().enumerate() {
            examples.push(row, page.answer(at), page.weight);
        }
    }
    grow_choice(&examples, &groups, PLAN)
}

/// The likeliest text and how likely it is.
fn best(page: &Page, forest: &Forest) -> (f32, String) {
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    for (text, share) in page.texts.iter().zip(page.shares(forest)) {
        *sums.entry(text).or_default() += share;
    }
    let best = sums.iter().max_by(|a, b| a.1.total_cmp(b.1));
    best.map(|(text, sum)| (*sum, (*text).to_owned())).unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lessons = lessons().ok_or("no data")?;
    let models = fold_models::<2>("body")?;
    let mut pages = Vec::new();
    for (number, record) in lessons.iter().enumerate() {
        if !record.article {
            continue;
        }
        let models = &models[fold_of(&record.domain, FOLDS) as usize];
        let title = record.title.clone().unwrap_or_default();
        let mut page = |text: &str, wanted: &str, real: bool, weight: f32| {
            let cleaned = clean(text, models);
            let candidates = titles(&cleaned);
            let texts = candidates.iter().map(|(one, _)| normal(one.span.of(text))).collect();
            let visible = real && record.record.as_ref().is_some_and(|record| record.title_visible);
            pages.push(Page {
                domain: record.domain.clone(),
                wanted: normal(wanted),
                real,
                weight,
                visible,
                candidates,
                texts,
            });
        };
        page(&record.text, &title, record.record.is_some(), record.weight);
        if record.record.is_none() {
            continue;
        }
        match number % 4 {
            0 => page(&record.body, "", false, CLEAN),
            1 => page(&format!("{title}\n{}", record.body), &title, false, CLEAN),
            2 => page(&format!("News\n\n{title} | World News\n\n{}", record.body), &title, false, CLEAN),
            _ => page(&format!("{title}\n\n{}", record.body.replace("\n\n", "\n")), &title, false, CLEAN),
        }
    }
    if std::env::args().any(|argument| argument == "--folds") {
        let (mut visible, mut right) = (0.0, 0.0);
        let mut reliability = Reliability::default();
        let (mut clean, mut clean_right) = (0.0, 0.0);
        for fold in 0..FOLDS {
            let others: Vec<&Page> =
                pages.iter().filter(|page| fold_of(&page.domain, FOLDS) != fold).collect();
            let bytes = grown(&others);
            std::fs::write(fold_file("title", fold), &bytes)?;
            let [forest] = opened(&bytes);
            for page in pages.iter().filter(|page| fold_of(&page.domain, FOLDS) == fold) {
                let best = best(page, &forest);
                let hit = best.1 == page.wanted;
                if page.visible && page.real {
                    reliability.push(f64::from(best.0), hit);
                }
                if page.visible {
                    visible += 1.0;
                    right += f64::from(u8::from(hit));
                    if !hit {
                        let there = page.texts.contains(&page.wanted);
                        println!("{} {there}: {:.2} {:?} for {:?}", page.domain, best.0, best.1, page.wanted);
                    }
                } else if page.weight == CLEAN {
                    clean += 1.0;
                    clean_right += f64::from(u8::from(hit));
                    if !hit {
                        println!("clean {}: {:.2} {:?} for {:?}", page.domain, best.0, best.1, page.wanted);
                    }
                }
            }
        }
        reliability.print("titles");
        println!("where visible: {:.4}; clean texts: {:.4}", right / visible, clean_right / clean);
        return Ok(());
    }
    ship("title", &grown(&pages.iter().collect::<Vec<_>>()))?;
    Ok(())
}
