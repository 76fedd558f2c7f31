//! Which form do the inflections of a word share?
//!
//! Snowball's algorithms, the best kept there are, weigh as much as a quarter of the engine. Native programs
//! link them; for the page they are a wasm program of their own, loaded with the models, that the worker
//! asks for each new word once. **Invariant.** A word and its language decide its stem, nothing else.

use snowball_stemmers_rs::{Algorithm, Stemmer};

type Maker = fn() -> Stemmer;

// Each is made by a function of its own, so that those that no language uses are not linked.
const ALGORITHMS: &[(&str, Maker)] = &[
    ("ar", || Stemmer::create(Algorithm::Arabic)),
    ("ca", || Stemmer::create(Algorithm::Catalan)),
    ("cs", || Stemmer::create(Algorithm::Czech)),
    ("da", || Stemmer::create(Algorithm::Danish)),
    ("de", || Stemmer::create(Algorithm::German)),
    ("el", || Stemmer::create(Algorithm::Greek)),
    ("en", || Stemmer::create(Algorithm::English)),
    ("eo", || Stemmer::create(Algorithm::Esperanto)),
    ("es", || Stemmer::create(Algorithm::Spanish)),
    ("et", || Stemmer::create(Algorithm::Estonian)),
    ("eu", || Stemmer::create(Algorithm::Basque)),
    ("fa", || Stemmer::create(Algorithm::Persian)),
    ("fi", || Stemmer::create(Algorithm::Finnish)),
    ("fr", || Stemmer::create(Algorithm::French)),
    ("ga", || Stemmer::create(Algorithm::Irish)),
    ("hi", || Stemmer::create(Algorithm::Hindi)),
    ("hu", || Stemmer::create(Algorithm::Hungarian)),
    ("hy", || Stemmer::create(Algorithm::Armenian)),
    ("id", || Stemmer::create(Algorithm::Indonesian)),
    ("it", || Stemmer::create(Algorithm::Italian)),
    ("lt", || Stemmer::create(Algorithm::Lithuanian)),
    ("nb", || Stemmer::create(Algorithm::Norwegian)),
    ("ne", || Stemmer::create(Algorithm::Nepali)),
    ("nl", || Stemmer::create(Algorithm::Dutch)),
    ("pl", || Stemmer::create(Algorithm::Polish)),
    ("pt", || Stemmer::create(Algorithm::Portuguese)),
    ("ro", || Stemmer::create(Algorithm::Romanian)),
    ("ru", || Stemmer::create(Algorithm::Russian)),
    ("st", || Stemmer::create(Algorithm::Sesotho)),
    ("sv", || Stemmer::create(Algorithm::Swedish)),
    ("ta", || Stemmer::create(Algorithm::Tamil)),
    ("tr", || Stemmer::create(Algorithm::Turkish)),
    ("uk", || Stemmer::create(Algorithm::Ukrainian)),
    ("yi", || Stemmer::create(Algorithm::Yiddish)),
];

/// The stem of a lower-case word in the language with this ISO 639-1 code, if Snowball knows it.
pub fn stem(code: [u8; 2], word: &str) -> Option<String> {
    let at = ALGORITHMS.binary_search_by(|(known, _)| known.as_bytes().cmp(&code)).ok()?;
    let (_, maker) = ALGORITHMS.get(at)?;
    Some(maker().stem(word).into_owned())
}

/// What JavaScript calls: it writes a word's UTF-8 to [`word`](exports::word) and reads the stem there.
#[cfg(target_arch = "wasm32")]
mod exports {
    use std::sync::atomic::{AtomicU8, Ordering};

    // The engine's words are shorter; a stem may be longer than its word.
    const ROOM: usize = 512;
    static WORD: [AtomicU8; ROOM] = [const { AtomicU8::new(0) }; ROOM];

    /// Where the word is.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn word() -> usize {
        WORD.as_ptr() as usize
    }

    /// Stems the first `length` bytes, in the language whose code is the two bytes of `code`; the length of
    /// the stem, 0 if there is none.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn stem(code: u32, length: usize) -> usize {
        let [_, _, first, second] = code.to_be_bytes();
        let bytes: Vec<u8> = WORD.iter().take(length).map(|byte| byte.load(Ordering::Relaxed)).collect();
        let stem = std::str::from_utf8(&bytes).ok().and_then(|word| super::stem([first, second], word));
        let Some(stem) = stem.filter(|stem| stem.len() <= ROOM) else { return 0 };
        for (to, byte) in WORD.iter().zip(stem.bytes()) {
            to.store(byte, Ordering::Relaxed);
        }
        stem.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_are_found_by_language() {
        assert!(ALGORITHMS.is_sorted_by_key(|(code, _)| *code));
        assert_eq!(stem(*b"en", "elections").as_deref(), Some("elect"));
        assert_eq!(stem(*b"zh", "word"), None);
    }
}
