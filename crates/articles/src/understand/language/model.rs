//! What does a letter sequence say about the language, and how is that kept small?
//!
//! A model is a set of letter n-grams (one to five letters, or the edge of a word) for each script that
//! several languages share. Each n-gram has a weight for the few languages that it speaks for or
//! against; the weights of a text's n-grams add up. That is a multinomial logistic regression, trained
//! by `explorer-train` on words made from n-gram counts; see `models/README.md`.
//!
//! In the file an n-gram is one decision: of the n-grams that could be there (its beginning is, and its
//! end is), which are? Its weights are decisions too, in the light of those of its beginning and end.
//! An adaptive range coder ([`super::coder`]) writes them.
//!
//! **Invariant.** [`LanguageModel::open`] accepts exactly what [`write`] wrote and never panics.
//! What several languages write in a script of their own needs no model and is not in it.

use super::coder::{Belief, Coder, Decoder, Encoder};
use super::script::{Script, script_of};
use crate::article::Language;
pub(super) use explorer_text::ngrams::LONGEST_WORD;
use explorer_text::ngrams::{From, MOST_CLASSES, NGrams, WordWeights};
use std::collections::BTreeMap;
use std::fmt;

/// The longest n-gram, edges of words included.
pub const LONGEST: usize = explorer_text::ngrams::LONGEST;
/// The symbol of a word's edge.
pub const EDGE: u8 = 0;
/// The symbol of a letter that the alphabet lacks; in Devanagari also the edge of a run of letters
/// between vowel signs.
pub const RARE: u8 = 1;
/// The number of the first letter of the alphabet.
pub const FIRST_LETTER: u8 = 2;
/// Parts of a nat (natural unit of log-probability) in which weights are counted.
pub const PARTS_OF_NAT: f32 = 16.0;
/// How many different weights there can be.
pub const LEVELS: usize = 16;
/// How many scripts have n-grams: the first ones of [`Script`].
pub const SHARED: usize = 4;
/// The Chinese characters that speak for Chinese or Japanese.
pub const HAN: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

const MAGIC: &[u8; 4] = b"AXLM";
const VERSION: u8 = 1;
const HAN_STEP: i32 = 12;
const MOST_NODES: usize = 1 << 20;
const ROOT: u32 = u32::MAX;

/// Why a model file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// It is something else: check the file's name.
    NotAModel,
    /// It was written by another version of the program: fetch the one that came with this version.
    OtherVersion(u8),
    /// Its checksum is wrong: fetch it again.
    Damaged,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::NotAModel => f.write_str("not a language model"),
            ModelError::OtherVersion(version) => write!(f, "language model of another version ({version})"),
            ModelError::Damaged => f.write_str("damaged language model"),
        }
    }
}

impl std::error::Error for ModelError {}

/// N-grams with their classes and numbers of levels.
pub type Weights = BTreeMap<Vec<u8>, Vec<(u8, u8)>>;

/// The n-grams of one script, as they are trained and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grams {
    /// The script.
    pub script: Script,
    /// What the weights are for; `None` is any language that is not known. At most 64.
    pub classes: Vec<Option<Language>>,
    /// The letters, lower case; the first is [`FIRST_LETTER`]. At most 250.
    pub alphabet: Vec<char>,
    /// The weights that occur, in [`PARTS_OF_NAT`].
    pub levels: [i8; LEVELS],
    /// For each n-gram (one to five symbols) its classes and the number of the level, by class. With an
    /// n-gram its beginning and its end (without the last and without the first symbol) must be there.
    pub weights: Weights,
}

/// The n-grams of one script, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub classes: Vec<Option<Language>>,
    pub is_sign: Vec<bool>,
    grams: NGrams,
}

