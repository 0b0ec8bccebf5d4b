//! The alignment that two versions bring along: units of one bitext, keys of one scheme, times.

use std::collections::HashMap;
use std::ops::Range;

use super::{Alignment, Bead};
use crate::document::{Correspondence, Document, base};

/// The confidence of a unit that somebody marked as doubtful.
const DOUBTFUL: f32 = 0.4;

/// Blocks that are shown at one time as a block of the other version that are asked at most.
const NEAR: usize = 16;

/// The beads of blocks that the sources of both versions say, in the order of the source; they cover both. None where the sources
/// say nothing of each other.
pub(super) fn given(source: &Document, target: &Document) -> Option<Alignment> {
    match (source.correspondence.as_ref()?, target.correspondence.as_ref()?) {
        (
            Correspondence::Units { bitext, units, doubtful },
            Correspondence::Units { bitext: other, units: theirs, .. },
        ) if bitext == other => {
            let score = |unit: u32| if doubtful.binary_search(&unit).is_ok() { DOUBTFUL } else { 1.0 };
            let label = |units: &[Option<u32>], blocks: usize| -> Vec<Option<u32>> {
                (0..blocks).map(|at| units.get(at).copied().flatten()).collect()
            };
            let (left, right) = (label(units, source.blocks.len()), label(theirs, target.blocks.len()));
            Some(beads(&left, &right, &score))
        }
        (Correspondence::Keys { scheme }, Correspondence::Keys { scheme: other }) if scheme == other => {
            let mut numbers: HashMap<&str, u32> = HashMap::new();
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for (document, labels) in [(source, &mut left), (target, &mut right)] {
                for block in &document.blocks {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    let strong = !block.key.is_weak() && !block.key.as_str().is_empty();
                    labels.push(strong.then(|| *numbers.entry(base(&block.key)).or_insert(next)));
                }
            }
            met(beads(&left, &right, &|_| 1.0))
        }
        (Correspondence::Times { times }, Correspondence::Times { times: theirs }) => {
            let (left, right) = together(times, theirs);
            met(beads(&left, &right, &|_| 1.0))
        }
        _ => None,
    }
}

/// An alignment in which something corresponds.
fn met(alignment: Alignment) -> Option<Alignment> {
    let any = alignment.beads.iter().any(|bead| !bead.source.is_empty() && !bead.target.is_empty());
    any.then_some(alignment)
}

/// Beads of the blocks that have the same label. A label that comes back later does not count there.
fn beads(left: &[Option<u32>], right: &[Option<u32>], score: &dyn Fn(u32) -> f32) -> Alignment {
    let (rows, columns) = (runs(left), runs(right));
    let mut named: HashMap<u32, usize> = HashMap::new();
    for (at, (_, label)) in columns.iter().enumerate() {
        if let Some(label) = label {
            named.entry(*label).or_insert(at);
        }
    }
    let mut taken = vec![false; columns.len()];
    // For every run of the target where the source stands when it is over.
    let mut ends: Vec<Option<usize>> = vec![None; columns.len()];
    let mut beads = Vec::with_capacity(rows.len().max(columns.len()));
    for (source, label) in rows {
        let found = label.and_then(|label| named.get(&label).copied()).filter(|at| !taken[*at]);
        let target = found.map_or(0..0, |at| {
            taken[at] = true;
            ends[at] = Some(source.end);
            columns[at].0.clone()
        });
        let score = label.map_or(1.0, score);
        beads.push(Bead { source, target, score });
    }
    let mut place = 0;
    for (at, (target, _)) in columns.iter().enumerate() {
        match ends[at] {
            Some(end) => place = end,
            None => beads.push(Bead { source: place..place, target: target.clone(), score: 1.0 }),
        }
    }
    beads.sort_by_key(|bead| (bead.source.start, bead.source.end));
    let mut end = 0;
    for bead in &mut beads {
        if bead.target.is_empty() {
            bead.target = end..end;
        }
        end = bead.target.end;
    }
    Alignment { beads }
}

/// Blocks of one label that follow each other; each block without one alone.
fn runs(labels: &[Option<u32>]) -> Vec<(Range<usize>, Option<u32>)> {
    let mut runs: Vec<(Range<usize>, Option<u32>)> = Vec::with_capacity(labels.len());
    for (at, label) in labels.iter().enumerate() {
        match runs.last_mut().filter(|(_, last)| label.is_some() && last == label) {
            Some((range, _)) => range.end = at + 1,
            None => runs.push((at..at + 1, *label)),
        }
    }
    runs
}

/// Labels for blocks that are shown together: those that share at least half of the shorter one's time, and all that such
/// blocks hold together.
fn together(left: &[Range<u32>], right: &[Range<u32>]) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
    let (mut ours, mut theirs) = (vec![None; left.len()], vec![None; right.len()]);
    let (mut next, mut from) = (0_u32, 0);
    for (at, own) in left.iter().enumerate() {
        while right.get(from).is_some_and(|other| other.end <= own.start) {
            from += 1;
        }
        for (other, time) in right.iter().enumerate().skip(from).take(NEAR) {
            if time.start >= own.end {
                break;
            }
            let shared = own.end.min(time.end).saturating_sub(own.start.max(time.start));
            let shorter = (own.end - own.start.min(own.end)).min(time.end - time.start.min(time.end));
            if shared == 0 || shared.saturating_mul(2) < shorter {
                continue;
            }
            let label = theirs[other].or(ours[at]).unwrap_or_else(|| {
                next += 1;
                next
            });
            if theirs[other].is_some() && ours[at].is_some_and(|own| Some(own) != theirs[other]) {
                continue;
            }
            (ours[at], theirs[other]) = (Some(label), Some(label));
        }
    }
    (filled(ours), filled(theirs))
}

/// Blocks between two of one label have it too.
fn filled(mut labels: Vec<Option<u32>>) -> Vec<Option<u32>> {
    let mut last: Option<usize> = None;
    for at in 0..labels.len() {
        if labels[at].is_none() {
            continue;
        }
        if let Some(before) = last.filter(|before| labels[*before] == labels[at]) {
            let label = labels[at];
            labels[before..at].fill(label);
        }
        last = Some(at);
    }
    labels
}
