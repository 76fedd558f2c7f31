//! What did the user ask for?
//!
//! A query is parsed leniently: whatever is typed gives a query, and what could not be used of it is
//! said in issues with their place. **Invariant.** Parsing never fails.

use crate::span::Span;

/// Something in a query that was not used as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryIssue {
    /// Where in the query, in bytes.
    pub span: Span,
    /// One sentence: what was done with it.
    pub message: String,
}

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub(crate) terms: Vec<String>,
}

impl Query {
    /// Whether it asks for nothing in particular: every document answers.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// Parses what the user typed.
pub fn parse(text: &str) -> (Query, Vec<QueryIssue>) {
    let terms = text.split(|c: char| !c.is_alphanumeric()).filter(|term| !term.is_empty());
    (Query { terms: terms.map(str::to_lowercase).collect() }, Vec::new())
}
