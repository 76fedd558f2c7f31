//! What is the text of a PDF document, in the order in which people read it?
//!
//! A PDF says where each letter stands, and nothing of words, lines or paragraphs. The crates of the hayro family open the
//! file and its fonts; what is drawn, and what that was before it was laid out, is found out here. Native programs link this; for
//! the page it is a wasm program of its own, loaded when somebody adds a PDF (`exports`).
//!
//! **Invariants.** No input makes it panic or work without end: what a stream may unpack to, how many operators are
//! followed and how many letters are taken is bounded before it is begun. The same bytes give the same text natively and in wasm.
//!
//! | module | question it answers |
//! | --- | --- |
//! | `bounds` | do the streams of the file unpack to more than they may? |
//! | `draw` | which letters stand where on a page? |
//! | `fonts` | which letter does a code of a font mean? |
//! | `mapping` | which letters does a font's own table name? |
//! | `layout` | which letters are a line, and in which order are lines read? |
//! | `order` | in which order are the letters of a line read that runs from the right? |
//! | `prose` | which lines are a paragraph, and which hyphens belong to words? |
//! | `title` | does the document name itself? |

mod bounds;
mod draw;
mod fonts;
mod layout;
mod mapping;
mod order;
mod prose;
mod title;

#[cfg(target_arch = "wasm32")]
mod exports;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

/// What reading may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest text, in bytes.
    pub text: u64,
    /// How many times larger than packed a stream may be.
    pub ratio: u64,
    /// What a stream may unpack to whatever its ratio, in bytes.
    pub free: u64,
}

/// The text of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Paragraphs, with a blank line between each two.
    pub text: String,
    /// What the document says its title is, if that is one.
    pub title: Option<String>,
    /// How many pages it has.
    pub pages: u32,
    /// Pages that show something but hold no letters: pictures of pages.
    pub without_text: u32,
    /// Letters of which the document does not say what they are; each is U+FFFD in the text.
    pub unknown: u32,
    /// The file ends before its end, so pages may be missing.
    pub is_cut: bool,
    /// There was more than is taken.
    pub is_too_long: bool,
}

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It can only be opened with a password.
    Password,
    /// It is encrypted in a way that is not known here.
    Cipher,
    /// It is no PDF document, or what says where its pages are is not to be found.
    Damaged,
    /// It ends before its end, and nothing could be found in what is there.
    Cut,
    /// It has pages, and no letters on them.
    NoText(u32),
    /// Its fonts do not say which letters their shapes are.
    NoLetters,
    /// A stream unpacks to too much: its length in bytes, and what it had become when that was stopped.
    Bomb(u64, u64),
}

/// More pages than these are not read.
const MOST_PAGES: usize = 50_000;

/// Reads a document.
pub fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Document, Failure> {
    let is_cut = !bounds::ends(&bytes);
    let damaged = if is_cut { Failure::Cut } else { Failure::Damaged };
    bounds::check_file(&bytes, limits)?;
    let mut operators = draw::Budget::of(bytes.len());
    let is_encrypted = bounds::is_encrypted(&bytes);
    let pdf = match Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => return Err(Failure::Password),
        Err(LoadPdfError::Decryption(_)) => return Err(Failure::Cipher),
        Err(LoadPdfError::Invalid) => return Err(damaged),
    };
    if is_encrypted {
        bounds::check_streams(&pdf, limits)?;
    }
    let pages = pdf.pages();
    let mut document = Document { pages: pages.len() as u32, is_cut, ..Document::default() };
    let fonts = fonts::Fonts::default();
    let mut prose = prose::Prose::default();
    for page in pages.iter().take(MOST_PAGES) {
        let drawn = draw::page(page, &fonts, &mut operators);
        document.unknown = document.unknown.saturating_add(drawn.unknown);
        let has_letters = drawn.letters > drawn.unknown;
        document.without_text += u32::from(!has_letters && drawn.is_marked);
        prose.page(layout::blocks(drawn.ways));
        if prose.len() as u64 > limits.text {
            document.is_too_long = true;
            break;
        }
    }
    document.is_too_long |= operators.is_spent() || pages.len() > MOST_PAGES;
    document.text = prose.finish();
    let letters = document.text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 {
        return Err(match document.unknown {
            0 if document.pages == 0 || is_cut => damaged,
            0 => Failure::NoText(document.pages),
            _ => Failure::NoLetters,
        });
    }
    if document.unknown as usize > letters {
        return Err(Failure::NoLetters);
    }
    document.title = pdf.metadata().title.as_deref().and_then(|bytes| title::meant(bytes, &document.text));
    Ok(document)
}

/// [`read`] as bytes for another program: a line of what was found out, the title, the text.
pub fn answer(bytes: Vec<u8>, limits: &Limits) -> String {
    match read(bytes, limits) {
        Ok(document) => {
            let Document { text, title, pages, without_text, unknown, is_cut, is_too_long } = document;
            let (cut, long) = (u8::from(is_cut), u8::from(is_too_long));
            let title = title.unwrap_or_default();
            format!("text {pages} {without_text} {unknown} {cut} {long}\n{title}\n{text}")
        }
        Err(Failure::Password) => "password".to_owned(),
        Err(Failure::Cipher) => "cipher".to_owned(),
        Err(Failure::Damaged) => "damaged".to_owned(),
        Err(Failure::Cut) => "cut".to_owned(),
        Err(Failure::NoText(pages)) => format!("no-text {pages}"),
        Err(Failure::NoLetters) => "no-letters".to_owned(),
        Err(Failure::Bomb(packed, unpacked)) => format!("bomb {packed} {unpacked}"),
    }
}

#[cfg(test)]
mod tests;
