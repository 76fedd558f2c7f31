//! What did a person add to the articles?
//!
//! Labels set by hand, topics of their own, notes. All of it is kept apart from what the engine found out, by
//! the id of an article, which is a hash of its content: it outlives the articles and finds them again when the
//! same files are read once more. **Invariants.** Every [`Change`] can be undone and done again, and what is
//! undone is as if it had never been; what is [written](Notebook::to_json) and read again is the same notebook.
//! What the articles then say is left to [`Labels`], finding the words of a topic to the index.
//!
//! | module | question it answers |
//! | --- | --- |
//! | [`Correction`], [`Field`] | what may be set by hand? |
//! | [`Labels`] | what does an article say once that is taken into account? |
//! | [`Note`] | where in a text does a note stand, when the text has changed? |
//! | `document` | how is all this written down? |

mod correction;
mod document;
mod labels;
mod note;
#[cfg(test)]
mod tests;

pub use correction::{Correction, Field, OWN, own_topic};
pub use document::OpenError;
use explorer_text::order;
pub use labels::Labels;
pub use note::{CONTEXT, Note};

use std::collections::{BTreeMap, BTreeSet};

/// A subject that a reader made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTopic {
    /// What it is called.
    pub name: String,
    /// Words or phrases that speak for it, as they are typed into the search box.
    pub words: Vec<String>,
}

impl OwnTopic {
    /// The value that facets and filters know it by.
    pub fn value(&self) -> String {
        own_topic(&self.name)
    }
}

/// A step that can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Sets a field of articles, by their ids; `None` lets the engine's label stand again.
    Labels(Field, Vec<(String, Option<Vec<String>>)>),
    /// Puts these in the place of all topics of one's own.
    Topics(Vec<OwnTopic>),
    /// Puts notes in the place of those with the same ids; `None` takes one out.
    Notes(Vec<(String, Option<Note>)>),
    /// Sets articles aside, by their ids, or takes them back: one that is aside is nowhere to be found.
    Aside(Vec<(String, bool)>),
    /// All of these, in this order.
    Several(Vec<Change>),
}

/// What a change has touched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Ids of articles with other labels.
    pub labels: Vec<String>,
    /// Ids of those among them whose words are read differently: another title, another language.
    pub texts: Vec<String>,
    /// Whether topics of one's own, or articles that are said to have one, are others.
    pub topics: bool,
    /// Ids of articles that were set aside or taken back.
    pub aside: Vec<String>,
}

/// Everything that a person added.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    corrections: BTreeMap<String, Correction>,
    topics: Vec<OwnTopic>,
    // In the order of their ids.
    notes: Vec<Note>,
    aside: BTreeSet<String>,
    past: Vec<Change>,
    future: Vec<Change>,
}

impl PartialEq for Notebook {
    /// What was undone makes no difference.
    fn eq(&self, other: &Self) -> bool {
        (&self.corrections, &self.topics, &self.notes, &self.aside)
            == (&other.corrections, &other.topics, &other.notes, &other.aside)
    }
}

impl Notebook {
    /// What was set by hand for an article.
    pub fn correction(&self, article: &str) -> Option<&Correction> {
        self.corrections.get(article)
    }

    /// What was set by hand, by the ids of articles.
    pub fn corrections(&self) -> impl ExactSizeIterator<Item = (&str, &Correction)> {
        self.corrections.iter().map(|(id, correction)| (id.as_str(), correction))
    }

    /// Topics of one's own, in the order of making.
    pub fn topics(&self) -> &[OwnTopic] {
        &self.topics
    }

    /// Notes, in the order of their ids.
    pub fn notes(&self) -> impl ExactSizeIterator<Item = &Note> {
        self.notes.iter()
    }

    /// The notes on an article, in the order of the text.
    pub fn notes_on(&self, article: &str) -> Vec<&Note> {
        let mut notes: Vec<&Note> = self.notes.iter().filter(|note| note.article == article).collect();
        order::sort_by(&mut notes, |one, other| (one.start, &one.id).cmp(&(other.start, &other.id)));
        notes
    }

    /// Whether an article was set aside.
    pub fn is_aside(&self, article: &str) -> bool {
        !self.aside.is_empty() && self.aside.contains(article)
    }

    /// The ids of articles that were set aside.
    pub fn aside(&self) -> impl ExactSizeIterator<Item = &str> {
        self.aside.iter().map(String::as_str)
    }

    /// An article that was set aside has been added again: it is no longer, which is not undone.
    pub fn added_again(&mut self, article: &str) -> bool {
        self.aside.remove(article)
    }

    /// An id that no note has, and none had that could come back.
    pub fn next_note(&self) -> String {
        fn highest(change: &Change) -> u32 {
            match change {
                Change::Notes(notes) => notes.iter().map(|(id, _)| number(id)).max().unwrap_or(0),
                Change::Several(changes) => changes.iter().map(highest).max().unwrap_or(0),
                Change::Labels(..) | Change::Topics(_) | Change::Aside(_) => 0,
            }
        }
        fn number(id: &str) -> u32 {
            id.strip_prefix("note-").and_then(|number| number.parse().ok()).unwrap_or(0)
        }
        let known = self.notes.iter().map(|note| number(&note.id)).max().unwrap_or(0);
        let other = self.past.iter().chain(&self.future).map(highest).max().unwrap_or(0);
        // With zeros in front, so that the order of ids is the order of making.
        format!("note-{:06}", known.max(other).saturating_add(1))
    }

