//! Which files does the user mean?
//!
//! Folders are walked in the order of names, so that the same folder always gives the same output;
//! hidden files and symbolic links to folders are left out. What cannot be read is said and passed over.

use std::fs;
use std::path::{Path, PathBuf};

/// An opened file.
pub struct InputFile {
    /// The path as the user gave it, extended by what lies below, parts joined by `/`.
    pub path: String,
    /// Its content, where it is not read yet.
    pub file: fs::File,
    /// Bytes.
    pub size: u64,
}

/// Calls `on_file` for every file below the paths; the number of those that could not be read.
pub fn read_all(paths: &[PathBuf], mut on_file: impl FnMut(InputFile)) -> u32 {
    let mut failures = 0;
    for path in paths {
        walk(path, &mut on_file, &mut failures);
    }
    failures
}

fn walk(path: &Path, on_file: &mut impl FnMut(InputFile), failures: &mut u32) {
    let fail = |error: std::io::Error, failures: &mut u32| {
        eprintln!("explorer: {}: could not be read ({error}), so it was left out.", path.display());
        *failures += 1;
    };
    if path.is_dir() {
        let mut below: Vec<PathBuf> = match fs::read_dir(path) {
            Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
            Err(error) => return fail(error, failures),
        };
        below.sort();
        for path in below {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            let linked_folder = path.is_symlink() && path.is_dir();
            if !hidden && !linked_folder {
                walk(&path, on_file, failures);
            }
        }
        return;
    }
    match fs::File::open(path).and_then(|file| Ok((file.metadata()?.len(), file))) {
        Ok((size, file)) => on_file(InputFile { path: slashed(path), file, size }),
        Err(error) => fail(error, failures),
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
