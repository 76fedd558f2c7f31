//! How does a message cross from one program to the other?
//!
//! As two lists: of its numbers, and of its texts, each in the order in which the message's fields are written down
//! below. So neither side carries code for names of fields or for nested objects, of which derived code for a
//! hundred types would be a fifth of the page's weight. What is no text is a number: yes and no are 1 and 0, a list
//! begins with its length, what may be missing with whether it is there, a choice with its number.
//!
//! **Invariant.** What is read is what was written; lists that no message can have been written as are refused as a
//! whole, and make nothing larger than they are themselves.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A message on its way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Flat(Vec<f64>, Vec<String>);

/// What is left of a message that is being read.
pub struct Reader {
    numbers: std::vec::IntoIter<f64>,
    texts: std::vec::IntoIter<String>,
    broken: bool,
}

/// What can be a part of a message.
pub trait Crossing: Sized {
    /// Puts it behind what is there.
    fn write(&self, to: &mut Flat);
    /// Takes it off the front; anything, where it is not there: the reader remembers that.
    fn read(from: &mut Reader) -> Self;
}

impl From<(Vec<f64>, Vec<String>)> for Flat {
    fn from((numbers, texts): (Vec<f64>, Vec<String>)) -> Self {
        Flat(numbers, texts)
    }
}

impl Flat {
    /// The message on its way.
    pub fn of(message: &impl Crossing) -> Self {
        let mut flat = Flat::default();
        message.write(&mut flat);
        flat
    }

    /// The message that it is.
    pub fn open<T: Crossing>(self) -> Option<T> {
        let mut reader = Reader { numbers: self.0.into_iter(), texts: self.1.into_iter(), broken: false };
        let message = T::read(&mut reader);
        let whole = !reader.broken && reader.numbers.len() == 0 && reader.texts.len() == 0;
        whole.then_some(message)
    }

    fn number(&mut self, number: impl Into<f64>) {
        self.0.push(number.into());
    }
}

impl Reader {
    #[inline(never)]
    fn number(&mut self) -> f64 {
        self.numbers.next().unwrap_or_else(|| {
            self.broken = true;
            0.0
        })
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        self.texts.next().unwrap_or_else(|| {
            self.broken = true;
            String::new()
        })
    }

    /// There is no such choice: the message is none of ours.
    pub(crate) fn refuse(&mut self) {
        self.broken = true;
    }

    /// The number of a choice.
    pub(crate) fn choice(&mut self) -> u32 {
        self.number() as u32
    }
}

impl Crossing for String {
    fn write(&self, to: &mut Flat) {
        to.1.push(self.clone());
    }

    fn read(from: &mut Reader) -> Self {
        from.text()
    }
}

impl Crossing for u32 {
    fn write(&self, to: &mut Flat) {
        to.number(*self);
    }

    fn read(from: &mut Reader) -> Self {
        from.number() as u32
    }
}

impl Crossing for f64 {
    fn write(&self, to: &mut Flat) {
        to.number(*self);
    }

    fn read(from: &mut Reader) -> Self {
        from.number()
    }
}

impl Crossing for f32 {
    fn write(&self, to: &mut Flat) {
        to.number(*self);
    }

    fn read(from: &mut Reader) -> Self {
        from.number() as f32
    }
}

impl Crossing for bool {
    fn write(&self, to: &mut Flat) {
        to.number(u8::from(*self));
    }

    fn read(from: &mut Reader) -> Self {
        from.number() != 0.0
    }
}

impl<T: Crossing> Crossing for Vec<T> {
    fn write(&self, to: &mut Flat) {
        to.number(self.len() as u32);
        self.iter().for_each(|one| one.write(to));
    }

    fn read(from: &mut Reader) -> Self {
        // A length is no reason to make room: it may be anything. A type that takes no room in a message has no list.
        let length = from.choice();
        let mut list = Vec::new();
        for _ in 0..length {
            list.push(T::read(from));
            if from.broken {
                break;
            }
        }
        list
    }
}

impl<T: Crossing> Crossing for Option<T> {
    fn write(&self, to: &mut Flat) {
        self.is_some().write(to);
        if let Some(one) = self {
            one.write(to);
        }
    }

