//! How many requests went elsewhere, in sight of everybody.

use super::part::{Part, after};
use crate::asked;
use crate::words::m;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The line that says so.
#[derive(PartialEq)]
pub struct Asked;

impl Part for Asked {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let elsewhere = use_state_eq(asked::elsewhere).run(hooks);
        let setter = elsewhere.setter();
        after(hooks, (), move || {
            asked::on_another(Callback::from(move |count| setter.set(count)));
            None
        });
        html! { <span class="foot-asked">{ m::requests_elsewhere(*elsewhere) }</span> }
    }
}
