//! Sheets that lie over the page until they are closed.

use crate::engine::embedded_text;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Which sheet lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Keys and help.
    Help,
    /// Licences, in the page that is one file.
    Licences,
    /// Which articles are to be saved, in which format.
    TakingOut,
    /// A label for all articles that were picked out.
    SetLabels,
    /// A topic of one's own, by its number; a new one.
    Topic(Option<u32>),
    /// All that was added.
    Notebook,
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
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            let _ = dialog.show_modal();
        }
        // Closing it gives the focus back to where it was before.
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
        }
    });
    html! {
        <dialog ref={node} aria-label={props.label.clone()} closedby="any" onclose={props.on_close.reform(|_| ())}>
            <form method="dialog" class="dialog-head">
                <h2>{ props.label.clone() }</h2>
                <button>{ "Close" }</button>
            </form>
            { props.children.clone() }
        </dialog>
    }
}

#[derive(Properties, PartialEq)]
pub struct LicencesProps {
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// The licences that the page carries inside it.
#[component]
pub fn Licences(props: &LicencesProps) -> Html {
    let text = use_state(|| "Unpacking…".to_owned());
    {
        let text = text.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let read = embedded_text("notices").await;
                text.set(read.unwrap_or_else(|| "The licences could not be read.".to_owned()));
            });
        });
    }
    html! {
        <Dialog label="Licences" on_close={props.on_close.clone()}><pre tabindex="0">{ &*text }</pre></Dialog>
    }
}

/// The way to the licences: a file beside the page, or a sheet.
pub fn licences_link(single_file: bool, on_sheet: &Callback<Sheet>) -> Html {
    if single_file {
        html! {
            <button type="button" class="quiet" onclick={on_sheet.reform(|_| Sheet::Licences)}>{ "Licences" }</button>
        }
    } else {
        html! { <a href="./notices.txt" target="_blank" rel="noopener">{ "Licences" }</a> }
    }
}
