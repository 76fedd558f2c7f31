//! What is tried with the bytes?

use explorer_core::article::ArticleId;
use explorer_core::engine::{Engine, Found, Piece, SearchRequest};
use explorer_core::index::{Index, Saved};
use explorer_core::query;
use explorer_core::read::{Markup, RawArticle, is_plain, read_file};
use explorer_core::search::{Filters, Request, Sort, search};
use explorer_core::understand::{Models, understand};
use explorer_formats::encoding::{Decoding, Encoding, Said, choose, mojibake};
use explorer_formats::fields::Mapping;
use explorer_formats::{Item, Limits, Options, Reading};
use explorer_store::archive::{head_length, read_head};
use explorer_store::record::{self, Names};
use explorer_store::{Block, BlockWriter};
use explorer_text::codec::{ByteReader, checksum};
use std::io::Read;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

type Target = fn(&[u8]);

/// Their names and what they do.
const TARGETS: &[(&str, Target)] = &[
    ("formats", formats),
    ("encodings", encodings),
    ("query", query_parser),
    ("index", index),
    ("snapshot", snapshot),
    ("cleaning", cleaning),
    ("records", records),
    ("pdf", pdf),
];

/// The one that `FUZZ_TARGET` names.
pub fn chosen() -> Target {
    static CHOSEN: OnceLock<Target> = OnceLock::new();
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
        let found = TARGETS.iter().find(|(target, _)| *target == name);
        let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
        found.unwrap_or_else(|| panic!("FUZZ_TARGET must be one of {names:?}")).1
    })
}

/// Names of files by which a reader is chosen: the first byte of an input picks one.
pub const NAMES: &[&str] = &[
    "a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.xml", "a.warc", "a.wet", "a.arc", "a.zip", "a.gz",
    "a.warc.gz", "a.tar", "a.tgz", "a",
];

fn formats(bytes: &[u8]) {
    let Some((&pick, file)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(pick) % NAMES.len()];
    // Small, so that they are met.
    let limits = Limits { article: 1 << 20, held: 1 << 20, unpacked: 8 << 20, ratio: 8, free: 64 << 10, members: 1000, ..Limits::default() };
    let mut items = 0;
    for item in Reading::new(name, Rc::new(file.to_vec()), Options::default(), limits) {
        items += 1;
        assert!(items <= 4 * bytes.len() + 1100, "{items} items");
        if let Item::Article(found) = item {
            assert!(found.article.path.starts_with('a'));
            assert!(!found.article.text.trim().is_empty());
        }
    }
}

fn pdf(bytes: &[u8]) {
    // Small, so that they are met.
    let limits = explorer_pdf::Limits { text: 1 << 20, ratio: 8, free: 64 << 10 };
    if let Ok(read) = explorer_pdf::read(bytes.to_vec(), &limits) {
        assert!(read.text.contains(char::is_alphanumeric));
        assert!(!read.text.contains('\u{1}'), "each hyphen is decided on");
    }
}

fn encodings(bytes: &[u8]) {
    let choice = choose(bytes, &Said::default());
    let (text, _) = choice.encoding.decode(bytes);
    assert_eq!(Encoding::named(choice.encoding.name()), Some(choice.encoding), "its own name names it");
    let mut streamed = String::new();
    Decoding::new(bytes, choice.encoding).read_to_string(&mut streamed).expect("it is UTF-8");
    assert_eq!(streamed, text);
    let _ = mojibake(&text);
    let names: Vec<String> = text.split(',').take(20).map(str::to_owned).collect();
    let mapping = Mapping::guess(&names, std::slice::from_ref(&names));
    let _ = Mapping::parse(&mapping.to_string(), &names);
}

fn query_parser(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (parsed, issues) = query::parse(text);
    for issue in issues {
        assert!(text.get(issue.span.start as usize..issue.span.end as usize).is_some(), "a place in the query");
    }
    let printed = parsed.to_string();
    let (again, _) = query::parse(&printed);
    assert_eq!(again.to_string(), printed);
}

fn index(bytes: &[u8]) {
    // No fuzzer would meet the checksums: with them put right, what is behind them is tried too.
    let sealed = sealed_index(bytes);
    // Of the last the texts are not checked before they are looked at.
    let saved: Arc<dyn Saved> = Arc::new(sealed.clone());
    for index in [Index::open(bytes.to_vec()), Index::open(sealed), Index::open_saved(&saved)].into_iter().flatten() {
        for words in ["ferry", "\"the harbour\"", "pilo*", "ferri~", "-the"] {
            let (query, _) = query::parse(words);
            let request = Request { query: &query, filters: &Filters::default(), sort: Sort::Relevance, offset: 0, limit: 10 };
            let _ = search(&index, &request);
        }
    }
}

