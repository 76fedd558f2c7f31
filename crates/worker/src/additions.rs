//! How do a person's additions go in, and how do articles come out as files?
//!
//! Conversions between the protocol's types and the engine's, and the few steps between them.

use crate::archiving::{archived, packed};
use crate::shelf::Blocked;
use explorer_core::article::{Article, Language, SECOND_LEVELS, TOP_LEVELS};
use explorer_core::engine::{Engine, own_query};
use explorer_core::notebook::{self, Change};
use explorer_core::query::Query;
use explorer_core::search::{Hit, Marked, Similar};
use explorer_exports::{Taken, take, topic_name};
use explorer_protocol::{
    ARCHIVE, Additions, BETWEEN_IDS, ByHand, Choices, Edit, Field, Format, HitView, ListedNote, Note,
    NoteView, ONE_PAGE, OwnTopic, Range, Saved, Scope, Weight,
};
use std::collections::BTreeSet;

/// So many similar articles are shown.
const SIMILAR: usize = 5;
/// So many of the words that they share.
const WORDS: usize = 8;
/// No more articles are packed only to say how much they are.
const WEIGHED: usize = 300;

/// Carries out an edit; what there is then, with what went wrong.
pub fn edit(engine: &mut Engine, edit: Edit) -> Additions {
    let mut problem = None;
    match edit {
        Edit::Undo => {
            engine.undo();
        }
        Edit::Redo => {
            engine.redo();
        }
        Edit::Set { ids, field, values } => {
            let field = core_field(field);
            match values.map(|values| field.read(&values)).transpose() {
                Ok(values) => {
                    let labels = ids.split(BETWEEN_IDS).map(|id| (id.to_owned(), values.clone())).collect();
                    engine.change(Change::Labels(field, labels));
                }
                Err(sentence) => problem = Some(sentence),
            }
        }
        Edit::Topic { was, topic } => match own_topics(engine, was.as_deref(), topic) {
            Ok(topics) => engine.change(Change::Topics(topics)),
            Err(sentence) => problem = Some(sentence),
        },
        Edit::Note(note) => {
            let mut note = core_note(note);
            if note.id.is_empty() {
                note.id = engine.notebook().next_note();
            }
            engine.change(Change::Notes(vec![(note.id.clone(), Some(note))]));
        }
        Edit::Aside { ids } => set_aside(engine, ids.split(BETWEEN_IDS).map(str::to_owned).collect()),
        Edit::AsideFile { file } => {
            let ids = engine.ids_in(&file);
            set_aside(engine, ids);
        }
        Edit::TakeBack => {
            let ids = engine.notebook().aside().map(|id| (id.to_owned(), false)).collect();
            engine.change(Change::Aside(ids));
        }
        Edit::Unnote(id) => engine.change(Change::Notes(vec![(id, None)])),
        Edit::Open { document } => match engine.notebook().opening(&document) {
            Ok((change, left_out)) => {
                engine.change(change);
                problem = (left_out > 0).then(|| {
                    format!("Not everything in the file could be understood; left out: {left_out}.")
                });
            }
            Err(error) => problem = Some(error.to_string()),
        },
    }
    Additions { problem, ..additions(engine) }
}

fn set_aside(engine: &mut Engine, ids: Vec<String>) {
    if !ids.is_empty() {
        engine.change(Change::Aside(ids.into_iter().map(|id| (id, true)).collect()));
    }
}

/// What there is.
pub fn additions(engine: &Engine) -> Additions {
    let notebook = engine.notebook();
    let (undo, redo) = notebook.steps();
    let notes = notebook.notes().map(|note| ListedNote {
        note: page_note(note),
        title: engine
            .article_by_id(&note.article)
            .map(|article| engine.labels(&article).title.unwrap_or("").to_owned()),
    });
    Additions {
        undo: undo as u32,
        redo: redo as u32,
        corrected: notebook.corrections().len() as u32,
        aside: notebook.aside().len() as u32,
        topics: notebook
            .topics()
            .iter()
            .map(|topic| OwnTopic { name: topic.name.clone(), words: topic.words.clone() })
            .collect(),
        notes: notes.collect(),
        problem: None,
    }
}

