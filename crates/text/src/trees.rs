//! What do regression trees say of many rows of numbers?
//!
//! Trees are asked node by node for eight rows together rather than row by row from the root down, which
//! needs no branches: each node whose answer is "more" strikes out the leaves below its other side, and the first
//! leaf that is left is the tree's answer (QuickScorer, Lucchese and others 2015, in lanes as V-QuickScorer).
//! **Invariant.** The answer is that of walking down the tree. Leaves are summed in the order of the trees, so
//! that the result is the same everywhere.

/// Leaves of a tree at most.
pub const MOST_LEAVES: usize = 16;
/// Rows that are looked at together.
const LANES: usize = 8;

#[derive(Clone, Copy, Debug)]
struct Node {
    column: u32,
    threshold: f32,
    /// The leaves that are left where a value is more than the threshold, a bit each.
    left: u32,
}

/// A node of a tree as it is handed over: where the value of its column is at most the threshold, the tree goes on at the
/// first child.
#[derive(Clone, Copy, Debug)]
pub struct Split {
    /// Which number of a row it looks at.
    pub column: u8,
    /// With what it compares it.
    pub threshold: f32,
    /// Its two children.
    pub children: [Child; 2],
}

/// What is below a node.
#[derive(Clone, Copy, Debug)]
pub enum Child {
    /// Another node, by its number.
    Node(usize),
    /// A leaf.
    Leaf(f32),
}

/// Trees that are summed.
#[derive(Clone, Debug, Default)]
pub struct Trees {
    /// For each tree: one past its last node, and its leaves.
    ends: Vec<u32>,
    leaves: Vec<[f32; MOST_LEAVES]>,
    nodes: Vec<Node>,
    columns: usize,
}

impl Trees {
    /// Adds a tree that begins at `root`; `None` where it is none: it goes in a circle or has too many leaves.
    pub fn push(&mut self, root: Child, splits: &[Split]) -> Option<()> {
        let mut leaves = Vec::new();
        let mut budget = splits.len();
        self.take(root, splits, &mut leaves, &mut budget)?;
        let mut padded = [0.0; MOST_LEAVES];
        padded.get_mut(..leaves.len())?.copy_from_slice(&leaves);
        self.leaves.push(padded);
        self.ends.push(self.nodes.len() as u32);
        Some(())
    }

    fn take(
        &mut self,
        child: Child,
        splits: &[Split],
        leaves: &mut Vec<f32>,
        budget: &mut usize,
    ) -> Option<()> {
        let at = match child {
            Child::Leaf(leaf) => {
                leaves.push(leaf);
                return (leaves.len() <= MOST_LEAVES).then_some(());
            }
            Child::Node(at) => at,
        };
        let split = splits.get(at)?;
        *budget = budget.checked_sub(1)?;
        let before = leaves.len();
        let [low, high] = split.children;
        self.take(low, splits, leaves, budget)?;
        let low_leaves = (1u32 << leaves.len()) - (1 << before);
        self.columns = self.columns.max(usize::from(split.column) + 1);
        self.nodes.push(Node {
            column: u32::from(split.column),
            threshold: split.threshold,
            left: !low_leaves,
        });
        self.take(high, splits, leaves, budget)
    }

    /// For each row `base` and the sum of the trees' leaves; numbers that a row lacks count as zeros.
    pub fn sums(&self, base: f32, rows: &[&[f32]]) -> Vec<f32> {
        let mut sums = vec![base; rows.len()];
        let mut block = vec![[0.0f32; LANES]; self.columns];
        for (rows, sums) in rows.chunks(LANES).zip(sums.chunks_mut(LANES)) {
            let rows: [&[f32]; LANES] = std::array::from_fn(|lane| rows.get(lane).copied().unwrap_or(&[]));
            for (at, column) in block.iter_mut().enumerate() {
                for (slot, row) in column.iter_mut().zip(rows) {
                    *slot = row.get(at).copied().unwrap_or(0.0);
                }
            }
            self.add(&block, sums);
        }
        sums
    }

