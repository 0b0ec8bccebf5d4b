//! Corrections as fixed points for the aligner.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::Correction;
use crate::align::{By, Fixed, Segmentation};

/// What a person said, in sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// The beads that stand, in the order of the source, disjoint on both sides. The target grows too, but for beads of parts
    /// that stand elsewhere in it.
    pub fixed: Vec<Fixed>,
    /// Corrections (indices into what was given) that cannot stand beside the others: not placed, no longer one run of
    /// sentences, a gap whose place is not known, or of a sentence that another one holds.
    pub left: Vec<usize>,
}

/// The corrections as what is fixed in an alignment of these sentences.
pub fn pins(corrections: &[Correction], source: &Segmentation, target: &Segmentation) -> Pins {
    let mut left = Vec::new();
    let mut beads: Vec<(usize, Fixed)> = Vec::new();
    let mut alone = Vec::new();
    for (index, correction) in corrections.iter().enumerate() {
        if !correction.placed {
            left.push(index);
            continue;
        }
        match (run(&correction.source, source), run(&correction.target, target)) {
            (Some(source), Some(target)) if !source.is_empty() && !target.is_empty() => {
                beads.push((index, Fixed { source, target, by: By::Person }));
            }
            (source, target) => alone.push((index, source, target)),
        }
    }
    beads.sort_by_key(|(index, point)| (point.source.start, point.target.start, *index));
    let mut chain = longest_chain(&beads).into_iter().peekable();
    let (mut fixed, mut crossing) = (Vec::with_capacity(beads.len()), Vec::new());
    for (at, bead) in beads.into_iter().enumerate() {
        match chain.next_if_eq(&at) {
            Some(_) => fixed.push(bead.1),
            None => crossing.push(bead),
        }
    }
    for (index, source, target) in alone {
        if !stand_alone(&mut fixed, source, target) {
            left.push(index);
        }
    }
    for (index, bead) in crossing {
        let meets = |one: &Fixed| meet(&one.source, &bead.source) || meet(&one.target, &bead.target);
        if fixed.iter().any(meets) { left.push(index) } else { fixed.push(bead) }
    }
    fixed.sort_by_key(|one| (one.source.start, one.source.end));
    left.sort_unstable();
    Pins { fixed, left }
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Puts sentences that correspond to nothing between the others; the gap on the other side is where it was, as far as the
/// neighbours leave room. Says whether it could.
fn stand_alone(fixed: &mut Vec<Fixed>, source: Option<Range<usize>>, target: Option<Range<usize>>) -> bool {
    let full = |range: &Option<Range<usize>>| range.clone().filter(|range| !range.is_empty());
    let (at, point) = match (full(&source), full(&target)) {
        (Some(run), None) => {
            let at = fixed.partition_point(|point| point.source.end <= run.start);
            let Some(gap) = gap(fixed, at, target, |point| &point.target) else { return false };
            (at, Fixed { source: run, target: gap, by: By::Person })
        }
        (None, Some(run)) => {
            let at = fixed.partition_point(|point| point.target.end <= run.start);
            let Some(gap) = gap(fixed, at, source, |point| &point.source) else { return false };
            (at, Fixed { source: gap, target: run, by: By::Person })
        }
        _ => return false,
    };
    let free =
        fixed.get(at).is_none_or(|next| point.source.end <= next.source.start && point.target.end <= next.target.start);
    if free {
        fixed.insert(at, point);
    }
    free
}

/// The empty range for a gap before point `at`: where it is wanted, moved between the neighbours; where nothing is wanted,
/// the one place that they leave.
fn gap(
    fixed: &[Fixed],
    at: usize,
    wanted: Option<Range<usize>>,
    side: fn(&Fixed) -> &Range<usize>,
) -> Option<Range<usize>> {
    let lowest = at.checked_sub(1).and_then(|before| fixed.get(before)).map_or(0, |point| side(point).end);
    let highest = fixed.get(at).map_or(usize::MAX, |point| side(point).start);
    let place = match wanted {
        Some(wanted) => wanted.start.clamp(lowest, highest.max(lowest)),
        None if lowest == highest => lowest,
        None => return None,
    };
    Some(place..place)
}

/// The sentences that the ranges touch, when they are one run; for a gap the empty range where it stands, none where that is
/// not known.
fn run(ranges: &[(usize, Range<usize>)], cut: &Segmentation) -> Option<Range<usize>> {
    let mut whole: Option<Range<usize>> = None;
    for (block, bytes) in ranges {
        let own = cut.of_block(*block);
        let sentences = cut.sentences.get(own.clone())?;
        let first = own.start + sentences.partition_point(|sentence| sentence.range.end <= bytes.start);
        let last = own.start + sentences.partition_point(|sentence| sentence.range.start < bytes.end);
        let touched = if bytes.is_empty() {
            let after = own.start + sentences.partition_point(|sentence| sentence.range.start < bytes.start);
            after..after
        } else {
            first..last.max(first)
        };
        whole = match whole {
            None => Some(touched),
            Some(so_far) if touched.start <= so_far.end => Some(so_far.start..touched.end.max(so_far.end)),
            Some(_) => return None,
        };
    }
    whole
}

/// The indices of the most points that grow on both sides; of equally many those that end first.
fn longest_chain(points: &[(usize, Fixed)]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(points.len());
    for (at, (_, point)) in points.iter().enumerate() {
        let before = points.iter().zip(&best).take(at).enumerate().rev().filter(|(_, ((_, other), _))| {
            other.source.end <= point.source.start && other.target.end <= point.target.start
        });
        let longest =
            before.max_by_key(|(_, (_, (length, _)))| *length).map(|(index, (_, (length, _)))| (index, *length));
        best.push((longest.map_or(1, |(_, length)| length + 1), longest.map(|(index, _)| index)));
    }
    let mut chain = Vec::new();
    let mut at = best.iter().enumerate().rev().max_by_key(|(_, (length, _))| *length).map(|(index, _)| index);
    while let Some(index) = at {
        chain.push(index);
        at = best.get(index).and_then(|(_, before)| *before);
    }
    chain.reverse();
    chain
}

/// A short name for what the placed corrections say: part of the key under which an alignment is kept. The same corrections
/// in another order have the same name; none at all has the empty one.
pub fn corrections_digest(corrections: &[Correction]) -> String {
    let side = |ranges: &[(usize, Range<usize>)]| {
        ranges
            .iter()
            .map(|(block, bytes)| format!("{block}:{}-{}", bytes.start, bytes.end))
            .collect::<Vec<_>>()
            .join(",")
    };
    let placed = corrections.iter().filter(|correction| correction.placed);
    let mut said: Vec<String> = placed.map(|one| format!("{}={}", side(&one.source), side(&one.target))).collect();
    if said.is_empty() {
        return String::new();
    }
    said.sort_unstable();
    let digest = Sha256::digest(said.join("\n").as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
