//! How is a notebook written down?
//!
//! As one JSON document with a version; notes in it are annotations of the W3C's model. What an export of
//! articles says of each (`by_hand`, `notes`) can be read as well. **Invariants.** The same notebook gives the
//! same bytes. What cannot be understood is counted and left out; a document of a later version is refused whole.

use crate::{Change, Correction, Field, Note, Notebook, OwnTopic, Touched};
use serde_json::{Map, Value, json};
use std::fmt;

const FORMAT: &str = "article-explorer-notebook";
const VERSION: u64 = 1;

/// Why a document could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It is something else.
    Other,
    /// It was written by a later version of the program.
    Later,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OpenError::Other => "It holds no notes, labels or topics that were saved here.",
            OpenError::Later => {
                "It was saved by a later version of this program: reload the page to get that version."
            }
        })
    }
}

impl Notebook {
    /// The notebook as a JSON document.
    pub fn to_json(&self) -> String {
        let mut corrections = Map::new();
        for (id, one) in &self.corrections {
            corrections.insert(id.clone(), one.to_json());
        }
        let topics: Vec<Value> =
            self.topics.iter().map(|topic| json!({"name": topic.name, "words": topic.words})).collect();
        let notes: Vec<Value> = self.notes.iter().map(Note::to_json).collect();
        let mut document = json!({
            "format": FORMAT, "version": VERSION,
            "corrections": corrections, "topics": topics, "notes": notes,
        });
        // An earlier version of the program reads on over a name that it does not know.
        if let Some(fields) = document.as_object_mut().filter(|_| !self.aside.is_empty()) {
            fields.insert("aside".to_owned(), json!(self.aside));
        }
        format!("{document:#}\n")
    }

    /// The change that adds what a document holds, where both have something to say in the document's words; and
    /// how much of it could not be understood.
    pub fn opening(&self, document: &str) -> Result<(Change, u32), OpenError> {
        let mut incoming = Incoming::default();
        match serde_json::from_str::<Value>(document.trim_start_matches('\u{feff}')) {
            Ok(whole) if whole["format"] == FORMAT => {
                if whole["version"].as_u64() != Some(VERSION) {
                    return Err(OpenError::Later);
                }
                incoming.whole(&whole);
            }
            Ok(article) => incoming.article(&article),
            Err(_) => {
                for line in document.lines() {
                    if let Ok(article) = serde_json::from_str::<Value>(line) {
                        incoming.article(&article);
                    }
                }
            }
        }
        if !incoming.is_one {
            return Err(OpenError::Other);
        }
        Ok(self.taking(incoming))
    }

    fn taking(&self, incoming: Incoming) -> (Change, u32) {
        let mut changes: Vec<Change> = Vec::new();
        for field in Field::ALL {
            let labels = incoming.labels.iter().filter(|(_, of, _)| *of == field);
            let labels: Vec<_> = labels.map(|(id, _, values)| (id.clone(), Some(values.clone()))).collect();
            if !labels.is_empty() {
                changes.push(Change::Labels(field, labels));
            }
        }
        let mut topics = self.topics.clone();
        for topic in incoming.topics {
            match topics.iter_mut().find(|known| known.name == topic.name) {
                Some(known) => *known = topic,
                None => topics.push(topic),
            }
        }
        if topics != self.topics {
            changes.push(Change::Topics(topics));
        }
        let mut notes: Vec<(String, Option<Note>)> = Vec::new();
        let mut with_them = Notebook { notes: self.notes.clone(), ..Notebook::default() };
        let mut touched = Touched::default();
        for mut note in incoming.notes {
            let known = with_them.notes.iter().find(|known| known.id == note.id);
            if note.id.is_empty()
                || known.is_some_and(|known| known.article != note.article || known.exact != note.exact)
            {
                note.id = with_them.next_note();
            }
            let change = Change::Notes(vec![(note.id.clone(), Some(note.clone()))]);
            with_them.swap(change, &mut touched);
            notes.push((note.id.clone(), Some(note)));
        }
        if !notes.is_empty() {
            changes.push(Change::Notes(notes));
        }
        if !incoming.aside.is_empty() {
            changes.push(Change::Aside(incoming.aside.into_iter().map(|id| (id, true)).collect()));
        }
        (Change::Several(changes), incoming.left_out)
    }
}

