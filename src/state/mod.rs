//! What does the page show, and what changes it?
//!
//! [`State`] is everything the page shows, [`Action`] everything that can happen to it, and
//! [`State::after`] what follows: pure, so that it is tested without a browser. What an action sets off
//! outside (asking the engine, writing the address) is done by the page in answer to the new state.
//!
//! **Invariant.** [`View`] is the part that the address holds: whoever opens the address sees the same.

mod selection;
mod view;

pub use selection::Selection;
pub use view::{Facet, View};

use crate::engine::{EngineEvent, Place};
use explorer_protocol::{
    ArticleView, BETWEEN_IDS, FileNotice, FileRow, Found, FromEngine, Progress, SearchRequest, Sort,
};
use std::rc::Rc;

/// Hits asked for at first, and more at a time.
pub const HITS: u32 = 50;
/// Bytes of an article's text shown at first; tenfold with each "show more".
pub const TEXT: u32 = 200_000;

/// Something the user should know.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The file it is about, if it is about one.
    pub path: Option<String>,
    /// The sentence.
    pub message: String,
    /// Whether something was lost: a file without an article, a dead engine.
    pub is_loss: bool,
}

impl Notice {
    fn of_page(message: String) -> Self {
        Notice { path: None, message, is_loss: true }
    }

    fn unopened(path: String) -> Self {
        let message =
            "The browser could not open it, so it was left out: add it with “Add files” or “Add folder”.";
        Notice { path: Some(path), message: message.to_owned(), is_loss: true }
    }

    fn of_file(FileNotice { path, articles, message, .. }: FileNotice) -> Self {
        Notice { path: Some(path), message, is_loss: articles == 0 }
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
    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Why::Title => "Title",
            Why::Source => "Source",
            Why::Date => "Date",
            Why::Language => "Language",
            Why::Topics => "Topics",
            Why::Credits => "Credits",
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
    /// The article being read.
    pub article: Option<Rc<ArticleView>>,
    /// Hits asked for.
    pub hits: u32,
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
    /// What became of each file that was added.
    pub rows: Rc<Vec<FileRow>>,
    // A search is under way, so that reading on does not set off another at every step.
    searching: bool,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The search box holds this.
    Typed(String),
    /// A facet's value was switched on or off.
    Toggled(Facet, String),
    /// All values of a facet were switched off.
    Dropped(Facet),
    /// All facets were cleared.
    Cleared,
    /// An order was chosen.
    Sorted(Sort),
    /// An article was picked out, or put back.
    Selected(String),
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
    /// A piece of evidence was pointed at, by its first byte: it is to be seen in the text.
    Pointed(u32),
    /// The filters are to lie over the results, or no longer.
    FiltersOver(bool),
    /// The next match, or the one before.
    Stepped {
        /// Whether forward.
        forward: bool,
    },
    /// More hits are wanted.
    MoreHits,
    /// More of a long text is wanted.
    MoreText,
    /// The address changed under the page: Back, Forward, a link.
    Restored(View),
    /// What was dropped under these paths could not be opened.
    Unopened(Vec<String>),
    /// The engine spoke.
    Engine(EngineEvent),
}

impl State {
    /// The state of a page opened at this view, with the stars of last time.
    pub fn at(view: View, stars: Selection) -> Self {
        State { view, stars, hits: HITS, text: TEXT, ..State::default() }
    }

