//! What does a small trained model say of a row of numbers?
//!
//! A forest of regression trees, as gradient boosting makes them (Friedman 2001): the sum of one leaf per
//! tree is the log-odds of "yes". **Invariant.** Any bytes are read without a panic, and a model that is cut short
//! is refused; a row that is too short counts as zeros. Sums are made in the order of the trees, so the
//! result is the same everywhere.
//!
//! A file holds the forests of one label, one after the other. Layout of one, little endian: `AXF1`, base `f32`, trees `u16`; per tree: inner nodes `u8`; per inner node: column
//! `u8`, threshold `f32`, child taken when the value is at most the threshold `u8`, other child `u8` (a child
//! of 128 and more is leaf number child - 128); then inner nodes + 1 leaves, `f32` each.

use super::language::ModelError;

/// Inner nodes of a tree at most; leaves are numbered from here.
const LEAF: u8 = 128;

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    column: u8,
    low: u8,
    high: u8,
    threshold: f32,
}

#[derive(Clone, Copy, Debug)]
struct Tree {
    nodes: usize,
    leaves: usize,
    inner: u8,
}

/// A trained model.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    base: f32,
    trees: Vec<Tree>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
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
        let mut forests =
            [const { Forest { base: 0.0, trees: Vec::new(), nodes: Vec::new(), leaves: Vec::new() } }; N];
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
        for _ in 0..u16::from_le_bytes(bytes.take()?) {
            let inner = bytes.byte()?;
            let tree = Tree { nodes: self.nodes.len(), leaves: self.leaves.len(), inner };
            for _ in 0..inner {
                let column = bytes.byte()?;
                let threshold = bytes.float()?;
                self.nodes.push(Node { column, threshold, low: bytes.byte()?, high: bytes.byte()? });
            }
            for _ in 0..=inner {
                self.leaves.push(bytes.float()?);
            }
            self.trees.push(tree);
        }
        Some(())
    }

    /// Log-odds for a row.
    pub fn score(&self, row: &[f32]) -> f32 {
        let mut sum = self.base;
        for tree in &self.trees {
            let nodes = self.nodes.get(tree.nodes..).unwrap_or_default();
            let mut at = if tree.inner > 0 { 0 } else { LEAF };
            // A tree has fewer nodes than a child can number: more steps would be a circle.
            let mut steps = LEAF;
            while at < LEAF && steps > 0 {
                steps -= 1;
                let Some(node) = nodes.get(usize::from(at)) else { break };
                let value = row.get(usize::from(node.column)).copied().unwrap_or(0.0);
                at = if value <= node.threshold { node.low } else { node.high };
            }
            sum +=
                self.leaves.get(tree.leaves + usize::from(at.saturating_sub(LEAF))).copied().unwrap_or(0.0);
        }
        sum
    }

    /// How likely each of several rows is the one to choose; what is left of 1 is for none of them.
    ///
    /// The multinomial logit (McFadden 1974), with score 0 for none.
    pub fn choice<'a>(&self, rows: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
        let mut shares: Vec<f32> = rows.map(|row| self.score(row)).collect();
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
        1.0 / (1.0 + libm::expf(-self.score(row)))
    }
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
    fn a_broken_model_is_refused_and_a_circle_ends() {
        let whole = stump();
        for end in 0..whole.len() {
            assert!(Forest::open::<1>(&whole[..end]).is_err());
        }
        assert!(Forest::open::<2>(&whole).is_err());
        assert!(Forest::open::<1>(&[whole.clone(), whole.clone()].concat()).is_err());
        let mut circle = whole;
        circle[16] = 0;
        circle[17] = 0;
        let [circle] = Forest::open(&circle).expect("a circle");
        assert!(circle.score(&[1.0]).is_finite());
    }
}
