//! The engine against a plain one that reads every word of every document for every query.
//!
//! `EXPLORER_QUERIES` says how many queries (600 else). What the two share is what a token is and the
//! weights; how answers are found they do not share.

use super::super::pattern::{Closeness, Letters, Likeness, Pattern, Slot, readings};
use super::super::plan::{day_range, likelihood, phrase_slots, rarity};
use super::super::*;
use crate::analysis::{exact_form, folded_form, tokenize};
use crate::index::{Document, Passage, day_number};
use crate::query::{Node, parse, parse_words};
use std::collections::{BTreeMap, BTreeSet};

struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

const WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the",
            "election",
            "elections",
            "minister",
            "ministers",
            "naive",
            "naïve",
            "e-mail",
            "email",
            "U.S.",
            "US",
            "1,000",
            "1000",
            "war",
            "wars",
            "running",
            "run",
            "don't",
            "covid-19",
            "2022",
            "a",
            "of",
        ],
    ),
    (
        "nl",
        &[
            "de",
            "oorlog",
            "oorlogen",
            "Oekraïne",
            "Oekraine",
            "regering",
            "regeringen",
            "minister",
            "café",
            "cafe",
            "van",
            "'s",
            "1000",
        ],
    ),
    ("ru", &["война", "войны", "выборы", "выборов", "ёлка", "елка", "NATO", "в", "и"]),
    ("zh", &["北京", "大学", "京大", "东京都", "学", "生", "新闻", "2022", "的"]),
    ("th", &["กิน", "ข้าว", "กา", "กิ"]),
    ("", &["zebra", "zebras", "élan", "👍", "x1", "x", "12"]),
];

