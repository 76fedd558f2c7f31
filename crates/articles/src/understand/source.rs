//! Who published it?
//!
//! On plain evidence by rule: a blurb about the publisher, its footer, its own reporter. Beyond that, names that
//! stand where sites put their own — copyright lines, titles' ends, addresses, handles, repeated short lines —
//! are weighed by a trained model (made by `explorer-train`'s `source`). **Invariant.** An outlet that is
//! quoted or credited for a picture in the running text is not the source for that. The evidence is every
//! place that was counted for the name.

use super::byline::blurb_name;
use super::clean::Cleaned;
use super::forest::Forest;
use super::names::{Candidate, candidates};
use crate::article::{Label, Source};
use crate::span::Span;
use explorer_text::lines::holds;

// How far each kind of evidence is believed: set by hand, not measured yet.
const BLURB: f32 = 0.9;
const FOOTER: f32 = 0.75;
const REPORTER: f32 = 0.75;
const PICTURE: f32 = 0.3;
// An address must be as likely as this to stand beside the likeliest name, and a name beside the likeliest address.
const PARTNER: f32 = 0.05;
// From this probability on a name is the answer.
const FOUND: f32 = 0.92;

/// The publisher, if the text names it; `title` is the line of the headline.
pub fn source(cleaned: &Cleaned<'_>, title: Option<usize>, model: &Forest) -> Label<Source> {
    let plain = by_rule(cleaned);
    if plain.value.is_some() {
        return plain;
    }
    let candidates = candidates(cleaned, title);
    let shares = model.choice(candidates.iter().map(|(_, _, row)| row.as_slice()));
    let mut scored: Vec<(f32, Candidate)> =
        shares.into_iter().zip(candidates).map(|(share, (_, candidate, _))| (share, candidate)).collect();
    crate::order::sort_by(&mut scored, |a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let mut scored = scored.into_iter();
    let Some((share, best)) = scored.next() else { return plain };
    let (confidence, value, spans) = with_partner(share, best, scored.as_slice());
    if confidence < FOUND {
        let found_by_rule = plain.runner_up.as_ref().is_some_and(|other| other.confidence >= confidence);
        return if found_by_rule || confidence < 0.1 {
            plain
        } else {
            Label::abstained(value, confidence, "site-name", spans)
        };
    }
    let next = scored.find(|(_, other)| other.name != value.name && other.domain != value.domain);
    let label = Label::found(value, confidence, "site-name", spans);
    match next.filter(|(confidence, _)| *confidence >= 0.02) {
        Some((confidence, other)) => {
            label.with_runner_up(Source { name: other.name, domain: other.domain }, confidence)
        }
        None => label,
    }
}

/// The likeliest name with the likeliest address, where only one of them has an address: a publisher is known by both,
/// and they need not be alike ("American Business Insurance", abiweb.com). How likely one of them is right, both
/// together, and where they stand.
fn with_partner(share: f32, best: Candidate, others: &[(f32, Candidate)]) -> (f32, Source, Vec<Span>) {
    let is_address =
        |one: &Candidate| one.domain.as_ref().is_some_and(|domain| domain.eq_ignore_ascii_case(&one.name));
    let alone = best.domain.is_none();
    let partner = others
        .iter()
        .find(
            |(_, other)| {
                if alone { other.domain.is_some() } else { is_address(&best) && other.domain.is_none() }
            },
        )
        .filter(|(share, _)| *share >= PARTNER);
    let mut spans = best.spans;
    let Some((of_partner, partner)) = partner else {
        return (share, Source { name: best.name, domain: best.domain }, spans);
    };
    spans.extend_from_slice(&partner.spans);
    let (name, domain) =
        if alone { (best.name, &partner.domain) } else { (partner.name.clone(), &best.domain) };
    (share + of_partner, Source { name, domain: domain.clone() }, spans)
}

/// The publisher by plain evidence.
fn by_rule(cleaned: &Cleaned<'_>) -> Label<Source> {
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
            _ if line.holds & holds::COMPOUND == 0 => None,
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
    let compounds = line.match_indices('-').filter_map(|(at, _)| line.get(at..));
    if !compounds.into_iter().any(|rest| JOBS.iter().any(|job| rest.starts_with(job))) {
        return None;
    }
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
    use crate::understand::tests::text_models;

    const BODY: &str = "A headline of several words\nThe talks ended on Monday without a result, both sides told Reuters late in the evening.";

    fn name(rest: &str) -> Option<String> {
        let text = format!("{BODY}\n{rest}");
        source(&clean(&text, &text_models().body), None, &text_models().source)
            .value
            .map(|source| source.name)
    }

    #[test]
    fn blurbs_footers_and_own_reporters_name_the_source() {
        assert_eq!(name("The Globely News team tracks the leaders.").as_deref(), Some("Globely News"));
        assert_eq!(name("See more The Buzz Live").as_deref(), Some("The Buzz Live"));
        assert_eq!(name("Nieuwsuur-verslaggever Jan Jansen is in de stad:").as_deref(), Some("Nieuwsuur"));
    }

    #[test]
    fn a_name_and_an_address_that_are_not_alike_go_together() {
        let one = |name: &str, domain: Option<&str>| Candidate {
            name: name.to_owned(),
            domain: domain.map(str::to_owned),
            spans: vec![Span::new(0, 1)],
        };
        let named = one("American Business Insurance", None);
        let addressed = one("abiweb.com", Some("abiweb.com"));
        for (first, second, of_second, expected) in [
            (&named, &addressed, 0.2, ("American Business Insurance", Some("abiweb.com"), 0.9)),
            (&addressed, &named, 0.2, ("American Business Insurance", Some("abiweb.com"), 0.9)),
            (&named, &addressed, 0.01, ("American Business Insurance", None, 0.7)),
            (&named, &one("Another", None), 0.2, ("American Business Insurance", None, 0.7)),
            (&one("Abiweb", Some("abiweb.com")), &named, 0.2, ("Abiweb", Some("abiweb.com"), 0.7)),
        ] {
            let (confidence, source, _) = with_partner(0.7, first.clone(), &[(of_second, second.clone())]);
            assert!((confidence - expected.2).abs() < 1e-6);
            assert_eq!((source.name.as_str(), source.domain.as_deref()), (expected.0, expected.1));
        }
    }

    #[test]
    fn outlets_that_are_quoted_linked_or_credited_do_not() {
        assert_eq!(name(""), None);
        assert_eq!(name("For more on this, visit BBC News."), None);
        assert_eq!(name("A street in Kyiv [Jane Doe/AP Photo]"), None);
    }
}
