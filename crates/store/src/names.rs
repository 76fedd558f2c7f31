//! What are the names of rules and kinds in a block?
//!
//! In memory such a name is a `&'static str` of the program that gave it. In a block each stands once, and
//! records have its number. **Invariant.** A name that is read is a word in kebab-case; the program keeps each
//! for as long as it runs, and no more than [`MOST`].

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Names kept at most: a program gives some two hundred.
const MOST: usize = 2000;

/// Longest name, in bytes.
const LONGEST: usize = 48;

static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The name as one that lives as long as the program; `None` if it is no name of a rule.
pub fn kept(name: &str) -> Option<&'static str> {
    let is_name = name.len() <= LONGEST
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_name {
        return None;
    }
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = kept.get(name) {
        return Some(name);
    }
    if kept.len() >= MOST {
        return None;
    }
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    kept.insert(name);
    Some(name)
}

/// The names that the records of a block use, by number.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<&'static str>);

impl Names {
    /// The number of a name; a new one is added.
    pub fn number(&mut self, name: &'static str) -> u64 {
        let at = self.0.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.0.push(name);
            self.0.len() - 1
        });
        at as u64
    }

    /// The name with this number.
    pub fn get(&self, number: u64) -> Option<&'static str> {
        self.0.get(usize::try_from(number).ok()?).copied()
    }

    /// All, in order.
    pub fn all(&self) -> &[&'static str] {
        &self.0
    }

    /// Names as they were read; `None` if one is none.
    pub fn of(names: impl IntoIterator<Item = Option<&'static str>>) -> Option<Self> {
        names.into_iter().collect::<Option<Vec<_>>>().map(Names)
    }
}
