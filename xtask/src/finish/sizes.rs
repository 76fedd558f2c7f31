//! How large is what a reader downloads?
//!
//! Every file raw, gzipped (what GitHub Pages sends) and with brotli (what others send), and the
//! groups that have a budget. Printed, and kept in `dist/sizes.json`.

use super::{Asset, Parts, gzip};
use anyhow::Result;
use serde_json::json;
use std::fs;
use std::path::Path;

/// Budgets of the first form, gzipped, in bytes.
const PAGE_BUDGET: u64 = 200_000;
const ENGINE_BUDGET: u64 = 350_000;
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

    fn plus(self, other: Size) -> Size {
        Size { raw: self.raw + other.raw, gzip: self.gzip + other.gzip, brotli: self.brotli + other.brotli }
    }

    fn json(self) -> serde_json::Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}

/// Measures, prints and writes `sizes.json`.
pub fn report(dir: &Path, parts: &Parts) -> Result<()> {
    let group = |assets: &[&Asset]| -> Result<Size> {
        assets.iter().try_fold(Size::default(), |sum, asset| Ok(sum.plus(Size::of(&asset.bytes)?)))
    };
    let mut page = vec![&parts.page_js, &parts.page_wasm];
    page.extend(parts.styles.iter().map(|(_, sheet)| sheet));
    let file = |name: &str| -> Result<Size> { Size::of(&fs::read(dir.join(name))?) };
    let groups = [
        ("page", "page: wasm, JS, CSS", group(&page)?, Some(PAGE_BUDGET)),
        ("engine", "engine: wasm, JS", group(&[&parts.engine_js, &parts.engine_wasm])?, Some(ENGINE_BUDGET)),
        ("corpus", "corpus", group(&[&parts.corpus])?, None),
        ("single_file", "single file", file("article-explorer.html")?, None),
    ];
    let mut files: Vec<(String, Size)> = Vec::new();
    for asset in parts.files() {
        files.push((asset.name.clone(), Size::of(&asset.bytes)?));
    }
    for name in ["index.html", "notices.txt"] {
        files.push((name.to_owned(), file(name)?));
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));

    println!("\n{:<34}{:>10}{:>10}{:>10}   bytes", "", "raw", "gzip", "brotli");
    for (name, size) in &files {
        println!("{name:<34}{:>10}{:>10}{:>10}", size.raw, size.gzip, size.brotli);
    }
    println!();
    for (_, name, size, budget) in &groups {
        let budget = match budget {
            Some(budget) if size.gzip > *budget => format!("   over its {budget} gzip"),
            Some(budget) => format!("   of {budget} gzip"),
            None => String::new(),
        };
        println!("{name:<34}{:>10}{:>10}{:>10}{budget}", size.raw, size.gzip, size.brotli);
    }
    println!();

    let mut json_groups = serde_json::Map::new();
    for (key, _, size, budget) in groups {
        let mut value = size.json();
        if let Some(budget) = budget {
            value["gzip_budget"] = budget.into();
        }
        json_groups.insert(key.to_owned(), value);
    }
    let json_files: serde_json::Map<_, _> =
        files.into_iter().map(|(name, size)| (name, size.json())).collect();
    let json = json!({ "build": parts.build, "groups": json_groups, "files": json_files });
    fs::write(dir.join("sizes.json"), format!("{json:#}\n"))?;
    Ok(())
}
