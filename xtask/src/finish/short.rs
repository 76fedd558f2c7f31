//! What need not travel?
//!
//! The page's program and its JavaScript call each other by long names with hashes in them, of which there are hundreds; the
//! style sheets hold comments, the JavaScript indentation. Here names become short and the rest goes: a twentieth of what a first visit
//! loads. **Invariant.** Program and JavaScript agree after it as before: a name that the JavaScript does not hold exactly
//! once is a fault.

use anyhow::{Context, Result, bail, ensure};

/// The section of a wasm program that lists what it takes from outside.
const IMPORTS: u8 = 2;

/// Gives the imports of a program short names, in it and in its JavaScript.
pub fn names(wasm: &[u8], js: &str) -> Result<(Vec<u8>, String)> {
    let mut input = Input { bytes: wasm, at: 8 };
    let mut output = wasm.get(..8).context("no wasm program")?.to_vec();
    let mut js = js.to_owned();
    while input.at < wasm.len() {
        let from = input.at;
        let section = input.byte()?;
        let length = input.number()?;
        let content = input.take(length)?;
        if section != IMPORTS {
            output.extend_from_slice(&wasm[from..input.at]);
            continue;
        }
        let renamed;
        (renamed, js) = imports(content, js)?;
        output.push(section);
        write_number(&mut output, renamed.len());
        output.extend(renamed);
    }
    Ok((output, js))
}

fn imports(content: &[u8], mut js: String) -> Result<(Vec<u8>, String)> {
    let mut input = Input { bytes: content, at: 0 };
    let mut output = Vec::new();
    let count = input.number()?;
    write_number(&mut output, count);
    let mut modules: Vec<String> = Vec::new();
    for at in 0..count {
        let (module, name) = (input.text()?, input.text()?);
        let short = letters(at);
        js = renamed(&js, &format!("{name}: "), &format!("{short}: "))?;
        if !modules.contains(&module) {
            ensure!(modules.is_empty(), "imports of more than one module");
            js = renamed(&js, &format!("\"{module}\""), "\"a\"")?;
            modules.push(module);
        }
        write_text(&mut output, "a");
        write_text(&mut output, &short);
        // What is imported: a function by its type. wasm-bindgen's programs have their memory and tables themselves.
        ensure!(input.byte()? == 0, "{name} is no function");
        output.push(0);
        let kind = input.number()?;
        write_number(&mut output, kind);
    }
    ensure!(input.at == content.len(), "the list of imports is longer than it says");
    Ok((output, js))
}

fn renamed(js: &str, name: &str, short: &str) -> Result<String> {
    let places = js.matches(name).count();
    if places != 1 {
        bail!("the JavaScript holds {name} {places} times");
    }
    Ok(js.replacen(name, short, 1))
}

/// a, b, … z, aa, ba, …
fn letters(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + (number % 26) as u8));
        if number < 26 {
            return name;
        }
        number = number / 26 - 1;
    }
}

/// Style sheets without comments and without what only sets them out.
pub fn style(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut short = String::new();
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        short.push_str(line);
        // A selector or a value that goes on in the next line.
        if !line.ends_with(['{', '}', ';', ',']) {
            short.push(' ');
        }
    }
    short
}

/// JavaScript without indentation, empty lines, and lines that are a comment. Its template strings stand in one line each.
pub fn script(js: &str) -> Result<String> {
    let mut short = String::new();
    for line in js.lines() {
        ensure!(line.matches('`').count() % 2 == 0, "a string of the JavaScript spans lines: {line}");
        let line = line.trim();
        if !line.is_empty() && !line.starts_with("//") && !line.starts_with("/**") && !line.starts_with('*') {
            short.push_str(line);
            short.push('\n');
        }
    }
    Ok(short)
}

struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).context("the program ends too soon")?;
        self.at += 1;
        Ok(byte)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let end = self.at.checked_add(length).context("a length is too large")?;
        let taken = self.bytes.get(self.at..end).context("the program ends too soon")?;
        self.at = end;
        Ok(taken)
    }

    /// An unsigned number in LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("a number has no end")
    }

    fn text(&mut self) -> Result<String> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?.to_owned())
    }
}

fn write_number(output: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        output.push(number as u8 | 0x80);
        number >>= 7;
    }
    output.push(number as u8);
}

fn write_text(output: &mut Vec<u8>, text: &str) {
    write_number(output, text.len());
    output.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_have_short_names_in_the_program_and_in_its_javascript() {
        let mut imports = vec![2];
        for name in ["__wbg_now_0123", "__wbg_log_4567"] {
            write_text(&mut imports, "./page_bg.js");
            write_text(&mut imports, name);
            imports.extend([0, 3]);
        }
        let mut wasm = b"\0asm\x01\0\0\0\x01\x01\0\x02".to_vec();
        write_number(&mut wasm, imports.len());
        wasm.extend(imports);
        wasm.extend([10, 1, 0]);
        let js = "const it = { __wbg_now_0123: function() {}, __wbg_log_4567: function() {} }; ({ \"./page_bg.js\": it })";
        let (short, js) = names(&wasm, js).unwrap();
        assert_eq!(short, b"\0asm\x01\0\0\0\x01\x01\0\x02\x0d\x02\x01a\x01a\0\x03\x01a\x01b\0\x03\x0a\x01\0");
        assert_eq!(js, "const it = { a: function() {}, b: function() {} }; ({ \"a\": it })");
        assert!(names(&wasm, "const it = { __wbg_now_0123: function() {} }").is_err());
    }

    #[test]
    fn every_number_has_a_name_of_its_own() {
        let mut names: Vec<String> = (0..2000).map(letters).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 2000);
    }

    #[test]
    fn style_and_script_lose_what_only_people_read() {
        assert_eq!(
            style("/* A. */\na,\nb {\n  color: red; /* B. */\n  font: 1rem\n    serif;\n}\n"),
            "a,b {color: red;font: 1rem serif;}"
        );
        assert_eq!(script("// A.\nif (a) {\n  b(`c`);\n\n}\n").unwrap(), "if (a) {\nb(`c`);\n}\n");
        assert!(script("a = `b\n  c`").is_err());
    }
}
