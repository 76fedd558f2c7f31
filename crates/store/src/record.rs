//! How is an article written down, exactly?
//!
//! All fields one after the other, numbers as varints, places in the text as distances from the place before.
//! The text comes last. **Invariant.** `read(write(article)) == article`, whatever is in it; bytes that are
//! no record give `None`. [`VERSION`] changes with the form.

pub use crate::names::Names;
use explorer_articles::article::{
    Article, ArticleId, Date, Issue, Label, Language, Paragraph, ParagraphKind, Removal, RunnerUp, Source,
    Topic,
};
use explorer_articles::read::Markup;
use explorer_articles::span::Span;
use explorer_text::codec::{write_bytes, write_number};

/// Version of the form of records and blocks.
pub const VERSION: u8 = 1;

/// Appends an article.
pub fn write(article: &Article, names: &mut Names, out: &mut Vec<u8>) {
    let mut to = Writer { out, names };
    to.text(article.id.as_str());
    to.text(&article.path);
    to.number(u64::from(article.markup == Markup::Html));
    to.label(&article.title, |to, title| to.text(title));
    to.label(&article.language, |to, language| to.text(language.code()));
    to.label(&article.date, |to, &date| to.date(date));
    to.label(&article.source, |to, source| {
        to.text(&source.name);
        to.optional(source.domain.as_ref(), |to, domain| to.text(domain));
    });
    to.list(&article.topics, |to, topic| to.label(topic, |to, topic| to.number(u64::from(topic.0))));
    for labels in [&article.sections, &article.authors, &article.contributors, &article.agencies] {
        to.list(labels, |to, label| to.label(label, |to, name| to.text(name)));
    }
    to.list(&article.issues, |to, issue| {
        to.name(issue.kind);
        to.text(&issue.message);
        to.optional(issue.span.as_ref(), |to, &span| to.span(span, &mut 0));
    });
    for removals in [&article.removed, &article.restored] {
        let mut at = 0;
        to.list(removals, |to, removal| {
            to.span(removal.span, &mut at);
            to.name(removal.rule);
        });
    }
    let mut at = 0;
    to.list(&article.paragraphs, |to, paragraph| {
        to.span(paragraph.span, &mut at);
        to.out.push(kind_number(paragraph.kind));
        to.text(paragraph.language.map_or("", Language::code));
    });
    to.text(&article.text);
}

/// The article that was written; `None` if these bytes are none, or more than one.
pub fn read(bytes: &[u8], names: &Names) -> Option<Article> {
    let mut from = Reader { bytes, names };
    let article = Article {
        id: ArticleId::given(from.text()?),
        path: from.owned()?,
        markup: if from.number()? == 1 { Markup::Html } else { Markup::Plain },
        title: from.label(Reader::owned)?,
        language: from.label(|from| Language::from_code(from.text()?))?,
        date: from.label(Reader::date)?,
        source: from
            .label(|from| Some(Source { name: from.owned()?, domain: from.optional(Reader::owned)? }))?,
        topics: from.list(|from| from.label(|from| Some(Topic(from.short()?))))?,
        sections: from.list(|from| from.label(Reader::owned))?,
        authors: from.list(|from| from.label(Reader::owned))?,
        contributors: from.list(|from| from.label(Reader::owned))?,
        agencies: from.list(|from| from.label(Reader::owned))?,
        issues: from.list(|from| {
            Some(Issue {
                kind: from.name()?,
                message: from.owned()?,
                span: from.optional(|from| from.span(&mut 0))?,
            })
        })?,
        removed: from.removals()?,
        restored: from.removals()?,
        paragraphs: {
            let mut at = 0;
            from.list(|from| {
                Some(Paragraph {
                    span: from.span(&mut at)?,
                    kind: kind(from.byte()?)?,
                    language: match from.text()? {
                        "" => None,
                        code => Some(Language::from_code(code)?),
                    },
                })
            })?
        },
        text: from.owned()?,
    };
    from.bytes.is_empty().then_some(article)
}

