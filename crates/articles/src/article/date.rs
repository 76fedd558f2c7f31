//! A calendar date with its precision.

use std::fmt;

/// A day, a month or a year of the Gregorian calendar.
///
/// **Invariant.** A day comes with a month; both exist in that year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a date could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date: write 2022, 2022-01 or 2022-01-25")
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// A year (1 to 9999).
    pub fn year(year: i16) -> Result<Self, DateError> {
        if (1..=9999).contains(&year) { Ok(Date { year, month: None, day: None }) } else { Err(DateError) }
    }

    /// A month, 1 to 12.
    pub fn month(year: i16, month: u8) -> Result<Self, DateError> {
        let date = Date::year(year)?;
        if (1..=12).contains(&month) { Ok(Date { month: Some(month), ..date }) } else { Err(DateError) }
    }

    /// A day that exists in its month.
    pub fn day(year: i16, month: u8, day: u8) -> Result<Self, DateError> {
        let date = Date::month(year, month)?;
        if day >= 1 && day <= days_in(year, month) {
            Ok(Date { day: Some(day), ..date })
        } else {
            Err(DateError)
        }
    }

    /// Year, month if known, day if known.
    pub fn parts(self) -> (i16, Option<u8>, Option<u8>) {
        (self.year, self.month, self.day)
    }

    /// Reads `2022`, `2022-01` or `2022-01-25`.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let number = |part: &str, digits: usize| -> Result<i16, DateError> {
            if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse().map_err(|_| DateError)
            } else {
                Err(DateError)
            }
        };
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or(""), 4)?;
        let date = match (parts.next(), parts.next()) {
            (None, _) => Date::year(year),
            (Some(month), None) => Date::month(year, number(month, 2)? as u8),
            (Some(month), Some(day)) => Date::day(year, number(month, 2)? as u8, number(day, 2)? as u8),
        };
        if parts.next().is_some() { Err(DateError) } else { date }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_and_written_with_its_precision() {
        for text in ["2022", "2022-01", "2022-01-25", "2024-02-29"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2023-02-29", "2022-13", "2022-00-01", "2022-1-1", "22", "2022-01-01-01", "", "0000"] {
            assert_eq!(Date::parse(text), Err(DateError), "{text}");
        }
    }
}
