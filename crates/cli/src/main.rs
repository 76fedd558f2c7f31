//! Article Explorer's engine on the command line.
fn main() {}
