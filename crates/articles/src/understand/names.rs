//! Which names stand in a text where its publisher's would, and what speaks for each?
//!
//! A name is a run of up to six words that begin as names do, or the host of an address. What is counted of it is
//! where it stands: after ©, as a whole line, at the end of a title, after "About", in an e-mail address, in
//! running text. The names that have most of it become rows of numbers, in which each is also compared with
//! its rivals and with longer and shorter names. **Invariant.** Time is linear in the size of the text: only its
//! start and its end are searched. Which name it is, `source` decides with a trained model.

use super::body::{flag, log, share};
use super::clean::Cleaned;
use super::spelling::{
    CUE, CUED, FORM, INSTITUTION, JOINS, NO_END, NO_NAME, NO_START, PLATFORM, Run, SAID, Word, YEARLY, spell,
};
use crate::span::Span;
use explorer_text::lines::holds;
use explorer_text::words::Tally;
use std::cmp::Ordering;

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

/// Letters and digits in lower case, nothing between.
pub fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

/// What is counted of a name.
#[derive(Clone, Copy)]
enum Count {
    Total,
    Outside,
    Inside,
    Lines,
    Legal,
    AfterSign,
    Whole,
    Starts,
    Ends,
    Top,
    Bottom,
    Owning,
    Small,
    Capital,
    Said,
    Cued,
    BeforeCue,
    BeforeForm,
    BeforePlatform,
    Suffix,
    Prefix,
    InTitle,
    FirstLine,
    Host,
    Mail,
    Dotted,
    Handle,
    Path,
    Domain,
    Institution,
}

const COUNTS: usize = 30;
// Columns behind those of the counts.
const FURTHER: usize = 53;
const COLUMNS: usize = COUNTS + FURTHER;
/// What the model sees of a name.
pub type Row = [f32; COLUMNS];

/// A name that may be the publisher's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// As written.
    pub name: String,
    /// Domain, where one was written.
    pub domain: Option<String>,
    /// Where it stands.
    pub spans: Vec<Span>,
}

// Words that a name can have, its characters, and bytes of a text that are searched at its start and its end.
const LONGEST: usize = 6;
const MOST_CHARS: u32 = 40;
const SEARCHED: usize = 30_000;
// Bytes of one line that are.
const LINE: usize = 3000;
// Names that the model is asked about, and places remembered of each.
const ASKED: usize = 60;
const PLACES: u16 = 40;

/// The word that a name mostly has beside it (majority vote, Boyer and Moore 1981): how many more have it than not.
#[derive(Clone, Copy, Default)]
struct Usual {
    word: u64,
    votes: u32,
}

impl Usual {
    fn vote(&mut self, word: Option<&Word>) {
        let Some(word) = word else { return };
        if self.votes == 0 {
            self.word = word.letters.hash;
        }
        let same = self.word == word.letters.hash;
        self.votes = if same { self.votes.saturating_add(1) } else { self.votes - 1 };
    }
}

/// A name as it is met.
struct Entry {
    counts: [u16; COUNTS],
    line: usize,
    before: Usual,
    after: Usual,
    name: Span,
    words: u32,
    written: bool,
    domain: Option<Span>,
}

impl Entry {
    fn get(&self, count: Count) -> u32 {
        self.counts.get(count as usize).copied().map_or(0, u32::from)
    }

    fn has(&self, count: Count) -> f32 {
        flag(self.get(count) > 0)
    }

    fn log(&self, count: Count) -> f32 {
        log(self.get(count))
    }

    fn add(&mut self, count: Count, is: bool) {
        if let Some(slot) = self.counts.get_mut(count as usize) {
            *slot = slot.saturating_add(u16::from(is));
        }
    }

    /// How much speaks for it as a publisher's name, whoever else there is: weights set by hand, for the model to see.
    fn weight(&self) -> f32 {
        use Count::*;
        2.0 * self.has(AfterSign)
            + self.has(Legal)
            + 1.5 * self.has(Domain)
            + self.has(Mail)
            + 1.5 * self.has(InTitle)
            + 0.7 * self.log(Outside)
            + self.has(Whole)
            + 0.7 * log(self.get(BeforeCue) + self.get(Cued))
            + self.log(BeforePlatform)
            + 1.5 * flag(self.get(Path) + self.get(Handle) > 0)
            + 0.5 * self.log(Owning)
            + 0.5 * self.has(Top)
            + 0.5 * self.has(Bottom)
            + 0.3 * self.log(Said)
    }