    /// The state after something happened.
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Typed(query) => {
                next.view.query = query;
                next.hits = HITS;
                next.match_at = None;
            }
            Action::Toggled(facet, value) => {
                let chosen = next.view.chosen_mut(facet);
                match chosen.iter().position(|each| *each == value) {
                    Some(at) => {
                        chosen.remove(at);
                    }
                    None => chosen.push(value),
                }
                next.hits = HITS;
            }
            Action::Dropped(facet) => {
                next.view.chosen_mut(facet).clear();
                next.hits = HITS;
            }
            Action::Cleared => {
                next.view.filters = Default::default();
                next.hits = HITS;
            }
            Action::Sorted(sort) => next.view.sort = sort,
            Action::Selected(id) => next.selection.toggle(id),
            Action::Starred(id) => next.stars.toggle(id),
            Action::SelectionCleared => next.selection = Selection::default(),
            Action::Opened(id) => next.open(Some(id)),
            Action::Closed => next.open(None),
            Action::RemovedShown(shown) => next.view.removed_shown = shown,
            Action::Asked(why) => next.why = why,
            Action::Pointed(start) => next.point(start),
            Action::FiltersOver(over) => next.filters_over = over,
            Action::Stepped { forward } => next.step(forward),
            Action::MoreHits => next.hits += HITS,
            Action::MoreText => next.text = next.text.saturating_mul(10),
            Action::Restored(view) => {
                if view.open != next.view.open {
                    next.open(view.open.clone());
                }
                next.view = view;
            }
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
                let grown = self.found.as_ref().is_none_or(|found| progress.articles > found.corpus);
                if grown && !self.searching {
                    self.search_again();
                }
                self.progress = Some(progress);
            }
            FromEngine::Ingested(ingested) => {
                self.progress = None;
                self.search_again();
                if !ingested.rows.is_empty() {
                    self.rows = Rc::new(self.rows.iter().cloned().chain(ingested.rows).collect());
                }
                self.tell(ingested.notices.into_iter().map(Notice::of_file));
            }
            FromEngine::Found(found) => {
                self.searching = false;
                self.found = Some(Rc::from(found));
            }
            FromEngine::Article(article) => {
                self.is_missing = article.is_none();
                self.article = article.map(Rc::from);
                if let Some(article) = &self.article {
                    self.match_at = self.match_at.filter(|&at| at < article.matches.len());
                }
            }
            FromEngine::Restored { .. } => {
                self.restorations += 1;
                self.search_again();
            }
            FromEngine::Ids(ids) => self.selection.add(ids.split(BETWEEN_IDS)),
            FromEngine::Failed { message } => {
                self.tell(std::iter::once(Notice::of_page(message)));
            }
            FromEngine::Ready { .. }
            | FromEngine::Pong
            | FromEngine::Died { .. }
            | FromEngine::Foreign { .. }
            | FromEngine::Report { .. } => {}
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

    /// The search that the view stands for.
    pub fn request(&self) -> SearchRequest {
        SearchRequest {
            query: self.view.query.clone(),
            filters: self.view.filters.clone(),
            sort: self.view.sort,
            offset: 0,
            limit: self.hits,
        }
    }

    /// The position of the open article among the hits.
    pub fn position(&self) -> Option<usize> {
        let id = self.view.open.as_deref()?;
        self.found.as_ref()?.hits.iter().position(|hit| hit.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use explorer_protocol::{HitView, Ingested, Range, RemovedView};

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions
            .into_iter()
            .fold(State::at(View::default(), Selection::default()), |state, action| state.after(action))
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
    fn a_new_search_asks_for_the_first_hits_again() {
        let state = after([Action::MoreHits, Action::MoreHits, Action::Typed("harbour".to_owned())]);
        assert_eq!(state.hits, HITS);
        assert_eq!(state.view.query, "harbour");
    }

    #[test]
    fn opening_another_article_forgets_all_about_the_one_before() {
        let article = ArticleView { matches: vec![Range { start: 0, end: 1 }; 3], ..ArticleView::default() };
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
        let article = ArticleView { matches: vec![Range { start: 0, end: 1 }; 2], ..ArticleView::default() };
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
        let article = ArticleView { removed: vec![removed], ..ArticleView::default() };
        let open =
            after([Action::Opened("a".to_owned()), answer(FromEngine::Article(Some(Box::new(article))))]);
        let outside = open.after(Action::Pointed(3));
        assert!(!outside.view.removed_shown);
        let inside = outside.after(Action::Pointed(12));
        assert!(inside.view.removed_shown);
        assert_ne!(inside.after(Action::Pointed(12)).pointed, inside.pointed);
    }

    #[test]
    fn an_article_that_is_not_there_is_missing_until_it_comes() {
        let state = after([Action::Opened("a".to_owned()), answer(FromEngine::Article(None))]);
        assert!(state.is_missing);
        assert!(!state.after(answer(FromEngine::Article(Some(Box::default())))).is_missing);
        assert!(!state.after(Action::Opened("b".to_owned())).is_missing);
    }

    #[test]
    fn going_back_restores_the_view_and_keeps_what_is_not_in_it() {
        let state = after([Action::Opened("a".to_owned()), Action::MoreHits]);
        let back = state.after(Action::Restored(View { query: "x".to_owned(), ..View::default() }));
        assert_eq!((back.view.query.as_str(), back.view.open, back.hits), ("x", None, HITS * 2));
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
