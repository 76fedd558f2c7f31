//! From which files does fuzzing begin?
//!
//! One of each format, made here; they are written to the folder that `FUZZ_SEEDS` names.

use crate::targets::{NAMES, sample_record, saved_index, saved_snapshot};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use std::io::Write;
use std::path::Path;

const FERRY: &str = "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs.";

/// Writes them, if somebody wants them.
pub fn write() {
    let Some(folder) = std::env::var_os("FUZZ_SEEDS") else { return };
    let folder = Path::new(&folder);
    let seeds = match std::env::var("FUZZ_TARGET").as_deref() {
        Ok("formats") => files().into_iter().map(|(name, file)| (name.to_owned(), [pick(name), file].concat())).collect(),
        Ok("pdf") => documents(),
        Ok("records") => vec![("record".to_owned(), sample_record().0)],
        Ok("index") => vec![("index".to_owned(), saved_index())],
        Ok("snapshot") => vec![("snapshot".to_owned(), saved_snapshot())],
        Ok("query") => ["ferry AND (pilot OR \"the harbour\"~3) -storm title:ferr* date:2021..2022", "\"a b\" c~1 lang:en"]
            .iter()
            .enumerate()
            .map(|(at, query)| (at.to_string(), query.as_bytes().to_vec()))
            .collect(),
        Ok("cleaning") => files()
            .into_iter()
            .filter(|(name, _)| matches!(*name, "a.txt" | "a.html"))
            .map(|(name, file)| (name.to_owned(), [vec![u8::from(name == "a.txt")], file].concat()))
            .collect(),
        _ => files().into_iter().map(|(name, file)| (name.to_owned(), file)).collect(),
    };
    for (name, bytes) in seeds {
        std::fs::write(folder.join(format!("seed-{name}")), bytes).expect("the folder can be written to");
    }
}

/// Those of the tests, and one as programs write them today: everything in streams, packed.
fn documents() -> Vec<(String, Vec<u8>)> {
    let plain: [(&str, &[u8]); 5] = [
        ("newspaper", include_bytes!("../../crates/pdf/samples/newspaper.pdf")),
        ("arabic", include_bytes!("../../crates/pdf/samples/arabic.pdf")),
        ("chinese", include_bytes!("../../crates/pdf/samples/chinese.pdf")),
        ("locked", include_bytes!("../../crates/pdf/samples/locked.pdf")),
        ("packed", include_bytes!("../../crates/pdf/samples/packed.pdf")),
    ];
    plain.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).into()
}

fn pick(name: &str) -> Vec<u8> {
    vec![NAMES.iter().position(|known| *known == name).unwrap_or(0) as u8]
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let page = format!(
        "<!doctype html><html><head><title>Ferry</title><meta name=\"author\" content=\"A. Writer\"></head><body><nav><a href=\"/\">Home</a></nav><article><h1>Ferry</h1><time datetime=\"2021-03-04\">4 March 2021</time><p>{FERRY}</p></article></body></html>"
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\nWARC/1.0\r\nWARC-Type: revisit\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        answer.len()
    );
    let arc = format!("filedesc://a 0.0.0.0 20210304050607 text/plain 2\nx\n\nhttp://example.org/ 127.0.0.1 20210304050607 text/html {}\n{answer}\n", answer.len());
    let feed = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel><title>News</title><item><title>Ferry &amp; crew</title><link>https://example.org/</link><dc:creator>A</dc:creator><content:encoded><![CDATA[<p>{FERRY}</p>]]></content:encoded></item></channel></rss>");
    let archive = zip(&[("a.txt", FERRY.as_bytes()), ("b.html", page.as_bytes())]);
    let all = tar(&[("a.txt", FERRY.as_bytes()), ("b.zip", &archive)]);
    vec![
        ("a.txt", format!("News\nHome\n\nFerry\nBy A. Writer\n4 March 2021\n\n{FERRY}\n\nShare on Facebook\n").into_bytes()),
        ("a.html", page.clone().into_bytes()),
        ("a.json", format!("{{\"items\":[{{\"title\":\"Ferry\",\"body\":\"{FERRY}\",\"date\":\"2021-03-04\"}}]}}").into_bytes()),
        ("a.jsonl", format!("{{\"id\":1,\"text\":\"{FERRY}\"}}\n{{\"headline\":\"Ferry\",\"content\":\"{FERRY}\"}}\n").into_bytes()),
        ("a.csv", format!("title,text,date\n\"Fer\"\"ry\",\"{FERRY}\nMore.\",2021-03-04\nPilot,x,2021\n").into_bytes()),
        ("a.tsv", format!("title\ttext\nFerry\t{FERRY}\n").into_bytes()),
        ("a.xml", feed.into_bytes()),
        ("a.warc.gz", gzip(warc.as_bytes())),
        ("a.warc", warc.into_bytes()),
        ("a.arc", arc.into_bytes()),
        ("a.gz", gzip(FERRY.as_bytes())),
        ("a.zip", archive),
        ("a.tgz", gzip(&all)),
        ("a.tar", all),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("memory takes it");
    packer.finish().expect("memory takes it")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let builder = archive.new_file(*name).compression_method(rawzip::CompressionMethod::DEFLATE);
        let (mut entry, config) = builder.start().expect("a new file");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        writer.write_all(bytes).expect("memory takes it");
        let (encoder, descriptor) = writer.finish().expect("as above");
        encoder.finish().expect("as above");
        entry.finish(descriptor).expect("as above");
    }
    archive.finish().expect("as above");
    out
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).expect("memory takes it");
    }
    archive.into_inner().expect("memory takes it")
}
