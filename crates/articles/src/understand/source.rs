//! Who published it?
//!
//! On plain evidence by rule: a blurb about the publisher, its footer, its own reporter. Beyond that, names that
//! stand where sites put their own — copyright lines, titles' ends, addresses, handles, repeated short lines —
//! are weighed by a trained model (made by `explorer-train`'s `source`). **Invariant.** An outlet that is
//! quoted or credited for a picture in the running text is not the source for that. The evidence is every
//! place that was counted for the name.

use super::body::{flag, log, share};
use super::byline::blurb_name;
use super::clean::Cleaned;
use super::forest::Forest;
use super::lines::Line;
use crate::article::{Label, Source};
use crate::span::Span;
use explorer_text::lines::{Pairs, holds};
use explorer_text::spelling::{Run, Sought, Spelt, spell};
use explorer_text::words::Tally;
use std::collections::BTreeMap;

// How far each kind of evidence is believed: set by hand, not measured yet.
const BLURB: f32 = 0.9;
const FOOTER: f32 = 0.75;
const REPORTER: f32 = 0.75;
const PICTURE: f32 = 0.3;
// From this probability on a name is the answer.
const FOUND: f32 = 0.93;
const COLUMNS: usize = 47;
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
    /// A part of a name in one of the other places.
    Within,
}

/// Kinds of [`Place`].
const PLACES: usize = 13;

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
const MOST: usize = 300;

impl Found {
    fn add(&mut self, text: &str, name: &str, place: Place, line: usize, domain: Option<&str>) {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '!' | '+'));
        self.add_one(text, name, place, line, domain);
        if domain.is_some() || place == Place::Handle {
            return;
        }
        // Names within the name: "The Example Times" and "Example Times Media Group" name Example Times.
        let starts: Vec<usize> = name
            .char_indices()
            .filter(|&(at, c)| {
                c.is_alphanumeric() && !name.get(..at).unwrap_or("").ends_with(char::is_alphanumeric)
            })
            .map(|(at, _)| at)
            .take(7)
            .collect();
        if !(2..=6).contains(&starts.len()) {
            return;
        }
        for end in starts.iter().skip(1).copied() {
            self.add_one(text, name.get(..end).unwrap_or("").trim_end(), Place::Within, line, None);
        }
        if let Some(&second) = starts.get(1) {
            self.add_one(text, name.get(second..).unwrap_or(""), Place::Within, line, None);
        }
    }

    fn add_one(&mut self, text: &str, name: &str, place: Place, line: usize, domain: Option<&str>) {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '!' | '+'));
        let key = letters(name);
        let key = domain.map_or(key, main_label);
        if key.len() < 2 || key.len() > 40 || key.bytes().all(|byte| byte.is_ascii_digit()) {
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
        let named = candidate.name.is_empty()
            || (written && candidate.domain.as_deref() == Some(candidate.name.to_lowercase().as_str()));
        if named {
            candidate.name = name.to_owned();
        }
        if let Some(domain) = domain {
            candidate.domain.get_or_insert_with(|| domain.to_owned());
        }
        if let Some(count) = candidate.counts.get_mut(place as usize) {
            *count += 1;
        }
        let start = (name.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        if start < text.len() && (named || candidate.spans.len() < 40) {
            candidate.spans.push(Span::new(start, start + name.len()));
        }
    }
}