    /// By what names are chosen that the model is asked about; `None` for what is no name.
    fn merit(&self) -> Option<f32> {
        use Count::*;
        let (small, capital) = (self.get(Small), self.get(Capital));
        if small > capital && [Domain, AfterSign, Path, Handle].iter().all(|&count| self.get(count) == 0) {
            return None;
        }
        let placed = [
            AfterSign,
            Legal,
            Domain,
            Suffix,
            Prefix,
            Whole,
            BeforeCue,
            Cued,
            Handle,
            Path,
            Owning,
            BeforePlatform,
        ];
        if self.get(Outside) < 2 && placed.iter().all(|&count| self.get(count) == 0) {
            return None;
        }
        Some(
            3.0 * self.get(AfterSign).min(3) as f32
                + 3.0 * self.has(Domain)
                + 2.0 * self.has(Mail)
                + 2.0 * self.has(InTitle)
                + self.log(Outside)
                + self.has(Whole)
                + log(self.get(BeforeCue) + self.get(Cued) + self.get(BeforePlatform))
                + self.log(Lines)
                + self.has(Legal)
                + 2.0 * flag(self.get(Path) + self.get(Handle) > 0)
                + self.log(Owning)
                + self.has(Top)
                + 0.5 * self.has(Bottom)
                + self.has(BeforePlatform)
                - if self.get(Domain) > 0 { 0.0 } else { 2.0 * share(small, small + capital) },
        )
    }
}

/// All names met so far, and every place of each.
struct Met<'a> {
    text: &'a str,
    numbers: Tally,
    entries: Vec<Entry>,
    places: Vec<(u32, Span)>,
}

impl Met<'_> {
    fn find(&mut self, hash: u64) -> Option<&mut Entry> {
        let number = (self.numbers.get(hash) as usize).checked_sub(1)?;
        self.entries.get_mut(number)
    }

    /// The entry of a name that stands at `span`; `written` as names are, and not as addresses are.
    fn meet(&mut self, hash: u64, span: Span, words: u32, written: bool) -> Option<&mut Entry> {
        let mut number = self.numbers.get(hash) as usize;
        if number == 0 {
            self.entries.push(Entry {
                counts: [0; COUNTS],
                line: usize::MAX,
                before: Usual::default(),
                after: Usual::default(),
                name: span,
                words,
                written,
                domain: None,
            });
            number = self.entries.len();
            self.numbers.add(hash, number as u32);
        }
        let entry = self.entries.get_mut(number.wrapping_sub(1))?;
        if written && !entry.written {
            (entry.name, entry.words, entry.written) = (span, words, true);
        }
        let places = entry.counts.first().copied().unwrap_or(0);
        if places < PLACES {
            self.places.push((number as u32, span));
        }
        Some(entry)
    }
}

// Strings between the words of one name.
fn joins(gap: &str) -> bool {
    matches!(
        gap,
        " " | "-"
            | " & "
            | "&"
            | "’"
            | "/"
            | ", "
            | "  "
            | "–"
            | "+"
            | " + "
            | "'"
            | "' "
            | "’ "
            | "® "
            | "™ "
    )
}

