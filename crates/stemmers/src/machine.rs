//! What does a Snowball program make of a word?
//!
//! Snowball's generated code, compiled, is more than twice as large as the programs and their tables in
//! a notation of their own: each command is a byte and what it needs, written before its parts. `crates/train`
//! writes them from Snowball's sources, with the operations below. What the commands do is described in
//! *The Snowball Manual* (snowballstem.org). **Invariant.** Any bytes are read without a panic and in bounded
//! time; where they are not a program the word stays as it is.

use std::ops::Range;

/// Commands, and what follows each: C a command, its length in bytes before it where it says so; E an
/// expression; v, g, r, b, a the number of a variable, grouping, routine, boolean or table.
#[allow(missing_docs)]
pub mod op {
    /// Count, commands.
    pub const SEQUENCE: u8 = 0;
    /// Count, commands with lengths.
    pub const OR: u8 = 1;
    /// Count, commands.
    pub const AND: u8 = 2;
    /// C with length; so are the next.
    pub const NOT: u8 = 3;
    pub const TRY: u8 = 4;
    pub const DO: u8 = 5;
    pub const GOTO: u8 = 6;
    pub const GOPAST: u8 = 7;
    pub const REPEAT: u8 = 8;
    /// C.
    pub const TEST: u8 = 9;
    pub const FAIL: u8 = 10;
    pub const BACKWARDS: u8 = 11;
    /// E, C with length.
    pub const LOOP: u8 = 12;
    pub const ATLEAST: u8 = 13;
    /// C, C.
    pub const SETLIMIT: u8 = 14;
    /// E.
    pub const HOP: u8 = 15;
    pub const TOMARK: u8 = 16;
    pub const ATMARK: u8 = 17;
    /// Nothing.
    pub const NEXT: u8 = 18;
    pub const TOLIMIT: u8 = 19;
    pub const ATLIMIT: u8 = 20;
    pub const LEFT: u8 = 21;
    pub const RIGHT: u8 = 22;
    pub const DELETE: u8 = 23;
    pub const TRUE: u8 = 24;
    pub const FALSE: u8 = 25;
    /// v.
    pub const SETMARK: u8 = 26;
    pub const SLICE_TO: u8 = 27;
    pub const EQUALS: u8 = 28;
    pub const SLICE_FROM: u8 = 29;
    pub const INSERT: u8 = 30;
    pub const ATTACH: u8 = 31;
    /// Text: length and UTF-8.
    pub const LITERAL: u8 = 32;
    pub const SLICE_FROM_TEXT: u8 = 33;
    pub const INSERT_TEXT: u8 = 34;
    pub const ATTACH_TEXT: u8 = 35;
    /// g.
    pub const IN: u8 = 36;
    pub const NOT_IN: u8 = 37;
    /// r.
    pub const CALL: u8 = 38;
    /// b.
    pub const SET: u8 = 39;
    pub const UNSET: u8 = 40;
    pub const IS: u8 = 41;
    /// a.
    pub const SUBSTRING: u8 = 42;
    /// Count, commands with lengths.
    pub const AMONG: u8 = 43;
    /// v, then how (`=`, `+`, `-`, `*`, `/`), E.
    pub const ASSIGN: u8 = 44;
    /// How (`=`, `!`, `<`, `l` at most, `>`, `g` at least), E, E.
    pub const COMPARE: u8 = 45;

    // Expressions: a number, v, nothing three times, v, and E E for the others.
    pub const NUMBER: u8 = 0;
    pub const VARIABLE: u8 = 1;
    pub const CURSOR: u8 = 2;
    pub const LIMIT: u8 = 3;
    pub const LENGTH: u8 = 4;
    pub const LENGTH_OF: u8 = 5;
    pub const ADD: u8 = 6;
    pub const SUBTRACT: u8 = 7;
    pub const MULTIPLY: u8 = 8;
    pub const DIVIDE: u8 = 9;
}

/// Commands that a word may take; those that stem real words take hundreds.
const MOST_STEPS: u32 = 200_000;

/// Commands inside commands.
const DEEPEST: u32 = 200;

/// Letters that a word may grow to.
const LONGEST: usize = 4096;

/// A string of a table.
#[derive(Clone, Debug, Default)]
struct Row {
    /// Where its letters begin and end among those of the table.
    start: u32,
    end: u32,
    /// Which command is run where it is found; 0 is none.
    result: u8,
    /// Routine that must succeed; 0 is none.
    condition: u8,
    /// The longest other row that this one begins with.
    shorter: Option<usize>,
}

