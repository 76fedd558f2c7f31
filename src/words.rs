//! What does the page say, in the language that it speaks?
//!
//! Every sentence is a message of `locales/`, called by its name: [`m`] has a function for each, made when the page is
//! compiled, so a missing one is no program. What they say is a table that the page loads (`crates/locales`
//! describes it). **Invariant.** Once a table is loaded, each message has its line: the build compared them all.

use crate::engine::Boot;
use crate::names;
use crate::theme::storage;
use js_sys::{Function, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// A function for each message.
pub mod m {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// A message without variables, to be said.
pub type Said = fn() -> &'static str;

/// What is put into a message.
pub enum Value<'a> {
    /// Words, as they are.
    Text(&'a str),
    /// A number, written as the language writes it.
    Number(u32),
}

// As in `explorer_locales`.
const PUT: char = '\u{1}';
const KEY: char = '\u{3}';
const THEN: char = '\u{4}';
const END: char = '\u{5}';

/// Lines of a table before its first message.
const HEAD: usize = 2;
const LANGUAGE: &str = "ui";

thread_local! {
    /// The lines of the table in use. Tables stay in memory: there are only as many as languages.
    static LINES: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
    /// Counts how often another table was taken.
    static SPOKEN: Cell<u32> = const { Cell::new(0) };
}

/// What stands where something is shown by itself, in a message that is said around it.
pub const PLACE: &str = "\u{fffc}";

fn line(at: usize) -> &'static &'static str {
    #[cfg(test)]
    if LINES.get().is_empty() {
        take(include_str!(concat!(env!("OUT_DIR"), "/english.txt")).to_owned());
    }
    LINES.get().get(at).unwrap_or(&"")
}

fn take(table: String) {
    let table: &'static str = table.leak();
    LINES.set(table.lines().collect::<Vec<_>>().leak());
    SPOKEN.set(SPOKEN.get() + 1);
}

/// What the browser calls this language where it writes numbers and dates.
pub fn locale() -> &'static str {
    line(0)
}

/// `ltr` or `rtl`.
pub fn direction() -> &'static str {
    line(1)
}

/// Its code, for what stands inside an article in another language.
pub fn language() -> String {
    root().and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// Counts how often another language was taken: whatever is shown is said anew then.
pub fn spoken() -> u32 {
    SPOKEN.get()
}

/// A message without variables. By its place, for that is one number where it is asked for, and there are hundreds of such places.
#[inline(never)]
fn said(at: usize) -> &'static &'static str {
    line(at + HEAD)
}

/// A message of one number.
#[inline(never)]
fn counted(at: usize, number: u32) -> String {
    filled(at, &[Value::Number(number)])
}

/// A message of one text.
#[inline(never)]
fn named(at: usize, text: &str) -> String {
    filled(at, &[Value::Text(text)])
}

/// A message with its variables filled in.
fn filled(at: usize, values: &[Value<'_>]) -> String {
    let mut sentence = String::new();
    fill(said(at), values, &mut sentence);
    sentence
}

fn fill(pattern: &str, values: &[Value<'_>], sentence: &mut String) {
    let mut rest = pattern;
    while let Some(at) = rest.find(|c| c < KEY) {
        sentence.push_str(rest.get(..at).unwrap_or_default());
        let mut signs = rest.get(at..).unwrap_or_default().chars();
        let sign = signs.next();
        let value = signs.next().and_then(|digit| values.get(digit.to_digit(10)? as usize));
        rest = signs.as_str();
        match value {
            Some(value) if sign == Some(PUT) => match value {
                Value::Text(text) => sentence.push_str(text),
                Value::Number(number) => sentence.push_str(&names::number(*number)),
            },
            Some(Value::Number(number)) => {
                let (choice, after) = rest.split_once(END).unwrap_or((rest, ""));
                let plural = names::plural(*number);
                let mut chosen = "";
                for variant in choice.split(KEY) {
                    let (key, pattern) = variant.split_once(THEN).unwrap_or_default();
                    chosen = pattern;
                    if key == plural {
                        break;
                    }
                }
                fill(chosen, values, sentence);
                rest = after;
            }
            _ => {}
        }
    }
    sentence.push_str(rest);
}

/// What comes before and after the place in a message.
pub fn around(sentence: &str) -> (&str, &str) {
    sentence.split_once(PLACE).unwrap_or((sentence, ""))
}

/// Takes the language that the page's head chose, before anything is shown.
pub async fn begin() -> Result<(), JsValue> {
    let boot = Boot::of_page().map_err(|reason| JsValue::from_str(&reason))?;
    let language = language();
    take(boot.fetch_locale(&language, true).await?);
    Ok(())
}

/// Speaks another language from now on, and the next time. Nothing changes if it cannot be loaded.
pub async fn speak(boot: &Boot, language: &str) -> Result<(), JsValue> {
    let table = boot.fetch_locale(language, false).await?;
    take(table);
    names::forget();
    if let Some(root) = root() {
        root.set_attribute("lang", language)?;
        root.set_attribute("dir", direction())?;
    }
    if let Some(storage) = storage() {
        let _ = storage.set_item(LANGUAGE, language);
    }
    Ok(())
}

/// Says that there is nothing to say anything with; the page's head knows how, in one language.
pub fn fail() {
    let say = Reflect::get(&js_sys::global(), &"cannotStart".into());
    if let Ok(say) = say.and_then(JsCast::dyn_into::<Function>) {
        let sentence = "Article Explorer could not start: its sentences could not be loaded. Loading the page again may help.";
        let _ = say.call1(&JsValue::UNDEFINED, &sentence.into());
    }
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_its_variables_in_the_form_of_their_number() {
        assert_eq!(m::articles(1), "1 article");
        assert_eq!(m::articles(5), "5 articles");
        assert_eq!(m::remove_filter("Language", "Dutch"), "Remove the filter Language: Dutch");
        assert_eq!(
            m::reading_progress(1, 1, "0.5", "2.0", 12),
            "Reading 1 of 1 file, 0.5 of 2.0 MB: 12 articles"
        );
    }

    #[test]
    fn what_is_put_in_is_never_read_as_a_pattern() {
        assert_eq!(m::filter_named("a\u{1}0b", "\u{2}0\u{5}"), "a\u{1}0b: \u{2}0\u{5}");
    }

    #[test]
    fn something_can_be_shown_in_the_middle_of_a_message() {
        let sentence = m::nothing_answers(PLACE);
        assert_eq!(around(&sentence), ("No article answers ", "."));
    }
}
