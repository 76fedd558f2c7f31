//! Which lines of a plain text are the body of the article?
//!
//! A trained model sees each line by its shape, its place and its neighbours, and not by its words, so that
//! it works in any language: length, punctuation, capitals, small words, repeats, the rules that fired near by,
//! the densest stretch of running text, and how much of its vocabulary it shares with the running text.
//! A second model sees the first one's answers for the lines around. Trained by `explorer-train`'s `body`.
//! **Invariant.** Time is linear in the text.

use super::clean::Cleaned;
use super::forest::Forest;
use super::lines::Line;
use explorer_text::lines::holds;
use explorer_text::words::{self, Tally, Word, Words};
use std::sync::OnceLock;

/// Numbers seen of each line by the first model.
pub const COLUMNS: usize = OWN + NEAR * 6 + PLACE;
/// Numbers seen by the second model of plain text: those of the first, and its answers around.
const COLUMNS_AGAIN: usize = COLUMNS + EXTRA + TAIL;
/// Numbers of the answers around.
pub const TAIL: usize = AROUND + 4;
/// Numbers that only the models of plain text see.
const EXTRA: usize = 14;

const OWN: usize = 30;
const NEAR: usize = 7;
const PLACE: usize = 32;
/// Answers of the first model for the lines from -5 to 5.
const AROUND: usize = 11;

/// One row per line.
pub type Row = [f32; COLUMNS];
/// One row per line of plain text.
pub type TextRow = [f32; COLUMNS + EXTRA];
/// One row per line for the second model.
pub type RowAgain = [f32; COLUMNS_AGAIN];

/// How likely each line is body, 0 to 1.
pub fn probabilities(cleaned: &Cleaned<'_>, [first, second]: &[Forest; 2]) -> Vec<f32> {
    let rows = text_rows(cleaned);
    let mut answers = first.probabilities(rows.iter().map(|row| row.as_slice()));
    // Far from anything that could be body the second model need not be asked.
    let near = near(&answers);
    let asked: Vec<usize> =
        (0..rows.len()).filter(|&at| near.get(at).is_some_and(|&near| near >= HOPELESS)).collect();
    let again: Vec<RowAgain> = asked
        .iter()
        .filter_map(|&at| rows.get(at).map(|row| again(row, &answers, at, &cleaned.lines)))
        .collect();
    let second = second.probabilities(again.iter().map(|row| row.as_slice()));
    for (at, answer) in asked.into_iter().zip(second) {
        if let Some(slot) = answers.get_mut(at) {
            *slot = answer;
        }
    }
    answers
}

// Where the first model says less than this of a line and those around it, the second model is not asked.
const HOPELESS: f32 = 0.02;

/// The greatest of the answers for each line and the eight around it.
pub(super) fn near(answers: &[f32]) -> Vec<f32> {
    (0..answers.len())
        .map(|at| {
            let around = answers.get(at.saturating_sub(4)..(at + 5).min(answers.len())).unwrap_or_default();
            around.iter().fold(0.0f32, |most, &answer| most.max(answer))
        })
        .collect()
}