/// Hosts, e-mail hosts, handles, names with a domain's ending, and the first step of a path on a platform.
fn addresses(content: &str, start: usize, met: &mut Met<'_>) {
    use Count::*;
    let span = |piece: &str| {
        let from = start + (piece.as_ptr() as usize).wrapping_sub(content.as_ptr() as usize);
        Span::new(from, from + piece.len())
    };
    let key = |name: &str| letters(name).chars().fold(Run::EMPTY, Run::and).hash;
    for word in content.split(|c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | ',' | ';' | '"' | '“' | '”' | '<' | '>' | '[' | ']' | '|')
    }) {
        if !word.bytes().any(|byte| matches!(byte, b'.' | b'@')) {
            continue;
        }
        let plain = |c: char| !(c.is_alphanumeric() || c == '_');
        if let Some(handle) = word.strip_prefix('@') {
            let handle = handle.split(plain).next().unwrap_or("");
            if (2..=40).contains(&handle.len())
                && let Some(entry) = met.meet(key(handle), span(handle), 1, false)
            {
                entry.add(Handle, true);
            }
            continue;
        }
        let (rest, kind) = if let Some((_, rest)) = word.split_once("://") {
            (rest, Host)
        } else if let Some((_, rest)) = word.split_once('@') {
            (rest, Mail)
        } else {
            (word, if word.starts_with("www.") { Host } else { Dotted })
        };
        let (host, path) = rest.split_once(['/', '?', '#', ':']).unwrap_or((rest, ""));
        let host = host.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("www.");
        let host = host.strip_suffix("’s").or_else(|| host.strip_suffix("'s")).unwrap_or(host);
        let Some((name, ending)) = host.rsplit_once('.') else { continue };
        let named = name.chars().filter(|c| c.is_alphabetic()).count();
        if named < 2
            || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
            || !ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
        {
            continue;
        }
        let label = main_label(&host.to_lowercase());
        if PLATFORMS.contains(&label.as_str()) {
            let own = path.split(|c: char| plain(c) && c != '.' && c != '-').next().unwrap_or("");
            if (3..=40).contains(&own.len())
                && let Some(entry) = met.meet(key(own), span(own), 1, false)
            {
                entry.add(Path, true);
            }
        } else if (2..=40).contains(&label.len())
            && let Some(entry) = met.meet(key(&label), span(host), 1, false)
        {
            entry.add(kind, true);
            entry.add(Domain, true);
            entry.domain.get_or_insert(span(host));
        }
    }
}

/// What a line says of the names in it.
struct Setting {
    at: usize,
    inside: bool,
    top: bool,
    bottom: bool,
    legal: bool,
    heading: bool,
    first: bool,
    short: bool,
    marked: bool,
}

/// Ends of marks that claim a right, in a line that has one.
fn signs(content: &str) -> Vec<usize> {
    let lower = content.to_ascii_lowercase();
    ["©", "(c)", "&copy;", "copyright"]
        .iter()
        .flat_map(|sign| lower.match_indices(sign).map(|(at, sign)| at + sign.len()))
        .collect()
}

