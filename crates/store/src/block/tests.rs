//! What is written is read back, and what is damaged is refused.

use super::*;
use explorer_articles::article::{
    ArticleId, Date, Issue, Label, Language, Paragraph, ParagraphKind, Removal, RunnerUp, Source, Topic,
};
use explorer_articles::read::{Markup, read_file};
use explorer_articles::span::Span;
use explorer_articles::understand::{Models, understand};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const RULES: [&str; 4] = ["none", "headline", "share-bar", "json-ld"];

fn rule() -> impl Strategy<Value = &'static str> {
    (0..RULES.len()).prop_map(|at| RULES[at])
}

fn span() -> impl Strategy<Value = Span> {
    (any::<u32>(), any::<u32>()).prop_map(|(one, other)| Span { start: one.min(other), end: one.max(other) })
}

fn label<T: fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Label<T>> {
    let likely = 0.0..=1.0f32;
    (vec(value, 0..3), likely.clone(), rule(), vec(span(), 0..4), likely).prop_map(
        |(mut values, confidence, rule, evidence, second)| Label {
            runner_up: (values.len() > 1).then(|| RunnerUp { value: values.remove(0), confidence: second }),
            value: values.pop(),
            confidence,
            rule,
            evidence,
        },
    )
}

fn date() -> impl Strategy<Value = Date> {
    (1..=9999i16, 1..=12u8, 1..=28u8, 0..3).prop_map(|(year, month, day, parts)| {
        match parts {
            0 => Date::year(year),
            1 => Date::month(year, month),
            _ => Date::day(year, month, day),
        }
        .expect("it exists")
    })
}

fn language() -> impl Strategy<Value = Language> {
    let all: Vec<Language> = Language::all().collect();
    (0..all.len()).prop_map(move |at| all[at])
}

fn article() -> impl Strategy<Value = Article> {
    let name = "\\PC{0,12}";
    let names = || vec(label(name), 0..3);
    let removals = || vec((span(), rule()).prop_map(|(span, rule)| Removal { span, rule }), 0..5);
    let kinds = [
        ParagraphKind::Title,
        ParagraphKind::Heading,
        ParagraphKind::Text,
        ParagraphKind::ListItem,
        ParagraphKind::Quote,
        ParagraphKind::Caption,
    ];
    let paragraph = (span(), 0..kinds.len(), option::of(language()))
        .prop_map(move |(span, kind, language)| Paragraph { span, kind: kinds[kind], language });
    let issue =
        (rule(), name, option::of(span())).prop_map(|(kind, message, span)| Issue { kind, message, span });
    let source = (name, option::of(name)).prop_map(|(name, domain)| Source { name, domain });
    (
        (name, name, any::<String>(), any::<bool>(), removals(), removals(), vec(paragraph, 0..5)),
        (label(name), label(language()), label(date()), label(source)),
        (
            names(),
            names(),
            names(),
            names(),
            vec(label(any::<u32>().prop_map(Topic)), 0..3),
            vec(issue, 0..3),
        ),
    )
        .prop_map(
            |(
                (id, path, text, html, removed, restored, paragraphs),
                (title, language, date, source),
                (sections, authors, contributors, agencies, topics, issues),
            )| Article {
                id: ArticleId::given(&id),
                path,
                text,
                markup: if html { Markup::Html } else { Markup::Plain },
                removed,
                restored,
                paragraphs,
                title,
                sections,
                language,
                date,
                source,
                authors,
                contributors,
                agencies,
                topics,
                issues,
            },
        )
}

fn packed(articles: &[Article]) -> Vec<u8> {
    let mut writer = BlockWriter::default();
    articles.iter().for_each(|article| writer.push(article));
    writer.finish()
}

fn opened(block: &[u8]) -> Vec<Article> {
    let block = Block::open(block).expect("it is whole");
    (0..block.len()).map(|at| block.article(at).expect("it is a record")).collect()
}

proptest! {
    #[test]
    fn articles_are_read_back_exactly(articles in vec(article(), 0..6)) {
        prop_assert_eq!(opened(&packed(&articles)), articles);
    }

    #[test]
    fn a_block_that_was_changed_or_cut_is_refused(
        articles in vec(article(), 1..3), at in any::<prop::sample::Index>(), by in 1..=255u8,
    ) {
        let whole = packed(&articles);
        let mut changed = whole.clone();
        let at = at.index(whole.len());
        changed[at] ^= by;
        prop_assert!(Block::open(&changed).is_err());
        prop_assert!(Block::open(&whole[..at]).is_err());
    }

    #[test]
    fn any_bytes_are_refused_or_read_as_something(plain in vec(any::<u8>(), 0..400), articles in 0..4usize) {
        if let Some(block) = Block::of_plain(plain, articles) {
            (0..=block.len()).for_each(|at| drop(block.article(at)));
        }
    }
}

#[test]
fn what_is_understood_is_read_back_whatever_rules_it_names() {
    let models = Models::open(&include!("../../../../models/files.rs")).expect("the shipped models open");
    let page = "<html><head><title>Ferry | Example News</title><meta name=author content='Jane Doe'></head><body><nav>Home</nav><h1>Ferry returns</h1><p>The ferry between the two islands returned to service on 3 March 2021, after three weeks of repairs.</p><p>Share on Facebook</p></body></html>";
    let text = "Menu\nHome\nFerry returns to service\n\nBy Jane Doe, Reuters\nLONDON, March 3, 2021\nThe ferry between the two islands returned to service on Tuesday, after weeks of repairs.\nShare on Facebook\nBack to top\n";
    let articles: Vec<Article> = [("a.html", page), ("b.txt", text), ("c.txt", "Share\n")]
        .into_iter()
        .flat_map(|(path, bytes)| read_file(path, bytes.as_bytes()).articles)
        .map(|raw| understand(raw, &models))
        .collect();
    assert!(articles.iter().any(|article| !article.removed.is_empty()));
    assert_eq!(opened(&packed(&articles)), articles);
}

#[test]
fn a_block_of_another_version_is_told_apart() {
    let mut block = packed(&[]);
    block[3] = record::VERSION + 1;
    assert_eq!(Block::open(&block).err(), Some(BlockError::Version(record::VERSION + 1)));
}

#[test]
fn a_name_that_is_none_is_not_kept() {
    assert!(kept("json-ld").is_some() && kept("Not a rule").is_none() && kept(&"a".repeat(49)).is_none());
}
