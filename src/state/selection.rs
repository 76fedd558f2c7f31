//! Which articles were picked out by hand, or given a star?
//!
//! A set of article ids, whatever is searched for or filtered meanwhile. **Invariant.** Each id is in it once;
//! they are in the order of their text.

use explorer_protocol::BETWEEN_IDS;
use explorer_text::order::sort;
use std::rc::Rc;

/// Ids of articles. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Rc<Vec<Box<str>>>);

impl Selection {
    /// Whether this article is in it.
    pub fn contains(&self, id: &str) -> bool {
        self.place(id).is_ok()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|each| (**each).cmp(id))
    }

    pub(super) fn toggle(&mut self, id: String) {
        let place = self.place(&id);
        let ids = Rc::make_mut(&mut self.0);
        match place {
            Ok(at) => {
                ids.remove(at);
            }
            Err(at) => ids.insert(at, id.into()),
        }
    }

    pub(super) fn add<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        let all = Rc::make_mut(&mut self.0);
        all.extend(ids.filter(|id| !id.is_empty()).map(Box::from));
        sort(all);
        all.dedup();
    }
}

impl<'a> FromIterator<&'a str> for Selection {
    fn from_iter<T: IntoIterator<Item = &'a str>>(ids: T) -> Self {
        let mut all = Selection::default();
        all.add(ids.into_iter());
        all
    }
}

/// Ids as the engine takes many of them.
pub fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for id in ids {
        if !all.is_empty() {
            all.push(BETWEEN_IDS);
        }
        all.push_str(id);
    }
    all
}
