//! Keys, and what can be typed into the search box.

use super::controls::{Button, quiet};
use super::corpora::corpora_button;
use super::foot::{languages, theme_button};
use super::sheet::{dialog, licences_link};
use crate::engine::Boot;
use crate::state::{Action, Sheet, State};
use crate::words::{Said, m};
use yew::prelude::*;

/// A key or a query, and what it does.
type Line = (&'static str, Said);

const KEYS: &[Line] = &[
    ("/", m::key_search),
    ("j, k", m::key_step),
    ("o, Enter", m::key_open),
    ("x, f", m::key_pick),
    ("n, p", m::key_match),
    ("m", m::key_note),
    ("Ctrl Z", m::key_undo),
    ("Esc", m::key_escape),
    ("?", m::key_help),
];

/// Each finds something among the articles that the page comes with.
const QUERIES: &[Line] = &[
    ("drone Moscow", m::query_words),
    ("\"false flag\"", m::query_phrase),
    ("Kremlin OR Kyiv", m::query_or),
    ("Russia -drone", m::query_without),
    ("invad*", m::query_prefix),
    ("title:Russia", m::query_title),
    ("lang:en", m::query_field),
    ("date:2022..2024", m::query_date),
];

/// The sheet of keys.
pub fn help(state: &State, boot: &Boot, act: &Callback<Action>) -> Html {
    let content = html! {
        <>
            <p>{ m::help_intro() }</p>
            <h3>{ m::searching() }</h3>
            <p>{ m::help_try() }</p>
            <dl class="keys">{ for QUERIES.iter().map(|query| example(query, act)) }</dl>
            <h3>{ m::keys() }</h3>
            <dl class="keys">{ for KEYS.iter().map(row) }</dl>
            <h3>{ m::formats() }</h3>
            <p>{ m::help_formats() }</p>
            <h3>{ m::privacy() }</h3>
            <p>{ m::help_privacy() }</p>
            <p class="dialog-foot">
                { theme_button(state.theme, act) }
                { quiet(act, Action::show(Sheet::TakingOut), m::export()) }
                { quiet(act, Action::show(Sheet::Notebook), m::your_additions()) }
                { corpora_button(state, act) }
                { languages(&boot.locales, act) }
                { licences_link(boot.single_file, act) }
            </p>
        </>
    };
    dialog(m::keys_and_help(), act, content)
}

fn row(&(term, meaning): &Line) -> Html {
    html! { <><dt><kbd>{ term }</kbd></dt><dd>{ meaning() }</dd></> }
}

/// A query that is made when it is chosen.
fn example(&(query, meaning): &Line, act: &Callback<Action>) -> Html {
    let act = act.clone();
    let make = Callback::from(move |_| {
        act.emit(Action::Sheet(None));
        act.emit(Action::Typed(query.to_owned()));
    });
    let query = Button::of("quiet").calling(make, html! { <kbd dir="ltr">{ query }</kbd> });
    html! { <><dt>{ query }</dt><dd>{ meaning() }</dd></> }
}
