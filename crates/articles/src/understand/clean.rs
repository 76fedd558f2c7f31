//! Which lines of a plain text are not the article?
//!
//! Named rules, each seeing one kind of furniture: first what fixed phrases name, then what shape and place
//! give away. **Invariant.** A verdict is per line; a line without one is kept. Dates, sources and titles
//! are looked for on removed lines too, so nothing is lost by cleaning.

use super::calendar::{self, Mention};
use super::forest::Forest;
use super::lines::Line;
use super::phrases;
use explorer_text::lines::{Pairs, holds};
use explorer_text::words::{Tally, Word, Words};

/// The lines of a text and what became of each.
pub struct Cleaned<'a> {
    /// The text.
    pub text: &'a str,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its words.
    pub words: Words,
    /// How often each word stands in running text, by its number.
    pub vocabulary: Vec<u32>,
    /// Each line as phrases are written; empty for long lines.
    pub folded: Vec<String>,
    /// The rule that removes a line, or `None` if it is kept.
    pub verdicts: Vec<Option<&'static str>>,
    /// Dates that stand in the text.
    pub mentions: Vec<Mention>,
    /// How likely each line is body by its looks, 0 to 1; empty before the model was asked.
    pub likely: Vec<f32>,
    /// From which likelihood on a line counts as body.
    pub threshold: f32,
    /// Bytes at the start of the text that are a field of a record ("date 2022-01-25"), not the article.
    pub field: Option<(usize, usize)>,
}

// What the banners of consent say of kinds of cookies; folded.
#[rustfmt::skip]
const COOKIES: &[&str] = &[
    "cookies are used to", "cookies help to", "cookies are absolutely", "cookies that are", "cookie is set by", "cookies on our", "cookies to improve", "cookies to ensure",
    "cookies to give you", "cookies to enhance", "cookies and similar technologies", "uses cookies", "use cookies", "utilise des cookies", "utilizza cookie", "utiliza cookies",
    "gebruikt cookies", "gebruiken cookies", "verwendet cookies", "verwenden cookies", "these cookies",
];

// Words of running text before there can be comments on it, and lines between two marks of comments.
const ENOUGH_PROSE: u32 = 100;
const COMMENT_REACH: usize = 12;

// Lines longer than this hold no fixed phrase.
const PHRASE_BYTES: usize = 240;

/// Applies the rules, then the [body](super::body) model to the lines that no rule names.
pub fn clean<'a>(text: &'a str, models: &[Forest; 2]) -> Cleaned<'a> {
    let cleaned = by_rules(text);
    let likely = super::body::probabilities(&cleaned, models);
    cleaned.judged(likely, super::body::LEAST)
}

/// Applies the rules alone.
pub fn by_rules(text: &str) -> Cleaned<'_> {
    let (lines, words) = super::lines::read(text);
    let vocabulary = super::body::vocabulary(&lines, &words);
    let folded: Vec<String> = lines
        .iter()
        .map(|line| {
            let content = line.content(text);
            if content.len() <= PHRASE_BYTES { phrases::fold(content) } else { String::new() }
        })
        .collect();
    let mentions = calendar::mentions(text);
    let verdicts = vec![None; lines.len()];
    let mut cleaned = Cleaned {
        text,
        lines,
        words,
        vocabulary,
        folded,
        verdicts,
        mentions,
        likely: Vec::new(),
        threshold: 0.5,
        field: None,
    };
    cleaned.field();
    cleaned.single_lines();
    cleaned.comments();
    cleaned.cookies();
    cleaned.copies();
    cleaned.captions();
    cleaned.section_lines();
    cleaned
}

// A text of fewer words has no looks to judge it by: a note of two lines is not a page with its menus.
const SHORT: usize = 60;

