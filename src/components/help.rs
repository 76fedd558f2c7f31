//! Keys, and what can be typed into the search box.

use super::foot::Dialog;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

const KEYS: &[(&str, &str)] = &[
    ("/", "to the search box"),
    ("j, k", "next and previous result"),
    ("n, p", "next and previous match in the article"),
    ("Esc", "back out of the search box, then of the article"),
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
#[component]
pub fn Help(props: &Props) -> Html {
    html! {
        <Dialog label="Keys and help" on_close={props.on_close.clone()}>
            <h2>{ "What this is" }</h2>
            <p>{ "It reads articles in this page, cleans and labels them, and lets you search, filter and read. Nothing is sent anywhere. Every label can be asked why, and what was cleaned away can be shown." }</p>
            <h2>{ "Searching" }</h2>
            <dl class="keys">{ for QUERIES.iter().map(row) }</dl>
            <h2>{ "Keys" }</h2>
            <dl class="keys">{ for KEYS.iter().map(row) }</dl>
        </Dialog>
    }
}

fn row(&(term, meaning): &(&'static str, &'static str)) -> Html {
    html! { <><dt><kbd>{ term }</kbd></dt><dd>{ meaning }</dd></> }
}