/// The label of a domain that names its owner: `example` of `www.example.co.uk`.
pub fn main_label(domain: &str) -> String {
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

/// How often a name stands in the text, and how.
#[derive(Clone, Copy, Default)]
struct Seen {
    outside: u32,
    inside: u32,
    top: u32,
    bottom: u32,
    whole: u32,
    starts: u32,
    ends: u32,
    capital: u32,
    small: u32,
    owning: u32,
    titled: u32,
}

// Words that a name can have, and bytes of a text that are searched at its start and its end.
const LONGEST: usize = 6;
const SEARCHED: usize = 30_000;

/// Counts the names in the lines: a name is any run of words whose letters are its own.
fn occurrences_of(cleaned: &Cleaned<'_>, title: Option<usize>, keys: &[&String]) -> Vec<Seen> {
    let text = cleaned.text;
    let sought = Sought::of(keys.iter().map(|key| key.as_str()));
    let mut all = vec![Seen::default(); keys.len()];
    let count = cleaned.lines.len();
    let mut words: Vec<Spelt> = Vec::new();
    for (at, line) in cleaned.lines.iter().enumerate() {
        if line.start > SEARCHED && line.end + SEARCHED < text.len() {
            continue;
        }
        spell(line.content(text), &mut words);
        let inside = cleaned.is_kept(at) && title != Some(at);
        for from in 0..words.len() {
            let mut run = Run::EMPTY;
            let mut capital = true;
            for (to, word) in words.iter().enumerate().skip(from).take(LONGEST) {
                capital &= word.capital;
                let whole = run.then(word.letters);
                let owned = word.owner.map(|owner| run.then(owner));
                for (run, owning) in [(Some(whole), false), (owned, true)] {
                    let number = run.and_then(|run| sought.number(run.hash));
                    let Some(seen) = number.and_then(|number| all.get_mut(number)) else { continue };
                    *(if inside { &mut seen.inside } else { &mut seen.outside }) += 1;
                    seen.top += u32::from(at < 15);
                    seen.bottom += u32::from(at + 25 >= count);
                    seen.whole += u32::from(from == 0 && to + 1 == words.len());
                    seen.starts += u32::from(from == 0);
                    seen.ends += u32::from(to + 1 == words.len());
                    *(if capital { &mut seen.capital } else { &mut seen.small }) += 1;
                    seen.owning += u32::from(owning);
                    seen.titled += u32::from(title == Some(at));
                }
                if !sought.may_begin(whole) {
                    break;
                }
                run = whole;
            }
        }
    }
    all
}

/// Every name with what the model sees of it; `title` is the line of the headline.
pub fn candidates(cleaned: &Cleaned<'_>, title: Option<usize>) -> Vec<(String, Candidate, Row)> {
    let text = cleaned.text;
    let count = cleaned.lines.len();
    let mut found = Found::default();
    let mut shorts = Tally::sized(count);
    let short = |line: &Line| {
        let letters = line.content(text).chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).fold(Run::EMPTY, Run::and).hash
    };
    for (at, line) in cleaned.lines.iter().enumerate() {
        if !cleaned.is_kept(at) && line.words <= 5 && line.letters > 2 {
            shorts.add(short(line), 1);
        }
    }
    for (at, line) in cleaned.lines.iter().enumerate() {
        let content = line.content(text);
        if line.words > 400 || (line.start > SEARCHED && line.end + SEARCHED < text.len()) {
            continue;
        }
        if line.holds & (holds::AT | holds::POINT) != 0 {
            addresses(text, content, at, &mut found);
        }
        if line.words > 60 || content.len() > 600 {
            continue;
        }
        if line.holds & (holds::SIGN | holds::C | holds::AND | holds::COPYRIGHT) != 0 {
            copyright(text, content, at, &mut found);
        }
        if line.words <= 30 && line.holds & holds::MARK != 0 {
            splits(text, content, at, &mut found);
        }
        if cleaned.is_kept(at) && line.is_prose() {
            continue;
        }
        cues(text, content, at, line, &mut found);
        if line.words <= 6 && line.letters > 1 && !line.terminal {
            if at < 15 {
                found.add(text, content, Place::Top, at, None);
            }
            if at + 25 >= count {
                found.add(text, content, Place::Bottom, at, None);
            }
            if !cleaned.is_kept(at) && shorts.get(short(line)) >= 2 {
                found.add(text, content, Place::Repeated, at, None);
            }
        }
    }
    let keys: Vec<&String> = found.by_key.keys().collect();
    let seen = occurrences_of(cleaned, title, &keys);
    let most = seen.iter().map(|seen| seen.outside).max().unwrap_or(0);
    let all = keys.len() as f32;
    found
        .by_key
        .into_iter()
        .zip(&seen)
        .filter_map(|((key, candidate), seen)| {
            let kinds = candidate.counts.iter().take(PLACES - 1).filter(|&&count| count > 0).count() as f32;
            let folded = super::phrases::fold(&candidate.name);
            // Words of furniture, words that are mostly not names, and parts of names that nothing else says.
            let is_word = seen.small > seen.capital && candidate.domain.is_none();
            let is_part = kinds == 0.0 && seen.whole + seen.owning == 0 && seen.capital < 3;
            if is_word || is_part || is_furniture(&folded) || PLATFORMS.contains(&key.as_str()) {
                return None;
            }
            let words = candidate.name.split_whitespace().count() as f32;
            let mut row = [0.0; COLUMNS];
            let values = candidate.counts.iter().map(|&count| count.min(20) as f32).chain([
                kinds,
                log(seen.outside),
                log(seen.inside),
                log(seen.top),
                log(seen.bottom),
                log(seen.whole),
                log(seen.starts),
                log(seen.ends),
                log(seen.capital),
                log(seen.small),
                log(seen.owning),
                log(seen.titled),
                log(seen.outside + seen.inside),
                share(seen.small, seen.small + seen.capital),
                share(seen.whole, seen.outside + seen.inside),
                log(most) - log(seen.outside),
                candidate.first as f32 / count.max(1) as f32,
                candidate.last as f32 / count.max(1) as f32,
                log(candidate.first as u32),
                log(count.saturating_sub(candidate.last) as u32),
                key.chars().count() as f32,
                words,
                flag(candidate.domain.is_some()),
                flag(candidate.domain.is_some() && seen.capital > 0),
                flag(key.ends_with("news") || key.ends_with("blog") || key.ends_with("magazine")),
                share(seen.capital, most.max(1)),
                log(count as u32),
                all,
                flag(candidate.name.starts_with("The ") || candidate.name.starts_with("the ")),
                flag(candidate.name.chars().skip(1).any(char::is_uppercase)),
                flag(candidate.name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)),
                flag(candidate.name.chars().any(|c| c.is_ascii_digit())),
                flag(seen.top > 0 && seen.bottom > 0),
                kinds * log(seen.outside),
            ]);
            for (slot, value) in row.iter_mut().zip(values) {
                *slot = value;
            }
            Some((key, candidate, row))
        })
        .collect()
}

