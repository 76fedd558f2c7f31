//! Keys, and what can be typed into the search box.

use super::controls::quiet;
use super::foot::theme_button;
use super::sheet::{dialog, licences_link};
use crate::state::{Action, Sheet};
use crate::theme::Theme;
use yew::prelude::*;

const KEYS: &[(&str, &str)] = &[
    ("/", "to the search box; Enter or ↓ from there to the results"),
    ("j, k", "next and previous result, or article while one is open"),
    ("o, Enter", "open the result"),
    ("x, f", "select the result, give it a star"),
    ("n, p", "next and previous match in the article"),
    ("m", "note on what is selected, or on the match"),
    ("Ctrl Z", "undo what you set, made or wrote; with Shift, do it again"),
    ("Esc", "back out: of the search box, of the article"),
    ("?", "this sheet"),
];

const QUERIES: &[(&str, &str)] = &[
    ("harbour pilots", "both words, in any order and form"),
    ("\"harbour pilots\"", "the words together, in this order"),
    ("harbour OR quay", "either word"),
    ("harbour -storm", "the first without the second"),
    ("harb*", "words that begin so"),
    ("title:harbour", "only in titles"),
];

/// The sheet of keys.
pub fn help(theme: Theme, single_file: bool, act: &Callback<Action>) -> Html {
    let content = html! {
        <>
            <p>{ "This page reads articles, cleans and labels them, and lets you search, filter and read. Nothing is sent anywhere. Every label can be asked why, and what was cleaned away can be shown." }</p>
            <h3>{ "Searching" }</h3>
            <dl class="keys">{ for QUERIES.iter().map(row) }</dl>
            <h3>{ "Keys" }</h3>
            <dl class="keys">{ for KEYS.iter().map(row) }</dl>
            <p class="dialog-foot">
                { theme_button(theme, act) }
                { quiet(act, Action::show(Sheet::TakingOut), "Export") }
                { quiet(act, Action::show(Sheet::Notebook), "Your additions") }
                { licences_link(single_file, act) }
            </p>
        </>
    };
    dialog("Keys and help", act, content)
}

fn row(&(term, meaning): &(&'static str, &'static str)) -> Html {
    html! { <><dt><kbd>{ term }</kbd></dt><dd>{ meaning }</dd></> }
}
