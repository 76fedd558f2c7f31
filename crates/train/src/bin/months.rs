//! Which words name a month, in the languages of the engine?
//!
//! Reads the unpacked npm package `cldr-dates-full` (Unicode CLDR, Unicode-3.0 licence) and prints
//! `models/months.txt`: `cargo run -p explorer-train --bin months -- DIR/package > models/months.txt`
//!
//! A name that means different months in different languages goes to the month that more languages give it.

use explorer_core::article::Language;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let package = std::env::args().nth(1).ok_or("usage: months DIR/package")?;
    let version: Value = serde_json::from_slice(&std::fs::read(Path::new(&package).join("package.json"))?)?;
    let mut locales: Vec<_> =
        std::fs::read_dir(Path::new(&package).join("main"))?.collect::<Result<Vec<_>, _>>()?;
    locales.sort_by_key(std::fs::DirEntry::file_name);
    // Name, then month, then the languages that call it so.
    let mut names: BTreeMap<String, BTreeMap<usize, BTreeSet<String>>> = BTreeMap::new();
    for locale in locales {
        let code = locale.file_name().to_string_lossy().into_owned();
        let Some(language) = Language::from_code(&code) else { continue };
        let calendar: Value =
            serde_json::from_slice(&std::fs::read(locale.path().join("ca-gregorian.json"))?)?;
        for context in ["format", "stand-alone"] {
            for width in ["wide", "abbreviated"] {
                for month in 1..=12usize {
                    let pointer =
                        format!("/main/{code}/dates/calendars/gregorian/months/{context}/{width}/{month}");
                    let Some(name) = calendar.pointer(&pointer).and_then(Value::as_str) else { continue };
                    let name = name.trim_matches(['.', ' ']).to_lowercase();
                    let is_word = name.chars().count() >= 3
                        && !name
                            .chars()
                            .any(|c| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '.'));
                    if is_word {
                        let languages = names.entry(name).or_default().entry(month).or_default();
                        languages.insert(language.code().to_owned());
                    }
                }
            }
        }
    }
    let mut months = vec![Vec::new(); 12];
    for (name, meanings) in names {
        let most = meanings.values().map(BTreeSet::len).max().unwrap_or(0);
        let mut winners = meanings.iter().filter(|(_, languages)| languages.len() == most);
        if let (Some((month, _)), None) = (winners.next(), winners.next())
            && let Some(of_month) = months.get_mut(month - 1)
        {
            of_month.push(name);
        }
    }
    // CLDR shortens it to three letters; English writes four.
    if let Some(september) = months.get_mut(8) {
        september.push("sept".to_owned());
        september.sort();
        september.dedup();
    }
    println!(
        "# Names of months, wide and abbreviated, January first, in the languages that are told apart. Made by explorer-train's `months`"
    );
    println!(
        "# from Unicode CLDR {} (npm package cldr-dates-full), © Unicode, Inc., Unicode License v3. Small letters, no name twice.",
        version.get("version").and_then(Value::as_str).unwrap_or("?")
    );
    for names in months {
        println!("{}", names.join(" "));
    }
    Ok(())
}