/// Notes the runs of words of a line that may be names.
fn runs(content: &str, start: usize, set: &Setting, words: &[Word], met: &mut Met<'_>) {
    use Count::*;
    let signs = if set.legal { signs(content) } else { Vec::new() };
    // The words right after a sign and its years.
    let mut owners = [usize::MAX; 8];
    for (slot, &sign) in owners.chunks_mut(2).zip(&signs) {
        for (number, word) in words.iter().enumerate().filter(|(_, word)| word.start >= sign) {
            if word.digits {
                continue;
            }
            if word.known & YEARLY == 0 {
                slot[0] = number;
                break;
            }
            if content.get(word.start..word.end).is_some_and(|word| word.eq_ignore_ascii_case("the")) {
                slot[1] = number;
            }
        }
    }
    let mark = |gap: &str| {
        let trimmed =
            || gap.trim_matches(|c: char| !matches!(c, ' ' | '|' | '-' | '–' | '—' | ':' | '»' | '·'));
        set.marked
            && matches!(trimmed(), " | " | " - " | " – " | " — " | " :: " | " » " | " · " | " : " | ": ")
    };
    let gap = |from: Option<&Word>, to: Option<&Word>| {
        let (from, to) = (from.map_or(0, |word| word.end), to.map_or(content.len(), |word| word.start));
        content.get(from..to).unwrap_or("")
    };
    for (from, first) in words.iter().enumerate() {
        if !first.capital && first.chars < 3 {
            continue;
        }
        if !first.capital && !set.legal && !set.short {
            // Most words: small ones of running text, which only count against what is a name elsewhere.
            if first.chars <= MOST_CHARS
                && first.known & (NO_NAME | NO_END) == 0
                && let Some(entry) = met.find(first.letters.hash)
            {
                entry.add(Total, true);
                entry.add(Small, true);
            }
            continue;
        }
        let before = from.checked_sub(1).and_then(|before| words.get(before));
        let mut run = Run::EMPTY;
        let mut chars = 0;
        for (to, word) in words.iter().enumerate().skip(from).take(LONGEST) {
            let is_first = to == from;
            if !is_first
                && (!first.capital
                    || !(word.capital || word.known & JOINS != 0)
                    || !joins(gap(words.get(to.wrapping_sub(1)), Some(word))))
            {
                break;
            }
            chars += word.chars;
            if chars > MOST_CHARS {
                break;
            }
            let whole = run.then(word.letters);
            let owned = word.owner.map(|(owner, end)| (run.then(owner), end));
            run = whole;
            if !is_first && word.known & NO_END != 0 {
                if word.known & JOINS != 0 { continue } else { break }
            }
            if chars < 2
                || (is_first && (word.digits || word.known & (NO_NAME | NO_END) != 0))
                || (!is_first && first.known & NO_START != 0)
            {
                continue;
            }
            let next = words.get(to + 1);
            let (starts, ends) = (from == 0, next.is_none());
            let size = (to - from + 1) as u32;
            let suffix = ends && before.is_some() && mark(gap(before, Some(first)));
            let prefix = starts && next.is_some() && mark(gap(Some(word), next));
            let owner = owners.contains(&from);
            // "Example's" names Example, and perhaps Example's.
            let (main, end) = owned.unwrap_or((whole, word.end));
            let owning = owned.is_some();
            let forms = [(main.hash, end, true), (whole.hash, word.end, false)];
            for (hash, end, is_main) in forms.into_iter().take(1 + usize::from(owning)) {
                let shown = Span::new(start + first.start, start + end);
                let Some(entry) = met.meet(hash, shown, size, first.capital) else { continue };
                entry.add(Total, true);
                entry.add(if set.inside { Inside } else { Outside }, true);
                entry.add(Lines, entry.line != set.at);
                entry.line = set.at;
                entry.add(if first.capital { Capital } else { Small }, true);
                entry.add(Legal, set.legal);
                entry.add(AfterSign, owner);
                entry.add(Whole, starts && ends);
                entry.add(Top, set.top);
                entry.add(Bottom, set.bottom);
                if is_main {
                    entry.before.vote(before);
                    entry.after.vote(next);
                    entry.add(Starts, starts);
                    entry.add(Ends, ends);
                    entry.add(Owning, owning);
                    let said = before.map_or(0, |word| word.known);
                    entry.add(Said, said & SAID != 0);
                    entry.add(Cued, said & CUED != 0);
                    let then = next.map_or(0, |word| word.known);
                    entry.add(BeforeCue, then & CUE != 0);
                    entry.add(BeforeForm, then & FORM != 0);
                    entry.add(BeforePlatform, then & PLATFORM != 0);
                    entry.add(Institution, then & INSTITUTION != 0);
                    entry.add(Suffix, suffix);
                    entry.add(Prefix, prefix);
                    entry.add(InTitle, (suffix || prefix) && set.heading);
                    entry.add(FirstLine, set.first);
                }
            }
        }
    }
}

/// Every name with what the model sees of it; `title` is the line of the headline.
pub fn candidates(cleaned: &Cleaned<'_>, title: Option<usize>) -> Vec<(String, Candidate, Row)> {
    let text = cleaned.text;
    let count = cleaned.lines.len();
    let mut met = Met { text, numbers: Tally::sized(512), entries: Vec::new(), places: Vec::new() };
    let mut words: Vec<Word> = Vec::new();
    for (at, line) in cleaned.lines.iter().enumerate() {
        if line.start > SEARCHED && line.end + SEARCHED < text.len() {
            continue;
        }
        let whole = line.content(text);
        let end = (LINE.min(whole.len())..=whole.len()).find(|&end| whole.is_char_boundary(end));
        let content = whole.get(..end.unwrap_or(0)).unwrap_or("");
        let start = line.end - whole.len();
        if line.holds & (holds::AT | holds::POINT) != 0 {
            addresses(content, start, &mut met);
        }
        spell(content, &mut words);
        let may_claim = line.words <= 60 || content.len() < 600;
        let set = Setting {
            at,
            inside: cleaned.is_kept(at) && title != Some(at),
            top: at < 15,
            bottom: at + 25 >= count,
            legal: may_claim
                && (line.holds & (holds::SIGN | holds::C | holds::AND | holds::COPYRIGHT) != 0
                    && !signs(content).is_empty()
                    || words.iter().any(|word| word.known & FORM != 0)
                        && content.to_ascii_lowercase().contains("rights reserved")),
            heading: at == 0 || title == Some(at),
            first: at == 0,
            short: line.words <= 6 && !line.is_prose(),
            marked: words.len() <= 40 && (line.holds & holds::MARK != 0 || content.contains(": ")),
        };
        runs(content, start, &set, &words, &mut met);
    }
    rows(&met, count)
}

