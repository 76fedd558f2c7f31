//! `explorer index PATH... --out FILE`: the articles of files and folders as one saved index.

use crate::{files, intake};
use explorer_core::engine::Engine;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command.
pub fn run(raw: Vec<OsString>) -> Result<ExitCode, String> {
    let arguments = intake::ToFile::parse("index", raw)?;
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