/// From which likelihood on lines are kept, so that the expected F1 of the kept words is highest.
///
/// With likelihoods that mean what they say, keeping the likeliest lines down to half of the best F1 is best
/// (Lipton, Elkan and Naryanaswamy 2014); a page that is hard to read is cut less sharply than a clear one.
pub fn threshold(likely: &[f32], lines: &[Line], least: f32) -> f32 {
    let mut order: Vec<(f32, f32)> =
        likely.iter().zip(lines).map(|(&likely, line)| (likely, line.words as f32 + 0.1)).collect();
    crate::order::sort_by(&mut order, |a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let all: f32 = order.iter().map(|(likely, words)| likely * words).sum();
    let (mut kept, mut right) = (0.0f32, 0.0f32);
    let (mut best, mut cut) = (0.0f32, MOST);
    for (likely, words) in order {
        if likely < least {
            break;
        }
        kept += words;
        right += likely * words;
        let expected = 2.0 * right / (kept + all);
        if expected > best {
            (best, cut) = (expected, likely);
        }
    }
    cut.min(MOST)
}

/// The least threshold for plain text: its pages are hard to read.
pub const LEAST: f32 = 0.08;
// The greatest threshold.
const MOST: f32 = 0.5;

/// The second model's row for a line: the first one's, and its answers for the lines around.
pub fn again(row: &TextRow, answers: &[f32], at: usize, lines: &[Line]) -> RowAgain {
    let mut again = [0.0; COLUMNS_AGAIN];
    for (slot, &value) in again.iter_mut().zip(row.iter().chain(&around(answers, at, lines))) {
        *slot = value;
    }
    again
}

/// The first model's answers around a line: from -5 to 5, and means weighted by words over 20 lines before,
/// 20 after, the higher and the lower of both.
pub(super) fn around(answers: &[f32], at: usize, lines: &[Line]) -> [f32; AROUND + 4] {
    let mut around = [0.0; AROUND + 4];
    let near =
        |offset: isize| at.checked_add_signed(offset).and_then(|at| answers.get(at)).copied().unwrap_or(-0.1);
    let mean = |from: usize, to: usize| {
        let (mut sum, mut weight) = (0.0f32, 0.001f32);
        let to = to.min(answers.len()).min(lines.len());
        let answers = answers.get(from..to).unwrap_or_default();
        for (answer, line) in answers.iter().zip(lines.get(from..to).unwrap_or_default()) {
            let words = line.words.min(60) as f32 + 1.0;
            sum += answer * words;
            weight += words;
        }
        sum / weight
    };
    let (before, after) = (mean(at.saturating_sub(20), at), mean(at + 1, at + 21));
    let tail = [before, after, before.max(after), before.min(after)];
    for (slot, value) in around.iter_mut().zip((-5isize..=5).map(near).chain(tail)) {
        *slot = value;
    }
    around
}

pub(super) fn log(value: u32) -> f32 {
    // Most are of small numbers, again and again.
    static SMALL: OnceLock<Vec<f32>> = OnceLock::new();
    let small = SMALL.get_or_init(|| (0..1024).map(|value| libm::logf(value as f32 + 1.0)).collect());
    small.get(value as usize).copied().unwrap_or_else(|| libm::logf(value as f32 + 1.0))
}

pub(super) fn share(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Rules as numbers, near those like them.
pub(super) fn rule_number(rule: Option<&str>) -> f32 {
    match rule {
        None => 0.0,
        Some("caption") => 1.0,
        Some("media-lead-in" | "reading-tip") => 2.0,
        Some("section-line") => 3.0,
        Some("date-line") => 4.0,
        Some("byline") => 5.0,
        Some("publisher-blurb") => 6.0,
        Some("source-link") => 7.0,
        Some("slug" | "rule-line") => 8.0,
        Some("newsletter") => 9.0,
        Some("cookie-notice") => 10.0,
        Some("related") => 11.0,
        Some("comment-bar" | "comment") => 12.0,
        Some("share-bar") => 13.0,
        Some(_) => 14.0,
    }
}

/// The numbers of every line for the first model.
pub fn rows(cleaned: &Cleaned<'_>) -> Vec<Row> {
    let lines = &cleaned.lines;
    let count = lines.len();
    let repeats = repeats(cleaned);
    let strict = densest(lines, 8.0);
    let loose = densest(lines, 2.5);
    let place = Places::of(cleaned);
    let total_words: u32 = lines.iter().fold(0u32, |sum, line| sum.saturating_add(line.words));
    let prose_words: u32 =
        lines.iter().filter(|line| line.is_prose()).fold(0u32, |sum, line| sum.saturating_add(line.words));
    let broken = lines.iter().filter(|line| !line.first.is_uppercase() && line.bullet == 0).count() as u32;
    // What the lines around see of a line.
    let seen_near: Vec<[f32; NEAR]> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            [
                log(line.words),
                flag(line.terminal),
                share(line.capitalised, line.words),
                flag(line.bullet > 0),
                rule_number(cleaned.verdicts.get(at).copied().flatten()),
                flag(line.first.is_uppercase()) + 2.0 * flag(line.first.is_lowercase()),
                repeats.get(at).copied().unwrap_or(0.0),
            ]
        })
        .collect();
    let mut words_before = 0u32;
    let mut rows = Vec::with_capacity(count);
    for (at, line) in lines.iter().enumerate() {
        let mut row = [0.0f32; COLUMNS];
        let mut columns = row.iter_mut();
        let mut put = |value: f32| {
            if let Some(slot) = columns.next() {
                *slot = value;
            }
        };
        let holds = |what: u32| flag(line.holds & what != 0);
        let (known, frequent, long) = overlap(cleaned.words.of_line(at), line, &cleaned.vocabulary);
        // Own shape.
        put(log(line.words));
        put(log(line.chars));
        put(share(line.letters, line.words));
        put(share(line.digits, line.chars));
        put(share(line.capitals, line.letters));
        put(share(line.capitalised, line.words));
        put(share(line.small, line.words));
        put(line.commas as f32);
        put(share(line.commas, line.words));
        put(line.sentences.min(20) as f32);
        put(share(line.words, line.sentences.max(1)));
        put(flag(line.terminal));
        put(line.separators.min(20) as f32);
        put(flag(line.bullet > 0));
        put(log(line.indent));
        put(line.blank_before.min(5) as f32);
        let [.., rule, first, _] = seen_near.get(at).copied().unwrap_or_default();
        put(rule);
        put(first);
        put(match line.last {
            '.' | '。' => 1.0,
            '?' | '？' => 2.0,
            '!' | '！' => 3.0,
            ':' => 4.0,
            ',' => 5.0,
            '…' => 6.0,
            c if c.is_ascii_digit() => 7.0,
            c if c.is_alphabetic() => 8.0,
            _ => 0.0,
        });
        put(holds(holds::AT));
        put(holds(holds::HTTP));
        put(holds(holds::SIGN));
        put(holds(holds::MONEY));
        put(holds(holds::QUOTE));
        put(repeats.get(at).copied().unwrap_or(0.0));
        put(known);
        put(frequent);
        put(long);
        put(log(line.words) * known);
        put(flag(line.is_prose()));
        // Neighbours.
        for offset in [-3isize, -2, -1, 1, 2, 3] {
            let near = at.checked_add_signed(offset).and_then(|at| seen_near.get(at));
            for value in near.copied().unwrap_or([-1.0; NEAR]) {
                put(value);
            }
        }
        // Place.
        put(at as f32 / count.max(1) as f32);
        put(words_before as f32 / total_words.max(1) as f32);
        put(log(count as u32));
        put(log(total_words));
        put(share(prose_words, total_words));
        put(share(broken, count as u32));
        put(share(total_words, count as u32));
        for (from, to) in [strict, loose] {
            put(flag(from <= at && at < to));
            put(signed(at, from));
            put(signed(at, to));
            put(to.saturating_sub(from) as f32 / count.max(1) as f32);
        }
        for value in place.of_line(at) {
            put(value);
        }
        words_before = words_before.saturating_add(line.words);
        rows.push(row);
    }
    rows
}

