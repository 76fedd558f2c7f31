//! Files as they should be.

use super::*;

#[test]
fn text_and_pages_are_one_article_each() {
    assert_eq!(texts("a.txt", FERRY), [FERRY]);
    assert_eq!(texts("folder/a.md", format!("# Ferry\n\n{FERRY}\n")), [format!("# Ferry\n\n{FERRY}\n")]);
    let (articles, notes) = read("a.htm", format!("<p>{FERRY}"));
    assert_eq!((articles[0].article.markup, notes.len()), (Markup::Html, 0));
    // Without an ending it is what it looks like.
    let (articles, _) = read("page", format!("<!DOCTYPE html><p>{FERRY}"));
    assert_eq!(articles[0].article.markup, Markup::Html);
}

#[test]
fn a_pdf_document_is_the_text_of_its_pages_with_the_title_that_it_states() {
    let (articles, notes) = read("a.pdf", pdf("newspaper"));
    assert_eq!((articles.len(), notes.len()), (1, 0));
    let RawArticle { text, markup, issues, .. } = &articles[0].article;
    assert_eq!((*markup, issues.len()), (Markup::Html, 0));
    assert!(text.contains("<title>Ferry returns to the islands</title>"), "{text}");
    assert!(
        text.contains(
            "<p>Harbour News</p>\n<h1>Ferry returns to the islands</h1>\n<p>The ferry between the two"
        ),
        "{text}"
    );
    assert!(text.contains("taken so very long or what it had cost."), "{text}");
    assert_eq!(
        texts("a.pdf", pdf("chinese")),
        ["往返兩島之間的渡輪在經過三個星期的維修之後於星期二恢復服務。\n"]
    );
    let archive = zip(&[("one.pdf", &pdf("chinese")), ("two.pdf", &pdf("arabic"))]);
    assert_eq!(texts("a.zip", archive).len(), 2);
}

#[test]
fn the_id_of_a_file_is_that_of_its_bytes_wherever_it_is_packed() {
    let plain = explorer_articles::read::read_file("a.txt", FERRY.as_bytes());
    let id = plain.articles[0].id.clone();
    for (path, bytes) in [
        ("a.txt", FERRY.as_bytes().to_vec()),
        ("a.txt.gz", gzip(FERRY.as_bytes())),
        ("b.zip", zip(&[("a.txt", FERRY.as_bytes())])),
        ("b.tar.gz", gzip(&tar(&[("a.txt", FERRY.as_bytes())]))),
    ] {
        assert_eq!(read(path, bytes).0[0].article.id, id, "{path}");
    }
}

#[test]
fn archives_give_their_files_in_order_with_their_paths() {
    let files: &[(&str, &[u8])] = &[
        ("north/ferry.txt", FERRY.as_bytes()),
        ("__MACOSX/north/._ferry.txt", b"\0\x05\x16\x07"),
        ("pilot.html", b"<p>A pilot went home for good, and nobody knew why."),
    ];
    for (path, bytes) in [("all.zip", zip(files)), ("all.tar", tar(files)), ("all.tgz", gzip(&tar(files)))] {
        let (articles, notes) = read(path, bytes);
        assert_eq!(notes, [], "{path}");
        let paths: Vec<&str> = articles.iter().map(|found| found.article.path.as_str()).collect();
        assert_eq!(paths, [format!("{path}/north/ferry.txt"), format!("{path}/pilot.html")]);
        assert_eq!(articles[0].article.text, FERRY);
    }
}

#[test]
fn long_names_in_tar_are_whole() {
    let name = format!("{}/ferry.txt", "a-long-name-of-a-folder/".repeat(12));
    let (articles, notes) = read("a.tar", tar(&[(&name, FERRY.as_bytes())]));
    assert_eq!(notes, []);
    assert_eq!(articles[0].article.path, format!("a.tar/{}", name.replace("//", "/")));
}

#[test]
fn archives_inside_archives_are_opened() {
    let inner = zip(&[("ferry.txt", FERRY.as_bytes())]);
    let packed = gzip(&tar(&[("pilot.txt", PILOT.as_bytes())]));
    let outer = zip(&[("inner.zip", &inner), ("packed.tar.gz", &packed)]);
    assert_eq!(texts("outer.zip", outer), [FERRY, PILOT]);
    let outer = tar(&[("inner.zip", &inner), ("packed.tar.gz", &packed)]);
    assert_eq!(texts("outer.tar", &outer), [FERRY, PILOT]);
    assert_eq!(texts("outer.tar.gz", gzip(&outer)), [FERRY, PILOT]);
}

