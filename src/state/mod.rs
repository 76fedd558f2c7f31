//! What does the page show, and what changes it?
//!
//! [`State`] is everything the page shows, [`Action`] everything that can happen to it, and
//! [`State::after`] what follows: pure, so that it is tested without a browser. What an action sets off
//! outside (asking the engine, writing the address) is done by the page in answer to the new state.
//!
//! **Invariant.** [`View`] is the part that the address holds: whoever opens the address sees the same.

mod pages;
mod selection;
mod view;

pub use pages::{PAGE, Pages};
pub use selection::{Selection, joined};
pub use view::{Column, Columns, Facet, Layout, View};

use crate::corpora::{Change, Corpora};
use crate::engine::{Choices as FileChoices, EngineEvent, Place};
use crate::ordered::Ordered;
use crate::panes::Panes;
use crate::searches::Searches;
use crate::theme::Theme;
use crate::words::m;
use explorer_protocol::{
    Additions, ArticleView, BETWEEN_IDS, Choices, Edit, Field, FileNotice, FileRow, Filters, Found,
    FromEngine, HitView, Keeping, Note, Progress, SearchRequest, Sort, ToEngine, Weight, Wish,
};
use std::rc::Rc;
use web_sys::File;

/// Values of each facet that are wanted at first, and once more are asked for.
pub const SHORT: [u32; 5] = [8, 8, 17, 5, 5];
/// As many values as a facet shows at most; beyond them there is the search in it.
pub const LONG: u32 = 200;
/// While articles come in, what is shown is renewed when there are more by this part of them.
const GROWN: u32 = 4;
/// Hits that a window holds, until it has said so.
const FITS: u32 = 8;
/// Bytes of an article's text shown at first; tenfold with each "show more".
pub const TEXT: u32 = 200_000;

/// Something the user should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The file it is about, if it is about one.
    pub path: Option<String>,
    /// The sentence.
    pub message: String,
    /// Its language, where that is not the page's: the engine speaks English.
    pub lang: Option<&'static str>,
    /// Whether something was lost: a file without an article, a dead engine.
    pub is_loss: bool,
}

impl Notice {
    fn of_page(message: String) -> Self {
        Notice { path: None, message, lang: None, is_loss: true }
    }

    fn unopened(path: String) -> Self {
        Notice { path: Some(path), message: m::unopened().to_owned(), lang: None, is_loss: true }
    }

    fn of_file(FileNotice { path, articles, message, .. }: FileNotice) -> Self {
        Notice { path: Some(path), message, lang: Some("en"), is_loss: articles == 0 }
    }
}

/// Whose evidence is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The title's.
    Title,
    /// The source's.
    Source,
    /// The date's.
    Date,
    /// The language's.
    Language,
    /// Those of the topics.
    Topics,
    /// Those of authors, contributors and agencies.
    Credits,
}

impl Why {
    /// What of an article it is when it is set by hand.
    pub fn field(self) -> Field {
        match self {
            Why::Title => Field::Title,
            Why::Source => Field::Source,
            Why::Date => Field::Date,
            Why::Language => Field::Language,
            Why::Topics => Field::Topics,
            Why::Credits => Field::Authors,
        }
    }

    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Why::Title => m::name_title(),
            Why::Source => m::name_source(),
            Why::Date => m::name_date(),
            Why::Language => m::name_language(),
            Why::Topics => m::name_topics(),
            Why::Credits => m::name_credits(),
        }
    }

    /// What tells it from the others in the page, in whatever language that is.
    pub fn id(self) -> &'static str {
        match self {
            Why::Title => "title",
            Why::Source => "source",
            Why::Date => "date",
            Why::Language => "language",
            Why::Topics => "topics",
            Why::Credits => "credits",
        }
    }
}

/// How far the engine is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Its program is on its way.
    #[default]
    Loading,
    /// It runs.
    Running(Place),
    /// It cannot run; why, in a sentence.
    Unavailable(String),
}

