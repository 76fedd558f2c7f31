//! How does the page become one file that holds the articles and the program?
//!
//! The build left the program as one file beside a served page; a page that is that file already has itself. Into its head go
//! the articles, and what a person added where that is wanted. **Invariant.** The same articles and additions give the same
//! bytes; what goes in is data, which no browser executes or shows.

use crate::engine::Boot;
use crate::words::m;
use std::cell::RefCell;

thread_local! {
    /// What the body held before the program took its place.
    static BODY: RefCell<String> = RefCell::default();
}

/// Remembers what the page says before its program has come.
pub fn remember() {
    let body = web_sys::window().and_then(|window| window.document()).and_then(|document| document.body());
    BODY.set(body.map(|body| body.inner_html()).unwrap_or_default());
}

/// The page as one file. `content` is an archive in base64, and in a line behind it what a person added.
pub async fn one_page(boot: &Boot, content: &str) -> Result<String, String> {
    let page = if boot.single_file { own().unwrap_or_default() } else { boot.fetch_one_page().await? };
    filled(&page, content).ok_or_else(|| m::one_page_failed().to_owned())
}

/// This page as it was opened.
fn own() -> Option<String> {
    let head = web_sys::window()?.document()?.head()?.outer_html();
    let body = BODY.with_borrow(Clone::clone);
    Some(["<!doctype html>\n<html lang=\"en\">", &head, "<body>", &body, "</body></html>\n"].concat())
}

fn filled(page: &str, content: &str) -> Option<String> {
    let (archive, additions) = content.split_once('\n').unwrap_or((content, ""));
    let page = between(page, "<title>", "</title>", "Article Explorer")?;
    let page = between(&page, " id=\"corpus\">", "</script>", archive)?;
    // An archive is packed in itself.
    let page = page.replacen(" data-encoding=\"gzip\" id=\"corpus\">", " id=\"corpus\">", 1);
    // Nothing in it may end the element that it stands in.
    between(&page, " id=\"additions\">", "</script>", &additions.replace('<', "\\u003c"))
}

/// The page with something else between the first `start` and the first `end` behind it.
fn between(page: &str, start: &str, end: &str, text: &str) -> Option<String> {
    let from = page.find(start)? + start.len();
    let to = from + page.get(from..)?.find(end)?;
    Some([page.get(..from)?, text, page.get(to..)?].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><title>A ferry</title><script data-encoding=\"gzip\" id=\"corpus\">H4s=</script>\n<script id=\"additions\"></script></head>";

    #[test]
    fn articles_and_additions_take_their_places_and_nothing_ends_an_element() {
        let page = filled(PAGE, "QVhB\n{\"text\": \"</script><b>\"}").expect("it has the places");
        assert_eq!(
            page,
            "<head><title>Article Explorer</title><script id=\"corpus\">QVhB</script>\n<script id=\"additions\">{\"text\": \"\\u003c/script>\\u003cb>\"}</script></head>"
        );
        // Written once more without them, nothing of them is left.
        let again = filled(&page, "QVhC").expect("it has the places still");
        assert!(again.contains("QVhC") && !again.contains("QVhB") && !again.contains("text"));
        assert_eq!(filled("<head></head>", "QVhB"), None);
    }
}
