//! Is what is written what the formats ask for, whatever an article says?

use crate::{Entry, Format, Origin, citation, fingerprint, write};
use explorer_core::article::{Article, Date};
use explorer_core::notebook::{Change, Field, Labels, Note, Notebook};
use explorer_core::read::{Markup, RawArticle};
use explorer_core::understand::{Models, understand};
use proptest::prelude::*;
use std::sync::LazyLock;

fn articles(texts: &[&str]) -> Vec<Article> {
    static MODELS: LazyLock<Models> = LazyLock::new(|| {
        Models::open(&include!("../../../models/files.rs")).expect("the shipped models open")
    });
    let read = |(number, text): (usize, &&str)| {
        let raw = RawArticle {
            id: explorer_core::article::ArticleId::of_bytes(text.as_bytes()),
            path: format!("{number}.txt"),
            text: (*text).to_owned(),
            markup: Markup::Plain,
            url: None,
            issues: Vec::new(),
        };
        understand(raw, &MODELS)
    };
    texts.iter().enumerate().map(read).collect()
}

fn set(notebook: &mut Notebook, article: &Article, field: Field, values: &[&str]) {
    let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
    let values = field.read(&values).expect("values of this field");
    notebook.make(Change::Labels(field, vec![(article.id.to_string(), Some(values))]));
}

fn written(format: Format, articles: &[Article], notebook: &Notebook, origin: &Origin) -> String {
    let entries = articles.iter().map(|article| {
        let by_hand = notebook.correction(article.id.as_str());
        let labels = Labels::of(article, by_hand);
        let topics = by_hand.and_then(|by_hand| by_hand.of(Field::Topics)).unwrap_or(&[]);
        let topics = topics.to_vec();
        Entry { article, labels, topics, by_hand, notes: notebook.notes_on(article.id.as_str()) }
    });
    write(format, origin, |say| entries.for_each(|entry| say(&entry)))
}

const TEXT: &str =
    "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs.";

fn sample() -> (Vec<Article>, Notebook, Origin) {
    let articles = articles(&[TEXT]);
    let mut notebook = Notebook::default();
    let article = &articles[0];
    set(&mut notebook, article, Field::Title, &["=50 % off: {Ferries} & \"boats\" \\ more"]);
    set(&mut notebook, article, Field::Authors, &["Ann Example", "Bo de Vries"]);
    set(&mut notebook, article, Field::Source, &["The Herald"]);
    set(&mut notebook, article, Field::Date, &["2022-01"]);
    set(&mut notebook, article, Field::Topics, &["medtop:11000000", "Boats"]);
    let note = Note {
        id: "note-1".into(),
        article: article.id.to_string(),
        exact: "ferry".into(),
        text: "Which?\nER  - ".into(),
        ..Note::default()
    };
    notebook.make(Change::Notes(vec![("note-1".into(), Some(note))]));
    let origin = Origin {
        query: "ferry }{ \"boat\"".into(),
        filters: vec![("language".into(), vec!["en".into()])],
        version: "1.2.3".into(),
        corpus: "0123456789abcdef".into(),
        articles: 1,
    };
    (articles, notebook, origin)
}

#[test]
fn what_is_unknown_is_absent() {
    let articles = articles(&[TEXT]);
    let mut notebook = Notebook::default();
    set(&mut notebook, &articles[0], Field::Title, &[]);
    set(&mut notebook, &articles[0], Field::Language, &[]);
    let origin = Origin::default();
    let ris = written(Format::Ris, &articles, &notebook, &origin);
    for tag in ["TI", "AU", "T2", "PY", "DA", "LA", "KW"] {
        assert!(!ris.contains(&format!("\n{tag}  -")), "{tag} in {ris}");
    }
    let bibtex = written(Format::Bibtex, &articles, &notebook, &origin);
    for field in ["author", "title", "journal", "date", "year", "month", "langid", "keywords", "query"] {
        assert!(!bibtex.contains(&format!("{field} =")), "{field} in {bibtex}");
    }
    let csl = written(Format::CslJson, &articles, &notebook, &origin);
    let csl: serde_json::Value = serde_json::from_str(&csl).expect("JSON");
    let fields: Vec<&str> = csl[0].as_object().expect("an item").keys().map(String::as_str).collect();
    assert_eq!(fields, ["custom", "id", "type"]);
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    for (date, ris, bibtex, csl) in [
        ("2022", "DA  - 2022///", "date = {2022}", "[[2022]]"),
        ("2022-01", "DA  - 2022/01//", "date = {2022-01}", "[[2022,1]]"),
        ("2022-01-25", "DA  - 2022/01/25/", "date = {2022-01-25}", "[[2022,1,25]]"),
    ] {
        let (articles, mut notebook, origin) = sample();
        set(&mut notebook, &articles[0], Field::Date, &[date]);
        assert!(written(Format::Ris, &articles, &notebook, &origin).contains(&format!("{ris}\r\n")));
        assert!(written(Format::Bibtex, &articles, &notebook, &origin).contains(bibtex));
        let items = written(Format::CslJson, &articles, &notebook, &origin);
        let items: serde_json::Value = serde_json::from_str(&items).expect("JSON");
        assert_eq!(items[0]["issued"]["date-parts"].to_string(), csl);
    }
}