/// Which sheet lies over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Sheet {
    /// Keys and help.
    Help,
    /// The corpora that this browser keeps.
    Corpora,
    /// Licences, in the page that is one file.
    Licences,
    /// Which articles are to be saved, in which format.
    TakingOut,
    /// A label for all articles that were picked out.
    SetLabels,
    /// A topic of one's own, by its number; a new one.
    Topic(Option<u32>),
    /// All that was added.
    Notebook,
    /// A note; one without an id is new.
    Note(Note),
    /// How the open article is cited.
    Citing,
    /// How a file was read, by its number in the report.
    File(u32),
}

/// What somebody wants of the reading of files that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// That it stands still.
    Pause,
    /// That it goes on.
    GoOn,
    /// That it ends where it is.
    Stop,
}

/// Everything the page shows. Cheap to clone: what is large is shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The part that the address holds.
    pub view: View,
    /// How far the engine is.
    pub stage: Stage,
    /// How far reading has come, while it goes on.
    pub progress: Option<Progress>,
    /// Counts how often the corpus changed in a way worth a new search.
    pub corpus_version: u32,
    /// Counts how often something was put back into an article, or taken out again.
    pub restorations: u32,
    /// The latest answer to a search.
    pub found: Option<Rc<Found>>,
    /// The articles that were picked out.
    pub selection: Selection,
    /// The articles with a star.
    pub stars: Selection,
    /// What the user added.
    pub additions: Rc<Additions>,
    /// What can be chosen from when labels are set.
    pub choices: Rc<Choices>,
    /// Articles like the open one.
    pub similar: Rc<Vec<HitView>>,
    /// The label of the open article that is being set.
    pub editing: Option<Why>,
    /// The article being read.
    pub article: Option<Rc<ArticleView>>,
    /// The hits that are here.
    pub pages: Pages,
    /// Pages of hits that are looked at: the first and the last. None, when an answer has just come: what the window
    /// holds is in it, and the rest of its page is asked for when that has been drawn.
    pub seen: Option<(u32, u32)>,
    /// How many hits the window holds.
    pub fits: u32,
    /// What the hits that are here were asked for: the query and the filters.
    pub answered: Rc<(String, Filters)>,
    /// Which values of each facet are wanted.
    pub wishes: [Wish; 5],
    /// Bytes of text asked for.
    pub text: u32,
    /// Which match is looked at.
    pub match_at: Option<usize>,
    /// Whose evidence is explained.
    pub why: Option<Why>,
    /// The evidence that was pointed at, by its first byte, and how often any was: pointing at the same
    /// again is a wish too.
    pub pointed: Option<(u32, u32)>,
    /// The open article is not in the corpus.
    pub is_missing: bool,
    /// Whether the filters lie over the results, where there is room for one of them only.
    pub filters_over: bool,
    /// What the user should know.
    pub notices: Rc<Vec<Notice>>,
    /// Whether what is added will be there the next time, once that is known.
    pub keeping: Option<Keeping>,
    /// The corpora that it keeps, where it keeps any.
    pub corpora: Rc<Corpora>,
    /// What became of each file that was added.
    pub rows: Rc<Vec<FileRow>>,
    /// The sheet that lies over the page.
    pub sheet: Option<Sheet>,
    /// How much the articles are that were weighed last, while the sheet for saving them is there.
    pub weight: Option<Weight>,
    /// Light or dark.
    pub theme: Theme,
    /// Whether type is large.
    pub large: bool,
    /// Counts how often the page took another language.
    pub spoken: u32,
    /// How the panes are arranged.
    pub panes: Panes,
    /// Recent and kept searches.
    pub searches: Rc<Searches>,
    // A search is under way, so that reading on does not set off another at every step.
    searching: bool,
}

impl Action {
    /// Something of the user's own is added, or taken back.
    pub fn edit(edit: Edit) -> Self {
        Action::Ask(ToEngine::Edit(edit))
    }

