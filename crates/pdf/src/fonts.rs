//! Which letter does a code of a font mean?
//!
//! The font's own table says it, or the names of its shapes do; where neither does, the encoding of one that is made for a
//! script may still be one of Unicode. **Invariant.** A code that nobody can tell is no letter: [`Letter::Unknown`].

use crate::mapping::Mapping;
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use hayro_font::{CMapResolverFn, Font, FontCache, FontData, FontGlyph, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// What a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    /// A letter.
    One(char),
    /// Several that share a shape.
    Many(Box<str>),
    /// Nothing that is read: a control character.
    None,
    /// The document does not say.
    Unknown,
}

/// All fonts of a document.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    known: RefCell<HashMap<ObjectIdentifier, Option<Rc<Known<'a>>>>>,
    substitutes: FontResolverFn,
    encodings: CMapResolverFn,
}

/// A font.
pub struct Known<'a> {
    font: Font<'a>,
    letters: RefCell<HashMap<u32, Letter>>,
    own: Mapping,
    otherwise: Option<Otherwise>,
}

/// How codes are told where the font does not say.
enum Otherwise {
    /// They are UTF-16.
    Utf16,
    /// They name the characters of a collection, of which it is known what they are.
    Collection(Box<CMap>, Box<CMap>),
}

/// A font file that has no shapes: where the document has none of its own, nobody draws any.
const EMPTY: &[u8] = include_bytes!("empty.ttf");

impl Default for Fonts<'_> {
    fn default() -> Self {
        let empty: FontData = Arc::new(EMPTY);
        Fonts {
            cache: FontCache::new(),
            known: RefCell::default(),
            substitutes: Arc::new(move |_| Some((empty.clone(), 0))),
            encodings: Arc::new(load_embedded),
        }
    }
}

impl<'a> Fonts<'a> {
    /// The font of a dictionary.
    pub fn get(&self, dictionary: &Dict<'a>) -> Option<Rc<Known<'a>>> {
        let id = dictionary.obj_id();
        if let Some(known) = id.and_then(|id| self.known.borrow().get(&id).cloned()) {
            return known;
        }
        let font = self.cache.font(dictionary, &self.substitutes, &self.encodings);
        let known = font.map(|font| {
            let table = dictionary.get::<Stream<'_>>("ToUnicode").and_then(|table| table.decoded_data().ok());
            let own = table.map(|table| Mapping::read(&table)).unwrap_or_default();
            let otherwise = Otherwise::of(dictionary);
            Rc::new(Known { font, letters: RefCell::default(), own, otherwise })
        });
        if let Some(id) = id {
            self.known.borrow_mut().insert(id, known.clone());
        }
        known
    }
}

impl Known<'_> {
    /// The code at a place of a string, and how many bytes it has: one at least.
    pub fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        (code, length.max(1))
    }

    /// How far a code leads on, in thousandths of the size: to the right, and upwards.
    pub fn advance(&self, code: u32) -> (f64, f64) {
        let advance = self.font.code_advance(code);
        (advance.x, advance.y)
    }

    /// Whether its lines run across.
    pub fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// What a code means.
    pub fn letter(&self, code: u32) -> Letter {
        if let Some(letter) = self.letters.borrow().get(&code) {
            return letter.clone();
        }
        let letter = self.tell(code);
        self.letters.borrow_mut().insert(code, letter.clone());
        letter
    }

    fn tell(&self, code: u32) -> Letter {
        if let Some(own) = self.own.get(code) {
            return several(&own);
        }
        let said = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        match said {
            Some(BfString::Char(c)) => letter(c),
            Some(BfString::String(text)) => several(&text),
            None => match &self.otherwise {
                Some(Otherwise::Utf16) => char::from_u32(code).map_or(Letter::Unknown, letter),
                Some(Otherwise::Collection(codes, characters)) => {
                    let character = (1..=4).find_map(|length| codes.lookup_cid_code(code, length));
                    match character.and_then(|character| characters.lookup_bf_string(character)) {
                        Some(BfString::Char(c)) => letter(c),
                        Some(BfString::String(text)) => several(&text),
                        None => Letter::Unknown,
                    }
                }
                None => Letter::Unknown,
            },
        }
    }
}

