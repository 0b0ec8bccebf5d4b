//! Any bytes as xliff: read or refused, never a panic.

#![no_main]

mod bitext;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| bitext::check("xliff", data));
