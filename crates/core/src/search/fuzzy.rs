//! Which terms of a dictionary are a few edits away from a word?
//!
//! The dictionary is sorted, so that a row of the edit table computed for a prefix serves all terms
//! that begin so, and a prefix that is already too far off is left behind at once.
//! **Invariant.** The terms found are those that [`edits`](super::pattern::edits) finds.

use crate::index::{Cursor, Dictionary};

/// Hands every term at most `most` edits from `word` to `each`, with the edits.
pub fn fuzzy(dictionary: &Dictionary, word: &[char], most: u8, mut each: impl FnMut(&Cursor<'_>, u8)) {
    let mut table = Table::new(word, most);
    let mut cursor = dictionary.start();
    while cursor.is_valid() {
        let Ok(text) = std::str::from_utf8(cursor.folded()) else {
            cursor.advance();
            continue;
        };
        match table.read(text) {
            Ok(Some(edits)) => {
                each(&cursor, edits);
                cursor.advance();
            }
            Ok(None) => cursor.advance(),
            Err(dead) => cursor.leave(dead),
        }
    }
}

/// Rows of the edit table for the letters of the term last read.
struct Table<'a> {
    word: &'a [char],
    most: u8,
    /// Letters of the term, and where each ends in it.
    letters: Vec<(char, usize)>,
    /// A row for no letter, then one a letter; each as long as the word plus one.
    rows: Vec<u8>,
    text: Vec<u8>,
}

impl<'a> Table<'a> {
    fn new(word: &'a [char], most: u8) -> Self {
        let rows = (0..=word.len().min(254) as u8).collect();
        Table { word, most, letters: Vec::new(), rows, text: Vec::new() }
    }

    /// The edits of `text` if they are few enough; or the length of a prefix that no such term has.
    fn read(&mut self, text: &str) -> Result<Option<u8>, usize> {
        let shared = text.bytes().zip(&self.text).take_while(|(one, other)| one == *other).count();
        while self.letters.last().is_some_and(|&(_, end)| end > shared) {
            self.letters.pop();
        }
        let width = self.word.len() + 1;
        self.rows.truncate((self.letters.len() + 1) * width);
        let from = self.letters.last().map_or(0, |&(_, end)| end);
        self.text.truncate(from);
        for c in text.get(from..).unwrap_or("").chars() {
            let least = self.push(c);
            if least > self.most {
                let dead = self.text.len();
                // The dead letter goes, so that the rows stay those of a living prefix.
                self.letters.pop();
                self.rows.truncate((self.letters.len() + 1) * width);
                self.text.truncate(self.letters.last().map_or(0, |&(_, end)| end));
                return Err(dead);
            }
        }
        let edits = self.rows.last().copied().unwrap_or(u8::MAX);
        Ok((edits <= self.most).then_some(edits))
    }

    /// Adds a letter; the least of its row.
    fn push(&mut self, c: char) -> u8 {
        let mut buffer = [0; 4];
        self.text.extend_from_slice(c.encode_utf8(&mut buffer).as_bytes());
        let width = self.word.len() + 1;
        let row = self.rows.len();
        let (above, before) = (row - width, row.checked_sub(2 * width));
        let previous = self.letters.last().map(|&(c, _)| c);
        self.letters.push((c, self.text.len()));
        // Only cells this near the diagonal can be small enough; the others are as good as infinite.
        let (most, depth) = (usize::from(self.most), self.letters.len());
        let from = depth.saturating_sub(most);
        let to = (depth + most).min(self.word.len());
        self.rows.resize(row + width, u8::MAX);
        let (rows, current) = self.rows.split_at_mut(row);
        let above = rows.get(above..).unwrap_or(&[]);
        let before = before.and_then(|before| rows.get(before..before + width));
        let get = |cells: &[u8], at: usize| cells.get(at).copied().unwrap_or(u8::MAX);
        let (mut left, mut least) = (u8::MAX, u8::MAX);
        for at in from..=to {
            let cell = match at.checked_sub(1) {
                None => depth.min(254) as u8,
                Some(j) => {
                    let letter = self.word.get(j).copied();
                    let mut cell = get(above, j).saturating_add(u8::from(letter != Some(c)));
                    cell = cell.min(get(above, at).saturating_add(1)).min(left.saturating_add(1));
                    if let (Some(before), Some(i)) = (before, j.checked_sub(1))
                        && self.word.get(i) == Some(&c)
                        && previous == letter
                    {
                        cell = cell.min(get(before, i).saturating_add(1));
                    }
                    cell
                }
            };
            if let Some(to) = current.get_mut(at) {
                *to = cell;
            }
            left = cell;
            least = least.min(cell);
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::super::pattern::edits;
    use super::*;
    use crate::index::{DictionaryWriter, Section, Term};

    #[test]
    fn the_terms_found_are_those_that_comparing_each_finds() {
        let mut words: Vec<String> = Vec::new();
        let letters: Vec<char> = "abcdeé".chars().collect();
        let mut state = 9u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..3000 {
            words.push((0..1 + next(9)).map(|_| letters[next(letters.len())]).collect());
        }
        words.sort();
        words.dedup();
        let mut writer = DictionaryWriter::new(0);
        for word in &words {
            writer.add(word, word, None, &Term::default());
        }
        let mut bytes = Vec::new();
        writer.finish(&mut bytes);
        let (dictionary, _) = Dictionary::open(&Section::new(bytes), 0).unwrap();
        for at in (0..words.len()).step_by(17) {
            let mut word: Vec<char> = words[at].chars().collect();
            word.insert(next(word.len() + 1), 'b');
            for most in 1..=2 {
                let mut found = Vec::new();
                fuzzy(&dictionary, &word, most, |cursor, edits| {
                    found.push((String::from_utf8(cursor.folded().to_vec()).unwrap(), edits));
                });
                let all = words.iter().filter_map(|text| Some((text.clone(), edits(&word, text, most)?)));
                assert_eq!(found, all.collect::<Vec<_>>(), "{word:?} {most}");
            }
        }
    }
}
