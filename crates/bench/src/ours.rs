//! The engine's figures.

use crate::corpus::Text;
use crate::queries::Kind;
use crate::row;
use explorer_core::article::{Date, Language};
use explorer_core::index::{Document, Index, Passage, Saved};
use explorer_core::query::parse;
use explorer_core::search::{Filters, Request, Sort, search};
use cpu_time::ProcessTime as Instant;
use std::sync::Arc;

fn build(texts: &[Text]) -> Index {
    let mut index = Index::new();
    for (number, text) in texts.iter().enumerate() {
        let language = Language::from_code(&text.language);
        index.add(&Document {
            id: &number.to_string(),
            path: "",
            title: Passage { text: &text.title, language },
            body: &[Passage { text: &text.text, language }],
            language,
            source: Some(&text.source),
            topics: &[&text.topic],
            authors: &[],
            date: text.date.as_deref().and_then(|date| Date::parse(date).ok()),
        });
    }
    index.merge();
    index
}

pub fn run(texts: &[Text], bytes: usize, kinds: &[Kind], only_build: bool) {
    let mb = bytes as f64 / 1e6;
    let mut index = Index::new();
    for round in 0..if only_build { 8 } else { 3 } {
        drop(std::mem::take(&mut index));
        let start = Instant::now();
        index = build(texts);
        let time = start.elapsed().as_secs_f64();
        println!("ours: build {round}: {time:.2} s, {:.1} MB/s", mb / time);
    }
    if only_build {
        return;
    }
    println!("memory without texts {:.1} MB = {:.3} of the text", index.memory() as f64 / 1e6, index.memory() as f64 / bytes as f64);
    let start = Instant::now();
    let saved = index.save();
    let time = start.elapsed();
    let mut without_texts = 0;
    for (name, length) in Index::section_sizes(&saved) {
        if name != "texts" {
            without_texts += length;
        }
        print!("{name} {:.2} MB, ", length as f64 / 1e6);
    }
    println!(
        "\nsaved in {:.2} s; without texts {:.2} MB = {:.1} % of the text",
        time.as_secs_f64(),
        without_texts as f64 / 1e6,
        100.0 * without_texts as f64 / bytes as f64
    );
    let saved: Arc<dyn Saved> = Arc::new(saved);
    let start = Instant::now();
    if let Err(error) = Index::open_saved(&saved) {
        return println!("{error}");
    }
    println!("opened in {:.1} ms, texts where they are", start.elapsed().as_secs_f64() * 1e3);
    let bytes = saved.read(0, saved.length() as usize);
    drop(saved);
    let start = Instant::now();
    let index = match Index::open(bytes) {
        Ok(index) => index,
        Err(error) => return println!("{error}"),
    };
    println!("opened in {:.1} ms, in memory and checked", start.elapsed().as_secs_f64() * 1e3);
    println!("\n| ours           |   p50 ms |   p95 ms |   p99 ms |   max ms |      hits |\n|---|---|---|---|---|---|");
    let mut all = Vec::new();
    let hostile = Kind {
        name: "hostile",
        queries: vec![
            "*".into(),
            "a*".into(),
            "?????*".into(),
            "*a*".into(),
            "the of and to in".into(),
            "(".repeat(10_000),
            (0..10_000).map(|n| format!("w{n}*")).collect::<Vec<_>>().join(" "),
            (0..10_000).map(|n| format!("w{n} OR the")).collect::<Vec<_>>().join(" "),
            (0..100).map(|n| format!("word{n}~2")).collect::<Vec<_>>().join(" OR "),
            "\"of the\" OR \"in the\" OR \"to the\"".into(),
            "the NEAR/50 of".into(),
            "-the".into(),
            "".into(),
        ],
    };
    let only = std::env::args().nth(3);
    let wanted = |kind: &&Kind| only.as_ref().is_none_or(|only| kind.name == only);
    for kind in kinds.iter().chain([&hostile]).filter(wanted) {
        let mut times = Vec::new();
        let mut hits = 0;
        for text in &kind.queries {
            let start = Instant::now();
            let (query, _) = parse(text);
            let filters = Filters::default();
            let request = Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 10 };
            let response = search(&index, &request);
            let time = start.elapsed();
            hits += response.total;
            times.push(time);
            if kind.name == "hostile" {
                println!("  {:40} {:8.2} ms {}", text.chars().take(40).collect::<String>(), time.as_secs_f64() * 1e3, response.total);
            }
        }
        if kind.name != "hostile" {
            all.extend(times.iter().copied());
        }
        row(kind.name, times, hits);
    }
    row("all", all, 0);
}
