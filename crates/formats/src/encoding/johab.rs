//! What is the text of bytes in Johab?
//!
//! KS X 1001:1992, annex 3: a syllable is two bytes that name its three letters, five bits each; Chinese
//! characters and symbols are those of KS X 1001 in another arrangement. **Invariant.** Every byte is
//! accounted for by a character.

use encoding_rs::EUC_KR;

// The number of a letter of a syllable for each of 32 codes; -1 is none, -2 is "filler".
const INITIAL: [i8; 32] = [
    -1, -2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, -1, -1, -1, -1, -1, -1, -1, -1,
    -1, -1, -1,
];
const MEDIAL: [i8; 32] = [
    -1, -1, -2, 0, 1, 2, 3, 4, -1, -1, 5, 6, 7, 8, 9, 10, -1, -1, 11, 12, 13, 14, 15, 16, -1, -1, 17, 18, 19,
    20, -1, -1,
];
const FINAL: [i8; 32] = [
    -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -1, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, -1, -1,
];
// Letters that stand alone, as compatibility jamo.
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// Decodes; what is no character becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first < 0x80 {
            // The won sign stands where ASCII has the backslash, but files of text mean the backslash.
            text.push(char::from(first));
            continue;
        }
        let character = after.first().and_then(|&second| pair(first, second));
        if character.is_some() {
            rest = after.get(1..).unwrap_or_default();
        }
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}

fn pair(first: u8, second: u8) -> Option<char> {
    match first {
        0x84..=0xd3 => syllable(u16::from_be_bytes([first, second])),
        0xd9..=0xde | 0xe0..=0xf9 => other(first, second),
        _ => None,
    }
}

fn syllable(code: u16) -> Option<char> {
    let letter = |of: &[i8; 32], shift: u16| of.get(usize::from(code >> shift & 31)).copied();
    let (initial, medial, last) = (letter(&INITIAL, 10)?, letter(&MEDIAL, 5)?, letter(&FINAL, 0)?);
    let nth = |of: &str, at: i8| of.chars().nth(usize::try_from(at).ok()?);
    match (initial, medial, last) {
        (0.., 0.., 0..) => {
            let number = (u32::from(initial.unsigned_abs()) * 21 + u32::from(medial.unsigned_abs())) * 28;
            char::from_u32(0xac00 + number + u32::from(last.unsigned_abs()))
        }
        (0.., -2, 0) => nth(INITIALS, initial),
        (-2, 0.., 0) => char::from_u32(0x314f + u32::from(medial.unsigned_abs())),
        (-2, -2, 1..) => nth(FINALS, last - 1),
        _ => None,
    }
}

/// A Chinese character or a symbol: two rows of KS X 1001 for each first byte.
fn other(first: u8, second: u8) -> Option<char> {
    let column = match second {
        0x31..=0x7e => second - 0x31,
        0x91..=0xfe => second - 0x43,
        _ => return None,
    };
    let row = if first < 0xe0 { (first - 0xd9) * 2 + 0x21 } else { (first - 0xe0) * 2 + 0x4a };
    let (row, column) = if column < 94 { (row, column) } else { (row + 1, column - 94) };
    let pair = [row | 0x80, (column + 0x21) | 0x80];
    let (text, lost) = EUC_KR.decode_without_bom_handling(&pair);
    if lost { None } else { text.chars().next() }
}
