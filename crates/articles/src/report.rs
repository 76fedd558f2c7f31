//! How is an article written down for other programs?
//!
//! One JSON object a line, the same bytes from the command line and from the page. The fields are
//! those of the developers' guide; engine types do not derive serialisation, so that they may change
//! while this stays.

use crate::article::{Article, Label, RunnerUp};
use crate::span::Span;
use serde::Serialize;

#[derive(Serialize)]
struct Evidence {
    start: u32,
    end: u32,
}

impl From<Span> for Evidence {
    fn from(span: Span) -> Self {
        Evidence { start: span.start, end: span.end }
    }
}

#[derive(Serialize)]
struct LabelReport {
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<Option<String>>,
    confidence: f64,
    rule: &'static str,
    evidence: Vec<Evidence>,
    runner_up: Option<RunnerUpReport>,
}

#[derive(Serialize)]
struct RunnerUpReport {
    value: String,
    confidence: f64,
}

#[derive(Serialize)]
struct RemovedReport {
    start: u32,
    end: u32,
    rule: &'static str,
}

#[derive(Serialize)]
struct ParagraphReport {
    start: u32,
    end: u32,
    language: Option<&'static str>,
}

#[derive(Serialize)]
struct IssueReport<'a> {
    kind: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct ArticleReport<'a> {
    id: &'a str,
    path: &'a str,
    title: LabelReport,
    language: LabelReport,
    date: LabelReport,
    source: LabelReport,
    sections: Vec<LabelReport>,
    authors: Vec<LabelReport>,
    contributors: Vec<LabelReport>,
    agencies: Vec<LabelReport>,
    topics: Vec<LabelReport>,
    body: String,
    removed: Vec<RemovedReport>,
    paragraphs: Vec<ParagraphReport>,
    issues: Vec<IssueReport<'a>>,
}

#[derive(Serialize)]
struct FailedFileReport<'a> {
    path: &'a str,
    issues: Vec<IssueReport<'a>>,
}

/// One article as a line of JSON, without the line's end.
pub fn article_json(article: &Article) -> String {
    let report = ArticleReport {
        id: article.id.as_str(),
        path: &article.path,
        title: label(&article.title, String::clone),
        language: label(&article.language, |language| language.code().to_owned()),
        date: label(&article.date, |date| date.to_string()),
        source: LabelReport {
            domain: Some(article.source.value.as_ref().and_then(|source| source.domain.clone())),
            ..label(&article.source, |source| source.name.clone())
        },
        authors: article.authors.iter().map(|author| label(author, String::clone)).collect(),
        sections: article.sections.iter().map(|section| label(section, String::clone)).collect(),
        contributors: article.contributors.iter().map(|person| label(person, String::clone)).collect(),
        agencies: article.agencies.iter().map(|agency| label(agency, String::clone)).collect(),
        topics: article
            .topics
            .iter()
            .map(|topic| LabelReport {
                label: topic.value.and_then(|topic| topic.label()),
                ..label(topic, |topic| topic.to_string())
            })
            .collect(),
        body: article.body(),
        removed: article
            .removed
            .iter()
            .map(|removal| RemovedReport {
                start: removal.span.start,
                end: removal.span.end,
                rule: removal.rule,
            })
            .collect(),
        paragraphs: article
            .paragraphs
            .iter()
            .map(|paragraph| ParagraphReport {
                start: paragraph.span.start,
                end: paragraph.span.end,
                language: paragraph.language.map(|language| language.code()),
            })
            .collect(),
        issues: issues(&article.issues),
    };
    json(&report)
}

/// A file that gave no article, as a line of JSON: its path and what was wrong with it.
pub fn failed_file_json(path: &str, found: &[crate::article::Issue]) -> String {
    json(&FailedFileReport { path, issues: issues(found) })
}

fn json(report: &impl Serialize) -> String {
    // Strings, numbers and lists only: there is nothing here that serialising can fail on.
    serde_json::to_string(report).unwrap_or_default()
}

fn issues(issues: &[crate::article::Issue]) -> Vec<IssueReport<'_>> {
    issues.iter().map(|issue| IssueReport { kind: issue.kind, message: &issue.message }).collect()
}

fn label<T>(label: &Label<T>, print: impl Fn(&T) -> String) -> LabelReport {
    LabelReport {
        value: label.value.as_ref().map(&print),
        label: None,
        domain: None,
        confidence: rounded(label.confidence),
        rule: label.rule,
        evidence: label.evidence.iter().map(|&span| span.into()).collect(),
        runner_up: label.runner_up.as_ref().map(|RunnerUp { value, confidence }| RunnerUpReport {
            value: print(value),
            confidence: rounded(*confidence),
        }),
    }
}

/// Thousandths are more than any confidence means, and print the same everywhere.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}
