//! Which dates stand in a text?
//!
//! Finds days and months of the years 1900 to 2099 as people write them: ISO 8601, numbers with
//! separators, month names in any order with day and year, and the forms of Chinese, Japanese, Korean and
//! Vietnamese. **Invariant.** Every [`Mention`] is a piece of the text that states that date; one pass, with
//! a bounded look around each year. Which mention is the day of publication is left to [`date`](super::date).

use super::months;
use crate::article::Date;
use crate::span::Span;

/// A date that stands in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Which day or month.
    pub date: Date,
    /// The same with day and month the other way round, where the numbers allow both.
    pub swapped: Option<Date>,
    /// Whether numbers alone say it with the day before the month: `Some(true)` for 25/01/2022,
    /// `Some(false)` for 01/25/2022, `None` where it cannot be seen.
    pub day_first: Option<bool>,
}

/// How far around a year the rest of a date is looked for, in bytes.
const REACH: usize = 40;
/// Tokens on either side that are looked at.
const TOKENS: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    /// Value, number of digits.
    Number(u32, u8),
    /// A month's number, 1 to 12.
    Month(u8),
    /// A little word that stands inside dates: de, of, th, м., 年 …
    Filler,
    /// Chinese, Japanese, Korean for month.
    MonthSign,
    /// Chinese, Japanese, Korean for day.
    DaySign,
    /// One of `/ . - ,`.
    Mark(char),
    /// Anything else ends the look-around.
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    token: Token,
    start: usize,
    end: usize,
}

/// The dates that stand in `text`, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut covered = 0;
    for (start, end, value, digits) in DigitRuns::new(text) {
        if start < covered {
            continue;
        }
        let seen = match digits {
            4 => year(value).and_then(|year| around_year(text, start, end, year)),
            1 | 2 => short_year(text, start, end, value),
            8 => compact(value).map(|date| Mention {
                span: Span::new(start, end),
                date,
                swapped: None,
                day_first: None,
            }),
            _ => None,
        };
        if let Some(mention) = seen {
            covered = mention.span.end as usize;
            found.push(mention);
        }
    }
    found
}

/// Years that news is from; Thailand counts 543 more.
fn year(value: u32) -> Option<i16> {
    let value = if (2443..=2642).contains(&value) { value - 543 } else { value };
    (1900..=2099).contains(&value).then(|| i16::try_from(value).ok()).flatten()
}

/// `20220125`, of this century only: longer numbers are mostly something else.
fn compact(value: u32) -> Option<Date> {
    let (y, m, d) = (value / 10_000, value / 100 % 100, value % 100);
    if !(2000..=2039).contains(&y) {
        return None;
    }
    Date::day(i16::try_from(y).ok()?, u8::try_from(m).ok()?, u8::try_from(d).ok()?).ok()
}

