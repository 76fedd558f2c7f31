//! Which files of a folder are packed into one, and in what order?
//!
//! Of the corpus all of them, at any depth, in the order of their names; but no symbolic link (it may lead out of
//! the folder or round in circles), nothing hidden, and nothing that can't be read: that is said on
//! stderr, and the rest goes on. What is in a file is the engine's business. A path begins with the
//! folder's own name, as it does where a browser opens a folder and where `explorer` is given one.

use anyhow::{Context, Result};
use explorer_core::bundle;
use std::fs;
use std::path::Path;

/// The folder's files as one.
pub fn pack(dir: &Path) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(dir).with_context(|| format!("reading the corpus folder {}", dir.display()))?;
    let name = fs::canonicalize(dir).ok().and_then(|dir| dir.file_name()?.to_str().map(str::to_owned));
    let prefix = name.map(|name| format!("{name}/")).unwrap_or_default();
    collect(entries, &prefix, &mut files);
    files.sort();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    eprintln!("corpus: {} files, {} kB, from {}", files.len(), bytes / 1000, dir.display());
    Ok(bundle::write(files.iter().map(|(path, bytes)| bundle::Entry { path, bytes })))
}

/// The model files of `models/` and the stemmers as one, under their bare names.
pub fn pack_models(dir: &Path, stemmers: Vec<u8>) -> Result<Vec<u8>> {
    let mut files = vec![("stemmers.wasm".to_owned(), stemmers)];
    for entry in fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "bin" || extension == "txt") {
            files.push((name.to_owned(), fs::read(&path)?));
        }
    }
    files.sort();
    Ok(bundle::write(files.iter().map(|(path, bytes)| bundle::Entry { path, bytes })))
}

fn collect(entries: fs::ReadDir, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                eprintln!("corpus: left out something in /{prefix}: {error}");
                continue;
            }
        };
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            eprintln!("corpus: left out {prefix}{}: its name is not UTF-8", name.display());
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        let read = entry.file_type().and_then(|kind| {
            if kind.is_dir() {
                collect(fs::read_dir(entry.path())?, &format!("{path}/"), files);
            } else if kind.is_file() {
                files.push((path.clone(), fs::read(entry.path())?));
            } else {
                eprintln!("corpus: left out {path}: it is not a plain file");
            }
            Ok(())
        });
        if let Err(error) = read {
            eprintln!("corpus: left out {path}: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_packed_in_the_order_of_names_without_hidden_files_and_links() {
        let dir = std::env::temp_dir().join(format!("xtask-corpus-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(dir.join("b")).unwrap();
        fs::write(dir.join("b/one.txt"), "1").unwrap();
        fs::write(dir.join("a.txt"), "2").unwrap();
        fs::write(dir.join(".hidden"), "3").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("a.txt", dir.join("link.txt")).unwrap();
        let mut files = Vec::new();
        collect(fs::read_dir(&dir).unwrap(), "", &mut files);
        files.sort();
        let expected = [("a.txt", "2"), ("b/one.txt", "1")];
        assert_eq!(files, expected.map(|(name, text)| (name.to_owned(), text.into())));
        fs::remove_dir_all(&dir).unwrap();
    }
}
