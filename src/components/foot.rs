//! What people need to trust, what was noticed, and the ways to everything else.

use super::notices::Notices;
use super::report::report;
use super::sheet::{Sheet, licences_link};
use super::version::Version;
use crate::state::{Notice, Stage};
use crate::theme::Theme;
use explorer_protocol::FileRow;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was noticed, oldest first.
    pub notices: Rc<Vec<Notice>>,
    /// What became of each file that was added.
    pub rows: Rc<Vec<FileRow>>,
    /// How far the engine is.
    pub stage: Stage,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the page is one file, with its licences inside.
    pub single_file: bool,
    /// How many steps of what was added can be undone.
    pub undo: u32,
    /// Undoes one.
    pub on_undo: Callback<()>,
    /// Changes to the next theme.
    pub on_theme: Callback<()>,
    /// Whether type is large.
    pub large: bool,
    /// Changes that.
    pub on_large: Callback<()>,
    /// Opens a sheet.
    pub on_sheet: Callback<Sheet>,
}

/// The foot of the page.
#[component]
pub fn Foot(props: &Props) -> Html {
    html! {
        <footer class="foot">
            if let Stage::Unavailable(reason) = &props.stage {
                <p class="alarm" role="alert">{ reason }</p>
            }
            <Version />
            <p class="foot-trust">{ "Nothing leaves this page." }</p>
            <Notices notices={props.notices.clone()} />
            { report(&props.rows) }
            if props.undo > 0 {
                <button type="button" class="quiet" onclick={props.on_undo.reform(|_| ())}>{ "Undo" }</button>
            }
            <div class="foot-links">
                <button type="button" class="quiet" onclick={props.on_sheet.reform(|_| Sheet::Notebook)}>{ "Your additions" }</button>
                { theme_button(props.theme, &props.on_theme) }
                <button type="button" class="quiet toggle" aria-pressed={props.large.to_string()} onclick={props.on_large.reform(|_| ())}>
                    { "Large type" }
                </button>
                <button type="button" class="quiet foot-help" onclick={props.on_sheet.reform(|_| Sheet::Help)}>
                    { "Keys and help" }
                </button>
                { licences_link(props.single_file, &props.on_sheet) }
            </div>
        </footer>
    }
}

/// The button that goes round the themes.
pub fn theme_button(theme: Theme, on_theme: &Callback<()>) -> Html {
    html! {
        <button type="button" class="quiet" onclick={on_theme.reform(|_| ())}>
            { format!("Theme: {}", theme.name()) }
        </button>
    }
}
