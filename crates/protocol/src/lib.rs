//! What the page and the engine say to each other, and the page and the programs that import.
//!
//! The page sends a [`ToEngine`], the engine answers with [`FromEngine`]s; both are closed enums that
//! travel as plain JavaScript values, which ones `flat` says. Raw bytes never travel inside them: an envelope carries the
//! message and, beside it, a list of `ArrayBuffer`s and `MessagePort`s that are transferred, and of `Blob`s;
//! a [`BufferId`] names one of the list. [`importing`] says the same of [`ToImporter`].
//!
//! **Invariants.** Every request has an id, and every answer names the request it answers; the engine
//! answers each request but the first exactly once, after any number of [`FromEngine::Progress`], unless it dies. The first message of
//! an engine is [`FromEngine::Ready`]. No type of the engine crosses: what is here is made for the
//! page, and offsets are UTF-8 byte offsets into the string they stand beside.

mod additions;
mod flat;
pub mod importing;
mod order;

pub use additions::{
    ARCHIVE, Additions, ByHand, Choices, Edit, Field, Format, ListedNote, Note, NoteView, ONE_PAGE,
    OWN_TOPIC, OwnTopic, Saved, Scope, Weight,
};
pub use flat::{Crossing, Flat};
pub use importing::{Column, FileRead, FileRow, FromImporter, ToImporter, Unread};

/// Version of the program and of these messages: a page takes only an engine that announces its own.
pub const BUILD: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("EXPLORER_PROTOCOL_HASH"));

/// Number of a request, unique while an engine lives; higher is later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u32);

/// Which of the values beside the message in its envelope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BufferId(pub u32);

/// What stands between ids in [`FromEngine::Ids`]: a line's end.
pub const BETWEEN_IDS: char = '\n';

/// A request with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Number.
    pub id: RequestId,
    /// What is asked.
    pub message: ToEngine,
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq)]
pub enum ToEngine {
    /// Takes the tables for text and the stemmers, once, before anything else. Not answered, unless it fails.
    Begin {
        /// The bundle of their files.
        tables: BufferId,
    },
    /// Takes in an archive of articles (`explorer-store`). Answered by [`FromEngine::Ingested`].
    OpenArchive {
        /// The archive's bytes.
        buffer: BufferId,
        /// Paths of files to leave out, because an engine died of them.
        skip: Vec<String>,
        /// What a person added to the articles, as one document; nothing, where that is empty.
        additions: String,
    },
    /// Takes in what the browser kept of an earlier time, and keeps what comes from now on. Answered by
    /// [`FromEngine::Ingested`]; how it stands with keeping, [`FromEngine::Kept`] says.
    OpenKept {
        /// Names this page among those of its origin.
        key: String,
        /// Names the build of this page, whose snapshots of the engine it may use; nothing, where it is to use none.
        build: String,
        /// As with [`ToEngine::OpenArchive`].
        skip: Vec<String>,
    },
    /// Removes all that is kept under these names of pages and corpora, for good. Not answered: what another tab has open
    /// stays until it is asked for again.
    RemoveKept(Vec<String>),
    /// Keeps nothing of what was kept. Answered by [`FromEngine::Kept`].
    Forget,
    /// Takes in what an importer finds, in the order of the files' numbers, which begin at 0 for each engine. Not
    /// answered.
    Importer {
        /// The port to it.
        port: BufferId,
    },
    /// Nothing more will come of a file: its importer died. Not answered.
    FileEnded {
        /// Its number.
        file: u32,
    },
    /// Answered by [`FromEngine::Ingested`] once all files below this number have ended and are taken in. What was
    /// noticed about files is said by their importers, but for what only shows beside other articles.
    Import {
        /// The number.
        until: u32,
    },
    /// Answered by [`FromEngine::Found`].
    Search(SearchRequest),
    /// More hits of a search, from its `offset` on. Answered by [`FromEngine::Page`].
    Page(SearchRequest),
    /// Ids of all articles that a search finds, whatever its `offset` and `limit`. Answered by
    /// [`FromEngine::Ids`].
    Ids(SearchRequest),
    /// An article to read. Answered by [`FromEngine::Article`], with `None` if there is no such.
    Read {
        /// The article's id.
        id: String,
        /// What to mark in it.
        query: String,
        /// Bytes of text wanted at most.
        limit: u32,
    },
    /// Puts back what cleaning removed from an article, or takes it out again. Answered by
    /// [`FromEngine::Restored`].
    Restore {
        /// The article's id.
        id: String,
        /// Which of the removed spans.
        which: Removed,
        /// Whether to put them back.
        back: bool,
    },
    /// Adds something of a person's own. Answered by [`FromEngine::Edited`].
    Edit(Edit),
    /// Articles like the one with this id. Answered by [`FromEngine::Similar`].
    Similar(String),
    /// What can be chosen from when labels are set. Answered by [`FromEngine::Choices`].
    Choices,
    /// All that a person added, as one file. Answered by [`FromEngine::Saved`].
    Notebook,
    /// Articles as a file. Answered by [`FromEngine::Saved`].
    Export {
        /// Which.
        scope: Scope,
        /// In which format.
        format: Format,
    },
    /// How much these articles would be as a file. Answered by [`FromEngine::Weighed`].
    Weigh(Scope),
    /// Answered by [`FromEngine::Pong`]: whether it still lives.
    Ping,
}

