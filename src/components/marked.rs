//! Text with what matched marked in it.

use crate::text::{Marks, pieces};
use explorer_protocol::{MarkedText, Range};
use yew::prelude::*;

/// The text as nodes, matches as `<mark>`.
pub fn marked(text: &MarkedText) -> Html {
    let whole = Range { start: 0, end: text.text.len() as u32 };
    let marks = Marks { matches: &text.marks, ..Marks::default() };
    pieces(&text.text, whole, marks)
        .into_iter()
        .map(|piece| match piece.matched {
            Some(_) => html! { <mark>{ piece.text }</mark> },
            None => html! { { piece.text } },
        })
        .collect()
}
