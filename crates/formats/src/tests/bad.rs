//! Files that are wrong: each gives its sentence, and all that can be read of it.

use super::good::{answer, warc};
use super::*;

/// The only sentence about a file.
fn sentence(path: &str, bytes: impl AsRef<[u8]>) -> (Vec<Found>, Note) {
    let (articles, mut notes) = read(path, bytes);
    assert_eq!(notes.len(), 1, "{notes:?}");
    (articles, notes.remove(0))
}

#[test]
fn a_truncated_gzip_gives_its_beginning() {
    let long: String = (0..2000).map(|n| format!("{FERRY} {n}\n")).collect();
    let packed = gzip(long.as_bytes());
    let (articles, notes) = read("a.txt.gz", &packed[..packed.len() / 2]);
    assert_eq!(notes, []);
    assert!(long.starts_with(articles[0].article.text.trim_end_matches(char::REPLACEMENT_CHARACTER)));
    assert_eq!(articles[0].article.issues[0].kind, "truncated");
    let (articles, note) = sentence("a.txt.gz", &packed[..12]);
    assert_eq!((articles.len(), note.kind), (0, "truncated"));
}

#[test]
fn a_truncated_zip_gives_the_files_that_are_there() {
    let stored = |name: &str, text: &str| {
        let mut file = b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0".to_vec();
        let mut sum = flate2::Crc::new();
        sum.update(text.as_bytes());
        for number in [sum.sum(), text.len() as u32, text.len() as u32] {
            file.extend(number.to_le_bytes());
        }
        file.extend((name.len() as u16).to_le_bytes());
        file.extend([0, 0]);
        file.extend(name.bytes().chain(text.bytes()));
        file
    };
    let whole = [stored("ferry.txt", FERRY), stored("pilot.txt", PILOT)].concat();
    let (articles, notes) = read("a.zip", &whole[..whole.len() - 20]);
    assert_eq!(kinds(&notes), ["truncated"]);
    assert_eq!(articles[0].article.text, FERRY);
    assert!(PILOT.starts_with(&articles[1].article.text));
    let packed = zip(&[("ferry.txt", FERRY.as_bytes())]);
    let (articles, notes) = read("a.zip", &packed[..packed.len() - 30]);
    assert_eq!((articles.len(), kinds(&notes)), (1, vec!["truncated"]));
}

#[test]
fn a_bomb_is_stopped_by_ratio_with_the_figures_and_the_rest_is_read() {
    let spaces = vec![b' '; 40 << 20];
    let bomb =
        zip(&[("bomb.txt", &[b"text ".as_slice(), &spaces].concat()), ("ferry.txt", FERRY.as_bytes())]);
    let (articles, notes) = read("a.zip", &bomb);
    assert_eq!(articles.last().map(|found| found.article.text.as_str()), Some(FERRY));
    let said: Vec<String> = articles
        .iter()
        .flat_map(|found| &found.article.issues)
        .map(|issue| issue.message.clone())
        .chain(notes.into_iter().map(|note| note.message))
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("40 kB to more than 12 MB") || said[0].contains("kB to more than"), "{said:?}");
    let limits = Limits { unpacked: 100_000, ..Limits::default() };
    let files: Vec<String> = (0..30).map(|n| format!("{n} {}", FERRY.repeat(60))).collect();
    let names: Vec<String> = (0..30).map(|n| format!("{n}.txt")).collect();
    let members: Vec<(&str, &[u8])> =
        names.iter().zip(&files).map(|(name, file)| (name.as_str(), file.as_bytes())).collect();
    let (articles, notes) = read_with("a.zip", &zip(&members), Options::default(), limits);
    assert!((10..30).contains(&articles.len()), "{}", articles.len());
    let all: Vec<&str> = notes
        .iter()
        .map(|note| note.kind)
        .chain(articles.iter().flat_map(|found| found.article.issues.iter().map(|issue| issue.kind)))
        .collect();
    assert!(all.iter().all(|kind| *kind == "bomb"), "{all:?}");
}

#[test]
fn archives_deeper_than_three_are_left_out() {
    let mut archive = zip(&[("ferry.txt", FERRY.as_bytes())]);
    for _ in 0..2 {
        archive = zip(&[("inner.zip", &archive)]);
    }
    assert_eq!(read("a.zip", &archive).0.len(), 1);
    let (articles, note) = sentence("a.zip", zip(&[("inner.zip", &archive)]));
    assert_eq!((articles.len(), note.kind), (0, "too-deep"));
    assert!(note.message.contains("3 deep"), "{}", note.message);
}

