//! What did the user ask for?
//!
//! A query is parsed leniently: whatever is typed gives a query, and what could not be used of it is
//! said in issues with their place. Which words of a text answer it is left to
//! [`search`](crate::search). **Invariant.** Parsing never fails, and `parse(print(query)) == query`.

mod parse;
mod print;
#[cfg(test)]
mod tests;

pub use parse::{parse, parse_words};

use crate::article::Date;
use crate::span::Span;

/// Something in a query that was not used as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryIssue {
    /// Where in the query, in bytes.
    pub span: Span,
    /// What is wrong there.
    pub mistake: Mistake,
}

/// What can be wrong in a query; to say it in somebody's language is left to programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A closing parenthesis that nothing opened: left out.
    ClosesNothing,
    /// A parenthesis that is not closed: taken to close at the end.
    NeverClosed,
    /// More than so many parentheses or exclusions within one another: a parenthesis deeper than that is left out, an
    /// exclusion with all behind it.
    TooDeep(u32),
    /// An AND or OR with nothing on one side: left out.
    OneSided,
    /// A NEAR without a word or phrase on each side: what is there is looked for, near or not.
    NearOneSided,
    /// An exclusion of nothing: left out.
    NothingExcluded,
    /// A distance or weight behind nothing that it could change: left out.
    ChangesNothing,
    /// Signs without a word: left out.
    NoWord,
    /// A field's name with nothing behind it that it could hold: left out.
    NothingInField,
    /// The first word beyond so many: left out, with all behind it.
    TooManyWords(u32),
    /// A word with edits or wildcards beyond so many of them: left out.
    TooManyTolerant(u32),
    /// A pattern that every word answers: left out.
    EveryWord,
    /// A pattern that stands for too many words to look at in time: left out.
    TooCommon,
    /// What stands behind `date:` is no day, month, year or range of them: left out.
    NoDate,
}

/// A part of a document that a query can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryField {
    /// Words of the headline.
    Title,
    /// Words of the running text.
    Body,
    /// Publisher's name, whole or a word of it.
    Source,
    /// An author's name, whole or a word of it.
    Author,
    /// Language by code.
    Language,
    /// Topic by code.
    Topic,
}

impl QueryField {
    /// As it is written before the colon.
    pub fn name(self) -> &'static str {
        match self {
            QueryField::Title => "title",
            QueryField::Body => "body",
            QueryField::Source => "source",
            QueryField::Author => "author",
            QueryField::Language => "lang",
            QueryField::Topic => "topic",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let fields = [
            ("title", QueryField::Title),
            ("body", QueryField::Body),
            ("text", QueryField::Body),
            ("source", QueryField::Source),
            ("author", QueryField::Author),
            ("lang", QueryField::Language),
            ("language", QueryField::Language),
            ("topic", QueryField::Topic),
        ];
        fields.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, field)| field)
    }
}

/// A query as a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A word as typed: inflections and other spellings answer too, `*` and `?` stand for letters.
    Word(String),
    /// A word with so many edits at most (1 or 2), itself first.
    Fuzzy(String, u8),
    /// Words in this order with at most so many others between them, without their inflections.
    Phrase(String, u32),
    /// Two words or phrases, in either order, with fewer than so many words between them.
    Near(Box<Node>, Box<Node>, u32),
    /// Words in a title or a body.
    In(QueryField, Box<Node>),
    /// Documents with this value in a field.
    Value(QueryField, String),
    /// Documents of these days; an open end is `None`.
    Dates(Option<Date>, Option<Date>),
    /// Everything of this.
    And(Vec<Node>),
    /// Anything of this.
    Or(Vec<Node>),
    /// Documents that this does not answer.
    Not(Box<Node>),
    /// Weighs so many hundredths of its usual weight.
    Boost(Box<Node>, u32),
}

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What is asked; nothing in particular is `None`.
    pub root: Option<Node>,
}

impl Query {
    /// Whether it asks for nothing in particular: every document answers.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Whether it is nothing but words.
    pub fn is_plain(&self) -> bool {
        let word = |node: &Node| matches!(node, Node::Word(_));
        match &self.root {
            Some(Node::And(nodes)) => nodes.iter().all(word),
            root => root.as_ref().is_some_and(word),
        }
    }

    /// The query that any of its words answers, if it asks for several at once.
    pub fn relaxed(&self) -> Option<Query> {
        let Some(Node::And(nodes)) = &self.root else { return None };
        let words = |node: &Node| !matches!(strip(node), Node::Not(_) | Node::Value(..) | Node::Dates(..));
        let (any, mut all): (Vec<Node>, Vec<Node>) = nodes.iter().cloned().partition(words);
        if any.len() < 2 {
            return None;
        }
        all.insert(0, Node::Or(any));
        let root = if all.len() == 1 { all.pop() } else { Some(Node::And(all)) };
        Some(Query { root })
    }
}

/// The node under its boosts.
fn strip(node: &Node) -> &Node {
    match node {
        Node::Boost(node, _) => strip(node),
        node => node,
    }
}
