//! How often is the language named rightly, how sure is the model of it, and how fast is it?
//!
//! The set is lingua's (Apache-2.0): 75 languages, words, pairs of words and sentences, forced choice
//! among the 75. The figure is the mean over languages.

use crate::data;
use crate::measure::Reliability;
use crate::table::{Row, Table};
use explorer_core::article::Language;
use explorer_core::understand::language::LanguageModel;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Instant;

const SET: &str = "langid/lingua.tsv.gz";
/// Kind, least accuracy, lingua's own.
const KINDS: [(&str, f64, &str); 3] = [
    ("sentence", 0.95, "lingua .960, fastText .797"),
    ("pair", 0.86, "lingua .889, fastText .597"),
    ("word", 0.68, "lingua .743, fastText .462"),
];

/// The file of the model that is shipped.
pub fn model() -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/language.bin");
    std::fs::read(path).ok()
}

/// Every `step`th line of the set.
pub fn measure(table: &mut Table, step: usize, verbose: bool) {
    let Some(file) = model() else {
        eprintln!("skipped: no model (models/language.bin)");
        return;
    };
    let model = match LanguageModel::open(&file) {
        Ok(model) => model,
        Err(error) => {
            eprintln!("skipped: models/language.bin: {error}");
            return;
        }
    };
    let opening = (0..10).map(|_| {
        let started = Instant::now();
        let opened = LanguageModel::open(&file).is_ok();
        if opened { started.elapsed().as_secs_f64() } else { f64::INFINITY }
    });
    table.push(Row::told("langid", "opening the model, ms", opening.fold(f64::INFINITY, f64::min) * 1e3));
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    if let Ok(packed) = packed.write_all(&file).and_then(|()| packed.finish()) {
        table.push(Row::at_most(
            "langid",
            "model, kB gzip",
            packed.len() as f64 / 1e3,
            600.0,
            "lingua 118,000",
        ));
    }
    let mut lines = String::new();
    let read = File::open(data::folder().join(SET))
        .and_then(|file| MultiGzDecoder::new(file).read_to_string(&mut lines));
    if read.is_err() {
        eprintln!("skipped: no data ({SET})");
        return;
    }
    let records: Vec<(Language, &str, &str)> = lines
        .lines()
        .skip(1)
        .step_by(step.max(1))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((Language::from_code(fields.next()?)?, fields.next()?, fields.next()?))
        })
        .collect();
    let known: BTreeSet<Language> = records.iter().map(|record| record.0).collect();
    let mut by_language: BTreeMap<(&str, Language), (u32, u32)> = BTreeMap::new();
    let mut confusions: BTreeMap<(&str, Language, &str), u32> = BTreeMap::new();
    let mut reliability: BTreeMap<&str, Reliability> = BTreeMap::new();
    for &(language, kind, text) in &records {
        let scores = model.scores(&model.evidence(text));
        let forced = scores.ranked.iter().find(|(language, _)| known.contains(language));
        let right = forced.is_some_and(|&(answer, _)| answer == language);
        let count = by_language.entry((kind, language)).or_default();
        count.0 += u32::from(right);
        count.1 += 1;
        if !right {
            *confusions
                .entry((kind, language, forced.map_or("-", |(answer, _)| answer.code())))
                .or_default() += 1;
        }
        if let Some(&(answer, confidence)) = forced {
            reliability.entry(kind).or_default().push(f64::from(confidence), answer == language);
        }
    }
    for (kind, floor, peer) in KINDS {
        let shares: Vec<(Language, f64)> = by_language
            .iter()
            .filter(|((of, _), _)| *of == kind)
            .map(|(&(_, language), &(right, all))| (language, f64::from(right) / f64::from(all)))
            .collect();
        let mean = shares.iter().map(|share| share.1).sum::<f64>() / shares.len().max(1) as f64;
        table.push(Row::at_least("langid", &format!("{kind}s: accuracy"), mean, floor, peer));
        let Some(reliability) = reliability.get(kind) else { continue };
        table.push(Row::at_most(
            "langid",
            &format!("{kind}s: calibration error"),
            reliability.error(),
            0.05,
            "",
        ));
        if verbose {
            println!("{kind}s by language:");
            for row in shares.chunks(12) {
                println!(
                    "  {}",
                    row.iter()
                        .map(|(language, share)| format!("{language} {share:.2}"))
                        .collect::<Vec<_>>()
                        .join("  ")
                );
            }
            let mut most: Vec<_> = confusions.iter().filter(|((of, ..), _)| *of == kind).collect();
            most.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
            println!(
                "  {}",
                most.iter()
                    .take(40)
                    .map(|((_, is, as_), count)| format!("{is}>{as_} {count}"))
                    .collect::<Vec<_>>()
                    .join("  ")
            );
            reliability.print(kind);
        }
    }
    speed(table, &model, &records);
}

// Sentences of one language joined to articles of about 5 kB; every byte of them is read.
fn speed(table: &mut Table, model: &LanguageModel, records: &[(Language, &str, &str)]) {
    for (name, code) in [("English", "en"), ("Russian", "ru"), ("Finnish", "fi")] {
        let text: Vec<&str> = records
            .iter()
            .filter(|record| record.0.code() == code && record.1 == "sentence")
            .map(|record| record.2)
            .collect();
        let articles: Vec<String> = text.chunks(40).map(|sentences| sentences.join(" ")).collect();
        if articles.is_empty() {
            continue;
        }
        let scored = rate(&articles, |article| {
            let scores = model.scores(&model.evidence(article));
            assert_eq!(scores.best().map(|(language, _)| language.code()), Some(code));
        });
        table.push(Row::at_least("langid", &format!("{name} articles, MB/s"), scored, 20.0, ""));
        let labelled = rate(&articles, |article| {
            assert!(model.label(article, &model.evidence(article)).value.is_some());
        });
        table.push(Row::told("langid", &format!("{name} articles with evidence, MB/s"), labelled));
    }
}

// Megabytes a second: for each article the fastest of many times, so that what the machine does beside
// it is not measured.
fn rate(articles: &[String], mut work: impl FnMut(&str)) -> f64 {
    let (mut bytes, mut seconds) = (0, 0.0);
    for article in articles {
        let mut fastest = f64::INFINITY;
        for _ in 0..100 {
            let started = Instant::now();
            work(article);
            fastest = fastest.min(started.elapsed().as_secs_f64());
        }
        seconds += fastest;
        bytes += article.len();
    }
    bytes as f64 / seconds / 1e6
}
