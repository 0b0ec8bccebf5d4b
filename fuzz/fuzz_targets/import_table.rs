//! Any bytes as columns, lines, subtitles, verses or linked sentences, as the first byte says: read or refused, never a panic.

#![no_main]

mod bitext;

use libfuzzer_sys::{Corpus, fuzz_target};

const FORMATS: [&str; 10] = ["csv", "tsv", "srt", "vtt", "usfm", "bilara", "tei", "ladder", "lines", "xlsx"];

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some((first, rest)) = data.split_first() else { return Corpus::Reject };
    bitext::check(FORMATS[usize::from(*first) % FORMATS.len()], rest);
    Corpus::Keep
});
