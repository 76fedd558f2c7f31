//! What on a page with one article does not belong to it, though it reads like it?
//!
//! Teasers, comments, captions and notices are running text too. Where a page says that it is an article, or one
//! container holds most of its running text, lines go that stand elsewhere, in elements made for something
//! else, or are links as a whole; and what JSON-LD gives as the article's body decides, where it does. Found on the
//! two sets of pages of the evaluation, by kinds of lines. **Invariant.** Time is linear in the page; a page without
//! running text is left as it is.

use super::body::{by_container, place_of};
use super::render::{Block, Place, Rendered, within};
use crate::understand::clean::Cleaned;
use crate::understand::lines::Line;
use std::collections::HashMap;

/// The rule that removes these lines.
const RULE: &str = "beside-article";
// Elements and hints of classes (see `render`) that stand beside an article, unless all of it stands in them:
// footers, sides, comments, related, advertisements, dialogs, tags, newsletters, captions.
const BESIDE: u32 = within::ASIDE
    | within::FIGURE
    | 1 << 17
    | 1 << 19
    | 1 << 20
    | 1 << 22
    | 1 << 23
    | 1 << 24
    | 1 << 26
    | 1 << 27
    | 1 << 29;
// The least share of the running text that the article's container holds.
const MOST: f32 = 0.65;
// Lines before the container that may be the headline and the lead.
const BEFORE: usize = 1;
// How likely a line away from the richest container must be.
const FAR: f32 = 0.65;
// How likely a line inside is that a rule for plain text named wrongly.
const NAMED_WRONGLY: f32 = 0.7;
const QUOTE: f32 = 0.15;
// How likely a line of the article's own container must be to stay in spite of what follows it.
const INSIDE: f32 = 0.7;
/// Words that are compared at a time.
const SHINGLE: usize = 4;

/// Judges the kept lines of a page again; `body` is the article's text as JSON-LD gives it, if it does.
pub fn trim(cleaned: &mut Cleaned<'_>, page: &Rendered<'_>, says_article: bool, body: Option<&str>) {
    let places: Vec<Place> = cleaned.lines.iter().map(|line| place_of(page, line)).collect();
    let own_prose = by_container(&cleaned.lines, &places);
    let richest = own_prose.iter().max_by_key(|&(container, words)| (*words, u32::MAX - *container));
    let Some((&richest, _)) = richest else { return };
    let mut trimmed = Trimmed { cleaned, places, richest };
    trimmed.restore();
    if !trimmed.is_one_article(says_article) {
        return;
    }
    if let Some(body) = body {
        trimmed.by_stated_body(body);
    }
    trimmed.by_elements();
    if !trimmed.is_one_article(says_article) {
        return;
    }
    trimmed.by_links();
    if trimmed.is_one_article(says_article) {
        trimmed.by_distance();
    }
}

struct Trimmed<'c, 'a> {
    cleaned: &'c mut Cleaned<'a>,
    places: Vec<Place>,
    richest: u32,
}

impl Trimmed<'_, '_> {
    fn kept(&self) -> Vec<(usize, Line, Place)> {
        let lines = self.cleaned.lines.iter().zip(&self.places).enumerate();
        lines
            .filter(|&(at, _)| self.cleaned.is_kept(at))
            .map(|(at, (line, place))| (at, line.clone(), *place))
            .collect()
    }

    fn rich(&self) -> Vec<(usize, Line, Place)> {
        let mut kept = self.kept();
        kept.retain(|(_, _, place)| place.containers[0] == self.richest);
        kept
    }

    fn likely(&self, at: usize) -> f32 {
        self.cleaned.likely.get(at).copied().unwrap_or(0.0)
    }

    fn remove(&mut self, at: usize) {
        if let Some(verdict) = self.cleaned.verdicts.get_mut(at) {
            *verdict = Some(RULE);
        }
    }

    fn is_one_article(&self, says_article: bool) -> bool {
        let rich = prose(&self.rich());
        rich > 0 && (says_article || rich * 2 >= prose(&self.kept()))
    }

