//! What does a small trained model say of a row of numbers?
//!
//! A forest of regression trees, as gradient boosting makes them (Friedman 2001): the sum of one leaf per
//! tree is the log-odds of "yes". **Invariant.** Any bytes are read without a panic, and a model that is cut short
//! or goes in circles is refused; a row that is too short counts as zeros. Sums are made in the order of the trees
//! ([`explorer_text::trees`]), so the result is the same everywhere.
//!
//! A file holds the forests of one label, one after the other. Layout of one, little endian: `AXF1`, base `f32`, trees `u16`; per tree: inner nodes `u8`; per inner node: column
//! `u8`, threshold `f32`, child taken when the value is at most the threshold `u8`, other child `u8` (a child
//! of 128 and more is leaf number child - 128); then inner nodes + 1 leaves, `f32` each.

use super::language::ModelError;
use explorer_text::trees::{Child, Split, Trees};

/// Inner nodes of a tree at most; leaves are numbered from here.
const LEAF: u8 = 128;

/// A trained model.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    base: f32,
    trees: Trees,
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn float(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }
}

impl Forest {
    /// Opens the forests of a file.
    pub fn open<const N: usize>(bytes: &[u8]) -> Result<[Forest; N], ModelError> {
        if !bytes.starts_with(b"AXF1") {
            return Err(ModelError::NotAModel);
        }
        let mut bytes = Bytes(bytes);
        let mut forests = std::array::from_fn::<Forest, N, _>(|_| Forest::default());
        for forest in &mut forests {
            forest.read(&mut bytes).ok_or(ModelError::Damaged)?;
        }
        if bytes.0.is_empty() { Ok(forests) } else { Err(ModelError::Damaged) }
    }

    fn read(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        if bytes.take()? != *b"AXF1" {
            return None;
        }
        self.base = bytes.float()?;
        let mut trees = Vec::new();
        for _ in 0..u16::from_le_bytes(bytes.take()?) {
            let inner = bytes.byte()?;
            let mut nodes = Vec::new();
            for _ in 0..inner {
                nodes.push((bytes.byte()?, bytes.float()?, [bytes.byte()?, bytes.byte()?]));
            }
            let mut leaves = Vec::new();
            for _ in 0..=inner {
                leaves.push(bytes.float()?);
            }
            let child = |at: u8| match at.checked_sub(LEAF) {
                Some(leaf) => leaves.get(usize::from(leaf)).map(|&leaf| Child::Leaf(leaf)),
                None => Some(Child::Node(usize::from(at))),
            };
            let mut splits = Vec::new();
            for (column, threshold, [low, high]) in nodes {
                splits.push(Split { column, threshold, children: [child(low)?, child(high)?] });
            }
            trees.push((child(if inner > 0 { 0 } else { LEAF })?, splits));
        }
        self.trees = Trees::new(&trees)?;
        Some(())
    }

    /// Log-odds for each row.
    pub fn scores(&self, rows: &[&[f32]]) -> Vec<f32> {
        self.trees.sums(self.base, rows)
    }

    /// Log-odds for a row; several are quicker together.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.scores(&[row]).first().copied().unwrap_or(self.base)
    }

    /// How likely each of several rows is the one to choose; what is left of 1 is for none of them.
    ///
    /// The multinomial logit (McFadden 1974), with score 0 for none.
    pub fn choice<'a>(&self, rows: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
        let rows: Vec<&[f32]> = rows.collect();
        let mut shares = self.scores(&rows);
        let top = shares.iter().fold(0.0f32, |top, &score| top.max(score));
        let mut all = libm::expf(-top);
        for share in &mut shares {
            *share = libm::expf(*share - top);
            all += *share;
        }
        for share in &mut shares {
            *share /= all;
        }
        shares
    }

    /// Probability for a row.
    pub fn probability(&self, row: &[f32]) -> f32 {
        sigmoid(self.score(row))
    }

    /// Probability for each row.
    pub fn probabilities<'a>(&self, rows: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
        let rows: Vec<&[f32]> = rows.collect();
        self.scores(&rows).into_iter().map(sigmoid).collect()
    }
}

fn sigmoid(odds: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stump() -> Vec<u8> {
        let mut bytes = b"AXF1".to_vec();
        bytes.extend(0.5f32.to_le_bytes());
        bytes.extend(1u16.to_le_bytes());
        bytes.extend([1, 1]);
        bytes.extend(2.0f32.to_le_bytes());
        bytes.extend([128, 129]);
        bytes.extend((-1.0f32).to_le_bytes());
        bytes.extend(1.0f32.to_le_bytes());
        bytes
    }

    #[test]
    fn a_tree_asks_its_column_and_adds_its_leaf() {
        let [forest] = Forest::open(&stump()).expect("a stump");
        assert_eq!(forest.score(&[9.0, 2.0]), -0.5);
        assert_eq!(forest.score(&[9.0, 2.1]), 1.5);
        assert_eq!(forest.score(&[]), -0.5);
    }

    #[test]
    fn a_broken_model_is_refused_and_so_is_a_circle() {
        let whole = stump();
        for end in 0..whole.len() {
            assert!(Forest::open::<1>(&whole[..end]).is_err());
        }
        assert!(Forest::open::<2>(&whole).is_err());
        assert!(Forest::open::<1>(&[whole.clone(), whole.clone()].concat()).is_err());
        let mut circle = whole;
        circle[16] = 0;
        circle[17] = 0;
        assert!(Forest::open::<1>(&circle).is_err());
    }
}