impl Otherwise {
    fn of(dictionary: &Dict<'_>) -> Option<Self> {
        let name = dictionary.get::<Name<'_>>("Encoding")?;
        if name.as_ref().starts_with(b"Uni")
            && (name.as_str().contains("UCS2") || name.as_str().contains("UTF16"))
        {
            return Some(Otherwise::Utf16);
        }
        let open = |name: CMapName<'_>| CMap::parse(load_embedded(name)?, load_embedded);
        let codes = match name.as_ref() {
            b"Identity-H" | b"Identity-V" => CMap::identity_h(),
            name => open(CMapName::from_bytes(name))?,
        };
        let family = match &codes.metadata().character_collection {
            Some(collection) if collection.family.ucs2_cmap().is_some() => collection.family.ucs2_cmap(),
            _ => {
                let inner = dictionary.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
                let collection = inner.get::<Dict<'_>>("CIDSystemInfo")?;
                let text = |key: &str| collection.get::<hayro_syntax::object::String<'_>>(key);
                hayro_cmap::CidFamily::from_registry_ordering(
                    text("Registry")?.as_bytes(),
                    text("Ordering")?.as_bytes(),
                )
                .ucs2_cmap()
            }
        };
        Some(Otherwise::Collection(Box::new(codes), Box::new(open(family?)?)))
    }
}

/// What is read where this character stands.
fn letter(c: char) -> Letter {
    match plain(c) {
        Some(plain) => several(plain),
        None => match u32::from(c) {
            0x09 | 0x0a | 0x0d | 0xa0 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => Letter::One(' '),
            0..0x20 | 0x7f..0xa0 | 0x200b | 0x2028..=0x202e | 0x2060 | 0x2066..=0x2069 | 0xfeff => {
                Letter::None
            }
            0xfffd | 0xe000..0xf900 | 0xf0000.. => Letter::Unknown,
            _ => Letter::One(c),
        },
    }
}

pub fn several(text: &str) -> Letter {
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return letter(only);
    }
    let mut all = String::new();
    for c in text.chars() {
        match letter(c) {
            Letter::One(c) => all.push(c),
            Letter::Many(text) => all.push_str(&text),
            Letter::None => {}
            Letter::Unknown => return Letter::Unknown,
        }
    }
    let mut chars = all.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Letter::None,
        (Some(only), None) => Letter::One(only),
        _ => Letter::Many(all.into()),
    }
}

/// What stands for a form of letters that only laid-out text has: joined Latin letters, Arabic letters by their neighbours. A line
/// for each range: its first character, then each (NFKC of Unicode's character database, without spaces).
const FORMS: &str = include_str!("forms.txt");

fn plain(c: char) -> Option<&'static str> {
    if !matches!(c, '\u{fb00}'..='\u{fefc}') {
        return None;
    }
    FORMS.lines().find_map(|line| {
        let (first, forms) = line.split_once(' ')?;
        let first = u32::from_str_radix(first, 16).ok()?;
        forms.split(' ').nth(u32::from(c).checked_sub(first)? as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_letters_are_read_as_the_letters() {
        assert_eq!(letter('ﬁ'), Letter::Many("fi".into()));
        assert_eq!(letter('\u{fefb}'), Letter::Many("لا".into()));
        assert_eq!(letter('\u{fe91}'), Letter::One('ب'));
        assert_eq!(several("ﬀ i"), Letter::Many("ff i".into()));
        assert_eq!(letter('\u{a0}'), Letter::One(' '));
        assert_eq!(letter('\u{e001}'), Letter::Unknown);
        assert_eq!(letter('é'), Letter::One('é'));
    }
}