/// Which of the spans that cleaning removed from an article are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Exactly these.
    Spans(Vec<Range>),
    /// Those that this rule removed.
    Rule(String),
    /// All.
    Everything,
}

/// An answer with the number of what it answers; `None` for what nobody asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The request.
    pub to: Option<RequestId>,
    /// The answer.
    pub message: FromEngine,
}

/// What the engine says.
#[derive(Clone, Debug, PartialEq)]
pub enum FromEngine {
    /// It runs and takes requests.
    Ready {
        /// Version of the build it belongs to; the page refuses an engine of another build.
        build: String,
    },
    /// How far reading has come. Answers nothing where articles of importers were taken in: then only
    /// the articles and the current file say something.
    Progress(Progress),
    /// Reading has ended.
    Ingested(Ingested),
    /// Answer to a search.
    Found(Box<Found>),
    /// More hits of a search.
    Page {
        /// Hits before the first of them.
        offset: u32,
        /// The hits.
        hits: Vec<HitView>,
    },
    /// Ids of all articles that a search finds, each but the last followed by [`BETWEEN_IDS`]: one long text
    /// is taken apart in no time, where a list of a hundred thousand texts would hold up the page.
    Ids(String),
    /// An article to read.
    Article(Option<Box<ArticleView>>),
    /// Something was put back into an article, or taken out again.
    Restored {
        /// The article's id.
        id: String,
        /// All that is put back in it now.
        spans: Vec<Range>,
    },
    /// What was added or taken back is counted everywhere.
    Edited(Box<Additions>),
    /// Articles like one, the most like it first.
    Similar {
        /// The id of that one.
        id: String,
        /// The others, with the words that both hold in place of a snippet.
        articles: Vec<HitView>,
    },
    /// What can be chosen from when labels are set.
    Choices(Box<Choices>),
    /// A file that is ready to be saved.
    Saved(Box<Saved>),
    /// How much articles would be as a file.
    Weighed(Weight),
    /// How it stands with keeping what was added; said whenever that has changed.
    Kept(Keeping),
    /// There is no memory for more articles: what reads files is to be stopped. Said once in each run of reading.
    Crowded,
    /// It still lives.
    Pong,
    /// The request could not be carried out.
    Failed {
        /// One sentence: why, and what to do.
        message: String,
    },
    /// Its last words: it has panicked and can do nothing more.
    Died {
        /// What happened.
        message: String,
        /// The file it was reading.
        file: Option<String>,
    },
}

