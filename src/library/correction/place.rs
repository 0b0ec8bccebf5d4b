//! Where a correction stands in the documents at hand, and whether two speak of the same sentences.

use std::ops::Range;

use super::{Correction, Kept, Side};
use crate::document::Document;

/// Places `kept` in these documents; `swapped` when its source is the version that is the target here.
pub(super) fn place(kept: &Kept, source: (&str, &Document), target: (&str, &Document), swapped: bool) -> Correction {
    let (left, right) = if swapped { (&kept.target, &kept.source) } else { (&kept.source, &kept.target) };
    let found = located(left, source.1).zip(located(right, target.1));
    let placed = found.is_some();
    let (source, target) = found.unwrap_or_default();
    Correction {
        id: kept.id.clone(),
        source,
        target,
        placed,
        source_quote: left.quote(),
        target_quote: right.quote(),
        created: kept.created.clone(),
    }
}

/// The ranges of a side, all of them or none: half of a bead is another bead. They stand in the order in which they stood.
fn located(side: &Side, document: &Document) -> Option<Vec<(usize, Range<usize>)>> {
    let mut ranges: Vec<(usize, Range<usize>)> = Vec::with_capacity(side.anchors.len());
    for anchor in &side.anchors {
        match anchor.locate(document) {
            Some((block, range, _)) => {
                let after = |(last, bytes): &(usize, Range<usize>)| (*last, bytes.end) <= (block, range.start);
                if !ranges.last().is_none_or(after) {
                    return None;
                }
                ranges.push((block, range));
            }
            // A gap that is not found is still a gap.
            None if anchor.exact.is_empty() => {}
            None => return None,
        }
    }
    Some(ranges)
}

/// Whether both are placed and have a sentence, or a part of one, in common on either side.
pub(super) fn overlap(one: &Correction, other: &Correction) -> bool {
    let meet = |a: &[(usize, Range<usize>)], b: &[(usize, Range<usize>)]| {
        a.iter().any(|(block, range)| {
            b.iter().any(|(other, bytes)| block == other && range.start < bytes.end && bytes.start < range.end)
        })
    };
    one.placed && other.placed && (meet(&one.source, &other.source) || meet(&one.target, &other.target))
}
