//! Which view of the corpus is it, and how does an address say so?
//!
//! The view stands in the fragment of the address, as `name=value` pairs: it works on every server and
//! from disk, and is never sent anywhere. **Invariant.** `parse(print(view)) == view`; whatever stands
//! in a fragment gives a view.

use crate::words::m;
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
    /// Who wrote it.
    Author,
    /// The file it came in.
    File,
}

impl Facet {
    /// All of them, in the order shown.
    pub const ALL: [Facet; 5] = [Facet::Language, Facet::Source, Facet::Topic, Facet::Author, Facet::File];

    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Language => m::name_language(),
            Facet::Source => m::name_source(),
            Facet::Topic => m::name_topic(),
            Facet::Author => m::name_author(),
            Facet::File => m::name_file(),
        }
    }

    /// Its name in the middle of a sentence.
    pub fn inline(self) -> &'static str {
        match self {
            Facet::Language => m::inline_language(),
            Facet::Source => m::inline_source(),
            Facet::Topic => m::inline_topic(),
            Facet::Author => m::inline_author(),
            Facet::File => m::inline_file(),
        }
    }

    /// Its name in the address.
    pub fn key(self) -> &'static str {
        match self {
            Facet::Language => "lang",
            Facet::Source => "source",
            Facet::Topic => "topic",
            Facet::Author => "author",
            Facet::File => "file",
        }
    }
}

/// What stands before the name of a facet whose values are excluded, in the address.
const NOT: &str = "not-";

/// How the results are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Title, labels and snippet.
    #[default]
    List,
    /// A line each.
    Compact,
    /// A row each, with columns.
    Table,
}

/// A column of the table, beside the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Publisher.
    Source,
    /// Day of publication.
    Date,
    /// Language.
    Language,
    /// Topics.
    Topics,
    /// Authors.
    Authors,
    /// Words, about.
    Words,
}

impl Column {
    /// All of them, in the order shown.
    pub const ALL: [Column; 6] =
        [Column::Source, Column::Date, Column::Language, Column::Topics, Column::Authors, Column::Words];
    /// Those shown at first.
    const FIRST: Columns = Columns(0b00_0111);

    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Column::Source => m::name_source(),
            Column::Date => m::name_date(),
            Column::Language => m::name_language(),
            Column::Topics => m::name_topics(),
            Column::Authors => m::name_authors(),
            Column::Words => m::name_words(),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Column::Source => "source",
            Column::Date => "date",
            Column::Language => "lang",
            Column::Topics => "topics",
            Column::Authors => "authors",
            Column::Words => "words",
        }
    }
}

/// Columns that were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns(u8);

impl Default for Columns {
    fn default() -> Self {
        Column::FIRST
    }
}

impl Columns {
    /// Whether this one is among them.
    pub fn has(self, column: Column) -> bool {
        self.0 & 1 << column as u8 != 0
    }

    pub(super) fn toggle(&mut self, column: Column) {
        self.0 ^= 1 << column as u8;
    }

    /// Those among them, in the order shown.
    pub fn iter(self) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(move |&column| self.has(column))
    }
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What the search box holds.
    pub query: String,
    /// Chosen and excluded facet values, and dates.
    pub filters: Filters,
    /// Whether the timeline shows the chosen dates alone.
    pub closer: bool,
    /// Order of the results.
    pub sort: Sort,
    /// How they are laid out.
    pub layout: Layout,
    /// Columns, where they are laid out as a table.
    pub columns: Columns,
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

const LAYOUTS: [(Layout, &str); 3] =
    [(Layout::List, "list"), (Layout::Compact, "compact"), (Layout::Table, "table")];

