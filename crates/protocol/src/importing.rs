//! What the page and an importing program say to each other.
//!
//! An importer is given a queue of whole files, in the order of their numbers, and reads one at a time. What it finds goes to
//! the engine, over a port that the page gives to both: to the engine `[file, block, next]`, a block of articles
//! (`explorer-store`) or `null`, of files from the first number on; those below `next` have ended with it. So a block
//! holds the articles of many small files, or a part of those of a large one. Back, for each block that has been taken
//! in, goes its length in bytes. An importer holds as many bytes as [`AHEAD`] that are not taken in, and then waits.
//!
//! **Invariants.** Each file that an importer is given is named once in a [`FromImporter::Done`] or a [`FromImporter::Left`],
//! unless the importer dies. What is said to be done is with the engine, or on its way there, whatever becomes of the importer; which
//! file it reads was said before it looked at it. So one that dies costs that file, and the rest of its queue is for
//! others. The number of a file says where its articles stand in the corpus, so that it does not matter who reads it.

use crate::{BufferId, FileNotice};

/// Bytes of blocks that may be on their way to the engine from one importer.
pub const AHEAD: u32 = 4 << 20;

/// What the page says to an importer.
#[derive(Clone, Debug, PartialEq)]
pub enum ToImporter {
    /// Before anything else.
    Begin {
        /// The bundle of the tables for text.
        tables: BufferId,
        /// The bundle of models.
        models: BufferId,
        /// The port to the engine.
        engine: BufferId,
    },
    /// Reads files, behind those that it has. Answered by [`FromImporter::Done`], of one or of some at once, after any
    /// number of [`FromImporter::Progress`].
    Read(Vec<Unread>),
    /// The answer to [`FromImporter::WantsPdf`].
    Pdf {
        /// The program that reads PDF documents, as bytes of wasm; none of them, if it could not be loaded.
        program: BufferId,
    },
    /// Stops reading, or goes on.
    Pause(bool),
    /// Ends the file that is being read; what was read of it stays. Those behind it are [`FromImporter::Left`].
    Cancel,
    /// Answered by [`FromImporter::Pong`]: whether it still lives.
    Ping,
}

/// What an importer says to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum FromImporter {
    /// It runs.
    Ready {
        /// Version of the build it belongs to; the page refuses one of another build.
        build: String,
    },
    /// How far the file has been read; said of each before anything else, with no bytes.
    Progress {
        /// The file.
        file: u32,
        /// Bytes of it.
        bytes: f64,
    },
    /// It has met a PDF document, and goes on once it has been given what reads one, or been told that there is nothing.
    WantsPdf,
    /// Files have been read, and all that was found in them was sent to the engine.
    Done(Vec<FileRead>),
    /// Files that it had not begun when it was told to end.
    Left(Vec<u32>),
    /// It still lives.
    Pong,
    /// Its last words: it has panicked, or could not begin.
    Died {
        /// What happened.
        message: String,
    },
}

/// A file that is to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unread {
    /// Its number: files are numbered in the order in which their articles are to stand.
    pub file: u32,
    /// Path relative to the folder it was taken from.
    pub path: String,
    /// A Blob with its bytes.
    pub bytes: BufferId,
    /// The encoding that the user chose for it.
    pub encoding: Option<String>,
    /// What the user said its columns are, as `text=2, title=1`.
    pub columns: Option<String>,
}

/// What a column of a table was taken as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// What stands at its head, or its number from 1.
    pub name: String,
    /// `text`, `html`, `title`, `lead`, `date`, `author`, `source`, `url`; empty, if it was not used.
    pub field: String,
}

/// What became of a file, for the report on an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileRow {
    /// Its path.
    pub path: String,
    /// Its size.
    pub bytes: f64,
    /// Articles that were added from it.
    pub articles: u32,
    /// Articles in it that the corpus had already.
    pub duplicates: u32,
    /// In which encodings it was.
    pub encodings: Vec<String>,
    /// Of a table, its columns.
    pub columns: Vec<Column>,
    /// What was noticed, a sentence each.
    pub notes: Vec<String>,
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileRead {
    /// The file.
    pub file: u32,
    /// Articles found in it; those that the corpus had already are counted too.
    pub articles: u32,
    /// In which encodings they were.
    pub encodings: Vec<String>,
    /// Of a table, its columns.
    pub columns: Vec<Column>,
    /// What was noticed.
    pub notices: Vec<FileNotice>,
}
