//! How is what the user typed read?
//!
//! `docs/query-language.md` has the grammar. Operators are upper case, so that "not" and "or" stay
//! words. What stands in the wrong place is left out and said.

use super::{Mistake, Node, Query, QueryField, QueryIssue};
use crate::analysis::tokenize;
use crate::article::Date;
use crate::span::Span;

/// More words than this are not looked for.
pub const MOST_WORDS: usize = 1024;
/// Parentheses deeper than this are ignored.
const DEEPEST: usize = 32;
/// Words with edits or with wildcards near their beginning, at most: each is looked for in the whole
/// dictionary.
const MOST_COSTLY: usize = 8;
/// Words that may stand between those of a loose phrase or around NEAR, at most.
pub const WIDEST: u32 = 100;

/// Parses what the user typed.
pub fn parse(text: &str) -> (Query, Vec<QueryIssue>) {
    let mut parser =
        Parser { pieces: pieces(text), at: 0, depth: 0, words: 0, costly: 0, issues: Vec::new() };
    let mut nodes = Vec::new();
    while parser.at < parser.pieces.len() {
        nodes.extend(parser.choice());
        if let Some(piece) = parser.pieces.get(parser.at) {
            // Only a closing parenthesis that nothing opened ends a choice early.
            let span = piece.span;
            parser.issue(span, Mistake::ClosesNothing);
            parser.at += 1;
        }
    }
    (Query { root: joined(nodes, Node::And) }, parser.issues)
}

/// Reads plain text as a query that any of its words answers.
pub fn parse_words(text: &str) -> Query {
    let mut words = Vec::new();
    for chunk in text.split_whitespace() {
        let mut word = chunk.replace(is_special, " ");
        word = word.trim().to_owned();
        for word in word.split_whitespace() {
            if has_token(word) && words.len() < MOST_WORDS {
                words.push(Node::Word(word.to_owned()));
            }
        }
    }
    let mut counted: Vec<(Node, u32)> = Vec::new();
    for word in words {
        let same = |one: &Node| match (one, &word) {
            (Node::Word(one), Node::Word(other)) => one.to_lowercase() == other.to_lowercase(),
            _ => false,
        };
        match counted.iter_mut().find(|(known, _)| same(known)) {
            Some((_, count)) => *count += 1,
            None => counted.push((word, 1)),
        }
    }
    let words = counted.into_iter().map(|(word, count)| match count {
        1 => word,
        // Said twice it counts twice, as in the sum of BM25 over the words of a query.
        count => with_boost(word, 100 * count.min(100)),
    });
    Query { root: joined(words.collect(), Node::Or) }
}

fn is_special(c: char) -> bool {
    matches!(c, '(' | ')' | '"' | '*' | '?' | '~' | '^' | ':')
}

fn has_token(text: &str) -> bool {
    let mut any = false;
    tokenize(text, |_| any = true);
    any
}

/// One node of several; nested lists of the same kind become one.
fn joined(mut nodes: Vec<Node>, kind: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let mut flat = Vec::new();
    let and = matches!(kind(Vec::new()), Node::And(_));
    for node in nodes {
        match node {
            Node::And(inner) if and => flat.extend(inner),
            Node::Or(inner) if !and => flat.extend(inner),
            node => flat.push(node),
        }
    }
    Some(kind(flat))
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Open,
    Close,
    Minus,
    Not,
    And,
    Or,
    Near(u32),
    /// `name:` directly before what follows.
    Field(QueryField),
    /// `date:` with what stands behind it.
    Date(String),
    Quoted(String),
    Chunk(String),
    /// `~n` or `^n` directly behind a phrase or a parenthesis.
    Slop(u32),
    Boost(u32),
}

#[derive(Clone, Debug)]
struct Piece {
    kind: Kind,
    span: Span,
}

