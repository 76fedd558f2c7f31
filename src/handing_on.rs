//! How does the page become one file that holds the articles and the program?
//!
//! The build left the program as one file beside a served page; a page that is that file already has itself. Into its head go
//! the articles, and what a person added where that is wanted. **Invariant.** The same articles and additions give the same
//! bytes, whichever page writes them; what goes in is data, which no browser executes or shows.

use crate::engine::Boot;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{DomParser, Element, SupportedType};

thread_local! {
    /// What the body held before the program took its place.
    static BODY: RefCell<String> = RefCell::default();
}

/// Remembers what the page says before its program has come.
pub fn remember() {
    BODY.set(body().map(|body| body.inner_html()).unwrap_or_default());
}

/// The page as one file. `content` is an archive in base64, and in a line behind it what a person added.
pub async fn one_page(boot: &Boot, content: &str) -> Result<String, String> {
    let (head, body) = match boot.single_file {
        true => own(),
        false => built(&boot.fetch_one_page().await?),
    }
    .ok_or("The page could not be written into one file: reload it and try again.")?;
    let (archive, additions) = content.split_once('\n').unwrap_or((content, ""));
    fill(&head, "title", "Article Explorer");
    fill(&head, "#corpus", archive);
    // Nothing in it may end the element that it stands in.
    fill(&head, "#additions", &additions.replace('<', "\\u003c"));
    if let Ok(Some(corpus)) = head.query_selector("#corpus") {
        let _ = corpus.remove_attribute("data-encoding");
    }
    Ok(format!("<!doctype html>\n<html lang=\"en\">{}<body>{body}</body></html>\n", head.outer_html()))
}

/// This page as it was opened.
fn own() -> Option<(Element, String)> {
    let head = web_sys::window()?.document()?.head()?;
    Some((head.clone_node_with_deep(true).ok()?.dyn_into().ok()?, BODY.with_borrow(Clone::clone)))
}

fn built(text: &str) -> Option<(Element, String)> {
    let page = DomParser::new().ok()?.parse_from_string(text, SupportedType::TextHtml).ok()?;
    Some((page.query_selector("head").ok()??, page.query_selector("body").ok()??.inner_html()))
}

fn body() -> Option<web_sys::HtmlElement> {
    web_sys::window()?.document()?.body()
}

fn fill(head: &Element, which: &str, text: &str) {
    if let Ok(Some(element)) = head.query_selector(which) {
        element.set_text_content(Some(text));
    }
}
