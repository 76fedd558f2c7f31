//! Which lines do sites put around every article?
//!
//! Fixed phrases of web sites in many languages (`models/phrases.txt`), each under the name of the rule that
//! removes it. **Invariant.** A phrase is stored as [`fold`] writes it. Lines that only *look* like furniture
//! are left to the [body](super::body) model.

use explorer_text::words::Tally;
use std::sync::OnceLock;

/// The rules that a phrase can stand under.
const RULES: &[&str] =
    &["comment-bar", "cookie-notice", "navigation", "newsletter", "related", "share-bar", "source-link"];

/// The phrases by hash (64 bit).
#[derive(Default)]
struct Phrases {
    /// The number of each, from 1 on.
    numbers: Tally,
    /// By number: the rule under which it fills a line, and the one under which it starts one.
    rules: Vec<[Option<&'static str>; 2]>,
}

impl Phrases {
    fn of(&self, hash: u64) -> Option<&[Option<&'static str>; 2]> {
        self.rules.get((self.numbers.get(hash) as usize).checked_sub(1)?)
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn extended(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

static PHRASES: OnceLock<Phrases> = OnceLock::new();

// A program for the page gets its tables with the models; others have them inside.
#[cfg(target_arch = "wasm32")]
const BUILT_IN: &str = "";
#[cfg(not(target_arch = "wasm32"))]
const BUILT_IN: &str = include_str!("../../../../models/phrases.txt");

/// Takes the phrases from the text of their file; those that came first stay.
pub fn install(table: &str) {
    PHRASES.get_or_init(|| parse(table));
}

fn phrases() -> &'static Phrases {
    PHRASES.get_or_init(|| parse(BUILT_IN))
}

fn parse(table: &str) -> Phrases {
    let mut phrases = Phrases::default();
    let mut group = None;
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let (name, fills) = heading.split_once(": ").unwrap_or((heading, ""));
            let rule = RULES.iter().find(|rule| **rule == name).copied();
            group = rule.map(|rule| (rule, usize::from(fills == "start")));
        } else if let Some((rule, place)) = group {
            let hash = line.bytes().fold(SEED, extended);
            let mut number = phrases.numbers.get(hash);
            if number == 0 {
                phrases.rules.push([None; 2]);
                number = phrases.rules.len() as u32;
                phrases.numbers.add(hash, number);
            }
            let rules = phrases.rules.get_mut(number as usize - 1);
            if let Some(slot) = rules.and_then(|rules| rules.get_mut(place)) {
                slot.get_or_insert(rule);
            }
        }
    }
    phrases
}

// No line is looked at beyond this many bytes or words when matching the start of a phrase.
const LONGEST: usize = 200;
const MOST_WORDS: usize = 7;

/// A line as phrases are stored: lower case, straight apostrophes, single spaces, nothing but letters,
/// digits and the like at its ends. At most about [`LONGEST`] bytes of it.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len().min(LONGEST));
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | ')'));
    let inner = inner.strip_suffix(')').filter(|rest| !rest.contains('(')).unwrap_or(inner);
    let mut space = false;
    for c in inner.chars() {
        if folded.len() >= LONGEST {
            break;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        match c {
            '’' | '‘' | '`' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The rule whose phrase fills this (folded) line, or starts it.
pub fn rule(folded: &str) -> Option<&'static str> {
    let phrases = phrases();
    let mut hash = SEED;
    let (mut ends, mut starts) = (0, None);
    for byte in folded.bytes() {
        // What stands before it may be a phrase that starts the line; the shortest counts.
        if ends < MOST_WORDS && matches!(byte, b' ' | b':' | b',' | b'.' | b'!' | b'|') {
            ends += 1;
            if starts.is_none() {
                starts = phrases.of(hash).and_then(|[_, start]| *start);
            }
        }
        hash = extended(hash, byte);
    }
    phrases.of(hash).and_then(|[whole, start]| whole.or(*start)).or(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_stored_as_lines_are_folded_and_under_a_known_rule() {
        for line in BUILT_IN.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(heading) => {
                    let (rule, fills) = heading.split_once(": ").expect("a rule and how much it fills");
                    assert!(RULES.contains(&rule) && ["line", "start"].contains(&fills), "{heading}");
                }
                None if line.starts_with('(') => {}
                None => assert_eq!(fold(line), line),
            }
        }
    }

    #[test]
    fn furniture_is_known_in_many_languages_and_prose_is_not() {
        for (line, expected) in [
            ("Source link", Some("source-link")),
            ("Related Articles", Some("related")),
            ("Back to top button", Some("navigation")),
            ("Comments are closed.", Some("comment-bar")),
            ("Exit mobile version", Some("navigation")),
            ("See more The Buzz Live", Some("navigation")),
            ("Leave a Comment", Some("comment-bar")),
            ("Lees ook:", Some("related")),
            ("Читайте также:", Some("related")),
            ("関連記事", Some("related")),
            ("© 2024 Example Media", Some("navigation")),
            ("We use cookies to make this site better.", Some("cookie-notice")),
            ("Related to this, the minister said", None),
            ("Sharing the load is what they came for.", None),
            ("Home rule was the question of the day.", None),
        ] {
            assert_eq!(rule(&fold(line)), expected, "{line}");
        }
    }
}