    /// A sheet is to lie over the page.
    pub fn show(sheet: Sheet) -> Self {
        Action::Sheet(Some(sheet))
    }
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The search box holds this.
    Typed(String),
    /// A facet's value was switched on or off.
    Toggled(Facet, String),
    /// A facet's value was excluded, or let in again.
    Excluded(Facet, String),
    /// All values of a facet were switched off.
    Dropped(Facet),
    /// Other values of a facet are wanted.
    Wished(Facet, Wish),
    /// All facets are to be shown as far as they go, or no further than at first.
    Expanded(bool),
    /// A time was chosen, from its first to its last day, month or year, or let go.
    Dated(Option<(String, String)>),
    /// No dates are chosen any more.
    DatesDropped,
    /// Undated articles are to pass the filter of dates, or no longer.
    Undated(bool),
    /// The timeline is to show the chosen time alone, or no longer.
    Closer(bool),
    /// All facets were cleared.
    Cleared,
    /// An order was chosen.
    Sorted(Sort),
    /// A search made before is made again.
    Again(View),
    /// The results are to be laid out so.
    LaidOut(Layout),
    /// A column of the table was switched on or off.
    ColumnToggled(Column),
    /// Hits on these pages are looked at.
    Seen(u32, u32),
    /// The window holds so many hits.
    Fits(u32),
    /// An article was picked out, or put back.
    Selected(String),
    /// Articles were picked out, by their ids with [`BETWEEN_IDS`] between them.
    SelectedAll(String),
    /// All that were picked out were put back.
    SelectionCleared,
    /// An article was given a star, or lost it.
    Starred(String),
    /// An article was opened.
    Opened(String),
    /// It was closed.
    Closed,
    /// What cleaning removed is to be shown, or not.
    RemovedShown(bool),
    /// Evidence was asked for, or enough of it.
    Asked(Option<Why>),
    /// A label of the open article is to be set by hand, or no longer.
    Editing(Option<Why>),
    /// A piece of evidence was pointed at, by its first byte: it is to be seen in the text.
    Pointed(u32),
    /// The filters are to lie over the results, or no longer.
    FiltersOver(bool),
    /// The next match, or the one before.
    Stepped {
        /// Whether forward.
        forward: bool,
    },
    /// More of a long text is wanted.
    MoreText,
    /// The address changed under the page: Back, Forward, a link.
    Restored(View),
    /// What was dropped under these paths could not be opened.
    Unopened(Vec<String>),
    /// Another sheet is to lie over the page, or none.
    Sheet(Option<Sheet>),
    /// The next theme is wanted.
    NextTheme,
    /// The page is to speak another language; its code. The page sees to it, and then `Spoken` happens.
    Language(String),
    /// The page speaks another language.
    Spoken,
    /// Type is to be large, or no longer.
    Large(bool),
    /// The panes are to be arranged so.
    Arranged(Panes),
    /// The filters are wanted where they are put away: beside the results, or over them.
    FiltersWanted,
    /// What is looked at is to be kept among the searches, or no longer.
    Kept,
    /// Nothing moved for a moment: what this view searches for is a recent search.
    Rested(View),
    /// Something is to be done with the corpora. The page sees to it, and then `Corpora` happens.
    Corpus(Change),
    /// The corpora are these now.
    Corpora(Corpora),
    /// The engine is asked for something. The page sees to it, as to the two below; nothing follows from it here.
    Ask(ToEngine),
    /// Files were chosen.
    Added(Vec<File>),
    /// Something is wanted of the reading that goes on.
    Reading(Reading),
    /// A file that was added is to be read again, as it was chosen.
    ReadAgain(String, FileChoices),
    /// The engine spoke.
    Engine(EngineEvent),
}

impl State {
    /// The state of a page opened at this view, with the stars of last time.
    pub fn at(view: View, stars: Selection) -> Self {
        let wishes = SHORT.map(|limit| Wish { limit, ..Wish::default() });
        State { view, stars, wishes, text: TEXT, fits: FITS, ..State::default() }
    }

