//! Which articles are in a file of any common format?

pub mod encoding;
