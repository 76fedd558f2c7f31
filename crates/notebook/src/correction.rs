//! What may be set by hand?
//!
//! A field of an article, as a list of values: none says that it is unknown. **Invariant.** What is kept is what
//! [`Field::read`] gives: trimmed, of the field's form, one value where the field has one.

use explorer_articles::article::{Date, Language, Topic};

/// What the value of a topic of one's own begins with.
pub const OWN: &str = "own:";

/// The value of the topic of one's own with this name.
pub fn own_topic(name: &str) -> String {
    format!("{OWN}{name}")
}

/// Longer values are cut: nobody reads a title of so many bytes.
const LONGEST: usize = 1000;

/// What of an article can be set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Its title.
    Title,
    /// Its day, month or year of publication.
    Date,
    /// Its main language, by code.
    Language,
    /// Its publisher.
    Source,
    /// Who wrote it.
    Authors,
    /// Its topics by code, or of one's own; the main one first.
    Topics,
}

impl Field {
    /// All fields.
    pub const ALL: [Field; 6] =
        [Field::Title, Field::Date, Field::Language, Field::Source, Field::Authors, Field::Topics];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Date => "date",
            Field::Language => "language",
            Field::Source => "source",
            Field::Authors => "authors",
            Field::Topics => "topics",
        }
    }

    /// Whether it may have several values.
    pub fn has_several(self) -> bool {
        matches!(self, Field::Authors | Field::Topics)
    }

    /// Whether the words of an article are read differently when it changes.
    pub(crate) fn is_read(self) -> bool {
        matches!(self, Field::Title | Field::Language)
    }

    /// The values as they are kept; a sentence where one of them cannot be one of this field's. Values of white
    /// space only are passed over.
    pub fn read(self, values: &[String]) -> Result<Vec<String>, String> {
        let mut read: Vec<String> = Vec::new();
        for value in values {
            let mut words = String::new();
            for word in value.split_whitespace() {
                if words.len() + word.len() > LONGEST {
                    break;
                }
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
            if words.is_empty() {
                continue;
            }
            let value = match self {
                Field::Date => match Date::parse(&words) {
                    Ok(date) => date.to_string(),
                    Err(_) => {
                        return Err(format!("“{words}” is no date: write 2022, 2022-01 or 2022-01-25."));
                    }
                },
                Field::Language => match Language::from_code(&words) {
                    Some(language) => language.code().to_owned(),
                    None => return Err(format!("“{words}” is the code of no language that is known here.")),
                },
                Field::Topics => match Topic::parse(&words) {
                    Some(topic) if topic.label().is_some() => topic.to_string(),
                    Some(_) => return Err(format!("No topic that is known here has the code “{words}”.")),
                    None if words.starts_with(OWN) => words,
                    None => own_topic(&words),
                },
                Field::Title | Field::Source | Field::Authors => words,
            };
            if !read.contains(&value) {
                read.push(value);
            }
        }
        if read.len() > 1 && !self.has_several() {
            return Err(format!("The field {} has one value.", self.name()));
        }
        Ok(read)
    }
}

/// What was set by hand for one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    // By field; `None` is not set, an empty list is "unknown".
    set: [Option<Vec<String>>; Field::ALL.len()],
}

impl Correction {
    /// What was set for a field; an empty list says that it is unknown.
    pub fn of(&self, field: Field) -> Option<&[String]> {
        self.set.get(field as usize)?.as_deref()
    }

    /// The fields that were set, with their values.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &[String])> {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.of(field)?)))
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.set.iter().all(Option::is_none)
    }

    /// Sets a field, or (`None`) no longer; what was set before.
    pub(crate) fn set(&mut self, field: Field, values: Option<Vec<String>>) -> Option<Vec<String>> {
        match self.set.get_mut(field as usize) {
            Some(place) => std::mem::replace(place, values),
            None => None,
        }
    }
}
