//! On which day was it published?
//!
//! Chooses among the dates that stand in the text: a field of a record and a dateline by rule, others by a
//! trained model that sees where a date stands and what stands around it (made by `explorer-train`'s `date`).
//! A date that is only mentioned in the running text is not an answer. **Invariant.** The evidence is every
//! place that states the value.

use super::body::{flag, log, rule_number, signed};
use super::calendar::Mention;
use super::clean::Cleaned;
use super::forest::Forest;
use super::lines::Line;
use crate::article::{Date, Label};
use crate::span::Span;

const COLUMNS: usize = 58;
/// What the model sees of a date.
pub type Row = [f32; COLUMNS];

/// From this probability on a date is the answer, where text is all there is: it was chosen on `rawtext` so that .98 of
/// the answers are right. What falls short is told as the runner-up.
pub const OF_TEXT: f32 = 0.8765;

/// The same for the text of an HTML page that gives no date of its own: there the other days of menus and lists are known.
pub const OF_PAGE: f32 = 0.65;

/// What a word before a date says of it; the first group that has one of its words decides.
#[rustfmt::skip]
const CUES: [(f32, &[&str]); 4] = [
    (UPDATE, &["update", "modified", "edited", "revised", "reviewed", "bijgewerkt", "gewijzigd", "aktualisiert", "geändert", "mis à jour", "modifié", "actualiza",
      "aggiornato", "atualizado", "обновлен", "оновлен", "aktualizac", "uppdaterad", "oppdatert", "opdateret", "päivitetty", "güncelle", "frissít", "actualizat",
      "ενημερ", "تحديث", "به‌روز", "עודכן", "अपडेट", "diperbarui", "cập nhật", "更新", "수정"]),
    (3.0, &["©", "copyright", "(c)", "all rights", "est."]),
    (1.0, &["publish", "posted", "written", "created", "date", "gepubliceerd", "geplaatst", "datum", "veröffentlicht", "erstellt", "stand:",
      "publié", "posté", "publica", "pubblicato", "опубликован", "дата", "опубліков", "opublikowan", "publicerad", "publisert", "udgivet", "julkaistu", "yayın",
      "publikováno", "vydáno", "megjelen", "δημοσ", "نشر", "تاريخ", "انتشار", "פורסם", "प्रकाशित", "diterbitkan", "đăng", "发布", "发表", "公開", "投稿", "입력", "등록"]),
    (4.0, &["deadline", "expires", "until", "through", "starts", "begins", "event", "join us", "register", "accessed", "retrieved", "born", "effective", "comment",
      "says", "said"]),
];

// The number of the words that say that a day is one of an update.
const UPDATE: f32 = 2.0;

fn cue(before: &str) -> f32 {
    let lower: String = {
        let skip = before.chars().count().saturating_sub(40);
        before.chars().skip(skip).flat_map(char::to_lowercase).collect()
    };
    CUES.iter()
        .find(|(_, cues)| cues.iter().any(|cue| lower.contains(cue)))
        .map_or(0.0, |(number, _)| *number)
}

/// Days since the year 0, near enough to compare.
fn days(date: Date) -> i32 {
    let (year, month, day) = date.parts();
    i32::from(year) * 372 + i32::from(month.unwrap_or(1)) * 31 + i32::from(day.unwrap_or(1))
}

/// The days that stand in the text. Where numbers alone leave open which is the month, the text's other dates
/// tell: the same day in words, then an order that only one reading allows; then the corpus (`day_first`); then
/// custom: points put the day first, and English without any of this the month.
pub fn stated(cleaned: &Cleaned<'_>, day_first: Option<bool>) -> Vec<(Mention, Date)> {
    let days = || cleaned.mentions.iter().filter(|mention| mention.date.parts().2.is_some());
    let open = days().any(|mention| mention.swapped.is_some());
    let sure: Vec<Date> = if open {
        days().filter(|mention| mention.swapped.is_none()).map(|mention| mention.date).collect()
    } else {
        Vec::new()
    };
    let shown = |day_first: bool| cleaned.mentions.iter().any(|mention| mention.day_first == Some(day_first));
    let order = match (shown(true), shown(false)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => day_first,
    };
    let english = open && order.is_none() && reads_as_english(cleaned.text);
    days()
        .map(|mention| {
            let date = match mention.swapped {
                None => mention.date,
                Some(_) if sure.contains(&mention.date) => mention.date,
                Some(other) if sure.contains(&other) => other,
                Some(other) => {
                    let points = mention.span.of(cleaned.text).contains('.');
                    if order.unwrap_or(points || !english) { mention.date } else { other }
                }
            };
            (*mention, date)
        })
        .collect()
}

