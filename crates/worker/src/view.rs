//! How does what the engine says look to the page?
//!
//! Conversions only, from the core's types to the protocol's.

use crate::additions;
use crate::shown::{Piece, shown};
use crate::timeline::timeline;
use explorer_core::article::{self, Article, Date, Direction, Label, Language, Removal, Topic};
use explorer_core::engine::{self, Engine};
use explorer_core::order;
use explorer_core::query::{self, Query, QueryIssue};
use explorer_core::search::{self, Extent, FacetCount, Hit, Marked, Response};
use explorer_core::span::Span;
use explorer_core::understand::restore;
use explorer_exports::{citation, topic_name};
use explorer_protocol::{
    ArticleView, BETWEEN_IDS, Correction, FacetValue, FacetView, Filters, Found, HitView, LabelView,
    MarkedText, Mistake, OWN_TOPIC, ParagraphKind, ParagraphView, QueryNotice, Range, Removed, RemovedView,
    SearchRequest, Sort, Wish,
};

/// A search as the core takes it.
pub fn search_request(request: SearchRequest) -> engine::SearchRequest {
    let Filters { language, source, topic, author, file, from, to, undated, exclude } = request.filters;
    let [_, of_source, _, of_author, of_file] = request.wishes;
    let exclude = search::Excluded {
        language: exclude.language,
        source: exclude.source,
        topic: exclude.topic,
        author: exclude.author,
        file: exclude.file,
    };
    engine::SearchRequest {
        query: request.query,
        filters: search::Filters {
            language,
            source,
            topic,
            author,
            file,
            from: date(&from),
            to: date(&to),
            undated,
            exclude,
            wanted: search::Wanted { source: wish(of_source), author: wish(of_author), file: wish(of_file) },
        },
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

fn date(iso: &Option<String>) -> Option<Date> {
    iso.as_deref().and_then(|iso| Date::parse(iso).ok())
}

fn wish(Wish { limit, holding, by_name }: Wish) -> search::Wish {
    search::Wish { limit: Some(limit as usize), holding, by_name }
}

/// An answer to a search; `asked` is what the page asked for, of which the core needs not know all.
pub fn found(engine: &Engine, response: &Response, asked: &Asked, issues: Vec<QueryIssue>) -> Found {
    let Asked { wishes: [languages, _, topics, ..], filters, closer } = asked;
    let facets = &response.facets;
    let [in_languages, in_sources, in_topics, in_authors, in_files] = facets.extents;
    let exclude = &filters.exclude;
    let closer = date(&filters.from).zip(date(&filters.to)).filter(|_| *closer);
    Found {
        total: response.total as u32,
        corpus: engine.len() as u32,
        hits: hits(engine, response),
        language: labelled(
            &facets.language,
            in_languages,
            languages,
            [&filters.language, &exclude.language],
            language_label,
        ),
        source: facet(&facets.source, in_sources),
        topic: below(labelled(
            &facets.topic,
            in_topics,
            topics,
            [&filters.topic, &exclude.topic],
            topic_label,
        )),
        author: facet(&facets.author, in_authors),
        file: facet(&facets.file, in_files),
        timeline: timeline(&response.dates, closer),
        issues: issues
            .into_iter()
            .map(|QueryIssue { span, mistake: of }| QueryNotice {
                start: span.start,
                end: span.end,
                mistake: mistake(of),
            })
            .collect(),
        relaxed: response.relaxed,
        corrections: response
            .corrections
            .iter()
            .map(|one| Correction { typed: one.typed.clone(), meant: one.meant.clone() })
            .collect(),
    }
}

fn mistake(mistake: query::Mistake) -> Mistake {
    use query::Mistake as Core;
    match mistake {
        Core::ClosesNothing => Mistake::ClosesNothing,
        Core::NeverClosed => Mistake::NeverClosed,
        Core::TooDeep(most) => Mistake::TooDeep(most),
        Core::OneSided => Mistake::OneSided,
        Core::NearOneSided => Mistake::NearOneSided,
        Core::NothingExcluded => Mistake::NothingExcluded,
        Core::ChangesNothing => Mistake::ChangesNothing,
        Core::NoWord => Mistake::NoWord,
        Core::NothingInField => Mistake::NothingInField,
        Core::TooManyWords(most) => Mistake::TooManyWords(most),
        Core::TooManyTolerant(most) => Mistake::TooManyTolerant(most),
        Core::EveryWord => Mistake::EveryWord,
        Core::TooCommon => Mistake::TooCommon,
        Core::NoDate => Mistake::NoDate,
    }
}

/// What of a request is needed once more when it is answered.
pub struct Asked {
    filters: Filters,
    wishes: [Wish; 5],
    closer: bool,
}

impl Asked {
    /// That of this request.
    pub fn of(request: &SearchRequest) -> Self {
        Asked { filters: request.filters.clone(), wishes: request.wishes.clone(), closer: request.closer }
    }
}

/// The hits of an answer.
pub fn hits(engine: &Engine, response: &Response) -> Vec<HitView> {
    response.hits.iter().filter_map(|hit| hit_view(engine, hit)).collect()
}

/// Ids of the hits, in their order.
pub fn ids(engine: &Engine, response: &Response) -> String {
    let mut ids = String::new();
    for id in engine.ids_of(response) {
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
    topic_name(code).to_owned()
}

fn value(count: &FacetCount, label: String) -> FacetValue {
    FacetValue { label, value: count.value.clone(), count: count.count, total: count.total, is_below: false }
}

/// A facet of which the core has taken care: its values are called what they are.
fn facet(counts: &[FacetCount], extent: Extent) -> FacetView {
    FacetView {
        values: counts.iter().map(|count| value(count, count.value.clone())).collect(),
        matching: extent.values,
        most: extent.most,
        has_hits: extent.hits,
    }
}

/// A facet of codes: what is wished for is wished for by label, which the core does not know.
fn labelled(
    counts: &[FacetCount],
    extent: Extent,
    wish: &Wish,
    always: [&Vec<String>; 2],
    label: fn(&str) -> String,
) -> FacetView {
    let holding = search::comparable(&wish.holding);
    let chosen = |count: &FacetCount| always.iter().any(|values| values.contains(&count.value));
    let mut values: Vec<FacetValue> = counts
        .iter()
        .map(|count| (count, label(&count.value)))
        .filter(|(count, label)| {
            holding.is_empty() || chosen(count) || search::comparable(label).contains(&holding)
        })
        .map(|(count, label)| value(count, label))
        .collect();
    if wish.by_name {
        order::sort_by(&mut values, |one, other| {
            (one.value.is_empty(), &one.label).cmp(&(other.value.is_empty(), &other.label))
        });
    }
    let matching = values.len() as u32;
    FacetView { values, matching, most: extent.most, has_hits: extent.hits }
}

/// Topics, those of one's own before all others, each of the first level followed by those below it that there are.
fn below(mut facet: FacetView) -> FacetView {
    let top = |value: &FacetValue| Topic::parse(&value.value).map(Topic::top);
    let (mut first, others): (Vec<_>, Vec<_>) = std::mem::take(&mut facet.values)
        .into_iter()
        .partition(|value| Topic::parse(&value.value) == top(value));
    for mut other in others {
        let after = first.iter().rposition(|value| top(value) == top(&other));
        other.is_below = after.is_some();
        first.insert(after.map_or(first.len(), |at| at + 1), other);
    }
    let (mut values, others): (Vec<_>, Vec<_>) =
        first.into_iter().partition(|value| value.value.starts_with(OWN_TOPIC));
    values.extend(others);
    facet.values = values;
    facet
}

/// An article in a list.
pub fn hit_view(engine: &Engine, hit: &Hit) -> Option<HitView> {
    let card = engine.card(hit.doc)?;
    Some(HitView {
        id: card.id.to_owned(),
        title: marked(&hit.title),
        title_derived: card.title_is_derived,
        snippet: marked(&hit.snippet),
        language: card.language.map(|language| language.code().to_owned()),
        right_to_left: right_to_left(card.language),
        source: card.source.map(str::to_owned),
        date: card.date.map(|date| date.to_string()),
        topics: card.topics.iter().map(|topic| topic_label(topic)).collect(),
        authors: card.authors.iter().map(|&author| author.to_owned()).collect(),
        words: card.words,
    })
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
pub fn article(engine: &Engine, article: &Article, query: &str, limit: u32) -> ArticleView {
    let labels = engine.labels(article);
    let own = additions::own_found(engine, article);
    let mut own_evidence: Vec<Vec<Range>> = vec![Vec::new(); own.len()];
    let shown = shown(article, limit as usize);
    let (query, _) = query::parse(query);
    let main = labels.language;
    let mut matches = Vec::new();
    let mut paragraphs = Vec::new();
    let mut removed = Vec::new();
    for &(piece, span, place) in &shown.pieces {
        match piece {
            Piece::Paragraph(at) => {
                let Some(paragraph) = article.paragraphs.get(at) else { continue };
                // What has the language that was found for the whole has the one that was set for it.
                let other = paragraph.language.filter(|&language| Some(language) != article.language.value);
                let language = other.or(main);
                let text = shown.text.get(place.start as usize..place.end as usize).unwrap_or("");
                let found = |query: &Query| {
                    let marks = search::marks(text, language, query).into_iter();
                    marks.map(|mark| Range { start: place.start + mark.start, end: place.start + mark.end })
                };
                matches.extend(found(&query));
                for ((_, query), evidence) in own.iter().zip(&mut own_evidence) {
                    evidence.extend(found(query));
                }
                let other = other.filter(|&language| Some(language) != main);
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
        own_topics: own
            .iter()
            .zip(own_evidence)
            .map(|((name, _), evidence)| own_label(name, evidence))
            .collect(),
        by_hand: additions::by_hand(engine, article),
        notes: additions::notes(engine, article, &shown.text),
        citation: citation(&labels),
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

/// A topic of one's own: that its words are there is all that is said.
fn own_label(name: &str, evidence: Vec<Range>) -> LabelView {
    let rule = if evidence.is_empty() { "by-hand" } else { "own-words" };
    LabelView {
        value: Some(name.to_owned()),
        label: name.to_owned(),
        confidence: 1.0,
        rule: rule.to_owned(),
        evidence,
        runner_up: None,
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