/// The strings of an `among`, in the order of their letters: backwards in reading backwards.
#[derive(Clone, Debug, Default)]
struct Table {
    rows: Vec<Row>,
    letters: Vec<char>,
    /// The least letter that a row begins with, and for it and each after it the first row that begins with it
    /// or a later one: most words end in nothing that a table has, and that is seen by one letter.
    least: u32,
    firsts: Vec<u32>,
}

/// Letters between the least and the last that the rows of a table begin with; those of tables with more are
/// looked for among all.
const WIDEST: u32 = 1024;

/// Letters, as bits from the least of them on.
#[derive(Clone, Debug, Default)]
struct Grouping {
    least: u32,
    bits: Vec<u32>,
}

impl Grouping {
    /// `letters` ascend.
    fn new(letters: &str) -> Grouping {
        let least = letters.chars().next().map_or(0, u32::from);
        let mut bits = Vec::new();
        for letter in letters.chars() {
            let at = u32::from(letter).saturating_sub(least);
            bits.resize(bits.len().max(at as usize / 32 + 1), 0);
            if let Some(word) = bits.get_mut(at as usize / 32) {
                *word |= 1 << (at % 32);
            }
        }
        Grouping { least, bits }
    }

    fn has(&self, letter: char) -> bool {
        let at = u32::from(letter).wrapping_sub(self.least);
        self.bits.get(at as usize / 32).is_some_and(|word| word >> (at % 32) & 1 == 1)
    }
}

/// The program of a language.
#[derive(Clone, Debug, Default)]
pub struct Program {
    integers: usize,
    booleans: usize,
    strings: usize,
    groupings: Vec<Grouping>,
    tables: Vec<Table>,
    /// The first is where stemming begins.
    routines: Vec<Vec<u8>>,
}

/// Reads numbers and letters.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn number(&mut self) -> usize {
        let mut number = 0;
        for shift in [0, 7, 14] {
            let byte = self.byte();
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let end = self.at.saturating_add(length);
        let bytes = self.bytes.get(self.at..end).unwrap_or(&[]);
        self.at = end;
        bytes
    }

    fn next_three(&self) -> Option<&'a [u8; 3]> {
        self.bytes.get(self.at..)?.first_chunk()
    }

    fn text(&mut self) -> &'a str {
        let length = self.number();
        std::str::from_utf8(self.take(length)).unwrap_or("")
    }

    /// So many of what `each` reads, as far as there are bytes.
    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.number();
        let mut list = Vec::new();
        while list.len() < count && self.at < self.bytes.len() {
            list.push(each(self));
        }
        list
    }
}

/// The program of a language among all: each has its code and its length before it.
pub fn program(all: &[u8], code: [u8; 2]) -> &[u8] {
    let mut reader = Reader { bytes: all, at: 0 };
    while reader.at < all.len() {
        let found = reader.take(2) == code;
        let length = reader.number();
        let program = reader.take(length);
        if found {
            return program;
        }
    }
    &[]
}

impl Table {
    fn read(reader: &mut Reader<'_>) -> Table {
        let conditions = reader.byte() != 0;
        let mut letters: Vec<char> = Vec::new();
        let mut before = 0;
        let rows = reader.list(|reader| {
            let shared = reader.number();
            let start = letters.len();
            for at in before..start.min(before + shared) {
                letters.extend(letters.get(at).copied());
            }
            before = start;
            letters.extend(reader.text().chars());
            let result = reader.byte();
            let condition = if conditions { reader.byte() } else { 0 };
            Row { start: start as u32, end: letters.len() as u32, result, condition, shorter: None }
        });
        let mut table = Table { rows, letters, ..Table::default() };
        table.note_firsts();
        for at in 1..table.rows.len() {
            let mut shorter = Some(at - 1);
            while let Some(number) = shorter
                && let (Some(row), Some(this)) = (table.rows.get(number), table.rows.get(at))
                && !table.letters(this).starts_with(table.letters(row))
            {
                shorter = row.shorter;
            }
            if let Some(row) = table.rows.get_mut(at) {
                row.shorter = shorter;
            }
        }
        table
    }

    fn letters(&self, row: &Row) -> &[char] {
        self.letters.get(row.start as usize..row.end as usize).unwrap_or(&[])
    }

