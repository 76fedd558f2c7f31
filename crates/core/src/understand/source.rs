//! Who published it?
//!
//! On plain evidence only: a blurb about the publisher, its footer, its own reporter. **Invariant.** An
//! outlet that is quoted, credited for a picture or linked to is never the source: those places are not
//! looked at. The evidence is every place that says the name.

use super::byline::blurb_name;
use super::clean::Cleaned;
use crate::article::{Label, Source};
use crate::span::Span;

// How far each kind of evidence is believed: set by hand, not measured yet.
const BLURB: f32 = 0.9;
const FOOTER: f32 = 0.75;
const REPORTER: f32 = 0.75;
const PICTURE: f32 = 0.3;

/// The publisher, if the text names it.
pub fn source(cleaned: &Cleaned<'_>) -> Label<Source> {
    let text = cleaned.text;
    let mut best: Option<(&str, f32, &'static str)> = None;
    let mut picture = None;
    for (line, verdict) in cleaned.lines.iter().zip(&cleaned.verdicts) {
        let content = line.content(text);
        let seen = match verdict {
            Some("publisher-blurb") => blurb_name(content).map(|name| (name, BLURB, "publisher-blurb")),
            Some("navigation") => footer_name(content).map(|name| (name, FOOTER, "footer")),
            Some("caption") => {
                picture = picture.or_else(|| {
                    content.strip_suffix([')', ']'])?.rsplit_once(['(', '[']).map(|(_, credit)| credit)
                });
                None
            }
            _ => reporter_of(content).map(|name| (name, REPORTER, "own-reporter")),
        };
        if let Some(seen) = seen
            && best.is_none_or(|(_, confidence, _)| seen.1 > confidence)
        {
            best = Some(seen);
        }
    }
    match (best, picture) {
        (Some((name, confidence, rule)), _) => {
            Label::found(named(name), confidence, rule, occurrences(text, name))
        }
        (None, Some(name)) if !name.contains('/') && name.split(' ').count() <= 4 => {
            Label::abstained(named(name), PICTURE, "picture-credit", occurrences(text, name))
        }
        _ => Label::unknown(),
    }
}

fn named(name: &str) -> Source {
    Source { name: name.to_owned(), domain: None }
}

fn occurrences(text: &str, name: &str) -> Vec<Span> {
    text.match_indices(name).take(50).map(|(at, found)| Span::new(at, at + found.len())).collect()
}

/// "See more The Buzz Live", "More from Example Times".
fn footer_name(line: &str) -> Option<&str> {
    ["See more ", "More from ", "See all from ", "View all from "].iter().find_map(|mark| {
        let name = line.strip_prefix(mark)?.trim();
        let words = name.split(' ').count();
        let capital = name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase));
        (capital && (2..=4).contains(&words)).then_some(name)
    })
}

/// "Nieuwsuur-verslaggever Jan Jansen": the outlet that calls a reporter its own.
fn reporter_of(line: &str) -> Option<&str> {
    const JOBS: &[&str] = &[
        "-verslaggever",
        "-verslaggeefster",
        "-correspondent",
        "-redacteur",
        "-journalist",
        "-Korrespondent",
        "-Reporter",
        "-Reporterin",
        "-Korrespondentin",
        "-korrespondent",
        "-reporter",
        "-journalisten",
        "-toimittaja",
    ];
    JOBS.iter().find_map(|job| {
        let at = line.find(job)?;
        let head = line.get(..at)?;
        let name = head.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘')).next()?;
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        // Followed by a person's name: otherwise it is any reporter.
        let next = line.get(at + job.len()..)?.trim_start().chars().next()?;
        (capital && name.chars().count() >= 3 && next.is_uppercase()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;

    const BODY: &str = "A headline of several words\nThe talks ended on Monday without a result, both sides told Reuters late in the evening.";

    fn name(rest: &str) -> Option<String> {
        let text = format!("{BODY}\n{rest}");
        source(&clean(&text)).value.map(|source| source.name)
    }

    #[test]
    fn blurbs_footers_and_own_reporters_name_the_source() {
        assert_eq!(name("The Globely News team tracks the leaders.").as_deref(), Some("Globely News"));
        assert_eq!(name("See more The Buzz Live").as_deref(), Some("The Buzz Live"));
        assert_eq!(name("Nieuwsuur-verslaggever Jan Jansen is in de stad:").as_deref(), Some("Nieuwsuur"));
    }

    #[test]
    fn outlets_that_are_quoted_linked_or_credited_do_not() {
        assert_eq!(name(""), None);
        assert_eq!(name("For more on this, visit BBC News."), None);
        assert_eq!(name("A street in Kyiv [Jane Doe/AP Photo]"), None);
    }
}
