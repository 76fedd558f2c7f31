//! How does the source become `dist/`?
//!
//! Trunk is the one build path: it compiles the three wasm programs, runs wasm-bindgen and wasm-opt, and
//! calls `cargo xtask finish` as its last hook. So `trunk build` and `trunk serve` on their own give
//! the same page to somebody who has the usual tools; this command only brings the tools, and makes
//! the bytes independent of the machine.
//!
//! **Invariant.** The same sources, corpus, compiler and tools give the same bytes in `dist/`.

use crate::tools::Toolbox;
use crate::{process, project};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What to build.
#[derive(Default)]
pub struct Options {
    /// The folder with the articles, instead of `seeds/`.
    pub corpus: Option<PathBuf>,
    /// Where to, instead of `dist/`.
    pub dist: Option<PathBuf>,
    /// Unoptimised, without the single file: quick.
    pub dev: bool,
}

pub fn command(mut args: lexopt::Parser) -> Result<()> {
    let mut options = Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            lexopt::Arg::Long("corpus") => options.corpus = Some(args.value()?.into()),
            lexopt::Arg::Long("dist") => options.dist = Some(args.value()?.into()),
            lexopt::Arg::Long("dev") => options.dev = true,
            _ => return Err(arg.unexpected().into()),
        }
    }
    run(&Toolbox::for_build()?, &options)
}

pub fn run(tools: &Toolbox, options: &Options) -> Result<()> {
    let mut trunk = tools.command("trunk");
    trunk.arg("build").current_dir(project::root());
    if !options.dev {
        trunk.arg("--release");
    }
    if let Some(corpus) = &options.corpus {
        let corpus = corpus.canonicalize().with_context(|| format!("no folder {}", corpus.display()))?;
        trunk.env("ARTICLE_EXPLORER_CORPUS", corpus);
    }
    if let Some(dist) = &options.dist {
        trunk.arg("--dist").arg(std::path::absolute(dist)?);
    }
    for (name, value) in environment() {
        trunk.env(name, value);
    }
    process::run(&mut trunk)
}

/// Variables under which Trunk's output does not depend on the machine: panic messages name source
/// files, and would otherwise carry the builder's home folder into a published page.
pub fn environment() -> Vec<(&'static str, String)> {
    let flags = [(project::root(), "/explorer"), (cargo_home(), "/cargo")]
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .join(" ");
    vec![
        // Joined by cargo with the flags in .cargo/config.toml.
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags),
        ("TRUNK_SKIP_VERSION_CHECK", "true".to_owned()),
    ]
}

fn cargo_home() -> PathBuf {
    std::env::var_os("CARGO_HOME")
        .map_or_else(|| std::env::home_dir().unwrap_or_default().join(".cargo"), PathBuf::from)
}

/// Where the build's output is.
pub fn dist() -> PathBuf {
    Path::join(&project::root(), "dist")
}
