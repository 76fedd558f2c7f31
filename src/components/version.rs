//! Is there a newer version of the page than the one that is open?
//!
//! The service worker says so by an event of the window; reading goes on until the user asks for the new one.

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::Reflect;
use yew::prelude::*;

/// The line that says so, and the way to it.
#[component]
pub fn Version() -> Html {
    let is_there = use_state(|| Reflect::has(&window(), &"newVersion".into()).unwrap_or(false));
    {
        let is_there = is_there.setter();
        use_effect_with((), move |()| {
            let heard = EventListener::new(&window(), "newversion", move |_| is_there.set(true));
            move || drop(heard)
        });
    }
    if !*is_there {
        return Html::default();
    }
    let load = Callback::from(|_| {
        // A page that cannot be loaded again stays as it is.
        let _ = window().location().reload();
    });
    html! {
        <p class="version" role="status">
            { "There is a new version of this page." }
            <button type="button" onclick={load}>{ "Reload" }</button>
        </p>
    }
}
