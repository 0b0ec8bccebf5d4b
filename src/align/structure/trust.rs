//! Which equal keys are believed: those whose neighbourhood says the same.
//!
//! A number that is missing, repeated or misread misleads one pair of keys, numbers that are shifted from some place on mislead
//! all pairs after it. So the pairs are judged in their order, each by what the text from its block to the next one with a
//! key looks like, and a change of opinion has a price (Viterbi 1967).

use std::collections::HashMap;
use std::ops::Range;

use super::likeness::Likeness;
use crate::align::segment::Segment;

/// What an equal key says by itself, as a log likelihood ratio.
const KEY: f32 = 0.5;
/// What speaks against a key that is shifted.
const SHIFTED: f32 = 0.3;
/// The price of a change of opinion.
const CHANGE: f32 = 4.0;
/// What must speak against a pair by itself for it not to be believed, whatever stands around it.
const AGAINST: f32 = -2.5;
/// What is said for a key that is not there.
const ABSENT: f32 = -1.0;
/// What it costs that a version has more after a block than the other.
const MORE: f32 = 1.0;
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

/// The text that a block with a key begins: up to the next one, a heading's up to the next heading.
pub(super) struct Stretches {
    /// The blocks with keys, in order.
    pub(super) keyed: Vec<usize>,
    /// For every block the end of its stretch.
    ends: Vec<usize>,
}

impl Stretches {
    pub(super) fn of(segments: &[Segment<'_>]) -> Self {
        let keyed = (0..segments.len()).filter(|&at| segments[at].strong_key().is_some()).collect();
        let mut ends = vec![segments.len(); segments.len()];
        let (mut key, mut heading) = (segments.len(), segments.len());
        for (at, segment) in segments.iter().enumerate().rev() {
            ends[at] = if segment.is_heading() { heading } else { key };
            if segment.strong_key().is_some() {
                key = at;
            }
            if segment.is_heading() {
                (key, heading) = (at, at);
            }
        }
        Self { keyed, ends }
    }

    /// The stretch that starts with block `block`.
    fn from(&self, block: usize) -> Range<usize> {
        block..self.ends.get(block).copied().unwrap_or(block)
    }
}

/// The pairs of blocks with keys that are believed: equal keys where the text says the same, and, where keys are shifted by a few,
/// those that the text shows in their place. `pairs` are the equal keys, in the order of the source.
pub(super) fn believed(
    pairs: &[(usize, usize)],
    (left, right): (&[Segment<'_>], &[Segment<'_>]),
    likeness: &Likeness,
) -> Vec<Pair> {
    let judge = Judge { left, right, rows: Stretches::of(left), columns: Stretches::of(right), likeness };
    let (headings, others): (Vec<(usize, usize)>, Vec<_>) = pairs.iter().partition(|pair| left[pair.0].is_heading());
    let mut found = judge.believed(&headings, true);
    // Numbers start again in a part, and are those of the part that was found to be the same.
    let parts: HashMap<&str, &str> = found
        .iter()
        .filter_map(|pair| Some((left[pair.source].strong_key()?, right[pair.target].strong_key()?)))
        .filter(|(own, other)| own != other)
        .collect();
    let others = if parts.is_empty() { others } else { judge.renamed(others, &parts) };
    found.extend(judge.believed(&others, false));
    found
}

/// States of a pair: not believed, or the equal key at the middle of those a few places away.
const STATES: usize = 2 * SHIFT + 2;
/// The state of an equal key.
const EQUAL: usize = SHIFT + 1;

struct Judge<'a> {
    left: &'a [Segment<'a>],
    right: &'a [Segment<'a>],
    rows: Stretches,
    columns: Stretches,
    likeness: &'a Likeness,
}

impl Judge<'_> {
    /// What speaks for a block of the source and one of the target, keys apart.
    fn evidence(&self, source: usize, target: usize) -> f32 {
        let (rows, columns) = (self.rows.from(source), self.columns.from(target));
        let stretch = self.likeness.evidence(rows.clone(), columns.clone());
        // What a version adds after a paragraph says nothing against the paragraph; a heading says nothing without its text.
        let few = if self.left[source].is_text() { 1 } else { 2 };
        let start = |range: Range<usize>| range.start..range.end.min(range.start + few);
        stretch.max(self.likeness.evidence(start(rows), start(columns)) - MORE)
    }

    /// The believed ones among `pairs`, which are all headings or all others.
    fn believed(&self, pairs: &[(usize, usize)], headings: bool) -> Vec<Pair> {
        let major = |segment: &Segment<'_>| segment.is_major() && segment.is_heading() == headings;
        let keyed: Vec<usize> = self.columns.keyed.iter().copied().filter(|&at| major(&self.right[at])).collect();
        let target = |pair: &(usize, usize), state: usize| -> Option<usize> {
            if state == EQUAL || !major(&self.left[pair.0]) {
                return (state == EQUAL).then_some(pair.1);
            }
            let at = keyed.binary_search(&pair.1).ok()?;
            (at + state).checked_sub(EQUAL).and_then(|at| keyed.get(at)).copied()
        };
        let judged: Vec<[f32; STATES]> = pairs
            .iter()
            .map(|pair| {
                let mut judged = [ABSENT; STATES];
                judged[0] = 0.0;
                for (state, judged) in judged.iter_mut().enumerate().skip(1) {
                    if let Some(target) = target(pair, state) {
                        *judged = self.evidence(pair.0, target) + if state == EQUAL { KEY } else { -SHIFTED };
                    }
                }
                judged
            })
            .collect();
        let mut before = [-CHANGE; STATES];
        before[EQUAL] = 0.0;
        let mut found = Vec::new();
        for ((pair, judged), state) in pairs.iter().zip(&judged).zip(states(&judged, before)) {
            // A block that contradicts its key by itself is not believed, whatever stands around it.
            if let Some(target) = target(pair, state).filter(|_| state > 0 && judged[state] > AGAINST) {
                found.push(Pair { source: pair.0, target, weight: 1.0 + judged[state].max(0.0) });
            }
        }
        found
    }

    /// `pairs` with the target that the parts found for their own parts have.
    fn renamed(&self, pairs: Vec<(usize, usize)>, parts: &HashMap<&str, &str>) -> Vec<(usize, usize)> {
        let named: HashMap<&str, usize> =
            self.columns.keyed.iter().filter_map(|&at| Some((self.right[at].strong_key()?, at))).collect();
        let renamed = |source: usize| -> Option<usize> {
            let (part, rest) = self.left[source].strong_key()?.split_once(':')?;
            let other = parts.get(part)?;
            let target = named.get(format!("{other}:{rest}").as_str()).copied();
            Some(target.filter(|&target| self.left[source].may_be(&self.right[target])).unwrap_or(usize::MAX))
        };
        let mut known: HashMap<usize, usize> = pairs.into_iter().collect();
        let mut all = Vec::new();
        for &source in &self.rows.keyed {
            match renamed(source) {
                Some(usize::MAX) => {}
                Some(target) => all.push((source, target)),
                None => all.extend(known.remove(&source).map(|target| (source, target))),
            }
        }
        all
    }
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
