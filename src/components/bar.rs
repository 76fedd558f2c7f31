//! A bar that shows a share of a whole.
//!
//! The policy of the page refuses `style` attributes, so lengths are set through the CSSOM.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Length of the quiet part, 0 to 1.
    pub whole: f64,
    /// Length of the loud part, 0 to 1.
    pub part: f64,
    /// Class of the bar.
    #[prop_or("bar")]
    pub class: &'static str,
}

/// A bar; what it shows is always said in words or numbers beside it.
#[component]
pub fn Bar(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with((props.whole, props.part, node.clone()), |(whole, part, node)| {
        if let Some(element) = node.cast::<HtmlElement>() {
            for (name, value) in [("--whole", whole), ("--part", part)] {
                let _ = element.style().set_property(name, &format!("{:.2}%", value.clamp(0.0, 1.0) * 100.0));
            }
        }
    });
    html! { <span class={props.class} ref={node} aria-hidden="true"></span> }
}
