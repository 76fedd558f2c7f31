//! What does a change set off outside?
//!
//! The one place where state meets the world: a new search asks the engine, a new view is written into the address, the
//! engine's words become actions, and the focus goes where the user goes. [`Outside::follow`] compares what the page
//! shows now with what it showed before, so that whatever brings a change about, the same follows from it.

use crate::components::page;
use crate::corpora::Corpora;
use crate::dropping::{dropping, pasting};
use crate::engine::{Boot, Engine, EngineEvent, bytes_of};
use crate::handing_on::one_page;
use crate::keys::keys;
use crate::panes::{Pane, Panes};
use crate::searches::Searches;
use crate::state::{Action, PAGE, Stage, State, View};
use crate::theme::{Theme, apply_large, recall_large};
use crate::{address, download, stars, words};
use explorer_protocol::{ARCHIVE, Found, FromEngine, ONE_PAGE, Saved, SearchRequest, ToEngine};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlElement};
use yew::prelude::*;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// The page as it begins: what the address says, and what the browser kept of last time.
fn first() -> State {
    let mut state = State::at(address::read(), stars::recall());
    state.theme = Theme::recall();
    state.large = recall_large();
    state.panes = Panes::recall();
    state.searches = Rc::new(Searches::recall());
    state.corpora = Rc::new(Corpora::recall());
    state
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(first);
    let outside = use_mut_ref(Outside::default);
    let engine = use_mut_ref(|| None::<Engine>);
    let boot = use_memo((), |()| Boot::of_page());
    let act = use_callback((), {
        let (engine, dispatcher, boot) = (engine.clone(), state.dispatcher(), boot.clone());
        move |action: Action, ()| match (action, engine.borrow().as_ref()) {
            (Action::Ask(message), Some(engine)) => engine.ask(message),
            (Action::Added(files), Some(engine)) => engine.add_files(files),
            (Action::Reading(wish), Some(engine)) => engine.read_on(wish),
            (Action::ReadAgain(path, choices), Some(engine)) => engine.read_again(&path, choices),
            (Action::Language(language), _) => {
                let (boot, dispatcher) = (boot.clone(), dispatcher.clone());
                spawn_local(async move {
                    if let Ok(boot) = &*boot
                        && words::speak(boot, &language).await.is_ok()
                    {
                        address::name_language(&language);
                        dispatcher.dispatch(Action::Spoken);
                    }
                });
            }
            (Action::Corpus(change), Some(engine)) => {
                let corpora = Corpora::change(change);
                engine.remove(&corpora);
                dispatcher.dispatch(Action::Corpora(corpora));
            }
            (action, _) => dispatcher.dispatch(action),
        }
    });
    let known = boot.as_ref().clone().unwrap_or_default();
    {
        let (state, act) = (state.clone(), act.clone());
        use_effect(move || {
            let mut outside = outside.borrow_mut();
            if outside.before.is_none() {
                engine.replace(start(&boot, &act));
                outside.listen(&act);
            }
            outside.follow(&state, engine.borrow().as_ref(), &act);
        });
    }
    page(&state, &known, &act)
}

/// Starts the engine, whose words become actions.
fn start(boot: &Result<Boot, String>, act: &Callback<Action>) -> Option<Engine> {
    match boot {
        Ok(boot) => {
            let (act, own) = (act.clone(), boot.clone());
            let on_event = Callback::from(move |event| match event {
                EngineEvent::Answer(FromEngine::Saved(saved)) => save(*saved, own.clone(), act.clone()),
                event => act.emit(Action::Engine(event)),
            });
            Some(Engine::start(boot.clone(), on_event))
        }
        Err(reason) => {
            act.emit(Action::Engine(EngineEvent::Unavailable(reason.clone())));
            None
        }
    }
}