fn around_year(text: &str, start: usize, end: usize, year: i16) -> Option<Mention> {
    let before = tokens_before(text, start);
    let after = tokens_after(text, end);
    let day_of = |number: u32, month: u8| Date::day(year, month, u8::try_from(number).ok()?).ok();
    let mention = |from: usize, to: usize, date: Date| Mention {
        span: Span::new(from, to),
        date,
        swapped: None,
        day_first: None,
    };

    // 2022-01-25, 2022/1/25, 2022.01.25, 2022. 1. 25.
    if let [
        Placed { token: Token::Mark(a), .. },
        Placed { token: Token::Number(m, 1..=2), .. },
        Placed { token: Token::Mark(b), .. },
        Placed { token: Token::Number(d, 1..=2), end, .. },
        ..,
    ] = after.as_slice()
        && a == b
        && matches!(a, '-' | '/' | '.')
        && let Some(date) = u8::try_from(*m).ok().and_then(|m| day_of(*d, m))
    {
        return Some(mention(start, *end, date));
    }
    // 2022年1月25日, 2022년 1월 25일
    if let [
        Placed { token: Token::Filler, .. },
        Placed { token: Token::Number(m, 1..=2), .. },
        Placed { token: Token::MonthSign, .. },
        Placed { token: Token::Number(d, 1..=2), .. },
        Placed { token: Token::DaySign, end, .. },
        ..,
    ] = after.as_slice()
        && let Some(date) = u8::try_from(*m).ok().and_then(|m| day_of(*d, m))
    {
        return Some(mention(start, *end, date));
    }
    // 25/01/2022, 25.1.2022, 01-25-2022: read backwards from the year.
    if let [
        Placed { token: Token::Mark(a), .. },
        Placed { token: Token::Number(second, 1..=2), .. },
        Placed { token: Token::Mark(b), .. },
        Placed { token: Token::Number(first, 1..=2), start: from, .. },
        ..,
    ] = before.as_slice()
        && a == b
        && matches!(a, '-' | '/' | '.')
    {
        return numeric(*from, end, *first, *second, year);
    }
    // 25 January 2022, 25. januar 2022, 25 de enero de 2022, 25-Jan-2022
    let words: Vec<&Placed> =
        before.iter().filter(|placed| !matches!(placed.token, Token::Filler | Token::Mark(_))).collect();
    match words.as_slice() {
        [
            Placed { token: Token::Month(m), .. },
            Placed { token: Token::Number(d, 1..=2), start: from, .. },
            ..,
        ] if let Some(date) = day_of(*d, *m) => {
            return Some(mention(*from, end, date));
        }
        // January 25, 2022; January 25th 2022
        [
            Placed { token: Token::Number(d, 1..=2), .. },
            Placed { token: Token::Month(m), start: from, .. },
            ..,
        ] if let Some(date) = day_of(*d, *m) => {
            return Some(mention(*from, end, date));
        }
        // ngày 25 tháng 1 năm 2022
        [
            Placed { token: Token::Number(m, 1..=2), .. },
            Placed { token: Token::MonthSign, .. },
            Placed { token: Token::Number(d, 1..=2), start: from, .. },
            ..,
        ] if let Some(date) = u8::try_from(*m).ok().and_then(|m| day_of(*d, m)) => {
            return Some(mention(*from, end, date));
        }
        [Placed { token: Token::Month(m), start: from, .. }, ..] => {
            if let Ok(date) = Date::month(year, *m) {
                return Some(mention(*from, end, date));
            }
        }
        _ => {}
    }
    // 2022. január 25., 2022 Jan 25, 2022 m. sausio 25 d., 2022. gada 25. janvārī
    let words: Vec<&Placed> =
        after.iter().filter(|placed| !matches!(placed.token, Token::Filler | Token::Mark(_))).collect();
    match words.as_slice() {
        [
            Placed { token: Token::Month(m), .. },
            Placed { token: Token::Number(d, 1..=2), end: to, .. },
            ..,
        ]
        | [
            Placed { token: Token::Number(d, 1..=2), .. },
            Placed { token: Token::Month(m), end: to, .. },
            ..,
        ] => day_of(*d, *m).map(|date| mention(start, *to, date)),
        _ => None,
    }
}

/// `25.01.22`, `1/25/22`: three short numbers with one kind of mark, the last of two digits.
fn short_year(text: &str, start: usize, end: usize, first: u32) -> Option<Mention> {
    if text
        .get(..start)?
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | ':' | '$' | '€'))
    {
        return None;
    }
    let after = tokens_after(text, end);
    if let [
        Placed { token: Token::Mark(a), start: mark, .. },
        Placed { token: Token::Number(second, 1..=2), start: middle, .. },
        Placed { token: Token::Mark(b), .. },
        Placed { token: Token::Number(short, 2), end: to, .. },
        ..,
    ] = after.as_slice()
        && a == b
        && matches!(a, '/' | '.')
        && *mark == end
        && *middle == end + 1
    {
        let next = text.get(*to..)?.chars().next();
        if next.is_some_and(|c| c.is_alphanumeric() || c == *a) {
            return None;
        }
        let year = if *short < 50 { 2000 + *short } else { 1900 + *short };
        return numeric(start, *to, first, *second, i16::try_from(year).ok()?);
    }
    None
}

fn numeric(from: usize, to: usize, first: u32, second: u32, year: i16) -> Option<Mention> {
    let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    let day_first = Date::day(year, second, first).ok();
    let month_first = Date::day(year, first, second).ok();
    let span = Span::new(from, to);
    match (day_first, month_first) {
        (Some(date), None) => Some(Mention { span, date, swapped: None, day_first: Some(true) }),
        (None, Some(date)) => Some(Mention { span, date, swapped: None, day_first: Some(false) }),
        (Some(date), Some(_)) if first == second => {
            Some(Mention { span, date, swapped: None, day_first: None })
        }
        (Some(date), Some(other)) => Some(Mention { span, date, swapped: Some(other), day_first: None }),
        (None, None) => None,
    }
}

