//! Which articles did the user give a star, also last time?
//!
//! Kept by the browser where the page has an origin of its own (see [`crate::theme`]). An article's id says
//! what is in it, so a star stays with its article in whatever corpus it comes again.

use crate::state::Selection;
use crate::theme::storage;
use explorer_protocol::BETWEEN_IDS;

const KEY: &str = "stars";

/// The stars of last time.
pub fn recall() -> Selection {
    let ids = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
    ids.split(BETWEEN_IDS).collect()
}

/// Keeps them for the next time. Where there is no room or no leave for it, they last as long as the page.
pub fn keep(stars: &Selection) {
    let Some(storage) = storage() else { return };
    let _ = if stars.is_empty() {
        storage.remove_item(KEY)
    } else {
        let mut ids = String::new();
        for id in stars.iter() {
            ids.push_str(id);
            ids.push(BETWEEN_IDS);
        }
        storage.set_item(KEY, &ids)
    };
}
