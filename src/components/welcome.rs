//! What stands where an article will: what this room is for, in a few sentences.

use yew::prelude::*;

/// The first page; `is_empty` where there is no article at all yet.
pub fn welcome(is_empty: bool) -> Html {
    html! {
        <div class="welcome">
            <p class="kicker">{ "A reading room for articles" }</p>
            if is_empty {
                <h2>{ "Bring a folder of articles, and read it here" }</h2>
            } else {
                <h2>{ "Choose an article to read it here" }</h2>
            }
            <ol>
                <li>
                    <b>{ "Search, then narrow down." }</b>
                    { " Results follow as you type; languages, sources and topics beside them always count what is left." }
                </li>
                <li>
                    <b>{ "Ask why." }</b>
                    { " Every label was given by this page, shows how sure it is, and points at its evidence in the text. What could not be known says so." }
                </li>
                <li>
                    <b>{ "See what was cleaned away." }</b>
                    { " Menus, buttons and notices are left out of the text, and never lost: show them in place." }
                </li>
            </ol>
            <p class="welcome-keys">
                <span><kbd>{ "/" }</kbd>{ " search" }</span>
                <span><kbd>{ "j" }</kbd>{ " " }<kbd>{ "k" }</kbd>{ " next, previous" }</span>
                <span><kbd>{ "o" }</kbd>{ " open" }</span>
                <span><kbd>{ "?" }</kbd>{ " all keys" }</span>
            </p>
        </div>
    }
}
