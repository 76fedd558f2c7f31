//! What are the lines of a plain text, what does each look like, and which words are in it?
//!
//! A [`Line`] is a line that is not blank, without the white space around it, with counts that the
//! cleaning rules and models read. **Invariant.** Lines are in order, do not overlap, and only white
//! space lies between them; counting is one pass over the text, in which its [words](crate::words) are
//! noted too. What a line *means* is left to others.

use crate::span::Span;
use crate::words::{self, Words};

/// Which characters and strings a line holds, a bit each: what is not there need not be looked for.
pub mod holds {
    /// `@`.
    pub const AT: u32 = 1;
    /// `http` or `www.`.
    pub const HTTP: u32 = 1 << 1;
    /// `©`, `®` or `™`.
    pub const SIGN: u32 = 1 << 2;
    /// `$`, `€`, `£` or `¥`.
    pub const MONEY: u32 = 1 << 3;
    /// `"`, `“`, `”`, `«` or `„`.
    pub const QUOTE: u32 = 1 << 4;
    /// One of `| - – — :: » · › > / •` between two spaces.
    pub const MARK: u32 = 1 << 5;
    /// A point with an ASCII letter right behind it.
    pub const POINT: u32 = 1 << 6;
    /// `Copyright`, `copyright` or `COPYRIGHT`.
    pub const COPYRIGHT: u32 = 1 << 7;
    /// `(c)` or `(C)`.
    pub const C: u32 = 1 << 8;
    /// `&`.
    pub const AND: u32 = 1 << 9;
    /// `-` or `_`.
    pub const HYPHEN: u32 = 1 << 10;
    /// `-` before one of `v c r j K R k t`.
    pub const COMPOUND: u32 = 1 << 11;
    /// `(`.
    pub const BRACKET: u32 = 1 << 12;
    /// `|`, `»`, `›`, `>` or `/`.
    pub const RAIL: u32 = 1 << 13;
}

/// One line that is not blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// White space before it on its line, in characters.
    pub indent: u32,
    /// Blank lines right before it.
    pub blank_before: u32,
    /// Bytes of the list mark at its start, white space included; 0 if there is none.
    pub bullet: usize,
    /// Characters.
    pub chars: u32,
    /// Words: runs of letters and digits; in scripts without spaces, pairs of characters.
    pub words: u32,
    /// Letters.
    pub letters: u32,
    /// Decimal digits.
    pub digits: u32,
    /// Capital letters.
    pub capitals: u32,
    /// Words that begin with a capital letter.
    pub capitalised: u32,
    /// Words of at most three letters: the small words that running text is full of.
    pub small: u32,
    /// Commas and semicolons, of any script.
    pub commas: u32,
    /// Marks that end a sentence and are followed by white space or the line's end.
    pub sentences: u32,
    /// Marks that stand between things of a row: `|`, `•`, `·`, `/`, `»`, `›`, `>`.
    pub separators: u32,
    /// Letters of scripts without spaces.
    pub unspaced: u32,
    /// Whether it ends as a sentence does.
    pub terminal: bool,
    /// Its last character that is not a closing quotation mark or bracket.
    pub last: char,
    /// Its first character.
    pub first: char,
    /// Which characters it [holds].
    pub holds: u32,
}

impl Line {
    /// Where it is.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Its text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Its text without a list mark.
    pub fn content<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start + self.bullet..self.end).unwrap_or("")
    }

    /// Running text: long enough and made of sentences.
    pub fn is_prose(&self) -> bool {
        (self.words >= 12 && self.sentences > 0) || self.words >= 30
    }
}

/// Whether a character ends sentences.
pub fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '।'
            | '॥'
            | '؟'
            | '۔'
            | '։'
            | '።'
            | '។'
            | '၊'
            | '။'
            | '｡'
    )
}

/// Letters of scripts that are written without spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF // Thai, Lao
        | 0x1000..=0x109F // Myanmar
        | 0x1780..=0x17FF // Khmer
        | 0x3040..=0x30FF // kana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}

/// Which pairs of bytes strings begin or end with, so that a line that has another need not be compared with any.
pub struct Pairs([u64; 8]);

impl Pairs {
    /// The first two bytes of each string, which are of small letters.
    pub const fn first(strings: &[&str]) -> Pairs {
        let mut pairs = [0; 8];
        let mut at = 0;
        while at < strings.len() {
            let bytes = strings[at].as_bytes();
            let bit = Pairs::bit(bytes[0], bytes[1]);
            pairs[bit >> 6] |= 1 << (bit & 63);
            at += 1;
        }
        Pairs(pairs)
    }

