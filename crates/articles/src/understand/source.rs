//! Who published it?
//!
//! On plain evidence by rule: a blurb about the publisher, its footer, its own reporter. Beyond that, names that
//! stand where sites put their own — copyright lines, titles' ends, addresses, handles, repeated short lines —
//! are weighed by a trained model (made by `explorer-train`'s `source`). **Invariant.** An outlet that is
//! quoted or credited for a picture in the running text is not the source for that. The evidence is every
//! place that was counted for the name.

use super::body::{flag, log};
use super::byline::blurb_name;
use super::clean::Cleaned;
use super::forest::Forest;
use super::lines::Line;
use crate::article::{Label, Source};
use crate::span::Span;
use std::collections::BTreeMap;

// How far each kind of evidence is believed: set by hand, not measured yet.
const BLURB: f32 = 0.9;
const FOOTER: f32 = 0.75;
const REPORTER: f32 = 0.75;
const PICTURE: f32 = 0.3;
// From this probability on a name is the answer.
const FOUND: f32 = 0.75;
const COLUMNS: usize = 33;
/// What the model sees of a name.
pub type Row = [f32; COLUMNS];

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// After © or the word copyright.
    Copyright,
    /// The end of a line that a mark splits off: "Title | Name".
    Suffix,
    /// The start of such a line.
    Prefix,
    /// The host of an address.
    Address,
    /// The host of an e-mail address.
    Mail,
    /// A name with a domain's ending in the text: "Name.com".
    Dotted,
    /// After @.
    Handle,
    /// After words like "About", "Follow", "Welcome to".
    After,
    /// Before words like "newsletter", "team".
    Before,
    /// A short line among the first.
    Top,
    /// A short line among the last.
    Bottom,
    /// A short line that stands more than once.
    Repeated,
}

/// Kinds of [`Place`].
const PLACES: usize = 12;

/// A name that may be the publisher's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// As written.
    pub name: String,
    /// Domain, where one was written.
    pub domain: Option<String>,
    counts: [u32; PLACES],
    first: usize,
    last: usize,
    spans: Vec<Span>,
}

// Hosts of other people's pages.
#[rustfmt::skip]
const PLATFORMS: &[&str] = &[
    "facebook", "twitter", "instagram", "youtube", "linkedin", "pinterest", "google", "gmail", "apple", "amazon", "wikipedia", "tiktok", "whatsapp",
    "telegram", "reddit", "paypal", "spotify", "outlook", "yahoo", "hotmail", "wordpress", "mailchimp", "substack", "medium", "github", "gitlab",
    "bitly", "vimeo", "tumblr", "snapchat", "threads", "bluesky", "mastodon", "discord", "slack", "zoom", "microsoft", "office", "cloudflare", "icloud",
    "shopify", "squarespace", "wix", "blogger", "blogspot", "feedburner", "gravatar", "patreon", "flickr", "unsplash", "shutterstock", "gettyimages",
    "goo", "youtu", "fb", "t", "wa", "example", "node", "asp", "vue", "next", "booking", "schema", "w3",
];

// Endings that make a word with a point in it an address.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "nl", "es", "it", "ru", "ua", "pl", "se", "no", "dk", "fi", "be", "ch", "at", "eu",
    "us", "ca", "au", "nz", "in", "jp", "cn", "kr", "br", "mx", "ar", "za", "tr", "gr", "cz", "hu", "ro", "pt", "ie", "il", "ir", "id", "vn", "th", "ng", "ke",
    "info", "news", "blog", "dev", "tv", "me", "ai", "app", "online", "site", "xyz", "biz", "press", "media", "today", "live", "world", "ly", "fm", "shop", "tech",
];

#[rustfmt::skip]
const LEADS: &[&str] = &[
    "about ", "follow ", "welcome to ", "more from ", "see more ", "subscribe to ", "sign up for ", "join ", "contact ", "why ", "support ", "advertise with ",
    "work at ", "careers at ", "powered by ", "published by ", "visit ", "see all from ", "view all from ", "over ", "über ", "à propos de ", "sobre ", "chi è ", "o ",
    "volg ", "meer van ", "mehr von ", "suivez ", "síguenos en ", "the ",
];

