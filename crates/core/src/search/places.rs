//! Where in a text do the words of a phrase stand?
//!
//! **Invariant.** The places are those that the lists of the index would give: [`Pattern::closeness`]
//! decides in both.

use super::marks::Fill;
use super::pattern::{Likeness, Pattern};
use super::plan::{PlannedSlot, Text};
use crate::analysis::{Analyzer, Kind, LONGEST_TOKEN, exact_form, folded_form, tokenize};
use std::borrow::Cow;
use std::collections::HashMap;

/// Which ASCII words may match at all: by length, the first letters (low five bits) of those that do.
#[derive(Clone, Debug)]
pub struct Hope([u32; 65]);

impl Default for Hope {
    fn default() -> Self {
        Hope([u32::MAX; 65])
    }
}

impl Hope {
    /// For words that fill any of the slots.
    pub fn of<'a>(slots: impl Iterator<Item = &'a PlannedSlot>) -> Self {
        let mut all = [0; 65];
        let mut hope = |from: usize, to: usize, first: Option<&u8>| {
            let bits = first.map_or(u32::MAX, |byte| 1 << (byte & 31));
            for hopeful in all.iter_mut().take(to + 1).skip(from) {
                *hopeful |= bits;
            }
        };
        for planned in slots {
            let pattern = &planned.slot.pattern;
            let folded = pattern.folded.as_bytes();
            match pattern.likeness {
                Likeness::Prefix | Likeness::Wildcard(_) => hope(folded.len(), 64, folded.first()),
                Likeness::Word | Likeness::Verbatim | Likeness::Fuzzy(_) => {
                    hope(folded.len(), folded.len(), folded.first());
                    for form in &planned.forms {
                        hope(form.len(), form.len(), form.first());
                    }
                }
            }
        }
        Hope(all)
    }

    /// Whether an ASCII word may match.
    #[inline]
    pub fn for_word(&self, word: &str) -> bool {
        let first = word.as_bytes().first().map_or(0, |byte| byte & 31);
        self.0.get(word.len().min(64)).is_none_or(|bits| bits >> first & 1 != 0)
    }
}

/// Finds the words of a phrase; remembers the words it has seen.
pub struct Finder {
    patterns: Vec<Pattern>,
    hope: Hope,
    /// By analyzer and word as it stands: the slots that it fills.
    seen: HashMap<(Analyzer, String), Vec<Fill>>,
    found: Vec<(u16, u32)>,
}

