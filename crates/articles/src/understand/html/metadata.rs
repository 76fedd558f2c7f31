//! What does a page say of itself?
//!
//! Title, day, publisher and authors from `meta` elements, JSON-LD, `time` elements and headings.
//! **Invariant.** The evidence of a label is the place in the HTML that states it.

use super::entities;
use super::render::{Block, Rendered};
use crate::article::{Date, Label, Source};
use crate::span::Span;
use crate::understand::calendar;
use crate::understand::clean::Cleaned;
use crate::understand::title::key;
use serde_json::Value;

/// What the metadata of a page says.
pub struct Metadata {
    /// Headline, and the number of its line where it is shown.
    pub title: Option<(Label<String>, Option<usize>)>,
    /// Day of publication.
    pub date: Option<Label<Date>>,
    /// Publisher.
    pub source: Option<Label<Source>>,
    /// Writers.
    pub authors: Vec<Label<String>>,
    /// Whether the page says that it is an article.
    pub is_article: bool,
    /// The text of the article, where the page gives it.
    pub body: Option<String>,
}

/// A value of JSON-LD with the names that lead to it.
struct Stated {
    name: &'static str,
    value: String,
    span: Span,
}

/// From which score on a heading is the headline; less leaves the title to the metadata.
const LEAST_AGREEMENT: f32 = 0.5;

/// Longer ends behind a bar are part of the headline, shorter ones name a section or the site.
const MOST_WORDS_OF_SECTION: usize = 4;

/// Shorter lines say the same as the metadata by chance.
const LEAST_WORDS_SHOWN: usize = 4;

/// Shorter bodies are only the beginning of the article.
const LEAST_BODY: usize = 600;

/// Reads the metadata of a page; `html` is its source.
pub fn metadata(html: &str, page: &Rendered<'_>, cleaned: &Cleaned<'_>) -> Metadata {
    let stated = linked_data(html, page);
    let source = source(page, &stated);
    let open_graph = page.fields.iter().any(|field| {
        field.name.eq_ignore_ascii_case("og:type") && field.value.trim().eq_ignore_ascii_case("article")
    });
    let is_article = open_graph
        || stated.iter().any(|one| one.name == "kind")
        || stated.iter().any(|one| one.name == "body");
    let body = stated.iter().filter(|one| one.name == "body").map(|one| &one.value);
    let body = body.max_by_key(|body| body.len()).filter(|body| body.len() > LEAST_BODY).cloned();
    Metadata {
        is_article,
        body,
        title: title(page, cleaned, &stated, source.as_ref()),
        date: date(page, &stated, shown_title(page, cleaned)),
        authors: authors(page, &stated),
        source,
    }
}

/// The values of the names that matter, in the JSON-LD of a page.
fn linked_data(html: &str, page: &Rendered<'_>) -> Vec<Stated> {
    let mut stated = Vec::new();
    for &span in &page.linked_data {
        let text = span.of(html).trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        let text: std::borrow::Cow<'_, str> = if text.contains(['\n', '\t', '\r']) {
            // Line breaks inside strings are not JSON, but common.
            text.replace(['\n', '\t', '\r'], " ").into()
        } else {
            text.into()
        };
        if let Ok(value) = serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) {
            walk(&value, &mut |name, value| {
                let inner = span.of(html);
                let escaped = serde_json::to_string(value).unwrap_or_default();
                let escaped = escaped.trim_matches('"');
                let place = inner
                    .find(value)
                    .map(|at| (at, value.len()))
                    .or_else(|| inner.find(escaped).map(|at| (at, escaped.len())));
                let span = match place {
                    Some((at, length)) if length > 0 => {
                        Span::new(span.start as usize + at, span.start as usize + at + length)
                    }
                    _ => span,
                };
                stated.push(Stated { name, value: value.trim().to_owned(), span });
            });
        }
    }
    stated
}