/// Names of sections, as they stand alone above a headline; folded.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "world news", "world", "news", "politics", "business", "sport", "sports", "opinion", "technology", "tech", "science", "health",
    "culture", "entertainment", "local news", "national", "international", "us news", "u.s.", "u.s. news", "uk news", "uk", "europe",
    "asia", "africa", "middle east", "americas", "latin america", "economy", "finance", "markets", "money", "lifestyle", "life", "travel",
    "food", "education", "environment", "climate", "features", "analysis", "breaking news", "top news", "headlines", "home news", "blog",
    "nieuws", "buitenland", "binnenland", "politiek", "economie", "wetenschap", "cultuur", "wereld", "nachrichten", "politik", "ausland",
    "inland", "wirtschaft", "kultur", "wissenschaft", "welt", "actualité", "actualités", "politique", "monde", "économie", "société",
    "culture", "noticias", "política", "mundo", "economía", "sociedad", "deportes", "cultura", "internacional", "notizie", "politica",
    "esteri", "cronaca", "economia", "notícias", "новости", "политика", "мир", "экономика", "общество", "новини", "політика", "світ",
    "wiadomości", "polityka", "świat", "nyheter", "världen", "nyheder", "verden", "uutiset", "haberler", "dünya", "gündem", "siyaset",
    "zprávy", "světové zprávy", "hírek", "știri", "ειδήσεις", "κόσμος", "أخبار", "العالم", "سياسة", "اخبار", "חדשות", "समाचार", "berita",
    "tin tức", "thế giới", "新闻", "国际", "新聞", "國際", "ニュース", "国際", "뉴스", "국제",
];

/// Whether a folded line is the name of a section.
pub fn is_section(folded: &str) -> bool {
    SECTIONS.contains(&folded)
        || folded
            .strip_suffix(" news")
            .is_some_and(|topic| !topic.is_empty() && topic.split(' ').count() <= 2)
}