/// Offers a file to be saved, once it is whole.
fn save(saved: Saved, boot: Boot, act: Callback<Action>) {
    spawn_local(async move {
        let text: JsValue = match saved.media_type.as_str() {
            ARCHIVE => match bytes_of(&saved.text) {
                Ok(bytes) => Uint8Array::from(bytes.as_slice()).into(),
                Err(_) => return,
            },
            ONE_PAGE => match one_page(&boot, &saved.text).await {
                Ok(page) => page.into(),
                Err(message) => {
                    return act.emit(Action::Engine(EngineEvent::Answer(FromEngine::Failed { message })));
                }
            },
            _ => saved.text.into(),
        };
        let _ = download::save(&saved.name, &saved.media_type, text);
    });
}

/// What of the world must be remembered from one change to the next.
#[derive(Default)]
struct Outside {
    /// What the page showed before.
    before: Option<State>,
    /// What it shows, for keys that are pressed.
    now: Rc<RefCell<State>>,
    /// Pages of the latest answer's hits that were asked for.
    asked: Vec<u32>,
    /// Waits until what moves has come to rest, or what was asked for is painted; then the address says it.
    resting: Option<Timeout>,
    /// What the address is to say in a moment, as a step of its own.
    unwritten: Option<View>,
    /// What is heard for as long as the page is there.
    listeners: Vec<EventListener>,
}

impl Outside {
    fn listen(&mut self, act: &Callback<Action>) {
        let Some(document) = document() else { return };
        self.listeners.push(keys(&document, &self.now, act));
        self.listeners.extend(dropping(&document, act));
        self.listeners.push(pasting(&document, act));
        let act = act.clone();
        self.listeners.extend(address::listen(move |view| act.emit(Action::Restored(view))));
    }

    /// Sees to all that follows from the state as it is now.
    fn follow(&mut self, now: &State, engine: Option<&Engine>, act: &Callback<Action>) {
        let before = self.before.replace(now.clone());
        self.now.replace(now.clone());
        let before = before.as_ref();
        // First of all what takes time: to write the address takes ten milliseconds, in which the engine can work.
        if let Some(engine) = engine {
            self.ask(before, now, engine);
        }
        keep(before, now);
        self.write_address(before, now, act);
        if let Some(before) = before {
            move_focus(before, now);
        }
        if before.map(subject) != Some(subject(now))
            && let Some(document) = document()
        {
            document.set_title(&match subject(now).trim() {
                "" => "Article Explorer".to_owned(),
                subject => subject.to_owned() + " · Article Explorer",
            });
        }
    }

    /// Searches and reads whenever what is asked for, or the corpus, has changed.
    fn ask(&mut self, before: Option<&State>, now: &State, engine: &Engine) {
        let search = |state: &State| {
            let known = matches!(state.stage, Stage::Running(_)) && state.corpus_version > 0;
            // How many hits the window holds changes nothing about them.
            known.then(|| (SearchRequest { limit: 0, ..state.request() }, state.corpus_version))
        };
        let wished = search(now);
        if wished.is_some() && before.and_then(search) != wished {
            engine.ask(ToEngine::Search(now.request()));
        }
        // Of a search that is not answered yet no further hits are known.
        let answer = |state: &State| state.found.as_ref().map(Rc::<Found>::as_ptr);
        if before.and_then(answer) != answer(now) {
            self.asked.clear();
        }
        for page in now.seen.map_or(Vec::new(), |seen| now.pages.missing(seen)) {
            if !self.asked.contains(&page) {
                self.asked.push(page);
                let request = SearchRequest { offset: page * PAGE, limit: PAGE, ..now.request() };
                engine.ask(ToEngine::Page(request));
            }
        }
        let reading = |state: &State| {
            let id = state.view.open.clone().filter(|_| state.corpus_version > 0)?;
            let missing = state.article.is_none().then_some(state.corpus_version);
            Some((id, state.view.query.clone(), state.text, missing, state.restorations))
        };
        if let Some((id, query, limit, ..)) = reading(now)
            && before.and_then(reading) != reading(now)
        {
            engine.ask(ToEngine::Read { id, query, limit });
        }
        let similar = |state: &State| Some((state.article.as_ref()?.id.clone(), state.corpus_version));
        if let Some((id, _)) = similar(now)
            && before.and_then(similar) != similar(now)
        {
            engine.ask(ToEngine::Similar(id));
        }
    }

