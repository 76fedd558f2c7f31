//! How good are the engine's labels and rankings, measured on labelled texts?
//!
//! The measuring itself is a program of its own, built with optimisation: it reads many megabytes.
//! What follows the command's name is handed to it.

use crate::{process, project};
use anyhow::{Result, bail};
use std::process::Command;

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let rest: Vec<_> = args.raw_args()?.collect();
    if !project::root().join("crates/eval/Cargo.toml").is_file() {
        bail!("this version of the project has no evaluations (crates/eval)");
    }
    process::run(
        Command::new("cargo")
            .args(["run", "--release", "--package", "explorer-eval", "--"])
            .args(rest)
            .current_dir(project::root()),
    )
}