/// Visits headline, days, publisher and authors of every article-like object.
fn walk(value: &Value, take: &mut impl FnMut(&'static str, &str)) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| walk(value, take)),
        Value::Object(fields) => {
            let kind = fields.get("@type").map(Value::to_string).unwrap_or_default();
            let article = ["Article", "Posting", "Report", "Page", "Recipe", "Review", "HowTo"]
                .iter()
                .any(|word| kind.contains(word));
            if kind.contains("Article") || kind.contains("Posting") {
                take("kind", "");
            }
            for (field, value) in fields {
                match (field.as_str(), value) {
                    ("datePublished", Value::String(day)) => {
                        take(if article { "datePublished" } else { "other" }, day)
                    }
                    ("dateCreated", Value::String(day)) if article => take("dateCreated", day),
                    ("articleBody", Value::String(body)) => take("body", body),
                    ("headline", Value::String(headline)) => take("headline", headline),
                    ("publisher", Value::Object(publisher)) => {
                        if let Some(Value::String(name)) = publisher.get("name") {
                            take("publisher", name);
                        }
                    }
                    ("author", value) if article => names(value, take),
                    ("name", Value::String(name)) if kind.contains("WebSite") => take("site", name),
                    ("review" | "comment" | "itemListElement" | "hasPart", _) => {}
                    (_, Value::Array(_) | Value::Object(_)) => walk(value, take),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn names(value: &Value, take: &mut impl FnMut(&'static str, &str)) {
    match value {
        Value::String(name) => take("author", name),
        Value::Array(values) => values.iter().for_each(|value| names(value, take)),
        Value::Object(fields) => {
            let person = fields.get("@type").is_none_or(|kind| kind.to_string().contains("Person"));
            if let Some(Value::String(name)) = fields.get("name")
                && person
            {
                take("author", name);
            }
        }
        _ => {}
    }
}

fn day(text: &str) -> Option<Date> {
    calendar::mentions(text)
        .into_iter()
        .find(|mention| mention.date.parts().2.is_some())
        .map(|mention| mention.date)
}

fn date(page: &Rendered<'_>, stated: &[Stated], headline: Option<usize>) -> Option<Label<Date>> {
    // In the order of trust; the share that has been right on development pages.
    #[rustfmt::skip]
    const FIELDS: &[(&str, f32)] = &[
        ("article:published_time", 0.95), ("datepublished", 0.93), ("og:published_time", 0.93), ("parsely-pub-date", 0.93), ("sailthru.date", 0.92),
        ("pubdate", 0.9), ("publishdate", 0.9), ("publish-date", 0.9), ("publish_date", 0.9), ("publication_date", 0.9), ("dc.date.issued", 0.9),
        ("dcterms.issued", 0.9), ("dcterms.created", 0.88), ("dc.date.created", 0.88), ("dc.date", 0.86), ("dcterms.date", 0.86), ("cxenseparse:recs:publishtime", 0.9),
        ("article:published", 0.9), ("date.created", 0.86), ("datecreated", 0.85), ("date", 0.85), ("created", 0.8), ("og:pubdate", 0.88), ("cxense:publishdate", 0.88),
    ];
    let mut found: Vec<(Date, f32, &'static str, Span)> = Vec::new();
    for one in stated {
        let confidence = match one.name {
            "datePublished" => 0.95,
            "dateCreated" => 0.85,
            "other" => 0.6,
            _ => continue,
        };
        if let Some(date) = day(&one.value) {
            found.push((date, confidence, "json-ld", one.span));
        }
    }
    for field in &page.fields {
        let name = field.name.to_ascii_lowercase();
        let known = FIELDS.iter().find(|(known, _)| *known == name).map(|(_, confidence)| *confidence);
        // What is stated again and again is stated of other articles too.
        let again = page.fields.iter().filter(|other| other.name == field.name && other.value != field.value);
        let known = known.map(|confidence| if again.count() >= 2 { confidence.min(0.6) } else { confidence });
        // Names of other makers: "w-published-date".
        let like = name.contains("publish")
            && !name.contains("modif")
            && !name.contains("expir")
            && !name.contains("until");
        // A `time` element beside the headline.
        let beside =
            headline.is_some_and(|headline| headline <= field.line + 3 && field.line <= headline + 12);
        let (confidence, rule) = match (known, name.as_str()) {
            (Some(confidence), _) => (confidence, "meta"),
            (None, "time") if beside => (0.75, "time"),
            _ if like => (0.8, "meta"),
            _ => continue,
        };
        if let Some(date) = day(field.value) {
            found.push((date, confidence, rule, field.span));
        }
    }
    let best = found.iter().fold(None::<&(Date, f32, &'static str, Span)>, |best, one| match best {
        Some(best) if best.1 >= one.1 => Some(best),
        _ => Some(one),
    })?;
    let evidence = found.iter().filter(|one| one.0 == best.0).map(|one| one.3).collect();
    let label = Label::found(best.0, best.1, best.2, evidence);
    Some(match found.iter().find(|one| one.0 != best.0) {
        Some(other) => label.with_runner_up(other.0, 0.05),
        None => label,
    })
}

/// Between the day that the metadata says and the one that the page shows.
///
/// Metadata is often in universal time, or says when a page was first set up; a page that clearly shows another day
/// is believed.
pub fn day_as_shown(said: Label<Date>, shown: Label<Date>) -> Label<Date> {
    match (said.value, shown.value) {
        (Some(of_said), Some(of_shown))
            if of_said != of_shown && shown.confidence >= least_confidence(of_said, of_shown) =>
        {
            let shown = Label { confidence: shown.confidence.min(MOST_IF_DISPUTED), ..shown };
            shown.with_runner_up(of_said, DISPUTED)
        }
        _ => said,
    }
}

// A day before or after may be the same moment in another time zone, and 03-09 the ninth of March.
fn least_confidence(said: Date, shown: Date) -> f32 {
    match (said.parts(), shown.parts()) {
        ((year, Some(month), Some(day)), (of_year, Some(of_month), Some(of_day)))
            if year == of_year
                && ((month == of_month && day.abs_diff(of_day) == 1)
                    || (month == of_day && day == of_month)) =>
        {
            FAIRLY_SHOWN
        }
        _ => CLEARLY_SHOWN,
    }
}

const FAIRLY_SHOWN: f32 = 0.4;
const CLEARLY_SHOWN: f32 = 0.7;
const MOST_IF_DISPUTED: f32 = 0.8;
const DISPUTED: f32 = 0.2;

fn source(page: &Rendered<'_>, stated: &[Stated]) -> Option<Label<Source>> {
    let field = |wanted: &str| page.fields.iter().find(|field| field.name.eq_ignore_ascii_case(wanted));
    let address = field("canonical").or_else(|| field("og:url"));
    let domain = address.and_then(|address| domain(address.value));
    let mut evidence: Vec<Span> =
        address.filter(|_| domain.is_some()).map(|address| address.span).into_iter().collect();
    let said = |name: &str| stated.iter().find(|one| one.name == name && !one.value.is_empty());
    let named = field("og:site_name")
        .map(|field| (entities::decoded(field.value).trim().to_owned(), field.span))
        .or_else(|| said("publisher").map(|one| (one.value.clone(), one.span)))
        .or_else(|| said("site").map(|one| (one.value.clone(), one.span)))
        .or_else(|| {
            field("application-name")
                .map(|field| (entities::decoded(field.value).trim().to_owned(), field.span))
        })
        .filter(|(name, _)| !name.is_empty());
    match (named, domain) {
        (Some((name, span)), domain) => {
            evidence.push(span);
            let confidence = if domain.is_some() { 0.95 } else { 0.85 };
            Some(Label::found(Source { name, domain }, confidence, "metadata", evidence))
        }
        (None, Some(domain)) => Some(Label::found(
            Source { name: domain.clone(), domain: Some(domain) },
            0.95,
            "address",
            evidence,
        )),
        (None, None) => None,
    }
}

/// The host of an address, without `www.`.
pub fn domain(address: &str) -> Option<String> {
    let rest = address.trim().split_once("//")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?.trim_start_matches("www.").to_ascii_lowercase();
    (host.contains('.') && host.len() > 3 && !host.contains(char::is_whitespace)).then_some(host)
}

fn authors(page: &Rendered<'_>, stated: &[Stated]) -> Vec<Label<String>> {
    let mut found: Vec<Label<String>> = Vec::new();
    let mut push = |name: &str, confidence: f32, rule: &'static str, span: Span| {
        let name = name.trim();
        let fits = !name.is_empty() && name.len() <= 80 && !name.contains("http") && !name.contains('@');
        if fits && !found.iter().any(|label| label.value.as_deref() == Some(name)) && found.len() < 12 {
            found.push(Label::found(name.to_owned(), confidence, rule, vec![span]));
        }
    };
    for one in stated.iter().filter(|one| one.name == "author") {
        push(&entities::decoded(&one.value), 0.9, "json-ld", one.span);
    }
    for field in &page.fields {
        if ["author", "article:author", "dc.creator", "parsely-author", "sailthru.author"]
            .iter()
            .any(|name| field.name.eq_ignore_ascii_case(name))
        {
            push(&entities::decoded(field.value), 0.85, "meta", field.span);
        }
    }
    found
}

/// Number of the line that shows the headline which the metadata names, before anything is judged.
pub fn shown_title(page: &Rendered<'_>, cleaned: &Cleaned<'_>) -> Option<usize> {
    let said = said_titles(page, &[]);
    heading(page, cleaned, &said, &[], false).map(|(_, line)| line)
}

/// What `meta`, `title` and JSON-LD name as the headline, in the order of trust.
fn said_titles(page: &Rendered<'_>, stated: &[Stated]) -> Vec<(String, Span)> {
    let field = |wanted: &str| page.fields.iter().find(|field| field.name.eq_ignore_ascii_case(wanted));
    ["og:title", "twitter:title", "title"]
        .iter()
        .filter_map(|name| field(name))
        .map(|field| {
            (entities::decoded(field.value).split_whitespace().collect::<Vec<_>>().join(" "), field.span)
        })
        .chain(
            stated
                .iter()
                .find(|one| one.name == "headline")
                .map(|one| (entities::decoded(&one.value), one.span)),
        )
        .filter(|(title, _)| !title.is_empty())
        .collect()
}

/// How far a title that is said agrees with a heading, both as keys.
fn agreement(title: &str, own: &str) -> f32 {
    if title == own {
        1.0
    } else if title.starts_with(own) || own.starts_with(title) {
        0.8
    } else if title.contains(own) && own.split(' ').count() >= 3 {
        0.6
    } else {
        0.0
    }
}

/// The share of their words that two titles have in common, where that is half of them or more.
fn resemblance(title: &str, own: &str) -> f32 {
    let (title, own): (Vec<&str>, Vec<&str>) = (title.split(' ').collect(), own.split(' ').collect());
    let shared = own.iter().filter(|word| title.contains(word)).count() as f32;
    let share = 2.0 * shared / (title.len() + own.len()) as f32;
    if own.len() >= 3 && share >= 0.5 { share } else { 0.0 }
}

/// The heading that the metadata agrees with, as a score and its line. Once the lines are `judged`, headings behind
/// the body are of other articles, and a first-level heading may say in other words what the metadata says.
fn heading(
    page: &Rendered<'_>,
    cleaned: &Cleaned<'_>,
    said: &[(String, Span)],
    site: &[String],
    judged: bool,
) -> Option<(f32, usize)> {
    let end = (0..cleaned.lines.len())
        .rev()
        .find(|&at| cleaned.is_kept(at) && cleaned.lines.get(at).is_some_and(|line| line.is_prose()))
        .filter(|_| judged)
        .unwrap_or(usize::MAX);
    let mut headings: Vec<(usize, &str, u8)> = Vec::new();
    for (at, line) in cleaned.lines.iter().enumerate() {
        let place = page.places.partition_point(|place| place.start <= line.start);
        if let Some(Block::Heading(level)) =
            place.checked_sub(1).and_then(|at| page.places.get(at)).map(|place| place.block)
            && level <= 2
        {
            headings.push((at, line.of(cleaned.text), level));
        }
    }
    let said: Vec<String> = said.iter().map(|(title, _)| key(title)).collect();
    let several = headings.len() > 1;
    let names_site = |own: &str| several && site.iter().any(|name| name == own);
    let of_first_level =
        headings.iter().filter(|&&(at, text, level)| level == 1 && at <= end && !names_site(&key(text)));
    let only = of_first_level.count() == 1;
    let mut best: Option<(f32, usize)> = None;
    for &(at, text, level) in &headings {
        let own = key(text);
        if own.len() < 3 || text.ends_with(':') || names_site(&own) {
            continue;
        }
        let is_first = level == 1 && at <= end;
        let mut agree = said.iter().map(|title| agreement(title, &own)).fold(0.0f32, f32::max);
        if judged && only && is_first && agree == 0.0 {
            agree = 0.6 * said.iter().map(|title| resemblance(title, &own)).fold(0.0f32, f32::max);
        }
        let score = agree + if level == 1 { if only && is_first { 0.5 } else { 0.2 } } else { 0.0 };
        if score >= LEAST_AGREEMENT && best.is_none_or(|best| score > best.0) {
            best = Some((score, at));
        }
    }
    best
}

/// The part of a heading that is the headline: without a day before it, if the rest is what the metadata says, and
/// without the names of sections and site behind bars.
fn headline_of<'a>(heading: &'a str, said: &[String]) -> &'a str {
    if let Some(first) = calendar::mentions(heading).first()
        && first.span.start == 0
        && let Some(rest) = heading.get(first.span.end as usize..)
        && said.contains(&key(rest))
    {
        return rest
            .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '“' | '«' | '‘'));
    }
    let mut shown = heading;
    while let Some((head, tail)) = shown.rsplit_once(" | ")
        && head.split_whitespace().count() >= 2
        && tail.split_whitespace().count() <= MOST_WORDS_OF_SECTION
    {
        shown = head.trim_end();
    }
    shown
}

/// Whether most of what is said is the heading behind a number: pages draw the number of a list apart.
fn is_numbered(own: &str, said: &[String]) -> bool {
    let number =
        |title: &String| title.strip_suffix(own).is_some_and(|rest| rest.trim().parse::<u16>().is_ok());
    said.first().is_some_and(number) && said.iter().filter(|title| number(title)).count() * 2 > said.len()
}

fn title(
    page: &Rendered<'_>,
    cleaned: &Cleaned<'_>,
    stated: &[Stated],
    source: Option<&Label<Source>>,
) -> Option<(Label<String>, Option<usize>)> {
    let said = said_titles(page, stated);
    let names: Vec<String> = source
        .and_then(|label| label.value.as_ref())
        .map(|source| vec![key(&source.name), source.domain.as_deref().map(key).unwrap_or_default()])
        .unwrap_or_default();
    let bare: Vec<&str> = said.iter().map(|(title, _)| without_site(title, &names)).collect();
    let keys: Vec<String> = bare.iter().map(|title| key(title)).collect();
    if let Some((score, at)) = heading(page, cleaned, &said, &names, true) {
        let line = cleaned.lines.get(at)?;
        let text = line.of(cleaned.text);
        let own = key(text);
        let mut evidence = vec![page.source(line.span())];
        evidence.extend(said.iter().filter(|(title, _)| key(title) == own).map(|(_, span)| *span));
        let confidence = if score >= 1.0 { 0.95 } else { 0.8 };
        if let (true, Some(title), Some((_, span))) = (is_numbered(&own, &keys), bare.first(), said.first()) {
            evidence.push(*span);
            return Some((Label::found((*title).to_owned(), confidence, "heading", evidence), Some(at)));
        }
        let shown = headline_of(text, &keys);
        return Some((Label::found(shown.to_owned(), confidence, "heading", evidence), Some(at)));
    }
    // What the page shows in no heading, but word for word, is the headline before what it says of itself first.
    let shown = cleaned.lines.iter().enumerate().find_map(|(at, line)| {
        let own = key(line.of(cleaned.text));
        let one =
            keys.iter().position(|title| *title == own && own.split(' ').count() >= LEAST_WORDS_SHOWN)?;
        Some((at, one))
    });
    let (title, span) = match shown.and_then(|(_, one)| bare.get(one).zip(said.get(one))) {
        Some((title, (_, span))) => (title, span),
        None => (bare.first()?, &said.first()?.1),
    };
    let label = Label::found((*title).to_owned(), 0.75, "metadata", vec![*span]);
    Some((label, shown.map(|(at, _)| at)))
}

/// Cuts the name of the site off a title.
fn without_site<'a>(title: &'a str, names: &[String]) -> &'a str {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        if let Some(at) = title.rfind(mark)
            && let (Some(head), Some(tail)) = (title.get(..at), title.get(at + mark.len()..))
        {
            let tail_key = key(tail);
            let named = names.iter().any(|name| {
                !name.is_empty() && (tail_key.contains(name.as_str()) || name.contains(&tail_key))
            });
            let short = tail.split_whitespace().count() <= 3
                && head.split_whitespace().count() > tail.split_whitespace().count();
            if named || (short && mark != " - ") {
                return head.trim();
            }
        }
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(day: &str, confidence: f32) -> Label<Date> {
        Label::found(Date::parse(day).unwrap(), confidence, "meta", Vec::new())
    }

    #[test]
    fn a_day_that_is_clearly_shown_is_believed_before_the_metadata() {
        for (said, shown, expected) in [
            (label("2025-12-19", 0.95), label("2025-12-18", 0.9), "2025-12-18"),
            (label("2025-12-19", 0.95), label("2025-12-18", 0.5), "2025-12-18"),
            (label("2026-09-03", 0.95), label("2026-03-09", 0.5), "2026-03-09"),
            (label("2025-12-19", 0.95), label("2025-12-15", 0.5), "2025-12-19"),
            (label("2025-12-19", 0.95), label("2025-12-19", 0.9), "2025-12-19"),
            (label("2025-12-19", 0.95), Label::unknown(), "2025-12-19"),
        ] {
            let day = day_as_shown(said, shown).value.map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(expected));
        }
    }

    // The title of a page with this title element and body; all its prose is kept.
    fn title_of(said: &str, body: &str) -> Option<String> {
        const PROSE: &str = "<p>The council met on Monday to talk about the bridge. Nobody knew what it would cost, so nothing was decided.</p>";
        let html = format!(
            "<html><head><title>{said}</title></head><body>{}</body></html>",
            body.replace('@', PROSE)
        );
        let page = crate::understand::html::render::render(&html);
        let cleaned = crate::understand::clean::by_rules(&page.text);
        metadata(&html, &page, &cleaned).title.and_then(|(title, _)| title.value)
    }

    #[test]
    fn the_headline_is_what_heading_and_metadata_agree_on() {
        for (said, body, expected) in [
            // Said in other words.
            (
                "Hire movers from the 21 best moving companies",
                "<h1>21 best movers and moving companies</h1>@<h2>Hire movers</h2>@",
                "21 best movers and moving companies",
            ),
            // The first heading behind the body is of another article.
            (
                "Where to bike in town",
                "<h1>The best trails for biking in town</h1>@<h1>A bridge too dear</h1>",
                "The best trails for biking in town",
            ),
            (
                "A transition in Debusine",
                "<h1>Dec 18 2025 A transition in Debusine</h1>@",
                "A transition in Debusine",
            ),
            ("8 trends in photography", "<h1>Trends in photography</h1>@", "8 trends in photography"),
            (
                "Babies sleep through the night",
                "<h1>Babies sleep through the night | Education | Town Hospital</h1>@",
                "Babies sleep through the night",
            ),
            (
                "Ten cameras under 2500 | The best of them all for a beginner",
                "<h1>Ten cameras under 2500 | The best of them all for a beginner</h1>@",
                "Ten cameras under 2500 | The best of them all for a beginner",
            ),
            (
                "How cloud shapes the market | Daily Cloud",
                "<div>How cloud shapes the market</div>@",
                "How cloud shapes the market",
            ),
        ] {
            assert_eq!(title_of(said, body).as_deref(), Some(expected), "{said}");
        }
    }
}