/// Whether what is added will be there the next time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Keeping {
    /// No: from a file on disk, or where the browser has no way for it.
    #[default]
    Nothing,
    /// Yes.
    Here {
        /// Bytes that it takes.
        bytes: f64,
    },
    /// No: another tab of this page does it.
    Elsewhere,
    /// Not any more: there is no room.
    Full {
        /// Bytes that it takes.
        bytes: f64,
    },
    /// No: another version of this program kept something that this one cannot read, and must not write over.
    OtherVersion,
}

/// How far reading has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Files done.
    pub files: u32,
    /// Files in all.
    pub files_total: u32,
    /// Bytes done.
    pub bytes: f64,
    /// Bytes in all.
    pub bytes_total: f64,
    /// Articles in the corpus so far.
    pub articles: u32,
    /// Seconds that it will still take, where that can be told. The page adds this.
    pub seconds_left: Option<u32>,
    /// Whether reading stands still because somebody wants it to. The page adds this.
    pub paused: bool,
}

/// What a run of reading gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ingested {
    /// Articles added.
    pub articles: u32,
    /// Articles in the corpus now.
    pub corpus: u32,
    /// Files read.
    pub files: u32,
    /// Bytes read.
    pub bytes: f64,
    /// What was noticed, file by file; files without anything to say are not in it.
    pub notices: Vec<FileNotice>,
    /// What became of each file that was added. The page adds this.
    pub rows: Vec<FileRow>,
}

/// Something the user should know about a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileNotice {
    /// Its path.
    pub path: String,
    /// Articles that were taken from it all the same.
    pub articles: u32,
    /// Kind, stable, in kebab-case.
    pub kind: String,
    /// One sentence: what was found and what was done.
    pub message: String,
}

/// Chosen values of each facet; an empty list lets everything pass, `""` stands for unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Languages by ISO 639-1 code.
    pub language: Vec<String>,
    /// Sources by name.
    pub source: Vec<String>,
    /// Topics by code (`medtop:NNNNNNNN`).
    pub topic: Vec<String>,
    /// Authors by name.
    pub author: Vec<String>,
    /// Files by path.
    pub file: Vec<String>,
    /// First day, month or year (ISO); `None` takes all from the first.
    pub from: Option<String>,
    /// Last day, month or year (ISO), the whole of it; `None` takes all to the last.
    pub to: Option<String>,
    /// Whether undated articles pass: beside those of the dates above, or alone.
    pub undated: bool,
    /// Values that no article may have.
    pub exclude: Excluded,
}

/// Values of facets that no article may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excluded {
    /// Languages by ISO 639-1 code.
    pub language: Vec<String>,
    /// Sources by name.
    pub source: Vec<String>,
    /// Topics by code.
    pub topic: Vec<String>,
    /// Authors by name.
    pub author: Vec<String>,
    /// Files by path.
    pub file: Vec<String>,
}

/// Which values of a facet are wanted; those that are chosen or excluded always are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// So many at most.
    pub limit: u32,
    /// Only those with this in their name, whatever the case and the diacritics.
    pub holding: String,
    /// By name, rather than the most frequent first.
    pub by_name: bool,
}

/// Order of the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
    /// By source, unknown last.
    Source,
}

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchRequest {
    /// As typed.
    pub query: String,
    /// What else must hold.
    pub filters: Filters,
    /// Which values are wanted of languages, sources, topics, authors and files, in this order.
    pub wishes: [Wish; 5],
    /// Whether the timeline is to show no more than the chosen dates.
    pub closer: bool,
    /// Order.
    pub sort: Sort,
    /// Hits to skip.
    pub offset: u32,
    /// Hits wanted at most.
    pub limit: u32,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Articles that answer and pass the filters.
    pub total: u32,
    /// Articles in the corpus.
    pub corpus: u32,
    /// A page of them.
    pub hits: Vec<HitView>,
    /// Languages.
    pub language: FacetView,
    /// Sources.
    pub source: FacetView,
    /// Topics: each of the first level followed by those below it.
    pub topic: FacetView,
    /// Authors.
    pub author: FacetView,
    /// Files.
    pub file: FacetView,
    /// How many articles are of which time; its counts ignore the chosen dates and respect everything else.
    pub timeline: Timeline,
    /// What could not be used of the query as typed.
    pub issues: Vec<QueryNotice>,
    /// Set when no article held all words, and articles with any of them are given instead.
    pub relaxed: bool,
    /// Words that no article has as typed, and what was looked for instead.
    pub corrections: Vec<Correction>,
}