impl Group {
    fn build(walk: &Walk, header: &Header) -> Group {
        let level = |number: u8| header.levels.get(usize::from(number)).copied().unwrap_or(0);
        let mut group = Group {
            classes: header.classes.clone(),
            is_sign: vec![false; 256],
            grams: NGrams::new(walk.letters as usize, header.classes.len()),
        };
        for (at, &letter) in header.alphabet.iter().enumerate() {
            if let Some(sign) = group.is_sign.get_mut(at + usize::from(FIRST_LETTER)) {
                *sign = is_devanagari_sign(letter);
            }
        }
        for (at, ((&parent, &symbol), &children)) in
            walk.parents.iter().zip(&walk.symbols).zip(&walk.children).enumerate()
        {
            // The edge alone is in every word and says nothing.
            let says_nothing = parent == ROOT && symbol == EDGE;
            let weights = if says_nothing { &[] } else { walk.weights_of(at as u32) };
            let weights = weights.iter().map(|&(class, number)| (class, level(number)));
            let from = match parent {
                ROOT => From::Nothing,
                _ if parent < walk.letters => From::Symbol(parent),
                _ => From::Longer,
            };
            group.grams.push(from, symbol, children, weights);
        }
        group
    }

    /// The weights of every n-gram of a word (symbols, edges included, at most [`LONGEST_WORD`]).
    pub fn weights(&self, word: &[u8]) -> WordWeights {
        self.grams.weights(word)
    }
}

/// Whether it is a vowel sign or another mark of Devanagari, at which n-gram counts of letters alone break.
pub fn is_devanagari_sign(c: char) -> bool {
    matches!(c as u32, 0x900..=0x903 | 0x93A..=0x93C | 0x93E..=0x94F | 0x951..=0x957 | 0x962..=0x963)
}

/// A model ready to be asked.
#[derive(Clone, Debug)]
pub struct LanguageModel {
    /// By the script's number; without classes where the model has none.
    pub(super) groups: [Group; SHARED],
    /// For each character below [`TABLED`]: its script and symbol.
    symbols: Vec<Symbol>,
    han: Vec<i8>,
}

/// What a character is to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// No letter: the word ends.
    Gap,
    /// Passed over, within a word too.
    Mark,
    /// A letter; its number is 0 where the script has no n-grams.
    Letter(Script, u8),
}

const TABLED: u32 = 0x2000;

#[derive(Clone, Debug, Default)]
struct Header {
    script: u8,
    classes: Vec<Option<Language>>,
    alphabet: Vec<char>,
    levels: [i8; LEVELS],
}

impl LanguageModel {
    /// Reads a model file.
    pub fn open(bytes: &[u8]) -> Result<LanguageModel, ModelError> {
        Self::read(unsealed(bytes)?).ok_or(ModelError::Damaged)
    }

    fn read(bytes: &[u8]) -> Option<LanguageModel> {
        let mut groups = <[Group; SHARED]>::default();
        let mut symbols = tabled_symbols();
        let (parts, han) = read_parts(bytes)?;
        for (header, grams) in &parts {
            let script = Script::from_number(header.script)?;
            for (at, &letter) in header.alphabet.iter().enumerate() {
                let number = u8::try_from(at + usize::from(FIRST_LETTER)).ok()?;
                if let Some(symbol) = symbols.get_mut(letter as usize) {
                    *symbol = Symbol::Letter(script, number);
                }
            }
            *groups.get_mut(usize::from(header.script))? = Group::build(grams, header);
        }
        fold_case(&mut symbols);
        Some(LanguageModel { groups, symbols, han })
    }

    pub(super) fn symbol(&self, c: char) -> Symbol {
        match self.symbols.get(c as usize) {
            Some(&symbol) => symbol,
            None => untabled_symbol(c),
        }
    }

    /// What a Chinese character says for Japanese and against Chinese, in [`PARTS_OF_NAT`].
    pub(super) fn han(&self, c: char) -> i64 {
        let at = (c as u32).wrapping_sub(*HAN.start()) as usize;
        i64::from(self.han.get(at).copied().unwrap_or(0))
    }