/// The same with the checksums that it should have, as `crates/core/src/index/format.rs` places them.
fn sealed_index(bytes: &[u8]) -> Vec<u8> {
    const SECTIONS: usize = 8;
    const ENTRY: usize = 24;
    const HEAD: usize = 12 + SECTIONS * ENTRY;
    let mut sealed = bytes.to_vec();
    if sealed.len() < HEAD + 8 {
        return sealed;
    }
    let mut at = HEAD + 8;
    // The last of them, the texts, has none.
    for entry in 0..SECTIONS - 1 {
        let entry = 12 + entry * ENTRY;
        let length = u64::from_le_bytes(*sealed[entry + 8..].first_chunk().expect("it is within the head"));
        let Some(section) = usize::try_from(length).ok().and_then(|length| sealed.get(at..at.checked_add(length)?)) else { break };
        let sum = checksum(section);
        at += section.len();
        sealed[entry + 16..entry + 24].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = checksum(&sealed[..HEAD]);
    sealed[HEAD..HEAD + 8].copy_from_slice(&sum.to_le_bytes());
    sealed
}

fn snapshot(bytes: &[u8]) {
    for bytes in [bytes.to_vec(), sealed_snapshot(bytes).unwrap_or_default()] {
        let Some(found) = Found::look(Arc::new(bytes)) else { continue };
        let _ = found.beside();
        let mut engine = Engine::new();
        if !engine.come_back(&found) {
            continue;
        }
        for words in ["ferry", "\"the harbour\"", "pilo*", "ferri~", "-the"] {
            let _ = engine.search(&SearchRequest { query: words.to_owned(), limit: 10, ..SearchRequest::default() });
        }
        engine.stand_alone();
        let _ = engine.add_file("c.txt", b"A captain who waits for the tide in the harbour.", models());
        engine.compare();
    }
}

/// The same with the checksums that it should have, as `crates/core/src/engine/snapshot.rs` places them; `None` where the
/// table at its end cannot be read.
fn sealed_snapshot(bytes: &[u8]) -> Option<Vec<u8>> {
    const TRAILER: usize = 24;
    let mut sealed = bytes.to_vec();
    let end = sealed.len().checked_sub(TRAILER)?;
    let length = usize::try_from(u64::from_le_bytes(*sealed.get(end..)?.first_chunk()?)).ok()?;
    let table = end.checked_sub(length)?;
    let mut reader = ByteReader::at(bytes.get(..end)?, table);
    let mut at = { reader.number(); usize::try_from(reader.number()).ok()? };
    let mut number = 0;
    while reader.position() < end {
        let length = usize::try_from(reader.number()).ok()?;
        let part = bytes.get(at..at.checked_add(length)?)?;
        // What was noted of articles is first, and is summed byte by byte (FNV-1a).
        let sum = match number {
            0 => part.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)),
            _ => checksum(part),
        };
        sealed.get_mut(reader.position()..reader.position() + 8)?.copy_from_slice(&sum.to_le_bytes());
        reader.take(8);
        (at, number) = (at + length, number + 1);
    }
    let sum = checksum(&sealed[table..end]);
    sealed[end + 8..end + 16].copy_from_slice(&sum.to_le_bytes());
    Some(sealed)
}

/// An engine written down, to begin from.
pub fn saved_snapshot() -> Vec<u8> {
    let mut engine = Engine::new();
    engine.add_file("a.txt", "The ferry between the islands returned to service on Tuesday.".as_bytes(), models());
    engine.add_file("b.txt", "A pilot who steered ships through the harbour went home for good.".as_bytes(), models());
    engine.compare();
    let mut snapshot = engine.snapshot(0, b"beside".to_vec()).expect("all are compared");
    let mut bytes = Vec::new();
    while let Piece::Bytes(mut piece) = snapshot.next(&engine) {
        bytes.append(&mut piece);
    }
    bytes
}

/// An article as a record, and the names it uses.
pub fn sample_record() -> (Vec<u8>, Names) {
    let text = "Menu\nHome\nFerry returns\n\nBy Jane Doe, Reuters\nLONDON, March 3, 2021\nThe ferry returned to service on Tuesday, after weeks of repairs.\nShare on Facebook\n";
    let raw = read_file("a.txt", text.as_bytes()).articles.remove(0);
    let (mut bytes, mut names) = (Vec::new(), Names::default());
    record::write(&understand(raw, models()), &mut names, &mut bytes);
    (bytes, names)
}

fn records(bytes: &[u8]) {
    if let Ok(length) = head_length(bytes) {
        let _ = read_head(bytes.get(..length).unwrap_or(bytes));
    }
    // As they would stand in a block, whose checksum no fuzzer would meet.
    static SAMPLE: OnceLock<(Vec<u8>, Names)> = OnceLock::new();
    let (_, names) = SAMPLE.get_or_init(sample_record);
    let Some(article) = record::read(bytes, names) else { return };
    let mut writer = BlockWriter::default();
    writer.push(&article);
    let block = Block::open(&writer.finish()).expect("it was just written");
    // Not the articles: a confidence may be no number, which is not like itself.
    assert_eq!(format!("{:?}", block.article(0)), format!("{:?}", Some(article)));
    let _ = Block::open(bytes);
}

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| Models::open(&include!("../../models/files.rs")).expect("the shipped models open"))
}

fn cleaning(bytes: &[u8]) {
    let Some((&pick, bytes)) = bytes.split_first() else { return };
    let name = if pick % 2 == 0 { "a.html" } else { "a.txt" };
    if !is_plain(name, bytes) {
        return;
    }
    for raw in read_file(name, bytes).articles {
        let article = understand(raw, models());
        let spans = article.removed.iter().map(|removal| removal.span);
        for span in spans.chain(article.paragraphs.iter().map(|paragraph| paragraph.span)) {
            assert!(article.text.get(span.start as usize..span.end as usize).is_some(), "a place in the text");
        }
    }
}

/// What takes long and is needed once.
pub fn prepare() {
    if std::env::var("FUZZ_TARGET").as_deref() == Ok("cleaning") {
        let _ = models();
        let text = "The ferry between the islands returned to service.".to_owned();
        let raw = RawArticle { id: ArticleId::given("a"), path: "a".to_owned(), text, markup: Markup::Plain, url: None, issues: Vec::new() };
        let _ = understand(raw, models());
    }
}

/// A saved index, to begin from.
pub fn saved_index() -> Vec<u8> {
    let mut engine = Engine::new();
    engine.add_file("a.txt", "The ferry between the islands returned to service on Tuesday.".as_bytes(), models());
    engine.add_file("b.txt", "A pilot who steered ships through the harbour went home for good.".as_bytes(), models());
    let _ = engine.search(&SearchRequest::default());
    engine.save_index()
}