/// Words that stand around articles and name nobody; folded.
fn is_furniture(folded: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "the", "us", "our", "we", "you", "your", "my", "this", "all", "services", "solutions", "resources", "products", "company", "team", "support", "contact info",
        "email address", "address", "phone", "terms", "conditions", "policy", "disclosure", "disclaimer", "accessibility", "all rights reserved", "rights reserved",
        "copyright", "read", "more", "learn", "learn more", "get started", "book", "book now", "shop", "cart", "account", "blog", "blogs", "articles", "article", "post", "posts",
        "featured", "latest", "popular", "categories", "tags", "archives", "events", "podcast", "videos", "video", "gallery", "reviews", "pricing", "features", "download",
        "english", "español", "online", "web", "site", "website", "page", "home page", "table of contents", "contents", "introduction", "conclusion", "faqs", "frequently asked questions",
        "author", "by", "published", "updated", "min read", "next", "previous", "submit", "send", "name", "first name", "last name", "google play", "app store", "january", "february",
        "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ];
    WORDS.contains(&folded) || super::phrases::rule(folded).is_some() || super::clean::is_section(folded)
}

/// Hosts, e-mail hosts, handles and names with a domain's ending.
fn addresses(text: &str, content: &str, at: usize, found: &mut Found) {
    for word in content.split(|c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | ',' | ';' | '"' | '“' | '”' | '<' | '>' | '[' | ']' | '|')
    }) {
        if !word.bytes().any(|byte| matches!(byte, b'.' | b'@')) {
            continue;
        }
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
    // Years go; "98 Example" keeps its number.
    let mut rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    while rest.len() >= 4 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit()) {
        rest = rest.get(4..).unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric());
    }
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
    if !(2..=12).contains(&line.words) {
        return;
    }
    const LEADING: Pairs = Pairs::first(LEADS);
    const TAILING: Pairs = Pairs::last(TAILS);
    if !LEADING.may_begin(content) && !TAILING.may_end(content) {
        return;
    }
    let lower = content.to_ascii_lowercase();
    let few = |name: &&str| name.split_whitespace().count() <= 5;
    for lead in LEADS {
        if lower.starts_with(lead)
            && let Some(name) = content.get(lead.len()..).filter(few)
        {
            found.add(text, name, Place::After, at, None);
        }
    }
    for tail in TAILS {
        if lower.ends_with(tail)
            && let Some(name) = content.get(..content.len() - tail.len()).filter(few)
        {
            found.add(text, name, Place::Before, at, None);
        }
    }
}

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
    fn outlets_that_are_quoted_linked_or_credited_do_not() {
        assert_eq!(name(""), None);
        assert_eq!(name("For more on this, visit BBC News."), None);
        assert_eq!(name("A street in Kyiv [Jane Doe/AP Photo]"), None);
    }

    #[test]
    fn names_are_gathered_from_where_sites_put_their_own() {
        let text = "Home | Example Times\nA text.\nWrite to desk@exampletimes.com\n© 2024 Example Times Inc. All rights reserved.";
        let cleaned = clean(text, &text_models().body);
        let all = candidates(&cleaned, None);
        let one = all.iter().find(|(key, _, _)| key == "exampletimes").expect("gathered");
        assert_eq!(
            (one.1.name.as_str(), one.1.domain.as_deref()),
            ("Example Times", Some("exampletimes.com"))
        );
        assert_eq!(main_label("news.example.co.uk"), "example");
    }
}
