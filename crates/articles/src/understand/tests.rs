//! What the engine says of whole articles.

use super::*;
use crate::article::{Article, Label};
use crate::read::{Markup, read_file};
use std::sync::OnceLock;

/// The models that are shipped.
pub(super) fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        Models::open(&include!("../../../../models/files.rs")).expect("the shipped models open")
    })
}

/// Those for plain text.
pub(super) fn text_models() -> &'static TextModels {
    &models().text
}

fn seed(name: &str) -> Article {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    let file = std::fs::read_dir(folder)
        .expect("seeds")
        .filter_map(Result::ok)
        .find(|file| file.file_name().to_string_lossy().starts_with(name))
        .expect("seed");
    let bytes = std::fs::read(file.path()).expect("bytes");
    understand(read_file("seed.txt", &bytes).articles.remove(0), models())
}

/// A row of the table in which a careful reader has labelled the five articles.
struct Row {
    seed: &'static str,
    title: Option<&'static str>,
    fragment: bool,
    date: Option<&'static str>,
    /// Publisher, and the highest confidence that the evidence allows.
    source: Option<(&'static str, f32)>,
    /// Allowed instead of unknown.
    source_or: Option<(&'static str, f32)>,
    language: &'static str,
    authors: &'static [&'static str],
    contributors: &'static [&'static str],
    not_in_body: &'static [&'static str],
    captions: usize,
    main_topics: &'static [u32],
}

const ROWS: &[Row] = &[
    Row {
        seed: "000",
        title: Some("Russia is preparing an excuse to invade Ukraine: US official"),
        fragment: false,
        date: None,
        source: None,
        source_or: Some(("Al Jazeera", 0.6)),
        language: "en",
        authors: &[],
        contributors: &[],
        not_in_body: &[
            "World News",
            "Conflict News",
            "Source link",
            "Related Articles",
            "Back to top button",
        ],
        captions: 2,
        main_topics: &[16_000_000, 11_000_000],
    },
    Row {
        seed: "001",
        title: None,
        fragment: true,
        date: Some("2022-01-25"),
        source: None,
        source_or: None,
        language: "en",
        authors: &["Pannett"],
        contributors: &["Bryan Pietsch", "Amanda Coletta", "Ashley Parker", "Missy Ryan", "Karoun Demirjian"],
        not_in_body: &["date 2022-01-25"],
        captions: 0,
        main_topics: &[16_000_000, 11_000_000],
    },
    Row {
        seed: "002",
        title: None,
        fragment: false,
        date: None,
        source: Some(("Globely News", 1.0)),
        source_or: None,
        language: "en",
        authors: &[],
        contributors: &[],
        not_in_body: &["Comments are closed.", "Exit mobile version", "The Globely News team"],
        captions: 0,
        main_topics: &[16_000_000],
    },
    Row {
        seed: "003",
        title: Some("Separatistenleiders vragen Poetin om militaire hulp tegen Oekraïense leger"),
        fragment: false,
        date: None,
        source: Some(("Nieuwsuur", 0.8)),
        source_or: None,
        language: "nl",
        authors: &[],
        contributors: &[],
        not_in_body: &["Nieuwsuur-verslaggever"],
        captions: 0,
        main_topics: &[16_000_000, 11_000_000],
    },
    Row {
        seed: "004",
        title: Some("Tensions Rise: FSB Chief Sounds Alarm on US-Backed Attacks in Russia"),
        fragment: false,
        date: None,
        source: Some(("The Buzz Live", 0.8)),
        source_or: None,
        language: "en",
        authors: &[],
        contributors: &[],
        not_in_body: &[
            "fsb-us-backed-strikes-russia",
            "World News",
            "visit BBC News",
            "relations on CNBC",
            "See more The Buzz Live",
            "Leave a Comment",
        ],
        captions: 0,
        main_topics: &[16_000_000, 11_000_000],
    },
];

fn values(labels: &[Label<String>]) -> Vec<&str> {
    labels.iter().filter_map(|label| label.value.as_deref()).collect()
}

