//! What text does a page show, and where in its HTML does each piece stand?
//!
//! One pass over the tokens gives a plain text with a line per block, the place in the page of each line, and
//! the metadata. **Invariant.** Every byte of the rendered text either stands verbatim in the HTML at the place
//! that [`Rendered::source`] gives, or comes from the entity or white space there. Time is linear: the stack of
//! open elements is bounded.

use super::entities::{self, Decoded};
use super::tokens::{Token, Tokens, attribute};
use crate::span::Span;

/// Properties of the elements that a line stands in; bits of [`Place::inside`].
pub mod within {
    #![allow(missing_docs)]
    pub const ARTICLE: u32 = 1;
    pub const MAIN: u32 = 1 << 1;
    pub const NAV: u32 = 1 << 2;
    pub const FOOTER: u32 = 1 << 3;
    pub const HEADER: u32 = 1 << 4;
    pub const ASIDE: u32 = 1 << 5;
    pub const FORM: u32 = 1 << 6;
    pub const FIGURE: u32 = 1 << 7;
    pub const TABLE: u32 = 1 << 8;
    pub const LIST: u32 = 1 << 9;
    pub const HIDDEN: u32 = 1 << 10;
    pub const BUTTON: u32 = 1 << 11;
    pub const QUOTE: u32 = 1 << 12;
    pub const CODE: u32 = 1 << 13;
    pub const BODY_ITEM: u32 = 1 << 14;
    pub const COMMENTS_ITEM: u32 = 1 << 15;
}

// Parts of class names and ids, and the bit each group sets, from 16 on.
#[rustfmt::skip]
const HINTS: [&[&str]; 16] = [
    &["nav", "menu", "breadcrumb"],
    &["foot", "copyright", "legal"],
    &["head", "masthead", "banner", "topbar"],
    &["side", "rail", "widget"],
    &["comment", "disqus", "respond", "reply", "discussion"],
    &["share", "social", "follow", "sharing"],
    &["related", "recommend", "more-", "read-next", "readnext", "also", "popular", "trending", "teaser", "outbrain", "taboola"],
    &["advert", "promo", "sponsor", "-ad-", "ad-", "ads", "-ad", "cta"],
    &["cookie", "consent", "modal", "popup", "gdpr", "overlay", "dialog"],
    &["meta", "byline", "author", "date", "time", "publish"],
    &["tag", "categor", "label", "topic"],
    &["newsletter", "subscribe", "signup", "sign-up", "mailing", "paywall"],
    &["content", "body", "text", "entry", "article", "story", "post", "main", "prose"],
    &["caption", "credit", "figure", "image", "photo", "gallery", "video", "media"],
    &["title", "headline", "heading", "lede", "standfirst", "summary", "dek"],
    &["toc", "table-of-contents", "footnote", "reference", "author-bio", "bio", "about", "faq", "product", "price", "card", "list", "item"],
];

/// What kind of block a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Block {
    /// Anything else.
    #[default]
    Other,
    /// `p`
    Paragraph,
    /// `h1` to `h6`
    Heading(u8),
    /// `li`
    Item,
    /// `td`, `th`
    Cell,
    /// `dt`, `dd`
    Definition,
    /// `blockquote`
    Quote,
    /// `pre`
    Preformatted,
    /// `figcaption`, `caption`
    Caption,
}

impl Block {
    /// As a number for a model.
    pub fn number(self) -> f32 {
        match self {
            Block::Other => 0.0,
            Block::Paragraph => 1.0,
            Block::Quote => 2.0,
            Block::Preformatted => 3.0,
            Block::Item => 4.0,
            Block::Definition => 5.0,
            Block::Cell => 6.0,
            Block::Caption => 7.0,
            Block::Heading(level) => 8.0 + f32::from(level),
        }
    }
}

/// Where a line stands in the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Where the line begins in the rendered text.
    pub start: usize,
    /// Kind of block.
    pub block: Block,
    /// Open elements.
    pub depth: u32,
    /// Properties of all elements around it.
    pub inside: u32,
    /// Properties of its own element and the next two around it.
    pub near: u32,
    /// Characters.
    pub chars: u32,
    /// Of these, in links.
    pub linked: u32,
    /// Characters in bold or emphasis.
    pub strong: u32,
    /// The four containers around it, by number, innermost first.
    pub containers: [u32; 4],
}