/// One of the names that the model is asked about.
struct Asked<'a> {
    number: usize,
    entry: &'a Entry,
    key: String,
    merit: f32,
    weight: f32,
}

/// The names with most merit.
fn asked<'a>(met: &'a Met<'_>) -> Vec<Asked<'a>> {
    let mut order: Vec<(f32, usize)> = met
        .entries
        .iter()
        .enumerate()
        .filter_map(|(number, entry)| entry.merit().map(|merit| (merit, number)))
        .collect();
    let mut asked = Vec::with_capacity(ASKED);
    let merits = |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    crate::order::in_order(&mut order, merits, |&(merit, number)| {
        let Some(entry) = met.entries.get(number) else { return true };
        let name = entry.name.of(met.text);
        let key = if entry.written || entry.domain.is_none() {
            letters(name)
        } else {
            main_label(&name.to_lowercase())
        };
        if !PLATFORMS.contains(&key.as_str()) && !is_furniture(&super::phrases::fold(name)) {
            asked.push(Asked { number, entry, key, merit, weight: entry.weight() });
        }
        asked.len() < ASKED
    });
    asked
}

// How the letters of one name lie in those of another, a bit each.
const BEGINS: u8 = 1;
const BEGINS_WITH: u8 = 1 << 1;
const ENDS: u8 = 1 << 2;
const ENDS_WITH: u8 = 1 << 3;
const KINDS: [u8; 4] = [BEGINS, BEGINS_WITH, ENDS, ENDS_WITH];