/// The same rows, and what tells comments and teasers in plain text, where no markup does.
pub fn text_rows(cleaned: &Cleaned<'_>) -> Vec<TextRow> {
    let lines = &cleaned.lines;
    let count = lines.len();
    let mut marks = vec![0u32; count + 1];
    let mut dates = vec![0u32; count + 1];
    let mut prose = vec![0u32; count + 1];
    let mut header: Option<usize> = None;
    let mut headers = Vec::with_capacity(count);
    let mut starts = Tally::sized(count);
    let mut own_starts = Vec::with_capacity(count);
    let mut mentions = cleaned.mentions.iter().peekable();
    let start_of = |line: &Line| {
        let start = line.of(cleaned.text);
        let start = start.char_indices().nth(30).and_then(|(at, _)| start.get(..at)).unwrap_or(start);
        words::print_of(start)
    };
    for (at, line) in lines.iter().enumerate() {
        let rule = cleaned.verdicts.get(at).copied().flatten();
        let comment = rule == Some("comment-bar");
        if comment && header.is_none() && prose.get(at).is_some_and(|&words| words > 60) {
            header = Some(at);
        }
        headers.push(header);
        let mut dated = 0;
        while mentions.next_if(|one| (one.span.start as usize) < line.end).is_some() {
            dated = 1;
        }
        let add = |sums: &mut [u32], value: u32| {
            let sum = sums.get(at).copied().unwrap_or(0).saturating_add(value);
            if let Some(slot) = sums.get_mut(at + 1) {
                *slot = sum;
            }
        };
        add(&mut marks, u32::from(comment));
        add(&mut dates, if line.words <= 20 { dated } else { 0 });
        add(&mut prose, if line.is_prose() { line.words.min(200) } else { 0 });
        own_starts.push((line.words >= 5).then(|| start_of(line)));
        if let Some(Some(start)) = own_starts.last() {
            starts.add(*start, 1);
        }
    }
    let sum = |sums: &[u32], from: usize, to: usize| {
        let at = |at: usize| sums.get(at.min(count)).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    };
    let all = sum(&prose, 0, count);
    rows(cleaned)
        .into_iter()
        .zip(lines)
        .zip(headers)
        .enumerate()
        .map(|(at, ((plain, line), header))| {
            let text = line.of(cleaned.text);
            let values = [
                sum(&marks, at.saturating_sub(8), at + 9) as f32,
                log(sum(&marks, 0, at)),
                log(sum(&marks, at + 1, count)),
                header.map_or(-1.0, |header| log((at - header) as u32)),
                header.map_or(-1.0, |header| share(sum(&prose, 0, header), all)),
                sum(&dates, at.saturating_sub(6), at + 7) as f32,
                sum(&dates, at.saturating_sub(2), at + 3) as f32,
                share(sum(&prose, 0, at), all),
                share(sum(&prose, at + 1, count), all),
                log(all),
                own_starts.get(at).copied().flatten().map_or(0.0, |start| starts.get(start).min(9) as f32),
                flag(
                    text.ends_with("...")
                        || text.ends_with('…')
                        || text.ends_with("[…]")
                        || text.ends_with("[...]"),
                ),
                flag(text.ends_with(':') && line.words <= 8),
                log(sum(&prose, at.saturating_sub(10), at + 11)),
            ];
            let mut row = [0.0; COLUMNS + EXTRA];
            for (slot, value) in row.iter_mut().zip(plain.into_iter().chain(values)) {
                *slot = value;
            }
            row
        })
        .collect()
}

