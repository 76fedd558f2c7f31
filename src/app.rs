//! What does a change set off outside?
//!
//! The one place where state meets the world: a new search asks the engine, a new view is written into
//! the address, the engine's words become actions, and the focus goes where the user goes.

use crate::components::{
    EditTopic, Filters, Foot, Header, HelpProps, Licences, Means, Notebook, Reading, Results, SetLabels,
    Sheet, Splitter, TakingOut, Wish, help,
};
use crate::dropping::{Dropped, use_drop};
use crate::engine::{Boot, Engine, EngineEvent};
use crate::keys::use_keys;
use crate::panes::{Pane, Panes};
use crate::searches::Searches;
use crate::state::{Action, Layout, PAGE, Stage, State, View, Why};
use crate::theme::{Theme, apply_large, recall_large};
use crate::{address, download, stars};
use explorer_protocol::{Edit, Found, FromEngine, SearchRequest};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::at(address::read(), stars::recall()));
    let act = use_callback((), {
        let dispatcher = state.dispatcher();
        move |action: Action, ()| dispatcher.dispatch(action)
    });
    let boot = use_memo((), |()| Boot::of_page());
    let engine = use_engine(&boot, &act);
    let sheet = use_state(|| None::<Sheet>);
    let theme = use_state(Theme::recall);
    use_effect_with(*theme, |theme| theme.apply());
    let large = use_state(recall_large);
    use_effect_with(*large, apply_large);
    let on_large = use_callback(large.clone(), |(), large| large.set(!**large));
    let panes = use_state_eq(Panes::recall);
    let desk_node = use_node_ref();
    use_effect_with((*panes, desk_node.clone()), |(panes, desk)| {
        arrange(panes, desk);
        panes.keep();
    });
    let on_panes = use_callback(panes.setter(), |to: Panes, panes| panes.set(to));
    let on_hide = use_callback(panes.clone(), |(), panes| {
        panes.set(Panes { filters_hidden: true, ..**panes });
    });
    let were_hidden = use_mut_ref(|| panes.filters_hidden);
    use_effect_with(panes.filters_hidden, move |&hidden| {
        if hidden && !were_hidden.replace(hidden) {
            focus("filters-button");
        }
        were_hidden.replace(hidden);
    });
    let on_filters =
        use_callback((panes.clone(), state.filters_over, act.clone()), |(), (panes, over, act)| {
            panes.set(Panes { filters_hidden: false, ..**panes });
            act.emit(Action::FiltersOver(!*over));
        });
    let on_alone = use_callback(panes.clone(), |(), panes| {
        panes.set(Panes { article_alone: !panes.article_alone, ..**panes });
    });
    let searches = use_state_eq(Searches::recall);
    use_effect_with(searches.clone(), |searches| searches.keep());
    let on_save = use_callback(searches.clone(), |view: View, searches| {
        searches.set((**searches).clone().toggled(&view));
    });

    use_effect_with(state.stars.clone(), stars::keep);
    use_answers(engine.as_ref(), &state);
    use_address(&state, &searches);
    {
        let act = act.clone();
        use_effect_with((), move |()| {
            let listener = address::listen(move |view| act.emit(Action::Restored(view)));
            move || drop(listener)
        });
    }
    use_title(&state);
    use_focus(&state);
    let on_sheet = use_callback(sheet.setter(), |shown: Sheet, sheet| sheet.set(Some(shown)));
    let on_close = use_callback(sheet.setter(), |(), sheet| sheet.set(None));
    let on_edit = use_callback(engine.clone(), |edit, engine| {
        if let Some(engine) = engine {
            engine.edit(edit);
        }
    });
    let on_undo = on_edit.reform(|again| if again { Edit::Redo } else { Edit::Undo });
    use_keys(&state, &act, &on_sheet.reform(|()| Sheet::Help), &on_undo);
    use_done(&state, &sheet);

    let on_files = use_callback(engine.clone(), |files, engine| {
        if let Some(engine) = engine {
            engine.add_files(files);
        }
    });
    let on_dropped = use_callback((engine.clone(), act.clone()), |dropped: Dropped, (engine, act)| {
        if let Some(engine) = engine {
            engine.add_files(dropped.files);
        }
        if !dropped.closed.is_empty() {
            act.emit(Action::Unopened(dropped.closed));
        }
    });
    use_drop(&on_dropped);
    let on_reading = use_callback(engine.clone(), |wish, engine| {
        if let Some(engine) = engine {
            match wish {
                Wish::Pause => engine.pause(true),
                Wish::GoOn => engine.pause(false),
                Wish::Stop => engine.stop_reading(),
            }
        }
    });
    let on_export = use_callback(engine.clone(), |(scope, format), engine| {
        if let Some(engine) = engine {
            engine.export(scope, format);
        }
    });
    let on_notebook = use_callback(engine.clone(), |(), engine| {
        if let Some(engine) = engine {
            engine.notebook();
        }
    });
    let on_restore = {
        let open = state.view.open.clone();
        use_callback((engine.clone(), open), |(which, back), (engine, open)| {
            if let (Some(engine), Some(open)) = (engine, open) {
                engine.restore(open.clone(), which, back);
            }
        })
    };
    let on_select_all = use_callback((engine.clone(), state.request()), |(), (engine, request)| {
        if let Some(engine) = engine {
            engine.ids(request.clone());
        }
    });
    let on_theme = use_callback(theme.clone(), |(), theme| theme.set(theme.next()));
    let single_file = boot.as_ref().as_ref().is_ok_and(|boot| boot.single_file);
    let means = Means {
        choices: state.choices.clone(),
        own: state.additions.topics.clone(),
        problem: state.additions.problem.clone(),
    };
    let desk = classes!(
        "desk",
        state.view.open.is_some().then_some("is-reading"),
        state.filters_over.then_some("is-filtering"),
        panes.filters_hidden.then_some("no-filters"),
        panes.article_alone.then_some("is-alone"),
        (state.view.layout == Layout::Table).then_some("is-tabled")
    );

    html! {
        <>
            <Header
                view={state.view.clone()}
                found={state.found.clone()}
                searches={(*searches).clone()}
                {on_save}
                act={act.clone()}
                {on_files}
                on_sheet={on_sheet.clone()}
            />
            <main class={desk} ref={desk_node}>
                <Filters
                    view={state.view.clone()}
                    found={state.found.clone()}
                    wishes={state.wishes.clone()}
                    over={state.filters_over}
                    own={state.additions.topics.clone()}
                    act={act.clone()}
                    on_sheet={on_sheet.clone()}
                    {on_hide}
                />
                <Splitter pane={Pane::Filters} panes={*panes} on_panes={on_panes.clone()} />
                <Results
                    state={(*state).clone()}
                    act={act.clone()}
                    {on_select_all}
                    {on_filters}
                    {on_reading}
                    on_sheet={on_sheet.clone()}
                />
                <Splitter pane={Pane::Results} panes={*panes} {on_panes} />
                <Reading
                    article={state.article.clone()}
                    open={state.view.open.clone()}
                    is_missing={state.is_missing && state.progress.is_none()}
                    is_empty={state.found.as_ref().is_some_and(|found| found.corpus == 0)}
                    removed_shown={state.view.removed_shown}
                    match_at={state.match_at}
                    why={state.why}
                    pointed={state.pointed}
                    similar={state.similar.clone()}
                    editing={state.editing}
                    means={means.clone()}
                    alone={panes.article_alone}
                    {on_alone}
                    act={act.clone()}
                    {on_restore}
                    on_edit={on_edit.clone()}
                    on_export={on_export.clone()}
                />
            </main>
            <Foot
                notices={state.notices.clone()}
                rows={state.rows.clone()}
                stage={state.stage.clone()}
                theme={*theme}
                {single_file}
                undo={state.additions.undo}
                on_undo={on_undo.reform(|()| false)}
                large={*large}
                {on_large}
                on_theme={on_theme.clone()}
                on_sheet={on_sheet.clone()}
            />
            <datalist id="known-sources">
                { for state.found.iter().flat_map(|found| &found.source.values).filter(|source| !source.value.is_empty()).map(|source| html! {
                    <option key={source.value.clone()} value={source.value.clone()} />
                }) }
            </datalist>
            { match *sheet {
                None => html! {},
                Some(Sheet::Help) => help(&HelpProps { theme: *theme, single_file, on_theme, on_sheet, on_close }),
                Some(Sheet::Licences) => html! { <Licences {on_close} /> },
                Some(Sheet::TakingOut) => html! {
                    <TakingOut
                        selection={state.selection.clone()}
                        request={state.request()}
                        counts={state.found.as_ref().map_or((0, 0), |found| (found.total, found.corpus))}
                        {on_export}
                        {on_close}
                    />
                },
                Some(Sheet::SetLabels) => html! {
                    <SetLabels selection={state.selection.clone()} {means} {on_edit} {on_close} />
                },
                Some(Sheet::Topic(at)) => html! {
                    <EditTopic
                        topic={at.and_then(|at| state.additions.topics.get(at as usize).cloned())}
                        problem={state.additions.problem.clone()}
                        {on_edit}
                        {on_close}
                    />
                },
                Some(Sheet::Notebook) => html! {
                    <Notebook
                        additions={state.additions.clone()}
                        {on_edit}
                        on_save={on_notebook}
                        on_open={act.reform(Action::Opened)}
                        on_select={act.reform(Action::SelectedAll)}
                        {on_close}
                    />
                },
            } }
        </>
    }
}

