//! What is asked: words by how frequent they are, in ones, twos and threes, prefixes, phrases, typos.

use crate::corpus::{Random, Text};
use std::collections::HashMap;

/// Queries of one kind.
pub struct Kind {
    pub name: &'static str,
    pub queries: Vec<String>,
}

pub fn make(texts: &[Text], each: usize) -> Vec<Kind> {
    let mut random = Random(7);
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 1 && word.is_ascii() && word.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(str::to_lowercase)
            .collect()
    };
    let mut frequency: HashMap<String, u32> = HashMap::new();
    for text in texts.iter().take(20_000) {
        let mut seen = words(&text.text);
        seen.sort();
        seen.dedup();
        seen.into_iter().for_each(|word| *frequency.entry(word).or_default() += 1);
    }
    let sample = texts.len().min(20_000) as u32;
    let mut ranked: Vec<(&String, u32)> = frequency.iter().map(|(word, &count)| (word, count)).collect();
    ranked.sort();
    let between = |low: u32, high: u32| -> Vec<&str> {
        ranked.iter().filter(|(_, count)| (low..high).contains(count)).map(|(word, _)| word.as_str()).collect()
    };
    let frequent = between(sample / 20, u32::MAX);
    let middle = between(sample / 400, sample / 20);
    let rare = between(2, 20);
    let mut kinds = Vec::new();
    let mut pick = |list: &[&str]| list[random.below(list.len())].to_owned();
    let mut add = |name, make: &mut dyn FnMut() -> String| {
        kinds.push(Kind { name, queries: (0..each).map(|_| make()).collect() });
    };
    add("frequent", &mut || pick(&frequent));
    add("middle", &mut || pick(&middle));
    add("rare", &mut || pick(&rare));
    // Words of one text, so that there is something to find.
    let mut random = Random(11);
    let mut some = |count: usize| -> Vec<String> {
        loop {
            let there = words(&texts[random.below(texts.len())].text);
            let there: Vec<&String> = there.iter().filter(|word| word.len() > 3).collect();
            if there.len() > 20 {
                return (0..count).map(|_| there[random.below(there.len())].clone()).collect();
            }
        }
    };
    add("two words", &mut || some(2).join(" "));
    add("three words", &mut || some(3).join(" "));
    add("prefix", &mut || format!("{}*", some(1)[0].chars().take(4).collect::<String>()));
    add("typo", &mut || {
        let word = loop {
            let word = some(1).remove(0);
            if word.len() > 6 {
                break word;
            }
        };
        format!("{}x{}", &word[..3], &word[3..])
    });
    let mut random = Random(13);
    add("phrase", &mut || {
        loop {
            let text = &texts[random.below(texts.len())].text;
            let all: Vec<&str> = text.split(' ').collect();
            if all.len() > 20 {
                let from = random.below(all.len() - 3);
                let words = &all[from..from + 2 + random.below(2)];
                if words.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic())) {
                    return format!("\"{}\"", words.join(" "));
                }
            }
        }
    });
    kinds
}
