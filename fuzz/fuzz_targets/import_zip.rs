//! Any bytes as an archive, of each format that lives in one, are read without a panic.

#![no_main]

mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    sound::read(data, "docx");
    sound::read(data, "odt");
});