/// The name of a value that an address names, unless it is the one that need not be named.
fn named<T: PartialEq + Default>(names: &[(T, &'static str)], value: &T) -> Option<&'static str> {
    if *value == T::default() {
        return None;
    }
    names.iter().find(|(each, _)| each == value).map(|&(_, name)| name)
}

fn valued<T: Copy + Default>(names: &[(T, &str)], name: &str) -> T {
    names.iter().find(|(_, each)| *each == name).map(|&(value, _)| value).unwrap_or_default()
}

impl View {
    /// The chosen values of a facet.
    pub fn chosen(&self, facet: Facet) -> &[String] {
        match facet {
            Facet::Language => &self.filters.language,
            Facet::Source => &self.filters.source,
            Facet::Topic => &self.filters.topic,
            Facet::Author => &self.filters.author,
            Facet::File => &self.filters.file,
        }
    }

    pub(super) fn chosen_mut(&mut self, facet: Facet) -> &mut Vec<String> {
        match facet {
            Facet::Language => &mut self.filters.language,
            Facet::Source => &mut self.filters.source,
            Facet::Topic => &mut self.filters.topic,
            Facet::Author => &mut self.filters.author,
            Facet::File => &mut self.filters.file,
        }
    }

    /// The excluded values of a facet.
    pub fn excluded(&self, facet: Facet) -> &[String] {
        let exclude = &self.filters.exclude;
        match facet {
            Facet::Language => &exclude.language,
            Facet::Source => &exclude.source,
            Facet::Topic => &exclude.topic,
            Facet::Author => &exclude.author,
            Facet::File => &exclude.file,
        }
    }

    pub(super) fn excluded_mut(&mut self, facet: Facet) -> &mut Vec<String> {
        let exclude = &mut self.filters.exclude;
        match facet {
            Facet::Language => &mut exclude.language,
            Facet::Source => &mut exclude.source,
            Facet::Topic => &mut exclude.topic,
            Facet::Author => &mut exclude.author,
            Facet::File => &mut exclude.file,
        }
    }

    /// Whether a facet has any chosen or excluded value.
    pub fn is_filtered_by(&self, facet: Facet) -> bool {
        !self.chosen(facet).is_empty() || !self.excluded(facet).is_empty()
    }

    /// Whether dates are chosen.
    pub fn is_dated(&self) -> bool {
        self.filters.from.is_some() || self.filters.to.is_some() || self.filters.undated
    }

    /// How many filters are active: values, and dates as one.
    pub fn filter_count(&self) -> usize {
        let values = |facet| self.chosen(facet).len() + self.excluded(facet).len();
        Facet::ALL.into_iter().map(values).sum::<usize>() + usize::from(self.is_dated())
    }

    /// The fragment that says this view, without its `#`; empty for the first view of all.
    pub fn print(&self) -> String {
        let mut pairs = Vec::new();
        if !self.query.is_empty() {
            pairs.push(("", "q", self.query.as_str()));
        }
        for facet in Facet::ALL {
            pairs.extend(self.chosen(facet).iter().map(|value| ("", facet.key(), value.as_str())));
            pairs.extend(self.excluded(facet).iter().map(|value| (NOT, facet.key(), value.as_str())));
        }
        let mut pair = |name, value| pairs.push(("", name, value));
        if let Some(from) = &self.filters.from {
            pair("from", from);
        }
        if let Some(to) = &self.filters.to {
            pair("to", to);
        }
        if self.filters.undated {
            pair("undated", "yes");
        }
        if self.closer {
            pair("closer", "yes");
        }
        if let Some(name) = named(&SORTS, &self.sort) {
            pair("sort", name);
        }
        if let Some(name) = named(&LAYOUTS, &self.layout) {
            pair("as", name);
        }
        let columns: Vec<&str> = self.columns.iter().map(Column::key).collect();
        let columns = columns.join(",");
        if self.columns != Columns::default() {
            pair("columns", &columns);
        }
        if let Some(open) = &self.open {
            pair("open", open);
        }
        if self.removed_shown {
            pair("removed", "shown");
        }
        let mut fragment = String::new();
        for (prefix, name, value) in pairs {
            if !fragment.is_empty() {
                fragment.push('&');
            }
            fragment.push_str(prefix);
            fragment.push_str(name);
            fragment.push('=');
            escape(value, &mut fragment);
        }
        fragment
    }

    /// The view that a fragment says, with or without its `#`. What is not understood is passed over.
    pub fn parse(fragment: &str) -> Self {
        let mut view = View::default();
        for pair in fragment.trim_start_matches('#').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = unescape(value);
            match name {
                "q" => view.query = value,
                "from" => view.filters.from = Some(value),
                "to" => view.filters.to = Some(value),
                "undated" => view.filters.undated = value == "yes",
                "closer" => view.closer = value == "yes",
                "sort" => view.sort = valued(&SORTS, &value),
                "as" => view.layout = valued(&LAYOUTS, &value),
                "columns" => {
                    let has = |column: &Column| value.split(',').any(|each| each == column.key());
                    let bits = Column::ALL.into_iter().filter(has).map(|column| 1 << column as u8);
                    view.columns = Columns(bits.sum());
                }
                "open" => view.open = Some(value),
                "removed" => view.removed_shown = value == "shown",
                _ => {
                    let excluded = name.strip_prefix(NOT);
                    let key = excluded.unwrap_or(name);
                    if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.key() == key) {
                        let values = match excluded {
                            Some(_) => view.excluded_mut(facet),
                            None => view.chosen_mut(facet),
                        };
                        if !values.contains(&value) {
                            values.push(value);
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
fn escape(value: &str, out: &mut String) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
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
                    out.push('%');
                    out.push(DIGITS[usize::from(byte >> 4)]);
                    out.push(DIGITS[usize::from(byte & 15)]);
                }
            }
        }
    }
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
    use explorer_protocol::Excluded;
    use proptest::prelude::*;

    fn any_sort() -> impl Strategy<Value = Sort> {
        prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest), Just(Sort::Source)]
    }

    fn any_values() -> impl Strategy<Value = Vec<String>> {
        prop::collection::hash_set(any::<String>(), 0..4).prop_map(|set| set.into_iter().collect())
    }

    type Five = (Vec<String>, Vec<String>, Vec<String>, Vec<String>, Vec<String>);

    fn any_five() -> impl Strategy<Value = Five> {
        (any_values(), any_values(), any_values(), any_values(), any_values())
    }

    fn any_filters() -> impl Strategy<Value = Filters> {
        let dates = any::<(Option<String>, Option<String>, bool)>();
        (any_five(), any_five(), dates).prop_map(|(chosen, excluded, (from, to, undated))| {
            let (language, source, topic, author, file) = excluded;
            let exclude = Excluded { language, source, topic, author, file };
            let (language, source, topic, author, file) = chosen;
            Filters { language, source, topic, author, file, from, to, undated, exclude }
        })
    }

    proptest! {
        #[test]
        fn an_address_brings_its_view_back(
            query in any::<String>(),
            filters in any_filters(),
            sort in any_sort(),
            layout in prop_oneof![Just(Layout::List), Just(Layout::Compact), Just(Layout::Table)],
            columns in 0u8..64,
            open in any::<Option<String>>(),
            (removed_shown, closer) in any::<(bool, bool)>(),
        ) {
            let columns = Columns(columns);
            let view = View { query, filters, closer, sort, layout, columns, open, removed_shown };
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
        let mut view =
            View { query: "false flag".to_owned(), open: Some("a1b2".to_owned()), ..View::default() };
        view.filters.language.push("nl".to_owned());
        view.filters.source.push(String::new());
        view.filters.exclude.topic.push("medtop:16000000".to_owned());
        view.filters.from = Some("2022-03".to_owned());
        view.layout = Layout::Table;
        view.columns.toggle(Column::Language);
        assert_eq!(
            view.print(),
            "q=false+flag&lang=nl&source=&not-topic=medtop:16000000&from=2022-03&as=table&columns=source,date&open=a1b2"
        );
        assert_eq!(View::default().print(), "");
    }
}
