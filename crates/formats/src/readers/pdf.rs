//! PDF documents: the text of each is one article.
//!
//! What finds the text is a program of its own (`explorer-pdf`): native programs link it; the page loads it when the first PDF is met. So a
//! document that is met too early is waited with ([`Step::Wants`]). **Invariant.** Whatever keeps a document from being
//! read is one sentence that says what to do.

use super::{Format, Opened, Reader, Step, beginning, issue, left_out};
use crate::input::{Input, Limits, Stop, Trouble};
use crate::page::escaped;
use crate::reading::{Found, Place};
use explorer_articles::article::{ArticleId, Issue};
use explorer_articles::read::{Markup, RawArticle};

/// The format.
pub const FORMAT: Format = Format {
    name: "a PDF document",
    extensions: &["pdf"],
    begins: |head, named| {
        // Something may stand before its beginning, and often does where a server put it there.
        head.starts_with(b"%PDF-") || (named && head.windows(5).take(1024).any(|bytes| bytes == b"%PDF-"))
    },
    open,
};

fn open(input: Input, place: &Place) -> Opened {
    Ok(Box::new(Pdf { place: place.clone(), input: Some(input), waiting: Vec::new() }))
}

/// Bytes of a document that are held at most.
const MOST: u64 = 256 << 20;

struct Pdf {
    place: Place,
    input: Option<Input>,
    // The first one last.
    waiting: Vec<Step>,
}

impl Reader for Pdf {
    fn next(&mut self) -> Option<Step> {
        if self.input.is_some() && !is_there() {
            return Some(Step::Wants);
        }
        if let Some(input) = self.input.take() {
            let limits = input.meter().limits;
            let (bytes, trouble) = input.into_bytes(MOST.min(limits.held));
            self.waiting = match trouble {
                // A part of it is read as a file that was cut.
                Some(trouble @ (Trouble::TooLarge(_) | Trouble::Stopped(_) | Trouble::Unreadable)) => {
                    vec![Step::Issue(left_out(trouble))]
                }
                _ => read(bytes, &limits, &self.place),
            };
        }
        self.waiting.pop()
    }
}

/// The steps of a document, the first one last.
fn read(bytes: Vec<u8>, limits: &Limits, place: &Place) -> Vec<Step> {
    let id = ArticleId::of_bytes(&bytes);
    let document = match answer(bytes, limits) {
        Ok(document) => document,
        Err(issue) => return vec![Step::Issue(issue)],
    };
    let mut issues = Vec::new();
    if document.is_cut {
        issues.push(beginning(Trouble::CutShort));
    }
    if document.is_too_long {
        issues.push(beginning(Trouble::TooLarge(limits.article)));
    }
    if document.without_text > 0 {
        let pages = if document.without_text == 1 { "page is a picture" } else { "pages are pictures" };
        let message = format!(
            "{} of its {} {pages} without text: they were left out. Let a program for text recognition (OCR) read them, and add the result.",
            document.without_text, document.pages
        );
        issues.push(issue("no-text", &message));
    }
    if document.unknown > 0 {
        let letters = if document.unknown == 1 {
            "one letter is".to_owned()
        } else {
            format!("{} letters are", document.unknown)
        };
        let message = format!("Its fonts do not say which {letters}: \u{FFFD} stands there instead.");
        issues.push(issue("unknown-letters", &message));
    }
    let (text, markup) = text(document.title.as_deref(), document.text);
    let article = RawArticle { id, path: place.path.clone(), text, markup, url: None, issues };
    vec![Step::Article(Box::new(Found { article, number: 0, encoding: None, fetched: None }))]
}

/// What a document says of itself.
struct Document {
    title: Option<String>,
    text: String,
    pages: u64,
    without_text: u64,
    unknown: u64,
    is_cut: bool,
    is_too_long: bool,
}

/// The text as it is, or where the document has a title as a page that has it too, so that a label has its evidence.
fn text(title: Option<&str>, text: String) -> (String, Markup) {
    let Some(title) = title else { return (text, Markup::Plain) };
    let bare = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let wanted = bare(title);
    let mut is_headed = false;
    let mut body = String::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let element = if !is_headed && bare(paragraph) == wanted { "h1" } else { "p" };
        is_headed |= element == "h1";
        body.push_str(&format!("<{element}>{}</{element}>\n", escaped(paragraph)));
    }
    let title = escaped(title);
    let page = format!(
        "<!doctype html>\n<html><head>\n<title>{title}</title>\n<meta property=\"og:title\" content=\"{title}\">\n</head>\n<body><article>\n{body}</article></body></html>\n"
    );
    (page, Markup::Html)
}

