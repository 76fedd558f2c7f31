//! What did the reader write on an article, and where does it stand?

use super::controls::{Button, quiet};
use super::part::{Part, after};
use super::reading::bring_into_view;
use super::sheet::dialog;
use crate::state::{Action, Sheet};
use crate::words::{self, m};
use explorer_protocol::{ArticleView, Edit, Note, NoteView, Range};
use web_sys::HtmlTextAreaElement;
use yew::functional::{Hook, HookContext};
use yew::prelude::*;

/// Where notes stand in the text: sorted, disjoint.
pub fn noted(article: &ArticleView) -> Vec<Range> {
    let mut ranges: Vec<Range> = article.notes.iter().filter_map(|note| note.range).collect();
    // They come in order; those that overlap become one.
    ranges.dedup_by(|next, whole| {
        let overlaps = next.start < whole.end;
        if overlaps {
            whole.end = whole.end.max(next.end);
        }
        overlaps
    });
    ranges
}

/// The notes on an article, each a way to its place and to its form.
pub fn notes(article: &ArticleView, act: &Callback<Action>) -> Html {
    if article.notes.is_empty() {
        return html! {};
    }
    let marked = noted(article);
    let line = |NoteView { note, range }: &NoteView| {
        let place =
            range.and_then(|range| marked.iter().find(|mark| mark.end > range.start).map(|mark| mark.start));
        let words = html! { <q dir="auto">{ &note.exact }</q> };
        html! {
            <li key={note.id.clone()}>
                if let Some(start) = place {
                    { to_its_place(words, start) }
                } else {
                    { words }<p class="is-unknown">{ m::words_not_in_text() }</p>
                }
                if !note.text.is_empty() { <p dir="auto">{ &note.text }</p> }
                { quiet(
                    act,
                    Action::show(Sheet::Note(note.clone())),
                    if note.text.is_empty() { m::write_note() } else { m::change_note() },
                ) }
            </li>
        }
    };
    html! {
        <section class="notes" lang={words::language()} dir={words::direction()} aria-label={m::notes()}>
            <h2>{ m::notes() }</h2>
            <ul>{ for article.notes.iter().map(line) }</ul>
        </section>
    }
}

/// The words of a note as the way to where they stand in the text.
fn to_its_place(words: Html, start: u32) -> Html {
    let onclick = Callback::from(move |_| {
        bring_into_view(&(".noted[data-note=\"".to_owned() + &start.to_string() + "\"]"))
    });
    Button { title: Some(m::show_in_text()), ..Button::of("quote") }.calling(onclick, words)
}

/// The form for a note.
#[derive(PartialEq)]
pub struct WriteNote {
    /// The note; one without an id is new.
    pub note: Note,
    /// What to do when something happens.
    pub act: Callback<Action>,
}

impl Part for WriteNote {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        let WriteNote { note, act } = self;
        let words = use_node_ref().run(hooks);
        {
            let (text, words) = (note.text.clone(), words.clone());
            after(hooks, (), move || {
                // Once: as an attribute it would be set again, over what was typed, whenever the page changes.
                words.cast::<HtmlTextAreaElement>()?.set_value(&text);
                None
            });
        }
        let done = {
            let act = act.clone();
            Callback::from(move |edit| {
                act.emit(Action::edit(edit));
                act.emit(Action::Sheet(None));
            })
        };
        let on_submit = {
            let (done, words, note) = (done.clone(), words.clone(), note.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let typed =
                    words.cast::<HtmlTextAreaElement>().map(|words| words.value()).unwrap_or_default();
                done.emit(Edit::Note(Note { text: typed.trim().to_owned(), ..note.clone() }));
            })
        };
        let id = note.id.clone();
        let content = html! {
            <form class="correcting" onsubmit={on_submit}>
                <blockquote dir="auto">{ &note.exact }</blockquote>
                <textarea ref={words} rows="5" aria-label={m::what_you_note()} dir="auto" autofocus={true} />
                <p>{ m::highlight_hint() }</p>
                <div class="choices">
                    <button class="is-main">{ m::save() }</button>
                    if !id.is_empty() {
                        { Button::default().calling(done.reform(move |_| Edit::Unnote(id.clone())), m::remove().into()) }
                    }
                </div>
            </form>
        };
        dialog(m::note(), act, content)
    }
}
