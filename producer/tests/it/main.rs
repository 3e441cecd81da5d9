//! Integration tests, with a real broker.
