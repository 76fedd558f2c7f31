//! Do the words of a query stand close together in a document?
//!
//! Only asked of the documents that rank first without it: a document whose words are scattered does not
//! become the best by it. Each occurrence gives to the one of another word before it, and takes from it,
//! the more the closer they are (Rasolofo and Savoy 2003, *Term proximity scoring for keyword-based
//! retrieval systems*; Büttcher, Clarke and Lushman 2006). **Invariant.** Scores only rise.

use super::evaluate::{Reader, SATURATION, SCALE};
use super::plan::{Plan, Text};
use crate::index::Field;

/// Words of a query that are looked at, at most.
const MOST_WORDS: usize = 24;

/// What a pair of neighbours gives each other, in parts of an occurrence of a word of the other's
/// weight. At 0 closeness counts nothing, at 10 one pair counts as much as all of BM25.
const NEIGHBOURS: f32 = 0.1;
/// What the gains of all words weigh beside BM25.
const WEIGHT: f32 = 0.1;

/// The words that a plan asks for side by side; fewer than two are none.
pub fn words(plan: &Plan) -> Vec<&Text> {
    let (Plan::And(plans) | Plan::Or(plans)) = plan else { return Vec::new() };
    let mut texts: Vec<&Text> = plans
        .iter()
        .filter_map(|plan| match plan {
            Plan::Text(text) => Some(text),
            // The other readings of a word are rarer.
            Plan::Or(readings) => readings.iter().find_map(|reading| match reading {
                Plan::Text(text) => Some(text),
                _ => None,
            }),
            _ => None,
        })
        .filter(|text| text.fields.body && !text.slots.is_empty())
        .collect();
    texts.truncate(MOST_WORDS);
    if texts.len() < 2 { Vec::new() } else { texts }
}

/// What each of `docs` (ascending) of a segment gains.
pub fn gains(reader: &Reader<'_>, texts: &[&Text], docs: &[u32]) -> Vec<u32> {
    let mut places: Vec<(u32, u32, u32, usize)> = Vec::new();
    for (number, found) in reader.occurrences_of_all(texts, Field::Body, docs).into_iter().enumerate() {
        places.extend(found.into_iter().map(|(doc, start, end)| (doc, start, end, number)));
    }
    crate::order::sort(&mut places);
    let mut rest = places.as_slice();
    let mut sums = vec![0f32; texts.len()];
    docs.iter()
        .map(|&doc| {
            let (here, after) = rest.split_at(rest.partition_point(|&(there, ..)| there <= doc));
            rest = after;
            sums.fill(0.0);
            for pair in here.windows(2) {
                let &[(_, _, end, one), (_, start, _, other)] = pair else { continue };
                if one == other || start <= end {
                    continue;
                }
                let apart = (start - end) as f32;
                let near = 1.0 / (apart * apart);
                for (number, with) in [(one, other), (other, one)] {
                    let weight = texts.get(with).map_or(0.0, |text| text.weight);
                    if let Some(sum) = sums.get_mut(number) {
                        *sum += near * weight;
                    }
                }
            }
            let norm = reader.body_norm(doc);
            let gain: f32 = sums
                .iter()
                .zip(texts)
                .map(|(&sum, text)| {
                    let sum = sum * norm * NEIGHBOURS;
                    text.weight * sum * (SATURATION + 1.0) / (sum + SATURATION)
                })
                .sum();
            (gain * WEIGHT * SCALE + 0.5) as u32
        })
        .collect()
}