/// A field of the page's metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// Name or property, as written; `title`, `canonical`, `time`, `lang` for the elements and attributes.
    pub name: &'a str,
    /// Value, as written.
    pub value: &'a str,
    /// Where the value stands in the HTML.
    pub span: Span,
    /// Number of lines rendered before it.
    pub line: usize,
}

/// A run of characters that stand verbatim in the HTML.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    rendered: usize,
    source: usize,
    /// Bytes in the rendered text.
    length: usize,
    /// Bytes in the source: the same, save for entities.
    taken: usize,
}

/// A rendered page.
#[derive(Clone, Debug, Default)]
pub struct Rendered<'a> {
    /// A line per block.
    pub text: String,
    /// Place of each line, in order.
    pub places: Vec<Place>,
    /// Metadata, in order.
    pub fields: Vec<Field<'a>>,
    /// Contents of `application/ld+json` scripts.
    pub linked_data: Vec<Span>,
    runs: Vec<Run>,
}

struct Open<'a> {
    name: &'a str,
    own: u32,
    inside: u32,
    block: Option<Block>,
    link: bool,
    strong: bool,
    container: u32,
}

// Elements nested deeper than this are taken as if they were not nested.
const DEEPEST: usize = 400;

/// Which lines a text is broken into; trainers render pages in other ways than the engine does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A line per block.
    Blocks,
    /// A line per piece of text between tags.
    Nodes,
    /// A line per block, blank lines between and list marks before.
    Layout,
}

/// Renders a page.
pub fn render(html: &str) -> Rendered<'_> {
    render_as(html, Style::Blocks)
}

/// Renders a page in one of several ways.
pub fn render_as(html: &str, style: Style) -> Rendered<'_> {
    let mut renderer = Renderer {
        html,
        style,
        out: Rendered::default(),
        open: Vec::new(),
        containers: 0,
        line_start: 0,
        pending_space: None,
        place: Place::default(),
    };
    renderer.run();
    renderer.out
}

struct Renderer<'a> {
    html: &'a str,
    style: Style,
    out: Rendered<'a>,
    open: Vec<Open<'a>>,
    containers: u32,
    line_start: usize,
    /// White space seen in the source and not yet written.
    pending_space: Option<(usize, usize)>,
    place: Place,
}

fn block_of(name: &str) -> Option<Block> {
    let block = match name {
        "p" => Block::Paragraph,
        "h1" => Block::Heading(1),
        "h2" => Block::Heading(2),
        "h3" => Block::Heading(3),
        "h4" => Block::Heading(4),
        "h5" => Block::Heading(5),
        "h6" => Block::Heading(6),
        "li" => Block::Item,
        "td" | "th" => Block::Cell,
        "dt" | "dd" => Block::Definition,
        "blockquote" => Block::Quote,
        "pre" => Block::Preformatted,
        "figcaption" | "caption" => Block::Caption,
        "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "ul" | "ol"
        | "dl" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "form" | "fieldset" | "figure"
        | "address" | "hr" | "body" | "html" | "details" | "summary" | "hgroup" | "center" | "option"
        | "select" | "legend" | "dialog" | "menu" | "picture" | "video" | "audio" | "search" | "amp-img" => {
            Block::Other
        }
        _ => return None,
    };
    Some(block)
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
            | "param"
    )
}

/// Elements whose content is not shown.
fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "svg"
            | "head"
            | "select"
            | "textarea"
            | "object"
            | "canvas"
            | "math"
            | "noembed"
            | "title"
    )
}

