//! What do the columns of a table, or the names in an object, mean?
//!
//! Guessed from names in several languages, and where they say nothing from the values. The guess is a
//! [`Mapping`]: it can be shown, printed, changed and given back. **Invariant.** `Mapping::parse(print(m)) == m`
//! for the columns that mean something.

use crate::page::{Given, looks_like_html};
use std::fmt;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The article's text.
    Text,
    /// The article as HTML.
    Html,
    /// Its headline.
    Title,
    /// What stands above or instead of the text: a summary.
    Lead,
    /// Its day of publication.
    Date,
    /// Who wrote it.
    Author,
    /// Who published it.
    Source,
    /// Its address.
    Url,
}

/// Names of each field, the most telling first; in lower case, without marks between words.
#[rustfmt::skip]
const NAMES: &[(Field, &str, &[&str])] = &[
    (Field::Text, "text", &["text", "fulltext", "articletext", "bodytext", "body", "articlebody", "content", "maintext", "plaintext", "contenttext", "article", "story", "transcript", "tekst", "inhoud", "artikel", "texte", "contenu", "corps", "inhalt", "volltext", "texto", "contenido", "cuerpo", "conteudo", "testo", "contenuto", "tresc", "текст", "содержание", "текстстатьи", "正文", "内容", "本文", "النص", "message", "post"]),
    (Field::Html, "html", &["html", "contenthtml", "bodyhtml", "rawhtml", "articlehtml", "pagehtml", "htmlcontent", "rawcontent", "markup"]),
    (Field::Title, "title", &["title", "headline", "heading", "articletitle", "ogtitle", "subject", "titel", "kop", "titre", "titulo", "título", "titolo", "tytul", "tytuł", "überschrift", "schlagzeile", "заголовок", "название", "标题", "タイトル", "العنوان", "name"]),
    (Field::Lead, "lead", &["lead", "summary", "description", "abstract", "excerpt", "teaser", "standfirst", "subtitle", "deck", "snippet", "intro", "samenvatting", "résumé", "resume", "chapo", "zusammenfassung", "resumen", "resumo", "аннотация"]),
    (Field::Date, "date", &["date", "datepublished", "publisheddate", "publicationdate", "publishdate", "pubdate", "publishedat", "published", "publishedtime", "datetime", "dateline", "isodate", "firstpublished", "created", "createdat", "timestamp", "time", "posted", "postedat", "day", "datum", "publicatiedatum", "veröffentlicht", "fecha", "data", "дата", "日期", "日付", "التاريخ"]),
    (Field::Author, "author", &["author", "authors", "byline", "writer", "creator", "dccreator", "by", "journalist", "auteur", "autor", "autorin", "verfasser", "autore", "автор", "作者"]),
    (Field::Source, "source", &["source", "sourcename", "publisher", "publication", "newspaper", "outlet", "sitename", "site", "website", "medium", "feed", "journal", "bron", "krant", "journalname", "quelle", "zeitung", "fuente", "fonte", "periodico", "источник", "издание", "来源", "domain"]),
    (Field::Url, "url", &["url", "link", "href", "permalink", "uri", "articleurl", "weburl", "canonicalurl", "externalurl", "sourceurl", "address", "lien", "enlace", "ссылка"]),
];

impl Field {
    /// What it is called by [`Mapping`].
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, _)| name)
    }

    /// The field that is called so by [`Mapping`].
    fn called(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known, _)| *known == name.trim()).map(|(field, ..)| *field)
    }

    /// The field that a column of this name likely is, and how telling the name is; smaller is more so.
    pub fn named(name: &str) -> Option<(Self, usize)> {
        let bare: String =
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let rank = |(field, _, names): &(Field, &str, &[&str])| {
            names.iter().position(|known| *known == bare).map(|rank| (*field, rank))
        };
        NAMES.iter().find_map(rank)
    }
}

/// Which column is what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// For each column its name and what it is.
    pub columns: Vec<(String, Option<Field>)>,
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (name, field) in &self.columns {
            if let Some(field) = field {
                write!(f, "{}{}={name}", if first { "" } else { ", " }, field.name())?;
                first = false;
            }
        }
        Ok(())
    }
}

