//! Which lines of a rendered page are the body of the article?
//!
//! As for plain text, with what HTML shows beside: the elements around a line, the hints in their classes, the
//! share of links, and how much running text each container holds. Trained by `explorer-train`'s `html`.
//! **Invariant.** Time is linear in the page.

use super::render::{Block, Place, Rendered, within};
use crate::understand::body::{self, flag, log};
use crate::understand::clean::Cleaned;
use crate::understand::forest::Forest;
use crate::understand::lines::Line;
use std::collections::HashMap;

const PLAIN: usize = body::COLUMNS;
const OWN: usize = 79;
const COLUMNS: usize = PLAIN + OWN;
const AROUND: usize = body::TAIL;
/// The least threshold for pages: what is unlikely on them is better left out.
pub const LEAST: f32 = 0.35;
/// What the first model sees of a line.
pub type Row = [f32; COLUMNS];
/// What the second model sees of a line.
pub type RowAgain = [f32; COLUMNS + AROUND];

/// How likely each line is body, 0 to 1.
pub fn probabilities(cleaned: &Cleaned<'_>, page: &Rendered<'_>, [first, second]: &[Forest; 2]) -> Vec<f32> {
    let rows = rows(cleaned, page);
    let answers = first.probabilities(rows.iter().map(|row| row.as_slice()));
    let again: Vec<RowAgain> =
        rows.iter().enumerate().map(|(at, row)| again(row, &answers, at, &cleaned.lines)).collect();
    second.probabilities(again.iter().map(|row| row.as_slice()))
}

/// The second model's row for a line.
pub fn again(row: &Row, answers: &[f32], at: usize, lines: &[Line]) -> RowAgain {
    let mut again = [0.0; COLUMNS + AROUND];
    for (slot, &value) in again.iter_mut().zip(row.iter().chain(&body::around(answers, at, lines))) {
        *slot = value;
    }
    again
}

/// Elements beside the article: navigation, footers, asides, forms, and classes that say comment or related.
pub(super) const ASIDE: u32 =
    within::NAV | within::FOOTER | within::ASIDE | within::FORM | 1 << 20 | 1 << 22 | 1 << 24;

#[derive(Clone, Copy, Default)]
struct Container {
    prose: u32,
    lines: u32,
    chars: u32,
    linked: u32,
}

/// Where a line stands in the page.
pub(super) fn place_of(page: &Rendered<'_>, line: &Line) -> Place {
    let at = page.places.partition_point(|place| place.start <= line.start);
    at.checked_sub(1).and_then(|at| page.places.get(at)).copied().unwrap_or_default()
}

/// Words of running text right inside each container, without what stands aside.
pub(super) fn by_container(lines: &[Line], places: &[Place]) -> HashMap<u32, u32> {
    let mut words: HashMap<u32, u32> = HashMap::new();
    for (line, place) in lines.iter().zip(places) {
        if line.is_prose() && place.linked * 3 < place.chars && place.inside & ASIDE == 0 {
            *words.entry(place.containers[0]).or_default() += line.words;
        }
    }
    words
}

/// The numbers of every line for the first model.
pub fn rows(cleaned: &Cleaned<'_>, page: &Rendered<'_>) -> Vec<Row> {
    let mut containers: HashMap<u32, Container> = HashMap::new();
    let places: Vec<_> = cleaned.lines.iter().map(|line| place_of(page, line)).collect();
    let mut prose = 0u32;
    for (line, place) in cleaned.lines.iter().zip(&places) {
        let words = if line.is_prose() { line.words } else { 0 };
        prose = prose.saturating_add(words);
        for container in place.containers {
            let sum = containers.entry(container).or_default();
            sum.prose = sum.prose.saturating_add(words);
            sum.lines = sum.lines.saturating_add(1);
            sum.chars = sum.chars.saturating_add(place.chars);
            sum.linked = sum.linked.saturating_add(place.linked);
        }
    }
    let headline = super::metadata::shown_title(page, cleaned);
    let title_containers =
        headline.and_then(|at| places.get(at)).map(|place| place.containers).unwrap_or_default();
    let heads: Vec<u32> = places
        .iter()
        .scan(0u32, |count, place| {
            *count += u32::from(matches!(place.block, Block::Heading(_)));
            Some(*count)
        })
        .collect();
    // The container with the most running text that is its own: in paragraphs right inside it.
    let own_prose = by_container(&cleaned.lines, &places);
    let richest = own_prose
        .iter()
        .max_by_key(|&(container, words)| (*words, u32::MAX - *container))
        .map(|(container, _)| *container);
    let rich_place = places
        .iter()
        .find(|place| Some(place.containers[0]) == richest)
        .map(|place| place.containers)
        .unwrap_or_default();
    let first_rich = places.iter().position(|place| Some(place.containers[0]) == richest).unwrap_or(0);
    let last_rich = places.iter().rposition(|place| Some(place.containers[0]) == richest).unwrap_or(0);
    let shared = |a: &[u32; 4], b: &[u32; 4]| {
        a.iter().position(|container| *container != 0 && b.contains(container)).map_or(4.0, |at| at as f32)
    };
    let share = |part: u32, whole: u32| part as f32 / whole.max(1) as f32;
    body::rows(cleaned)
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(at, (plain, place))| {
            let mut row = [0.0f32; COLUMNS];
            if let Some(head) = row.get_mut(..PLAIN) {
                head.copy_from_slice(plain);
            }
            let mut columns = row.iter_mut().skip(PLAIN);
            let mut put = |value: f32| {
                if let Some(slot) = columns.next() {
                    *slot = value;
                }
            };
            put(place.block.number());
            put(log(place.depth));
            put(share(place.linked, place.chars));
            put(share(place.strong, place.chars));
            put(match place.block {
                Block::Heading(level) => f32::from(level),
                _ => 0.0,
            });
            for bit in 0..32 {
                put(flag(place.inside & (1 << bit) != 0));
            }
            for bit in 16..32 {
                put(flag(place.near & (1 << bit) != 0));
            }
            for container in place.containers {
                let sum = containers.get(&container).copied().unwrap_or_default();
                put(share(sum.prose, prose));
                put(log(sum.lines));
            }
            for container in place.containers.iter().take(2) {
                let sum = containers.get(container).copied().unwrap_or_default();
                put(share(sum.linked, sum.chars));
            }
            for offset in [-1isize, 1] {
                let near = at.checked_add_signed(offset).and_then(|at| places.get(at));
                put(near.map_or(-1.0, |near| near.block.number()));
                put(near.map_or(-1.0, |near| share(near.linked, near.chars)));
                put(near.map_or(-1.0, |near| flag(near.containers.first() == place.containers.first())));
            }
            put(headline.map_or(-9.0, |headline| body::signed(at, headline)));
            put(headline.map_or(-1.0, |headline| {
                let (own, other) =
                    (heads.get(at).copied().unwrap_or(0), heads.get(headline).copied().unwrap_or(0));
                own.saturating_sub(other).min(30) as f32
            }));
            put(shared(&place.containers, &title_containers));
            put(shared(&title_containers, &place.containers));
            put(shared(&place.containers, &rich_place));
            put(shared(&rich_place, &place.containers));
            put(body::signed(at, first_rich));
            put(body::signed(at, last_rich));
            put(share(own_prose.get(&place.containers[0]).copied().unwrap_or(0), prose));
            put(flag(headline.is_some()));
            row
        })
        .collect()
}