#[test]
fn json_is_a_list_or_a_list_somewhere_inside_or_one_object() {
    let one = format!(
        "{{\"title\": \"Ferry\", \"content\": \"{FERRY}\", \"date\": \"2021-03-04\", \"link\": \"https://example.org/1\"}}"
    );
    for json in [
        format!("[{one}, {{\"headline\": \"Pilot\", \"body\": \"{PILOT}\"}}]"),
        format!(
            "{{\"status\": \"ok\", \"response\": {{\"results\": [{one}, {{\"headline\": \"Pilot\", \"body\": \"{PILOT}\"}}]}}}}"
        ),
        format!("{one}\n{{\"headline\": \"Pilot\", \"body\": \"{PILOT}\"}}\n"),
    ] {
        let (articles, notes) = read("a.json", &json);
        assert_eq!(notes, [], "{json}");
        assert_eq!(articles.len(), 2, "{json}");
        assert!(articles[0].article.text.contains(FERRY));
        assert!(
            articles[0]
                .article
                .text
                .contains("<meta property=\"article:published_time\" content=\"2021-03-04\">")
        );
        assert_eq!(articles[0].article.url.as_deref(), Some("https://example.org/1"));
        assert!(articles[1].article.text.contains(PILOT));
    }
    assert_eq!(texts("a.json", format!("{{\"text\": \"{FERRY}\"}}")), [FERRY]);
}

#[test]
fn json_lines_give_what_the_engine_reads_itself() {
    let lines = format!(
        "{{\"id\":\"a\",\"text\":\"{FERRY}\"}}\n\n{{\"id\":7,\"html\":\"<p>{PILOT}\",\"url\":\"https://example.org/\"}}\r\n{{\"text\":\"{PILOT}\"}}"
    );
    let expected = explorer_articles::read::read_file("a.jsonl", lines.as_bytes()).articles;
    let articles: Vec<_> = read("a.jsonl", &lines).0.into_iter().map(|found| found.article).collect();
    assert_eq!(articles, expected);
    let (articles, notes) = read("a.jsonl", format!("{{\"headline\":\"Ferry\",\"content\":\"{FERRY}\"}}\n"));
    assert_eq!((articles.len(), notes.len()), (1, 0));
    assert!(articles[0].article.text.contains("<title>Ferry</title>"));
}

#[test]
fn tables_are_rows_with_columns_that_are_guessed_or_given() {
    let table = format!(
        "id;headline;full text;published\n1;\"Ferry; at last\";\"{FERRY}\n\nIt was \"\"late\"\".\";2021-03-04\n2;Pilot;{PILOT};5 March 2021\n"
    );
    let (articles, notes) = read("a.csv", &table);
    assert_eq!(articles.len(), 2);
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].message, "Columns were taken as: title=headline, text=full text, date=published.");
    let text = &articles[0].article.text;
    assert!(text.contains("<h1>Ferry; at last</h1>\n<p>The ferry"), "{text}");
    assert!(text.contains("<p>It was &quot;late&quot;.</p>"), "{text}");
    let options = Options { columns: Some("text=headline".to_owned()), ..Options::default() };
    let (articles, _) = read_with("a.csv", table.as_bytes(), options, Limits::default());
    assert_eq!(articles[0].article.text, "Ferry; at last");
    // Without names, values tell.
    let table = format!(
        "https://example.org/1\t2021-03-04\tFerry at last home\t{FERRY}\nhttps://example.org/2\t2021-03-05\tPilot at last home\t{PILOT}\n"
    );
    let (articles, notes) = read("a.tsv", table);
    assert_eq!(
        notes[0].message,
        "Columns were taken as: url=1, date=2, text=4, title=3."
            .replace("url=1, date=2, text=4, title=3", "url=1, date=2, title=3, text=4")
    );
    assert_eq!(articles[1].article.url.as_deref(), Some("https://example.org/2"));
}

#[test]
fn feeds_give_their_items_with_what_is_stated_beside_the_text() {
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harbour News</title><item><title>Ferry &amp; crew</title><link>https://example.org/1</link><pubDate>Thu, 04 Mar 2021 10:00:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>{FERRY}</p>]]></content:encoded></item><item><title>Pilot</title><description>&lt;p&gt;{PILOT}&lt;/p&gt;</description><guid>https://example.org/2</guid></item></channel></rss>"
    );
    let (articles, notes) = read("a.xml", rss);
    assert_eq!(notes, []);
    assert_eq!(articles.len(), 2);
    let text = &articles[0].article.text;
    for part in [
        "<title>Ferry &amp; crew</title>",
        "article:published_time\" content=\"Thu, 04 Mar 2021",
        "name=\"author\" content=\"A. Writer\"",
        "og:site_name\" content=\"Harbour News\"",
        FERRY,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Short."));
    assert!(articles[1].article.text.contains(&format!("<p>{PILOT}</p>")), "{}", articles[1].article.text);
    assert_eq!(articles[1].article.url.as_deref(), Some("https://example.org/2"));
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour News</title><entry><title>Ferry</title><link rel=\"self\" href=\"https://example.org/self\"/><link href=\"https://example.org/1?a=1&amp;b=2\"/><author><name>A. Writer</name><uri>https://example.org/a</uri></author><updated>2021-03-05T00:00:00Z</updated><published>2021-03-04T00:00:00Z</published><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{FERRY}</p></div></content></entry></feed>"
    );
    let (articles, notes) = read("feed", atom);
    assert_eq!(notes, []);
    let text = &articles[0].article.text;
    assert_eq!(articles[0].article.url.as_deref(), Some("https://example.org/1?a=1&b=2"));
    for part in ["content=\"A. Writer\"", "content=\"2021-03-04T00:00:00Z\"", &format!("<p>{FERRY}</p>")] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// A WARC record.
