//! Which form do the inflections of a word share?
//!
//! Snowball's algorithms, the best kept there are, weigh as much as a quarter of the engine. Native programs
//! link them; for the page they are a wasm program of their own, loaded with the models, that the worker
//! asks for each new word once, many at a time, and a third as large as that of their code: a [machine] and the programs it
//! reads, which `crates/train` writes. **Invariant.** A word and its language decide its stem, nothing else;
//! the machine's is that of the linked code.

pub mod machine;

use machine::Program;
use std::sync::OnceLock;

/// ISO 639-1 codes and the names of Snowball's sources, by code.
pub const SOURCES: &[(&str, &str)] = &[
    ("ar", "arabic"),
    ("ca", "catalan"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("eo", "esperanto"),
    ("es", "spanish"),
    ("et", "estonian"),
    ("eu", "basque"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("ga", "irish"),
    ("hi", "hindi"),
    ("hu", "hungarian"),
    ("hy", "armenian"),
    ("id", "indonesian"),
    ("it", "italian"),
    ("lt", "lithuanian"),
    ("nb", "norwegian"),
    ("ne", "nepali"),
    ("nl", "dutch"),
    ("pl", "polish"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("st", "sesotho"),
    ("sv", "swedish"),
    ("ta", "tamil"),
    ("tr", "turkish"),
    ("uk", "ukrainian"),
    ("yi", "yiddish"),
];

static PROGRAMS: &[u8] = include_bytes!("programs.bin");

/// The machine's stems of lower-case words, one a line, in the language with this ISO 639-1 code, if Snowball
/// knows it.
pub fn read_stems(code: [u8; 2], words: &str) -> Option<String> {
    static READ: [OnceLock<Program>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];
    let at = SOURCES.binary_search_by(|(known, _)| known.as_bytes().cmp(&code)).ok()?;
    let program = READ.get(at)?.get_or_init(|| Program::read(machine::program(PROGRAMS, code)));
    Some(program.stems(words))
}

/// The stems of lower-case words, one a line, in the language with this ISO 639-1 code, if Snowball knows it.
#[cfg(target_arch = "wasm32")]
pub fn stems(code: [u8; 2], words: &str) -> Option<String> {
    read_stems(code, words)
}

#[cfg(not(target_arch = "wasm32"))]
pub use linked::stems;

/// Snowball's generated code, which is faster.
#[cfg(not(target_arch = "wasm32"))]
mod linked {
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

    /// The stems of lower-case words, one a line, in the language with this ISO 639-1 code, if Snowball knows it.
    pub fn stems(code: [u8; 2], words: &str) -> Option<String> {
        let at = ALGORITHMS.binary_search_by(|(known, _)| known.as_bytes().cmp(&code)).ok()?;
        let (_, maker) = ALGORITHMS.get(at)?;
        let stemmer = maker();
        let mut stems = String::with_capacity(words.len());
        for (number, word) in words.split('\n').enumerate() {
            if number > 0 {
                stems.push('\n');
            }
            stems.push_str(&stemmer.stem(word));
        }
        Some(stems)
    }
}

/// What JavaScript calls: it writes words in UTF-8, one a line, to [`words`](exports::words) and reads their
/// stems there.
#[cfg(target_arch = "wasm32")]
mod exports {
    use std::sync::atomic::{AtomicU8, Ordering};

    // The engine gives a fraction of it at a time; a stem may be longer than its word.
    const ROOM: usize = 1 << 15;
    static WORDS: [AtomicU8; ROOM] = [const { AtomicU8::new(0) }; ROOM];

    /// Where the words are.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn words() -> usize {
        WORDS.as_ptr() as usize
    }

    /// Stems the first `length` bytes, in the language whose code is the two bytes of `code`; the length of
    /// the stems, 0 if there are none.
    #[allow(unsafe_code)]
    #[unsafe(no_mangle)]
    pub extern "C" fn stem(code: u32, length: usize) -> usize {
        let [_, _, first, second] = code.to_be_bytes();
        let bytes: Vec<u8> = WORDS.iter().take(length).map(|byte| byte.load(Ordering::Relaxed)).collect();
        let stems = std::str::from_utf8(&bytes).ok().and_then(|words| super::stems([first, second], words));
        let Some(stems) = stems.filter(|stems| stems.len() <= ROOM) else { return 0 };
        for (to, byte) in WORDS.iter().zip(stems.bytes()) {
            to.store(byte, Ordering::Relaxed);
        }
        stems.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_are_found_by_language() {
        assert!(SOURCES.is_sorted_by_key(|(code, _)| *code));
        assert_eq!(stems(*b"en", "elections").as_deref(), Some("elect"));
        assert_eq!(read_stems(*b"en", "elections").as_deref(), Some("elect"));
        assert_eq!(stems(*b"zh", "word"), None);
        assert_eq!(read_stems(*b"zh", "word"), None);
    }

    /// Words made of the endings that each program knows, so that its commands are reached.
    #[test]
    fn the_machine_stems_as_the_linked_code_does() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as usize % below
        };
        let mut wrong = Vec::new();
        for (code, _) in SOURCES {
            let code = *code.as_bytes().first_chunk::<2>().unwrap();
            let pieces = Program::read(machine::program(PROGRAMS, code)).pieces();
            let letters: Vec<char> = pieces.iter().flat_map(|piece| piece.chars()).collect();
            let mut differ = Vec::new();
            let mut words = Vec::new();
            for _ in 0..20_000 {
                let mut word: String = (0..next(7)).map(|_| letters[next(letters.len())]).collect();
                for _ in 0..next(4) {
                    word.push_str(&pieces[next(pieces.len())]);
                }
                words.push(word);
            }
            for words in words.chunks(100) {
                let [Some(read), Some(linked)] =
                    [read_stems, stems].map(|stems| stems(code, &words.join("\n")))
                else {
                    panic!("{code:?} is not known");
                };
                for ((word, read), linked) in words.iter().zip(read.split('\n')).zip(linked.split('\n')) {
                    if read != linked {
                        differ.push((word.clone(), read.to_owned(), linked.to_owned()));
                    }
                }
            }
            if let Some(first) = differ.first() {
                wrong.push((str::from_utf8(&code).unwrap().to_owned(), differ.len(), first.clone()));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn bytes_that_are_no_program_do_no_harm() {
        let mut state = 5u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..3000 {
            let code = *SOURCES[next(SOURCES.len())].0.as_bytes().first_chunk::<2>().unwrap();
            let mut program = machine::program(PROGRAMS, code).to_vec();
            for _ in 0..1 + next(20) {
                let at = next(program.len());
                program[at] = next(256) as u8;
            }
            Program::read(&program).stem("regeringen");
        }
    }
}
