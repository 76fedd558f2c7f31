//! What has been read, what waits to be read, what is the corpus made of?
//!
//! First the page's own archive, which the engine takes in by itself; then files, which are dealt out to importers in the
//! order of adding, some at once where they are small. Of what was added only the Files are kept, which the browser holds outside the
//! page's memory, so that the corpus can be brought back when an engine dies; the archive is fetched again.
//!
//! **Invariants.** Each file that is dealt out gets the next number, which it keeps if it is given back, and ends once. Progress and result are
//! those of the whole run, from the first file that found nothing waiting to the last that left nothing; what is said
//! of files is said in their order, whoever read them first.

use crate::ordered::Ordered;
use explorer_protocol::{FileNotice, FileRead, FileRow, Ingested, Progress, RequestId};
use js_sys::Reflect;
use std::collections::VecDeque;
use web_sys::{Blob, File};

/// A file to be read. `B` is its bytes, wherever they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Source<B> {
    /// Path within the chosen folder, the folder's own name first; the bare name of a single file.
    pub path: String,
    /// Where its bytes are.
    pub bytes: B,
    /// How many.
    pub size: f64,
    /// What the user chose for it.
    pub choices: Choices,
}

/// What the user chose for a file, where nothing is to be guessed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Its encoding.
    pub encoding: Option<String>,
    /// What its columns are, as `text=2, title=1`.
    pub columns: Option<String>,
}

/// Which attempt at reading the corpus; a new one begins when an engine dies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn(u32);

/// What the engine is to be asked next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To take in the page's own archive.
    Archive,
    /// To take in what the browser kept.
    Kept,
    /// To say when all files below this number are taken in.
    Import(u32),
}

/// A file that an importer reads.
struct Dealt<B> {
    source: Source<B>,
    reached: f64,
}

/// The state of reading.
pub struct Intake<B> {
    turn: Turn,
    // All files of the user's, for another engine.
    corpus: Vec<Source<B>>,
    // Those of them that are kept: another engine will find their articles there.
    old: Vec<Source<B>>,
    // Whether the page came with one that is wanted.
    has_archive: bool,
    archive_waits: bool,
    kept_waits: bool,
    // Whether what is added is kept: another engine will find it there.
    keeps: bool,
    // Whether an engine has had some of the files before.
    is_again: bool,
    // A question to the engine is being prepared or is with it.
    asking: bool,
    request: Option<RequestId>,
    // Files that will be added as soon as it is known how large they are, and how often that was given up.
    expected: u32,
    stops: u32,
    // Those that were dealt before have their number; they come first.
    waiting: VecDeque<(Option<u32>, Source<B>)>,
    // How many files were not read, once somebody ended the run.
    left_out: Option<u32>,
    dealt: Ordered<u32, Dealt<B>>,
    next_file: u32,
    // All files below the first number are known to be taken in; about those below the second the engine is asked.
    taken_in: u32,
    asked_for: u32,
    since: Option<f64>,
    done: Progress,
    // Of the archive, as far as the engine says.
    archive: Progress,
    articles: u32,
    result: Ingested,
    // What was noticed: of the archive, of each file by its importer, of articles beside others.
    of_archive: Vec<FileNotice>,
    of_files: Ordered<u32, Vec<FileNotice>>,
    rows: Ordered<u32, FileRow>,
    clock: Clock,
    of_articles: Vec<FileNotice>,
}

impl<B> Default for Intake<B> {
    fn default() -> Self {
        Intake {
            turn: Turn::default(),
            corpus: Vec::new(),
            old: Vec::new(),
            has_archive: false,
            archive_waits: false,
            kept_waits: false,
            keeps: false,
            is_again: false,
            asking: false,
            request: None,
            expected: 0,
            stops: 0,
            waiting: VecDeque::new(),
            left_out: None,
            dealt: Ordered::default(),
            next_file: 0,
            taken_in: 0,
            asked_for: 0,
            since: None,
            done: Progress::default(),
            archive: Progress::default(),
            articles: 0,
            result: Ingested::default(),
            of_archive: Vec::new(),
            of_files: Ordered::default(),
            rows: Ordered::default(),
            clock: Clock::default(),
            of_articles: Vec::new(),
        }
    }
}