impl<'a> Cleaned<'a> {
    /// Applies the rules that need to know how likely each line is body.
    pub fn judged(mut self, likely: Vec<f32>, least: f32) -> Cleaned<'a> {
        let words: usize =
            self.kept().filter_map(|at| self.lines.get(at)).map(|line| line.words as usize).sum();
        if words < SHORT {
            self.ends();
            return self;
        }
        self.threshold = super::body::threshold(&likely, &self.lines, least);
        self.likely = likely;
        // Before, so that what a rule can name gets its name; and after, for what then stands last.
        self.ends();
        self.by_looks();
        self.ends();
        self
    }

    /// Whether the line is kept.
    pub fn is_kept(&self, at: usize) -> bool {
        self.verdicts.get(at).is_some_and(Option::is_none)
    }

    /// The words of a line's content.
    pub fn content(&self, at: usize) -> &[Word] {
        match self.lines.get(at) {
            Some(line) if line.bullet > 0 => self.words.within(at, line.start + line.bullet, line.end),
            _ => self.words.of_line(at),
        }
    }

    /// Numbers of the kept lines.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|&at| self.is_kept(at))
    }

    /// Takes a line back in.
    pub fn keep(&mut self, at: usize) {
        if let Some(verdict) = self.verdicts.get_mut(at) {
            *verdict = None;
        }
    }

    /// The first line of the body: kept, likely, and not a stray short line.
    pub fn first_of_body(&self) -> usize {
        let likely = |at: usize| {
            self.is_kept(at) && self.likely.get(at).is_none_or(|&likely| likely >= self.threshold)
        };
        let words = |at: usize| self.lines.get(at).map_or(0, |line| line.words);
        (0..self.lines.len())
            .find(|&at| {
                likely(at)
                    && (words(at) >= 12
                        || (at..at + 4).filter(|&at| likely(at)).map(words).sum::<u32>() >= 30)
            })
            .or_else(|| self.kept().next())
            .unwrap_or(0)
    }

    fn remove(&mut self, at: usize, rule: &'static str) {
        if let Some(verdict @ None) = self.verdicts.get_mut(at) {
            *verdict = Some(rule);
        }
    }

    /// A record's field that was joined to the text: "date 2022-01-25 They also …".
    fn field(&mut self) {
        let Some(first) = self.lines.first() else { return };
        let Some(mention) = self.mentions.first() else { return };
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        let Some(before) = self.text.get(first.start..start) else { return };
        let name = before.trim_end_matches([' ', ':', '=', '"', '\t']).to_lowercase();
        let rest = self.text.get(end..first.end).unwrap_or("");
        let time = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | 'T' | 'Z' | '+' | '.' | '"' | ',')))
            .unwrap_or(rest.len());
        if matches!(name.as_str(), "date" | "published" | "publish_date" | "pubdate" | "datum" | "fecha")
            && rest.len() > time
        {
            self.field = Some((first.start, end + time));
        }
    }

    fn single_lines(&mut self) {
        for at in 0..self.lines.len() {
            let (Some(line), Some(folded)) = (self.lines.get(at), self.folded.get(at)) else { continue };
            let content = line.content(self.text);
            let rule = if folded.is_empty() {
                None
            } else if let Some(rule) = phrases::rule(folded).filter(|_| line.words <= 25) {
                Some(rule)
            } else if line.words <= 14 && is_comment_head(content, folded) {
                Some("comment-bar")
            } else if line.holds & holds::HYPHEN != 0 && is_slug(content) {
                Some("slug")
            } else if line.letters == 0 && line.digits == 0 {
                Some("rule-line")
            } else if line.words <= 12 && self.is_date_line(at) {
                Some("date-line")
            } else if line.words <= 12 && !line.terminal && super::byline::is_byline(content) {
                Some("byline")
            } else {
                None
            };
            if let Some(rule) = rule {
                self.remove(at, rule);
            }
        }
        // What follows the head of a list of links belongs to it, up to the next running text.
        let mut inside = None;
        for at in 0..self.lines.len() {
            let Some(line) = self.lines.get(at) else { continue };
            match self.verdicts.get(at).copied().flatten() {
                Some(rule @ "related") => inside = Some(rule),
                Some(_) => {}
                None if line.is_prose() || line.terminal => inside = None,
                None => {
                    if let Some(rule) = inside {
                        self.remove(at, rule);
                    }
                }
            }
        }
    }

    /// Long lines about cookies, as consent banners put them into pages.
    fn cookies(&mut self) {
        for at in 0..self.lines.len() {
            let Some(line) = self.lines.get(at).filter(|line| (8..=150).contains(&line.words)) else {
                continue;
            };
            let content = line.content(self.text);
            if !content.contains("ookie") {
                continue;
            }
            let start = phrases::fold(content);
            if phrases::rule(&start) == Some("cookie-notice")
                || COOKIES.iter().any(|cookies| start.contains(cookies))
            {
                self.remove(at, "cookie-notice");
            }
        }
    }

    /// Running text that stands in the page a second time, and the lines between that do so too.
    fn copies(&mut self) {
        let mut seen = Tally::sized(self.lines.len());
        let copied: Vec<bool> = self
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| line.words > 0 && seen.add(self.words.print(self.content(at)), 1) > 0)
            .collect();
        let is_copy = |at: usize| copied.get(at).copied().unwrap_or(false);
        for at in 0..self.lines.len() {
            if !is_copy(at) || !self.lines.get(at).is_some_and(|line| line.is_prose() && line.words >= 12) {
                continue;
            }
            let before = (0..at).rev().take_while(|&at| is_copy(at));
            let after = (at + 1..self.lines.len()).take_while(|&at| is_copy(at));
            // The neighbours of a run are taken once: by its first line of running text.
            let taken = self.verdicts.get(at) == Some(&Some("copy"));
            let run: Vec<usize> = if taken { Vec::new() } else { before.chain(after).chain([at]).collect() };
            for at in run {
                self.remove(at, "copy");
            }
        }
    }

    /// What readers wrote below the article: from the head of the comments on, as long as marks of comments
    /// ("Jane Doe says:", "Reply", a day with its minute) follow each other closely.
    fn comments(&mut self) {
        let is_mark = |cleaned: &Self, at: usize| cleaned.verdicts.get(at) == Some(&Some("comment-bar"));
        let mut prose = 0u32;
        let mut head = None;
        for (at, line) in self.lines.iter().enumerate() {
            if is_mark(self, at) && prose > ENOUGH_PROSE {
                let near = (at..at + 3 * COMMENT_REACH).filter(|&at| is_mark(self, at)).count();
                if near >= 4 {
                    head = Some(at);
                    break;
                }
            }
            prose = prose.saturating_add(if line.is_prose() { line.words } else { 0 });
        }
        let Some(head) = head else { return };
        let mut last = head;
        for at in head..self.lines.len() {
            if is_mark(self, at) {
                last = at;
            } else if at > last + COMMENT_REACH {
                break;
            }
        }
        for at in head..=last {
            self.remove(at, "comment");
        }
    }

    /// A line with a date and hardly anything else.
    fn is_date_line(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let first = self.mentions.partition_point(|mention| (mention.span.start as usize) < line.start);
        let Some(mention) = self.mentions.get(first) else { return false };
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        if end > line.end || mention.date.parts().2.is_none() {
            return false;
        }
        let rest =
            self.text.get(line.start..start).unwrap_or("").chars().filter(|c| c.is_alphabetic()).count()
                + self.text.get(end..line.end).unwrap_or("").chars().filter(|c| c.is_alphabetic()).count();
        rest <= 24
    }

    /// Removes the lines that do not look like body, named by where they stand.
    fn by_looks(&mut self) {
        let body = |cleaned: &Self, at: usize| {
            cleaned.is_kept(at) && cleaned.likely.get(at).is_some_and(|&likely| likely >= cleaned.threshold)
        };
        let first = (0..self.lines.len()).find(|&at| body(self, at));
        let last = (0..self.lines.len()).rev().find(|&at| body(self, at));
        for at in 0..self.lines.len() {
            if self.is_kept(at) && !body(self, at) {
                let rule = if first.is_none_or(|first| at < first) {
                    "above-body"
                } else if last.is_some_and(|last| at > last) {
                    "below-body"
                } else {
                    "inset"
                };
                self.remove(at, rule);
            }
        }
    }

    fn captions(&mut self) {
        for at in 0..self.lines.len() {
            let Some(line) = self.lines.get(at) else { continue };
            if line.words <= 80 && is_caption(line.of(self.text)) {
                self.remove(at, "caption");
            }
        }
    }

    /// From the end backwards, as long as there is something to remove: tips to read on, blurbs about the
    /// publisher, and a line that leads in to a film or picture which the text has lost.
    fn ends(&mut self) {
        let last = self.kept().next_back();
        if let Some(at) = last
            && let Some(line) = self.lines.get(at)
            && line.last == ':'
            && line.words <= 40
            && self.kept().count() > 1
        {
            self.remove(at, "media-lead-in");
        }
        let kept: Vec<usize> = self.kept().collect();
        for &at in kept.iter().skip(1).rev() {
            let (Some(line), Some(folded)) = (self.lines.get(at), self.folded.get(at)) else { break };
            let content = line.content(self.text);
            if line.words <= 30 && is_reading_tip(folded) {
                self.remove(at, "reading-tip");
            } else if line.words <= 80 && super::byline::blurb_name(content).is_some() {
                self.remove(at, "publisher-blurb");
            } else {
                break;
            }
        }
    }

    /// Short lines above the first line that could be a headline.
    fn section_lines(&mut self) {
        let kept: Vec<usize> = self.kept().take(4).collect();
        for pair in kept.windows(2) {
            let [at, next] = *pair else { break };
            let (Some(line), Some(below), Some(folded)) =
                (self.lines.get(at), self.lines.get(next), self.folded.get(at))
            else {
                break;
            };
            if line.words <= 3 && !line.terminal && below.words >= 4 && is_section(folded) {
                self.remove(at, "section-line");
            } else {
                break;
            }
        }
    }
}