#[rustfmt::skip]
const TAILS: &[&str] = &[
    " newsletter", " newsletters", " team", " staff", " blog", " news", " app", " podcast", " privacy policy", " home", " homepage", " logo", " on facebook",
    " on twitter", " on instagram", " on youtube", " on linkedin", ", inc", " inc", " llc", ", llc", " ltd", " gmbh", " b.v", " editors", " store", " shop", " account",
];

/// Letters and digits in lower case, nothing between.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[derive(Default)]
struct Found {
    by_key: BTreeMap<String, Candidate>,
}

// Names looked at; a page has fewer, and time stays linear on what has more.
const MOST: usize = 400;

impl Found {
    fn add(&mut self, text: &str, name: &str, place: Place, line: usize, domain: Option<&str>) {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '!' | '+'));
        let key = letters(name);
        let key = domain.map_or(key, main_label);
        if key.len() < 3 || key.len() > 40 || key.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        if self.by_key.len() >= MOST && !self.by_key.contains_key(&key) {
            return;
        }
        let candidate = self.by_key.entry(key).or_default();
        if candidate.spans.is_empty() {
            candidate.first = line;
        }
        candidate.last = line;
        let written = domain.is_none();
        if candidate.name.is_empty()
            || (written && candidate.domain.as_deref() == Some(candidate.name.as_str()))
        {
            candidate.name = name.to_owned();
        }
        if let Some(domain) = domain {
            candidate.domain.get_or_insert_with(|| domain.to_owned());
        }
        if let Some(count) = candidate.counts.get_mut(place as usize) {
            *count += 1;
        }
        let start = (name.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        if start < text.len() && candidate.spans.len() < 40 {
            candidate.spans.push(Span::new(start, start + name.len()));
        }
    }
}

/// The label of a domain that names its owner: `example` of `www.example.co.uk`.
fn main_label(domain: &str) -> String {
    let mut labels: Vec<&str> = domain.trim_start_matches("www.").split('.').collect();
    if labels.len() > 1 {
        labels.pop();
    }
    if labels.len() > 1
        && labels.last().is_some_and(|last| {
            matches!(
                *last,
                "co" | "com"
                    | "org"
                    | "net"
                    | "gov"
                    | "ac"
                    | "edu"
                    | "go"
                    | "ne"
                    | "or"
                    | "gob"
                    | "nic"
                    | "in"
            )
        })
    {
        labels.pop();
    }
    letters(labels.last().unwrap_or(&domain))
}