    /// Keeps the address at the view, and what rested there among the recent searches.
    fn write_address(&mut self, before: Option<&State>, now: &State, act: &Callback<Action>) {
        let before = before.map(|before| &before.view);
        if before == Some(&now.view) {
            return;
        }
        let step = self.unwritten.take();
        // What the address brought about stands in it already. Written a moment later it would be a step too many,
        // were another step back under way by then.
        if before.is_some() && address::read() == now.view {
            self.resting = None;
            return;
        }
        // A step is not lost because another follows in no time.
        if let Some(step) = step {
            address::write(&step);
        }
        // What changes while somebody types or draws: a step is made of it once it rests.
        let moving = |view: &View| (view.query.clone(), view.filters.from.clone(), view.filters.to.clone());
        let is_moving = before.is_some_and(|before| moving(before) != moving(&now.view));
        let (view, act) = (now.view.clone(), act.clone());
        self.resting = Some(if is_moving {
            Timeout::new(address::REST_MS, move || {
                address::write(&view);
                act.emit(Action::Rested(view));
            })
        } else {
            self.unwritten = Some(view.clone());
            Timeout::new(address::SOON_MS, move || address::write(&view))
        });
    }
}

/// Shows what the user set, and keeps it for the next time.
fn keep(before: Option<&State>, now: &State) {
    if before.map(|before| before.theme) != Some(now.theme) {
        now.theme.apply();
    }
    if before.map(|before| before.large) != Some(now.large) {
        apply_large(now.large);
    }
    if before.map(|before| before.panes) != Some(now.panes) {
        arrange(&now.panes);
        now.panes.keep();
    }
    if let Some(before) = before {
        if before.searches != now.searches {
            now.searches.keep();
        }
        if before.stars != now.stars {
            stars::keep(&now.stars);
        }
    }
}

/// What the window is named after: the article, or else the search. So are tabs, history and bookmarks.
fn subject(state: &State) -> &str {
    let title = state.article.as_ref().map(|article| article.name());
    title.filter(|title| !title.is_empty()).unwrap_or(&state.view.query)
}

/// Whoever closes an article stands again where they opened it; whoever closes the filters or a label's form, at their
/// button.
fn move_focus(before: &State, now: &State) {
    if let (Some(id), None) = (&before.view.open, &now.view.open) {
        focus(&("hit-".to_owned() + id));
    }
    if let (Some(which), None) = (before.editing, now.editing) {
        focus(&("edit-".to_owned() + which.id()));
    }
    match (before.filters_over, now.filters_over) {
        (false, true) => focus("filters"),
        (true, false) => focus("filters-button"),
        _ => {}
    }
    if now.panes.filters_hidden && !before.panes.filters_hidden {
        focus("filters-button");
    }
}

fn focus(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The panes as wide as the user set them. The policy of the page refuses `style` attributes, but not this.
fn arrange(panes: &Panes) {
    let Some(desk) = document().and_then(|document| document.query_selector(".desk").ok().flatten()) else {
        return;
    };
    let style = desk.unchecked_into::<HtmlElement>().style();
    for pane in [Pane::Filters, Pane::Results] {
        let _ = match panes.set_width(pane) {
            // Quarters of a rem: to print a fraction is a part of the page's weight.
            Some(width) => {
                let quarters = ((width * 4.0) as u32).to_string();
                style.set_property(pane.property(), &("calc(".to_owned() + &quarters + "rem / 4)"))
            }
            None => style.remove_property(pane.property()).map(|_| ()),
        };
    }
}
