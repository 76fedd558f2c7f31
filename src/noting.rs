//! On which words of an article does a note stand?
//!
//! Each run of the text says by `data-at` where in the article it begins, in bytes. What is selected on the page
//! becomes a range of the text by what stands before it in its run, and a range becomes a note by its words and
//! what is around them.

use explorer_protocol::{ArticleView, Note, Range};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// So many characters around the words are kept: [`explorer_protocol`] leaves the number to the page.
const CONTEXT: usize = 32;

/// What is selected of the open article's text.
pub fn selected(article: &ArticleView) -> Option<Range> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let selection = window.get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let chosen = selection.get_range_at(0).ok()?;
    let runs = document.query_selector_all("article [data-at]").ok()?;
    let runs = (0..runs.length()).filter_map(|at| runs.get(at)?.dyn_into::<Element>().ok());
    let touched: Vec<Element> = runs.filter(|run| chosen.intersects_node(run).unwrap_or(false)).collect();
    let at = |run: &Element| run.get_attribute("data-at")?.parse::<u32>().ok();
    // Bytes from the beginning of a run to a place in it; all of it where the place lies outside.
    let until = |run: &Element, node: web_sys::Node, offset: u32| {
        let before = document.create_range().ok()?;
        before.select_node_contents(run).ok()?;
        if run.contains(Some(&node)) {
            before.set_end(&node, offset).ok()?;
            return Some(String::from(before.to_string()).len() as u32);
        }
        None
    };
    let (first, last) = (touched.first()?, touched.last()?);
    let (node, offset) = (chosen.start_container().ok()?, chosen.start_offset().ok()?);
    let start = at(first)? + until(first, node, offset).unwrap_or(0);
    let (node, offset) = (chosen.end_container().ok()?, chosen.end_offset().ok()?);
    let whole = || last.text_content().unwrap_or_default().len() as u32;
    let end = at(last)? + until(last, node, offset).unwrap_or_else(whole);
    trimmed(&article.text, Range { start, end })
}

/// A range without the white space at its ends; nothing if there is nothing else in it.
fn trimmed(text: &str, range: Range) -> Option<Range> {
    let words = text.get(range.start as usize..range.end as usize)?;
    let start = range.start + (words.len() - words.trim_start().len()) as u32;
    let end = start + words.trim().len() as u32;
    (start < end).then_some(Range { start, end })
}

/// A note that says nothing yet, on a range of an article's text.
pub fn note(article: &ArticleView, range: Range, created: String) -> Option<Note> {
    let (start, end) = (range.start as usize, range.end as usize);
    let (before, exact, after) =
        (article.text.get(..start)?, article.text.get(start..end)?, article.text.get(end..)?);
    let count = before.chars().count();
    let skipped = count.saturating_sub(CONTEXT);
    Some(Note {
        id: String::new(),
        article: article.id.clone(),
        exact: exact.to_owned(),
        prefix: before.chars().skip(skipped).collect(),
        suffix: after.chars().take(CONTEXT).collect(),
        start: count as u32,
        end: (count + exact.chars().count()) as u32,
        text: String::new(),
        created,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_its_words_and_what_is_around_them() {
        let text = "Één regel.\nThe ferry came in late again, and nobody was told why it did.";
        let article = ArticleView { id: "a".to_owned(), text: text.to_owned(), ..ArticleView::default() };
        let start = text.find("ferry").unwrap() as u32;
        let note = note(&article, Range { start, end: start + 5 }, String::new()).unwrap();
        assert_eq!((note.exact.as_str(), note.prefix.as_str()), ("ferry", "Één regel.\nThe "));
        assert_eq!(note.suffix, " came in late again, and nobody ");
        assert_eq!((note.start, note.end), (15, 20));
        let whole = super::note(&article, Range { start: 0, end: text.len() as u32 }, String::new()).unwrap();
        assert_eq!((whole.prefix.as_str(), whole.suffix.as_str()), ("", ""));
        let range = Range { start: 1, end: text.len() as u32 };
        assert_eq!(super::note(&article, range, String::new()), None, "half a letter");
    }

    #[test]
    fn white_space_at_the_ends_is_not_noted() {
        let range = |start, end| Range { start, end };
        assert_eq!(trimmed(" ab \n", range(0, 5)), Some(range(1, 3)));
        assert_eq!(trimmed(" ab \n", range(3, 5)), None);
        assert_eq!(trimmed("ab", range(0, 9)), None);
    }
}
