//! How does what the engine says look to the page?
//!
//! Conversions only, from the core's types to the protocol's.

use crate::shown::{Piece, shown};
use explorer_core::article::{self, Article, Direction, Label, Language, Removal, Topic};
use explorer_core::engine::{self, Engine};
use explorer_core::query::{self, Query, QueryIssue};
use explorer_core::search::{self, FacetCount, Hit, Marked, Response};
use explorer_core::span::Span;
use explorer_core::understand::restore;
use explorer_protocol::{
    ArticleView, BETWEEN_IDS, Correction, FacetValue, Filters, Found, HitView, LabelView, MarkedText,
    ParagraphKind, ParagraphView, QueryNotice, Range, Removed, RemovedView, SearchRequest, Sort,
};

/// A search as the core takes it.
pub fn search_request(request: SearchRequest) -> engine::SearchRequest {
    let Filters { language, source, topic } = request.filters;
    engine::SearchRequest {
        query: request.query,
        filters: search::Filters { language, source, topic, ..search::Filters::default() },
        sort: match request.sort {
            Sort::Relevance => search::Sort::Relevance,
            Sort::Newest => search::Sort::Newest,
            Sort::Oldest => search::Sort::Oldest,
            Sort::Source => search::Sort::Source,
        },
        offset: request.offset as usize,
        limit: request.limit as usize,
    }
}

/// An answer to a search.
pub fn found(engine: &Engine, response: &Response, _query: &Query, issues: Vec<QueryIssue>) -> Found {
    Found {
        total: response.total as u32,
        corpus: engine.len() as u32,
        hits: response.hits.iter().filter_map(|hit| hit_view(engine, hit)).collect(),
        language: facet(&response.facets.language, language_label),
        source: facet(&response.facets.source, str::to_owned),
        topic: facet(&response.facets.topic, topic_label),
        issues: issues
            .into_iter()
            .map(|QueryIssue { span, message }| QueryNotice { start: span.start, end: span.end, message })
            .collect(),
        relaxed: response.relaxed,
        corrections: response
            .corrections
            .iter()
            .map(|one| Correction { typed: one.typed.clone(), meant: one.meant.clone() })
            .collect(),
    }
}

/// Ids of the hits, in their order.
pub fn ids(engine: &Engine, response: &Response) -> String {
    let mut ids = String::new();
    for id in response.hits.iter().filter_map(|hit| engine.id(hit.doc)) {
        if !ids.is_empty() {
            ids.push(BETWEEN_IDS);
        }
        ids.push_str(id);
    }
    ids
}

fn language_label(code: &str) -> String {
    match Language::from_code(code) {
        Some(language) => language.english_name().to_owned(),
        None => code.to_owned(),
    }
}

fn topic_label(code: &str) -> String {
    Topic::parse(code).and_then(Topic::label).unwrap_or(code).to_owned()
}

fn facet(counts: &[FacetCount], label: impl Fn(&str) -> String) -> Vec<FacetValue> {
    counts
        .iter()
        .map(|count| FacetValue {
            label: label(&count.value),
            value: count.value.clone(),
            count: count.count,
            total: count.total,
        })
        .collect()
}

fn hit_view(engine: &Engine, hit: &Hit) -> Option<HitView> {
    let article = engine.article(hit.doc)?;
    let language = article.language.value;
    Some(HitView {
        id: article.id.as_str().to_owned(),
        title: marked(&hit.title),
        title_derived: article.title_is_derived(),
        snippet: marked(&hit.snippet),
        language: language.map(|language| language.code().to_owned()),
        right_to_left: right_to_left(language),
        source: article.source.value.as_ref().map(|source| source.name.clone()),
        date: article.date.value.map(|date| date.to_string()),
        topics: article
            .topics
            .iter()
            .filter_map(|topic| topic.value)
            .map(|t| topic_label(&t.to_string()))
            .collect(),
        words: article.paragraphs.iter().map(|paragraph| words(paragraph.span.of(&article.text))).sum(),
    })
}

/// Words of a text, about; scripts without spaces count two characters a word.
fn words(text: &str) -> u32 {
    let spaced = text.split_whitespace().count();
    let unspaced =
        text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}')).count();
    (spaced + unspaced / 2) as u32
}

fn right_to_left(language: Option<Language>) -> bool {
    language.is_some_and(|language| language.direction() == Direction::RightToLeft)
}

fn marked(text: &Marked) -> MarkedText {
    MarkedText { text: text.text.clone(), marks: text.marks.iter().map(|&mark| range(mark)).collect() }
}

fn range(span: Span) -> Range {
    Range { start: span.start, end: span.end }
}

