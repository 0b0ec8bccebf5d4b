//! Which equal keys are believed: those whose neighbourhood says the same.
//!
//! A number that is missing, repeated or misread misleads one pair of keys, numbers that are shifted from some place on mislead
//! all pairs after it. So the pairs are judged in their order, each by what the text from its block to the next one with a
//! key looks like, and a change of opinion has a price (Viterbi 1967).

use std::ops::Range;

use super::likeness::Likeness;
use crate::align::segment::Segment;

/// What an equal key says by itself, as a log likelihood ratio.
const KEY: f32 = 0.7;
/// The price of a change of opinion.
const CHANGE: f32 = 2.5;
/// How far keys may be shifted to be found so, in headings or in numbers.
const SHIFT: usize = 3;

/// A block of the source and one of the target that begin what corresponds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) source: usize,
    pub(super) target: usize,
    /// What speaks for it, above 0.
    pub(super) weight: f32,
}

/// The text from a block with a key to the next one, for every block with a key.
pub(super) struct Stretches {
    /// The blocks with keys, in order.
    pub(super) keyed: Vec<usize>,
    blocks: usize,
}

impl Stretches {
    pub(super) fn of(segments: &[Segment<'_>]) -> Self {
        let keyed = (0..segments.len()).filter(|&at| segments[at].strong_key().is_some()).collect();
        Self { keyed, blocks: segments.len() }
    }

    /// The stretch that starts with the `at`th block with a key.
    fn at(&self, at: usize) -> Range<usize> {
        let start = self.keyed.get(at).copied().unwrap_or(self.blocks);
        start..self.keyed.get(at + 1).copied().unwrap_or(self.blocks)
    }

    /// The stretch that starts with block `block`.
    fn from(&self, block: usize) -> Range<usize> {
        self.at(self.keyed.partition_point(|&other| other < block))
    }
}

/// The pairs of equal keys (in the order of the source) that are believed, and, where keys are shifted by a few, those that the text
/// shows in their place.
pub(super) fn believed(
    pairs: &[(usize, usize)],
    (left, right): (&[Segment<'_>], &[Segment<'_>]),
    likeness: &Likeness,
) -> Vec<Pair> {
    let (rows, columns) = (Stretches::of(left), Stretches::of(right));
    let judge = |&(i, j): &(usize, usize)| {
        let stretch = likeness.evidence(rows.from(i), columns.from(j));
        // What a version adds after a paragraph says nothing against the paragraph; a heading says nothing by itself.
        let alone = if left[i].is_text() { likeness.evidence(i..i + 1, j..j + 1) } else { stretch };
        KEY + stretch.max(alone)
    };
    let evidence: Vec<f32> = pairs.iter().map(judge).collect();
    let right_ones = states(&evidence.iter().map(|&one| [0.0, one]).collect::<Vec<_>>(), [-CHANGE, 0.0]);
    let mut found: Vec<Pair> = Vec::new();
    let mut doubted = Vec::new();
    for ((&(source, target), &evidence), state) in pairs.iter().zip(&evidence).zip(&right_ones) {
        // A block that contradicts its key by itself is not believed, whatever stands around it.
        if *state == 1 && evidence > -CHANGE {
            found.push(Pair { source, target, weight: 1.0 + evidence.max(0.0) });
        } else {
            doubted.push(source);
        }
    }
    found.extend(shifted(&doubted, (left, right), (&rows, &columns), likeness));
    found
}

/// Where a run of keys is not believed, the pairs of blocks with keys of one kind that stand a few places from those of equal keys.
fn shifted(
    doubted: &[usize],
    (left, right): (&[Segment<'_>], &[Segment<'_>]),
    (rows, columns): (&Stretches, &Stretches),
    likeness: &Likeness,
) -> Vec<Pair> {
    let mut found = Vec::new();
    for heading in [true, false] {
        let major =
            |segments: &[Segment<'_>], at: usize| segments[at].is_major() && segments[at].is_heading() == heading;
        let own: Vec<usize> = doubted.iter().copied().filter(|&at| major(left, at)).collect();
        if own.len() < 3 {
            continue;
        }
        let theirs: Vec<usize> = columns.keyed.iter().copied().filter(|&at| major(right, at)).collect();
        let places: std::collections::HashMap<&str, usize> =
            theirs.iter().enumerate().filter_map(|(at, &block)| Some((right[block].strong_key()?, at))).collect();
        let candidates = |source: usize| -> [Option<usize>; 2 * SHIFT + 2] {
            let mut beside = [None; 2 * SHIFT + 2];
            let Some(&at) = left[source].strong_key().and_then(|key| places.get(key)) else { return beside };
            for (shift, beside) in beside.iter_mut().skip(1).enumerate() {
                *beside = (at + shift).checked_sub(SHIFT).and_then(|at| theirs.get(at)).copied();
            }
            beside
        };
        let judged: Vec<[f32; 2 * SHIFT + 2]> = own
            .iter()
            .map(|&source| {
                let mut judged = candidates(source).map(|target| match target {
                    Some(target) => likeness.evidence(rows.from(source), columns.from(target)) - 0.3,
                    None => -1.0,
                });
                judged[0] = 0.0;
                judged
            })
            .collect();
        for ((&source, state), judged) in own.iter().zip(states(&judged, [0.0; 2 * SHIFT + 2])).zip(&judged) {
            if let Some(target) = candidates(source)[state].filter(|_| judged[state] > -CHANGE) {
                found.push(Pair { source, target, weight: 0.5 + judged[state].max(0.0) });
            }
        }
    }
    found
}

/// The most likely state at every place: the highest sum of what speaks for each, less the price of changes; `best` is what speaks
/// for each before the first.
fn states<const N: usize>(judged: &[[f32; N]], mut best: [f32; N]) -> Vec<usize> {
    let mut from: Vec<[u8; N]> = Vec::with_capacity(judged.len());
    for own in judged {
        let top = (0..N).fold(0, |top, state| if best[state] > best[top] { state } else { top });
        let mut back = [0_u8; N];
        let mut next = [0.0_f32; N];
        for state in 0..N {
            let stays = best[state] >= best[top] - CHANGE;
            back[state] = if stays { state as u8 } else { top as u8 };
            next[state] = own[state] + if stays { best[state] } else { best[top] - CHANGE };
        }
        // Only differences count: a sum over a book would lose them.
        best = next.map(|one| one - next.iter().copied().fold(f32::MIN, f32::max));
        from.push(back);
    }
    let mut state = (0..N).fold(0, |top, state| if best[state] >= best[top] { state } else { top });
    let mut states = vec![0; judged.len()];
    for (at, back) in from.iter().enumerate().rev() {
        states[at] = state;
        state = usize::from(back[state]);
    }
    states
}
