//! What does a list show of an article, without taking it from its shelf?
//!
//! Labels stand in the columns of the index; the little that does not is noted when an article comes.
//! **Invariant.** A card says what [`Engine::labels`] and [`Engine::topics`] say of the article, each author once.

use super::Engine;
use crate::article::{Article, Date, Language, Topic};
use crate::index::{DocId, Record};
use explorer_notebook::{Field, OWN};

/// An article as lists show it. Its title and a snippet are in the hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Card<'a> {
    /// Its id.
    pub id: &'a str,
    /// Whether the title was made from the text, for want of a headline.
    pub title_is_derived: bool,
    /// Day, month or year of publication.
    pub date: Option<Date>,
    /// Main language.
    pub language: Option<Language>,
    /// Publisher.
    pub source: Option<&'a str>,
    /// Who wrote it.
    pub authors: Vec<&'a str>,
    /// By code: see [`Engine::topics`].
    pub topics: Vec<&'a str>,
    /// Words of its paragraphs, about; scripts without spaces count two characters a word.
    pub words: u32,
}

/// What a card says that the index does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Outline {
    words: u32,
    // That of the engine: a title may have been set by hand.
    title_is_derived: bool,
}

impl Outline {
    /// That of an article.
    pub fn of(article: &Article) -> Self {
        let texts = article.paragraphs.iter().map(|paragraph| paragraph.span.of(&article.text));
        Outline { words: texts.map(words).sum(), title_is_derived: article.title_is_derived() }
    }

    /// It as one number.
    pub fn number(self) -> u64 {
        u64::from(self.words) << 1 | u64::from(self.title_is_derived)
    }

    /// The one that was made this number.
    pub fn from_number(number: u64) -> Self {
        Outline { words: (number >> 1) as u32, title_is_derived: number & 1 == 1 }
    }
}

fn words(text: &str) -> u32 {
    if text.is_ascii() {
        let is_space = |byte: u8| byte == b' ' || (b'\t'..=b'\r').contains(&byte);
        let first = text.bytes().next().is_some_and(|byte| !is_space(byte));
        let pairs = text.bytes().zip(text.bytes().skip(1));
        let begun: u32 = pairs.map(|(before, byte)| u32::from(is_space(before) & !is_space(byte))).sum();
        return begun + u32::from(first);
    }
    let spaced = text.split_whitespace().count();
    let unspaced =
        text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}')).count();
    (spaced + unspaced / 2) as u32
}

impl Engine {
    /// The card of an article by its number.
    pub fn card(&self, doc: DocId) -> Option<Card<'_>> {
        let number = *self.article_of.get(doc.0 as usize)?;
        let entry = self.entries.get(number as usize)?;
        let id = entry.id.as_ref();
        let by_hand = self.notebook.correction(id);
        let Record { language, source, topics, authors, date } = self.index.record(entry.doc);
        let Outline { words, title_is_derived } = entry.outline;
        let title_is_derived =
            title_is_derived && by_hand.is_none_or(|correction| correction.of(Field::Title).is_none());
        let topics = match by_hand.and_then(|correction| correction.of(Field::Topics)) {
            Some(said) => {
                let found = topics.into_iter().filter(|topic| topic.starts_with(OWN));
                let said: Vec<&str> = said.iter().map(String::as_str).collect();
                let found: Vec<&str> = found.filter(|topic| !said.contains(topic)).collect();
                [said, found].concat()
            }
            None => said(topics),
        };
        Some(Card { id, title_is_derived, date, language, source, authors, topics, words })
    }
}