/// A form is closed by what it asked for, once that is done.
#[hook]
fn use_done(state: &State, sheet: &UseStateHandle<Option<Sheet>>) {
    let form = sheet.filter(|sheet| matches!(sheet, Sheet::SetLabels | Sheet::Topic(_)));
    let sheet = sheet.setter();
    use_effect_with(state.additions.clone(), move |additions| {
        if form.is_some() && additions.problem.is_none() {
            sheet.set(None);
        }
    });
}

/// Names the window after the article, or else after the search: so do tabs, history and bookmarks.
#[hook]
fn use_title(state: &State) {
    let article = state.article.as_ref().map(|article| article.name().to_owned());
    let subject = article.filter(|title| !title.is_empty()).unwrap_or_else(|| state.view.query.clone());
    use_effect_with(subject, |subject| {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(document) = document {
            document.set_title(&match subject.trim() {
                "" => "Article Explorer".to_owned(),
                subject => format!("{subject} · Article Explorer"),
            });
        }
    });
}

/// Whoever closes an article stands again where they opened it; whoever closes the filters or a label's form, at
/// their button.
#[hook]
fn use_focus(state: &State) {
    let before = use_mut_ref(|| None::<String>);
    use_effect_with(state.view.open.clone(), move |open| {
        let closed = before.replace(open.clone());
        if let (Some(id), None) = (closed, open) {
            focus(&format!("hit-{id}"));
        }
    });
    let edited = use_mut_ref(|| None::<Why>);
    use_effect_with(state.editing, move |&editing| {
        if let (Some(which), None) = (edited.replace(editing), editing) {
            focus(&format!("edit-{}", which.name()));
        }
    });
    let was_over = use_mut_ref(|| false);
    use_effect_with(state.filters_over, move |&over| {
        match (was_over.replace(over), over) {
            (false, true) => focus("filters"),
            (true, false) => focus("filters-button"),
            _ => {}
        };
    });
}

fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

#[hook]
fn use_engine(boot: &Rc<Result<Boot, String>>, act: &Callback<Action>) -> Option<Engine> {
    let engine = use_state(|| None);
    {
        let (boot, act, engine) = (boot.clone(), act.clone(), engine.setter());
        use_effect_with((), move |()| match boot.as_ref() {
            Ok(boot) => {
                let on_event = Callback::from(move |event| match event {
                    EngineEvent::Answer(FromEngine::Saved(saved)) => {
                        let _ = download::save(&saved.name, &saved.media_type, &saved.text);
                    }
                    event => act.emit(Action::Engine(event)),
                });
                engine.set(Some(Engine::start(boot.clone(), on_event)));
            }
            Err(reason) => act.emit(Action::Engine(EngineEvent::Unavailable(reason.clone()))),
        });
    }
    (*engine).clone()
}

/// Searches and reads whenever what is asked for, or the corpus, has changed.
#[hook]
fn use_answers(engine: Option<&Engine>, state: &State) {
    let running = matches!(state.stage, Stage::Running(_));
    let request = state.request();
    use_effect_with(
        (engine.cloned(), running, request, state.corpus_version),
        |(engine, running, request, version)| {
            if let (Some(engine), true, true) = (engine, *running, *version > 0) {
                engine.search(request.clone());
            }
        },
    );
    // Of a search that is not answered yet no further hits are known.
    let asked = use_mut_ref(|| (None::<Rc<Found>>, Vec::new()));
    let missing = state.pages.missing(state.seen);
    let found = state.found.clone();
    use_effect_with(
        (engine.cloned(), missing, found, state.request()),
        move |(engine, missing, found, request)| {
            let mut asked = asked.borrow_mut();
            if asked.0.as_ref().map(Rc::as_ptr) != found.as_ref().map(Rc::as_ptr) {
                *asked = (found.clone(), Vec::new());
            }
            for &page in missing {
                if let Some(engine) = engine
                    && !asked.1.contains(&page)
                {
                    asked.1.push(page);
                    engine.page(SearchRequest { offset: page * PAGE, ..request.clone() });
                }
            }
        },
    );
    let query = state.view.query.clone();
    let known = state.corpus_version > 0;
    let missing = (state.article.is_none().then_some(state.corpus_version), state.restorations);
    use_effect_with(
        (engine.cloned(), state.view.open.clone(), query, state.text, known, missing),
        |(engine, open, query, text, known, _)| {
            if let (Some(engine), Some(open), true) = (engine, open, *known) {
                engine.read(open.clone(), query.clone(), *text);
            }
        },
    );
    let shown = state.article.as_ref().map(|article| article.id.clone());
    use_effect_with((engine.cloned(), shown, state.corpus_version), |(engine, shown, _)| {
        if let (Some(engine), Some(shown)) = (engine, shown) {
            engine.similar(shown.clone());
        }
    });
}

