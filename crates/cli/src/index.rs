//! `explorer index PATH... --out FILE`: the articles of files and folders as one saved index.

use crate::{files, intake};
use explorer_core::engine::Engine;
use explorer_formats::Options;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

struct Arguments {
    paths: Vec<PathBuf>,
    out: PathBuf,
    options: Options,
}

impl Arguments {
    fn parse(raw: Vec<OsString>) -> Result<Self, String> {
        let (mut paths, mut out, mut options) = (Vec::new(), None, Options::default());
        let mut raw = raw.into_iter();
        while let Some(argument) = raw.next() {
            match argument.to_str() {
                Some(name) if intake::option(name, &mut options, || raw.next())? => {}
                Some("--out") => out = raw.next().map(PathBuf::from),
                Some(option) if option.starts_with("--") => {
                    return Err(format!("index does not know {option}"));
                }
                _ => paths.push(PathBuf::from(argument)),
            }
        }
        match out {
            None => Err("index wants --out FILE".to_owned()),
            Some(_) if paths.is_empty() => Err("index wants at least one file or folder".to_owned()),
            Some(out) => Ok(Arguments { paths, out, options }),
        }
    }
}

/// Runs the command.
pub fn run(raw: Vec<OsString>) -> Result<ExitCode, String> {
    let arguments = Arguments::parse(raw)?;
    let models = crate::models()?;
    let mut engine = Engine::new();
    let failures = files::read_all(&arguments.paths, |file| {
        intake::add(&mut engine, &models, file, &arguments.options);
    });
    engine.compare();
    let saved = engine.save_index();
    if let Err(error) = std::fs::write(&arguments.out, &saved) {
        eprintln!("explorer: {} could not be written: {error}", arguments.out.display());
        return Ok(ExitCode::from(1));
    }
    eprintln!("explorer: {} articles, {} bytes", engine.len(), saved.len());
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