/// Without the first levels that are in the index only because of what stands before them.
fn said(topics: Vec<&str>) -> Vec<&str> {
    let mut said: Vec<&str> = Vec::with_capacity(topics.len());
    for topic in topics {
        let parsed = Topic::parse(topic);
        let is_implied = |other: &&str| {
            let other = Topic::parse(other);
            other != parsed && other.map(Topic::top) == parsed
        };
        if parsed.is_none() || !said.iter().any(is_implied) {
            said.push(topic);
        }
    }
    said
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::SearchRequest;
    use crate::understand::restore::Removed;
    use explorer_notebook::{Change, Labels, OwnTopic};
    use proptest::prelude::*;

    fn plain_words(text: &str) -> u32 {
        let unspaced =
            text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}')).count();
        (text.split_whitespace().count() + unspaced / 2) as u32
    }

    /// Compares every card with its article; how many there were.
    pub fn agree(engine: &mut Engine) -> usize {
        let request = SearchRequest { limit: 1000, ..SearchRequest::default() };
        let (response, ..) = engine.search(&request);
        for hit in &response.hits {
            let article = engine.article(hit.doc).expect("hits are articles");
            let labels = Labels::of(&article, engine.notebook().correction(article.id.as_str()));
            let mut authors: Vec<&str> = Vec::new();
            for &author in &labels.authors {
                if !authors.contains(&author) {
                    authors.push(author);
                }
            }
            let topics = engine.topics(&article);
            let words = article.paragraphs.iter().map(|one| plain_words(one.span.of(&article.text))).sum();
            let expected = Card {
                id: article.id.as_str(),
                title_is_derived: labels.title_is_derived,
                date: labels.date,
                language: labels.language,
                source: labels.source,
                authors,
                topics: topics.iter().map(String::as_str).collect(),
                words,
            };
            assert_eq!(engine.card(hit.doc), Some(expected));
        }
        response.hits.len()
    }

    const SUBJECTS: [&str; 4] = [
        "Soldiers fired rockets across the front line, and the army said that the war and its battles would go on through the winter with tanks and artillery.",
        "The club won the football match and its players lifted the trophy before the championship and the olympic games of the summer.",
        "Ministers voted in parliament on the election law; the president signed the bill, and the opposition party asked the court for a verdict on the crime.",
        "映画祭が開かれ、多くの監督と俳優が集まった。新しい映画が上映され、観客は拍手を送った。",
    ];

    fn text(number: usize, subjects: &[usize]) -> String {
        let mut text = match number % 3 {
            0 => format!(
                "What happened in place{number}\n\nBy Ann Example\n\n{} March 2022\n\n",
                1 + number % 28
            ),
            1 => format!("place{number} again, and nothing else\n\n"),
            _ => String::new(),
        };
        for &subject in subjects {
            text += &format!("{} It was said in place{number}.\n\n", SUBJECTS[subject % SUBJECTS.len()]);
        }
        text + "Share on Facebook\n\nThe Example Harbour News team counts ships.\n"
    }

    #[derive(Clone, Debug)]
    enum Step {
        Add(Vec<usize>),
        Compare,
        Set(usize, usize, Option<usize>),
        Own(Vec<usize>),
        Restore(usize, bool),
        Undo,
        Redo,
    }

    const SET: [(Field, &[&[&str]]); 6] = [
        (Field::Title, &[&["Another title"], &[]]),
        (Field::Date, &[&["2021"], &["1999-12"], &["2020-02-29"], &[]]),
        (Field::Language, &[&["nl"], &["ar"], &[]]),
        (Field::Source, &[&["The Herald"], &[]]),
        (Field::Authors, &[&["Bo", "Ann"], &[]]),
        (
            Field::Topics,
            &[
                &["medtop:20000056", "medtop:16000000"],
                &["medtop:16000000", "Boats"],
                &["Boats", "medtop:15000000"],
                &[],
            ],
        ),
    ];

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => prop::collection::vec(0..4usize, 1..4).prop_map(Step::Add),
            1 => Just(Step::Compare),
            4 => (0..9usize, 0..SET.len(), prop::option::of(0..4usize))
                .prop_map(|(at, field, value)| Step::Set(at, field, value)),
            1 => prop::collection::vec(0..3usize, 0..3).prop_map(Step::Own),
            1 => (0..9usize, any::<bool>()).prop_map(|(at, back)| Step::Restore(at, back)),
            1 => Just(Step::Undo),
            1 => Just(Step::Redo),
        ]
    }

    fn take(engine: &mut Engine, step: &Step) {
        let nth = |engine: &Engine, at: usize| {
            let ids = engine.ids();
            ids.get(at % ids.len().max(1)).map(|&id| id.to_owned())
        };
        match step {
            Step::Add(subjects) => {
                let number = engine.len();
                let text = text(number, subjects);
                engine.add_file(&format!("{number}.txt"), text.as_bytes(), crate::engine::tests::models());
            }
            Step::Compare => drop(engine.compare()),
            Step::Set(at, field, value) => {
                let (field, values) = SET[*field];
                let Some(id) = nth(engine, *at) else { return };
                let values = value.map(|at| {
                    let values: Vec<String> =
                        values[at % values.len()].iter().map(|&value| value.to_owned()).collect();
                    field.read(&values).expect("values of this field")
                });
                engine.change(Change::Labels(field, vec![(id, values)]));
            }
            Step::Own(words) => {
                let topics = words.iter().map(|&word| OwnTopic {
                    name: ["Boats", "Wars", "Films"][word].to_owned(),
                    words: vec![["facebook", "army", "映画"][word].to_owned()],
                });
                let mut topics: Vec<OwnTopic> = topics.collect();
                topics.dedup();
                engine.change(Change::Topics(topics));
            }
            Step::Restore(at, back) => {
                if let Some(id) = nth(engine, *at) {
                    engine.restore(&id, &Removed::Everything, *back);
                }
            }
            Step::Undo => drop(engine.undo()),
            Step::Redo => drop(engine.redo()),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn cards_say_what_articles_say_whatever_was_done(steps in prop::collection::vec(step(), 1..16)) {
            let mut engine = Engine::new();
            for step in &steps {
                take(&mut engine, step);
            }
            prop_assert_eq!(agree(&mut engine), engine.len());
        }

        #[test]
        fn words_are_counted_as_white_space_parts_them(text in "[ -~\t\n\r]{0,80}|\\PC{0,40}") {
            prop_assert_eq!(words(&text), plain_words(&text));
        }
    }

    #[test]
    fn a_card_is_of_the_topics_that_were_said_and_not_of_those_above_them() {
        let mut engine = Engine::new();
        for number in 0..6 {
            engine.add_file(
                &format!("{number}.txt"),
                text(number, &[number, number + 1]).as_bytes(),
                crate::engine::tests::models(),
            );
        }
        let finer: Vec<String> = ["medtop:20000056".to_owned()].to_vec();
        let id = engine.ids()[1].to_owned();
        engine.change(Change::Labels(Field::Topics, vec![(id.clone(), Some(finer.clone()))]));
        assert_eq!(agree(&mut engine), 6);
        let doc = engine.doc_of(&id).expect("it is there");
        assert_eq!(engine.card(doc).map(|card| card.topics), Some(vec!["medtop:20000056"]));
        assert!(engine.index().topics(doc).count() > 1, "the index has the topic above it too");
        // What said no topic has none.
        engine.undo();
        assert_eq!(agree(&mut engine), 6);
    }
}
