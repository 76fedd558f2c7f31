//! Which view of the corpus is it, and how does an address say so?
//!
//! The view stands in the fragment of the address, as `name=value` pairs: it works on every server and
//! from disk, and is never sent anywhere. **Invariant.** `parse(print(view)) == view`; whatever stands
//! in a fragment gives a view.

use explorer_protocol::{Filters, Sort};

/// A facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// The language an article is written in.
    Language,
    /// Its publisher.
    Source,
    /// What it is about.
    Topic,
}

impl Facet {
    /// All of them, in the order shown.
    pub const ALL: [Facet; 3] = [Facet::Language, Facet::Source, Facet::Topic];

    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Language => "Language",
            Facet::Source => "Source",
            Facet::Topic => "Topic",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Facet::Language => "lang",
            Facet::Source => "source",
            Facet::Topic => "topic",
        }
    }
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What the search box holds.
    pub query: String,
    /// Chosen facet values.
    pub filters: Filters,
    /// Order of the results.
    pub sort: Sort,
    /// Id of the article being read.
    pub open: Option<String>,
    /// Whether what cleaning removed is shown.
    pub removed_shown: bool,
}

const SORTS: [(Sort, &str); 4] = [
    (Sort::Relevance, "relevance"),
    (Sort::Newest, "newest"),
    (Sort::Oldest, "oldest"),
    (Sort::Source, "source"),
];

impl View {
    /// The chosen values of a facet.
    pub fn chosen(&self, facet: Facet) -> &[String] {
        match facet {
            Facet::Language => &self.filters.language,
            Facet::Source => &self.filters.source,
            Facet::Topic => &self.filters.topic,
        }
    }

    pub(super) fn chosen_mut(&mut self, facet: Facet) -> &mut Vec<String> {
        match facet {
            Facet::Language => &mut self.filters.language,
            Facet::Source => &mut self.filters.source,
            Facet::Topic => &mut self.filters.topic,
        }
    }

    /// Whether any facet value is chosen.
    pub fn is_filtered(&self) -> bool {
        Facet::ALL.iter().any(|&facet| !self.chosen(facet).is_empty())
    }

    /// The fragment that says this view, without its `#`; empty for the first view of all.
    pub fn print(&self) -> String {
        let mut pairs = Vec::new();
        if !self.query.is_empty() {
            pairs.push(("q", self.query.as_str()));
        }
        for facet in Facet::ALL {
            pairs.extend(self.chosen(facet).iter().map(|value| (facet.key(), value.as_str())));
        }
        if let Some((_, name)) = SORTS.iter().find(|(sort, _)| *sort == self.sort && *sort != Sort::default())
        {
            pairs.push(("sort", name));
        }
        if let Some(open) = &self.open {
            pairs.push(("open", open));
        }
        if self.removed_shown {
            pairs.push(("removed", "shown"));
        }
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
        pairs.join("&")
    }

    /// The view that a fragment says, with or without its `#`. What is not understood is passed over.
    pub fn parse(fragment: &str) -> Self {
        let mut view = View::default();
        for pair in fragment.trim_start_matches('#').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = unescape(value);
            match name {
                "q" => view.query = value,
                "sort" => {
                    let sort = SORTS.iter().find(|(_, name)| *name == value);
                    view.sort = sort.map(|&(sort, _)| sort).unwrap_or_default();
                }
                "open" => view.open = Some(value),
                "removed" => view.removed_shown = value == "shown",
                _ => {
                    if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.key() == name) {
                        let chosen = view.chosen_mut(facet);
                        if !chosen.contains(&value) {
                            chosen.push(value);
                        }
                    }
                }
            }
        }
        view
    }
}

/// Escapes all that a fragment or its pairs would take for their own; a space becomes `+`, and letters of
/// any script stay readable (the browser escapes them where it must).
fn escape(value: &str) -> String {
    let mut out = String::new();
    for c in value.chars() {
        match c {
            ' ' => out.push('+'),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '~' | ':' | '*' | '(' | ')' | ',' | '/' => {
                out.push(c)
            }
            c if !c.is_ascii() && c.is_alphanumeric() => out.push(c),
            c => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    out
}

fn unescape(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (*first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            (byte, _) => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_sort() -> impl Strategy<Value = Sort> {
        prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest), Just(Sort::Source)]
    }

    fn any_values() -> impl Strategy<Value = Vec<String>> {
        prop::collection::hash_set(any::<String>(), 0..4).prop_map(|set| set.into_iter().collect())
    }

    proptest! {
        #[test]
        fn an_address_brings_its_view_back(
            query in any::<String>(),
            language in any_values(),
            source in any_values(),
            topic in any_values(),
            sort in any_sort(),
            open in any::<Option<String>>(),
            removed_shown in any::<bool>(),
        ) {
            let view = View { query, filters: Filters { language, source, topic }, sort, open, removed_shown };
            prop_assert_eq!(View::parse(&view.print()), view);
        }

        #[test]
        fn any_fragment_gives_a_view_that_lasts(fragment in any::<String>()) {
            let view = View::parse(&fragment);
            prop_assert_eq!(View::parse(&view.print()), view);
        }
    }

    #[test]
    fn addresses_are_readable() {
        let view = View {
            query: "false flag".to_owned(),
            filters: Filters { language: vec!["nl".to_owned()], source: vec![String::new()], topic: vec![] },
            open: Some("a1b2".to_owned()),
            ..View::default()
        };
        assert_eq!(view.print(), "q=false+flag&lang=nl&source=&open=a1b2");
        assert_eq!(View::default().print(), "");
    }
}
