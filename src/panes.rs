//! How wide are the panes, and which are put away?
//!
//! Widths are in rem, so that large type makes the panes wider too. They are kept by the browser, like the theme;
//! the style sheet knows them as `--filters` and `--results`.

use crate::theme::storage;

const KEY: &str = "panes";

/// A pane whose width the user sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// What is there.
    Filters,
    /// What matches.
    Results,
}

impl Pane {
    /// Least and greatest width, and the width at first; in rem.
    pub fn bounds(self) -> (f64, f64, f64) {
        match self {
            Pane::Filters => (12.0, 30.0, 17.0),
            Pane::Results => (18.0, 60.0, 27.0),
        }
    }

    /// What its width is called in the style sheet.
    pub fn property(self) -> &'static str {
        match self {
            Pane::Filters => "--filters",
            Pane::Results => "--results",
        }
    }
}

/// How the panes are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Panes {
    /// Width of the filters, if the user set one.
    pub filters: Option<f64>,
    /// Width of the results.
    pub results: Option<f64>,
    /// Whether the filters are put away.
    pub filters_hidden: bool,
    /// Whether nothing but the article is there while one is read.
    pub article_alone: bool,
}

impl Panes {
    /// Width of a pane in rem, if the user set one.
    pub fn set_width(&self, pane: Pane) -> Option<f64> {
        match pane {
            Pane::Filters => self.filters,
            Pane::Results => self.results,
        }
    }

    /// Width of a pane in rem.
    pub fn width(&self, pane: Pane) -> f64 {
        self.set_width(pane).unwrap_or(pane.bounds().2)
    }

    /// With this pane so wide, as far as its bounds let it.
    pub fn with(mut self, pane: Pane, width: f64) -> Self {
        let (least, most, _) = pane.bounds();
        let width = Some((width.clamp(least, most) * 4.0).round() / 4.0);
        match pane {
            Pane::Filters => self.filters = width,
            Pane::Results => self.results = width,
        }
        self
    }

    /// As last time.
    pub fn recall() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
        Panes::parse(&kept)
    }

    /// Keeps them for the next time.
    pub fn keep(&self) {
        if let Some(storage) = storage() {
            let _ = match self.print() {
                text if text == Panes::default().print() => storage.remove_item(KEY),
                text => storage.set_item(KEY, &text),
            };
        }
    }

    fn print(&self) -> String {
        // Quarters of a rem, so that they are whole numbers.
        let quarters = |width: Option<f64>| width.map_or(0, |width| (width * 4.0) as u32).to_string();
        let flag = |is: bool| if is { "1" } else { "0" };
        [
            &quarters(self.filters),
            &quarters(self.results),
            flag(self.filters_hidden),
            flag(self.article_alone),
        ]
        .join(" ")
    }

    fn parse(text: &str) -> Self {
        let mut numbers = text.split(' ').map(|number| number.parse::<u32>().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        let (filters, results) = (next(), next());
        let mut panes = Panes { filters_hidden: next() == 1, article_alone: next() == 1, ..Panes::default() };
        if filters > 0 {
            panes = panes.with(Pane::Filters, f64::from(filters) / 4.0);
        }
        if results > 0 {
            panes = panes.with(Pane::Results, f64::from(results) / 4.0);
        }
        panes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_within_bounds() {
        let panes = Panes { filters_hidden: true, ..Panes::default() }.with(Pane::Results, 31.3);
        assert_eq!(panes.width(Pane::Results), 31.25);
        assert_eq!(Panes::parse(&panes.print()), panes);
        assert_eq!(Panes::parse("4 9999 0 1").width(Pane::Filters), 12.0);
        assert_eq!(Panes::parse("4 9999 0 1").width(Pane::Results), 60.0);
        for text in ["", "x", "- - - -", "1 2 3 4 5 6"] {
            Panes::parse(text);
        }
        assert_eq!(Panes::parse(&Panes::default().print()), Panes::default());
    }
}
