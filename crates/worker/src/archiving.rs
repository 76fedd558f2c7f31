//! How do articles leave this engine, to be opened by another as they are?
//!
//! As an archive (`explorer-store`) in base64, for it goes into a page; where a person's own additions go with it, they stand in
//! a line of their own behind it. **Invariant.** The same articles, in whatever order they came, give the same bytes;
//! additions are those to the articles that go, and no others.

use explorer_core::engine::Engine;
use explorer_store::BlockWriter;
use explorer_store::archive::{self, Contents};
use std::collections::BTreeSet;

/// The articles with these ids; with what was added to them, if that is wanted.
pub fn archived(engine: &Engine, ids: &[String], with_additions: bool) -> String {
    let mut text = base64(&packed(engine, &mut ids.iter()));
    if with_additions {
        let gone: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        text.push('\n');
        text += &engine.notebook().about(|id| gone.contains(id)).to_json();
    }
    text
}

/// The archive of the articles with these ids.
pub fn packed(engine: &Engine, ids: &mut dyn Iterator<Item = &String>) -> Vec<u8> {
    let mut articles: Vec<(String, &String)> =
        ids.filter_map(|id| engine.article_by_id(id).map(|article| (article.path, id))).collect();
    explorer_core::order::sort(&mut articles);
    let mut bytes = archive::head(&Contents::default());
    let mut writer = BlockWriter::default();
    for (_, id) in &articles {
        if let Some(article) = engine.article_by_id(id) {
            writer.push(&article);
        }
        if writer.is_full() {
            bytes.append(&mut writer.finish());
        }
    }
    if !writer.is_empty() {
        bytes.append(&mut writer.finish());
    }
    bytes
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number =
            three.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = LETTERS.get((number >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_the_standards_examples() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd, 0xfc]), "//79/A==");
    }
}
