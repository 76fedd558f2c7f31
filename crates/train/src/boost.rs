//! How is a forest grown?
//!
//! Gradient boosting of regression trees for a yes/no question (Friedman 2001), with histograms and leaf-wise
//! growth as LightGBM has them (Ke et al. 2017); or for a choice of one among several, or of none (the
//! multinomial logit of McFadden 1974, with the answer "none" at score zero). Writes the layout that `explorer_core`'s `forest` reads.

/// How large a forest gets and how careful it is.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Trees.
    pub trees: usize,
    /// Leaves of a tree.
    pub leaves: usize,
    /// Part of each tree's answer that is taken.
    pub rate: f64,
    /// Weight that a leaf must rest on.
    pub least: f64,
    /// Pull of leaves towards zero.
    pub pull: f64,
    /// Share of columns that each tree may ask.
    pub columns: f64,
    /// Share of choices that each tree is grown on (stochastic gradient boosting, Friedman 2002).
    pub groups: f64,
}

/// Examples: rows of equal length, answers 0 or 1, weights.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// Columns in a row.
    pub width: usize,
    /// All rows, one after the other.
    pub values: Vec<f32>,
    /// Answers, 0 to 1.
    pub answers: Vec<f32>,
    /// Weights.
    pub weights: Vec<f32>,
}

impl Examples {
    /// None yet.
    pub fn new(width: usize) -> Self {
        Examples { width, ..Examples::default() }
    }

    /// Adds an example.
    pub fn push(&mut self, row: &[f32], answer: f32, weight: f32) {
        self.values.extend_from_slice(row);
        self.answers.push(answer);
        self.weights.push(weight);
    }

    /// Number of examples.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }
}

const BINS: usize = 64;

struct Split {
    gain: f64,
    column: usize,
    bin: usize,
}

type Histogram = Vec<(f32, f32)>;

struct Leaf {
    histogram: Histogram,
    rows: Vec<u32>,
    split: Option<Split>,
    /// Inner node and side that leads here.
    parent: Option<(usize, bool)>,
    value: f64,
}

struct Inner {
    column: usize,
    threshold: f32,
    low: usize,
    high: usize,
}

/// Grows a forest for a yes/no question and writes it.
pub fn grow(examples: &Examples, plan: Plan) -> Vec<u8> {
    let total: f64 = examples.weights.iter().map(|&weight| f64::from(weight)).sum();
    let yes: f64 = examples.answers.iter().zip(&examples.weights).map(|(&a, &w)| f64::from(a * w)).sum();
    let prior = (yes / total).clamp(1e-4, 1.0 - 1e-4);
    let base = (prior / (1.0 - prior)).ln();
    grow_by(examples, plan, base, |scores, gradients| {
        for (row, gradient) in gradients.iter_mut().enumerate() {
            let probability = 1.0 / (1.0 + (-scores[row]).exp());
            let weight = f64::from(examples.weights[row]);
            *gradient = (
                weight * (f64::from(examples.answers[row]) - probability),
                (weight * probability * (1.0 - probability)).max(1e-9),
            );
        }
    })
}

/// Grows a forest for choices and writes it. `groups` are the numbers of examples of each choice, in order; the
/// examples that are right are those with an answer above 0: any of them will do. Where none is, none should be
/// chosen. The weights are those of the choices: the same for all examples of one.
pub fn grow_choice(examples: &Examples, groups: &[usize], plan: Plan) -> Vec<u8> {
    let mut chance = Chance(0x6a09_e667_f3bc_c909);
    grow_by(examples, plan, -1.0, |scores, gradients| {
        let mut from = 0;
        for &size in groups {
            let rows = from..from + size;
            from += size;
            if chance.next() >= plan.groups {
                gradients[rows].fill((0.0, 0.0));
                continue;
            }
            let all: f64 = 1.0 + rows.clone().map(|row| scores[row].exp()).sum::<f64>();
            let right: f64 =
                rows.clone().filter(|&row| examples.answers[row] > 0.0).map(|row| scores[row].exp()).sum();
            for row in rows {
                let own = scores[row].exp();
                let probability = own / all;
                let wanted = if examples.answers[row] > 0.0 { own / right } else { 0.0 };
                let weight = f64::from(examples.weights[row]);
                gradients[row] = (
                    weight * (wanted - probability),
                    (weight * probability * (1.0 - probability)).max(weight * 1e-3),
                );
            }
        }
    })
}

