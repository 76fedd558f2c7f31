//! Where in a text do the words of a phrase stand?
//!
//! **Invariant.** The places are those that the lists of the index would give: [`Pattern::closeness`]
//! decides in both.

use super::marks::Fill;
use super::pattern::{Likeness, Pattern};
use super::plan::PlannedSlot;
use crate::analysis::{Analyzer, Kind, exact_form, folded_form, tokenize};
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
