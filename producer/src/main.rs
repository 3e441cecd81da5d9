//! The producer's command.
fn main() {}
