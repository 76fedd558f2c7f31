//! Which word names which month?
//!
//! In the languages of [`Language`](crate::article::Language): `models/months.txt`, which `explorer-train`'s
//! `months` makes from Unicode CLDR. **Invariant.** A name has one month.

use std::collections::HashMap;
use std::sync::OnceLock;

static MONTHS: OnceLock<HashMap<Box<str>, u8>> = OnceLock::new();

// A program for the page gets its tables with the models; others have them inside.
#[cfg(target_arch = "wasm32")]
const BUILT_IN: &str = "";
#[cfg(not(target_arch = "wasm32"))]
const BUILT_IN: &str = include_str!("../../../../models/months.txt");

// The longest name has fewer bytes than this.
const LONGEST: usize = 48;

/// Takes the names from the text of their file, a line a month; those that came first stay.
pub fn install(table: &str) {
    MONTHS.get_or_init(|| parse(table));
}

fn parse(table: &str) -> HashMap<Box<str>, u8> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let numbered = (1u8..=12).zip(lines);
    numbered.flat_map(|(number, names)| names.split(' ').map(move |name| (name.into(), number))).collect()
}

/// The month, 1 to 12, that a word names in some language.
pub fn number(word: &str) -> Option<u8> {
    if word.len() > LONGEST {
        return None;
    }
    MONTHS.get_or_init(|| parse(BUILT_IN)).get(word.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        for (word, month) in [
            ("January", 1),
            ("maart", 3),
            ("Août", 8),
            ("января", 1),
            ("tammikuuta", 1),
            ("Ιανουαρίου", 1),
            ("يناير", 1),
        ] {
            assert_eq!(number(word), Some(month), "{word}");
        }
        assert_eq!(number("Monday"), None);
    }
}
