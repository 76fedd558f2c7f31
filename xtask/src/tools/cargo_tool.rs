//! How does a program come from crates.io?
//!
//! By `cargo install --locked`, with the versions its authors tested.

use super::{Cache, executable, on_path};
use crate::process;
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// A program to be had from crates.io.
pub struct CargoTool {
    /// The package's name.
    pub package: &'static str,
    /// The program it is known by.
    pub program: &'static str,
    /// The exact version.
    pub version: String,
    /// Further arguments to `cargo install`.
    pub args: &'static [&'static str],
    /// Variables to compile it under.
    pub environment: &'static [(&'static str, &'static str)],
    /// How long compiling usually takes on two cores, in minutes.
    pub minutes: u32,
}

/// The folder of the tool's programs; none where PATH already has them.
pub fn provide(cache: &Cache, tool: &CargoTool) -> Result<Option<PathBuf>> {
    let name = format!("{}-{}", tool.package, tool.version);
    if !cache.dir.join(&name).is_dir() && on_path(tool.program, &tool.version) {
        return Ok(None);
    }
    let dir = cache.folder(&name, |root| {
        eprintln!(
            "xtask: compiling {} {}, once for all checkouts; usually {} minutes on two cores",
            tool.package, tool.version, tool.minutes
        );
        process::run(
            Command::new("cargo")
                .args(["install", "--quiet", "--locked", "--version", &tool.version])
                .arg("--root")
                .arg(root)
                .args(tool.args)
                .arg(tool.package)
                // The project's own settings must not reach into a foreign program.
                .current_dir(std::env::temp_dir())
                .env_remove("CARGO_TARGET_DIR")
                .envs(tool.environment.iter().copied()),
        )?;
        let program = root.join("bin").join(executable(tool.program));
        anyhow::ensure!(program.is_file(), "{} holds no {}", tool.package, tool.program);
        Ok(())
    })?;
    Ok(Some(dir.join("bin")))
}
