//! Which n-grams say most, and how much?
//!
//! Multinomial logistic regression by stochastic gradient descent with a step for each n-gram (AdaGrad:
//! Duchi, Hazan and Singer 2011), over all promising n-grams first. Then weights are left out, those
//! first whose loss costs least (optimal brain damage: LeCun, Denker and Solla 1989), the rest trained
//! on, and so on down; what is left is rounded to sixteen levels (Lloyd 1957).
//! **Invariant.** One order of arithmetic, so the same samples give the same weights.

use crate::Plan;
use crate::tables::Random;
use crate::words::Lexicon;
use explorer_core::understand::language::model::{EDGE, Grams, LEVELS, LONGEST, PARTS_OF_NAT};
use std::collections::{BTreeMap, HashMap};

const WIDTH: usize = 64;
type Row = [f32; WIDTH];

const STEP: f32 = 0.5;
/// Samples per class from which n-grams are counted and the cost of a weight is judged.
const COUNTED: usize = 150_000;
const JUDGED: usize = 40_000;

// Up to five symbols in one number, after a leading one.
fn longer(key: u64, symbol: u8) -> u64 {
    key << 8 | u64::from(symbol)
}

fn symbols(mut key: u64) -> Vec<u8> {
    let mut symbols = Vec::new();
    while key > 1 {
        symbols.push(key as u8);
        key >>= 8;
    }
    symbols.reverse();
    symbols
}

/// Numbers for n-grams: open addressing, since a training looks up billions.
struct Numbers {
    keys: Vec<u64>,
    numbers: Vec<u32>,
}

impl Numbers {
    fn new(keys: &[u64]) -> Numbers {
        let size = (keys.len() * 2).next_power_of_two();
        let mut table = Numbers { keys: vec![0; size], numbers: vec![0; size] };
        for (number, &key) in keys.iter().enumerate() {
            let mut slot = table.slot(key);
            while table.keys[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            table.keys[slot] = key;
            table.numbers[slot] = number as u32;
        }
        table
    }

    fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (self.keys.len() - 1)
    }

    fn get(&self, key: u64) -> Option<u32> {
        let mut slot = self.slot(key);
        while self.keys[slot] != 0 {
            if self.keys[slot] == key {
                return Some(self.numbers[slot]);
            }
            slot = (slot + 1) & (self.keys.len() - 1);
        }
        None
    }
}

fn each_gram(sequence: &[u8], mut found: impl FnMut(u64) -> bool) {
    for start in 0..sequence.len() {
        let mut key = 1;
        for (length, &symbol) in sequence[start..].iter().take(LONGEST).enumerate() {
            key = longer(key, symbol);
            if (length > 0 || symbol != EDGE) && !found(key) {
                break;
            }
        }
    }
}

struct Trainer<'a> {
    lexicon: &'a Lexicon,
    classes: usize,
    numbers: Numbers,
    weights: Vec<Row>,
    steps: Vec<f32>,
    /// Which weights are still there, a bit for each class.
    kept: Vec<u64>,
}

/// Trains the weights of a script.
pub fn train(plan: &Plan, lexicon: &Lexicon) -> Grams {
    let keys = candidates(lexicon, plan.candidates);
    eprintln!(
        "{:?}: {} classes, {} letters, {} n-grams",
        plan.script,
        lexicon.classes.len(),
        lexicon.alphabet.len(),
        keys.len()
    );
    let mut trainer = Trainer {
        lexicon,
        classes: lexicon.classes.len(),
        numbers: Numbers::new(&keys),
        weights: vec![[0.0; WIDTH]; keys.len()],
        steps: vec![1.0; keys.len()],
        kept: vec![u64::MAX; keys.len()],
    };
    let mut random = Random(5);
    trainer.descend(plan.rounds, &mut random);
    for &count in plan.kept {
        let costs = trainer.costs();
        trainer.keep(count, &costs);
        for step in &mut trainer.steps {
            *step = (*step * 0.3).max(1.0);
        }
        trainer.descend(1, &mut random);
    }
    trainer.finish(plan, &keys)
}

