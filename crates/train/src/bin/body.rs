//! Trains the model that tells body lines from the rest: `body [--folds]`.
//!
//! From WCXB's development pages as raw text (CC-BY-4.0; facts may be used, with attribution), and from their
//! bodies alone, so that a text that is clean already stays whole. With `--folds` it prints the body F1 on
//! domains held out, five times; without, it writes `models/body.bin`.

use explorer_core::understand::learn::{Forest, Row, RowAgain, again, by_rules, rows, threshold};
use explorer_eval::measure::bag_f1;
use explorer_train::boost::{Examples, Plan, grow};
use explorer_train::pages::{FOLDS, Lesson, fold_file, fold_of, lessons, line_weights, opened, shares, ship};

const LEAST: f32 = 0.08;
const FIRST: Plan =
    Plan { trees: 100, leaves: 16, rate: 0.1, least: 8.0, pull: 4.0, columns: 0.3, groups: 1.0 };
const SECOND: Plan =
    Plan { trees: 80, leaves: 12, rate: 0.1, least: 10.0, pull: 6.0, columns: 0.3, groups: 1.0 };

// What a clean text counts.
const CLEAN: f32 = 0.25;

struct Page {
    /// Whether it is a clean text.
    clean: bool,
    domain: String,
    text: String,
    body: String,
    /// Whether it is a page as scraped, and not one cut from its gold.
    real: bool,
    shares: Vec<f32>,
    weights: Vec<f32>,
    rows: Vec<Row>,
}

fn page(domain: &str, text: String, body: String, real: bool, scale: f32) -> Page {
    let cleaned = by_rules(&text);
    let shares = shares(&cleaned, &body);
    let weights = line_weights(&cleaned, &shares, scale);
    let rows = rows(&cleaned);
    Page { clean: scale == CLEAN, domain: domain.to_owned(), shares, weights, rows, body, real, text }
}

fn pages(lessons: &[Lesson]) -> Vec<Page> {
    let mut pages = Vec::new();
    for (number, lesson) in lessons.iter().enumerate() {
        let real = lesson.record.is_some();
        pages.push(page(&lesson.domain, lesson.text.clone(), lesson.body.clone(), real, lesson.weight));
        if !real {
            continue;
        }
        let title = lesson.title.clone().unwrap_or_default();
        // A clean text: title and body, sometimes with little else; every third without its title.
        let text = match number % 3 {
            0 => lesson.body.clone(),
            1 => format!("{title}\n\n{}", lesson.body),
            _ => format!("{title}\n{}\n\nShare\nRelated Articles", lesson.body.replace("\n\n", "\n")),
        };
        pages.push(page(&lesson.domain, text, lesson.body.clone(), false, CLEAN));
    }
    pages
}

fn first(pages: &[&Page]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<Row>() / 4);
    for page in pages {
        for ((row, &share), &weight) in page.rows.iter().zip(&page.shares).zip(&page.weights) {
            if weight > 0.0 {
                examples.push(row, share, weight);
            }
        }
    }
    grow(&examples, FIRST)
}

/// Both models: the second is shown answers of first models that had not seen the page.
fn train(pages: &[&Page]) -> Vec<u8> {
    const PARTS: u64 = 2;
    let mut examples = Examples::new(size_of::<RowAgain>() / 4);
    for part in 0..PARTS {
        let in_part = |page: &Page| fold_of(&page.domain, 7919) % PARTS == part;
        let others: Vec<&Page> = pages.iter().copied().filter(|page| !in_part(page)).collect();
        let [forest] = opened(&first(&others));
        for page in pages.iter().filter(|page| in_part(page)) {
            let answers: Vec<f32> = page.rows.iter().map(|row| forest.probability(row)).collect();
            let lines = by_rules(&page.text).lines;
            for (at, row) in page.rows.iter().enumerate() {
                if page.weights[at] > 0.0 {
                    examples.push(&again(row, &answers, at, &lines), page.shares[at], page.weights[at]);
                }
            }
        }
    }
    [first(pages), grow(&examples, SECOND)].concat()
}

