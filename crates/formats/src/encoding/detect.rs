//! Which encoding do bytes look like that say nothing of it?
//!
//! First what the form of the bytes decides. Then chardetng, which knows the encodings of the web; beside it
//! every single-byte encoding is tried and its text compared with the letters of the languages that were
//! written so ([`Language`]): whole numbers only, so that the answer is the same everywhere.
//! **Invariant.** There is always an answer, and it depends on the bytes alone.

use super::{Encoding, TABLES, UTF_8, johab};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as web;

/// What the bytes can only be.
pub fn by_form(sample: &[u8]) -> Option<Encoding> {
    if let Some(encoding) = wide(sample) {
        return Some(encoding);
    }
    if sample.contains(&0x1b) && !sample.iter().any(|byte| *byte >= 0x80) {
        let holds = |escape: &[u8]| sample.windows(escape.len()).any(|window| window == escape);
        if holds(b"\x1b$)C") {
            return Some(Encoding::Iso2022Kr);
        }
        if holds(b"\x1b$B") || holds(b"\x1b$@") || holds(b"\x1b(J") || holds(b"\x1b(I") {
            return Some(Encoding::Web(web::ISO_2022_JP));
        }
    }
    let whole = match std::str::from_utf8(sample) {
        Ok(_) => true,
        // The sample may end within a character.
        Err(error) => error.error_len().is_none() && sample.len() == super::SAMPLE,
    };
    if whole && !mainframe(sample) {
        return Some(UTF_8);
    }
    None
}

/// UTF-16 and UTF-32 without a mark.
fn wide(sample: &[u8]) -> Option<Encoding> {
    let even = sample.get(..sample.len() / 4 * 4).unwrap_or(sample);
    if even.len() >= 8 {
        for big in [false, true] {
            let valid = even.chunks_exact(4).all(|unit| {
                let unit: [u8; 4] = unit.try_into().unwrap_or_default();
                let number = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
                number > 0 && number < 0x3_0000 && char::from_u32(number).is_some()
            });
            if valid {
                return Some(Encoding::Utf32 { big });
            }
        }
    }
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // Text of any script has spaces and line ends, whose high byte is zero; low bytes are hardly ever.
    let likely = |high: usize, low: usize| high * 50 >= pairs && low * 10 <= high;
    let (encoding, big) = if likely(second, first) {
        (web::UTF_16LE, false)
    } else if likely(first, second) {
        (web::UTF_16BE, true)
    } else {
        return None;
    };
    let mut units = sample.chunks_exact(2).map(|unit| {
        let unit: [u8; 2] = unit.try_into().unwrap_or_default();
        if big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }
    });
    let text = char::decode_utf16(&mut units);
    let odd = text.filter(|c| match c {
        Ok(c) => (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{e000}'..='\u{f8ff}'),
        Err(_) => true,
    });
    (odd.count() * 20 <= pairs).then_some(Encoding::Web(encoding))
}

/// Whether it is UTF-8 with a few broken places rather than something else: two characters of more than a
/// byte are whole for each that is not.
pub fn is_mostly_utf8(sample: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= broken * 2
}

/// Whether it looks like EBCDIC: the space is 0x40 there, and no byte is ASCII's.
fn mainframe(sample: &[u8]) -> bool {
    let count = |byte: u8| sample.iter().filter(|&&other| other == byte).count();
    let spaces = count(0x40);
    spaces * 25 > sample.len()
        && count(b' ') * 4 < spaces
        && count(b'\n') * 4 < spaces
        && count(b'e') * 4 < spaces
}

