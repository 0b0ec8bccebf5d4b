//! What is set right after the engine: what persons said, what only a key brings together, sentences broken over blocks.

use std::collections::HashSet;
use std::ops::Range;

use super::Segmentation;
use super::compose::placed;
use crate::align::structure::{Skeleton, Witness};
use crate::align::{Alignment, Bead, By, Fixed};
use crate::document::{Document, Kind};
use crate::text::script::is_han;

/// The confidence of what only its place brings together.
const DOUBT: f32 = 0.35;
/// What must speak against two blocks of one key for them not to be brought together.
const AGAINST: f32 = -2.5;
/// Letters of a line that may be the beginning of the sentence after it.
const LINE: usize = 42;

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

/// Boundaries over which nothing is joined: (source sentence, target sentence in the order of the source).
pub(super) type Walls = HashSet<(usize, usize)>;

/// The boundaries that keys, seams of moved parts and persons set.
pub(super) fn walls(
    skeleton: &Skeleton<'_>,
    (left, right): (&Segmentation, &Segmentation),
    persons: &[Fixed],
) -> Walls {
    let keys = skeleton.points.iter().filter(|point| point.by != Witness::Words);
    let keys = keys.map(|point| (point.source, point.target)).chain(skeleton.seams.iter().copied());
    let mut walls: Walls = keys.map(|(i, j)| (left.of_block(i).start, right.of_block(j).start)).collect();
    walls.extend(
        persons.iter().flat_map(|one| [(one.source.start, one.target.start), (one.source.end, one.target.end)]),
    );
    walls
}

/// Joins blocks that the engine left without a counterpart on both sides of one place, where nothing speaks against it, and after an
/// equal key where not much does: nothing else can be meant.
pub(super) fn orphans(
    beads: Vec<Bead>,
    skeleton: &Skeleton<'_>,
    (left, right): (&Segmentation, &Segmentation),
    walls: &Walls,
) -> Vec<Bead> {
    let mut joined: Vec<Bead> = Vec::with_capacity(beads.len());
    let mut beads = beads.into_iter().peekable();
    while let Some(first) = beads.next() {
        if first.source.is_empty() == first.target.is_empty() {
            joined.push(first);
            continue;
        }
        let from = joined.len();
        let keyed = walls.contains(&(first.source.start, first.target.start));
        let (mut rows, mut columns) = (first.source.clone(), first.target.clone());
        joined.push(first);
        while let Some(bead) = beads.next_if(|bead| {
            let place = (bead.source.start, bead.target.start);
            bead.source.is_empty() != bead.target.is_empty() && !walls.contains(&place)
        }) {
            (rows.end, columns.end) = (bead.source.end, bead.target.end);
            joined.push(bead);
        }
        let (Some(ours), Some(theirs)) = (left.whole_blocks(&rows), right.whole_blocks(&columns)) else { continue };
        if skeleton.likeness.evidence(ours, theirs) >= if keyed { AGAINST } else { 0.0 } {
            joined.truncate(from);
            joined.push(Bead { source: rows, target: columns, score: DOUBT });
        }
    }
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
/// versions break such a sentence over one, two or three blocks.
pub(super) fn lines(
    mut beads: Vec<Bead>,
    (source, left): (&Document, &Segmentation),
    (target, right): (&Document, &Segmentation),
    walls: &Walls,
) -> Vec<Bead> {
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
                    && !walls.contains(&(next.source.start, next.target.start)) =>
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

/// About how many letters a text has; a Han character says as much as three, and no more is counted than matters.
fn size(text: &str) -> usize {
    text.chars().take(4 * LINE).map(|c| if is_han(c) { 3 } else { 1 }).sum()
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
        && size(&line.text) <= LINE
        && size(&line.text) < size(&after.text) + LINE / 2
        && line.text.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '،' | '，' | '、'))
}
