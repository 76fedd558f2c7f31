//! What do the letter n-grams of a word add up to?
//!
//! A table of n-grams (two to five symbols) with a few weights each, laid out so that the weights of every n-gram of a
//! word are summed quickly. Most weights belong to the shortest n-grams, and those are in every word. So each pair
//! of symbols has a row of numbers, one for each class, with the weights of the pair and of its first symbol in
//! it; longer n-grams have a row if they have many weights, and else a list. What continues an n-gram stands
//! together, by symbol. What the classes are, and where the weights come from, is left to the
//! language model. **Invariant.** Sums are of whole numbers: the same everywhere.

use crate::lanes::{LANES as STEP, Longs, Shorts};
use crate::memo::Memo;

/// Classes at most.
pub const MOST_CLASSES: usize = 64;
/// The longest n-gram.
pub const LONGEST: usize = 5;
/// The symbols of a word, edges included, whose sums fit: each begins at most five n-grams, of weights
/// within a byte.
pub const LONGEST_WORD: usize = i16::MAX as usize / (128 * LONGEST);
// From here on a row is faster than a list.
const MANY_WEIGHTS: usize = 10;
const ROW: u8 = u8::MAX;

/// The n-grams of one alphabet.
#[derive(Clone, Debug, Default)]
pub struct NGrams {
    /// How many symbols there are.
    alphabet: usize,
    /// Numbers in a row, in steps.
    width: usize,
    /// The rows of symbols, then of pairs, then of others.
    rows: Vec<Shorts>,
    /// The node of each pair of symbols; 0 where it is no n-gram.
    pairs: Vec<u32>,
    nodes: Vec<Node>,
    /// The last symbol of each node.
    symbols: Vec<u8>,
    weights: Vec<(u8, i8)>,
    memo: Memo<WordWeights>,
}

/// Sums of weights, by class.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordWeights([Shorts; MOST_CLASSES / STEP]);

impl WordWeights {
    /// The sum of each class.
    pub fn numbers(&self) -> [i16; MOST_CLASSES] {
        let mut numbers = [0; MOST_CLASSES];
        for (numbers, sums) in numbers.as_chunks_mut().0.iter_mut().zip(self.0) {
            *numbers = sums.numbers();
        }
        numbers
    }
}

/// Sums of the weights of words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    sums: [Longs; MOST_CLASSES / STEP],
    words: u32,
}

impl Sums {
    /// Adds those of a word. There must be no more than [`Sums::MOST`].
    #[inline]
    pub fn add(&mut self, word: &WordWeights) {
        for (sum, weights) in self.sums.iter_mut().zip(word.0) {
            *sum = sum.plus(weights);
        }
        self.words += 1;
    }

    /// Words whose sums fit.
    pub const MOST: u32 = 1 << 16;

    /// How many words were added.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// Adds what was summed to the scores of the classes, and begins anew.
    pub fn end(&mut self, scores: &mut [i64]) {
        for (scores, sums) in scores.chunks_mut(STEP).zip(self.sums) {
            for (score, sum) in scores.iter_mut().zip(sums.numbers()) {
                *score += i64::from(sum);
            }
        }
        *self = Sums::default();
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The first node that continues it, and how many do.
    child: u32,
    children: u8,
    /// How many weights it has in the list, or [`ROW`], and where: in the list, or which row.
    count: u8,
    start: u32,
}

/// Where an n-gram comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// It is a symbol.
    Nothing,
    /// It continues a symbol.
    Symbol(u32),
    /// It continues a longer one.
    Longer,
}

impl NGrams {
    /// No n-grams yet, of so many symbols, with weights of so many classes.
    pub fn new(alphabet: usize, classes: usize) -> Self {
        NGrams {
            alphabet,
            width: classes.min(MOST_CLASSES).div_ceil(STEP),
            pairs: vec![0; alphabet * alphabet],
            ..NGrams::default()
        }
    }

    /// Adds the next n-gram, breadth first: its last symbol, the numbers of those that continue it, and
    /// its weights by class.
    pub fn push(
        &mut self,
        from: From,
        symbol: u8,
        (child, after): (u32, u32),
        weights: impl ExactSizeIterator<Item = (u8, i8)>,
    ) {
        let at = self.nodes.len() as u32;
        // No n-gram has more continuations than there are symbols, which are below 255.
        let mut node = Node { child, children: after.saturating_sub(child) as u8, count: 0, start: 0 };
        match from {
            From::Nothing => {
                self.put_row(None, weights);
            }
            From::Symbol(parent) => {
                self.put_row(Some(parent), weights);
                let pair = parent as usize * self.alphabet + usize::from(symbol);
                if let Some(pair) = self.pairs.get_mut(pair) {
                    *pair = at;
                }
            }
            From::Longer if weights.len() >= MANY_WEIGHTS => {
                (node.count, node.start) = (ROW, self.put_row(None, weights));
            }
            From::Longer => {
                (node.count, node.start) = (weights.len() as u8, self.weights.len() as u32);
                self.weights.extend(weights);
            }
        }
        self.symbols.push(symbol);
        self.nodes.push(node);
    }