    // Rules for plain text know an end of the body by what follows; the page's own elements know it better.
    fn restore(&mut self) {
        for at in 0..self.places.len() {
            let verdict = self.cleaned.verdicts.get(at).copied().flatten();
            let inside = self
                .places
                .get(at)
                .is_some_and(|place| place.containers.iter().take(2).any(|&one| one == self.richest));
            if inside
                && matches!(verdict, Some("below-body" | "copy" | "related"))
                && self.likely(at) >= INSIDE
            {
                self.cleaned.keep(at);
            }
        }
    }

    fn by_stated_body(&mut self, body: &str) {
        let mut stated: HashMap<u32, u32> = HashMap::new();
        shingles(body, |shingle| {
            stated.insert(shingle, 1);
        });
        let text = self.cleaned.text;
        let is_stated = |line: &Line| {
            let (mut all, mut hits) = (0u32, 0u32);
            shingles(line.of(text), |shingle| {
                all += 1;
                hits += u32::from(stated.contains_key(&shingle));
            });
            hits * 5 >= all * 3
        };
        let kept = self.kept();
        let mut agreed = 0;
        let mut last = 0;
        for (at, line, _) in &kept {
            if line.is_prose() && is_stated(line) {
                agreed += line.words;
                last = *at;
            }
        }
        if agreed * 5 < prose(&kept) * 2 || agreed == 0 {
            return;
        }
        for (at, line, _) in &kept {
            if *at > last || (line.is_prose() && !is_stated(line)) {
                self.remove(*at);
            }
        }
    }

    fn by_elements(&mut self) {
        let rich = self.rich();
        let Some(&(_, _, home)) = rich.first() else { return };
        let common = rich.iter().fold(u32::MAX, |common, (_, _, place)| common & place.inside);
        for (at, _, place) in self.kept() {
            if place.inside & BESIDE & !common != 0 {
                self.remove(at);
            }
        }
        let kept = self.kept();
        let all = prose(&kept).max(1) as f32;
        for container in home.containers.into_iter().take_while(|&container| container != 0) {
            let mut inner = kept.clone();
            inner.retain(|(_, line, place)| line.is_prose() && place.containers.contains(&container));
            let (Some(first), Some(last)) = (inner.first(), inner.last()) else { continue };
            if (prose(&inner) as f32) < MOST * all {
                continue;
            }
            for (at, _, place) in &kept {
                let outside = *at > last.0 || *at + BEFORE < first.0;
                if outside && !place.containers.contains(&container) && place.inside & within::BODY_ITEM == 0
                {
                    self.remove(*at);
                }
            }
            break;
        }
    }

    // Paragraphs that are links as a whole, and headings and links after the last running text.
    fn by_links(&mut self) {
        let (rich, kept) = (self.rich(), self.kept());
        let linked: u32 = rich.iter().map(|(_, _, place)| place.linked).sum();
        let chars: u32 = rich.iter().map(|(_, _, place)| place.chars).sum();
        let is_heading = |place: &Place| matches!(place.block, Block::Heading(_));
        if linked * 5 < chars * 2 {
            for (at, line, place) in &kept {
                if place.linked * 5 >= place.chars * 4 && !is_heading(place) && line.words >= 3 {
                    self.remove(*at);
                }
            }
        }
        let last = kept
            .iter()
            .rev()
            .find(|(at, line, place)| self.cleaned.is_kept(*at) && line.is_prose() && !is_heading(place));
        let Some(last) = last.map(|(at, ..)| *at) else { return };
        for (at, _, place) in kept {
            if at > last && (is_heading(&place) || place.linked * 2 >= place.chars) {
                self.remove(at);
            }
        }
    }

    fn by_distance(&mut self) {
        let rich = self.rich();
        let (Some(&(first, _, home)), Some(&(last, ..))) = (rich.first(), rich.last()) else { return };
        // An article in blocks, each in containers of its own, has them in one that holds most of its running text.
        let kept = self.kept();
        let all = prose(&kept).max(1) as f32;
        let holds_most = |container: u32| {
            let inner = kept
                .iter()
                .filter(|(_, line, place)| line.is_prose() && place.containers.contains(&container));
            inner.map(|(_, line, _)| line.words).sum::<u32>() as f32 >= MOST * all
        };
        let levels = home.containers.iter().position(|&container| container != 0 && holds_most(container));
        let levels = levels.map_or(2, |level| level.max(1) + 1);
        let is_near = |place: &Place| {
            home.containers
                .iter()
                .take(levels)
                .any(|container| *container != 0 && place.containers.contains(container))
        };
        for (at, _, place) in self.kept() {
            let leads = at < first && at + 3 >= first;
            if !is_near(&place) && self.likely(at) < FAR && !leads {
                self.remove(at);
            }
        }
        for at in first..last {
            let Some(&place) = self.places.get(at) else { continue };
            let verdict = self.cleaned.verdicts.get(at).copied().flatten();
            let wrong = matches!(verdict, Some("related" | "navigation" | "date-line" | "reading-tip"))
                && self.likely(at) >= NAMED_WRONGLY
                && place.linked * 2 <= place.chars;
            let quoted = place.block == Block::Quote && self.likely(at) >= QUOTE;
            if is_near(&place) && (wrong || quoted) {
                self.cleaned.keep(at);
            }
        }
    }
}