    /// The state after something happened.
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Typed(query) => {
                next.view.query = query;
                next.match_at = None;
            }
            Action::Toggled(facet, value) => {
                next.view.excluded_mut(facet).retain(|each| *each != value);
                toggle(next.view.chosen_mut(facet), value);
            }
            Action::Excluded(facet, value) => {
                next.view.chosen_mut(facet).retain(|each| *each != value);
                toggle(next.view.excluded_mut(facet), value);
            }
            Action::Dropped(facet) => {
                next.view.chosen_mut(facet).clear();
                next.view.excluded_mut(facet).clear();
            }
            Action::Wished(facet, wish) => next.wishes[facet as usize] = wish,
            Action::Expanded(all) => {
                for (wish, short) in next.wishes.iter_mut().zip(SHORT) {
                    wish.limit = if all { LONG } else { short };
                }
            }
            Action::Dated(dates) => {
                let (from, to) = dates.unzip();
                next.view.closer &= from.is_some();
                next.view.filters.from = from;
                next.view.filters.to = to;
            }
            Action::DatesDropped => {
                let filters = &mut next.view.filters;
                (filters.from, filters.to, filters.undated) = (None, None, false);
                next.view.closer = false;
            }
            Action::Undated(undated) => next.view.filters.undated = undated,
            Action::Closer(closer) => next.view.closer = closer,
            Action::Cleared => {
                next.view.filters = Default::default();
                next.view.closer = false;
            }
            Action::Again(view) => {
                next.match_at = None;
                next.view = View { open: next.view.open.take(), ..view };
            }
            Action::LaidOut(layout) => next.view.layout = layout,
            Action::ColumnToggled(column) => next.view.columns.toggle(column),
            Action::Seen(first, last) => next.seen = Some((first, last)),
            Action::Fits(fits) => next.fits = fits,
            Action::Sorted(sort) => next.view.sort = sort,
            Action::Selected(id) => next.selection.toggle(id),
            Action::Starred(id) => next.stars.toggle(id),
            Action::SelectedAll(ids) => next.selection.add(ids.split(BETWEEN_IDS)),
            Action::SelectionCleared => next.selection = Selection::default(),
            Action::Opened(id) => next.open(Some(id)),
            Action::Closed => next.open(None),
            Action::RemovedShown(shown) => next.view.removed_shown = shown,
            Action::Asked(why) => next.why = why,
            Action::Editing(which) => {
                next.editing = which;
                next.additions = Rc::new(Additions { problem: None, ..(*next.additions).clone() });
            }
            Action::Pointed(start) => next.point(start),
            Action::FiltersOver(over) => next.filters_over = over,
            Action::Stepped { forward } => next.step(forward),
            Action::MoreText => next.text = next.text.saturating_mul(10),
            Action::Restored(view) => {
                if view.open != next.view.open {
                    next.open(view.open.clone());
                }
                next.view = view;
            }
            Action::Sheet(sheet) => {
                next.sheet = sheet;
                next.weight = None;
            }
            Action::NextTheme => next.theme = next.theme.next(),
            Action::Spoken => next.spoken += 1,
            Action::Large(large) => next.large = large,
            Action::Arranged(panes) => next.panes = panes,
            Action::FiltersWanted => {
                next.panes.filters_hidden = false;
                next.filters_over = !next.filters_over;
            }
            Action::Corpora(corpora) => next.corpora = Rc::new(corpora),
            Action::Kept => Rc::make_mut(&mut next.searches).toggle(&self.view),
            Action::Rested(view) => Rc::make_mut(&mut next.searches).add_recent(&view),
            Action::Ask(_)
            | Action::Added(_)
            | Action::Reading(_)
            | Action::ReadAgain(..)
            | Action::Corpus(_)
            | Action::Language(_) => {}
            Action::Unopened(paths) => next.tell(paths.into_iter().map(Notice::unopened)),
            Action::Engine(event) => next.hear(event),
        }
        next
    }

    fn open(&mut self, id: Option<String>) {
        if self.view.open != id {
            self.article = None;
            self.text = TEXT;
            self.match_at = None;
            self.why = None;
            self.editing = None;
            self.similar = Rc::default();
            self.pointed = None;
            self.is_missing = false;
        }
        self.filters_over = false;
        self.view.open = id;
    }

    fn point(&mut self, start: u32) {
        let removed = self.article.as_ref().is_some_and(|article| {
            article.removed.iter().any(|removed| (removed.range.start..removed.range.end).contains(&start))
        });
        // What cannot be seen cannot be pointed at.
        self.view.removed_shown |= removed;
        self.pointed = Some((start, self.pointed.map_or(0, |(_, times)| times + 1)));
    }

    fn step(&mut self, forward: bool) {
        let Some(article) = &self.article else { return };
        let count = article.matches.len();
        self.match_at = match (count, self.match_at, forward) {
            (0, _, _) => None,
            (_, None, true) => Some(0),
            (_, None, false) => Some(count - 1),
            (_, Some(at), true) => Some((at + 1) % count),
            (_, Some(at), false) => Some((at + count - 1) % count),
        };
    }

    fn hear(&mut self, event: EngineEvent) {
        match event {
            EngineEvent::Started(place) => self.stage = Stage::Running(place),
            EngineEvent::Unavailable(reason) => {
                self.progress = None;
                self.stage = Stage::Unavailable(reason);
            }
            EngineEvent::Replaced(sentence) => {
                // Everything is read again, so whatever was noticed will be noticed again.
                self.notices = Rc::new(vec![Notice::of_page(sentence)]);
                self.rows = Rc::default();
                self.searching = false;
            }
            EngineEvent::Answer(answer) => self.answered(answer),
        }
    }

    fn answered(&mut self, answer: FromEngine) {
        match answer {
            FromEngine::Progress(progress) => {
                // Each search makes the engine find what came since: by the article that would be most of its work.
                let enough =
                    |found: &Rc<Found>| progress.articles >= found.corpus + (found.corpus / GROWN).max(1);
                let grown = self.found.as_ref().is_none_or(enough);
                if grown && !self.searching {
                    self.search_again();
                }
                self.progress = Some(progress);
            }
            FromEngine::Ingested(ingested) => {
                self.progress = None;
                self.search_again();
                if !ingested.rows.is_empty() {
                    // A file that was read again has one row.
                    let paths: Ordered<&str, ()> =
                        ingested.rows.iter().map(|row| (row.path.as_str(), ())).collect();
                    let before = self.rows.iter().filter(|row| paths.get(row.path.as_str()).is_none());
                    let before: Vec<FileRow> = before.cloned().collect();
                    self.rows = Rc::new(before.into_iter().chain(ingested.rows).collect());
                }
                self.tell(ingested.notices.into_iter().map(Notice::of_file));
            }
            FromEngine::Found(found) => {
                self.searching = false;
                let mut found = *found;
                self.pages = Pages::of(std::mem::take(&mut found.hits), found.total);
                self.seen.take_if(|seen| *seen == (0, 0));
                let asked = (&self.view.query, &self.view.filters);
                if (&self.answered.0, &self.answered.1) != asked {
                    self.answered = Rc::new((asked.0.clone(), asked.1.clone()));
                }
                self.found = Some(Rc::new(found));
            }
            FromEngine::Article(article) => {
                // What was closed while the engine looked for it stays closed.
                let answers =
                    article.as_ref().is_none_or(|article| self.view.open.as_ref() == Some(&article.id));
                if !answers || self.view.open.is_none() {
                    return;
                }
                self.is_missing = article.is_none();
                self.article = article.map(Rc::from);
                if let Some(article) = &self.article {
                    self.match_at = self.match_at.filter(|&at| at < article.matches.len());
                }
            }
            FromEngine::Edited(additions) => {
                if additions.problem.is_none() {
                    self.editing = None;
                    // A form is closed by what it asked for, once that is done.
                    self.sheet.take_if(|sheet| matches!(sheet, Sheet::SetLabels | Sheet::Topic(_)));
                }
                self.additions = Rc::from(additions);
                self.restorations += 1;
                self.search_again();
            }
            FromEngine::Similar { id, articles } => {
                if self.view.open.as_deref() == Some(id.as_str()) && *self.similar != articles {
                    self.similar = Rc::new(articles);
                }
            }
            FromEngine::Kept(keeping) => self.keeping = Some(keeping),
            FromEngine::Weighed(weight) => self.weight = Some(weight),
            FromEngine::Choices(choices) => self.choices = Rc::from(choices),
            FromEngine::Restored { .. } => {
                self.restorations += 1;
                self.search_again();
            }
            FromEngine::Page { offset, hits } => self.pages.add(offset, hits),
            FromEngine::Ids(ids) => self.selection.add(ids.split(BETWEEN_IDS)),
            FromEngine::Failed { message } => {
                self.tell(std::iter::once(Notice::of_page(message)));
            }
            FromEngine::Ready { .. }
            | FromEngine::Crowded
            | FromEngine::Pong
            | FromEngine::Died { .. }
            | FromEngine::Saved(_) => {}
        }
    }

    fn tell(&mut self, told: impl ExactSizeIterator<Item = Notice>) {
        if told.len() > 0 {
            self.notices = Rc::new(self.notices.iter().cloned().chain(told).collect());
        }
    }

    fn search_again(&mut self) {
        self.corpus_version += 1;
        self.searching = true;
    }

    /// The search that the view stands for, with as many hits as are seen at once.
    pub fn request(&self) -> SearchRequest {
        SearchRequest {
            query: self.view.query.clone(),
            filters: self.view.filters.clone(),
            sort: self.view.sort,
            offset: 0,
            wishes: self.wishes.clone(),
            closer: self.view.closer,
            limit: self.fits.clamp(1, PAGE),
        }
    }

    /// The position of the open article among the hits that are here.
    pub fn position(&self) -> Option<u32> {
        self.pages.position(self.view.open.as_deref()?)
    }
}

