//! Are the programs sound as wasm?
//!
//! Clippy reads them for that target, where code is compiled that no native check sees; and each
//! package with `wasm-bindgen-test` among its dependencies has its tests run, by node or, where they
//! say so, by a browser. The engine's answers are compared with those of a plain one there too.

use crate::tools::{self, Toolbox};
use crate::{process, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

pub fn check(tools: &Toolbox) -> Result<()> {
    tools::wasm_clippy(tools)?;
    process::run(
        tools
            .command("cargo")
            .args(["clippy", "--locked", "--target", TARGET])
            .args([
                "--package",
                "article-explorer",
                "--package",
                "explorer-worker",
                "--package",
                "explorer-importer",
            ])
            .args(["--", "--deny", "warnings"])
            .current_dir(project::root()),
    )?;
    compare_answers(tools)?;
    let packages = tested_packages()?;
    if packages.is_empty() {
        println!("no package has tests of its own for wasm (none depends on wasm-bindgen-test)");
        return Ok(());
    }
    for (package, folder) in packages {
        let mut command = tools.command("cargo");
        command
            .args(["test", "--locked", "--target", TARGET, "--package", &package])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .current_dir(project::root());
        if mentions(Path::new(&folder), "run_in_browser")? {
            command.env("CHROMEDRIVER", tools::chromedriver()?);
        }
        process::run(&mut command)?;
    }
    Ok(())
}

/// Runs the program of `crates/plain`, compiled as the engine in the page is, under node.
fn compare_answers(tools: &Toolbox) -> Result<()> {
    let target = project::root().join("target/wasm");
    process::run(
        tools
            .command("cargo")
            .args(["build", "--locked", "--target", TARGET, "--profile", "worker"])
            .args(["--package", "explorer-plain", "--target-dir"])
            .arg(&target)
            .current_dir(project::root()),
    )?;
    tools::npm()?;
    let program = target.join(TARGET).join("worker/explorer_plain.wasm");
    process::run(Command::new("node").args(["--eval", COMPARE]).arg(program))
}

const COMPARE: &str = "\
WebAssembly.instantiate(require('fs').readFileSync(process.argv[1])).then(({ instance }) => {
    const asked = instance.exports.compare(2022, 1000);
    console.log(`${asked} random queries were answered in wasm as a plain engine answers them`);
});";

/// Name and folder of each package of ours that has tests for wasm.
fn tested_packages() -> Result<Vec<(String, String)>> {
    let metadata = process::output(
        Command::new("cargo")
            .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
            .current_dir(project::root()),
    )?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo metadata gave no packages")?;
    Ok(packages
        .iter()
        .filter(|package| {
            let dependencies = package["dependencies"].as_array();
            dependencies.into_iter().flatten().any(|dependency| dependency["name"] == "wasm-bindgen-test")
        })
        .filter_map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str()?);
            Some((package["name"].as_str()?.to_owned(), manifest.parent()?.to_str()?.to_owned()))
        })
        .collect())
}

/// Whether a source file of the package (not of those below it) holds a word.
fn mentions(package: &Path, word: &str) -> Result<bool> {
    for folder in ["src", "tests"] {
        for file in super::tidy::sources_in(&package.join(folder), &["rs"])? {
            if fs::read_to_string(&file)?.contains(word) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
