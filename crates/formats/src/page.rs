//! Is a text HTML, and how does a record become one text?
//!
//! The second is the engine's to say (`explorer_articles::read::page`); the first is asked of values that a
//! feed or a table gives without saying what they are. **Invariant.** Plain text with a few `<` stays plain.

pub use explorer_articles::read::page::{Given, escaped, page};

/// Whether a text is HTML rather than text: it closes an element, or breaks a line as HTML does.
pub fn looks_like_html(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let name: String =
            rest.trim_start_matches('/').chars().take(8).take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if matches!(
            name.as_str(),
            "p" | "br"
                | "div"
                | "span"
                | "a"
                | "b"
                | "i"
                | "em"
                | "strong"
                | "ul"
                | "li"
                | "h1"
                | "h2"
                | "h3"
                | "img"
                | "html"
                | "body"
                | "article"
                | "table"
                | "figure"
                | "section"
        ) && rest.contains('>')
        {
            return true;
        }
    }
    false
}