/// Distance with its sign, on a logarithmic scale.
pub(super) fn signed(at: usize, other: usize) -> f32 {
    let distance = log(at.abs_diff(other) as u32);
    if at < other { -distance } else { distance }
}

/// How often each word stands in running text, by its number.
pub(super) fn vocabulary(lines: &[Line], words: &Words) -> Vec<u32> {
    let mut vocabulary = vec![0; words.count()];
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.is_prose()) {
        for word in words.of_line(at) {
            if let Some(count) = vocabulary.get_mut(word.number as usize) {
                *count += 1;
            }
        }
    }
    vocabulary
}

// Words that stand in running text this often are what its language is made of.
const FREQUENT: u32 = 6;
// A line this long is running text by any measure; its words need not be looked up again.
const LONG: u32 = 400;

/// Of the words of a line: the share that stands in running text elsewhere, the share that is frequent
/// there, and the same for long words only.
pub(super) fn overlap(words: &[Word], line: &Line, vocabulary: &[u32]) -> (f32, f32, f32) {
    if line.words > LONG {
        return (1.0, 0.5, 1.0);
    }
    let own = u32::from(line.is_prose());
    let (mut known, mut frequent, mut long, mut long_known) = (0, 0, 0, 0);
    for word in words {
        let seen = vocabulary.get(word.number as usize).copied().unwrap_or(0).saturating_sub(own);
        let is_long = u32::from(word.length >= 5);
        known += u32::from(seen > 0);
        frequent += u32::from(seen >= FREQUENT);
        long += is_long;
        long_known += is_long & u32::from(seen > 0);
    }
    let all = words.len() as u32;
    (share(known, all), share(frequent, all), share(long_known, long))
}

