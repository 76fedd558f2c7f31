//! Will it be there the next time?
//!
//! What people add stays in this browser, or does not; the foot of the page says which, and the sheet of a person's additions
//! what follows from it. **Invariant.** Nothing is thrown away before somebody has said so twice.

use super::controls::quiet;
use crate::names;
use crate::state::Action;
use crate::words::m;
use explorer_protocol::{Keeping, ToEngine};
use yew::prelude::*;

/// An archive without articles is no longer than this.
const LEAST: f64 = 64.0;

/// In a few words.
pub fn keeping_line(keeping: Keeping) -> String {
    match keeping {
        Keeping::Nothing => m::kept_nothing().to_owned(),
        Keeping::Here { bytes } => m::kept_here(&size(bytes)),
        Keeping::Full { .. } => m::kept_full().to_owned(),
        Keeping::Elsewhere => m::kept_elsewhere().to_owned(),
        Keeping::OtherVersion => m::kept_other_version().to_owned(),
    }
}

/// In full, with the way to be rid of it.
pub fn keeping(keeping: Keeping, single_file: bool, act: &Callback<Action>) -> Html {
    let (says, is_kept) = match keeping {
        Keeping::Nothing if single_file => (m::keeping_disk(), false),
        Keeping::Nothing => (m::keeping_nowhere(), false),
        Keeping::Here { bytes } => (m::keeping_here(), bytes > LEAST),
        Keeping::Full { .. } => (m::keeping_full(), true),
        Keeping::Elsewhere => (m::keeping_elsewhere(), false),
        Keeping::OtherVersion => (m::keeping_other_version(), false),
    };
    let host = web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default();
    html! {
        <>
            <p>
                { says }
                if is_kept {
                    { " " }{ m::others_could_read(&host) }
                }
            </p>
            if is_kept {
                { quiet(&if_sure(m::remove_kept_sure(), act), Action::Ask(ToEngine::Forget), m::remove_kept()) }
            }
        </>
    }
}

/// Passes on what is done once somebody says yes to this sentence.
pub fn if_sure(sentence: &str, act: &Callback<Action>) -> Callback<Action> {
    let (sentence, act) = (sentence.to_owned(), act.clone());
    Callback::from(move |action| {
        let sure = web_sys::window().and_then(|window| window.confirm_with_message(&sentence).ok());
        if sure == Some(true) {
            act.emit(action);
        }
    })
}

/// Bytes for people.
fn size(bytes: f64) -> String {
    match bytes {
        _ if bytes < LEAST => m::nothing_yet().to_owned(),
        _ if bytes < 100_000.0 => m::kilobytes((bytes / 1000.0) as u32 + 1),
        _ => m::megabytes(&names::megabytes(bytes)),
    }
}