/// Hundredths of a boost as written; nothing outside 0.01 to 100.
fn boost(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 || whole.is_empty() && part.is_empty() {
        return None;
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let hundredths = number(whole) * 100 + number(part) * if part.len() == 1 { 10 } else { 1 };
    (1..=10_000).contains(&hundredths).then_some(hundredths)
}

fn distance(text: &str) -> Option<u32> {
    text.parse::<u32>().ok().map(|number| number.clamp(1, WIDEST))
}

/// Cuts a query into pieces.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    let mut loose = true;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let changes_last = matches!(
            pieces.last().map(|piece| &piece.kind),
            Some(Kind::Close | Kind::Quoted(_) | Kind::Slop(_) | Kind::Boost(_))
        );
        let mut push =
            |kind: Kind, length: usize| pieces.push(Piece { kind, span: Span::new(at, at + length) });
        let mut length = c.len_utf8();
        let mut now_loose = false;
        match c {
            _ if c.is_whitespace() => now_loose = true,
            '(' => {
                push(Kind::Open, 1);
                now_loose = true;
            }
            ')' => push(Kind::Close, 1),
            '"' | '“' | '”' | '„' | '«' | '»' => {
                let inner = rest.get(length..).unwrap_or("");
                let closing = |c: char| matches!(c, '"' | '“' | '”' | '»' | '«');
                let end = inner.find(closing).unwrap_or(inner.len());
                let words = inner.get(..end).unwrap_or("");
                let close = inner.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                length += end + close;
                push(Kind::Quoted(words.split_whitespace().collect::<Vec<_>>().join(" ")), length);
            }
            '-' if loose && rest.get(1..).is_some_and(|rest| rest.starts_with(starts_part)) => {
                push(Kind::Minus, 1);
                now_loose = true;
            }
            '~' | '^' if !loose && changes_last => {
                let digits = rest.get(1..).unwrap_or("");
                let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
                let number = digits.get(..end).unwrap_or("");
                length = 1 + end;
                let kind =
                    if c == '~' { distance(number).map(Kind::Slop) } else { boost(number).map(Kind::Boost) };
                if let Some(kind) = kind {
                    push(kind, length);
                }
            }
            _ => {
                let ends =
                    |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”' | '„' | '«' | '»');
                let end = rest.find(ends).unwrap_or(rest.len());
                let chunk = rest.get(..end).unwrap_or("");
                length = end.max(length);
                let field = chunk.split_once(':').and_then(|(name, value)| {
                    QueryField::from_name(name).map(|field| (field, name.len() + 1, value))
                });
                if let Some((field, name, _)) = field {
                    length = name;
                    push(Kind::Field(field), name);
                } else if let Some(value) =
                    chunk.get(..5).filter(|name| name.eq_ignore_ascii_case("date:")).and(chunk.get(5..))
                {
                    push(Kind::Date(value.to_owned()), length);
                } else {
                    let near = chunk.strip_prefix("NEAR/").and_then(distance);
                    push(
                        match chunk {
                            "AND" | "&&" => Kind::And,
                            "OR" | "|" | "||" => Kind::Or,
                            "NOT" => Kind::Not,
                            "NEAR" => Kind::Near(10),
                            _ => near.map_or_else(|| Kind::Chunk(chunk.to_owned()), Kind::Near),
                        },
                        length,
                    );
                }
            }
        }
        loose = now_loose;
        rest = rest.get(length..).unwrap_or("");
    }
    pieces
}

/// What a minus can stand before.
fn starts_part(c: char) -> bool {
    !c.is_whitespace() && c != ')' && c != '-'
}

struct Parser {
    pieces: Vec<Piece>,
    at: usize,
    depth: usize,
    words: usize,
    costly: usize,
    issues: Vec<QueryIssue>,
}

impl Parser {
    fn issue(&mut self, span: Span, mistake: Mistake) {
        self.issues.push(QueryIssue { span, mistake });
    }

    fn peek(&self) -> Option<&Kind> {
        self.pieces.get(self.at).map(|piece| &piece.kind)
    }

    fn span(&self) -> Span {
        self.pieces.get(self.at).map_or(Span::new(0, 0), |piece| piece.span)
    }

    /// Parts joined by OR, up to a closing parenthesis or the end.
    fn choice(&mut self) -> Option<Node> {
        let mut choices = Vec::new();
        loop {
            let node = self.all();
            let or = self.peek() == Some(&Kind::Or);
            let span = self.span();
            if node.is_none() && or {
                self.issue(span, Mistake::OneSided);
            }
            choices.extend(node);
            if !or {
                break;
            }
            self.at += 1;
            if matches!(self.peek(), None | Some(Kind::Close)) {
                self.issue(span, Mistake::OneSided);
            }
        }
        joined(choices, Node::Or)
    }

