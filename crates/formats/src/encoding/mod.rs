//! Which encoding are these bytes in, and what is their text?
//!
//! What the file says comes first: a byte order mark, then what is declared (the header of a crawl, `meta`,
//! the XML declaration). Then what the bytes can only be. Then what they look like most ([`detect`]).
//! **Invariant.** Decoding never fails: bytes that stand for nothing become U+FFFD and are counted. The
//! choice says its reason, and a choice that is given from outside is kept.

mod detect;
mod johab;
mod mojibake;
mod stream;
mod tables;

pub use mojibake::mojibake;
pub use stream::Decoding;

use encoding_rs as web;
use std::fmt;
use tables::{TABLES, Table};

/// How much of a file is looked at to choose its encoding, in bytes.
pub const SAMPLE: usize = 64 * 1024;

/// A way to write text as bytes.
#[derive(Clone, Copy, Debug)]
pub enum Encoding {
    /// One of the web's, by the WHATWG's Encoding Standard.
    Web(&'static web::Encoding),
    /// Four bytes a character.
    Utf32 {
        /// Whether the first is the highest.
        big: bool,
    },
    /// One byte a character.
    Single(&'static Table),
    /// Korean in syllables put together from letters, of the years of DOS.
    Johab,
    /// Korean in seven bits, of mail.
    Iso2022Kr,
}

impl PartialEq for Encoding {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Encoding {}

/// UTF-8.
pub const UTF_8: Encoding = Encoding::Web(web::UTF_8);

/// Names under which encodings that the web never had are declared; the rest are the tables' own.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("x-user-defined", ""),
    ("dos-874", "windows-874"),
    ("cp874", "windows-874"),
    ("cp932", "shift_jis"),
    ("cp936", "gbk"),
    ("cp949", "euc-kr"),
    ("uhc", "euc-kr"),
    ("cp950", "big5"),
    ("x-mac-centraleurroman", "x-mac-ce"),
    ("mac-latin2", "x-mac-ce"),
    ("maccyrillic", "x-mac-cyrillic"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("macroman", "macintosh"),
    ("strk1048-2002", "kz-1048"),
    ("rk1048", "kz-1048"),
    ("kz1048", "kz-1048"),
    ("pt154", "ptcp154"),
    ("cp154", "ptcp154"),
    ("csptcp154", "ptcp154"),
];

impl Encoding {
    /// The encoding that is called so, in any of the spellings in use.
    pub fn named(label: &str) -> Option<Self> {
        let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        // Python and others write "utf_8"; the web knows only some of these.
        let dashed = label.replace('_', "-");
        let bare = dashed.replace('-', "");
        let other = OTHER_NAMES.iter().find(|(name, _)| *name == dashed).map(|(_, is)| *is);
        let name = other.unwrap_or(&dashed);
        match bare.as_str() {
            "utf32" | "utf32le" | "ucs4" => return Some(Encoding::Utf32 { big: false }),
            "utf32be" => return Some(Encoding::Utf32 { big: true }),
            "johab" | "cp1361" | "ksc56011992" => return Some(Encoding::Johab),
            "utf8" | "utf8sig" | "utf8mb4" => return Some(UTF_8),
            "iso2022jp" => return Some(Encoding::Web(web::ISO_2022_JP)),
            "iso2022kr" | "csiso2022kr" => return Some(Encoding::Iso2022Kr),
            _ => {}
        }
        let number = bare.strip_prefix("ibm").or(bare.strip_prefix("cp"));
        let table = TABLES.iter().find(|table| {
            table.name.eq_ignore_ascii_case(name)
                || number.is_some_and(|number| table.name.strip_prefix("IBM") == Some(number))
        });
        if let Some(table) = table {
            return Some(Encoding::Single(table));
        }
        let known = |label: &str| {
            let known = web::Encoding::for_label_no_replacement(label.as_bytes());
            known.filter(|known| *known != web::X_USER_DEFINED)
        };
        known(name)
            .or_else(|| known(&label))
            .or_else(|| known(&format!("windows-{}", number.or(bare.strip_prefix("windows"))?)))
            .or_else(|| known(&format!("iso-8859-{}", bare.strip_prefix("iso8859")?)))
            .map(Encoding::Web)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Web(encoding) => encoding.name(),
            Encoding::Utf32 { big: false } => "UTF-32LE",
            Encoding::Utf32 { big: true } => "UTF-32BE",
            Encoding::Single(table) => table.name,
            Encoding::Johab => "Johab",
            Encoding::Iso2022Kr => "ISO-2022-KR",
        }
    }

    /// The text of these bytes, without byte order mark, and in how many places there was none.
    pub fn decode(self, bytes: &[u8]) -> (String, u64) {
        let text = match self {
            Encoding::Web(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
            Encoding::Utf32 { big } => utf32(bytes, big),
            Encoding::Single(table) => single(bytes, table),
            Encoding::Johab => johab::decode(bytes),
            Encoding::Iso2022Kr => web::EUC_KR.decode_without_bom_handling(&eight_bits(bytes)).0.into_owned(),
        };
        let lost = text.matches(char::REPLACEMENT_CHARACTER).count() as u64;
        (text, lost)
    }

    /// Whether bytes below 0x80 stand for ASCII wherever they are, so that lines and marks can be seen.
    pub fn keeps_ascii(self) -> bool {
        match self {
            Encoding::Web(encoding) => encoding.is_ascii_compatible(),
            Encoding::Utf32 { .. } | Encoding::Iso2022Kr => false,
            Encoding::Single(table) => table.characters.chars().nth(128).is_none(),
            Encoding::Johab => true,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn utf32(bytes: &[u8], big: bool) -> String {
    let mut units = bytes.chunks_exact(4);
    let mut text = String::with_capacity(bytes.len() / 4);
    for unit in &mut units {
        let unit: [u8; 4] = unit.try_into().unwrap_or_default();
        let number = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        text.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !units.remainder().is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    text
}

fn single(bytes: &[u8], table: &Table) -> String {
    let characters: Vec<char> = table.characters.chars().collect();
    let first = 256 - characters.len().min(256);
    let character = |byte: u8| match usize::from(byte).checked_sub(first) {
        Some(at) => characters.get(at).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    };
    bytes.iter().map(|&byte| character(byte)).collect()
}

/// ISO-2022-KR as EUC-KR: what stands between SO and SI has the high bit.
fn eight_bits(bytes: &[u8]) -> Vec<u8> {
    let mut shifted = false;
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x0e => shifted = true,
            0x0f => shifted = false,
            0x1b if after.starts_with(b"$)C") => rest = after.get(3..).unwrap_or_default(),
            b'\n' | b'\r' => {
                shifted = false;
                out.push(byte);
            }
            0x21..=0x7e if shifted => out.push(byte | 0x80),
            _ => out.push(byte),
        }
    }
    out
}

/// Why an encoding was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody chose it.
    Given,
    /// The file begins with a byte order mark.
    Mark,
    /// The header with which a server sent it says so.
    Header,
    /// A `meta` element says so.
    Meta,
    /// The XML declaration says so.
    Declaration,
    /// The bytes are possible in no other that is in use: well-formed UTF-8, escape sequences, zeros in every
    /// other place.
    Form,
    /// Its letters look most like a language.
    Letters,
}

impl Reason {
    /// As words that follow the encoding's name.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Given => "as chosen",
            Reason::Mark => "by its byte order mark",
            Reason::Header => "as its server said",
            Reason::Meta => "as the page says",
            Reason::Declaration => "as its XML declaration says",
            Reason::Form => "by the form of its bytes",
            Reason::Letters => "judged by its letters",
        }
    }
}

/// A chosen encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub encoding: Encoding,
    /// Why.
    pub reason: Reason,
}

/// What is said about the encoding outside the bytes themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What the user chose, which is kept whatever the bytes are.
    pub given: Option<Encoding>,
    /// What the server's header said.
    pub header: Option<String>,
}