impl<B: Clone> Intake<B> {
    /// The page's own archive waits to be taken in.
    pub fn add_archive(&mut self, now: f64) {
        self.begin_run(now);
        self.archive_waits = true;
        self.has_archive = true;
    }

    /// What the browser kept waits to be taken in, behind the archive if there is one.
    pub fn add_kept(&mut self, now: f64) {
        self.begin_run(now);
        self.kept_waits = true;
    }

    /// Whether what is added is kept.
    pub fn keeps(&mut self, keeps: bool) {
        self.keeps = keeps;
    }

    /// Adds files of the user's behind the others.
    pub fn add(&mut self, files: Vec<Source<B>>, now: f64) {
        self.corpus.extend(files.iter().cloned());
        self.wait(files, now);
    }

    /// So many files are about to be added; where this number of [`Intake::stops`] changes, they are not wanted any more.
    pub fn expect(&mut self, files: usize, now: f64) -> u32 {
        self.begin_run(now);
        self.expected += files as u32;
        self.stops
    }

    /// How often it was given up what was expected.
    pub fn stops(&self) -> u32 {
        self.stops
    }

    /// Adds files that were expected.
    pub fn came(&mut self, files: Vec<Source<B>>, now: f64) {
        self.expected = self.expected.saturating_sub(files.len() as u32);
        self.add(files, now);
    }

    /// Adds a file again that was added before, with other choices; whether it is still known.
    pub fn add_again(&mut self, path: &str, choices: Choices, now: f64) -> bool {
        let mut known = self.old.iter().chain(&self.corpus);
        let Some(source) = known.rfind(|source| source.path == path) else { return false };
        let again = Source { choices, ..source.clone() };
        self.corpus.push(again.clone());
        self.wait(vec![again], now);
        true
    }

    fn wait(&mut self, files: Vec<Source<B>>, now: f64) {
        self.begin_run(now);
        self.done.files_total += files.len() as u32;
        self.done.bytes_total += files.iter().map(|file| file.size).sum::<f64>();
        self.waiting.extend(files.into_iter().map(|file| (None, file)));
    }

    fn begin_run(&mut self, now: f64) {
        if self.since.is_none() {
            self.since = Some(now);
            self.clock = Clock { since: now, ..Clock::default() };
            self.done = Progress::default();
            self.archive = Progress::default();
            self.result = Ingested::default();
        }
    }

    /// The whole corpus waits again, for a new engine; without the files in `skip`.
    pub fn start_over(&mut self, skip: &[String], now: f64) {
        let old = std::mem::take(self);
        self.turn = Turn(old.turn.0 + 1);
        (self.expected, self.stops, self.left_out) = (old.expected, old.stops, old.left_out);
        self.kept_waits = old.keeps;
        self.is_again = old.keeps;
        self.corpus = old.corpus;
        self.old = old.old;
        self.corpus.retain(|file| !skip.iter().any(|skipped| is_of(skipped, &file.path)));
        if old.has_archive {
            self.add_archive(now);
        }
        self.wait(self.corpus.clone(), now);
    }

    /// Which attempt this is.
    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// What to ask the engine now. It is to be [`Intake::asked`], or [`Intake::answered`] if that fails.
    pub fn wanted(&mut self) -> Option<Wanted> {
        if self.asking || self.since.is_none() {
            return None;
        }
        let wanted = if std::mem::take(&mut self.archive_waits) {
            Wanted::Archive
        } else if std::mem::take(&mut self.kept_waits) {
            Wanted::Kept
        } else if self.is_all_read() && self.taken_in < self.next_file {
            self.asked_for = self.next_file;
            Wanted::Import(self.next_file)
        } else {
            return None;
        };
        self.asking = true;
        Some(wanted)
    }

