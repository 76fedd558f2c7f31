//! How is the article that is read cited elsewhere?

use super::sheet::Dialog;
use super::taking_out::FORMATS;
use explorer_protocol::{Format, Scope};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The article's id.
    pub id: String,
    /// The line that cites it.
    pub citation: String,
    /// Asks for a file.
    pub on_export: Callback<(Scope, Format)>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// The citation, to be copied, and the formats of reference managers.
#[component]
pub fn Citing(props: &Props) -> Html {
    let said = use_state(|| "");
    let on_copy = {
        let (citation, said) = (props.citation.clone(), said.setter());
        Callback::from(move |_| {
            let (citation, said) = (citation.clone(), said.clone());
            spawn_local(async move {
                // There is none where the page is not trusted with it.
                let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
                let clipboard = clipboard.filter(|clipboard| !clipboard.is_undefined());
                let copied = match clipboard {
                    Some(clipboard) => JsFuture::from(clipboard.write_text(&citation)).await.is_ok(),
                    None => false,
                };
                said.set(if copied {
                    "Copied."
                } else {
                    "The browser does not allow it: select the line and copy it."
                });
            });
        })
    };
    let formats = FORMATS.iter().skip(2).map(|&(format, name, _)| {
        let id = props.id.clone();
        let onclick = props.on_export.reform(move |_: MouseEvent| (Scope::Ids(id.clone()), format));
        html! { <button type="button" {onclick}>{ name }</button> }
    });
    html! {
        <Dialog label="Cite this article" on_close={props.on_close.clone()}>
            <p class="citation" dir="auto">{ &props.citation }</p>
            <div class="choices">
                <button type="button" class="is-main" onclick={on_copy}>{ "Copy" }</button>
                { for formats }
                <span role="status">{ *said }</span>
            </div>
        </Dialog>
    }
}
