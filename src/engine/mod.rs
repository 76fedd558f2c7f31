//! How does the page reach the engine?
//!
//! [`Engine`] is a cheap handle. It starts the engine program in a worker made from a Blob (so that the
//! worker is under the page's own content security policy and works the same from `file://`), falls back
//! to the main thread where no worker can start, and replaces a worker that dies: the corpus is given to
//! the new one again, what was asked and not yet answered is asked again, and the user is told.
//!
//! **Invariant.** Of the searches, and of the readings, only the answer to the latest is passed on.

use explorer_protocol::FromEngine;

/// Where the engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a worker: the page stays free.
    Worker,
    /// On the main thread, because no worker could start.
    Page,
}

/// What the page hears of the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineEvent {
    /// It runs, and begins to read the corpus.
    Started(Place),
    /// An answer, none of them stale.
    Answer(FromEngine),
    /// It died and was replaced; the sentence tells the user what happened.
    Replaced(String),
    /// It cannot run here; the sentence tells the user why.
    Unavailable(String),
}
