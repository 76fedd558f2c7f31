//! What do regression trees say of many rows of numbers?
//!
//! Trees are asked node by node for sixteen rows together rather than row by row from the root down, which
//! needs no branches: each node whose answer is "more" strikes out the leaves below its other side, and the first
//! leaf that is left is the tree's answer (QuickScorer, Lucchese and others 2015, in lanes as V-QuickScorer).
//! Many nodes ask the same, so each question is answered once for all trees. **Invariant.** The answer is that of
//! walking down the tree. Leaves are summed in the order of the trees, so that the result is the same everywhere.

use crate::lanes::{Bits, COLUMNS, Floats, LEAVES, Leaves, ROWS};
use crate::order;

/// Leaves of a tree at most.
pub const MOST_LEAVES: usize = LEAVES;

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

/// What nodes ask: whether a column's value is at most a threshold. The threshold as bits, so that it can be sorted.
type Question = (u8, u32);

/// A node: the number of its question, and the leaves, of eight, that are left where the answer is no.
#[derive(Clone, Copy, Debug)]
struct Node {
    question: u16,
    left: u8,
}

#[derive(Clone, Debug)]
struct Tree {
    /// One past its last node that strikes out some of the first eight leaves, and of the others.
    ends: [u32; 2],
    leaves: Leaves,
}

/// Trees that are summed.
#[derive(Clone, Debug, Default)]
pub struct Trees {
    trees: Vec<Tree>,
    nodes: Vec<Node>,
    /// All questions, by column.
    questions: Vec<Question>,
}

/// A tree as its nodes are taken, depth first: what each asks, and the leaves that are left where the answer is no.
#[derive(Default)]
struct Taken {
    nodes: Vec<(Question, u16)>,
    leaves: Vec<f32>,
}

impl Taken {
    fn take(&mut self, child: Child, splits: &[Split], budget: &mut usize) -> Option<()> {
        let at = match child {
            Child::Leaf(leaf) => {
                self.leaves.push(leaf);
                return (self.leaves.len() <= MOST_LEAVES).then_some(());
            }
            Child::Node(at) => at,
        };
        let split = splits.get(at)?;
        *budget = budget.checked_sub(1)?;
        let before = self.leaves.len();
        let [low, high] = split.children;
        self.take(low, splits, budget)?;
        let low_leaves = (1u32 << self.leaves.len()) - (1 << before);
        self.nodes.push(((split.column, split.threshold.to_bits()), !low_leaves as u16));
        self.take(high, splits, budget)
    }
}

impl Trees {
    /// Trees, each with its root; `None` where one of them is none: it goes in a circle or has too many leaves.
    pub fn new(trees: &[(Child, Vec<Split>)]) -> Option<Self> {
        let mut all = Vec::with_capacity(trees.len());
        for (root, splits) in trees {
            let mut taken = Taken::default();
            taken.take(*root, splits, &mut splits.len())?;
            all.push(taken);
        }
        let mut questions: Vec<Question> =
            all.iter().flat_map(|taken| &taken.nodes).map(|(question, _)| *question).collect();
        order::sort(&mut questions);
        questions.dedup();
        u16::try_from(questions.len()).ok()?;
        let mut trees = Trees { trees: Vec::with_capacity(all.len()), nodes: Vec::new(), questions };
        for taken in &all {
            let mut leaves = [0.0; MOST_LEAVES];
            leaves.get_mut(..taken.leaves.len())?.copy_from_slice(&taken.leaves);
            let ends = [0, 1].map(|half: usize| {
                for (question, left) in &taken.nodes {
                    let left = left.to_le_bytes()[half];
                    if left != u8::MAX {
                        let question = trees.questions.partition_point(|other| other < question) as u16;
                        trees.nodes.push(Node { question, left });
                    }
                }
                trees.nodes.len() as u32
            });
            trees.trees.push(Tree { ends, leaves: Leaves::new(leaves) });
        }
        Some(trees)
    }

    /// For each row `base` and the sum of the trees' leaves; numbers that a row lacks count as zeros.
    // Not to be made part of callers, which may be compiled for size.
    #[inline(never)]
    pub fn sums(&self, base: f32, rows: &[&[f32]]) -> Vec<f32> {
        let mut sums = Vec::with_capacity(rows.len());
        let mut answers = vec![Bits::all(); self.questions.len()];
        for rows in rows.chunks(ROWS) {
            self.answer(rows, &mut answers);
            let mut all = Floats::splat(base);
            self.add(&answers, &mut all);
            sums.extend(all.numbers().iter().take(rows.len()));
        }
        sums
    }

    /// Answers all questions for a few rows.
    fn answer(&self, rows: &[&[f32]], answers: &mut [Bits]) {
        // The columns at hand: four beside each other.
        let (mut from, mut columns) = (usize::MAX, [Floats::splat(0.0); COLUMNS]);
        for ((column, threshold), answer) in self.questions.iter().zip(answers) {
            let column = usize::from(*column);
            if column / COLUMNS * COLUMNS != from {
                from = column / COLUMNS * COLUMNS;
                let mut values = [[0.0; COLUMNS]; ROWS];
                for (values, row) in values.iter_mut().zip(rows) {
                    match row.get(from..from + COLUMNS) {
                        Some(row) => values.copy_from_slice(row),
                        None => {
                            for (value, other) in values.iter_mut().zip(row.iter().skip(from)) {
                                *value = *other;
                            }
                        }
                    }
                }
                columns = Floats::columns(&values);
            }
            *answer = columns[column % COLUMNS].at_most(f32::from_bits(*threshold));
        }
    }

    /// Adds the leaf of each tree.
    fn add(&self, answers: &[Bits], sums: &mut Floats) {
        let mut at = 0;
        for tree in &self.trees {
            let [low, high] = tree.ends.map(|end| {
                let nodes = self.nodes.get(at..end as usize).unwrap_or_default();
                at = end as usize;
                nodes.iter().fold(Bits::all(), |left, node| match answers.get(usize::from(node.question)) {
                    Some(answer) => left.keep(*answer, node.left),
                    None => left,
                })
            });
            sums.add(&tree.leaves, low, high);
        }
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
            rows in prop::collection::vec(prop::collection::vec(prop_oneof![-4i8..4, Just(i8::MIN)], 0..7), 0..40),
        ) {
            let all: Vec<Vec<Split>> = shapes.iter().map(|shape| tree(shape)).collect();
            let root = |splits: &Vec<Split>| if splits.is_empty() { Child::Leaf(0.5) } else { Child::Node(0) };
            let trees: Vec<_> = all.iter().map(|splits| (root(splits), splits.clone())).collect();
            let trees = Trees::new(&trees).expect("trees");
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
        assert!(Trees::new(&[(Child::Node(0), vec![to(0)])]).is_none());
        assert!(Trees::new(&[(Child::Node(0), vec![to(1), to(0)])]).is_none());
        assert!(Trees::new(&[(Child::Node(0), vec![to(7)])]).is_none());
    }
}
