//! In which languages does the page speak, and what does it say in each?
//!
//! `locales/` has a file for each language, in Fluent's syntax. English is what the others are measured by: each has the
//! same messages with the same variables. When the page is built, [`Locales::open`] reads and compares them;
//! [`Locales::code`] makes a function of each message, so that one that is missing or lacks a variable does not compile, and
//! [`Locale::table`] makes what the page loads: a message a line, in the order of English, with a few control
//! characters where something is put in. So the page needs no parser, and no sentence is in its program.
//!
//! What the program does not say itself, such as a language's own name, stands in terms (`-name`).
//!
//! Of Fluent's syntax a page's sentences may use text, variables, `NUMBER($variable)`, and choices by a variable's
//! plural or number. **Invariant.** What is not understood here is refused with its file and message, never dropped.
//!
//! A table's line: text stands as it is. [`PUT`] and a digit is the variable of that number. [`CHOOSE`] and a digit begins a
//! choice by it: for each variant [`KEY`], its key, [`THEN`], its pattern, and at last [`END`]; the last variant is that
//! for all other values.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::parser::parse;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// A variable follows.
pub const PUT: char = '\u{1}';
/// A choice by a variable follows.
pub const CHOOSE: char = '\u{2}';
/// A variant's key follows.
pub const KEY: char = '\u{3}';
/// A variant's pattern follows.
pub const THEN: char = '\u{4}';
/// A choice ends.
pub const END: char = '\u{5}';

/// The language that the others are measured by.
const FIRST: &str = "en";

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
}

/// A variable of a message, in the order in which English first has them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Variable {
    name: String,
    kind: Kind,
}

/// A message's variables and its line for each language.
#[derive(Debug)]
struct Entered {
    id: String,
    variables: Vec<Variable>,
    english: String,
}

/// A language of the page.
#[derive(Debug)]
pub struct Locale {
    /// Its code, as `?ui=` and `lang` have it.
    pub code: String,
    /// Its name in itself.
    pub name: String,
    /// What browsers call it for numbers and dates.
    pub locale: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// What it says before the program is there: what the page is, that it opens, that it needs scripts.
    pub starting: [String; 3],
    lines: Vec<String>,
}

/// All languages of the page; English comes first.
#[derive(Debug)]
pub struct Locales {
    messages: Vec<Entered>,
    /// Each of them.
    pub all: Vec<Locale>,
}