    fn is_all_read(&self) -> bool {
        let is_none_read = self.expected == 0 && self.waiting.is_empty() && self.dealt.is_empty();
        !self.archive_waits && !self.kept_waits && is_none_read
    }

    /// The engine was asked what was wanted.
    pub fn asked(&mut self, request: RequestId) {
        self.request = Some(request);
    }

    /// Files that wait for an importer.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// The next file for an importer, with its number. An importer that has others reads only what comes behind them: it may wait for
    /// the engine to take in what is before.
    pub fn deal(&mut self, behind: Option<u32>) -> Option<(u32, Source<B>)> {
        self.waiting.front().filter(|(file, _)| file.is_none() || *file > behind)?;
        let (file, source) = self.waiting.pop_front()?;
        let file = file.unwrap_or(self.next_file);
        self.next_file = self.next_file.max(file + 1);
        self.dealt.insert(file, Dealt { source: source.clone(), reached: 0.0 });
        Some((file, source))
    }

    /// An importer has read so much of its file.
    pub fn reached(&mut self, file: u32, bytes: f64) -> Progress {
        if let Some(dealt) = self.dealt.get_mut(&file) {
            dealt.reached = bytes.min(dealt.source.size);
        }
        self.whole()
    }

    /// A file has been read.
    pub fn file_read(&mut self, read: FileRead) -> Progress {
        if let Some(dealt) = self.dealt.remove(&read.file) {
            self.done.files += 1;
            self.done.bytes += dealt.source.size;
            self.result.files += 1;
            self.result.bytes += dealt.source.size;
            let row = FileRow {
                path: dealt.source.path,
                bytes: dealt.source.size,
                articles: read.articles,
                duplicates: 0,
                encodings: read.encodings,
                columns: read.columns,
                notes: read.notices.iter().map(|notice| notice.message.clone()).collect(),
            };
            self.rows.insert(read.file, row);
            self.of_files.insert(read.file, read.notices);
        }
        self.whole()
    }

    /// The importer of a file died, or none can be had: the file is left out, with its sentence.
    pub fn file_lost(&mut self, file: u32, why: &str) {
        let Some(dealt) = self.dealt.get(&file) else { return };
        let path = dealt.source.path.clone();
        // Another engine is not given it again.
        if let Some(at) = self.corpus.iter().position(|known| known.path == path) {
            self.corpus.remove(at);
        }
        let notice = FileNotice { path, articles: 0, kind: "failed".to_owned(), message: why.to_owned() };
        self.file_read(FileRead { file, notices: vec![notice], ..FileRead::default() });
    }

    /// Files that were dealt and not read wait again, or are left out where somebody ended the run: the numbers of those.
    pub fn give_back(&mut self, files: &[u32]) -> Vec<u32> {
        let mut left = Vec::new();
        for &file in files {
            let Some(Dealt { source, .. }) = self.dealt.remove(&file) else { continue };
            if let Some(count) = &mut self.left_out {
                *count += 1;
                self.leave_out(&source);
                left.push(file);
            } else {
                let at = self.waiting.partition_point(|(other, _)| other.is_some_and(|other| other < file));
                self.waiting.insert(at, (Some(file), source));
            }
        }
        left
    }

    fn leave_out(&mut self, file: &Source<B>) {
        self.done.files_total -= 1;
        self.done.bytes_total -= file.size;
        // What is left out was added late.
        if let Some(at) = self.corpus.iter().rposition(|known| known.path == file.path) {
            self.corpus.remove(at);
        }
    }

    /// Ends the run: what is not dealt, and what is given back from now on, is left out. The numbers of those that had one.
    pub fn stop(&mut self) -> Vec<u32> {
        if self.since.is_some() {
            *self.left_out.get_or_insert(0) += self.expected + self.waiting.len() as u32;
        }
        self.drop_waiting()
    }

