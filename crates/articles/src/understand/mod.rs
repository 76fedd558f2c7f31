//! How is an article cleaned and labelled?
//!
//! **Invariant.** The text is not changed: cleaning names spans to leave out, with a rule for each, and
//! a label names the spans that speak for it. What nothing speaks for is unknown.
//!
//! | module | question it answers |
//! | --- | --- |
//! | `lines` | what are the lines of a text, and what does each look like? |
//! | `spelling` | which words stand in a line, as names are made of them? |
//! | `phrases` | which lines do sites put around every article? |
//! | `clean` | which lines are not the article? |
//! | `calendar`, `months` | which dates stand in a text? |
//! | `relative` | which day does "yesterday" mean? |
//! | `names`, `spelling` | which names stand where a publisher's would? |
//! | `title`, `date`, `source`, `byline`, `language`, `topic` | one label each |
//! | `html` | how is an article read from HTML? |
//! | `body`, `forest` | which lines look like body? |
//! | `corpus` | what do the articles say together: which lines go, whose an article is? |
//! | `paragraphs` | what is kept, and as what? |
//! | `restore` | what did the reader put back? |

mod body;
mod byline;
mod calendar;
mod clean;
pub mod corpus;
mod date;
mod forest;
pub(crate) mod html;
pub mod language;
mod months;
mod names;
mod paragraphs;
mod phrases;
mod relative;
pub mod restore;
mod source;
mod spelling;
mod title;
pub mod topic;

use explorer_text::lines;

/// What the programs that train the engine's models see of it.
pub mod learn {
    pub use super::body::{RowAgain, TextRow as Row, again, text_rows as rows, threshold};
    pub use super::clean::{Cleaned, by_rules, clean};
    pub use super::date::{Row as DateRow, candidates as dates, stated};
    pub use super::forest::Forest;
    pub use super::html::body::{
        Row as HtmlRow, RowAgain as HtmlRowAgain, again as html_again, rows as html_rows,
    };
    pub use super::html::render::{Rendered, Style, render, render_as};
    pub use super::names::{Row as SourceRow, candidates as sources, main_label};
    pub use super::title::{Candidate, Row as TitleRow, candidates as titles};
    pub use super::topic::lexicon::{Extent, PARTS, Subject, Weight, form, hash, write};
    pub use explorer_text::lines::Line;
}

use crate::article::{Article, Date, Issue, Label, Language, Paragraph, ParagraphKind, Removal, Source};
use crate::bundle;
use crate::read::{Markup, RawArticle};
use crate::span::Span;
use clean::Cleaned;
use forest::Forest;
use language::detect;
use language::{LanguageModel, ModelError};
use std::fmt;
use topic::lexicon::Lexicon;

/// What the engine learned before it met any article; see `models/README.md`.
#[derive(Clone, Debug)]
pub struct Models {
    /// Tells languages apart.
    pub language: LanguageModel,
    /// See lines of plain text.
    pub text: TextModels,
    /// Tell body lines of HTML pages from the rest, one after the other.
    pub html: [Forest; 2],
    /// Which words speak for which topics.
    pub topics: Lexicon,
}

/// What lines of plain text are: body, headline, day, publisher. Where there are two models, the second one
/// sees the answers of the first.
#[derive(Clone, Debug)]
pub struct TextModels {
    /// Tell body lines from the rest.
    pub body: [Forest; 2],
    /// Tell the headline from other lines.
    pub title: Forest,
    /// Tells the day of publication from other days.
    pub date: Forest,
    /// Tells the publisher's name from other names.
    pub source: Forest,
}

/// Why the models cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelsError {
    /// Name of the file.
    pub file: &'static str,
    /// What is wrong with it; `None` where it is not there.
    pub error: Option<ModelError>,
}

impl fmt::Display for ModelsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Some(error) => write!(f, "{}: {error}", self.file),
            None => write!(f, "{} is missing", self.file),
        }
    }
}

