//! Tests of the crate from outside.

mod made_up;
mod roundtrip;
