//! How fast is the engine?
//!
//! The benchmark is a workspace of its own (`crates/bench`), so that the engines it compares with stay out of the
//! project's lock file. What follows the command's name is handed to it: the number of documents.

use crate::{process, project};
use anyhow::Result;
use std::process::Command;

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let rest: Vec<_> = args.raw_args()?.collect();
    process::run(
        Command::new("cargo")
            .args(["run", "--release", "--manifest-path", "crates/bench/Cargo.toml", "--"])
            .args(rest)
            .current_dir(project::root()),
    )
}
