//! `explorer-eval [SET…] [--sample] [--verbose] [--held-out] [--hold-floors | --note-floors]`: measures and prints one
//! table. With `--hold-floors` it fails where a figure of the sample is worse than noted in `floors.tsv`.

use explorer_eval::{floors, formats, html, language, properties, rawtext, search, table::Table, topics};
use std::fs;
use std::process::ExitCode;

/// One text in so many, in a sample.
const SAMPLE: usize = 5;

const FLOORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/floors.tsv");

fn main() -> ExitCode {
    let mut sets = Vec::new();
    let (mut step, mut verbose, mut held_out) = (1, false, false);
    let (mut hold, mut note) = (false, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--sample" => step = SAMPLE,
            "--verbose" => verbose = true,
            "--held-out" => held_out = true,
            "--hold-floors" => (hold, step) = (true, SAMPLE),
            "--note-floors" => (note, step) = (true, SAMPLE),
            set => sets.push(set.to_owned()),
        }
    }
    let wanted = |set: &str| sets.is_empty() || sets.iter().any(|name| name == set);
    let mut table = Table::default();
    if wanted("language") {
        language::measure(&mut table, step, verbose);
    }
    if wanted("search") {
        search::measure(&mut table, step, verbose);
    }
    if sets.iter().any(|name| name == "typos") {
        search::measure_other_typos(&mut table, step, verbose);
    }
    if wanted("rawtext") {
        rawtext::measure(&mut table, step, verbose);
        if held_out {
            rawtext::measure_held_out(&mut table, step, verbose);
        }
    }
    if wanted("formats") {
        formats::measure(&mut table, verbose);
    }
    if wanted("html") {
        html::measure(&mut table, step, verbose);
    }
    if wanted("topics") {
        topics::measure(&mut table, step, verbose);
    }
    if wanted("properties") {
        properties::measure(&mut table, step, verbose);
    }
    print!("{table}");
    let outcome = match (note, hold) {
        (true, _) => fs::write(FLOORS, floors::note(&table)).map(|()| Vec::new()),
        (false, true) => fs::read_to_string(FLOORS).map(|floors| floors::broken(&table, &floors)),
        (false, false) => Ok(Vec::new()),
    };
    match outcome {
        Ok(broken) if broken.is_empty() => ExitCode::SUCCESS,
        Ok(broken) => {
            broken.iter().for_each(|sentence| eprintln!("worse than before: {sentence}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{FLOORS}: {error}");
            ExitCode::FAILURE
        }
    }
}
