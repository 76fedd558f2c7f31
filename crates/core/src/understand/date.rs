//! On which day was it published?
//!
//! Chooses among the dates that stand in the text: a field of a record, a line that says little else, a
//! dateline. A date that is only mentioned in the running text is not an answer. **Invariant.** The evidence
//! is every place that states the value.

use super::clean::Cleaned;
use crate::article::{Date, Label};
use crate::span::Span;

/// The day of publication, if the text states it.
pub fn date(cleaned: &Cleaned<'_>) -> Label<Date> {
    let mut best: Option<(Date, f32, &'static str)> = None;
    let mut offer = |date: Date, confidence: f32, rule: &'static str| {
        if best.is_none_or(|(_, so_far, _)| confidence > so_far) {
            best = Some((date, confidence, rule));
        }
    };
    let first_prose = cleaned.lines.iter().position(super::lines::Line::is_prose);
    for mention in &cleaned.mentions {
        if mention.date.parts().2.is_none() {
            continue;
        }
        let start = mention.span.start as usize;
        if cleaned.field.is_some_and(|(from, to)| from <= start && start < to) {
            offer(mention.date, 0.95, "date-field");
            continue;
        }
        let at = cleaned.lines.partition_point(|line| line.end <= start);
        let alone =
            cleaned.verdicts.get(at).is_some_and(|verdict| matches!(verdict, Some("date-line" | "byline")));
        let sure = if mention.swapped.is_some() { 0.5 } else { 1.0 };
        match first_prose {
            Some(prose) if at < prose && alone => offer(mention.date, 0.85 * sure, "date-line"),
            Some(prose) if at == prose && is_dateline(cleaned, at, mention.span) => {
                offer(mention.date, 0.9 * sure, "dateline");
            }
            _ => {}
        }
    }
    match best {
        Some((date, confidence, rule)) => {
            let evidence =
                cleaned.mentions.iter().filter(|mention| mention.date == date).map(|mention| mention.span);
            Label::found(date, confidence, rule, evidence.collect())
        }
        None => Label::unknown(),
    }
}

/// "KYIV, Jan. 25, 2022 (Agency) —": near the start of the line, with a dash soon after.
fn is_dateline(cleaned: &Cleaned<'_>, at: usize, span: Span) -> bool {
    let Some(line) = cleaned.lines.get(at) else { return false };
    let head = (span.start as usize).saturating_sub(line.start);
    let after: String =
        cleaned.text.get(span.end as usize..line.end).unwrap_or("").chars().take(30).collect();
    head <= 40 && after.contains([':', '—', '–']) | after.contains(" - ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;

    fn day(text: &str) -> Option<String> {
        date(&clean(text)).value.map(|date| date.to_string())
    }

    #[test]
    fn a_stated_day_is_found_and_a_mentioned_one_is_not() {
        let body = "The talks ended on Monday without a result, both sides said late in the evening.";
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
