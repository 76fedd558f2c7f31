//! WARC, as web crawls are kept, and WET, its plain text.
//!
//! ISO 28500: records with headers and a length, one after the other, each perhaps packed by itself (gzip has
//! been taken off before). Pages are articles; every other record is counted with the reason why it is none.
//! **Invariant.** The sum of the last sentence is the number of records. Where a length is wrong, the next
//! record is looked for, and what lies between belongs to the one before.

use super::{Format, Opened, Reader, Step, beginning, http, issue, text};
use crate::encoding::{Said, choose};
use crate::input::{Input, Meter, Trouble};
use crate::reading::{Found, Place};
use explorer_articles::article::ArticleId;
use explorer_articles::read::{Markup, RawArticle};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

pub const FORMAT: Format = Format {
    name: "a WARC file",
    extensions: &["warc", "wet"],
    begins: |head, _| head.starts_with(b"WARC/"),
    open,
};

/// Headers longer than this are none.
const HEADERS: u64 = 256 * 1024;
const NEXT: &[u8] = b"\r\n\r\nWARC/";

fn open(input: Input, place: &Place) -> Opened {
    let meter = input.meter();
    let stream: Box<dyn BufRead> = Box::new(BufReader::new(input.into_read()));
    Ok(Box::new(Warc {
        place: place.clone(),
        stream: Some(stream),
        meter,
        account: Account::default(),
        seen: HashSet::new(),
        trouble: None,
    }))
}

/// What became of the records of a crawl.
#[derive(Debug, Default)]
pub struct Account {
    /// Records.
    pub records: u64,
    /// Those that are articles.
    pub articles: u64,
    /// Records that are longer or shorter than they say.
    pub wrong_lengths: u64,
    /// The others: the reason, and how many.
    pub others: BTreeMap<String, u64>,
}

impl Account {
    /// Counts a record that is no article.
    pub fn other(&mut self, reason: &str) {
        *self.others.entry(reason.to_owned()).or_default() += 1;
    }

    /// As a sentence.
    pub fn sentence(&self) -> String {
        let count =
            |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
        let mut sentence =
            format!("{} read, {} of them", count(self.records, "record"), count(self.articles, "article"));
        if !self.others.is_empty() {
            let others: Vec<String> =
                self.others.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
            sentence.push_str(&format!("; left out: {}", others.join(", ")));
        }
        sentence.push('.');
        sentence
    }
}

struct Warc {
    place: Place,
    stream: Option<Box<dyn BufRead>>,
    meter: Rc<Meter>,
    account: Account,
    // Hashes of contents that were taken.
    seen: HashSet<ArticleId>,
    trouble: Option<Trouble>,
}

struct Record {
    headers: String,
    block: Vec<u8>,
    cut: bool,
}