/// For each name, how it lies in each other one.
fn likenesses(asked: &[Asked<'_>]) -> Vec<u8> {
    let count = asked.len();
    let mut all = vec![0u8; count * count];
    for (at, one) in asked.iter().enumerate() {
        for (beside, other) in asked.iter().enumerate().skip(at) {
            let (key, other) = (one.key.as_bytes(), other.key.as_bytes());
            let (short, long) = if key.len() <= other.len() { (key, other) } else { (other, key) };
            // Of most pairs neither the first nor the last byte is the same.
            let begins =
                short.first().is_none_or(|first| long.first() == Some(first)) && long.starts_with(short);
            let ends = short.last().is_none_or(|last| long.last() == Some(last)) && long.ends_with(short);
            if !begins && !ends {
                continue;
            }
            let bits = |within: u8, around: u8, is: bool| if is { (within, around) } else { (0, 0) };
            let (begins, begun) = bits(BEGINS, BEGINS_WITH, begins);
            let (ends, ended) = bits(ENDS, ENDS_WITH, ends);
            let (inner, outer) = (begins | ends, begun | ended);
            let (mine, theirs) = match key.len().cmp(&other.len()) {
                Ordering::Less => (inner, outer),
                Ordering::Greater => (outer, inner),
                Ordering::Equal => (inner | outer, inner | outer),
            };
            for (place, bits) in [(at * count + beside, mine), (beside * count + at, theirs)] {
                if let Some(slot) = all.get_mut(place) {
                    *slot = bits;
                }
            }
        }
    }
    all
}

/// What the names that are like a name in one way have most of.
#[derive(Clone, Copy, Default)]
struct Alike {
    count: u32,
    total: u32,
    domain: u32,
    after_sign: u32,
}

/// A name beside the others: those like it, its kin, and those unlike it, its rivals.
struct Beside {
    alike: [Alike; 4],
    /// The greatest weights of rivals, of kin, and of rivals with a domain.
    rival: f32,
    relative: f32,
    hosted: f32,
    /// How many rivals and kin weigh more, and how many rivals nearly as much.
    heavier_rivals: u32,
    heavier_kin: u32,
    near_rivals: u32,
    /// By how many bytes the nearest of kin with a domain is longer or shorter.
    apart: f32,
}

impl Beside {
    fn of(one: &Asked<'_>, asked: &[Asked<'_>], likeness: &[u8]) -> Self {
        let mut beside = Beside {
            alike: [Alike::default(); 4],
            rival: 0.0,
            relative: 0.0,
            hosted: 0.0,
            heavier_rivals: 0,
            heavier_kin: 0,
            near_rivals: 0,
            apart: 99.0,
        };
        for (other, &like) in asked.iter().zip(likeness) {
            let domain = other.entry.get(Count::Domain);
            if like == 0 {
                beside.rival = beside.rival.max(other.weight);
                if domain > 0 {
                    beside.hosted = beside.hosted.max(other.weight);
                }
                beside.heavier_rivals += u32::from(other.weight > one.weight);
                beside.near_rivals += u32::from(other.weight > 0.7 * one.weight);
                continue;
            }
            if other.key == one.key {
                continue;
            }
            beside.relative = beside.relative.max(other.weight);
            beside.heavier_kin += u32::from(other.weight > one.weight);
            if domain > 0 {
                beside.apart = beside.apart.min(other.key.len().abs_diff(one.key.len()) as f32);
            }
            for (alike, kind) in beside.alike.iter_mut().zip(KINDS) {
                if like & kind != 0 {
                    alike.count += 1;
                    alike.total = alike.total.max(other.entry.get(Count::Total));
                    alike.domain = alike.domain.max(domain);
                    alike.after_sign = alike.after_sign.max(other.entry.get(Count::AfterSign));
                }
            }
        }
        beside
    }
}

/// The places of each of the names that the model is asked about.
fn places(met: &Met<'_>, asked: &[Asked<'_>]) -> Vec<Vec<Span>> {
    let mut ranks = vec![usize::MAX; met.entries.len() + 1];
    for (rank, one) in asked.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(one.number + 1) {
            *slot = rank;
        }
    }
    let mut places = vec![Vec::new(); asked.len()];
    for &(number, span) in &met.places {
        if let Some(spans) = ranks.get(number as usize).and_then(|&rank| places.get_mut(rank)) {
            spans.push(span);
        }
    }
    places
}

