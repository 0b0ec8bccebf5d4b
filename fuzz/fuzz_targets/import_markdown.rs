//! Any bytes as a text in Markdown.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sound::read(bytes, "markdown"));
