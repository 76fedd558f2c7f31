//! How does each part of the page look?
//!
//! Functions of the state, and a [`Part`](part::Part) for each that is drawn by itself; what happens in them goes out
//! as an [`Action`](crate::state::Action) and nowhere else. Text of articles becomes text nodes only.

mod asked;
mod bar;
mod body;
mod chips;
mod citing;
mod cleaning;
mod controls;
mod corpora;
mod correcting;
mod filters;
mod foot;
mod header;
mod help;
mod hits;
mod keeping;
mod labels;
mod marked;
mod notebook;
mod notes;
mod notices;
mod one_file;
mod own_topics;
mod part;
mod reading;
mod report;
mod results;
mod searches;
mod selection;
mod sheet;
mod similar;
mod splitter;
mod taking_out;
mod timeline;
mod version;
mod welcome;

use crate::engine::Boot;
use crate::panes::Pane;
use crate::state::{Action, Layout, Sheet, State};
use part::part;
use yew::prelude::*;

/// The whole page; `boot` is what the build says of it.
pub fn page(state: &State, boot: &Boot, act: &Callback<Action>) -> Html {
    let class = classes!(
        "desk",
        state.view.open.is_some().then_some("is-reading"),
        state.filters_over.then_some("is-filtering"),
        state.panes.filters_hidden.then_some("no-filters"),
        state.panes.article_alone.then_some("is-alone"),
        (state.view.layout == Layout::Table).then_some("is-tabled")
    );
    let splitter = |pane: Pane| part(splitter::Splitter { pane, panes: state.panes, act: act.clone() });
    html! {
        <>
            { part(header::Header::of(state, act)) }
            <main {class}>
                { filters::filters(state, act) }
                { splitter(Pane::Filters) }
                { results::results(state, act) }
                { splitter(Pane::Results) }
                { part(reading::Reading::of(state, act)) }
            </main>
            { foot::foot(state, boot, act) }
            <datalist id="known-sources">
                { for state.found.iter().flat_map(|found| &found.source.values).filter(|source| !source.value.is_empty()).map(|source| html! {
                    <option key={source.value.clone()} value={source.value.clone()} />
                }) }
            </datalist>
            { sheet(state, boot, act) }
        </>
    }
}

/// The sheet that lies over the page.
fn sheet(state: &State, boot: &Boot, act: &Callback<Action>) -> Html {
    match &state.sheet {
        None => html! {},
        Some(Sheet::Help) => help::help(state, boot, act),
        Some(Sheet::Corpora) => {
            part(corpora::CorporaSheet { corpora: state.corpora.clone(), act: act.clone() })
        }
        Some(Sheet::Licences) => part(sheet::Licences { act: act.clone() }),
        Some(Sheet::TakingOut) => part(taking_out::TakingOut::of(state, boot, act)),
        Some(Sheet::SetLabels) => part(correcting::SetLabels::of(state, act)),
        Some(Sheet::Topic(at)) => {
            let topic = at.and_then(|at| state.additions.topics.get(at as usize).cloned());
            part(own_topics::EditTopic { topic, problem: state.additions.problem.clone(), act: act.clone() })
        }
        Some(Sheet::Notebook) => notebook::notebook(state, boot.single_file, act),
        Some(Sheet::Note(note)) => part(notes::WriteNote { note: note.clone(), act: act.clone() }),
        Some(Sheet::File(at)) => match state.rows.get(*at as usize) {
            Some(row) => part(one_file::OneFile { row: row.clone(), act: act.clone() }),
            None => html! {},
        },
        Some(Sheet::Citing) => match &state.article {
            Some(article) => part(citing::Citing { article: article.clone(), act: act.clone() }),
            None => html! {},
        },
    }
}