/// "109 comments", "3 thoughts on …", "Jane Doe says:"; folded.
fn is_comment_head(content: &str, folded: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "comment", "response", "repl", "thoughts on", "thought on", "reacti", "kommentar", "antwort", "commentaire", "réponse", "comentario", "respuesta", "comentário", "commenti",
        "komentarz", "комментари", "коментар", "yorum", "komentář", "svar", "comentarii", "σχόλια", "تعليق", "bình luận", "评论", "條評論", "件のコメント", "개의 댓글",
    ];
    let rest = folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let counted = rest.len() < folded.len() && rest.starts_with(' ') && folded.split(' ').count() <= 6;
    let says = ["says:", "said:", "schreef:", "schrieb:", "dice:", "a dit :", "пишет:"];
    // "June 3, 2017 at 7:03 am" stands above comments.
    let minute = |rest: &str| rest.len() > 3 && rest.as_bytes().get(rest.len() - 3) == Some(&b':');
    counted && WORDS.iter().any(|word| rest.trim_start().starts_with(word))
        || content.ends_with(':')
            && says.iter().any(|tail| content.ends_with(tail))
            && content.split(' ').count() <= 5
        || folded.strip_suffix(" am").or_else(|| folded.strip_suffix(" pm")).is_some_and(minute)
            && folded.contains(" at ")
}

/// `fsb-us-backed-strikes-russia`: words of an address, never written so in a text.
fn is_slug(content: &str) -> bool {
    content.matches(['-', '_']).count() >= 2
        && content.len() >= 8
        && content.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
        && content.chars().any(char::is_alphabetic)
}