    fn add(&self, block: &[[f32; LANES]], sums: &mut [f32]) {
        let mut at = 0;
        let mut all = [0.0f32; LANES];
        for (all, sum) in all.iter_mut().zip(sums.iter()) {
            *all = *sum;
        }
        for (&end, leaves) in self.ends.iter().zip(&self.leaves) {
            let nodes = self.nodes.get(at..end as usize).unwrap_or_default();
            at = end as usize;
            let mut left = [u32::MAX; LANES];
            for node in nodes {
                let Some(values) = block.get(node.column as usize) else { continue };
                for (left, value) in left.iter_mut().zip(values) {
                    *left &= if *value <= node.threshold { u32::MAX } else { node.left };
                }
            }
            for (all, left) in all.iter_mut().zip(left) {
                *all += leaves[left.trailing_zeros() as usize % MOST_LEAVES];
            }
        }
        sums.copy_from_slice(all.get(..sums.len()).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // A tree of some shape: each number splits the leaf that it names.
    fn tree(shape: &[(u8, i8, usize)]) -> Vec<Split> {
        let mut splits: Vec<Split> = Vec::new();
        let mut ends: Vec<(usize, usize)> = Vec::new();
        for (number, &(column, threshold, place)) in shape.iter().enumerate() {
            if !ends.is_empty() {
                let (parent, side) = ends.swap_remove(place % ends.len());
                splits[parent].children[side] = Child::Node(number);
            }
            let leaf = |side: usize| Child::Leaf((number * 2 + side) as f32 * 0.37 - 3.0);
            splits.push(Split { column, threshold: f32::from(threshold), children: [leaf(0), leaf(1)] });
            ends.extend([(number, 0), (number, 1)]);
        }
        splits
    }

    fn walk(splits: &[Split], row: &[f32]) -> f32 {
        let mut child = if splits.is_empty() { Child::Leaf(0.5) } else { Child::Node(0) };
        loop {
            match child {
                Child::Leaf(leaf) => return leaf,
                Child::Node(at) => {
                    let value = row.get(usize::from(splits[at].column)).copied().unwrap_or(0.0);
                    child = splits[at].children[usize::from(value > splits[at].threshold || value.is_nan())];
                }
            }
        }
    }

    proptest! {
        #[test]
        fn sums_are_those_of_walking_down(
            shapes in prop::collection::vec(prop::collection::vec((0u8..6, -3i8..4, any::<usize>()), 0..16), 0..6),
            rows in prop::collection::vec(prop::collection::vec(prop_oneof![-4i8..4, Just(i8::MIN)], 0..7), 0..20),
        ) {
            let all: Vec<Vec<Split>> = shapes.iter().map(|shape| tree(shape)).collect();
            let mut trees = Trees::default();
            for splits in &all {
                let root = if splits.is_empty() { Child::Leaf(0.5) } else { Child::Node(0) };
                prop_assert!(trees.push(root, splits).is_some());
            }
            let number = |value: &i8| if *value == i8::MIN { f32::NAN } else { f32::from(*value) };
            let rows: Vec<Vec<f32>> = rows.iter().map(|row| row.iter().map(number).collect()).collect();
            let slices: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
            let plain: Vec<f32> =
                rows.iter().map(|row| all.iter().fold(1.5, |sum, splits| sum + walk(splits, row))).collect();
            prop_assert_eq!(trees.sums(1.5, &slices), plain);
        }
    }

    #[test]
    fn circles_and_what_points_nowhere_are_no_trees() {
        let to = |node: usize| Split {
            column: 0,
            threshold: 0.0,
            children: [Child::Leaf(1.0), Child::Node(node)],
        };
        assert!(Trees::default().push(Child::Node(0), &[to(0)]).is_none());
        assert!(Trees::default().push(Child::Node(0), &[to(1), to(0)]).is_none());
        assert!(Trees::default().push(Child::Node(0), &[to(7)]).is_none());
    }
}
