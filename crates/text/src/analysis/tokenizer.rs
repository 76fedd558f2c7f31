//! Where does a word begin and end?
//!
//! A token is a run of letters and digits with their marks; everything else separates, so that
//! `don't`, `state-of-the-art`, `U.S.`, `3.14` and addresses are several tokens in a row, which a
//! query for them asks for as a phrase. Scripts without spaces give a token for each character: it
//! and the next one (a bigram), and for the last of a run the character alone; the one at position
//! `p` begins with character `p` of the run, so that any stretch of it can be asked for. An emoji is
//! a token.
//!
//! **Invariant.** Tokens come in order of their start and positions count up by one; the result does
//! not depend on the language.

use super::characters::{Characters, Class, characters};

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Word of a script with spaces, in ASCII.
    Ascii,
    /// Word of a script with spaces.
    Word,
    /// Two characters, or the last one, of a run without spaces.
    Bigram,
    /// Emoji.
    Symbol,
}

/// A token: bytes `start..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte of the token's first character if it is a bigram, else of the token:
    /// the part that no following token shares.
    pub own_end: usize,
    /// One past the last byte.
    pub end: usize,
    /// Its kind.
    pub kind: Kind,
}

const fn ascii_letters() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
}

static ASCII_LETTER: [bool; 256] = ascii_letters();

fn is_letter(byte: u8) -> bool {
    ASCII_LETTER.get(byte as usize).copied().unwrap_or(false)
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// The high bit of every byte of `word` that lies in `low..=high`, all ASCII.
#[inline]
fn between(word: u64, low: u8, high: u8) -> u64 {
    let ascii = word & !HIGH;
    let from_low = ascii + (0x80 - u64::from(low)) * EACH;
    let over = ascii + (0x7f - u64::from(high)) * EACH;
    from_low & !over & !word & HIGH
}

/// Where the ASCII letters and digits from `at` on end; looks at eight bytes at a time.
#[inline]
fn letters_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*word);
        let letters = between(word | (0x20 * EACH), b'a', b'z') | between(word, b'0', b'9');
        let others = !letters & HIGH;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| is_letter(byte)) {
        at += 1;
    }
    at
}

/// Hands every token of `text` to `each`, in order.
pub fn tokenize(text: &str, mut each: impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let characters = characters();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if is_letter(byte) {
            let start = at;
            at = letters_end(bytes, at + 1);
            if bytes.get(at).is_some_and(|&byte| byte >= 0x80) {
                let end = word_end(characters, text, at);
                let kind = if end == at { Kind::Ascii } else { Kind::Word };
                each(Token { start, own_end: end, end, kind });
                at = end;
            } else {
                each(Token { start, own_end: at, end: at, kind: Kind::Ascii });
            }
        } else if byte < 0x80 {
            at += 1;
        } else {
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            let after = at + c.len_utf8();
            match characters.class(c) {
                Class::Separator | Class::Mark => at = after,
                Class::Letter => {
                    let end = word_end(characters, text, after);
                    each(Token { start: at, own_end: end, end, kind: Kind::Word });
                    at = end;
                }
                Class::Symbol => {
                    each(Token { start: at, own_end: after, end: after, kind: Kind::Symbol });
                    at = after;
                }
                Class::Unspaced => at = bigrams(characters, text, at, &mut each),
            }
        }
    }
}

fn word_end(characters: &Characters, text: &str, from: usize) -> usize {
    let mut end = from;
    for c in text.get(from..).unwrap_or("").chars() {
        let goes_on = if c.is_ascii() {
            c.is_ascii_alphanumeric()
        } else {
            matches!(characters.class(c), Class::Letter | Class::Mark)
        };
        if !goes_on {
            break;
        }
        end += c.len_utf8();
    }
    end
}

fn bigrams(characters: &Characters, text: &str, from: usize, each: &mut impl FnMut(Token)) -> usize {
    let mut before: Option<usize> = None;
    let mut at = from;
    for c in text.get(from..).unwrap_or("").chars() {
        let class = characters.class(c);
        // An invisible character inside a run belongs to what it follows.
        if !matches!(class, Class::Unspaced | Class::Mark) {
            break;
        }
        let after = at + c.len_utf8();
        if class == Class::Unspaced {
            if let Some(start) = before {
                each(Token { start, own_end: at, end: after, kind: Kind::Bigram });
            }
            before = Some(at);
        }
        at = after;
    }
    if let Some(start) = before {
        each(Token { start, own_end: at, end: at, kind: Kind::Bigram });
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, |token| tokens.push(&text[token.start..token.end]));
        tokens
    }

    #[test]
    fn looking_at_eight_bytes_finds_the_end_that_looking_at_each_does() {
        let mut bytes = vec![b'x'; 24];
        for at in 0..20 {
            for byte in 0..=255 {
                bytes[at] = byte;
                for from in 0..24 {
                    let end = (from..24).find(|&at| !is_letter(bytes[at])).unwrap_or(24);
                    assert_eq!(letters_end(&bytes, from), end, "{at} {byte} {from}");
                }
            }
            bytes[at] = b'0' + at as u8 % 10;
        }
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        for (text, expected) in [
            ("Don't panic: it's 3.14!", "Don t panic it s 3 14"),
            ("Oekraïne Oekrai\u{308}ne", "Oekraïne Oekrai\u{308}ne"),
            ("state-of-the-art, U.S. @name #tag", "state of the art U S name tag"),
            ("https://example.com/a_b?q=1", "https example com a b q 1"),
            ("covid19 x\u{ad}y ёлка", "covid19 x\u{ad}y ёлка"),
            ("हिन्दी में", "हिन्दी में"),
            ("می‌روم", "می‌روم"),
            ("", ""),
            ("... —", ""),
            ("a👍b 🇳🇱", "a 👍 b 🇳 🇱"),
        ] {
            assert_eq!(tokens(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_give_overlapping_bigrams() {
        for (text, expected) in [
            ("東京都", "東京 京都 都"),
            ("東京,大", "東京 京 大"),
            ("AI技術です", "AI 技術 術で です す"),
            ("กิน", "กิ ิน น"),
            ("한국 경제", "한국 국 경제 제"),
        ] {
            assert_eq!(tokens(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn every_token_lies_on_character_boundaries() {
        let text = "aé👍東\u{301}京ิ\u{200d}x";
        tokenize(text, |token| {
            assert!(text.get(token.start..token.own_end).is_some() && token.own_end <= token.end);
            assert!(text.get(token.start..token.end).is_some_and(|token| !token.is_empty()));
        });
    }
}
