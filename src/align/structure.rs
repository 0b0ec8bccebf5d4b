//! The skeleton that two versions share: keys first, then order and length between equal keys.

use std::collections::HashMap;

use super::length::LengthModel;
use super::path::{cheapest, heaviest_chain};
use super::segment::{Segment, Support, cost, part, score};
use super::{Alignment, Bead};
use crate::document::Document;

/// Two blocks that stand beside each other whatever their lengths say.
#[derive(Clone, Copy, Debug)]
struct Fixed {
    source: usize,
    target: usize,
    pin: bool,
}

/// Aligns the blocks of two versions of one work: equal strong keys are fixed points, `pins` are further fixed points
/// (pairs of block indices a person set, stronger than keys); between them blocks are aligned by order and length
/// (Gale & Church 1993). Of keys that cross, the heaviest chain stays, so that a missing, repeated or misread number
/// changes its neighbourhood only. Linear but for `n log n` of the chain.
pub fn align_blocks(source: &Document, target: &Document, pins: &[(usize, usize)]) -> Alignment {
    let source: Vec<Segment<'_>> = source.blocks.iter().map(Segment::new).collect();
    let target: Vec<Segment<'_>> = target.blocks.iter().map(Segment::new).collect();
    let fixed = fixed_points(&source, &target, pins);
    let lengths = LengthModel::new(ratio(&source, &target, &fixed));

    let mut beads = Vec::with_capacity(source.len().max(target.len()));
    let (mut i, mut j) = (0, 0);
    let mut support = Support::Path;
    let end = Fixed { source: source.len(), target: target.len(), pin: false };
    for next in fixed.iter().chain(std::iter::once(&end)) {
        gap(&mut beads, (&source, &target), (i..next.source, j..next.target), &lengths, support);
        (i, j) = (next.source, next.target);
        support = if next.pin { Support::Pin } else { Support::Key };
    }
    Alignment { beads }
}

/// Aligns the blocks between two fixed points. With the support of one, the first bead holds the first block of both sides.
fn gap(
    beads: &mut Vec<Bead>,
    (source, target): (&[Segment<'_>], &[Segment<'_>]),
    (rows, columns): (std::ops::Range<usize>, std::ops::Range<usize>),
    lengths: &LengthModel,
    support: Support,
) {
    let (left, right) = (part(source, &rows), part(target, &columns));
    let anchored = matches!(support, Support::Pin | Support::Key) && !left.is_empty() && !right.is_empty();
    let one_sided = left.len().min(right.len()) == usize::from(anchored);
    let parallel = left.len() == right.len();
    let weights = |segments: &[Segment<'_>]| segments.iter().map(|segment| segment.length as f32).collect::<Vec<_>>();
    let chain = cheapest(&weights(left), &weights(right), |s, t| {
        if anchored && s.start == 0 && t.start == 0 {
            if s.is_empty() || t.is_empty() {
                return f32::INFINITY;
            }
            if s.len() == 1 && t.len() == 1 {
                return cost(&left[s], &right[t], lengths, parallel).min(20.0);
            }
        }
        cost(&left[s], &right[t], lengths, parallel)
    });
    for (at, (s, t)) in chain.into_iter().enumerate() {
        let behind = match (anchored && at == 0, one_sided) {
            (true, _) => support,
            (false, true) => Support::OneSided,
            (false, false) => Support::Path,
        };
        let score = score(part(left, &s), part(right, &t), lengths, behind);
        beads.push(Bead {
            source: rows.start + s.start..rows.start + s.end,
            target: columns.start + t.start..columns.start + t.end,
            score,
        });
    }
}

/// The fixed points in order, growing on both sides: the pins, and the keys that agree with them and with each other.
fn fixed_points(source: &[Segment<'_>], target: &[Segment<'_>], pins: &[(usize, usize)]) -> Vec<Fixed> {
    let valid: Vec<(usize, usize, u32)> =
        pins.iter().filter(|pin| pin.0 < source.len() && pin.1 < target.len()).map(|pin| (pin.0, pin.1, 1)).collect();
    let pins: Vec<(usize, usize)> = heaviest_chain(&valid).into_iter().map(|at| (valid[at].0, valid[at].1)).collect();
    let agrees = |i: usize, j: usize| {
        let at = pins.partition_point(|pin| pin.0 < i);
        let before = at.checked_sub(1).is_none_or(|before| pins[before].1 < j);
        before && pins.get(at).is_none_or(|after| i < after.0 && j < after.1)
    };
    let pairs: Vec<(usize, usize)> = equal_keys(source, target).into_iter().filter(|&(i, j)| agrees(i, j)).collect();
    let lengths = {
        let texts = pairs.iter().map(|&(i, j)| (&source[i], &target[j]));
        LengthModel::new(measured(texts).unwrap_or_else(|| whole(source, target)))
    };
    let weighed: Vec<(usize, usize, u32)> = pairs
        .iter()
        .map(|&(i, j)| {
            // Where keys contradict each other, lengths and ranks decide which is misread.
            let fit = lengths.fit(source[i].length, target[j].length);
            (i, j, source[i].rank() * (40.0 + 60.0 * fit) as u32)
        })
        .collect();
    let mut fixed: Vec<Fixed> = heaviest_chain(&weighed)
        .into_iter()
        .map(|at| Fixed { source: weighed[at].0, target: weighed[at].1, pin: false })
        .chain(pins.iter().map(|pin| Fixed { source: pin.0, target: pin.1, pin: true }))
        .collect();
    fixed.sort_by_key(|point| point.source);
    fixed
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
fn ratio(source: &[Segment<'_>], target: &[Segment<'_>], fixed: &[Fixed]) -> f32 {
    let mut pairs = Vec::new();
    for two in fixed.windows(2) {
        let (rows, columns) = (two[0].source..two[1].source, two[0].target..two[1].target);
        if rows.len() == columns.len() {
            pairs.extend(part(source, &rows).iter().zip(part(target, &columns)));
        }
    }
    let points = fixed.iter().map(|point| (&source[point.source], &target[point.target]));
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
