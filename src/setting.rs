//! Into which blocks is the text of an article set?
//!
//! Kept paragraphs and, if wanted, what cleaning removed, each in its place: what was removed from a line
//! stands in that line, and removed lines that follow each other stand together. **Invariant.** Blocks are
//! in the order of the text; no byte is set twice; without the wish for it, nothing removed is set.

use explorer_protocol::{ArticleView, ParagraphKind, ParagraphView, Range, RemovedView};

/// A run of text, kept or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// Where in the text.
    pub range: Range,
    /// What cleaning says of it; `None` if it was kept.
    pub removed: Option<&'a RemovedView>,
}

/// A block of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    /// The paragraph it sets; `None` if all of it was removed.
    pub paragraph: Option<&'a ParagraphView>,
    /// Its text, in order.
    pub runs: Vec<Run<'a>>,
}

impl Block<'_> {
    /// Whether it is the title where it stands in the text.
    pub fn is_title(&self) -> bool {
        self.paragraph.is_some_and(|paragraph| paragraph.kind == ParagraphKind::Title)
    }
}

/// The blocks of an article.
pub fn blocks(article: &ArticleView, with_removed: bool) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut removed = article.removed.iter().filter(|removed| !is_blank(article, removed.range)).peekable();
    let mut done = 0;
    for paragraph in &article.paragraphs {
        while let Some(before) = removed.next_if(|removed| removed.range.end <= paragraph.range.start) {
            if with_removed {
                place(article, &mut blocks, before);
            }
        }
        let mut runs = Vec::new();
        done = paragraph.range.start.max(done);
        while let Some(inside) = removed.next_if(|removed| removed.range.start < paragraph.range.end) {
            push(&mut runs, done, inside.range.start, None);
            if with_removed {
                push(&mut runs, inside.range.start.max(done), inside.range.end, Some(inside));
            }
            done = inside.range.end.max(done);
        }
        push(&mut runs, done, paragraph.range.end, None);
        done = paragraph.range.end.max(done);
        if let Some(first) = runs.first()
            && let Some(beginning) = beginning_of_line(article, &mut blocks, first.range.start)
        {
            runs.insert(0, beginning);
        }
        if !runs.is_empty() {
            blocks.push(Block { paragraph: Some(paragraph), runs });
        }
    }
    if with_removed {
        removed.for_each(|after| place(article, &mut blocks, after));
    }
    blocks
}

/// Takes back what was removed last, if `start` lies in the line in which it ends.
fn beginning_of_line<'a>(article: &ArticleView, blocks: &mut Vec<Block<'a>>, start: u32) -> Option<Run<'a>> {
    let last = blocks.last_mut().filter(|last| last.paragraph.is_none() && follows(article, last, start))?;
    let run = last.runs.pop();
    if last.runs.is_empty() {
        blocks.pop();
    }
    run
}

/// Puts what was removed into the line that it ends, or after what was removed just before, or by itself.
fn place<'a>(article: &ArticleView, blocks: &mut Vec<Block<'a>>, removed: &'a RemovedView) {
    let run = Run { range: removed.range, removed: Some(removed) };
    match blocks.last_mut() {
        Some(last) if last.paragraph.is_none() || follows(article, last, removed.range.start) => {
            last.runs.push(run);
        }
        _ => blocks.push(Block { paragraph: None, runs: vec![run] }),
    }
}

/// Whether `start` lies in the line in which the block ends.
fn follows(article: &ArticleView, block: &Block<'_>, start: u32) -> bool {
    let end = block.runs.last().map_or(0, |run| run.range.end);
    article
        .text
        .get(end as usize..start as usize)
        .is_some_and(|between| !between.contains(['\n', '\r', '\u{2028}', '\u{2029}']))
}

fn push<'a>(runs: &mut Vec<Run<'a>>, start: u32, end: u32, removed: Option<&'a RemovedView>) {
    if start < end {
        runs.push(Run { range: Range { start, end }, removed });
    }
}

