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
            Correspondence::Units { bitext, units, doubtful, .. },
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
            let (left, right) = shared(source, target);
            met(beads(&left, &right, &|_| 1.0))
        }
        (Correspondence::Times { times }, Correspondence::Times { times: theirs }) => {
            let (left, right) = together(times, theirs);
            met(beads(&left, &right, &|_| 1.0))
        }
        _ => None,
    }
}

/// Labels for blocks with the same key. What is counted after a number corresponds where both versions have as many of it there.
fn shared(source: &Document, target: &Document) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
    fn counts(document: &Document) -> HashMap<&str, usize> {
        let mut counts = HashMap::new();
        for (before, _) in document.blocks.iter().filter_map(|block| block.key.as_str().rsplit_once('+')) {
            *counts.entry(before).or_default() += 1;
        }
        counts
    }
    let (ours, theirs) = (counts(source), counts(target));
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut labels = [Vec::with_capacity(source.blocks.len()), Vec::with_capacity(target.blocks.len())];
    for (document, labels) in [source, target].into_iter().zip(&mut labels) {
        for block in &document.blocks {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let key = block.key.as_str();
            let counted = key.rsplit_once('+').is_some_and(|(before, _)| ours.get(before) != theirs.get(before));
            let known = !key.is_empty() && !counted;
            labels.push(known.then(|| *numbers.entry(base(&block.key)).or_insert(next)));
        }
    }
    let [left, right] = labels;
    (left, right)
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

/// Labels for blocks that are shown together: those with exactly the same times, in order; of the others those that share at least
/// half of the shorter one's time, and all that such blocks hold together.
fn together(left: &[Range<u32>], right: &[Range<u32>]) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
    let (mut ours, mut theirs) = (vec![None; left.len()], vec![None; right.len()]);
    let mut next = 0_u32;
    let mut from = 0;
    for (at, own) in left.iter().enumerate() {
        let same = right
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, time)| time.start <= own.start)
            .find(|(_, time)| *time == own);
        if let Some((other, _)) = same {
            (ours[at], theirs[other]) = (Some(next), Some(next));
            next += 1;
            from = other + 1;
        } else {
            from += right.iter().skip(from).take_while(|time| time.start < own.start).count();
        }
    }
    let exact: Vec<bool> = theirs.iter().map(Option::is_some).collect();
    let mut from = 0;
    for (at, own) in left.iter().enumerate() {
        while right.get(from).is_some_and(|other| other.end <= own.start) {
            from += 1;
        }
        if ours[at].is_some() {
            continue;
        }
        let near = || right.iter().enumerate().skip(from).take(NEAR).take_while(|(_, time)| time.start < own.end);
        let meets = |time: &Range<u32>| {
            let shared = own.end.min(time.end).saturating_sub(own.start.max(time.start));
            let length = |range: &Range<u32>| range.end.saturating_sub(range.start);
            shared > 0 && shared.saturating_mul(2) >= length(own).min(length(time))
        };
        let free = near().any(|(other, time)| !exact[other] && meets(time));
        for (other, time) in near() {
            // What has its own counterpart takes in only what has nothing else.
            if !meets(time) || free && exact[other] {
                continue;
            }
            match (ours[at], theirs[other]) {
                (Some(own), Some(other)) if own != other => {}
                (own, known) => {
                    let label = known.or(own).unwrap_or_else(|| {
                        next += 1;
                        next - 1
                    });
                    (ours[at], theirs[other]) = (Some(label), Some(label));
                }
            }
        }
    }
    // A block of the other side that lies in one that is spoken for belongs to it.
    for (other, time) in right.iter().enumerate().filter(|(other, _)| theirs[*other].is_none()).collect::<Vec<_>>() {
        let start = left.partition_point(|own| own.end <= time.start);
        let found = left.iter().enumerate().skip(start).take(NEAR).find(|(at, own)| {
            let shared = own.end.min(time.end).saturating_sub(own.start.max(time.start));
            ours[*at].is_some() && shared > 0 && shared.saturating_mul(2) >= time.end.saturating_sub(time.start)
        });
        theirs[other] = found.and_then(|(at, _)| ours[at]);
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
