//! Does a notebook keep what a person adds, through undoing, saving and changed texts?

use crate::{Change, Field, Labels, Note, Notebook, OpenError, OwnTopic};
use explorer_articles::article::{Article, ArticleId, Date, Label, Language, Source, Topic};
use explorer_articles::read::Markup;
use proptest::prelude::*;

fn label(id: &str, field: Field, value: &str) -> Change {
    let values = field.read(&[value.to_owned()]).expect("a value of its field");
    Change::Labels(field, vec![(id.to_owned(), Some(values))])
}

fn note(article: &str, exact: &str, prefix: &str, suffix: &str, start: u32) -> Note {
    Note {
        article: article.to_owned(),
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        start,
        end: start + exact.chars().count() as u32,
        ..Note::default()
    }
}

fn article() -> Article {
    let found = |value: &str| Label::found(value.to_owned(), 0.9, "byline", Vec::new());
    Article {
        id: ArticleId::given("a"),
        path: "a.txt".to_owned(),
        text: String::new(),
        markup: Markup::Plain,
        removed: Vec::new(),
        restored: Vec::new(),
        paragraphs: Vec::new(),
        title: Label::found("A headline".to_owned(), 0.9, "headline", Vec::new()),
        sections: Vec::new(),
        language: Label::found(Language::from_code("nl").expect("known"), 0.9, "letter-n-grams", Vec::new()),
        date: Label::unknown(),
        source: Label::found(
            Source { name: "The Herald".to_owned(), domain: Some("herald.example".to_owned()) },
            0.9,
            "footer",
            Vec::new(),
        ),
        authors: vec![found("Ann"), found("Bo")],
        contributors: Vec::new(),
        agencies: Vec::new(),
        topics: vec![Label::found(Topic(11_000_000), 0.9, "topic-words", Vec::new())],
        issues: Vec::new(),
    }
}

#[test]
fn what_is_set_by_hand_holds_and_the_rest_stays_the_engines() {
    let article = article();
    let mut notebook = Notebook::default();
    notebook.make(label("a", Field::Date, "2022-01"));
    notebook.make(label("a", Field::Topics, "My ferries"));
    let labels = Labels::of(&article, notebook.correction("a"));
    assert_eq!(labels.date, Date::month(2022, 1).ok());
    assert_eq!(labels.topics, ["own:My ferries"]);
    assert_eq!((labels.title, labels.source), (Some("A headline"), Some("The Herald")));
    assert_eq!((labels.domain, labels.authors), (Some("herald.example"), vec!["Ann", "Bo"]));
    notebook.make(label("a", Field::Source, "The Gazette"));
    notebook.make(Change::Labels(Field::Language, vec![("a".to_owned(), Some(Vec::new()))]));
    let labels = Labels::of(&article, notebook.correction("a"));
    assert_eq!((labels.source, labels.domain, labels.language), (Some("The Gazette"), None, None));
}