struct Article {
    language: &'static str,
    source: &'static str,
    topics: Vec<&'static str>,
    date: Option<Date>,
    title: String,
    body: Vec<(&'static str, String)>,
    removed: bool,
}

fn sentence(random: &mut Random, language: usize, length: usize) -> String {
    let words: Vec<&str> = (0..length)
        .map(|_| {
            let from = if random.one_in(9) { random.below(WORDS.len()) } else { language };
            // The first words of a list are the frequent ones.
            let list = WORDS[from].1;
            let at = random.below(list.len()).min(random.below(list.len()));
            list[at]
        })
        .collect();
    words.join(*random.of(&[" ", " ", " ", ", ", ". "]))
}

fn corpus(random: &mut Random) -> Vec<Article> {
    (0..1 + random.below(70))
        .map(|_| {
            let main = random.below(WORDS.len());
            let title_length = random.below(5);
            let title = sentence(random, main, title_length);
            let body = (0..random.below(4))
                .map(|_| {
                    let language = if random.one_in(6) { random.below(WORDS.len()) } else { main };
                    let length = random.below(30);
                    (WORDS[language].0, sentence(random, language, length))
                })
                .collect();
            let date = match random.below(4) {
                0 => None,
                1 => Date::year(2020 + random.below(3) as i16).ok(),
                2 => Date::month(2021, 1 + random.below(3) as u8).ok(),
                _ => Date::day(2021, 1 + random.below(3) as u8, 1 + random.below(28) as u8).ok(),
            };
            Article {
                language: WORDS[main].0,
                source: ["", "The Post", "De Post", "Nieuws"][random.below(4)],
                topics: ["medtop:1", "medtop:2"].into_iter().filter(|_| random.one_in(2)).collect(),
                date,
                title,
                body,
                removed: random.one_in(12),
            }
        })
        .collect()
}

/// Indexes the articles in `parts` segments and removes those to be removed.
fn indexed(articles: &[Article], parts: usize) -> Index {
    let mut index = Index::new();
    add(&mut index, articles, parts);
    remove(&mut index, articles);
    index
}

fn add(index: &mut Index, articles: &[Article], parts: usize) {
    for (number, article) in articles.iter().enumerate() {
        let language = Language::from_code(article.language);
        let body: Vec<Passage<'_>> = article
            .body
            .iter()
            .map(|(code, text)| Passage { text, language: Language::from_code(code) })
            .collect();
        index.add(&Document {
            id: "",
            path: "",
            title: Passage { text: &article.title, language },
            body: &body,
            language,
            source: Some(article.source),
            topics: &article.topics,
            authors: &[],
            date: article.date,
        });
        if (number + 1) % articles.len().div_ceil(parts) == 0 {
            index.commit_apart();
        }
    }
    index.commit_apart();
}

fn remove(index: &mut Index, articles: &[Article]) {
    for (number, article) in articles.iter().enumerate() {
        if article.removed {
            index.remove(DocId(number as u32));
        }
    }
}

fn word(random: &mut Random) -> String {
    let list = random.of(WORDS).1;
    let mut word: Vec<char> = random.of(list).chars().collect();
    if random.one_in(8) && word.len() > 3 {
        let at = random.below(word.len());
        let last = word.len() - 1;
        match random.below(3) {
            0 => drop(word.remove(at)),
            1 => word.insert(at, 'e'),
            _ => word.swap(at, last),
        }
    }
    word.into_iter().collect()
}

fn query(random: &mut Random, depth: usize) -> String {
    let choice = if depth == 0 { random.below(9) } else { random.below(17) };
    match choice {
        0..=3 => word(random),
        4 => {
            let words: Vec<String> = (0..1 + random.below(3)).map(|_| word(random)).collect();
            let slop = if random.one_in(2) { format!("~{}", 1 + random.below(4)) } else { String::new() };
            format!("\"{}\"{slop}", words.join(" "))
        }
        5 => {
            let word = word(random);
            let mut prefix: String = word.chars().take(1 + random.below(3)).collect();
            prefix.push('*');
            prefix
        }
        6 => {
            let mut letters: Vec<char> = word(random).chars().collect();
            let at = random.below(letters.len());
            letters[at] = *random.of(&['*', '?']);
            letters.into_iter().collect()
        }
        7 => format!("{}~{}", word(random), random.of(&["1", "2"])),
        8 => match random.below(5) {
            0 => format!("source:{}", random.of(&["post", "\"the post\"", "nieuws", "\"\""])),
            1 => format!("lang:{}", random.of(WORDS).0),
            2 => "topic:\"medtop:1\"".to_owned(),
            3 => format!(
                "date:{}..{}",
                random.of(&["", "2020", "2021-02"]),
                random.of(&["2021-02", "2021", "2021-03-10"])
            ),
            _ => "date:2021".to_owned(),
        },
        9 => format!("title:{}", query(random, 0)),
        10 => format!("body:({} {})", word(random), word(random)),
        11 => format!("{} NEAR/{} {}", word(random), 1 + random.below(6), word(random)),
        12 => format!("({} OR {})", query(random, depth - 1), query(random, depth - 1)),
        13 => format!("{} -{}", query(random, depth - 1), word(random)),
        14 => format!("NOT ({})", query(random, depth - 1)),
        15 => format!("{}^{}.5", word(random), random.below(4)),
        _ => format!("{} {}", query(random, depth - 1), query(random, depth - 1)),
    }
}

#[derive(Clone)]
struct Word {
    analyzer: Analyzer,
    exact: String,
    folded: String,
    start: usize,
    own_end: usize,
    end: usize,
}

/// The words of a text, analysed.
fn words(text: &str, language: &str) -> Vec<Word> {
    let analyzer = Analyzer::of(Language::from_code(language));
    let mut words = Vec::new();
    tokenize(text, |token| {
        let exact = exact_form(&text[token.start..token.end]);
        words.push(Word {
            analyzer: analyzer.for_word(&exact),
            folded: folded_form(&exact),
            exact,
            start: token.start,
            own_end: token.own_end,
            end: token.end,
        });
    });
    words
}

/// A field of a document: passages of words.
type Words = Vec<Vec<Word>>;

struct Plain<'a> {
    articles: &'a [Article],
    bodies: Vec<Words>,
    titles: Vec<Words>,
}

/// The closeness of a word to a pattern, said anew.
fn closeness(pattern: &Pattern, word: &Word) -> Option<Closeness> {
    let same = (word.folded == pattern.folded).then_some(if word.exact == pattern.exact {
        Closeness::Exact
    } else {
        Closeness::Folded
    });
    let stemmed = || {
        let stems =
            word.analyzer != Analyzer::PLAIN && word.analyzer.for_word(&pattern.exact) == word.analyzer;
        (stems && word.analyzer.stem(&word.exact) == word.analyzer.stem(&pattern.exact))
            .then_some(Closeness::Stemmed)
    };
    match &pattern.likeness {
        Likeness::Verbatim => same,
        Likeness::Word => same.or_else(stemmed),
        Likeness::Prefix => {
            same.or_else(|| word.folded.starts_with(&pattern.folded).then_some(Closeness::Pattern))
        }
        Likeness::Wildcard(wildcard) => {
            let text: Vec<char> = word.folded.chars().collect();
            fits(wildcard, &text).then_some(Closeness::Pattern)
        }
        Likeness::Fuzzy(most) => {
            same.or_else(stemmed).or_else(|| match edits(&pattern.folded, &word.folded) {
                1 => Some(Closeness::OneEdit),
                2 if *most == 2 => Some(Closeness::TwoEdits),
                _ => None,
            })
        }
    }
}

