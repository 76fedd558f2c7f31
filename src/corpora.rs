//! Which corpora does this browser keep for this page, and which of them is open?
//!
//! The first has the page's own articles and no id; others begin empty, and the address names the one that is open (`?kept=id`).
//! Where the engine keeps things, each has a place of its own; what they are called is in the browser's storage.
//!
//! **Invariants.** The list is read anew before each change, for another tab may have made one. One that is deleted
//! can no longer be opened, and stays in the list without a name: whenever the page is opened the engine is asked to remove it, for another
//! tab may have had it open.

use crate::address;
use crate::theme::storage;
use crate::words::m;
use gloo::utils::window;
use web_sys::UrlSearchParams;

/// The name of the address's parameter.
const PARAMETER: &str = "kept";

/// A corpus that has been given a name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    /// Empty for the first.
    id: String,
    /// Empty once it is to be deleted.
    name: String,
}

/// The corpora of this page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpora {
    named: Vec<Named>,
    open: String,
}

/// What can be done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another one is begun, and opened.
    Begin(String),
    /// The one that is open gets a name.
    Rename(String),
    /// One is deleted with all that is in it; if it is open, the first is opened.
    Delete(String),
}

impl Corpora {
    fn parse(list: &str, open: &str) -> Self {
        let named = list.lines().filter_map(|line| line.split_once('\t'));
        let named = named.map(|(id, name)| Named { id: id.to_owned(), name: name.to_owned() });
        let mut corpora = Corpora { named: named.collect(), open: String::new() };
        if corpora.name(open).is_some() {
            corpora.open = open.to_owned();
        }
        corpora
    }

    fn print(&self) -> String {
        self.named.iter().map(|Named { id, name }| format!("{id}\t{name}\n")).collect()
    }

    fn name(&self, id: &str) -> Option<&str> {
        let named = self.named.iter().find(|corpus| corpus.id == id && !corpus.name.is_empty());
        named.map(|corpus| corpus.name.as_str())
    }

    fn set_name(&mut self, id: &str, name: &str) {
        match self.named.iter_mut().find(|corpus| corpus.id == id) {
            Some(corpus) => name.clone_into(&mut corpus.name),
            None => self.named.push(Named { id: id.to_owned(), name: name.to_owned() }),
        }
    }

    /// What the open one is called, if it has a name.
    pub fn open_name(&self) -> Option<&str> {
        self.name(&self.open)
    }

    /// Whether the open one is that of the page's own articles.
    pub fn is_first_open(&self) -> bool {
        self.open.is_empty()
    }

    /// All that can be opened, the first first: id, name, and whether it is open.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        let others = self.named.iter().filter(|corpus| !corpus.id.is_empty() && !corpus.name.is_empty());
        let first = ("", self.name("").unwrap_or_else(|| m::first_corpus()));
        let all =
            std::iter::once(first).chain(others.map(|corpus| (corpus.id.as_str(), corpus.name.as_str())));
        all.map(|(id, name)| (id, name, id == self.open))
    }

    fn deleted(&self) -> impl Iterator<Item = &str> {
        let deleted = self.named.iter().filter(|corpus| !corpus.id.is_empty() && corpus.name.is_empty());
        deleted.map(|corpus| corpus.id.as_str())
    }

    /// What those that were deleted are kept under.
    pub fn deleted_keys(&self) -> Vec<String> {
        let page = page().unwrap_or_default();
        self.deleted().map(|id| key_of(&page, id)).collect()
    }

    /// As the browser remembers them.
    pub fn recall() -> Self {
        let list = storage().and_then(|storage| storage.get_item(&list_key()).ok().flatten());
        let search = window().location().search().unwrap_or_default();
        let open = UrlSearchParams::new_with_str(&search).ok().and_then(|search| search.get(PARAMETER));
        Corpora::parse(&list.unwrap_or_default(), &open.unwrap_or_default())
    }

    fn keep(&self) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&list_key(), &self.print());
        }
    }

    /// Makes a change; how they are then.
    pub fn change(change: Change) -> Self {
        let mut corpora = Corpora::recall();
        let mut to = None;
        match change {
            Change::Begin(name) => {
                let id = format!("{:08x}", (js_sys::Math::random() * 2f64.powi(32)) as u32);
                corpora.set_name(&id, &written(&name));
                to = Some(id);
            }
            Change::Rename(name) => {
                let open = corpora.open.clone();
                let name = written(&name);
                if open.is_empty() || !name.is_empty() {
                    corpora.set_name(&open, &name);
                }
            }
            Change::Delete(id) => {
                corpora.set_name(&id, "");
                if id == corpora.open {
                    to = Some(String::new());
                }
            }
        }
        corpora.keep();
        if let Some(id) = to {
            let _ = window().location().set_href(&address_of(&id));
        }
        corpora
    }
}

