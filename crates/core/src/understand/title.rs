//! What is the headline?
//!
//! A headline line that stands in the text is *found*; where there is none, the first sentence stands in
//! for it and the label says so (`first-sentence`), and a text that starts in the middle of something is
//! marked (`fragment`). **Invariant.** The value is a piece of the text, save for white space.

use super::clean::{Cleaned, is_section};
use super::phrases::fold;
use crate::article::Label;
use crate::span::Span;

/// The headline and what was split off from it.
pub struct Titled {
    /// The headline.
    pub title: Label<String>,
    /// Number of its line, where it has one.
    pub line: Option<usize>,
    /// Bytes split off behind it: "| Conflict News".
    pub suffix: Option<Span>,
    /// Sections named above or behind it.
    pub sections: Vec<Label<String>>,
    /// Whether the text starts in the middle.
    pub fragment: bool,
}

// A derived title is cut after a word near this many characters.
const DERIVED_CHARS: usize = 110;

/// Finds the headline of a cleaned text.
pub fn title(cleaned: &Cleaned<'_>) -> Titled {
    let text = cleaned.text;
    let mut titled =
        Titled { title: Label::unknown(), line: None, suffix: None, sections: Vec::new(), fragment: false };
    let mut kept = cleaned.kept();
    let Some(first) = kept.next() else { return titled };
    let below = kept.next();
    for at in 0..first {
        if cleaned.verdicts.get(at) == Some(&Some("section-line"))
            && let Some(line) = cleaned.lines.get(at)
        {
            let name = line.of(text).to_owned();
            titled.sections.push(Label::found(name, 0.8, "section-line", vec![line.span()]));
        }
    }
    let Some(line) = cleaned.lines.get(first) else { return titled };
    let heads = line.words >= 2
        && line.words <= 30
        && line.chars <= 220
        && !(line.terminal && line.last == '.')
        && line.last != ':'
        && cleaned.field.is_none()
        && below
            .and_then(|at| cleaned.lines.get(at))
            .is_some_and(|below| below.words > line.words || below.is_prose());
    if heads {
        let (headline, suffix) = split_suffix(line.of(text));
        let span = Span::new(line.start, line.start + headline.len());
        if let Some(suffix) = suffix {
            let name = suffix.trim_start_matches(|c: char| !c.is_alphanumeric());
            let at = line.end - name.len();
            if is_section(&fold(name)) {
                titled.sections.push(Label::found(
                    name.to_owned(),
                    0.8,
                    "title-suffix",
                    vec![Span::new(at, line.end)],
                ));
            }
            titled.suffix = Some(Span::new(span.end as usize, line.end));
        }
        titled.title = Label::found(headline.to_owned(), 0.9, "headline", vec![span]);
        titled.line = Some(first);
        return titled;
    }
    let start = cleaned.field.map_or(line.start, |(_, end)| end).max(line.start);
    let body = text.get(start..line.end).unwrap_or("").trim_start_matches(super::lines::is_blank);
    let start = line.end - body.len();
    titled.fragment = starts_in_the_middle(body);
    let sentence = first_sentence(body);
    if !sentence.is_empty() {
        let (rule, confidence) = if titled.fragment { ("fragment", 0.2) } else { ("first-sentence", 0.4) };
        let span = Span::new(start, start + sentence.len());
        titled.title = Label::found(sentence.to_owned(), confidence, rule, vec![span]);
    }
    titled
}

/// Cuts "Headline | Conflict News" in two; the second half keeps its mark.
pub fn split_suffix(line: &str) -> (&str, Option<&str>) {
    for mark in [" | ", " — ", " – ", " - ", " :: ", " » "] {
        if let Some(at) = line.rfind(mark)
            && let (Some(head), Some(tail)) = (line.get(..at), line.get(at..))
        {
            let name = tail.get(mark.len()..).unwrap_or("");
            let words = name.split_whitespace().count();
            let capital = name.chars().next().is_some_and(|c| !c.is_lowercase());
            let sure = mark == " | " || mark == " :: " || mark == " » " || is_section(&fold(name));
            if sure && words <= 5 && capital && head.split_whitespace().count() >= 2 {
                return (head.trim_end(), Some(tail));
            }
        }
    }
    (line, None)
}

/// The first sentence, or as many of its words as make a title.
fn first_sentence(body: &str) -> &str {
    let mut last_space = 0;
    for (count, (at, c)) in body.char_indices().enumerate() {
        let next = body.get(at + c.len_utf8()..).unwrap_or("");
        if count >= 20
            && super::lines::ends_sentence(c)
            && (c != '.' || next.is_empty() || next.starts_with(char::is_whitespace))
            && body
                .get(..at)
                .and_then(|head| head.rsplit([' ', '.']).next())
                .is_some_and(|word| word.chars().count() > 2)
        {
            return body.get(..at + c.len_utf8()).unwrap_or(body);
        }
        if count >= DERIVED_CHARS {
            let end = if last_space > 0 { last_space } else { at };
            return body.get(..end).unwrap_or(body).trim_end_matches([',', ';', ':', ' ', '–', '—']);
        }
        if c.is_whitespace() {
            last_space = at;
        }
    }
    body
}

/// Whether a text opens as only a later sentence can: in lower case, with a pronoun for someone not yet
/// named, or with a word that ties it to what came before.
fn starts_in_the_middle(body: &str) -> bool {
    #[rustfmt::skip]
    const OPENERS: &[&str] = &[
        "they", "he", "she", "also", "meanwhile", "however", "moreover", "furthermore", "additionally", "but", "and", "nor", "otherwise", "instead",
        "zij", "hij", "ze", "ook", "ondertussen", "bovendien", "echter", "maar", "er", "außerdem", "jedoch", "unterdessen", "aber", "und",
        "ils", "elles", "elle", "également", "cependant", "pendant", "mais", "et", "ellos", "ellas", "también", "además", "mientras", "pero",
        "они", "она", "также", "тем", "однако", "но", "вони", "вона", "також", "проте", "але",
    ];
    let first: String =
        body.chars().take_while(|c| c.is_alphabetic()).take(24).flat_map(char::to_lowercase).collect();
    // "He said" opens some articles; "They also", "She added" continue one.
    let starts_low = body.chars().next().is_some_and(char::is_lowercase)
        && body.split_whitespace().next().is_some_and(|word| word.chars().all(char::is_lowercase));
    starts_low || OPENERS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::clean;

    fn found(text: &str) -> (String, &'static str) {
        let titled = title(&clean(text));
        (titled.title.value.unwrap_or_default(), titled.title.rule)
    }

    #[test]
    fn a_headline_is_found_and_its_suffix_split_off() {
        let text = "Talks end without result in Geneva | Conflict News\n\nThe talks ended on Monday without a result, both sides said late in the evening.";
        assert_eq!(found(text), ("Talks end without result in Geneva".to_owned(), "headline"));
        assert_eq!(title(&clean(text)).sections[0].value.as_deref(), Some("Conflict News"));
    }

    #[test]
    fn without_a_headline_the_first_sentence_stands_in() {
        let text = "The talks ended on Monday without a result. Both sides said so late in the evening.\nMore was to come.";
        assert_eq!(found(text), ("The talks ended on Monday without a result.".to_owned(), "first-sentence"));
    }

    #[test]
    fn a_text_that_starts_in_the_middle_is_a_fragment() {
        for text in [
            "They also discussed the plan, officials said on Monday.",
            "and then the talks ended without any result at all.",
        ] {
            assert_eq!(found(text).1, "fragment", "{text}");
        }
    }
}