fn tokens_after(text: &str, from: usize) -> Vec<Placed> {
    let mut to = (from + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let mut tokens = Vec::with_capacity(TOKENS);
    scan(text, from, to, |placed| {
        tokens.push(placed);
        tokens.len() < TOKENS && placed.token != Token::Other
    });
    tokens
}

fn tokens_before(text: &str, to: usize) -> Vec<Placed> {
    let mut from = to.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut tokens = Vec::with_capacity(TOKENS);
    scan(text, from, to, |placed| {
        tokens.push(placed);
        true
    });
    // A word cut by the edge of the window is not looked at.
    if from > 0
        && text.get(..from).and_then(|head| head.chars().next_back()).is_some_and(char::is_alphanumeric)
        && let Some(cut) = tokens.first_mut()
    {
        cut.token = Token::Other;
    }
    tokens.reverse();
    if let Some(end) = tokens.iter().position(|placed| placed.token == Token::Other) {
        tokens.truncate(end);
    }
    tokens.truncate(TOKENS);
    tokens
}

fn scan(text: &str, from: usize, to: usize, mut take: impl FnMut(Placed) -> bool) {
    let Some(window) = text.get(from..to) else { return };
    let mut chars = window.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut start = from + at;
        let mut end = start + c.len_utf8();
        let token = if let Some(first) = digit(c) {
            let mut value = first;
            let mut digits = 1u8;
            while let Some(&(next, c)) = chars.peek() {
                let Some(more) = digit(c) else { break };
                value = value.saturating_mul(10).saturating_add(more);
                digits = digits.saturating_add(1);
                end = from + next + c.len_utf8();
                chars.next();
            }
            Token::Number(value, digits)
        } else if is_word(c) {
            if matches!(c, '年' | '월' | '月' | '日' | '일' | '년') {
                match c {
                    '月' | '월' => Token::MonthSign,
                    '日' | '일' => Token::DaySign,
                    _ => Token::Filler,
                }
            } else {
                while let Some(&(next, c)) = chars.peek() {
                    if !is_word(c) || matches!(c, '年' | '月' | '日') {
                        break;
                    }
                    end = from + next + c.len_utf8();
                    chars.next();
                }
                let whole = text.get(start..end).unwrap_or("");
                match word(whole) {
                    Token::Other => match glued(whole) {
                        Some((at, month)) => {
                            if !take(Placed { token: Token::Other, start, end: start + at }) {
                                return;
                            }
                            start += at;
                            Token::Month(month)
                        }
                        None => Token::Other,
                    },
                    token => token,
                }
            }
        } else if c == '\n' || c == '\r' {
            Token::Other
        } else if is_space(c) {
            continue;
        } else {
            match c {
                '/' | '.' | '-' | ',' => Token::Mark(c),
                '–' | '‑' | '‐' => Token::Mark('-'),
                '،' | '、' | '，' => Token::Mark(','),
                'º' | 'ª' | '°' | '\'' | '’' => Token::Filler,
                _ => Token::Other,
            }
        };
        if !take(Placed { token, start, end }) {
            return;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c as u32, 0x300..=0x36F | 0x900..=0xDFF | 0xE31..=0xE4E | 0x200C | 0x1000..=0x109F | 0x17B4..=0x17D3)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{ad}')
}

/// "HealthDECEMBER": what a page shows side by side is one word in its text. Where the month begins.
fn glued(word: &str) -> Option<(usize, u8)> {
    let mut chars = word.char_indices().rev().peekable();
    let joint = std::iter::from_fn(|| {
        let (at, c) = chars.next()?;
        Some((at, c, chars.peek().is_some_and(|&(_, before)| before.is_lowercase())))
    })
    .find(|&(_, c, after_small)| c.is_uppercase() && after_small);
    let (at, ..) = joint?;
    Some((at, months::number(word.get(at..)?)?))
}

fn word(word: &str) -> Token {
    if let Some(month) = months::number(word) {
        return Token::Month(month);
    }
    // What stands between the parts of a date, by the date patterns of CLDR; ordinal endings.
    let filler = matches!(
        word,
        "th" | "st"
            | "nd"
            | "rd"
            | "TH"
            | "ST"
            | "ND"
            | "RD"
            | "of"
            | "the"
            | "de"
            | "del"
            | "di"
            | "do"
            | "da"
            | "er"
            | "d"
            | "m"
            | "r"
            | "p"
            | "f"
            | "г"
            | "р"
            | "г."
            | "е"
            | "го"
            | "ος"
            | "ης"
            | "του"
            | "từ"
            | "năm"
            | "ta"
            | "an"
            | "a"
            | "o"
            | "e"
            | "gada"
            | "ko"
            | "yil"
            | "ж"
            | "оны"
            | "წ"
            | "թ"
            | "ที่"
            | "พ"
            | "ศ"
            | "в"
            | "de'"
            | "ngày"
    );
    if filler {
        Token::Filler
    } else if word == "tháng" || word == "Tháng" {
        Token::MonthSign
    } else {
        Token::Other
    }
}

/// Value of a decimal digit of the scripts that news is written in (Unicode general category Nd).
fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 14] =
        [0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xE50, 0x1040, 0x17E0, 0xFF10];
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = c as u32;
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero)
}

