//! Light or dark, and how large?
//!
//! The system's wish, unless the user has another. It is kept by the browser where the page has an origin
//! of its own; pages from disk share theirs with every other file, so there it lasts as long as the page.

use crate::words::m;
use web_sys::Storage;

const KEY: &str = "theme";
const LARGE: &str = "large";

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system wants it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black and white, whichever of the two the system wants.
    Contrast,
}

impl Theme {
    /// Its name in style sheets and where it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Contrast => "high contrast",
        }
    }

    /// What it is called on the page.
    pub fn shown(self) -> &'static str {
        match self {
            Theme::System => m::theme_system(),
            Theme::Light => m::theme_light(),
            Theme::Dark => m::theme_dark(),
            Theme::Contrast => m::theme_contrast(),
        }
    }

    /// The next in the round.
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Contrast,
            Theme::Contrast => Theme::System,
        }
    }

    /// What was chosen last time.
    pub fn recall() -> Self {
        let name = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        [Theme::Light, Theme::Dark, Theme::Contrast]
            .into_iter()
            .find(|theme| name.as_deref() == Some(theme.name()))
            .unwrap_or_default()
    }

    /// Shows the page in it, and keeps it for the next time.
    pub fn apply(self) {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        if let Some(root) = root {
            let _ = root.set_attribute("data-theme", self.name());
        }
        if let Some(storage) = storage() {
            let _ = match self {
                Theme::System => storage.remove_item(KEY),
                chosen => storage.set_item(KEY, chosen.name()),
            };
        }
    }
}

/// Whether type is large, as for a projector; as last time.
pub fn recall_large() -> bool {
    storage().and_then(|storage| storage.get_item(LARGE).ok().flatten()).is_some()
}

/// Shows the page in large type, or no longer, and keeps that for the next time.
pub fn apply_large(large: bool) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        let _ = root.toggle_attribute_with_force("data-large", large);
    }
    if let Some(storage) = storage() {
        let _ = if large { storage.set_item(LARGE, "yes") } else { storage.remove_item(LARGE) };
    }
}

/// Where the browser keeps what the user chose; nowhere for pages from disk.
pub fn storage() -> Option<Storage> {
    let window = web_sys::window()?;
    if window.location().protocol().ok()? == "file:" {
        return None;
    }
    window.local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_presses_as_there_are_themes_bring_the_first_back() {
        let first = Theme::default();
        assert_eq!(first.next().next().next().next(), first);
    }
}