// The n-grams whose share of words differs most between classes (the information of the class in them),
// and with each its beginnings.
fn candidates(lexicon: &Lexicon, count: usize) -> Vec<u64> {
    const LEAST: u32 = 3;
    let mut sums: HashMap<u64, (f32, f32)> = HashMap::new();
    for samples in &lexicon.samples {
        let looked_at = samples.len().min(COUNTED);
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for at in 0..looked_at {
            for sequence in samples.sequences(at) {
                each_gram(sequence, |key| {
                    *counts.entry(key).or_default() += 1;
                    true
                });
            }
        }
        for (key, count) in counts.into_iter().filter(|&(_, count)| count >= LEAST) {
            let share = (count - 1) as f32 / looked_at as f32;
            let sum = sums.entry(key).or_default();
            sum.0 += share;
            sum.1 += share * libm::logf(share + 2e-6);
        }
    }
    let classes = lexicon.classes.len() as f32;
    let mut ranked: Vec<(f32, u64)> = sums
        .iter()
        .map(|(&key, &(sum, information))| (information - sum * libm::logf(sum / classes + 2e-6), key))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(count);
    let mut keys: Vec<u64> = Vec::new();
    for (_, mut key) in ranked {
        while key > 1 {
            keys.push(key);
            key >>= 8;
        }
    }
    keys.sort_unstable();
    keys.dedup();
    // The edge of a word alone says nothing.
    keys.retain(|&key| key != longer(1, EDGE));
    keys
}

impl Trainer<'_> {
    fn grams(&self, class: usize, at: usize, grams: &mut Vec<u32>) {
        for sequence in self.lexicon.samples[class].sequences(at) {
            each_gram(sequence, |key| {
                if key == longer(1, EDGE) {
                    return true;
                }
                let number = self.numbers.get(key);
                grams.extend(number);
                number.is_some()
            });
        }
    }

    fn chances(&self, grams: &[u32]) -> Row {
        let mut scores = [0.0; WIDTH];
        for &gram in grams {
            for (score, weight) in scores.iter_mut().zip(&self.weights[gram as usize]) {
                *score += weight;
            }
        }
        let most = scores[..self.classes].iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut all = 0.0;
        for score in &mut scores[..self.classes] {
            *score = exp(*score - most);
            all += *score;
        }
        for score in &mut scores[..self.classes] {
            *score /= all;
        }
        scores[self.classes..].fill(0.0);
        scores
    }

    fn descend(&mut self, rounds: usize, random: &mut Random) {
        let all = rounds * self.lexicon.samples.iter().map(|samples| samples.len()).sum::<usize>();
        let mut grams = Vec::new();
        let (mut loss, mut since) = (0.0f64, 0u32);
        for done in 0..all {
            let class = random.below(self.classes as u64) as usize;
            grams.clear();
            // One word, or two.
            for _ in 0..=u8::from(random.below(10) >= 6) {
                let at = random.below(self.lexicon.samples[class].len() as u64) as usize;
                self.grams(class, at, &mut grams);
            }
            let mut slope = self.chances(&grams);
            loss -= f64::from(libm::logf(slope[class].max(1e-9)));
            since += 1;
            if since == 4_000_000 {
                eprintln!("  loss {:.4}", loss / f64::from(since));
                (loss, since) = (0.0, 0);
            }
            slope[class] -= 1.0;
            let square: f32 = slope.iter().map(|slope| slope * slope).sum();
            if square < 1e-5 {
                continue;
            }
            let step = STEP * (1.0 - 0.9 * done as f32 / all as f32);
            for &gram in &grams {
                let gram = gram as usize;
                let kept = self.kept[gram];
                if kept == 0 {
                    continue;
                }
                self.steps[gram] += square;
                let step = step / self.steps[gram].sqrt();
                let weights = &mut self.weights[gram];
                if kept == u64::MAX {
                    for (weight, slope) in weights.iter_mut().zip(&slope) {
                        *weight -= step * slope;
                    }
                } else {
                    for (class, (weight, slope)) in weights.iter_mut().zip(&slope).enumerate() {
                        *weight -= step * slope * (kept >> class & 1) as f32;
                    }
                }
            }
        }
        eprintln!("  loss {:.4}", loss / f64::from(since.max(1)));
    }

    // What leaving out each weight would cost: its square by the curvature of the loss.
    fn costs(&self) -> Vec<Row> {
        let mut costs = vec![[0.0; WIDTH]; self.weights.len()];
        let mut grams = Vec::new();
        for class in 0..self.classes {
            for at in 0..self.lexicon.samples[class].len().min(JUDGED) {
                grams.clear();
                self.grams(class, at, &mut grams);
                let mut curvature = self.chances(&grams);
                for chance in &mut curvature {
                    *chance *= 1.0 - *chance;
                }
                for &gram in &grams {
                    for (cost, curvature) in costs[gram as usize].iter_mut().zip(&curvature) {
                        *cost += curvature;
                    }
                }
            }
        }
        costs
    }

    fn keep(&mut self, count: usize, curvatures: &[Row]) {
        let mut costs: Vec<(f32, u32, u8)> = Vec::new();
        for (gram, (weights, curvatures)) in self.weights.iter().zip(curvatures).enumerate() {
            for class in 0..self.classes {
                let cost = weights[class] * weights[class] * (curvatures[class] + 0.02);
                if cost > 0.0 {
                    costs.push((cost, gram as u32, class as u8));
                }
            }
        }
        if costs.len() > count {
            costs.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            costs.truncate(count);
        }
        self.kept.fill(0);
        for &(_, gram, class) in &costs {
            self.kept[gram as usize] |= 1 << class;
        }
        for (weights, &kept) in self.weights.iter_mut().zip(&self.kept) {
            for (class, weight) in weights.iter_mut().enumerate() {
                if kept >> class & 1 == 0 {
                    *weight = 0.0;
                }
            }
        }
    }

    fn finish(&self, plan: &Plan, keys: &[u64]) -> Grams {
        let curvatures = self.costs();
        let mut points: Vec<(f32, f32)> = Vec::new();
        for (weights, curvatures) in self.weights.iter().zip(&curvatures) {
            for (weight, curvature) in weights.iter().zip(curvatures).filter(|(weight, _)| **weight != 0.0) {
                points.push(((weight * PARTS_OF_NAT).clamp(-127.0, 127.0), curvature.sqrt() + 0.1));
            }
        }
        let levels = levels(&points);
        let mut weights: BTreeMap<Vec<u8>, Vec<(u8, u8)>> = BTreeMap::new();
        for (row, &key) in self.weights.iter().zip(keys) {
            let row: Vec<(u8, u8)> = row
                .iter()
                .enumerate()
                .filter(|(_, weight)| **weight != 0.0)
                .map(|(class, weight)| (class as u8, nearest(&levels, weight * PARTS_OF_NAT)))
                .collect();
            if row.is_empty() {
                continue;
            }
            let gram = symbols(key);
            // With an n-gram all its parts, so that each can be told from what is there already.
            for start in 0..gram.len() {
                for end in start + 1..=gram.len() {
                    weights.entry(gram[start..end].to_vec()).or_default();
                }
            }
            weights.insert(gram, row);
        }
        Grams {
            script: plan.script,
            classes: self.lexicon.classes.clone(),
            alphabet: self.lexicon.alphabet.clone(),
            levels,
            weights,
        }
    }
}