    /// The change that takes out what another notebook holds.
    pub fn without(&self, other: &Notebook) -> Change {
        let labels = Field::ALL.into_iter().map(|field| {
            let of = other.corrections().filter(|(_, correction)| correction.of(field).is_some());
            Change::Labels(field, of.map(|(id, _)| (id.to_owned(), None)).collect())
        });
        let gone = |topic: &&OwnTopic| !other.topics.iter().any(|other| other.name == topic.name);
        let topics = self.topics.iter().filter(gone).cloned().collect();
        let notes = other.notes.iter().map(|note| (note.id.clone(), None)).collect();
        let back = Change::Aside(other.aside().map(|id| (id.to_owned(), false)).collect());
        Change::Several(labels.chain([Change::Topics(topics), Change::Notes(notes), back]).collect())
    }

    /// Makes a change; what it touched. What was undone before it cannot be done again.
    pub fn make(&mut self, change: Change) -> Touched {
        let mut touched = Touched::default();
        let back = self.swap(change, &mut touched);
        self.past.push(back);
        self.future.clear();
        touched
    }

    /// Undoes the latest change; what that touched, `None` if there is nothing to undo.
    pub fn undo(&mut self) -> Option<Touched> {
        let mut touched = Touched::default();
        let change = self.past.pop()?;
        let back = self.swap(change, &mut touched);
        self.future.push(back);
        Some(touched)
    }

    /// Does again what was undone last; what that touched, `None` if there is nothing.
    pub fn redo(&mut self) -> Option<Touched> {
        let mut touched = Touched::default();
        let change = self.future.pop()?;
        let back = self.swap(change, &mut touched);
        self.past.push(back);
        Some(touched)
    }

    /// What there is about articles whose ids are wanted, and all topics.
    pub fn about(&self, is_wanted: impl Fn(&str) -> bool) -> Self {
        let corrections = self.corrections.iter().filter(|(id, _)| is_wanted(id));
        Notebook {
            corrections: corrections.map(|(id, correction)| (id.clone(), correction.clone())).collect(),
            topics: self.topics.clone(),
            notes: self.notes.iter().filter(|note| is_wanted(&note.article)).cloned().collect(),
            aside: self.aside.iter().filter(|id| is_wanted(id)).cloned().collect(),
            ..Notebook::default()
        }
    }

    /// From now on nothing that was done can be undone.
    pub fn forget_steps(&mut self) {
        self.past.clear();
        self.future.clear();
    }

    /// How many changes can be undone, and done again.
    pub fn steps(&self) -> (usize, usize) {
        (self.past.len(), self.future.len())
    }

    /// Carries out a change and gives the one that takes it back.
    fn swap(&mut self, change: Change, touched: &mut Touched) -> Change {
        match change {
            Change::Labels(field, labels) => {
                let mut before = Vec::with_capacity(labels.len());
                for (id, values) in labels {
                    let correction = self.corrections.entry(id.clone()).or_default();
                    let was = correction.set(field, values);
                    if correction.is_empty() {
                        self.corrections.remove(&id);
                    }
                    touched.labels.push(id.clone());
                    if field.is_read() {
                        touched.texts.push(id.clone());
                    }
                    touched.topics |= field == Field::Topics;
                    before.push((id, was));
                }
                // Backwards, should an article stand in the list twice.
                before.reverse();
                Change::Labels(field, before)
            }
            Change::Topics(topics) => {
                touched.topics = true;
                Change::Topics(std::mem::replace(&mut self.topics, topics))
            }
            Change::Notes(notes) => {
                let mut before = Vec::with_capacity(notes.len());
                for (id, note) in notes {
                    let at = self.notes.binary_search_by(|known| known.id.cmp(&id));
                    let was = match (at, note) {
                        (Ok(at), Some(note)) => {
                            self.notes.get_mut(at).map(|known| std::mem::replace(known, note))
                        }
                        (Err(at), Some(note)) => {
                            self.notes.insert(at, note);
                            None
                        }
                        (Ok(at), None) => Some(self.notes.remove(at)),
                        (Err(_), None) => None,
                    };
                    before.push((id, was));
                }
                before.reverse();
                Change::Notes(before)
            }
            Change::Aside(articles) => {
                let mut before = Vec::with_capacity(articles.len());
                for (id, aside) in articles {
                    let changed = if aside { self.aside.insert(id.clone()) } else { self.aside.remove(&id) };
                    if changed {
                        touched.aside.push(id.clone());
                        before.push((id, !aside));
                    }
                }
                Change::Aside(before)
            }
            Change::Several(changes) => {
                let mut before: Vec<Change> =
                    changes.into_iter().map(|change| self.swap(change, touched)).collect();
                before.reverse();
                Change::Several(before)
            }
        }
    }
}
