//! How fast is the engine, natively, on one thread, beside tantivy?
//!
//! `cargo run --release --manifest-path crates/bench/Cargo.toml -- [DOCUMENTS]`. Prints tables; never
//! fails by time. Without the corpus in `../shared/data/bench` (or `$ARTICLE_EXPLORER_DATA/bench`) it
//! says "skipped: no data". More documents than the corpus has are made of sentences of different ones.

mod corpus;
mod ours;
mod queries;
mod theirs;

use std::time::Duration;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let Some(texts) = corpus::load(count) else {
        println!("skipped: no data");
        return;
    };
    let bytes: usize = texts.iter().map(|text| text.title.len() + text.text.len()).sum();
    println!("{} documents, {:.1} MB of text\n", texts.len(), bytes as f64 / 1e6);
    let only_build = arguments.get(1).is_some_and(|only| only == "build");
    let queries = if only_build { Vec::new() } else { queries::make(&texts, 200) };
    ours::run(&texts, bytes, &queries, only_build);
    if arguments.get(1).is_none() {
        theirs::run(&texts, bytes, &queries);
    }
}

/// Prints a row of milliseconds: median, 95th and 99th percentile, longest.
fn row(name: &str, mut times: Vec<Duration>, hits: usize) {
    times.sort();
    let at = |share: f64| {
        let at = ((times.len() as f64 - 1.0) * share).round() as usize;
        times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "| {name:14} | {:8.3} | {:8.3} | {:8.3} | {:8.3} | {hits:9} |",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
}