/// Which removed spans are meant, as the core takes it.
pub fn removed(which: Removed) -> restore::Removed {
    match which {
        Removed::Spans(ranges) => restore::Removed::Spans(
            ranges.iter().map(|range| Span::new(range.start as usize, range.end as usize)).collect(),
        ),
        Removed::Rule(rule) => restore::Removed::Rule(rule),
        Removed::Everything => restore::Removed::Everything,
    }
}

/// What the reader has put back in an article.
pub fn restored(article: &Article) -> Vec<Range> {
    article.restored.iter().map(|removal| range(removal.span)).collect()
}

/// An article to read, with what matches the query marked, cut after `limit` bytes of what is shown of it.
pub fn article(article: &Article, query: &str, limit: u32) -> ArticleView {
    let shown = shown(article, limit as usize);
    let (query, _) = query::parse(query);
    let main = article.language.value;
    let mut matches = Vec::new();
    let mut paragraphs = Vec::new();
    let mut removed = Vec::new();
    for &(piece, span, place) in &shown.pieces {
        match piece {
            Piece::Paragraph(at) => {
                let Some(paragraph) = article.paragraphs.get(at) else { continue };
                let language = paragraph.language.or(main);
                let text = shown.text.get(place.start as usize..place.end as usize).unwrap_or("");
                let found = search::marks(text, language, &query);
                matches.extend(
                    found
                        .iter()
                        .map(|mark| Range { start: place.start + mark.start, end: place.start + mark.end }),
                );
                let other = paragraph.language.filter(|&language| Some(language) != main);
                let back = article.restored.iter().find(|restored| restored.span.contains(span));
                paragraphs.push(ParagraphView {
                    range: place,
                    kind: kind(paragraph.kind),
                    language: other.map(|language| language.code().to_owned()),
                    right_to_left: right_to_left(language),
                    put_back: back.map(|removal| removed_view(removal, place)),
                });
            }
            Piece::Removed(removal) => removed.push(removed_view(&removal, place)),
        }
    }
    let place = |span: Span| shown.place(span);
    ArticleView {
        id: article.id.as_str().to_owned(),
        path: article.path.clone(),
        bytes: shown.bytes as u32,
        paragraphs,
        removed,
        matches,
        title: label(&article.title, String::clone, String::clone, place),
        language: label(
            &article.language,
            |language| language.code().to_owned(),
            |language| language.english_name().to_owned(),
            place,
        ),
        right_to_left: right_to_left(main),
        date: label(&article.date, |date| date.to_string(), |date| date.to_string(), place),
        source: label(&article.source, |source| source.name.clone(), |source| source.name.clone(), place),
        sections: names(&article.sections, place),
        title_derived: article.title_is_derived(),
        authors: names(&article.authors, place),
        contributors: names(&article.contributors, place),
        agencies: names(&article.agencies, place),
        topics: article
            .topics
            .iter()
            .map(|topic| {
                label(topic, |topic| topic.to_string(), |topic| topic_label(&topic.to_string()), place)
            })
            .collect(),
        notices: article.issues.iter().map(|issue| issue.message.clone()).collect(),
        text: shown.text.into_owned(),
    }
}

fn removed_view(removal: &Removal, place: Range) -> RemovedView {
    RemovedView {
        range: place,
        span: range(removal.span),
        rule: removal.rule.to_owned(),
        is_text: restore::is_text(removal.rule),
    }
}

fn kind(kind: article::ParagraphKind) -> ParagraphKind {
    match kind {
        article::ParagraphKind::Title => ParagraphKind::Title,
        article::ParagraphKind::Heading => ParagraphKind::Heading,
        article::ParagraphKind::Text => ParagraphKind::Text,
        article::ParagraphKind::ListItem => ParagraphKind::ListItem,
        article::ParagraphKind::Quote => ParagraphKind::Quote,
        article::ParagraphKind::Caption => ParagraphKind::Caption,
    }
}

fn names(labels: &[Label<String>], place: impl Fn(Span) -> Option<Range> + Copy) -> Vec<LabelView> {
    labels.iter().map(|name| label(name, String::clone, String::clone, place)).collect()
}

fn label<T>(
    label: &Label<T>,
    value: impl Fn(&T) -> String,
    show: impl Fn(&T) -> String,
    place: impl Fn(Span) -> Option<Range>,
) -> LabelView {
    LabelView {
        value: label.value.as_ref().map(value),
        label: label.value.as_ref().map(&show).unwrap_or_default(),
        confidence: label.confidence,
        rule: label.rule.to_owned(),
        evidence: label.evidence.iter().filter_map(|&span| place(span)).collect(),
        runner_up: label.runner_up.as_ref().map(|runner_up| (show(&runner_up.value), runner_up.confidence)),
    }
}