    /// Gives up what waits, for this engine and any other; the numbers of those of it that were dealt before.
    pub fn drop_waiting(&mut self) -> Vec<u32> {
        self.stops += 1;
        self.expected = 0;
        let dropped: Vec<_> = self.waiting.drain(..).collect();
        // From the end on, where they were added.
        dropped.iter().rev().for_each(|(_, source)| self.leave_out(source));
        dropped.into_iter().filter_map(|(file, _)| file).collect()
    }

    /// How many files were left out of the run that has finished, if somebody ended it.
    pub fn stopped(&mut self) -> Option<u32> {
        self.left_out.take()
    }

    /// Reading stands still from now on, or goes on.
    pub fn pause(&mut self, paused: bool, now: f64) {
        self.clock.pause(paused, now);
    }

    /// Whether it stands still.
    pub fn is_paused(&self) -> bool {
        self.clock.paused_at.is_some()
    }

    /// The same with what the clock says of it.
    pub fn timed(&self, progress: Progress, now: f64) -> Progress {
        let share = progress.bytes / progress.bytes_total.max(1.0);
        Progress { seconds_left: self.clock.left(share, now), paused: self.is_paused(), ..progress }
    }

    /// Progress that the engine told: of the archive if it answers the request for it, or of what it has taken in.
    pub fn progress(&mut self, request: Option<RequestId>, told: Progress) -> Option<Progress> {
        if request.is_some() && request != self.request {
            return None;
        }
        self.articles = self.articles.max(told.articles);
        if request.is_some() {
            self.archive = told;
        }
        self.since.map(|_| self.whole())
    }

    /// How far the whole run has come.
    pub fn whole(&self) -> Progress {
        let reading: f64 = self.dealt.values().map(|dealt| dealt.reached).sum();
        Progress {
            files: self.done.files + self.archive.files,
            files_total: self.done.files_total + self.archive.files_total + self.expected,
            bytes: self.done.bytes + self.archive.bytes + reading,
            bytes_total: self.done.bytes_total + self.archive.bytes_total,
            articles: self.articles,
            ..Progress::default()
        }
    }

    /// The engine has answered what was wanted, or could not be asked.
    pub fn answered(&mut self, request: Option<RequestId>, part: Ingested) {
        if !self.asking || request != self.request {
            return;
        }
        (self.asking, self.request) = (false, None);
        let Progress { files, files_total, bytes, bytes_total, articles, .. } = self.whole();
        let reading: f64 = self.dealt.values().map(|dealt| dealt.reached).sum();
        self.done = Progress {
            files,
            files_total: files_total - self.expected,
            bytes: bytes - reading,
            bytes_total,
            articles,
            ..Progress::default()
        };
        self.archive = Progress::default();
        self.articles = self.articles.max(part.corpus);
        self.result.files += part.files;
        self.result.articles += part.articles;
        self.result.corpus = self.result.corpus.max(part.corpus);
        self.result.bytes += part.bytes;
        if self.asked_for > self.taken_in {
            self.taken_in = self.asked_for;
            // What was kept of a file before an engine died is no news.
            let is_news = |notice: &FileNotice| !self.is_again || notice.kind != "duplicate";
            self.of_articles.extend(part.notices.into_iter().filter(is_news));
        } else {
            self.of_archive.extend(part.notices);
        }
    }

    /// What the run gave and when it began, once nothing is left of it.
    pub fn finished(&mut self) -> Option<(Ingested, f64)> {
        if self.asking || !self.is_all_read() || self.taken_in < self.next_file {
            return None;
        }
        let since = self.since.take()?;
        if self.keeps {
            self.old.append(&mut self.corpus);
            self.is_again = false;
        }
        let mut result = std::mem::take(&mut self.result);
        result.notices.append(&mut self.of_archive);
        result.notices.extend(std::mem::take(&mut self.of_files).into_values().flatten());
        let mut rows: Vec<FileRow> = std::mem::take(&mut self.rows).into_values().collect();
        count_duplicates(&mut rows, &self.of_articles);
        result.rows = rows;
        result.notices.append(&mut self.of_articles);
        Some((result, since))
    }
}

