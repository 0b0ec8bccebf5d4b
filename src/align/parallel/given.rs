//! Sentences inside the beads of blocks that the sources of two versions say.

use std::collections::HashMap;
use std::sync::Arc;

use super::turned::Turned;
use super::{Engine, Parallel, Segmentation, derive, inside, repair};
use crate::align::{Alignment, Bead, By, Fixed};
use crate::document::Document;

/// Aligns two versions whose blocks are aligned already: no bead of sentences crosses one of blocks. A unit that is one sentence
/// on a side is one bead; the engine is asked only inside the others.
pub(super) fn aligned(
    (source, left): (&Document, Segmentation),
    (target, right): (&Document, Segmentation),
    given: Alignment,
    fixed: &[Fixed],
    engine: &mut Engine<'_>,
) -> Option<(Parallel, Turned)> {
    let order: Vec<usize> = given.beads.iter().flat_map(|bead| bead.target.clone()).collect();
    let turned = Turned::new(&right, &order);
    let mut points = Vec::with_capacity(given.beads.len());
    let mut doubtful: HashMap<(usize, usize), f32> = HashMap::new();
    let (mut column, mut open) = (0, false);
    for bead in &given.beads {
        let row = left.of_blocks_range(&bead.source);
        let own = column..column + bead.target.len();
        column = own.end;
        let theirs = turned.cut.of_blocks_range(&own);
        if row.is_empty() && theirs.is_empty() {
            continue;
        }
        if row.len().min(theirs.len()) <= 1 {
            if bead.score < 1.0 {
                doubtful.insert((row.start, theirs.start), bead.score);
            }
            points.push(Fixed { source: row, target: theirs, by: By::Structure });
        } else {
            open = true;
            for (i, j) in [(row.start, theirs.start), (row.end, theirs.end)] {
                points.push(Fixed { source: i..i, target: j..j, by: By::Structure });
            }
        }
    }
    let persons = turned.fixed(fixed);
    let mut found = if open || !persons.is_empty() {
        let points = inside::joined(points, &persons);
        engine(&left.side(source), &turned.cut.side(target), &points)?.beads
    } else {
        let bead = |one: Fixed| Bead { source: one.source, target: one.target, score: 1.0 };
        points.into_iter().map(bead).collect()
    };
    for bead in &mut found {
        if let Some(&score) = doubtful.get(&(bead.source.start, bead.target.start)) {
            bead.score = bead.score.min(score);
        }
    }
    let mut sentences = Alignment { beads: turned.restored(found) };
    repair::carve(&mut sentences, fixed);
    let blocks = if fixed.is_empty() {
        given
    } else {
        derive::blocks((source.blocks.len(), &left), (target.blocks.len(), &right), &sentences, &given)
    };
    Some((Parallel { source: Arc::new(left), target: Arc::new(right), sentences, blocks }, turned))
}
