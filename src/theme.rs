//! Light or dark?
//!
//! The system's wish, unless the user has another. It is kept by the browser where the page has an origin
//! of its own; pages from disk share theirs with every other file, so there it lasts as long as the page.

use web_sys::Storage;

const KEY: &str = "theme";

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
}

impl Theme {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The next in the round.
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// What was chosen last time.
    pub fn recall() -> Self {
        let name = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        [Theme::Light, Theme::Dark]
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
    fn three_presses_bring_the_first_theme_back() {
        let first = Theme::default();
        assert_eq!(first.next().next().next(), first);
    }
}
