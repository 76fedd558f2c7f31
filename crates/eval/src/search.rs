//! How well does the search find what was meant?
//!
//! Relevance on the Glasgow collections: nDCG@10, each query as plain text that any word answers, the
//! same settings for both. Typos on the benchmark corpus: a rare word of a known document with one or
//! two edits that make no other word of the corpus, by a seeded generator; right if that document is
//! among the first five.

use crate::data::{folder, records};
use crate::table::{Row, Table};
use explorer_core::article::Language;
use explorer_core::index::{Document, Index, Passage};
use explorer_core::query::{Query, parse, parse_words};
use explorer_core::search::{Filters, Marked, Request, Sort, search};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Instant;

#[derive(Deserialize)]
struct Text {
    id: serde_json::Value,
    #[serde(default)]
    title: String,
    text: String,
    #[serde(default)]
    lang: Option<String>,
}

/// Measures everything that the data is there for; of the typos every `step`-th.
pub fn measure(table: &mut Table, step: usize, verbose: bool) {
    relevance(table, "cran", 0.400, "BM25 .384");
    relevance(table, "cisi", 0.390, "BM25 .381");
    typos(table, step, &[41], verbose);
}

/// The typos with other seeds, so that nothing is fitted to the one that is told of.
pub fn measure_other_typos(table: &mut Table, step: usize, verbose: bool) {
    typos(table, step, &[1, 2, 3, 4], verbose);
}

fn index(texts: &[Text]) -> Index {
    let mut index = Index::new();
    for text in texts {
        let language = Language::from_code(text.lang.as_deref().unwrap_or("en"));
        let body: Vec<Passage<'_>> = text.text.lines().map(|line| Passage { text: line, language }).collect();
        index.add(&Document {
            id: &id(text),
            path: "",
            title: Passage { text: &text.title, language },
            body: &body,
            language,
            source: None,
            topics: &[],
            authors: &[],
            date: None,
        });
    }
    index.merge();
    index
}

fn id(text: &Text) -> String {
    text.id.as_str().map_or_else(|| text.id.to_string(), str::to_owned)
}

/// Ids of the first hits.
fn first(index: &Index, query: &Query, limit: usize) -> Vec<String> {
    let filters = Filters::default();
    let request = Request { query, filters: &filters, sort: Sort::Relevance, offset: 0, limit };
    search(index, &request).hits.iter().map(|hit| index.name(hit.doc).0.to_owned()).collect()
}

fn relevance(table: &mut Table, set: &str, floor: f64, peer: &str) {
    let Some(texts) = records::<Text>(&format!("search/{set}/docs.jsonl.gz")) else { return };
    let read = |name: &str| std::fs::read_to_string(folder().join("search").join(set).join(name));
    let (Ok(queries), Ok(judged)) = (read("queries.tsv"), read("qrels.txt")) else { return };
    let index = index(&texts);
    let mut gains: BTreeMap<&str, HashMap<&str, f64>> = BTreeMap::new();
    for line in judged.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let [query, _, doc, gain] = fields.as_slice() {
            gains.entry(query).or_default().insert(doc, gain.parse().unwrap_or(0.0));
        }
    }
    let (mut sum, mut count) = (0.0, 0);
    for (query, words) in queries.lines().filter_map(|line| line.split_once('\t')) {
        let Some(gains) = gains.get(query) else { continue };
        let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
            gains.take(10).zip(2u32..).map(|(gain, rank)| gain.max(0.0) / f64::from(rank).log2()).sum()
        };
        let mut ideal: Vec<f64> = gains.values().copied().collect();
        ideal.sort_by(|one, other| other.total_cmp(one));
        let best = discounted(&mut ideal.into_iter());
        let found = first(&index, &parse_words(words), 10);
        let mut found = found.iter().map(|doc| gains.get(doc.as_str()).copied().unwrap_or(0.0));
        if best > 0.0 {
            sum += discounted(&mut found) / best;
            count += 1;
        }
    }
    table.push(Row::at_least(set, "nDCG@10", sum / f64::from(count.max(1)), floor, peer));
}

struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    /// The word with one letter left out, doubled, changed or swapped with the next.
    fn misspelt(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = self.below(letters.len() - 1);
        let letter = char::from(b'a' + self.below(26) as u8);
        match self.below(4) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letter),
            2 => letters[at] = letter,
            _ => letters.swap(at, at + 1),
        }
        letters.into_iter().collect()
    }
}

/// The words of a text that may be mistyped.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic));
    words.map(str::to_lowercase).collect()
}

fn typos(table: &mut Table, step: usize, seeds: &[u64], verbose: bool) {
    let Some(texts) = records::<Text>("bench/news-20k.jsonl.gz") else { return };
    let index = index(&texts);
    let mut documents: HashMap<String, u32> = HashMap::new();
    for text in &texts {
        let mut seen = words(&text.text);
        seen.sort();
        seen.dedup();
        seen.into_iter().for_each(|word| *documents.entry(word).or_default() += 1);
    }
    let mut times = Vec::new();
    for &seed in seeds {
        let mut random = Random(seed);
        for (kind, shortest, most, edits, count, floor) in [
            ("one edit", 5, 3, 1, 1, 0.99),
            ("two edits", 9, 3, 2, 1, 0.95),
            ("one edit, two words", 5, 40, 1, 2, 1.0),
        ] {
            let (mut right, mut all) = (0, 0);
            while all < 1000 / step {
                let text = &texts[random.below(texts.len())];
                let mut rare = words(&text.text);
                rare.retain(|word| word.chars().count() >= shortest && documents[word] <= most);
                if rare.len() < count {
                    continue;
                }
                let mut typed: Vec<String> =
                    (0..count).map(|_| rare[random.below(rare.len())].clone()).collect();
                let meant = typed.join(" ");
                for _ in 0..edits {
                    typed[0] = random.misspelt(&typed[0]);
                }
                // A slip that gives another word of the corpus cannot be seen, and the same word twice is one.
                if documents.contains_key(&typed[0]) || meant.split(' ').collect::<HashSet<_>>().len() < count
                {
                    continue;
                }
                let typed = typed.join(" ");
                let query = parse(&typed).0;
                let start = Instant::now();
                let found = first(&index, &query, 5);
                times.push(start.elapsed().as_secs_f64() * 1e3);
                let is_right = found.contains(&id(text));
                right += usize::from(is_right);
                all += 1;
                if verbose && !is_right {
                    println!("{seed}, {kind}: {meant} as {typed}, {}", instead(&index, &query, &id(text)));
                }
            }
            let kind = if seed == 41 { kind.to_owned() } else { format!("{kind}, seed {seed}") };
            table.push(Row::at_least("typos", &kind, right as f64 / all as f64, floor, "Pagefind .03"));
        }
    }
    times.sort_by(f64::total_cmp);
    let at = times.len() * 99 / 100;
    table.push(Row::told("typos", "p99, ms", times.get(at).copied().unwrap_or(0.0)));
}

/// At which place the document meant is, and which words brought up the first.
fn instead(index: &Index, query: &Query, meant: &str) -> String {
    let filters = Filters::default();
    let request = Request { query, filters: &filters, sort: Sort::Relevance, offset: 0, limit: 200 };
    let response = search(index, &request);
    let place = response.hits.iter().position(|hit| index.name(hit.doc).0 == meant);
    let marked = |text: &Marked| -> Vec<String> {
        let words =
            text.marks.iter().filter_map(|mark| text.text.get(mark.start as usize..mark.end as usize));
        words.map(str::to_lowercase).collect()
    };
    let words = response.hits.iter().take(8).map(|hit| {
        let mut words = marked(&hit.title);
        words.extend(marked(&hit.snippet));
        words.sort();
        words.dedup();
        format!("{} {:.4}", words.join("+"), hit.score)
    });
    let words: Vec<String> = words.collect();
    format!("place {:?} of {}: {}", place.map(|place| place + 1), response.total, words.join(", "))
}