/// A word that occurs nowhere, and the one that was looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// The closest word that occurs.
    pub meant: String,
}

/// A facet, as far as it was wished for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetView {
    /// Its values: unknown last, what is chosen or excluded and beyond the limit behind it.
    pub values: Vec<FacetValue>,
    /// Values as wished, also those beyond the limit.
    pub matching: u32,
    /// Articles in the corpus with its most frequent value.
    pub most: u32,
    /// Whether any of its values has a hit.
    pub has_hits: bool,
}

/// What a timeline counts by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// By day.
    Day,
    /// By week, from Monday.
    Week,
    /// By month.
    Month,
    /// By year, or by several where there are very many.
    #[default]
    Year,
}

/// How many articles are of which time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// What it counts by.
    pub unit: Unit,
    /// Periods without a gap, the oldest first.
    pub periods: Vec<Period>,
    /// Undated articles that answer.
    pub undated: u32,
    /// Undated articles in the corpus.
    pub undated_total: u32,
    /// Articles that answer and of which no more than the month or the year is known, where that is too little
    /// to say the period.
    pub inexact: u32,
}

/// A period of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Its first day, month or year (ISO).
    pub from: String,
    /// Its last.
    pub to: String,
    /// Articles that answer and pass every filter but that of dates.
    pub count: u32,
    /// Articles in the corpus.
    pub total: u32,
}

/// A value of a facet with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value as filters name it; `""` is unknown.
    pub value: String,
    /// What to show where the page has no word of its own for it; empty for unknown.
    pub label: String,
    /// Articles that answer and pass the other facets.
    pub count: u32,
    /// Articles in the corpus.
    pub total: u32,
    /// Whether it is below the last value before it that is not.
    pub is_below: bool,
}

/// A part of the query that was not used as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryNotice {
    /// First byte in the query.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What is wrong there.
    pub mistake: Mistake,
}

/// What can be wrong in a query. What was done about it: it was left out, unless something else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A parenthesis that closes nothing.
    ClosesNothing,
    /// One that is not closed; it is taken to close at the end.
    NeverClosed,
    /// More than so many parentheses or exclusions within one another.
    TooDeep(u32),
    /// An AND or OR with nothing on one side.
    OneSided,
    /// A NEAR without a word or phrase on each side; what there is, is looked for, near or not.
    NearOneSided,
    /// An exclusion of nothing.
    NothingExcluded,
    /// A distance or weight behind nothing that it could change.
    ChangesNothing,
    /// Signs without a word.
    NoWord,
    /// A field's name with nothing behind it.
    NothingInField,
    /// The first word beyond so many, with all behind it.
    TooManyWords(u32),
    /// A word with edits or wildcards, beyond so many of them.
    TooManyTolerant(u32),
    /// A pattern that every word answers.
    EveryWord,
    /// A pattern that stands for too many words to look at in time.
    TooCommon,
    /// No day, month, year or range of them behind `date:`.
    NoDate,
}

/// Half-open range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// First byte.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Text with marked ranges: sorted, disjoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedText {
    /// The text.
    pub text: String,
    /// What matched.
    pub marks: Vec<Range>,
}

/// An article in the list of results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HitView {
    /// The article's id.
    pub id: String,
    /// Title; empty if unknown.
    pub title: MarkedText,
    /// Whether the title was derived from the text rather than found.
    pub title_derived: bool,
    /// Best window of the body.
    pub snippet: MarkedText,
    /// Language code; `None` is unknown.
    pub language: Option<String>,
    /// Whether that language is written from right to left.
    pub right_to_left: bool,
    /// Publisher; `None` is unknown.
    pub source: Option<String>,
    /// ISO date, to its precision; `None` is unknown.
    pub date: Option<String>,
    /// Topic labels, the main one first.
    pub topics: Vec<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Words in the body, about.
    pub words: u32,
}

