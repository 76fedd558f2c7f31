//! Keys, and what can be typed into the search box.

use super::foot::theme_button;
use super::sheet::{Dialog, Sheet, licences_link};
use crate::theme::Theme;
use yew::prelude::*;

/// What the sheet of keys needs.
pub struct Props {
    /// Light or dark.
    pub theme: Theme,
    /// Whether the page is one file, with its licences inside.
    pub single_file: bool,
    /// Changes to the next theme.
    pub on_theme: Callback<()>,
    /// Opens another sheet.
    pub on_sheet: Callback<Sheet>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

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
pub fn help(props: &Props) -> Html {
    html! {
        <Dialog label="Keys and help" on_close={props.on_close.clone()}>
            <p>{ "This page reads articles, cleans and labels them, and lets you search, filter and read. Nothing is sent anywhere. Every label can be asked why, and what was cleaned away can be shown." }</p>
            <h3>{ "Searching" }</h3>
            <dl class="keys">{ for QUERIES.iter().map(row) }</dl>
            <h3>{ "Keys" }</h3>
            <dl class="keys">{ for KEYS.iter().map(row) }</dl>
            <p class="dialog-foot">
                { theme_button(props.theme, &props.on_theme) }
                <button type="button" class="quiet" onclick={props.on_sheet.reform(|_| Sheet::TakingOut)}>{ "Export" }</button>
                <button type="button" class="quiet" onclick={props.on_sheet.reform(|_| Sheet::Notebook)}>{ "Your additions" }</button>
                { licences_link(props.single_file, &props.on_sheet) }
            </p>
        </Dialog>
    }
}

fn row(&(term, meaning): &(&'static str, &'static str)) -> Html {
    html! { <><dt><kbd>{ term }</kbd></dt><dd>{ meaning }</dd></> }
}