/// How often each line stands in the text, by its words.
fn repeats(cleaned: &Cleaned<'_>) -> Vec<f32> {
    let print = |at: usize, line: &Line| {
        if line.words <= LONG { cleaned.words.print(cleaned.words.of_line(at)) } else { 0 }
    };
    let prints: Vec<u64> = cleaned.lines.iter().enumerate().map(|(at, line)| print(at, line)).collect();
    let mut counts = Tally::sized(prints.len());
    for &print in &prints {
        counts.add(print, 1);
    }
    let of = |(&print, line): (&u64, &Line)| {
        if line.words > LONG { 1.0 } else { counts.get(print).min(9) as f32 }
    };
    prints.iter().zip(&cleaned.lines).map(of).collect()
}

/// The stretch of lines with the greatest sum of words in running text, each other line costing `cost`
/// (the maximum subarray, Kadane's algorithm).
pub(super) fn densest(lines: &[Line], cost: f32) -> (usize, usize) {
    let (mut best, mut best_range) = (0.0f32, (0, 0));
    let (mut sum, mut from) = (0.0f32, 0);
    for (at, line) in lines.iter().enumerate() {
        let words = line.words.min(80) as f32;
        sum += if line.is_prose() {
            words
        } else if line.terminal && line.words >= 6 {
            words * 0.5
        } else {
            -cost
        };
        if sum <= 0.0 {
            (sum, from) = (0.0, at + 1);
        } else if sum > best {
            (best, best_range) = (sum, (from, at + 1));
        }
    }
    best_range
}

/// What lies before and after each line.
struct Places {
    columns: Vec<[f32; PLACE - 15]>,
}

impl Places {
    fn of(cleaned: &Cleaned<'_>) -> Self {
        let lines = &cleaned.lines;
        let mut columns = vec![[0.0f32; PLACE - 15]; lines.len()];
        let far = 200u32;
        // Distances to the nearest running text, to marks of the end, and density, forwards then backwards.
        for direction in [0usize, 1] {
            let (mut prose, mut comments, mut related, mut share_bar, mut heads) = (far, far, far, far, far);
            let mut density = 0.0f32;
            let mut run = 0u32;
            for step in 0..lines.len() {
                let at = if direction == 0 { step } else { lines.len() - 1 - step };
                let (Some(line), Some(column)) = (lines.get(at), columns.get_mut(at)) else { continue };
                let rule = cleaned.verdicts.get(at).copied().flatten();
                let base = direction * 8;
                let values = [
                    log(prose),
                    log(comments),
                    log(related),
                    log(share_bar),
                    log(heads),
                    density,
                    log(run),
                    0.0,
                ];
                for (slot, value) in column.iter_mut().skip(base).zip(values) {
                    *slot = value;
                }
                let step = |distance: u32, hit: bool| if hit { 0 } else { (distance + 1).min(far) };
                prose = step(prose, line.is_prose());
                comments = step(comments, rule == Some("comment-bar"));
                related = step(related, rule == Some("related"));
                share_bar = step(share_bar, rule == Some("share-bar"));
                heads = step(heads, matches!(rule, Some("date-line" | "byline")));
                density = density * 0.85 + if line.is_prose() { line.words.min(80) as f32 } else { 0.0 };
                run = if line.words <= 6 && !line.terminal { (run + 1).min(far) } else { 0 };
            }
        }
        // Whether a sentence runs on from the line before, or into the line after.
        for at in 0..lines.len() {
            let open = |line: &Line| !line.terminal && !matches!(line.last, ':' | '|');
            let on = |line: &Line| {
                line.first.is_lowercase() || matches!(line.first, ',' | '.' | ';' | ')' | '’' | '\'')
            };
            let from = at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(open)
                && lines.get(at).is_some_and(on);
            let into = lines.get(at).is_some_and(open) && lines.get(at + 1).is_some_and(on);
            if let Some(column) = columns.get_mut(at) {
                column[7] = flag(from);
                column[15] = flag(into);
                column[16] = flag(from) + flag(into);
            }
        }
        Places { columns }
    }

    fn of_line(&self, at: usize) -> [f32; PLACE - 15] {
        self.columns.get(at).copied().unwrap_or([0.0; PLACE - 15])
    }
}
