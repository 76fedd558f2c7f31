//! How well are files of other encodings and formats read?
//!
//! Encodings: a file is right when it decodes to the text that the encoding it is filed under gives; which of
//! several names for the same text is chosen does not matter. An encoding that is not known here is wrong.
//! Crawls: every record that is there is an article or has a reason why it is none.

use crate::data;
use crate::table::{Row, Table};
use explorer_formats::encoding::{Encoding, Said, choose};
use explorer_formats::{Item, Limits, Options, Reading};
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::rc::Rc;

const ENCODINGS: &str = "formats/encodings.tsv";
const CRAWLS: &str = "formats/warc";

/// All sets of formats.
pub fn measure(table: &mut Table, verbose: bool) {
    encodings(table, verbose);
    crawls(table, verbose);
}

fn encodings(table: &mut Table, verbose: bool) {
    let Ok(list) = std::fs::read_to_string(data::folder().join(ENCODINGS)) else {
        eprintln!("skipped: no data ({ENCODINGS})");
        return;
    };
    let (mut right, mut all) = (0u32, 0u32);
    for line in list.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(file), Some(label), Some(codec)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let Ok(bytes) = std::fs::read(data::folder().join("formats/encodings").join(file)) else { continue };
        all += 1;
        let gold = match codec {
            // A mark decides which half comes first.
            "utf_16" | "utf-16" | "utf_32" | "utf-32" => Some(choose(&bytes, &Said::default()).encoding),
            codec => Encoding::named(codec),
        };
        let choice = choose(&bytes, &Said::default());
        let text = choice.encoding.decode(&bytes).0;
        let is_right = gold.is_some_and(|gold| gold.decode(&bytes).0 == text);
        right += u32::from(is_right);
        if verbose && !is_right {
            let beginning: String = text.chars().filter(|c| !c.is_ascii()).take(40).collect();
            println!(
                "{file}: {label}, taken for {} ({}): {beginning}",
                choice.encoding,
                choice.reason.words()
            );
        }
    }
    table.push(Row::at_least(
        "formats",
        "encodings: right text",
        f64::from(right) / f64::from(all.max(1)),
        0.97,
        "",
    ));
    table.push(Row::told("formats", "encodings: files", f64::from(all)));
}

/// Crawls: the records that a plain look for their first lines finds, and those that reading accounts for.
fn crawls(table: &mut Table, verbose: bool) {
    let Ok(folder) = std::fs::read_dir(data::folder().join(CRAWLS)) else {
        eprintln!("skipped: no data ({CRAWLS})");
        return;
    };
    let (mut accounted, mut all, mut articles) = (0u64, 0u64, 0u64);
    let mut paths: Vec<_> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let name =
            path.file_name().and_then(|name| name.to_str()).unwrap_or_default().trim_end_matches(".bad");
        let expected = first_lines(&bytes);
        let (mut told, mut sum, mut found, mut said) = (0, 0, 0, Vec::new());
        for item in Reading::new(name, Rc::new(bytes), Options::default(), Limits::default()) {
            match item {
                Item::Article(_) => found += 1,
                Item::Columns(_) | Item::WantsPdf => {}
                Item::Note(note) => {
                    if note.kind == "records" {
                        let numbers: Vec<u64> = numbers(&note.message);
                        told += numbers.first().copied().unwrap_or(0);
                        sum += numbers.iter().skip(1).sum::<u64>();
                    }
                    said.push(note.message);
                }
            }
        }
        let right = told == expected && sum == told;
        all += expected;
        articles += found;
        accounted += if right { expected } else { told.min(expected).min(sum) };
        if verbose {
            println!(
                "{name}: {expected} records, {found} articles{}: {said:?}",
                if right { "" } else { " (!)" }
            );
        }
    }
    table.push(Row::at_least(
        "formats",
        "crawls: records accounted for",
        accounted as f64 / all.max(1) as f64,
        1.0,
        "",
    ));
    table.push(Row::told("formats", "crawls: records", all as f64));
    table.push(Row::told("formats", "crawls: articles", articles as f64));
}

/// The numbers that begin the parts of the sentence about records.
fn numbers(sentence: &str) -> Vec<u64> {
    let parts = sentence.split([',', ';']).map(|part| part.trim().trim_start_matches("left out: "));
    parts.filter_map(|part| part.split(' ').next()?.parse().ok()).collect()
}

/// How many lines begin as a record's first one does, in what can be unpacked.
fn first_lines(bytes: &[u8]) -> u64 {
    let mut text = Vec::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        // What is there before something damaged counts.
        let _ = MultiGzDecoder::new(bytes).read_to_end(&mut text);
    } else {
        text = bytes.to_owned();
    }
    let is_first = |line: &&[u8]| {
        let fields = line.split(|byte| *byte == b' ').count();
        let address = line.split(|byte| *byte == b' ').next().unwrap_or_default();
        line.starts_with(b"WARC/") || (fields >= 5 && address.windows(3).any(|window| window == b"://"))
    };
    text.split(|byte| *byte == b'\n').filter(is_first).count() as u64
}
