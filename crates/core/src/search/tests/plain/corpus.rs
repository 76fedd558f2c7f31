//! What is searched and what is asked, at random.

use super::Random;
use crate::article::{Date, Language};
use crate::index::{DocId, Document, Index, Passage};

pub(super) const WORDS: &[(&str, &[&str])] = &[
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

pub(super) struct Article {
    pub language: &'static str,
    pub source: &'static str,
    pub topics: Vec<&'static str>,
    pub date: Option<Date>,
    pub title: String,
    pub body: Vec<(&'static str, String)>,
    pub removed: bool,
}

pub(super) fn sentence(random: &mut Random, language: usize, length: usize) -> String {
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

pub(super) fn corpus(random: &mut Random) -> Vec<Article> {
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
pub(super) fn indexed(articles: &[Article], parts: usize) -> Index {
    let mut index = Index::new();
    add(&mut index, articles, parts);
    remove(&mut index, articles);
    index
}

pub(super) fn add(index: &mut Index, articles: &[Article], parts: usize) {
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

pub(super) fn remove(index: &mut Index, articles: &[Article]) {
    for (number, article) in articles.iter().enumerate() {
        if article.removed {
            index.remove(DocId(number as u32));
        }
    }
}

pub(super) fn word(random: &mut Random) -> String {
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

pub(super) fn query(random: &mut Random, depth: usize) -> String {
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