/// Whether the start of a text has English's commonest word often enough.
fn reads_as_english(text: &str) -> bool {
    let (mut the, mut words) = (0u32, 0u32);
    for word in text.split_ascii_whitespace().take(3000) {
        words += 1;
        the += u32::from(word.eq_ignore_ascii_case("the"));
    }
    the > 0 && the * 100 >= words
}

/// Every stated day with what the model sees of it; `title` is the line of the headline.
pub fn candidates(
    cleaned: &Cleaned<'_>,
    title: Option<usize>,
    stated: &[(Mention, Date)],
) -> Vec<(Mention, Date, Row)> {
    let body = cleaned.first_of_body();
    let newest = stated.iter().map(|(_, date)| days(*date)).max().unwrap_or(0);
    let oldest = stated.iter().map(|(_, date)| days(*date)).min().unwrap_or(0);
    let lines: Vec<usize> = stated
        .iter()
        .map(|(mention, _)| cleaned.lines.partition_point(|line| line.end <= mention.span.start as usize))
        .collect();
    let cues: Vec<f32> = stated
        .iter()
        .zip(&lines)
        .map(|((mention, _), &at)| {
            let start = cleaned.lines.get(at).map_or(0, |line| line.start);
            cue(cleaned.text.get(start..mention.span.start as usize).unwrap_or(""))
        })
        .collect();
    let proven = cleaned.mentions.iter().any(|mention| mention.day_first.is_some());
    let rule = |at: Option<usize>| rule_number(at.and_then(|at| cleaned.verdicts.get(at).copied().flatten()));
    let words =
        |at: Option<usize>| at.and_then(|at| cleaned.lines.get(at)).map_or(-1.0, |line| log(line.words));
    let mut found = Vec::with_capacity(stated.len());
    for (number, ((mention, date), &at)) in stated.iter().zip(&lines).enumerate() {
        let Some(line) = cleaned.lines.get(at) else { continue };
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        let before = cleaned.text.get(line.start..start).unwrap_or("");
        let after = cleaned.text.get(end..line.end).unwrap_or("");
        let above = at.checked_sub(1).and_then(|at| cleaned.lines.get(at)).filter(|line| line.words <= 4);
        let own_cue = cue(before);
        let above_cue = above.map_or(0.0, |line| cue(line.of(cleaned.text)));
        // In running text a date is mentioned, unless the text says that it is its own.
        if line.is_prose()
            && cleaned.is_kept(at)
            && !matches!(own_cue as u8, 1 | 2)
            && !is_dateline(cleaned, at, mention.span)
            && cleaned.field.is_none_or(|(from, _)| from != line.start)
        {
            continue;
        }
        let near =
            |reach: usize| lines.iter().filter(|other| other.abs_diff(at) <= reach).count() as f32 - 1.0;
        let letters = |text: &str| text.chars().take(400).filter(|c| c.is_alphabetic()).count() as f32;
        let time: String = after.chars().take(14).collect();
        let has_time =
            time.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && matches!(pair[1], b':' | b'h'));
        let byline = (at.saturating_sub(3)..at + 4)
            .filter(|&at| cleaned.verdicts.get(at) == Some(&Some("byline")))
            .count();
        let others = |reach: usize| {
            stated
                .iter()
                .zip(&lines)
                .filter(|((_, other), line)| other != date && line.abs_diff(at) <= reach)
                .count() as f32
        };
        let lowered: String = before.chars().rev().take(16).flat_map(char::to_lowercase).collect();
        let beside = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '-' | '_' | '='));
        // The nearest other day, in the two lines around: one of publication and one of an update stand together.
        let beside_it = stated
            .iter()
            .enumerate()
            .zip(&lines)
            .filter(|((_, (_, other)), line)| other != date && line.abs_diff(at) <= 2)
            .min_by_key(|((_, (other, _)), _)| {
                // Two can share a month: "2021-03march2020".
                let (one, other) = (mention.span, other.span);
                (other.start.max(one.start).saturating_sub(other.end.min(one.end)), other.start)
            });
        let near_by = beside_it.map(|((number, (other, day)), line)| {
            let (from, to) = (end.min(other.span.end as usize), start.max(other.span.start as usize));
            let between = cleaned.text.get(from..to).unwrap_or("");
            [
                line.abs_diff(at) as f32,
                (days(*date) - days(*day)).signum() as f32,
                cues.get(number).copied().unwrap_or(0.0),
                libm::logf(letters(between) + 1.0),
                flag(other.span.start < mention.span.start),
            ]
        });
        let [apart, order, other_cue, between, follows] = near_by.unwrap_or([9.0, 0.0, 0.0, 9.0, 0.0]);
        let two_above = at.checked_sub(2).and_then(|at| cleaned.lines.get(at)).filter(|line| line.words <= 4);
        let mut row = [0.0; COLUMNS];
        let values =
            [
                log(stated.len() as u32),
                number as f32,
                log((newest - days(*date)).max(0) as u32),
                stated.iter().filter(|(_, other)| days(*other) > days(*date)).count() as f32,
                stated.iter().filter(|(_, other)| other == date).count() as f32,
                signed(at, body),
                title.map_or(-9.0, |title| signed(at, title)),
                log(at as u32),
                at as f32 / cleaned.lines.len().max(1) as f32,
                log(line.words),
                libm::logf(letters(before) + 1.0),
                libm::logf(letters(after) + 1.0),
                rule(Some(at)),
                cleaned.likely.get(at).copied().unwrap_or(0.0),
                own_cue,
                above_cue,
                flag(has_time),
                flag(mention.swapped.is_some()),
                flag(mention.swapped.is_some() && !proven),
                near(3),
                near(12),
                rule(Some(at + 1)),
                rule(at.checked_sub(1)),
                words(Some(at + 1)),
                words(at.checked_sub(1)),
                byline as f32,
                flag(line.is_prose()),
                flag(line.terminal),
                mention.span.len() as f32,
                lines.iter().filter(|&&other| other < at).count() as f32,
                flag(title.is_some_and(|title| {
                    title < at && lines.iter().all(|&other| other <= title || other >= at)
                })),
                log(cleaned.lines.len() as u32),
                flag(at < body),
                cleaned.likely.get(at + 1).copied().unwrap_or(0.0),
                cue(&after.chars().take(40).collect::<String>()),
                flag(before.chars().any(char::is_alphabetic)),
                log((days(*date) - oldest).max(0) as u32),
                two_above.map_or(0.0, |line| cue(line.of(cleaned.text))),
                others(3),
                others(12),
                flag(beside(before.chars().next_back()) || beside(after.chars().next())),
                // "yad": the end of Monday and its like, read backwards.
                flag(lowered.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("yad")),
                flag(lowered.contains("yadot") || lowered.contains("nepo")),
                cues.iter().filter(|&&cue| cue == 1.0).count() as f32,
                cues.iter().filter(|&&cue| cue == 2.0).count() as f32,
                flag(title.is_some_and(|title| title <= at) && at < body),
                flag(title.is_some_and(|title| at < title)),
                (at..at + 5).filter(|&at| cleaned.lines.get(at).is_some_and(Line::is_prose)).count() as f32,
                log(byline_distance(cleaned, at)),
                flag(
                    cleaned
                        .lines
                        .get(at + 1)
                        .is_some_and(|line| line.words >= 4 && !line.terminal && line.words < 20),
                ),
                flag(
                    at.checked_sub(1)
                        .and_then(|at| cleaned.lines.get(at))
                        .is_some_and(|line| (2..=4).contains(&line.words) && line.capitalised == line.words),
                ),
                flag(newest - days(*date) == 0),
                apart,
                order,
                other_cue,
                between,
                follows,
                // "originally", read backwards.
                flag(
                    before
                        .chars()
                        .rev()
                        .take(40)
                        .flat_map(char::to_lowercase)
                        .collect::<String>()
                        .contains("yllanigiro"),
                ),
            ];
        for (slot, value) in row.iter_mut().zip(values) {
            *slot = value;
        }
        found.push((*mention, *date, row));
    }
    found
}