/// Every name with what the model sees of it.
pub fn candidates(cleaned: &Cleaned<'_>) -> Vec<(String, Candidate, Row)> {
    let text = cleaned.text;
    let count = cleaned.lines.len();
    let mut found = Found::default();
    let mut shorts: BTreeMap<String, u32> = BTreeMap::new();
    for (at, line) in cleaned.lines.iter().enumerate() {
        if !cleaned.is_kept(at) && line.words <= 5 && line.letters > 2 {
            *shorts.entry(letters(line.content(text))).or_default() += 1;
        }
    }
    for (at, line) in cleaned.lines.iter().enumerate() {
        let content = line.content(text);
        if line.words > 400 {
            continue;
        }
        addresses(text, content, at, &mut found);
        if line.words > 60 || content.len() > 600 {
            continue;
        }
        copyright(text, content, at, &mut found);
        if line.words <= 30 {
            splits(text, content, at, &mut found);
        }
        if cleaned.is_kept(at) && line.is_prose() {
            continue;
        }
        cues(text, content, at, line, &mut found);
        if line.words <= 5 && line.letters > 2 && !line.terminal {
            if at < 12 {
                found.add(text, content, Place::Top, at, None);
            }
            if at + 15 >= count {
                found.add(text, content, Place::Bottom, at, None);
            }
            if shorts.get(&letters(content)).copied().unwrap_or(0) >= 2 && !cleaned.is_kept(at) {
                found.add(text, content, Place::Repeated, at, None);
            }
        }
    }
    // How often each name stands in the lines, letters only, outside the body and in it.
    let squashed: Vec<(bool, String)> = cleaned
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.words <= 60)
        .take(600)
        .map(|(at, line)| (cleaned.is_kept(at), letters(line.of(text))))
        .collect();
    let mut body_text = String::new();
    for at in cleaned.kept() {
        if let Some(line) = cleaned.lines.get(at).filter(|line| line.words > 60)
            && body_text.len() < 40_000
        {
            body_text.push_str(&letters(line.of(text)));
            body_text.push(' ');
        }
    }
    let keys: Vec<String> = found.by_key.keys().cloned().collect();
    found
        .by_key
        .into_iter()
        .map(|(key, candidate)| {
            let outside = squashed.iter().filter(|(kept, line)| !kept && line.contains(&key)).count() as u32;
            let inside = squashed.iter().filter(|(kept, line)| *kept && line.contains(&key)).count() as u32
                + body_text.matches(key.as_str()).take(20).count() as u32;
            let longer =
                keys.iter().filter(|other| other.len() > key.len() && other.contains(&key)).count() as u32;
            let shorter = keys
                .iter()
                .filter(|other| other.len() < key.len() && other.len() >= 4 && key.contains(other.as_str()))
                .count() as u32;
            let kinds = candidate.counts.iter().filter(|&&count| count > 0).count() as f32;
            let mut row = [0.0; COLUMNS];
            let values = candidate.counts.iter().map(|&count| count.min(20) as f32).chain([
                kinds,
                log(outside),
                log(inside),
                log(longer),
                log(shorter),
                candidate.first as f32 / count.max(1) as f32,
                candidate.last as f32 / count.max(1) as f32,
                log(candidate.first as u32),
                log((count - candidate.last.min(count)) as u32),
                key.chars().count() as f32,
                candidate.name.split_whitespace().count() as f32,
                flag(candidate.domain.is_some()),
                flag(PLATFORMS.contains(&key.as_str())),
                flag(super::phrases::rule(&super::phrases::fold(&candidate.name)).is_some()),
                flag(super::clean::is_section(&super::phrases::fold(&candidate.name))),
                log(count as u32),
                flag(candidate.name.chars().next().is_some_and(char::is_uppercase)),
                keys.len() as f32,
                flag(candidate.counts.get(..3).is_some_and(|counts| counts.iter().all(|&count| count > 0))),
                candidate.spans.len() as f32,
                log(outside) - log(inside),
            ]);
            for (slot, value) in row.iter_mut().zip(values) {
                *slot = value;
            }
            (key, candidate, row)
        })
        .collect()
}

/// Hosts, e-mail hosts, handles and names with a domain's ending.
fn addresses(text: &str, content: &str, at: usize, found: &mut Found) {
    if !content.contains(['.', '@']) {
        return;
    }
    for word in content.split(|c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | ',' | ';' | '"' | '“' | '”' | '<' | '>' | '[' | ']' | '|')
    }) {
        if let Some(handle) = word.strip_prefix('@') {
            let handle = handle.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
            found.add(text, handle, Place::Handle, at, None);
            continue;
        }
        let is_address = word.contains("://");
        let (host, place) = if let Some((_, rest)) = word.split_once("://") {
            (rest.split(['/', '?', '#', ':']).next().unwrap_or(""), Place::Address)
        } else if let Some((_, rest)) = word.split_once('@') {
            (rest, Place::Mail)
        } else {
            (
                word.split(['/', '?', '#', ':']).next().unwrap_or(""),
                if word.starts_with("www.") { Place::Address } else { Place::Dotted },
            )
        };
        let host = host.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("www.");
        let host = host.strip_suffix("’s").or_else(|| host.strip_suffix("'s")).unwrap_or(host);
        let Some((name, ending)) = host.rsplit_once('.') else { continue };
        let ending = ending.to_ascii_lowercase();
        let name_letters = name.chars().filter(|c| c.is_alphabetic()).count();
        if ENDINGS.contains(&ending.as_str())
            && name_letters >= 2
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
            && (is_address || place != Place::Dotted || name_letters >= 3)
        {
            let domain = host.to_lowercase();
            if !PLATFORMS.contains(&main_label(&domain).as_str()) {
                found.add(text, host, place, at, Some(&domain));
            }
        }
    }
}

/// The owner that a copyright line names.
fn copyright(text: &str, content: &str, at: usize, found: &mut Found) {
    let mark = ["©", "(c)", "(C)", "Copyright", "copyright", "COPYRIGHT", "&copy;"];
    let Some(start) = mark.iter().filter_map(|mark| content.rfind(mark).map(|at| at + mark.len())).max()
    else {
        return;
    };
    let Some(rest) = content.get(start..) else { return };
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    for end in [". ", " All ", " all ", ", ", " | ", " – ", " - ", " — ", " · ", " • "] {
        if let Some((head, _)) = rest.split_once(end) {
            owner(text, head, at, found);
        }
    }
    owner(text, rest, at, found);
}

