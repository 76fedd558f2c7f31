//! What of the page is drawn by itself?
//!
//! A [`Part`] is drawn when what it shows has changed, or something that only it remembers. To the framework all parts
//! are one component: its code for a component is there once for each, and for twenty it was a seventh of the page's
//! weight. The same holds for what is done after drawing ([`after`]).
//!
//! **Invariant.** A part gives its place only to one of the same type, so that it finds what it remembers.

use crate::words;
use std::any::{Any, type_name};
use std::cell::RefCell;
use std::rc::Rc;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

/// What a part shows; two that are equal look the same.
pub trait Part: PartialEq + 'static {
    /// Draws it. Hooks are run in the same order each time.
    fn draw(&self, hooks: &mut HookContext) -> Html;
}

/// A part whose type does not matter.
trait AnyPart {
    fn draw(&self, hooks: &mut HookContext) -> Html;
    fn shown(&self) -> &dyn Any;
    fn is(&self, other: &dyn Any) -> bool;
}

impl<T: Part> AnyPart for T {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        Part::draw(self, hooks)
    }

    fn shown(&self) -> &dyn Any {
        self
    }

    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }
}

#[derive(Properties)]
struct Props {
    part: Rc<dyn AnyPart>,
    /// In which language it was said.
    spoken: u32,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.spoken == other.spoken && self.part.is(other.part.shown())
    }
}

struct Drawing<'a>(&'a dyn AnyPart);

impl Hook for Drawing<'_> {
    type Output = Html;

    fn run(self, hooks: &mut HookContext) -> Html {
        self.0.draw(hooks)
    }
}

fn use_drawing(part: &dyn AnyPart) -> Drawing<'_> {
    Drawing(part)
}

#[component]
fn Drawn(props: &Props) -> Html {
    use_drawing(&*props.part)
}

/// A part at its place in the page.
pub fn part<T: Part>(part: T) -> Html {
    drawn(Rc::new(part), type_name::<T>())
}

/// One of many parts; each is known by its key.
pub fn keyed<T: Part>(key: &str, part: T) -> Html {
    drawn(Rc::new(part), key)
}

fn drawn(part: Rc<dyn AnyPart>, key: &str) -> Html {
    VComp::new::<Drawn>(Rc::new(Props { part, spoken: words::spoken() }), Some(Key::from(key))).into()
}

/// What an effect leaves behind, to be dropped when it is set off again or its part goes: listeners, timers.
pub type Left = Option<Box<dyn Any>>;

type Effect = Box<dyn FnOnce() -> Left>;

/// Does something after drawing whenever `of` is not what it was the last time.
pub fn after<T: PartialEq + 'static>(
    hooks: &mut HookContext,
    of: T,
    effect: impl FnOnce() -> Left + 'static,
) {
    let is = |before: &dyn Any, now: &dyn Any| before.downcast_ref::<T>() == now.downcast_ref::<T>();
    after_any(hooks, Box::new(of), is, Box::new(effect));
}

fn after_any(hooks: &mut HookContext, of: Box<dyn Any>, is: fn(&dyn Any, &dyn Any) -> bool, effect: Effect) {
    let last = use_ref(|| RefCell::new((None::<Box<dyn Any>>, Left::None))).run(hooks);
    use_effect(move || {
        let (before, left) = &mut *last.borrow_mut();
        if !before.as_ref().is_some_and(|before| is(&**before, &*of)) {
            *before = Some(of);
            // What was left goes before it is left again.
            left.take();
            *left = effect();
        }
    })
    .run(hooks);
}
