//! How often does each letter stand in texts of a language?
//!
//! Reads the sentences of lingua's test data (Apache-2.0, from the Leipzig Corpora Collection) and prints
//! the table by which encodings are told apart:
//! `cargo run -p explorer-train --bin letters > crates/formats/src/encoding/letters.txt`

use explorer_eval::data;
use std::collections::BTreeMap;
use std::io::Read;

/// Languages that have been written in a single-byte encoding with other letters than English has.
const LANGUAGES: &str = "ar be bg bs ca cs cy da de el en es et eu fa fi fr ga he hr hu is it kk lt lv mk mn nb nl pl pt ro ru sk sl sq sr sv th tr uk ur vi";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::fs::File::open(data::folder().join("langid/lingua.tsv.gz"))?;
    let mut lines = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut lines)?;
    let mut counts: BTreeMap<&str, BTreeMap<char, u32>> = BTreeMap::new();
    for line in lines.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(language), Some("sentence"), Some(text)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if LANGUAGES.split(' ').any(|known| known == language) {
            let letters = counts.entry(language).or_default();
            for letter in
                text.chars().filter(|c| c.is_alphabetic() || *c >= '\u{300}').flat_map(char::to_lowercase)
            {
                *letters.entry(letter).or_default() += 1;
            }
        }
    }
    println!(
        "# Letters in 10,000 of a language, most frequent first. Made by explorer-train's `letters` from the"
    );
    println!("# sentences of lingua's test data (Apache-2.0, after the Leipzig Corpora Collection).");
    for (language, letters) in counts {
        let all: u32 = letters.values().sum();
        let mut shares: Vec<(u32, char)> = letters
            .into_iter()
            .map(|(letter, count)| ((u64::from(count) * 10_000 / u64::from(all.max(1))) as u32, letter))
            .filter(|(share, _)| *share > 0)
            .collect();
        shares.sort_by_key(|&(share, letter)| (std::cmp::Reverse(share), letter));
        let shares: Vec<String> = shares.iter().map(|(share, letter)| format!("{letter}{share}")).collect();
        println!("{language} {}", shares.join(" "));
    }
    Ok(())
}
