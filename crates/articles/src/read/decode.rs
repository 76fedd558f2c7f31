//! What text do these bytes hold?
//!
//! UTF-8, with or without byte order mark. **Invariant.** Valid UTF-8 is returned as it is, a byte
//! order mark included (it is removed by cleaning, like any other noise); bytes that are not valid
//! become U+FFFD, and that is said.

use crate::article::Issue;

/// The text of some bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// What had to be done to get it.
    pub issues: Vec<Issue>,
}

// Share of bytes that no text has (control characters other than white space, or sequences that are not
// UTF-8) above which a file counts as not text. Broken text has some; pictures and archives have a third.
const NOT_TEXT: f64 = 0.10;
const SAMPLE: usize = 64 * 1024;

/// Decodes bytes, or says in an issue why they are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Issue> {
    if let Some(kind) = known_binary(bytes) {
        return Err(not_text(&format!("The file is {kind}, not text, so it was left out.")));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if odd_share(text) <= NOT_TEXT => Ok(Decoded { text: text.to_owned(), issues: Vec::new() }),
        Ok(_) => Err(not_text("The file holds mostly control characters, not text, so it was left out.")),
        Err(_) => {
            let sample = String::from_utf8_lossy(bytes.get(..SAMPLE).unwrap_or(bytes));
            if odd_share(&sample) > NOT_TEXT {
                return Err(not_text("The file is not text in any encoding known here, so it was left out."));
            }
            let text = String::from_utf8_lossy(bytes).into_owned();
            let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
            let places = if broken == 1 { "one place".to_owned() } else { format!("{broken} places") };
            let message = format!(
                "The file is not valid UTF-8 in {places}: the bytes there were replaced by \u{FFFD} and the rest was read."
            );
            Ok(Decoded { text, issues: vec![Issue { kind: "invalid-utf-8", message, span: None }] })
        }
    }
}

fn not_text(message: &str) -> Issue {
    Issue { kind: "not-text", message: message.to_owned(), span: None }
}

/// Share of characters that text does not have, over the first part.
fn odd_share(text: &str) -> f64 {
    let mut all = 0u32;
    let mut odd = 0u32;
    let mut rest = text;
    while all < SAMPLE as u32 {
        // Most of it is printable ASCII and tells nothing.
        let room = SAMPLE - all as usize;
        let plain = rest.bytes().take(room).take_while(|byte| matches!(byte, b' '..=b'~' | b'\n')).count();
        all += plain as u32;
        rest = rest.get(plain..).unwrap_or("");
        let Some(c) = rest.chars().next().filter(|_| plain < room) else { break };
        rest = rest.get(c.len_utf8()..).unwrap_or("");
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
        odd += u32::from(control || c == char::REPLACEMENT_CHARACTER);
    }
    if all == 0 { 0.0 } else { f64::from(odd) / f64::from(all) }
}

/// Kinds of file that start with bytes of their own, as the registrations of their formats give them.
pub fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF87a", "a GIF picture"),
        (b"GIF89a", "a GIF picture"),
        (b"RIFF", "a picture, sound or film"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x7fELF", "a program"),
        (b"\0asm", "a program"),
    ];
    SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> &'static str {
        match decode(bytes) {
            Err(issue) => issue.kind,
            Ok(decoded) => decoded.issues.first().map_or("fine", |issue| issue.kind),
        }
    }

    #[test]
    fn text_passes_and_what_is_not_text_is_named() {
        assert_eq!(kind("Een rustige dag in Kyiv.".as_bytes()), "fine");
        assert_eq!(kind("\u{feff}with a mark".as_bytes()), "fine");
        assert_eq!(kind(b"a caf\xe9 in a text that is otherwise quite readable"), "invalid-utf-8");
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not-text");
        assert_eq!(kind(&[0u8; 500]), "not-text");
        assert_eq!(kind(&(0..=255u8).collect::<Vec<_>>().repeat(8)), "not-text");
    }

    #[test]
    fn broken_bytes_are_counted_in_the_message() {
        let decoded = decode(b"caf\xe9, na\xefve, and then a good deal of ordinary text").expect("text");
        assert!(decoded.issues[0].message.contains("2 places"), "{}", decoded.issues[0].message);
    }
}
