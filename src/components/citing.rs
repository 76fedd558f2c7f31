//! How is the article that is read cited elsewhere?

use super::controls::{Button, button};
use super::part::Part;
use super::sheet::dialog;
use super::taking_out::FORMATS;
use crate::state::Action;
use crate::words::m;
use explorer_protocol::{ArticleView, Scope, ToEngine};
use std::rc::Rc;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// The citation, to be copied, and the formats of reference managers.
#[derive(PartialEq)]
pub struct Citing {
    /// The article.
    pub article: Rc<ArticleView>,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for Citing {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Citing { article, act } = self;
        let said = use_state_eq(String::new).run(hooks);
        let on_copy = {
            let (citation, said) = (article.citation.clone(), said.setter());
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
                    let sentence = match copied {
                        true => m::copied(),
                        false => m::copy_refused(),
                    };
                    said.set(sentence.to_owned());
                });
            })
        };
        let formats = FORMATS.iter().skip(2).take(3).map(|&(format, name, _)| {
            let export = ToEngine::Export { scope: Scope::Ids(article.id.clone()), format };
            button("", act, Action::Ask(export), name())
        });
        let content = html! {
            <>
                <p class="citation" dir="auto">{ &article.citation }</p>
                <div class="choices">
                    { Button::of("is-main").calling(on_copy, m::copy().into()) }
                    { for formats }
                    <span role="status">{ &*said }</span>
                </div>
            </>
        };
        dialog(m::cite_article(), act, content)
    }
}
