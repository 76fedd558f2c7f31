//! How large is what a reader downloads?
//!
//! Every file raw, gzipped (what GitHub Pages sends) and with brotli (what others send), and the
//! groups that have a budget. Printed, and kept in `dist/sizes.json`.

use super::{Asset, Parts, SINGLE_FILE, gzip};
use anyhow::{Result, anyhow};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Budgets, gzipped, in bytes: what a visitor downloads before the first article is there, without the models.
const PAGE_BUDGET: u64 = 250_000;
const ENGINE_BUDGET: u64 = 450_000;
/// Above this, brotli's best level takes longer than the rest of the build.
const SLOW: usize = 4_000_000;

#[derive(Clone, Copy, Default)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn of(bytes: &[u8]) -> Result<Size> {
        let mut packed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: if bytes.len() > SLOW { 5 } else { 11 },
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
        Ok(Size { raw: bytes.len() as u64, gzip: gzip(bytes)?.len() as u64, brotli: packed.len() as u64 })
    }

    fn plus(self, other: &Size) -> Size {
        Size { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }

    fn json(self) -> serde_json::Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}

/// Measures, prints and writes `sizes.json`.
pub fn report(dir: &Path, parts: &Parts) -> Result<()> {
    let mut files: BTreeMap<String, Size> = BTreeMap::new();
    let mut texts: Vec<Asset> = Vec::new();
    for name in ["index.html", "notices.txt", SINGLE_FILE] {
        texts.push(Asset { name: name.to_owned(), bytes: fs::read(dir.join(name))? });
    }
    // Brotli's best level is slow: all files at once.
    std::thread::scope(|scope| -> Result<()> {
        let measured: Vec<_> = parts
            .files()
            .chain(&texts)
            .chain([&parts.stemmers])
            .map(|asset| (&asset.name, scope.spawn(|| Size::of(&asset.bytes))))
            .collect();
        for (name, size) in measured {
            let size = size.join().map_err(|_| anyhow!("measuring {name} went wrong"))??;
            files.insert(name.clone(), size);
        }
        Ok(())
    })?;
    let group = |assets: &[&Asset]| {
        assets.iter().filter_map(|asset| files.get(&asset.name)).fold(Size::default(), Size::plus)
    };
    // One language is loaded: the largest, for whoever reads it.
    let words = parts.languages.all.iter().map(|language| &language.table);
    let words = words.max_by_key(|table| files.get(&table.name).map(|size| size.gzip));
    let mut page = vec![&parts.page_js, &parts.page_wasm, &parts.style];
    page.extend(words);
    let engine = [&parts.engine_js, &parts.engine_wasm, &parts.stemmers];
    let groups = [
        ("page", "page: wasm, JS, CSS, words", group(&page), PAGE_BUDGET),
        ("engine", "engine: wasm, JS, stemmers", group(&engine), ENGINE_BUDGET),
    ];

    println!("\n{:<34}{:>10}{:>10}{:>10}   bytes", "", "raw", "gzip", "brotli");
    for (name, size) in &files {
        println!("{name:<34}{:>10}{:>10}{:>10}", size.raw, size.gzip, size.brotli);
    }
    println!();
    for (_, name, size, budget) in &groups {
        let verdict = if size.gzip > *budget { "over its" } else { "of" };
        println!("{name:<34}{:>10}{:>10}{:>10}   {verdict} {budget} gzip", size.raw, size.gzip, size.brotli);
    }
    println!();

    let mut json_groups = serde_json::Map::new();
    for (key, _, size, budget) in groups {
        let mut value = size.json();
        value["gzip_budget"] = budget.into();
        json_groups.insert(key.to_owned(), value);
    }
    for (key, name) in [
        ("tables", parts.tables.name.as_str()),
        ("models", parts.models.name.as_str()),
        ("importer", parts.importer_wasm.name.as_str()),
        ("pdf", parts.pdf.name.as_str()),
        ("corpus", parts.corpus.name.as_str()),
        ("single_file", SINGLE_FILE),
    ] {
        if let Some(size) = files.get(name) {
            json_groups.insert(key.to_owned(), size.json());
        }
    }
    let json_files: serde_json::Map<_, _> =
        files.into_iter().map(|(name, size)| (name, size.json())).collect();
    let json = json!({ "build": parts.build, "groups": json_groups, "files": json_files });
    fs::write(dir.join("sizes.json"), format!("{json:#}\n"))?;
    Ok(())
}
