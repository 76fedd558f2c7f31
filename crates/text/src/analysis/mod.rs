//! Which words are in a text, and which of them are the same?
//!
//! A token has three forms: *exact* (NFKC, lower case), *folded* (without diacritics) and a *stem* by
//! the analyzer of its paragraph's language. **Invariant.** Words with the same exact form have the
//! same folded form, and under one analyzer the same stem; forms depend on the token and its language
//! alone, so that the index, a query and the reading view agree on what matches.

mod characters;
mod stemming;
mod tokenizer;

pub use characters::install;
pub use stemming::{Analyzer, Stem, stem_with};
pub use tokenizer::{Kind, Token, tokenize};

use characters::characters;

/// Longer tokens are indexed by their first bytes only: nobody types them, and no list of them may
/// grow the dictionary without bound.
pub const LONGEST_TOKEN: usize = 64;

/// The exact form of a token: NFKC, lower case, at most [`LONGEST_TOKEN`] bytes.
pub fn exact_form(token: &str) -> String {
    let mut exact = String::with_capacity(token.len());
    if token.is_ascii() {
        exact.push_str(token);
        exact.make_ascii_lowercase();
    } else {
        characters().push_exact(&mut exact, token);
    }
    if exact.len() > LONGEST_TOKEN {
        let mut end = LONGEST_TOKEN;
        while !exact.is_char_boundary(end) {
            end -= 1;
        }
        exact.truncate(end);
    }
    exact
}

/// The folded form of an exact form: without diacritics.
pub fn folded_form(exact: &str) -> String {
    if exact.is_ascii() {
        return exact.to_owned();
    }
    let mut folded = String::with_capacity(exact.len());
    characters().push_folded(&mut folded, exact);
    folded
}
