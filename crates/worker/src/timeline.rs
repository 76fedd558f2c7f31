//! How many articles are of which time?
//!
//! The dates that there are, counted by day, week, month or year, whichever gives a picture that is neither
//! empty nor a fence. **Invariant.** The periods follow each other without a gap and are at most [`MOST`];
//! a date that is known less exactly than the periods are long is in none of them, but is counted.

use explorer_core::article::Date;
use explorer_core::search::DateCount;
use explorer_protocol::{Period, Timeline, Unit};

/// Periods at most.
const MOST: i32 = 150;
/// Periods at least, of the whole time.
const LEAST: i32 = 12;
/// Days up to which there is a period for each.
const DAYS: i32 = 62;

/// Which period a date is in. Years are taken together by so many.
fn period(unit: Unit, years: i32, year: i16, month: u8, day: u8) -> Option<i32> {
    let year = i32::from(year);
    match unit {
        Unit::Day if day > 0 => Some(days(year, month, day)),
        // The first of January 1970 was a Thursday, weeks begin on Monday.
        Unit::Week if day > 0 => Some((days(year, month, day) + 3).div_euclid(7)),
        Unit::Month if month > 0 => Some(year * 12 + i32::from(month) - 1),
        Unit::Year => Some(year.div_euclid(years)),
        _ => None,
    }
}

/// First and last day, month or year of a period.
fn bounds(unit: Unit, years: i32, at: i32) -> Option<(Date, Date)> {
    let day = |number| {
        let (year, month, day) = civil(number);
        Date::day(i16::try_from(year).ok()?, month, day).ok()
    };
    match unit {
        Unit::Day => day(at).map(|day| (day, day)),
        Unit::Week => Some((day(at * 7 - 3)?, day(at * 7 + 3)?)),
        Unit::Month => {
            let year = i16::try_from(at.div_euclid(12)).ok()?;
            let month = Date::month(year, at.rem_euclid(12) as u8 + 1).ok()?;
            Some((month, month))
        }
        Unit::Year => {
            let year = |year: i32| Date::year(i16::try_from(year.clamp(1, 9999)).unwrap_or(1)).ok();
            Some((year(at * years)?, year(at * years + years - 1)?))
        }
    }
}

/// The timeline of all dates, or of those from one to another.
pub fn timeline(dates: &[DateCount], within: Option<(Date, Date)>) -> Timeline {
    let undated = dates.first().filter(|date| date.year == 0);
    let mut timeline = Timeline {
        undated: undated.map_or(0, |date| date.count),
        undated_total: undated.map_or(0, |date| date.total),
        ..Timeline::default()
    };
    let dated = dates.get(usize::from(undated.is_some())..).unwrap_or(&[]);
    let span = within.or_else(|| {
        let whole = |date: &DateCount| match (date.month, date.day) {
            (0, _) => Date::year(date.year).ok(),
            (month, 0) => Date::month(date.year, month).ok(),
            (month, day) => Date::day(date.year, month, day).ok(),
        };
        Some((whole(dated.first()?)?, whole(dated.last()?)?))
    });
    let Some((from, to)) = span else { return timeline };
    let (first, last) = (first_day(from), last_day(to));
    let in_it: Vec<&DateCount> = dated
        .iter()
        .filter(|date| {
            let day = days(i32::from(date.year), date.month.max(1), date.day.max(1));
            (first..=last).contains(&day)
        })
        .collect();
    let all: u32 = in_it.iter().map(|date| date.total).sum();
    let length = (last - first).max(0);
    let years = length / 365 / MOST + 1;
    let fits = |unit| {
        let exact: u32 = in_it
            .iter()
            .filter(|date| period(unit, years, date.year, date.month, date.day).is_some())
            .map(|date| date.total)
            .sum();
        exact >= all.div_ceil(2)
    };
    let unit = match length {
        ..=DAYS if fits(Unit::Day) => Unit::Day,
        ..=770 if fits(Unit::Week) => Unit::Week,
        ..=4300 if fits(Unit::Month) => Unit::Month,
        _ => Unit::Year,
    };
    let of_day = |number| {
        let (year, month, day) = civil(number);
        period(unit, years, i16::try_from(year).unwrap_or(1), month, day).unwrap_or(0)
    };
    let (mut begin, mut end) = (of_day(first), of_day(last));
    // A few periods stand in the middle of the time around them: one alone would say nothing.
    let lack = if within.is_some() { 0 } else { (LEAST - (end - begin + 1)).max(0) };
    let early = (lack / 2).min((begin - of_day(days(1, 1, 1)) - 1).max(0));
    begin -= early;
    end += lack - early;
    for at in begin..=end.min(begin + MOST) {
        let Some((from, to)) = bounds(unit, years, at) else { continue };
        timeline.periods.push(Period { from: from.to_string(), to: to.to_string(), count: 0, total: 0 });
    }
    for date in in_it {
        let at = period(unit, years, date.year, date.month, date.day);
        let found = at.and_then(|at| timeline.periods.get_mut(usize::try_from(at - begin).ok()?));
        match found {
            Some(period) => {
                period.count += date.count;
                period.total += date.total;
            }
            None => timeline.inexact += date.count,
        }
    }
    timeline.unit = unit;
    timeline
}