    fn note_firsts(&mut self) {
        let first = |row: &Row| self.letters(row).first().map(|&letter| u32::from(letter));
        let (Some(least), Some(most)) =
            (self.rows.iter().find_map(first), self.rows.iter().rev().find_map(first))
        else {
            return;
        };
        if most.checked_sub(least).is_some_and(|apart| apart < WIDEST) {
            let from = |letter: u32| self.rows.partition_point(|row| first(row) < Some(letter)) as u32;
            self.firsts = (least..=most + 1).map(from).collect();
            self.least = least;
        }
    }

    /// The rows that begin with this letter; all, if that is not noted.
    fn beginning(&self, letter: Option<char>) -> Range<usize> {
        if self.firsts.is_empty() {
            return 0..self.rows.len();
        }
        let at = letter.and_then(|letter| u32::from(letter).checked_sub(self.least));
        let range = at.and_then(|at| self.firsts.get(at as usize..)?.first_chunk::<2>());
        range.map_or(0..0, |&[from, to]| from as usize..to as usize)
    }
}

impl Program {
    /// Reads what `crates/train` wrote.
    pub fn read(bytes: &[u8]) -> Program {
        let mut reader = Reader { bytes, at: 0 };
        let (integers, booleans, strings) = (reader.number(), reader.number(), reader.number());
        let groupings = reader.list(|reader| Grouping::new(reader.text()));
        let tables = reader.list(Table::read);
        let routines = reader.list(|reader| {
            let length = reader.number();
            reader.take(length).to_vec()
        });
        Program { integers, booleans, strings, groupings, tables, routines }
    }

    /// What the tables look for, as it is written.
    #[cfg(test)]
    pub(crate) fn pieces(&self) -> Vec<String> {
        let rows = self.tables.iter().flat_map(|table| table.rows.iter().map(|row| table.letters(row)));
        let both = rows.flat_map(|row| [row.iter().collect(), row.iter().rev().collect()]);
        both.filter(|piece: &String| !piece.is_empty()).collect()
    }

    /// The stem of a word.
    pub fn stem(&self, word: &str) -> String {
        self.stems(word)
    }

    /// The stems of words, one a line.
    pub fn stems(&self, words: &str) -> String {
        let mut run = Run {
            program: self,
            text: Vec::new(),
            limit: 0,
            integers: vec![0; self.integers],
            booleans: vec![false; self.booleans],
            strings: vec![Vec::new(); self.strings],
            cursor: 0,
            back_limit: 0,
            left: 0,
            right: 0,
            backwards: false,
            found: 0,
            steps: 0,
            depth: 0,
        };
        let mut stems = String::with_capacity(words.len());
        for (number, word) in words.split('\n').enumerate() {
            if number > 0 {
                stems.push('\n');
            }
            run.begin(word);
            run.call(0);
            if run.steps > MOST_STEPS {
                stems.push_str(word);
            } else {
                stems.extend(&run.text);
            }
        }
        stems
    }
}

/// A word on its way to its stem. Positions count letters.
struct Run<'p> {
    program: &'p Program,
    text: Vec<char>,
    cursor: usize,
    limit: usize,
    back_limit: usize,
    /// The slice.
    left: usize,
    right: usize,
    backwards: bool,
    integers: Vec<i32>,
    booleans: Vec<bool>,
    strings: Vec<Vec<char>>,
    /// Which command the last `substring` chose.
    found: u8,
    steps: u32,
    depth: u32,
}