    /// How many n-grams and how many weights there are, once laid out for speed.
    pub fn size(&self) -> (usize, usize) {
        let sizes = self.groups.iter().map(|group| group.grams.size());
        sizes.fold((0, 0), |(grams, weights), (more, others)| (grams + more, weights + others))
    }
}

fn untabled_symbol(c: char) -> Symbol {
    match (c as u32, script_of(c)) {
        // Vowel points and the stroke that draws out an Arabic word.
        (0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED, None) => Symbol::Mark,
        (0x640, _) => Symbol::Mark,
        (_, Some(script)) => Symbol::Letter(script, RARE),
        (_, None) => Symbol::Gap,
    }
}

fn tabled_symbols() -> Vec<Symbol> {
    (0..TABLED).map(|code| char::from_u32(code).map_or(Symbol::Gap, untabled_symbol)).collect()
}

// Capital letters are the symbols of their small ones: the first of them, where there are several.
fn fold_case(symbols: &mut [Symbol]) {
    for code in 0..TABLED {
        let Some(c) = char::from_u32(code) else { continue };
        let Some(small) = c.to_lowercase().next().filter(|&small| small != c) else { continue };
        let Some(&folded) = symbols.get(small as usize) else { continue };
        if let (Some(symbol), Symbol::Letter(..)) = (symbols.get_mut(code as usize), folded) {
            *symbol = folded;
        }
    }
}

// What a file holds: n-grams of scripts, and Chinese characters.
type Parts = (Vec<(Header, Walk)>, Vec<i8>);

// What stands between the version and the checksum.
fn unsealed(bytes: &[u8]) -> Result<&[u8], ModelError> {
    let content = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
    let (&version, _) = content.split_first().ok_or(ModelError::Damaged)?;
    if version != VERSION {
        return Err(ModelError::OtherVersion(version));
    }
    let (content, sum) = bytes.split_last_chunk::<8>().ok_or(ModelError::Damaged)?;
    if checksum(content) != u64::from_le_bytes(*sum) {
        return Err(ModelError::Damaged);
    }
    content.get(MAGIC.len() + 1..).ok_or(ModelError::Damaged)
}

fn read_parts(mut bytes: &[u8]) -> Option<Parts> {
    let mut headers = Vec::new();
    for _ in 0..*take(&mut bytes, 1)?.first()? {
        headers.push(Header::read(&mut bytes)?);
    }
    let mut decoder = Decoder::new(bytes);
    let mut parts = Vec::new();
    for header in headers {
        let walk = Walk::take(&mut decoder, &header, None)?;
        parts.push((header, walk));
        if decoder.is_exhausted() {
            return None;
        }
    }
    let han = take_han(&mut decoder, &[]);
    (!decoder.is_exhausted()).then_some((parts, han))
}

/// What [`write`] was given, so that one script can be trained again and the others kept.
pub fn parts(bytes: &[u8]) -> Result<(Vec<Grams>, Vec<i8>), ModelError> {
    let (parts, han) = read_parts(unsealed(bytes)?).ok_or(ModelError::Damaged)?;
    let mut groups = Vec::new();
    for (header, walk) in parts {
        let nodes = 0..walk.symbols.len() as u32;
        groups.push(Grams {
            script: Script::from_number(header.script).ok_or(ModelError::Damaged)?,
            classes: header.classes,
            alphabet: header.alphabet,
            levels: header.levels,
            weights: nodes.map(|node| (walk.symbols_of(node), walk.weights_of(node).to_vec())).collect(),
        });
    }
    Ok((groups, han))
}

