//! Is the main topic of an article among those that its label stands for, and how fast is that found?
//!
//! BBC and MasakhaNEWS are only measured with: no word of theirs is in the model. SIB-200 has single
//! sentences. A finer topic counts as the top level above it. An article without any topic counts as
//! wrong: nobody abstains here.

use crate::data;
use crate::folds::shipped;
use crate::measure::Reliability;
use crate::rawtext::read;
use crate::table::{Row, Table};
use explorer_core::article::{Label, Language, Paragraph, ParagraphKind, Topic};
use explorer_core::read::Markup;
use explorer_core::span::Span;
use explorer_core::understand::topic::topics;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Instant;

#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    lang: String,
    text: String,
    label: String,
}

struct Set {
    name: &'static str,
    file: &'static str,
    labels: &'static str,
    floor: f64,
}

const SETS: [Set; 3] = [
    Set { name: "topics bbc", file: "topics/bbc.jsonl.gz", labels: "bbc", floor: 0.92 },
    Set {
        name: "topics masakhanews eng",
        file: "topics/masakhanews-eng-dev.jsonl.gz",
        labels: "masakhanews",
        floor: 0.80,
    },
    Set {
        name: "topics masakhanews fra",
        file: "topics/masakhanews-fra-dev.jsonl.gz",
        labels: "masakhanews",
        floor: 0.80,
    },
];

type Accepted = BTreeMap<(String, String), Vec<Topic>>;

// set, label -> topics that count as right.
fn accepted() -> Option<Accepted> {
    let text = std::fs::read_to_string(data::folder().join("topics/mapping.tsv")).ok()?;
    let mut accepted = Accepted::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, label, _, topics] = fields[..] else { continue };
        let topics = topics.split(',').filter_map(|code| code.parse().ok().map(Topic)).collect();
        accepted.insert((set.to_owned(), label.to_owned()), topics);
    }
    Some(accepted)
}

/// Every `step`th record of each set.
pub fn measure(table: &mut Table, step: usize, verbose: bool) {
    let Some(accepted) = accepted() else {
        eprintln!("skipped: no data (topics/mapping.tsv)");
        return;
    };
    let mut reliability = Reliability::default();
    let mut texts = Vec::new();
    for set in &SETS {
        let Some(records) = data::records::<Record>(set.file) else { continue };
        let mut count = Count::default();
        for record in records.into_iter().step_by(step.max(1)) {
            if let Some(right) = accepted.get(&(set.labels.to_owned(), record.label.clone())) {
                count.add(&record, right, &mut reliability, verbose);
                texts.push(record.text);
            }
        }
        table.push(Row::at_least(set.name, "main topic", count.share(), set.floor, ""));
        table.push(Row::at_most(set.name, "topics an article", count.topics / count.all, 3.0, ""));
        count.print(set.name, verbose);
    }
    reliability.print("topics of articles");
    table.push(Row::told("topics", "main topic: calibration error", reliability.error()));
    if let Some(records) = data::records::<Record>("topics/sib200.jsonl.gz") {
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        let mut reliability = Reliability::default();
        for record in records.into_iter().step_by(step.max(1)) {
            if let Some(right) = accepted.get(&("sib200".to_owned(), record.label.clone())) {
                let count = counts.entry(record.lang.clone()).or_default();
                count.add(&record, right, &mut reliability, verbose);
            }
        }
        let shares: Vec<f64> = counts.values().map(Count::share).collect();
        let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        let least = shares.iter().copied().fold(1.0, f64::min);
        table.push(Row::at_least("topics sib200", "main topic, mean of languages", mean, 0.60, ""));
        table.push(Row::at_least("topics sib200", "main topic, worst language", least, 0.45, ""));
        let each: Vec<String> =
            counts.iter().map(|(language, count)| format!("{language} {:.3}", count.share())).collect();
        println!("topics sib200: {}", each.join("  "));
        for (language, count) in &counts {
            count.print(language, verbose);
        }
        reliability.print("topics of sentences");
    }
    speed(table, &texts);
}

#[derive(Default)]
struct Count {
    right: f64,
    all: f64,
    topics: f64,
    confusions: BTreeMap<(String, u32), u32>,
}

impl Count {
    fn add(&mut self, record: &Record, right: &[Topic], reliability: &mut Reliability, verbose: bool) {
        let article = read(&record.id, &record.text, Markup::Plain);
        let main = article.topics.first();
        let value = main.and_then(|label| label.value).map(Topic::top);
        let is_right = value.is_some_and(|topic| right.contains(&topic));
        if let Some(main) = main {
            reliability.push(f64::from(main.confidence), is_right);
        }
        self.all += 1.0;
        self.topics += article.topics.len() as f64;
        self.right += f64::from(u8::from(is_right));
        if !is_right {
            let number = value.map_or(0, |topic| topic.0 / 1_000_000);
            *self.confusions.entry((record.label.clone(), number)).or_default() += 1;
            if verbose {
                let words: Vec<&str> = main.map_or(Vec::new(), |main| {
                    main.evidence.iter().map(|span| span.of(&article.text)).collect()
                });
                println!("topic {} {}: {number} {}", record.id, record.label, words.join(" "));
            }
        }
    }

    fn share(&self) -> f64 {
        self.right / f64::max(self.all, 1.0)
    }

    fn print(&self, name: &str, verbose: bool) {
        if verbose {
            let mut most: Vec<_> = self.confusions.iter().collect();
            most.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
            let most: Vec<String> =
                most.iter().take(14).map(|((is, as_), count)| format!("{is}>{as_} {count}")).collect();
            println!("{name}: {}", most.join("  "));
        }
    }
}

fn speed(table: &mut Table, texts: &[String]) {
    let (mut bytes, mut seconds) = (0, 0.0);
    let Some(english) = Language::from_code("en") else { return };
    let language = Label::found(english, 1.0, "given", Vec::new());
    for text in texts.iter().take(500) {
        let paragraph =
            Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Text, language: None };
        let mut fastest = f64::INFINITY;
        for _ in 0..10 {
            let started = Instant::now();
            topics(&shipped().topics, text, std::slice::from_ref(&paragraph), &language);
            fastest = fastest.min(started.elapsed().as_secs_f64());
        }
        seconds += fastest;
        bytes += text.len();
    }
    if seconds > 0.0 {
        table.push(Row::at_least(
            "topics",
            "articles with evidence, MB/s",
            bytes as f64 / seconds / 1e6,
            30.0,
            "",
        ));
    }
}
