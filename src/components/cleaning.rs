//! What was taken out of an article, and how does it come back?

use super::controls::{Button, button};
use crate::names;
use crate::reasons;
use crate::setting::is_blank;
use crate::state::Action;
use crate::words::m;
use explorer_protocol::{ArticleView, Removed, RemovedView, ToEngine};
use yew::prelude::*;

/// How much was removed; once it is shown, by which rules, each of which can be undone.
pub fn cleaning(article: &ArticleView, shown: bool, act: &Callback<Action>) -> Html {
    let seen = |removed: &&RemovedView| !is_blank(article, removed.range);
    let removed: Vec<&RemovedView> = article.removed.iter().filter(seen).collect();
    let mut rules: Vec<(&str, u32)> = Vec::new();
    for removed in removed.iter().filter(|removed| removed.is_text) {
        match rules.iter_mut().find(|(rule, _)| *rule == removed.rule) {
            Some((_, count)) => *count += 1,
            None => rules.push((&removed.rule, 1)),
        }
    }
    let mut back: Vec<_> =
        article.paragraphs.iter().filter_map(|one| Some(one.put_back.as_ref()?.span)).collect();
    back.dedup();
    let put_back = back.len() as u32;
    let summary = match (removed.len() as u32, put_back) {
        (0, 0) => m::nothing_removed().to_owned(),
        (0, back) => m::pieces_put_back(back),
        (removed, 0) => m::pieces_removed(removed),
        (removed, back) => m::pieces_both(&m::pieces(removed), back),
    };
    let everything = |back: bool| restore(article, Removed::Everything, back);
    html! {
            <div>
                <dt>{ m::cleaned() }</dt>
                <dd>
                    <span>{ summary }</span>
                    if !removed.is_empty() || put_back > 0 {
                        { Button { pressed: Some(shown), ..Button::of("why toggle") }
                            .on(act, Action::RemovedShown(!shown), m::show_removed()) }
                    }
                </dd>
                if shown && (!rules.is_empty() || put_back > 0) {
                    <dd class="explanation">
                        <ul class="rules" aria-label={m::put_back_by_rule()}>
                            { for rules.iter().map(|&(rule, count)| rule_row(article, rule, count, act)) }
                        </ul>
                        if !rules.is_empty() {
                            { button("restoring", act, everything(true), m::put_everything_back()) }
                        }
                        if put_back > 0 {
                            { button("restoring", act, everything(false), m::clean_again()) }
                        }
                    </dd>
                }
            </div>
    }
}

fn rule_row(article: &ArticleView, rule: &str, count: u32, act: &Callback<Action>) -> Html {
    let name = reasons::removed(rule);
    let back = Button { label: Some(m::put_back_all(&name)), ..Button::of("restoring") };
    let restored = restore(article, Removed::Rule(rule.to_owned()), true);
    html! {
        <li key={rule.to_owned()}>
            <span>{ name + " " + &names::number(count) }</span>
            { back.on(act, restored, m::put_back()) }
        </li>
    }
}

/// Puts removed spans back, or takes them out again.
pub fn restore(article: &ArticleView, which: Removed, back: bool) -> Action {
    Action::Ask(ToEngine::Restore { id: article.id.clone(), which, back })
}