#[test]
fn values_are_read_by_their_field() {
    type Case<'a> = (Field, &'a [&'a str], Result<&'a [&'a str], &'a str>);
    let cases: &[Case<'_>] = &[
        (Field::Date, &[" 2022-01 "], Ok(&["2022-01"])),
        (Field::Date, &["25 January"], Err("no date")),
        (Field::Date, &["2023-02-29"], Err("no date")),
        (Field::Date, &["2022", "2023"], Err("one value")),
        (Field::Language, &["en-GB"], Ok(&["en"])),
        (Field::Language, &["klingon"], Err("no language")),
        (
            Field::Topics,
            &["medtop:11000000", "Ferries", "own:Ferries"],
            Ok(&["medtop:11000000", "own:Ferries"]),
        ),
        (Field::Topics, &["medtop:1"], Err("No topic")),
        (Field::Authors, &["  Ann\n Example", "", "Bo"], Ok(&["Ann Example", "Bo"])),
        (Field::Title, &["   "], Ok(&[])),
    ];
    for (field, typed, expected) in cases {
        let typed: Vec<String> = typed.iter().map(|&value| value.to_owned()).collect();
        match (field.read(&typed), expected) {
            (Ok(read), Ok(expected)) => assert_eq!(read, *expected, "{field:?} {typed:?}"),
            (Err(said), Err(expected)) => assert!(said.contains(expected), "{said}"),
            (read, _) => panic!("{field:?} {typed:?} gave {read:?}"),
        }
    }
}

#[test]
fn a_change_says_what_it_touched() {
    let mut notebook = Notebook::default();
    let touched = notebook.make(label("a", Field::Date, "2022"));
    assert!(touched.labels.contains(&"a".to_owned()) && touched.texts.is_empty() && !touched.topics);
    assert!(notebook.make(label("a", Field::Title, "New")).texts.contains(&"a".to_owned()));
    assert!(notebook.make(label("b", Field::Topics, "New")).topics);
    assert!(
        notebook.undo().is_some_and(|touched| touched.topics && touched.labels.contains(&"b".to_owned()))
    );
    assert!(notebook.redo().is_some_and(|touched| touched.labels.contains(&"b".to_owned())));
    assert_eq!(notebook.redo(), None);
}

#[test]
fn a_note_is_found_where_its_words_and_what_is_around_them_stand() {
    let stands = |note: &Note, text: &str| note.place(text).map(|place| text[..place.start].to_owned());
    let ferry = note("a", "the ferry", "sea, ", " came", 20);
    for (text, before) in [
        ("By the sea, the ferry came in.", Some("By the sea, ")),
        ("Menu\nHome\nBy the sea, the ferry came in; the ferry left.", Some("Menu\nHome\nBy the sea, ")),
        ("the ferry left before, by the sea, the ferry came.", Some("the ferry left before, by the sea, ")),
        ("a ferry came", None),
        ("", None),
    ] {
        assert_eq!(stands(&ferry, text).as_deref(), before, "{text}");
    }
    let bare = note("a", "is", "", "", 9);
    assert_eq!(stands(&bare, "é is. é is. é is").as_deref(), Some("é is. é "));
    assert_eq!(stands(&note("a", "", "", "", 0), "text"), None);
}

fn sample() -> Notebook {
    let mut notebook = Notebook::default();
    notebook.make(label("a", Field::Date, "2022-01-25"));
    notebook.make(Change::Labels(Field::Source, vec![("a".to_owned(), Some(Vec::new()))]));
    notebook.make(label("b", Field::Topics, "medtop:11000000"));
    notebook.make(Change::Topics(vec![OwnTopic {
        name: "Ferries".into(),
        words: vec!["ferry".into(), "\"at sea\"".into()],
    }]));
    let mut first = note("a", "the ferry", "sea, ", " came", 20);
    first.text = "Which one?\n\"Quoted\"".to_owned();
    first.id = notebook.next_note();
    notebook.make(Change::Notes(vec![(first.id.clone(), Some(first))]));
    notebook.make(Change::Aside(vec![("c".to_owned(), true), ("a".to_owned(), false)]));
    notebook
}

#[test]
fn articles_are_set_aside_and_taken_back() {
    let change =
        |ids: &[(&str, bool)]| Change::Aside(ids.iter().map(|&(id, aside)| (id.to_owned(), aside)).collect());
    let mut notebook = Notebook::default();
    assert_eq!(notebook.make(change(&[("a", true), ("b", true), ("a", true)])).aside, ["a", "b"]);
    assert_eq!(
        notebook.make(change(&[("a", true), ("b", false)])).aside,
        ["b"],
        "only what changes is touched"
    );
    assert!(notebook.is_aside("a") && !notebook.is_aside("b"));
    assert!(notebook.added_again("a") && !notebook.added_again("a"));
    assert_eq!(notebook.undo().map(|touched| touched.aside), Some(vec!["b".to_owned()]));
    assert_eq!(
        notebook.undo().map(|touched| touched.aside),
        Some(vec!["b".to_owned()]),
        "the other was added again"
    );
    assert_eq!(notebook, Notebook::default());
    assert!(notebook.redo().is_some() && notebook.about(|id| id == "b").is_aside("b"));
}

#[test]
fn what_is_written_is_read_again() {
    let notebook = sample();
    let document = notebook.to_json();
    let mut again = Notebook::default();
    let (change, left_out) = again.opening(&document).expect("it opens");
    again.make(change);
    assert_eq!((&again, left_out), (&notebook, 0));
    assert_eq!(again.to_json(), document);
    // A second time changes nothing, and opening can be undone as one step.
    let (change, _) = again.opening(&document).expect("it opens");
    again.make(change);
    assert_eq!(again, notebook);
    again.undo();
    again.undo();
    assert_eq!(again, Notebook::default());
}

#[test]
fn a_document_is_merged_with_what_is_there() {
    let mut here = Notebook::default();
    here.make(label("a", Field::Date, "1999"));
    here.make(label("a", Field::Title, "Mine"));
    let mut mine = note("z", "other words", "", "", 0);
    mine.id = here.next_note();
    here.make(Change::Notes(vec![(mine.id.clone(), Some(mine))]));
    let (change, _) = here.opening(&sample().to_json()).expect("it opens");
    here.make(change);
    let correction = here.correction("a").expect("set");
    assert_eq!(correction.of(Field::Date), Some(&["2022-01-25".to_owned()][..]));
    assert_eq!(correction.of(Field::Title), Some(&["Mine".to_owned()][..]));
    assert_eq!(here.notes().len(), 2);
}

#[test]
fn what_an_export_says_of_its_articles_is_read() {
    let lines = "{\"about\":{}}\n{\"id\":\"a\",\"by_hand\":{\"date\":\"2022\",\"source\":null,\"colour\":\"red\"}}\n{\"id\":\"b\"}\n";
    let mut notebook = Notebook::default();
    let (change, left_out) = notebook.opening(lines).expect("it opens");
    notebook.make(change);
    let correction = notebook.correction("a").expect("set");
    assert_eq!(correction.of(Field::Date), Some(&["2022".to_owned()][..]));
    assert_eq!(correction.of(Field::Source), Some(&[][..]));
    assert_eq!((left_out, notebook.corrections().len()), (1, 1));
}

#[test]
fn other_documents_are_refused() {
    let later = sample().to_json().replace("\"version\": 1", "\"version\": 2");
    for (document, error) in [
        ("", OpenError::Other),
        ("[]", OpenError::Other),
        ("{\"id\":\"a\"}", OpenError::Other),
        ("not at all", OpenError::Other),
        (later.as_str(), OpenError::Later),
    ] {
        assert_eq!(Notebook::default().opening(document), Err(error), "{document}");
    }
}

fn any_change() -> impl Strategy<Value = Change> {
    let id = prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    let field = prop::sample::select(Field::ALL.to_vec());
    let values = prop::option::of(prop::collection::vec("[xy]", 0..3));
    let labels = (field, prop::collection::vec((id, values), 0..4))
        .prop_map(|(field, labels)| Change::Labels(field, labels));
    let topics = prop::collection::vec("[xy]", 0..3).prop_map(|names| {
        Change::Topics(names.into_iter().map(|name| OwnTopic { name, words: Vec::new() }).collect())
    });
    let notes = prop::collection::vec(("[xy]", prop::option::of("[a-c]")), 0..4).prop_map(|notes| {
        let made = |(id, words): (String, Option<String>)| {
            (id.clone(), words.map(|exact| Note { id, exact, article: "a".to_owned(), ..Note::default() }))
        };
        Change::Notes(notes.into_iter().map(made).collect())
    });
    prop_oneof![labels, topics, notes]
}

proptest! {
    #[test]
    fn what_is_undone_is_as_if_it_had_never_been(
        changes in prop::collection::vec(any_change(), 0..6),
        several in any::<bool>(),
    ) {
        let mut notebook = Notebook::default();
        let mut states = vec![notebook.clone()];
        if several {
            notebook.make(Change::Several(changes));
            states.push(notebook.clone());
        } else {
            for change in changes {
                notebook.make(change);
                states.push(notebook.clone());
            }
        }
        let last = states.len() - 1;
        for state in states[..last].iter().rev() {
            prop_assert!(notebook.undo().is_some());
            prop_assert_eq!(&notebook, state);
        }
        prop_assert!(notebook.undo().is_none());
        for state in &states[1..] {
            prop_assert!(notebook.redo().is_some());
            prop_assert_eq!(&notebook, state);
        }
    }

    #[test]
    fn whatever_is_opened_never_fails_and_a_place_holds_the_words(
        document in any::<String>(), text in any::<String>(), exact in any::<String>(), start in any::<u32>(),
    ) {
        let _ = Notebook::default().opening(&document);
        let note = Note { exact, start, ..Note::default() };
        if let Some(place) = note.place(&text) {
            prop_assert_eq!(&text[place], note.exact.as_str());
        }
    }
}