/// Writes a model file of n-grams and of what Chinese characters say (one number for each of [`HAN`], in
/// [`PARTS_OF_NAT`], for Japanese and against Chinese; kept in steps of 12).
pub fn write(groups: &[Grams], han: &[i8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(VERSION);
    bytes.push(groups.len() as u8);
    let mut encoder = Encoder::default();
    for grams in groups {
        let header = Header {
            script: grams.script as u8,
            classes: grams.classes.clone(),
            alphabet: grams.alphabet.clone(),
            levels: grams.levels,
        };
        header.write(&mut bytes);
        Walk::take(&mut encoder, &header, Some(&grams.weights));
    }
    take_han(&mut encoder, han);
    bytes.extend(encoder.finish());
    sealed(bytes)
}

/// The bytes with their checksum behind them.
pub(super) fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

impl Header {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend([self.script, self.classes.len() as u8, self.alphabet.len() as u8]);
        for class in &self.classes {
            bytes.extend(class.map_or("--", Language::code).bytes());
        }
        for &letter in &self.alphabet {
            bytes.extend((letter as u16).to_le_bytes());
        }
        bytes.extend(self.levels.map(|level| level as u8));
    }

    fn read(bytes: &mut &[u8]) -> Option<Header> {
        let [script, classes, letters] = *take(bytes, 3)? else { return None };
        let mut header = Header { script, ..Header::default() };
        for _ in 0..classes {
            let code = std::str::from_utf8(take(bytes, 2)?).ok()?;
            header.classes.push(if code == "--" { None } else { Some(Language::from_code(code)?) });
        }
        for _ in 0..letters {
            let [low, high] = *take(bytes, 2)? else { return None };
            header.alphabet.push(char::from_u32(u32::from(u16::from_le_bytes([low, high])))?);
        }
        for (level, &byte) in header.levels.iter_mut().zip(take(bytes, LEVELS)?) {
            *level = byte as i8;
        }
        (header.classes.len() <= MOST_CLASSES && header.alphabet.len() <= 250).then_some(header)
    }
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

// FNV-1a, 64 bit.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

fn take_han(coder: &mut impl Coder, han: &[i8]) -> Vec<i8> {
    let mut trees = vec![vec![Belief::default(); 16]; 2];
    let mut last = 0;
    let mut taken = Vec::new();
    for at in 0..HAN.count() {
        let step = (i32::from(han.get(at).copied().unwrap_or(0)) / HAN_STEP).clamp(-8, 7);
        let Some(tree) = trees.get_mut(last) else { break };
        let number = coder.number(tree, 4, (step + 8) as u32) as i32;
        last = usize::from(number != 8);
        taken.push(((number - 8) * HAN_STEP) as i8);
    }
    taken
}

/// The n-grams in breadth-first order: what both directions of the codec go through.
#[derive(Debug, Default)]
struct Walk {
    parents: Vec<u32>,
    symbols: Vec<u8>,
    /// The node of the n-gram without its first symbol.
    ends: Vec<u32>,
    /// The nodes that continue it.
    children: Vec<(u32, u32)>,
    /// How often it was found, of how many times, as the end of a longer n-gram.
    extended: Vec<(u32, u32)>,
    starts: Vec<u32>,
    weights: Vec<(u8, u8)>,
    /// How many nodes have one symbol.
    letters: u32,
    /// Memory that every node uses anew.
    scratch: (Vec<Heir>, Vec<(u8, u8)>),
}

// A class with the level that it has at an n-gram's beginning and at its end.
type Heir = (u8, Option<u8>, Option<u8>);

// The classes of either list, in order, as both lists are.
fn merge(mut beginning: &[(u8, u8)], mut end: &[(u8, u8)], heirs: &mut Vec<Heir>) {
    loop {
        match (beginning.split_first(), end.split_first()) {
            (None, None) => break,
            (Some((&(one, level), rest)), Some((&(other, of_end), after))) if one == other => {
                heirs.push((one, Some(level), Some(of_end)));
                (beginning, end) = (rest, after);
            }
            (Some((&(one, level), rest)), other) if other.is_none_or(|(&(other, _), _)| one < other) => {
                heirs.push((one, Some(level), None));
                beginning = rest;
            }
            (_, Some((&(other, of_end), after))) => {
                heirs.push((other, None, Some(of_end)));
                end = after;
            }
            // Unreachable: with no end left, the arm above has taken the beginning.
            (Some(_), None) => break,
        }
    }
}

#[derive(Debug)]
struct Beliefs {
    present: Vec<Belief>,
    inherited: Vec<Belief>,
    another: Vec<Belief>,
    class: Vec<Vec<Belief>>,
    level: Vec<Vec<Belief>>,
}

impl Beliefs {
    fn new() -> Self {
        Beliefs {
            present: vec![Belief::default(); 8 * 10 * 4 * 4],
            inherited: vec![Belief::default(); 8 * 3 * 4 * 3],
            another: vec![Belief::default(); 8 * 8 * 3],
            class: vec![vec![Belief::default(); MOST_CLASSES]; 8],
            level: vec![vec![Belief::default(); LEVELS]; 8 * 16],
        }
    }
}

fn bit(coder: &mut impl Coder, beliefs: &mut [Belief], at: usize, yes: bool) -> bool {
    beliefs.get_mut(at).is_some_and(|belief| coder.bit(belief, yes))
}

impl Walk {
    // With an encoder it writes `wanted`; with a decoder `wanted` is not looked at. `None`: too many nodes.
    fn take(coder: &mut impl Coder, header: &Header, wanted: Option<&Weights>) -> Option<Walk> {
        let mut walk = Walk::default();
        let mut beliefs = Beliefs::new();
        walk.starts.push(0);
        let symbols = header.alphabet.len() + usize::from(FIRST_LETTER);
        walk.letters = symbols as u32;
        for symbol in 0..symbols {
            walk.push(coder, &mut beliefs, 1, ROOT, symbol as u8, ROOT, wanted);
        }
        let mut level = 0..symbols;
        for depth in 2..=LONGEST {
            for parent in level.clone() {
                let before = walk.symbols.len();
                walk.continue_from(coder, &mut beliefs, depth, parent as u32, wanted);
                let after = walk.symbols.len();
                if let Some(children) = walk.children.get_mut(parent) {
                    *children = (before as u32, after as u32);
                }
                if after > MOST_NODES {
                    return None;
                }
            }
            level = level.end..walk.symbols.len();
        }
        Some(walk)
    }

    fn continue_from(
        &mut self,
        coder: &mut impl Coder,
        beliefs: &mut Beliefs,
        depth: usize,
        parent: u32,
        wanted: Option<&Weights>,
    ) {
        // Nothing follows the edge at a word's end.
        if depth > 2 && self.symbols.get(parent as usize) == Some(&EDGE) {
            return;
        }
        let (mut siblings, all) = (0usize, self.ends_of(parent));
        let spread = match all.1 - all.0 {
            0..=2 => 0,
            3..=6 => 1,
            7..=15 => 2,
            _ => 3,
        };
        let mut key = wanted.map_or(Vec::new(), |_| self.symbols_of(parent));
        for end in all.0..all.1 {
            let symbol = self.symbols.get(end as usize).copied().unwrap_or(EDGE);
            key.push(symbol);
            let (found, of) = self.extended.get(end as usize).copied().unwrap_or((0, 0));
            let rate = match (found, of) {
                (_, 0) => 0,
                (0, 1..=3) => 1,
                (0, 4..=12) => 2,
                (0, _) => 3,
                _ => 4 + (found * 6 / (of + 1)).min(5) as usize,
            };
            let context = ((depth * 10 + rate) * 4 + siblings.min(3)) * 4 + spread;
            let here = bit(
                coder,
                &mut beliefs.present,
                context,
                wanted.is_some_and(|wanted| wanted.contains_key(&key)),
            );
            if let Some(extended) = self.extended.get_mut(end as usize) {
                *extended = (found + u32::from(here), of + 1);
            }
            if here {
                siblings += 1;
                self.push(coder, beliefs, depth, parent, symbol, end, wanted);
            }
            key.pop();
        }
    }

    // The nodes that the n-gram without its first symbol goes on to: candidates for its own.
    fn ends_of(&self, parent: u32) -> (u32, u32) {
        match self.ends.get(parent as usize) {
            Some(&ROOT) | None => (0, self.letters),
            Some(&end) => self.children.get(end as usize).copied().unwrap_or((0, 0)),
        }
    }

    fn symbols_of(&self, mut node: u32) -> Vec<u8> {
        let mut symbols = Vec::with_capacity(LONGEST + 1);
        while let (Some(&symbol), Some(&parent)) =
            (self.symbols.get(node as usize), self.parents.get(node as usize))
        {
            symbols.push(symbol);
            node = parent;
        }
        symbols.reverse();
        symbols
    }

    fn weights_of(&self, node: u32) -> &[(u8, u8)] {
        if node == ROOT {
            return &[];
        }
        let at = node as usize;
        let start = self.starts.get(at).map_or(0, |&start| start as usize);
        let end = self.starts.get(at + 1).map_or(0, |&end| end as usize);
        self.weights.get(start..end).unwrap_or(&[])
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &mut self,
        coder: &mut impl Coder,
        beliefs: &mut Beliefs,
        depth: usize,
        parent: u32,
        symbol: u8,
        end: u32,
        wanted: Option<&Weights>,
    ) {
        let node = self.symbols.len() as u32;
        self.parents.push(parent);
        self.symbols.push(symbol);
        self.ends.push(end);
        self.children.push((0, 0));
        self.extended.push((0, 0));
        let mine =
            wanted.and_then(|wanted| wanted.get(&self.symbols_of(node))).map_or(&[][..], Vec::as_slice);
        // First the classes that the beginning or the end has.
        let (mut heirs, mut taken) = std::mem::take(&mut self.scratch);
        heirs.clear();
        taken.clear();
        merge(self.weights_of(parent), self.weights_of(end), &mut heirs);
        let crowd = match heirs.len() {
            0..=3 => 0,
            4..=8 => 1,
            _ => 2,
        };
        for &(class, of_parent, of_end) in &heirs {
            let source = usize::from(of_parent.is_some()) + 2 * usize::from(of_end.is_some());
            let wanted = mine.iter().find(|&&(at, _)| at == class).map(|&(_, level)| level);
            let context = ((depth * 3 + taken.len().min(2)) * 4 + source) * 3 + crowd;
            if bit(coder, &mut beliefs.inherited, context, wanted.is_some()) {
                let near = of_end.or(of_parent).unwrap_or(0);
                let context = depth * 16 + source * 4 + usize::from(near / 4).min(3);
                let level = number(coder, &mut beliefs.level, context, 4, wanted.unwrap_or(0));
                taken.push((class, level));
            }
        }
        // Then any others.
        let mut others = mine.iter().filter(|&&(class, _)| !heirs.iter().any(|heir| heir.0 == class));
        let mut count = 0;
        loop {
            let other = others.next();
            let context = (depth * 8 + count.min(7)) * 3 + taken.len().saturating_sub(count).min(2);
            // There are never more than there are classes, so reading ends.
            if count >= MOST_CLASSES || !bit(coder, &mut beliefs.another, context, other.is_some()) {
                break;
            }
            count += 1;
            let &(class, level) = other.unwrap_or(&(0, 0));
            let class = number(coder, &mut beliefs.class, depth, 6, class);
            let level = number(coder, &mut beliefs.level, depth * 16, 4, level);
            taken.push((class, level));
        }
        // Those of heirs come by class already.
        if count > 0 {
            crate::order::sort(&mut taken);
        }
        self.weights.extend(&taken);
        self.starts.push(self.weights.len() as u32);
        self.scratch = (heirs, taken);
    }
}

fn number(coder: &mut impl Coder, trees: &mut [Vec<Belief>], at: usize, bits: u32, number: u8) -> u8 {
    trees.get_mut(at).map_or(0, |tree| coder.number(tree, bits, u32::from(number)) as u8)
}