/// Asks the program; its answer is as `explorer_pdf::answer` has it.
fn answer(bytes: Vec<u8>, limits: &Limits) -> Result<Document, Issue> {
    let out = "so it was left out";
    let Some(answer) = asked(bytes, limits) else {
        let message = format!(
            "The part of this page that reads PDF documents could not be loaded, {out}: check the connection and add the file again."
        );
        return Err(issue("pdf-part", &message));
    };
    let (first, rest) = answer.split_once('\n').unwrap_or((&answer, ""));
    let mut words = first.split(' ');
    let kind = words.next().unwrap_or_default();
    let mut number = || words.next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
    let (kind, message) = match kind {
        "text" => {
            let (title, text) = rest.split_once('\n').unwrap_or_default();
            return Ok(Document {
                pages: number(),
                without_text: number(),
                unknown: number(),
                is_cut: number() == 1,
                is_too_long: number() == 1,
                title: (!title.is_empty()).then(|| title.to_owned()),
                text: text.to_owned(),
            });
        }
        "password" => (
            "encrypted",
            format!(
                "The PDF is locked with a password, {out}: open it in a program for PDF, save it without the password and add that."
            ),
        ),
        "cipher" => (
            "encrypted",
            format!(
                "The PDF is encrypted in a way that is not known here, {out}: open it in a program for PDF, print it to a new file and add that."
            ),
        ),
        "cut" => (
            "truncated",
            format!(
                "The PDF ends in the middle and nothing of it could be read, {out}: get the whole file and add it again."
            ),
        ),
        "no-text" => {
            let pages = number();
            let pages = if pages == 1 { "one page holds".to_owned() } else { format!("{pages} pages hold") };
            (
                "no-text",
                format!(
                    "The PDF's {pages} pictures or nothing, and no text, {out}: let a program for text recognition (OCR) read it, and add the result."
                ),
            )
        }
        "no-letters" => (
            "no-text",
            format!(
                "The PDF's fonts do not say which letters their shapes are, {out}: let a program for text recognition (OCR) read it, and add the result."
            ),
        ),
        "bomb" => {
            let (packed, unpacked) = (number(), number());
            return Err(left_out(Trouble::Stopped(Stop::Ratio(packed, unpacked))));
        }
        _ => (
            "damaged",
            format!(
                "The PDF is damaged: nothing in it says where its pages are, {out}. Get the file anew and add it again."
            ),
        ),
    };
    Err(issue(kind, &message))
}

#[cfg(not(target_arch = "wasm32"))]
fn is_there() -> bool {
    true
}

#[cfg(not(target_arch = "wasm32"))]
fn asked(bytes: Vec<u8>, limits: &Limits) -> Option<String> {
    let limits = explorer_pdf::Limits { text: limits.article, ratio: limits.ratio, free: limits.free };
    Some(explorer_pdf::answer(bytes, &limits))
}

#[cfg(target_arch = "wasm32")]
use apart::{asked, is_there};

/// The program where it is not linked; elsewhere nobody asks what is installed here.
pub mod apart {
    #[cfg(target_arch = "wasm32")]
    use crate::input::Limits;
    use std::cell::Cell;

    /// What asks it: the document's bytes and the limits for text, ratio, and what is free; the answer, if there is one.
    pub type Ask = fn(&[u8], [u64; 3]) -> Option<String>;

    thread_local! {
        static PROGRAM: Cell<Option<Ask>> = const { Cell::new(None) };
    }

    /// From now on this asks the program.
    pub fn install(ask: Ask) {
        PROGRAM.set(Some(ask));
    }

    #[cfg(target_arch = "wasm32")]
    pub(super) fn is_there() -> bool {
        PROGRAM.get().is_some()
    }

    #[cfg(target_arch = "wasm32")]
    pub(super) fn asked(bytes: Vec<u8>, limits: &Limits) -> Option<String> {
        let answer = PROGRAM.get()?(&bytes, [limits.article, limits.ratio, limits.free]);
        // It did not come: the next document asks for it again.
        if answer.is_none() {
            PROGRAM.set(None);
        }
        answer
    }
}
