//! Several corpora in one browser: which is open, how is one begun, named, opened, deleted?
//!
//! A list of links, for each is a page that can be bookmarked. **Invariant.** Nothing is deleted before somebody has said
//! so twice.

use super::controls::{Button, quiet};
use super::keeping::if_sure;
use super::part::Part;
use super::sheet::dialog;
use crate::corpora::{Change, Corpora, address_of};
use crate::state::{Action, Sheet, State};
use crate::theme::storage;
use crate::words::m;
use explorer_protocol::Keeping;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The way to them, where anything is kept, and their names too.
pub fn corpora_button(state: &State, act: &Callback<Action>) -> Html {
    match state.keeping.filter(|_| storage().is_some()) {
        None | Some(Keeping::Nothing) => Html::default(),
        Some(_) => quiet(act, Action::show(Sheet::Corpora), m::corpora()),
    }
}

/// The sheet of the corpora.
#[derive(PartialEq)]
pub struct CorporaSheet {
    /// Those there are.
    pub corpora: Rc<Corpora>,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for CorporaSheet {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let CorporaSheet { corpora, act } = self;
        let new = use_node_ref().run(hooks);
        let on_begin = {
            let (new, act) = (new.clone(), act.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let name = new.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
                if !name.trim().is_empty() {
                    act.emit(Action::Corpus(Change::Begin(name)));
                }
            })
        };
        let content = html! {
            <>
                <p>{ m::corpora_apart() }</p>
                <ul class="corpora">{ for corpora.all().map(|corpus| line(corpus, act)) }</ul>
                <form class="choices" onsubmit={on_begin}>
                    <input class="field" ref={new} required=true maxlength="80" aria-label={m::new_corpus_name()} placeholder={m::new_corpus_name()} dir="auto" />
                    <button>{ m::begin_corpus() }</button>
                </form>
            </>
        };
        dialog(m::corpora(), act, content)
    }
}

fn line((id, name, is_open): (&str, &str, bool), act: &Callback<Action>) -> Html {
    let on_name = act.reform(|event: Event| {
        Action::Corpus(Change::Rename(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let delete = Button { label: Some(m::delete_corpus(name)), ..Button::of("quiet") };
    html! {
        <li key={id.to_owned()}>
            if is_open {
                <input class="field" value={name.to_owned()} maxlength="80" aria-label={m::open_corpus_name()} onchange={on_name} dir="auto" />
                <small>{ m::open_now() }</small>
            } else {
                <a href={address_of(id)} dir="auto">{ name }</a>
            }
            if !id.is_empty() {
                { delete.on(&if_sure(&m::delete_corpus_sure(name), act), Action::Corpus(Change::Delete(id.to_owned())), m::delete()) }
            }
        </li>
    }
}
