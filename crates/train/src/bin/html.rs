//! Trains the model that tells body lines of HTML pages from the rest: `html [--folds]`.
//!
//! From WCXB's development pages (CC-BY-4.0; facts may be used, with attribution), all page types. With `--folds`
//! it prints the body F1 on domains held out; without, it writes `models/html.bin`.

use explorer_core::understand::learn::{
    HtmlRow, HtmlRowAgain, Line, by_rules, html_again, html_rows, render, threshold,
};
use explorer_eval::html::{self, Page};
use explorer_eval::measure::bag_f1;
use explorer_train::boost::{Examples, Plan, grow};
use explorer_train::pages::{FOLDS, fold_of, line_weights, opened, shares, ship};

const FIRST: Plan =
    Plan { trees: 110, leaves: 16, rate: 0.1, least: 6.0, pull: 4.0, columns: 0.25, groups: 1.0 };
const SECOND: Plan =
    Plan { trees: 70, leaves: 12, rate: 0.1, least: 10.0, pull: 6.0, columns: 0.4, groups: 1.0 };

struct Seen<'a> {
    page: &'a Page,
    lines: Vec<Line>,
    texts: Vec<String>,
    shares: Vec<f32>,
    weights: Vec<f32>,
    rows: Vec<HtmlRow>,
}

fn see(page: &Page) -> Seen<'_> {
    let rendered = render(&page.html);
    let cleaned = by_rules(&rendered.text);
    let shares = shares(&cleaned, &page.body);
    let scale = if page.page_type == "article" { 1.0 } else { 0.7 };
    let weights = line_weights(&cleaned, &shares, scale);
    let rows = html_rows(&cleaned, &rendered);
    let texts = cleaned.lines.iter().map(|line| line.of(&rendered.text).to_owned()).collect();
    Seen { page, lines: cleaned.lines, texts, shares, weights, rows }
}

fn first(pages: &[&Seen<'_>]) -> Vec<u8> {
    let mut examples = Examples::new(size_of::<HtmlRow>() / 4);
    for page in pages {
        for ((row, &share), &weight) in page.rows.iter().zip(&page.shares).zip(&page.weights) {
            if weight > 0.0 {
                examples.push(row, share, weight);
            }
        }
    }
    grow(&examples, FIRST)
}

fn train(pages: &[&Seen<'_>]) -> Vec<u8> {
    const PARTS: u64 = 3;
    let mut examples = Examples::new(size_of::<HtmlRowAgain>() / 4);
    for part in 0..PARTS {
        let in_part = |page: &Seen<'_>| fold_of(&page.page.domain, 7919) % PARTS == part;
        let others: Vec<&Seen<'_>> = pages.iter().copied().filter(|page| !in_part(page)).collect();
        let [forest] = opened(&first(&others));
        for page in pages.iter().filter(|page| in_part(page)) {
            let answers: Vec<f32> = page.rows.iter().map(|row| forest.probability(row)).collect();
            for (at, row) in page.rows.iter().enumerate() {
                if page.weights[at] > 0.0 {
                    examples.push(
                        &html_again(row, &answers, at, &page.lines),
                        page.shares[at],
                        page.weights[at],
                    );
                }
            }
        }
    }
    [first(pages), grow(&examples, SECOND)].concat()
}

fn f1(page: &Seen<'_>, likely: &[f32], least: f32) -> f64 {
    let cut = threshold(likely, &page.lines, least);
    let kept: Vec<&str> = page
        .texts
        .iter()
        .zip(likely)
        .filter(|(_, likely)| **likely >= cut)
        .map(|(text, _)| text.as_str())
        .collect();
    bag_f1(&kept.join("\n"), &page.page.body).2
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let records = html::pages().ok_or("no data")?;
    let pages: Vec<Seen<'_>> = records.iter().map(see).collect();
    eprintln!("{} pages, {} lines", pages.len(), pages.iter().map(|page| page.rows.len()).sum::<usize>());
    if std::env::args().any(|argument| argument == "--folds") {
        let mut sums = [(0.0f64, 0.0f64, 0.0f64, 0.0f64); 2];
        for fold in 0..FOLDS {
            let others: Vec<&Seen<'_>> =
                pages.iter().filter(|page| fold_of(&page.page.domain, FOLDS) != fold).collect();
            let models = opened::<2>(&train(&others));
            for page in pages.iter().filter(|page| fold_of(&page.page.domain, FOLDS) == fold) {
                let once: Vec<f32> = page.rows.iter().map(|row| models[0].probability(row)).collect();
                let twice: Vec<f32> = (0..once.len())
                    .map(|at| models[1].probability(&html_again(&page.rows[at], &once, at, &page.lines)))
                    .collect();
                let sum = &mut sums[usize::from(page.page.page_type != "article")];
                sum.0 += f1(page, &twice, 0.4);
                sum.1 += f1(page, &twice, 0.25);
                sum.2 += f1(page, &twice, 0.08);
                sum.3 += 1.0;
            }
            eprintln!("fold {fold} done");
        }
        for (name, (once, twice, best, count)) in ["articles", "other types"].iter().zip(sums) {
            println!(
                "{name}: least .4 {:.4}, least .25 {:.4}, least .08 {:.4}",
                once / count,
                twice / count,
                best / count
            );
        }
        return Ok(());
    }
    ship("html", &train(&pages.iter().collect::<Vec<_>>()))?;
    Ok(())
}
