//! How well are files of other encodings and formats read?
//!
//! Encodings: a file is right when it decodes to the text that the encoding it is filed under gives; which of
//! several names for the same text is chosen does not matter. An encoding that is not known here is wrong.

use crate::data;
use crate::table::{Row, Table};
use explorer_formats::encoding::{Encoding, Said, choose};

const ENCODINGS: &str = "formats/encodings.tsv";

/// All sets of formats.
pub fn measure(table: &mut Table, verbose: bool) {
    encodings(table, verbose);
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
            println!("{file}: {label}, taken for {} ({}): {beginning}", choice.encoding, choice.reason.words());
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
