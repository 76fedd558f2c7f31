//! Where are the tags of our own `index.html`, and how is text put into a page safely?
//!
//! A scanner for markup that we and Trunk write: lower-case names, quoted attributes. It is no HTML
//! parser and is never used on anything else.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// A start tag.
#[derive(Debug, PartialEq)]
pub struct Tag<'a> {
    /// Its place in the source, in bytes, from `<` to after `>`.
    pub span: Range<usize>,
    /// Its name.
    pub name: &'a str,
    source: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.source;
        loop {
            let at = rest.find(name)?;
            let before = rest.get(..at)?;
            rest = rest.get(at + name.len()..)?;
            if before.ends_with(char::is_whitespace)
                && let Some(value) = rest.strip_prefix("=\"")
            {
                return value.split('"').next();
            }
        }
    }
}

/// The start tags of a page, outside comments.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|n| at + n) {
        let rest = html.get(start..).unwrap_or_default();
        let length = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else {
            rest.find('>').map(|end| end + 1)
        };
        let Some(length) = length else { break };
        let source = rest.get(1..length - 1).unwrap_or_default();
        if source.starts_with(|c: char| c.is_ascii_lowercase()) {
            let name = source.split([' ', '\n', '\t', '/']).next().unwrap_or_default();
            found.push(Tag { span: start..start + length, name, source });
        }
        at = start + length;
    }
    found
}

/// Puts other text in the place of spans that do not overlap.
pub fn replace(html: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| span.start);
    let mut text = String::new();
    let mut at = 0;
    for (span, new) in edits {
        text.push_str(html.get(at..span.start).unwrap_or_default());
        text.push_str(&new);
        at = span.end;
    }
    text.push_str(html.get(at..).unwrap_or_default());
    text
}

/// JavaScript that can stand between `<script>` and `</script>`.
///
/// The two sequences that HTML would read as its own can only be in strings, patterns and comments
/// there, where a backslash changes nothing. Line ends are what HTML makes of them, so that a hash of
/// this text is the hash the browser computes.
pub fn inline_script(source: &str) -> String {
    source
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace("</script", "<\\/script")
        .replace("<!--", "<\\!--")
}

/// How a content security policy names an inline script or style.
pub fn policy_hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// Bytes as text that needs no escaping in a page.
pub fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes_and_comments_are_not() {
        let html = "<!doctype html><!--<link href=\"no\">--><link rel=\"icon\" data-href=\"a\" \
                    href=\"./b\"/><p>1 < 2</p>";
        let tags = tags(html);
        let names: Vec<_> = tags.iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["link", "p"]);
        assert_eq!(tags[0].attribute("href"), Some("./b"));
        assert_eq!(tags[0].attribute("rel"), Some("icon"));
        assert_eq!(tags[0].attribute("title"), None);
    }

    #[test]
    fn spans_are_replaced_in_any_order() {
        let new = replace("abcdef", vec![(4..5, "-".into()), (1..3, "+".into())]);
        assert_eq!(new, "a+d-f");
    }

    #[test]
    fn a_script_cannot_end_itself_early() {
        let script = inline_script("let a = '</script><!--';\r\n");
        assert_eq!(script, "let a = '<\\/script><\\!--';\n");
    }

    #[test]
    fn the_policy_hash_is_that_of_the_specification() {
        // https://www.w3.org/TR/CSP3/#framework-directive-source-list gives no example; this one is
        // MDN's for `doSomething();`'s like: computed with openssl dgst -sha256 -binary | base64.
        assert_eq!(policy_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