/// Edits between two words by the whole table: optimal string alignment.
fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let mut cell = (rows[i - 1][j] + 1).min(row[j - 1] + 1);
            cell = cell.min(rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]));
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                cell = cell.min(rows[i - 2][j - 2] + 1);
            }
            row.push(cell);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[test]
fn edits_counted_in_bits_are_those_of_the_whole_table() {
    let mut random = Random(3);
    let mut word = |letters: &str| -> String {
        let letters: Vec<char> = letters.chars().collect();
        (0..1 + random.below(9)).map(|_| *random.of(&letters)).collect()
    };
    for _ in 0..20_000 {
        let (one, other) = (word("abcдé"), word("abcдé"));
        let plain = edits(&one, &other);
        for most in 0..=2 {
            let expected = (plain <= usize::from(most)).then_some(plain as u8);
            assert_eq!(Letters::new(&one).edits(&other, most), expected, "{one} {other}");
        }
    }
}

fn fits(wildcard: &[char], text: &[char]) -> bool {
    match wildcard.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|at| fits(rest, &text[at..])),
        Some((c, rest)) => text.first().is_some_and(|t| *c == '?' || c == t) && fits(rest, &text[1..]),
    }
}

/// Runs of words of a passage that fill the slots.
fn runs(passage: &[Word], slots: &[Slot], slop: u32) -> Vec<Vec<usize>> {
    let fills =
        |at: usize, slot: &Slot| passage.get(at).is_some_and(|word| closeness(&slot.pattern, word).is_some());
    let mut found = Vec::new();
    let Some((first, others)) = slots.split_first() else { return found };
    for start in (0..passage.len()).filter(|&start| fills(start, first)) {
        let mut run = vec![start];
        let mut before = 0;
        for slot in others {
            let least = run[run.len() - 1] + (slot.offset - before) as usize;
            before = slot.offset;
            let last = if slop == 0 { least + 1 } else { passage.len() };
            match (least..last).find(|&at| fits_at(passage, at, slot)) {
                Some(at) => run.push(at),
                None => break,
            }
        }
        let span = run[run.len() - 1] - start;
        if run.len() == slots.len() && span <= (before + slop) as usize {
            found.push(run);
        }
    }
    found
}

fn fits_at(passage: &[Word], at: usize, slot: &Slot) -> bool {
    passage.get(at).is_some_and(|word| closeness(&slot.pattern, word).is_some())
}

fn are_near(one: &[usize], other: &[usize], distance: u32) -> bool {
    let (start, end, low, high) = (one[0], one[one.len() - 1], other[0], other[other.len() - 1]);
    let apart = if low > end { low - end } else { start.saturating_sub(high) };
    apart > 0 && apart <= distance as usize
}

/// What a query asks of a document's words: slots, slop, a neighbour.
struct Asked {
    slots: Vec<Slot>,
    slop: u32,
    near: Option<(Vec<Slot>, u32, u32)>,
}

type Scores = BTreeMap<u32, u32>;

