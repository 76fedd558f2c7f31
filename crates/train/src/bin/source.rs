//! Trains the model that knows the publisher's name: `source [--folds]`, after `body --folds` and `title --folds`.
//!
//! From WCXB's development pages as raw text (CC-BY-4.0; facts may be used, with attribution), each cleaned by
//! models that have not seen it. A name is right when its letters are those of the domain's main label.

use explorer_core::understand::learn::{SourceRow, clean, sources};
use explorer_eval::measure::{Reliability, main_label};
use explorer_train::boost::{Examples, Plan, grow_choice};
use explorer_train::pages::{FOLDS, fold_file, fold_models, fold_of, headline, lessons, opened, ship};

const PLAN: Plan =
    Plan { trees: 250, leaves: 8, rate: 0.06, least: 1.0, pull: 2.0, columns: 0.4, groups: 0.5 };

struct Page {
    domain: String,
    wanted: String,
    real: bool,
    visible: bool,
    weight: f32,
    candidates: Vec<(String, SourceRow)>,
}

fn forest(pages: &[&Page]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<SourceRow>() / 4);
    let mut groups = Vec::new();
    for page in pages {
        groups.push(page.candidates.len());
        for (key, row) in &page.candidates {
            examples.push(row, f32::from(u8::from(*key == page.wanted)), page.weight);
        }
    }
    grow_choice(&examples, &groups, PLAN)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lessons = lessons().ok_or("no data")?;
    let models = fold_models::<2>("body")?;
    let title_models = fold_models::<1>("title")?;
    let pages: Vec<Page> = lessons
        .iter()
        .map(|lesson| {
            let models = &models[fold_of(&lesson.domain, FOLDS) as usize];
            let cleaned = clean(&lesson.text, models);
            let title = headline(&cleaned, &title_models[fold_of(&lesson.domain, FOLDS) as usize][0]);
            Page {
                domain: lesson.domain.clone(),
                wanted: main_label(&lesson.domain),
                real: lesson.record.is_some(),
                visible: lesson.record.as_ref().is_some_and(|record| record.source_visible),
                weight: lesson.weight,
                candidates: sources(&cleaned, title).into_iter().map(|(key, _, row)| (key, row)).collect(),
            }
        })
        .collect();
    if std::env::args().any(|argument| argument == "--folds") {
        let mut answers = Vec::new();
        let mut reliability = Reliability::default();
        for fold in 0..FOLDS {
            let others: Vec<&Page> =
                pages.iter().filter(|page| fold_of(&page.domain, FOLDS) != fold).collect();
            let bytes = forest(&others);
            std::fs::write(fold_file("source", fold), &bytes)?;
            let [forest] = opened(&bytes);
            for page in pages.iter().filter(|page| page.real && fold_of(&page.domain, FOLDS) == fold) {
                let best = page
                    .candidates
                    .iter()
                    .map(|(key, _)| key.clone())
                    .zip(forest.choice(page.candidates.iter().map(|(_, row)| row.as_slice())))
                    .map(|(key, share)| (share, key))
                    .reduce(|best, next| if next.0 > best.0 { next } else { best })
                    .unwrap_or_default();
                let there = page.candidates.iter().any(|(key, _)| *key == page.wanted);
                reliability.push(f64::from(best.0), best.1 == page.wanted);
                answers.push((best.0, best.1, page.wanted.clone(), page.visible, there));
            }
        }
        let visible = answers.iter().filter(|answer| answer.3).count() as f64;
        for least in [0.2f32, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97] {
            let given: Vec<_> = answers.iter().filter(|answer| answer.0 >= least).collect();
            let wrong = given.iter().filter(|answer| answer.1 != answer.2).count() as f64;
            let right = given.iter().filter(|answer| answer.3 && answer.1 == answer.2).count() as f64;
            println!(
                "from {least}: right {:.4} of visible, wrong {:.4} of all",
                right / visible,
                wrong / answers.len() as f64
            );
        }
        reliability.print("sources");
        for answer in answers.iter().filter(|answer| (answer.0 >= 0.5 || answer.3) && answer.1 != answer.2) {
            println!("{answer:?}");
        }
        return Ok(());
    }
    ship("source", &forest(&pages.iter().collect::<Vec<_>>()))?;
    Ok(())
}
