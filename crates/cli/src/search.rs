//! `explorer search FILE --queries Q.tsv`: answers from a saved index, in TREC's format or as JSON.
//!
//! A line of the queries is `qid<TAB>words`. The words are plain text that any of them answers, unless
//! `--syntax` turns the query language on.

use explorer_core::index::Index;
use explorer_core::query::{parse, parse_words};
use explorer_core::search::{Filters, Request, Sort, search};
use serde_json::json;
use std::ffi::OsString;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Trec,
    Json,
}

struct Arguments {
    index: PathBuf,
    queries: PathBuf,
    limit: usize,
    format: Format,
    syntax: bool,
}

impl Arguments {
    fn parse(raw: Vec<OsString>) -> Result<Self, String> {
        let (mut index, mut queries, mut limit, mut format, mut syntax) =
            (None, None, 10, Format::Trec, false);
        let mut raw = raw.into_iter();
        while let Some(argument) = raw.next() {
            let mut value = |name: &str| raw.next().ok_or(format!("{name} wants a value"));
            match argument.to_str() {
                Some("--queries") => queries = Some(PathBuf::from(value("--queries")?)),
                Some("--limit") => {
                    let number = value("--limit")?;
                    let number = number.to_string_lossy();
                    limit = number.parse().map_err(|_| format!("--limit wants a number, not “{number}”"))?;
                }
                Some("--format") => {
                    format = match value("--format")?.to_str() {
                        Some("trec") => Format::Trec,
                        Some("json") => Format::Json,
                        _ => return Err("--format is trec or json".to_owned()),
                    }
                }
                Some("--syntax") => syntax = true,
                Some(option) if option.starts_with("--") => {
                    return Err(format!("search does not know {option}"));
                }
                _ if index.is_none() => index = Some(PathBuf::from(argument)),
                _ => return Err("search wants one index".to_owned()),
            }
        }
        match (index, queries) {
            (Some(index), Some(queries)) => Ok(Arguments { index, queries, limit, format, syntax }),
            (None, _) => Err("search wants the file of an index".to_owned()),
            (_, None) => Err("search wants --queries FILE".to_owned()),
        }
    }
}

/// Runs the command.
pub fn run(raw: Vec<OsString>) -> Result<ExitCode, String> {
    let arguments = Arguments::parse(raw)?;
    match answer(&arguments) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(message) => {
            eprintln!("explorer: {message}");
            Ok(ExitCode::from(1))
        }
    }
}

fn answer(arguments: &Arguments) -> Result<(), String> {
    let bytes = std::fs::read(&arguments.index)
        .map_err(|error| format!("{} could not be read: {error}", arguments.index.display()))?;
    let index = Index::open(bytes).map_err(|error| format!("{}: {error}", arguments.index.display()))?;
    let queries = std::fs::read_to_string(&arguments.queries)
        .map_err(|error| format!("{} could not be read: {error}", arguments.queries.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in queries.lines().filter(|line| !line.trim().is_empty()) {
        let Some((qid, words)) = line.split_once('\t') else {
            eprintln!("explorer: this line has no tab and was left out: {line}");
            continue;
        };
        let query = if arguments.syntax { parse(words).0 } else { parse_words(words) };
        let filters = Filters::default();
        let response = search(
            &index,
            &Request {
                query: &query,
                filters: &filters,
                sort: Sort::Relevance,
                offset: 0,
                limit: arguments.limit,
            },
        );
        let written = match arguments.format {
            Format::Trec => (1..).zip(&response.hits).try_for_each(|(rank, hit)| {
                let (id, _, _) = index.name(hit.doc);
                writeln!(out, "{qid} Q0 {id} {rank} {} explorer", hit.score)
            }),
            Format::Json => {
                let hits = (1..).zip(&response.hits).map(|(rank, hit)| {
                    let (id, path, title) = index.name(hit.doc);
                    json!({ "rank": rank, "id": id, "path": path, "title": title, "score": hit.score })
                });
                let hits: Vec<_> = hits.collect();
                writeln!(out, "{}", json!({ "qid": qid, "total": response.total, "hits": hits }))
            }
        };
        // A reader that has seen enough closes the pipe: that is no failure of ours.
        if written.is_err() {
            break;
        }
    }
    let _ = out.flush();
    Ok(())
}
