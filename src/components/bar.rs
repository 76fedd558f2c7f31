//! A bar that shows a share of a whole.
//!
//! The policy of the page refuses `style` attributes, so lengths are attributes of a picture.

use yew::prelude::*;

/// A bar with a quiet part and a loud part, each 0 to 1 of its width; what it shows is always said in words
/// or numbers beside it.
pub fn bar(class: &'static str, whole: f32, part: f32) -> Html {
    let width = |share: f32| ((share.clamp(0.0, 1.0) * 1000.0) as u32).to_string();
    html! {
        <svg {class} viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-whole" width={width(whole)} height="1" />
            <rect class="bar-part" width={width(part)} height="1" />
        </svg>
    }
}
