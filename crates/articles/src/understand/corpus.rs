//! Which lines of an article are furniture because other articles of its source have them too?
//!
//! A second look at articles that are already cleaned, with all of them at hand: a line that stands in several
//! articles of one source, which otherwise have little in common, is not part of any. **Invariant.** What is
//! removed depends on the set of articles, not on their order; articles that repeat each other as a whole
//! (the same report twice) teach nothing; nothing but `removed` and `paragraphs` of an article changes.
//!
//! Call [`Repeats::learn`] once all articles are known, then [`Repeats::clean`] for each; it says whether the
//! article changed and must be indexed again.

use crate::article::{Article, Paragraph, ParagraphKind, Removal};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A line must stand in this many articles of a source.
const FEWEST: u32 = 3;
/// In articles without a known source, which may be of many, in this many.
const FEWEST_UNKNOWN: u32 = 6;
/// Longer lines are not furniture, however often they stand.
const MOST_WORDS: usize = 80;
/// An article with more than this share of its words in repeated lines repeats another one.
const COPY: f64 = 0.5;

/// Lines that repeat, by source.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    lines: BTreeMap<String, HashSet<u64>>,
}

/// Hash of a line's letters and digits in lower case, and its number of words.
fn line_of(text: &str) -> (u64, usize) {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut words = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words += 1;
        for c in word.chars().flat_map(char::to_lowercase).chain([' ']) {
            hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    (hash, words)
}

/// Articles are compared within a source; the empty key is "unknown".
fn group_of(article: &Article) -> String {
    match &article.source.value {
        None => String::new(),
        Some(source) => {
            let name = source.domain.as_deref().unwrap_or(&source.name);
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        }
    }
}

/// The lines of an article's body, each with its words.
fn lines(article: &Article) -> Vec<(u64, usize)> {
    article
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Title)
        .map(|paragraph| line_of(&article.shown(paragraph.span)))
        .filter(|&(_, words)| words > 0)
        .collect()
}

/// In how many articles each line stands.
fn counts<'a>(articles: impl IntoIterator<Item = &'a Vec<(u64, usize)>>) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for article in articles {
        let distinct: HashSet<u64> = article.iter().map(|&(hash, _)| hash).collect();
        for hash in distinct {
            *counts.entry(hash).or_default() += 1;
        }
    }
    counts
}