#[test]
fn names_that_lead_away_or_hide_something_are_made_harmless() {
    let names = ["../../etc/ferry.txt", "/etc/pilot.txt", "C:\\a.txt", "fdp\u{202e}txt.exe.txt"];
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, FERRY.as_bytes())).collect();
    let (articles, notes) = read("a.zip", zip(&members));
    assert_eq!(kinds(&notes), ["odd-name"; 4]);
    assert!(notes[3].message.contains("[U+202E]"), "{}", notes[3].message);
    let paths: Vec<&str> = articles.iter().map(|found| found.article.path.as_str()).collect();
    assert_eq!(
        paths,
        ["a.zip/etc/ferry.txt", "a.zip/etc/pilot.txt", "a.zip/C:/a.txt", "a.zip/fdptxt.exe.txt"]
    );
    let (articles, notes) = read("a.tar", tar(&[("../ferry.txt", FERRY.as_bytes())]));
    assert_eq!((articles[0].article.path.as_str(), kinds(&notes)), ("a.tar/ferry.txt", vec!["odd-name"]));
}

#[test]
fn encrypted_members_are_named_and_the_others_are_read() {
    let mut archive = zip(&[("secret.txt", PILOT.as_bytes()), ("ferry.txt", FERRY.as_bytes())]);
    // The flag stands at byte 6 of the header and 8 of the directory's record.
    let directory = archive.windows(4).position(|window| window == b"PK\x01\x02").expect("a directory");
    archive[6] |= 1;
    archive[directory + 8] |= 1;
    let (articles, note) = sentence("a.zip", &archive);
    assert_eq!((articles.len(), note.kind), (1, "encrypted"));
    assert!(note.message.contains("secret.txt"));
}

#[test]
fn zeros_are_no_text_and_are_not_read_to_their_end() {
    struct Zeros;
    impl Source for Box<Zeros> {
        fn size(&self) -> u64 {
            1 << 30
        }
        fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
            assert!(offset < 1 << 20, "the first megabyte is enough to know");
            buffer.fill(0);
            Ok(buffer.len())
        }
    }
    for path in ["zeros.txt", "zeros.csv", "zeros.json", "zeros.xml", "zeros.html", "zeros"] {
        let items: Vec<Item> =
            Reading::new(path, Rc::new(Box::new(Zeros)), Options::default(), Limits::default()).collect();
        assert!(
            matches!(items.as_slice(), [Item::Note(note)] if note.kind == "not-text"),
            "{path}: {items:?}"
        );
    }
    let (articles, note) = sentence("zeros.txt.gz", gzip(&vec![0; 20 << 20]));
    assert_eq!((articles.len(), note.kind), (0, "not-text"));
}

#[test]
fn a_hundred_thousand_empty_files_are_all_looked_at() {
    let names: Vec<String> = (0..100_000).map(|n| format!("{n}.txt")).collect();
    let mut members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), [].as_slice())).collect();
    members.push(("ferry.txt", FERRY.as_bytes()));
    let (articles, notes) = read("a.zip", zip(&members));
    assert_eq!((articles.len(), notes.len()), (1, 100_000));
    assert!(notes.iter().all(|note| note.kind == "empty"));
}

#[test]
fn ragged_rows_and_a_stray_quote_cost_nothing_but_themselves() {
    let table = format!(
        "title,text,date\nFerry,\"{}\",2021-03-04\nShort\n5\" pipe,\"stray,{PILOT}\nToo,{PILOT},2021,many,columns\nLast,{PILOT},2021-03-05\n",
        FERRY.replace(',', ";")
    );
    let (articles, notes) = read("a.csv", &table);
    let kinds = kinds(&notes);
    assert!(kinds.contains(&"ragged-row") && kinds.contains(&"stray-quote"), "{notes:?}");
    assert_eq!(articles.len(), 4, "{notes:?}");
    assert!(
        articles[3].article.text.contains("<title>Last</title>") && articles[3].article.text.contains(PILOT)
    );
    let open = format!("title,text\nFerry,\"{FERRY} never closed\nPilot,{}\n", PILOT);
    let (articles, _) = read("a.csv", open);
    assert_eq!(articles.len(), 2);
}