impl Mapping {
    /// Guesses from the names of columns and some rows of values.
    pub fn guess(names: &[String], rows: &[Vec<String>]) -> Self {
        let mut columns: Vec<(String, Option<Field>)> =
            names.iter().map(|name| (name.clone(), None)).collect();
        // Names first, for each field the column with the most telling one.
        for (field, ..) in NAMES {
            let rank = |name: &String| Field::named(name).filter(|(is, _)| is == field).map(|(_, rank)| rank);
            let best = names.iter().enumerate().filter_map(|(at, name)| Some((rank(name)?, at))).min();
            if let Some(column) = best.and_then(|(_, at)| columns.get_mut(at)) {
                column.1 = Some(*field);
            }
        }
        let values = |at: usize| {
            rows.iter()
                .filter_map(move |row| row.get(at))
                .map(|value| value.trim())
                .filter(|value| !value.is_empty())
        };
        let share = |at: usize, holds: fn(&str) -> bool| {
            let all = values(at).count();
            all > 0 && values(at).filter(|value| holds(value)).count() * 5 >= all * 4
        };
        let mean = |at: usize| {
            values(at).map(|value| value.chars().count()).sum::<usize>() / values(at).count().max(1)
        };
        let has =
            |columns: &[(String, Option<Field>)], field| columns.iter().any(|(_, is)| *is == Some(field));
        for (field, holds) in [(Field::Url, is_url as fn(&str) -> bool), (Field::Date, is_date)] {
            let free = (0..columns.len())
                .find(|&at| columns.get(at).is_some_and(|(_, is)| is.is_none()) && share(at, holds));
            if let Some(at) = free.filter(|_| !has(&columns, field))
                && let Some(column) = columns.get_mut(at)
            {
                column.1 = Some(field);
            }
        }
        if !has(&columns, Field::Text) && !has(&columns, Field::Html) {
            // The longest values are the text.
            let free = (0..columns.len()).filter(|&at| columns.get(at).is_some_and(|(_, is)| is.is_none()));
            let longest = free.map(|at| (mean(at), std::cmp::Reverse(at))).max();
            if let Some((length, std::cmp::Reverse(at))) = longest
                && length >= 80
                && let Some(column) = columns.get_mut(at)
            {
                column.1 = Some(Field::Text);
            } else if let Some(lead) = columns.iter_mut().find(|(_, is)| *is == Some(Field::Lead)) {
                lead.1 = Some(Field::Text);
            }
        }
        if !has(&columns, Field::Title) {
            let free = (0..columns.len()).find(|&at| {
                columns.get(at).is_some_and(|(_, is)| is.is_none())
                    && (15..200).contains(&mean(at))
                    && share(at, |value| value.contains(' '))
            });
            if let Some(column) = free.and_then(|at| columns.get_mut(at)) {
                column.1 = Some(Field::Title);
            }
        }
        for at in 0..columns.len() {
            let html = share(at, looks_like_html);
            if let Some(column) = columns.get_mut(at)
                && column.1 == Some(Field::Text)
                && html
            {
                column.1 = Some(Field::Html);
            }
        }
        Mapping { columns }
    }

    /// Reads what [`Display`](fmt::Display) prints, `text=body, title=headline`, for a table with these columns; a
    /// column may also be named by its number from 1. The sentence says what is wrong.
    pub fn parse(printed: &str, names: &[String]) -> Result<Self, String> {
        let mut columns: Vec<(String, Option<Field>)> =
            names.iter().map(|name| (name.clone(), None)).collect();
        for part in printed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (field, name) =
                part.split_once('=').ok_or_else(|| format!("“{part}” is not FIELD=COLUMN"))?;
            let known = || NAMES.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ");
            let field = Field::called(field)
                .ok_or_else(|| format!("“{field}” is no field; there are: {}", known()))?;
            let name = name.trim();
            let at = names
                .iter()
                .position(|known| known.trim() == name)
                .or_else(|| name.parse::<usize>().ok()?.checked_sub(1))
                .filter(|at| *at < columns.len())
                .ok_or_else(|| format!("there is no column “{name}”; there are: {}", names.join(", ")))?;
            if let Some(column) = columns.get_mut(at) {
                column.1 = Some(field);
            }
        }
        Ok(Mapping { columns })
    }

    /// Whether any column holds a text.
    pub fn has_text(&self) -> bool {
        self.columns.iter().any(|(_, field)| matches!(field, Some(Field::Text | Field::Html | Field::Lead)))
    }

    /// The values of a row by their fields.
    pub fn values<'a>(&self, row: &'a [String]) -> Vec<(Field, &'a str)> {
        let value =
            |((_, field), value): (&(String, Option<Field>), &'a String)| Some(((*field)?, value.as_str()));
        self.columns.iter().zip(row).filter_map(value).collect()
    }
}