    /// The last two bytes of each string.
    pub const fn last(strings: &[&str]) -> Pairs {
        let mut pairs = [0; 8];
        let mut at = 0;
        while at < strings.len() {
            let bytes = strings[at].as_bytes();
            let bit = Pairs::bit(bytes[bytes.len() - 2], bytes[bytes.len() - 1]);
            pairs[bit >> 6] |= 1 << (bit & 63);
            at += 1;
        }
        Pairs(pairs)
    }

    const fn bit(one: u8, other: u8) -> usize {
        (one as usize * 31 + other as usize) & 511
    }

    fn has(&self, one: u8, other: u8) -> bool {
        // Of other letters the small ones are not looked up here.
        let bit = Pairs::bit(one.to_ascii_lowercase(), other.to_ascii_lowercase());
        !one.is_ascii()
            || !other.is_ascii()
            || self.0.get(bit >> 6).is_some_and(|bits| bits >> (bit & 63) & 1 == 1)
    }

    /// Whether a line may begin with one of the strings, capitals or not.
    pub fn may_begin(&self, line: &str) -> bool {
        matches!(line.as_bytes(), [one, other, ..] if self.has(*one, *other))
    }

    /// Whether a line may end with one of the strings, capitals or not.
    pub fn may_end(&self, line: &str) -> bool {
        matches!(line.as_bytes(), [.., one, other] if self.has(*one, *other))
    }
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '’' | '”' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '“' | '*')
}

/// The lines of a text that are not blank.
pub fn split(text: &str) -> Vec<Line> {
    read(text).0
}

/// Where the line that begins at a byte ends, its mark included.
fn line_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\n' | b'\r' | 0xb | 0xc => return at,
            // The separators of lines and paragraphs, U+2028 and U+2029.
            0xe2 if matches!(bytes.get(at..at + 2), Some([0x80, 0xa8 | 0xa9])) => return at + 2,
            _ => {}
        }
    }
    at
}

/// The lines of a text that are not blank, and its words.
pub fn read(text: &str) -> (Vec<Line>, Words) {
    let mut lines = Vec::new();
    let mut words = Words::sized(text.len());
    let mut at = 0;
    let mut blank_before = 0;
    while at < text.len() {
        let begin = at;
        at = line_end(text.as_bytes(), begin);
        let whole = text.get(begin..at).unwrap_or("");
        let trimmed = whole.trim_matches(is_blank);
        if trimmed.is_empty() {
            // The two halves of a CR LF are one line's end.
            if !(whole == "\n" && begin > 0 && text.as_bytes().get(begin - 1) == Some(&b'\r')) {
                blank_before += 1;
            }
            continue;
        }
        let lead = whole.len() - whole.trim_start_matches(is_blank).len();
        let mut line = look_at(trimmed, begin + lead, &mut words);
        line.start = begin + lead;
        line.end = line.start + trimmed.len();
        line.indent = u32::try_from(lead).unwrap_or(u32::MAX);
        line.blank_before = blank_before;
        line.bullet = bullet(trimmed, lead > 0);
        blank_before = 0;
        lines.push(line);
    }
    words.end();
    (lines, words)
}

/// White space, and characters that show nothing.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}' | '\u{2060}')
}

/// Length of the list mark at the start of a line, its white space included.
fn bullet(line: &str, indented: bool) -> usize {
    let mut chars = line.chars();
    let Some(mark) = chars.next() else { return 0 };
    let is_mark = matches!(
        mark,
        '•' | '*' | '-' | '–' | '—' | '+' | '·' | '▪' | '■' | '●' | '◦' | '‣' | '○' | '→' | '►'
    ) || (indented && mark == 'o');
    let rest = chars.as_str();
    let content = rest.trim_start();
    if is_mark && content.len() < rest.len() && !content.is_empty() { line.len() - content.len() } else { 0 }
}

// What an ASCII byte is, in bits; a capital letter's is the one that makes it small.
const WORD: u8 = 1;
const DIGIT: u8 = 2;
const CAPITAL: u8 = 0x20;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' => WORD | DIGIT,
            b'a'..=b'z' => WORD,
            b'A'..=b'Z' => WORD | CAPITAL,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

// The letters of a word as bits, by the five low bits of each.
const fn letters(word: &[u8]) -> u32 {
    let mut set = 0;
    let mut at = 0;
    while at < word.len() {
        set |= 1 << (word[at] & 31);
        at += 1;
    }
    set
}

