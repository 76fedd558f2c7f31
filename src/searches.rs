//! Which searches were made lately, and which are to be kept?
//!
//! Each is a view as the address says it, without an article. They are kept by the browser, like the theme, and
//! never sent anywhere. **Invariant.** Each view is in a list once; the latest comes first.

use crate::state::View;
use crate::theme::storage;

/// Recent ones at most.
const RECENT: usize = 8;
const SAVED: usize = 200;

/// Recent and kept searches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    /// The latest searches, latest first.
    pub recent: Vec<View>,
    /// Those that the user kept.
    pub saved: Vec<View>,
}

/// What of a view is a search.
pub fn search_of(view: &View) -> View {
    View {
        query: view.query.trim().to_owned(),
        filters: view.filters.clone(),
        sort: view.sort,
        layout: view.layout,
        columns: view.columns,
        ..View::default()
    }
}

/// Whether it looks for the same.
fn is_same(one: &View, other: &View) -> bool {
    one.query == other.query && one.filters == other.filters
}

fn put_first(list: &mut Vec<View>, view: &View, most: usize) {
    list.retain(|each| !is_same(each, view));
    list.insert(0, search_of(view));
    list.truncate(most);
}

impl Searches {
    /// Puts this among the recent ones; what is only the beginning of it is not kept beside it.
    pub fn add_recent(&mut self, view: &View) {
        let view = search_of(view);
        if !view.query.is_empty() {
            self.recent.retain(|each| {
                !(view.query.starts_with(each.query.as_str()) && each.filters == view.filters)
            });
            put_first(&mut self.recent, &view, RECENT);
        }
    }

    /// Whether it is among the kept ones.
    pub fn is_saved(&self, view: &View) -> bool {
        let view = search_of(view);
        self.saved.iter().any(|each| is_same(each, &view))
    }

    /// Puts this among the kept ones, or takes it out of them.
    pub fn toggle(&mut self, view: &View) {
        let view = search_of(view);
        if self.is_saved(&view) {
            self.saved.retain(|each| !is_same(each, &view));
        } else {
            put_first(&mut self.saved, &view, SAVED);
        }
    }

    /// As last time.
    pub fn recall() -> Self {
        Searches { recent: read("recent"), saved: read("saved") }
    }

    /// Keeps them for the next time.
    pub fn keep(&self) {
        write("recent", &self.recent);
        write("saved", &self.saved);
    }
}

fn read(key: &str) -> Vec<View> {
    let kept = storage().and_then(|storage| storage.get_item(key).ok().flatten()).unwrap_or_default();
    kept.lines().map(View::parse).collect()
}

fn write(key: &str, list: &[View]) {
    let Some(storage) = storage() else { return };
    let _ = if list.is_empty() {
        storage.remove_item(key)
    } else {
        let lines: Vec<String> = list.iter().map(View::print).collect();
        storage.set_item(key, &lines.join("\n"))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(query: &str) -> View {
        View { query: query.to_owned(), open: Some("a".to_owned()), ..View::default() }
    }

    fn queries(list: &[View]) -> Vec<&str> {
        list.iter().map(|view| view.query.as_str()).collect()
    }

    #[test]
    fn the_latest_search_comes_first_and_its_beginnings_are_forgotten() {
        let mut searches = Searches::default();
        for query in ["har", "harbour", "quay", "", "harbour pilots", "quay"] {
            searches.add_recent(&view(query));
        }
        assert_eq!(queries(&searches.recent), ["quay", "harbour pilots"]);
        for number in 0..20 {
            searches.add_recent(&view(&(number + 100).to_string()));
        }
        assert_eq!(searches.recent.len(), RECENT);
        assert!(searches.recent.iter().all(|view| view.open.is_none()));
    }

    #[test]
    fn a_search_is_kept_and_let_go_whatever_is_read_and_however_it_is_sorted() {
        let mut searches = Searches::default();
        searches.toggle(&view("harbour"));
        let mut sorted = view("harbour ");
        sorted.sort = explorer_protocol::Sort::Newest;
        assert!(searches.is_saved(&sorted) && !searches.is_saved(&view("harb")));
        searches.toggle(&sorted);
        assert_eq!(searches, Searches::default());
    }
}
