//! How was a file read that was added, and how else could it be?
//!
//! Its encoding and, of a table, what each column holds: as they were found or chosen, to be chosen anew. What is in the
//! file can also be removed from the corpus as a whole.

use super::controls::button;
use super::part::Part;
use super::sheet::dialog;
use crate::engine::Choices;
use crate::state::Action;
use crate::words::{Said, m};
use explorer_protocol::{Column, Edit, FileRow};
use web_sys::{FormData, HtmlFormElement};
use yew::functional::HookContext;
use yew::prelude::*;

/// Encodings that files are found in (<https://encoding.spec.whatwg.org/#names-and-labels>), those that can be mistaken for
/// one another together; by the names that readers know.
const ENCODINGS: &[&str] = &[
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "ISO-8859-15",
    "windows-1250",
    "ISO-8859-2",
    "windows-1254",
    "windows-1257",
    "windows-1251",
    "KOI8-R",
    "KOI8-U",
    "IBM866",
    "ISO-8859-5",
    "windows-1253",
    "ISO-8859-7",
    "windows-1256",
    "ISO-8859-6",
    "windows-1255",
    "ISO-8859-8",
    "windows-1258",
    "windows-874",
    "GB18030",
    "Big5",
    "Shift_JIS",
    "EUC-JP",
    "ISO-2022-JP",
    "EUC-KR",
    "macintosh",
];

/// What a column can hold.
const FIELDS: [(&str, Said); 8] = [
    ("text", m::column_text),
    ("html", m::column_html),
    ("title", m::name_title),
    ("lead", m::column_lead),
    ("date", m::name_date),
    ("author", m::name_authors),
    ("source", m::name_source),
    ("url", m::column_url),
];

/// The sheet of a file.
#[derive(PartialEq)]
pub struct OneFile {
    /// What became of it.
    pub row: FileRow,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for OneFile {
    fn draw(&self, _: &mut HookContext) -> Html {
        let OneFile { row, act } = self;
        let on_submit = {
            let (act, path, columns) = (act.clone(), row.path.clone(), row.columns.len());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let form: HtmlFormElement = event.target_unchecked_into();
                let Ok(form) = FormData::new_with_form(&form) else { return };
                let chosen = |name: &str| form.get(name).as_string().filter(|value| !value.is_empty());
                let columns: Vec<String> = (1..=columns)
                    .filter_map(|number| Some(format!("{}={number}", chosen(&number.to_string())?)))
                    .collect();
                let columns = Some(columns.join(", ")).filter(|columns| !columns.is_empty());
                act.emit(Action::ReadAgain(path.clone(), Choices { encoding: chosen("encoding"), columns }));
                act.emit(Action::Sheet(None));
            })
        };
        let on_remove = {
            let (act, file) = (act.clone(), row.path.clone());
            Callback::from(move |_: MouseEvent| {
                act.emit(Action::edit(Edit::AsideFile { file: file.clone() }));
                act.emit(Action::Sheet(None));
            })
        };
        let found = match row.encodings.as_slice() {
            [] => "UTF-8".to_owned(),
            found => found.join(" + "),
        };
        let option = |name: &&'static str| html! { <option value={*name}>{ *name }</option> };
        let content = html! {
            <form class="correcting one-file" onsubmit={on_submit}>
                <p><bdi>{ &row.path }</bdi>{ " · " }{ m::articles(row.articles) }</p>
                <label>
                    { m::encoding() }
                    <select name="encoding" autofocus={true}>
                        <option value="">{ m::as_found(&found) }</option>
                        { for ENCODINGS.iter().map(option) }
                    </select>
                </label>
                if !row.columns.is_empty() {
                    <fieldset>
                        <legend>{ m::columns_of_table() }</legend>
                        { for (1u32..).zip(&row.columns).map(|(number, column)| column_choice(number, column)) }
                    </fieldset>
                }
                if !row.notes.is_empty() {
                    <ul class="file-notes" lang="en" dir="ltr">
                        { for row.notes.iter().take(NOTES).map(|note| html! { <li>{ note }</li> }) }
                    </ul>
                }
                <div class="choices">
                    <button class="is-main">{ m::read_again() }</button>
                    if row.articles > 0 {
                        <button type="button" onclick={on_remove}>{ m::remove_from_corpus() }</button>
                    }
                    { button("quiet", act, Action::Sheet(None), m::cancel()) }
                </div>
                <p>{ m::read_again_hint() }</p>
            </form>
        };
        dialog(m::file(), act, content)
    }
}

/// So many sentences about a file stand here; all are in the report that is saved.
const NOTES: usize = 12;

fn column_choice(number: u32, column: &Column) -> Html {
    let option = |(field, name): &(&'static str, Said)| {
        html! { <option value={*field} selected={column.field == *field}>{ name() }</option> }
    };
    html! {
        <label>
            <bdi>{ &column.name }</bdi>
            <select name={number.to_string()}>
                <option value="" selected={column.field.is_empty()}>{ m::column_unused() }</option>
                { for FIELDS.iter().map(option) }
            </select>
        </label>
    }
}