const OF_HTTP: u32 = letters(b"http");
const OF_WWW: u32 = letters(b"w");
const OF_COPYRIGHT: u32 = letters(b"copyright");

fn has(run: &[u8], wanted: &[u8]) -> bool {
    run.windows(wanted.len()).any(|window| window == wanted)
}

/// A line as far as it has been read.
struct Reading {
    seen: Line,
    /// Characters of the word being read: letters, digits, and what joins them.
    word: u32,
    previous_ends: bool,
    counted: bool,
    after_closing: bool,
    last: char,
    /// Hash, characters and first byte of the word being read, without joints.
    hash: u32,
    length: u32,
    from: usize,
}

impl Reading {
    // A run of ASCII letters and digits, from a byte of the line on; where it ends.
    #[inline]
    fn run(&mut self, bytes: &[u8], from: usize, start: usize) -> usize {
        let mut at = from;
        let (mut hash, mut set) = (self.hash, 0u32);
        let (mut capitals, mut digits) = (0u32, 0u32);
        let first_is_capital = bytes.get(from).is_some_and(u8::is_ascii_uppercase);
        while let Some(&byte) = bytes.get(at) {
            let class = CLASSES[usize::from(byte)];
            if class & WORD == 0 {
                break;
            }
            hash = words::extended(hash, byte | (class & CAPITAL));
            set |= 1 << (byte & 31);
            capitals += u32::from(class >> 5);
            digits += u32::from(class & DIGIT);
            at += 1;
        }
        let digits = digits / 2;
        let length = (at - from) as u32;
        let seen = &mut self.seen;
        seen.chars += length;
        seen.capitalised += u32::from(self.word == 0 && first_is_capital);
        seen.capitals += capitals;
        seen.digits += digits;
        seen.letters += length - digits;
        self.word += length;
        if self.length == 0 {
            self.from = start + from;
        }
        self.hash = hash;
        self.length += length;
        self.previous_ends = false;
        self.after_closing = false;
        if let Some(&last) = at.checked_sub(1).and_then(|last| bytes.get(last)) {
            self.last = char::from(last);
        }
        if set & OF_HTTP == OF_HTTP || set & OF_WWW == OF_WWW || set & OF_COPYRIGHT == OF_COPYRIGHT {
            let run = bytes.get(from..at).unwrap_or_default();
            if has(run, b"http") || (run.ends_with(b"www") && bytes.get(at) == Some(&b'.')) {
                seen.holds |= holds::HTTP;
            }
            if has(run, b"opyright") || has(run, b"COPYRIGHT") {
                seen.holds |= holds::COPYRIGHT;
            }
        }
        at
    }

    #[inline]
    fn end_word(&mut self, words: &mut Words, at: usize) {
        if self.length > 0 {
            words.add(self.hash, self.from, at, self.length);
            (self.hash, self.length) = (words::SEED, 0);
        }
    }

    // A character that is no ASCII letter or digit.
    #[inline]
    fn step(&mut self, c: char, bytes: &[u8], at: usize, start: usize, words: &mut Words) {
        let seen = &mut self.seen;
        seen.chars += 1;
        let ascii = c.is_ascii();
        let alphabetic = !ascii && c.is_alphabetic();
        let numeric = !ascii && !alphabetic && c.is_numeric();
        if alphabetic || numeric || (self.word > 0 && matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}'))
        {
            if self.word == 0 && c.is_uppercase() {
                seen.capitalised += 1;
            }
            if alphabetic {
                seen.letters += 1;
                if c.is_uppercase() {
                    seen.capitals += 1;
                }
                if is_unspaced(c) {
                    seen.unspaced += 1;
                }
            }
            self.word += 1;
        } else {
            if self.word > 0 {
                seen.words += 1;
                seen.small += u32::from(self.word <= 3);
                self.word = 0;
            }
            match c {
                ',' | ';' | '،' | '、' | '，' | '；' | '؛' => seen.commas += 1,
                '|' | '•' | '·' | '/' | '»' | '›' | '>' | '→' => seen.separators += 1,
                _ if self.previous_ends && c.is_whitespace() => seen.sentences += 1,
                _ => {}
            }
        }
        if alphabetic || numeric {
            if is_unspaced(c) {
                self.end_word(words, start + at);
                words.add(words::of_char(words::SEED, c), start + at, start + at + c.len_utf8(), 4);
            } else {
                if self.length == 0 {
                    self.from = start + at;
                }
                self.hash = words::of_char(self.hash, c.to_lowercase().next().unwrap_or(c));
                self.length += 1;
            }
        } else {
            self.end_word(words, start + at);
        }
        if c != ' ' {
            self.seen.holds |= held(c, bytes, at);
        }
        if ends_sentence(c) {
            self.previous_ends = !ascii
                || self.last.is_alphanumeric()
                || closes(self.last)
                || self.last == '.'
                || self.last == '%';
            // No space follows in these scripts.
            self.counted = !ascii && c != '…' && is_unspaced(self.last);
            self.seen.sentences += u32::from(self.counted);
            self.previous_ends &= !self.counted;
        } else if !closes(c) {
            self.previous_ends = false;
        }
        if closes(c) {
            self.after_closing = true;
        } else {
            self.last = c;
            self.after_closing = false;
        }
    }
}

