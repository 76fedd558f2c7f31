//! How is a query written?

use super::{Node, Query};
use std::fmt::{self, Display, Formatter, Write};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.root {
            Some(root) => print(root, f, Place::Any),
            None => Ok(()),
        }
    }
}

/// What may stand here without parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Any,
    /// Inside an OR.
    Choice,
    /// Inside an AND, behind NOT: no list.
    Part,
    /// Behind a field, before a boost, beside NEAR.
    Single,
}

fn print(node: &Node, f: &mut Formatter<'_>, place: Place) -> fmt::Result {
    let own = match node {
        Node::Or(_) => Place::Any,
        Node::And(_) | Node::Near(..) => Place::Choice,
        Node::Not(_) => Place::Part,
        _ => Place::Single,
    };
    let closed = own < place;
    if closed {
        f.write_char('(')?;
    }
    match node {
        Node::Word(word) => f.write_str(word)?,
        Node::Fuzzy(word, edits) => write!(f, "{word}~{edits}")?,
        Node::Phrase(words, 0) => write!(f, "\"{words}\"")?,
        Node::Phrase(words, slop) => write!(f, "\"{words}\"~{slop}")?,
        Node::Near(one, other, distance) => {
            print(one, f, Place::Single)?;
            write!(f, " NEAR/{distance} ")?;
            print(other, f, Place::Single)?;
        }
        Node::In(field, node) => {
            write!(f, "{}:", field.name())?;
            print(node, f, Place::Single)?;
        }
        Node::Value(field, value) => write!(f, "{}:\"{value}\"", field.name())?,
        Node::Dates(from, to) => {
            f.write_str("date:")?;
            if let Some(from) = from {
                write!(f, "{from}")?;
            }
            f.write_str("..")?;
            if let Some(to) = to {
                write!(f, "{to}")?;
            }
        }
        Node::And(nodes) => list(nodes, " ", Place::Part, f)?,
        Node::Or(nodes) => list(nodes, " OR ", Place::Choice, f)?,
        Node::Not(node) => {
            f.write_str("NOT ")?;
            print(node, f, Place::Part)?;
        }
        Node::Boost(node, hundredths) => {
            // A boost behind a boost needs parentheses to stay two.
            if matches!(**node, Node::Boost(..)) {
                f.write_char('(')?;
                print(node, f, Place::Any)?;
                f.write_char(')')?;
            } else {
                print(node, f, Place::Single)?;
            }
            write!(f, "^{}", hundredths / 100)?;
            if hundredths % 100 != 0 {
                write!(f, ".{:02}", hundredths % 100)?;
            }
        }
    }
    if closed { f.write_char(')') } else { Ok(()) }
}

fn list(nodes: &[Node], between: &str, place: Place, f: &mut Formatter<'_>) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        print(node, f, place)?;
    }
    Ok(())
}
