//! The band: the places that the programme looks at.

use super::program::{Band, Path};

/// A pair of segments that correspond, or so it seems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// The source segment.
    pub(super) i: usize,
    /// The target segment.
    pub(super) j: usize,
    /// How much speaks for it.
    pub(super) weight: f32,
}

/// Places between two points that are all looked at; between points that are farther apart, those near the straight line.
const ALL: usize = 300_000;
/// How near the line, at least.
const NEAR: usize = 80;
/// Of more missing segments than these a part of the text is missing, and none was put elsewhere.
const MANY: usize = 40;
/// Beads beside a place where the path may have gone astray that are looked at anew, at most.
const FAR: usize = 100;

/// The points that another one near them agrees with.
pub(super) fn supported(chain: &[Point]) -> Vec<Point> {
    let agree = |a: &Point, b: &Point| {
        let (down, right) = (a.i.abs_diff(b.i), a.j.abs_diff(b.j));
        down <= 10 && right <= 10 && down.abs_diff(right) <= 2 + down.min(right) / 2
    };
    let near = |at: usize| {
        let before = chain[at.saturating_sub(2)..at].iter().any(|other| agree(&chain[at], other));
        before || chain.iter().skip(at + 1).take(2).any(|other| agree(&chain[at], other))
    };
    (0..chain.len()).filter(|&at| near(at)).map(|at| chain[at]).collect()
}

/// The band around growing `points` between `rows` and `columns` segments: between two points all of their rectangle, and
/// `margin` around it.
pub(super) fn around(points: &[Point], rows: usize, columns: usize, margin: usize) -> Band {
    let mut band: Band = vec![columns + 1..0; rows + 1];
    let mut last = (0, 0);
    let ends = points.iter().map(|point| (point.i, point.j)).chain([(rows, columns)]);
    for next in ends {
        let (down, right) = (next.0.saturating_sub(last.0), next.1.saturating_sub(last.1));
        let half =
            if (down + 1).saturating_mul(right + 1) <= ALL { None } else { Some((ALL / (2 * (down + 1))).max(NEAR)) };
        for (i, row) in band.iter_mut().enumerate().take(next.0.min(rows) + 1).skip(last.0) {
            let (start, end) = match half {
                None => (last.1, next.1),
                Some(half) => {
                    let center = last.1 + (i - last.0) * right / down.max(1);
                    (center.saturating_sub(half).max(last.1), (center + half).min(next.1))
                }
            };
            *row = row.start.min(start.saturating_sub(margin))..row.end.max((end + margin).min(columns) + 1);
        }
        last = next;
    }
    mend(band, columns)
}

/// The band around a path. Where the path leaves segments of both sides without counterparts it may have gone astray: there the
/// band is wider.
pub(super) fn of_path(path: &Path, rows: usize, columns: usize, margin: usize) -> Band {
    let mut doubtful = vec![false; path.len()];
    let (mut start, mut end, mut missing) = (0, 0, [0_usize, 0]);
    let mut doubt = |start: usize, end: usize, missing: [usize; 2]| {
        let both = missing[0].min(missing[1]);
        if both >= 2 {
            let wide = (2 * both).min(FAR);
            doubtful[start.saturating_sub(wide)..(end + 1 + wide).min(path.len())].fill(true);
        }
    };
    for (at, (source, target)) in path.iter().enumerate() {
        if !source.is_empty() && !target.is_empty() {
            continue;
        }
        // The more is missing, the farther on it may have been put instead.
        let all = missing[0] + missing[1];
        let near = if all <= MANY { (2 * all).max(3) } else { 3 };
        if at > end + near || at > start + 2 * FAR {
            doubt(start, end, missing);
            (start, missing) = (at, [0, 0]);
        }
        end = at;
        missing[usize::from(source.is_empty())] += 1;
    }
    doubt(start, end, missing);
    let points: Vec<Point> = path
        .iter()
        .zip(doubtful)
        .filter(|((source, target), doubtful)| !doubtful && !source.is_empty() && !target.is_empty())
        .map(|((source, target), _)| Point { i: source.start, j: target.start, weight: 1.0 })
        .collect();
    around(&points, rows, columns, margin)
}

/// Makes a band passable: it begins in the first place, ends in the last, never turns back, and each row overlaps the next.
fn mend(mut band: Band, columns: usize) -> Band {
    let rows = band.len() - 1;
    band[0].start = 0;
    band[rows].end = columns + 1;
    for i in (0..rows).rev() {
        band[i].start = band[i].start.min(band[i + 1].start);
    }
    for i in 1..=rows {
        band[i].end = band[i].end.max(band[i - 1].end);
    }
    for i in 0..rows {
        band[i].end = band[i].end.max(band[i + 1].start + 1);
    }
    band
}

/// The part of the band inside a gap: rows `source.start..=source.end`, held to the columns `target.start..=target.end`.
pub(super) fn inside(band: &Band, source: &std::ops::Range<usize>, target: &std::ops::Range<usize>) -> Band {
    let (first, last) = (target.start, target.end);
    let mut cut: Band = (source.start..=source.end)
        .map(|i| {
            let row = band.get(i).cloned().unwrap_or(first..last + 1);
            row.start.clamp(first, last)..row.end.clamp(first + 1, last + 1)
        })
        .collect();
    let rows = cut.len() - 1;
    cut[0].start = first;
    cut[rows].end = last + 1;
    for i in (0..rows).rev() {
        cut[i].start = cut[i].start.min(cut[i + 1].start);
    }
    for i in 1..=rows {
        cut[i].end = cut[i].end.max(cut[i - 1].end);
    }
    for i in 0..rows {
        cut[i].end = cut[i].end.max(cut[i + 1].start + 1);
    }
    cut
}