// What a character at a byte of a line says of what the line holds.
fn held(c: char, bytes: &[u8], at: usize) -> u32 {
    let next = |by: usize| bytes.get(at + by).copied().unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(0);
    let is_mark = matches!(c, '|' | '-' | '–' | '—' | '»' | '·' | '›' | '>' | '/' | '•')
        && next(c.len_utf8()) == b' '
        || c == ':' && next(1) == b':' && next(2) == b' ';
    let mark = if is_mark && before == b' ' { holds::MARK } else { 0 };
    mark | match c {
        '@' => holds::AT,
        '©' | '®' | '™' => holds::SIGN,
        '$' | '€' | '£' | '¥' => holds::MONEY,
        '"' | '“' | '”' | '«' | '„' => holds::QUOTE,
        '.' if next(1).is_ascii_alphabetic() => holds::POINT,
        '(' if matches!(next(1), b'c' | b'C') && next(2) == b')' => holds::C | holds::BRACKET,
        '(' => holds::BRACKET,
        '&' => holds::AND,
        '-' if matches!(next(1), b'v' | b'c' | b'r' | b'j' | b'K' | b'R' | b'k' | b't') => {
            holds::HYPHEN | holds::COMPOUND
        }
        '-' | '_' => holds::HYPHEN,
        '|' | '»' | '›' | '>' | '/' => holds::RAIL,
        _ => 0,
    }
}

fn look_at(line: &str, start: usize, words: &mut Words) -> Line {
    words.begin_line();
    let mut reading = Reading {
        seen: Line { first: line.chars().next().unwrap_or('\0'), ..Line::default() },
        word: 0,
        previous_ends: false,
        counted: false,
        after_closing: false,
        last: '\0',
        hash: words::SEED,
        length: 0,
        from: 0,
    };
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if CLASSES[usize::from(byte)] & WORD != 0 {
            at = reading.run(bytes, at, start);
        } else if byte < 128 {
            reading.step(char::from(byte), bytes, at, start, words);
            at += 1;
        } else {
            let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) else { break };
            reading.step(c, bytes, at, start, words);
            at += c.len_utf8();
        }
    }
    reading.end_word(words, start + line.len());
    let Reading { mut seen, word, previous_ends, counted, after_closing, last, .. } = reading;
    if word > 0 {
        seen.words += 1;
        seen.small += u32::from(word <= 3);
    }
    seen.words += seen.unspaced / 2;
    seen.last = if last == '\0' { line.chars().next_back().unwrap_or(' ') } else { last };
    seen.terminal = ends_sentence(seen.last) && (previous_ends || counted || after_closing);
    if seen.terminal && !counted {
        seen.sentences += 1;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_cover_all_that_is_not_blank() {
        let text = "\u{feff}one\r\n\r\n  • two words \n\n\nthree";
        let lines = split(text);
        let seen: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
        assert_eq!(seen, ["one", "• two words", "three"]);
        assert_eq!(lines.iter().map(|line| line.blank_before).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(lines[1].content(text), "two words");
        assert_eq!(lines[1].indent, 2);
    }

    #[test]
    fn words_sentences_and_capitals_are_counted_in_any_script() {
        let counts = |text: &str| {
            let line = split(text).remove(0);
            (line.words, line.sentences, line.capitalised, line.terminal)
        };
        assert_eq!(counts("The Kremlin said so. It did."), (6, 2, 3, true));
        assert_eq!(counts("He said: “No.”"), (3, 1, 2, true));
        assert_eq!(counts("World News"), (2, 0, 2, false));
        assert_eq!(counts("Президент сказал «да»."), (3, 1, 1, true));
        assert_eq!(counts("今天天气很好。我们去公园。"), (7, 2, 0, true));
    }
}
