//! What holds for every document that was read, whatever the bytes were.

use std::collections::HashSet;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use hexapla::document::{Block, Document, Kind};
use hexapla::import::{self, Hints};

static LIMIT: LazyLock<Option<Duration>> =
    LazyLock::new(|| std::env::var("HEXAPLA_FUZZ_MS").ok()?.parse().ok().map(Duration::from_millis));

/// Reads `bytes` as `format`; what is read must be sound. With `HEXAPLA_FUZZ_MS` set, what takes longer than so many
/// milliseconds three times is a crash.
pub fn read(bytes: &[u8], format: &str) {
    let hints = Hints { format: Some(format.to_owned()), ..Hints::default() };
    let started = Instant::now();
    let result = import::read(bytes, &hints);
    if let Some(limit) = *LIMIT
        && started.elapsed() > limit
    {
        let again = |_| {
            let started = Instant::now();
            let _ = import::read(bytes, &hints);
            started.elapsed() > limit
        };
        assert!(!(0..2).all(again), "slow");
    }
    match result {
        Ok(document) => check(&document),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn check(document: &Document) {
    let mut keys = HashSet::new();
    for block in &document.blocks {
        assert!(!block.key.as_str().is_empty() && keys.insert(block.key.as_str()), "{} twice", block.key);
        if block.kind == Kind::Table {
            assert_eq!(block.text, Block::table_text(&block.rows));
        } else {
            assert!(!block.text.contains('\n'), "a line break in {}", block.key);
        }
        for span in &block.spans {
            assert!(block.text.get(span.start..span.end).is_some(), "{span:?} in {:?}", block.text);
        }
    }
    let notes = document
        .blocks
        .iter()
        .flat_map(|block| &block.spans)
        .filter(|span| span.kind == hexapla::document::SpanKind::Note);
    for note in notes.filter_map(|span| span.target.as_deref()) {
        assert!(keys.contains(note), "{note} is called and not there");
    }
}
