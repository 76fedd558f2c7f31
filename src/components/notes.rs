//! What did the reader write on an article, and where does it stand?

use super::reading::bring_into_view;
use super::sheet::Dialog;
use explorer_protocol::{ArticleView, Edit, Note, NoteView, Range};
use web_sys::HtmlTextAreaElement;
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
pub fn notes(article: &ArticleView, on_form: &Callback<Note>) -> Html {
    if article.notes.is_empty() {
        return html! {};
    }
    let marked = noted(article);
    let line = |NoteView { note, range }: &NoteView| {
        let place =
            range.and_then(|range| marked.iter().find(|mark| mark.end > range.start).map(|mark| mark.start));
        let words = html! { <q dir="auto">{ &note.exact }</q> };
        let on_change = {
            let note = note.clone();
            on_form.reform(move |_: MouseEvent| note.clone())
        };
        html! {
            <li key={note.id.clone()}>
                if let Some(start) = place {
                    <button
                        type="button"
                        class="quote"
                        title="Show it in the text"
                        onclick={Callback::from(move |_| bring_into_view(&format!(".noted[data-note=\"{start}\"]")))}
                    >{ words }</button>
                } else {
                    { words }<p class="is-unknown">{ "These words are not in the text now." }</p>
                }
                if !note.text.is_empty() { <p dir="auto">{ &note.text }</p> }
                <button type="button" class="quiet" onclick={on_change}>
                    { if note.text.is_empty() { "Write a note" } else { "Change the note" } }
                </button>
            </li>
        }
    };
    html! {
        <section class="notes" lang="en" dir="ltr" aria-label="Notes">
            <h2>{ "Notes" }</h2>
            <ul>{ for article.notes.iter().map(line) }</ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The note; one without an id is new.
    pub note: Note,
    /// Makes, changes or removes it.
    pub on_edit: Callback<Edit>,
    /// What to do when it is closed.
    pub on_close: Callback<()>,
}

/// The form for a note.
#[component]
pub fn WriteNote(props: &Props) -> Html {
    let Props { note, on_edit, on_close } = props;
    let words = use_node_ref();
    {
        let text = note.text.clone();
        use_effect_with(words.clone(), move |words| {
            // Once: as an attribute it would be set again, over what was typed, whenever the page changes.
            if let Some(words) = words.cast::<HtmlTextAreaElement>() {
                words.set_value(&text);
            }
        });
    }
    let done = {
        let (on_edit, on_close) = (on_edit.clone(), on_close.clone());
        Callback::from(move |edit| {
            on_edit.emit(edit);
            on_close.emit(());
        })
    };
    let on_submit = {
        let (done, words, note) = (done.clone(), words.clone(), note.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = words.cast::<HtmlTextAreaElement>().map(|words| words.value()).unwrap_or_default();
            done.emit(Edit::Note(Note { text: typed.trim().to_owned(), ..note.clone() }));
        })
    };
    let id = note.id.clone();
    html! {
        <Dialog label="Note" on_close={on_close.clone()}>
            <form class="correcting" onsubmit={on_submit}>
                <blockquote dir="auto">{ &note.exact }</blockquote>
                <textarea ref={words} rows="5" aria-label="What you note" dir="auto" autofocus={true} />
                <p>{ "Without words of yours it is a highlight." }</p>
                <div class="choices">
                    <button class="is-main">{ "Save" }</button>
                    if !id.is_empty() {
                        <button type="button" onclick={done.reform(move |_| Edit::Unnote(id.clone()))}>{ "Remove" }</button>
                    }
                </div>
            </form>
        </Dialog>
    }
}