/// The panes as wide as the user set them. The policy of the page refuses `style` attributes, but not this.
fn arrange(panes: &Panes, desk: &NodeRef) {
    let Some(desk) = desk.cast::<HtmlElement>() else { return };
    for pane in [Pane::Filters, Pane::Results] {
        let _ = match panes.set_width(pane) {
            // Quarters of a rem: to print a fraction is a part of the page's weight.
            Some(width) => {
                let quarters = ((width * 4.0) as u32).to_string();
                desk.style().set_property(pane.property(), &("calc(".to_owned() + &quarters + "rem / 4)"))
            }
            None => desk.style().remove_property(pane.property()).map(|_| ()),
        };
    }
}

/// Keeps the address at the view, and what rested there among the recent searches.
#[hook]
fn use_address(state: &State, searches: &UseStateHandle<Searches>) {
    // What changes while somebody types or draws: a step is made of it once it rests.
    let moving = |view: &View| (view.query.clone(), view.filters.from.clone(), view.filters.to.clone());
    let latest = use_mut_ref(|| searches.clone());
    latest.replace(searches.clone());
    let moved = use_mut_ref(|| moving(&state.view));
    use_effect_with(state.view.clone(), move |view| {
        let now = moving(view);
        let is_moving = *moved.borrow() != now;
        moved.replace(now);
        let timer = if is_moving {
            let view = view.clone();
            Some(Timeout::new(address::REST_MS, move || {
                address::write(&view);
                let searches = latest.borrow().clone();
                searches.set((*searches).clone().with_recent(&view));
            }))
        } else {
            address::write(view);
            None
        };
        move || drop(timer)
    });
}