/// Numbers between 0 and 1 that look like chance and are always the same (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn grow_by(
    examples: &Examples,
    plan: Plan,
    base: f64,
    mut look: impl FnMut(&[f64], &mut [(f64, f64)]),
) -> Vec<u8> {
    let count = examples.len();
    let width = examples.width;
    // Quantiles of each column as the edges of its bins.
    let mut edges: Vec<Vec<f32>> = Vec::with_capacity(width);
    let mut bins = vec![0u8; count * width];
    for column in 0..width {
        let mut values: Vec<f32> = (0..count).map(|row| examples.values[row * width + column]).collect();
        values.sort_by(f32::total_cmp);
        let mut cuts: Vec<f32> = Vec::new();
        let mut distinct = values.clone();
        distinct.dedup();
        if distinct.len() <= BINS {
            cuts.extend(distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0));
        } else {
            for part in 1..BINS {
                let cut = values[part * count / BINS];
                if cuts.last().is_none_or(|&last| cut > last) {
                    cuts.push(cut);
                }
            }
        }
        for row in 0..count {
            let value = examples.values[row * width + column];
            bins[row * width + column] = cuts.partition_point(|&cut| cut < value) as u8;
        }
        edges.push(cuts);
    }
    let mut scores = vec![base; count];
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut out = b"AXF1".to_vec();
    out.extend((base as f32).to_le_bytes());
    out.extend((plan.trees as u16).to_le_bytes());
    let mut gradients = vec![(0.0f64, 0.0f64); count];
    for _ in 0..plan.trees {
        look(&scores, &mut gradients);
        let asked: Vec<usize> = (0..width).filter(|_| chance.next() < plan.columns).collect();
        let own: Vec<u8> = bins_of(&bins, width, &asked);
        let count_rows = |rows: &[u32]| histogram(rows, &own, asked.len(), &gradients);
        let all: Vec<u32> = (0..count as u32).collect();
        let first = count_rows(&all);
        let split = best_split(&first, &all, &gradients, &asked, plan);
        let mut leaves = vec![Leaf {
            value: leaf_value(&all, &gradients, plan),
            split,
            histogram: first,
            rows: all,
            parent: None,
        }];
        let mut inner: Vec<Inner> = Vec::new();
        while leaves.len() < plan.leaves {
            let Some(at) = (0..leaves.len())
                .filter(|&at| leaves[at].split.is_some())
                .max_by(|&a, &b| gain(&leaves[a]).total_cmp(&gain(&leaves[b])).then(b.cmp(&a)))
            else {
                break;
            };
            let leaf = leaves.swap_remove(at);
            let Some(split) = leaf.split else { break };
            let node = inner.len();
            inner.push(Inner {
                column: split.column,
                threshold: edges[split.column][split.bin],
                low: 0,
                high: 0,
            });
            if let Some((parent, high)) = leaf.parent {
                *(if high { &mut inner[parent].high } else { &mut inner[parent].low }) = node;
            }
            let (low, high): (Vec<u32>, Vec<u32>) = leaf
                .rows
                .iter()
                .partition(|&&row| usize::from(bins[row as usize * width + split.column]) <= split.bin);
            // Only the smaller side is counted; the other is the rest.
            let smaller = count_rows(if low.len() <= high.len() { &low } else { &high });
            let larger: Histogram = leaf
                .histogram
                .iter()
                .zip(&smaller)
                .map(|(all, part)| (all.0 - part.0, all.1 - part.1))
                .collect();
            let (low_counts, high_counts) =
                if low.len() <= high.len() { (smaller, larger) } else { (larger, smaller) };
            for (rows, side, histogram) in [(low, false, low_counts), (high, true, high_counts)] {
                let split = best_split(&histogram, &rows, &gradients, &asked, plan);
                let value = leaf_value(&rows, &gradients, plan);
                leaves.push(Leaf { value, split, histogram, rows, parent: Some((node, side)) });
            }
        }
        for (number, leaf) in leaves.iter().enumerate() {
            if let Some((parent, high)) = leaf.parent {
                *(if high { &mut inner[parent].high } else { &mut inner[parent].low }) = 128 + number;
            }
            for &row in &leaf.rows {
                scores[row as usize] += leaf.value;
            }
        }
        out.push(inner.len() as u8);
        for node in &inner {
            out.push(node.column as u8);
            out.extend(node.threshold.to_le_bytes());
            out.push(node.low as u8);
            out.push(node.high as u8);
        }
        for leaf in &leaves {
            out.extend((leaf.value as f32).to_le_bytes());
        }
    }
    out
}

