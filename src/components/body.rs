//! The text of an article, set as headline and body.

use super::cleaning::restore;
use super::controls::Button;
use crate::reasons;
use crate::setting::{Block, Run, blocks};
use crate::state::Action;
use crate::text::{Marks, Piece, pieces};
use crate::words::{self, m};
use explorer_protocol::{ArticleView, Field, ParagraphKind, ParagraphView, Range, Removed, RemovedView};
use yew::prelude::*;

/// What is shown and marked in a text.
pub struct Setting<'a> {
    /// The article.
    pub article: &'a ArticleView,
    /// Whether what was removed is shown.
    pub removed_shown: bool,
    /// The evidence to be marked: sorted, disjoint.
    pub evidence: &'a [Range],
    /// What the reader's notes stand on: sorted, disjoint.
    pub noted: &'a [Range],
    /// Which match is looked at.
    pub match_at: Option<usize>,
    /// What to do when something happens.
    pub act: &'a Callback<Action>,
}

/// The headline as it stands in the text, or what stands in for it.
pub fn headline(setting: &Setting<'_>) -> Html {
    let article = setting.article;
    if article.set(Field::Title).is_some() {
        return match article.name() {
            "" => html! { { m::untitled() } },
            name => html! { { name } },
        };
    }
    let in_text = blocks(article, setting.removed_shown).into_iter().find(Block::is_title);
    match in_text {
        Some(block) if !article.title_derived => runs(setting, &block.runs),
        _ if article.title.label.is_empty() => html! { { m::untitled() } },
        _ => html! { <>{ &article.title.label }{ continued(&article.title.label) }</> },
    }
}

/// What tells that words taken from a text go on in it.
pub fn continued(words: &str) -> &'static str {
    if words.trim_end().ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '”', '"']) {
        ""
    } else {
        " …"
    }
}

/// The body.
pub fn body(setting: &Setting<'_>) -> Html {
    let article = setting.article;
    let mut nodes: Vec<Html> = Vec::new();
    let mut items: Vec<Html> = Vec::new();
    for block in blocks(article, setting.removed_shown) {
        if block.is_title() && !article.title_derived && article.set(Field::Title).is_none() {
            continue;
        }
        if block.paragraph.is_some_and(|paragraph| paragraph.kind == ParagraphKind::ListItem) {
            items.push(item(setting, block));
            continue;
        }
        if !items.is_empty() {
            nodes.push(html! { <ul>{ for items.drain(..) }</ul> });
        }
        nodes.push(node(setting, &block));
    }
    if !items.is_empty() {
        nodes.push(html! { <ul>{ for items }</ul> });
    }
    html! { <div class="body">{ for nodes }</div> }
}

fn node(setting: &Setting<'_>, block: &Block<'_>) -> Html {
    let text = runs(setting, &block.runs);
    let Some(paragraph) = block.paragraph else {
        return html! { <p class="gone">{ text }</p> };
    };
    if let Some(put_back) = &paragraph.put_back {
        // The button stands once, at the end of what was one span.
        let of_it =
            |other: &&ParagraphView| other.put_back.as_ref().is_some_and(|other| other.span == put_back.span);
        let last = setting.article.paragraphs.iter().rfind(of_it).is_some_and(|last| last == paragraph);
        return html! {
            <p class="is-restored">
                { text }
                if setting.removed_shown && last {
                    { restoring(setting, put_back, false) }
                }
            </p>
        };
    }
    let lang = paragraph.language.clone();
    let dir = direction(block);
    match paragraph.kind {
        ParagraphKind::Heading => html! { <h2 {lang} {dir}>{ text }</h2> },
        ParagraphKind::Quote => html! { <blockquote {lang} {dir}><p>{ text }</p></blockquote> },
        ParagraphKind::Caption => html! { <p class="caption" {lang} {dir}>{ text }</p> },
        _ => html! { <p {lang} {dir}>{ text }</p> },
    }
}

/// An item of a list; its bullet is the page's business.
fn item(setting: &Setting<'_>, mut block: Block<'_>) -> Html {
    if let Some(first) = block.runs.iter_mut().find(|run| run.removed.is_none()) {
        first.range = without_bullet(setting.article, first.range);
    }
    let lang = block.paragraph.and_then(|paragraph| paragraph.language.clone());
    html! { <li {lang} dir={direction(&block)}>{ runs(setting, &block.runs) }</li> }
}

/// The direction of a paragraph whose language is not the article's.
fn direction(block: &Block<'_>) -> Option<&'static str> {
    let paragraph = block.paragraph?;
    paragraph.language.as_ref().map(|_| if paragraph.right_to_left { "rtl" } else { "ltr" })
}

fn runs(setting: &Setting<'_>, runs: &[Run<'_>]) -> Html {
    runs.iter()
        .enumerate()
        .map(|(at, run)| {
            let words = marked_run(setting, run.range);
            match run.removed {
                None => words,
                Some(removed) => html! {
                    <>
                        if at > 0 { { " " } }
                        <del title={m::removed_by(&reasons::removed(&removed.rule))}>{ words }</del>
                        if removed.is_text {
                            { restoring(setting, removed, true) }
                        }
                    </>
                },
            }
        })
        .collect()
}

/// The button that puts a removed span back, or takes one out again.
fn restoring(setting: &Setting<'_>, removed: &RemovedView, back: bool) -> Html {
    let span = removed.span;
    let rule = reasons::removed(&removed.rule);
    let (does, label) = if back {
        (m::put_back(), m::put_back_span(&rule))
    } else {
        (m::take_out(), m::take_out_span(&rule))
    };
    let action = restore(setting.article, Removed::Spans(vec![span]), back);
    let button = Button { label: Some(label), ..Button::of("restoring") };
    html! { <span lang={words::language()}>{ button.on(setting.act, action, does) }</span> }
}

fn marked_run(setting: &Setting<'_>, range: Range) -> Html {
    let marks = Marks { matches: &setting.article.matches, evidence: setting.evidence, notes: setting.noted };
    let pieces = pieces(&setting.article.text, range, marks);
    let nodes = pieces.iter().map(|piece| piece_node(piece, setting.match_at));
    // Where it begins in the text, for what is selected in it.
    html! { <span data-at={range.start.to_string()}>{ for nodes }</span> }
}

fn piece_node(piece: &Piece<'_>, match_at: Option<usize>) -> Html {
    let words = match piece.matched {
        Some(at) => {
            let here = match_at == Some(at);
            html! { <mark class={classes!(here.then_some("match-here"))}>{ piece.text }</mark> }
        }
        None => html! { { piece.text } },
    };
    let words = match piece.noted {
        Some(start) => html! { <span class="noted" data-note={start.to_string()}>{ words }</span> },
        None => words,
    };
    match piece.evidence {
        Some(start) => html! { <span class="evidence" data-start={start.to_string()}>{ words }</span> },
        None => words,
    }
}

fn without_bullet(article: &ArticleView, range: Range) -> Range {
    let text = article.text.get(range.start as usize..range.end as usize).unwrap_or("");
    let rest = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '•' | '*' | '-' | '–' | '·' | '▪' | '◦')
    });
    let skipped = (text.len() - rest.len()) as u32;
    if rest.is_empty() { range } else { Range { start: range.start + skipped, end: range.end } }
}
