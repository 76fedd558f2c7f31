//! Which of the hits are here?
//!
//! There may be a hundred thousand; those that are looked at are fetched a page at a time. **Invariant.** Of the
//! first page there is always what the window holds, no more than [`MOST`] others are here, and each is the answer
//! to the latest search.

use crate::ordered::Ordered;
use explorer_protocol::HitView;
use std::rc::Rc;

/// Hits of a page.
pub const PAGE: u32 = 60;
/// Pages kept.
const MOST: usize = 24;

/// The hits that are here. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    pages: Rc<Ordered<u32, Rc<Vec<Rc<HitView>>>>>,
    total: u32,
}

/// Whether they are the very same: to compare all hits word by word takes longer than drawing them.
impl PartialEq for Pages {
    fn eq(&self, other: &Self) -> bool {
        self.total == other.total && Rc::ptr_eq(&self.pages, &other.pages)
    }
}

impl Pages {
    /// The first page of `total` hits, or its beginning.
    pub fn of(hits: Vec<HitView>, total: u32) -> Self {
        let mut pages = Pages { total, ..Pages::default() };
        pages.add(0, hits);
        pages
    }

    /// A page that came, by the number of hits before it.
    pub fn add(&mut self, offset: u32, hits: Vec<HitView>) {
        let pages = Rc::make_mut(&mut self.pages);
        let number = offset / PAGE;
        pages.insert(number, Rc::new(hits.into_iter().map(Rc::new).collect()));
        while pages.len() > MOST {
            let far = pages
                .iter()
                .map(|&(page, _)| page)
                .filter(|&page| page > 0)
                .max_by_key(|page| page.abs_diff(number));
            pages.remove(&far.unwrap_or(number));
        }
    }

    /// The hit at this position, if it is here.
    pub fn get(&self, at: u32) -> Option<&Rc<HitView>> {
        self.pages.get(&(at / PAGE))?.get((at % PAGE) as usize)
    }

    /// Where the hit of this article stands, if it is here.
    pub fn position(&self, id: &str) -> Option<u32> {
        self.pages.iter().find_map(|(number, hits)| {
            let at = hits.iter().position(|hit| hit.id == id)?;
            Some(number * PAGE + at as u32)
        })
    }

    /// How many hits there are of the first page, where that is not all that it has.
    pub fn begun(&self) -> Option<u32> {
        let here = self.pages.get(&0)?.len() as u32;
        (here < self.total.min(PAGE)).then_some(here)
    }

    /// Pages from a first to a last that are not here, though there are hits on them.
    pub fn missing(&self, (first, last): (u32, u32)) -> Vec<u32> {
        let end = self.total.div_ceil(PAGE);
        let is_whole = |page: &u32| self.pages.get(page).is_some() && (*page > 0 || self.begun().is_none());
        (first..=last).filter(|page| *page < end && !is_whole(page)).collect()
    }
}