/// The best guess.
pub fn by_letters(sample: &[u8]) -> Encoding {
    let languages = languages();
    if mainframe(sample) {
        let tables = TABLES.iter().filter(|table| table.characters.chars().nth(128).is_some());
        return best(tables.map(|table| (Encoding::Single(table), 0)), sample, &languages);
    }
    if is_johab(sample) {
        return Encoding::Johab;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if !guess.is_single_byte() {
        return Encoding::Web(guess);
    }
    let of_web = WEB.iter().filter_map(|(label, handicap)| {
        let encoding = Encoding::named(label)?;
        let favour = if encoding == Encoding::Web(guess) { GUESSED } else { 0 };
        Some((encoding, favour - handicap))
    });
    let of_tables = TABLES.iter().filter_map(|table| {
        let handicap = RARE.iter().find(|(name, _)| *name == table.name)?.1;
        Some((Encoding::Single(table), -handicap))
    });
    let best = best(of_web.chain(of_tables), sample, &languages);
    // In no encoding a text of any language: some bytes were broken on the way.
    if is_plausible(&best.decode(sample).0, &languages) { best } else { UTF_8 }
}

/// Whether most of a text's characters beyond ASCII are of one language, or common marks.
fn is_plausible(text: &str, languages: &[Language]) -> bool {
    let beyond = || text.chars().filter(|c| !c.is_ascii());
    let all = beyond().count();
    // So few say little: a letter among them has to be one of a word that is otherwise ASCII.
    if all < 4 {
        let mut before = ' ';
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let touches =
                before.is_ascii_alphabetic() || characters.peek().is_some_and(char::is_ascii_alphabetic);
            if !c.is_ascii() && c.is_alphabetic() && !(is_latin(c) && touches) {
                return false;
            }
            before = c;
        }
    }
    languages.iter().any(|language| {
        let known = beyond().filter(|&c| {
            let letter = c.to_lowercase().next().unwrap_or(c);
            let is_letter = language.letters.binary_search_by_key(&letter, |(letter, _)| *letter).is_ok();
            is_letter || (!c.is_alphabetic() && beside(' ', c) > -14)
        });
        known.count() * 2 > all
    })
}

// Bits in favour of chardetng's guess, and against encodings that are seldom met.
const GUESSED: i64 = 12 * UNIT;
#[rustfmt::skip]
const WEB: &[(&str, i64)] = &[
    ("windows-1252", 0), ("windows-1251", 0), ("windows-1250", 0), ("windows-1253", 0), ("windows-1254", 0), ("windows-1255", 0),
    ("windows-1256", 0), ("windows-1257", 0), ("windows-1258", 0), ("windows-874", 0), ("koi8-u", 0),
    ("iso-8859-2", 2 * UNIT), ("iso-8859-5", 2 * UNIT), ("iso-8859-7", 2 * UNIT), ("iso-8859-6", 2 * UNIT), ("iso-8859-4", 3 * UNIT), ("iso-8859-3", 8 * UNIT),
    ("iso-8859-8", 4 * UNIT), ("iso-8859-10", 8 * UNIT), ("iso-8859-13", 4 * UNIT), ("iso-8859-14", 8 * UNIT), ("iso-8859-15", 4 * UNIT), ("iso-8859-16", 8 * UNIT),
    ("ibm866", 4 * UNIT), ("x-mac-cyrillic", 4 * UNIT), ("macintosh", 6 * UNIT),
];
#[rustfmt::skip]
const RARE: &[(&str, i64)] = &[
    ("IBM437", 8 * UNIT), ("IBM737", 8 * UNIT), ("IBM775", 8 * UNIT), ("IBM850", 8 * UNIT), ("IBM852", 8 * UNIT), ("IBM855", 8 * UNIT), ("IBM857", 8 * UNIT),
    ("IBM862", 8 * UNIT), ("IBM869", 8 * UNIT), ("KZ-1048", 8 * UNIT), ("PTCP154", 10 * UNIT), ("x-mac-ce", 8 * UNIT), ("x-mac-greek", 8 * UNIT), ("x-mac-turkish", 10 * UNIT),
];

/// Johab is the one in which nearly all pairs are whole syllables.
fn is_johab(sample: &[u8]) -> bool {
    let text = johab::decode(sample);
    let (mut syllables, mut other, mut lost) = (0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            '\u{ac00}'..='\u{d7a3}' => syllables += 1,
            char::REPLACEMENT_CHARACTER => lost += 1,
            _ => other += 1,
        }
    }
    // Of random pairs a third are.
    syllables >= 8 && lost * 40 <= syllables && other <= syllables
}

/// A bit in the units of scores.
const UNIT: i64 = 16;

/// The letters of a language and how likely each is, in bits times [`UNIT`].
struct Language {
    // Sorted by letter.
    letters: Vec<(char, i64)>,
    latin: bool,
}

const LETTERS: &str = include_str!("letters.txt");
// A letter that a language does not have: one in a hundred thousand.
const UNSEEN: i64 = -17 * UNIT;

fn languages() -> Vec<Language> {
    let mut languages = Vec::new();
    for line in LETTERS.lines().filter(|line| !line.starts_with('#')) {
        let mut letters: Vec<(char, u32)> = line
            .split(' ')
            .skip(1)
            .filter_map(|entry| {
                let letter = entry.chars().next()?;
                Some((letter, entry.get(letter.len_utf8()..)?.parse().ok()?))
            })
            .filter(|(letter, _)| letter.is_alphabetic() || is_mark(*letter))
            .collect();
        letters.sort_unstable();
        let ascii: u32 = letters.iter().filter(|(letter, _)| letter.is_ascii()).map(|(_, share)| share).sum();
        let latin = ascii > 5000;
        // Where the script is another, ASCII letters say nothing.
        let letters = letters
            .into_iter()
            .filter(|(letter, _)| latin || !letter.is_ascii())
            .map(|(letter, share)| (letter, bits(share) - bits(10_000)))
            .collect();
        languages.push(Language { letters, latin });
    }
    languages
}

