//! `explorer-eval [SET…] [--sample] [--verbose] [--held-out]`: measures and prints one table.

use explorer_eval::{formats, html, language, properties, rawtext, search, table::Table, topics};

fn main() {
    let mut sets = Vec::new();
    let (mut step, mut verbose, mut held_out) = (1, false, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--sample" => step = 5,
            "--verbose" => verbose = true,
            "--held-out" => held_out = true,
            set => sets.push(set.to_owned()),
        }
    }
    let wanted = |set: &str| sets.is_empty() || sets.iter().any(|name| name == set);
    let mut table = Table::default();
    if wanted("language") {
        language::measure(&mut table, step, verbose);
    }
    if wanted("search") {
        search::measure(&mut table, step);
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
}
