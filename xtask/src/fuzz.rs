//! Does anything that reads what others wrote panic, hang or ask for much memory?
//!
//! Coverage-guided: libFuzzer drives the program in `fuzz/`, which is compiled with the compiler in use (the
//! switches that count coverage are LLVM's own and need no other). What it learns is kept in
//! `target/fuzz/corpus`, what fails in `target/fuzz/found`. `cargo xtask fuzz --seconds 3600` is the long run.

use crate::{process, project};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

const TARGETS: &[&str] =
    &["formats", "encodings", "query", "index", "snapshot", "cleaning", "records", "pdf"];
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let (mut seconds, mut chosen) = (60u32, Vec::new());
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Long("seconds") => seconds = args.value()?.to_string_lossy().parse()?,
            lexopt::Arg::Value(name) => match TARGETS.iter().find(|target| name == **target) {
                Some(target) => chosen.push(*target),
                None => bail!("nothing to fuzz is called {name:?}; there are: {}", TARGETS.join(" ")),
            },
            _ => return Err(arg.unexpected().into()),
        }
    }
    if chosen.is_empty() {
        chosen = TARGETS.to_vec();
    }
    run(&chosen, seconds)
}

/// The short run of the tests.
pub fn check() -> Result<()> {
    run(TARGETS, 4)
}

fn run(chosen: &[&str], seconds: u32) -> Result<()> {
    let folder = project::target()?.join("fuzz");
    // With a target named, the flags are for the program alone and not for what builds it.
    let host = process::output(Command::new("rustc").arg("-vV"))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    process::run(
        Command::new("cargo")
            .args(["build", "--quiet", "--release", "--locked", "--target", host, "--target-dir"])
            .arg(&folder)
            .current_dir(project::root().join("fuzz"))
            .env("RUSTFLAGS", FLAGS),
    )?;
    let program =
        folder.join(host).join("release").join(format!("explorer-fuzz{}", std::env::consts::EXE_SUFFIX));
    for target in chosen {
        let corpus = folder.join("corpus").join(target);
        let found = folder.join("found").join(target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&found)?;
        println!("==> {target}: {seconds} s");
        process::run(
            Command::new(&program)
                .arg(&corpus)
                .args([
                    &format!("-max_total_time={seconds}"),
                    "-max_len=65536",
                    "-timeout=60",
                    "-rss_limit_mb=4096",
                ])
                .args(["-print_final_stats=1", "-verbosity=0"])
                .arg(format!("-artifact_prefix={}/", found.display()))
                .env("FUZZ_TARGET", target)
                .env("FUZZ_SEEDS", &corpus),
        )
        .with_context(|| format!("fuzzing {target}; what failed is in {}", found.display()))?;
    }
    Ok(())
}
