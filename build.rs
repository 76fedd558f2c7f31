//! What does the page say? A function for each sentence of `locales/`, and English for the tests.

use explorer_locales::Locales;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let locales = match Locales::open(Path::new("locales")) {
        Ok(locales) => locales,
        Err(faults) => {
            for fault in faults.lines() {
                println!("cargo::error={fault}");
            }
            return;
        }
    };
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let write = |name: &str, text: String| {
        if let Err(error) = std::fs::write(Path::new(&out).join(name), text) {
            println!("cargo::error={name}: {error}");
        }
    };
    write("messages.rs", locales.code());
    write("english.txt", locales.all[0].table());
}