pub fn warc(kind: &str, url: &str, media: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

/// What a web server answered.
pub fn answer(media: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n{body}")
}

#[test]
fn crawls_give_their_pages_and_account_for_every_other_record() {
    let page = answer("text/html; charset=utf-8", &format!("<html><p>{FERRY}"));
    let http = "application/http; msgtype=response";
    let records = [
        warc("warcinfo", "", "application/warc-fields", "software: by hand\r\n"),
        warc(
            "request",
            "https://example.org/1",
            "application/http; msgtype=request",
            "GET / HTTP/1.1\r\n\r\n",
        ),
        warc("response", "https://example.org/1", http, &page),
        warc("revisit", "https://example.org/1", http, "HTTP/1.1 200 OK\r\n\r\n"),
        warc("response", "https://example.org/again", http, &page),
        warc("response", "https://example.org/p.png", http, &answer("image/png", "PNG")),
        warc(
            "response",
            "https://example.org/gone",
            http,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone",
        ),
        warc("resource", "https://example.org/2", "text/html", &format!("<p>{PILOT}")),
    ];
    let whole = records.concat();
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record.as_bytes())).collect();
    for (path, bytes) in [("a.warc", whole.into_bytes()), ("a.warc.gz", packed)] {
        let (articles, notes) = read(path, bytes);
        assert_eq!(articles.len(), 2, "{path}");
        assert_eq!(articles[0].article.url.as_deref(), Some("https://example.org/1"));
        assert_eq!(articles[0].fetched.as_deref(), Some("2021-03-04T05:06:07Z"));
        assert_eq!(articles[0].article.text, format!("<html><p>{FERRY}"));
        assert_eq!(
            notes.iter().map(|note| note.message.as_str()).collect::<Vec<_>>(),
            [
                "8 records read, 2 articles of them; left out: 1 answers with status 404, 1 of kind image/png, 1 of type request, 1 of type warcinfo, 1 visited again, unchanged (revisit), 1 with the same content as one before."
            ]
        );
    }
    let wet = warc("conversion", "https://example.org/1", "text/plain", FERRY);
    let (articles, _) = read("a.wet", wet);
    assert_eq!((articles[0].article.text.as_str(), articles[0].article.markup), (FERRY, Markup::Plain));
}

#[test]
fn old_crawls_are_read_too() {
    let page = answer("text/html", &format!("<p>{FERRY}"));
    let arc = format!(
        "filedesc://a.arc 0.0.0.0 20210304050607 text/plain 9\n1 0 Test\n\nhttp://example.org/a b 127.0.0.1 20210304050607 text/html {}\n{page}\n",
        page.len()
    );
    let (articles, notes) = read("a.arc", arc);
    assert_eq!(articles[0].article.url.as_deref(), Some("http://example.org/a b"));
    assert_eq!(notes[0].message, "2 records read, 1 article of them; left out: 1 that describe the file.");
}

#[test]
fn text_in_other_encodings_is_decoded_with_a_reason() {
    let french =
        "Le préfet a déclaré que l’été serait très chaud à Orléans, où l’eau manque déjà depuis février.";
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(french);
    let (articles, notes) = read("a.txt", &latin);
    assert_eq!(articles[0].article.text, french);
    assert_eq!((notes.len(), articles[0].article.issues.len()), (0, 1));
    assert!(articles[0].article.issues[0].message.contains("windows-1252"));
    let wide: Vec<u8> = french.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(texts("a.txt", &wide), [french], "UTF-16 without a mark");
    let page = [b"<meta charset=\"windows-1252\"><p>".as_slice(), &latin].concat();
    assert_eq!(texts("a.html", &page), [format!("<meta charset=\"windows-1252\"><p>{french}")]);
    // What is chosen is kept, right or wrong.
    let options = Options { encoding: Encoding::named("koi8-r"), ..Options::default() };
    let (articles, _) = read_with("a.txt", &latin, options, Limits::default());
    assert!(articles[0].article.text.starts_with("Le prИfet"));
    // Tables and lines in other encodings too.
    let table = format!("titre;texte\nÉté;{french}\n");
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&table);
    assert!(read("a.csv", &latin).0[0].article.text.contains(french));
}

#[test]
fn pages_of_a_crawl_are_in_the_encoding_that_their_server_said() {
    let (russian, ..) = encoding_rs::KOI8_R.encode("<p>Паром вернулся на линию во вторник.");
    let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n".to_vec();
    block.extend_from_slice(&russian);
    let mut bytes =
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", block.len()).into_bytes();
    bytes.extend(block);
    let (articles, _) = read("a.warc", bytes);
    assert_eq!(articles[0].article.text, "<p>Паром вернулся на линию во вторник.");
}
