//! What does the page say before its program is there, and where does the program find its sentences?
//!
//! `locales/` is read and compared by `explorer-locales`; here each language becomes a file beside the page, and what is read
//! while the program comes stands in the page in all languages, of which one is shown. **Invariant.** Nothing is
//! published in which a language lacks a sentence.

use super::{Asset, named};
use crate::project;
use anyhow::{Result, anyhow};
use explorer_locales::{Locale, Locales};

/// A language and its table, under its final name.
pub struct Language {
    /// Its code, its name in itself and its direction.
    pub of: [String; 3],
    /// What the program loads.
    pub table: Asset,
}

/// The languages of the page, and what the page says in them before its program is there.
pub struct Languages {
    /// English first.
    pub all: Vec<Language>,
    /// For the body of the page.
    pub starting: String,
    /// The rules that show one language of it.
    pub style: String,
}

pub fn read() -> Result<Languages> {
    let locales = Locales::open(&project::root().join("locales")).map_err(|faults| anyhow!(faults))?;
    let mut starting = "<main id=\"starting\">\n      <h1>Article Explorer</h1>\n".to_owned();
    let mut without = String::new();
    let mut style = String::new();
    for locale in &locales.all {
        let Locale { code, direction, .. } = locale;
        let [what, wait, noscript] =
            locale.starting.each_ref().map(|text| text.replace('&', "&amp;").replace('<', "&lt;"));
        starting.push_str(&format!(
            "      <div lang=\"{code}\" dir=\"{direction}\"><p>{what}</p><p>{wait}</p></div>\n"
        ));
        without.push_str(&format!("<p lang=\"{code}\" dir=\"{direction}\">{noscript}</p>"));
        style.push_str(&format!(
            ":root:lang({code}) #starting > div:not(:lang({code})) {{ display: none; }}\n"
        ));
    }
    starting.push_str(&format!("    </main>\n    <noscript>{without}</noscript>"));
    let all = locales.all.iter().map(|locale| Language {
        of: [locale.code.clone(), locale.name.clone(), locale.direction.clone()],
        table: named(&format!("ui-{}", locale.code), ".txt", locale.table().into_bytes()),
    });
    Ok(Languages { all: all.collect(), starting, style })
}
