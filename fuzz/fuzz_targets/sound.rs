//! What holds for every document that was read, whatever the bytes were.

use std::collections::HashSet;

use hexapla::document::{Block, Document, Kind};
use hexapla::import::{self, Hints};

#[path = "limits.rs"]
mod limits;

/// Reads `bytes` as `format`, within the limits; what is read must be sound.
pub fn read(bytes: &[u8], format: &str) {
    let hints = Hints { format: Some(format.to_owned()), ..Hints::default() };
    let result = limits::within(|| import::read(bytes, &hints));
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