/// All topics of one's own with one of them changed.
fn own_topics(
    engine: &Engine,
    was: Option<&str>,
    topic: Option<OwnTopic>,
) -> Result<Vec<notebook::OwnTopic>, String> {
    let mut topics = engine.notebook().topics().to_vec();
    let at = topics.iter().position(|known| Some(known.name.as_str()) == was);
    let Some(topic) = topic else {
        if let Some(at) = at {
            topics.remove(at);
        }
        return Ok(topics);
    };
    let trimmed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = trimmed(&topic.name);
    let words: Vec<String> =
        topic.words.iter().map(|word| trimmed(word)).filter(|word| !word.is_empty()).collect();
    let made = notebook::OwnTopic { name, words };
    if made.name.is_empty() {
        return Err("A topic needs a name.".to_owned());
    }
    if own_query(&made).is_empty() {
        return Err("A topic needs at least one word that speaks for it.".to_owned());
    }
    let same = topics.iter().position(|known| known.name == made.name);
    if same.is_some() && same != at {
        return Err(format!("There is a topic “{}” already.", made.name));
    }
    match at.and_then(|at| topics.get_mut(at)) {
        Some(place) => *place = made,
        None => topics.push(made),
    }
    Ok(topics)
}

/// What can be chosen from.
pub fn choices() -> Choices {
    let mut choices = Choices::default();
    for language in Language::all() {
        choices.languages.push_str(language.code());
        choices.languages.push('\n');
    }
    let mut line = |code: String, name: &str| {
        choices.topics.push_str(&code);
        choices.topics.push('\t');
        choices.topics.push_str(name);
        choices.topics.push('\n');
    };
    for (number, (top, name)) in (1u8..).zip(TOP_LEVELS) {
        line(top.to_string(), name);
        for (topic, _, name) in SECOND_LEVELS.iter().filter(|(_, above, _)| *above == number) {
            line(topic.to_string(), name);
        }
    }
    choices
}

/// All additions as a file.
pub fn saved(engine: &Engine) -> Saved {
    Saved {
        name: "notebook.json".to_owned(),
        media_type: "application/json".to_owned(),
        text: engine.notebook().to_json(),
    }
}

/// How much the articles are as a file, and what was added to them.
pub fn weight(engine: &mut Engine, scope: Scope, shelf: &Blocked) -> Weight {
    let ids = ids(engine, &taken(scope));
    // Of many articles some are packed as all would be, and these stand for the others, each for its share.
    let step = ids.len().div_ceil(WEIGHED).max(1);
    let some = || ids.iter().step_by(step);
    let share = |ids: &mut dyn Iterator<Item = &String>| shelf.weight(ids.filter_map(|id| engine.place(id)));
    let all = share(&mut ids.iter()) / share(&mut some()).max(1.0);
    let bytes = packed(engine, &mut some()).len() as f64 * all.max(1.0);
    let wanted: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let about = engine.notebook().about(|id| wanted.contains(id));
    Weight {
        articles: ids.len() as u32,
        bytes,
        additions: about.to_json().len() as f64,
        labelled: about.corrections().len() as u32,
        topics: about.topics().len() as u32,
        notes: about.notes().len() as u32,
    }
}

fn taken(scope: Scope) -> Taken {
    match scope {
        Scope::Ids(ids) => Taken::Ids(ids.split(BETWEEN_IDS).map(str::to_owned).collect()),
        Scope::Found(request) => Taken::Found(Box::new(crate::view::search_request(*request))),
    }
}

fn ids(engine: &mut Engine, taken: &Taken) -> Vec<String> {
    match taken {
        Taken::Ids(ids) => engine.in_order(ids),
        Taken::Found(request) => engine.listing(request),
    }
}

