//! Does everything hold that the project promises?
//!
//! `cargo xtask test` runs every step, `cargo xtask test native deny` those that are named. A failing
//! step does not keep the later ones from running, unless they need what it makes.
//!
//! **Invariant.** A step that was asked for and could not run is a failed step.

mod browser;
mod counts;
mod tidy;
mod wasm;

use crate::tools::{self, Toolbox};
use crate::{build, fuzz, process, project};
use anyhow::{Result, bail};
use std::process::Command;
use std::time::{Duration, Instant};

/// A step: its name, and what it answers.
type Step = (&'static str, &'static str);

const STEPS: &[Step] = &[
    ("tidy", "do the sources keep the house rules?"),
    ("fmt", "is the source formatted?"),
    ("lint", "does clippy find nothing?"),
    ("native", "do the tests pass on this machine?"),
    ("eval", "are labels and rankings as good as they were, where there is data to measure them on?"),
    ("wasm", "are the programs sound as wasm, and do their tests pass there?"),
    ("fuzz", "does what reads other people's bytes bear any?"),
    ("counts", "does the engine need no more instructions than it did?"),
    ("deny", "are licences, versions and sources of all dependencies allowed?"),
    ("build", "can the page be built, within its budgets?"),
    ("browser", "does the page work in a real Chromium?"),
    ("firefox", "does it work in a real Firefox?"),
    ("trunk", "does a bare `trunk build` work?"),
];

/// Only where it is named: it needs a database that is on GitHub.
const ADVISORIES: Step = ("advisories", "is no dependency known to be unsafe or abandoned?");

/// What the steps share.
struct Context {
    tools: Option<Toolbox>,
    /// Handed to the browser tests: names of files, patterns.
    browser_args: Vec<std::ffi::OsString>,
    build_first: bool,
    built: bool,
}

impl Context {
    fn tools(&mut self) -> Result<&Toolbox> {
        match &mut self.tools {
            Some(tools) => Ok(tools),
            none => Ok(none.insert(Toolbox::for_build()?)),
        }
    }

    fn build(&mut self) -> Result<()> {
        build::run(self.tools()?, &build::Options::default())?;
        self.built = true;
        Ok(())
    }
}

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let mut chosen: Vec<Step> = Vec::new();
    let mut context = Context { tools: None, browser_args: Vec::new(), build_first: true, built: false };
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Value(name) => {
                match STEPS.iter().chain([&ADVISORIES]).find(|(step, _)| name == *step) {
                    Some(step) => chosen.push(*step),
                    None => bail!("no step is called {name:?}; there are: {}", names(STEPS)),
                }
            }
            lexopt::Arg::Long("no-build") => context.build_first = false,
            // Everything after `--only` is for node's test runner.
            lexopt::Arg::Long("only") => context.browser_args = args.raw_args()?.collect(),
            _ => return Err(arg.unexpected().into()),
        }
    }
    if chosen.is_empty() {
        chosen = STEPS.to_vec();
    }

    let start = Instant::now();
    let mut results: Vec<(&str, Duration, Result<()>)> = Vec::new();
    for (name, question) in chosen {
        println!("\n==> {name}: {question}");
        let start = Instant::now();
        let result = run(name, &mut context);
        match &result {
            Ok(()) => println!("==> {name}: passed in {}", seconds(start.elapsed())),
            Err(error) => println!("==> {name}: FAILED in {}: {error:#}", seconds(start.elapsed())),
        }
        results.push((name, start.elapsed(), result));
    }

    println!("\n{:<10}{:>10}", "step", "time");
    for (name, time, result) in &results {
        let error = result.as_ref().err().map_or(String::new(), |error| format!("   FAILED: {error:#}"));
        println!("{name:<10}{:>10}{error}", seconds(*time));
    }
    println!("{:<10}{:>10}", "all", seconds(start.elapsed()));
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    println!("\n{} passed, {failed} failed", results.len() - failed);
    if failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn run(step: &str, context: &mut Context) -> Result<()> {
    match step {
        "tidy" => tidy::check(),
        "fmt" => cargo(&["fmt", "--all", "--check"]),
        "lint" => cargo(&["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"]),
        "native" => cargo(&["test", "--locked", "--workspace"]),
        "eval" => {
            cargo(&["run", "--locked", "--release", "--package", "explorer-eval", "--", "--hold-floors"])
        }
        "wasm" => wasm::check(context.tools()?),
        "fuzz" => fuzz::check(),
        "counts" => counts::check(),
        "deny" => deny(&["bans", "licenses", "sources"]),
        "advisories" => deny(&["advisories"]),
        "build" => {
            context.build()?;
            within_budgets()
        }
        "browser" | "firefox" => {
            if context.build_first && !context.built {
                context.build()?;
            }
            let args = context.browser_args.clone();
            // Once for both browsers.
            let build_first = std::mem::take(&mut context.build_first);
            browser::check(context.tools()?, step, build_first, &args)
        }
        "trunk" => bare_trunk(context.tools()?),
        other => bail!("step {other} has no body"),
    }
}

fn cargo(args: &[&str]) -> Result<()> {
    process::run(Command::new("cargo").args(args).current_dir(project::root()))
}

fn deny(checks: &[&str]) -> Result<()> {
    let mut command = Command::new("cargo-deny");
    if let Some(dir) = tools::cargo_deny()? {
        command = Command::new(dir.join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX)));
    }
    process::run(
        command
            .args(["--locked", "check", "--hide-inclusion-graph"])
            .args(checks)
            .current_dir(project::root()),
    )
}

/// Each group that has a budget in `dist/sizes.json` keeps it.
fn within_budgets() -> Result<()> {
    let sizes = std::fs::read_to_string(build::dist().join("sizes.json"))?;
    let sizes: serde_json::Value = serde_json::from_str(&sizes)?;
    for (name, group) in sizes["groups"].as_object().into_iter().flatten() {
        if let (Some(size), Some(budget)) = (group["gzip"].as_u64(), group["gzip_budget"].as_u64())
            && size > budget
        {
            bail!("{name} is {size} bytes gzipped; its budget is {budget}");
        }
    }
    Ok(())
}

/// Trunk as somebody without `cargo xtask` would call it: unoptimised, without our environment.
fn bare_trunk(tools: &Toolbox) -> Result<()> {
    let dist = project::root().join("target/bare-trunk");
    process::run(
        tools
            .command("trunk")
            .args(["build", "--skip-version-check", "--dist"])
            .arg(&dist)
            .current_dir(project::root()),
    )?;
    let page = std::fs::read_to_string(dist.join("index.html"))?;
    if !page.contains("id=\"boot\"") {
        bail!("`trunk build` made a page without boot configuration");
    }
    Ok(())
}

fn names(steps: &[Step]) -> String {
    steps.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