/// Lines to the nearest byline.
fn byline_distance(cleaned: &Cleaned<'_>, at: usize) -> u32 {
    let is_one = |at: usize| cleaned.verdicts.get(at) == Some(&Some("byline"));
    (0..12u32)
        .find(|&step| is_one(at + step as usize) || at.checked_sub(step as usize).is_some_and(is_one))
        .unwrap_or(12)
}

/// The day of publication, if the text states it as surely as `least`, a probability. `day_first` is what the corpus says of
/// dates in numbers.
pub fn date(
    cleaned: &Cleaned<'_>,
    title: Option<usize>,
    model: &Forest,
    day_first: Option<bool>,
    least: f32,
) -> Label<Date> {
    let stated = stated(cleaned, day_first);
    let candidates = candidates(cleaned, title, &stated);
    let shares = model.choice(candidates.iter().map(|(_, _, row)| row.as_slice()));
    // A day that stands twice has a share for each place.
    let share_of = |date: Date| -> f32 {
        candidates
            .iter()
            .zip(&shares)
            .filter(|((_, other, _), _)| *other == date)
            .map(|(_, share)| share)
            .sum()
    };
    let mut best: Option<(Date, f32, &'static str)> = None;
    let mut other: Option<(Date, f32)> = None;
    let prose = cleaned.lines.iter().position(Line::is_prose);
    for &(mention, date, _) in &candidates {
        let start = mention.span.start as usize;
        let in_field = cleaned.field.is_some_and(|(from, to)| from <= start && start < to);
        let at = cleaned.lines.partition_point(|line| line.end <= start);
        let (confidence, rule) = if in_field {
            (0.97, "date-field")
        } else if prose == Some(at) && is_dateline(cleaned, at, mention.span) {
            (0.9, "dateline")
        } else {
            (share_of(date), "date-line")
        };
        match best {
            Some((so_far, sure, _)) if so_far == date => {
                if confidence > sure {
                    best = Some((date, confidence, rule));
                }
            }
            Some((so_far, sure, _)) if sure >= confidence => {
                if other.is_none_or(|(_, other)| confidence > other) && so_far != date {
                    other = Some((date, confidence));
                }
            }
            _ => {
                other = best.map(|(date, sure, _)| (date, sure));
                best = Some((date, confidence, rule));
            }
        }
    }
    let Some((date, confidence, rule)) = best else { return Label::unknown() };
    let evidence: Vec<Span> =
        stated.iter().filter(|(_, stated)| *stated == date).map(|(mention, _)| mention.span).collect();
    if confidence < least {
        return Label::abstained(date, confidence, rule, evidence);
    }
    let label = Label::found(date, confidence, rule, evidence);
    match other.filter(|&(_, confidence)| confidence >= 0.02) {
        Some((date, confidence)) => label.with_runner_up(date, confidence),
        None => label,
    }
}

/// "KYIV, Jan. 25, 2022 (Agency) —": near the start of the line, with a dash soon after.
fn is_dateline(cleaned: &Cleaned<'_>, at: usize, span: Span) -> bool {
    let Some(line) = cleaned.lines.get(at) else { return false };
    let before = cleaned.text.get(line.start..span.start as usize).unwrap_or("");
    let after: String =
        cleaned.text.get(span.end as usize..line.end).unwrap_or("").chars().take(30).collect();
    let place = before.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    before.len() <= 40
        && place
        && (after.contains(['—', '–']) || after.contains(" - ") || after.contains(" -- "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;
    use crate::understand::tests::text_models;

    fn day(text: &str) -> Option<String> {
        let models = text_models();
        let cleaned = clean(text, &models.body);
        let title = crate::understand::title::title(&cleaned, &models.title).line;
        date(&cleaned, title, &models.date, None, OF_TEXT).value.map(|date| date.to_string())
    }

    #[test]
    fn two_days_that_share_a_month_are_both_looked_at() {
        let text = "News\nFerry\n2021-03march2020-04\n4 March 2021\nThe ferry between the two islands returned to service.";
        let cleaned = clean(text, &text_models().body);
        let stated = stated(&cleaned, None);
        let spans: Vec<Span> = stated.iter().map(|(mention, _)| mention.span).collect();
        assert!(spans.windows(2).any(|pair| pair[1].start < pair[0].end), "{spans:?}");
        assert_eq!(candidates(&cleaned, None, &stated).len(), stated.len());
    }

    #[test]
    fn a_stated_day_is_found_and_a_mentioned_one_is_not() {
        let body = "The talks ended on Monday without a result, both sides said late in the evening. \
                    They had met for the third time in as many weeks, and nobody spoke of a fourth meeting.\n\
                    The delegations left for their capitals in the night, where they will report to their governments.";
        assert_eq!(day(&format!(" date 2022-01-25 {body}")).as_deref(), Some("2022-01-25"));
        assert_eq!(
            day(&format!("Talks end in Geneva\nPublished 25 January 2022\n{body}")).as_deref(),
            Some("2022-01-25")
        );
        assert_eq!(
            day(&format!("Talks end in Geneva\nGENEVA, Jan. 25, 2022 — {body}")).as_deref(),
            Some("2022-01-25")
        );
        assert_eq!(day(&format!("Talks end in Geneva\n{body} They had begun on 3 January 2022.")), None);
    }
}
