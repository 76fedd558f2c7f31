//! Who wrote it, who helped, who is credited?
//!
//! Reads bylines ("By Jane Doe"), credits ("Pannett reported from Sydney. … contributed to this report.")
//! and blurbs ("The Globely News team …"). **Invariant.** A name is a piece of the text; people who are only
//! quoted or shown are not named here.

use super::clean::Cleaned;
use crate::article::Label;
use crate::span::Span;
use explorer_text::lines::{Pairs, holds};

/// Who is credited with a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credits {
    /// Writers.
    pub authors: Vec<Label<String>>,
    /// Helpers.
    pub contributors: Vec<Label<String>>,
    /// News agencies.
    pub agencies: Vec<Label<String>>,
}

// Words before a writer's name, each with the space that follows.
#[rustfmt::skip]
const BY: &[&str] = &[
    "by ", "by: ", "written by ", "written by: ", "author: ", "authors: ", "words by ", "posted by ", "published by ", "reported by ", "story by ",
    "door: ", "door ", "auteur: ", "geschreven door ", "von ", "von: ", "autor: ", "autorin: ", "par ", "par: ", "auteur : ", "rédigé par ", "por ",
    "por: ", "autor/a: ", "di ", "di: ", "scritto da ", "autore: ", "автор: ", "автор ", "текст: ", "autor ", "af ", "av ", "av: ", "text: ", "tekst: ",
    "yazar: ", "kirjoittaja: ", "szerző: ", "oleh ", "oleh: ", "penulis: ", "作者：", "作者:", "文/", "文：", "記者 ", "记者 ", "بقلم: ", "بقلم ", "كتب: ", "כתב: ", "מאת ",
];

// Words that never stand in a person's name.
const NOT_NAMES: &[&str] = &[
    "the",
    "and",
    "of",
    "for",
    "on",
    "in",
    "to",
    "with",
    "our",
    "your",
    "this",
    "using",
    "continuing",
    "clicking",
    "email",
    "news",
    "staff",
    "team",
];

const AGENCIES: &[&str] = &[
    "Reuters",
    "AP",
    "Associated Press",
    "The Associated Press",
    "AFP",
    "Agence France-Presse",
    "dpa",
    "ANP",
    "EFE",
    "ANSA",
    "TASS",
    "Xinhua",
    "Bloomberg",
    "PA Media",
    "Press Association",
    "UPI",
    "Interfax",
    "Ukrinform",
    "Belga",
    "APA",
    "NTB",
    "TT",
    "Ritzau",
    "STT",
    "PAP",
    "ČTK",
    "MTI",
    "Lusa",
    "Kyodo",
    "Yonhap",
    "PTI",
    "ANI",
    "IANS",
    "Anadolu",
    "Anadolu Agency",
    "AAP",
    "The Canadian Press",
    "CNN",
    "Kyodo News",
];

/// The name after "By", if the line is a byline.
fn after_by(line: &str) -> Option<&str> {
    const BEGINNINGS: Pairs = Pairs::first(BY);
    if !BEGINNINGS.may_begin(line) {
        return None;
    }
    let lower: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let mark = BY.iter().filter(|mark| lower.starts_with(*mark)).max_by_key(|mark| mark.len())?;
    // Lower-casing keeps the number of characters of these marks.
    let at = line.char_indices().nth(mark.chars().count()).map(|(at, _)| at)?;
    line.get(at..).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether a line only says who wrote the text.
pub fn is_byline(line: &str) -> bool {
    after_by(line).is_some_and(|rest| {
        let first = rest.split([',', '|', '·', '•', '—', '–', '/', '(']).next().unwrap_or(rest);
        is_name(first.split(" on ").next().unwrap_or(first).trim())
    })
}

/// Whether it can be the name of a person: two to five words, each capitalised save particles.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &str| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    let particle = |word: &str| {
        matches!(
            word,
            "van"
                | "de"
                | "der"
                | "den"
                | "von"
                | "da"
                | "di"
                | "del"
                | "la"
                | "le"
                | "bin"
                | "al"
                | "el"
                | "and"
                | "&"
                | "en"
                | "und"
                | "et"
                | "y"
                | "e"
                | "zu"
                | "dos"
                | "du"
        )
    };
    !words.is_empty()
        && words.len() <= 8
        && words.iter().all(|word| capital(word) || particle(word))
        && words.first().is_some_and(|word| capital(word))
        && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, '.' if name.ends_with('.')))
        && !words.iter().any(|word| NOT_NAMES.contains(&word.to_lowercase().as_str()) && *word != "and")
}

