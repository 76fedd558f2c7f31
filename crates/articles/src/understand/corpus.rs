//! Which lines of an article are furniture because other articles of its source have them too?
//!
//! A second look at articles that are already cleaned, with all of them at hand: a line that stands in several
//! articles of one source, which otherwise have little in common, is not part of any. **Invariant.** What is
//! removed depends on the set of articles, not on their order; articles that repeat each other as a whole
//! (the same report twice) teach nothing; nothing but `removed`, `paragraphs`, an unproven `date` and an unknown `source` of an
//! article changes.
//!
//! The articles of a source also say together whether its dates in numbers put the day or the month first; and what
//! stands around articles whose publisher is known, and of nobody else's, names the publisher of others it stands
//! around (`furniture`).
//!
//! [`Lessons`] notes each article as it comes, in eight bytes a line, and once all are known concludes to a [`Corpus`],
//! which then corrects each; it says whether the article changed and must be indexed again. Noting and concluding may go
//! on with more articles.

mod furniture;
mod written;

use super::calendar;
use crate::article::{Article, Paragraph, ParagraphKind, Removal};
use crate::read::Markup;
use furniture::Furniture;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A line must stand in this many articles of a source.
const FEWEST: u32 = 3;
/// In articles without a known source, which may be of many, in this many.
const FEWEST_UNKNOWN: u32 = 6;
/// Articles of many sources share headings such as "Conclusion"; there a line needs this many words.
const FEWEST_WORDS_UNKNOWN: usize = 5;
/// Within a source shorter lines than this must stand in half of its articles: "Photo", but not "Conclusion".
const FEWEST_WORDS: usize = 3;
/// Longer lines are not furniture, however often they stand.
const MOST_WORDS: usize = 80;
/// An article with more than this share of its words in repeated lines repeats another one.
const COPY: f64 = 0.5;
/// The rule that removes them.
const REPEATED: &str = "repeated";

/// A line: a hash of its letters and digits in lower case, with its number of words in the last [`WORDS`] bits.
type Line = u64;

const WORDS: u32 = 16;

fn words_of(line: Line) -> usize {
    (line & ((1 << WORDS) - 1)) as usize
}

/// What was noted of the articles so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lessons {
    numbers: BTreeMap<String, u32>,
    groups: Vec<Group>,
    /// What stands around the articles of each source.
    furniture: Furniture,
}

/// The articles of a source.
#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    /// Their lines, one article after the other, and where each article's end.
    lines: Vec<Line>,
    ends: Vec<u32>,
    /// Whether some date puts the day first, and whether some puts the month first.
    order: (bool, bool),
}

/// What the articles of each source have in common.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    numbers: BTreeMap<String, u32>,
    /// By the source's number, of those about which there is something to say.
    common: BTreeMap<u32, Common>,
    /// What names the publisher of other articles.
    furniture: Furniture,
}

/// What the articles of a source have in common.
#[derive(Clone, Debug, Default, PartialEq)]
struct Common {
    /// Lines that repeat.
    lines: HashSet<Line>,
    /// Whether dates in numbers put the day first, where all that can be told say the same.
    day_first: Option<bool>,
}

fn line_of(text: &str) -> Line {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut mix = |c: char| hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    let (mut words, mut in_word) = (0u64, false);
    for c in text.chars().chain([' ']) {
        // Most are ASCII, and all lines of all articles come by here.
        let belongs = if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() };
        if !belongs {
            if std::mem::take(&mut in_word) {
                mix(' ');
            }
            continue;
        }
        words += u64::from(!std::mem::replace(&mut in_word, true));
        match c.is_ascii() {
            true => mix(c.to_ascii_lowercase()),
            false => c.to_lowercase().for_each(&mut mix),
        }
    }
    hash >> WORDS << WORDS | words.min((1 << WORDS) - 1)
}

