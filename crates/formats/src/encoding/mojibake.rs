//! Was this text once read in the wrong encoding?
//!
//! UTF-8 that was read as windows-1252 and saved again leaves pairs that no language writes: `Ã©` for `é`,
//! `â€™` for `’`. **Invariant.** Nothing is changed; the answer is an example and what it should have been.

use encoding_rs::WINDOWS_1252;

/// Fewer may be a text about this very matter.
const LEAST: usize = 3;

/// An example of what is garbled in the text and what it should have been, if it happens again and again.
pub fn mojibake(text: &str) -> Option<(String, String)> {
    let mut found = 0;
    let mut example = None;
    let mut rest = text;
    while let Some(at) = rest.find(['Ã', 'Â', 'â', 'Ð', 'Ñ', 'ð', 'Å', 'Ä']) {
        rest = rest.get(at..).unwrap_or_default();
        let taken = [4, 3, 2].into_iter().find_map(|length| {
            let garbled: String = rest.chars().take(length).collect();
            let bytes: Vec<u8> = garbled.chars().map(byte_of).collect::<Option<_>>()?;
            let meant = std::str::from_utf8(&bytes).ok()?;
            (meant.chars().count() == 1).then(|| (garbled.clone(), meant.to_owned()))
        });
        match taken {
            Some(pair) => {
                found += 1;
                rest = rest.get(pair.0.len()..).unwrap_or_default();
                // Rather a letter than the space that `Â` hides.
                let letter = |(_, meant): &(String, String)| meant.chars().all(char::is_alphabetic);
                if example.as_ref().is_none_or(|before| !letter(before) && letter(&pair)) {
                    example = Some(pair);
                }
            }
            None => {
                let mut chars = rest.chars();
                chars.next();
                rest = chars.as_str();
            }
        }
    }
    example.filter(|_| found >= LEAST)
}

/// The byte that stands for a character in windows-1252.
fn byte_of(c: char) -> Option<u8> {
    let code = u32::from(c);
    match code {
        0..0x80 | 0xa0..0x100 => u8::try_from(code).ok(),
        // An encoder would bring those of all encodings.
        _ => (0x80..0xa0u8).find(|&byte| WINDOWS_1252.decode_without_bom_handling(&[byte]).0.starts_with(c)),
    }
}