fn owner(text: &str, name: &str, at: usize, found: &mut Found) {
    let name =
        name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '.' | ','));
    if name.split_whitespace().count() > 6 {
        return;
    }
    found.add(text, name, Place::Copyright, at, None);
    for end in [
        " Inc",
        ", Inc",
        " LLC",
        ", LLC",
        " Ltd",
        " Limited",
        " GmbH",
        " B.V",
        " Media",
        " Group",
        " Corporation",
        " Company",
        " Foundation",
    ] {
        if let Some((head, _)) = name.split_once(end) {
            found.add(text, head, Place::Copyright, at, None);
        }
    }
    if let Some(head) = name.strip_prefix("The ") {
        found.add(text, head, Place::Copyright, at, None);
    }
}

/// "Title | Name" and "Name: Title".
fn splits(text: &str, content: &str, at: usize, found: &mut Found) {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · "] {
        if let Some((_, tail)) = content.rsplit_once(mark)
            && tail.split_whitespace().count() <= 5
        {
            found.add(text, tail, Place::Suffix, at, None);
        }
        if let Some((head, _)) = content.split_once(mark)
            && head.split_whitespace().count() <= 4
        {
            found.add(text, head, Place::Prefix, at, None);
        }
    }
}

/// "About Name", "Name newsletter".
fn cues(text: &str, content: &str, at: usize, line: &Line, found: &mut Found) {
    if line.words > 12 {
        return;
    }
    let lower: String =
        content.chars().map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { c }).collect();
    for lead in LEADS {
        if lower.starts_with(lead)
            && let Some(name) = content.get(lead.len()..)
            && name.split_whitespace().count() <= 5
        {
            found.add(text, name, Place::After, at, None);
        }
    }
    for tail in TAILS {
        if let Some(end) = lower.find(tail)
            && let Some(name) = content.get(..end)
            && name.split_whitespace().count() <= 5
        {
            found.add(text, name, Place::Before, at, None);
        }
    }
}

/// The publisher, if the text names it.
pub fn source(cleaned: &Cleaned<'_>, model: &Forest) -> Label<Source> {
    let plain = by_rule(cleaned);
    if plain.value.is_some() {
        return plain;
    }
    let mut scored: Vec<(f32, Candidate)> = candidates(cleaned)
        .into_iter()
        .map(|(_, candidate, row)| (model.probability(&row), candidate))
        .collect();
    crate::order::sort_by(&mut scored, |a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    let mut scored = scored.into_iter();
    let Some((confidence, best)) = scored.next() else { return plain };
    let value = Source { name: best.name, domain: best.domain };
    if confidence < FOUND {
        let found_by_rule = plain.runner_up.as_ref().is_some_and(|other| other.confidence >= confidence);
        return if found_by_rule || confidence < 0.1 {
            plain
        } else {
            Label::abstained(value, confidence, "site-name", best.spans)
        };
    }
    let label = Label::found(value, confidence, "site-name", best.spans);
    match scored.next().filter(|(confidence, _)| *confidence >= 0.02) {
        Some((confidence, other)) => {
            label.with_runner_up(Source { name: other.name, domain: other.domain }, confidence)
        }
        None => label,
    }
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
    use crate::understand::tests::text_models;

    const BODY: &str = "A headline of several words\nThe talks ended on Monday without a result, both sides told Reuters late in the evening.";

    fn name(rest: &str) -> Option<String> {
        let text = format!("{BODY}\n{rest}");
        source(&clean(&text, &text_models().body), &text_models().source).value.map(|source| source.name)
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

    #[test]
    fn names_are_gathered_from_where_sites_put_their_own() {
        let text = "Home | Example Times\nA text.\nWrite to desk@exampletimes.com\n© 2024 Example Times Inc. All rights reserved.";
        let cleaned = clean(text, &text_models().body);
        let all = candidates(&cleaned);
        let one = all.iter().find(|(key, _, _)| key == "exampletimes").expect("gathered");
        assert_eq!(
            (one.1.name.as_str(), one.1.domain.as_deref()),
            ("Example Times", Some("exampletimes.com"))
        );
        assert_eq!(main_label("news.example.co.uk"), "example");
    }
}