impl Repeats {
    /// Finds the lines that repeat among all articles of a corpus.
    pub fn learn<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut groups: BTreeMap<String, Vec<Vec<(u64, usize)>>> = BTreeMap::new();
        for article in articles {
            groups.entry(group_of(article)).or_default().push(lines(article));
        }
        let mut repeats = Repeats::default();
        for (group, articles) in groups {
            let fewest = if group.is_empty() { FEWEST_UNKNOWN } else { FEWEST };
            if (articles.len() as u64) < u64::from(fewest) {
                continue;
            }
            let all = counts(&articles);
            let is_own = |article: &&Vec<(u64, usize)>| {
                let words: usize = article.iter().map(|&(_, words)| words).sum();
                let repeated =
                    article.iter().filter(|(hash, _)| all.get(hash).is_some_and(|&count| count > 1));
                (repeated.map(|&(_, words)| words).sum::<usize>() as f64) <= words as f64 * COPY
            };
            let own = counts(articles.iter().filter(is_own));
            let short: HashSet<u64> = articles
                .iter()
                .flatten()
                .filter(|&&(_, words)| words <= MOST_WORDS)
                .map(|&(hash, _)| hash)
                .collect();
            let found: HashSet<u64> = own
                .into_iter()
                .filter(|(hash, count)| *count >= fewest && short.contains(hash))
                .map(|(hash, _)| hash)
                .collect();
            if !found.is_empty() {
                repeats.lines.insert(group, found);
            }
        }
        repeats
    }

    /// Removes the repeated lines of an article, under the rule `repeated`. Says whether there were any.
    pub fn clean(&self, article: &mut Article) -> bool {
        let Some(repeated) = self.lines.get(&group_of(article)) else { return false };
        let is_repeated = |paragraph: &Paragraph| {
            paragraph.kind != ParagraphKind::Title
                && repeated.contains(&line_of(&article.shown(paragraph.span)).0)
        };
        let (gone, kept): (Vec<Paragraph>, Vec<Paragraph>) =
            article.paragraphs.iter().copied().partition(|paragraph| is_repeated(paragraph));
        // An article of which nothing would be left is left alone.
        if gone.is_empty() || !kept.iter().any(|paragraph| paragraph.kind != ParagraphKind::Title) {
            return false;
        }
        let mut removed: Vec<Removal> = Vec::with_capacity(article.removed.len() + gone.len());
        let mut gone_spans = gone.iter().map(|paragraph| paragraph.span).peekable();
        for &removal in &article.removed {
            while let Some(&span) = gone_spans.peek()
                && span.start <= removal.span.start
            {
                removed.push(Removal { span, rule: "repeated" });
                gone_spans.next();
            }
            // Markup inside a removed paragraph goes with it.
            if !removed.last().is_some_and(|last| last.span.contains(removal.span)) {
                removed.push(removal);
            }
        }
        removed.extend(gone_spans.map(|span| Removal { span, rule: "repeated" }));
        article.removed = removed;
        article.paragraphs = kept;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Label, Source};
    use crate::read::Markup;
    use crate::span::Span;

    fn article(number: usize, lines: &[String]) -> Article {
        let text = lines.join("\n");
        let mut at = 0;
        let paragraphs = lines
            .iter()
            .map(|line| {
                let span = Span::new(at, at + line.len());
                at += line.len() + 1;
                Paragraph { span, kind: ParagraphKind::Text, language: None }
            })
            .collect();
        let source = Source { name: "Example".to_owned(), domain: None };
        Article {
            id: ArticleId::given(&number.to_string()),
            path: String::new(),
            markup: Markup::Plain,
            removed: Vec::new(),
            restored: Vec::new(),
            paragraphs,
            title: Label::unknown(),
            sections: Vec::new(),
            language: Label::unknown(),
            date: Label::unknown(),
            source: Label::found(source, 0.9, "given", Vec::new()),
            authors: Vec::new(),
            contributors: Vec::new(),
            agencies: Vec::new(),
            topics: Vec::new(),
            issues: Vec::new(),
            text,
        }
    }

    fn own(number: usize) -> String {
        format!(
            "Report number {number} says what no other report says, at some length and with the word w{number}."
        )
    }

    #[test]
    fn what_repeats_in_a_source_goes_in_whatever_order_the_articles_come() {
        let furniture = "Sign up for the letter of the editors today".to_owned();
        let mut articles: Vec<Article> = (0..4)
            .map(|number| article(number, &[own(number), furniture.clone(), own(number + 50)]))
            .collect();
        articles.push(article(9, &[own(9), own(59)]));
        let mut backwards: Vec<Article> = articles.iter().rev().cloned().collect();
        for corpus in [&mut articles, &mut backwards] {
            let repeats = Repeats::learn(corpus.iter());
            let changed: Vec<bool> = corpus.iter_mut().map(|article| repeats.clean(article)).collect();
            assert_eq!(changed.iter().filter(|changed| **changed).count(), 4);
            for article in corpus.iter() {
                assert!(!article.body().contains("Sign up"));
                assert!(article.removed.iter().all(|removal| removal.rule == "repeated"));
            }
        }
        backwards.reverse();
        assert_eq!(articles, backwards);
    }

    #[test]
    fn copies_of_one_report_teach_nothing() {
        let mut articles: Vec<Article> =
            (0..5).map(|number| article(number, &[own(1), own(2), own(3)])).collect();
        let repeats = Repeats::learn(&articles);
        assert!(articles.iter_mut().all(|article| !repeats.clean(article)));
    }
}
