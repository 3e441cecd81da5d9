//! Any bytes, as a recording of the official feed, give records that readers take, or refusals.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gridcast_feed::fuzz::read_anything(bytes));
