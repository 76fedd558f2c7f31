//! How often does a letter follow others in a language?
//!
//! Lingua's tables hold, for every sequence of one to five letters within words, the logarithm of
//! count(sequence) / count(sequence without its last letter). Nothing was left out of them, so the
//! counts themselves come back, and with them those at the edges of words: what no letter follows
//! stood at an end. **Invariant.** All counts are whole numbers.

use fst::Streamer;
use std::collections::HashMap;

/// The edge of a word.
pub const EDGE: char = '\u{1}';

/// Up to five letters in one number, the last in the lowest 21 bits.
pub type Key = u128;

/// The key of a sequence.
pub fn key(letters: &[char]) -> Key {
    letters.iter().fold(1, |key, &letter| key << 21 | letter as Key)
}

/// Counts of letters.
pub fn unigrams(counts: &[(Vec<char>, u64)]) -> impl Iterator<Item = (char, u64)> {
    counts.iter().filter_map(|(letters, count)| match letters[..] {
        [letter] => Some((letter, *count)),
        _ => None,
    })
}

/// The counts within words, shorter sequences first.
pub fn counts(table: Vec<u8>) -> Result<Vec<(Vec<char>, u64)>, String> {
    let table = fst::Map::new(table).map_err(|error| error.to_string())?;
    let mut shares: Vec<(Vec<char>, f64)> = Vec::new();
    let mut stream = table.stream();
    while let Some((sequence, share)) = stream.next() {
        let letters = std::str::from_utf8(sequence).map_err(|error| error.to_string())?.chars().collect();
        shares.push((letters, f64::from_bits(share).exp()));
    }
    shares.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.0.cmp(&b.0)));
    // The number of letters in all is the smallest that makes every letter's count whole.
    let single: Vec<f64> =
        shares.iter().filter(|(letters, _)| letters.len() == 1).map(|&(_, share)| share).collect();
    let rarest = single.iter().copied().fold(1.0, f64::min);
    let all = (1..5000)
        .map(|times| f64::from(times) / rarest)
        .find(|all| single.iter().all(|share| (share * all - (share * all).round()).abs() < 0.01))
        .ok_or("the counts cannot be told from the shares")?;
    let mut known: HashMap<Key, u64> = HashMap::new();
    let mut counts = Vec::with_capacity(shares.len());
    for (letters, share) in shares {
        let whole = match letters.len() {
            1 => all,
            length => known.get(&key(&letters[..length - 1])).copied().unwrap_or(0) as f64,
        };
        let count = (share * whole).round() as u64;
        known.insert(key(&letters), count);
        counts.push((letters, count));
    }
    Ok(counts)
}

/// For each sequence of up to four (the edge of a word may be the first): what comes next, how often.
pub struct Chain {
    next: HashMap<Key, Vec<(char, u64)>>,
}

impl Chain {
    /// The chain of a table's counts.
    pub fn new(counts: &[(Vec<char>, u64)]) -> Chain {
        let mut following: HashMap<Key, u64> = HashMap::new();
        let mut preceding: HashMap<Key, u64> = HashMap::new();
        for (letters, count) in counts.iter().filter(|(letters, _)| letters.len() > 1) {
            *following.entry(key(&letters[..letters.len() - 1])).or_default() += count;
            *preceding.entry(key(&letters[1..])).or_default() += count;
        }
        let rest = |from: &HashMap<Key, u64>, letters: &[char], count: u64| {
            count.saturating_sub(from.get(&key(letters)).copied().unwrap_or(0))
        };
        let mut next: HashMap<Key, Vec<(char, u64)>> = HashMap::new();
        let mut put = |letters: &[char], last: char, count: u64| {
            if count > 0 {
                next.entry(key(letters)).or_default().push((last, count));
            }
        };
        let mut starts: HashMap<Key, u64> = HashMap::new();
        let mut following_starts: HashMap<Key, u64> = HashMap::new();
        for (letters, count) in counts {
            let length = letters.len();
            put(&letters[..length - 1], letters[length - 1], *count);
            if length > 4 {
                continue;
            }
            put(letters, EDGE, rest(&following, letters, *count));
            let first = rest(&preceding, letters, *count);
            starts.insert(key(letters), first);
            if length > 1 {
                *following_starts.entry(key(&letters[..length - 1])).or_default() += first;
            }
            let mut edged = vec![EDGE];
            edged.extend(&letters[..length - 1]);
            put(&edged, letters[length - 1], first);
        }
        for (letters, _) in counts.iter().filter(|(letters, _)| letters.len() <= 3) {
            let mut edged = vec![EDGE];
            edged.extend(letters);
            let first = starts.get(&key(letters)).copied().unwrap_or(0);
            put(&edged, EDGE, rest(&following_starts, letters, first));
        }
        for choices in next.values_mut() {
            choices.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            let mut sum = 0;
            for choice in choices.iter_mut() {
                sum += choice.1;
                choice.1 = sum;
            }
        }
        Chain { next }
    }

    /// Makes up a word. Each letter depends on four before it; on fewer with the chance that absolute
    /// discounting (Ney, Essen and Kneser 1994) keeps for what was not seen.
    pub fn word(&self, random: &mut Random) -> Vec<char> {
        const LONGEST: usize = 30;
        loop {
            let mut word = vec![EDGE];
            while word.len() <= LONGEST {
                let letter = self.step(&word[word.len().saturating_sub(4)..], random);
                if letter == EDGE {
                    break;
                }
                word.push(letter);
            }
            if (2..=LONGEST).contains(&word.len()) {
                return word.split_off(1);
            }
        }
    }

    fn step(&self, mut context: &[char], random: &mut Random) -> char {
        const DISCOUNT: f64 = 0.75;
        loop {
            if let Some(choices) = self.next.get(&key(context)) {
                let all = choices.last().map_or(0, |&(_, sum)| sum);
                let unseen = DISCOUNT * choices.len() as f64 / all as f64;
                if context.is_empty() || random.share() >= unseen {
                    let at = random.below(all);
                    return choices[choices.partition_point(|&(_, sum)| sum <= at)].0;
                }
            }
            match context {
                [] => return EDGE,
                [_, shorter @ ..] => context = shorter,
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed, everywhere.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.number()) * u128::from(limit)) >> 64) as u64
    }

    /// One from 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }
}