/// Whether nothing of it could be seen.
pub fn is_blank(article: &ArticleView, range: Range) -> bool {
    let unseen =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    article.text.get(range.start as usize..range.end as usize).is_none_or(|text| text.chars().all(unseen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An article from its lines: `[x]` was removed, everything else kept, a line a paragraph.
    fn article(marked: &str) -> ArticleView {
        let mut article = ArticleView::default();
        for line in marked.split_inclusive('\n') {
            let mut kept: Option<u32> = None;
            for c in line.chars() {
                let at = article.text.len() as u32;
                match c {
                    '[' => article.removed.push(RemovedView {
                        range: Range { start: at, end: at },
                        span: Range { start: at, end: at },
                        rule: "rule".to_owned(),
                        is_text: true,
                    }),
                    ']' => article.removed.last_mut().unwrap().range.end = at,
                    c => {
                        let inside =
                            article.removed.last().is_some_and(|last| last.range.end == last.range.start);
                        if !inside && c != '\n' {
                            kept.get_or_insert(at);
                        }
                        article.text.push(c);
                    }
                }
            }
            if let Some(start) = kept {
                let last = article
                    .removed
                    .last()
                    .filter(|last| article.text.trim_end_matches('\n').len() as u32 == last.range.end);
                let end =
                    last.map_or(article.text.trim_end_matches('\n').len() as u32, |last| last.range.start);
                article.paragraphs.push(ParagraphView {
                    range: Range { start, end },
                    kind: ParagraphKind::Text,
                    language: None,
                    right_to_left: false,
                    put_back: None,
                });
            }
        }
        article
    }

    /// The blocks as text: removed runs in brackets, a block with nothing kept behind a dash.
    fn set(article: &ArticleView, with_removed: bool) -> Vec<String> {
        let text = |range: Range| &article.text[range.start as usize..range.end as usize];
        blocks(article, with_removed)
            .iter()
            .map(|block| {
                let runs: String = block
                    .runs
                    .iter()
                    .map(|run| match run.removed {
                        Some(_) => format!("[{}]", text(run.range)),
                        None => text(run.range).to_owned(),
                    })
                    .collect();
                if block.paragraph.is_some() { runs } else { format!("- {runs}") }
            })
            .collect()
    }

    fn check(marked: &str, shown: &[&str], hidden: &[&str]) {
        let article = article(marked);
        assert_eq!(set(&article, true), shown, "{marked:?} with what was removed");
        assert_eq!(set(&article, false), hidden, "{marked:?} without");
    }

    #[test]
    fn removed_lines_stand_between_the_paragraphs() {
        check("[menu]\none\n[share]\ntwo", &["- [menu]", "one", "- [share]", "two"], &["one", "two"]);
    }

    #[test]
    fn removed_lines_that_follow_each_other_stand_together() {
        check("one\n[share]\n[save]\n[print]", &["one", "- [share][save][print]"], &["one"]);
    }

    #[test]
    fn what_was_removed_from_a_line_stands_in_that_line() {
        check("title[ | Site]\nbody", &["title[ | Site]", "body"], &["title", "body"]);
        check("[date 2022 ]body", &["[date 2022 ]body"], &["body"]);
        check("one [photo] two", &["one [photo] two"], &["one  two"]);
    }

    #[test]
    fn blanks_that_were_removed_are_not_shown() {
        check("[\u{feff}]one\n[ ]\ntwo", &["one", "two"], &["one", "two"]);
    }

    proptest! {
        #[test]
        fn blocks_are_in_order_and_no_byte_is_set_twice(
            bounds in prop::collection::btree_set(0u32..60, 0..16),
            others in prop::collection::btree_set(0u32..60, 0..16),
            with_removed: bool,
        ) {
            let ranges = |bounds: &std::collections::BTreeSet<u32>| -> Vec<Range> {
                let bounds: Vec<u32> = bounds.iter().copied().collect();
                bounds.chunks_exact(2).map(|pair| Range { start: pair[0], end: pair[1] }).collect()
            };
            let paragraph = |range| ParagraphView {
                range, kind: ParagraphKind::Text, language: None, right_to_left: false,
                        put_back: None,
            };
            let article = ArticleView {
                text: "abcde\n".repeat(10),
                paragraphs: ranges(&bounds).into_iter().map(paragraph).collect(),
                removed: ranges(&others)
                    .into_iter()
                    .map(|range| RemovedView { range, span: range, rule: "r".to_owned(), is_text: true })
                    .collect(),
                ..ArticleView::default()
            };
            let mut at = 0;
            for run in blocks(&article, with_removed).iter().flat_map(|block| &block.runs) {
                prop_assert!(run.range.start >= at && run.range.start < run.range.end);
                prop_assert!(with_removed || run.removed.is_none());
                at = run.range.end;
            }
        }
    }
}