#[test]
fn the_five_seeds_come_out_as_a_careful_reader_would_label_them() {
    for row in ROWS {
        let article = seed(row.seed);
        let at = row.seed;
        match row.title {
            Some(title) => {
                assert_eq!(article.title.value.as_deref(), Some(title), "{at}");
                assert_eq!(article.title.rule, "headline", "{at}");
            }
            None => assert!(
                matches!(article.title.rule, "first-sentence" | "fragment"),
                "{at}: {:?}",
                article.title
            ),
        }
        assert_eq!(article.issues.iter().any(|issue| issue.kind == "fragment"), row.fragment, "{at}");
        assert_eq!(article.date.value.map(|date| date.to_string()).as_deref(), row.date, "{at}");
        let source = article.source.value.as_ref().map(|source| source.name.as_str());
        let allowed = [row.source, row.source_or];
        let fits = match source {
            None => row.source.is_none(),
            Some(name) => allowed
                .iter()
                .flatten()
                .any(|&(wanted, most)| wanted == name && article.source.confidence <= most),
        };
        assert!(fits, "{at}: {:?}", article.source);
        assert_eq!(article.language.value.map(|language| language.code()), Some(row.language), "{at}");
        assert_eq!(values(&article.authors), row.authors, "{at}");
        assert_eq!(values(&article.contributors), row.contributors, "{at}");
        let body = article.body();
        for part in row.not_in_body {
            assert!(!body.contains(part), "{at}: {part}");
        }
        let captions = article.removed.iter().filter(|removal| removal.rule == "caption").count();
        assert_eq!(captions, row.captions, "{at}");
        let topics: Vec<u32> =
            article.topics.iter().filter_map(|topic| topic.value).map(|topic| topic.top().0).collect();
        assert!(topics.first().is_some_and(|main| row.main_topics.contains(main)), "{at}: {topics:?}");
        for other in row.main_topics {
            assert!(topics.contains(other), "{at}: {topics:?}");
        }
        let beside = [2_000_000, 11_000_000, 16_000_000];
        assert!(topics.iter().all(|topic| beside.contains(topic)), "{at}: {topics:?}");
    }
}

