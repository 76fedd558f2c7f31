//! What is it about?
//!
//! The words of a text speak for topics, each as much as the [`Lexicon`] says, a repeated one less each time; a word of
//! the headline counts twice. **Invariant.** The evidence of a topic is the words that were counted
//! for it (the first [`MOST_EVIDENCE`] of them); a topic without words is not named.
//!
//! | module | question it answers |
//! | --- | --- |
//! | `lexicon` | which words speak for which topics, and where do they stand? |

pub mod lexicon;

use crate::article::{Label, Language, Paragraph, ParagraphKind, Topic};
use crate::span::Span;
use lexicon::{Hit, Lexicon, PARTS};

/// A topic stands beside the main one from this share of its score on.
const BESIDE: f32 = 0.5;
/// A finer topic is named from this share of the score of the topic above it on.
const FINER: f32 = 0.5;
/// Different words that a topic beside the main one, or a finer one, needs.
const FEWEST_WORDS: u32 = 3;
const MOST_TOPICS: usize = 3;
const MOST_EVIDENCE: usize = 60;
/// Less than this in all says nothing: one weak word.
const LEAST: f32 = 0.6;
/// How much words of the headline count, and those of the beginning, where an article says what it is
/// about: so many bytes.
const TITLE_COUNTS: f32 = 4.0;
const LEAD_COUNTS: f32 = 2.0;
const LEAD: usize = 500;

/// The score of a topic, and the number of different words behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Score {
    sum: f32,
    words: u32,
}

/// The subjects of a text, the main one first.
pub fn topics(
    lexicon: &Lexicon,
    text: &str,
    paragraphs: &[Paragraph],
    language: &Label<Language>,
) -> Vec<Label<Topic>> {
    let spoken = language.value.or(language.runner_up.as_ref().map(|runner_up| runner_up.value));
    let mut hits: Vec<Hit> = Vec::new();
    let mut title = Span::new(0, 0);
    for paragraph in paragraphs {
        if paragraph.kind == ParagraphKind::Title {
            title = paragraph.span;
        }
        lexicon.hits(text, paragraph.span, spoken, |hit| hits.push(hit));
    }
    let begins = paragraphs.first().map_or(0, |paragraph| paragraph.span.start as usize);
    let lead = Span::new(begins, begins + LEAD);
    crate::order::sort(&mut hits);
    let mut scores = vec![Score::default(); lexicon.subjects.len()];
    for same in hits.chunk_by(|one, other| one.term == other.term) {
        let Some(first) = same.first() else { continue };
        let counts = |hit: &Hit| {
            if title.contains(hit.span) {
                TITLE_COUNTS
            } else if lead.contains(hit.span) {
                LEAD_COUNTS
            } else {
                1.0
            }
        };
        let count: f32 = same.iter().map(counts).sum();
        for weight in lexicon.weights(first.term) {
            let says = libm::sqrtf(count) * f32::from(weight.parts) / PARTS;
            let mut at = Some(weight.subject);
            while let Some(place) = at {
                let Some(score) = scores.get_mut(usize::from(place)) else { break };
                score.sum += says;
                score.words += 1;
                // Parents come before their children, so this ends.
                at = lexicon.subjects.get(usize::from(place)).and_then(|subject| subject.parent);
                at = at.filter(|&parent| parent < place);
            }
        }
    }
    let mut ranked: Vec<(usize, Score)> = Vec::new();
    for (place, (score, subject)) in scores.iter().zip(&lexicon.subjects).enumerate() {
        if subject.parent.is_none() && score.sum >= LEAST {
            ranked.push((place, *score));
        }
    }
    crate::order::sort_by(&mut ranked, |a, b| b.1.sum.total_cmp(&a.1.sum).then(a.0.cmp(&b.0)));
    let Some(&(main, best)) = ranked.first() else { return Vec::new() };
    let all: f32 = ranked.iter().map(|(_, score)| score.sum).sum();
    let mut named: Vec<(usize, f32)> = Vec::new();
    for &(place, score) in &ranked {
        let beside = score.sum >= best.sum * BESIDE && score.words >= FEWEST_WORDS;
        if (place == main || beside) && named.len() < MOST_TOPICS {
            named.push((place, confidence(score.sum, all)));
        }
    }
    // The finer topic that most of the main one's words are about.
    let finer = scores.iter().enumerate().filter(|&(place, score)| {
        let parent = lexicon.subjects.get(place).and_then(|subject| subject.parent);
        parent.map(usize::from) == Some(main) && score.sum >= best.sum * FINER && score.words >= FEWEST_WORDS
    });
    if let Some((place, score)) = finer.max_by(|a, b| a.1.sum.total_cmp(&b.1.sum).then(b.0.cmp(&a.0)))
        && named.len() < MOST_TOPICS
    {
        named.push((place, confidence(score.sum, all)));
    }
    named
        .into_iter()
        .filter_map(|(place, confidence)| {
            let topic = lexicon.subjects.get(place)?.topic;
            Some(Label::found(topic, confidence, "topic-words", evidence(lexicon, &hits, place)))
        })
        .collect()
}

// A topic is the surer, the larger its share of all that the words say, and the more so the more they say. Fitted
// by eye to how often the main topic is right in news articles and in single sentences.
fn confidence(sum: f32, all: f32) -> f32 {
    let odds = sum / (all + 1.0) * (2.3 + 2.1 * libm::logf(all + 1.0)) - 2.5;
    (1.0 / (1.0 + libm::expf(-odds))).min(0.98)
}

/// The words that speak for the subject at `place` or one below it.
fn evidence(lexicon: &Lexicon, hits: &[Hit], place: usize) -> Vec<Span> {
    let speaks = |hit: &&Hit| {
        lexicon.weights(hit.term).iter().any(|weight| {
            let above = lexicon.subjects.get(usize::from(weight.subject)).and_then(|subject| subject.parent);
            usize::from(weight.subject) == place || above.map(usize::from) == Some(place)
        })
    };
    let mut spans: Vec<Span> = hits.iter().filter(speaks).map(|hit| hit.span).collect();
    crate::order::sort(&mut spans);
    spans.truncate(MOST_EVIDENCE);
    spans
}

#[cfg(test)]
mod tests;