impl std::error::Error for ModelsError {}

impl Models {
    /// Opens models from the names and bytes of their files, those of the folder `models/`.
    pub fn open(files: &[(&str, &[u8])]) -> Result<Self, ModelsError> {
        install_tables(files)?;
        let language = open_file(files, "language.bin", LanguageModel::open)?;
        let [title] = open_file(files, "title.bin", Forest::open)?;
        let [date] = open_file(files, "date.bin", Forest::open)?;
        let [source] = open_file(files, "source.bin", Forest::open)?;
        let plain = TextModels { body: open_file(files, "body.bin", Forest::open)?, title, date, source };
        let topics = open_file(files, "topics.bin", Lexicon::open)?;
        Ok(Models { language, text: plain, html: open_file(files, "html.bin", Forest::open)?, topics })
    }

    /// Opens models from bundles of their files, as the page gets them.
    pub fn open_bundles(bundles: &[&[u8]]) -> Result<Self, ModelsError> {
        let mut files = Vec::new();
        for bundle in bundles {
            files.extend(files_of(bundle)?);
        }
        Self::open(&files)
    }
}

/// Installs the tables for text that has been understood, all that a program needs which is given such articles:
/// properties of characters, names of months, phrases of sites. `files` are names and bytes, as for [`Models::open`].
pub fn install_tables(files: &[(&str, &[u8])]) -> Result<(), ModelsError> {
    explorer_text::analysis::install(open_file(files, "characters.bin", Ok)?);
    months::install(open_file(files, "months.txt", text)?);
    phrases::install(open_file(files, "phrases.txt", text)?);
    Ok(())
}

/// Names and bytes of the files in a bundle.
pub fn files_of(bytes: &[u8]) -> Result<Vec<(&str, &[u8])>, ModelsError> {
    let damaged = |_| ModelsError { file: "a bundle of models", error: Some(ModelError::Damaged) };
    let entries = bundle::read(bytes).map_err(damaged)?;
    Ok(entries.iter().map(|entry| (entry.path, entry.bytes)).collect())
}

fn text(bytes: &[u8]) -> Result<&str, ModelError> {
    std::str::from_utf8(bytes).map_err(|_| ModelError::Damaged)
}

