//! Which letters stand where on a page?
//!
//! Only what moves the pen, chooses fonts and shows text is followed. Letters are sorted by the way in which their lines run, so that what
//! stands upright in the margin is not mixed with the text. **Invariant.** What all pages together may take is a
//! [`Budget`], in proportion to the file.

use crate::fonts::{Fonts, Known, Letter};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};
use std::rc::Rc;

/// How many pieces that are drawn with a name may be in each other.
const DEPTH: usize = 12;
/// More directions than these are not told apart.
const WAYS: usize = 12;
/// How deep states may be saved.
const SAVED: usize = 256;

/// What drawing may take: operators, and letters.
pub struct Budget(u64);

impl Budget {
    /// That of a file of so many bytes.
    pub fn of(bytes: usize) -> Self {
        Budget(500_000 + bytes as u64 * 8)
    }

    /// Whether all of it was taken.
    pub fn is_spent(&self) -> bool {
        self.0 == 0
    }

    fn take(&mut self, count: u64) -> bool {
        self.0 = self.0.saturating_sub(count);
        self.0 > 0
    }
}

/// A letter on a page, in the frame of its lines: they run in the direction of `start` to `end`, and further lines have a smaller
/// `line`. All in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// What it means.
    pub letter: Letter,
    /// Where along the line it begins and ends.
    pub start: f32,
    /// As above.
    pub end: f32,
    /// At which height its line stands.
    pub line: f32,
    /// How large it is.
    pub size: f32,
}

/// The letters whose lines run in the same direction.
#[derive(Debug)]
pub struct Way {
    along: (f64, f64),
    /// In the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
}

/// What is on a page.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Its letters.
    pub ways: Vec<Way>,
    /// How many.
    pub letters: u32,
    /// Of how many of them nobody can tell what they are.
    pub unknown: u32,
    /// Whether anything is drawn at all.
    pub is_marked: bool,
}

/// What turns places into other places: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug)]
struct Matrix([f64; 6]);

impl Matrix {
    const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(numbers: [&Number; 6]) -> Self {
        Matrix(numbers.map(Number::as_f64))
    }

