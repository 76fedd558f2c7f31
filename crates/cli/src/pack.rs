//! `explorer pack PATH... --out FILE`: the articles of files and folders, understood, as one archive.
//!
//! It is what a page opens with: reading and understanding were done once, here, and not by every visitor.

use crate::{files, intake};
use explorer_formats::Options;
use explorer_store::BlockWriter;
use explorer_store::archive::{self, Contents, Notice};
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
                    return Err(format!("pack does not know {option}"));
                }
                _ => paths.push(PathBuf::from(argument)),
            }
        }
        match out {
            None => Err("pack wants --out FILE".to_owned()),
            Some(_) if paths.is_empty() => Err("pack wants at least one file or folder".to_owned()),
            Some(out) => Ok(Arguments { paths, out, options }),
        }
    }
}

/// Runs the command.
pub fn run(raw: Vec<OsString>) -> Result<ExitCode, String> {
    let arguments = Arguments::parse(raw)?;
    let models = crate::models()?;
    let (mut contents, mut writer, mut blocks) = (Contents::default(), BlockWriter::default(), Vec::new());
    let mut articles = 0;
    let failures = files::read_all(&arguments.paths, |file| {
        let report = intake::read(&models, file, &arguments.options, |article, report| {
            report.issues.extend(article.issues.iter().cloned());
            report.articles += 1;
            writer.push(&article);
            if writer.is_full() {
                blocks.extend(writer.finish());
            }
        });
        articles += report.articles;
        contents.files += 1;
        contents.bytes += report.bytes;
        contents.notices.extend(report.issues.into_iter().map(|issue| Notice {
            path: report.path.clone(),
            articles: report.articles,
            kind: issue.kind.to_owned(),
            message: issue.message,
        }));
    });
    if !writer.is_empty() {
        blocks.extend(writer.finish());
    }
    let mut whole = archive::head(&contents);
    whole.append(&mut blocks);
    if let Err(error) = std::fs::write(&arguments.out, &whole) {
        eprintln!("explorer: {} could not be written: {error}", arguments.out.display());
        return Ok(ExitCode::from(1));
    }
    eprintln!(
        "explorer: {articles} articles of {} files, {} bytes of {}",
        contents.files,
        whole.len(),
        contents.bytes
    );
    Ok(if failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
