//! What stands before words are asked: the points and beads of sentences that keys, headings and tables give.

use std::collections::HashMap;
use std::ops::Range;

use super::Segmentation;
use crate::align::path::heaviest_chain;
use crate::align::segment::Segment;
use crate::align::structure::{LIST, Skeleton, Witness};
use crate::align::{Bead, By, Fixed};
use crate::document::{Block, Document, Kind, ordinal};

/// A bead of blocks that is at least as sure as this ends where it ends on both sides.
const SURE: f32 = 0.6;

/// The points that no bead crosses and the beads that stand, in order, in the sentences of both sides. `blocks` are the
/// beads of the blocks, the target's in the order of the source, as `right` has its sentences.
pub(super) fn points(
    (source, left): (&Document, &Segmentation),
    (target, right): (&Document, &Segmentation),
    skeleton: &Skeleton<'_>,
    blocks: &[Bead],
) -> Vec<Fixed> {
    let mut points = Points::default();
    let marks = marks(skeleton, blocks);
    let mut sure = true;
    for (bead, mark) in blocks.iter().zip(&marks) {
        let (i, j) = (bead.source.start, bead.target.start);
        let kinds = kinds(source, target, skeleton, bead);
        let whole = bead.source.len() == 1 && bead.target.len() == 1;
        if bead.source.len() >= LIST && bead.target.len() >= LIST {
            points.bead(left.of_blocks_range(&bead.source), right.of_blocks_range(&bead.target));
            sure = true;
            continue;
        }
        let apart = kinds.is_some() && bead.score >= SURE;
        let certain = mark.lacking || whole && skeleton.certain(i, j);
        let stands = match mark.point {
            Some(Witness::Key | Witness::Pin) => true,
            // A paragraph that one version cuts in two has its words in both.
            Some(Witness::Words) => sure || certain,
            None => mark.seam || apart || certain,
        };
        let (row, column) = (left.of_blocks_range(&bead.source), right.of_blocks_range(&bead.target));
        if stands {
            points.point(row.start, column.start);
        }
        sure = apart || certain || mark.point.is_some() && whole && skeleton.fits(i, j);
        if !sure {
            continue;
        }
        match kinds {
            Some(Kind::Table) => {
                let (Some(a), Some(b)) = (block(source, i), block(target, skeleton.order[j])) else { continue };
                points.table((a, row), (b, column));
            }
            Some(Kind::Heading) if !row.is_empty() && !column.is_empty() => points.bead(row, column),
            _ if row.is_empty() != column.is_empty() => points.bead(row, column),
            _ => points.point(row.end, column.end),
        }
    }
    points.found
}

/// What the skeleton says of a bead of blocks.
struct Mark {
    /// The point at which it starts.
    point: Option<Witness>,
    /// Whether a part starts with it.
    seam: bool,
    /// Whether it stands between two points between which one side lacks a heading, a number or much of the text: what is left there is better
    /// known by kinds, keys and whole blocks than by sentences.
    lacking: bool,
}

fn marks(skeleton: &Skeleton<'_>, blocks: &[Bead]) -> Vec<Mark> {
    let mut known = skeleton.points.iter().peekable();
    let mut seams = skeleton.seams.iter().peekable();
    let mut marks: Vec<Mark> = Vec::with_capacity(blocks.len());
    let mut start = 0;
    let mut lacking = false;
    let close = |marks: &mut [Mark], start: usize, end: (usize, usize), lacking: bool| {
        let Some(first) = blocks.get(start) else { return };
        let lacking = lacking || skeleton.is_torn(&(first.source.start..end.0), &(first.target.start..end.1));
        marks.iter_mut().skip(start).for_each(|mark| mark.lacking = lacking);
    };
    for (at, bead) in blocks.iter().enumerate() {
        let (i, j) = (bead.source.start, bead.target.start);
        while known.next_if(|point| point.source < i).is_some() {}
        while seams.next_if(|seam| seam.0 < i).is_some() {}
        let point = known.peek().filter(|point| (point.source, point.target) == (i, j) && !bead.source.is_empty());
        let seam = seams.peek().is_some_and(|seam| **seam == (i, j));
        if point.is_some() || seam {
            close(&mut marks, start, (i, j), lacking);
            (start, lacking) = (at, false);
        }
        lacking |= bead.target.is_empty() && skeleton.source[bead.source.clone()].iter().any(Segment::is_apart)
            || bead.source.is_empty() && skeleton.target[bead.target.clone()].iter().any(Segment::is_apart);
        marks.push(Mark { point: point.map(|point| point.by), seam, lacking: false });
    }
    close(&mut marks, start, (skeleton.source.len(), skeleton.target.len()), lacking);
    marks
}

fn block(document: &Document, at: usize) -> Option<&Block> {
    document.blocks.get(at)
}

/// What two blocks are that stand alone beside each other and are no running text.
fn kinds(source: &Document, target: &Document, skeleton: &Skeleton<'_>, bead: &Bead) -> Option<Kind> {
    if bead.source.len() != 1 || bead.target.len() != 1 {
        return None;
    }
    let (a, b) = (block(source, bead.source.start)?, block(target, *skeleton.order.get(bead.target.start)?)?);
    let apart = a.kind == b.kind && matches!(a.kind, Kind::Heading | Kind::Title | Kind::Table | Kind::Note);
    apart.then_some(a.kind)
}