    fn read(from: &mut Reader) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Crossing> Crossing for Box<T> {
    fn write(&self, to: &mut Flat) {
        T::write(self, to);
    }

    fn read(from: &mut Reader) -> Self {
        Box::new(T::read(from))
    }
}

impl<T: Crossing, const N: usize> Crossing for [T; N] {
    fn write(&self, to: &mut Flat) {
        self.iter().for_each(|one| one.write(to));
    }

    fn read(from: &mut Reader) -> Self {
        std::array::from_fn(|_| T::read(from))
    }
}

impl<A: Crossing, B: Crossing> Crossing for (A, B) {
    fn write(&self, to: &mut Flat) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader) -> Self {
        let first = A::read(from);
        (first, B::read(from))
    }
}

/// A whole message for serde.
pub(crate) fn serialize<S: Serializer>(message: &impl Crossing, to: S) -> Result<S::Ok, S::Error> {
    Flat::of(message).serialize(to)
}

/// A whole message from serde.
pub(crate) fn deserialize<'a, T: Crossing, D: Deserializer<'a>>(from: D) -> Result<T, D::Error> {
    Flat::deserialize(from)?.open().ok_or_else(|| de::Error::custom("no such message"))
}

/// Structs cross as their fields.
macro_rules! fields_cross {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::flat::Crossing for $name {
            fn write(&self, to: &mut $crate::flat::Flat) {
                let Self { $($field),* } = self;
                $($field.write(to);)*
            }

            fn read(from: &mut $crate::flat::Reader) -> Self {
                Self { $($field: $crate::flat::Crossing::read(from)),* }
            }
        }
    )*};
}

/// Enums cross as the number of what was chosen, and what belongs to it. What stands behind `else` is what is read where
/// there is no such choice.
macro_rules! choices_cross {
    ($($name:ident else $else:expr => {
        $($number:literal = $choice:ident $(($($of:ident),*))? $({ $($field:ident),* $(,)? })?),* $(,)?
    })*) => {$(
        impl $crate::flat::Crossing for $name {
            fn write(&self, to: &mut $crate::flat::Flat) {
                match self {
                    $(Self::$choice $(($($of),*))? $({ $($field),* })? => {
                        u32::write(&$number, to);
                        $($($of.write(to);)*)?
                        $($($field.write(to);)*)?
                    })*
                }
            }

            fn read(from: &mut $crate::flat::Reader) -> Self {
                match from.choice() {
                    $($number => {
                        $($(let $of = $crate::flat::Crossing::read(from);)*)?
                        $($(let $field = $crate::flat::Crossing::read(from);)*)?
                        Self::$choice $(($($of),*))? $({ $($field),* })?
                    })*
                    _ => {
                        from.refuse();
                        $else
                    }
                }
            }
        }
    )*};
}

/// Whole messages are for serde what they are as [`Flat`].
macro_rules! messages_cross {
    ($($name:ident)*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::flat::serialize(self, to)
            }
        }

        impl<'a> serde::Deserialize<'a> for $name {
            fn deserialize<D: serde::Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
                $crate::flat::deserialize(from)
            }
        }
    )*};
}

pub(crate) use {choices_cross, fields_cross, messages_cross};

#[cfg(test)]
mod tests {
    use super::Flat;
    use crate::*;

    fn search() -> SearchRequest {
        SearchRequest {
            query: "één".to_owned(),
            filters: Filters {
                source: vec!["A".to_owned(), String::new()],
                undated: true,
                ..Filters::default()
            },
            wishes: [8, 8, 17, 5, 5].map(|limit| Wish { limit, ..Wish::default() }),
            sort: Sort::Source,
            limit: u32::MAX,
            ..SearchRequest::default()
        }
    }

