//! Makes `models/topics.bin`: which words speak for which topics.
//!
//! From the word lists in `words/topics/` and what was learned from them about further words
//! (`learned.tsv`, made by `propose.py` beside this file). Run it from anywhere; it takes a second.

use explorer_core::article::{Language, Topic};
use explorer_core::understand::learn::{Extent, PARTS, Subject, Weight, form, hash, write};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What the marks before a word say of it; without one it counts as 1.
const STRONG: f32 = 1.7;
const WEAK: f32 = 0.35;
/// What is learned about a listed word: how much of its listed strength stays, what is added for a
/// listed topic, and for another one.
const KEPT: f32 = 0.6;
const ADDED: f32 = 0.5;
const BESIDE: f32 = 0.35;
const LEAST_BESIDE: f32 = 0.25;
/// What is learned about a word that no list has, and the least share that it must have.
const LEARNED: f32 = 1.0;
const LEAST_SHARE: f32 = 0.35;
/// Less than this is left out.
const LEAST: f32 = 0.2;

// Broad subjects go along with others more often than they are the main one; these factors were chosen on the
// development sets.
fn prior(code: u32) -> f32 {
    match Topic(code).top().0 / 1_000_000 {
        2 => 0.65,
        8 | 9 | 14 => 0.7,
        5 => 0.9,
        11 => 1.05,
        13 => 1.15,
        _ => 1.0,
    }
}

type Terms = BTreeMap<(String, String), BTreeMap<u32, f32>>;

fn main() -> Result<(), String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("words/topics");
    let mut listed = Terms::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    for path in &files {
        read_list(path, &mut listed)?;
    }
    let learned = read_learned(&folder.join("learned.tsv"))?;
    let mut terms = Terms::new();
    for ((language, term), topics) in &listed {
        let empty = BTreeMap::new();
        let shares = learned.get(&(language.clone(), term.clone())).unwrap_or(&empty);
        let weights = terms.entry((language.clone(), term.clone())).or_default();
        for (&code, &strength) in topics {
            let share = shares.iter().find(|&(_, &(top, _))| top == Topic(code).top().0);
            let (finer, share) = match share {
                Some((&finer, &(_, share))) => (finer, share),
                None => (code, 0.0),
            };
            // A list that names the finer topic itself is right.
            let code = if code >= 20_000_000 { code } else { finer };
            *weights.entry(code).or_default() += KEPT * strength + ADDED * share;
        }
        if topics.is_empty() {
            continue;
        }
        let own: BTreeSet<u32> = topics.keys().map(|&code| Topic(code).top().0).collect();
        for (&finer, &(top, share)) in shares {
            if !own.contains(&top) && share >= LEAST_BESIDE {
                *weights.entry(finer).or_default() += BESIDE * share;
            }
        }
    }
    let stems: BTreeSet<&str> = listed.keys().filter_map(|(_, term)| term.strip_suffix('*')).collect();
    let words: BTreeSet<&str> = listed.keys().map(|(_, term)| term.as_str()).collect();
    for ((language, term), shares) in learned.iter().filter(|((language, _), _)| language == "*") {
        let best = shares.values().map(|&(_, share)| share).fold(0.0, f32::max);
        let begins = term.char_indices().skip(3).any(|(at, _)| stems.contains(&term[..at]));
        if best < LEAST_SHARE || begins || words.contains(term.as_str()) || stems.contains(term.as_str()) {
            continue;
        }
        let weights = terms.entry((language.clone(), term.clone())).or_default();
        for (&code, &(_, share)) in shares {
            weights.insert(code, LEARNED * share);
        }
    }
    compile(&terms)
}

fn read_list(path: &Path, listed: &mut Terms) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let language = path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned());
    let mut code = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(rest) = line.strip_prefix('[') {
            let digits = rest.split(']').next().unwrap_or("");
            let number: u32 = digits.parse().map_err(|_| format!("{}: {line}", path.display()))?;
            code = if number < 100 { number * 1_000_000 } else { number };
            continue;
        }
        let mut strength = 1.0;
        for term in line.split_whitespace() {
            let (marked, term) = match term.chars().next() {
                Some('!') => (STRONG, &term[1..]),
                Some('?') => (WEAK, &term[1..]),
                Some('=') => (1.0, &term[1..]),
                _ if language == "en" => (1.0, term),
                _ => (strength, term),
            };
            strength = marked;
            let weights = listed.entry((language.clone(), term.to_owned())).or_default();
            if code != 0 {
                let weight = weights.entry(code).or_default();
                *weight = weight.max(strength);
            }
        }
    }
    Ok(())
}

type Learned = BTreeMap<(String, String), BTreeMap<u32, (u32, f32)>>;

fn read_learned(path: &Path) -> Result<Learned, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut learned = Learned::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, term, finest, share] = fields[..] else {
            return Err(format!("{}: {line}", path.display()));
        };
        let bad = |_| format!("{}: {line}", path.display());
        let finest: u32 = finest.parse().map_err(bad)?;
        let share: u32 = share.parse().map_err(bad)?;
        learned
            .entry((language.to_owned(), term.to_owned()))
            .or_default()
            .insert(finest, (Topic(finest).top().0, share as f32 / 100.0));
    }
    Ok(learned)
}

fn compile(terms: &Terms) -> Result<(), String> {
    let mut codes: BTreeSet<u32> = (1..=17).map(|top| top * 1_000_000).collect();
    codes.extend(terms.values().flat_map(|weights| weights.keys()));
    // Top levels have the smaller numbers, so they come first.
    let codes: Vec<u32> = codes.into_iter().collect();
    let place = |code: u32| codes.iter().position(|&other| other == code).map(|place| place as u8);
    let subjects: Vec<Subject> = codes
        .iter()
        .map(|&code| {
            let top = Topic(code).top();
            Subject { topic: Topic(code), parent: if top.0 == code { None } else { place(top.0) } }
        })
        .collect();
    let mut hashed: BTreeMap<u32, Vec<Weight>> = BTreeMap::new();
    for ((language, term), weights) in terms {
        let language = if language == "*" { None } else { Language::from_code(language) };
        let begins = term.ends_with('*');
        let words: Vec<String> = term.trim_end_matches('*').split('_').map(form).collect();
        for upto in 1..words.len() {
            hashed.entry(hash(language, &words[..upto].join(" "), Extent::Opening)).or_default();
        }
        let extent = if begins { Extent::Beginning } else { Extent::Word };
        let kept: Vec<Weight> = weights
            .iter()
            .map(|(&code, &weight)| (code, weight * prior(code)))
            .filter(|&(_, weight)| weight >= LEAST)
            .filter_map(|(code, weight)| {
                Some(Weight { subject: place(code)?, parts: (weight * PARTS).round() as u8 })
            })
            .collect();
        hashed.insert(hash(language, &words.join(" "), extent), kept);
    }
    let hashed: Vec<(u32, Vec<Weight>)> = hashed.into_iter().collect();
    let bytes = write(&subjects, &hashed);
    println!("{} terms, {} topics, {} bytes", hashed.len(), subjects.len(), bytes.len());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/topics.bin");
    std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
