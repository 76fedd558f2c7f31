//! What does a Snowball source say, in the notation that `explorer-stemmers` reads?
//!
//! `cargo run -p explorer-train --bin stemmers -- FOLDER OUT`, where the folder holds the `.sbl` files, such as
//! `algorithms` of the source of the crate `snowball_stemmers_rs`. The language is described in *The Snowball
//! Manual* (snowballstem.org). **Invariant.** What is not understood stops the program and is named.

use anyhow::{Context, Result, bail};
use explorer_stemmers::SOURCES;
use explorer_stemmers::machine::op;
use std::collections::HashMap;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(out)) = (args.next(), args.next()) else {
        bail!("which folder has the .sbl files, and where to?");
    };
    let mut all = Vec::new();
    for (code, source) in SOURCES {
        let text = std::fs::read_to_string(format!("{folder}/{source}.sbl"))?;
        let program = compile(&text).with_context(|| source.to_string())?;
        all.extend(code.as_bytes());
        number(&mut all, program.len());
        all.extend(program);
    }
    println!("{} languages, {} bytes", SOURCES.len(), all.len());
    std::fs::write(out, all)?;
    Ok(())
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Number(usize),
    Text(String),
    Sign(&'static str),
}

/// Longer ones first.
const SIGNS: &[&str] = &[
    "<-", "<+", "->", "=>", "<=", ">=", "==", "!=", "+=", "-=", "*=", "/=", "(", ")", "[", "]", "$", "=",
    "<", ">", "+", "-", "*", "/",
];

fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut escapes: Option<(char, char)> = None;
    let mut defined: HashMap<String, String> = HashMap::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            rest = rest.trim_start();
        } else if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").context("a comment has no end")?.1;
        } else if let Some(after) = rest.strip_prefix("stringescapes") {
            let mut signs = after.trim_start().chars();
            let open = signs.next();
            let mut signs = signs.as_str().trim_start().chars();
            escapes = open.zip(signs.next());
            rest = signs.as_str();
        } else if let Some(after) = rest.strip_prefix("stringdef") {
            let (name, after) = after.trim_start().split_once(char::is_whitespace).context("stringdef")?;
            let (value, after) = string(after.trim_start(), escapes, &defined)?;
            defined.insert(name.to_owned(), value);
            rest = after;
        } else if c == '\'' {
            let (value, after) = string(rest, escapes, &defined)?;
            tokens.push(Token::Text(value));
            rest = after;
        } else if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            tokens.push(Token::Number(rest[..end].parse()?));
            rest = &rest[end..];
        } else if c.is_ascii_alphabetic() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(Token::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let sign = sign.with_context(|| format!("what is {c:?}?"))?;
            tokens.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        }
    }
    Ok(tokens)
}

/// The value of the literal that `text` begins with, and what comes after it.
fn string<'t>(
    text: &'t str,
    escapes: Option<(char, char)>,
    defined: &HashMap<String, String>,
) -> Result<(String, &'t str)> {
    let mut value = String::new();
    let mut rest = text.strip_prefix('\'').context("a string is wanted")?;
    loop {
        let c = rest.chars().next().context("a string has no end")?;
        rest = &rest[c.len_utf8()..];
        if c == '\'' {
            return Ok((value, rest));
        }
        match escapes {
            Some((open, close)) if c == open => {
                let (name, after) = rest.split_once(close).context("an escape has no end")?;
                rest = after;
                if let Some(letters) = defined.get(name) {
                    value.push_str(letters);
                } else if name == "'" || name == open.to_string() {
                    value.push_str(name);
                } else if let Some(code) = name.strip_prefix("U+") {
                    value.push(char::from_u32(u32::from_str_radix(code, 16)?).context("no such letter")?);
                } else {
                    bail!("{{{name}}} is not defined");
                }
            }
            _ => value.push(c),
        }
    }
}

fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.as_bytes());
}

/// A command after its length.
fn part(out: &mut Vec<u8>, command: &[u8]) {
    number(out, command.len());
    out.extend(command);
}

