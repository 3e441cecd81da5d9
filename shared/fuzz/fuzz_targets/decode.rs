//! Any bytes decode to a frame or an error.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gridcast_shared::wire::fuzz::decode_anything(bytes));