/// The fixed points inside a row of blocks that is aligned by itself: the cells of tables of one shape.
pub(super) fn cells(
    (source, left, ours): (&Document, &Segmentation, Range<usize>),
    (target, right, theirs): (&Document, &Segmentation, Range<usize>),
) -> Vec<Fixed> {
    let mut points = Points::default();
    if let ([a], [b]) =
        (source.blocks.get(ours.clone()).unwrap_or_default(), target.blocks.get(theirs.clone()).unwrap_or_default())
        && (a.kind, b.kind) == (Kind::Table, Kind::Table)
    {
        points.table((a, left.of_block(ours.start)), (b, right.of_block(theirs.start)));
    }
    points.found
}

/// Points in order.
#[derive(Default)]
struct Points {
    found: Vec<Fixed>,
    /// How far both sides are spoken for.
    end: (usize, usize),
}

impl Points {
    fn point(&mut self, source: usize, target: usize) {
        let again = self.found.last().is_some_and(|last| (last.source.end, last.target.end) == (source, target));
        if !again && source + target > 0 {
            self.push(source..source, target..target);
        }
    }

    fn bead(&mut self, source: Range<usize>, target: Range<usize>) {
        self.push(source, target);
    }

    fn push(&mut self, source: Range<usize>, target: Range<usize>) {
        if source.start >= self.end.0 && target.start >= self.end.1 {
            self.end = (source.end, target.end);
            self.found.push(Fixed { source, target, by: By::Structure });
        }
    }

    /// The cells of two tables: one by one where the shapes agree, row by row where the tables have as many rows.
    fn table(&mut self, (a, row): (&Block, Range<usize>), (b, column): (&Block, Range<usize>)) {
        if sorted_apart(a, b) {
            self.bead(row.clone(), column.clone());
        } else if a.rows.len() == b.rows.len() {
            let (mut i, mut j) = (row.start, column.start);
            // Cells without text are no sentences.
            let full = |cell: &str| usize::from(!cell.trim().is_empty());
            for (own, other) in a.rows.iter().zip(&b.rows) {
                self.point(i, j);
                if own.len() == other.len() {
                    for (own, other) in own.iter().zip(other) {
                        let (ours, theirs) = (full(own), full(other));
                        if ours + theirs > 0 {
                            self.bead(i..i + ours, j..j + theirs);
                        }
                        (i, j) = (i + ours, j + theirs);
                    }
                } else {
                    i += own.iter().map(|cell| full(cell)).sum::<usize>();
                    j += other.iter().map(|cell| full(cell)).sum::<usize>();
                }
            }
        }
        self.point(row.end, column.end);
    }
}

/// Whether the rows of two tables, known by their numbers, stand in another order.
fn sorted_apart(a: &Block, b: &Block) -> bool {
    let numbers = |row: &Vec<String>| -> Vec<String> {
        let text = ordinal::fold_digits(&row.join(" "));
        let mut found: Vec<String> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() > 1).map(str::to_owned).collect();
        found.sort_unstable();
        found
    };
    let mut places: HashMap<Vec<String>, Option<usize>> = HashMap::new();
    for (at, row) in b.rows.iter().enumerate() {
        // Numbers that two rows have say nothing.
        places.entry(numbers(row)).and_modify(|place| *place = None).or_insert(Some(at));
    }
    let met = a.rows.iter().enumerate().filter_map(|(at, row)| {
        let numbers = numbers(row);
        let place = places.get(&numbers).copied().flatten().filter(|_| !numbers.is_empty())?;
        Some((at, place, 1))
    });
    let met: Vec<(usize, usize, u32)> = met.collect();
    met.len() >= LIST && heaviest_chain(&met).len() * 10 <= met.len() * 6
}

/// `points` and what persons said: theirs stand, and points that contradict them do not.
pub(super) fn joined(points: Vec<Fixed>, persons: &[Fixed]) -> Vec<Fixed> {
    if persons.is_empty() {
        return points;
    }
    let mut all = Vec::with_capacity(points.len() + persons.len());
    let mut points = points.into_iter().peekable();
    let mut end = (0, 0);
    for next in persons.iter().map(Some).chain([None]) {
        let stop = next.map_or((usize::MAX, usize::MAX), |next| (next.source.start, next.target.start));
        while let Some(point) = points.next_if(|point| point.source.start < stop.0 || point.target.start < stop.1) {
            let after = point.source.start >= end.0 && point.target.start >= end.1;
            if after && point.source.end <= stop.0 && point.target.end <= stop.1 {
                end = (point.source.end, point.target.end);
                all.push(point);
            }
        }
        if let Some(next) = next.filter(|next| next.source.start >= end.0 && next.target.start >= end.1) {
            end = (next.source.end, next.target.end);
            all.push(next.clone());
        }
    }
    all
}
