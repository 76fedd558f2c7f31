//! In which order are the letters of a line read that runs from the right?
//!
//! On a page Arabic and Hebrew letters stand from right to left, numbers and Latin words among them from left to right. Here what is seen from
//! left to right becomes what is read: the inverse of Unicode's algorithm for bidirectional text (UAX 9), as far as one line without
//! marks of direction can tell. **Invariant.** Lines that have no letter from the right stay as they are.

use crate::fonts::Letter;

/// What is seen in a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// A letter, or several that share a shape.
    Letter(Letter),
    /// The end of a word.
    Space,
}

/// To which side something is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From the left.
    Left,
    /// From the right.
    Right,
    /// A digit, from the left within both.
    Digit,
    /// As what is around it.
    Neither,
}

/// To which side a letter is read.
pub fn side(letter: &Letter) -> Side {
    match letter {
        Letter::One(c) => side_of(*c),
        Letter::Many(text) => {
            let mut sides = text.chars().map(side_of);
            let strong = sides.clone().find(|side| matches!(side, Side::Left | Side::Right));
            strong.or(sides.next()).unwrap_or(Side::Neither)
        }
        _ => Side::Neither,
    }
}

fn side_of(c: char) -> Side {
    match c {
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Side::Digit,
        '،' | '؛' | '؟' | '٪' | '٫' | '٬' => Side::Neither,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => Side::Right,
        c if c.is_alphabetic() => Side::Left,
        _ => Side::Neither,
    }
}

/// What is read, from what is seen from left to right; `from_right` says whether most of the page is read from there.
pub fn logical(mut seen: Vec<Seen>, from_right: bool) -> String {
    let sides = |seen: &[Seen]| -> Vec<Side> {
        seen.iter()
            .map(|seen| match seen {
                Seen::Letter(letter) => side(letter),
                Seen::Space => Side::Neither,
            })
            .collect()
    };
    let all = sides(&seen);
    let count = |side| all.iter().filter(|&&one| one == side).count();
    let (right, left) = (count(Side::Right), count(Side::Left));
    if right == 0 {
        return text(&seen, false);
    }
    if right > left || (from_right && right * 4 > left) {
        seen.reverse();
        let all = sides(&seen);
        for (from, to) in runs(&all) {
            if let Some(run) = seen.get_mut(from..to) {
                run.reverse();
            }
        }
        let is_mirrored = closes_first(&seen);
        return text(&seen, is_mirrored);
    }
    // Some words from the right in a line from the left.
    let mut at = 0;
    while let Some(from) = all.get(at..).and_then(|rest| rest.iter().position(|side| *side == Side::Right)) {
        let from = at + from;
        let rest = all.get(from..).unwrap_or_default();
        let end = rest.iter().position(|side| *side == Side::Left).unwrap_or(rest.len());
        let last =
            rest.get(..end).and_then(|run| run.iter().rposition(|side| *side == Side::Right)).unwrap_or(0);
        at = from + last + 1;
        let Some(run) = seen.get_mut(from..at) else { break };
        run.reverse();
        let within = sides(run);
        for (from, to) in runs(&within) {
            if let Some(run) = run.get_mut(from..to) {
                run.reverse();
            }
        }
    }
    text(&seen, false)
}

/// Where something that is read from the left stands among what is read from the right.
fn runs(sides: &[Side]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(&side) = sides.get(at) {
        match side {
            Side::Left | Side::Digit => {
                let mut end = at + 1;
                let mut has_letter = side == Side::Left;
                let mut next = end;
                while let Some(&side) = sides.get(next) {
                    match side {
                        Side::Right => break,
                        Side::Neither => {
                            // Between two numbers only a sign that belongs to them, unless there are words as well.
                            let only_digits = !has_letter;
                            if only_digits
                                && next - end >= 1
                                && !sides.get(next..).is_some_and(leads_to_letters)
                            {
                                break;
                            }
                        }
                        Side::Left => (has_letter, end) = (true, next + 1),
                        Side::Digit => end = next + 1,
                    }
                    next += 1;
                }
                runs.push((at, end));
                at = end;
            }
            _ => at += 1,
        }
    }
    runs
}

/// Whether letters from the left come before any from the right.
fn leads_to_letters(sides: &[Side]) -> bool {
    sides.iter().find(|side| matches!(side, Side::Left | Side::Right)) == Some(&Side::Left)
}

/// Whether brackets are drawn as they look rather than as what they mean.
fn closes_first(seen: &[Seen]) -> bool {
    let brackets = seen.iter().find_map(|seen| match seen {
        Seen::Letter(Letter::One(c @ ('(' | ')' | '[' | ']' | '«' | '»' | '{' | '}' | '‹' | '›'))) => {
            Some(*c)
        }
        _ => None,
    });
    brackets.is_some_and(|c| matches!(c, ')' | ']' | '»' | '}' | '›'))
}

fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('«', '»'), ('{', '}'), ('‹', '›')];
    let other = PAIRS.iter().find_map(|&(a, b)| match c {
        _ if c == a => Some(b),
        _ if c == b => Some(a),
        _ => None,
    });
    other.unwrap_or(c)
}

fn text(seen: &[Seen], is_mirrored: bool) -> String {
    let mut text = String::new();
    for seen in seen {
        match seen {
            Seen::Space => text.push(' '),
            Seen::Letter(Letter::One(c)) => text.push(if is_mirrored { mirrored(*c) } else { *c }),
            Seen::Letter(Letter::Many(several)) => text.push_str(several),
            Seen::Letter(Letter::Unknown) => text.push('\u{fffd}'),
            Seen::Letter(Letter::None) => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        read_on(line, true)
    }

    fn read_on(line: &str, from_right: bool) -> String {
        let seen = line.chars().map(|c| if c == ' ' { Seen::Space } else { Seen::Letter(Letter::One(c)) });
        logical(seen.collect(), from_right)
    }

    fn turned(text: &str) -> String {
        text.chars().rev().collect()
    }

    #[test]
    fn lines_from_the_left_stay_as_they_are() {
        assert_eq!(read("The ferry (of 1994) returned."), "The ferry (of 1994) returned.");
    }

    #[test]
    fn words_from_the_right_are_read_from_the_right_and_numbers_in_them_from_the_left() {
        assert_eq!(read(&turned("عادت العبارة")), "عادت العبارة");
        let line = format!("{} 1994 {}", turned("بعد ثلاثة"), turned("عادت سنة"));
        assert_eq!(read(&line), "عادت سنة 1994 بعد ثلاثة");
        let line = format!("{} Port of Spain {}", turned("بعد"), turned("عادت إلى"));
        assert_eq!(read(&line), "عادت إلى Port of Spain بعد");
        let line = format!("{} 12,5 {}", turned("بعد"), turned("نسبة"));
        assert_eq!(read(&line), "نسبة 12,5 بعد");
    }

    #[test]
    fn a_word_from_the_right_in_a_line_from_the_left_is_turned_alone() {
        let line = format!("The word {} means ferry.", turned("عبارة بحرية"));
        assert_eq!(read_on(&line, false), "The word عبارة بحرية means ferry.");
    }

    #[test]
    fn brackets_open_before_they_close() {
        // As they look, the first of the line opens to the left.
        assert_eq!(read(&turned("عادت (سنة) بعد")), "عادت (سنة) بعد");
        let looks: String = turned("عادت (سنة) بعد").chars().map(mirrored).collect();
        assert_eq!(read(&looks), "عادت (سنة) بعد");
    }
}
