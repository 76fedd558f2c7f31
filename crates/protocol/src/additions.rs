//! What a person adds to the articles and takes out of them.

use crate::{Range, SearchRequest};

/// What values of the topic facet begin with where the topic is one of the user's own.
pub const OWN_TOPIC: &str = "own:";

/// What of an article can be set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its title.
    Title,
    /// Its day, month or year of publication: `2022-01-25`, `2022-01`, `2022`.
    Date,
    /// Its main language, by ISO 639-1 code.
    Language,
    /// Its publisher.
    Source,
    /// Who wrote it.
    Authors,
    /// Its topics by code, or the names of one's own; the main one first.
    Topics,
}

/// Something that a person added, or took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Sets a field of articles.
    Set {
        /// The articles' ids, with [`BETWEEN_IDS`](crate::BETWEEN_IDS) between them.
        ids: String,
        /// The field.
        field: Field,
        /// Its values; an empty list is "unknown", `None` lets the engine's label stand again.
        values: Option<Vec<String>>,
    },
    /// Makes, changes or removes a topic of one's own.
    Topic {
        /// What it was called; `None` for a new one.
        was: Option<String>,
        /// What it is to be; `None` removes it.
        topic: Option<OwnTopic>,
    },
    /// Makes or changes a note.
    Note(Note),
    /// Removes the note with this id.
    Unnote(String),
    /// Sets articles aside: they are nowhere to be found.
    Aside {
        /// The articles' ids, with [`BETWEEN_IDS`](crate::BETWEEN_IDS) between them.
        ids: String,
    },
    /// Sets all articles of a file aside.
    AsideFile {
        /// The file's path.
        file: String,
    },
    /// Takes back all articles that are aside.
    TakeBack,
    /// Takes in what was saved, or what an export of articles says of them.
    Open {
        /// The file's text.
        document: String,
    },
    /// Takes back the latest of these.
    Undo,
    /// Does it again.
    Redo,
}

/// A topic of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTopic {
    /// What it is called.
    pub name: String,
    /// Words or phrases that speak for it.
    pub words: Vec<String>,
}

/// A note on words of an article; a highlight, if it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its id; empty for a new one.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The words it stands on.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// Characters of the shown text before them.
    pub start: u32,
    /// Characters up to their end.
    pub end: u32,
    /// What it says.
    pub text: String,
    /// When it was made, as an ISO 8601 time.
    pub created: String,
}

/// A note in an article that is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteView {
    /// The note.
    pub note: Note,
    /// Where in the shown text its words stand now; `None` if they are not there any more.
    pub range: Option<Range>,
}

/// A note in a list of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedNote {
    /// The note.
    pub note: Note,
    /// The article's title; `None` if the article is not here.
    pub title: Option<String>,
}

/// What was set by hand for a field of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// The field.
    pub field: Field,
    /// Its values, each with what to show for it; none is "unknown".
    pub values: Vec<(String, String)>,
}

/// All that a person added, in brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// How many steps can be taken back.
    pub undo: u32,
    /// How many can be done again.
    pub redo: u32,
    /// Articles with labels set by hand, whether they are here or not.
    pub corrected: u32,
    /// Articles that were set aside, whether they are here or not.
    pub aside: u32,
    /// Topics of one's own.
    pub topics: Vec<OwnTopic>,
    /// Notes, in the order of making.
    pub notes: Vec<ListedNote>,
    /// What could not be done, in a sentence.
    pub problem: Option<String>,
}

/// What can be chosen from when labels are set, a line each: a long text is taken apart in no time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Codes of languages.
    pub languages: String,
    /// Topics, each top level followed by what is below it: code, a tab, and what to show.
    pub topics: String,
}

/// Which articles are to be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// These, by id, with [`BETWEEN_IDS`](crate::BETWEEN_IDS) between them; in the order of the corpus.
    Ids(String),
    /// Those that a search finds, in its order; its offset and limit do not count.
    Found(Box<SearchRequest>),
}

/// In which format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything that is known, a line of JSON each.
    Jsonl,
    /// A table.
    Csv,
    /// Research Information Systems.
    Ris,
    /// BibTeX.
    Bibtex,
    /// Citation Style Language.
    CslJson,
    /// An archive, that this program reads again: [`ARCHIVE`].
    Archive,
    /// A page with the articles in it: [`ONE_PAGE`].
    OnePage,
    /// The same with what a person added to them.
    OnePageWithAdditions,
}

/// Media type of an archive of articles. The text is its bytes in base64.
pub const ARCHIVE: &str = "application/x-article-explorer";

/// Media type of a page. The text is what goes into the page: an archive in base64 and, in the line behind it, what a
/// person added, where that goes too.
pub const ONE_PAGE: &str = "text/html";

/// A file that is ready to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub text: String,
}

/// How much articles are as a file, and what was added to them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// The articles.
    pub articles: u32,
    /// Bytes of an archive of them, about: of very many some are weighed.
    pub bytes: f64,
    /// Bytes of the document of all that was added to them.
    pub additions: f64,
    /// Of them, those with labels set by hand.
    pub labelled: u32,
    /// Topics of a person's own.
    pub topics: u32,
    /// Notes on them.
    pub notes: u32,
}
