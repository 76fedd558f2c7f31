//! Do the sources keep the rules that no compiler checks?
//!
//! Each rule is a plain look at the text of each file: crude, quick, and easy to see through. What a
//! rule forbids is written here in two halves, so that this file keeps it too.
//!
//! **Invariant.** Every fault is named with file, line and rule; all of them, not the first.

use crate::{project, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Longer files are two files.
const MOST_LINES: usize = 1000;

/// The crates that the engine is made of.
const ENGINE: &[&str] = &[
    "crates/text",
    "crates/articles",
    "crates/notebook",
    "crates/exports",
    "crates/core",
    "crates/formats",
    "crates/pdf",
    "crates/store",
];

/// What the engine may rest on. Everything here goes into every reader's download, must be pure, and
/// must give the same result natively and in wasm.
const ENGINE_MAY_USE: &[&str] = &[
    "explorer-articles",
    "explorer-core",
    "explorer-notebook",
    "explorer-stemmers",
    "explorer-text",
    "libm",
    "miniz_oxide",
    "serde",
    "serde_json",
    "unicode-normalization",
    "unicode-segmentation",
    "proptest",
];

/// What reads other formats rests on more, and is loaded by those who need it.
const FORMATS: &str = "crates/formats";
const FORMATS_MAY_USE: &[&str] =
    &["chardetng", "csv-core", "encoding_rs", "explorer-pdf", "flate2", "quick-xml", "rawzip", "tar"];
const PDF: &str = "crates/pdf";
const PDF_MAY_USE: &[&str] = &["flate2", "hayro-cmap", "hayro-font", "hayro-syntax"];

/// What the engine must not touch: the world outside, and arithmetic whose last bit depends on the
/// platform's mathematical library.
const ENGINE_MUST_NOT: &[(&str, &str)] = &[
    ("std::fs", "reads files"),
    ("std::net", "reaches the network"),
    ("std::env", "reads the environment"),
    ("std::process", "starts programs"),
    ("std::thread", "starts threads, which wasm has none of"),
    ("std::time", "reads the clock"),
    ("Instant::now", "reads the clock"),
    ("SystemTime", "reads the clock"),
    ("rand::", "is random"),
    ("web_sys", "is the page's business"),
    ("js_sys", "is the page's business"),
    (".ln()", "differs between platforms; use libm"),
    (".log2()", "differs between platforms; use libm"),
    (".log10()", "differs between platforms; use libm"),
    (".exp()", "differs between platforms; use libm"),
    (".powf(", "differs between platforms; use libm"),
    (".unwrap()", "may panic"),
    (".expect(", "may panic"),
    ("panic!(", "panics"),
    ("unreachable!(", "panics"),
];

/// What no source may hold.
const NOBODY_MAY: &[(&str, &str, &str)] = &[
    ("TO", "DO", "is work left undone: do it, or open an issue"),
    ("FIX", "ME", "is work left undone: do it, or open an issue"),
    ("todo", "!(", "is work left undone"),
    ("unimplemented", "!(", "is work left undone"),
    ("#[ign", "ore", "is a test that does not run"),
    ("set_inner", "_html", "lets an article's text become markup"),
    ("from_html", "_unchecked", "lets an article's text become markup"),
    ("insert_adjacent", "_html", "lets an article's text become markup"),
    ("inner", "HTML", "lets an article's text become markup"),
];

pub fn check() -> Result<()> {
    let root = project::root();
    let mut faults = Vec::new();
    let mut files = 0;
    for folder in ["src", "crates", "xtask", "tests", "styles"] {
        for file in sources_in(&root.join(folder), &["rs", "js", "mjs", "css"])? {
            let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            faults.extend(faults_of(&name, &text));
            files += 1;
        }
    }
    for part in ENGINE {
        for dependency in dependencies(&fs::read_to_string(root.join(part).join("Cargo.toml"))?) {
            let also = match *part {
                FORMATS => FORMATS_MAY_USE,
                PDF => PDF_MAY_USE,
                _ => &[],
            };
            let also = also.contains(&dependency.as_str());
            if !also && !ENGINE_MAY_USE.contains(&dependency.as_str()) {
                faults.push(format!(
                    "{part}/Cargo.toml: {dependency} is not among the crates the engine may use"
                ));
            }
        }
    }
    let trunk = fs::read_to_string(root.join("Trunk.toml"))?;
    for (tool, version) in [
        ("wasm_bindgen", project::locked_version("wasm-bindgen")?),
        ("wasm_opt", format!("version_{}", tools::BINARYEN.split('.').next().unwrap_or_default())),
    ] {
        if !trunk.contains(&format!("{tool} = \"{version}\"")) {
            faults.push(format!("Trunk.toml: {tool} must be \"{version}\", as everywhere else"));
        }
    }
    if !faults.is_empty() {
        for fault in &faults {
            println!("{fault}");
        }
        bail!("{} faults in {files} files", faults.len());
    }
    println!("{files} files keep the house rules");
    Ok(())
}

/// What is wrong with one file.
fn faults_of(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!("{name}: {lines} lines; {MOST_LINES} are the most"));
    }
    if name.ends_with(".rs") && !text.starts_with("//!") {
        faults.push(format!("{name}:1: opens without `//!`: say which question the module answers"));
    }
    let in_engine = ENGINE.iter().any(|part| name.starts_with(&format!("{part}/src/")));
    // By our custom tests are the last thing in a file, or a file of their own.
    let test_file = name.ends_with("/tests.rs") || name.contains("/tests/");
    let mut tests_begun = test_file;
    for (number, line) in text.lines().enumerate() {
        let at = format!("{name}:{}", number + 1);
        tests_begun |= line.trim_start().starts_with("#[cfg(test)]");
        for (first, second, why) in NOBODY_MAY {
            if line.contains(&format!("{first}{second}")) {
                faults.push(format!("{at}: `{first}{second}` {why}"));
            }
        }
        if in_engine && !tests_begun && !line.trim_start().starts_with("//") {
            for (word, why) in ENGINE_MUST_NOT {
                if line.contains(word) {
                    faults.push(format!("{at}: `{word}` {why}; not in core"));
                }
            }
        }
    }
    faults
}