impl Finder {
    /// Finds what fills these slots.
    pub fn new<'a>(slots: impl Iterator<Item = &'a PlannedSlot> + Clone) -> Self {
        let patterns = slots.clone().map(|slot| slot.slot.pattern.clone()).collect();
        Finder { patterns, hope: Hope::of(slots), seen: HashMap::new(), found: Vec::new() }
    }

    /// Slots and positions of what fills them, by position.
    pub fn places(&mut self, passages: &[(Analyzer, Cow<'_, str>)]) -> &[(u16, u32)] {
        let Finder { patterns, hope, seen, found } = self;
        found.clear();
        let mut position = 0;
        for (analyzer, text) in passages {
            let (analyzer, text) = (*analyzer, text.as_ref());
            tokenize(text, |token| {
                let word = text.get(token.start..token.end).unwrap_or("");
                if token.kind != Kind::Ascii || hope.for_word(word) {
                    let slots = seen
                        .entry((analyzer, word.to_owned()))
                        .or_insert_with(|| filled(patterns, analyzer, word));
                    found.extend(slots.iter().map(|fill| (fill.slot, position)));
                }
                position += 1;
            });
        }
        found
    }
}

/// The words of a phrase as ASCII texts write them: tells quickly of most texts that the phrase is not there.
pub struct Row {
    /// Of each word its forms, in small letters.
    words: Vec<Vec<Vec<u8>>>,
    /// The word that the fewest documents have, what stands before it and behind it.
    rarest: usize,
}

/// ASCII letters, those that texts have the least of first.
const RARE_FIRST: &[u8] = b"0987654321qxjzkwvfybhgmpucdlstonraie";

impl Row {
    /// Of the words of a text, if they stand side by side and all their forms are ASCII.
    pub fn of(text: &Text) -> Option<Row> {
        let plain = |form: &Vec<u8>| {
            (1..LONGEST_TOKEN).contains(&form.len()) && form.iter().all(u8::is_ascii_alphanumeric)
        };
        let close = text.slop == 0 && text.slots.len() > 1;
        let in_a_row = (0u32..).zip(&text.slots).all(|(at, slot)| {
            let whole = matches!(slot.slot.pattern.likeness, Likeness::Word | Likeness::Verbatim);
            slot.slot.offset == at && whole && slot.forms.iter().all(plain)
        });
        let (rarest, _) = text.slots.iter().enumerate().min_by_key(|(_, slot)| slot.documents)?;
        let words = text.slots.iter().map(|slot| slot.forms.clone()).collect();
        (close && in_a_row).then_some(Row { words, rarest })
    }

    /// Whether the words may stand in a row in one of the passages; where not, they do not.
    pub fn may_be_in(&self, passages: &[(Analyzer, Cow<'_, str>)]) -> bool {
        passages.iter().any(|(_, text)| !only_ascii_spells_ascii(text) || self.may_be(text.as_bytes()))
    }

    fn may_be(&self, text: &[u8]) -> bool {
        let forms = self.words.get(self.rarest).map_or(&[][..], Vec::as_slice);
        forms.iter().any(|form| {
            let rank = |letter: &u8| RARE_FIRST.iter().position(|known| known == letter);
            let Some((anchor, &letter)) = form.iter().enumerate().min_by_key(|(_, letter)| rank(letter))
            else {
                return true;
            };
            let mut from = anchor;
            while let Some(at) = letter_at(text, from, letter) {
                from = at + 1;
                let start = at - anchor;
                let end = start + form.len();
                let same = text.get(start..end).is_some_and(|word| word.eq_ignore_ascii_case(form));
                if same && self.stands(text, start, end) {
                    return true;
                }
            }
            false
        })
    }

    /// Whether the rarest word, which is found at `start..end`, may be a word there with the others about it.
    fn stands(&self, text: &[u8], start: usize, end: usize) -> bool {
        let (before, after) = (text.get(..start).unwrap_or(&[]), text.get(end..).unwrap_or(&[]));
        let inside = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        if inside(before.last()) || inside(after.first()) {
            return false;
        }
        let (first, rest) = self.words.split_at_checked(self.rarest).unwrap_or((&[], &[]));
        let behind = neighbours(&mut after.iter(), rest.get(1..).unwrap_or(&[]).iter(), false);
        behind && neighbours(&mut before.iter().rev(), first.iter().rev(), true)
    }
}

/// Whether the next words, read in the direction of `text`, are such as `words` says, or cannot be told.
fn neighbours<'a>(
    text: &mut impl Iterator<Item = &'a u8>,
    words: impl Iterator<Item = &'a Vec<Vec<u8>>>,
    backwards: bool,
) -> bool {
    let mut text = text.peekable();
    for forms in words {
        while text.next_if(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).is_some() {}
        let mut word = Vec::new();
        while let Some(byte) = text.next_if(|byte| byte.is_ascii_alphanumeric()) {
            word.push(byte.to_ascii_lowercase());
        }
        if text.peek().is_some_and(|byte| !byte.is_ascii()) {
            return true;
        }
        if backwards {
            word.reverse();
        }
        if !forms.contains(&word) {
            return false;
        }
    }
    true
}

/// Whether a word of the text that has other than ASCII letters cannot be another way to write one that has
/// not: no ligatures, no full-width letters, nothing invisible.
fn only_ascii_spells_ascii(text: &str) -> bool {
    text.is_ascii()
        || text.chars().filter(|c| !c.is_ascii()).all(|c| {
            matches!(c as u32,
                0xA0 | 0xA3 | 0xA7 | 0xA9 | 0xAB | 0xB0 | 0xB7 | 0xBB | 0xC0..=0x12F | 0x131 | 0x134..=0x13E
                | 0x141..=0x148 | 0x14A..=0x17E | 0x391..=0x3C9 | 0x410..=0x45F | 0x2010..=0x2027 | 0x20AC)
        })
}

/// Where an ASCII letter, small or capital, or a digit stands from `from` on; looks at eight bytes at a time.
fn letter_at(text: &[u8], from: usize, letter: u8) -> Option<usize> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const SMALL: u64 = 0x20 * EACH;
    let wanted = u64::from(letter | 0x20) * EACH;
    let mut at = from;
    while let Some(word) = text.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let differs = (u64::from_le_bytes(*word) | SMALL) ^ wanted;
        // The high bit of the lowest byte that is zero, and perhaps of some above it.
        let same = differs.wrapping_sub(EACH) & !differs & (0x80 * EACH);
        if same != 0 {
            return Some(at + same.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = text.get(at..).unwrap_or(&[]);
    rest.iter().position(|byte| byte | 0x20 == letter | 0x20).map(|found| at + found)
}

/// The patterns that a word fills.
fn filled(patterns: &mut [Pattern], analyzer: Analyzer, word: &str) -> Vec<Fill> {
    let exact = exact_form(word);
    let folded = folded_form(&exact);
    let analyzer = analyzer.for_word(&exact);
    let mut stem = None;
    let fills = |(slot, pattern): (u16, &mut Pattern)| {
        pattern.prepare(analyzer);
        pattern.closeness(analyzer, &exact, &folded, &mut stem).map(|_| Fill { target: 0, slot })
    };
    (0u16..).zip(patterns).filter_map(fills).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Language;
    use crate::index::{Document, Index, Passage};
    use crate::query::parse;
    use crate::search::plan::{Plan, plan};

    /// Texts of pieces that are likely to mislead, and phrases of their words.
    #[test]
    fn no_text_with_the_phrase_is_passed_over() {
        let pieces = [
            "prime",
            "Prime",
            "primes",
            "minister",
            "MINISTER",
            "minis\u{ad}ter",
            "ｍinister",
            "fi",
            "ﬁ",
            "s",
            "ſ",
            "’",
            "—",
            ", ",
            ". ",
            "x",
            "1",
            "²",
            "東",
            "é",
        ];
        let mut state = 3u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut texts = Vec::new();
        for _ in 0..400 {
            let mut text = String::new();
            for _ in 0..2 + next(9) {
                text.push_str(pieces[next(pieces.len())]);
                text.push_str(if next(3) == 0 { "" } else { " " });
            }
            texts.push(text);
        }
        let mut index = Index::new();
        for text in &texts {
            let language = Language::from_code("en");
            let title = Passage { text: "", language };
            let body = [Passage { text, language }];
            let (source, date) = (None, None);
            index.add(&Document {
                id: "",
                path: "",
                title,
                body: &body,
                language,
                source,
                topics: &[],
                authors: &[],
                date,
            });
        }
        index.commit();
        let (mut told, mut passed_over) = (0, 0);
        for query in
            ["prime minister", "minister prime", "fi s", "prime s x", "x minister", "1 x", "s minister fi"]
        {
            let (query, _) = parse(&format!("\"{query}\""));
            let Plan::Text(asked) = plan(&index, &query) else { panic!("{query} is no phrase") };
            let Some(row) = Row::of(&asked) else { continue };
            told += 1;
            let mut finder = Finder::new(asked.slots.iter());
            for text in &texts {
                let passages = [(Analyzer::of(Language::from_code("en")), Cow::from(text.as_str()))];
                let places = finder.places(&passages).to_vec();
                let stands = places.iter().any(|&(first, at)| {
                    first == 0
                        && (1..asked.slots.len() as u16)
                            .all(|slot| places.contains(&(slot, at + u32::from(slot))))
                });
                assert!(row.may_be_in(&passages) || !stands, "{query} is in {text}");
                passed_over += usize::from(!row.may_be_in(&passages));
            }
        }
        assert!(told >= 2 && passed_over > 100, "{told} phrases told of, {passed_over} texts passed over");
    }
}
