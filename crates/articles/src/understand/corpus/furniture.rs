//! Whose articles does a line stand around?
//!
//! A line that was taken out of plain texts — a foot, a blurb, a menu — and stands in several articles of one
//! publisher but in none of another's belongs to that publisher. Where it names the publisher one such line is
//! enough to know whose another article is, otherwise it takes several. **Invariant.** Only lines outside the body
//! count: the same report is printed by many. What is concluded depends on the set of articles, not on their
//! order; only an article of an unknown source, or one named here before, changes.

use super::{line_of, words_of};
use crate::article::{Article, Label, Source};
use crate::read::Markup;
use crate::span::Span;
use crate::understand::names::{letters, main_label};
use explorer_text::codec::{ByteReader, write_bytes, write_number};
use std::collections::{BTreeMap, HashMap};

/// The rule of a source that other articles told.
pub(super) const RULE: &str = "other-articles";
/// A source must be known as surely as this to say whose a line is.
const SURE: f32 = 0.75;
/// A line must stand in this many of its articles.
const FEWEST: u32 = 2;
/// A line that names the publisher says this many letters more than the name: not a credit by itself.
const MORE: usize = 6;
/// Of lines that do not name the publisher it takes this many, of this many words each.
const SILENT_LINES: usize = 4;
const SILENT_WORDS: usize = 3;
/// Longer lines are no furniture.
const MOST_WORDS: usize = 60;
/// Lines at the start and at the end of an article that are looked at.
const LINES: usize = 24;
// How sure an article's source is then: set by hand, there is no set to measure it on.
const NAMED: f32 = 0.85;
const SILENT: f32 = 0.75;

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// Of one publisher (hash of its key), in so many articles; whether it names it, and whether it tells anything.
    One { source: u64, articles: u32, names: bool, tells: bool },
    /// Of several.
    Several,
}

/// Lines around articles, and whose they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Furniture {
    lines: HashMap<u64, Owner>,
    sources: BTreeMap<u64, Source>,
}

/// The letters by which a publisher is known: its domain's main label, or else its name.
fn key_of(source: &Source) -> String {
    match &source.domain {
        Some(domain) => main_label(domain),
        None => letters(&source.name),
    }
}

/// The lines around an article: each with its hash, its number of words and whether any site could have it.
fn lines(article: &Article) -> Vec<(Span, u64, usize, bool)> {
    let mut lines = Vec::new();
    for removal in &article.removed {
        let general = match removal.rule {
            "navigation" | "above-body" | "below-body" | "inset" | "publisher-blurb" | "repeated" => false,
            "newsletter" | "reading-tip" | "related" | "share-bar" | "comment-bar" | "cookie-notice" => true,
            _ => continue,
        };
        let mut at = removal.span.start as usize;
        for line in removal.span.of(&article.text).split('\n') {
            let hash = line_of(line);
            let words = words_of(hash);
            if (2..=MOST_WORDS).contains(&words) {
                let start = at + (line.len() - line.trim_start().len());
                lines.push((Span::new(start, start + line.trim().len()), hash, words, general));
            }
            at += line.len() + 1;
        }
    }
    if lines.len() > 2 * LINES {
        lines.drain(LINES..lines.len() - LINES);
    }
    // A line counts once in an article.
    let mut seen = std::collections::HashSet::new();
    lines.retain(|&(_, hash, ..)| seen.insert(hash));
    lines
}

