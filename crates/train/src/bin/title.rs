//! Trains the model that knows a headline: `title [--folds]`, after `body --folds`.
//!
//! From WCXB's development pages as raw text (CC-BY-4.0; facts may be used, with attribution), each cleaned by
//! models that have not seen it, and from texts of body and title alone.

use explorer_core::understand::learn::{
    Candidate, Forest, TitleRow, TitleRowAgain, clean, title_again, titles,
};
use explorer_eval::measure::{Reliability, normal};
use explorer_train::boost::{Examples, Plan, grow};
use explorer_train::pages::{FOLDS, fold_file, fold_models, fold_of, lessons, opened, ship};

const PLAN: Plan = Plan { trees: 150, leaves: 10, rate: 0.1, least: 3.0, pull: 2.0, columns: 0.35 };

// Headlines are few among the lines.
const RIGHT: f32 = 6.0;
// What a clean text counts.
const CLEAN: f32 = 0.31;

const AGAIN: Plan = Plan { trees: 80, leaves: 8, rate: 0.1, least: 1.5, pull: 2.0, columns: 0.5 };

struct Page {
    domain: String,
    wanted: String,
    real: bool,
    weight: f32,
    visible: bool,
    candidates: Vec<(Candidate, TitleRow)>,
    texts: Vec<String>,
}

fn first(pages: &[&Page]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<TitleRow>() / 4);
    for page in pages {
        for ((_, row), text) in page.candidates.iter().zip(&page.texts) {
            let right = normal(text) == page.wanted;
            examples.push(row, f32::from(u8::from(right)), page.weight * if right { RIGHT } else { 1.0 });
        }
    }
    grow(&examples, PLAN)
}

/// Both models: the second is shown answers of first models that had not seen the page.
fn forests(pages: &[&Page]) -> Vec<u8> {
    const PARTS: u64 = 3;
    let mut examples = Examples::new(size_of::<TitleRowAgain>() / 4);
    for part in 0..PARTS {
        let in_part = |page: &Page| fold_of(&page.domain, 7919) % PARTS == part;
        let others: Vec<&Page> = pages.iter().copied().filter(|page| !in_part(page)).collect();
        let [forest] = opened(&first(&others));
        for page in pages.iter().filter(|page| in_part(page)) {
            let answers: Vec<f32> = page.candidates.iter().map(|(_, row)| forest.probability(row)).collect();
            for (at, text) in page.texts.iter().enumerate() {
                let right = normal(text) == page.wanted;
                let row = title_again(&page.candidates, &answers, at);
                examples.push(&row, f32::from(u8::from(right)), page.weight);
            }
        }
    }
    [first(pages), grow(&examples, AGAIN)].concat()
}

fn best(page: &Page, models: &[Forest; 2]) -> (f32, String) {
    let answers: Vec<f32> = page.candidates.iter().map(|(_, row)| models[0].probability(row)).collect();
    (0..page.texts.len())
        .map(|at| {
            (models[1].probability(&title_again(&page.candidates, &answers, at)), page.texts[at].clone())
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lessons = lessons().ok_or("no data")?;
    let models = fold_models::<2>("body")?;
    let mut pages = Vec::new();
    for (number, record) in lessons.iter().enumerate() {
        let models = &models[fold_of(&record.domain, FOLDS) as usize];
        let title = record.title.clone().unwrap_or_default();
        let mut page = |text: &str, wanted: &str, real: bool, weight: f32| {
            let cleaned = clean(text, models);
            let candidates = titles(&cleaned);
            let texts = candidates.iter().map(|(one, _)| one.span.of(text).to_owned()).collect();
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
            let bytes = forests(&others);
            std::fs::write(fold_file("title", fold), &bytes)?;
            let models = opened(&bytes);
            for page in pages.iter().filter(|page| fold_of(&page.domain, FOLDS) == fold) {
                let best = best(page, &models);
                let hit = normal(&best.1) == page.wanted;
                if page.visible && page.real {
                    reliability.push(f64::from(best.0), hit);
                }
                if page.visible {
                    visible += 1.0;
                    right += f64::from(u8::from(hit));
                    if !hit {
                        let there = page.texts.iter().any(|text| normal(text) == page.wanted);
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
    ship("title", &forests(&pages.iter().collect::<Vec<_>>()))?;
    Ok(())
}
