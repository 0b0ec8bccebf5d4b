//! What is set right after the engine: what persons said, what only a key brings together, sentences broken over blocks.

use std::ops::Range;

use super::Segmentation;
use super::compose::placed;
use crate::align::structure::Skeleton;
use crate::align::{Alignment, Bead, By, Fixed};
use crate::document::{Document, Kind};

/// The confidence of what only a key brings together.
const DOUBT: f32 = 0.35;
/// Characters of a line that may be the beginning of the sentence after it.
const LINE: usize = 40;

/// Makes sure that the beads of persons stand, also where one of them crosses another: what they hold is taken out of other beads.
pub(super) fn carve(sentences: &mut Alignment, fixed: &[Fixed]) {
    let stands = |one: &Fixed| {
        let at = sentences.beads.partition_point(|bead| bead.source.start < one.source.start);
        let found = sentences.beads.get(at..).unwrap_or_default();
        found.iter().take(4).any(|bead| bead.source == one.source && bead.target == one.target)
    };
    let missing: Vec<Fixed> = fixed
        .iter()
        .filter(|one| one.by == By::Person && !one.source.is_empty() && !one.target.is_empty() && !stands(one))
        .cloned()
        .collect();
    for one in missing {
        let mut beads = Vec::with_capacity(sentences.beads.len() + 4);
        for bead in sentences.beads.drain(..) {
            let (before, after) = without(&bead.source, &one.source);
            let (over, under) = without(&bead.target, &one.target);
            if before.len() + after.len() == bead.source.len() && over.len() + under.len() == bead.target.len() {
                beads.push(bead);
                continue;
            }
            let score = bead.score.min(0.3);
            for (source, target) in [(before, over), (after, under)] {
                if !source.is_empty() || !target.is_empty() {
                    beads.push(Bead { source, target, score });
                }
            }
        }
        beads.push(Bead { source: one.source, target: one.target, score: 1.0 });
        *sentences = placed(beads);
    }
}

/// Joins what the engine left without a counterpart on both sides of a pair of blocks that begin with the same key: nothing else can
/// be meant. `right` has its sentences in the order of `beads`.
pub(super) fn reconciled(
    beads: Vec<Bead>,
    skeleton: &Skeleton<'_>,
    (left, right): (&Segmentation, &Segmentation),
) -> Vec<Bead> {
    let mut joined: Vec<Bead> = Vec::with_capacity(beads.len());
    let mut beads = beads.into_iter().peekable();
    for point in &skeleton.points {
        let (row, column) = (left.of_block(point.source), right.of_block(point.target));
        while let Some(bead) = beads.next_if(|bead| bead.source.start < row.start || bead.target.start < column.start) {
            joined.push(bead);
        }
        let from = joined.len();
        while let Some(bead) = beads.next_if(|bead| {
            bead.source.end <= row.end
                && bead.target.end <= column.end
                && (bead.source.is_empty() != bead.target.is_empty())
        }) {
            joined.push(bead);
        }
        let all = &joined[from..];
        let (ours, theirs) =
            (all.iter().map(|bead| bead.source.len()).sum(), all.iter().map(|bead| bead.target.len()).sum());
        if (row.len(), column.len()) == (ours, theirs) && ours > 0 && theirs > 0 {
            joined.truncate(from);
            joined.push(Bead { source: row, target: column, score: DOUBT });
        }
    }
    joined.extend(beads);
    joined
}

/// What is left of `range` before and after `taken`.
fn without(range: &Range<usize>, taken: &Range<usize>) -> (Range<usize>, Range<usize>) {
    if range.end <= taken.start || taken.end <= range.start {
        return (range.clone(), range.end..range.end);
    }
    (range.start..taken.start.max(range.start), taken.end.min(range.end)..range.end)
}

/// Joins lines that begin a sentence (`Now, therefore,`) and that the engine left without a counterpart with what they begin:
/// versions break such a sentence over one, two or three blocks. Both segmentations have their sentences in the order of `beads`; no
/// bead grows over one of `points`.
pub(super) fn lines(
    mut beads: Vec<Bead>,
    (source, left): (&Document, &Segmentation),
    (target, right): (&Document, &Segmentation),
    points: &[Fixed],
) -> Vec<Bead> {
    let fixed: std::collections::HashSet<(usize, usize)> =
        points.iter().map(|point| (point.source.start, point.target.start)).collect();
    let mut joined: Vec<Bead> = Vec::with_capacity(beads.len());
    while let Some(bead) = beads.pop() {
        let begins = match (bead.source.len(), bead.target.len()) {
            (1, 0) => is_line(source, left, bead.source.start),
            (0, 1) => is_line(target, right, bead.target.start),
            _ => false,
        };
        match joined.last_mut() {
            Some(next)
                if begins
                    && !next.source.is_empty()
                    && !next.target.is_empty()
                    && !fixed.contains(&(next.source.start, next.target.start)) =>
            {
                next.source.start = bead.source.start;
                next.target.start = bead.target.start;
                next.score = next.score.min(bead.score.max(0.5));
            }
            _ => joined.push(bead),
        }
    }
    joined.reverse();
    joined
}

/// Whether sentence `at` is a short paragraph by itself that ends without a stop before another paragraph.
fn is_line(document: &Document, cut: &Segmentation, at: usize) -> bool {
    let block = |at: usize| {
        let block = cut.sentences.get(at)?.block;
        Some((block, document.blocks.get(block)?))
    };
    let (Some((own, line)), Some((next, after))) = (block(at), block(at + 1)) else { return false };
    let alone = at == 0 || block(at - 1).is_none_or(|(before, _)| before != own);
    alone
        && own != next
        && line.kind == Kind::Paragraph
        && after.kind == Kind::Paragraph
        && after.key.is_weak()
        && line.text.chars().take(LINE + 1).count() <= LINE
        && line.text.len() * 3 < after.text.len() + LINE
        && line.text.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '،' | '，' | '、'))
}
