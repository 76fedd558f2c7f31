//! Sheets that lie over the page until they are closed.

use super::controls::{on, quiet};
use super::part::{Part, after, keyed};
use crate::engine::embedded_text;
use crate::state::{Action, Sheet};
use crate::words::m;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// A dialog that is open for as long as it is there.
#[derive(PartialEq)]
struct Dialog {
    label: String,
    children: Html,
    act: Callback<Action>,
}

/// A dialog; `label` is what it is called.
pub fn dialog(label: impl Into<String>, act: &Callback<Action>, children: Html) -> Html {
    let label = label.into();
    keyed(&label.clone(), Dialog { label, children, act: act.clone() })
}

/// Closing it gives the focus back to where it was before.
struct Opened(HtmlDialogElement);

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Part for Dialog {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let node = use_node_ref().run(hooks);
        let dialog = node.clone();
        after(hooks, (), move || {
            let dialog = dialog.cast::<HtmlDialogElement>()?;
            let _ = dialog.show_modal();
            Some(Box::new(Opened(dialog)))
        });
        html! {
            <dialog ref={node} aria-label={self.label.clone()} closedby="any" onclose={on::<Event>(&self.act, Action::Sheet(None))}>
                <form method="dialog" class="dialog-head">
                    <h2>{ &self.label }</h2>
                    <button>{ m::close() }</button>
                </form>
                { self.children.clone() }
            </dialog>
        }
    }
}

/// The licences that the page carries inside it.
#[derive(PartialEq)]
pub struct Licences {
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for Licences {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let text = use_state_eq(|| m::licences_unpacking().to_owned()).run(hooks);
        let setter = text.setter();
        after(hooks, (), move || {
            spawn_local(async move {
                let read = embedded_text("notices").await;
                setter.set(read.unwrap_or_else(|| m::licences_failed().to_owned()));
            });
            None
        });
        dialog(m::licences(), &self.act, html! { <pre tabindex="0" lang="en" dir="ltr">{ &*text }</pre> })
    }
}

/// The way to the licences: a file beside the page, or a sheet.
pub fn licences_link(single_file: bool, act: &Callback<Action>) -> Html {
    if single_file {
        quiet(act, Action::show(Sheet::Licences), m::licences())
    } else {
        html! { <a href="./notices.txt" target="_blank" rel="noopener">{ m::licences() }</a> }
    }
}
