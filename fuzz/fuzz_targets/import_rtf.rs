//! Any bytes after the beginning of an RTF file are read without a panic.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| sound::read(&[b"{\\rtf1\\ansi ".as_slice(), data].concat(), "rtf"));
