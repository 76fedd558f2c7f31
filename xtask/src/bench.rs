//! How fast is the engine?
//!
//! Runs the benchmarks that the engine's crate keeps in its `benches/` folder.

use crate::{process, project};
use anyhow::Result;
use std::process::Command;

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let rest: Vec<_> = args.raw_args()?.collect();
    process::run(
        Command::new("cargo")
            .args(["bench", "--package", "explorer-core", "--benches", "--"])
            .args(rest)
            .current_dir(project::root()),
    )
}
