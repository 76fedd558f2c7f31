//! How are the browser tests run?
//!
//! The tests are node's, in `tests/browser/`; this brings their packages, the browser and the native
//! program, and says in the environment where all that is:
//!
//! | variable | holds |
//! | --- | --- |
//! | `BROWSER` | which browser: `chromium` or `firefox` |
//! | `CHROME`, `FIREFOX` | its program |
//! | `CHROME_NO_SANDBOX` | `1` where the browser must run without its sandbox (as root) |
//! | `DIST` | the built page |
//! | `BAD_DIST` | a page for a corpus in which every file is wrong in some way |
//! | `EXPLORER` | the native `explorer` program |
//! | `XTASK` | this program, to serve pages with |
//!
//! A browser on a busy machine has moments that no test foresees. Where a few files fail they are run once more, one at a time: what
//! fails twice has failed, and what passes then is named as unsteady, to be mended.

use crate::tools::{self, Toolbox};
use crate::{build, process, project};
use anyhow::{Result, ensure};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::Command;

// So many files may be unsteady; more of them are a fault.
const UNSTEADY: usize = 3;

/// `step` is `browser`, which is Chromium, or `firefox`.
pub fn check(trunk: &Toolbox, step: &str, build_first: bool, args: &[OsString]) -> Result<()> {
    let tests = project::root().join("tests/browser");
    ensure!(tests.join("package.json").is_file(), "no package.json in {}", tests.display());
    ensure!(build::dist().join("article-explorer.html").is_file(), "dist/ holds no complete page");
    tools::browser_test_packages(&tests)?;
    let (browser, variable, program) = match step {
        "firefox" => ("firefox", "FIREFOX", tools::firefox()?),
        _ => ("chromium", "CHROME", tools::chromium()?),
    };
    let npm = tools::npm()?;
    let bad = project::root().join("target/bad-dist");
    if build_first || !bad.join("article-explorer.html").is_file() {
        let corpus = project::root().join("target/bad-corpus");
        process::run(Command::new("node").arg(tests.join("support/bad_input.mjs")).arg(&corpus))?;
        let options =
            build::Options { corpus: Some(corpus), dist: Some(bad.clone()), ..build::Options::default() };
        build::run(trunk, &options)?;
    }
    process::run(
        Command::new("cargo")
            .args(["build", "--quiet", "--locked", "--release", "--package", "explorer"])
            .current_dir(project::root()),
    )?;
    let explorer = project::target()?.join("release").join(tools::executable("explorer"));
    let failed = project::target()?.join("failed-tests.txt");
    let run = |args: &[OsString]| {
        let _ = std::fs::remove_file(&failed);
        let mut command = Command::new(&npm);
        command
            .args(["run", "--silent", "test", "--", "--test-reporter-destination=stdout"])
            .arg("--test-reporter=./support/failed.mjs")
            .arg(format!("--test-reporter-destination={}", failed.display()))
            .args(args);
        process::run(
            command
                .current_dir(&tests)
                .env("BROWSER", browser)
                .env(variable, &program)
                .env("CHROME_NO_SANDBOX", if tools::is_root() { "1" } else { "" })
                .env("DIST", build::dist())
                .env("BAD_DIST", &bad)
                .env("EXPLORER", &explorer)
                .env("XTASK", std::env::current_exe()?),
        )
    };
    let first = run(args);
    let unsteady: BTreeSet<OsString> =
        std::fs::read_to_string(&failed).unwrap_or_default().lines().map(OsString::from).collect();
    if first.is_ok() || unsteady.is_empty() || unsteady.len() > UNSTEADY {
        return first;
    }
    println!("\n==> {step}: once more, one at a time: {unsteady:?}");
    let mut again = vec![OsString::from("--test-concurrency=1")];
    again.extend(unsteady.iter().cloned());
    run(&again)?;
    println!("\n==> {step}: unsteady, to be mended: {unsteady:?}");
    Ok(())
}
