//! What does a change set off outside?
//!
//! The one place where state meets the world: a new search asks the engine, a new view is written into
//! the address, keys and the engine's words become actions.

use crate::components::{Filters, Foot, Header, Help, Notices, Reading, Results};
use crate::engine::{Boot, Engine, EngineEvent};
use crate::state::{Action, Stage, State};
use crate::{address, download};
use explorer_protocol::{FromEngine, SearchRequest};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
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
    let state = use_reducer(|| State::at(address::read()));
    let act = use_callback((), {
        let dispatcher = state.dispatcher();
        move |action: Action, ()| dispatcher.dispatch(action)
    });
    let boot = use_memo((), |()| Boot::of_page());
    let engine = use_engine(&boot, &act);
    let help = use_state(|| false);

    use_answers(engine.as_ref(), &state);
    use_address(&state);
    {
        let act = act.clone();
        use_effect_with((), move |()| {
            let listener = address::listen(move |view| act.emit(Action::Restored(view)));
            move || drop(listener)
        });
    }
    use_keys(&state, &act, &help);

    let on_files = use_callback(engine.clone(), |files, engine| {
        if let Some(engine) = engine {
            engine.add_files(files);
        }
    });
    let on_export = use_callback(engine.clone(), |_, engine| {
        if let Some(engine) = engine {
            engine.report();
        }
    });
    let on_help = use_callback(help.setter(), |shown: bool, help| help.set(shown));
    let reading = state.view.open.is_some();

    html! {
        <>
            <Header
                query={state.view.query.clone()}
                corpus={state.found.as_ref().map_or(0, |found| found.corpus)}
                act={act.clone()}
                {on_files}
                {on_export}
            />
            <main class={classes!("desk", reading.then_some("is-reading"))}>
                <Filters view={state.view.clone()} found={state.found.clone()} act={act.clone()} />
                <Results state={(*state).clone()} act={act.clone()} />
                <Reading state={(*state).clone()} act={act.clone()} />
            </main>
            <Notices notices={state.notices.clone()} stage={state.stage.clone()} />
            <Foot single_file={boot.as_ref().as_ref().is_ok_and(|boot| boot.single_file)} on_help={on_help.clone()} />
            if *help {
                <Help on_close={on_help.reform(|()| false)} />
            }
        </>
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
    let request = SearchRequest {
        query: state.view.query.clone(),
        filters: state.view.filters.clone(),
        sort: state.view.sort,
        offset: 0,
        limit: state.hits,
    };
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
    let missing = state.article.is_none().then_some(state.corpus_version);
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

/// Keys that work wherever the user is not typing.
#[hook]
fn use_keys(state: &UseReducerHandle<State>, act: &Callback<Action>, help: &UseStateHandle<bool>) {
    let latest = use_mut_ref(|| state.clone());
    latest.replace(state.clone());
    let (act, help) = (act.clone(), help.setter());
    use_effect_with((), move |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document.clone(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                let typing = target.as_ref().is_some_and(is_field);
                if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
                    return;
                }
                let key = event.key();
                // A dialog has keys of its own.
                if document.query_selector("dialog[open]").ok().flatten().is_some() {
                    return;
                }
                if key == "Escape" {
                    if typing {
                        blur(target.as_ref());
                    } else if latest.borrow().view.open.is_some() {
                        act.emit(Action::Closed);
                    }
                    return;
                }
                if typing {
                    return;
                }
                let state = latest.borrow().clone();
                match key.as_str() {
                    "/" => {
                        event.prevent_default();
                        if let Ok(Some(field)) = document.query_selector("#search") {
                            let _ = field.unchecked_into::<HtmlElement>().focus();
                        }
                    }
                    "j" => step(&state, &act, true),
                    "k" => step(&state, &act, false),
                    "n" => act.emit(Action::Stepped { forward: true }),
                    "p" => act.emit(Action::Stepped { forward: false }),
                    "?" => help.set(true),
                    _ => {}
                }
            })
        });
        move || drop(listener)
    });
}

/// Opens the result after the open one, or before it.
fn step(state: &State, act: &Callback<Action>, forward: bool) {
    let Some(found) = &state.found else { return };
    let next = match (state.position(), forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1).min(found.hits.len().saturating_sub(1)),
        (Some(at), false) => at.saturating_sub(1),
    };
    if let Some(hit) = found.hits.get(next) {
        act.emit(Action::Opened(hit.id.clone()));
    }
}

fn is_field(element: &Element) -> bool {
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(kind.as_str(), "checkbox" | "file" | "button"),
        _ => false,
    }
}

fn blur(element: Option<&Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        let _ = element.blur();
    }
}