impl Run<'_> {
    /// Makes ready for a word, keeping the room.
    fn begin(&mut self, word: &str) {
        self.text.clear();
        self.text.extend(word.chars());
        self.limit = self.text.len();
        self.integers.fill(0);
        self.booleans.fill(false);
        self.strings.iter_mut().for_each(Vec::clear);
        (self.cursor, self.back_limit, self.left, self.right) = (0, 0, 0, 0);
        (self.backwards, self.found, self.steps, self.depth) = (false, 0, 0, 0);
    }

    fn call(&mut self, routine: usize) -> bool {
        let program = self.program;
        let Some(code) = program.routines.get(routine) else { return false };
        let found = self.found;
        let succeeded = self.run(&mut Reader { bytes: code, at: 0 });
        self.found = found;
        succeeded
    }

    /// Where the cursor is, in a way that changes of the text behind it do not alter.
    fn mark(&self) -> usize {
        if self.backwards { self.limit.saturating_sub(self.cursor) } else { self.cursor }
    }

    fn return_to(&mut self, mark: usize) {
        self.cursor = if self.backwards { self.limit.saturating_sub(mark) } else { mark };
    }

    fn hop(&mut self, letters: usize) -> bool {
        let to = match self.backwards {
            true => self.cursor.checked_sub(letters).filter(|&to| to >= self.back_limit),
            false => self.cursor.checked_add(letters).filter(|&to| to <= self.limit),
        };
        to.is_some_and(|to| {
            self.cursor = to;
            true
        })
    }

    /// The next letter in the direction of reading.
    fn letter(&self, ahead: usize) -> Option<char> {
        let at = match self.backwards {
            true => self.cursor.checked_sub(ahead + 1).filter(|&at| at >= self.back_limit),
            false => self.cursor.checked_add(ahead).filter(|&at| at < self.limit),
        };
        self.text.get(at?).copied()
    }

    /// Whether a text stands here; if so, the cursor is then behind it.
    fn literal(&mut self, text: &str) -> bool {
        let mut length = 0;
        let mut same = |letter: char| {
            length += 1;
            self.letter(length - 1) == Some(letter)
        };
        let all =
            if self.backwards { text.chars().rev().all(&mut same) } else { text.chars().all(&mut same) };
        all && self.hop(length)
    }

    fn replace(&mut self, from: usize, to: usize, letters: &[char]) {
        if from > to || to > self.text.len() || self.text.len() + letters.len() > LONGEST {
            self.steps = MOST_STEPS + 1;
            return;
        }
        self.text.splice(from..to, letters.iter().copied());
        let moved = |at: usize| (at + letters.len()).saturating_sub(to - from);
        self.limit = moved(self.limit);
        if self.cursor >= to {
            self.cursor = moved(self.cursor);
        } else if self.cursor > from {
            self.cursor = from;
        }
    }

    fn slice_from(&mut self, letters: &[char]) -> bool {
        self.replace(self.left, self.right, letters);
        self.right = self.left + letters.len();
        true
    }

    fn insert(&mut self, letters: &[char], attach: bool) -> bool {
        let at = self.cursor;
        self.replace(at, at, letters);
        for end in [&mut self.left, &mut self.right] {
            if at <= *end {
                *end += letters.len();
            }
        }
        if attach != self.backwards {
            self.cursor = at;
        }
        true
    }

    /// Finds the longest row of a table here whose condition holds.
    fn substring(&mut self, table: usize) -> bool {
        let program = self.program;
        let Some(table) = program.tables.get(table) else { return false };
        let start = self.cursor;
        let not_after = |row: &Row| {
            for (ahead, &letter) in table.letters(row).iter().enumerate() {
                match self.letter(ahead) {
                    Some(here) if here == letter => {}
                    Some(here) => return letter < here,
                    None => return false,
                }
            }
            true
        };
        let range = table.beginning(self.letter(0));
        let rows = table.rows.get(range.clone()).unwrap_or(&[]);
        // The empty row, which is the first, stands everywhere.
        let empty = table.rows.first().filter(|row| row.start == row.end).map(|_| 0);
        let mut next = rows.partition_point(not_after).checked_sub(1).map(|at| range.start + at).or(empty);
        while let Some(row) = next.and_then(|next| table.rows.get(next)) {
            next = row.shorter;
            self.cursor = start;
            let letters = table.letters(row);
            let mut ahead = letters.iter().enumerate();
            if ahead.all(|(ahead, &letter)| self.letter(ahead) == Some(letter)) && self.hop(letters.len()) {
                let end = self.mark();
                if row.condition == 0 || self.call(usize::from(row.condition)) {
                    self.return_to(end);
                    self.found = row.result;
                    return true;
                }
            }
        }
        false
    }

    fn value(&mut self, code: &mut Reader<'_>) -> i32 {
        match code.byte() {
            op::NUMBER => code.number() as i32,
            op::VARIABLE => self.integers.get(code.number()).copied().unwrap_or(0),
            op::CURSOR => self.cursor as i32,
            op::LIMIT => (if self.backwards { self.back_limit } else { self.limit }) as i32,
            op::LENGTH => self.text.len() as i32,
            op::LENGTH_OF => self.strings.get(code.number()).map_or(0, |text| text.len() as i32),
            operation @ op::ADD..=op::DIVIDE => {
                let (one, other) = (self.value(code), self.value(code));
                match operation {
                    op::ADD => one.saturating_add(other),
                    op::SUBTRACT => one.saturating_sub(other),
                    op::MULTIPLY => one.saturating_mul(other),
                    _ => one.checked_div(other).unwrap_or(0),
                }
            }
            _ => 0,
        }
    }

    /// Runs the command that comes next; whether it succeeds. Afterwards `code` is behind it, if so.
    fn run(&mut self, code: &mut Reader<'_>) -> bool {
        self.steps += 1;
        self.depth += 1;
        let succeeded = self.steps <= MOST_STEPS && self.depth <= DEEPEST && self.frequent(code);
        self.depth -= 1;
        succeeded
    }

    /// The most frequent commands, which need little room of their own.
    fn frequent(&mut self, code: &mut Reader<'_>) -> bool {
        let operation = code.byte();
        match operation {
            op::SEQUENCE => {
                let count = code.number();
                (0..count).all(|_| self.run(code))
            }
            op::IN | op::NOT_IN => {
                let program = self.program;
                let grouping = program.groupings.get(usize::from(code.byte()));
                let Some(letter) = self.letter(0) else { return false };
                grouping.is_some_and(|grouping| grouping.has(letter)) == (operation == op::IN) && self.hop(1)
            }
            op::LITERAL => {
                let text = code.text();
                self.literal(text)
            }
            _ => self.command(operation, code),
        }
    }

    /// Runs a command that has its length before it; afterwards `code` is behind it in any case.
    fn part(&mut self, code: &mut Reader<'_>) -> bool {
        let length = code.number();
        let end = code.at.saturating_add(length);
        let succeeded = self.run(code);
        code.at = end;
        succeeded
    }

    #[inline(never)]
    fn command(&mut self, operation: u8, code: &mut Reader<'_>) -> bool {
        match operation {
            op::OR => {
                let count = code.number();
                let mark = self.mark();
                let mut succeeded = false;
                for _ in 0..count {
                    if succeeded {
                        let length = code.number();
                        code.at = code.at.saturating_add(length);
                    } else {
                        self.return_to(mark);
                        succeeded = self.part(code);
                    }
                }
                succeeded
            }
            op::AND => {
                let count = code.number();
                let mark = self.mark();
                (0..count).all(|_| {
                    self.return_to(mark);
                    self.run(code)
                })
            }
            op::NOT | op::TRY | op::DO => {
                let mark = self.mark();
                let succeeded = self.part(code);
                if !(succeeded && operation == op::TRY) {
                    self.return_to(mark);
                }
                !(succeeded && operation == op::NOT)
            }
            op::GOTO | op::GOPAST => {
                let start = code.at;
                // What is looked for is nearly always a letter of a grouping.
                if let Some(&[2, kind @ (op::IN | op::NOT_IN), grouping]) = code.next_three() {
                    let program = self.program;
                    let Some(grouping) = program.groupings.get(usize::from(grouping)) else { return false };
                    while self.letter(0).is_some_and(|letter| grouping.has(letter) != (kind == op::IN)) {
                        self.hop(1);
                    }
                    code.at += 3;
                    return self.letter(0).is_some() && (operation == op::GOTO || self.hop(1));
                }
                loop {
                    let mark = self.mark();
                    code.at = start;
                    let succeeded = self.part(code);
                    if !(succeeded && operation == op::GOPAST) {
                        self.return_to(mark);
                    }
                    if succeeded {
                        return true;
                    }
                    if self.steps > MOST_STEPS || !self.hop(1) {
                        return false;
                    }
                }
            }
            op::REPEAT => self.repeat(code),
            op::LOOP | op::ATLEAST => {
                let count = self.value(code);
                let start = code.at;
                for _ in 0..count {
                    code.at = start;
                    if !self.part(code) {
                        return false;
                    }
                }
                if operation == op::ATLEAST {
                    code.at = start;
                    return self.repeat(code);
                }
                count > 0
            }
            op::TEST => {
                let mark = self.mark();
                let succeeded = self.run(code);
                self.return_to(mark);
                succeeded
            }
            op::FAIL => {
                self.run(code);
                false
            }
            op::BACKWARDS => {
                (self.back_limit, self.cursor, self.backwards) = (self.cursor, self.limit, true);
                let succeeded = self.run(code);
                (self.cursor, self.backwards) = (self.back_limit, false);
                succeeded
            }
            op::SETLIMIT => {
                let mark = self.mark();
                if !self.run(code) {
                    return false;
                }
                if self.backwards {
                    let before = std::mem::replace(&mut self.back_limit, self.cursor);
                    self.return_to(mark);
                    let succeeded = self.run(code);
                    self.back_limit = before;
                    succeeded
                } else {
                    let beyond = self.limit.saturating_sub(self.cursor);
                    self.limit = self.cursor;
                    self.return_to(mark);
                    let succeeded = self.run(code);
                    self.limit += beyond;
                    succeeded
                }
            }
            op::HOP => usize::try_from(self.value(code)).is_ok_and(|letters| self.hop(letters)),
            op::TOMARK | op::ATMARK => {
                let to = self.value(code) as usize;
                let passed = if self.backwards { self.cursor < to } else { self.cursor > to };
                let there = if operation == op::ATMARK { self.cursor == to } else { !passed };
                if there {
                    self.cursor = to;
                }
                there
            }
            op::NEXT => self.hop(1),
            op::TOLIMIT => {
                self.cursor = if self.backwards { self.back_limit } else { self.limit };
                true
            }
            op::ATLIMIT => self.letter(0).is_none(),
            op::LEFT | op::RIGHT => {
                let start = (operation == op::LEFT) != self.backwards;
                *(if start { &mut self.left } else { &mut self.right }) = self.cursor;
                true
            }
            op::DELETE => self.slice_from(&[]),
            op::TRUE => true,
            op::SETMARK => {
                let cursor = self.cursor as i32;
                self.integers.get_mut(code.number()).map(|mark| *mark = cursor).is_some()
            }
            op::SLICE_TO => {
                let slice = self.text.get(self.left..self.right).unwrap_or(&[]).to_vec();
                self.strings.get_mut(code.number()).map(|text| *text = slice).is_some()
            }
            op::EQUALS | op::SLICE_FROM | op::INSERT | op::ATTACH => {
                let letters = self.strings.get(code.number()).cloned().unwrap_or_default();
                match operation {
                    op::EQUALS => self.literal(&letters.iter().collect::<String>()),
                    op::SLICE_FROM => self.slice_from(&letters),
                    _ => self.insert(&letters, operation == op::ATTACH),
                }
            }
            op::SLICE_FROM_TEXT | op::INSERT_TEXT | op::ATTACH_TEXT => {
                let letters: Vec<char> = code.text().chars().collect();
                match operation {
                    op::SLICE_FROM_TEXT => self.slice_from(&letters),
                    _ => self.insert(&letters, operation == op::ATTACH_TEXT),
                }
            }
            op::CALL => self.call(code.number()),
            op::SET | op::UNSET => {
                let value = operation == op::SET;
                self.booleans.get_mut(code.number()).map(|boolean| *boolean = value).is_some()
            }
            op::IS => self.booleans.get(code.number()).copied().unwrap_or(false),
            op::SUBSTRING => self.substring(code.number()),
            op::AMONG => {
                let chosen = usize::from(self.found);
                let mut succeeded = true;
                for number in 1..=code.number() {
                    if number == chosen {
                        succeeded = self.part(code);
                    } else {
                        let length = code.number();
                        code.at = code.at.saturating_add(length);
                    }
                }
                succeeded
            }
            op::ASSIGN => {
                let (variable, how) = (code.number(), code.byte());
                let value = self.value(code);
                let Some(to) = self.integers.get_mut(variable) else { return false };
                *to = match how {
                    b'+' => to.saturating_add(value),
                    b'-' => to.saturating_sub(value),
                    b'*' => to.saturating_mul(value),
                    b'/' => to.checked_div(value).unwrap_or(0),
                    _ => value,
                };
                true
            }
            op::COMPARE => {
                let how = code.byte();
                let (one, other) = (self.value(code), self.value(code));
                match how {
                    b'!' => one != other,
                    b'<' => one < other,
                    b'l' => one <= other,
                    b'>' => one > other,
                    b'g' => one >= other,
                    _ => one == other,
                }
            }
            _ => false,
        }
    }

    fn repeat(&mut self, code: &mut Reader<'_>) -> bool {
        let start = code.at;
        loop {
            let mark = self.mark();
            code.at = start;
            if !self.part(code) {
                self.return_to(mark);
                return self.steps <= MOST_STEPS;
            }
        }
    }
}