/// Chooses the encoding of a file by its beginning (all of it, or [`SAMPLE`] bytes).
pub fn choose(bytes: &[u8], said: &Said) -> Choice {
    if let Some(encoding) = said.given {
        return Choice { encoding, reason: Reason::Given };
    }
    if let Some(encoding) = mark(bytes) {
        return Choice { encoding, reason: Reason::Mark };
    }
    let head = bytes.get(..SAMPLE).unwrap_or(bytes);
    let sample = telling(bytes, head);
    if let Some(encoding) = detect::by_form(sample) {
        return Choice { encoding, reason: Reason::Form };
    }
    let header = said.header.as_deref().and_then(Encoding::named).map(|encoding| (encoding, Reason::Header));
    let declared = [header, declared(head)];
    for (encoding, reason) in declared.into_iter().flatten() {
        if fits(encoding, sample) {
            return Choice { encoding, reason };
        }
    }
    if detect::is_mostly_utf8(sample) {
        return Choice { encoding: UTF_8, reason: Reason::Form };
    }
    Choice { encoding: detect::by_letters(sample), reason: Reason::Letters }
}

/// The part that tells most: the beginning, or where characters beyond ASCII begin if that is later.
fn telling<'a>(bytes: &'a [u8], head: &'a [u8]) -> &'a [u8] {
    let rest = bytes.get(head.len()..).unwrap_or_default();
    match rest.iter().position(|byte| !byte.is_ascii()) {
        Some(at) if head.is_ascii() && !head.contains(&0x1b) && !head.contains(&0) => {
            let start = (head.len() + at).saturating_sub(256);
            bytes.get(start..bytes.len().min(start + SAMPLE)).unwrap_or(head)
        }
        _ => head,
    }
}

