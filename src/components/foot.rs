//! What people need to trust, and where the keys are explained.

use crate::engine::embedded_text;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether the page is one file, with its licences inside.
    pub single_file: bool,
    /// Opens the help.
    pub on_help: Callback<bool>,
}

/// The foot of the page.
#[component]
pub fn Foot(props: &Props) -> Html {
    let licences = use_state(|| None::<String>);
    let on_licences = {
        let licences = licences.setter();
        Callback::from(move |_| {
            let licences = licences.clone();
            spawn_local(async move {
                let text = embedded_text("notices").await;
                licences.set(Some(text.unwrap_or_else(|| "The licences could not be read.".to_owned())));
            });
        })
    };
    let on_close = {
        let licences = licences.setter();
        Callback::from(move |_| licences.set(None))
    };
    html! {
        <footer class="foot">
            <p>{ "Nothing leaves this page." }</p>
            <p class="foot-links">
                <button type="button" class="quiet" onclick={props.on_help.reform(|_| true)}>
                    { "Keys and help" }
                </button>
                if props.single_file {
                    <button type="button" class="quiet" onclick={on_licences}>{ "Licences" }</button>
                } else {
                    <a href="./notices.txt" target="_blank" rel="noopener">{ "Licences" }</a>
                }
            </p>
            if let Some(text) = &*licences {
                <Dialog label="Licences" {on_close}><pre tabindex="0">{ text }</pre></Dialog>
            }
        </footer>
    }
}

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// What it is called.
    pub label: AttrValue,
    /// What it holds.
    pub children: Html,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// A dialog that is open for as long as it is there.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            let _ = dialog.show_modal();
        }
    });
    html! {
        <dialog ref={node} aria-label={props.label.clone()} onclose={props.on_close.reform(|_| ())}>
            <form method="dialog"><button class="quiet">{ "Close" }</button></form>
            { props.children.clone() }
        </dialog>
    }
}
