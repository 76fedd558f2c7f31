//! What stands where an article will: what this room is for, in a few sentences.

use crate::words::m;
use yew::prelude::*;

/// The first page; `is_empty` where there is no article at all yet.
pub fn welcome(is_empty: bool) -> Html {
    html! {
        <div class="welcome">
            <p class="kicker">{ m::welcome_kicker() }</p>
            if is_empty {
                <h2>{ m::welcome_empty() }</h2>
            } else {
                <h2>{ m::welcome_choose() }</h2>
            }
            <ol>
                <li>
                    <b>{ m::welcome_search() }</b>
                    { " " }{ m::welcome_search_more() }
                </li>
                <li>
                    <b>{ m::welcome_why() }</b>
                    { " " }{ m::welcome_why_more() }
                </li>
                <li>
                    <b>{ m::welcome_cleaned() }</b>
                    { " " }{ m::welcome_cleaned_more() }
                </li>
            </ol>
            <p class="welcome-keys">
                <span><kbd>{ "/" }</kbd>{ " " }{ m::welcome_key_search() }</span>
                <span><kbd>{ "j" }</kbd>{ " " }<kbd>{ "k" }</kbd>{ " " }{ m::welcome_key_step() }</span>
                <span><kbd>{ "o" }</kbd>{ " " }{ m::welcome_key_open() }</span>
                <span><kbd>{ "?" }</kbd>{ " " }{ m::welcome_key_all() }</span>
            </p>
        </div>
    }
}
