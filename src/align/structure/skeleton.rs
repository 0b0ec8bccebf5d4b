//! The skeleton of two versions: the pairs of blocks that stand, and the target brought into the order of the source.

use std::collections::HashMap;
use std::ops::Range;

use super::anchor::anchors;
use super::identity::named;
use super::likeness::{Depth, Likeness};
use super::part::{cuts, threads};
use super::trust::{Pair, believed};
use crate::align::length::LengthModel;
use crate::align::path::heaviest_chain;
use crate::align::segment::{Segment, part};
use crate::document::Document;

/// Two blocks that stand beside each other whatever their lengths say.
#[derive(Clone, Copy, Debug)]
pub(in crate::align) struct Point {
    pub(in crate::align) source: usize,
    /// In the order of the source.
    pub(in crate::align) target: usize,
    pub(in crate::align) by: Witness,
}

/// What speaks for a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::align) enum Witness {
    /// A person.
    Pin,
    /// Equal keys, and what stands around them; or equal names in their sources.
    Key,
    /// Words that only these two have.
    Words,
}

/// What is known of two versions before what stands between their points is aligned.
pub(in crate::align) struct Skeleton<'d> {
    pub(in crate::align) source: Vec<Segment<'d>>,
    /// In the order of the source.
    pub(in crate::align) target: Vec<Segment<'d>>,
    /// For every target block in the order of the source its index in the document.
    pub(in crate::align) order: Vec<usize>,
    /// Where parts end that do not follow each other in the target: (source block, target block) in the order of the source.
    pub(in crate::align) seams: Vec<(usize, usize)>,
    /// In order, growing on both sides.
    pub(in crate::align) points: Vec<Point>,
    pub(super) lengths: LengthModel,
    pub(in crate::align) likeness: Likeness,
}

impl<'d> Skeleton<'d> {
    /// Finds the skeleton; `pins` are pairs of blocks that a person set: they stand, and no point crosses them.
    pub(in crate::align) fn new(
        source: &'d Document,
        target: &'d Document,
        pins: &[(usize, usize)],
        depth: Depth,
    ) -> Self {
        let left: Vec<Segment<'_>> = source.blocks.iter().map(Segment::new).collect();
        let right: Vec<Segment<'_>> = target.blocks.iter().map(Segment::new).collect();
        let pins = chain_of_pins(pins, (left.len(), right.len()));
        let keys = equal_keys(&left, &right);
        let rough = measured(keys.iter().map(|&(i, j)| (&left[i], &right[j]))).unwrap_or_else(|| whole(&left, &right));
        let likeness = Likeness::new((source, &left), (target, &right), LengthModel::new(rough), depth);
        let mut witnessed: HashMap<(usize, usize), Witness> = HashMap::new();
        let mut pairs: Vec<Pair> = believed(&keys, (&left, &right), &likeness)
            .into_iter()
            .map(|pair| Pair { weight: pair.weight * left[pair.source].rank(), ..pair })
            .collect();
        witnessed.extend(pairs.iter().map(|pair| ((pair.source, pair.target), Witness::Key)));
        for pair in named((source, &left), (target, &right), &likeness) {
            witnessed.insert((pair.source, pair.target), Witness::Key);
            pairs.push(pair);
        }
        for pair in anchors(&likeness, (&left, &right)) {
            let place = (pair.source, pair.target);
            match witnessed.entry(place) {
                std::collections::hash_map::Entry::Occupied(_) => {}
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(Witness::Words);
                    pairs.push(pair);
                }
            }
        }
        for &(source, target) in &pins {
            pairs.push(Pair { source, target, weight: 1e4 });
            witnessed.insert((source, target), Witness::Pin);
        }
        let threads = threads(&pairs);
        let alike = |i: usize, j: usize| {
            let (a, b) = (&left[i], &right[j]);
            a.may_be(b) && a.is_heading() == b.is_heading() && likeness.evidence(i..i + 1, j..j + 1) > 0.0
        };
        let opens =
            |target: bool, block: usize| if target { right[block].is_heading() } else { left[block].is_heading() };
        let cuts = cuts(&threads, (left.len(), right.len()), alike, opens);
        let sizes: Vec<usize> = cuts.target.iter().map(ExactSizeIterator::len).collect();
        let order: Vec<usize> = if cuts.target.is_empty() {
            (0..right.len()).collect()
        } else {
            cuts.target.into_iter().flatten().collect()
        };
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(at, &block)| place[block] = at);
        let mut seams = Vec::new();
        let mut start = 0;
        for (end, blocks) in cuts.source.iter().zip(&sizes).take(sizes.len().saturating_sub(1)) {
            start += blocks;
            seams.push((*end, start));
        }
        let points: Vec<Point> = threads
            .pairs
            .iter()
            .map(|pair| Point {
                source: pair.source,
                target: place[pair.target],
                by: witnessed.get(&(pair.source, pair.target)).copied().unwrap_or(Witness::Words),
            })
            .collect();
        let mut right: Vec<Option<Segment<'d>>> = right.into_iter().map(Some).collect();
        let target: Vec<Segment<'d>> = order.iter().filter_map(|&block| right.get_mut(block)?.take()).collect();
        let lengths = LengthModel::new(ratio(&left, &target, &points));
        Self { source: left, target, order, seams, points, lengths, likeness }
    }
}

