//! What holds of whatever is read of whatever bytes, for the targets of the importers of bitexts.

use std::collections::HashSet;

use hexapla::align::{Alignment, align_blocks};
use hexapla::document::{Correspondence, Document};
use hexapla::import::{Hints, read_all};

#[path = "limits.rs"]
mod limits;

/// Bytes whose versions are aligned with each other too.
const ALIGNED: usize = 4096;

/// Reads `bytes` as `format` and looks at what comes of it; reading keeps to the limits.
pub fn check(format: &str, bytes: &[u8]) {
    let hints = Hints { format: Some(format.to_owned()), ..Hints::default() };
    let imported = match limits::within(|| read_all(bytes, &hints)) {
        Ok(imported) => imported,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    imported.documents.iter().for_each(whole);
    if let [first, second, ..] = imported.documents.as_slice()
        && bytes.len() <= ALIGNED
    {
        covers(&align_blocks(first, second, &[]), first.blocks.len(), second.blocks.len());
    }
}

fn whole(document: &Document) {
    let mut keys = HashSet::new();
    for block in &document.blocks {
        assert!(keys.insert(&block.key), "the key {} twice", block.key);
        assert!(!block.rows.is_empty() || !block.text.contains(['\n', '\r']), "a line break in {}", block.key);
        for span in &block.spans {
            assert!(block.text.get(span.start..span.end).is_some(), "a span outside {}", block.key);
        }
    }
    match &document.correspondence {
        Some(Correspondence::Units { units, .. }) => assert_eq!(units.len(), document.blocks.len()),
        Some(Correspondence::Times { times }) => assert_eq!(times.len(), document.blocks.len()),
        _ => {}
    }
}

/// Each block of both sides stands in one bead.
fn covers(alignment: &Alignment, source: usize, target: usize) {
    let (mut ours, mut theirs) = (vec![0; source], vec![0; target]);
    for bead in &alignment.beads {
        bead.source.clone().for_each(|at| ours[at] += 1);
        bead.target.clone().for_each(|at| theirs[at] += 1);
    }
    assert!(ours.iter().chain(&theirs).all(|count| *count == 1), "{alignment:?}");
}