fn mark(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(b"\xff\xfe\0\0") && bytes.len().is_multiple_of(4) {
        return Some(Encoding::Utf32 { big: false });
    }
    if bytes.starts_with(b"\0\0\xfe\xff") {
        return Some(Encoding::Utf32 { big: true });
    }
    web::Encoding::for_bom(bytes).map(|(encoding, _)| Encoding::Web(encoding))
}

/// What the beginning of a page or an XML file declares, where it can be read as ASCII.
fn declared(sample: &[u8]) -> Option<(Encoding, Reason)> {
    let head: String = sample.iter().take(4096).map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    let start = head.trim_start();
    if let Some(declaration) = start.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next())
        && let Some(encoding) = quoted_after(declaration, "encoding").and_then(Encoding::named)
    {
        return Some((encoding, Reason::Declaration));
    }
    // Only markup declares: a text about HTML does not.
    let mut rest = start.starts_with('<').then_some(start)?;
    while let Some(at) = rest.find("<meta") {
        rest = rest.get(at + 5..)?;
        let tag = rest.split('>').next()?;
        let label = tag.find("charset").and_then(|at| {
            let value = tag.get(at + 7..)?.trim_start().strip_prefix('=')?.trim_start();
            value.trim_start_matches(['"', '\'']).split([' ', '"', '\'', ';', '/', '\t', '\n']).next()
        });
        if let Some(encoding) = label.and_then(Encoding::named) {
            return Some((encoding, Reason::Meta));
        }
    }
    None
}

fn quoted_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let value = text.get(text.find(name)? + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// Whether a declaration can be true: it names no encoding that its own letters rule out, and few bytes would
/// be lost.
fn fits(encoding: Encoding, sample: &[u8]) -> bool {
    if !encoding.keeps_ascii() {
        return false;
    }
    let (text, lost) = encoding.decode(sample);
    // One at the end is a character that the sample cut.
    lost <= 1 + text.len() as u64 / 500
}

#[cfg(test)]
mod tests;