/// Words of running text.
fn prose(lines: &[(usize, Line, Place)]) -> u32 {
    lines.iter().filter(|(_, line, _)| line.is_prose()).map(|(_, line, _)| line.words).sum()
}

/// Hands the hashes of all runs of four words to `each`; of all words, where there are fewer.
fn shingles(text: &str, mut each: impl FnMut(u32)) {
    let mut last = [0u32; SHINGLE];
    let mut count = 0;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let hash = word
            .bytes()
            .fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        last.rotate_left(1);
        if let Some(end) = last.last_mut() {
            *end = hash;
        }
        count += 1;
        if count >= SHINGLE {
            each(joined(&last));
        }
    }
    if count < SHINGLE {
        each(joined(&last));
    }
}

fn joined(hashes: &[u32]) -> u32 {
    hashes.iter().fold(0, |all: u32, &hash| (all.rotate_left(7) ^ hash).wrapping_mul(0x9e37_79b1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::clean::by_rules;
    use crate::understand::html::render::render;

    const PROSE: &str = "The council met on Monday to talk about the bridge. Nobody knew what it would cost, so nothing was decided.";

    // The lines kept of a page, when the model would keep them all.
    fn kept(html: &str, likely: f32, body: Option<&str>) -> Vec<String> {
        let page = render(html);
        let mut cleaned = by_rules(&page.text);
        cleaned.likely = vec![likely; cleaned.lines.len()];
        trim(&mut cleaned, &page, true, body);
        cleaned.kept().map(|at| cleaned.lines[at].of(&page.text).chars().take(12).collect()).collect()
    }

    #[test]
    fn what_stands_beside_an_article_goes() {
        let article = format!("<article><h1>A bridge too dear</h1><p>{PROSE}</p><p>Again. {PROSE}</p>");
        for (beside, expected) in [
            (format!("</article><div class=comments><p>Reader. {PROSE}</p></div>"), 0),
            (format!("</article><aside><p>Teaser. {PROSE}</p></aside>"), 0),
            ("<p><a href=/x>Another bridge that nobody paid for was built</a></p></article>".to_owned(), 0),
            (format!("<blockquote>Quoted. {PROSE}</blockquote></article>"), 1),
        ] {
            let lines = kept(&format!("<body>{article}{beside}</body>"), 0.9, None);
            assert_eq!(lines.len(), 3 + expected, "{beside}: {lines:?}");
        }
    }

    #[test]
    fn an_article_in_blocks_of_its_own_containers_stays_whole() {
        let block = |number: usize| {
            format!("<div class=block><div class=text><p>Part {number}. {PROSE}</p></div></div>")
        };
        let html = format!("<body><div class=all>{}</div></body>", (0..5).map(block).collect::<String>());
        assert_eq!(kept(&html, 0.6, None).len(), 5);
    }

    #[test]
    fn the_body_that_a_page_states_decides() {
        let html = format!(
            "<div><p>{PROSE}</p><p>{PROSE} Twice.</p><p>Some other running text. It goes on for a while, and says nothing of the matter at all.</p></div>"
        );
        assert_eq!(kept(&html, 0.9, None).len(), 3);
        assert_eq!(kept(&html, 0.9, Some(&format!("{PROSE} {PROSE} Twice."))).len(), 2);
    }

    #[test]
    fn a_page_without_running_text_is_left_as_it_is() {
        assert_eq!(kept("<p>Short.<p>Shorter.", 0.1, None).len(), 2);
    }
}