fn first_day(date: Date) -> i32 {
    let (year, month, day) = date.parts();
    days(i32::from(year), month.unwrap_or(1), day.unwrap_or(1))
}

fn last_day(date: Date) -> i32 {
    let (year, month, day) = date.parts();
    let year = i32::from(year);
    match (month, day) {
        (Some(month), Some(day)) => days(year, month, day),
        (Some(month), None) if month < 12 => days(year, month + 1, 1) - 1,
        _ => days(year + 1, 1, 1) - 1,
    }
}

/// Days since the first of January 1970 in the Gregorian calendar (Hinnant 2013, *chrono-Compatible Low-Level
/// Date Algorithms*, `days_from_civil`).
fn days(year: i32, month: u8, day: u8) -> i32 {
    let month = i32::from(month);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i32::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of [`days`] (as above, `civil_from_days`).
fn civil(number: i32) -> (i32, u8, u8) {
    let number = number + 719_468;
    let era = number.div_euclid(146_097);
    let of_era = number.rem_euclid(146_097);
    let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (years + era * 400 + i32::from(month <= 2), month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str, count: u32, total: u32) -> DateCount {
        let mut parts = text.split('-').map(|part| part.parse::<i16>().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        DateCount { year: next(), month: next() as u8, day: next() as u8, count, total }
    }

    #[test]
    fn every_day_of_four_centuries_is_counted_once() {
        let mut at = days(1999, 12, 31);
        assert_eq!(civil(at), (1999, 12, 31));
        for _ in 0..146_097 {
            at += 1;
            let (year, month, day) = civil(at);
            assert_eq!(days(year, month, day), at);
            assert!(i16::try_from(year).is_ok_and(|year| Date::day(year, month, day).is_ok()));
        }
        assert_eq!(days(1970, 1, 1), 0);
    }

    #[test]
    fn the_longer_the_time_the_longer_the_periods() {
        for (last, unit, periods, to) in [
            ("2022-01-03", Unit::Day, 12, "2022-01-09"),
            ("2022-03-01", Unit::Day, 58, "2022-03-01"),
            ("2022-12-31", Unit::Week, 52, "2023-01-01"),
            ("2030-05-02", Unit::Month, 101, "2030-05"),
            ("2090-05-02", Unit::Year, 69, "2090"),
            ("2700-05-02", Unit::Year, 137, "2704"),
        ] {
            let dates = [date("2022-01-03", 1, 1), date(last, 1, 3)];
            let dates = if last == "2022-01-03" { &dates[..1] } else { &dates[..] };
            let timeline = timeline(dates, None);
            let end = timeline.periods.last().map(|period| period.to.as_str());
            assert_eq!((timeline.unit, timeline.periods.len(), end), (unit, periods, Some(to)), "{last}");
            let total: u32 = timeline.periods.iter().map(|period| period.total).sum();
            assert_eq!(total, dates.iter().map(|date| date.total).sum::<u32>());
        }
    }

    #[test]
    fn what_is_undated_or_known_less_exactly_is_counted_beside() {
        let dates = [
            date("0", 4, 5),
            date("2022", 2, 2),
            date("2022-01", 1, 1),
            date("2022-01-04", 9, 9),
            date("2022-01-05", 8, 9),
        ];
        let line = timeline(&dates, None);
        assert_eq!((line.unit, line.undated, line.undated_total, line.inexact), (Unit::Day, 4, 5, 3));
        let of_years = [date("2022", 20, 20), date("2022-01-04", 1, 1)];
        assert_eq!(timeline(&of_years, None).unit, Unit::Year);
        assert_eq!(timeline(&dates[..1], None).periods, []);
        assert_eq!(timeline(&[], None), Timeline::default());
    }

    #[test]
    fn a_closer_look_shows_the_chosen_time_alone() {
        let dates = [date("1999-05-05", 1, 1), date("2022-01-31", 1, 1), date("2022-02-01", 1, 2)];
        let chosen = Date::month(2022, 2).ok();
        let line = timeline(&dates, chosen.zip(chosen));
        assert_eq!((line.unit, line.periods.len()), (Unit::Day, 28));
        assert_eq!(
            line.periods[0],
            Period { from: "2022-02-01".into(), to: "2022-02-01".into(), count: 1, total: 2 }
        );
        assert_eq!(line.periods.iter().map(|period| period.total).sum::<u32>(), 2);
    }
}