/// Names in a list: "A, B and C in Washington".
fn names<'a>(list: &'a str, out: &mut Vec<&'a str>) {
    for part in list.split([',', ';', '|']) {
        for name in part.split(" and ").flat_map(|part| part.split(" & ")).flat_map(|part| part.split(" en "))
        {
            let name = name.trim().trim_start_matches("and ").trim();
            let name = name.split(" in ").next().unwrap_or(name).split(" from ").next().unwrap_or(name);
            let name = name
                .split(" at ")
                .next()
                .unwrap_or(name)
                .trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
            if is_name(name) {
                out.push(name);
            }
        }
    }
}

fn span_in(text: &str, part: &str) -> Option<Span> {
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + part.len() <= text.len()).then(|| Span::new(start, start + part.len()))
}

/// Reads the credits of a cleaned text.
pub fn credits(cleaned: &Cleaned<'_>) -> Credits {
    let text = cleaned.text;
    let mut credits = Credits::default();
    let found = |name: &str, confidence, rule| {
        span_in(text, name).map(|span| Label::found(name.to_owned(), confidence, rule, vec![span]))
    };
    for (line, verdict) in cleaned.lines.iter().zip(&cleaned.verdicts) {
        if *verdict == Some("byline")
            && credits.authors.is_empty()
            && let Some(list) = after_by(line.content(text))
        {
            let mut all = Vec::new();
            names(list.split(" on ").next().unwrap_or(list), &mut all);
            credits.authors.extend(all.into_iter().filter_map(|name| found(name, 0.85, "byline")));
        }
    }
    // Credits stand at the end; the last kept lines are enough.
    for at in cleaned.kept().rev().take(4) {
        let Some(line) = cleaned.lines.get(at) else { continue };
        if line.words > 120 {
            continue;
        }
        for sentence in sentences(line.of(text)) {
            let sentence = sentence.trim();
            if let Some(end) =
                sentence.find(" contributed to this ").or_else(|| sentence.find(" contributed reporting"))
            {
                let mut all = Vec::new();
                names(sentence.get(..end).unwrap_or(""), &mut all);
                credits
                    .contributors
                    .extend(all.into_iter().filter_map(|name| found(name, 0.9, "contributed")));
            } else if let Some(end) = sentence.find(" reported from ") {
                let mut all = Vec::new();
                let list = sentence.get(..end).unwrap_or("");
                if list.split_whitespace().count() <= 8 {
                    names(list, &mut all);
                }
                let known: Vec<String> =
                    credits.authors.iter().filter_map(|author| author.value.clone()).collect();
                let fresh = all.into_iter().filter(|name| !known.iter().any(|known| known.ends_with(name)));
                credits.authors.extend(fresh.filter_map(|name| found(name, 0.85, "reported-from")));
            }
        }
    }
    credits.agencies = agencies(cleaned);
    credits
}

/// Sentences, roughly: cut after `. ` unless a single capital or a known short form stands before it.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let cut = rest.match_indices(". ").map(|(at, _)| at).find(|&at| {
            let word = rest.get(..at).and_then(|head| head.rsplit([' ', '.']).next()).unwrap_or("");
            word.chars().count() > 2
        });
        let end = cut.map_or(rest.len(), |at| at + 1);
        let (head, tail) = rest.split_at_checked(end)?;
        rest = tail.trim_start();
        Some(head)
    })
}

