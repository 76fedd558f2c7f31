//! What did the reader put back?
//!
//! Cleaning can be undone for a span, for a rule or for a whole article, and done again. Labels stay as they
//! were: what they rest on was read before. **Invariant.** What was removed and what was put back are together
//! what cleaning removed, each sorted; a paragraph that lies in a span that was put back goes with it.

use super::language::script::{Script, script_of};
use crate::article::{Article, Paragraph, ParagraphKind, Removal};
use crate::span::Span;

/// Which of the spans that cleaning removed are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Exactly these.
    Spans(Vec<Span>),
    /// Those that this rule removed.
    Rule(String),
    /// All.
    Everything,
}

impl Removed {
    fn means(&self, removal: &Removal) -> bool {
        match self {
            Removed::Spans(spans) => spans.contains(&removal.span),
            Removed::Rule(rule) => removal.rule == rule,
            Removed::Everything => true,
        }
    }
}

/// Whether what a rule removed is text that can be put back: marks of the file format, and what belongs to
/// another field, are not.
pub fn is_text(rule: &str) -> bool {
    !matches!(rule, "markup" | "byte-order-mark" | "field" | "title-suffix")
}

/// Puts back what is meant, a line a paragraph. A line in the script of the article is taken to be in its language.
pub fn put_back(article: &mut Article, meant: &Removed) {
    let script =
        article.paragraphs.iter().find_map(|paragraph| first_script(paragraph.span.of(&article.text)));
    let (back, still): (Vec<Removal>, Vec<Removal>) =
        article.removed.iter().partition(|removal| is_text(removal.rule) && meant.means(removal));
    article.removed = still;
    for removal in &back {
        let text = removal.span.of(&article.text);
        let mut start = removal.span.start as usize;
        for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
            let words = line.trim();
            if !words.is_empty() {
                let from = start + (line.len() - line.trim_start().len());
                let is_alike = first_script(words).is_none_or(|own| Some(own) == script);
                let language = article.language.value.filter(|_| is_alike);
                let span = Span::new(from, from + words.len());
                article.paragraphs.push(Paragraph { span, kind: ParagraphKind::Text, language });
            }
            start += line.len();
        }
    }
    article.restored.extend(back);
    in_order(article);
}

/// Takes what is meant out again.
pub fn take_out(article: &mut Article, meant: &Removed) {
    let (out, still): (Vec<Removal>, Vec<Removal>) =
        article.restored.iter().partition(|removal| meant.means(removal));
    article.restored = still;
    article.paragraphs.retain(|paragraph| !out.iter().any(|removal| removal.span.contains(paragraph.span)));
    article.removed.extend(out);
    in_order(article);
}

fn first_script(text: &str) -> Option<Script> {
    text.chars().find_map(script_of)
}

fn in_order(article: &mut Article) {
    crate::order::sort_by_key(&mut article.removed, |removal| removal.span);
    crate::order::sort_by_key(&mut article.restored, |removal| removal.span);
    crate::order::sort_by_key(&mut article.paragraphs, |paragraph| paragraph.span);
}
