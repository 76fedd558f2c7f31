//! `explorer pack PATH... --out FILE`: the articles of files and folders, understood, as one archive.
//!
//! It is what a page opens with: reading and understanding were done once, here, and not by every visitor.

use crate::{files, intake};
use explorer_store::BlockWriter;
use explorer_store::archive::{self, Contents, Notice};
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command.
pub fn run(raw: Vec<OsString>) -> Result<ExitCode, String> {
    let arguments = intake::ToFile::parse("pack", raw)?;
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