// Words that name the maker of a picture, at the start of a caption or in its credit; folded.
#[rustfmt::skip]
const CAPTION_STARTS: &[&str] = &[
    "photo:", "photos:", "photo by", "photograph:", "photo credit", "image:", "images:", "image credit", "image source", "image caption",
    "picture:", "pictured:", "credit:", "caption:", "file photo", "file picture", "interactive -", "interactive –", "graphic:", "illustration:",
    "foto:", "foto's:", "beeld:", "bild:", "bildquelle", "crédit photo", "crédits", "photo :", "imagen:", "fotografía:", "créditos:",
    "фото:", "фото -", "світлина:", "zdjęcie:", "fot.", "kuva:", "fotoğraf:", "φωτογραφία:", "الصورة:", "عکس:", "צילום:", "图片来源", "图：", "写真：", "写真=",
    "watch:", "video:", "listen:",
];

const CREDIT_WORDS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "image",
    "images",
    "getty",
    "shutterstock",
    "reuters",
    "ap",
    "afp",
    "epa",
    "istock",
    "picture",
    "pictures",
    "handout",
    "file",
    "via",
    "pool",
    "foto",
    "fotos",
    "beeld",
    "bild",
    "anp",
    "dpa",
    "фото",
    "xinhua",
    "anadolu",
    "tass",
];

fn is_caption(line: &str) -> bool {
    const BEGINNINGS: Pairs = Pairs::first(CAPTION_STARTS);
    if BEGINNINGS.may_begin(line) {
        let start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
        if CAPTION_STARTS.iter().any(|mark| start.starts_with(mark)) {
            return true;
        }
    }
    // A credit in brackets at the end: "[Alexei Alexandrov/AP Photo]", "(Photo by …)", "deployment(Al Jazeera)".
    let Some(inner) = line.strip_suffix([')', ']']) else { return false };
    let Some(open) = inner.rfind(['(', '[']) else { return false };
    let (before, credit) = (inner.get(..open).unwrap_or(""), inner.get(open + 1..).unwrap_or(""));
    if credit.chars().count() > 80 || credit.is_empty() {
        return false;
    }
    let names_maker = credit
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| CREDIT_WORDS.contains(&word.to_lowercase().as_str()));
    let glued = before.chars().next_back().is_some_and(char::is_alphabetic)
        && credit.chars().next().is_some_and(char::is_uppercase)
        && credit.contains(' ')
        && before.split(' ').count() <= 15;
    names_maker && (credit.contains('/') || credit.split(' ').count() <= 8) || glued
}

/// "For more on this, visit BBC News."
fn is_reading_tip(folded: &str) -> bool {
    #[rustfmt::skip]
    const STARTS: &[&str] = &[
        "for more ", "read about ", "read more ", "read the ", "read: ", "read also", "also read", "click here", "to read more", "to learn more",
        "learn more ", "find out more", "visit our", "see also", "watch ", "listen to ", "follow ", "lees ook", "lees meer", "lees hier", "bekijk ",
        "lesen sie ", "mehr zu", "lire aussi", "à lire", "pour en savoir plus", "lea también", "lee también", "para más", "leggi anche",
        "leia também", "saiba mais", "читайте ", "подробнее", "czytaj ", "läs ", "les også", "læs ",
    ];
    STARTS.iter().any(|start| folded.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understand::tests::text_models;

    fn verdicts(text: &str) -> Vec<Option<&'static str>> {
        clean(text, &text_models().body).verdicts
    }

    #[test]
    fn captions_are_known_by_their_credit() {
        for line in [
            "Moscow has accused Ukraine of making plans. [Alexei Alexandrov/AP Photo]",
            "INTERACTIVE - NATO deployment in Europe(Al Jazeera)",
            "A street in Kyiv (Photo: Jane Doe/Getty Images)",
            "Foto: ANP",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in [
            "He spoke of the alliance (NATO).",
            "The agency (Reuters) was founded in 1851.",
            "Call us (by phone)",
        ] {
            assert!(!is_caption(line), "{line}");
        }
    }

    #[test]
    fn a_slug_and_a_section_above_the_headline_go() {
        let text = "some-words-of-an-address\n\nWorld News\n\nTalks end without an agreement in Geneva\n\nThe talks ended on Monday without result, both sides said in the evening.";
        let verdicts = verdicts(text);
        assert_eq!(verdicts.get(..2), Some(&[Some("slug"), Some("section-line")][..]));
        assert_eq!(verdicts.last(), Some(&None));
    }

    #[test]
    fn links_after_their_head_go_with_it_until_text_comes() {
        let text = "The talks ended on Monday without result, both sides said in the evening.\nRead also\nA first link\nA second link\nThe delegations left in the night for their capitals, where they will report.";
        assert_eq!(verdicts(text), [None, Some("related"), Some("related"), Some("related"), None]);
    }
}
