//! Does the command line take files of other formats and encodings, and say what it noticed?

use std::path::PathBuf;
use std::process::{Command, Output};

const FERRY: &str = "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs to its bow doors, said the captain.";

/// A folder of these files, for one test.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("explorer-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).expect("it can be written to");
    }
    folder
}

fn explorer(arguments: &[&str], folder: &PathBuf) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_explorer"));
    command.args(arguments).arg(folder).output().expect("the program runs")
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn tables_feeds_and_other_encodings_become_articles_with_what_they_state() {
    let folder = folder(
        "formats",
        &[
            ("a.csv", format!("title,text,date\nFerry returns,\"{FERRY}\",2021-03-04\n").as_bytes()),
            ("b.rss", format!("<rss><channel><title>Harbour News</title><item><title>Ferry is back</title><description>{FERRY} Twice.</description><pubDate>Thu, 04 Mar 2021 10:00:00 GMT</pubDate></item></channel></rss>").as_bytes()),
            ("c.txt", b"Le pr\xe9fet a d\xe9clar\xe9 que l'\xe9t\xe9 \xe9tait tr\xe8s chaud \xe0 Orl\xe9ans, o\xf9 l'eau manque d\xe9j\xe0."),
            ("d.pdf", include_bytes!("../../pdf/samples/locked.pdf")),
            ("e.pdf", include_bytes!("../../pdf/samples/newspaper.pdf")),
        ],
    );
    let output = explorer(&["analyze"], &folder);
    assert!(output.status.success());
    let lines = lines(&output);
    let value = |at: usize, label: &str| lines[at][label]["value"].as_str().unwrap_or_default().to_owned();
    assert_eq!(lines.len(), 5);
    assert_eq!((value(0, "title"), value(0, "date")), ("Ferry returns".to_owned(), "2021-03-04".to_owned()));
    assert_eq!((value(1, "title"), value(1, "date")), ("Ferry is back".to_owned(), "2021-03-04".to_owned()));
    assert_eq!(value(1, "source"), "Harbour News");
    assert!(lines[2]["body"].as_str().is_some_and(|body| body.contains("préfet")));
    assert_eq!(lines[4]["issues"][0]["kind"], "encrypted");
    assert_eq!(value(3, "title"), "Ferry returns to the islands");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("a.csv: Columns were taken as: title=title, text=text, date=date."), "{said}");
    std::fs::remove_dir_all(folder).expect("it was made above");
}

#[test]
fn encoding_and_columns_can_be_chosen() {
    let folder = folder(
        "chosen",
        &[("a.csv", "kop,stuk\nВеселая,ВЕСЕЛАЯ история о пароме, который вернулся\n".as_bytes())],
    );
    let output = explorer(&["analyze", "--columns", "text=kop", "--encoding", "utf-8"], &folder);
    assert_eq!(lines(&output)[0]["issues"].as_array().map(Vec::len), Some(0), "{output:?}");
    let refused = explorer(&["analyze", "--encoding", "klingon"], &folder);
    assert_eq!(refused.status.code(), Some(2));
    std::fs::remove_dir_all(folder).expect("it was made above");
}