/// Tells the rows of files which of the articles found in them the corpus had already.
fn count_duplicates(rows: &mut [FileRow], notices: &[FileNotice]) {
    let at: Ordered<String, usize> =
        rows.iter().enumerate().map(|(at, row)| (row.path.clone(), at)).collect();
    for notice in notices.iter().filter(|notice| notice.kind == "duplicate") {
        // The article may be in an archive: the file's path is the beginning of its own.
        let mut path = Some(notice.path.as_str());
        while let Some(tried) = path {
            if let Some(row) = at.get(tried).and_then(|&at| rows.get_mut(at)) {
                row.duplicates += 1;
                row.articles = row.articles.saturating_sub(1);
                break;
            }
            path = tried.rsplit_once('/').map(|(before, _)| before);
        }
    }
}

/// How long a run has been read, pauses left out. In milliseconds.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    since: f64,
    stood_still: f64,
    paused_at: Option<f64>,
}

/// Before this nothing can be told of the pace, and shorter waits are not worth a word.
const TELLING_MS: f64 = 3_000.0;
const LEAST_LEFT: f64 = 10.0;

impl Clock {
    fn pause(&mut self, paused: bool, now: f64) {
        match self.paused_at {
            Some(at) if !paused => {
                self.stood_still += now - at;
                self.paused_at = None;
            }
            None if paused => self.paused_at = Some(now),
            _ => {}
        }
    }

    /// Seconds left, if this share has been read.
    fn left(&self, share: f64, now: f64) -> Option<u32> {
        let taken = self.paused_at.unwrap_or(now) - self.since - self.stood_still;
        let left = taken / 1000.0 * (1.0 - share) / share;
        (taken > TELLING_MS && left.is_finite() && left >= LEAST_LEFT).then_some(left as u32)
    }
}