/// The binary logarithm times [`UNIT`], by linear interpolation.
fn bits(number: u32) -> i64 {
    let whole = number.max(1).ilog2();
    let rest = u64::from(number.max(1)) - (1u64 << whole);
    i64::from(whole) * UNIT + ((rest * UNIT as u64) >> whole) as i64
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{e31}' | '\u{e34}'..='\u{e4e}')
}

fn best(
    candidates: impl Iterator<Item = (Encoding, i64)>,
    sample: &[u8],
    languages: &[Language],
) -> Encoding {
    let mut best = (i64::MIN, Encoding::Web(web::WINDOWS_1252));
    for (encoding, favour) in candidates {
        let (text, _) = encoding.decode(sample);
        let score = score(&text, languages) + favour;
        if score > best.0 {
            best = (score, encoding);
        }
    }
    best.1
}

/// How likely a text is: its letters in the language that suits them best, and what stands beside what.
fn score(text: &str, languages: &[Language]) -> i64 {
    let mut counts: Vec<(char, i64)> = Vec::new();
    let mut letters: Vec<char> = Vec::new();
    let mut context = 0;
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            context += UNIT * beside(before, c);
        } else if c.is_ascii_alphabetic() && !before.is_ascii() && before.is_alphabetic() && !is_latin(before)
        {
            context -= 14 * UNIT;
        }
        if c.is_alphabetic() || is_mark(c) {
            letters.extend(c.to_lowercase().next());
        }
        before = c;
    }
    letters.sort_unstable();
    for c in letters {
        match counts.last_mut() {
            Some((last, count)) if *last == c => *count += 1,
            _ => counts.push((c, 1)),
        }
    }
    let of_language = |language: &Language| {
        let share = |c: char| {
            let at = language.letters.binary_search_by_key(&c, |(letter, _)| *letter).ok()?;
            language.letters.get(at).map(|(_, share)| *share)
        };
        let score = |&(c, count): &(char, i64)| {
            if c.is_ascii() && !language.latin {
                // What an ASCII letter costs in the Latin languages, about, so that neither side gains.
                return -9 * UNIT / 2 * count;
            }
            share(c).unwrap_or(UNSEEN) * count
        };
        counts.iter().map(score).sum::<i64>()
    };
    context + languages.iter().map(of_language).max().unwrap_or(0)
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
        || c.is_ascii_alphabetic()
        || matches!(c, 'ª' | 'º')
}

/// What it costs in bits, as a negative number, that a character beyond ASCII stands behind another.
fn beside(before: char, c: char) -> i64 {
    if c == char::REPLACEMENT_CHARACTER || c.is_control() {
        return -30;
    }
    if c.is_alphabetic() || is_mark(c) {
        let mixed = before.is_alphabetic() && is_latin(before) != is_latin(c) && !is_mark(c);
        let shouted = c.is_uppercase() && before.is_lowercase();
        let doubled = is_latin(c) && is_latin(before) && !before.is_ascii();
        let capital = c.is_uppercase();
        return -14 * i64::from(mixed)
            - 8 * i64::from(shouted)
            - 4 * i64::from(doubled)
            - 3 * i64::from(capital);
    }
    let cost = match c {
        '\u{a0}' => 6,
        '’' | '“' | '”' | '–' | '—' | '…' | '«' | '»' | '„' | '‘' | '،' | '؟' | '·' | '•' | '\u{ad}' => {
            9
        }
        '©'
        | '®'
        | '°'
        | '§'
        | '€'
        | '£'
        | '№'
        | '¿'
        | '¡'
        | '™'
        | '‚'
        | '‹'
        | '›'
        | '´'
        | '\u{200c}'..='\u{200f}' => 11,
        '\u{e50}'..='\u{e59}' | '฿' | '\u{660}'..='\u{669}' => 10,
        '½' | '¼' | '¾' | '²' | '³' | '¹' | '×' | '±' | 'µ' | '¢' | '¥' => 14,
        '\u{2500}'..='\u{25ff}' => 18,
        _ => 16,
    };
    let inside = before.is_alphabetic()
        && !matches!(c, '’' | '·' | '\u{ad}' | '»' | '”' | '…' | '“' | '\u{a0}' | '،' | '؟');
    -cost - 4 * i64::from(inside)
}
