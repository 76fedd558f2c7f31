//! Does every format give its articles, and every bad file its sentence?
//!
//! All samples are made here, of words of our own.

use crate::encoding::Encoding;
use crate::{Found, Item, Limits, Note, Options, Reading, Source};
use explorer_articles::read::{Markup, RawArticle};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use proptest::prelude::*;
use std::io::{self, Write};
use std::rc::Rc;

mod bad;
mod good;

/// What a file gives.
fn read_with(path: &str, bytes: &[u8], options: Options, limits: Limits) -> (Vec<Found>, Vec<Note>) {
    let (mut articles, mut notes) = (Vec::new(), Vec::new());
    for item in Reading::new(path, Rc::new(bytes.to_vec()), options, limits) {
        match item {
            Item::Article(found) => articles.push(found),
            Item::Note(note) => notes.push(note),
            Item::Columns(_) | Item::WantsPdf => {}
        }
    }
    (articles, notes)
}

fn read(path: &str, bytes: impl AsRef<[u8]>) -> (Vec<Found>, Vec<Note>) {
    read_with(path, bytes.as_ref(), Options::default(), Limits::default())
}

/// The texts of a file, about which there is nothing to be said.
fn texts(path: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let (articles, notes) = read(path, bytes);
    let notes: Vec<Note> =
        notes.into_iter().filter(|note| !matches!(note.kind, "records" | "columns")).collect();
    assert_eq!(notes, []);
    articles.into_iter().map(|found| found.article.text).collect()
}

fn kinds(notes: &[Note]) -> Vec<&'static str> {
    notes.iter().map(|note| note.kind).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).expect("memory takes it");
    packer.finish().expect("memory takes it")
}

/// A document that the tests of what reads PDF are made of.
fn pdf(name: &str) -> Vec<u8> {
    let path = format!("{}/../pdf/samples/{name}.pdf", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A ZIP archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let path = rawzip::path::EntryPath::verbatim(name.as_bytes().to_vec());
        let builder = archive.new_file(path).compression_method(rawzip::CompressionMethod::DEFLATE);
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

/// A tar archive of these files.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        if name.starts_with('/') || name.contains("..") {
            // The builder writes no such names.
            let field = &mut header.as_old_mut().name;
            field[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            archive.append(&header, *bytes).expect("memory takes it");
        } else {
            archive.append_data(&mut header, name, *bytes).expect("memory takes it");
        }
    }
    archive.into_inner().expect("as above")
}

const FERRY: &str =
    "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs.";
const PILOT: &str = "A pilot who had steered ships through the narrows for thirty years went home for good.";
