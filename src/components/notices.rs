//! What went wrong, or was noticed: each with its file's name and what was done.

use super::part::{Part, after};
use crate::state::Notice;
use crate::words::m;
use std::rc::Rc;
use web_sys::HtmlDetailsElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

// So many lines stand in the list; the rest is counted.
const SHOWN: usize = 200;

/// The list of notices; nothing where there are none. A loss opens it, a remark waits to be looked at.
#[derive(PartialEq)]
pub struct Notices {
    /// All of it, oldest first.
    pub notices: Rc<Vec<Notice>>,
}

impl Part for Notices {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let node = use_node_ref().run(hooks);
        let losses = self.notices.iter().filter(|notice| notice.is_loss).count();
        let details = node.clone();
        after(hooks, losses, move || {
            if let (1.., Some(details)) = (losses, details.cast::<HtmlDetailsElement>()) {
                details.set_open(true);
            }
            None
        });
        let count = self.notices.len();
        if count == 0 {
            return html! {};
        }
        // Losses first: they are what somebody has to do something about.
        let (first, rest): (Vec<_>, Vec<_>) = self.notices.iter().partition(|notice| notice.is_loss);
        // What is said of many articles of one file, one after the other, is one line.
        let mut lines: Vec<(&Notice, u32)> = Vec::new();
        for notice in first.into_iter().chain(rest) {
            match lines.last_mut() {
                Some((last, times)) if *last == notice => *times += 1,
                _ => lines.push((notice, 1)),
            }
        }
        let beyond: u32 = lines.iter().skip(SHOWN).map(|(_, times)| times).sum();
        html! {
            <section class="notices" aria-label={m::notices_group()}>
                <details ref={node} class={classes!((losses > 0).then_some("has-losses"))}>
                    <summary>{ m::notices(count as u32) }</summary>
                    <ul tabindex="0" aria-label={m::what_was_noticed()}>
                        { for lines.into_iter().take(SHOWN).map(line) }
                        if beyond > 0 {
                            <li>{ m::beyond(beyond) }</li>
                        }
                    </ul>
                </details>
            </section>
        }
    }
}

fn line((notice, times): (&Notice, u32)) -> Html {
    html! {
        <li class={classes!(notice.is_loss.then_some("is-loss"))}>
            if let Some(path) = &notice.path {
                <bdi class="notice-path">{ path }</bdi>{ " " }
            }
            <span lang={notice.lang} dir={notice.lang.map(|_| "ltr")}>{ &notice.message }</span>
            if times > 1 {
                { " ×" }{ times }
            }
        </li>
    }
}
