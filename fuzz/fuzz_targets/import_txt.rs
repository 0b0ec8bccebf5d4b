//! Any bytes as plain text.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sound::read(bytes, "txt"));
