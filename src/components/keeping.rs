//! Will it be there the next time?
//!
//! What people add stays in this browser, or does not; the foot of the page says which, and the sheet of a person's additions
//! what follows from it. **Invariant.** Nothing is thrown away before somebody has said so twice.

use super::controls::quiet;
use crate::state::Action;
use explorer_protocol::{Keeping, ToEngine};
use yew::prelude::*;

/// An archive without articles is no longer than this.
const LEAST: f64 = 64.0;

/// In a few words.
pub fn keeping_line(keeping: Keeping) -> String {
    match keeping {
        Keeping::Nothing => "Nothing is kept.".to_owned(),
        Keeping::Here { bytes } => format!("Kept in this browser: {}", size(bytes)),
        Keeping::Full { .. } => "No more room: what came last is not kept.".to_owned(),
        Keeping::Elsewhere => "Another tab keeps what is added.".to_owned(),
        Keeping::OtherVersion => "Nothing is kept: another version did.".to_owned(),
    }
}

/// In full, with the way to be rid of it.
pub fn keeping(keeping: Keeping, single_file: bool, act: &Callback<Action>) -> Html {
    let (says, is_kept) = match keeping {
        Keeping::Nothing if single_file => (
            "This page was opened from a file on your disk, where other pages could read what it kept. So it keeps nothing: the articles you add, and what you add to them, are gone when you close it. Save the file of your additions, or export the articles.",
            false,
        ),
        Keeping::Nothing => (
            "This browser gives the page no place to keep anything: what you add is gone when you close it.",
            false,
        ),
        Keeping::Here { bytes } => (
            "The articles you add, and what you add to them, stay in this browser, for this page.",
            bytes > LEAST,
        ),
        Keeping::Full { .. } => (
            "The browser has no more room for this page. What came last is here until you close it; all before stays. Export what you need, or remove what is kept and add less.",
            true,
        ),
        Keeping::Elsewhere => (
            "Another tab of this page keeps what is added there. This one shows what there was when it was opened; what you add here is gone when you close it.",
            false,
        ),
        Keeping::OtherVersion => (
            "Another version of this program kept articles here, which this one cannot read. They are left as they are, and nothing is kept until that version is used again or the browser's data of this page are cleared.",
            false,
        ),
    };
    let host = web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default();
    html! {
        <>
            <p>
                { says }
                if is_kept {
                    { format!(" Other pages of {host} could read it.") }
                }
            </p>
            if is_kept {
                { quiet(&forgetting(act), Action::Ask(ToEngine::Forget), "Remove what is kept") }
            }
        </>
    }
}

/// Passes on what is done once it was asked for again.
fn forgetting(act: &Callback<Action>) -> Callback<Action> {
    let act = act.clone();
    Callback::from(move |action| {
        let question =
            "Remove all that this browser keeps for this page? It stays here until you close the page.";
        let sure = web_sys::window().and_then(|window| window.confirm_with_message(question).ok());
        if sure == Some(true) {
            act.emit(action);
        }
    })
}

/// Bytes for people.
fn size(bytes: f64) -> String {
    let tenths = (bytes / 100_000.0) as u32;
    match tenths {
        _ if bytes < LEAST => "nothing yet".to_owned(),
        0 => format!("{} kB", (bytes / 1000.0) as u32 + 1),
        _ => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}
