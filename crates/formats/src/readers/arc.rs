//! ARC, the older form in which web crawls are kept.
//!
//! Version 1: each record is a line `URL address date type length`, then so many bytes: what the server answered.
//! **Invariant.** As in WARC, every record is accounted for.

use super::warc::Account;
use super::{Format, Opened, Reader, Step, beginning, http, issue, text};
use crate::encoding::{Said, choose};
use crate::input::{Input, Meter, Trouble};
use crate::reading::{Found, Place};
use explorer_articles::article::ArticleId;
use explorer_articles::read::{Markup, RawArticle};
use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

pub const FORMAT: Format = Format {
    name: "an ARC file",
    extensions: &["arc"],
    begins: |head, named| head.starts_with(b"filedesc://") || (named && head.starts_with(b"http")),
    open,
};

fn open(input: Input, place: &Place) -> Opened {
    let meter = input.meter();
    let stream = BufReader::new(input.into_read());
    let (account, seen) = (Account::default(), HashSet::new());
    Ok(Box::new(Arc { place: place.clone(), stream, meter, account, seen, strays: 0, done: false }))
}

struct Arc {
    place: Place,
    stream: BufReader<Box<dyn Read>>,
    meter: Rc<Meter>,
    account: Account,
    seen: HashSet<ArticleId>,
    // Lines that are no record's.
    strays: u64,
    done: bool,
}

impl Arc {
    /// The line of the next record and its bytes.
    fn record(&mut self) -> io::Result<Option<(String, Vec<u8>, bool)>> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.stream.by_ref().take(64 * 1024).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            if line.is_empty() {
                continue;
            }
            // A record's line; what else stands between records is passed over.
            let first = line.split(' ').next().unwrap_or_default();
            if line.split_whitespace().count() < 5 || !first.contains("://") {
                self.strays += 1;
                continue;
            }
            // Spaces in an address are common, and not allowed: the length is the last field whatever comes before.
            let length = line.rsplit(' ').next().and_then(|length| length.parse::<u64>().ok());
            let Some(length) = length else {
                self.account.records += 1;
                self.account.other("whose length is no number");
                continue;
            };
            self.account.records += 1;
            let limit = self.meter.limits.article;
            let mut block = Vec::new();
            self.stream.by_ref().take(length.min(limit)).read_to_end(&mut block)?;
            if length > limit {
                io::copy(&mut self.stream.by_ref().take(length - limit), &mut io::sink())?;
            }
            let cut = (block.len() as u64) < length;
            return Ok(Some((line, block, cut)));
        }
    }

    fn step(&mut self, line: &str, block: &[u8], cut: bool) -> Option<Step> {
        if line.starts_with("filedesc://") {
            self.account.other("that describe the file");
            return None;
        }
        let fields: Vec<&str> = line.rsplitn(5, ' ').collect();
        let (url, date) = (fields.get(4).copied(), fields.get(2).copied());
        let Some(answer) = http::answer(block, self.meter.limits.article) else {
            self.account.other("that are no answers of a web server");
            return None;
        };
        let is_page = matches!(answer.kind.as_str(), "text/html" | "application/xhtml+xml");
        let content = match answer.content {
            _ if answer.status != 200 => {
                self.account.other(&format!("answers with status {}", answer.status));
                return None;
            }
            Some(content) if is_page && !content.trim_ascii().is_empty() => content,
            _ => {
                self.account.other("that are no pages");
                return None;
            }
        };
        let id = ArticleId::of_bytes(&content);
        if !self.seen.insert(id.clone()) {
            self.account.other("with the same content as one before");
            return None;
        }
        let choice = choose(&content, &Said { given: self.place.options.encoding, header: answer.charset });
        let (text, mut issues) = text::decoded(&content, choice);
        if cut {
            issues
                .push(issue("truncated", "The crawl holds only the beginning of this page; that was read."));
        }
        self.account.articles += 1;
        let url = url.map(str::to_owned);
        let article =
            RawArticle { id, path: self.place.path.clone(), text, markup: Markup::Html, url, issues };
        let (number, fetched) = (self.account.records, date.map(str::to_owned));
        Some(Step::Article(Box::new(Found { article, number, encoding: Some(choice), fetched })))
    }
}

impl Reader for Arc {
    fn next(&mut self) -> Option<Step> {
        while !self.done {
            match self.record() {
                Ok(Some((line, block, cut))) => {
                    if let Some(step) = self.step(&line, &block, cut) {
                        return Some(step);
                    }
                }
                Ok(None) => self.done = true,
                Err(error) => {
                    self.done = true;
                    return Some(Step::Issue(beginning(Trouble::of(&error, &self.meter))));
                }
            }
        }
        let account = std::mem::take(&mut self.account);
        if account.records == 0 && std::mem::take(&mut self.strays) > 0 {
            return Some(Step::Issue(issue(
                "damaged",
                "Its name says that it is an ARC file of a web crawl, but it holds no record of one, so it was left out.",
            )));
        }
        (account.records > 0).then(|| Step::Issue(issue("records", &account.sentence())))
    }
}