impl Plain<'_> {
    fn new(articles: &[Article]) -> Plain<'_> {
        let bodies = articles
            .iter()
            .map(|article| article.body.iter().map(|(language, text)| words(text, language)).collect())
            .collect();
        let titles = articles.iter().map(|article| vec![words(&article.title, article.language)]).collect();
        Plain { articles, bodies, titles }
    }

    /// Every term that a slot stands for, with the documents that have it in the body and in the title.
    fn terms(&self, slot: &Slot) -> BTreeMap<(Analyzer, String), (Closeness, u64)> {
        type Holders = (Closeness, BTreeSet<usize>, BTreeSet<usize>);
        let mut holders: BTreeMap<(Analyzer, String), Holders> = BTreeMap::new();
        for (field, documents) in [(0, &self.bodies), (1, &self.titles)] {
            for (doc, passages) in documents.iter().enumerate() {
                for word in passages.iter().flatten() {
                    if let Some(closeness) = closeness(&slot.pattern, word) {
                        let entry = holders.entry((word.analyzer, word.exact.clone())).or_insert((
                            closeness,
                            BTreeSet::new(),
                            BTreeSet::new(),
                        ));
                        if field == 0 { &mut entry.1 } else { &mut entry.2 }.insert(doc);
                    }
                }
            }
        }
        holders
            .into_iter()
            .map(|(term, (closeness, body, title))| (term, (closeness, body.len().max(title.len()) as u64)))
            .collect()
    }

    fn norm(&self, doc: u32, title: bool) -> f32 {
        let lengths = |doc: usize| -> u64 {
            let words = if title { &self.titles[doc] } else { &self.bodies[doc] };
            words.iter().map(|passage| passage.len() as u64).sum()
        };
        let language = self.articles[doc as usize].language;
        let same: Vec<u64> = (0..self.articles.len())
            .filter(|&other| self.articles[other].language == language)
            .map(lengths)
            .filter(|&length| length > 0)
            .collect();
        let mean = same.iter().sum::<u64>().max(1) as f32 / same.len().max(1) as f32;
        let weight = if title { 0.5 } else { 0.75 };
        1.0 / (1.0 - weight + weight * lengths(doc as usize) as f32 / mean)
    }

    fn text(&self, asked: &Asked, (body, title): (bool, bool), boost: f32) -> Scores {
        let all = |slots: &[Slot]| -> f32 {
            let documents = |slot: &Slot| self.terms(slot).values().map(|(_, documents)| documents).sum();
            slots.iter().map(|slot| rarity(documents(slot), self.articles.len())).sum()
        };
        let weight = match &asked.near {
            None => all(&asked.slots) * boost,
            Some((others, ..)) => all(&asked.slots) * boost + all(others) * boost,
        };
        let terms = match asked.slots.as_slice() {
            [slot] if asked.near.is_none() => Some(self.terms(slot)),
            _ => None,
        };
        let fuzzy = |slot: &Slot| matches!(slot.pattern.likeness, Likeness::Fuzzy(_));
        let mut forms: BTreeMap<&str, u64> = BTreeMap::new();
        for ((_, form), (_, documents)) in terms.iter().flatten() {
            *forms.entry(form).or_default() += documents;
        }
        let frequency = |passages: &Words, tier: usize| -> u32 {
            let mut sum = 0;
            let mut seen = BTreeSet::new();
            for passage in passages {
                match (&terms, asked.slots.first()) {
                    (Some(terms), Some(slot)) => {
                        for word in passage {
                            // Of a word that is only like the one typed it does not matter how often.
                            if tier > 1 && !seen.insert((word.analyzer, &word.exact)) {
                                continue;
                            }
                            if let Some((closeness, _)) = terms.get(&(word.analyzer, word.exact.clone()))
                                && (!fuzzy(slot) || closeness.tier() == tier)
                            {
                                let mut weight = closeness.weight();
                                if fuzzy(slot) && tier > 1 {
                                    let mut rest: Vec<char> = word.folded.chars().collect();
                                    let mut invented = 0;
                                    for c in slot.pattern.folded.chars() {
                                        match rest.iter().position(|&other| other == c) {
                                            Some(at) => drop(rest.remove(at)),
                                            None => invented += 1,
                                        }
                                    }
                                    let documents = forms[word.exact.as_str()];
                                    weight = likelihood(documents, self.articles.len(), invented);
                                }
                                sum += weight;
                            }
                        }
                    }
                    _ => {
                        let found = runs(passage, &asked.slots, asked.slop);
                        let others = asked
                            .near
                            .as_ref()
                            .map(|(slots, slop, distance)| (runs(passage, slots, *slop), *distance));
                        for run in found {
                            let near = others.as_ref().is_none_or(|(others, distance)| {
                                others.iter().any(|other| are_near(&run, other, *distance))
                            });
                            sum += if near { 1000 } else { 0 };
                        }
                    }
                }
            }
            sum
        };
        // What documents of a tolerant word score at least, and what each point of BM25 adds.
        let tolerant = asked.near.is_none() && asked.slots.len() == 1 && fuzzy(&asked.slots[0]);
        let tiers = match tolerant {
            true => vec![(1.0, 1.0), (0.5, 0.16), (0.05, 0.15), (0.0, 0.016)],
            false => vec![(0.0, 1.0)],
        };
        let mut scores = Scores::new();
        for doc in 0..self.articles.len() as u32 {
            for (number, &(least, share)) in tiers.iter().enumerate() {
                let in_body = if body { frequency(&self.bodies[doc as usize], number) } else { 0 };
                let in_title = if title { frequency(&self.titles[doc as usize], number) } else { 0 };
                if in_body + in_title > 0 && !scores.contains_key(&doc) {
                    let norm = |title| if number < 2 { self.norm(doc, title) } else { 1.0 };
                    let mut frequency = in_body as f32 * norm(false);
                    if in_title > 0 {
                        frequency += 2.0 * in_title as f32 * norm(true);
                    }
                    let frequency = frequency / 1000.0;
                    let saturated = frequency * (3.0 + 1.0) / (frequency + 3.0);
                    let score = weight * (least + share * saturated);
                    scores.insert(doc, (score * 65_536.0 + 0.5) as u32);
                }
            }
        }
        scores
    }

    /// The word or phrase that a part of a query stands for, if it can be read in one way only.
    fn single(node: &Node, fields: (bool, bool), boost: f32) -> Option<(Asked, (bool, bool), f32)> {
        let (slots, slop) = match node {
            Node::Word(_) | Node::Fuzzy(..) => {
                let mut all = Plain::ways(node);
                (all.pop().filter(|_| all.is_empty())?, 0)
            }
            Node::Phrase(..) => phrase_slots(node),
            Node::Boost(node, hundredths) => {
                return Plain::single(node, fields, boost * *hundredths as f32 / 100.0);
            }
            Node::In(QueryField::Title, node) => return Plain::single(node, (false, true), boost),
            Node::In(_, node) => return Plain::single(node, (true, false), boost),
            _ => return None,
        };
        Some((Asked { slots, slop, near: None }, fields, boost))
    }

    fn ways(node: &Node) -> Vec<Vec<Slot>> {
        match node {
            Node::Word(word) => readings(word, None),
            Node::Fuzzy(word, edits) => readings(word, Some(*edits)),
            _ => Vec::new(),
        }
    }

    /// The same, or the first of several ways.
    fn first(node: &Node, fields: (bool, bool), boost: f32) -> Option<(Asked, (bool, bool), f32)> {
        Plain::single(node, fields, boost).or_else(|| match node {
            Node::Word(_) | Node::Fuzzy(..) => {
                let slots = Plain::ways(node).into_iter().next()?;
                Some((Asked { slots, slop: 0, near: None }, fields, boost))
            }
            Node::Or(nodes) => nodes.iter().find_map(|node| Plain::single(node, fields, boost)),
            Node::Boost(node, hundredths) => Plain::first(node, fields, boost * *hundredths as f32 / 100.0),
            Node::In(QueryField::Title, node) => Plain::first(node, (false, true), boost),
            Node::In(_, node) => Plain::first(node, (true, false), boost),
            _ => None,
        })
    }

    /// What a document gains by the closeness of the words asked for side by side.
    fn closeness(&self, root: Option<&Node>, doc: u32) -> u32 {
        let Some(Node::And(nodes) | Node::Or(nodes)) = root else { return 0 };
        let mut distinct: Vec<&Node> = Vec::new();
        nodes.iter().for_each(|node| {
            if !distinct.contains(&node) {
                distinct.push(node);
            }
        });
        let all: Vec<(Asked, f32)> = distinct
            .into_iter()
            .filter_map(|node| Plain::first(node, (true, true), 1.0))
            .filter(|(asked, (body, _), _)| *body && !asked.slots.is_empty())
            .map(|(asked, _, boost)| {
                let documents = |slot: &Slot| self.terms(slot).values().map(|(_, documents)| documents).sum();
                let rare = |slot: &Slot| rarity(documents(slot), self.articles.len());
                let weight: f32 = asked.slots.iter().map(rare).sum();
                (asked, weight * boost)
            })
            .take(24)
            .collect();
        if all.len() < 2 {
            return 0;
        }
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (number, (asked, _)) in all.iter().enumerate() {
            let mut before = 0;
            for passage in &self.bodies[doc as usize] {
                for run in runs(passage, &asked.slots, asked.slop) {
                    places.push((before + run[0], before + run[run.len() - 1], number));
                }
                before += passage.len();
            }
        }
        places.sort();
        let mut sums = vec![0f32; all.len()];
        for pair in places.windows(2) {
            let ((_, end, one), (start, _, other)) = (pair[0], pair[1]);
            if one != other && start > end {
                let near = 1.0 / ((start - end) as f32 * (start - end) as f32);
                sums[one] += near * all[other].1;
                sums[other] += near * all[one].1;
            }
        }
        let norm = self.norm(doc, false);
        let gain: f32 = sums
            .iter()
            .zip(&all)
            .map(|(&sum, (_, weight))| {
                let sum = sum * norm * 0.1;
                weight * sum * (3.0 + 1.0) / (sum + 3.0)
            })
            .sum();
        (gain * 0.1 * 65_536.0 + 0.5) as u32
    }

    fn those(&self, passes: impl Fn(&Article) -> bool) -> Scores {
        (0u32..).zip(self.articles).filter(|(_, article)| passes(article)).map(|(doc, _)| (doc, 0)).collect()
    }

    fn node(&self, node: &Node, fields: (bool, bool), boost: f32) -> Scores {
        let sum = |all: Vec<Scores>| {
            let mut sum = Scores::new();
            all.into_iter().flatten().for_each(|(doc, score)| *sum.entry(doc).or_default() += score);
            sum
        };
        let distinct = |nodes: &[Node]| -> Vec<Scores> {
            let mut seen: Vec<&Node> = Vec::new();
            for node in nodes {
                if !seen.contains(&node) {
                    seen.push(node);
                }
            }
            seen.into_iter().map(|node| self.node(node, fields, boost)).collect()
        };
        let any = |readings: Vec<Vec<Slot>>| {
            let all = readings.into_iter().filter(|slots| !slots.is_empty());
            sum(all.map(|slots| self.text(&Asked { slots, slop: 0, near: None }, fields, boost)).collect())
        };
        match node {
            Node::Word(word) => any(readings(word, None)),
            Node::Fuzzy(word, edits) => any(readings(word, Some(*edits))),
            Node::Phrase(..) => {
                let (slots, slop) = phrase_slots(node);
                self.text(&Asked { slots, slop, near: None }, fields, boost)
            }
            Node::Near(one, other, distance) => {
                let ((slots, slop), (others, loose)) = (phrase_slots(one), phrase_slots(other));
                self.text(&Asked { slots, slop, near: Some((others, loose, *distance)) }, fields, boost)
            }
            Node::In(QueryField::Title, node) => self.node(node, (false, true), boost),
            Node::In(_, node) => self.node(node, (true, false), boost),
            Node::Value(field, value) => {
                let folded = |text: &str| -> Vec<String> {
                    words(text, "").into_iter().map(|word| word.folded).collect()
                };
                let wanted = folded(value);
                let whole = |name: &str| name == value || !wanted.is_empty() && folded(name) == wanted;
                self.those(|article| match field {
                    QueryField::Source => {
                        article.source == value
                            || !wanted.is_empty()
                                && folded(article.source).windows(wanted.len()).any(|window| window == wanted)
                    }
                    QueryField::Language => whole(article.language),
                    QueryField::Topic if article.topics.is_empty() => value.is_empty(),
                    QueryField::Topic => article.topics.iter().any(|topic| whole(topic)),
                    _ => value.is_empty(),
                })
            }
            Node::Dates(from, to) => {
                let (from, to) = day_range(*from, *to);
                self.those(|article| (from..=to).contains(&day_number(article.date)))
            }
            Node::And(nodes) => {
                let all = distinct(nodes);
                let mut both = sum(all.clone());
                both.retain(|doc, _| all.iter().all(|scores| scores.contains_key(doc)));
                both
            }
            Node::Or(nodes) => sum(distinct(nodes)),
            Node::Not(node) => {
                let without = self.node(node, fields, boost);
                let mut rest = self.those(|_| true);
                rest.retain(|doc, _| !without.contains_key(doc));
                rest
            }
            Node::Boost(node, hundredths) => self.node(node, fields, boost * *hundredths as f32 / 100.0),
        }
    }

    fn answers(&self, query: &Query) -> Scores {
        let mut scores = match &query.root {
            Some(root) => self.node(root, (true, true), 1.0),
            None => self.those(|_| true),
        };
        scores.retain(|&doc, _| !self.articles[doc as usize].removed);
        scores
    }
}

