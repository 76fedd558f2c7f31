//! Is there a newer version of the page than the one that is open?
//!
//! The service worker says so by an event of the window; reading goes on until the user asks for the new one.

use super::controls::Button;
use super::part::{Part, after};
use crate::words::m;
use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::Reflect;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The line that says so, and the way to it.
#[derive(PartialEq)]
pub struct Version;

impl Part for Version {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let is_there =
            use_state_eq(|| Reflect::has(&window(), &"newVersion".into()).unwrap_or(false)).run(hooks);
        let setter = is_there.setter();
        after(hooks, (), move || {
            Some(Box::new(EventListener::new(&window(), "newversion", move |_| setter.set(true))))
        });
        if !*is_there {
            return Html::default();
        }
        let load = Callback::from(|_| {
            // A page that cannot be loaded again stays as it is.
            let _ = window().location().reload();
        });
        html! {
            <p class="version" role="status">
                { m::new_version() }
                { Button::default().calling(load, m::reload().into()) }
            </p>
        }
    }
}