    fn all(&mut self) -> Option<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(kind) = self.peek() {
            match *kind {
                Kind::Close | Kind::Or => break,
                Kind::And => {
                    if nodes.is_empty() {
                        let span = self.span();
                        self.issue(span, Mistake::OneSided);
                    }
                    self.at += 1;
                }
                Kind::Near(distance) => {
                    let span = self.span();
                    self.at += 1;
                    let left = nodes.pop();
                    let right = self.part();
                    match (left, right) {
                        (Some(left), Some(right)) if is_text(&left) && is_text(&right) => {
                            nodes.push(Node::Near(Box::new(left), Box::new(right), distance));
                        }
                        (left, right) => {
                            self.issue(span, Mistake::NearOneSided);
                            nodes.extend(left);
                            nodes.extend(right);
                        }
                    }
                }
                _ => nodes.extend(self.part()),
            }
        }
        joined(nodes, Node::And)
    }

    fn part(&mut self) -> Option<Node> {
        let span = self.span();
        match self.peek()? {
            Kind::Minus | Kind::Not => {
                self.at += 1;
                if self.depth >= DEEPEST {
                    self.issue(span, Mistake::TooDeep(DEEPEST as u32));
                    self.at = self.pieces.len();
                    return None;
                }
                self.depth += 1;
                let node = self.part();
                self.depth -= 1;
                if node.is_none() {
                    self.issue(span, Mistake::NothingExcluded);
                }
                // Twice not is not not.
                match node? {
                    Node::Not(inner) => Some(*inner),
                    node => Some(Node::Not(Box::new(node))),
                }
            }
            Kind::Close | Kind::Or | Kind::And | Kind::Near(_) => None,
            _ => {
                let node = self.single();
                self.boosted(node)
            }
        }
    }

    fn boosted(&mut self, mut node: Option<Node>) -> Option<Node> {
        while let Some(&Kind::Boost(hundredths)) = self.peek() {
            self.at += 1;
            node = node.map(|node| with_boost(node, hundredths));
        }
        node
    }

    fn single(&mut self) -> Option<Node> {
        let piece = self.pieces.get(self.at)?.clone();
        self.at += 1;
        match piece.kind {
            Kind::Open if self.depth >= DEEPEST => {
                self.issue(piece.span, Mistake::TooDeep(DEEPEST as u32));
                None
            }
            Kind::Open => {
                self.depth += 1;
                let node = self.choice();
                self.depth -= 1;
                if self.peek() == Some(&Kind::Close) {
                    self.at += 1;
                } else {
                    self.issue(piece.span, Mistake::NeverClosed);
                }
                node
            }
            Kind::Quoted(words) => {
                let slop = match self.peek() {
                    Some(&Kind::Slop(slop)) => {
                        self.at += 1;
                        slop
                    }
                    _ => 0,
                };
                self.text(piece.span, &words, |words| Node::Phrase(words, slop))
            }
            Kind::Chunk(chunk) => self.chunk(piece.span, &chunk),
            Kind::Date(value) => self.date(piece.span, &value),
            Kind::Field(field) => self.field(piece.span, field),
            Kind::Slop(_) | Kind::Boost(_) => {
                self.issue(piece.span, Mistake::ChangesNothing);
                None
            }
            Kind::Close | Kind::Minus | Kind::Not | Kind::And | Kind::Or | Kind::Near(_) => None,
        }
    }

    fn text(&mut self, span: Span, text: &str, node: impl FnOnce(String) -> Node) -> Option<Node> {
        if !has_token(&text.replace('?', "x")) {
            self.issue(span, Mistake::NoWord);
            return None;
        }
        self.words += 1;
        if self.words > MOST_WORDS {
            if self.words == MOST_WORDS + 1 {
                self.issue(span, Mistake::TooManyWords(MOST_WORDS as u32));
            }
            return None;
        }
        Some(node(text.to_owned()))
    }

    fn chunk(&mut self, span: Span, chunk: &str) -> Option<Node> {
        let mut word = chunk;
        let mut weight = None;
        if let Some((before, number)) = word.rsplit_once('^')
            && let Some(hundredths) = boost(number)
        {
            (word, weight) = (before, Some(hundredths));
        }
        let mut edits = None;
        if let Some((before, number)) = word.rsplit_once('~')
            && matches!(number, "" | "1" | "2")
            && !before.contains(['*', '?'])
        {
            (word, edits) = (before, Some(if number == "2" { 2 } else { 1 }));
        }
        let word = pattern(&word.replace(['~', '^'], "_"));
        let wild = word.find(['*', '?']);
        if edits.is_some() || wild.is_some_and(|at| at < 2) {
            self.costly += 1;
            if self.costly > MOST_COSTLY {
                self.issue(span, Mistake::TooManyTolerant(MOST_COSTLY as u32));
                return None;
            }
        }
        let node = if word.chars().any(|c| c == '*' || c == '?')
            && word.chars().all(|c| !c.is_alphanumeric() && c != '?')
        {
            self.issue(span, Mistake::EveryWord);
            None
        } else {
            self.text(span, &word, |word| match edits {
                Some(edits) => Node::Fuzzy(word, edits),
                None => Node::Word(word),
            })
        };
        match weight {
            Some(hundredths) => node.map(|node| with_boost(node, hundredths)),
            None => node,
        }
    }

    fn field(&mut self, span: Span, field: QueryField) -> Option<Node> {
        if matches!(field, QueryField::Title | QueryField::Body) {
            let node = match self.peek() {
                Some(Kind::Open | Kind::Quoted(_) | Kind::Chunk(_)) => self.single(),
                _ => None,
            };
            if node.is_none() {
                self.issue(span, Mistake::NothingInField);
            }
            return node.map(|node| within(field, node));
        }
        let value = match self.peek() {
            Some(Kind::Quoted(value) | Kind::Chunk(value)) => value.clone(),
            _ => String::new(),
        };
        let boosts =
            value.rsplit_once('^').and_then(|(value, number)| Some((value.to_owned(), boost(number)?)));
        let quoted = matches!(self.peek(), Some(Kind::Quoted(_)));
        if value.is_empty() && !quoted {
            self.issue(span, Mistake::NothingInField);
            return None;
        }
        self.at += 1;
        match boosts {
            Some((value, hundredths)) if !quoted => Some(with_boost(Node::Value(field, value), hundredths)),
            _ => Some(Node::Value(field, value)),
        }
    }

    fn date(&mut self, span: Span, value: &str) -> Option<Node> {
        let (from, to) = value.split_once("..").unwrap_or((value, value));
        let date = |text: &str| if text.is_empty() { Some(None) } else { Date::parse(text).ok().map(Some) };
        match (date(from), date(to)) {
            (Some(from), Some(to)) if from.is_some() || to.is_some() => Some(Node::Dates(from, to)),
            _ => {
                self.issue(span, Mistake::NoDate);
                None
            }
        }
    }
}

