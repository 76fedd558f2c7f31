//! Trains the model that knows the day of publication: `date [--folds]`, after `body --folds` and `title --folds`.
//!
//! From WCXB's development pages as raw text (CC-BY-4.0; facts may be used, with attribution), each cleaned by
//! models that have not seen it.

use explorer_core::understand::learn::{DateRow, clean, dates, titles};
use explorer_train::boost::{Examples, Plan, grow};
use explorer_train::pages::{FOLDS, fold_file, fold_models, fold_of, lessons, opened, ship};

const PLAN: Plan = Plan { trees: 60, leaves: 8, rate: 0.1, least: 1.5, pull: 2.0, columns: 0.5 };

struct Page {
    domain: String,
    wanted: Option<String>,
    real: bool,
    visible: bool,
    candidates: Vec<(String, DateRow)>,
}

fn forest(pages: &[&Page]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<DateRow>() / 4);
    for page in pages {
        let weight = match (&page.wanted, page.real) {
            (Some(_), true) => 1.0,
            (Some(_), false) => 0.6,
            (None, _) => 0.3,
        };
        for (date, row) in &page.candidates {
            let right = page.wanted.as_ref() == Some(date);
            examples.push(row, f32::from(u8::from(right)), weight);
        }
    }
    grow(&examples, PLAN)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lessons = lessons().ok_or("no data")?;
    let models = fold_models::<2>("body")?;
    let title_models = fold_models::<2>("title")?;
    let mut pages = Vec::new();
    for lesson in &lessons {
        let fold = fold_of(&lesson.domain, FOLDS) as usize;
        let cleaned = clean(&lesson.text, &models[fold]);
        let title = titles(&cleaned)
            .into_iter()
            .map(|(one, row)| (title_models[fold][0].probability(&row), one.line))
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .filter(|best| best.0 >= 0.1)
            .map(|best| best.1);
        let candidates =
            dates(&cleaned, title).into_iter().map(|(_, date, row)| (date.to_string(), row)).collect();
        pages.push(Page {
            domain: lesson.domain.clone(),
            wanted: lesson.date.clone(),
            real: lesson.record.is_some(),
            visible: lesson.record.as_ref().is_some_and(|record| record.date_visible),
            candidates,
        });
    }
    if std::env::args().any(|argument| argument == "--folds") {
        let mut answers = Vec::new();
        for fold in 0..FOLDS {
            let others: Vec<&Page> =
                pages.iter().filter(|page| fold_of(&page.domain, FOLDS) != fold).collect();
            let bytes = forest(&others);
            std::fs::write(fold_file("date", fold), &bytes)?;
            let [forest] = opened(&bytes);
            for page in pages.iter().filter(|page| page.real && fold_of(&page.domain, FOLDS) == fold) {
                let best = page
                    .candidates
                    .iter()
                    .map(|(date, row)| (forest.probability(row), date.clone()))
                    .reduce(|best, next| if next.0 > best.0 { next } else { best })
                    .unwrap_or_default();
                let there = page.candidates.iter().any(|(date, _)| Some(date) == page.wanted.as_ref());
                answers.push((best.0, best.1, page.wanted.clone(), page.visible, there, page.domain.clone()));
            }
        }
        let visible = answers.iter().filter(|answer| answer.3).count() as f64;
        for least in [0.3f32, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9] {
            let given: Vec<_> =
                answers.iter().filter(|answer| answer.0 >= least && answer.2.is_some()).collect();
            let right = given.iter().filter(|answer| Some(&answer.1) == answer.2.as_ref()).count() as f64;
            let found =
                given.iter().filter(|answer| answer.3 && Some(&answer.1) == answer.2.as_ref()).count() as f64;
            let without = answers.iter().filter(|answer| answer.0 >= least && answer.2.is_none()).count();
            println!(
                "from {least}: precision {:.4} of {}, recall {:.4}; {without} without gold",
                right / given.len() as f64,
                given.len(),
                found / visible
            );
        }
        for answer in answers
            .iter()
            .filter(|answer| (answer.0 >= 0.4 || answer.3) && Some(&answer.1) != answer.2.as_ref())
        {
            println!("{answer:?}");
        }
        return Ok(());
    }
    ship("date", &forest(&pages.iter().collect::<Vec<_>>()))?;
    Ok(())
}