impl Furniture {
    /// Whether nothing can be told by it.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Appends all of it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut lines: Vec<(u64, Owner)> = self.lines.iter().map(|(&line, &owner)| (line, owner)).collect();
        explorer_text::order::sort_by_key(&mut lines, |&(line, _)| line);
        write_number(out, lines.len() as u64);
        for (line, owner) in lines {
            out.extend(line.to_le_bytes());
            match owner {
                Owner::Several => out.push(0),
                Owner::One { source, articles, names, tells } => {
                    out.push(1 | u8::from(names) << 1 | u8::from(tells) << 2);
                    out.extend(source.to_le_bytes());
                    write_number(out, u64::from(articles));
                }
            }
        }
        write_number(out, self.sources.len() as u64);
        for (key, source) in &self.sources {
            out.extend(key.to_le_bytes());
            write_bytes(out, source.name.as_bytes());
            // No domain is empty.
            write_bytes(out, source.domain.as_deref().unwrap_or_default().as_bytes());
        }
    }

    /// Reads what was written; nothing if it ends before.
    pub(super) fn read(reader: &mut ByteReader<'_>) -> Option<Self> {
        let hash =
            |reader: &mut ByteReader<'_>| Some(u64::from_le_bytes(*reader.take(8).first_chunk::<8>()?));
        let mut furniture = Furniture::default();
        for _ in 0..reader.number() {
            let line = hash(reader)?;
            let told = reader.byte();
            let owner = match told & 1 {
                0 => Owner::Several,
                _ => Owner::One {
                    source: hash(reader)?,
                    articles: reader.short(),
                    names: told & 2 > 0,
                    tells: told & 4 > 0,
                },
            };
            furniture.lines.insert(line, owner);
        }
        for _ in 0..reader.number() {
            let key = hash(reader)?;
            let name = reader.string().to_owned();
            let domain = Some(reader.string()).filter(|domain| !domain.is_empty()).map(str::to_owned);
            furniture.sources.insert(key, Source { name, domain });
        }
        Some(furniture)
    }

    /// Looks at one article; one whose source is not sure, or was told by others, teaches nothing.
    pub(super) fn note(&mut self, article: &Article) {
        let sure = article.source.confidence >= SURE && article.source.rule != RULE;
        let Some(source) = article.source.value.as_ref().filter(|_| sure && article.markup == Markup::Plain)
        else {
            return;
        };
        let key = key_of(source);
        let own = line_of(&key);
        let known = self.sources.entry(own).or_insert_with(|| source.clone());
        if (known.domain.is_none(), &known.name) > (source.domain.is_none(), &source.name) {
            *known = source.clone();
        }
        let name = letters(&source.name);
        for (span, hash, words, general) in lines(article) {
            let said = letters(span.of(&article.text));
            let names = [&name, &key].into_iter().any(|name| {
                name.len() >= 3 && said.len() >= name.len() + MORE && said.contains(name.as_str())
            });
            // What any site could have tells nothing, but that it is not one publisher's.
            let tells = names || (!general && words >= SILENT_WORDS);
            let new = Owner::One { source: own, articles: 0, names: false, tells: false };
            let owner = self.lines.entry(hash).or_insert(new);
            *owner = match *owner {
                Owner::One { source, articles, names: named, tells: told } if source == own => Owner::One {
                    source,
                    articles: articles.saturating_add(1),
                    names: named || names,
                    tells: told || tells,
                },
                _ => Owner::Several,
            };
        }
    }

    /// Only what tells something.
    pub(super) fn conclude(&self) -> Self {
        let tells =
            |owner: &Owner| matches!(owner, Owner::One { articles, tells: true, .. } if *articles >= FEWEST);
        let lines: HashMap<u64, Owner> = self
            .lines
            .iter()
            .filter(|(_, owner)| tells(owner))
            .map(|(&line, &owner)| (line, owner))
            .collect();
        let sources = if lines.is_empty() { BTreeMap::new() } else { self.sources.clone() };
        Furniture { lines, sources }
    }

    /// Names the publisher of an article that nothing in it tells surely, or takes back what was said before.
    /// Whether the article changed.
    pub(super) fn name(&self, article: &mut Article) -> bool {
        let told = article.source.rule == RULE;
        if article.markup != Markup::Plain || (article.source.value.is_some() && !told) {
            return false;
        }
        let before = article.source.clone();
        let found = self.owner(article);
        if found.is_none() && !told {
            return false;
        }
        // What fell short before is still the next best.
        let runner_up = before
            .runner_up
            .clone()
            .filter(|other| found.as_ref().is_none_or(|(source, ..)| key_of(&other.value) != key_of(source)));
        article.source = match found {
            Some((source, confidence, evidence)) => Label::found(source, confidence, RULE, evidence),
            None => Label::unknown(),
        };
        article.source.runner_up = runner_up;
        article.source != before
    }

    /// The one publisher that the lines around an article tell.
    fn owner(&self, article: &Article) -> Option<(Source, f32, Vec<Span>)> {
        if self.lines.is_empty() {
            return None;
        }
        let mut told: BTreeMap<u64, (usize, usize, Vec<Span>)> = BTreeMap::new();
        for (span, hash, ..) in lines(article) {
            if let Some(Owner::One { source, names, .. }) = self.lines.get(&hash) {
                let one = told.entry(*source).or_default();
                one.0 += usize::from(*names);
                one.1 += usize::from(!*names);
                one.2.push(span);
            }
        }
        // Two that are told are none.
        let mut enough =
            told.into_iter().filter(|(_, (named, silent, _))| *named > 0 || *silent >= SILENT_LINES);
        let (own, (named, _, spans)) = enough.next().filter(|_| enough.next().is_none())?;
        let source = self.sources.get(&own)?.clone();
        // An agency that is credited supplied the report.
        let key = key_of(&source);
        let credited = article.agencies.iter().filter_map(|label| label.value.as_deref());
        if credited.map(letters).any(|name| name == key || name == letters(&source.name)) {
            return None;
        }
        Some((source, if named > 0 { NAMED } else { SILENT }, spans))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::read::RawArticle;
    use crate::understand::Models;
    use crate::understand::corpus::Corpus;
    use crate::understand::tests::models;
    use crate::understand::understand;

    fn text(number: usize, foot: &str) -> String {
        format!(
            "What happened to bridge number {number}\n\nThe council of town {number} met on Monday to talk about bridge {number}, which nobody wants to pay for.\n\
             Nobody knew what it would cost, so nothing was decided, and the {number} members went home late in the evening.\n\
             They will meet again in {number} weeks, the mayor said, and she hopes that somebody will have found the money by then.\n\n{foot}"
        )
    }

    fn article(models: &Models, number: usize, foot: &str, url: Option<&str>) -> Article {
        let raw = RawArticle {
            id: ArticleId::given(&format!("{number:02}")),
            path: format!("{number}.txt"),
            text: text(number, foot),
            markup: Markup::Plain,
            url: url.map(str::to_owned),
            issues: Vec::new(),
        };
        understand(raw, models)
    }

    fn corrected(mut articles: Vec<Article>) -> Vec<Article> {
        let corpus = Corpus::learn(&articles);
        for article in &mut articles {
            corpus.correct(article);
        }
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        articles
    }

    const OWN: &str = "Read more news of the coast at Harbour Post every day";
    const OTHER: &str = "Write to the desk of the Valley Gazette if you know more";

    #[test]
    fn the_publisher_of_others_with_the_same_foot_is_an_articles_own_in_whatever_order_they_come() {
        let models = models();
        let known = Some("https://www.harbourpost.com/1");
        let other = Some("https://www.valleygazette.com/1");
        let mut articles = vec![
            article(models, 1, OWN, known),
            article(models, 2, OWN, known),
            article(models, 3, OWN, None),
            article(models, 4, OTHER, other),
            article(models, 5, OTHER, None),
            article(models, 6, "", None),
        ];
        assert!(articles.iter().all(|article| article.body().contains("Nobody knew")));
        let expected = corrected(articles.clone());
        let name = |at: usize| {
            let source = expected[at].source.value.as_ref();
            source.map(|source| source.domain.clone().unwrap_or_default())
        };
        assert_eq!(name(2).as_deref(), Some("harbourpost.com"), "{:?}", articles[2].removed);
        assert_eq!(expected[2].source.rule, RULE);
        assert_eq!(expected[2].source.evidence[0].of(&expected[2].text), OWN);
        // One article of the Gazette is too few to know whose its line is; and no line tells nothing.
        assert_eq!((name(4), name(5)), (None, None));
        articles.reverse();
        assert_eq!(corrected(articles.clone()), expected);
        articles.rotate_left(2);
        assert_eq!(corrected(articles), expected);
        assert_eq!(corrected(expected.clone()), expected);
    }

    #[test]
    fn a_line_of_two_publishers_is_nobodys_and_what_was_said_is_taken_back() {
        let models = models();
        let (known, other) = (Some("https://www.harbourpost.com/1"), Some("https://www.valleygazette.com/1"));
        let mut articles = corrected(vec![
            article(models, 1, OWN, known),
            article(models, 2, OWN, known),
            article(models, 3, OWN, None),
        ]);
        assert!(articles[2].source.value.is_some());
        articles.push(article(models, 4, OWN, other));
        assert_eq!(corrected(articles)[2].source.value, None);
    }

    #[test]
    fn lines_that_name_nobody_tell_only_together() {
        let models = models();
        let known = Some("https://www.harbourpost.com/1");
        let menu = [
            "Boats and harbours nearby",
            "Tides of the week",
            "Letters to the desk",
            "Our weekly quiz",
            "Events along the pier",
        ];
        for (lines, told) in [(5, true), (2, false)] {
            let foot = menu[..lines].join("\n");
            let articles = corrected(vec![
                article(models, 1, &menu.join("\n"), known),
                article(models, 2, &menu.join("\n"), known),
                article(models, 3, &foot, None),
            ]);
            assert_eq!(articles[2].source.value.is_some(), told, "{lines}: {:?}", articles[2].removed);
        }
    }
}