/// Documents with a value, under the filters of the other facets.
fn counts(
    articles: &[Article],
    scores: &Scores,
    others: &dyn Fn(&Article) -> bool,
    values: &dyn Fn(&Article) -> Vec<String>,
) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for &doc in scores.keys() {
        let article = &articles[doc as usize];
        if others(article) {
            values(article).into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
    }
    counts
}

fn check(
    articles: &[Article],
    plain: &Plain<'_>,
    index: &Index,
    (text, any): (&str, bool),
    filters: &Filters,
) {
    let query = if any { parse_words(text) } else { parse(text).0 };
    let response =
        search(index, &Request { query: &query, filters, sort: Sort::Relevance, offset: 0, limit: 10 });
    let scores = plain.answers(&response.query);
    let language = |article: &Article| {
        filters.language.is_empty() || filters.language.contains(&article.language.to_owned())
    };
    let source = |article: &Article| !filters.exclude.source.contains(&article.source.to_owned());
    let (from, to) = day_range(filters.from, filters.to);
    let dated = filters.from.is_some() || filters.to.is_some();
    let date = |article: &Article| !dated || (from..=to).contains(&day_number(article.date));
    let mut hits: Vec<(u32, u32)> = scores
        .iter()
        .filter(|(doc, _)| {
            let article = &articles[**doc as usize];
            language(article) && source(article) && date(article)
        })
        .map(|(&doc, &score)| (doc, score))
        .collect();
    hits.sort_by_key(|&(doc, score)| (Reverse(score), doc));
    assert_eq!(response.total, hits.len(), "total of {text}");
    // Which words the first share is asked of the engine.
    let query = &response.query;
    let shared = feedback::words(index, query, &plan(index, query), &hits);
    let shared =
        if shared.is_empty() { Scores::new() } else { plain.node(&Node::Or(shared), (true, true), 1.0) };
    for (doc, score) in hits.iter_mut().take(LOOKED_AT) {
        *score += plain.closeness(query.root.as_ref(), *doc);
        *score += shared.get(doc).copied().unwrap_or(0);
    }
    hits.sort_by_key(|&(doc, score)| (Reverse(score), doc));
    let ours: Vec<(u32, f32)> = response.hits.iter().map(|hit| (hit.doc.0, hit.score)).collect();
    let theirs: Vec<(u32, f32)> =
        hits.iter().take(10).map(|&(doc, score)| (doc, score as f32 / 65_536.0)).collect();
    assert_eq!(ours, theirs, "hits of {text}");
    let facet = |counts: &[FacetCount]| -> BTreeMap<String, u32> {
        counts
            .iter()
            .filter(|count| count.count > 0)
            .map(|count| (count.value.clone(), count.count))
            .collect()
    };
    assert_eq!(
        facet(&response.facets.language),
        counts(articles, &scores, &|a| source(a) && date(a), &|a| vec![a.language.to_owned()]),
        "languages of {text}"
    );
    assert_eq!(
        facet(&response.facets.source),
        counts(articles, &scores, &|a| language(a) && date(a), &|a| vec![a.source.to_owned()]),
        "sources of {text}"
    );
    let topics = |article: &Article| match article.topics.is_empty() {
        true => vec![String::new()],
        false => article.topics.iter().map(|&topic| topic.to_owned()).collect(),
    };
    assert_eq!(
        facet(&response.facets.topic),
        counts(articles, &scores, &|a| language(a) && source(a) && date(a), &topics),
        "topics of {text}"
    );
    let month = |article: &Article| match article.date.map(Date::parts) {
        Some((year, Some(month), _)) => vec![format!("{year}-{month:02}")],
        _ => Vec::new(),
    };
    let months: BTreeMap<String, u32> =
        response.months.iter().map(|&((year, month), count)| (format!("{year}-{month:02}"), count)).collect();
    assert_eq!(months, counts(articles, &scores, &|a| language(a) && source(a), &month), "months of {text}");
    for hit in &response.hits {
        let article = &articles[hit.doc.0 as usize];
        let title = plain_marks(&response.query, &article.title, article.language, false);
        assert_eq!(hit.title.marks, title, "title of {text}");
        check_snippet(&response.query, article, &hit.snippet, text);
    }
}

