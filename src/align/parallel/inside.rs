//! What stands inside blocks that correspond before words are asked: the cells of tables of one shape.

use std::ops::Range;

use super::Segmentation;
use crate::align::{By, Fixed};
use crate::document::{Document, Kind};

/// The fixed points inside blocks that correspond, in the sentences of the segmentations, in order.
pub(super) fn fixed(
    (source, left, ours): (&Document, &Segmentation, Range<usize>),
    (target, right, theirs): (&Document, &Segmentation, Range<usize>),
) -> Vec<Fixed> {
    let mut points = Vec::new();
    if ours.len() != 1 || theirs.len() != 1 {
        return points;
    }
    let (Some(a), Some(b)) = (source.blocks.get(ours.start), target.blocks.get(theirs.start)) else { return points };
    if a.kind != Kind::Table || b.kind != Kind::Table {
        return points;
    }
    let shape = |rows: &[Vec<String>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
    if shape(&a.rows) != shape(&b.rows) {
        return points;
    }
    let (mut i, mut j) = (left.of_block(ours.start).start, right.of_block(theirs.start).start);
    // Cells without text are no sentences.
    for (own, other) in a.rows.iter().flatten().zip(b.rows.iter().flatten()) {
        let (ours, theirs) = (usize::from(!own.trim().is_empty()), usize::from(!other.trim().is_empty()));
        if ours + theirs > 0 {
            points.push(Fixed { source: i..i + ours, target: j..j + theirs, by: By::Structure });
        }
        (i, j) = (i + ours, j + theirs);
    }
    points
}
