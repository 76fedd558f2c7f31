//! Whose work is in the published programs, and under which licences?
//!
//! Read from the lock file by cargo itself: the packages that the wasm programs are linked from,
//! without build scripts and macros, which stay on the builder's machine. Each licence text is
//! taken from the package's own folder; equal texts are printed once. Last comes what the models that
//! travel with the programs were learned from.
//!
//! **Invariant.** Every package that ships is named, with a licence.

use crate::{process, project};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const PROGRAMS: [&str; 5] =
    ["article-explorer", "explorer-worker", "explorer-stemmers", "explorer-importer", "explorer-pdf"];

/// Packages with data of others in them, and where its licence is.
const BROUGHT: [(&str, &str); 1] = [("hayro-cmap", "assets/LICENSE.txt")];

/// The notices as plain text.
pub fn text() -> Result<String> {
    let shipped = shipped()?;
    let metadata = cargo(&["metadata", "--format-version=1", "--filter-platform=wasm32-unknown-unknown"])?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo metadata gave no packages")?;

    // Words of the licence text -> the text, and the packages under it. Copies of a licence differ in
    // their line ends and no more.
    let mut by_words: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for package in packages {
        let field = |name: &str| package[name].as_str().unwrap_or_default();
        let id = format!("{} v{}", field("name"), field("version"));
        if !shipped.contains(&id) || package["source"].is_null() {
            continue;
        }
        let folder = Path::new(field("manifest_path")).parent().unwrap_or(Path::new("."));
        let licence = field("license");
        let authors: Vec<&str> =
            package["authors"].as_array().into_iter().flatten().filter_map(|a| a.as_str()).collect();
        let text = licence_text(folder, licence, &authors)
            .with_context(|| format!("looking for the licence of {id}"))?;
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, packages) = by_words.entry(words).or_insert((text, Vec::new()));
        packages.push(format!("{id} ({licence})"));
        // What it brings with it that others made.
        for (_, name) in BROUGHT.iter().filter(|(name, _)| *name == field("name")) {
            let text =
                fs::read_to_string(folder.join(name)).with_context(|| format!("{id} has no {name}"))?;
            let text = tidy(&text);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            by_words.entry(words).or_insert((text, Vec::new())).1.push(format!("{id}, its tables"));
        }
        found.insert(id);
    }
    if let Some(missing) = shipped.iter().find(|id| !found.contains(*id) && !is_ours(id)) {
        bail!("cargo metadata knows no {missing}");
    }

    // In the order of the first package under each text.
    let mut groups: Vec<(Vec<String>, String)> = by_words
        .into_values()
        .map(|(text, mut packages)| {
            packages.sort();
            (packages, text)
        })
        .collect();
    groups.sort();
    let mut out = String::from(HEAD);
    for (packages, text) in groups {
        out.push_str(&format!("\n{}\n{}\n\n{}\n", "-".repeat(80), packages.join("\n"), text));
    }
    // What the models were learned from is written down where they are.
    let models = project::root().join("models/README.md");
    let models = fs::read_to_string(&models).with_context(|| format!("reading {}", models.display()))?;
    out.push_str(&format!("\n{}\n{}\n", "-".repeat(80), tidy(&models)));
    Ok(out)
}

const HEAD: &str = "\
Article Explorer contains the work of others.

Its programs are linked from the packages below, each under the licence that follows it. They are
compiled with the Rust standard library (MIT OR Apache-2.0, https://www.rust-lang.org/policies/licenses),
and the JavaScript that starts them is written by wasm-bindgen (MIT OR Apache-2.0).

Articles that come with a page belong to their publishers.
";

/// `name vVERSION` of each package that the programs are linked from.
fn shipped() -> Result<BTreeSet<String>> {
    let mut args = vec!["tree", "--edges=normal,no-proc-macro", "--target=wasm32-unknown-unknown"];
    args.extend(["--prefix=none", "--format={p}"]);
    for program in PROGRAMS {
        args.extend(["--package", program]);
    }
    let tree = cargo(&args)?;
    Ok(tree
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect())
}

fn is_ours(id: &str) -> bool {
    id.starts_with("explorer-") || id.starts_with("article-explorer ")
}

fn cargo(args: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    process::output(Command::new(cargo).args(args).current_dir(project::root()))
}

/// The text of one licence under which the package may be had: MIT where it is offered, for it is
/// the shortest.
fn licence_text(folder: &Path, licence: &str, authors: &[&str]) -> Result<String> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder)?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().to_lowercase();
            let counts = ["license", "licence", "copying", "unlicense"].iter().any(|s| name.starts_with(s));
            // Names are compared in lower case; the file is read under its own.
            counts.then(|| fs::read_to_string(entry.path()).ok().map(|text| (name, tidy(&text))))?
        })
        .collect();
    files.sort();
    if licence.contains("AND") {
        // Several hold at once; where the MIT text is there, Apache's is its alternative.
        if files.iter().any(|(name, _)| name.contains("mit")) {
            files.retain(|(name, _)| !name.contains("apache"));
        }
    } else if licence.contains("MIT") {
        let mit = files.iter().find(|(name, text)| name.contains("mit") || is_mit(text));
        if let Some((_, text)) = mit {
            return Ok(text.clone());
        }
        // A package that says MIT and forgets the text.
        return Ok(MIT.replace("{holders}", &holders(authors)));
    }
    if files.is_empty() && licence == "BSD-3-Clause" {
        return Ok(BSD.replace("{holders}", &holders(authors)));
    }
    if files.is_empty() {
        bail!("{licence}, but no text of it in {}", folder.display());
    }
    Ok(files.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n\n"))
}

fn holders(authors: &[&str]) -> String {
    if authors.is_empty() { "the package's authors".to_owned() } else { authors.join(", ") }
}

fn is_mit(text: &str) -> bool {
    text.contains("Permission is hereby granted, free of charge") && text.len() < 2000
}

/// Without what differs between copies of the same text: line ends and space at line ends.
fn tidy(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

const MIT: &str = include_str!("mit.txt");
const BSD: &str = include_str!("bsd.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_a_text_gets_the_text_its_manifest_names() {
        let empty = std::env::temp_dir().join(format!("xtask-notices-{}", std::process::id()));
        fs::create_dir_all(&empty).unwrap();
        let text = licence_text(&empty, "MIT OR Apache-2.0", &["A. Author"]).unwrap();
        assert!(is_mit(&text) && text.contains("A. Author"));
        let text = licence_text(&empty, "BSD-3-Clause", &["A. Author"]).unwrap();
        assert!(
            text.contains("A. Author") && text.contains("Redistribution and use in source and binary forms")
        );
        assert!(licence_text(&empty, "ISC", &[]).is_err());
        fs::remove_dir_all(&empty).unwrap();
    }
}