#[test]
fn a_broken_line_or_object_leaves_the_others() {
    let lines = format!("{{\"text\":\"{FERRY}\"}}\n{{\"text\": \"no end\n\u{0}\n{{\"text\":\"{PILOT}\"}}\n");
    let (articles, notes) = read("a.jsonl", &lines);
    assert_eq!((articles.len(), kinds(&notes)), (2, vec!["broken-line", "broken-line"]));
    assert!(notes[0].message.starts_with("Line 2 "));
    let list =
        format!("[{{\"text\":\"{FERRY}\"}}, {{\"text\" 1}}, {{\"text\":\"{PILOT}\"}}, {{\"count\": 1}}]");
    let (articles, notes) = read("a.json", &list);
    assert_eq!((articles.len(), kinds(&notes)), (2, vec!["broken-line", "broken-line"]));
    // Halves of a pair of UTF-16 that are alone.
    let (articles, notes) =
        read("a.json", format!("[{{\"text\":\"\\ud800 alone\"}}, {{\"text\":\"{PILOT}\"}}]"));
    assert_eq!((articles.len(), kinds(&notes)), (1, vec!["broken-line"]));
    let (articles, notes) = read("a.json", "[".repeat(100_000));
    assert_eq!((articles.len(), notes.len()), (0, 1));
}

#[test]
fn wrong_lengths_in_a_crawl_cost_no_other_record() {
    let http = "application/http; msgtype=response";
    let first = warc("response", "https://example.org/1", http, &answer("text/html", &format!("<p>{FERRY}")));
    let second =
        warc("response", "https://example.org/2", http, &answer("text/html", &format!("<p>{PILOT}")));
    let length = first
        .split("Content-Length: ")
        .nth(1)
        .and_then(|rest| rest.split('\r').next())
        .expect("it has one")
        .to_owned();
    let (long, short) = (
        format!("Content-Length: {}", length.parse::<u32>().expect("a number") + 300),
        "Content-Length: 60".to_owned(),
    );
    for wrong in [long, short, "Content-Length: 99999999".to_owned()] {
        let crawl = first.replace(&format!("Content-Length: {length}"), &wrong) + &second;
        let (articles, notes) = read("a.warc", &crawl);
        assert_eq!(kinds(&notes), ["wrong-length", "records"], "{wrong}");
        let texts: Vec<&str> = articles.iter().map(|found| found.article.text.trim()).collect();
        assert_eq!(texts, [format!("<p>{FERRY}"), format!("<p>{PILOT}")], "{wrong}");
    }
    let (articles, _) = read("a.warc", &first[..first.len() - 30]);
    assert_eq!(articles[0].article.issues[0].kind, "truncated");
}

#[test]
fn a_wrong_extension_is_said_and_the_file_is_read_as_what_it_is() {
    let (articles, note) = sentence("a.txt", zip(&[("ferry.txt", FERRY.as_bytes())]));
    assert_eq!((articles.len(), note.kind), (1, "wrong-extension"));
    assert!(note.message.contains("“.txt”") && note.message.contains("a ZIP archive"), "{}", note.message);
    let (articles, _) = read("a.csv", format!("<!doctype html><p>{FERRY}"));
    assert_eq!(articles[0].article.markup, Markup::Html);
    let (articles, _) = read("a.zip", format!("{FERRY} It is no archive."));
    assert_eq!(articles.len(), 0);
    let (_, note) = sentence("a.txt", b"\x89PNG\r\n\x1a\n and so on");
    assert_eq!(note.message, "The file is a PNG picture, not text, so it was left out.");
    let (articles, note) = sentence("a.txt", pdf("newspaper"));
    assert_eq!((articles.len(), note.kind), (1, "wrong-extension"));
    assert!(note.message.contains("“.txt”") && note.message.contains("a PDF document"), "{}", note.message);
}

#[test]
fn of_a_pdf_document_that_cannot_be_read_it_is_said_why_and_what_to_do() {
    let newspaper = pdf("newspaper");
    for (bytes, kind, says) in [
        (
            pdf("locked"),
            "encrypted",
            "locked with a password, so it was left out: open it in a program for PDF",
        ),
        (pdf("picture"), "no-text", "PDF's 2 pages hold pictures or nothing, and no text"),
        (newspaper[..300].to_vec(), "truncated", "ends in the middle and nothing of it could be read"),
        (b"%PDF-1.4\nnothing\n%%EOF".to_vec(), "damaged", "nothing in it says where its pages are"),
    ] {
        let (articles, note) = sentence("a.pdf", bytes);
        assert_eq!((articles.len(), note.kind), (0, kind), "{}", note.message);
        assert!(note.message.contains(says), "{}", note.message);
    }
    let (articles, notes) = read("a.pdf", &newspaper[..newspaper.len() - 400]);
    assert_eq!(notes, []);
    assert_eq!(articles[0].article.issues[0].kind, "truncated");
    assert!(articles[0].article.text.contains("the two islands returned"));
}

#[test]
fn a_pdf_document_that_unpacks_to_too_much_is_stopped_with_the_figures() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![b' '; 24 << 20]).expect("memory takes it");
    let bomb = packer.finish().expect("as above");
    let mut file = format!("%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", bomb.len())
        .into_bytes();
    file.extend(bomb);
    file.extend(b"\nendstream\nendobj\n%%EOF\n");
    let (_, note) = sentence("a.pdf", file);
    assert_eq!(note.kind, "bomb");
    assert!(
        note.message.contains("kB to more than") && note.message.contains("MB, as no text does"),
        "{}",
        note.message
    );
}

