//! The page.
#[allow(dead_code)]
mod engine;

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main>{ "Article Explorer" }</main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
