//! What the engine does, a stage at a time, for counting its instructions.
//!
//! `cargo xtask test counts` runs it under callgrind, which writes a file before each call of
//! [`counted_stage`]. Articles are words made of syllables, frequent ones by Zipf's law, from a seeded
//! generator. **Invariant.** Every run does the same; what it prints is the names of the stages, in order.

use explorer_core::article::{Date, Language};
use explorer_core::index::{Document, Index, Passage};
use explorer_core::query::parse;
use explorer_core::search::{Filters, Request, Sort, search};
use std::hint::black_box;

/// A linear congruential generator (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "den", "ker", "li", "mo", "nes", "ra", "schap", "ti", "vor", "wel", "zen", "é", "por",
            "gu", "st",
        ];
        (0..1 + self.below(4)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect()
    }

    /// A rank below `of`, the lower the likelier.
    fn rank(&mut self, of: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((of as f64).powf(share) as usize).min(of) - 1
    }
}

/// A stage. Callgrind begins a file before it, and knows it by this name.
#[inline(never)]
fn counted_stage(stage: &str, act: &mut dyn FnMut()) {
    println!("{stage}");
    act();
}

fn main() {
    let mut random = Random(2022);
    let words: Vec<String> = (0..8000).map(|_| random.word()).collect();
    let text = |random: &mut Random, length: usize| -> String {
        let words: Vec<&str> = (0..length).map(|_| words[random.rank(words.len())].as_str()).collect();
        words.join(" ")
    };
    let articles: Vec<(String, String)> =
        (0..600).map(|_| (text(&mut random, 6), text(&mut random, 240))).collect();
    let mut index = Index::new();
    counted_stage("index", &mut || {
        for (number, (title, body)) in articles.iter().enumerate() {
            let language = Language::from_code(["nl", "en", "de"][number % 3]);
            index.add(&Document {
                id: "",
                path: "",
                title: Passage { text: title, language },
                body: &[Passage { text: body, language }],
                language,
                source: Some(["De Post", "The Post"][number % 2]),
                topics: &["medtop:1"],
                authors: &[],
                date: Date::month(2022, 1 + (number % 12) as u8).ok(),
            });
        }
        index.merge();
    });
    let mut saved = Vec::new();
    counted_stage("save", &mut || saved = index.save());
    let mut index = Index::new();
    counted_stage("open", &mut || index = Index::open(std::mem::take(&mut saved)).unwrap_or_default());
    let queries = |make: &mut dyn FnMut() -> String| -> Vec<String> { (0..20).map(|_| make()).collect() };
    let stretch = |random: &mut Random, length: usize| -> String {
        let (_, body) = &articles[random.below(articles.len())];
        let from = random.below(200);
        body.split(' ').skip(from).take(length).collect::<Vec<_>>().join(" ")
    };
    for (kind, queries) in [
        ("frequent word", queries(&mut || words[random.below(40)].clone())),
        ("rare word", queries(&mut || words[2000 + random.below(4000)].clone())),
        ("two words", queries(&mut || stretch(&mut random, 2))),
        ("three words", queries(&mut || stretch(&mut random, 3))),
        ("prefix", queries(&mut || format!("{}*", words[random.below(300)]))),
        ("typo", queries(&mut || format!("{}xq", words[random.below(300)]))),
        ("phrase", queries(&mut || format!("\"{}\"", stretch(&mut random, 2)))),
    ] {
        let mut hits = 0;
        counted_stage(kind, &mut || {
            for text in &queries {
                let (query, _) = parse(text);
                let filters = Filters::default();
                let request =
                    Request { query: &query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 10 };
                hits += search(&index, &request).total;
            }
        });
        black_box(hits);
    }
}