/// What must hold of any article, whatever its text.
pub fn check(article: &Article) {
    let text = &article.text;
    let mut whole: Vec<Span> = article.removed.iter().map(|removal| removal.span).collect();
    assert!(
        whole.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "removed spans are sorted and disjoint"
    );
    whole.extend(article.kept());
    whole.sort_unstable();
    let joined: String = whole.iter().map(|span| span.of(text)).collect();
    assert_eq!(&joined, text, "kept and removed make the input");
    let kept = article.kept();
    for paragraph in &article.paragraphs {
        assert!(!paragraph.span.of(text).is_empty());
        assert!(
            article.markup == Markup::Html
                || !article.removed.iter().any(|removal| removal.span.overlaps(paragraph.span))
                || kept.is_empty()
        );
    }
    assert!(article.paragraphs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    let mut evidence: Vec<&Span> = Vec::new();
    evidence.extend(&article.title.evidence);
    evidence.extend(&article.language.evidence);
    evidence.extend(&article.date.evidence);
    evidence.extend(&article.source.evidence);
    for label in
        article.authors.iter().chain(&article.contributors).chain(&article.agencies).chain(&article.sections)
    {
        if article.markup == Markup::Plain {
            assert_eq!(label.evidence.first().map(|span| span.of(text)), label.value.as_deref());
        }
        evidence.extend(&label.evidence);
    }
    for topic in &article.topics {
        evidence.extend(&topic.evidence);
    }
    for span in evidence {
        assert!(text.get(span.range()).is_some_and(|piece| !piece.is_empty()), "evidence lies in the text");
    }
    if let (Some(source), Markup::Plain) = (&article.source.value, article.markup) {
        assert!(article.source.evidence.iter().any(|span| span.of(text) == source.name));
    }
}

/// Numbers without chance: xorshift64* (Vigna 2016).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}

#[test]
fn kept_and_removed_make_the_input_whatever_it_is() {
    let pieces = [
        "Source link",
        "\n",
        "\r\n",
        " ",
        "By Jane Doe",
        "2022-01-25",
        "date ",
        "The Example News team writes.",
        "a-b-c-d-e",
        "World News",
        "\u{feff}",
        "é",
        "漢字",
        "。",
        "1/2/22",
        "(",
        "]",
        "| News",
        "Read also",
        "x",
        "\u{2028}",
        "ñ",
        "٢",
        "contributed to this report.",
        " reported from ",
        "The minister said on Monday that it was over, and that they would meet again.",
        "\t• ",
        ":",
        "-verslaggever Jan",
        "©",
    ];
    let mut numbers = Numbers(7);
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..numbers.next() % 14 {
            text.push_str(pieces[numbers.next() as usize % pieces.len()]);
        }
        for raw in read_file("a.txt", text.as_bytes()).articles {
            check(&understand(raw, models()));
        }
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let mut numbers = Numbers(3);
    for round in 0..400 {
        let bytes: Vec<u8> =
            (0..numbers.next() % 3000).map(|_| (numbers.next() >> (round % 8 * 8)) as u8).collect();
        let printable: Vec<u8> = bytes.iter().map(|byte| byte % 96 + 32).collect();
        for (path, bytes) in [
            ("a.txt", &bytes),
            ("a.html", &bytes),
            ("a.txt", &printable),
            ("a.html", &printable),
            ("a.jsonl", &printable),
        ] {
            for raw in read_file(path, bytes).articles {
                check(&understand(raw, models()));
            }
        }
    }
}

#[test]
fn html_keeps_the_properties_and_shows_what_a_reader_sees() {
    let pieces = [
        "<p>",
        "</p>",
        "<div class=nav>",
        "</div>",
        "<h1>",
        "</h1>",
        "text ",
        "&amp;",
        "&",
        "<",
        ">",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "é",
        "\n",
        "<a href='x'>",
        "</a>",
        "The minister said on Monday that it was over, and that they would meet again. ",
        "<br>",
        "<li>",
        "<title>T",
        "</title>",
        "<meta property=og:title content='A b c'>",
        "<time datetime=2022-01-25>",
        "<script type=application/ld+json>{\"headline\":\"x y\"}</script>",
        "&nbsp;",
    ];
    let mut numbers = Numbers(11);
    for _ in 0..2000 {
        let mut html = String::new();
        for _ in 0..numbers.next() % 24 {
            html.push_str(pieces[numbers.next() as usize % pieces.len()]);
        }
        for raw in read_file("a.html", html.as_bytes()).articles {
            check(&understand(raw, models()));
        }
    }
    let html = "<html><head><title>Talks end in Geneva | Example</title><meta property='article:published_time' content='2022-01-25T10:00:00Z'>\
        <meta property='og:site_name' content='Example &amp; Co'></head><body><nav><a href=/>Home</a></nav><h1>Talks end in Geneva</h1>\
        <p>The talks <b>ended</b> on Monday without a result,&nbsp;both sides said late in the evening &amp; went home to report.</p></body></html>";
    let article = understand(read_file("a.html", html.as_bytes()).articles.remove(0), models());
    check(&article);
    assert_eq!(article.title.value.as_deref(), Some("Talks end in Geneva"));
    assert_eq!(article.date.value.map(|date| date.to_string()).as_deref(), Some("2022-01-25"));
    assert_eq!(article.source.value.as_ref().map(|source| source.name.as_str()), Some("Example & Co"));
    assert_eq!(
        article.body(),
        "The talks ended on Monday without a result, both sides said late in the evening & went home to report."
    );
}

#[test]
fn the_seeds_keep_the_properties() {
    for row in ROWS {
        check(&seed(row.seed));
    }
}

#[test]
fn a_file_of_furniture_is_named_and_still_an_article() {
    let article =
        understand(read_file("a.txt", b"Home\nContact\nShare\nBack to top\n").articles.remove(0), models());
    assert_eq!(article.issues.iter().map(|issue| issue.kind).collect::<Vec<_>>(), ["only-boilerplate"]);
    assert_eq!(article.body(), "");
}

#[test]
fn models_that_are_missing_or_damaged_are_named() {
    let missing = Models::open(&[]).err().map(|error| error.to_string());
    assert_eq!(missing.as_deref(), Some("characters.bin is missing"));
    let mut files = include!("../../../../models/files.rs");
    let language = files.iter_mut().find(|(name, _)| *name == "language.bin").expect("it is in the list");
    language.1 = b"AXLM";
    let damaged = Models::open(&files).err().map(|error| error.to_string());
    assert!(damaged.is_some_and(|text| text.starts_with("language.bin: ")));
    assert!(Models::open_bundles(&[b"AXB1"]).is_err());
}

#[test]
fn models_open_from_a_bundle_as_from_their_files() {
    let files = include!("../../../../models/files.rs");
    let entries = files.map(|(path, bytes)| bundle::Entry { path, bytes });
    assert!(Models::open_bundles(&[&bundle::write(entries)]).is_ok());
}

#[test]
fn every_model_file_is_in_the_list_that_programs_carry() {
    let listed = include!("../../../../models/files.rs").map(|(name, _)| name.to_owned());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of models")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".bin") || name.ends_with(".txt"))
        .collect();
    found.sort();
    assert_eq!(listed.to_vec(), found);
}

#[test]
fn a_note_of_two_lines_is_kept_whole() {
    for text in [
        "Harbour news\n\nThe harbour master spoke.",
        "Een bericht\nDe havenmeester sprak.\n",
        "One line only",
    ] {
        let article = understand(read_file("a.txt", text.as_bytes()).articles.remove(0), models());
        let kept: String = article.kept().iter().map(|span| span.of(text)).collect();
        let last = text.trim().lines().last().unwrap_or_default();
        assert!(kept.contains(last), "{kept}");
    }
}
