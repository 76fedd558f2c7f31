//! Which documents answer, all of them, when none of them is to be shown?
//!
//! **Invariant.** The query is taken as it is written: nothing is widened or corrected.

use super::matches;
use super::plan::plan;
use crate::index::{DocId, Index};
use crate::query::Query;

/// The documents that a query as it is written answers, in the order of adding.
pub fn documents(index: &Index, query: &Query) -> Vec<DocId> {
    let mut docs = Vec::new();
    for (first, matches) in matches(index, &plan(index, query)).segments {
        let there = matches.docs.iter().map(|doc| doc + first).filter(|&doc| index.is_there(doc));
        docs.extend(there.map(DocId));
    }
    docs
}