/// A snippet must be a piece of a passage with all that matches in it marked.
fn check_snippet(query: &Query, article: &Article, snippet: &Marked, text: &str) {
    if article.body.is_empty() {
        return assert!(snippet.text.is_empty());
    }
    let lead = if snippet.text.starts_with("… ") { "… ".len() } else { 0 };
    let piece = &snippet.text[lead..];
    let piece = piece.strip_suffix(" …").unwrap_or(piece);
    let agrees = article.body.iter().any(|(language, passage)| {
        let all = plain_marks_apart(query, passage, language, true);
        passage.match_indices(piece).any(|(at, _)| {
            let within: Vec<Span> = all
                .iter()
                .filter(|span| span.start as usize >= at && span.end as usize <= at + piece.len())
                .map(|span| Span::new(span.start as usize - at + lead, span.end as usize - at + lead))
                .collect();
            joined(within) == snippet.marks
        })
    });
    assert!(agrees, "snippet of {text}: {snippet:?}");
}

fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

fn plain_marks(query: &Query, text: &str, language: &str, body: bool) -> Vec<Span> {
    joined(plain_marks_apart(query, text, language, body))
}

fn plain_marks_apart(query: &Query, text: &str, language: &str, body: bool) -> Vec<Span> {
    let mut marks = Vec::new();
    if let Some(root) = &query.root {
        mark(root, &words(text, language), body, &mut marks);
    }
    marks
}