/// Articles as a file.
pub fn export(engine: &mut Engine, scope: Scope, format: Format) -> Saved {
    let taken = taken(scope);
    let format = match format {
        Format::Archive | Format::OnePage | Format::OnePageWithAdditions => {
            let ids = ids(engine, &taken);
            let (name, media_type) = match format {
                Format::Archive => ("articles.axa", ARCHIVE),
                _ => ("articles.html", ONE_PAGE),
            };
            let text = archived(engine, &ids, format == Format::OnePageWithAdditions);
            return Saved { name: name.to_owned(), media_type: media_type.to_owned(), text };
        }
        Format::Jsonl => explorer_exports::Format::Jsonl,
        Format::Csv => explorer_exports::Format::Csv,
        Format::Ris => explorer_exports::Format::Ris,
        Format::Bibtex => explorer_exports::Format::Bibtex,
        Format::CslJson => explorer_exports::Format::CslJson,
    };
    let (name, media_type) = format.file();
    Saved {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        text: take(engine, &taken, format, env!("CARGO_PKG_VERSION")),
    }
}

/// Articles like the one with this id; the words that both hold stand in place of a snippet.
pub fn similar(engine: &mut Engine, id: &str) -> Vec<HitView> {
    let alike = engine.similar(id, SIMILAR).into_iter();
    let hits = alike.filter_map(|Similar { doc, mut words }| {
        words.truncate(WORDS);
        let title = engine.index().name(doc).2.to_owned();
        let marked = |text| Marked { text, marks: Vec::new() };
        let hit = Hit { doc, score: 0.0, title: marked(title), snippet: marked(words.join(", ")) };
        crate::view::hit_view(engine, &hit)
    });
    hits.collect()
}

/// What was set by hand for an article.
pub fn by_hand(engine: &Engine, article: &Article) -> Vec<ByHand> {
    let correction = engine.notebook().correction(article.id.as_str());
    let fields = correction.into_iter().flat_map(|correction| correction.fields());
    let shown = |field, value: &str| match field {
        notebook::Field::Topics => topic_name(value).to_owned(),
        _ => value.to_owned(),
    };
    fields
        .map(|(field, values)| ByHand {
            field: page_field(field),
            values: values.iter().map(|value| (value.clone(), shown(field, value))).collect(),
        })
        .collect()
}

/// The notes on an article, each with its place in the shown text.
pub fn notes(engine: &Engine, article: &Article, text: &str) -> Vec<NoteView> {
    let notes = engine.notebook().notes_on(article.id.as_str()).into_iter();
    let mut views: Vec<NoteView> = Vec::new();
    let start = |view: &NoteView| view.range.map_or(u32::MAX, |range| range.start);
    for note in notes {
        let place = note.place(text);
        let range = place.map(|place| Range { start: place.start as u32, end: place.end as u32 });
        let view = NoteView { note: page_note(note), range };
        let at = views.partition_point(|other| start(other) <= start(&view));
        views.insert(at, view);
    }
    views
}

/// The topics of one's own that an article has by its words, with the queries that find them.
pub fn own_found(engine: &Engine, article: &Article) -> Vec<(String, Query)> {
    let topics = engine.topics(article);
    let own = engine.notebook().topics().iter().filter(|topic| topics.contains(&topic.value()));
    own.map(|topic| (topic.name.clone(), own_query(topic))).collect()
}

fn core_field(field: Field) -> notebook::Field {
    match field {
        Field::Title => notebook::Field::Title,
        Field::Date => notebook::Field::Date,
        Field::Language => notebook::Field::Language,
        Field::Source => notebook::Field::Source,
        Field::Authors => notebook::Field::Authors,
        Field::Topics => notebook::Field::Topics,
    }
}

fn page_field(field: notebook::Field) -> Field {
    match field {
        notebook::Field::Title => Field::Title,
        notebook::Field::Date => Field::Date,
        notebook::Field::Language => Field::Language,
        notebook::Field::Source => Field::Source,
        notebook::Field::Authors => Field::Authors,
        notebook::Field::Topics => Field::Topics,
    }
}

fn core_note(note: Note) -> notebook::Note {
    let Note { id, article, exact, prefix, suffix, start, end, text, created } = note;
    notebook::Note { id, article, exact, prefix, suffix, start, end, text, created }
}

fn page_note(note: &notebook::Note) -> Note {
    let notebook::Note { id, article, exact, prefix, suffix, start, end, text, created } = note.clone();
    Note { id, article, exact, prefix, suffix, start, end, text, created }
}
