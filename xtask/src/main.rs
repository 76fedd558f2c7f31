//! The project's commands: which of them was asked for, and with which options?
//!
//! `cargo xtask serve` and `cargo xtask test` are the two a newcomer needs; every other one is a
//! part of them. One module per command holds what it does; [`tools`] brings what it needs.
//!
//! **Invariant.** A command either does all it names or fails with a sentence that says what to do;
//! nothing is skipped silently.

mod bench;
mod build;
mod eval;
mod finish;
mod fuzz;
mod process;
mod project;
mod serve;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
The project's commands (cargo xtask <command>):

  serve   build the page and serve it on this machine
            --port N        first port to try (8080)
            --corpus DIR    a page for the articles of another folder (seeds)
            --dev           quick unoptimised build, no single file
            --no-build      serve dist/ as it is
            --prefix PATH   serve under a sub-path, such as /some/sub/path/
            --isolated      send COOP and COEP headers (finer clocks, for benchmarks)
  build   make dist/: the page, and the same page as one file
            --corpus DIR, --dev
            --dist DIR      where to, instead of dist/
  test    every check; or only those named:
            tidy fmt lint native eval wasm counts deny build browser firefox trunk
            advisories      only where it is named: asks GitHub
            --no-build      browser tests of dist/ as it is
            --only ...      what follows is for node's test runner
  bench   measure speed, natively; or
            --browser ...   in a browser, beside other engines; what follows is for
                            crates/bench/browser/bench.mjs (--sizes, --each, --only, --write)
  eval    measure quality on labelled texts
  fuzz    try to break what reads files, queries and saved indexes
            --seconds N     for each of them (60); an hour is 3600
            formats encodings query index cleaning
  tools   bring the tools of all commands, and say where they are

Environment:
  ARTICLE_EXPLORER_CACHE   folder for tools, instead of the user's cache folder
  ARTICLE_EXPLORER_WASM    debian: compile for wasm as on a machine where rustup can't
  ARTICLE_EXPLORER_CORPUS  as --corpus; also heard by a bare `trunk build`
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> anyhow::Result<()> {
    let mut args = lexopt::Parser::from_env();
    match args.next()? {
        Some(lexopt::Arg::Value(command)) => match command.to_str() {
            Some("serve") => serve::command(args),
            Some("build") => build::command(args),
            Some("finish") => finish::command(args),
            Some("test") => test::command(args),
            Some("bench") => bench::command(args),
            Some("eval") => eval::command(args),
            Some("fuzz") => fuzz::command(args),
            Some("tools") => tools::command(args),
            Some("help") => help(),
            _ => anyhow::bail!("no command is called {command:?}\n\n{USAGE}"),
        },
        Some(lexopt::Arg::Short('h') | lexopt::Arg::Long("help")) => help(),
        Some(other) => Err(other.unexpected().into()),
        None => help(),
    }
}

fn help() -> anyhow::Result<()> {
    print!("{USAGE}");
    Ok(())
}
