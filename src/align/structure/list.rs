//! Lists that each language sorts its own way: countries, states parties. What follows the order of an alphabet is one bead.

use std::ops::Range;

use super::skeleton::Skeleton;
use crate::align::path::heaviest_chain;
use crate::align::segment::{Segment, part};

/// Entries of the shortest list.
pub(in crate::align) const LIST: usize = 5;
/// Entries of the longest list whose order is asked for.
const LONGEST: usize = 250;
/// Characters of the longest entry.
const ENTRY: usize = 60;

/// The list in both stretches (the target's blocks in the order of the source), where they have one of about as many entries and its
/// order differs; as ranges of blocks.
pub(super) fn sorted_apart(
    skeleton: &Skeleton<'_>,
    rows: &Range<usize>,
    columns: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let (ours, theirs) = (run(&skeleton.source, rows)?, run(&skeleton.target, columns)?);
    let (few, many) = (ours.len().min(theirs.len()), ours.len().max(theirs.len()));
    if many > LONGEST || many * 4 > few * 5 {
        return None;
    }
    let said = |i: usize, j: usize| {
        let other = skeleton.order.get(j).copied().unwrap_or(usize::MAX);
        skeleton.likeness.said(i..i + 1, other..other.saturating_add(1))
    };
    let table: Vec<Vec<f32>> = ours.clone().map(|i| theirs.clone().map(|j| said(i, j)).collect()).collect();
    // Entries that are each other's best.
    let best = |values: &mut dyn Iterator<Item = f32>| {
        let mut best = (0, 0.0_f32);
        for (at, value) in values.enumerate() {
            if value > best.1 {
                best = (at, value);
            }
        }
        (best.1 > 0.0).then_some(best.0)
    };
    let row_best: Vec<Option<usize>> = table.iter().map(|row| best(&mut row.iter().copied())).collect();
    let column_best: Vec<Option<usize>> =
        (0..theirs.len()).map(|j| best(&mut table.iter().map(|row| row[j]))).collect();
    let met: Vec<(usize, usize, u32)> = row_best
        .iter()
        .enumerate()
        .filter_map(|(i, j)| Some((i, (*j)?, 1)))
        .filter(|&(i, j, _)| column_best[j] == Some(i))
        .collect();
    let in_order = heaviest_chain(&met).len();
    (met.len() * 2 >= few && in_order * 10 <= met.len() * 6).then_some((ours, theirs))
}

/// The longest run of short entries among these blocks.
fn run(side: &[Segment<'_>], blocks: &Range<usize>) -> Option<Range<usize>> {
    let mut longest = 0..0;
    let mut start = blocks.start;
    for (at, segment) in blocks.clone().zip(part(side, blocks)) {
        if segment.is_apart() || segment.length > ENTRY || segment.length == 0 {
            start = at + 1;
        } else if at + 1 - start > longest.len() {
            longest = start..at + 1;
        }
    }
    (longest.len() >= LIST).then_some(longest)
}