fn mark(node: &Node, passage: &[Word], wanted: bool, marks: &mut Vec<Span>) {
    let mut all = |slots: &[Slot], slop: u32, keep: &dyn Fn(&[usize]) -> bool| {
        for run in runs(passage, slots, slop).iter().filter(|run| keep(run)) {
            let span = |at: usize| {
                let word = &passage[run[at]];
                let single = slots[at].pattern.folded.chars().count() == 1 && word.own_end > word.start;
                Span::new(word.start, if single { word.own_end } else { word.end })
            };
            if slop == 0 {
                marks.push(Span { start: span(0).start, end: span(run.len() - 1).end });
            } else {
                marks.extend((0..run.len()).map(span));
            }
        }
    };
    match node {
        Node::Word(word) => readings(word, None).iter().for_each(|slots| all(slots, 0, &|_| true)),
        Node::Fuzzy(word, edits) => {
            readings(word, Some(*edits)).iter().for_each(|slots| all(slots, 0, &|_| true));
        }
        Node::Phrase(..) => {
            let (slots, slop) = phrase_slots(node);
            all(&slots, slop, &|_| true);
        }
        Node::Near(one, other, distance) => {
            let ((first, slop), (second, loose)) = (phrase_slots(one), phrase_slots(other));
            let (ones, others) = (runs(passage, &first, slop), runs(passage, &second, loose));
            all(&first, slop, &|run| others.iter().any(|other| are_near(run, other, *distance)));
            all(&second, loose, &|run| ones.iter().any(|one| are_near(one, run, *distance)));
        }
        Node::In(field, node) if (*field == QueryField::Body) == wanted => mark(node, passage, wanted, marks),
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter().for_each(|node| mark(node, passage, wanted, marks));
        }
        Node::Boost(node, _) => mark(node, passage, wanted, marks),
        _ => {}
    }
}

