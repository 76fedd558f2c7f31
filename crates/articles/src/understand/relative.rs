//! Which day do "yesterday" and "3 days ago" mean?
//!
//! Sites write the age of an article beside its headline. It says a day only if the text also says when it was
//! looked at: the day that a site prints at its top, with the day of the week, or one that stands after "retrieved" and
//! the like. **Invariant.** Without such an anchor there is no answer; the evidence is both places.

use super::clean::Cleaned;
use super::phrases::fold;
use crate::article::{Date, Label};
use crate::span::Span;

/// The rule of a day that was reckoned.
const RULE: &str = "relative-day";
// Set by hand: there is no set to measure it on.
const CONFIDENCE: f32 = 0.7;
/// Lines around the headline in which an age is the article's own.
const NEAR: usize = 5;
/// Longer lines say more than an age.
const MOST_WORDS: u32 = 7;
/// Older articles are dated in words or numbers.
const MOST_DAYS: u32 = 31;

// One day before, in the languages of `models/phrases.txt`; as `fold` writes them.
#[rustfmt::skip]
const YESTERDAY: &[&str] = &[
    "yesterday", "gisteren", "gestern", "hier", "ayer", "ontem", "ieri", "ahir", "вчера", "вчора", "учора", "wczoraj", "včera", "jučer", "juče", "včeraj", "igår", "i går",
    "i gær", "eilen", "eile", "vakar", "tegnap", "dün", "χθες", "χτες", "أمس", "امس", "دیروز", "אתמול", "कल", "kemarin", "semalam", "hôm qua", "昨天", "昨日", "어제", "เมื่อวาน",
];
#[rustfmt::skip]
const TODAY: &[&str] = &[
    "today", "vandaag", "heute", "aujourd'hui", "hoy", "hoje", "oggi", "avui", "сегодня", "сьогодні", "dzisiaj", "dziś", "dnes", "danas", "danes", "idag", "i dag",
    "tänään", "täna", "šodien", "šiandien", "azi", "astăzi", "bugün", "σήμερα", "اليوم", "امروز", "היום", "आज", "hari ini", "hôm nay", "今天", "今日", "오늘", "วันนี้",
];
// What stands before and after a number of days.
#[rustfmt::skip]
const AGES: &[(&str, &str)] = &[
    ("", "days ago"), ("", "day ago"), ("", "d ago"), ("", "dagen geleden"), ("", "dag geleden"), ("vor", "tagen"), ("vor", "tag"), ("il y a", "jours"), ("il y a", "jour"),
    ("hace", "días"), ("hace", "día"), ("há", "dias"), ("há", "dia"), ("", "dias atrás"), ("", "dia atrás"), ("", "giorni fa"), ("", "giorno fa"), ("fa", "dies"), ("", "дней назад"),
    ("", "дня назад"), ("", "день назад"), ("", "днів тому"), ("", "дні тому"), ("", "день тому"), ("", "dni temu"), ("", "dzień temu"), ("před", "dny"), ("pred", "dňami"),
    ("prije", "dana"), ("pre", "dana"), ("pred", "dnevi"), ("för", "dagar sedan"), ("för", "dag sedan"), ("for", "dager siden"), ("for", "dage siden"), ("", "dager siden"),
    ("", "dage siden"), ("", "päivää sitten"), ("", "päeva tagasi"), ("pirms", "dienām"), ("prieš", "dienas"), ("", "napja"), ("", "nappal ezelőtt"), ("acum", "zile"),
    ("", "gün önce"), ("πριν από", "ημέρες"), ("πριν", "ημέρες"), ("قبل", "أيام"), ("منذ", "أيام"), ("", "روز پیش"), ("לפני", "ימים"), ("", "दिन पहले"), ("", "hari yang lalu"),
    ("", "hari lalu"), ("", "ngày trước"), ("", "天前"), ("", "日前"), ("", "일 전"), ("", "วันที่แล้ว"),
];
// Words that may stand before an age; as `fold` writes them.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "published", "posted", "publication", "date", "gepubliceerd", "geplaatst", "veröffentlicht", "erschienen", "publié", "publicado", "pubblicato", "опубликовано", "опубліковано", "opublikowano",
    "publikováno", "objavljeno", "publicerad", "publicerat", "publisert", "udgivet", "julkaistu", "megjelent", "publicat", "yayınlandı", "δημοσιεύθηκε", "نشر", "פורסם", "diterbitkan", "发布于", "发表于",
];
// What is said before the day on which a text was looked at.
#[rustfmt::skip]
const LOOKED_AT: &[&str] = &[
    "retrieved", "accessed", "captured", "archived", "downloaded", "scraped", "fetched", "saved on", "printed on", "opgehaald", "geraadpleegd", "abgerufen", "gespeichert am", "consulté le", "récupéré le",
    "recuperado", "consultado", "acessado", "consultato", "pobrano", "staženo", "hämtad", "hentet", "hentet den", "haettu", "letöltve", "accesat", "erişim", "дата обращения", "сохранено",
];
// Beginnings of the days of the week, as sites print them before the day of today.
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "montag", "dienstag", "mittwoch",
    "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
    "segunda", "terça", "quarta", "quinta", "sexta", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
    "воскресенье", "понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "måndag", "tisdag", "onsdag",
    "torsdag", "fredag", "lördag", "söndag", "mandag", "tirsdag", "lørdag", "søndag",
];

