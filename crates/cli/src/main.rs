//! `explorer`: Article Explorer's engine on the command line.
//!
//! The same engine as the page's, so what it prints is what the page shows. This program only finds
//! files, reads them and prints; one file a subcommand.
//!
//! **Exit codes.** 0 when every file was read, 1 when some could not be (each is named on standard
//! error, and the others are done all the same), 2 for arguments that make no sense.

mod analyze;
mod export;
mod files;
mod index;
mod intake;
mod pack;
mod search;

use explorer_core::understand::Models;
use std::process::ExitCode;

const USAGE: &str = "\
Article Explorer's engine on the command line.

  explorer analyze PATH...            a line of JSON for each article in files and folders
  explorer index PATH... --out FILE   the articles of files and folders as one saved index
  explorer export PATH... --format jsonl|csv|ris|bibtex|csl-json [--out FILE]
                                      articles for other programs; which of them: --query WORDS
                                      --language CODE --source NAME --topic CODE; --notebook FILE takes in
                                      what the page saved as a person's additions
  explorer pack PATH... --out FILE    the articles of files and folders, understood, as one archive for a page
  explorer search FILE --queries Q.tsv [--limit N] [--format trec|json] [--syntax]
                                      answers from a saved index; a line of Q.tsv is qid<TAB>words,
                                      any of which answers; --syntax turns the query language on

analyze, export, index and pack take text, Markdown, HTML, JSON, JSON Lines, CSV, TSV, RSS, Atom, WARC, WET, ARC, and
ZIP, tar and gzip with any of these inside. The encoding of a file and the columns of a table are found out;
  --encoding NAME       they are in this one
  --columns MAPPING     as in text=body,title=headline,date=published (fields: text html title lead date
                        author source url; columns by name or number)

Exit code: 0 all read, 1 some files could not be read (named on standard error), 2 wrong arguments.
";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let command = arguments.next().unwrap_or_default();
    let outcome = match command.to_str() {
        Some("analyze") => analyze::run(arguments.collect()),
        Some("index") => index::run(arguments.collect()),
        Some("export") => export::run(arguments.collect()),
        Some("pack") => pack::run(arguments.collect()),
        Some("search") => search::run(arguments.collect()),
        Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        Some("--version" | "-V") => {
            println!("explorer {}", env!("CARGO_PKG_VERSION"));
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(format!("there is no command “{}”", command.to_string_lossy())),
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("explorer: {message}\n\n{USAGE}");
        ExitCode::from(2)
    })
}

/// The models, which this program has inside.
fn models() -> Result<Models, String> {
    Models::open(&include!("../../../models/files.rs"))
        .map_err(|error| format!("the models in this program are damaged ({error}); build it again"))
}
