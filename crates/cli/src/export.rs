//! `explorer export PATH... --format FORMAT`: articles as a file of other programs.

use crate::{files, intake};
use explorer_core::engine::{Engine, SearchRequest};
use explorer_exports::{Format, Taken, take};
use explorer_formats::Options;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

struct Arguments {
    paths: Vec<PathBuf>,
    format: Format,
    request: SearchRequest,
    notebook: Option<PathBuf>,
    out: Option<PathBuf>,
    options: Options,
}

impl Arguments {
    fn parse(raw: Vec<OsString>) -> Result<Self, String> {
        let (mut paths, mut format, mut notebook, mut out) = (Vec::new(), None, None, None);
        let mut request = SearchRequest::default();
        let mut options = Options::default();
        let mut raw = raw.into_iter();
        while let Some(argument) = raw.next() {
            let name = argument.to_str().unwrap_or_default().to_owned();
            if intake::option(&name, &mut options, || raw.next())? {
                continue;
            }
            let mut value = || raw.next().ok_or(format!("{name} wants a value"));
            let mut text = || value().map(|value| value.to_string_lossy().into_owned());
            match name.as_str() {
                "--format" => {
                    let named = text()?;
                    let known = Format::ALL.into_iter().find(|format| format.name() == named);
                    format = Some(known.ok_or("--format is jsonl, csv, ris, bibtex or csl-json")?);
                }
                "--query" => request.query = text()?,
                "--language" => request.filters.language.push(text()?),
                "--source" => request.filters.source.push(text()?),
                "--topic" => request.filters.topic.push(text()?),
                "--notebook" => notebook = Some(PathBuf::from(value()?)),
                "--out" => out = Some(PathBuf::from(value()?)),
                option if option.starts_with("--") => return Err(format!("export does not know {option}")),
                _ => paths.push(PathBuf::from(argument)),
            }
        }
        match format {
            None => Err("export wants --format FORMAT".to_owned()),
            Some(_) if paths.is_empty() => Err("export wants at least one file or folder".to_owned()),
            Some(format) => Ok(Arguments { paths, format, request, notebook, out, options }),
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
    if let Some(path) = &arguments.notebook
        && let Err(message) = open(&mut engine, path)
    {
        eprintln!("explorer: {}: {message}", path.display());
        return Ok(ExitCode::from(1));
    }
    let taken = Taken::Found(Box::new(arguments.request));
    let text = take(&mut engine, &taken, arguments.format, env!("CARGO_PKG_VERSION"));
    match arguments.out {
        Some(path) => {
            if let Err(error) = std::fs::write(&path, &text) {
                eprintln!("explorer: {} could not be written: {error}", path.display());
                return Ok(ExitCode::from(1));
            }
        }
        // A reader that has seen enough closes the pipe: that is no failure of ours.
        None => drop(std::io::stdout().lock().write_all(text.as_bytes())),
    }
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Takes in what was set by hand.
fn open(engine: &mut Engine, path: &PathBuf) -> Result<(), String> {
    let document = std::fs::read_to_string(path).map_err(|error| format!("could not be read: {error}"))?;
    let (change, left_out) = engine.notebook().opening(&document).map_err(|error| error.to_string())?;
    engine.change(change);
    if left_out > 0 {
        eprintln!("explorer: {}: left out, because it could not be understood: {left_out}", path.display());
    }
    Ok(())
}
