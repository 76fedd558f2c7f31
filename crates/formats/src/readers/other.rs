//! Files that hold no text that is read here: named for what they are, and left out.

use super::{Format, Opened, issue};
use crate::input::Input;
use crate::reading::Place;

pub const FORMAT: Format = Format {
    name: "",
    extensions: &[
        "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "svg", "mp3", "mp4", "mov", "wav", "ogg", "woff",
        "woff2", "ttf", "exe", "dll", "so", "class", "wasm", "bz2", "xz", "zst", "7z", "rar", "br", "doc",
        "docx", "xls", "xlsx", "ppt", "pptx", "odt", "epub", "sqlite", "db", "css", "js",
    ],
    begins: |head, _| known(head).is_some(),
    open,
};

/// Kinds of file that start with bytes of their own, as the registrations of their formats give them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\0asm", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document of an old kind"),
    (b"SQLite format 3\0", "a database"),
];

fn known(head: &[u8]) -> Option<&'static str> {
    SIGNATURES.iter().find(|(start, _)| head.starts_with(start)).map(|&(_, kind)| kind)
}

fn open(mut input: Input, place: &Place) -> Opened {
    let kind = match known(&input.head(16)) {
        Some(kind) => kind.to_owned(),
        None => format!("of a kind that is not read here (.{})", place.extension()),
    };
    let archive = if kind.ends_with("archive") { " Unpack it and add what is in it." } else { "" };
    Err(issue("not-text", &format!("The file is {kind}, not text, so it was left out.{archive}")))
}