/// Agencies credited with the text: alone on a line, after "By", or in a dateline: "KYIV (Reuters) -".
fn agencies(cleaned: &Cleaned<'_>) -> Vec<Label<String>> {
    let text = cleaned.text;
    let mut found: Vec<Label<String>> = Vec::new();
    let mut push = |name: &str, rule| {
        if let Some(agency) = AGENCIES.iter().find(|agency| **agency == name)
            && let Some(span) = span_in(text, name)
            && !found.iter().any(|label| label.value.as_deref() == Some(agency))
        {
            found.push(Label::found((*agency).to_owned(), 0.85, rule, vec![span]));
        }
    };
    for line in &cleaned.lines {
        let content = line.content(text);
        if line.words <= 4 {
            push(content, "agency-line");
            if let Some(name) = after_by(content) {
                push(name, "agency-byline");
            }
        } else if line.holds & holds::BRACKET != 0
            && let Some(open) = content.get(..60).or(Some(content)).and_then(|head| head.find('('))
            && let Some((name, after)) = content.get(open + 1..).and_then(|rest| rest.split_once(')'))
            && after.trim_start().starts_with(['-', '–', '—'])
        {
            push(name, "dateline");
        }
    }
    found
}

/// The publisher's name in a line about the publisher: "The Globely News team tracks …".
pub fn blurb_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("The ").or_else(|| line.strip_prefix("the ")).unwrap_or(line);
    for mark in [" team ", " staff ", " newsroom ", " editorial team ", " editors "] {
        if let Some(at) = rest.find(mark)
            && let Some(name) = rest.get(..at)
            && name.split(' ').count() <= 4
            && name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase))
            && name.split(' ').count() >= 2
        {
            return Some(name.trim_end_matches(" Editorial"));
        }
    }
    // "Example Times is an independent news site …"
    if let Some((name, after)) = rest.split_once(" is ")
        && name.split(' ').count() <= 4
        && name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase))
    {
        let kind: String = after.chars().take(80).flat_map(char::to_lowercase).collect();
        let publishes = [
            "news site",
            "news website",
            "news outlet",
            "newspaper",
            "news organization",
            "news organisation",
            "newsroom",
            "news agency",
            "online magazine",
            "digital magazine",
            "media company",
            "news platform",
        ];
        if (kind.starts_with("a ") || kind.starts_with("an ") || kind.starts_with("the "))
            && publishes.iter().any(|word| kind.contains(word))
        {
            return Some(name);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;
    use crate::understand::tests::text_models;

    fn values(labels: &[Label<String>]) -> Vec<&str> {
        labels.iter().filter_map(|label| label.value.as_deref()).collect()
    }

    #[test]
    fn credits_at_the_end_name_writers_and_helpers() {
        let text = "A headline of some words\nThe ministers met on Monday and spoke for hours about the plan.\nDoe reported from Rome. Ann Lee in Seoul, Bo van Dam in Toronto and Al Sy and Mia O’Hara in Washington contributed to this report.";
        let credits = credits(&clean(text, &text_models().body));
        assert_eq!(values(&credits.authors), ["Doe"]);
        assert_eq!(values(&credits.contributors), ["Ann Lee", "Bo van Dam", "Al Sy", "Mia O’Hara"]);
    }

    #[test]
    fn bylines_are_lines_of_names_only() {
        for (line, expected) in [
            ("By Jane Doe", true),
            ("Door: Jan de Vries", true),
            ("By Jane Doe and John Roe | March 3", true),
            ("By the time they came it was over", false),
            ("By 2030 all of it will be gone", false),
            ("Von der Leyen speaks", false),
        ] {
            assert_eq!(is_byline(line), expected, "{line}");
        }
    }

    #[test]
    fn a_blurb_gives_the_name_of_the_publisher() {
        assert_eq!(blurb_name("The Globely News team tracks the leaders."), Some("Globely News"));
        assert_eq!(blurb_name("Example Times is an independent news site."), Some("Example Times"));
        assert_eq!(blurb_name("The rescue team said it was over."), None);
        assert_eq!(blurb_name("Moscow is the capital of Russia."), None);
    }

    #[test]
    fn an_agency_is_credited_by_a_dateline_and_not_by_a_quotation() {
        let names = |text: &str| {
            values(&credits(&clean(text, &text_models().body)).agencies)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("KYIV (Reuters) - The president said on Monday that talks would go on."),
            ["Reuters"]
        );
        assert_eq!(
            names("The president told Reuters on Monday that the talks would go on."),
            Vec::<String>::new()
        );
    }
}