fn properties(name: &str, attributes: &str) -> u32 {
    let mut found = match name {
        "article" => within::ARTICLE,
        "main" => within::MAIN,
        "nav" => within::NAV,
        "footer" => within::FOOTER,
        "header" => within::HEADER,
        "aside" => within::ASIDE,
        "form" => within::FORM,
        "figure" | "figcaption" => within::FIGURE,
        "table" => within::TABLE,
        "ul" | "ol" => within::LIST,
        "button" => within::BUTTON,
        "blockquote" => within::QUOTE,
        "pre" | "code" => within::CODE,
        _ => 0,
    };
    if attributes.len() < 3 {
        return found;
    }
    match attribute(attributes, "role") {
        Some("main") => found |= within::MAIN,
        Some("navigation" | "menu" | "menubar") => found |= within::NAV,
        Some("contentinfo") => found |= within::FOOTER,
        Some("banner") => found |= within::HEADER,
        Some("complementary") => found |= within::ASIDE,
        Some("article") => found |= within::ARTICLE,
        Some("button") => found |= within::BUTTON,
        Some("dialog" | "alertdialog") => found |= 1 << 24,
        _ => {}
    }
    let style = attribute(attributes, "style").unwrap_or("");
    if attribute(attributes, "hidden").is_some()
        || attribute(attributes, "aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("display: none")
        || style.contains("visibility:hidden")
    {
        found |= within::HIDDEN;
    }
    if let Some(item) = attribute(attributes, "itemprop") {
        if item.contains("articleBody") || item.contains("text") {
            found |= within::BODY_ITEM;
        } else if item.contains("comment") {
            found |= within::COMMENTS_ITEM;
        }
    }
    for attribute_name in ["class", "id"] {
        let Some(value) = attribute(attributes, attribute_name) else { continue };
        let value: String = value.chars().take(200).map(|c| c.to_ascii_lowercase()).collect();
        for (bit, words) in (16u32..).zip(HINTS) {
            if found & (1 << bit) == 0 && words.iter().any(|word| value.contains(word)) {
                found |= 1 << bit;
            }
        }
    }
    found
}

impl<'a> Renderer<'a> {
    fn run(&mut self) {
        // Name of a dropped element and how many of its kind are open in it.
        let mut dropped: Option<(&'a str, u32)> = None;
        let mut raw: Option<(&'a str, bool)> = None;
        for placed in Tokens::new(self.html) {
            match placed.token {
                Token::Open(name, attributes) => {
                    let lower = lower(name);
                    let name = lower.unwrap_or(name);
                    raw = None;
                    if name == "title" || name == "script" {
                        let linked = name == "script"
                            && attribute(attributes, "type")
                                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
                        raw = Some((name, linked));
                    }
                    self.field_of(name, attributes);
                    if let Some((outer, depth)) = &mut dropped {
                        // A body begins even where the head was never closed.
                        if *outer == "head" && name == "body" {
                            dropped = None;
                        } else {
                            if *outer == name && !attributes.ends_with('/') {
                                *depth += 1;
                            }
                            continue;
                        }
                    }
                    if is_dropped(name) {
                        if !attributes.ends_with('/') {
                            dropped = Some((name, 1));
                        }
                        continue;
                    }
                    self.open_element(name, attributes, placed.start);
                }
                Token::Close(name) => {
                    let lower = lower(name);
                    let name = lower.unwrap_or(name);
                    if let Some((outer, depth)) = &mut dropped {
                        if *outer == name {
                            *depth -= 1;
                            if *depth == 0 {
                                dropped = None;
                            }
                        }
                        continue;
                    }
                    self.close_element(name);
                }
                Token::Raw => {
                    if let Some((name, linked)) = raw.take() {
                        let span = Span::new(placed.start, placed.end);
                        if linked {
                            self.out.linked_data.push(span);
                        } else if name == "title"
                            && !self.out.fields.iter().any(|field| field.name == "title")
                        {
                            self.field("title", span);
                            if self.style == Style::Nodes {
                                self.text(placed.start, placed.end);
                                self.flush();
                            }
                        }
                    }
                }
                Token::Text if dropped.is_none() => {
                    self.text(placed.start, placed.end);
                    if self.style == Style::Nodes {
                        self.flush();
                    }
                }
                Token::Text | Token::Other => {}
            }
        }
        self.flush();
    }

    fn field(&mut self, name: &'a str, span: Span) {
        let value = span.of(self.html);
        self.out.fields.push(Field { name, value, span, line: self.out.places.len() });
    }

    fn field_of(&mut self, name: &'a str, attributes: &'a str) {
        let span_of = |value: &str| {
            let start = (value.as_ptr() as usize).saturating_sub(self.html.as_ptr() as usize);
            Span::new(start, start + value.len())
        };
        let found = match name {
            "meta" => attribute(attributes, "property")
                .or_else(|| attribute(attributes, "name"))
                .or_else(|| attribute(attributes, "itemprop"))
                .zip(attribute(attributes, "content")),
            "link" if attribute(attributes, "rel") == Some("canonical") => {
                attribute(attributes, "href").map(|value| ("canonical", value))
            }
            "time" => attribute(attributes, "datetime").map(|value| ("time", value)),
            "html" => attribute(attributes, "lang").map(|value| ("lang", value)),
            _ if attributes.contains("itemprop") => match attribute(attributes, "itemprop") {
                Some(item @ ("datePublished" | "dateModified" | "dateCreated")) => {
                    attribute(attributes, "content")
                        .or_else(|| attribute(attributes, "datetime"))
                        .map(|value| (item, value))
                }
                _ => None,
            },
            _ => None,
        };
        if let Some((field, value)) = found.filter(|(_, value)| !value.is_empty()) {
            let span = span_of(value);
            self.field(field, span);
        }
    }

    fn open_element(&mut self, name: &'a str, attributes: &'a str, at: usize) {
        if name == "br" {
            self.break_line();
            return;
        }
        let block = block_of(name).or_else(|| name.contains('-').then_some(Block::Other));
        if block.is_some() {
            self.flush();
            self.close_implied(name);
        } else if name == "img" || name == "input" {
            self.pending_space.get_or_insert((at, at));
        }
        if is_void(name) {
            return;
        }
        if self.open.len() >= DEEPEST {
            return;
        }
        let own = properties(name, attributes);
        let outer = self.open.last();
        let inside = own | outer.map_or(0, |outer| outer.inside);
        let container = if block.is_some() {
            self.containers += 1;
            self.containers
        } else {
            outer.map_or(0, |outer| outer.container)
        };
        self.open.push(Open {
            name,
            own,
            inside,
            block,
            link: name == "a" || outer.is_some_and(|outer| outer.link),
            strong: matches!(name, "b" | "strong" | "em" | "i") || outer.is_some_and(|outer| outer.strong),
            container,
        });
    }

    /// Elements that the start of another one ends.
    fn close_implied(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr"],
            "tbody" | "thead" | "tfoot" => &["td", "th", "tr", "tbody", "thead", "tfoot"],
            "option" => &["option"],
            _ => &["p"],
        };
        let stops: &[&str] = match name {
            "li" => &["ul", "ol", "menu"],
            "dt" | "dd" => &["dl"],
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => &["table"],
            _ => &["div", "section", "article", "li", "td", "th", "blockquote", "body", "button", "a"],
        };
        let limit = self.open.len().saturating_sub(24);
        let mut cut = None;
        for (at, open) in self.open.iter().enumerate().skip(limit).rev() {
            if stops.contains(&open.name) {
                break;
            }
            if ends.contains(&open.name) {
                cut = Some(at);
            }
        }
        if let Some(cut) = cut {
            self.open.truncate(cut);
        }
    }

    fn close_element(&mut self, name: &str) {
        let block = block_of(name).is_some() || name.contains('-');
        if block {
            self.flush();
        }
        let limit = self.open.len().saturating_sub(if block { 200 } else { 12 });
        let mut found = None;
        for (at, open) in self.open.iter().enumerate().skip(limit).rev() {
            if open.name == name {
                found = Some(at);
                break;
            }
            // An inline end tag closes nothing outside its block.
            if !block && open.block.is_some() {
                break;
            }
        }
        if let Some(at) = found {
            self.open.truncate(at);
        }
    }

    fn break_line(&mut self) {
        if self.style == Style::Blocks || self.style == Style::Layout {
            self.flush();
        }
    }

    fn text(&mut self, start: usize, end: usize) {
        let Some(text) = self.html.get(start..end) else { return };
        let preformatted = self.open.iter().rev().take(4).any(|open| open.block == Some(Block::Preformatted));
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(c) = rest.chars().next() else { break };
            if c.is_whitespace() || c == '\u{200b}' {
                let length = rest.find(|c: char| !c.is_whitespace() && c != '\u{200b}').unwrap_or(rest.len());
                if preformatted && rest.get(..length).is_some_and(|blank| blank.contains('\n')) {
                    self.flush();
                } else {
                    self.pending_space = Some((start + at, start + at + length));
                }
                at += length;
                continue;
            }
            if c == '&'
                && let Some((decoded, length)) = entities::decode(rest)
            {
                let mut buffer = [0u8; 4];
                let shown: &str = match decoded {
                    Decoded::Char(c) => c.encode_utf8(&mut buffer),
                    Decoded::Text(text) => text,
                };
                if shown.chars().all(char::is_whitespace) {
                    self.pending_space = Some((start + at, start + at + length));
                } else {
                    self.write(shown, start + at, length);
                }
                at += length;
                continue;
            }
            let skip = c.len_utf8();
            let length = rest
                .get(skip..)
                .and_then(|tail| tail.find(|c: char| c.is_whitespace() || c == '&' || c == '\u{200b}'))
                .map_or(rest.len(), |length| length + skip);
            self.write(rest.get(..length).unwrap_or(""), start + at, length);
            at += length;
        }
    }

    /// Writes a piece of the current line.
    fn write(&mut self, shown: &str, source: usize, taken: usize) {
        let begins = self.out.text.len() == self.line_start;
        if begins {
            self.begin_line();
        } else if let Some((from, to)) = self.pending_space {
            self.shows(self.out.text.len(), from, 1, to - from);
            self.out.text.push(' ');
        }
        self.pending_space = None;
        let rendered = self.out.text.len();
        self.shows(rendered, source, shown.len(), taken);
        self.out.text.push_str(shown);
        let chars = shown.chars().count() as u32;
        self.place.chars += chars;
        if let Some(open) = self.open.last() {
            self.place.linked += if open.link { chars } else { 0 };
            self.place.strong += if open.strong { chars } else { 0 };
        }
    }

    fn shows(&mut self, rendered: usize, source: usize, length: usize, taken: usize) {
        if let Some(last) = self.out.runs.last_mut()
            && last.length == last.taken
            && length == taken
            && last.rendered + last.length == rendered
            && last.source + last.taken == source
        {
            last.length += length;
            last.taken += taken;
        } else {
            self.out.runs.push(Run { rendered, source, length, taken });
        }
    }

    fn begin_line(&mut self) {
        let mut place = Place { start: self.line_start, depth: self.open.len() as u32, ..Place::default() };
        place.inside = self.open.last().map_or(0, |open| open.inside);
        for open in self.open.iter().rev().take(3) {
            place.near |= open.own;
        }
        // The nearest block says what the line is, but an item or a quote around a paragraph says more.
        let mut blocks = self.open.iter().rev().filter_map(|open| open.block);
        place.block = blocks.next().unwrap_or_default();
        if matches!(place.block, Block::Paragraph | Block::Other) {
            let outer = blocks.take(2).find(|block| {
                matches!(block, Block::Item | Block::Quote | Block::Heading(_) | Block::Caption)
            });
            place.block = outer.unwrap_or(place.block);
        }
        let containers = self
            .open
            .iter()
            .rev()
            .filter(|open| open.block.is_some())
            .map(|open| open.container)
            .skip(usize::from(
                self.open.iter().rev().find_map(|open| open.block).is_some_and(|block| block != Block::Other),
            ));
        for (slot, container) in place.containers.iter_mut().zip(containers) {
            *slot = container;
        }
        self.place = place;
        if self.style == Style::Layout {
            let lists = self.open.iter().filter(|open| open.own & within::LIST != 0).count();
            for _ in 0..lists {
                self.out.text.push_str("    ");
            }
            if place.block == Block::Item {
                self.out.text.push_str("* ");
            }
        }
    }

    fn flush(&mut self) {
        self.pending_space = None;
        if self.out.text.len() > self.line_start {
            self.out.places.push(self.place);
            self.out.text.push('\n');
            if self.style == Style::Layout && matches!(self.place.block, Block::Paragraph | Block::Heading(_))
            {
                self.out.text.push('\n');
            }
            self.line_start = self.out.text.len();
        }
    }
}

/// The name in lower case where it is an element known here, so that most names need no copy.
fn lower(name: &str) -> Option<&'static str> {
    #[rustfmt::skip]
    const NAMES: [&str; 60] = [
        "a", "p", "div", "span", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "b", "i", "em", "strong", "br", "hr", "img", "td", "th", "tr",
        "table", "tbody", "thead", "tfoot", "script", "style", "meta", "link", "title", "head", "body", "html", "article", "section", "main", "header",
        "footer", "nav", "aside", "form", "input", "blockquote", "pre", "code", "figure", "figcaption", "noscript", "iframe", "svg", "dl", "dt", "dd",
        "time", "font", "center", "u", "select",
    ];
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
    } else {
        None
    }
}