impl Locales {
    /// Reads the files of a folder, each named by its language's code.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let mut files = BTreeMap::new();
        let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.extension().is_some_and(|extension| extension == "ftl") {
                let text =
                    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                files.insert(code, text.replace("\r\n", "\n"));
            }
        }
        Self::of(&files)
    }

    /// The same from texts by their languages' codes. What is wrong is told all at once, a line each.
    pub fn of(files: &BTreeMap<String, String>) -> Result<Self, String> {
        let english = files.get(FIRST).ok_or("there is no English to measure the others by")?;
        let english = parsed(FIRST, english)?;
        let mut faults = Vec::new();
        let mut messages: Vec<Entered> = Vec::new();
        for message in messages_of(&english) {
            let id = message.id.name.to_owned();
            if messages.iter().any(|other| other.id == id) {
                faults.push(format!("{FIRST}: {id} stands twice"));
            }
            let mut variables = Vec::new();
            match pattern_of(&message) {
                Some(pattern) => note_variables(pattern, &mut variables),
                None => faults.push(format!("{FIRST}: {id} says nothing")),
            }
            if variables.len() > 9 {
                faults.push(format!("{FIRST}: {id} has more than nine variables"));
            }
            messages.push(Entered { id, variables, english: String::new() });
        }
        let mut all = Vec::new();
        let others = files.iter().filter(|(code, _)| *code != FIRST);
        for (code, text) in files.get_key_value(FIRST).into_iter().chain(others) {
            match locale(code, text, &messages) {
                Ok(locale) => all.push(locale),
                Err(more) => faults.extend(more),
            }
        }
        if !faults.is_empty() {
            return Err(faults.join("\n"));
        }
        for (at, message) in messages.iter_mut().enumerate() {
            message.english = all[0].lines[at].replace(|c: char| c.is_control(), " ");
        }
        Ok(Locales { messages, all })
    }

    /// A function of Rust for each message.
    pub fn code(&self) -> String {
        let mut code = String::new();
        for (at, Entered { id, variables, english }) in self.messages.iter().enumerate() {
            let name = id.replace('-', "_");
            let _ = writeln!(code, "/// {}", english.replace(['[', ']', '<', '>'], " "));
            if variables.is_empty() {
                let _ = writeln!(
                    code,
                    "#[inline(always)]\npub fn {name}() -> &'static str {{ super::said({at}) }}"
                );
                continue;
            }
            // Most have one variable, and a list of one is heavier than itself.
            if let [Variable { name: variable, kind }] = variables.as_slice() {
                let (kind, filled) = match kind {
                    Kind::Number => ("u32", "counted"),
                    Kind::Text => ("&str", "named"),
                };
                let _ = writeln!(
                    code,
                    "#[inline(always)]\npub fn {name}({variable}: {kind}) -> String {{ super::{filled}({at}, {variable}) }}"
                );
                continue;
            }
            let parameters: Vec<String> = variables
                .iter()
                .map(|variable| {
                    let kind = if variable.kind == Kind::Number { "u32" } else { "&str" };
                    format!("{}: {kind}", variable.name)
                })
                .collect();
            let values: Vec<String> = variables
                .iter()
                .map(|variable| format!("super::Value::{:?}({})", variable.kind, variable.name))
                .collect();
            let _ = writeln!(
                code,
                "pub fn {name}({}) -> String {{ super::filled({at}, &[{}]) }}",
                parameters.join(", "),
                values.join(", ")
            );
        }
        code
    }
}

impl Locale {
    /// What the page loads: how numbers and dates are written and the script's direction, then a message a line.
    pub fn table(&self) -> String {
        let mut table = format!("{}\n{}\n", self.locale, self.direction);
        for line in &self.lines {
            table.push_str(line);
            table.push('\n');
        }
        table
    }
}

fn parsed<'a>(code: &str, text: &'a str) -> Result<Resource<&'a str>, String> {
    parse(text).map_err(|(_, errors)| {
        let lines = errors.iter().map(|error| {
            let line = text.get(..error.pos.start).map_or(0, |before| before.matches('\n').count() + 1);
            format!("{code}:{line}: {error}")
        });
        lines.collect::<Vec<_>>().join("\n")
    })
}

fn messages_of<'a>(resource: &'a Resource<&'a str>) -> impl Iterator<Item = &'a Message<&'a str>> {
    resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

fn pattern_of<'a>(message: &&'a Message<&'a str>) -> Option<&'a Pattern<&'a str>> {
    message.value.as_ref()
}

/// One language, whose messages must be those of English.
fn locale(code: &str, text: &str, messages: &[Entered]) -> Result<Locale, Vec<String>> {
    let resource = parsed(code, text).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let term = |name: &str| {
        let found = resource.body.iter().find_map(|entry| match entry {
            Entry::Term(term) if term.id.name == name => Some(&term.value),
            _ => None,
        });
        let text = found.and_then(|pattern| match pattern.elements.as_slice() {
            [PatternElement::TextElement { value }] => Some((*value).to_owned()),
            _ => None,
        });
        text.ok_or_else(|| format!("{code}: -{name} is missing"))
    };
    let mut named = |name: &str| {
        term(name).unwrap_or_else(|fault| {
            faults.push(fault);
            String::new()
        })
    };
    let (name, intl, direction) = (named("name"), named("locale"), named("direction"));
    let starting = ["starting", "starting-wait", "starting-noscript"].map(&mut named);
    if direction != "ltr" && direction != "rtl" {
        faults.push(format!("{code}: -direction must be ltr or rtl"));
    }
    let mut given: BTreeMap<&str, &Pattern<&str>> = BTreeMap::new();
    for message in messages_of(&resource) {
        let id = message.id.name;
        if !messages.iter().any(|known| known.id == id) {
            faults.push(format!("{code}: {id} is not among the messages of {FIRST}"));
        }
        if let Some(pattern) = &message.value
            && given.insert(id, pattern).is_some()
        {
            faults.push(format!("{code}: {id} stands twice"));
        }
    }
    let mut lines = Vec::new();
    for Entered { id, variables, .. } in messages {
        let Some(pattern) = given.get(id.as_str()) else {
            faults.push(format!("{code}: {id} is missing"));
            continue;
        };
        let mut line = String::new();
        match flatten(pattern, variables, &mut line) {
            Ok(()) => {}
            Err(fault) => faults.push(format!("{code}: {id}: {fault}")),
        }
        let mut used = Vec::new();
        note_variables(pattern, &mut used);
        for variable in variables {
            if !used.iter().any(|one| one.name == variable.name) {
                faults.push(format!("{code}: {id}: ${} is not said", variable.name));
            }
        }
        lines.push(line);
    }
    if faults.is_empty() {
        Ok(Locale { code: code.to_owned(), name, locale: intl, direction, starting, lines })
    } else {
        Err(faults)
    }
}

