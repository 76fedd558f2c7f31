//! The line between two panes, which can be moved: with a pointer, and with the keys of a slider.

use super::controls::on;
use super::part::Part;
use crate::panes::{Pane, Panes};
use crate::state::Action;
use crate::words::{self, m};
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// A line that can be moved.
#[derive(PartialEq)]
pub struct Splitter {
    /// The pane before it.
    pub pane: Pane,
    /// How the panes are arranged.
    pub panes: Panes,
    /// Arranges them.
    pub act: Callback<Action>,
}

impl Part for Splitter {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let Splitter { pane, panes, act } = self;
        let (pane, panes) = (*pane, *panes);
        let held = use_mut_ref(|| false).run(hooks);
        // Events come by way of the page's root, so the element is asked for by itself.
        let line = use_node_ref().run(hooks);
        let (least, most, first) = pane.bounds();
        let on_key = {
            let act = act.clone();
            Callback::from(move |event: KeyboardEvent| {
                let width = panes.width(pane);
                // What comes before stands to the right where lines begin there.
                let step = if words::direction() == "rtl" { -1.0 } else { 1.0 };
                let width = match event.key().as_str() {
                    "ArrowLeft" => width - step,
                    "ArrowRight" => width + step,
                    "Home" => least,
                    "End" => most,
                    "Enter" => first,
                    _ => return,
                };
                event.prevent_default();
                act.emit(Action::Arranged(panes.with(pane, width)));
            })
        };
        let on_down = {
            let (held, line) = (held.clone(), line.clone());
            Callback::from(move |event: PointerEvent| {
                if let Some(line) = line.cast::<Element>() {
                    let _ = line.set_pointer_capture(event.pointer_id());
                    held.replace(true);
                }
            })
        };
        let on_move = {
            let (held, act, line) = (held.clone(), act.clone(), line.clone());
            Callback::from(move |event: PointerEvent| {
                let before = line.cast::<Element>().and_then(|line| line.previous_element_sibling());
                if let (true, Some(before)) = (*held.borrow(), before) {
                    let bounds = before.get_bounding_client_rect();
                    let at = f64::from(event.client_x());
                    // From the side at which lines begin.
                    let is_rtl = before.matches(":dir(rtl)").unwrap_or(false);
                    let width = if is_rtl { bounds.right() - at } else { at - bounds.left() };
                    act.emit(Action::Arranged(panes.with(pane, width / rem())));
                }
            })
        };
        let on_up = Callback::from(move |_: PointerEvent| {
            held.replace(false);
        });
        html! {
            <div
                ref={line}
                class={match pane { Pane::Filters => "splitter of-filters", Pane::Results => "splitter of-results" }}
                role="separator"
                tabindex="0"
                aria-orientation="vertical"
                aria-label={match pane { Pane::Filters => m::splitter_filters(), Pane::Results => m::splitter_results() }}
                aria-valuemin={(least as u32).to_string()}
                aria-valuemax={(most as u32).to_string()}
                aria-valuenow={(panes.width(pane) as u32).to_string()}
                onkeydown={on_key}
                // What lies beneath is not to be dragged instead.
                onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                onpointerdown={on_down}
                onpointermove={on_move}
                onpointerup={on_up.clone()}
                onpointercancel={on_up}
                ondblclick={on::<MouseEvent>(act, Action::Arranged(panes.with(pane, first)))}
            ></div>
        }
    }
}

/// Pixels of a rem.
fn rem() -> f64 {
    let root = web_sys::window().and_then(|window| {
        let style = window.get_computed_style(&window.document()?.document_element()?).ok()??;
        let size = style.get_property_value("font-size").ok()?;
        Some(js_sys::parse_float(&size)).filter(|size| *size > 0.0)
    });
    root.unwrap_or(16.0)
}