/// How many days old a short line says that something is.
fn age(folded: &str) -> Option<u32> {
    let bare = OPENINGS.iter().find_map(|opening| folded.strip_prefix(opening)).unwrap_or(folded);
    let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    if TODAY.contains(&bare) {
        return Some(0);
    }
    if YESTERDAY.contains(&bare) {
        return Some(1);
    }
    AGES.iter().find_map(|(before, after)| {
        let number = bare.strip_prefix(before)?.strip_suffix(after)?.trim();
        let days: u32 = number.parse().ok()?;
        (1..=MOST_DAYS).contains(&days).then_some(days)
    })
}

/// The day that lies so many days before.
fn before(day: Date, days: u32) -> Option<Date> {
    let (mut year, Some(mut month), Some(day)) = day.parts() else { return None };
    let mut day = i32::from(day) - i32::try_from(days).ok()?;
    while day < 1 {
        (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
        // The last day of the month before: the calendar knows which there are.
        day += (28..=31).rev().find(|&last| Date::day(year, month, last).is_ok()).map(i32::from)?;
    }
    Date::day(year, month, u8::try_from(day).ok()?).ok()
}

/// The day on which the text was looked at, and where it says so.
fn anchor(cleaned: &Cleaned<'_>, title: usize) -> Option<(Date, Span)> {
    let mut anchors = cleaned.mentions.iter().filter_map(|mention| {
        mention.date.parts().2?;
        let at = cleaned.lines.partition_point(|line| line.end <= mention.span.start as usize);
        let line = cleaned.lines.get(at).filter(|line| !line.is_prose())?;
        let said = fold(cleaned.text.get(line.start..mention.span.start as usize)?);
        let of_today = at < title
            && line.words <= MOST_WORDS
            && mention.swapped.is_none()
            && WEEKDAYS.iter().any(|name| said == *name);
        let bare = said.strip_suffix(" on").unwrap_or(&said);
        let looked_at = LOOKED_AT.iter().any(|cue| said.ends_with(cue) || bare.ends_with(cue));
        ((of_today || looked_at) && mention.swapped.is_none()).then_some((mention.date, mention.span))
    });
    let first = anchors.next()?;
    // Two days on which it was looked at are none.
    anchors.all(|other| other.0 == first.0).then_some(first)
}

/// The day that the age beside the headline means; `title` is the headline's line.
pub fn day(cleaned: &Cleaned<'_>, title: usize) -> Option<Label<Date>> {
    let near = title.saturating_sub(NEAR)..(title + NEAR + 1).min(cleaned.lines.len());
    let (span, days) = near.into_iter().find_map(|at| {
        let line = cleaned.lines.get(at).filter(|line| line.words <= MOST_WORDS && at != title)?;
        let content = line.content(cleaned.text);
        let start = line.end - content.len();
        let trimmed = content.trim_end();
        Some((Span::new(start, start + trimmed.len()), age(&fold(trimmed))?))
    })?;
    let (seen, place) = anchor(cleaned, title)?;
    Some(Label::found(before(seen, days)?, CONFIDENCE, RULE, vec![place, span]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;
    use crate::understand::tests::text_models;

    fn found(head: &str, age: &str, foot: &str) -> Option<String> {
        let text = format!(
            "{head}\nTalks end in Geneva without a result\n{age}\nThe talks ended without a result, both sides said late in the evening.\n\
             They had met for the third time in as many weeks, and nobody spoke of a fourth meeting.\n{foot}"
        );
        let cleaned = clean(&text, &text_models().body);
        day(&cleaned, 1).and_then(|label| label.value).map(|date| date.to_string())
    }

    #[test]
    fn an_age_beside_the_headline_means_a_day_only_if_the_text_says_when_it_was_looked_at() {
        let today = "Tuesday, March 1, 2022";
        for (age, expected) in [
            ("Yesterday", Some("2022-02-28")),
            ("Published today", Some("2022-03-01")),
            ("Posted: 3 days ago", Some("2022-02-26")),
            ("vor 2 Tagen", Some("2022-02-27")),
            ("Hace 1 día", Some("2022-02-28")),
            ("вчера", Some("2022-02-28")),
            ("60 days ago", None),
            ("Yesterday was a good day", None),
            ("5 minutes read", None),
        ] {
            assert_eq!(found(today, age, "").as_deref(), expected, "{age}");
            assert_eq!(found("News", age, ""), None, "{age}");
        }
        assert_eq!(found("News", "Yesterday", "Retrieved on 1 January 2022").as_deref(), Some("2021-12-31"));
        assert_eq!(found(today, "Yesterday", "Retrieved 5 March 2022"), None);
    }
}
