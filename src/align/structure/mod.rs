//! The skeleton that two versions share: keys first, then order and length between equal keys.

mod anchor;
mod identity;
mod likeness;
mod list;
mod meaning;
mod part;
mod skeleton;
mod trust;
mod words;

use std::ops::Range;

use super::given::given;
use super::path::cheapest;
use super::segment::{Between, Segment, Support, cost, part as some, score};
use super::{Alignment, Bead};
use crate::document::Document;
pub(super) use likeness::Depth;
pub(super) use list::LIST;
pub(super) use skeleton::{Skeleton, Witness};

/// Cells of a gap in which words are asked beside lengths.
const READ: usize = 40_000;

/// Aligns the blocks of two versions of one work: equal strong keys are fixed points where what stands around them says so
/// too, and so are words that only two blocks have; `pins` are further fixed points (pairs of block indices a person set,
/// stronger than both); between them blocks are aligned by order, length and words (Gale & Church 1993). Parts that stand
/// elsewhere in the target are followed there. Linear but for `n log n` of the chains.
///
/// Where both are versions of one bitext, or share ids or times, that is the alignment, but for what `pins` say.
pub fn align_blocks(source: &Document, target: &Document, pins: &[(usize, usize)]) -> Alignment {
    let Some(given) = given(source, target) else { return found(source, target, pins) };
    if pins.is_empty() {
        return given;
    }
    // What a person ties is not torn by what the file says.
    let crosses = |bead: &Bead| {
        let free = |pin: &(usize, usize)| {
            (bead.source.start < pin.0) == (bead.target.start < pin.1)
                && bead.source.start != pin.0
                && bead.target.start != pin.1
        };
        !pins.iter().all(free)
    };
    let full = given.beads.iter().filter(|bead| !bead.source.is_empty() && !bead.target.is_empty());
    let mut all: Vec<(usize, usize)> =
        full.filter(|bead| !crosses(bead)).map(|bead| (bead.source.start, bead.target.start)).collect();
    all.extend_from_slice(pins);
    all.sort_unstable();
    found(source, target, &all)
}

/// [`align_blocks`] by what stands in the texts.
fn found(source: &Document, target: &Document, pins: &[(usize, usize)]) -> Alignment {
    let skeleton = Skeleton::new(source, target, pins, Depth::Words);
    Alignment { beads: skeleton.restored(skeleton.blocks()) }
}

impl Skeleton<'_> {
    /// The beads of blocks, the target in the order of the source.
    pub(super) fn blocks(&self) -> Vec<Bead> {
        path(self)
    }

    /// Those beads, the target in its own order.
    pub(super) fn restored(&self, beads: Vec<Bead>) -> Vec<Bead> {
        restored(beads, &self.order)
    }
}

/// The beads of blocks, the target in the order of the source.
fn path(skeleton: &Skeleton<'_>) -> Vec<Bead> {
    let mut beads = Vec::with_capacity(skeleton.source.len().max(skeleton.target.len()));
    let (mut i, mut j) = (0, 0);
    let mut support = Support::Path;
    let mut stops: Vec<(usize, usize, Option<Support>)> = skeleton
        .points
        .iter()
        .map(|point| {
            let support = match point.by {
                Witness::Pin => Support::Pin,
                Witness::Key => Support::Key,
                Witness::Words => Support::Words,
            };
            (point.source, point.target, Some(support))
        })
        .chain(skeleton.seams.iter().map(|&(source, target)| (source, target, None)))
        .collect();
    // A point where a part starts says more than the part's start.
    stops.sort_by_key(|&(source, target, support)| (source, target, support.is_none()));
    stops.dedup_by_key(|(source, target, _)| (*source, *target));
    stops.push((skeleton.source.len(), skeleton.target.len(), None));
    for (source, target, next) in stops {
        if source < i || target < j {
            continue;
        }
        gap(&mut beads, skeleton, (i..source, j..target), support);
        (i, j) = (source, target);
        support = next.unwrap_or(Support::Path);
    }
    beads
}

/// Aligns the blocks between two fixed points; a list that is sorted differently is one bead.
fn gap(
    beads: &mut Vec<Bead>,
    skeleton: &Skeleton<'_>,
    (rows, columns): (Range<usize>, Range<usize>),
    support: Support,
) {
    match list::sorted_apart(skeleton, &rows, &columns) {
        Some((own, other)) => {
            between(beads, skeleton, (rows.start..own.start, columns.start..other.start), support);
            let after = (own.end..rows.end, other.end..columns.end);
            beads.push(Bead { source: own, target: other, score: SORTED });
            between(beads, skeleton, after, Support::Path);
        }
        None => between(beads, skeleton, (rows, columns), support),
    }
}

/// The confidence of a list as a whole.
const SORTED: f32 = 0.7;

/// Aligns the blocks between two fixed points. With the support of one, the first bead holds the first block of both sides.
fn between(
    beads: &mut Vec<Bead>,
    skeleton: &Skeleton<'_>,
    (rows, columns): (Range<usize>, Range<usize>),
    support: Support,
) {
    let lengths = &skeleton.lengths;
    let (left, right) = (some(&skeleton.source, &rows), some(&skeleton.target, &columns));
    let anchored = support != Support::Path && !left.is_empty() && !right.is_empty();
    let one_sided = left.len().min(right.len()) == usize::from(anchored);
    let known = Between {
        parallel: left.len() == right.len(),
        shifted: skeleton.is_shifted(rows.start) || skeleton.is_shifted(rows.end),
        torn: skeleton.is_torn(&rows, &columns),
    };
    let weights = |segments: &[Segment<'_>]| segments.iter().map(|segment| segment.length as f32).collect::<Vec<_>>();
    let reads = left.len().saturating_mul(right.len()) <= READ;
    let said = |s: &Range<usize>, t: &Range<usize>| {
        if !reads || s.len().min(t.len()) != 1 || s.len().max(t.len()) > 3 {
            return 0.0;
        }
        let (i, j) = (rows.start + s.start, skeleton.order[columns.start + t.start]);
        skeleton.likeness.said(i..i + s.len(), j..j + t.len())
    };
    let chain = cheapest(&weights(left), &weights(right), |s, t| {
        if anchored && s.start == 0 && t.start == 0 {
            if s.is_empty() || t.is_empty() {
                return f32::INFINITY;
            }
            if s.len() == 1 && t.len() == 1 {
                return cost(&left[s], &right[t], lengths, known).min(20.0);
            }
        }
        let said = said(&s, &t);
        (cost(&left[s], &right[t], lengths, known) - said).max(0.0)
    });
    for (at, (s, t)) in chain.into_iter().enumerate() {
        let behind = match (anchored && at == 0, one_sided) {
            (true, _) => support,
            (false, true) => Support::OneSided,
            (false, false) => Support::Path,
        };
        let score = score(some(left, &s), some(right, &t), lengths, behind);
        beads.push(Bead {
            source: rows.start + s.start..rows.start + s.end,
            target: columns.start + t.start..columns.start + t.end,
            score,
        });
    }
}

/// Beads whose target is in the order of the source, in the order of the target: `order` has the place of each segment there.
pub(super) fn restored(mut beads: Vec<Bead>, order: &[usize]) -> Vec<Bead> {
    for bead in &mut beads {
        bead.target =
            match (order.get(bead.target.start), bead.target.start.checked_sub(1).and_then(|at| order.get(at))) {
                (Some(&start), _) if !bead.target.is_empty() => start..start + bead.target.len(),
                (_, Some(&before)) => before + 1..before + 1,
                _ => 0..0,
            };
    }
    beads
}