    // A row with these weights on those of another one.
    fn put_row(&mut self, on: Option<u32>, weights: impl Iterator<Item = (u8, i8)>) -> u32 {
        let start = self.rows.len();
        let mut row = [[0i16; STEP]; MOST_CLASSES / STEP];
        if let Some(on) = on {
            let from = on as usize * self.width;
            let on = self.rows.get(from..from + self.width).unwrap_or_default();
            for (numbers, on) in row.iter_mut().zip(on) {
                *numbers = on.numbers();
            }
        }
        for (class, weight) in weights {
            // Only what is no class of this model lies beyond the row.
            if let Some(sum) = row.as_flattened_mut().get_mut(usize::from(class)) {
                *sum = sum.saturating_add(i16::from(weight));
            }
        }
        self.rows.extend(row.into_iter().take(self.width).map(Shorts::new));
        (start / self.width.max(1)) as u32
    }

    fn child(&self, parent: Node, symbol: u8) -> Option<Node> {
        let start = parent.child as usize;
        let symbols = self.symbols.get(start..start + usize::from(parent.children))?;
        let at = symbols.partition_point(|&of| of < symbol);
        if symbols.get(at) == Some(&symbol) { self.nodes.get(start + at).copied() } else { None }
    }

    /// The sums of the weights of every n-gram of a word (symbols, edges included, at most [`LONGEST_WORD`]).
    #[inline]
    pub fn weights(&self, word: &[u8]) -> WordWeights {
        self.memo.get(word, 0, || self.sum(word))
    }

    // Not to be made part of callers, which may be compiled for size.
    #[inline(never)]
    fn sum(&self, word: &[u8]) -> WordWeights {
        let mut sums = [Shorts::default(); MOST_CLASSES / STEP];
        // Of n-grams that have a list.
        let mut few = [0i16; MOST_CLASSES];
        let mut rest = word;
        while let Some((&first, after)) = rest.split_first() {
            rest = after;
            let pair = match after.first() {
                Some(&second) => self.pairs.get(usize::from(first) * self.alphabet + usize::from(second)),
                None => None,
            };
            let Some(&pair) = pair.filter(|&&pair| pair != 0) else {
                self.add_row(usize::from(first), &mut sums);
                continue;
            };
            self.add_row(pair as usize, &mut sums);
            let Some(&node) = self.nodes.get(pair as usize) else { continue };
            let mut node = node;
            for &symbol in after.iter().take(LONGEST - 1).skip(1) {
                let Some(next) = self.child(node, symbol) else { break };
                node = next;
                let start = node.start as usize;
                if node.count == ROW {
                    self.add_row(start, &mut sums);
                    continue;
                }
                for &(class, weight) in
                    self.weights.get(start..start + usize::from(node.count)).unwrap_or(&[])
                {
                    let sum = &mut few[usize::from(class) % MOST_CLASSES];
                    *sum = sum.wrapping_add(i16::from(weight));
                }
            }
        }
        for (sum, few) in sums.iter_mut().zip(few.as_chunks().0) {
            *sum = sum.plus(Shorts::new(*few));
        }
        WordWeights(sums)
    }

    #[inline]
    fn add_row(&self, row: usize, sums: &mut [Shorts; MOST_CLASSES / STEP]) {
        let row = self.rows.get(row * self.width..(row + 1) * self.width).unwrap_or(&[]);
        for (sum, weights) in sums.iter_mut().zip(row) {
            *sum = sum.plus(*weights);
        }
    }

    /// How many n-grams and how many weights there are.
    pub fn size(&self) -> (usize, usize) {
        let in_row = |row: &Shorts| row.numbers().iter().filter(|weight| **weight != 0).count();
        let in_rows: usize = self.rows.iter().map(in_row).sum();
        (self.nodes.len(), self.weights.len() + in_rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_weights_of_all_its_n_grams() {
        // Of the symbols 0, 1 and 2: the pair 1 2, and 1 2 2 with a list and with a row.
        for many in [1usize, 12] {
            let mut grams = NGrams::new(3, 12);
            grams.push(From::Nothing, 0, (0, 0), [(0, 1)].into_iter());
            grams.push(From::Nothing, 1, (3, 4), [(1, 2)].into_iter());
            grams.push(From::Nothing, 2, (4, 4), [(2, 4)].into_iter());
            grams.push(From::Symbol(1), 2, (4, 5), [(3, 8)].into_iter());
            let weights: Vec<(u8, i8)> = (0..many as u8).map(|class| (class, 16)).collect();
            grams.push(From::Longer, 2, (5, 5), weights.into_iter());
            let mut scores = vec![0i64; 12];
            let mut sums = Sums::default();
            sums.add(&grams.weights(&[0, 1, 2, 2, 0]));
            sums.end(&mut scores);
            let mut expected = vec![2i64, 2, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0];
            expected.iter_mut().take(many).for_each(|score| *score += 16);
            assert_eq!(scores, expected);
        }
    }
}
