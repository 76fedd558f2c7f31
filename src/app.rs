//! What does a change set off outside?
//!
//! The one place where state meets the world: a new search asks the engine, a new view is written into
//! the address, the engine's words become actions, and the focus goes where the user goes.

use crate::components::{Filters, Foot, Header, HelpProps, Licences, Reading, Results, Sheet, Wish, help};
use crate::dropping::{Dropped, use_drop};
use crate::engine::{Boot, Engine, EngineEvent};
use crate::keys::use_keys;
use crate::state::{Action, Stage, State};
use crate::theme::Theme;
use crate::{address, download, stars};
use explorer_protocol::FromEngine;
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

    use_effect_with(state.stars.clone(), stars::keep);
    use_answers(engine.as_ref(), &state);
    use_address(&state);
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
    use_keys(&state, &act, &on_sheet.reform(|()| Sheet::Help));

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
    let on_export = use_callback(engine.clone(), |_, engine| {
        if let Some(engine) = engine {
            engine.report();
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
    let desk = classes!(
        "desk",
        state.view.open.is_some().then_some("is-reading"),
        state.filters_over.then_some("is-filtering")
    );

    html! {
        <>
            <Header
                query={state.view.query.clone()}
                corpus={state.found.as_ref().map_or(0, |found| found.corpus)}
                act={act.clone()}
                {on_files}
                on_export={on_export.clone()}
            />
            <main class={desk}>
                <Filters view={state.view.clone()} found={state.found.clone()} over={state.filters_over} act={act.clone()} />
                <Results state={(*state).clone()} act={act.clone()} {on_select_all} {on_reading} />
                <Reading
                    article={state.article.clone()}
                    open={state.view.open.clone()}
                    is_missing={state.is_missing && state.progress.is_none()}
                    is_empty={state.found.as_ref().is_some_and(|found| found.corpus == 0)}
                    removed_shown={state.view.removed_shown}
                    match_at={state.match_at}
                    why={state.why}
                    pointed={state.pointed}
                    act={act.clone()}
                    {on_restore}
                />
            </main>
            <Foot
                notices={state.notices.clone()}
                rows={state.rows.clone()}
                stage={state.stage.clone()}
                theme={*theme}
                {single_file}
                on_theme={on_theme.clone()}
                on_sheet={on_sheet.clone()}
            />
            if let Some(sheet) = *sheet {
                if sheet == Sheet::Help {
                    { help(&HelpProps { theme: *theme, single_file, on_theme, on_export, on_sheet, on_close }) }
                } else {
                    <Licences {on_close} />
                }
            }
        </>
    }
}

/// Names the window after the article, or else after the search: so do tabs, history and bookmarks.
#[hook]
fn use_title(state: &State) {
    let article = state.article.as_ref().map(|article| article.title.label.clone());
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

/// Whoever closes an article stands again where they opened it; whoever closes the filters, at their button.
#[hook]
fn use_focus(state: &State) {
    let before = use_mut_ref(|| None::<String>);
    use_effect_with(state.view.open.clone(), move |open| {
        let closed = before.replace(open.clone());
        if let (Some(id), None) = (closed, open) {
            focus(&format!("hit-{id}"));
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
                    EngineEvent::Answer(FromEngine::Report { jsonl }) => {
                        let _ = download::save("articles.jsonl", "application/jsonl", &jsonl);
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
}

/// Keeps the address at the view.
#[hook]
fn use_address(state: &State) {
    let typed = use_mut_ref(|| state.view.query.clone());
    use_effect_with(state.view.clone(), move |view| {
        let typing = *typed.borrow() != view.query;
        typed.borrow_mut().clone_from(&view.query);
        let timer = if typing {
            let view = view.clone();
            Some(Timeout::new(address::REST_MS, move || address::write(&view)))
        } else {
            address::write(view);
            None
        };
        move || drop(timer)
    });
}