/// A name as it is kept: on one line.
fn written(name: &str) -> String {
    name.replace(['\t', '\n'], " ").trim().to_owned()
}

/// Where a corpus is opened.
pub fn address_of(id: &str) -> String {
    address::with(PARAMETER, id)
}

/// The corpus that the page's address names (`?corpus=`), which is not kept: it comes again with the address.
pub fn elsewhere() -> Option<String> {
    let asked = window().location().search().ok()?;
    UrlSearchParams::new_with_str(&asked).ok()?.get("corpus").filter(|address| !address.is_empty())
}

/// Names the open corpus among all that pages of this origin keep: the folder that this page is in, and the corpus's id. `None` where
/// nothing is kept, because every file on this disk would be of the same origin.
pub fn key() -> Option<String> {
    page().filter(|_| elsewhere().is_none()).map(|page| key_of(&page, &Corpora::recall().open))
}

fn key_of(page: &str, id: &str) -> String {
    // No page's name has a dot.
    if id.is_empty() { page.to_owned() } else { format!("{page}.{id}") }
}

fn list_key() -> String {
    format!("corpora/{}", page().unwrap_or_default())
}

fn page() -> Option<String> {
    let location = window().location();
    if !location.protocol().ok()?.starts_with("http") {
        return None;
    }
    let path = location.pathname().ok()?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    // A name of a folder holds no slashes, and no dots.
    let names = folder.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        _ => format!("_{byte:02x}"),
    });
    Some(format!("at{}", names.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(corpora: &Corpora) -> Vec<(&str, &str, bool)> {
        corpora.all().filter(|(id, ..)| !id.is_empty()).collect()
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let list = "\tMine\n0a\tSea of ice\n0b\t\n";
        let corpora = Corpora::parse(list, "0a");
        assert_eq!(corpora.print(), list);
        assert_eq!(corpora.open_name(), Some("Sea of ice"));
        assert_eq!(shown(&corpora), [("0a", "Sea of ice", true)]);
        assert_eq!(corpora.deleted().collect::<Vec<_>>(), ["0b"]);
    }

    #[test]
    fn what_is_deleted_or_was_never_there_is_not_opened() {
        for id in ["0b", "zz", ""] {
            assert!(Corpora::parse("0a\tSea\n0b\t\n", id).is_first_open(), "{id}");
        }
    }

    #[test]
    fn one_that_is_deleted_stays_in_the_list_without_a_name() {
        let mut corpora = Corpora::parse("0a\tSea\n", "");
        corpora.set_name("0b", "Land");
        corpora.set_name("0a", "");
        assert_eq!(shown(&corpora), [("0b", "Land", false)]);
        assert_eq!(Corpora::parse(&corpora.print(), "").deleted().collect::<Vec<_>>(), ["0a"]);
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(written("  Sea\tof\nice "), "Sea of ice");
    }

    #[test]
    fn each_corpus_of_each_page_has_a_key_of_its_own() {
        let keys =
            [("at", ""), ("at", "0a"), ("at_2f0a", ""), ("at_2fb", "0a")].map(|(page, id)| key_of(page, id));
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key}");
        }
    }
}