fn rows(met: &Met<'_>, lines: usize) -> Vec<(String, Candidate, Row)> {
    use Count::*;
    let asked = asked(met);
    let most = |count: Count| asked.iter().map(|one| one.entry.get(count)).max().unwrap_or(0);
    let mosts = [Outside, Lines, Legal, Total, Whole].map(|count| (count, most(count)));
    let (most_hosts, most_mails, most_signs) = (most(Domain), most(Mail), most(AfterSign));
    let best = asked.first().map_or(0.0, |one| one.merit);
    let likenesses = likenesses(&asked);
    let mut found = Vec::with_capacity(asked.len());
    for ((rank, one), spans) in asked.iter().enumerate().zip(places(met, &asked)) {
        let entry = one.entry;
        let get = |count| entry.get(count);
        let total = get(Total).max(1);
        let likeness = likenesses.get(rank * asked.len()..(rank + 1) * asked.len()).unwrap_or_default();
        let beside = Beside::of(one, &asked, likeness);
        let mut row = [0.0; COLUMNS];
        let mut columns = row.iter_mut();
        let mut put = |value: f32| {
            if let Some(slot) = columns.next() {
                *slot = value;
            }
        };
        entry.counts.iter().for_each(|&count| put(log(u32::from(count))));
        mosts.iter().for_each(|&(count, most)| put(log(most) - entry.log(count)));
        put(share(get(Domain), most_hosts));
        put(share(get(Mail), most_mails));
        // Longer names that begin or end with it, and shorter ones that it begins or ends with.
        for alike in beside.alike {
            put(alike.count as f32);
            put(share(alike.total, total));
            put(alike.domain as f32);
            put(alike.after_sign as f32);
        }
        let name = entry.name.of(met.text);
        let kinds_met = [
            get(Domain),
            get(AfterSign),
            get(Suffix) + get(Prefix),
            get(Whole),
            get(BeforeCue) + get(Cued),
            get(Handle) + get(Path),
        ];
        let further = [
            rank as f32,
            best - one.merit,
            one.merit,
            one.key.chars().count() as f32,
            entry.words as f32,
            share(get(Small), get(Small) + get(Capital)),
            share(get(Owning), total),
            share(get(Whole), total),
            share(get(Outside), total),
            share(get(Said) + get(Cued), total),
            share(get(BeforeCue), total),
            flag(name.chars().skip(1).any(char::is_uppercase)),
            flag(!name.chars().any(char::is_lowercase)),
            flag(name.bytes().any(|byte| byte.is_ascii_digit())),
            log(lines as u32),
            asked.len() as f32,
            flag(most_hosts > 0),
            flag(most_signs > 0),
            kinds_met.iter().filter(|&&count| count > 0).count() as f32,
            one.weight,
            one.weight - beside.rival,
            one.weight - beside.relative,
            beside.rival,
            one.weight - beside.hosted,
            share(get(Institution), total),
            beside.heavier_rivals as f32,
            beside.heavier_kin as f32,
            beside.near_rivals as f32,
            share(entry.after.votes, total),
            share(entry.before.votes, total),
            beside.apart,
        ];
        further.into_iter().for_each(put);
        let domain = entry.domain.map(|span| span.of(met.text).to_lowercase());
        found.push((one.key.clone(), Candidate { name: name.to_owned(), domain, spans }, row));
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;
    use crate::understand::tests::text_models;

    fn gathered(text: &str) -> Vec<(String, Candidate, Row)> {
        candidates(&clean(text, &text_models().body), None)
    }

    #[test]
    fn names_are_gathered_from_where_sites_put_their_own() {
        let text = "Home | Example Times\nA text.\nWrite to desk@exampletimes.com\n© 2024 Example Times Inc. All rights reserved.";
        let all = gathered(text);
        let one = all.iter().find(|(key, _, _)| key == "exampletimes").expect("gathered");
        assert_eq!(
            (one.1.name.as_str(), one.1.domain.as_deref()),
            ("Example Times", Some("exampletimes.com"))
        );
        assert_eq!(main_label("news.example.co.uk"), "example");
    }

    #[test]
    fn evidence_is_what_it_claims_and_legal_forms_are_no_part_of_a_name() {
        let text = "Why Example Times?\nA text of Example Times’s own, by EXAMPLE TIMES.\n© 2024 Example Times Inc. All rights reserved.";
        let all = gathered(text);
        assert!(all.iter().all(|(key, ..)| !key.ends_with("inc") && !key.ends_with("all")));
        let (_, one, _) = all.iter().find(|(key, ..)| key == "exampletimes").expect("gathered");
        assert_eq!(one.spans.len(), 4);
        for span in &one.spans {
            assert_eq!(letters(span.of(text)), "exampletimes");
        }
    }

    #[test]
    fn a_name_of_a_platform_or_of_furniture_is_none() {
        let all =
            gathered("Facebook\nFacebook\nContact\nContact\nhttps://www.facebook.com/exampletimes\nA text.");
        let keys: Vec<&str> = all.iter().map(|(key, ..)| key.as_str()).collect();
        assert!(
            keys.contains(&"exampletimes") && !keys.contains(&"facebook") && !keys.contains(&"contact"),
            "{keys:?}"
        );
    }

    #[test]
    fn any_text_is_searched_without_a_panic() {
        for text in [
            "",
            "’s",
            "X’s’s",
            "©",
            "@",
            "@.",
            "://.com",
            "A",
            "İ’s © İ",
            "x".repeat(9000).as_str(),
            "É ".repeat(4000).as_str(),
        ] {
            gathered(text);
        }
    }
}