#[test]
fn nuls_and_broken_bytes_are_replaced_or_kept_and_said() {
    let (articles, notes) = read("a.txt", format!("{FERRY}\0{PILOT}"));
    assert_eq!((articles[0].article.text.contains('\0'), notes.len()), (true, 0));
    let (articles, _) = read(
        "a.txt",
        [
            FERRY.as_bytes(),
            "naïve: \u{2019}".as_bytes(),
            b"\xe9\xff",
            PILOT.as_bytes(),
            "été à Québec".as_bytes(),
        ]
        .concat(),
    );
    assert!(
        articles[0].article.issues[0].message.starts_with("The file is not valid UTF-8 in 2 places"),
        "{:?}",
        articles[0].article.issues
    );
}

#[test]
fn garbled_text_is_noticed() {
    let garbled =
        encoding_rs::WINDOWS_1252.decode("L’été à Orléans, c’est déjà février.".as_bytes()).0.into_owned();
    let (articles, _) = read("a.txt", garbled);
    let issue = &articles[0].article.issues[0];
    assert_eq!(issue.kind, "mojibake");
    assert!(issue.message.contains("where"), "{}", issue.message);
    assert_eq!(read("a.txt", "On a noté Ã© une fois.").0[0].article.issues, []);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_said_to() {
    struct Vanishing;
    impl Source for Box<Vanishing> {
        fn size(&self) -> u64 {
            1 << 20
        }
        fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
            if offset >= 200_000 {
                return Err(io::ErrorKind::NotFound.into());
            }
            let count = buffer.len().min(1000);
            buffer[..count].fill(b'a');
            Ok(count)
        }
    }
    let items: Vec<Item> =
        Reading::new("a.txt", Rc::new(Box::new(Vanishing)), Options::default(), Limits::default()).collect();
    let [Item::Article(found)] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(found.article.issues[0].kind, "unreadable");
}

#[test]
fn a_broken_feed_gives_the_items_before_the_break() {
    let feed = format!(
        "<rss><channel><item><title>Ferry</title><description>{FERRY}</description></item><item><title>Pilot</title><desc"
    );
    let (articles, note) = sentence("a.rss", feed);
    assert_eq!((articles.len(), note.kind), (1, "truncated"));
    assert_eq!(sentence("a.xml", "<svg></svg>").1.kind, "not-a-feed");
}

proptest! {
    #[test]
    fn no_bytes_under_any_name_make_it_panic_or_go_on_for_ever(
        name in prop::sample::select(vec!["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.xml", "a.warc", "a.arc", "a.zip", "a.gz", "a.tar", "a"]),
        start in prop::sample::select(vec!["", "PK\u{3}\u{4}", "WARC/1.0\r\nContent-Length: 9\r\n\r\n", "<rss><item>", "[{", "a,b\n\"", "filedesc://", "\u{1f}"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [start.as_bytes(), &bytes].concat();
        let count = Reading::new(name, Rc::new(bytes), Options::default(), Limits::default()).take(10_000).count();
        prop_assert!(count < 10_000);
    }

    #[test]
    fn a_good_file_with_a_flipped_byte_or_cut_short_never_panics(
        at in 0usize..100_000, byte in any::<u8>(), cut in any::<bool>(), which in 0usize..6,
    ) {
        let page = warc("response", "https://example.org/1", "application/http", &answer("text/html", &format!("<p>{FERRY}")));
        let (name, mut bytes) = match which {
            0 => ("a.zip", zip(&[("ferry.txt", FERRY.as_bytes()), ("inner.zip", &zip(&[("pilot.txt", PILOT.as_bytes())]))])),
            1 => ("a.tar.gz", gzip(&tar(&[("ferry.txt", FERRY.as_bytes())]))),
            2 => ("a.tar", tar(&[("ferry.txt", FERRY.as_bytes()), ("b.zip", &zip(&[("pilot.txt", PILOT.as_bytes())]))])),
            3 => ("a.warc.gz", gzip(page.repeat(2).as_bytes())),
            4 => ("a.warc", page.repeat(2).into_bytes()),
            _ => ("a.csv", format!("title,text\n\"Fer\"\"ry\",\"{FERRY}\"\nPilot,{PILOT}\n").into_bytes()),
        };
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let count = Reading::new(name, Rc::new(bytes), Options::default(), Limits::default()).take(10_000).count();
        prop_assert!(count < 10_000);
    }
}
