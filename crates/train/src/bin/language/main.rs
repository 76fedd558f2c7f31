//! `cargo run --release -p explorer-train --bin language`: makes the language model.
//!
//! Words are made up from the letter n-gram counts of lingua's language models (Apache-2.0) by a Markov
//! chain, and a multinomial logistic regression over their n-grams is trained, pruned, quantised and
//! written. Where counts of letters alone say too little (Devanagari), and for the languages that are
//! not told apart but must not be taken for others, words of CLDR (Unicode-3.0) and trigram counts of
//! the Universal Declaration of Human Rights (package `trigrams`, MIT) stand in. The test sets are not
//! touched. **Invariant.** The same sources give the same bytes: one order of words, no clock, no
//! threads within a script, and own arithmetic where a library's could differ.

mod learn;
mod sources;
mod tables;
mod words;

use explorer_core::understand::language::Script;
use explorer_core::understand::language::model::{self, Grams};
use std::path::PathBuf;
use std::time::Instant;

/// What is trained for a script.
struct Plan {
    script: Script,
    /// Words for each language.
    words: usize,
    /// N-grams looked at in the first round.
    candidates: usize,
    /// Rounds over the words before anything is left out.
    rounds: usize,
    /// Weights kept, step by step.
    kept: &'static [usize],
}

const PLANS: [Plan; 4] = [
    Plan {
        script: Script::Latin,
        words: 300_000,
        candidates: 1_400_000,
        rounds: 2,
        kept: &[1_200_000, 600_000, 380_000],
    },
    Plan {
        script: Script::Cyrillic,
        words: 300_000,
        candidates: 250_000,
        rounds: 2,
        kept: &[120_000, 70_000, 45_000],
    },
    Plan {
        script: Script::Arabic,
        words: 300_000,
        candidates: 120_000,
        rounds: 2,
        kept: &[40_000, 20_000, 13_000],
    },
    Plan {
        script: Script::Devanagari,
        words: 200_000,
        candidates: 80_000,
        rounds: 2,
        kept: &[24_000, 12_000, 8_000],
    },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = PathBuf::from("models/language.bin");
    let mut only = None;
    let mut share = 1.0;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or("every option has a value")?;
        match argument.as_str() {
            "--out" => out = PathBuf::from(value),
            "--script" => only = Some(value),
            "--share" => share = value.parse()?,
            _ => return Err("usage: language [--out FILE] [--script NAME] [--share OF_WORDS]".into()),
        }
    }
    let started = Instant::now();
    let sources = sources::fetch()?;
    eprintln!("sources at hand after {:.0?}", started.elapsed());
    // With one script named, the others are kept as they are.
    let mut kept = match only {
        Some(_) => model::parts(&std::fs::read(&out)?)?.0,
        None => Vec::new(),
    };
    let plans: Vec<&Plan> = PLANS
        .iter()
        .filter(|plan| only.as_ref().is_none_or(|name| format!("{:?}", plan.script) == *name))
        .collect();
    kept.retain(|grams| plans.iter().all(|plan| plan.script != grams.script));
    // The first, Latin, takes as long as all others together.
    let (first, rest) = plans.split_at(1.min(plans.len()));
    let train = |plan: &Plan| -> Result<Grams, String> {
        let lexicon = words::Lexicon::of(plan.script, (plan.words as f64 * share) as usize, &sources)?;
        eprintln!("{:?}: words made after {:.0?}", plan.script, started.elapsed());
        let grams = learn::train(plan, &lexicon);
        eprintln!("{:?}: trained after {:.0?}", plan.script, started.elapsed());
        Ok(grams)
    };
    let mut groups = std::thread::scope(|scope| -> Result<Vec<Grams>, String> {
        let others = scope.spawn(|| rest.iter().map(|plan| train(plan)).collect::<Result<Vec<_>, _>>());
        let mut groups = first.iter().map(|plan| train(plan)).collect::<Result<Vec<_>, _>>()?;
        groups.extend(others.join().map_err(|_| "training failed")??);
        Ok(groups)
    })?;
    groups.extend(kept);
    groups.sort_by_key(|grams| grams.script);
    let han = words::han(&sources)?;
    let bytes = model::write(&groups, &han);
    std::fs::write(&out, &bytes)?;
    for grams in &groups {
        let weights: usize = grams.weights.values().map(Vec::len).sum();
        eprintln!(
            "{:?}: {} n-grams, {weights} weights, {} bytes",
            grams.script,
            grams.weights.len(),
            model::write(std::slice::from_ref(grams), &[]).len()
        );
    }
    eprintln!("{} bytes in {} after {:.0?}", bytes.len(), out.display(), started.elapsed());
    Ok(())
}
