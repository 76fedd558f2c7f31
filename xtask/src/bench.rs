//! How fast is the engine?
//!
//! Natively (`crates/bench`) and, with `--browser`, in a browser (`crates/bench/browser`): understanding raw texts
//! in the page's own worker, and index and search beside the engines that people would otherwise pick. The benchmarks
//! are workspaces and packages of their own, so that what they compare with stays out of the project's lock files. What follows
//! the command's name (or `--browser`) is handed to them. A benchmark prints and never fails by time.

use crate::tools::{self, Toolbox};
use crate::{build, process, project};
use anyhow::Result;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let mut rest: Vec<_> = args.raw_args()?.collect();
    if rest.first().is_some_and(|first| first == "--browser") {
        rest.remove(0);
        return browser(&rest);
    }
    process::run(
        Command::new("cargo")
            .args(["run", "--release", "--manifest-path", "crates/bench/Cargo.toml", "--"])
            .args(rest)
            .current_dir(project::root()),
    )
}

fn browser(args: &[OsString]) -> Result<()> {
    let tools = Toolbox::for_build()?;
    if !build::dist().join("article-explorer.html").is_file() {
        build::run(&tools, &build::Options::default())?;
    }
    let bench = project::root().join("crates/bench/browser");
    tools::browser_test_packages(&bench)?;
    // What measures the page alone needs no engine beside it.
    let page_alone = args.windows(2).any(|pair| pair[0] == "--only" && pair[1] == "page");
    let ours = if page_alone { PathBuf::new() } else { engine(&tools)? };
    process::run(
        Command::new("cargo")
            .args(["build", "--quiet", "--locked", "--release", "--package", "explorer"])
            .current_dir(project::root()),
    )?;
    let explorer = project::target()?.join("release").join(tools::executable("explorer"));
    let data = std::env::var_os("ARTICLE_EXPLORER_DATA")
        .map_or_else(|| project::root().join("../shared/data"), PathBuf::from);
    process::run(
        Command::new("node")
            .arg(bench.join("bench.mjs"))
            .arg("--dist")
            .arg(build::dist())
            .arg("--ours")
            .arg(ours)
            .arg("--data")
            .arg(data)
            .arg("--explorer")
            .arg(explorer)
            .arg("--chrome")
            .arg(tools::chromium()?)
            .args(args)
            .current_dir(project::root()),
    )
}

/// Builds index and search as the benchmark's page calls them, as the worker is built; the folder with the program.
fn engine(tools: &Toolbox) -> Result<PathBuf> {
    const TARGET: &str = "wasm32-unknown-unknown";
    const FEATURES: &[&str] = &[
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
        "--enable-simd",
        // As in index.html: what was kept apart so that it is made fast while it runs stays apart.
        "--one-caller-inline-max-function-size=0",
    ];
    let target = project::target()?.join("bench-engine");
    process::run(
        tools
            .command("cargo")
            .args(["build", "--locked", "--manifest-path", "crates/bench/engine/Cargo.toml"])
            .args(["--target", TARGET, "--profile", "worker", "--target-dir"])
            .arg(&target)
            .current_dir(project::root()),
    )?;
    let built = target.join(TARGET).join("worker");
    let dir = target.join("page");
    fs::create_dir_all(&dir)?;
    process::run(
        tools
            .command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(&dir)
            .arg(built.join("explorer-bench-engine.wasm")),
    )?;
    process::run(
        tools
            .command("wasm-opt")
            .arg("-O3")
            .args(FEATURES)
            .arg(dir.join("explorer-bench-engine_bg.wasm"))
            .arg("-o")
            .arg(dir.join("engine.wasm")),
    )?;
    Ok(dir)
}
