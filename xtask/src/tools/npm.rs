//! How do programs and packages come from npm?
//!
//! wasm-opt from the `binaryen` package (it is itself wasm, run by node, so that one package serves
//! all platforms), and the packages of the browser tests from their own lock file.

use super::{Cache, on_path, system};
use crate::{finish, process};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds wasm-opt; none where PATH already has that version.
pub fn wasm_opt(cache: &Cache, version: &str) -> Result<Option<PathBuf>> {
    let name = format!("binaryen-{version}");
    let major = version.split('.').next().unwrap_or(version);
    if !cache.dir.join(&name).is_dir() && on_path("wasm-opt", major) {
        return Ok(None);
    }
    let dir = cache.folder(&name, |root| {
        eprintln!("xtask: fetching wasm-opt (binaryen {version}); usually a few seconds");
        let npm = system::npm()?;
        process::run(
            Command::new(npm)
                .args(["install", "--no-audit", "--no-fund", "--loglevel=error"])
                .args(["--ignore-scripts", "--prefix"])
                .arg(root)
                .arg(format!("binaryen@{version}"))
                .current_dir(root),
        )
    })?;
    Ok(Some(dir.join("node_modules").join(".bin")))
}

/// Puts the packages that `tests` (a folder with a package lock) asks for beside it, where node
/// looks for them.
pub fn browser_test_packages(tests: &Path) -> Result<()> {
    let cache = Cache::open()?;
    let lock_file = tests.join("package-lock.json");
    let lock = fs::read(&lock_file).with_context(|| format!("reading {}", lock_file.display()))?;
    let name = format!("browser-tests-{}", finish::short_hash(&lock));
    let dir = cache.folder(&name, |root| {
        eprintln!("xtask: fetching the browser tests' packages; usually a few seconds");
        for file in ["package.json", "package-lock.json"] {
            fs::copy(tests.join(file), root.join(file))?;
        }
        let npm = system::npm()?;
        process::run(
            Command::new(npm)
                .args(["ci", "--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"])
                .current_dir(root),
        )
    })?;
    link(&dir.join("node_modules"), &tests.join("node_modules"))
}

#[cfg(unix)]
fn link(packages: &Path, at: &Path) -> Result<()> {
    match fs::read_link(at) {
        Ok(target) if target == packages => return Ok(()),
        Ok(_) => fs::remove_file(at)?,
        // A folder of somebody's own `npm install` is theirs: leave it.
        Err(_) if at.is_dir() => return Ok(()),
        Err(_) => {}
    }
    std::os::unix::fs::symlink(packages, at).with_context(|| format!("linking {}", at.display()))
}

#[cfg(not(unix))]
fn link(packages: &Path, at: &Path) -> Result<()> {
    // Links need special rights on Windows: copy instead, once for each lock file.
    let stamp = at.join(".from");
    let from = packages.display().to_string();
    if fs::read_to_string(&stamp).is_ok_and(|old| old == from) {
        return Ok(());
    }
    if at.is_dir() {
        fs::remove_dir_all(at)?;
    }
    copy(packages, at)?;
    Ok(fs::write(stamp, from)?)
}

#[cfg(not(unix))]
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
