//! What are the tags and texts of a piece of HTML?
//!
//! A tokenizer after the HTML standard's states (WHATWG HTML, 13.2.5) that keeps byte offsets and leaves out
//! what an article reader has no use for. **Invariant.** Tokens are in order, do not overlap and lie in the
//! input; any bytes are taken; one pass.

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token<'a> {
    /// Characters between tags, entities not decoded.
    Text,
    /// Characters in an element that holds no tags: script, style, title, textarea.
    Raw,
    /// `<name …>`: name as written, and the attributes.
    Open(&'a str, &'a str),
    /// `</name>`
    Close(&'a str),
    /// A comment, a doctype or the like.
    Other,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed<'a> {
    /// What.
    pub token: Token<'a>,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The tokens of `html`, in order.
pub struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// Name of the element whose content is not markup.
    raw: Option<&'a str>,
    /// Closing tags of raw elements that are known not to come any more.
    missing: Vec<String>,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning.
    pub fn new(html: &'a str) -> Self {
        Tokens { html, at: 0, raw: None, missing: Vec::new() }
    }

    fn until(&mut self, end: usize, token: Token<'a>) -> Option<Placed<'a>> {
        let placed = Placed { token, start: self.at, end };
        self.at = end;
        Some(placed)
    }

    fn position_of(&self, from: usize, mark: &str) -> Option<usize> {
        self.html.get(from..)?.find(mark).map(|at| from + at)
    }

    /// Where `</name` stands from here on, in any case.
    fn closing(&mut self, name: &str) -> Option<usize> {
        let lower = name.to_ascii_lowercase();
        if self.missing.contains(&lower) {
            return None;
        }
        let mut from = self.at;
        while let Some(at) = self.position_of(from, "</") {
            let rest = self.html.as_bytes().get(at + 2..at + 2 + name.len());
            if rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name.as_bytes())) {
                return Some(at);
            }
            from = at + 2;
        }
        self.missing.push(lower);
        None
    }

    fn tag(&mut self) -> Option<Placed<'a>> {
        let bytes = self.html.as_bytes();
        let start = self.at;
        let closing = bytes.get(start + 1) == Some(&b'/');
        let name_at = start + 1 + usize::from(closing);
        let mut at = name_at;
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'>' | b'/')) {
            at += 1;
        }
        let name = self.html.get(name_at..at).unwrap_or("");
        // The end of the tag is the first `>` that is not in an attribute's quotes.
        let attributes = at;
        let mut quote = None;
        let mut after_equals = false;
        while let Some(&byte) = bytes.get(at) {
            match (quote, byte) {
                (Some(open), byte) if byte == open => quote = None,
                (Some(_), _) => {}
                (None, b'>') => break,
                (None, b'"' | b'\'') if after_equals => quote = Some(byte),
                _ => {}
            }
            if quote.is_none() && !byte.is_ascii_whitespace() {
                after_equals = byte == b'=';
            }
            at += 1;
        }
        if at >= bytes.len() && quote.is_some() {
            // A quotation mark that never closes: end at the first `>` instead.
            at = self.position_of(attributes, ">").unwrap_or(bytes.len());
        }
        let inner = self.html.get(attributes..at).unwrap_or("");
        let end = (at + 1).min(bytes.len());
        if closing {
            return self.until(end, Token::Close(name));
        }
        let is_raw =
            ["script", "style", "title", "textarea", "noscript", "iframe", "template", "xmp", "noembed"]
                .iter()
                .any(|raw| name.eq_ignore_ascii_case(raw));
        if is_raw && !inner.ends_with('/') {
            self.raw = Some(name);
        }
        self.until(end, Token::Open(name, inner))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        let bytes = self.html.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        if let Some(name) = self.raw.take()
            && let Some(end) = self.closing(name)
            && end > self.at
        {
            return self.until(end, Token::Raw);
        }
        if bytes.get(self.at) == Some(&b'<') {
            match bytes.get(self.at + 1) {
                Some(byte) if byte.is_ascii_alphabetic() => return self.tag(),
                Some(b'/') if bytes.get(self.at + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    return self.tag();
                }
                Some(b'!' | b'?' | b'/') => {
                    let mark = if self.html.get(self.at..).is_some_and(|rest| rest.starts_with("<!--")) {
                        "-->"
                    } else {
                        ">"
                    };
                    let end = self.position_of(self.at + 2, mark).map_or(bytes.len(), |at| at + mark.len());
                    return self.until(end, Token::Other);
                }
                _ => {}
            }
        }
        let mut end =
            self.at + self.html.get(self.at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        while end < bytes.len() {
            match self.position_of(end, "<") {
                Some(at) => {
                    end = at;
                    if bytes
                        .get(at + 1)
                        .is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
                    {
                        break;
                    }
                    end += 1;
                }
                None => end = bytes.len(),
            }
        }
        self.until(end, Token::Text)
    }
}

/// The value of an attribute, as written, without its quotes.
pub fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        if end == 0 && rest.is_empty() {
            return None;
        }
        let name = rest.get(..end)?;
        rest = rest.get(end..)?.trim_start();
        let value = match rest.strip_prefix('=') {
            None => "",
            Some(after) => {
                let after = after.trim_start();
                let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (value, tail) = match quote {
                    Some(quote) => {
                        let inner = after.get(1..)?;
                        inner.split_once(quote).unwrap_or((inner, ""))
                    }
                    None => {
                        let end = after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len());
                        after.split_at_checked(end)?
                    }
                };
                rest = tail;
                value
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        if name.is_empty() && value.is_empty() {
            let skip = rest.chars().next()?.len_utf8();
            rest = rest.get(skip..)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_cover_the_input_in_order() {
        let html = "<!doctype html><p class=a>“1” < 2 &amp; <b>x</b><script>if (a</b>) '<p>'</script><!-- <p> --></p><a title='>'>y";
        let mut at = 0;
        let mut kinds = Vec::new();
        for placed in Tokens::new(html) {
            assert_eq!(placed.start, at);
            at = placed.end;
            kinds.push(match placed.token {
                Token::Text => "text".to_owned(),
                Token::Raw => "raw".to_owned(),
                Token::Open(name, _) => name.to_owned(),
                Token::Close(name) => format!("/{name}"),
                Token::Other => "other".to_owned(),
            });
        }
        assert_eq!(at, html.len());
        assert_eq!(
            kinds,
            ["other", "p", "text", "b", "text", "/b", "script", "raw", "/script", "other", "/p", "a", "text"]
        );
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let attributes = " class='a b' id=c data-x hidden href=\"/x?a=1\" /";
        assert_eq!(attribute(attributes, "class"), Some("a b"));
        assert_eq!(attribute(attributes, "ID"), Some("c"));
        assert_eq!(attribute(attributes, "hidden"), Some(""));
        assert_eq!(attribute(attributes, "href"), Some("/x?a=1"));
        assert_eq!(attribute(attributes, "style"), None);
        assert_eq!(attribute(" = = = ", "x"), None);
    }
}
