//! What corresponds inside one row, while the sentences of its versions are not aligned yet.

use std::ops::Range;

use super::{Counterpart, Segmentation};
use crate::align::{GridRow, align_segments, engine};
use crate::document::Document;

/// Bytes of a row up to which its sentences are aligned on the spot.
const ROW: usize = 20_000;

/// What stands in `row` of version `other` beside bytes `range` of `block` of `version`: sentences where the row is small,
/// else the whole blocks.
pub(super) fn beside_in_row(
    documents: &[&Document],
    row: &GridRow,
    (version, block): (usize, usize),
    range: &Range<usize>,
    other: usize,
) -> Option<Counterpart> {
    let (source, target) = (documents.get(version)?, documents.get(other)?);
    let (ours, theirs) = (row.blocks.get(version)?.clone(), row.blocks.get(other)?.clone());
    let size = |document: &Document, blocks: &Range<usize>| {
        document.blocks.get(blocks.clone()).unwrap_or_default().iter().map(|block| block.text.len()).sum::<usize>()
    };
    if size(source, &ours) + size(target, &theirs) > ROW {
        let whole = theirs.filter_map(|at| Some((at, 0..target.blocks.get(at)?.text.len())));
        let ranges = whole.filter(|(_, range)| !range.is_empty()).collect();
        return Some(Counterpart { ranges, score: row.score, exact: false });
    }
    let (left, right) = (Segmentation::of_blocks(source, &ours), Segmentation::of_blocks(target, &theirs));
    let fixed = super::inside::cells((source, &left, ours), (target, &right, theirs));
    let (ours, theirs) = (left.side(source), right.side(target));
    // The engine learns from a whole text; of a few sentences the lengths and the words that both have say more.
    let found = if fixed.is_empty() {
        align_segments(&ours.texts, &theirs.texts)
    } else {
        engine::align(&ours, &theirs, &fixed, &mut |_| true)?
    };
    let touched = left.touched(block, range);
    let mut score = row.score;
    let mut sentences = Vec::new();
    for bead in found.beads.iter().filter(|bead| bead.source.start < touched.end && touched.start < bead.source.end) {
        score = score.min(bead.score);
        sentences.extend(bead.target.clone());
    }
    Some(Counterpart { ranges: right.ranges(&sentences), score, exact: true })
}