/// The names in all dependency tables of a manifest.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            inside = table.trim_end_matches(']').ends_with("dependencies");
        } else if inside && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names
}

/// The files below a folder that end so, in the order of their names; none where there is no folder.
pub fn sources_in(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        let skipped = ["target", "node_modules", "fixtures"].iter().any(|name| entry.file_name() == *name);
        if kind.is_dir() && !skipped {
            found.extend(sources_in(&path, extensions)?);
        } else if kind.is_file()
            && path
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|extension| extensions.contains(&extension))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_named_with_its_line() {
        let cases = [
            ("src/a.rs", format!("//! A.\n// {}{}: later\n", "TO", "DO"), 1),
            ("src/a.rs", "use a;\n".to_owned(), 1),
            ("crates/core/src/a.rs", "//! A.\nlet x = y.ln();\n".to_owned(), 1),
            ("crates/core/src/a.rs", "//! A.\n// as y.ln() would\n".to_owned(), 0),
            ("crates/core/src/a.rs", "//! A.\n#[cfg(test)]\nmod tests { x.unwrap() }\n".to_owned(), 0),
            ("crates/cli/src/a.rs", "//! A.\nuse std::fs;\n".to_owned(), 0),
            ("src/a.rs", "//! A.\n".repeat(MOST_LINES + 1), 1),
        ];
        for (name, text, count) in cases {
            let faults = faults_of(name, &text);
            assert_eq!(faults.len(), count, "{name}: {faults:?}");
        }
    }

    #[test]
    fn dependencies_of_every_kind_are_found() {
        let manifest = "[package]\nname = \"a\"\n\n[dependencies]\nserde.workspace = true\n\
                        libm = \"0.2\"\n\n[dev-dependencies]\nproptest = \"1\"\n\n[lints]\nworkspace = true\n";
        assert_eq!(dependencies(manifest), ["serde", "libm", "proptest"]);
    }
}