/// Articles are compared within a source; the empty key is "unknown". What was concluded from a comparison is not a
/// ground for the next.
fn group_of(article: &Article) -> String {
    match &article.source.value {
        _ if article.source.rule == furniture::RULE => String::new(),
        None => String::new(),
        Some(source) => {
            let name = source.domain.as_deref().unwrap_or(&source.name);
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        }
    }
}

/// The lines of an article's body, those included that repeated before.
fn lines(article: &Article) -> Vec<Line> {
    let kept = article.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Title);
    let gone = article.removed.iter().filter(|removal| removal.rule == REPEATED);
    kept.map(|paragraph| paragraph.span)
        .chain(gone.map(|removal| removal.span))
        .map(|span| line_of(&article.shown(span)))
        .filter(|&line| words_of(line) > 0)
        .collect()
}

/// Whether the dates in numbers of a plain text that allow one reading only put the day first.
fn day_order(article: &Article) -> (bool, bool) {
    let mut shown = (false, false);
    if article.markup == Markup::Plain && !group_of(article).is_empty() {
        for mention in calendar::mentions(&article.text) {
            shown.0 |= mention.day_first == Some(true);
            shown.1 |= mention.day_first == Some(false);
        }
    }
    shown
}

/// In how many articles each line stands, of those that stand in more than one.
fn counts<'a>(articles: impl IntoIterator<Item = &'a [Line]>) -> HashMap<Line, u32> {
    let mut all: Vec<Line> = Vec::new();
    for article in articles {
        // Each counts once an article.
        let mut own = article.to_vec();
        own.sort_unstable();
        own.dedup();
        all.append(&mut own);
    }
    all.sort_unstable();
    let repeated = all.chunk_by(|one, other| one == other).filter(|run| run.len() > 1);
    repeated.filter_map(|run| Some((*run.first()?, run.len() as u32))).collect()
}

impl Group {
    fn articles(&self) -> impl Iterator<Item = &[Line]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let lines = self.lines.get(start..end as usize).unwrap_or(&[]);
            start = end as usize;
            lines
        })
    }

    fn repeated(&self, is_unknown: bool) -> HashSet<Line> {
        let fewest = if is_unknown { FEWEST_UNKNOWN } else { FEWEST };
        if (self.ends.len() as u64) < u64::from(fewest) {
            return HashSet::new();
        }
        let all = counts(self.articles());
        let is_own = |article: &&[Line]| {
            let words: usize = article.iter().map(|&line| words_of(line)).sum();
            let repeated = article.iter().filter(|line| all.contains_key(line));
            (repeated.map(|&line| words_of(line)).sum::<usize>() as f64) <= words as f64 * COPY
        };
        let own = counts(self.articles().filter(is_own));
        let half = self.ends.len().div_ceil(2) as u32;
        let is_furniture = |line: Line, count: u32| {
            let words = words_of(line);
            let enough = if is_unknown {
                words >= FEWEST_WORDS_UNKNOWN
            } else {
                words >= FEWEST_WORDS || count >= half
            };
            count >= fewest && enough && words <= MOST_WORDS
        };
        own.into_iter().filter(|&(line, count)| is_furniture(line, count)).map(|(line, _)| line).collect()
    }
}

impl Lessons {
    /// Looks at one article, as it was understood; the order of articles changes nothing. The number of its source.
    pub fn note(&mut self, article: &Article) -> u32 {
        self.furniture.note(article);
        let new = self.numbers.len() as u32;
        let number = *self.numbers.entry(group_of(article)).or_insert(new);
        if number == new {
            self.groups.push(Group::default());
        }
        if let Some(group) = self.groups.get_mut(number as usize) {
            let (day, month) = day_order(article);
            group.order = (group.order.0 || day, group.order.1 || month);
            group.lines.extend(lines(article));
            group.ends.push(group.lines.len() as u32);
        }
        number
    }