    fn article() -> ArticleView {
        let range = |start, end| Range { start, end };
        let removed = |rule: &str| RemovedView {
            range: range(1, 2),
            span: range(3, 4),
            rule: rule.to_owned(),
            is_text: true,
        };
        let label = LabelView {
            value: Some("nl".to_owned()),
            confidence: 0.1,
            evidence: vec![range(0, 1), range(5, 9)],
            runner_up: Some(("af".to_owned(), 0.05)),
            ..LabelView::default()
        };
        ArticleView {
            paragraphs: vec![ParagraphView {
                range: range(7, 8),
                kind: ParagraphKind::Quote,
                language: None,
                right_to_left: true,
                put_back: Some(removed("footer")),
            }],
            removed: vec![removed(""), removed("menu")],
            topics: vec![label.clone(), LabelView::default()],
            language: label,
            by_hand: vec![ByHand { field: Field::Topics, values: vec![("a".to_owned(), "A".to_owned())] }],
            notes: vec![NoteView { note: Note { start: 3, ..Note::default() }, range: None }],
            ..ArticleView::default()
        }
    }

    #[test]
    fn what_is_read_is_what_was_written() {
        let requests = [
            ToEngine::OpenArchive {
                buffer: BufferId(1),
                skip: vec!["a".to_owned()],
                additions: String::new(),
            },
            ToEngine::Search(search()),
            ToEngine::Restore {
                id: "a".to_owned(),
                which: Removed::Spans(vec![Range { start: 0, end: 1 }]),
                back: false,
            },
            ToEngine::Edit(Edit::Set {
                ids: "a\nb".to_owned(),
                field: Field::Date,
                values: Some(Vec::new()),
            }),
            ToEngine::Edit(Edit::Aside { ids: "a\nb".to_owned() }),
            ToEngine::Edit(Edit::AsideFile { file: "a.csv".to_owned() }),
            ToEngine::Edit(Edit::TakeBack),
            ToEngine::Edit(Edit::Topic { was: None, topic: Some(OwnTopic::default()) }),
            ToEngine::Export { scope: Scope::Found(Box::new(search())), format: Format::Ris },
            ToEngine::Ping,
        ];
        for message in requests {
            let request = Request { id: RequestId(7), message };
            assert_eq!(Flat::of(&request).open(), Some(request));
        }
        let hit =
            HitView { id: "a".to_owned(), topics: vec!["T".to_owned()], words: 9, ..HitView::default() };
        let found = Found { hits: vec![hit; 3], relaxed: true, ..Found::default() };
        let answers = [
            FromEngine::Ready { build: BUILD.to_owned() },
            FromEngine::Progress(Progress { bytes: 5e9, seconds_left: Some(3), ..Progress::default() }),
            FromEngine::Found(Box::new(found)),
            FromEngine::Article(None),
            FromEngine::Article(Some(Box::new(article()))),
            FromEngine::Died { message: "m".to_owned(), file: None },
        ];
        for message in answers {
            let reply = Reply { to: Some(RequestId(0)), message };
            assert_eq!(Flat::of(&reply).open(), Some(reply));
        }
        let read = FileRead { file: 3, encodings: vec!["UTF-8".to_owned()], ..FileRead::default() };
        let said = FromImporter::Done(vec![read, FileRead::default()]);
        assert_eq!(Flat::of(&said).open(), Some(said));
    }

    #[test]
    fn a_message_that_is_cut_short_or_goes_on_is_refused() {
        let whole = Flat::of(&article());
        for length in 0..whole.0.len() {
            let cut = Flat(whole.0[..length].to_vec(), whole.1.clone());
            assert_eq!(cut.open::<ArticleView>(), None, "{length} numbers");
        }
        for length in 0..whole.1.len() {
            let cut = Flat(whole.0.clone(), whole.1[..length].to_vec());
            assert_eq!(cut.open::<ArticleView>(), None, "{length} texts");
        }
        let mut longer = whole.clone();
        longer.1.push("more".to_owned());
        assert_eq!(longer.open::<ArticleView>(), None);
    }

    #[test]
    fn numbers_that_no_message_has_are_refused_without_making_room_for_them() {
        for number in [-1.0, 1e300, f64::NAN, f64::INFINITY, 4e9, 77.0] {
            assert_eq!(
                Flat(vec![number], Vec::new()).open::<Vec<String>>().filter(|all| !all.is_empty()),
                None
            );
            assert_eq!(Flat(vec![number], Vec::new()).open::<FromImporter>(), None, "{number}");
        }
    }
}
