//! What are languages, dates and numbers called in the interface's language?
//!
//! The browser knows (`Intl`), so no tables of names are shipped.

use crate::ordered::Ordered;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Locale of the interface: its language is English so far; numbers and dates follow it.
const LOCALE: &str = "en-GB";

thread_local! {
    static LANGUAGES: RefCell<Ordered<String, String>> = RefCell::default();
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
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let names = intl("DisplayNames", &options)?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &code.into()).ok()?.as_string()
}

/// A date of the form `2022`, `2022-01` or `2022-01-25`, as people write it; anything else as it is.
pub fn date(iso: &str) -> String {
    written_date(iso).unwrap_or_else(|| iso.to_owned())
}

fn written_date(iso: &str) -> Option<String> {
    let mut parts = iso.split('-').map(str::parse::<u32>);
    let year = parts.next()?.ok()?;
    let (Some(Ok(month)), day) = (parts.next(), parts.next()) else { return Some(year.to_string()) };
    let options = Object::new();
    for (name, value) in [("timeZone", "UTC"), ("year", "numeric"), ("month", "long")] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let day = match day {
        Some(day) => {
            Reflect::set(&options, &"day".into(), &"numeric".into()).ok()?;
            day.ok()?
        }
        None => 1,
    };
    let at = js_sys::Date::utc(f64::from(year), f64::from(month.checked_sub(1)?))
        + f64::from(day - 1) * 86_400_000.0;
    let format = intl("DateTimeFormat", &options)?;
    let format_one: Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    format_one.call1(&format, &at.into()).ok()?.as_string()
}

/// A time from one date to another, both as [`date`] takes them.
pub fn dates(from: &str, to: &str) -> String {
    if from == to { date(from) } else { date(from) + " – " + &date(to) }
}

/// A number with its thousands set apart.
pub fn number(value: u32) -> String {
    js_sys::Number::from(value).to_locale_string(LOCALE).into()
}

/// A count with its noun.
pub fn count(value: u32, one: &str, many: &str) -> String {
    number(value) + " " + if value == 1 { one } else { many }
}

fn intl(class: &str, options: &Object) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&class, &Array::of2(&LOCALE.into(), options)).ok()
}

/// How many more there are than are shown.
pub fn beyond(more: usize) -> String {
    "… and ".to_owned() + &number(more as u32) + " more"
}

/// A title, or that there is none.
pub fn title(title: &str) -> &str {
    if title.is_empty() { "Untitled" } else { title }
}

/// Bytes in megabytes, to a tenth. Written by the browser: the code for fractions weighs more than all that is said here.
pub fn megabytes(bytes: f64) -> String {
    js_sys::Number::from(bytes / 1e6).to_fixed(1).map(String::from).unwrap_or_default()
}
