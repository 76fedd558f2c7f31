//! In which order do the fields of each type cross?
//!
//! A field or a choice that is missing here does not compile.

use crate::flat::{Crossing, Flat, Reader, choices_cross, fields_cross, messages_cross};
use crate::{
    Additions, ArticleView, BufferId, ByHand, Choices, Column, Correction, Edit, Excluded, FacetValue,
    FacetView, Field, FileNotice, FileRead, FileRow, Filters, Format, Found, FromEngine, FromImporter,
    HitView, Ingested, Keeping, LabelView, ListedNote, MarkedText, Mistake, Note, NoteView, OwnTopic,
    ParagraphKind, ParagraphView, Period, Progress, QueryNotice, Range, Removed, RemovedView, Reply, Request,
    RequestId, Saved, Scope, SearchRequest, Sort, Timeline, ToEngine, ToImporter, Unit, Unread, Weight, Wish,
};

messages_cross! { Request Reply ToImporter FromImporter }

choices_cross! {
    ToEngine else Self::Ping => {
        0 = Begin { tables },
        1 = OpenArchive { buffer, skip, additions },
        16 = OpenKept { key, build, skip },
        17 = Forget,
        19 = RemoveKept(keys),
        2 = Importer { port },
        3 = FileEnded { file },
        4 = Import { until },
        5 = Search(request),
        6 = Page(request),
        7 = Ids(request),
        8 = Read { id, query, limit },
        9 = Restore { id, which, back },
        10 = Edit(edit),
        11 = Similar(id),
        12 = Choices,
        13 = Notebook,
        14 = Export { scope, format },
        18 = Weigh(scope),
        15 = Ping,
    }
    // A page tells an engine of another build by the first of these: it stays as it is.
    FromEngine else Self::Pong => {
        0 = Ready { build },
        1 = Progress(progress),
        2 = Ingested(ingested),
        3 = Found(found),
        4 = Page { offset, hits },
        5 = Ids(ids),
        6 = Article(article),
        7 = Restored { id, spans },
        8 = Edited(additions),
        9 = Similar { id, articles },
        10 = Choices(choices),
        11 = Saved(saved),
        12 = Pong,
        15 = Kept(keeping),
        16 = Weighed(weight),
        17 = Crowded,
        13 = Failed { message },
        14 = Died { message, file },
    }
    ToImporter else Self::Ping => {
        0 = Begin { tables, models, engine },
        1 = Read(files),
        2 = Pause(paused),
        3 = Cancel,
        4 = Ping,
        5 = Pdf { program },
    }
    FromImporter else Self::Pong => {
        0 = Ready { build },
        1 = Progress { file, bytes },
        2 = Done(read),
        6 = Left(files),
        3 = Pong,
        4 = Died { message },
        5 = WantsPdf,
    }
    Removed else Self::Everything => { 0 = Spans(spans), 1 = Rule(rule), 2 = Everything }
    Edit else Self::Undo => {
        0 = Set { ids, field, values },
        1 = Topic { was, topic },
        2 = Note(note),
        3 = Unnote(id),
        4 = Open { document },
        5 = Undo,
        6 = Redo,
        7 = Aside { ids },
        8 = AsideFile { file },
        9 = TakeBack,
    }
    Scope else Self::Ids(String::new()) => { 0 = Ids(ids), 1 = Found(request) }
    Mistake else Self::NoWord => {
        0 = ClosesNothing,
        1 = NeverClosed,
        2 = TooDeep(most),
        3 = OneSided,
        4 = NearOneSided,
        5 = NothingExcluded,
        6 = ChangesNothing,
        7 = NoWord,
        8 = NothingInField,
        9 = TooManyWords(most),
        10 = TooManyTolerant(most),
        11 = EveryWord,
        12 = TooCommon,
        13 = NoDate,
    }
    Sort else Self::Relevance => { 0 = Relevance, 1 = Newest, 2 = Oldest, 3 = Source }
    Keeping else Self::Nothing => {
        0 = Nothing,
        1 = Here { bytes },
        2 = Elsewhere,
        3 = Full { bytes },
        4 = OtherVersion,
    }
    Unit else Self::Year => { 0 = Day, 1 = Week, 2 = Month, 3 = Year }
    Format else Self::Jsonl => { 0 = Jsonl, 1 = Csv, 2 = Ris, 3 = Bibtex, 4 = CslJson, 5 = Archive, 6 = OnePage, 7 = OnePageWithAdditions }
    Field else Self::Title => { 0 = Title, 1 = Date, 2 = Language, 3 = Source, 4 = Authors, 5 = Topics }
    ParagraphKind else Self::Text => {
        0 = Title,
        1 = Heading,
        2 = Text,
        3 = ListItem,
        4 = Quote,
        5 = Caption,
    }
}

fields_cross! {
    Request { id, message }
    Reply { to, message }
    Progress { files, files_total, bytes, bytes_total, articles, seconds_left, paused }
    Ingested { articles, corpus, files, bytes, notices, rows }
    FileNotice { path, articles, kind, message }
    FileRow { path, bytes, articles, duplicates, encodings, columns, notes }
    Unread { file, path, bytes, encoding, columns }
    FileRead { file, articles, encodings, columns, notices }
    Filters { language, source, topic, author, file, from, to, undated, exclude }
    Excluded { language, source, topic, author, file }
    Wish { limit, holding, by_name }
    SearchRequest { query, filters, wishes, closer, sort, offset, limit }
    Found {
        total, corpus, hits, language, source, topic, author, file, timeline, issues, relaxed, corrections,
    }
    Correction { typed, meant }
    FacetView { values, matching, most, has_hits }
    FacetValue { value, label, count, total, is_below }
    Timeline { unit, periods, undated, undated_total, inexact }
    Period { from, to, count, total }
    QueryNotice { start, end, mistake }
    Range { start, end }
    MarkedText { text, marks }
    HitView {
        id, title, title_derived, snippet, language, right_to_left, source, date, topics, authors, words,
    }
    LabelView { value, label, confidence, rule, evidence, runner_up }
    ParagraphView { range, kind, language, right_to_left, put_back }
    RemovedView { range, span, rule, is_text }
    ArticleView {
        id, path, text, bytes, paragraphs, removed, matches, title, language, right_to_left, date, source,
        sections, title_derived, authors, contributors, agencies, topics, own_topics, by_hand, notes, citation,
        notices,
    }
    OwnTopic { name, words }
    Note { id, article, exact, prefix, suffix, start, end, text, created }
    NoteView { note, range }
    ListedNote { note, title }
    ByHand { field, values }
    Additions { undo, redo, corrected, aside, topics, notes, problem }
    Column { name, field }
    Choices { languages, topics }
    Saved { name, media_type, text }
    Weight { articles, bytes, additions, labelled, topics, notes }
}

impl Crossing for RequestId {
    fn write(&self, to: &mut Flat) {
        self.0.write(to);
    }

    fn read(from: &mut Reader) -> Self {
        RequestId(u32::read(from))
    }
}

impl Crossing for BufferId {
    fn write(&self, to: &mut Flat) {
        self.0.write(to);
    }

    fn read(from: &mut Reader) -> Self {
        BufferId(u32::read(from))
    }
}