fn answers(page: &Page, models: &[Forest; 2]) -> (Vec<f32>, Vec<f32>) {
    let lines = by_rules(&page.text).lines;
    let once: Vec<f32> = page.rows.iter().map(|row| models[0].probability(row)).collect();
    let twice = (0..page.rows.len())
        .map(|at| models[1].probability(&again(&page.rows[at], &once, at, &lines)))
        .collect();
    (once, twice)
}

fn f1(page: &Page, keep: impl Fn(usize) -> bool) -> f64 {
    let cleaned = by_rules(&page.text);
    let kept: Vec<&str> = cleaned
        .lines
        .iter()
        .enumerate()
        .filter(|&(at, _)| keep(at))
        .map(|(_, line)| line.of(&page.text))
        .collect();
    bag_f1(&kept.join("\n"), &page.body).2
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lessons = lessons().ok_or("no data")?;
    let pages = pages(&lessons);
    let examples: usize = pages.iter().map(|page| page.rows.len()).sum();
    eprintln!("{} pages, {examples} lines", pages.len());
    if std::env::args().any(|argument| argument == "--folds") {
        let mut sums = [0.0f64; 10];
        let mut counts = [0.0f64; 2];
        let mut per_page = Vec::new();
        for fold in 0..FOLDS {
            let seen: Vec<&Page> = pages.iter().filter(|page| fold_of(&page.domain, FOLDS) != fold).collect();
            let again = std::env::args().any(|argument| argument == "--again");
            let models = match std::fs::read(fold_file("body", fold)) {
                Ok(models) if again => models,
                _ => train(&seen),
            };
            eprintln!("fold {fold}: models of {} bytes", models.len());
            std::fs::write(fold_file("body", fold), &models)?;
            let models = opened(&models);
            for page in pages.iter().filter(|page| fold_of(&page.domain, FOLDS) == fold) {
                if !page.real && !page.clean {
                    continue;
                }
                let (once, twice) = answers(page, &models);
                let verdicts = by_rules(&page.text).verdicts;
                let lines = by_rules(&page.text).lines;
                let (cut_once, cut) = (threshold(&once, &lines, LEAST), threshold(&twice, &lines, LEAST));
                let blend: Vec<f32> = once.iter().zip(&twice).map(|(a, b)| (a + b) / 2.0).collect();
                let cut_blend = threshold(&blend, &lines, LEAST);
                let figures = [
                    f1(page, |at| once[at] >= 0.5),
                    f1(page, |at| once[at] >= cut_once),
                    f1(page, |at| twice[at] >= 0.5),
                    f1(page, |at| blend[at] >= cut_blend),
                    f1(page, |at| twice[at] >= cut && verdicts[at].is_none()),
                ];
                let base = if page.real { 0 } else { 5 };
                counts[base / 5] += 1.0;
                for (sum, figure) in sums[base..].iter_mut().zip(figures) {
                    *sum += figure;
                }
                if page.real {
                    let best = f1(page, |at| page.shares[at] >= 0.5);
                    per_page.push((figures[4], best, page.domain.clone()));
                }
            }
        }
        for (base, name) in [(0, "scraped"), (5, "clean")] {
            let mean: Vec<String> =
                sums[base..base + 5].iter().map(|sum| format!("{:.4}", sum / counts[base / 5])).collect();
            println!(
                "{name}: once at .5 {}, once at its cut {}, twice at .5 {}, both at its cut {}, twice at its cut with rules {}",
                mean[0], mean[1], mean[2], mean[3], mean[4]
            );
        }
        let best: f64 = per_page.iter().map(|page| page.1).sum::<f64>() / per_page.len() as f64;
        println!("best choice of lines: {best:.4}");
        per_page.sort_by(|a, b| (a.0 - a.1).total_cmp(&(b.0 - b.1)));
        for (figure, best, domain) in per_page.iter().take(30) {
            println!("  {figure:.3} of {best:.3} {domain}");
        }
        return Ok(());
    }
    ship("body", &train(&pages.iter().collect::<Vec<_>>()))?;
    Ok(())
}