fn open_file<'a, T>(
    files: &[(&str, &'a [u8])],
    file: &'static str,
    open: impl FnOnce(&'a [u8]) -> Result<T, ModelError>,
) -> Result<T, ModelsError> {
    let bytes = files.iter().find(|(name, _)| *name == file).map(|(_, bytes)| *bytes);
    let bytes = bytes.ok_or(ModelsError { file, error: None })?;
    open(bytes).map_err(|error| ModelsError { file, error: Some(error) })
}

/// Cleans and labels one article.
pub fn understand(raw: RawArticle, models: &Models) -> Article {
    match raw.markup {
        Markup::Html => understand_html(raw, models),
        Markup::Plain => understand_plain(raw, models),
    }
}

fn understand_plain(raw: RawArticle, models: &Models) -> Article {
    let RawArticle { id, path, text, markup, url, mut issues } = raw;
    let mut cleaned = clean::clean(&text, &models.text.body);
    let titled = title::title(&cleaned, &models.text.title);
    if let Some(line) = titled.line {
        cleaned.keep(line);
    }
    let mut paragraphs = paragraphs::paragraphs(&cleaned, titled.line, titled.span);
    let removed = removals(&cleaned, titled.line, titled.span);
    let language = language_of(models, &text, &mut paragraphs);
    let date = day_of(&cleaned, &titled, models, date::OF_TEXT);
    let source = with_address(source::source(&cleaned, titled.line, &models.text.source), url.as_deref());
    let credits = byline::credits(&cleaned);
    let topics = topic::topics(&models.topics, &text, &paragraphs, &language);
    note_what_is_missing(&mut issues, &cleaned, &paragraphs, &titled);
    Article {
        id,
        path,
        markup,
        removed,
        restored: Vec::new(),
        paragraphs,
        title: titled.title,
        sections: titled.sections,
        language,
        date,
        source,
        authors: credits.authors,
        contributors: credits.contributors,
        agencies: credits.agencies,
        topics,
        issues,
        text,
    }
}

/// The page is read as the text that it shows; then every span is led back into the HTML.
fn understand_html(raw: RawArticle, models: &Models) -> Article {
    let RawArticle { id, path, text, markup, url, mut issues } = raw;
    let page = html::render::render(&text);
    let mut cleaned = clean::by_rules(&page.text);
    let likely = html::body::probabilities(&cleaned, &page, &models.html);
    cleaned = cleaned.judged(likely, html::body::LEAST);
    let said = html::metadata::metadata(&text, &page, &cleaned);
    html::trim::trim(&mut cleaned, &page, said.is_article, said.body.as_deref());
    let mut titled = title::title(&cleaned, &models.text.title);
    titled.title = led_back(titled.title, &page);
    titled.sections = titled.sections.into_iter().map(|section| led_back(section, &page)).collect();
    if let Some((title, line)) = said.title {
        titled.line = line;
        titled.span = line.and_then(|at| cleaned.lines.get(at)).map_or(Span::new(0, 0), |line| {
            let value = title.value.as_deref().unwrap_or("");
            let shown = line.of(&page.text).starts_with(value) && !value.is_empty();
            if shown { Span::new(line.start, line.start + value.len()) } else { line.span() }
        });
        titled.title = title;
        titled.fragment = false;
    }
    if let Some(line) = titled.line {
        cleaned.keep(line);
    }
    let mut paragraphs = paragraphs::paragraphs(&cleaned, titled.line, titled.span);
    let language = led_back(language_of(models, &page.text, &mut paragraphs), &page);
    let topics = topic::topics(&models.topics, &page.text, &paragraphs, &language)
        .into_iter()
        .map(|topic| led_back(topic, &page))
        .collect();
    let shown = led_back(day_of(&cleaned, &titled, models, date::OF_PAGE), &page);
    let date = match said.date {
        Some(said) => html::metadata::day_as_shown(said, shown),
        None => shown,
    };
    let source = said
        .source
        .unwrap_or_else(|| led_back(source::source(&cleaned, titled.line, &models.text.source), &page));
    let source = with_address(source, url.as_deref());
    let credits = byline::credits(&cleaned);
    let back = |labels: Vec<Label<String>>| {
        labels.into_iter().map(|label| led_back(label, &page)).collect::<Vec<_>>()
    };
    let authors = if said.authors.is_empty() { back(credits.authors) } else { said.authors };
    note_what_is_missing(&mut issues, &cleaned, &paragraphs, &titled);
    let removed = html::removals(&text, &page, &cleaned, &titled);
    html::lead_back(&mut paragraphs, &page);
    Article {
        id,
        path,
        markup,
        removed,
        restored: Vec::new(),
        paragraphs,
        title: titled.title,
        sections: titled.sections,
        language,
        date,
        source,
        authors,
        contributors: back(credits.contributors),
        agencies: back(credits.agencies),
        topics,
        issues,
        text,
    }
}

/// The day of publication that the text shows, or lets reckon.
fn day_of(cleaned: &Cleaned<'_>, titled: &title::Titled, models: &Models, least: f32) -> Label<Date> {
    let stated = date::date(cleaned, titled.line, &models.text.date, None, least);
    if stated.value.is_some() {
        return stated;
    }
    match titled.line.and_then(|line| relative::day(cleaned, line)) {
        Some(reckoned) => Label { runner_up: stated.runner_up, ..reckoned },
        None => stated,
    }
}

/// A label on the rendered text as one on the HTML.
fn led_back<T>(mut label: Label<T>, page: &html::render::Rendered<'_>) -> Label<T> {
    for span in &mut label.evidence {
        *span = page.source(*span);
    }
    label.evidence.retain(|span| !span.is_empty());
    crate::order::sort(&mut label.evidence);
    label.evidence.dedup();
    label
}

/// An address that the file gives beside the text says who published it.
fn with_address(label: Label<Source>, url: Option<&str>) -> Label<Source> {
    let Some(domain) = url.and_then(html::metadata::domain) else { return label };
    let name = label.value.as_ref().map_or_else(|| domain.clone(), |source| source.name.clone());
    Label {
        rule: "address",
        ..Label::found(Source { name, domain: Some(domain) }, 0.95, "address", label.evidence)
    }
}

/// The language of the whole, and of each paragraph.
fn language_of(models: &Models, text: &str, paragraphs: &mut [Paragraph]) -> Label<Language> {
    let mut reader = detect::Reader::new(&models.language);
    for paragraph in &mut *paragraphs {
        paragraph.language = reader.paragraph(paragraph.span.of(text));
    }
    let whole = match (paragraphs.first(), paragraphs.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start as usize, last.span.end as usize),
        _ => {
            reader.paragraph(text);
            Span::new(0, text.len())
        }
    };
    let language = reader.article(whole.of(text), whole.start as usize);
    for paragraph in paragraphs {
        paragraph.language = paragraph.language.or(language.value);
    }
    language
}

fn note_what_is_missing(
    issues: &mut Vec<Issue>,
    cleaned: &Cleaned<'_>,
    paragraphs: &[Paragraph],
    titled: &title::Titled,
) {
    if cleaned.lines.is_empty() {
        issues.push(note("blank", "The article shows no text, so there is nothing to search in it.", None));
    } else if !paragraphs.iter().any(|paragraph| paragraph.kind != ParagraphKind::Title) {
        issues.push(note(
            "only-boilerplate",
            "Nothing but menus, links and the like was found, so the article has no body; it is listed with what was found.",
            None,
        ));
    }
    if titled.fragment {
        let span = titled.title.evidence.first().copied();
        issues.push(note(
            "fragment",
            "The text starts in the middle: its beginning seems to be missing.",
            span,
        ));
    }
}

fn note(kind: &'static str, message: &str, span: Option<Span>) -> Issue {
    Issue { kind, message: message.to_owned(), span }
}

/// The removed spans: sorted, disjoint. Neighbouring lines under one rule are one span; of the line of the
/// headline all but the headline goes.
fn removals(cleaned: &Cleaned<'_>, title: Option<usize>, headline: Span) -> Vec<Removal> {
    let mut removed: Vec<Removal> = Vec::new();
    let mut push = |start: usize, end: usize, rule: &'static str| {
        // Rules never overlap; should two ever, the earlier keeps what it has.
        let start = removed.last().map_or(start, |last| start.max(last.span.end as usize));
        if start < end {
            removed.push(Removal { span: Span::new(start, end), rule });
        }
    };
    if cleaned.text.starts_with('\u{feff}') {
        push(0, '\u{feff}'.len_utf8(), "byte-order-mark");
    }
    if let Some((start, end)) = cleaned.field {
        push(start, end, "field");
    }
    let mut open: Option<(usize, usize, &'static str)> = None;
    for (at, (line, verdict)) in cleaned.lines.iter().zip(&cleaned.verdicts).enumerate() {
        if let (Some((_, end, rule)), Some(next)) = (&mut open, verdict)
            && rule == next
        {
            *end = line.end;
            continue;
        }
        if let Some((start, end, rule)) = open.take() {
            push(start, end, rule);
        }
        if let Some(rule) = *verdict {
            open = Some((line.start, line.end, rule));
        } else if title == Some(at) {
            let (from, to) = (headline.start as usize, headline.end as usize);
            push(line.start, from.min(line.end), "title-prefix");
            push(to.max(line.start), line.end, "title-suffix");
        }
    }
    if let Some((start, end, rule)) = open {
        push(start, end, rule);
    }
    removed
}

#[cfg(test)]
mod tests;