    /// This one first, then the other.
    fn then(self, other: Matrix) -> Matrix {
        let Matrix([a, b, c, d, e, f]) = self;
        let Matrix([oa, ob, oc, od, oe, of]) = other;
        Matrix([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    fn at(self, x: f64, y: f64) -> (f64, f64) {
        let Matrix([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

#[derive(Clone)]
struct State<'a> {
    page: Matrix,
    font: Option<Rc<Known<'a>>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    // 1 is as wide as the font is.
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Text that stands for what is shown while it holds.
struct Meant {
    text: Option<String>,
    // How many letters each way had when it began.
    since: Vec<usize>,
}

struct Pen<'a, 'b> {
    fonts: &'b Fonts<'a>,
    budget: &'b mut Budget,
    drawn: Drawn,
    state: State<'a>,
    saved: Vec<State<'a>>,
    text: Matrix,
    line: Matrix,
    meant: Vec<Meant>,
    // Left, bottom, right, top: what is beyond is on no page.
    paper: [f64; 4],
}

/// The letters of a page.
pub fn page<'a>(page: &Page<'a>, fonts: &Fonts<'a>, budget: &mut Budget) -> Drawn {
    let paper = page.intersected_crop_box();
    let state = State {
        page: Matrix::SAME,
        font: None,
        size: 1.0,
        letter_space: 0.0,
        word_space: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut pen = Pen {
        fonts,
        budget,
        drawn: Drawn::default(),
        state,
        saved: Vec::new(),
        text: Matrix::SAME,
        line: Matrix::SAME,
        meant: Vec::new(),
        paper: [
            paper.x0.min(paper.x1),
            paper.y0.min(paper.y1),
            paper.x0.max(paper.x1),
            paper.y0.max(paper.y1),
        ],
    };
    if let Some(content) = page.page_stream() {
        pen.follow(content, page.resources(), 0);
    }
    pen.drawn
}

impl<'a> Pen<'a, '_> {
    fn follow(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) {
        let saved_before = self.saved.len();
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            if !self.budget.take(1) {
                return;
            }
            match instruction {
                TypedInstruction::SaveState(_) if self.saved.len() < SAVED => {
                    self.saved.push(self.state.clone());
                }
                TypedInstruction::RestoreState(_) => {
                    if self.saved.len() > saved_before
                        && let Some(state) = self.saved.pop()
                    {
                        self.state = state;
                    }
                }
                TypedInstruction::Transform(m) => {
                    let matrix = Matrix::of([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]);
                    self.state.page = matrix.then(self.state.page);
                }
                TypedInstruction::BeginText(_) => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
                TypedInstruction::SetTextMatrix(m) => {
                    self.line = Matrix::of([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5]);
                    self.text = self.line;
                }
                TypedInstruction::TextFont(font) => {
                    self.state.size = font.1.as_f64();
                    self.state.font = resources.get_font(font.0).and_then(|font| self.fonts.get(&font));
                }
                TypedInstruction::SetGraphicsState(name) => {
                    let font =
                        resources.get_ext_g_state(name.0).and_then(|state| state.get::<Array<'a>>("Font"));
                    if let Some(font) = font {
                        let font_itself = font.iter::<Dict<'a>>().next();
                        self.state.font = font_itself.and_then(|font| self.fonts.get(&font));
                        self.state.size = font.iter::<Number>().last().map_or(1.0, |size| size.as_f64());
                    }
                }
                TypedInstruction::HorizontalScaling(by) => self.state.stretch = by.0.as_f64() / 100.0,
                TypedInstruction::TextLeading(by) => self.state.leading = by.0.as_f64(),
                TypedInstruction::CharacterSpacing(by) => self.state.letter_space = by.0.as_f64(),
                TypedInstruction::WordSpacing(by) => self.state.word_space = by.0.as_f64(),
                TypedInstruction::TextRise(by) => self.state.rise = by.0.as_f64(),
                TypedInstruction::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
                TypedInstruction::NextLineAndSetLeading(by) => {
                    self.state.leading = -by.1.as_f64();
                    self.next_line(by.0.as_f64(), by.1.as_f64());
                }
                TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
                TypedInstruction::ShowText(text) => self.show(text.0.as_bytes()),
                TypedInstruction::NextLineAndShowText(text) => {
                    self.next_line(0.0, -self.state.leading);
                    self.show(text.0.as_bytes());
                }
                TypedInstruction::ShowTextWithParameters(text) => {
                    self.state.word_space = text.0.as_f64();
                    self.state.letter_space = text.1.as_f64();
                    self.next_line(0.0, -self.state.leading);
                    self.show(text.2.as_bytes());
                }
                TypedInstruction::ShowTexts(texts) => {
                    for piece in texts.0.iter::<Object<'_>>() {
                        match piece {
                            Object::String(text) => self.show(text.as_bytes()),
                            Object::Number(back) => self.move_on(-back.as_f64() / 1000.0 * self.state.size),
                            _ => {}
                        }
                        if self.budget.is_spent() {
                            return;
                        }
                    }
                }
                TypedInstruction::XObject(name) => self.form(name.0, resources, depth),
                TypedInstruction::InlineImage(_) | TypedInstruction::Shading(_) => {
                    self.drawn.is_marked = true
                }
                TypedInstruction::FillPathNonZero(_)
                | TypedInstruction::FillPathEvenOdd(_)
                | TypedInstruction::StrokePath(_) => self.drawn.is_marked = true,
                TypedInstruction::BeginMarkedContent(_) => self.begin(None),
                TypedInstruction::BeginMarkedContentWithProperties(content) => {
                    let properties = match content.1 {
                        Object::Dict(properties) => Some(properties.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
                        _ => None,
                    };
                    let text = properties
                        .and_then(|properties| {
                            properties.get::<hayro_syntax::object::String<'_>>("ActualText")
                        })
                        .map(|text| crate::title::decoded(text.as_bytes()));
                    self.begin(text);
                }
                TypedInstruction::EndMarkedContent(_) => self.end(),
                _ => {}
            }
        }
        self.saved.truncate(saved_before);
    }

    /// A piece that is drawn by its name.
    fn form(&mut self, name: &Name<'_>, resources: &Resources<'a>, depth: usize) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let dictionary = stream.dict();
        self.drawn.is_marked = true;
        if dictionary.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_ref() != b"Form") || depth >= DEPTH
        {
            return;
        }
        let Some(content) = content(&stream) else { return };
        // It costs what it holds, however often it is drawn.
        if !self.budget.take(100 + content.len() as u64 / 16) {
            return;
        }
        let before = self.state.clone();
        let (text, line) = (self.text, self.line);
        if let Some(matrix) = dictionary.get::<[f64; 6]>("Matrix") {
            self.state.page = Matrix(matrix).then(self.state.page);
        }
        match dictionary.get::<Dict<'a>>("Resources") {
            Some(own) => self.follow(&content, &Resources::new(own), depth + 1),
            None => self.follow(&content, resources, depth + 1),
        }
        self.state = before;
        (self.text, self.line) = (text, line);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    /// Moves the pen along the line.
    fn move_on(&mut self, by: f64) {
        let across = self.state.font.as_ref().is_none_or(|font| font.is_horizontal());
        let (x, y) = if across { (by * self.state.stretch, 0.0) } else { (0.0, by) };
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.text);
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            // A font that cannot be had: what is said with it is lost, and said to be.
            self.drawn.unknown += u32::from(!bytes.is_empty());
            self.drawn.letters += u32::from(!bytes.is_empty());
            return;
        };
        let mut at = 0;
        while at < bytes.len() {
            if !self.budget.take(1) {
                return;
            }
            let (code, length) = font.code(bytes, at);
            at += length;
            let (right, up) = font.advance(code);
            let along = if font.is_horizontal() { right } else { up } / 1000.0 * self.state.size;
            self.put(font.letter(code), along, font.is_horizontal());
            let is_space = code == 32 && length == 1;
            self.move_on(
                along + self.state.letter_space + if is_space { self.state.word_space } else { 0.0 },
            );
        }
    }

    /// A letter where the pen is.
    fn put(&mut self, letter: Letter, along: f64, across: bool) {
        if letter == Letter::None {
            return;
        }
        let State { size, stretch, rise, .. } = self.state;
        let frame = Matrix([stretch, 0.0, 0.0, 1.0, 0.0, rise]).then(self.text).then(self.state.page);
        let from = frame.at(0.0, 0.0);
        let to = if across { frame.at(along, 0.0) } else { frame.at(0.0, along) };
        let Matrix([a, b, c, d, ..]) = frame;
        let (x, y) = (a * size, b * size);
        let width = (x * x + y * y).sqrt();
        let size = ((a * d - b * c) * size * size / width).abs();
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = (dx * dx + dy * dy).sqrt();
        let along = match long > 0.01 {
            true => (dx / long, dy / long),
            false => (x / width, y / width),
        };
        let is_sound =
            [from.0, from.1, to.0, to.1, size, along.0, along.1].iter().all(|number| number.is_finite());
        let [left, bottom, right, top] = self.paper;
        let is_there =
            (left - size..=right + size).contains(&from.0) && (bottom - size..=top + size).contains(&from.1);
        if !is_sound || !is_there || size <= 0.0 || size > 1e5 || long > 1e5 {
            return;
        }
        self.drawn.letters += 1;
        self.drawn.unknown += u32::from(letter == Letter::Unknown);
        let way = self.way(along);
        let (ux, uy) = way.along;
        let place = |(x, y): (f64, f64)| ((x * ux + y * uy) as f32, (y * ux - x * uy) as f32);
        let (start, line) = place(from);
        let end = place(to).0.max(start);
        way.glyphs.push(Glyph { letter, start, end, line, size: size as f32 });
    }

    fn way(&mut self, along: (f64, f64)) -> &mut Way {
        let near = |way: &Way| along.0 * way.along.0 + along.1 * way.along.1;
        let ways = &mut self.drawn.ways;
        // Within three degrees they are the same.
        let found = match ways.iter().position(|way| near(way) > 0.9986) {
            Some(at) => at,
            None if ways.len() < WAYS => {
                // What is nearly level is level.
                let snapped = |value: f64| if value.abs() < 0.01 { 0.0 } else { value };
                let along = match (snapped(along.0), snapped(along.1)) {
                    (x, 0.0) => (x.signum(), 0.0),
                    (0.0, y) => (0.0, y.signum()),
                    _ => along,
                };
                ways.push(Way { along, glyphs: Vec::new() });
                ways.len() - 1
            }
            None => ways.len() - 1,
        };
        &mut ways[found]
    }

    fn begin(&mut self, text: Option<String>) {
        if self.meant.len() < SAVED {
            let since = self.drawn.ways.iter().map(|way| way.glyphs.len()).collect();
            self.meant.push(Meant { text, since });
        }
    }

    /// What was shown is what it was said to mean, if it stands on one line.
    fn end(&mut self) {
        let Some(Meant { text: Some(text), since }) = self.meant.pop() else { return };
        let mut changed = self
            .drawn
            .ways
            .iter_mut()
            .enumerate()
            .filter(|(at, way)| way.glyphs.len() > since.get(*at).copied().unwrap_or(0));
        let (Some((at, way)), None) = (changed.next(), changed.next()) else { return };
        let from = since.get(at).copied().unwrap_or(0);
        let Some(([first, ..], all)) = way.glyphs.get(from..).map(|all| (all, all)) else { return };
        if all.iter().any(|glyph| (glyph.line - first.line).abs() > first.size) {
            return;
        }
        let mut whole = first.clone();
        for glyph in all {
            whole.start = whole.start.min(glyph.start);
            whole.end = whole.end.max(glyph.end);
            let is_unknown = u32::from(glyph.letter == Letter::Unknown);
            self.drawn.unknown = self.drawn.unknown.saturating_sub(is_unknown);
        }
        way.glyphs.truncate(from);
        whole.letter = crate::fonts::several(&text);
        if whole.letter != Letter::None {
            self.drawn.unknown += u32::from(whole.letter == Letter::Unknown);
            way.glyphs.push(whole);
        }
    }
}

/// What a stream holds, if it is no picture.
fn content(stream: &Stream<'_>) -> Option<Vec<u8>> {
    stream.decoded_data().ok().map(|content| content.into_owned())
}