/// A record put together from its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// What stands beside the text.
    pub given: Given,
    /// Text and whether it is HTML; `None` where there is none.
    pub text: Option<(String, bool)>,
    /// Address.
    pub url: Option<String>,
}

/// Puts a record together. HTML beats text, text beats a summary.
pub fn parts<'a>(values: impl IntoIterator<Item = (Field, &'a str)>) -> Parts {
    let mut parts = Parts::default();
    let (mut text, mut html, mut lead) = (None, None, None);
    for (field, value) in values {
        let value = value.trim();
        if value.is_empty() || matches!(value, "null" | "None" | "NULL" | "nan" | "NaN") {
            continue;
        }
        let slot = match field {
            Field::Text => &mut text,
            Field::Html => &mut html,
            Field::Lead => &mut lead,
            Field::Title => &mut parts.given.title,
            Field::Date => &mut parts.given.date,
            Field::Author => &mut parts.given.author,
            Field::Source => &mut parts.given.source,
            Field::Url => &mut parts.url,
        };
        slot.get_or_insert_with(|| value.to_owned());
    }
    parts.text = html.map(|html| (html, true)).or(text.or(lead).map(|text| {
        let html = looks_like_html(&text);
        (text, html)
    }));
    parts.url = parts.url.filter(|url| is_url(url));
    parts.given.date = parts.given.date.map(|date| date_of_number(&date).unwrap_or(date));
    parts
}

fn is_url(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://")
}

/// Whether a value is likely a day: it is short, with a year and a day in digits or a month's name.
fn is_date(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let groups = value.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    let year = value
        .split(|c: char| !c.is_ascii_digit())
        .any(|group| group.len() == 4 && (group.starts_with("19") || group.starts_with("20")));
    value.len() <= 40 && year && digits * 5 >= value.len() && groups >= 2
}

/// Seconds or milliseconds since 1970 as a day; `None` if it is no such number.
fn date_of_number(value: &str) -> Option<String> {
    let number: i64 = value.trim().split('.').next()?.parse().ok()?;
    let seconds = match number {
        // 1980 to 2100.
        315_532_800..=4_102_444_800 => number,
        315_532_800_000..=4_102_444_800_000 => number / 1000,
        _ => return None,
    };
    // Civil from days, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(names: &str, rows: &[&[&str]]) -> String {
        let names: Vec<String> = names.split('|').map(str::to_owned).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|v| (*v).to_owned()).collect()).collect();
        let mapping = Mapping::guess(&names, &rows);
        let printed = mapping.to_string();
        if names.iter().all(|name| !name.contains([',', '='])) {
            assert_eq!(Mapping::parse(&printed, &names), Ok(mapping), "{printed}");
        }
        printed
    }

    #[test]
    fn columns_are_known_by_name_in_several_languages_and_else_by_value() {
        let long =
            "The ferry between the two islands returned to service on Tuesday, after three weeks of repairs.";
        assert_eq!(
            guess("id|Headline|Full Text|pub_date", &[]),
            "title=Headline, text=Full Text, date=pub_date"
        );
        assert_eq!(
            guess("Titel|Inhoud|Bron|Datum", &[]),
            "title=Titel, text=Inhoud, source=Bron, date=Datum"
        );
        assert_eq!(
            guess("a|b|c|d", &[&["1", "https://example.org/a", "2021-03-04", long]]),
            "url=b, date=c, text=d"
        );
        assert_eq!(guess("title|content", &[&["A ferry", "<p>It sails.</p>"]]), "title=title, html=content");
        assert_eq!(guess("title|description|body", &[]), "title=title, lead=description, text=body");
        assert_eq!(guess("name|count", &[&["Anna", "3"]]), "title=name");
    }

    #[test]
    fn a_mapping_that_makes_no_sense_is_refused_with_a_sentence() {
        let names = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            Mapping::parse("text=2", &names).map(|mapping| mapping.to_string()),
            Ok("text=b".to_owned())
        );
        for (wrong, says) in [("text", "FIELD=COLUMN"), ("body=a", "is no field"), ("text=c", "no column")] {
            assert!(Mapping::parse(wrong, &names).expect_err("refused").contains(says));
        }
    }

    #[test]
    fn seconds_since_1970_are_days() {
        assert_eq!(date_of_number("1616161616").as_deref(), Some("2021-03-19"));
        assert_eq!(date_of_number("951782400000").as_deref(), Some("2000-02-29"));
        assert_eq!(date_of_number("20210304"), None);
    }
}