impl Skeleton<'_> {
    /// Whether one side of what stands between two points, the target's blocks in the order of the source, says so much more
    /// than the other that something must be missing.
    pub(in crate::align) fn is_torn(&self, rows: &Range<usize>, columns: &Range<usize>) -> bool {
        let size = |side: &[Segment<'_>], range: &Range<usize>| part(side, range).iter().map(|one| one.length).sum();
        let (left, right): (usize, usize) = (size(&self.source, rows), size(&self.target, columns));
        let both = !rows.is_empty() && !columns.is_empty() && rows.len().max(columns.len()) > 2;
        both && self.lengths.deviate(left, right) > TORN && left.max(right) > left.min(right) / 4 * 5
    }

    /// Whether source block `source` begins with another key than the block that was found to be its counterpart.
    pub(super) fn is_shifted(&self, source: usize) -> bool {
        let at = self.points.partition_point(|point| point.source < source);
        self.points.get(at).filter(|point| point.source == source && point.by == Witness::Key).is_some_and(|point| {
            let keys = (self.source[point.source].strong_key(), self.target[point.target].strong_key());
            keys.0 != keys.1
        })
    }

    /// Whether source block `source` and target block `target` (in the order of the source) look as if neither said more
    /// than the other.
    pub(in crate::align) fn fits(&self, source: usize, target: usize) -> bool {
        let (Some(a), Some(b)) = (self.source.get(source), self.target.get(target)) else { return false };
        let other = self.order[target];
        let said = self.likeness.said(source..source + 1, other..other + 1);
        let fit = self.lengths.fit(a.length, b.length);
        fit >= if said > 2.0 { 0.2 } else { 0.5 }
    }
}

impl Skeleton<'_> {
    /// Whether source block `source` and target block `target` (in the order of the source) are each other's counterparts
    /// beyond doubt: what they say is alike, and no block near them says as much.
    pub(in crate::align) fn certain(&self, source: usize, target: usize) -> bool {
        let evidence = |i: usize, j: usize| {
            let other = *self.order.get(j)?;
            (i < self.source.len()).then(|| self.likeness.evidence(i..i + 1, other..other + 1))
        };
        let Some(own) = evidence(source, target).filter(|own| *own >= CERTAIN) else { return false };
        let beside = |at: usize| (at.saturating_sub(NEAR)..at).chain(at + 1..=at + NEAR);
        let rivals = beside(source).filter_map(|i| evidence(i, target));
        let others = beside(target).filter_map(|j| evidence(source, j));
        rivals.chain(others).all(|rival| rival <= own - MARGIN)
    }
}

/// The deviate of two lengths that no translation explains.
const TORN: f32 = 6.0;
/// What must speak for a pair beyond doubt.
const CERTAIN: f32 = 1.8;
/// By how much it must speak more for it than for others.
const MARGIN: f32 = 1.5;
/// Blocks on each side of a block that it might be taken for.
const NEAR: usize = 3;

/// The pins that are inside both texts and do not cross: the longest chain of them.
fn chain_of_pins(pins: &[(usize, usize)], blocks: (usize, usize)) -> Vec<(usize, usize)> {
    let valid: Vec<(usize, usize, u32)> =
        pins.iter().filter(|pin| pin.0 < blocks.0 && pin.1 < blocks.1).map(|pin| (pin.0, pin.1, 1)).collect();
    heaviest_chain(&valid).into_iter().map(|at| (valid[at].0, valid[at].1)).collect()
}

/// Pairs of blocks with equal strong keys; a repeated key pairs in order of appearance.
fn equal_keys(source: &[Segment<'_>], target: &[Segment<'_>]) -> Vec<(usize, usize)> {
    let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
    for (j, segment) in target.iter().enumerate() {
        if let Some(key) = segment.strong_key() {
            named.entry(key).or_default().push(j);
        }
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (i, segment) in source.iter().enumerate() {
        let Some(key) = segment.strong_key() else { continue };
        let turn = seen.entry(key).or_default();
        if let Some(&j) = named.get(key).and_then(|all| all.get(*turn)).filter(|&&j| segment.may_be(&target[j])) {
            pairs.push((i, j));
        }
        *turn += 1;
    }
    pairs
}

/// Target characters for one source character: from the stretches between fixed points that have as many blocks on both
/// sides, else from the fixed points, else from the whole texts.
fn ratio(source: &[Segment<'_>], target: &[Segment<'_>], points: &[Point]) -> f32 {
    let mut pairs = Vec::new();
    for two in points.windows(2) {
        let (rows, columns) = (two[0].source..two[1].source, two[0].target..two[1].target);
        if rows.len() == columns.len() {
            pairs.extend(part(source, &rows).iter().zip(part(target, &columns)));
        }
    }
    let points = points.iter().map(|point| (&source[point.source], &target[point.target]));
    measured(pairs.into_iter()).or_else(|| measured(points)).unwrap_or_else(|| whole(source, target))
}

/// The ratio of pairs of running text, where there is enough of it to say.
fn measured<'s, 'd: 's>(pairs: impl Iterator<Item = (&'s Segment<'d>, &'s Segment<'d>)>) -> Option<f32> {
    let (mut left, mut right) = (0, 0);
    for (a, b) in pairs.filter(|(a, b)| a.is_text() && b.is_text()) {
        left += a.length;
        right += b.length;
    }
    (left.min(right) >= 100).then(|| right as f32 / left as f32)
}

/// The ratio of the whole texts.
fn whole(source: &[Segment<'_>], target: &[Segment<'_>]) -> f32 {
    let sum = |side: &[Segment<'_>]| side.iter().filter(|one| one.is_text()).map(|one| one.length).sum::<usize>();
    let (left, right) = (sum(source), sum(target));
    if left == 0 || right == 0 { 1.0 } else { right as f32 / left as f32 }
}