/// Whether the second path is the first, or that of a file that holds it.
fn is_of(inner: &str, path: &str) -> bool {
    inner.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path of a file of the user's.
pub fn path(file: &File) -> String {
    Reflect::get(file, &"webkitRelativePath".into())
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

/// A file of the user's. How large one is that was chosen, the browser has to look up on the disk: some tenths of a millisecond.
pub fn source(path: String, file: File) -> Source<Blob> {
    Source { path, size: file.size(), bytes: file.into(), choices: Choices::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, size: f64) -> Source<()> {
        Source { path: path.to_owned(), bytes: (), size, choices: Choices::default() }
    }

    fn read(file: u32, says: &str) -> FileRead {
        let notice = FileNotice {
            path: says.to_owned(),
            articles: 0,
            kind: "said".to_owned(),
            message: says.to_owned(),
        };
        FileRead { file, articles: 1, notices: vec![notice], ..FileRead::default() }
    }

    fn said(result: &Ingested) -> Vec<&str> {
        result.notices.iter().map(|notice| notice.path.as_str()).collect()
    }

    #[test]
    fn files_are_dealt_in_their_order_and_what_is_said_of_them_is_told_in_it() {
        let mut intake = Intake::default();
        intake.add(vec![source("a", 3.0), source("b", 5.0), source("c", 2.0)], 7.0);
        let dealt: Vec<_> =
            std::iter::from_fn(|| intake.deal(None)).map(|(file, of)| (file, of.path)).collect();
        assert_eq!(dealt, [(0, "a".to_owned()), (1, "b".to_owned()), (2, "c".to_owned())]);
        intake.reached(1, 4.0);
        let progress = intake.file_read(read(2, "c"));
        assert_eq!((progress.files, progress.files_total), (1, 3));
        assert_eq!((progress.bytes, progress.bytes_total), (6.0, 10.0));
        assert_eq!(intake.wanted(), None);
        intake.file_read(read(1, "b"));
        intake.file_read(read(0, "a"));
        assert_eq!((intake.wanted(), intake.wanted()), (Some(Wanted::Import(3)), None));
        intake.asked(RequestId(9));
        intake.answered(Some(RequestId(8)), Ingested::default());
        assert_eq!(intake.finished(), None, "that was the answer to another question");
        let part = Ingested { articles: 3, corpus: 8, ..Ingested::default() };
        intake.answered(Some(RequestId(9)), part);
        let (result, since) = intake.finished().expect("nothing is left");
        assert_eq!((result.articles, result.corpus, result.files, result.bytes, since), (3, 8, 3, 10.0, 7.0));
        assert_eq!(said(&result), ["a", "b", "c"]);
        assert_eq!((intake.wanted(), intake.finished()), (None, None));
    }

    #[test]
    fn the_archive_comes_first_and_what_is_added_meanwhile_belongs_to_the_run() {
        let mut intake = Intake::default();
        intake.add_archive(1.0);
        assert_eq!(intake.wanted(), Some(Wanted::Archive));
        intake.asked(RequestId(1));
        intake.add(vec![source("x.zip", 4.0)], 2.0);
        let (file, _) = intake.deal(None).expect("it waits");
        let told = Progress {
            files: 1,
            files_total: 1,
            bytes: 6.0,
            bytes_total: 6.0,
            articles: 2,
            ..Progress::default()
        };
        let whole = intake.progress(Some(RequestId(1)), told).expect("a run is on");
        assert_eq!((whole.files, whole.files_total, whole.bytes_total, whole.articles), (1, 2, 10.0, 2));
        let part = Ingested { articles: 2, corpus: 2, files: 1, bytes: 6.0, ..Ingested::default() };
        intake.answered(Some(RequestId(1)), part);
        assert_eq!((intake.wanted(), intake.finished()), (None, None), "a file is being read");
        intake.file_read(read(file, "x.zip"));
        assert_eq!(intake.wanted(), Some(Wanted::Import(1)));
        intake.asked(RequestId(2));
        let part = Ingested { articles: 1, corpus: 3, ..Ingested::default() };
        intake.answered(Some(RequestId(2)), part);
        let (result, since) = intake.finished().expect("nothing is left");
        assert_eq!((result.articles, result.corpus, result.files, result.bytes, since), (3, 3, 2, 10.0, 1.0));
    }

    #[test]
    fn what_is_kept_comes_behind_the_archive_and_need_not_be_read_again() {
        let mut intake = Intake::default();
        intake.add_archive(1.0);
        intake.add_kept(0.0);
        assert_eq!(intake.wanted(), Some(Wanted::Archive));
        intake.answered(None, Ingested::default());
        assert_eq!((intake.wanted(), intake.finished()), (Some(Wanted::Kept), None));
        intake.keeps(true);
        intake.answered(None, Ingested { articles: 4, corpus: 9, ..Ingested::default() });
        assert_eq!(intake.finished().map(|(result, _)| (result.articles, result.corpus)), Some((4, 9)));
        intake.add(vec![source("a", 3.0)], 2.0);
        let (file, _) = intake.deal(None).expect("it waits");
        intake.start_over(&[], 3.0);
        assert_eq!(intake.waiting(), 1, "it was not read to its end");
        assert_eq!(intake.wanted(), Some(Wanted::Archive));
        intake.answered(None, Ingested::default());
        assert_eq!(intake.wanted(), Some(Wanted::Kept));
        intake.keeps(true);
        intake.answered(None, Ingested::default());
        let (file, _) = intake.deal(None).filter(|(again, _)| *again == file).expect("numbers begin anew");
        intake.file_read(read(file, "a"));
        assert_eq!(intake.wanted(), Some(Wanted::Import(1)));
        let notice = FileNotice {
            path: "b".to_owned(),
            articles: 1,
            kind: "duplicate".to_owned(),
            message: String::new(),
        };
        intake.answered(None, Ingested { notices: vec![notice], ..Ingested::default() });
        let (result, _) = intake.finished().expect("nothing is left");
        assert_eq!(said(&result), ["a"], "that it was there already is no news");
        intake.start_over(&[], 4.0);
        assert_eq!(intake.waiting(), 0);
    }

    #[test]
    fn the_time_left_is_told_once_it_can_be_and_pauses_do_not_count() {
        let mut intake = Intake::default();
        intake.add(vec![source("a", 100.0)], 1_000.0);
        let progress = |bytes| Progress { bytes, bytes_total: 100.0, ..Progress::default() };
        assert_eq!(intake.timed(progress(10.0), 3_000.0).seconds_left, None, "too early to tell");
        assert_eq!(intake.timed(progress(10.0), 6_000.0).seconds_left, Some(45));
        intake.pause(true, 6_000.0);
        assert_eq!(intake.timed(progress(10.0), 60_000.0).seconds_left, Some(45));
        assert!(intake.timed(progress(10.0), 60_000.0).paused);
        intake.pause(false, 60_000.0);
        assert_eq!(intake.timed(progress(50.0), 65_000.0).seconds_left, Some(10));
        assert_eq!(intake.timed(progress(90.0), 65_000.0).seconds_left, None, "not worth a word");
    }

    #[test]
    fn a_file_is_told_which_of_its_articles_were_there_already() {
        let row = |path: &str, articles| FileRow { path: path.to_owned(), articles, ..FileRow::default() };
        let notice = |path: &str, kind: &str| FileNotice {
            path: path.to_owned(),
            articles: 0,
            kind: kind.to_owned(),
            message: String::new(),
        };
        let mut rows = vec![row("a.txt", 1), row("f/b.zip", 3)];
        let notices =
            [notice("a.txt", "duplicate"), notice("f/b.zip/c/d.txt", "duplicate"), notice("a.txt", "blank")];
        count_duplicates(&mut rows, &notices);
        let counts: Vec<_> = rows.iter().map(|row| (row.articles, row.duplicates)).collect();
        assert_eq!(counts, [(0, 1), (2, 1)]);
    }

    #[test]
    fn a_file_is_read_again_as_it_was_chosen_also_once_its_articles_are_kept() {
        let mut intake = Intake::default();
        intake.keeps(true);
        intake.add(vec![source("a", 1.0), source("b", 2.0)], 0.0);
        let choices = Choices { encoding: Some("windows-1251".to_owned()), columns: None };
        for file in 0..2 {
            intake.deal(None);
            intake.file_read(read(file, ""));
        }
        assert_eq!(intake.wanted(), Some(Wanted::Import(2)));
        intake.answered(None, Ingested::default());
        assert!(intake.finished().is_some());
        assert!(!intake.add_again("c", choices.clone(), 1.0));
        assert!(intake.add_again("b", choices.clone(), 1.0));
        let (file, again) = intake.deal(None).expect("it waits");
        assert_eq!((file, again), (2, Source { choices, ..source("b", 2.0) }));
        intake.start_over(&[], 2.0);
        assert_eq!(intake.waiting(), 1, "what is not kept yet is read again");
    }

    #[test]
    fn what_was_given_up_is_not_brought_back() {
        let mut intake = Intake::default();
        intake.add(vec![source("a", 1.0), source("b", 1.0), source("c", 1.0)], 0.0);
        intake.deal(None);
        assert_eq!(intake.drop_waiting(), [0; 0], "they had no numbers yet");
        assert_eq!(intake.whole().files_total, 1);
        intake.start_over(&[], 1.0);
        assert_eq!(intake.waiting(), 1);
    }

    #[test]
    fn what_is_given_back_keeps_its_number_and_is_dealt_before_all_others() {
        let mut intake = Intake::default();
        intake.add(["a", "b", "c", "d"].map(|path| source(path, 1.0)).to_vec(), 0.0);
        for _ in 0..3 {
            intake.deal(None);
        }
        intake.file_read(read(1, "b"));
        assert_eq!(intake.give_back(&[2]), [0; 0]);
        assert_eq!(intake.give_back(&[0, 1]), [0; 0], "the second was read");
        assert_eq!(intake.deal(Some(1)), None, "who has later ones may wait for these to be taken in");
        let dealt: Vec<_> =
            std::iter::from_fn(|| intake.deal(None)).map(|(file, of)| (file, of.path)).collect();
        assert_eq!(dealt, [(0, "a".to_owned()), (2, "c".to_owned()), (3, "d".to_owned())]);
        for file in [0, 2, 3] {
            intake.file_read(read(file, ""));
        }
        assert_eq!(intake.wanted(), Some(Wanted::Import(4)));
    }

    #[test]
    fn a_run_that_is_ended_leaves_out_what_waits_what_is_expected_and_what_comes_back() {
        let mut intake = Intake::default();
        intake.add(["a", "b", "c"].map(|path| source(path, 1.0)).to_vec(), 0.0);
        let stops = intake.expect(5, 0.0);
        intake.came(vec![source("d", 1.0)], 0.0);
        assert_eq!((intake.whole().files_total, intake.whole().bytes_total), (8, 4.0));
        for _ in 0..2 {
            intake.deal(None);
        }
        intake.give_back(&[0]);
        assert_eq!(intake.stop(), [0], "the engine waits for it");
        assert_ne!(intake.stops(), stops);
        assert_eq!(intake.give_back(&[1]), [1]);
        let whole = intake.whole();
        assert_eq!((whole.files_total, whole.bytes_total, intake.waiting()), (0, 0.0, 0));
        assert_eq!(intake.wanted(), Some(Wanted::Import(2)));
        intake.answered(None, Ingested::default());
        assert!(intake.finished().is_some());
        assert_eq!((intake.stopped(), intake.stopped()), (Some(8), None));
        intake.start_over(&[], 1.0);
        assert_eq!(intake.waiting(), 0, "nor is another engine given them");
    }

    #[test]
    fn a_run_is_not_over_while_files_are_expected() {
        let mut intake = Intake::default();
        intake.expect(1, 0.0);
        assert_eq!((intake.wanted(), intake.finished()), (None, None));
        intake.start_over(&[], 1.0);
        assert_eq!(intake.whole().files_total, 1);
        intake.came(vec![source("a", 1.0)], 2.0);
        let (file, _) = intake.deal(None).expect("it waits");
        intake.file_read(read(file, ""));
        intake.wanted();
        intake.answered(None, Ingested::default());
        assert_eq!(intake.finished().map(|(result, _)| result.files), Some(1));
    }

    #[test]
    fn another_engine_is_given_everything_but_what_one_died_of() {
        let mut intake = Intake::default();
        intake.add_archive(0.0);
        intake.wanted();
        intake.answered(None, Ingested::default());
        intake.add(
            vec![source("a.txt", 1.0), source("b.zip", 1.0), source("b.zip.txt", 1.0), source("c", 1.0)],
            0.0,
        );
        let (file, _) = intake.deal(None).expect("it waits");
        intake.file_lost(file, "It was too much.");
        let turn = intake.turn();
        intake.start_over(&["b.zip/deep/one.txt".to_owned()], 5.0);
        assert_ne!(intake.turn(), turn);
        assert_eq!(intake.wanted(), Some(Wanted::Archive));
        let paths: Vec<String> = std::iter::from_fn(|| intake.deal(None)).map(|(_, of)| of.path).collect();
        assert_eq!(paths, ["b.zip.txt", "c"]);
    }
}