    /// What the articles that were noted have in common.
    pub fn conclude(&self) -> Corpus {
        let mut corpus = Corpus {
            numbers: self.numbers.clone(),
            common: BTreeMap::new(),
            furniture: self.furniture.clone().conclude(),
        };
        for (name, &number) in &self.numbers {
            let Some(group) = self.groups.get(number as usize) else { continue };
            let (day, month) = group.order;
            let common =
                Common { lines: group.repeated(name.is_empty()), day_first: (day != month).then_some(day) };
            if common != Common::default() {
                corpus.common.insert(number, common);
            }
        }
        corpus
    }
}

impl Corpus {
    /// What articles have in common.
    pub fn learn<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut lessons = Lessons::default();
        for article in articles {
            lessons.note(article);
        }
        lessons.conclude()
    }

    /// The numbers of the sources about which an earlier conclusion said something else, or nothing.
    pub fn news(&self, earlier: &Corpus) -> BTreeSet<u32> {
        let new = self.common.iter().filter(|(source, common)| earlier.common.get(source) != Some(common));
        let mut news = BTreeSet::new();
        for (&source, _) in new {
            news.insert(source);
        }
        if self.furniture != earlier.furniture {
            news.extend(self.unknown());
        }
        news
    }

    /// Whether there is anything to say about articles of a source, by its number.
    pub fn is_about(&self, source: u32) -> bool {
        self.common.contains_key(&source) || (self.unknown() == Some(source) && !self.furniture.is_empty())
    }

    /// The number of no source: only of such articles can others tell whose they are.
    fn unknown(&self) -> Option<u32> {
        self.numbers.get("").copied()
    }

    fn of(&self, article: &Article) -> Option<&Common> {
        self.common.get(self.numbers.get(&group_of(article))?)
    }

    /// Removes the repeated lines of an article, under the rule `repeated`, reads its day of publication as its
    /// source writes dates, and names its publisher if only the lines around it tell. Says whether anything changed.
    pub fn correct(&self, article: &mut Article) -> bool {
        let dated = self.date(article);
        let named = self.furniture.name(article);
        self.clean(article) || dated || named
    }

    /// A day that numbers alone state, in an article that does not show the order itself.
    fn date(&self, article: &mut Article) -> bool {
        let Some(day_first) = self.of(article).and_then(|common| common.day_first) else { return false };
        if matches!(article.date.rule, "json-ld" | "meta" | "time") || day_order(article) != (false, false) {
            return false;
        }
        let mut read = article.date.evidence.iter().map(|span| {
            let all = calendar::mentions(span.of(&article.text));
            all.first().and_then(|mention| Some((mention.date, mention.swapped?)))
        });
        let Some(Some((day, month))) = read.next() else { return false };
        // Somewhere the same day may stand in words: then it is right already.
        if !read.all(|other| other == Some((day, month))) {
            return false;
        }
        let date = if day_first { day } else { month };
        let changed = article.date.value.is_some_and(|value| value != date);
        if changed {
            article.date.value = Some(date);
        }
        changed
    }

    fn clean(&self, article: &mut Article) -> bool {
        let Some(Common { lines: repeated, .. }) = self.of(article) else { return false };
        // What a reader put back stays.
        let restored: Vec<_> = article.restored.iter().map(|removal| removal.span).collect();
        let is_repeated = |paragraph: &Paragraph| {
            paragraph.kind != ParagraphKind::Title
                && repeated.contains(&line_of(&article.shown(paragraph.span)))
                && !restored.iter().any(|span| span.contains(paragraph.span))
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
                removed.push(Removal { span, rule: REPEATED });
                gone_spans.next();
            }
            // Markup inside a removed paragraph goes with it.
            if !removed.last().is_some_and(|last| last.span.contains(removal.span)) {
                removed.push(removal);
            }
        }
        removed.extend(gone_spans.map(|span| Removal { span, rule: REPEATED }));
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
            source: Label::found(source, 0.9, "address", Vec::new()),
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

    /// The articles in another order each time (xorshift, Marsaglia 2003).
    fn shuffled(articles: &[Article], seed: u64) -> Vec<Article> {
        let mut articles = articles.to_vec();
        let mut chance = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        for at in (1..articles.len()).rev() {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            articles.swap(at, (chance % (at as u64 + 1)) as usize);
        }
        articles
    }

    fn corrected(mut articles: Vec<Article>) -> Vec<Article> {
        let corpus = Corpus::learn(&articles);
        for article in &mut articles {
            corpus.correct(article);
        }
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        articles
    }

    #[test]
    fn what_repeats_in_a_source_goes_in_whatever_order_the_articles_come() {
        let furniture = "Sign up for the letter of the editors today".to_owned();
        let mut articles: Vec<Article> = (0..4)
            .map(|number| article(number, &[own(number), furniture.clone(), own(number + 50)]))
            .collect();
        articles.extend((4..8).map(|number| {
            let mut other = article(number, &[own(number), furniture.clone(), own(number + 50)]);
            other.source = Label::unknown();
            other
        }));
        articles.push(article(9, &[own(9), own(59)]));
        let expected = corrected(articles.clone());
        for seed in 0..20 {
            assert_eq!(corrected(shuffled(&articles, seed)), expected, "seed {seed}");
        }
        for article in &expected {
            // Four articles of nobody knows whom are too few.
            assert_eq!(article.body().contains("Sign up"), article.source.value.is_none());
            assert!(article.removed.iter().all(|removal| removal.rule == "repeated"));
        }
        // Once more changes nothing.
        assert_eq!(corrected(expected.clone()), expected);
    }

    #[test]
    fn a_date_in_numbers_is_read_as_other_articles_of_its_source_write_them() {
        let dated = |number: usize, day: &str| {
            let mut article = article(number, &[day.to_owned(), own(number)]);
            let read = calendar::mentions(&article.text).first().map(|mention| mention.date);
            let span = Span::new(0, day.len());
            article.date =
                read.map_or(Label::unknown(), |date| Label::found(date, 0.9, "date-line", vec![span]));
            article
        };
        let day = |article: &Article| article.date.value.map(|date| date.to_string()).unwrap_or_default();
        let american = corrected(vec![dated(0, "04/05/2022"), dated(1, "12/31/2022")]);
        assert_eq!(american.iter().map(day).collect::<Vec<_>>(), ["2022-04-05", "2022-12-31"]);
        let british = corrected(vec![dated(0, "04/05/2022"), dated(1, "31/12/2022")]);
        assert_eq!(british.iter().map(day).collect::<Vec<_>>(), ["2022-05-04", "2022-12-31"]);
        let unclear = corrected(vec![dated(0, "04/05/2022"), dated(1, "31/12/2022"), dated(2, "12/31/2022")]);
        assert_eq!(day(&unclear[0]), day(&dated(0, "04/05/2022")));
    }

    #[test]
    fn lessons_that_were_read_back_are_those_that_were_written_and_damaged_ones_none() {
        let furniture = "More news from the Example team".to_owned();
        let mut lessons = Lessons::default();
        for number in 0..9 {
            let mut article = article(number, &[own(number), furniture.clone(), "12/31/2022".to_owned()]);
            let (start, end) = (own(number).len() + 1, own(number).len() + 1 + furniture.len());
            article.removed = vec![Removal { span: Span::new(start, end), rule: "below-body" }];
            if number % 3 == 0 {
                article.source = Label::unknown();
            }
            lessons.note(&article);
        }
        let mut written = Vec::new();
        (0..lessons.pieces()).for_each(|piece| lessons.write(piece, &mut written));
        assert_eq!(Lessons::read(&written), Some(lessons));
        for length in 0..written.len() {
            assert_eq!(Lessons::read(&written[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn copies_of_one_report_teach_nothing() {
        let mut articles: Vec<Article> =
            (0..5).map(|number| article(number, &[own(1), own(2), own(3)])).collect();
        let corpus = Corpus::learn(&articles);
        assert!(articles.iter_mut().all(|article| !corpus.correct(article)));
    }
}