impl Warc {
    /// The next record; `None` at the end.
    fn record(&mut self) -> io::Result<Option<Record>> {
        let Some(stream) = &mut self.stream else { return Ok(None) };
        // Whatever stands between records is passed over until one begins.
        let mut line = Vec::new();
        loop {
            line.clear();
            if stream.by_ref().take(HEADERS).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                break;
            }
        }
        self.account.records += 1;
        let mut headers = Vec::new();
        loop {
            line.clear();
            let left = HEADERS.saturating_sub(headers.len() as u64);
            let read = stream.by_ref().take(left).read_until(b'\n', &mut line)?;
            if read == 0 || line.trim_ascii().is_empty() {
                break;
            }
            headers.extend_from_slice(&line);
        }
        let headers = String::from_utf8_lossy(&headers).into_owned();
        let length = http::header(&headers, "content-length").and_then(|length| length.parse::<u64>().ok());
        let limit = self.meter.limits.article;
        let mut block = Vec::new();
        let length = length.unwrap_or(0);
        let read = stream.by_ref().take(length.min(limit)).read_to_end(&mut block);
        if let Err(error) = read {
            self.trouble = Some(Trouble::of(&error, &self.meter));
            self.stream = None;
            return Ok(Some(Record { headers, block, cut: true }));
        }
        let mut cut = false;
        if length > limit && block.len() as u64 == limit {
            cut = true;
            io::copy(&mut stream.by_ref().take(length - limit), &mut io::sink())?;
        }
        // Two line ends and a new record, or the end of all, prove the length; some programs write one, or none.
        let ended_early = (block.len() as u64) < length.min(limit);
        let mut after = Vec::new();
        while after.len() < 4 && matches!(stream.fill_buf()?.first(), Some(b'\r' | b'\n')) {
            stream.by_ref().take(1).read_to_end(&mut after)?;
        }
        let next = stream.fill_buf()?;
        let fits = next.is_empty() || b"WARC/".starts_with(next.get(..5).unwrap_or(next));
        if ended_early || !fits {
            if let Some(at) = find(&block, NEXT) {
                // The length reaches into the next record: that one is read anew.
                let mut rest = block.split_off(at);
                rest.extend_from_slice(&after);
                self.account.wrong_lengths += 1;
                if let Some(old) = self.stream.take() {
                    self.stream = Some(Box::new(Cursor::new(rest).chain(old)));
                }
            } else if ended_early {
                cut = true;
            } else {
                // It is too short: what follows up to the next record is this one's.
                self.account.wrong_lengths += 1;
                block.extend_from_slice(&after);
                loop {
                    if stream.fill_buf()?.starts_with(b"WARC/") {
                        break;
                    }
                    line.clear();
                    if stream.by_ref().take(HEADERS).read_until(b'\n', &mut line)? == 0 {
                        break;
                    }
                    if (block.len() as u64) < limit {
                        block.extend_from_slice(&line);
                    }
                }
            }
        }
        Ok(Some(Record { headers, block, cut }))
    }

    /// What a record gives.
    fn step(&mut self, record: Record) -> Option<Step> {
        let Record { headers, block, cut } = record;
        let header = |name: &str| http::header(&headers, name);
        let kind = header("warc-type").unwrap_or_default().to_ascii_lowercase();
        let (media, charset) = http::media_type(header("content-type").unwrap_or_default());
        let (markup, content, charset) = match kind.as_str() {
            "response" => match http::answer(&block, self.meter.limits.article) {
                Some(answer) if answer.status != 200 => {
                    self.account.other(&format!("answers with status {}", answer.status));
                    return None;
                }
                Some(answer) => match answer.content {
                    None => {
                        self.account.other("packed in a way that is not read here");
                        return None;
                    }
                    Some(content) if is_page(&answer.kind, &content) => {
                        (Markup::Html, content, answer.charset)
                    }
                    Some(_) => {
                        self.account.other(&of_kind(&answer.kind));
                        return None;
                    }
                },
                None if is_page(&media, &block) => (Markup::Html, block, charset),
                None => {
                    self.account.other("answers that are not HTTP");
                    return None;
                }
            },
            "resource" if is_page(&media, &block) => (Markup::Html, block, charset),
            "conversion" if media.is_empty() || media == "text/plain" => (Markup::Plain, block, charset),
            "resource" | "conversion" => {
                self.account.other(&of_kind(&media));
                return None;
            }
            "revisit" => {
                self.account.other("visited again, unchanged (revisit)");
                return None;
            }
            "" => {
                self.account.other("without type");
                return None;
            }
            known @ ("warcinfo" | "request" | "metadata" | "continuation") => {
                self.account.other(&format!("of type {known}"));
                return None;
            }
            _ => {
                self.account.other("of other types");
                return None;
            }
        };
        let id = ArticleId::of_bytes(&content);
        if !self.seen.insert(id.clone()) {
            self.account.other("with the same content as one before");
            return None;
        }
        let said = Said { given: self.place.options.encoding, header: charset };
        let choice = choose(&content, &said);
        if text::not_text(content.get(..4096).unwrap_or(&content), choice).is_some() {
            self.account.other("not text");
            return None;
        }
        let (text, mut issues) = text::decoded(&content, choice);
        if text.trim().is_empty() {
            self.account.other("empty");
            return None;
        }
        if cut {
            issues
                .push(issue("truncated", "The crawl holds only the beginning of this page; that was read."));
        }
        self.account.articles += 1;
        let url = header("warc-target-uri").map(|url| url.trim_matches(['<', '>']).trim().to_owned());
        let article = RawArticle {
            id,
            path: self.place.path.clone(),
            text,
            markup,
            url: url.filter(|url| !url.is_empty()),
            issues,
        };
        let fetched = header("warc-date").map(str::to_owned);
        let number = self.account.records;
        Some(Step::Article(Box::new(Found { article, number, encoding: Some(choice), fetched })))
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn is_page(media: &str, content: &[u8]) -> bool {
    matches!(media, "text/html" | "application/xhtml+xml")
        || (media.is_empty() && text::is_html(content.get(..1024).unwrap_or(content)))
}

fn of_kind(media: &str) -> String {
    let known = media.split('/').count() == 2 && media.len() < 60;
    if known { format!("of kind {media}") } else { "of no known kind".to_owned() }
}

impl Reader for Warc {
    fn next(&mut self) -> Option<Step> {
        loop {
            match self.record() {
                Ok(Some(record)) => {
                    if let Some(step) = self.step(record) {
                        return Some(step);
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    self.trouble = Some(Trouble::of(&error, &self.meter));
                    self.stream = None;
                }
            }
        }
        if let Some(trouble) = self.trouble.take() {
            return Some(Step::Issue(beginning(trouble)));
        }
        self.stream = None;
        let account = std::mem::take(&mut self.account);
        if account.wrong_lengths > 0 {
            let message = format!(
                "{} of its records are not as long as they say; each was read up to where the next begins.",
                account.wrong_lengths
            );
            self.account = Account { wrong_lengths: 0, ..account };
            return Some(Step::Issue(issue("wrong-length", &message)));
        }
        (account.records > 0).then(|| Step::Issue(issue("records", &account.sentence())))
    }
}