const KINDS: [ParagraphKind; 6] = [
    ParagraphKind::Title,
    ParagraphKind::Heading,
    ParagraphKind::Text,
    ParagraphKind::ListItem,
    ParagraphKind::Quote,
    ParagraphKind::Caption,
];

fn kind_number(kind: ParagraphKind) -> u8 {
    KINDS.iter().position(|known| *known == kind).unwrap_or(0) as u8
}

fn kind(number: u8) -> Option<ParagraphKind> {
    KINDS.get(usize::from(number)).copied()
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    names: &'o mut Names,
}

impl Writer<'_> {
    fn number(&mut self, number: u64) {
        write_number(self.out, number);
    }

    fn text(&mut self, text: &str) {
        write_bytes(self.out, text.as_bytes());
    }

    fn name(&mut self, name: &'static str) {
        let number = self.names.number(name);
        self.number(number);
    }

    fn span(&mut self, span: Span, at: &mut u32) {
        // Nearly always behind the one before; the few others wrap around.
        self.number(u64::from(span.start.wrapping_sub(*at)));
        self.number(u64::from(span.end.wrapping_sub(span.start)));
        *at = span.end;
    }

    fn date(&mut self, date: Date) {
        let (year, month, day) = date.parts();
        self.number(year as u64);
        self.out.extend([month.unwrap_or(0), day.unwrap_or(0)]);
    }

    fn list<T>(&mut self, all: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(all.len() as u64);
        all.iter().for_each(|one| write(self, one));
    }

    fn optional<T>(&mut self, one: Option<&T>, write: impl FnOnce(&mut Self, &T)) {
        self.out.push(u8::from(one.is_some()));
        if let Some(one) = one {
            write(self, one);
        }
    }

    fn label<T>(&mut self, label: &Label<T>, write: impl Fn(&mut Self, &T)) {
        self.optional(label.value.as_ref(), &write);
        self.out.extend(label.confidence.to_le_bytes());
        self.name(label.rule);
        let mut at = 0;
        self.list(&label.evidence, |to, &span| to.span(span, &mut at));
        self.optional(label.runner_up.as_ref(), |to, runner_up| {
            write(to, &runner_up.value);
            to.out.extend(runner_up.confidence.to_le_bytes());
        });
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    names: &'b Names,
}

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(byte)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn short(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    fn name(&mut self) -> Option<&'static str> {
        let number = self.number()?;
        self.names.get(number)
    }

    fn confidence(&mut self) -> Option<f32> {
        let (bits, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(f32::from_le_bytes(*bits))
    }

    fn span(&mut self, at: &mut u32) -> Option<Span> {
        let start = at.wrapping_add(self.short()?);
        let end = start.wrapping_add(self.short()?);
        *at = end;
        (start <= end).then_some(Span { start, end })
    }

    fn date(&mut self) -> Option<Date> {
        let year = i16::try_from(self.number()?).ok()?;
        match (self.byte()?, self.byte()?) {
            (0, _) => Date::year(year).ok(),
            (month, 0) => Date::month(year, month).ok(),
            (month, day) => Date::day(year, month, day).ok(),
        }
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = usize::try_from(self.number()?).ok()?;
        // Each takes a byte at least: a number that is too large asks for no memory.
        if count > self.bytes.len() {
            return None;
        }
        (0..count).map(|_| read(self)).collect()
    }

    fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            _ => read(self).map(Some),
        }
    }

    fn removals(&mut self) -> Option<Vec<Removal>> {
        let mut at = 0;
        self.list(|from| Some(Removal { span: from.span(&mut at)?, rule: from.name()? }))
    }

    fn label<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Label<T>> {
        Some(Label {
            value: self.optional(&read)?,
            confidence: self.confidence()?,
            rule: self.name()?,
            evidence: {
                let mut at = 0;
                self.list(|from| from.span(&mut at))?
            },
            runner_up: self
                .optional(|from| Some(RunnerUp { value: read(from)?, confidence: from.confidence()? }))?,
        })
    }
}
