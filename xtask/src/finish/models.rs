//! How do the files of `models/` travel?
//!
//! As two bundles: tables, which the engine needs before it meets any article, and models, which only who understands
//! articles needs as well. The stemmers travel with the tables. **Invariant.** Each file is in one of them, under its
//! bare name, in the order of names.

use anyhow::{Context, Result};
use explorer_core::bundle;
use std::fs;
use std::path::Path;

/// What the engine needs of them.
const TABLES: [&str; 4] = ["characters.bin", "months.txt", "phrases.txt", "stemmers.wasm"];

/// The bundle of tables and that of models.
pub fn pack(folder: &Path, stemmers: Vec<u8>) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut files = vec![("stemmers.wasm".to_owned(), stemmers)];
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "bin" || extension == "txt") {
            files.push((name.to_owned(), fs::read(&path)?));
        }
    }
    files.sort();
    let bundle = |wanted: bool| {
        let some = files.iter().filter(|(name, _)| TABLES.contains(&name.as_str()) == wanted);
        bundle::write(some.map(|(path, bytes)| bundle::Entry { path, bytes }))
    };
    Ok((bundle(true), bundle(false)))
}