impl Rendered<'_> {
    /// Where a span of the rendered text stands in the HTML: from the first to the last byte it shows.
    pub fn source(&self, span: Span) -> Span {
        let (start, end) = (span.start as usize, span.end as usize);
        let first = self.runs.partition_point(|run| run.rendered + run.length <= start);
        let last = self.runs.partition_point(|run| run.rendered < end);
        let from = self.runs.get(first).map(|run| {
            let inner = start.saturating_sub(run.rendered);
            run.source + if run.length == run.taken { inner } else { 0 }
        });
        let to = last.checked_sub(1).and_then(|last| self.runs.get(last)).map(|run| {
            let inner = end.saturating_sub(run.rendered).min(run.length);
            run.source + if run.length == run.taken { inner } else { run.taken }
        });
        match (from, to) {
            (Some(from), Some(to)) if first < last => Span::new(from, to),
            _ => Span::new(0, 0),
        }
    }

    /// The pieces of the HTML that a span of the rendered text shows, in order.
    pub fn pieces(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let (start, end) = (span.start as usize, span.end as usize);
        let first = self.runs.partition_point(|run| run.rendered + run.length <= start);
        self.runs.iter().skip(first).take_while(move |run| run.rendered < end).map(move |run| {
            if run.length == run.taken {
                let from = start.saturating_sub(run.rendered);
                let to = (end - run.rendered).min(run.length);
                Span::new(run.source + from, run.source + to)
            } else {
                Span::new(run.source, run.source + run.taken)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_inline_tags_do_not() {
        let html = "<html><head><title>T</title></head><body><nav><a href=/>Home</a></nav><p>One <b>two</b>,\n three&nbsp;&amp; four<p>Five<br>six<ul><li>a<li>b</ul><script>x</script></body>";
        let page = render(html);
        assert_eq!(page.text, "Home\nOne two, three & four\nFive\nsix\na\nb\n");
        let kinds: Vec<Block> = page.places.iter().map(|place| place.block).collect();
        assert_eq!(
            kinds,
            [Block::Other, Block::Paragraph, Block::Paragraph, Block::Paragraph, Block::Item, Block::Item]
        );
        assert_eq!(page.places[0].linked, 4);
        assert_ne!(page.places[0].inside & within::NAV, 0);
    }

    #[test]
    fn rendered_spans_lead_back_to_the_html() {
        let html = "<p>One <b>two</b>, three &amp; four</p>";
        let page = render(html);
        let at = page.text.find("two").unwrap_or(0);
        assert_eq!(page.source(Span::new(at, at + 3)).of(html), "two");
        let at = page.text.find("& four").unwrap_or(0);
        assert_eq!(page.source(Span::new(at, at + 6)).of(html), "&amp; four");
        let all = Span::new(0, page.text.trim_end().len());
        assert_eq!(page.source(all).of(html), "One <b>two</b>, three &amp; four");
        let pieces: String = page.pieces(all).map(|piece| piece.of(html)).collect();
        assert_eq!(pieces, "One two, three &amp; four");
    }
}
