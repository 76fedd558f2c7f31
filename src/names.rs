//! What are languages, dates and numbers called in the interface's language?
//!
//! The browser knows (`Intl`), so no tables of names are shipped.

use crate::ordered::Ordered;
use crate::words::{self, m};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static LANGUAGES: RefCell<Ordered<String, String>> = RefCell::default();
    /// The browser's own functions for the language of the page, by what they write: making one takes longer than all
    /// that is then asked of it.
    static WRITERS: RefCell<[Option<Function>; 6]> = RefCell::default();
}

// Places of the functions.
const LANGUAGE: usize = 0;
const DAY: usize = 1;
const MONTH: usize = 2;
#[cfg(not(test))]
const NUMBER: usize = 3;
#[cfg(not(test))]
const PLURAL: usize = 4;
const TENTHS: usize = 5;

/// The page speaks another language: names are asked for again.
pub fn forget() {
    LANGUAGES.take();
    WRITERS.take();
}

/// The function of a class of `Intl`, made with these options. `at` is its place among those that are kept.
fn writer(at: usize, class: &str, function: &str, options: &[(&str, &str)]) -> Option<Function> {
    let known = WRITERS.with_borrow(|writers| writers.get(at).cloned().flatten());
    if known.is_some() {
        return known;
    }
    let all = Object::new();
    for (name, value) in options {
        Reflect::set(&all, &(*name).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&class, &Array::of2(&words::locale().into(), &all)).ok()?;
    let function: Function = Reflect::get(&made, &function.into()).ok()?.dyn_into().ok()?;
    let function = function.bind0(&made);
    WRITERS.with_borrow_mut(|writers| {
        if let Some(place) = writers.get_mut(at) {
            *place = Some(function.clone());
        }
    });
    Some(function)
}

fn written(writer: Option<Function>, value: &JsValue) -> Option<String> {
    writer?.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

/// Name of the language with this code; the code itself where the browser knows none.
pub fn language(code: &str) -> String {
    LANGUAGES.with_borrow_mut(|names| {
        if let Some(name) = names.get(code) {
            return name.clone();
        }
        let name = display_name(code).unwrap_or_else(|| code.to_owned());
        names.insert(code.to_owned(), name.clone());
        name
    })
}

fn display_name(code: &str) -> Option<String> {
    written(writer(LANGUAGE, "DisplayNames", "of", &[("type", "language")]), &code.into())
}

/// A date of the form `2022`, `2022-01` or `2022-01-25`, as people write it; anything else as it is.
pub fn date(iso: &str) -> String {
    written_date(iso).unwrap_or_else(|| iso.to_owned())
}

fn written_date(iso: &str) -> Option<String> {
    let mut parts = iso.split('-').map(str::parse::<u32>);
    let year = parts.next()?.ok()?;
    let (Some(Ok(month)), day) = (parts.next(), parts.next()) else { return Some(year.to_string()) };
    let day = day.transpose().ok()?;
    let at = js_sys::Date::utc(f64::from(year), f64::from(month.checked_sub(1)?))
        + f64::from(day.unwrap_or(1).checked_sub(1)?) * 86_400_000.0;
    let options = [("timeZone", "UTC"), ("year", "numeric"), ("month", "long"), ("day", "numeric")];
    let writer = match day {
        Some(_) => writer(DAY, "DateTimeFormat", "format", &options),
        None => writer(MONTH, "DateTimeFormat", "format", &options[..3]),
    };
    written(writer, &at.into())
}

/// A time from one date to another, both as [`date`] takes them.
pub fn dates(from: &str, to: &str) -> String {
    if from == to { date(from) } else { date(from) + " – " + &date(to) }
}

/// A number with its thousands set apart.
#[cfg(not(test))]
pub fn number(value: u32) -> String {
    written(writer(NUMBER, "NumberFormat", "format", &[]), &value.into()).unwrap_or_default()
}

/// Which form of a word goes with a number: `one`, `few`, `other`.
#[cfg(not(test))]
pub fn plural(value: u32) -> String {
    written(writer(PLURAL, "PluralRules", "select", &[]), &value.into()).unwrap_or_default()
}

// Tests run without a browser, in English.
#[cfg(test)]
pub fn number(value: u32) -> String {
    value.to_string()
}

#[cfg(test)]
pub fn plural(value: u32) -> String {
    if value == 1 { "one" } else { "other" }.to_owned()
}

/// A title, or that there is none.
pub fn title(title: &str) -> &str {
    if title.is_empty() { m::untitled() } else { title }
}

/// Bytes in megabytes, to a tenth, written by the browser: the code for fractions weighs more than all that is said here.
pub fn megabytes(bytes: f64) -> String {
    let tenth = [("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")];
    written(writer(TENTHS, "NumberFormat", "format", &tenth), &(bytes / 1e6).into()).unwrap_or_default()
}