/// Runs of digits: start, end, value, number of digits. Long ones are skipped, not cut.
struct DigitRuns<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> DigitRuns<'a> {
    fn new(text: &'a str) -> Self {
        DigitRuns { text, at: 0 }
    }
}

impl Iterator for DigitRuns<'_> {
    type Item = (usize, usize, u32, u8);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            // Digits of other scripts begin with these bytes in UTF-8; the test skips most text quickly.
            let ahead = rest
                .bytes()
                .position(|b| b.is_ascii_digit() || matches!(b, 0xD9 | 0xDB | 0xE0 | 0xE1 | 0xEF))?;
            let start = self.at + ahead;
            let mut end = start;
            let mut value = 0u32;
            let mut digits = 0u8;
            for c in self.text.get(start..)?.chars() {
                let Some(more) = digit(c) else {
                    if digits == 0 {
                        end += c.len_utf8();
                    }
                    break;
                };
                value = value.saturating_mul(10).saturating_add(more);
                digits = digits.saturating_add(1);
                end += c.len_utf8();
            }
            self.at = end;
            if digits > 0 {
                return Some((start, end, value, digits));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(text: &str) -> Vec<String> {
        mentions(text).iter().map(|mention| mention.date.to_string()).collect()
    }

    #[test]
    fn a_month_that_is_glued_to_the_word_before_it_is_seen() {
        for (text, expected) in [
            ("Mental HealthDECEMBER 22, 2022Updated: JANUARY 02, 2026", vec!["2022-12-22", "2026-01-02"]),
            ("By Jane DoeMarch 3, 2020", vec!["2020-03-03"]),
            ("McMay 3, 2020", vec!["2020-05-03"]),
            ("dismay 3, 2020", vec![]),
        ] {
            let days: Vec<String> = mentions(text).iter().map(|mention| mention.date.to_string()).collect();
            assert_eq!(days, expected, "{text}");
            assert!(mentions(text).iter().all(|mention| !mention.span.of(text).contains("Health")), "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_the_forms_people_write() {
        for (text, date) in [
            ("date 2022-01-25 They", "2022-01-25"),
            ("2022-01-25T10:00:00Z", "2022-01-25"),
            ("January 25, 2022", "2022-01-25"),
            ("Jan. 25th, 2022", "2022-01-25"),
            ("Tuesday, 25 January 2022, 10:04", "2022-01-25"),
            ("25-Jan-2022", "2022-01-25"),
            ("25 januari 2022", "2022-01-25"),
            ("25/01/2022", "2022-01-25"),
            ("01/25/2022", "2022-01-25"),
            ("25.01.22", "2022-01-25"),
            ("2022年1月25日", "2022-01-25"),
            ("2022년 1월 25일", "2022-01-25"),
            ("ngày 25 tháng 1 năm 2022", "2022-01-25"),
            ("٢٥/٠١/٢٠٢٢", "2022-01-25"),
            ("in January 2022 they", "2022-01"),
            ("20220125", "2022-01-25"),
        ] {
            assert_eq!(dates(text), [date], "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates_are_left() {
        for text in [
            "installed after 1997 in",
            "version 10.2.22.1",
            "call 555 2022",
            "2022-23",
            "32/13/2022",
            "1.25.225",
        ] {
            assert_eq!(dates(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_date_that_can_be_read_both_ways_says_so() {
        let mention = mentions("04/05/2022")[0];
        assert_eq!(mention.date.to_string(), "2022-05-04");
        assert_eq!(mention.swapped.map(|date| date.to_string()).as_deref(), Some("2022-04-05"));
    }

    #[test]
    fn a_mention_covers_what_states_it() {
        let text = "On Tuesday, 25 January 2022, at ten";
        assert_eq!(mentions(text)[0].span.of(text), "25 January 2022");
    }
}
