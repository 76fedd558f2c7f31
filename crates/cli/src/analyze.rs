//! `explorer analyze PATH...`: what is known of each article, a line of JSON each.

use crate::{files, intake};
use explorer_core::engine::Engine;
use explorer_core::report::{article_json, failed_file_json};
use explorer_formats::Options;
use std::ffi::OsString;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

struct Arguments {
    paths: Vec<PathBuf>,
    options: Options,
}

impl Arguments {
    fn parse(raw: Vec<OsString>) -> Result<Self, String> {
        let mut paths = Vec::new();
        let mut options = Options::default();
        let mut raw = raw.into_iter();
        while let Some(argument) = raw.next() {
            match argument.to_str() {
                Some(name) if intake::option(name, &mut options, || raw.next())? => {}
                // Every line carries its evidence already; the option says so in scripts.
                Some("--explain") => {}
                Some(option) if option.starts_with("--") => {
                    return Err(format!("analyze does not know {option}"));
                }
                _ => paths.push(PathBuf::from(argument)),
            }
        }
        if paths.is_empty() {
            Err("analyze wants at least one file or folder".to_owned())
        } else {
            Ok(Arguments { paths, options })
        }
    }
}

/// Runs the command.
pub fn run(raw: Vec<OsString>) -> Result<ExitCode, String> {
    let arguments = Arguments::parse(raw)?;
    let models = crate::models()?;
    let mut engine = Engine::new();
    let mut without_article = Vec::new();
    let failures = files::read_all(&arguments.paths, |file| {
        let report = intake::add(&mut engine, &models, file, &arguments.options);
        if report.articles == 0 {
            without_article.push(report);
        }
    });
    engine.compare();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let articles = engine.articles().map(|article| article_json(&article));
    let others = without_article.iter().map(|report| failed_file_json(&report.path, &report.issues));
    for line in articles.chain(others) {
        // A reader that has seen enough closes the pipe: that is no failure of ours.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    let _ = out.flush();
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
