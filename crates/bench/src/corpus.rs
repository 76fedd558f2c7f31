//! The texts.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;

/// One article.
pub struct Text {
    pub title: String,
    pub text: String,
    pub language: String,
    pub source: String,
    pub topic: String,
    pub date: Option<String>,
}

/// The first `count` articles, or as many made of the sentences of different ones.
pub fn load(count: usize) -> Option<Vec<Text>> {
    let folder = std::env::var_os("ARTICLE_EXPLORER_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let file = std::fs::File::open(folder.join("bench/news-20k.jsonl.gz")).ok()?;
    let mut texts = Vec::new();
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let value: serde_json::Value = serde_json::from_str(&line.ok()?).ok()?;
        let field = |name: &str| value[name].as_str().unwrap_or("").to_owned();
        texts.push(Text {
            title: field("title"),
            text: field("text"),
            language: field("lang"),
            source: field("source"),
            topic: field("topic"),
            date: value["date"].as_str().map(str::to_owned),
        });
    }
    if count <= texts.len() {
        texts.truncate(count);
        return Some(texts);
    }
    let mut random = Random(2022);
    let sentences: Vec<Vec<&str>> =
        texts.iter().map(|text| text.text.split_inclusive(". ").collect()).collect();
    let mut by_language: std::collections::BTreeMap<&str, Vec<usize>> = Default::default();
    for (at, text) in texts.iter().enumerate() {
        by_language.entry(&text.language).or_default().push(at);
    }
    let mut more = Vec::new();
    for number in texts.len()..count {
        let like = &texts[number % texts.len()];
        let same = &by_language[like.language.as_str()];
        let mut text = String::new();
        while text.len() < like.text.len() {
            let from = &sentences[same[random.below(same.len())]];
            text.push_str(from[random.below(from.len())]);
        }
        more.push(Text {
            title: texts[same[random.below(same.len())]].title.clone(),
            text,
            language: like.language.clone(),
            source: like.source.clone(),
            topic: like.topic.clone(),
            date: like.date.clone(),
        });
    }
    texts.extend(more);
    Some(texts)
}

/// A linear congruential generator (Knuth's MMIX constants).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}
