//! What are the lines of a plain text, and what does each look like?
//!
//! A [`Line`] is a line that is not blank, without the white space around it, with counts that the
//! cleaning rules and models read. **Invariant.** Lines are in order, do not overlap, and only white
//! space lies between them; counting is one pass over the text. What a line *means* is left to others.

use crate::span::Span;

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

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '’' | '”' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '“' | '*')
}

/// The lines of a text that are not blank.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut blank_before = 0;
    for whole in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}', '\u{b}']) {
        let begin = at;
        at += whole.len();
        let trimmed = whole.trim_matches(is_blank);
        if trimmed.is_empty() {
            // The two halves of a CR LF are one line's end.
            if !(whole == "\n" && begin > 0 && text.as_bytes().get(begin - 1) == Some(&b'\r')) {
                blank_before += 1;
            }
            continue;
        }
        let lead = whole.len() - whole.trim_start_matches(is_blank).len();
        let mut line = look_at(trimmed);
        line.start = begin + lead;
        line.end = line.start + trimmed.len();
        line.indent = u32::try_from(lead).unwrap_or(u32::MAX);
        line.blank_before = blank_before;
        line.bullet = bullet(trimmed, lead > 0);
        blank_before = 0;
        lines.push(line);
    }
    lines
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

fn look_at(line: &str) -> Line {
    let mut seen = Line::default();
    let mut word = 0u32;
    let mut previous_ends = false;
    let mut last = '\0';
    let mut after_closing = false;
    let mut counted = false;
    for c in line.chars() {
        seen.chars += 1;
        if seen.chars == 1 {
            seen.first = c;
        }
        let alphabetic = c.is_alphabetic();
        if alphabetic || c.is_numeric() || (word > 0 && matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}'))
        {
            if word == 0 && c.is_uppercase() {
                seen.capitalised += 1;
            }
            if alphabetic {
                seen.letters += 1;
                if c.is_uppercase() {
                    seen.capitals += 1;
                }
                if !c.is_ascii() && is_unspaced(c) {
                    seen.unspaced += 1;
                }
            } else if c.is_ascii_digit() {
                seen.digits += 1;
            }
            word += 1;
        } else {
            if word > 0 {
                seen.words += 1;
                seen.small += u32::from(word <= 3);
                word = 0;
            }
            match c {
                ',' | ';' | '،' | '、' | '，' | '；' | '؛' => seen.commas += 1,
                '|' | '•' | '·' | '/' | '»' | '›' | '>' | '→' => seen.separators += 1,
                _ if previous_ends && c.is_whitespace() => seen.sentences += 1,
                _ => {}
            }
        }
        if ends_sentence(c) {
            previous_ends =
                !c.is_ascii() || last.is_alphanumeric() || closes(last) || last == '.' || last == '%';
            // No space follows in these scripts.
            counted = !c.is_ascii() && c != '…' && is_unspaced(last);
            seen.sentences += u32::from(counted);
            previous_ends &= !counted;
        } else if !closes(c) {
            previous_ends = false;
        }
        if !closes(c) {
            last = c;
            after_closing = false;
        } else {
            after_closing = true;
        }
    }
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
