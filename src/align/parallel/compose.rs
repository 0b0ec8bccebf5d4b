//! Alignments turned round and composed through a third version.

use std::ops::Range;
use std::sync::Arc;

use super::Parallel;
use crate::align::{Alignment, Bead};

/// For each of `count` segments the number of its bead; `u32::MAX` where none has it.
pub(super) fn places(count: usize, alignment: &Alignment, side: impl Fn(&Bead) -> &Range<usize>) -> Vec<u32> {
    let mut places = vec![u32::MAX; count];
    for (at, bead) in alignment.beads.iter().enumerate() {
        if let Some(own) = places.get_mut(side(bead).clone()) {
            own.fill(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    places
}

/// The parallel seen from the other side.
pub(super) fn reversed(parallel: &Parallel) -> Parallel {
    Parallel {
        source: Arc::clone(&parallel.target),
        target: Arc::clone(&parallel.source),
        sentences: turned(&parallel.sentences),
        blocks: turned(&parallel.blocks),
    }
}

/// The alignment seen from the other side: its beads in the order of what was the target.
fn turned(alignment: &Alignment) -> Alignment {
    let turn = |bead: &Bead| Bead { source: bead.target.clone(), target: bead.source.clone(), score: bead.score };
    let mut beads: Vec<Bead> = alignment.beads.iter().map(turn).collect();
    // What the new source lacks stands after what it has before the same place.
    beads.sort_by_key(|bead| (bead.source.start, bead.source.end, bead.target.start));
    Alignment { beads }
}

/// `first` and then `second`, which starts where the first one ends.
pub(super) fn through(first: &Parallel, second: &Parallel) -> Parallel {
    let middle = first.target.sentences.len();
    let blocks = first.blocks.beads.iter().map(|bead| bead.target.end).max().unwrap_or(0);
    Parallel {
        source: Arc::clone(&first.source),
        target: Arc::clone(&second.target),
        sentences: composed(&first.sentences, &second.sentences, middle),
        blocks: composed(&first.blocks, &second.blocks, blocks),
    }
}

/// Beads that segments of the middle tie to each other.
#[derive(Clone, Default)]
struct Group {
    sources: Vec<Range<usize>>,
    targets: Vec<Range<usize>>,
    score: f32,
}

/// `first` and then `second`: beads that hold the same segments of the middle (`middle` of them) become one.
fn composed(first: &Alignment, second: &Alignment, middle: usize) -> Alignment {
    // Beads that are tied to each other by segments of the middle have one group (union by the bead of `first`).
    let of_second = places(middle, second, |bead| &bead.source);
    let mut group: Vec<usize> = (0..first.beads.len()).collect();
    let mut owner: Vec<usize> = vec![usize::MAX; second.beads.len()];
    for (at, bead) in first.beads.iter().enumerate() {
        for segment in bead.target.clone() {
            let Some(owner) = of_second.get(segment).and_then(|&other| owner.get_mut(other as usize)) else { continue };
            if *owner == usize::MAX {
                *owner = at;
            }
            let (a, b) = (root(&mut group, *owner), root(&mut group, at));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut made: Vec<Group> = vec![Group::default(); first.beads.len()];
    let mut alone = Vec::new();
    for (at, bead) in first.beads.iter().enumerate() {
        let own = root(&mut group, at);
        let whole = &mut made[own];
        whole.score = if whole.sources.is_empty() { bead.score } else { whole.score.min(bead.score) };
        whole.sources.push(bead.source.clone());
    }
    for (bead, owner) in second.beads.iter().zip(&owner) {
        if *owner == usize::MAX {
            if !bead.target.is_empty() {
                alone.push(Bead { source: 0..0, ..bead.clone() });
            }
            continue;
        }
        let whole = &mut made[root(&mut group, *owner)];
        whole.score = whole.score.min(bead.score);
        whole.targets.push(bead.target.clone());
    }
    let mut beads = Vec::with_capacity(made.len() + alone.len());
    for Group { sources, targets, score } in made {
        let (source, target) = (runs(sources), runs(targets));
        let mut apart = source.iter().skip(1).map(|range| (range.clone(), 0..0)).collect::<Vec<_>>();
        apart.extend(target.iter().skip(1).map(|range| (0..0, range.clone())));
        let whole = (source.first().cloned().unwrap_or(0..0), target.first().cloned().unwrap_or(0..0));
        for (at, (source, target)) in std::iter::once(whole).chain(apart).enumerate() {
            // What does not touch the rest is left without a counterpart.
            let score = if at == 0 { score } else { 0.0 };
            if !source.is_empty() || !target.is_empty() {
                beads.push(Bead { source, target, score });
            }
        }
    }
    beads.extend(alone);
    placed(beads)
}

fn root(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// Ranges brought together where they touch, the longest first.
fn runs(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match runs.last_mut().filter(|last| last.end == range.start) {
            Some(last) => last.end = range.end,
            None => runs.push(range),
        }
    }
    runs.sort_by_key(|range| std::cmp::Reverse(range.len()));
    runs
}

/// Beads in the order of the source, those without a source after the bead of the target segment before them; empty ranges
/// say where they would stand.
pub(super) fn placed(mut beads: Vec<Bead>) -> Alignment {
    let mut by_target: Vec<usize> = (0..beads.len()).filter(|&at| !beads[at].target.is_empty()).collect();
    by_target.sort_by_key(|&at| beads[at].target.start);
    let mut end = 0;
    for at in by_target {
        if beads[at].source.is_empty() {
            beads[at].source = end..end;
        } else {
            end = beads[at].source.end;
        }
    }
    // An empty source sorts before the bead that starts at the same place.
    beads.sort_by_key(|bead| (bead.source.start, bead.source.end, bead.target.start));
    let mut end = 0;
    for bead in &mut beads {
        if bead.target.is_empty() {
            bead.target = end..end;
        } else {
            end = bead.target.end;
        }
    }
    Alignment { beads }
}