impl Correction {
    /// What was set, by the names of fields: a value, a list where there may be several, `null` for unknown.
    pub fn to_json(&self) -> Value {
        let mut fields = Map::new();
        for (field, values) in self.fields() {
            let value = match (field.has_several(), values.first()) {
                (true, _) => json!(values),
                (false, first) => json!(first),
            };
            fields.insert(field.name().to_owned(), value);
        }
        Value::Object(fields)
    }
}

impl Note {
    /// The note as a Web Annotation.
    pub fn to_json(&self) -> Value {
        let mut note = json!({
            "id": self.id,
            "type": "Annotation",
            "motivation": if self.text.is_empty() { "highlighting" } else { "commenting" },
            "target": {
                "source": self.article,
                "selector": [
                    {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
                    {"type": "TextPositionSelector", "start": self.start, "end": self.end},
                ],
            },
        });
        if let Value::Object(fields) = &mut note {
            if !self.text.is_empty() {
                fields.insert(
                    "body".to_owned(),
                    json!({"type": "TextualBody", "value": self.text, "format": "text/plain"}),
                );
            }
            if !self.created.is_empty() {
                fields.insert("created".to_owned(), json!(self.created));
            }
        }
        note
    }

    fn from_json(note: &Value) -> Option<Note> {
        let target = &note["target"];
        let selectors = target["selector"].as_array()?;
        let selector = |kind: &str| selectors.iter().find(|selector| selector["type"] == kind);
        let quote = selector("TextQuoteSelector")?;
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let place = |name: &str| {
            let place = selector("TextPositionSelector").and_then(|selector| selector[name].as_u64());
            place.and_then(|place| u32::try_from(place).ok()).unwrap_or(0)
        };
        let note = Note {
            id: text(&note["id"]),
            article: text(&target["source"]),
            exact: text(&quote["exact"]),
            prefix: text(&quote["prefix"]),
            suffix: text(&quote["suffix"]),
            start: place("start"),
            end: place("end"),
            text: text(&note["body"]["value"]),
            created: text(&note["created"]),
        };
        (!note.article.is_empty() && !note.exact.is_empty()).then_some(note)
    }
}

/// What was found in a document.
#[derive(Default)]
struct Incoming {
    labels: Vec<(String, Field, Vec<String>)>,
    topics: Vec<OwnTopic>,
    notes: Vec<Note>,
    aside: Vec<String>,
    left_out: u32,
    // Whether it was a notebook, or articles that say what was set by hand.
    is_one: bool,
}

impl Incoming {
    fn whole(&mut self, document: &Value) {
        self.is_one = true;
        for (id, correction) in document["corrections"].as_object().into_iter().flatten() {
            self.correction(id, correction);
        }
        for topic in document["topics"].as_array().into_iter().flatten() {
            let words = topic["words"].as_array().into_iter().flatten();
            match topic["name"].as_str() {
                Some(name) if !name.trim().is_empty() => self.topics.push(OwnTopic {
                    name: name.trim().to_owned(),
                    words: words.filter_map(Value::as_str).map(str::to_owned).collect(),
                }),
                _ => self.left_out += 1,
            }
        }
        self.notes(&document["notes"]);
        for id in document["aside"].as_array().into_iter().flatten() {
            match id.as_str() {
                Some(id) => self.aside.push(id.to_owned()),
                None => self.left_out += 1,
            }
        }
    }

    /// A line of an export.
    fn article(&mut self, article: &Value) {
        if let Some(id) = article["id"].as_str() {
            self.correction(id, &article["by_hand"]);
            self.notes(&article["notes"]);
        }
    }

    fn correction(&mut self, id: &str, correction: &Value) {
        for (name, value) in correction.as_object().into_iter().flatten() {
            self.is_one = true;
            let field = Field::ALL.into_iter().find(|field| field.name() == name);
            let values: Option<Vec<String>> = match value {
                Value::Null => Some(Vec::new()),
                Value::String(value) => Some(vec![value.clone()]),
                Value::Array(values) => {
                    values.iter().map(|value| value.as_str().map(str::to_owned)).collect()
                }
                _ => None,
            };
            match (field, values.as_deref().map(|values| field.map(|field| field.read(values)))) {
                (Some(field), Some(Some(Ok(values)))) => self.labels.push((id.to_owned(), field, values)),
                _ => self.left_out += 1,
            }
        }
    }

    fn notes(&mut self, notes: &Value) {
        for note in notes.as_array().into_iter().flatten() {
            self.is_one = true;
            match Note::from_json(note) {
                Some(note) => self.notes.push(note),
                None => self.left_out += 1,
            }
        }
    }
}
