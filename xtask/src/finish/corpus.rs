//! What does the page open with?
//!
//! The articles of a folder as one archive, read and understood while the page is built, by `explorer pack`: a visitor's
//! engine then only indexes them, and needs no models for it. What cannot be read is said on stderr, and the rest goes
//! on. **Invariant.** A path begins with the folder's own name, as it does where a browser opens a folder and where
//! `explorer` is given one.

use crate::project;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The folder's articles as one archive; `room` is where it may stand for a moment.
pub fn pack(folder: &Path, room: &Path) -> Result<Vec<u8>> {
    let folder =
        fs::canonicalize(folder).with_context(|| format!("no corpus folder {}", folder.display()))?;
    let name = folder.file_name().context("the corpus folder has no name")?;
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--locked", "--release", "--package", "explorer", "--manifest-path"])
        .arg(project::root().join("Cargo.toml"))
        .args(["--", "pack"])
        .arg(name)
        .arg("--out")
        .arg(std::path::absolute(room)?)
        .current_dir(folder.parent().unwrap_or(&folder))
        .status()
        .context("starting cargo")?;
    // 1 says that some files could not be read, which it has told.
    ensure!(matches!(status.code(), Some(0 | 1)), "`explorer pack` failed: {status}");
    let archive = fs::read(room).context("`explorer pack` left no archive")?;
    fs::remove_file(room)?;
    Ok(archive)
}
