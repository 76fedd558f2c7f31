//! Trains the model that knows the day of publication: `date [--folds]`, after `body --folds` and `title --folds`.
//!
//! From WCXB's development pages as raw text (CC-BY-4.0; facts may be used, with attribution), each cleaned by
//! models that have not seen it.

use explorer_core::understand::learn::{DateRow, Forest, clean, dates, stated};
use explorer_train::boost::{Examples, Plan, grow_choice};
use explorer_train::pages::{FOLDS, fold_file, fold_models, fold_of, headline, lessons, opened, ship};
use std::collections::BTreeMap;

const PLAN: Plan =
    Plan { trees: 160, leaves: 6, rate: 0.06, least: 1.0, pull: 2.0, columns: 0.4, groups: 0.5 };

struct Page {
    domain: String,
    wanted: Option<String>,
    real: bool,
    weight: f32,
    visible: bool,
    candidates: Vec<(String, DateRow)>,
}

fn forest(pages: &[&Page]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<DateRow>() / 4);
    let mut groups = Vec::new();
    for page in pages {
        let there = page.candidates.iter().any(|(date, _)| page.wanted.as_ref() == Some(date));
        // A page that is said to be of a day that it does not state teaches less: it may state another that is right.
        let weight = if there { page.weight } else { page.weight * 0.5 };
        groups.push(page.candidates.len());
        for (date, row) in &page.candidates {
            examples.push(row, f32::from(u8::from(page.wanted.as_ref() == Some(date))), weight);
        }
    }
    grow_choice(&examples, &groups, PLAN)
}

/// The likeliest day and how likely it is.
fn best(page: &Page, forest: &Forest) -> (f32, String) {
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    let shares = forest.choice(page.candidates.iter().map(|(_, row)| row.as_slice()));
    for ((date, _), share) in page.candidates.iter().zip(shares) {
        *sums.entry(date).or_default() += share;
    }
    let best = sums.iter().max_by(|a, b| a.1.total_cmp(b.1));
    best.map(|(date, sum)| (*sum, (*date).to_owned())).unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lessons = lessons().ok_or("no data")?;
    let models = fold_models::<2>("body")?;
    let title_models = fold_models::<1>("title")?;
    let mut pages = Vec::new();
    for lesson in &lessons {
        let fold = fold_of(&lesson.domain, FOLDS) as usize;
        let cleaned = clean(&lesson.text, &models[fold]);
        let title = headline(&cleaned, &title_models[fold][0]);
        let candidates = dates(&cleaned, title, &stated(&cleaned, None))
            .into_iter()
            .map(|(_, date, row)| (date.to_string(), row))
            .collect();
        pages.push(Page {
            domain: lesson.domain.clone(),
            wanted: lesson.date.clone(),
            real: lesson.record.is_some(),
            weight: lesson.weight,
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
                let best = best(page, &forest);
                let there = page.candidates.iter().any(|(date, _)| Some(date) == page.wanted.as_ref());
                answers.push((best.0, best.1, page.wanted.clone(), page.visible, there, page.domain.clone()));
            }
        }
        let visible = answers.iter().filter(|answer| answer.3).count() as f64;
        for least in [0.2f32, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95] {
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
