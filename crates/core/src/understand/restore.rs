//! What did the reader put back?
//!
//! Cleaning can be undone for a span, for a rule or for a whole article, and done again. Labels stay as they
//! were: what they rest on was read before. **Invariant.** What was removed and what was put back are together
//! what cleaning removed, each sorted; a paragraph that lies in a span that was put back goes with it.

use super::Models;
use super::language::detect;
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

/// Puts back what is meant, a line a paragraph.
pub fn put_back(article: &mut Article, meant: &Removed, models: &Models) {
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
                let language = detect::of_paragraph(&models.language, words).or(article.language.value);
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

fn in_order(article: &mut Article) {
    crate::order::sort_by_key(&mut article.removed, |removal| removal.span);
    crate::order::sort_by_key(&mut article.restored, |removal| removal.span);
    crate::order::sort_by_key(&mut article.paragraphs, |paragraph| paragraph.span);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, SearchRequest};

    const TEXT: &str = "Menu\nHome\nFerry returns to service\n\nThe ferry between the two islands returned to service on Tuesday, after three weeks of repairs.\nThe crew was glad, said the captain, and so were the people of the islands.\nShare on Facebook\nBack to top\n";

    fn engine() -> (Engine, String) {
        let models = Models::open(&include!("../../../../models/files.rs")).expect("the shipped models open");
        let mut engine = Engine::new(models);
        engine.add_file("a.txt", TEXT.as_bytes());
        engine.add_file(
            "b.txt",
            b"Another article, about a harbour that is not in the first one at all, is here too.",
        );
        let id = engine.articles()[0].id.as_str().to_owned();
        (engine, id)
    }

    fn finds(engine: &mut Engine, query: &str) -> usize {
        let request = SearchRequest { query: query.to_owned(), limit: 10, ..SearchRequest::default() };
        engine.search(&request).0.total
    }

    #[test]
    fn what_is_put_back_is_found_and_what_is_taken_out_again_is_not() {
        let (mut engine, id) = engine();
        assert_eq!((finds(&mut engine, "facebook"), finds(&mut engine, "ferry")), (0, 1));
        let before = engine.articles()[0].clone();
        let removal = before.removed.iter().find(|removal| removal.span.of(TEXT).contains("Facebook"));
        let rule = removal.expect("the share line is removed").rule;
        for meant in [
            Removed::Everything,
            Removed::Rule(rule.to_owned()),
            Removed::Spans(vec![removal.expect("as above").span]),
        ] {
            let article = engine.restore(&id, &meant, true).expect("it is there");
            assert!(article.restored.iter().any(|removal| removal.span.of(TEXT).contains("Facebook")));
            assert!(article.body().contains("Share on Facebook"));
            assert_eq!((finds(&mut engine, "facebook"), finds(&mut engine, "ferry")), (1, 1));
            assert_eq!(engine.article_by_id(&id).map(|article| article.id.as_str()), Some(id.as_str()));
            engine.restore(&id, &meant, false);
            assert_eq!(finds(&mut engine, "facebook"), 0);
            assert_eq!(engine.articles()[0], before);
        }
        assert_eq!(finds(&mut engine, "harbour"), 1);
    }

    #[test]
    fn hits_lead_to_their_articles_after_one_was_changed() {
        let (mut engine, id) = engine();
        engine.restore(&id, &Removed::Everything, true);
        let request = SearchRequest { query: "ferry".to_owned(), limit: 10, ..SearchRequest::default() };
        let (response, ..) = engine.search(&request);
        let found: Vec<_> = response.hits.iter().filter_map(|hit| engine.article(hit.doc)).collect();
        assert_eq!(found.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), [id.as_str()]);
        assert_eq!(engine.articles().len(), 2);
    }

    #[test]
    fn removed_and_restored_stay_sorted_and_whole() {
        let (mut engine, id) = engine();
        let all = engine.articles()[0].removed.clone();
        for meant in all.iter().map(|removal| Removed::Spans(vec![removal.span])) {
            let article = engine.restore(&id, &meant, true).expect("it is there");
            let mut together = [article.removed.clone(), article.restored.clone()].concat();
            together.sort_by_key(|removal| removal.span);
            assert_eq!(together, all);
            assert!(article.paragraphs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }

    #[test]
    fn marks_of_the_format_are_not_put_back() {
        let (mut engine, _) = engine();
        engine.add_file(
            "bom.txt",
            b"\xEF\xBB\xBFA text that begins with a mark of its encoding, as some editors write.",
        );
        let id = engine.articles()[2].id.as_str().to_owned();
        assert_eq!(engine.articles()[2].removed[0].rule, "byte-order-mark");
        let article = engine.restore(&id, &Removed::Everything, true).expect("it is there");
        assert!(article.restored.is_empty());
        assert!(engine.restore("nobody", &Removed::Everything, true).is_none());
    }
}
