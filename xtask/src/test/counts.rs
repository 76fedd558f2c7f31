//! Does the engine still need as few instructions as it did?
//!
//! Times are noise on a shared machine, instructions are not: `explorer-counts` runs under callgrind, and what
//! each of its stages takes is compared with `crates/eval/counts.tsv`. The figures belong to a compiler and a
//! processor's instruction set, which stand in the file's first line; under others they are shown and not
//! compared. `EXPLORER_WRITE_COUNTS=1 cargo xtask test counts` writes them anew.
//!
//! **Invariant.** More than 5 % above a figure is a failure that names the stage; so is more than 5 % below,
//! that the figure be renewed and the gain kept.

use crate::{process, project, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

const TOLERANCE: f64 = 0.05;

pub fn check() -> Result<()> {
    if !tools::valgrind()? {
        println!("skipped: no valgrind here to count instructions with");
        return Ok(());
    }
    process::run(
        Command::new("cargo")
            .args([
                "build",
                "--locked",
                "--release",
                "--package",
                "explorer-eval",
                "--bin",
                "explorer-counts",
            ])
            .current_dir(project::root()),
    )?;
    let folder = project::target()?.join("counts");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let stages = process::output(
        Command::new("valgrind")
            .args(["--tool=callgrind", "--dump-before=*counted_stage*"])
            .arg(format!("--callgrind-out-file={}", folder.join("out").display()))
            .arg(project::target()?.join("release/explorer-counts"))
            // The C library copies memory in other ways on other processors; here it takes the plain one on all.
            .env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX,-ERMS,-FSRM")
            .current_dir(project::root()),
    )?;
    // A file ends where the next stage begins: the first holds what came before them all, and what comes after
    // the last is in one without a number.
    let stages: Vec<&str> = stages.lines().collect();
    let file = |stage: usize| match stage + 1 == stages.len() {
        true => folder.join("out"),
        false => folder.join(format!("out.{}", stage + 2)),
    };
    let counts: Vec<(&str, u64)> = stages
        .iter()
        .enumerate()
        .map(|(number, stage)| Ok((*stage, total(&file(number))?)))
        .collect::<Result<_>>()?;
    compare(&counts)
}

/// The instructions that a file of callgrind's says it counted.
fn total(file: &Path) -> Result<u64> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let total = text.lines().find_map(|line| line.strip_prefix("summary: "));
    let total = total.with_context(|| format!("{} has no summary", file.display()))?;
    Ok(total.trim().parse()?)
}

fn compare(counts: &[(&str, u64)]) -> Result<()> {
    let version = process::output(Command::new("rustc").arg("--version"))?;
    let made_by = format!("# {}, {}", version.trim(), std::env::consts::ARCH);
    let file = project::root().join("crates/eval/counts.tsv");
    if std::env::var_os("EXPLORER_WRITE_COUNTS").is_some() {
        let rows: String = counts.iter().map(|(stage, count)| format!("{stage}\t{count}\n")).collect();
        fs::write(&file, format!("{made_by}\n{rows}"))?;
        println!("written to {}", file.display());
    }
    let kept = fs::read_to_string(&file)?;
    let same = kept.lines().next() == Some(made_by.as_str());
    let mut faults = Vec::new();
    println!("{:<16}{:>14}{:>14}{:>8}", "stage", "instructions", "kept", "");
    for (stage, count) in counts {
        let of_stage = |line: &str| line.split_once('\t').filter(|(name, _)| name == stage)?.1.parse().ok();
        let before: u64 = kept.lines().find_map(of_stage).unwrap_or(0);
        let change = *count as f64 / before as f64 - 1.0;
        println!("{stage:<16}{count:>14}{before:>14}{:>+7.1}%", 100.0 * change);
        // A stage that is not in the file has a change without bound.
        if change.is_nan() || change.abs() > TOLERANCE {
            faults.push(format!("{stage} {:+.1} %", 100.0 * change));
        }
    }
    if !same {
        println!("not compared: the figures are of another compiler ({})", kept.lines().next().unwrap_or(""));
    } else if !faults.is_empty() {
        bail!("{}: renew crates/eval/counts.tsv if that is meant", faults.join(", "));
    }
    Ok(())
}
