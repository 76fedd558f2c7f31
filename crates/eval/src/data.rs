//! Where are the sets, and how are they read?

use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

/// The folder of the sets: `ARTICLE_EXPLORER_DATA`, or `../shared/data` beside the workspace.
pub fn folder() -> PathBuf {
    match std::env::var_os("ARTICLE_EXPLORER_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
    }
}

/// The records of a `.jsonl.gz` file of the data; `None` and a line on standard error if it is not there.
pub fn records<T: DeserializeOwned>(name: &str) -> Option<Vec<T>> {
    let path = folder().join(name);
    let Ok(file) = File::open(&path) else {
        eprintln!("skipped: no data ({name})");
        return None;
    };
    let mut records = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
        match line
            .map_err(|error| error.to_string())
            .and_then(|line| serde_json::from_str(&line).map_err(|error| error.to_string()))
        {
            Ok(record) => records.push(record),
            Err(error) => {
                eprintln!("skipped: {name} could not be read: {error}");
                return None;
            }
        }
    }
    Some(records)
}
