//! What is it about?
//!
//! Counts words that speak for a subject, a short list of ours per subject and language. **Invariant.** The
//! evidence of a topic is every word that was counted for it.

use crate::article::{Label, Topic};
use crate::span::Span;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

// Words are matched by their start, so one entry covers its inflections.
#[rustfmt::skip]
const WORDS: &[(u32, &str)] = &[
    (1_000_000, "film movie actor actress singer album music concert museum theatre novel festival oscar celebrity artist band \
        muziek zanger acteur Film Musik Schauspieler chanson cinéma película música"),
    (2_000_000, "police court judge trial murder arrest prison crime criminal lawyer guilty convict suspect fraud hacker cyber malware \
        ransomware rechtbank politie verdachte veroordeeld moord cyberaanval Polizei Gericht Urteil tribunal procès juge policía juez"),
    (3_000_000, "earthquake flood crash wildfire tsunami hurricane survivor rescue explosion derail aardbeving overstroming ramp Erdbeben séisme terremoto"),
    (4_000_000, "economy market stock bank profit revenue company inflation investor trade shares sales dollar growth \
        economie bedrijf winst beurs Wirtschaft Unternehmen économie entreprise economía empresa"),
    (5_000_000, "school student teacher university pupil education exam onderwijs leerling Schule Schüler école élève escuela"),
    (6_000_000, "climate emission pollution carbon wildlife species conservation klimaat milieu Klima Umwelt environnement ambiente"),
    (7_000_000, "health hospital patient doctor vaccine virus disease cancer medical drug ziekenhuis patiënt Gesundheit Krankenhaus santé hôpital salud"),
    (9_000_000, "strike union worker wage pension layoff employee vakbond staking Gewerkschaft Streik grève syndicat huelga sindicato"),
    (11_000_000, "president minister government parliament election vote senate diplomat sanction kremlin white\u{a0}house congress democrat republican \
        politic bilateral treaty summit foreign ambassador geopolitical relations leadership regering verkiezing kabinet buitenlandse veiligheidsraad woordvoerder volksrepubliek Regierung Bundestag Wahl gouvernement élection gobierno elecciones"),
    (12_000_000, "church pope muslim islam christian catholic mosque bishop faith religious kerk paus Kirche Papst église iglesia"),
    (13_000_000, "scientist research software internet computer satellite nasa researcher technology physics algorithm google microsoft \
        wetenschap onderzoek Forscher chercheur científico"),
    (15_000_000, "match goal coach league championship tournament player olympic cup football cricket rugby tennis wedstrijd voetbal Spieler Fußball joueur fútbol"),
    (16_000_000, "war military troops soldier missile attack invasion weapon army nuclear drone nato airstrike bomb conflict separatist rebel sabotage ceasefire \
        oorlog leger militair aanval wapen troepen separatist agressie Krieg Armee Soldat Angriff guerre armée soldat guerra ejército ataque"),
    (17_000_000, "weather forecast rain snow temperature storm sunny weer regen Wetter météo tiempo"),
];

// A topic stands beside the main one from this share of its score.
const BESIDE: f32 = 0.45;
// Fewer counted words than this say nothing.
const FEWEST: u32 = 3;
const MOST_TOPICS: usize = 3;
const MOST_EVIDENCE: usize = 40;
// Words are matched by their first so many bytes; shorter entries match whole words and their plurals.
const STEM: usize = 5;

struct Entry {
    topic: u32,
    word: String,
}

fn entries() -> &'static HashMap<String, Vec<Entry>> {
    static ENTRIES: OnceLock<HashMap<String, Vec<Entry>>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
        for &(topic, words) in WORDS {
            for word in words.split(' ').filter(|word| !word.is_empty()) {
                let word = word.to_lowercase();
                entries.entry(stem(&word)).or_default().push(Entry { topic, word });
            }
        }
        entries
    })
}

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

#[derive(Default)]
struct Seen {
    total: u32,
    words: BTreeMap<&'static str, u32>,
    spans: Vec<Span>,
}

/// The subjects of a text given as pieces of `text`, the main one first.
pub fn topics(text: &str, pieces: &[Span]) -> Vec<Label<Topic>> {
    let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
    for piece in pieces {
        let mut at = piece.start as usize;
        for word in piece.of(text).split(|c: char| !c.is_alphanumeric()) {
            let start = at;
            at += word.len()
                + text.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            if word.len() < 3 || word.len() > 40 {
                continue;
            }
            let lower = word.to_lowercase();
            let Some(entries) = entries().get(&stem(&lower)) else { continue };
            for entry in entries {
                let longer = entry.word.len() >= STEM && lower.starts_with(&entry.word);
                let plural = lower.strip_suffix('s').unwrap_or(&lower) == entry.word || lower == entry.word;
                if longer || plural {
                    let topic = seen.entry(entry.topic).or_default();
                    topic.total += 1;
                    *topic.words.entry(&entry.word).or_default() += 1;
                    topic.spans.push(Span::new(start, start + word.len()));
                }
            }
        }
    }
    // A word repeated says less each time.
    let mut scored: Vec<(u32, f32, Seen)> = seen
        .into_iter()
        .filter(|(_, seen)| seen.total >= FEWEST && seen.words.len() >= 2)
        .map(|(topic, seen)| {
            let score = seen.words.values().map(|&count| libm::sqrtf(count as f32)).sum::<f32>();
            (topic, score, seen)
        })
        .collect();
    crate::order::sort_by(&mut scored, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let best = scored.first().map_or(0.0, |&(_, score, _)| score);
    let sum: f32 = scored.iter().map(|&(_, score, _)| score).sum();
    scored
        .into_iter()
        .filter(|&(_, score, _)| score >= best * BESIDE)
        .take(MOST_TOPICS)
        .map(|(topic, score, mut seen)| {
            seen.spans.truncate(MOST_EVIDENCE);
            Label::found(Topic(topic), (score / (sum + 1.0)).min(0.9), "topic-words", seen.spans)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_subject_are_its_evidence() {
        let text = "The army sent troops and missiles to the war; the minister and the government agreed. Soldiers attacked.";
        let topics = topics(text, &[Span::new(0, text.len())]);
        assert_eq!(topics[0].value, Some(Topic(16_000_000)));
        let words: Vec<&str> = topics[0].evidence.iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["army", "troops", "missiles", "war", "Soldiers", "attacked"]);
    }
}