fn nearest(levels: &[i8; LEVELS], weight: f32) -> u8 {
    let distance = |at: &usize| (f32::from(levels[*at]) - weight).abs();
    (0..LEVELS).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0) as u8
}

// Lloyd's rounds from equal shares of the points.
fn levels(points: &[(f32, f32)]) -> [i8; LEVELS] {
    let mut sorted: Vec<f32> = points.iter().map(|point| point.0).collect();
    sorted.sort_by(f32::total_cmp);
    let mut levels = [0.0f32; LEVELS];
    for (at, level) in levels.iter_mut().enumerate() {
        *level = sorted.get((2 * at + 1) * sorted.len() / (2 * LEVELS)).copied().unwrap_or(at as f32);
    }
    for _ in 0..40 {
        let mut sums = [(0.0f64, 0.0f64); LEVELS];
        for &(weight, importance) in points {
            let distance = |at: &usize| (levels[*at] - weight).abs();
            let at = (0..LEVELS).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0);
            sums[at].0 += f64::from(weight * importance);
            sums[at].1 += f64::from(importance);
        }
        for (level, (sum, importance)) in levels.iter_mut().zip(sums) {
            if importance > 0.0 {
                *level = (sum / importance) as f32;
            }
        }
    }
    levels.map(|level| level.round() as i8)
}

// e^x for x at most 0, by powers of two and a polynomial: the same on every machine.
fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let twos = x * std::f32::consts::LOG2_E;
    let whole = twos.floor();
    let part = twos - whole;
    let power = 1.0
        + part
            * (std::f32::consts::LN_2
                + part * (0.240_226_5 + part * (0.055_504_1 + part * (0.009_618_1 + part * 0.001_333_3))));
    f32::from_bits(((whole as i32 + 127) << 23) as u32) * power
}
