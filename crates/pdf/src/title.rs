//! Does the document name itself?
//!
//! Programs write into a document's title what they have at hand: the file's name, their own, nothing. **Invariant.** A title that is
//! given is one that the text speaks of.

use std::collections::HashSet;

/// How much of the text is asked, in characters.
const BEGINNING: usize = 6000;

/// A string of a PDF as text: UTF-16 or UTF-8 with a mark, else PDFDocEncoding, of which that part is known here which is
/// Latin-1's, and dashes, quotes and ligatures (ISO 32000-1, annex D).
pub fn decoded(bytes: &[u8]) -> String {
    let wide = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xff, 0xfe, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| document_encoding(byte)).collect(),
    }
}

fn document_encoding(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}',
    ];
    match byte {
        0x80..=0x9f => FROM_80.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        0xa0 => '€',
        byte => char::from(byte),
    }
}

/// The title that the document gives, if it is meant for people.
pub fn meant(bytes: &[u8], text: &str) -> Option<String> {
    let title = decoded(bytes).replace(char::is_control, " ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let small = title.to_lowercase();
    const NAMES: [&str; 14] = [
        ".doc", ".docx", ".pdf", ".indd", ".qxd", ".qxp", ".tex", ".dvi", ".ps", ".rtf", ".odt", ".txt",
        ".html", ".htm",
    ];
    const PROGRAMS: [&str; 8] = [
        "microsoft word",
        "microsoft powerpoint",
        "untitled",
        "document",
        "powerpoint",
        "slide ",
        "layout ",
        "file:",
    ];
    let length = title.chars().count();
    if !(4..=300).contains(&length)
        || NAMES.iter().any(|name| small.ends_with(name))
        || PROGRAMS.iter().any(|name| small.starts_with(name))
    {
        return None;
    }
    let beginning: String = text.chars().take(BEGINNING).collect::<String>().to_lowercase();
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if bare(&beginning).contains(&bare(&small)) {
        return Some(title);
    }
    // Most of its words are words of the text.
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_owned)
            .collect()
    };
    let (own, all) = (words(&small), words(&beginning));
    let met = own.iter().filter(|word| all.contains(*word)).count();
    (own.len() >= 2 && met * 5 >= own.len() * 3).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Ferry returns to the islands\n\nThe ferry returned to service on Tuesday.";

    #[test]
    fn a_title_that_the_text_speaks_of_is_one() {
        assert_eq!(
            meant(b"Ferry returns to the islands", TEXT).as_deref(),
            Some("Ferry returns to the islands")
        );
        assert_eq!(
            meant(b"Ferry returned to service | News", TEXT).as_deref(),
            Some("Ferry returned to service | News")
        );
        let wide: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("Ferry returns".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(meant(&wide, TEXT).as_deref(), Some("Ferry returns"));
    }

    #[test]
    fn what_a_program_wrote_for_itself_is_none() {
        for name in [
            "ferry.doc",
            "Microsoft Word - ferry",
            "untitled",
            "x",
            "",
            "Annual report of the harbour",
            "\u{1}\u{2}",
        ] {
            assert_eq!(meant(name.as_bytes(), TEXT), None, "{name}");
        }
    }

    #[test]
    fn strings_are_read_in_each_of_their_encodings() {
        assert_eq!(decoded(b"\x8dQu\xe9\x8e"), "“Qué”");
        assert_eq!(decoded(b"\xef\xbb\xbf\xd9\x85"), "م");
        assert_eq!(decoded(b"\xff\xfea\0b\0"), "ab");
    }
}
