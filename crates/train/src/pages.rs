//! What do the training pages teach?
//!
//! The pages of WCXB's development part as raw text (CC-BY-4.0): which lines of a text its body holds. Only
//! numbers that the engine computes reach a model, no word of a page.

use explorer_core::understand::learn::{Cleaned, Forest, Style, render_as, titles};
use explorer_eval::data;
use explorer_eval::measure::words;
use explorer_eval::rawtext::{self, Record};

/// How much each line of a page counts in training: between one per line and one per word, times `scale`. No page
/// outweighs the others, and of the many lines far from any body one in four stands for its neighbours.
pub fn line_weights(cleaned: &Cleaned<'_>, shares: &[f32], scale: f32) -> Vec<f32> {
    let raw: Vec<f32> =
        cleaned.lines.iter().map(|line| (line.words.min(80) as f32 + 1.0).powf(0.7)).collect();
    let all: f32 = raw.iter().sum::<f32>().max(1.0);
    let mut weights: Vec<f32> = raw.iter().map(|weight| scale * weight * (400.0 / all).min(2.0)).collect();
    let far = |at: usize| {
        shares[at.saturating_sub(12)..(at + 13).min(shares.len())].iter().all(|&share| share < 0.3)
    };
    for (at, weight) in weights.iter_mut().enumerate() {
        if far(at) {
            *weight *= if at % 4 == 0 { 4.0 } else { 0.0 };
        }
    }
    weights
}

/// Of each line, the share of its words that stands in the body, in order.
///
/// Words are aligned by their longest common subsequence; a word counts when a neighbour of its line is
/// aligned beside it, or it is alone in its line.
pub fn shares(cleaned: &Cleaned<'_>, body: &str) -> Vec<f32> {
    let mut raw: Vec<(u32, usize)> = Vec::new();
    let mut numbers = std::collections::HashMap::new();
    let mut number = |word: String| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    };
    for (at, line) in cleaned.lines.iter().enumerate() {
        raw.extend(words(line.of(cleaned.text)).into_iter().map(|word| (number(word), at)));
    }
    let gold: Vec<u32> = words(body).into_iter().map(&mut number).collect();
    let pairs = common(&raw.iter().map(|&(word, _)| word).collect::<Vec<_>>(), &gold);
    let mut all = vec![0u32; cleaned.lines.len()];
    let mut hit = vec![0u32; cleaned.lines.len()];
    for &(_, line) in &raw {
        all[line] += 1;
    }
    for (at, &partner) in pairs.iter().enumerate() {
        let Some(partner) = partner else { continue };
        let line = raw[at].1;
        let beside = |other: Option<usize>, step: i64| {
            other
                .and_then(|other| pairs.get(other).copied().flatten())
                .is_some_and(|other| other as i64 - partner as i64 == step)
        };
        if all[line] == 1 || beside(at.checked_sub(1), -1) || beside(Some(at + 1), 1) {
            hit[line] += 1;
        }
    }
    all.iter().zip(&hit).map(|(&all, &hit)| if all == 0 { 0.0 } else { hit as f32 / all as f32 }).collect()
}

/// For each of `a`, its partner in `b` in a longest common subsequence.
fn common(a: &[u32], b: &[u32]) -> Vec<Option<usize>> {
    let width = b.len() + 1;
    // Bit per cell: whether the best goes through the cell below rather than to the right.
    let mut down = vec![0u64; ((a.len() + 1) * width).div_ceil(64)];
    let mut row = vec![0u16; width];
    for i in (0..a.len()).rev() {
        let mut diagonal = 0u16;
        for j in (0..b.len()).rev() {
            let below = row[j];
            let value = if a[i] == b[j] {
                diagonal + 1
            } else if below >= row[j + 1] {
                let cell = i * width + j;
                down[cell / 64] |= 1 << (cell % 64);
                below
            } else {
                row[j + 1]
            };
            diagonal = below;
            row[j] = value;
        }
    }
    let mut pairs = vec![None; a.len()];
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if down[(i * width + j) / 64] >> ((i * width + j) % 64) & 1 == 1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

pub use explorer_eval::folds::{FOLDS, fold_file, fold_of};

/// Writes a model file that is shipped.
pub fn ship(name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/{}.bin"), name), bytes)
}

/// Opens what [`crate::boost::grow`] made, file after file.
pub fn opened<const N: usize>(bytes: &[u8]) -> [Forest; N] {
    Forest::open(bytes).unwrap_or_else(|error| panic!("a model that was just made does not open: {error}"))
}

/// The models of each fold, as `NAME --folds` left them.
pub fn fold_models<const N: usize>(name: &str) -> std::io::Result<Vec<[Forest; N]>> {
    (0..FOLDS).map(|fold| std::fs::read(fold_file(name, fold)).map(|bytes| opened(&bytes))).collect()
}

/// The line of the headline, as the title's model sees it.
pub fn headline(cleaned: &Cleaned<'_>, model: &Forest) -> Option<usize> {
    let titles = titles(cleaned);
    let shares = model.choice(titles.iter().map(|(_, row)| row.as_slice()));
    let best = titles.iter().zip(shares).map(|((one, _), share)| (share, one.line));
    best.reduce(|best, next| if next.0 > best.0 { next } else { best })
        .filter(|best| best.0 >= 0.1)
        .map(|best| best.1)
}

/// A page to learn from: text, and what is right for it.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Domain, by which pages are held out together.
    pub domain: String,
    /// Raw text.
    pub text: String,
    /// Gold.
    pub body: String,
    /// Gold.
    pub title: Option<String>,
    /// Gold.
    pub date: Option<String>,
    /// What it counts.
    pub weight: f32,
    /// Whether it is an article, and not a page of another type.
    pub article: bool,
    /// The record of the raw-text set, where it is one.
    pub record: Option<Record>,
}

#[derive(serde::Deserialize)]
struct WebPage {
    id: String,
    domain: String,
    page_type: String,
    title: Option<String>,
    date: Option<String>,
    body: String,
    html: String,
}

/// The pages of the raw-text set as they are, and all pages of WCXB's development part in the other renderings.
pub fn lessons() -> Option<Vec<Lesson>> {
    let mut lessons = Vec::new();
    for record in rawtext::records()? {
        lessons.push(Lesson {
            domain: record.domain.clone(),
            text: record.text.clone(),
            body: record.body.clone(),
            title: record.title.clone(),
            date: record.date.clone(),
            weight: 1.0,
            article: true,
            record: Some(record),
        });
    }
    let known: std::collections::HashMap<String, String> = lessons
        .iter()
        .filter_map(|lesson| lesson.record.as_ref())
        .map(|record| (record.id.trim_start_matches("wcxb-dev-").to_owned(), record.render.clone()))
        .collect();
    let pages: Vec<WebPage> = data::records("extract/wcxb-dev.jsonl.gz")?;
    for page in pages {
        // Each page once more in every rendering that its text set does not have.
        let own = known.get(&page.id).map_or("", String::as_str);
        let others: Vec<Style> =
            [(Style::Blocks, "block"), (Style::Layout, "layout"), (Style::Nodes, "nodes")]
                .into_iter()
                .filter(|(_, name)| *name != own)
                .map(|(style, _)| style)
                .collect();
        let weight = if page.page_type == "article" { 1.0 } else { 0.5 } / others.len() as f32;
        for style in others {
            lessons.push(Lesson {
                domain: page.domain.clone(),
                text: render_as(&page.html, style).text,
                body: page.body.clone(),
                title: page.title.clone(),
                date: page.date.clone(),
                weight,
                article: page.page_type == "article",
                record: None,
            });
        }
    }
    Some(lessons)
}