/// The variables of a pattern, in the order in which they first occur; numbers are those that are chosen by or given
/// to `NUMBER`.
fn note_variables(pattern: &Pattern<&str>, variables: &mut Vec<Variable>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    note(id.name, Kind::Number, variables);
                }
                for variant in variants {
                    note_variables(&variant.value, variables);
                }
            }
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                note(id.name, Kind::Text, variables);
            }
            Expression::Inline(InlineExpression::FunctionReference { arguments, .. }) => {
                if let [InlineExpression::VariableReference { id }] = arguments.positional.as_slice() {
                    note(id.name, Kind::Number, variables);
                }
            }
            Expression::Inline(_) => {}
        }
    }
}

fn note(name: &str, kind: Kind, variables: &mut Vec<Variable>) {
    match variables.iter_mut().find(|one| one.name == name) {
        Some(known) if kind == Kind::Number => known.kind = kind,
        Some(_) => {}
        None => variables.push(Variable { name: name.to_owned(), kind }),
    }
}

/// Writes a pattern as a table has it.
fn flatten(pattern: &Pattern<&str>, variables: &[Variable], line: &mut String) -> Result<(), String> {
    let number_of = |name: &str| {
        let at = variables.iter().position(|variable| variable.name == name);
        let at = at.ok_or_else(|| format!("${name} is not among the variables"))?;
        char::from_digit(at as u32, 10).ok_or_else(|| "too many variables".to_owned())
    };
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                if value.contains(|c: char| c.is_control() && c != '\n') {
                    return Err("a control character stands in it".to_owned());
                }
                line.push_str(&value.replace('\n', " "));
            }
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::StringLiteral { value }) => line.push_str(value),
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    line.extend([PUT, number_of(id.name)?]);
                }
                Expression::Inline(InlineExpression::FunctionReference { id, arguments })
                    if id.name == "NUMBER" && arguments.named.is_empty() =>
                {
                    match arguments.positional.as_slice() {
                        [InlineExpression::VariableReference { id }] => {
                            line.extend([PUT, number_of(id.name)?]);
                        }
                        _ => return Err("NUMBER takes one variable".to_owned()),
                    }
                }
                Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                    let at = number_of(id.name)?;
                    if variables.iter().any(|one| one.name == id.name && one.kind == Kind::Text) {
                        return Err(format!("${} is a text: nothing can be chosen by it", id.name));
                    }
                    line.extend([CHOOSE, at]);
                    let (rest, first): (Vec<&Variant<_>>, Vec<&Variant<_>>) =
                        variants.iter().partition(|variant| variant.default);
                    for variant in first.into_iter().chain(rest) {
                        let VariantKey::Identifier { name: key } = &variant.key else {
                            return Err("a choice is by the forms of plurals".to_owned());
                        };
                        let chooses = |element: &PatternElement<&str>| match element {
                            PatternElement::Placeable { expression } => {
                                matches!(expression, Expression::Select { .. })
                            }
                            PatternElement::TextElement { .. } => false,
                        };
                        if variant.value.elements.iter().any(chooses) {
                            return Err("a choice stands within a choice".to_owned());
                        }
                        line.push(KEY);
                        line.push_str(key);
                        line.push(THEN);
                        flatten(&variant.value, variables, line)?;
                    }
                    line.push(END);
                }
                _ => return Err("the page understands variables, NUMBER and choices only".to_owned()),
            },
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "-name = A\n-locale = en\n-direction = ltr\n-starting = A\n-starting-wait = B\n-starting-noscript = C\n";

    fn files(languages: &[(&str, &str)]) -> BTreeMap<String, String> {
        languages.iter().map(|(code, text)| ((*code).to_owned(), [HEAD, text].concat())).collect()
    }

    #[test]
    fn what_is_said_in_one_language_is_said_in_all() {
        let english = "open = Open\ncount = { $count ->\n  [one] { $count } of { $name }\n *[other] { $count }s of { $name }\n}\n";
        for (other, fault) in [
            ("open = Openen\n", "nl: count is missing"),
            ("open = Openen\ncount = { $name }\n", "nl: count: $count is not said"),
            (
                "open = Openen\ncount = { $count } { $name } { $who }\n",
                "nl: count: $who is not among the variables",
            ),
            (
                "open = Openen\ncount = { $count } { $name }\nshut = Dicht\n",
                "nl: shut is not among the messages of en",
            ),
            ("open = Openen\nopen = Open\ncount = { $count } { $name }\n", "nl: open stands twice"),
            ("open = { DATETIME($count) }\ncount = { $count } { $name }\n", "nl: open: the page understands"),
            ("open = Openen\ncount = { $count\n", "nl:"),
        ] {
            let error = Locales::of(&files(&[("en", english), ("nl", other)])).expect_err(fault);
            assert!(error.contains(fault), "{error}");
        }
        let complete = "open = Openen\ncount = { $count } van { $name }\n";
        assert!(Locales::of(&files(&[("en", english), ("nl", complete)])).is_ok());
    }

    #[test]
    fn a_message_becomes_a_function_and_a_line() {
        let english = "open = Open\ncount = { $count ->\n   *[other] { $count } in { $name }\n    [one] one in { $name }\n}\n";
        let locales = Locales::of(&files(&[("en", english)])).expect("it is whole");
        assert!(locales.code().contains("pub fn open() -> &'static str { super::said(0) }"));
        assert!(locales.code().contains("pub fn count(count: u32, name: &str) -> String"));
        assert_eq!(
            locales.all[0].table(),
            "en\nltr\nOpen\n\u{2}0\u{3}one\u{4}one in \u{1}1\u{3}other\u{4}\u{1}0 in \u{1}1\u{5}\n"
        );
    }

    #[test]
    fn the_languages_of_the_page_say_the_same_things() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
        let locales = Locales::open(&folder).unwrap_or_else(|faults| panic!("{faults}"));
        let codes: Vec<&str> = locales.all.iter().map(|locale| locale.code.as_str()).collect();
        assert_eq!(codes, ["en", "ar", "nl"]);
    }

    /// Categories that a language's plurals have (CLDR 48, cardinal, for whole numbers).
    #[test]
    fn every_plural_of_a_language_has_its_form() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
        let locales = Locales::open(&folder).unwrap_or_else(|faults| panic!("{faults}"));
        for locale in &locales.all {
            let wanted: &[&str] = match locale.code.as_str() {
                "ar" => &["zero", "one", "two", "few", "many", "other"],
                _ => &["one", "other"],
            };
            for (message, line) in locales.messages.iter().zip(&locale.lines) {
                for choice in line.split(CHOOSE).skip(1) {
                    let choice = choice.split(END).next().unwrap_or_default();
                    let keys: Vec<&str> =
                        choice.split(KEY).skip(1).filter_map(|each| each.split(THEN).next()).collect();
                    // A choice with nothing but its last form says that there is no difference.
                    let whole = keys == ["other"] || wanted.iter().all(|key| keys.contains(key));
                    assert!(whole, "{}: {} has {keys:?}", locale.code, message.id);
                }
            }
        }
    }
}
