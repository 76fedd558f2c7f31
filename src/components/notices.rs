//! What went wrong, or was noticed: each with its file's name and what was done.

use crate::names;
use crate::state::{Notice, Stage};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// All of it, oldest first.
    pub notices: Rc<Vec<Notice>>,
    /// How far the engine is.
    pub stage: Stage,
}

// So many stand in the list before it has to be asked for the rest.
const SHOWN: usize = 200;

/// The list of notices; nothing where there are none.
#[component]
pub fn Notices(props: &Props) -> Html {
    let count = props.notices.len();
    html! {
        <div class="notices-place">
            if let Stage::Unavailable(reason) = &props.stage {
                <p class="alarm" role="alert">{ reason }</p>
            }
            if count > 0 {
                <section class="notices" aria-label="Notices">
                    <details open={count <= 3}>
                        <summary>{ names::count(count as u32, "notice", "notices") }</summary>
                        <ul tabindex="0" aria-label="What was noticed">
                            { for props.notices.iter().take(SHOWN).map(line) }
                            if count > SHOWN {
                                <li>{ format!("… and {} more", names::number((count - SHOWN) as u32)) }</li>
                            }
                        </ul>
                    </details>
                </section>
            }
        </div>
    }
}

fn line(notice: &Notice) -> Html {
    html! {
        <li>
            if let Some(path) = &notice.path {
                <b dir="auto"><bdi>{ path }</bdi></b>{ " " }
            }
            { &notice.message }
        </li>
    }
}