fn toggle(values: &mut Vec<String>, value: String) {
    match values.iter().position(|each| *each == value) {
        Some(at) => {
            values.remove(at);
        }
        None => values.push(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use explorer_protocol::{Ingested, Range, RemovedView};

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions
            .into_iter()
            .fold(State::at(View::default(), Selection::default()), |state, action| state.after(action))
    }

    fn article() -> ArticleView {
        ArticleView { id: "a".to_owned(), ..ArticleView::default() }
    }

    fn answer(message: FromEngine) -> Action {
        Action::Engine(EngineEvent::Answer(message))
    }

    #[test]
    fn a_value_is_chosen_by_the_first_click_and_let_go_by_the_second() {
        let dutch = || Action::Toggled(Facet::Language, "nl".to_owned());
        assert_eq!(after([dutch()]).view.filters.language, ["nl"]);
        assert!(after([dutch(), dutch()]).view.filters.language.is_empty());
        assert_eq!(after([dutch(), Action::Cleared]).view, View::default());
    }

    #[test]
    fn a_value_is_chosen_or_excluded_but_never_both() {
        let chosen = || Action::Toggled(Facet::Author, "A. Name".to_owned());
        let excluded = || Action::Excluded(Facet::Author, "A. Name".to_owned());
        let state = after([chosen(), excluded()]);
        assert!(state.view.chosen(Facet::Author).is_empty());
        assert_eq!(state.view.excluded(Facet::Author), ["A. Name"]);
        assert_eq!(state.view.filter_count(), 1);
        assert_eq!(state.after(chosen()).view.filters.author, ["A. Name"]);
        assert_eq!(state.after(excluded()).view, View::default());
        assert_eq!(state.after(Action::Dropped(Facet::Author)).view, View::default());
    }

    #[test]
    fn a_time_is_chosen_and_let_go_and_a_closer_look_ends_with_it() {
        let march = || Action::Dated(Some(("2022-03".to_owned(), "2022-03".to_owned())));
        let state = after([march(), Action::Closer(true), Action::Undated(true)]);
        assert_eq!(state.view.filters.from.as_deref(), Some("2022-03"));
        assert!(state.request().closer && state.view.is_dated());
        let free = state.after(Action::Dated(None));
        assert!(!free.view.closer && free.view.filters.undated);
        assert_eq!(free.after(Action::Undated(false)).view, View::default());
        assert_eq!(state.after(Action::Cleared).view, View::default());
    }

    #[test]
    fn hits_come_page_by_page_and_a_new_answer_begins_anew() {
        let hits = |from: u32, to: u32| -> Vec<HitView> {
            (from..to).map(|at| HitView { id: at.to_string(), ..HitView::default() }).collect()
        };
        let first = Found { hits: hits(0, PAGE), total: 1000, ..Found::default() };
        let state = after([answer(FromEngine::Found(Box::new(first)))]);
        assert_eq!(state.pages.missing((0, 2)), [1, 2]);
        let page = FromEngine::Page { offset: PAGE * 2, hits: hits(PAGE * 2, PAGE * 3) };
        let state = state.after(answer(page));
        assert_eq!(state.pages.missing((0, 2)), [1]);
        let at = PAGE * 2 + 7;
        assert_eq!(state.pages.get(at).map(|hit| hit.id.clone()), Some(at.to_string()));
        assert_eq!(state.pages.get(PAGE), None);
        assert_eq!(state.after(Action::Opened(at.to_string())).position(), Some(at));
        let state = state.after(answer(FromEngine::Found(Box::default())));
        assert_eq!((state.pages.get(0), state.pages.missing((0, 2))), (None, vec![]));
    }

    #[test]
    fn far_pages_are_let_go_and_the_first_never() {
        let mut pages = Pages::of(vec![HitView::default(); PAGE as usize], 1_000_000);
        (1..500).for_each(|page| pages.add(page * PAGE, vec![HitView::default(); PAGE as usize]));
        assert!(pages.get(0).is_some() && pages.get(499 * PAGE).is_some());
        assert!(pages.get(PAGE).is_none());
    }

    #[test]
    fn opening_another_article_forgets_all_about_the_one_before() {
        let article = ArticleView { matches: vec![Range { start: 0, end: 1 }; 3], ..article() };
        let open = [
            Action::Opened("a".to_owned()),
            answer(FromEngine::Article(Some(Box::new(article)))),
            Action::Stepped { forward: true },
            Action::Asked(Some(Why::Source)),
            Action::MoreText,
        ];
        let state = after(open);
        assert_eq!((state.match_at, state.why), (Some(0), Some(Why::Source)));
        let state = state.after(Action::Opened("b".to_owned()));
        assert_eq!((state.match_at, state.why, state.text), (None, None, TEXT));
        assert_eq!(state.article, None);
    }

    #[test]
    fn stepping_through_matches_goes_round() {
        let article = ArticleView { matches: vec![Range { start: 0, end: 1 }; 2], ..article() };
        let mut state =
            after([Action::Opened("a".to_owned()), answer(FromEngine::Article(Some(Box::new(article))))]);
        let mut seen = Vec::new();
        for forward in [true, true, true, false, false] {
            state = state.after(Action::Stepped { forward });
            seen.push(state.match_at);
        }
        assert_eq!(seen, [Some(0), Some(1), Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn while_articles_come_in_one_search_at_a_time_is_asked_for() {
        let progress = |articles| answer(FromEngine::Progress(Progress { articles, ..Progress::default() }));
        let found = |corpus| answer(FromEngine::Found(Box::new(Found { corpus, ..Found::default() })));
        assert_eq!(after([progress(1), progress(2), progress(3)]).corpus_version, 1);
        assert_eq!(after([progress(1), found(1), progress(1)]).corpus_version, 1);
        assert_eq!(after([progress(1), found(1), progress(2)]).corpus_version, 2);
        assert_eq!(after([progress(1), found(160), progress(199)]).corpus_version, 1);
        assert_eq!(after([progress(1), found(160), progress(200)]).corpus_version, 2);
        let done = answer(FromEngine::Ingested(Ingested::default()));
        assert_eq!(after([progress(1), progress(2), done]).corpus_version, 2);
    }

    #[test]
    fn a_replaced_engine_says_everything_anew() {
        let notice = FileNotice {
            path: "a".to_owned(),
            articles: 0,
            kind: "empty".to_owned(),
            message: "m".to_owned(),
        };
        let ingested = || {
            answer(FromEngine::Ingested(Ingested { notices: vec![notice.clone()], ..Ingested::default() }))
        };
        let replaced = Action::Engine(EngineEvent::Replaced("It stopped.".to_owned()));
        let state = after([ingested(), replaced, ingested()]);
        let messages: Vec<_> = state.notices.iter().map(|notice| notice.message.as_str()).collect();
        assert_eq!(messages, ["It stopped.", "m"]);
    }

    #[test]
    fn a_file_without_an_article_is_a_loss_and_a_remark_is_not() {
        let notice = |articles| FileNotice {
            path: "a".to_owned(),
            articles,
            kind: "k".to_owned(),
            message: "m".to_owned(),
        };
        let notices = vec![notice(1), notice(0)];
        let state = after([answer(FromEngine::Ingested(Ingested { notices, ..Ingested::default() }))]);
        assert_eq!(state.notices.iter().map(|notice| notice.is_loss).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn pointing_at_evidence_that_was_removed_shows_what_was_removed() {
        let removed = RemovedView {
            range: Range { start: 10, end: 20 },
            span: Range { start: 10, end: 20 },
            rule: "footer".to_owned(),
            is_text: true,
        };
        let article = ArticleView { removed: vec![removed], ..article() };
        let open =
            after([Action::Opened("a".to_owned()), answer(FromEngine::Article(Some(Box::new(article))))]);
        let outside = open.after(Action::Pointed(3));
        assert!(!outside.view.removed_shown);
        let inside = outside.after(Action::Pointed(12));
        assert!(inside.view.removed_shown);
        assert_ne!(inside.after(Action::Pointed(12)).pointed, inside.pointed);
    }

    #[test]
    fn an_article_that_was_closed_while_the_engine_looked_for_it_stays_closed() {
        let came = answer(FromEngine::Article(Some(Box::new(article()))));
        let closed = after([Action::Opened("a".to_owned()), Action::Closed, came.clone()]);
        assert_eq!(closed.article, None);
        let other = after([Action::Opened("a".to_owned()), Action::Opened("b".to_owned()), came]);
        assert_eq!(other.article, None);
    }

    #[test]
    fn an_article_that_is_not_there_is_missing_until_it_comes() {
        let state = after([Action::Opened("a".to_owned()), answer(FromEngine::Article(None))]);
        assert!(state.is_missing);
        assert!(!state.after(answer(FromEngine::Article(Some(Box::new(article()))))).is_missing);
        assert!(!state.after(Action::Opened("b".to_owned())).is_missing);
    }

    #[test]
    fn going_back_restores_the_view_and_keeps_what_is_not_in_it() {
        let state = after([Action::Opened("a".to_owned()), Action::Seen(3, 4)]);
        let back = state.after(Action::Restored(View { query: "x".to_owned(), ..View::default() }));
        assert_eq!((back.view.query.as_str(), back.view.open, back.seen), ("x", None, Some((3, 4))));
    }

    #[test]
    fn articles_are_picked_out_one_by_one_and_all_at_once_and_outlive_the_search() {
        let one = after([Action::Selected("b".to_owned())]);
        assert!(one.selection.contains("b") && !one.selection.contains("a"));
        let all = one.after(answer(FromEngine::Ids("a\nb\nc".to_owned())));
        assert_eq!(all.selection.iter().collect::<Vec<_>>(), ["a", "b", "c"]);
        let fewer = all.after(Action::Selected("b".to_owned())).after(Action::Typed("x".to_owned()));
        assert_eq!(fewer.selection.iter().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(fewer.after(answer(FromEngine::Ids(String::new()))).selection.len(), 2);
        assert!(fewer.after(Action::SelectionCleared).selection.is_empty());
    }

    #[test]
    fn the_open_article_is_found_among_the_hits() {
        let hit = |id: &str| HitView { id: id.to_owned(), ..HitView::default() };
        let found = Found { hits: vec![hit("a"), hit("b")], ..Found::default() };
        let state = after([answer(FromEngine::Found(Box::new(found))), Action::Opened("b".to_owned())]);
        assert_eq!(state.position(), Some(1));
    }
}