#[test]
fn a_cell_is_no_formula_and_holds_commas_and_quotes() {
    let (articles, notebook, origin) = sample();
    let csv = written(Format::Csv, &articles, &notebook, &origin);
    assert!(csv.contains(",\"'=50 % off: {Ferries} & \"\"boats\"\" \\ more\","), "{csv}");
    for value in ["+1", "-1", "@sum", "=1"] {
        let (articles, mut notebook, origin) = sample();
        set(&mut notebook, &articles[0], Field::Source, &[value]);
        assert!(written(Format::Csv, &articles, &notebook, &origin).contains(&format!(",\"'{value}\",")));
    }
}

#[test]
fn every_format_says_where_it_comes_from() {
    let (articles, notebook, origin) = sample();
    for format in Format::ALL {
        let text = written(format, &articles, &notebook, &origin);
        for part in ["Article Explorer 1.2.3", "0123456789abcdef", "language"] {
            assert!(text.contains(part), "{part} in {}", format.name());
        }
    }
}

#[test]
fn a_line_of_json_is_the_engines_with_what_was_added() {
    let (articles, notebook, origin) = sample();
    let text = written(Format::Jsonl, &articles, &notebook, &origin);
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["about"]["query"], origin.query);
    assert_eq!(lines[1]["by_hand"]["date"], "2022-01");
    assert_eq!(lines[1]["own_topics"], serde_json::json!(["Boats"]));
    assert_eq!(lines[1]["notes"][0]["target"]["source"], articles[0].id.as_str());
    // It brings them back.
    let mut again = Notebook::default();
    let (change, left_out) = again.opening(&text).expect("it opens");
    again.make(change);
    assert_eq!((again, left_out), (notebook, 0));
    let plain = written(Format::Jsonl, &articles, &Notebook::default(), &origin);
    assert_eq!(plain.lines().nth(1), Some(explorer_core::report::article_json(&articles[0]).as_str()));
}

#[test]
fn a_corpus_is_told_from_others_whatever_the_order() {
    let print = |ids: &[&str]| fingerprint(ids.iter().copied());
    assert_eq!(print(&["a", "b", "c"]), print(&["c", "a", "b"]));
    let others = [print(&[]), print(&["a"]), print(&["b"]), print(&["a", "a"]), print(&["a", "b"])];
    for (at, one) in others.iter().enumerate() {
        assert!(!others[..at].contains(one));
    }
}

#[test]
fn an_article_is_cited_by_what_is_known() {
    let labels = Labels {
        title: Some("Ferries are late."),
        authors: vec!["Ann Example", "Bo de Vries"],
        source: Some("The Herald"),
        date: Date::month(2022, 1).ok(),
        ..Labels::default()
    };
    assert_eq!(citation(&labels), "Ann Example, Bo de Vries. “Ferries are late”. The Herald, 2022-01.");
    assert_eq!(citation(&Labels { title: labels.title, ..Labels::default() }), "“Ferries are late”.");
    assert_eq!(citation(&Labels::default()), "");
}

#[test]
fn keys_of_a_bibliography_occur_once() {
    let texts =
        [TEXT, "Another text, which says something else of ferries and of boats on the sea.", "And a third."];
    let articles = articles(&texts);
    let mut notebook = Notebook::default();
    for article in &articles {
        set(&mut notebook, article, Field::Title, &["Same"]);
        set(&mut notebook, article, Field::Authors, &["Ann Ex2ämple"]);
    }
    let bibtex = written(Format::Bibtex, &articles, &notebook, &Origin::default());
    let keys: Vec<&str> =
        bibtex.lines().filter_map(|line| line.strip_prefix("@misc{")?.strip_suffix(',')).collect();
    assert_eq!(keys, ["ex2mplesame", "ex2mplesame-2", "ex2mplesame-3"]);
}

proptest! {
    #[test]
    fn nothing_of_an_article_ends_its_field(title in any::<String>(), query in any::<String>()) {
        let (articles, mut notebook, origin) = sample();
        set(&mut notebook, &articles[0], Field::Title, &[&title]);
        let origin = Origin { query, ..origin };
        let ris = written(Format::Ris, &articles, &notebook, &origin);
        let is_tag = |line: &str| line.get(2..6) == Some("  - ");
        prop_assert!(ris.split("\r\n").filter(|line| !line.is_empty()).all(is_tag));
        prop_assert_eq!(ris.split("\r\n").filter(|line| line.starts_with("ER")).count(), 1);
        let bibtex = written(Format::Bibtex, &articles, &notebook, &origin);
        let mut depth = 0i32;
        let mut entries = 0;
        for c in bibtex.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                '@' if depth == 0 => entries += 1,
                _ => {}
            }
            prop_assert!(depth >= 0);
        }
        prop_assert_eq!((depth, entries), (0, 2));
        let csl = written(Format::CslJson, &articles, &notebook, &origin);
        let items: Result<serde_json::Value, _> = serde_json::from_str(&csl);
        prop_assert!(items.is_ok());
        // Two records of equal length, by the rule of quotes alone.
        let csv = written(Format::Csv, &articles, &notebook, &origin);
        let (mut quoted, mut commas) = (false, 0);
        for c in csv.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => commas += 1,
                _ => {}
            }
        }
        prop_assert_eq!((quoted, commas), (false, 2 * 16));
    }
}
