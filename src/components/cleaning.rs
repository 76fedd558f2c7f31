//! What was taken out of an article, and how does it come back?

use crate::names;
use crate::reasons;
use crate::setting::is_blank;
use crate::state::Action;
use explorer_protocol::{ArticleView, Removed, RemovedView};
use std::collections::BTreeMap;
use yew::prelude::*;

/// How much was removed; once it is shown, by which rules, each of which can be undone.
pub fn cleaning(
    article: &ArticleView,
    shown: bool,
    act: &Callback<Action>,
    on_restore: &Callback<(Removed, bool)>,
) -> Html {
    let seen = |removed: &&RemovedView| !is_blank(article, removed.range);
    let removed: Vec<&RemovedView> = article.removed.iter().filter(seen).collect();
    let mut rules: BTreeMap<&str, u32> = BTreeMap::new();
    for removed in removed.iter().filter(|removed| removed.is_text) {
        *rules.entry(&removed.rule).or_default() += 1;
    }
    let mut back: Vec<_> =
        article.paragraphs.iter().filter_map(|one| Some(one.put_back.as_ref()?.span)).collect();
    back.dedup();
    let put_back = back.len() as u32;
    let pieces = |count| names::count(count, "piece", "pieces");
    let summary = match (removed.len() as u32, put_back) {
        (0, 0) => "nothing had to be removed".to_owned(),
        (0, back) => format!("{} put back", pieces(back)),
        (removed, 0) => format!("{} removed", pieces(removed)),
        (removed, back) => format!("{} removed, {} put back", pieces(removed), names::number(back)),
    };
    let everything = |back: bool| on_restore.reform(move |_: MouseEvent| (Removed::Everything, back));
    html! {
            <div>
                <dt>{ "Cleaned" }</dt>
                <dd>
                    <span>{ summary }</span>
                    if !removed.is_empty() || put_back > 0 {
                        <button
                            type="button"
                            class="why toggle"
                            aria-pressed={shown.to_string()}
                            onclick={act.reform(move |_| Action::RemovedShown(!shown))}
                        >{ "Show what was removed" }</button>
                    }
                </dd>
                if shown && (!rules.is_empty() || put_back > 0) {
                    <dd class="explanation">
                        <ul class="rules" aria-label="Put back by rule">
                            { for rules.iter().map(|(&rule, &count)| rule_row(rule, count, on_restore)) }
                        </ul>
                        if !rules.is_empty() {
                            <button type="button" class="restoring" onclick={everything(true)}>{ "Put everything back" }</button>
                        }
                        if put_back > 0 {
                            <button type="button" class="restoring" onclick={everything(false)}>{ "Clean it again" }</button>
                        }
                    </dd>
                }
            </div>
    }
}

fn rule_row(rule: &str, count: u32, on_restore: &Callback<(Removed, bool)>) -> Html {
    let name = reasons::removed(rule);
    let of_rule = rule.to_owned();
    let onclick = on_restore.reform(move |_| (Removed::Rule(of_rule.clone()), true));
    html! {
        <li key={rule.to_owned()}>
            <span>{ format!("{name} {}", names::number(count)) }</span>
            <button type="button" class="restoring" aria-label={format!("Put back all: {name}")} {onclick}>{ "put back" }</button>
        </li>
    }
}