fn gain(leaf: &Leaf) -> f64 {
    leaf.split.as_ref().map_or(0.0, |split| split.gain)
}

fn leaf_value(rows: &[u32], gradients: &[(f64, f64)], plan: Plan) -> f64 {
    let (gradient, curve) = sums(rows, gradients);
    plan.rate * gradient / (curve + plan.pull)
}

fn sums(rows: &[u32], gradients: &[(f64, f64)]) -> (f64, f64) {
    rows.iter().fold((0.0, 0.0), |(g, h), &row| {
        let (gradient, curve) = gradients[row as usize];
        (g + gradient, h + curve)
    })
}

/// The bins of the asked columns, row by row.
fn bins_of(bins: &[u8], width: usize, asked: &[usize]) -> Vec<u8> {
    bins.chunks_exact(width).flat_map(|row| asked.iter().map(|&column| row[column])).collect()
}

fn histogram(rows: &[u32], own: &[u8], asked: usize, gradients: &[(f64, f64)]) -> Histogram {
    let mut histogram = vec![(0.0f32, 0.0f32); BINS * asked];
    for &row in rows {
        let (gradient, curve) = gradients[row as usize];
        let (gradient, curve) = (gradient as f32, curve as f32);
        let row = &own[row as usize * asked..(row as usize + 1) * asked];
        for (slots, &bin) in histogram.chunks_exact_mut(BINS).zip(row) {
            let slot = &mut slots[usize::from(bin) & (BINS - 1)];
            slot.0 += gradient;
            slot.1 += curve;
        }
    }
    histogram
}

fn best_split(
    histogram: &Histogram,
    rows: &[u32],
    gradients: &[(f64, f64)],
    asked: &[usize],
    plan: Plan,
) -> Option<Split> {
    let (all_g, all_h) = sums(rows, gradients);
    let worth = |g: f64, h: f64| g * g / (h + plan.pull);
    let mut best: Option<Split> = None;
    for (slots, &column) in histogram.chunks_exact(BINS).zip(asked) {
        let (mut g, mut h) = (0.0, 0.0);
        for (bin, slot) in slots.iter().enumerate().take(BINS - 1) {
            g += f64::from(slot.0);
            h += f64::from(slot.1);
            if slot.1 <= 0.0 || h < plan.least || all_h - h < plan.least {
                continue;
            }
            let gain = worth(g, h) + worth(all_g - g, all_h - h) - worth(all_g, all_h);
            if gain > 1e-6 && best.as_ref().is_none_or(|best| gain > best.gain) {
                best = Some(Split { gain, column, bin });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use explorer_core::understand::learn::Forest;

    #[test]
    fn a_forest_learns_what_one_tree_level_cannot() {
        let mut examples = Examples::new(2);
        for a in 0..20 {
            for b in 0..20 {
                let answer = f32::from(u8::from((a < 12) != (b < 9)));
                examples.push(&[a as f32, b as f32], answer, 1.0);
            }
        }
        let plan = Plan { trees: 40, leaves: 6, rate: 0.3, least: 0.5, pull: 1.0, columns: 1.0, groups: 1.0 };
        let [forest] = Forest::open(&grow(&examples, plan)).expect("what was grown opens");
        for (row, yes) in
            [([3.0, 15.0], true), ([3.0, 3.0], false), ([18.0, 3.0], true), ([18.0, 15.0], false)]
        {
            assert_eq!(forest.probability(&row) > 0.5, yes, "{row:?}");
        }
    }
}