/// What an article says of itself, and why we think so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelView {
    /// The value as filters name it; `None` is unknown.
    pub value: Option<String>,
    /// What to show; empty if unknown.
    pub label: String,
    /// How likely it is to be right, 0 to 1.
    pub confidence: f32,
    /// The rule that decided, in kebab-case.
    pub rule: String,
    /// What in the text speaks for it.
    pub evidence: Vec<Range>,
    /// The next best: what to show, and how likely it is.
    pub runner_up: Option<(String, f32)>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The title where it stands in the text.
    Title,
    /// A heading.
    Heading,
    /// Running text.
    Text,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    Quote,
    /// Caption or credit of a picture.
    Caption,
}

/// A paragraph of the cleaned text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParagraphView {
    /// Where in the text.
    pub range: Range,
    /// What it is.
    pub kind: ParagraphKind,
    /// Its language, if another than the article's.
    pub language: Option<String>,
    /// Whether that language is written from right to left.
    pub right_to_left: bool,
    /// What cleaning had removed and the reader put back, if it is that.
    pub put_back: Option<RemovedView>,
}

/// A span that cleaning removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedView {
    /// Where in the shown text.
    pub range: Range,
    /// Which span of the article it is: what [`Removed::Spans`] names it by.
    pub span: Range,
    /// The rule, in kebab-case.
    pub rule: String,
    /// Whether it can be put back: what is only markup cannot.
    pub is_text: bool,
}

/// An article to read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleView {
    /// Id.
    pub id: String,
    /// Path of its file.
    pub path: String,
    /// The text as it is read, from its beginning: of HTML without tags, a paragraph a line.
    pub text: String,
    /// Bytes of the whole text; more than `text` holds if that was cut at the limit.
    pub bytes: u32,
    /// Paragraphs of the cleaned text that lie in `text`.
    pub paragraphs: Vec<ParagraphView>,
    /// What was removed, where it lies in `text`; sorted, disjoint.
    pub removed: Vec<RemovedView>,
    /// What matches the query in the paragraphs of `text`; sorted, disjoint.
    pub matches: Vec<Range>,
    /// Title.
    pub title: LabelView,
    /// Language.
    pub language: LabelView,
    /// Whether it is written from right to left, by what holds.
    pub right_to_left: bool,
    /// Date of publication.
    pub date: LabelView,
    /// Publisher.
    pub source: LabelView,
    /// Sections of its publication.
    pub sections: Vec<LabelView>,
    /// Whether the title was derived from the text rather than found.
    pub title_derived: bool,
    /// Authors.
    pub authors: Vec<LabelView>,
    /// Those who helped, as credited.
    pub contributors: Vec<LabelView>,
    /// Agencies.
    pub agencies: Vec<LabelView>,
    /// Topics, the main one first.
    pub topics: Vec<LabelView>,
    /// Topics of one's own whose words it has.
    pub own_topics: Vec<LabelView>,
    /// What was set by hand; the labels above are the engine's all the same.
    pub by_hand: Vec<ByHand>,
    /// Notes on it, in the order of its text.
    pub notes: Vec<NoteView>,
    /// How it is cited, in one line.
    pub citation: String,
    /// What the user should know of this article.
    pub notices: Vec<String>,
}

impl ArticleView {
    /// What was set by hand for a field.
    pub fn set(&self, field: Field) -> Option<&[(String, String)]> {
        self.by_hand.iter().find(|by_hand| by_hand.field == field).map(|by_hand| by_hand.values.as_slice())
    }

    /// The code of the language that holds.
    pub fn lang(&self) -> Option<&str> {
        match self.set(Field::Language) {
            Some(values) => values.first().map(|(code, _)| code.as_str()),
            None => self.language.value.as_deref(),
        }
    }

    /// The title that holds; empty if unknown.
    pub fn name(&self) -> &str {
        match self.set(Field::Title) {
            Some(values) => values.first().map_or("", |(title, _)| title),
            None => &self.title.label,
        }
    }
}