type Names = HashMap<String, usize>;

#[derive(Default)]
struct Compiler {
    tokens: Vec<Token>,
    at: usize,
    backwards: bool,
    strings: Names,
    integers: Names,
    booleans: Names,
    groupings: Names,
    routines: Names,
    stem: String,
    letters: Vec<Vec<char>>,
    tables: Vec<Vec<u8>>,
    bodies: HashMap<String, Vec<u8>>,
    /// The table of a `substring` whose `among` is still to come.
    open: Option<usize>,
}

fn compile(source: &str) -> Result<Vec<u8>> {
    let mut compiler = Compiler { tokens: tokens(source)?, ..Compiler::default() };
    while compiler.at < compiler.tokens.len() {
        compiler.declaration().with_context(|| format!("at {:?}", compiler.near()))?;
    }
    compiler.written()
}

impl Compiler {
    fn near(&self) -> &[Token] {
        &self.tokens[self.at.saturating_sub(6).min(self.tokens.len())..self.tokens.len().min(self.at + 4)]
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Result<Token> {
        let token = self.tokens.get(self.at).cloned().context("the source ends too soon")?;
        self.at += 1;
        Ok(token)
    }

    fn is(&self, word: &str) -> bool {
        match self.peek() {
            Some(Token::Name(name)) => name == word,
            Some(Token::Sign(sign)) => *sign == word,
            _ => false,
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let is = self.is(word);
        self.at += usize::from(is);
        is
    }

    fn wants(&mut self, word: &str) -> Result<()> {
        if self.takes(word) { Ok(()) } else { bail!("{word} is wanted") }
    }

    fn name(&mut self) -> Result<String> {
        match self.next()? {
            Token::Name(name) => Ok(name),
            other => bail!("a name is wanted, not {other:?}"),
        }
    }

    fn declaration(&mut self) -> Result<()> {
        let word = self.name()?;
        match word.as_str() {
            "strings" | "integers" | "booleans" | "groupings" | "routines" | "externals" => {
                self.wants("(")?;
                while !self.takes(")") {
                    let name = self.name()?;
                    if word == "externals" {
                        self.stem = name.clone();
                    }
                    let names = match word.as_str() {
                        "strings" => &mut self.strings,
                        "integers" => &mut self.integers,
                        "booleans" => &mut self.booleans,
                        "groupings" => &mut self.groupings,
                        _ => &mut self.routines,
                    };
                    let number = names.len();
                    names.insert(name, number);
                }
                self.letters.resize(self.groupings.len(), Vec::new());
            }
            "backwardmode" => {
                self.wants("(")?;
                self.backwards = true;
                while !self.takes(")") {
                    self.declaration()?;
                }
                self.backwards = false;
            }
            "define" => {
                let name = self.name()?;
                if self.takes("as") {
                    let body = self.command()?;
                    self.bodies.insert(name, body);
                } else {
                    let letters = self.grouping()?;
                    let number = self.groupings[&name];
                    self.letters[number] = letters;
                }
            }
            _ => bail!("{word} declares nothing"),
        }
        Ok(())
    }

    fn grouping(&mut self) -> Result<Vec<char>> {
        let mut letters: Vec<char> = Vec::new();
        let mut less = false;
        loop {
            let some: Vec<char> = match self.next()? {
                Token::Text(text) => text.chars().collect(),
                Token::Name(name) => {
                    let number = *self.groupings.get(&name).with_context(|| format!("grouping {name}"))?;
                    self.letters[number].clone()
                }
                other => bail!("letters are wanted, not {other:?}"),
            };
            match less {
                true => letters.retain(|letter| !some.contains(letter)),
                false => letters.extend(some),
            }
            less = self.is("-");
            if !self.takes("+") && !self.takes("-") {
                break;
            }
        }
        letters.sort();
        letters.dedup();
        Ok(letters)
    }

    /// A command with what `or` and `and` tie to it, from left to right.
    fn command(&mut self) -> Result<Vec<u8>> {
        let mut first = self.single()?;
        while let Some((word, operation)) =
            [("or", op::OR), ("and", op::AND)].into_iter().find(|(word, _)| self.is(word))
        {
            let mut all = vec![first];
            while self.takes(word) {
                all.push(self.single()?);
            }
            first = vec![operation];
            number(&mut first, all.len());
            for one in &all {
                if operation == op::OR { part(&mut first, one) } else { first.extend(one) }
            }
        }
        Ok(first)
    }

    fn sequence(&mut self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        while !self.takes(")") {
            all.push(self.command()?);
        }
        if all.len() == 1 {
            return Ok(all.remove(0));
        }
        let mut out = vec![op::SEQUENCE];
        number(&mut out, all.len());
        all.iter().for_each(|one| out.extend(one));
        Ok(out)
    }

    fn single(&mut self) -> Result<Vec<u8>> {
        let token = self.next()?;
        let word = match &token {
            Token::Text(literal) => {
                let mut out = vec![op::LITERAL];
                text(&mut out, literal);
                return Ok(out);
            }
            Token::Name(name) => name.as_str(),
            Token::Sign(sign) => sign,
            Token::Number(number) => bail!("{number} is no command"),
        };
        let sized = |operation: u8, inner: Vec<u8>| {
            let mut out = vec![operation];
            part(&mut out, &inner);
            out
        };
        let plain = |operation: u8, inner: Vec<u8>| [vec![operation], inner].concat();
        Ok(match word {
            "(" => self.sequence()?,
            "not" => sized(op::NOT, self.single()?),
            "try" => sized(op::TRY, self.single()?),
            "do" => sized(op::DO, self.single()?),
            "goto" => sized(op::GOTO, self.single()?),
            "gopast" => sized(op::GOPAST, self.single()?),
            "repeat" => sized(op::REPEAT, self.single()?),
            "test" => plain(op::TEST, self.single()?),
            "fail" => plain(op::FAIL, self.single()?),
            "backwards" => {
                let before = std::mem::replace(&mut self.backwards, true);
                let inner = self.single()?;
                self.backwards = before;
                plain(op::BACKWARDS, inner)
            }
            "loop" | "atleast" => {
                let operation = if word == "loop" { op::LOOP } else { op::ATLEAST };
                let count = self.expression()?;
                let inner = self.single()?;
                let mut out = plain(operation, count);
                part(&mut out, &inner);
                out
            }
            "setlimit" => {
                let limit = self.single()?;
                self.wants("for")?;
                let inner = self.single()?;
                [vec![op::SETLIMIT], limit, inner].concat()
            }
            "hop" => plain(op::HOP, self.expression()?),
            "tomark" => plain(op::TOMARK, self.expression()?),
            "atmark" => plain(op::ATMARK, self.expression()?),
            "next" => vec![op::NEXT],
            "tolimit" => vec![op::TOLIMIT],
            "atlimit" => vec![op::ATLIMIT],
            "[" => vec![op::LEFT],
            "]" => vec![op::RIGHT],
            "delete" => vec![op::DELETE],
            "true" => vec![op::TRUE],
            "false" => vec![op::FALSE],
            "setmark" => {
                let name = self.name()?;
                vec![op::SETMARK, self.integers[&name] as u8]
            }
            "->" => {
                let name = self.name()?;
                vec![op::SLICE_TO, self.strings[&name] as u8]
            }
            "<-" => self.letters_for(op::SLICE_FROM, op::SLICE_FROM_TEXT)?,
            "insert" | "<+" => self.letters_for(op::INSERT, op::INSERT_TEXT)?,
            "attach" => self.letters_for(op::ATTACH, op::ATTACH_TEXT)?,
            "set" | "unset" => {
                let name = self.name()?;
                vec![if word == "set" { op::SET } else { op::UNSET }, self.booleans[&name] as u8]
            }
            "non" => {
                self.takes("-");
                let name = self.name()?;
                vec![op::NOT_IN, self.groupings[&name] as u8]
            }
            "substring" => {
                let table = self.tables.len();
                self.tables.push(Vec::new());
                self.open = Some(table);
                let mut out = vec![op::SUBSTRING];
                number(&mut out, table);
                out
            }
            "among" => self.among()?,
            "$" => self.arithmetic()?,
            name => self.named(name)?,
        })
    }

    fn named(&mut self, name: &str) -> Result<Vec<u8>> {
        let kinds = [(&self.groupings, op::IN), (&self.booleans, op::IS), (&self.strings, op::EQUALS)];
        if let Some(&routine) = self.routines.get(name) {
            return Ok(vec![op::CALL, routine as u8 + 1]);
        }
        for (names, operation) in kinds {
            if let Some(&number) = names.get(name) {
                return Ok(vec![operation, number as u8]);
            }
        }
        bail!("{name} is not declared")
    }

    fn letters_for(&mut self, of_variable: u8, of_text: u8) -> Result<Vec<u8>> {
        Ok(match self.next()? {
            Token::Text(literal) => {
                let mut out = vec![of_text];
                text(&mut out, &literal);
                out
            }
            Token::Name(name) => vec![of_variable, self.strings[&name] as u8],
            other => bail!("letters are wanted, not {other:?}"),
        })
    }

    fn among(&mut self) -> Result<Vec<u8>> {
        self.wants("(")?;
        let (table, opened) = match self.open.take() {
            Some(table) => (table, true),
            None => {
                self.tables.push(Vec::new());
                (self.tables.len() - 1, false)
            }
        };
        let mut starter = None;
        if self.takes("(") {
            starter = Some(self.sequence()?);
        }
        let mut commands: Vec<Vec<u8>> = Vec::new();
        let mut rows: Vec<(Vec<char>, usize, usize)> = Vec::new();
        let mut waiting = 0;
        while !self.takes(")") {
            match self.next()? {
                Token::Text(literal) => {
                    let mut letters: Vec<char> = literal.chars().collect();
                    if self.backwards {
                        letters.reverse();
                    }
                    let condition = match self.peek() {
                        Some(Token::Name(name)) => {
                            let routine = *self.routines.get(name).with_context(|| name.clone())?;
                            self.at += 1;
                            routine + 1
                        }
                        _ => 0,
                    };
                    rows.push((letters, 0, condition));
                    waiting += 1;
                }
                Token::Sign("(") => {
                    let command = self.sequence()?;
                    let number = match commands.iter().position(|known| *known == command) {
                        Some(known) => known + 1,
                        None => {
                            commands.push(command);
                            commands.len()
                        }
                    };
                    let from = rows.len() - waiting;
                    rows[from..].iter_mut().for_each(|row| row.1 = number);
                    waiting = 0;
                }
                other => bail!("{other:?} within among"),
            }
        }
        rows.sort();
        self.tables[table] = table_bytes(&rows);
        let mut all: Vec<Vec<u8>> = Vec::new();
        if !opened {
            let mut out = vec![op::SUBSTRING];
            number(&mut out, table);
            all.push(out);
        }
        all.extend(starter);
        if !commands.is_empty() {
            let mut out = vec![op::AMONG];
            number(&mut out, commands.len());
            commands.iter().for_each(|command| part(&mut out, command));
            all.push(out);
        }
        Ok(match all.len() {
            0 => vec![op::TRUE],
            1 => all.remove(0),
            count => {
                let mut out = vec![op::SEQUENCE];
                number(&mut out, count);
                all.iter().for_each(|one| out.extend(one));
                out
            }
        })
    }

    fn arithmetic(&mut self) -> Result<Vec<u8>> {
        if self.takes("(") {
            let one = self.expression()?;
            let how = self.comparison()?;
            let other = self.expression()?;
            self.wants(")")?;
            return Ok([vec![op::COMPARE, how], one, other].concat());
        }
        let name = self.name()?;
        let variable = *self.integers.get(&name).with_context(|| format!("${name}"))? as u8;
        for (sign, how) in [("=", b'='), ("+=", b'+'), ("-=", b'-'), ("*=", b'*'), ("/=", b'/')] {
            if self.takes(sign) {
                return Ok([vec![op::ASSIGN, variable, how], self.expression()?].concat());
            }
        }
        let how = self.comparison()?;
        Ok([vec![op::COMPARE, how, op::VARIABLE, variable], self.expression()?].concat())
    }

    fn comparison(&mut self) -> Result<u8> {
        let all = [("==", b'='), ("!=", b'!'), ("<=", b'l'), (">=", b'g'), ("<", b'<'), (">", b'>')];
        for (sign, how) in all {
            if self.takes(sign) {
                return Ok(how);
            }
        }
        bail!("a comparison is wanted")
    }

    fn expression(&mut self) -> Result<Vec<u8>> {
        let mut one = self.factor()?;
        loop {
            let operation = if self.takes("+") {
                op::ADD
            } else if self.takes("-") {
                op::SUBTRACT
            } else {
                return Ok(one);
            };
            one = [vec![operation], one, self.factor()?].concat();
        }
    }

    fn factor(&mut self) -> Result<Vec<u8>> {
        let mut one = self.value()?;
        loop {
            let operation = if self.takes("*") {
                op::MULTIPLY
            } else if self.takes("/") {
                op::DIVIDE
            } else {
                return Ok(one);
            };
            one = [vec![operation], one, self.value()?].concat();
        }
    }

    fn value(&mut self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match self.next()? {
            Token::Number(value) => {
                out.push(op::NUMBER);
                number(&mut out, value);
            }
            Token::Sign("(") => {
                out = self.expression()?;
                self.wants(")")?;
            }
            Token::Name(name) => match name.as_str() {
                "cursor" => out.push(op::CURSOR),
                "limit" => out.push(op::LIMIT),
                "len" => out.push(op::LENGTH),
                // The machine's positions count letters.
                "lenof" | "sizeof" => match self.next()? {
                    Token::Text(literal) => {
                        out.push(op::NUMBER);
                        number(&mut out, literal.chars().count());
                    }
                    Token::Name(name) => out.extend([op::LENGTH_OF, self.strings[&name] as u8]),
                    other => bail!("{other:?} has no length"),
                },
                _ => {
                    out.extend([op::VARIABLE, *self.integers.get(&name).with_context(|| name.clone())? as u8])
                }
            },
            other => bail!("{other:?} is no number"),
        }
        Ok(out)
    }

    fn written(self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        number(&mut out, self.integers.len());
        number(&mut out, self.booleans.len());
        number(&mut out, self.strings.len());
        number(&mut out, self.letters.len());
        self.letters.iter().for_each(|letters| text(&mut out, &letters.iter().collect::<String>()));
        number(&mut out, self.tables.len());
        self.tables.iter().for_each(|table| out.extend(table));
        number(&mut out, self.routines.len() + 1);
        // The one that is called first is the one by the source's name for itself.
        part(&mut out, &[op::CALL, self.routines[&self.stem] as u8 + 1]);
        let mut names: Vec<(&String, &usize)> = self.routines.iter().collect();
        names.sort_by_key(|(_, number)| **number);
        for (name, _) in names {
            part(&mut out, self.bodies.get(name).with_context(|| format!("{name} is not defined"))?);
        }
        Ok(out)
    }
}

fn table_bytes(rows: &[(Vec<char>, usize, usize)]) -> Vec<u8> {
    let conditions = rows.iter().any(|row| row.2 > 0);
    let mut out = vec![u8::from(conditions)];
    number(&mut out, rows.len());
    let mut before: &[char] = &[];
    for (letters, result, condition) in rows {
        let shared = letters.iter().zip(before).take_while(|(one, other)| one == other).count();
        number(&mut out, shared);
        text(&mut out, &letters[shared..].iter().collect::<String>());
        out.push(*result as u8);
        if conditions {
            out.push(*condition as u8);
        }
        before = letters;
    }
    out
}