#[test]
fn every_answer_is_the_one_that_reading_everything_gives() {
    let count =
        std::env::var("EXPLORER_QUERIES").ok().and_then(|count| count.parse().ok()).unwrap_or(600usize);
    let mut random = Random(2022);
    let mut asked = 0;
    while asked < count {
        let articles = corpus(&mut random);
        let plain = Plain::new(&articles);
        let mut apart = indexed(&articles, 1 + random.below(5));
        let mut whole = indexed(&articles, 1);
        let reopened = Index::open(apart.save()).unwrap();
        assert!(whole.save() == apart.save(), "one saved form");
        apart = indexed(&articles, 4);
        // Saved with half of the articles, opened again, and the others added.
        let (first, others) = articles.split_at(articles.len() / 2);
        let mut grown = Index::new();
        add(&mut grown, first, 1);
        grown = Index::open(grown.save()).unwrap();
        add(&mut grown, others, 1);
        remove(&mut grown, &articles);
        assert!(whole.save() == grown.clone().save(), "one saved form");
        for index in [&apart, &whole, &reopened, &grown] {
            for _ in 0..10 {
                let any = random.one_in(4);
                let text = match any {
                    true => (0..3 + random.below(4)).map(|_| word(&mut random)).collect::<Vec<_>>().join(" "),
                    false => query(&mut random, 2),
                };
                let filters = match random.below(4) {
                    0 => Filters { language: vec![random.of(WORDS).0.to_owned()], ..Filters::default() },
                    1 => Filters { from: Date::month(2021, 2).ok(), ..Filters::default() },
                    2 => Filters {
                        language: vec!["en".to_owned(), "nl".to_owned()],
                        exclude: Excluded { source: vec!["De Post".to_owned()], ..Excluded::default() },
                        to: Date::year(2021).ok(),
                        ..Filters::default()
                    },
                    _ => Filters::default(),
                };
                check(&articles, &plain, index, (&text, any), &filters);
                asked += 1;
            }
        }
    }
}

#[test]
fn a_printed_query_is_read_as_the_same_query() {
    let mut random = Random(5);
    for _ in 0..5000 {
        let text = query(&mut random, 3);
        let tail = *random.of(&["", " OR", ")", " \"", "~", "^2", " -", " NEAR ", " *"]);
        let mut noisy: String = text.chars().filter(|_| !random.one_in(12)).collect();
        noisy.push_str(tail);
        for text in [text, noisy] {
            let (query, _) = parse(&text);
            let printed = query.to_string();
            assert_eq!(parse(&printed).0, query, "{text} printed {printed}");
        }
    }
}