/// Question marks at a word's end are punctuation; stars in a row are one.
fn pattern(word: &str) -> String {
    let trimmed = if word.contains('*') && word.trim_end_matches('?').ends_with('*') {
        word
    } else if word.chars().all(|c| c == '?') {
        ""
    } else {
        word.trim_end_matches(['?', '!', '.', ',', ';'])
    };
    let mut pattern = String::new();
    for c in trimmed.trim_start_matches('-').chars() {
        if !(c == '*' && pattern.ends_with('*')) {
            pattern.push(c);
        }
    }
    // What is a word here must not become an operator or a field where it stands alone.
    let operators = ["AND", "OR", "NOT", "NEAR", "&&", "|", "||"];
    if operators.contains(&pattern.as_str()) || pattern.starts_with("NEAR/") {
        pattern = pattern.to_lowercase();
    }
    match pattern.split_once(':') {
        Some((name, _)) if name.eq_ignore_ascii_case("date") || QueryField::from_name(name).is_some() => {
            pattern.replacen(':', "_", 1)
        }
        _ => pattern,
    }
}

/// A boost of a boost is one boost, within the same bounds: nobody can nest them deeper than parentheses go.
fn with_boost(node: Node, hundredths: u32) -> Node {
    let (node, hundredths) = match node {
        Node::Boost(node, before) => (node, (before * hundredths / 100).clamp(1, 100 * 100)),
        node => (Box::new(node), hundredths),
    };
    Node::Boost(node, hundredths)
}

/// A field before parentheses belongs to each word in them.
fn within(field: QueryField, node: Node) -> Node {
    let all = |nodes: Vec<Node>| nodes.into_iter().map(|node| within(field, node)).collect();
    match node {
        Node::And(nodes) => Node::And(all(nodes)),
        Node::Or(nodes) => Node::Or(all(nodes)),
        Node::Not(node) => Node::Not(Box::new(within(field, *node))),
        Node::Boost(node, hundredths) => Node::Boost(Box::new(within(field, *node)), hundredths),
        // The inner field was named for this word alone.
        Node::In(..) | Node::Value(..) | Node::Dates(..) => node,
        Node::Word(_) | Node::Fuzzy(..) | Node::Phrase(..) | Node::Near(..) => {
            Node::In(field, Box::new(node))
        }
    }
}

fn is_text(node: &Node) -> bool {
    matches!(node, Node::Word(_) | Node::Fuzzy(..) | Node::Phrase(..))
}
