//! Narrow gaps that go down a page through most of its lines: columns set close to each other.

use super::glyph::Glyph;

/// The narrowest gap that may be part of one, in sizes of the letters: wider than nearly all spaces between words.
pub(super) const NARROW: f64 = 0.55;
/// How many lines have to leave it free.
const LINES: usize = 12;
/// How many places of a page are tried.
const TRIED: usize = 200;

/// The places of such gaps on a page, from left to right.
pub(super) fn corridors(rows: &[Vec<Glyph>]) -> Vec<f64> {
    let lines: Vec<Line> = rows.iter().filter_map(|row| Line::of(row)).collect();
    if lines.len() < LINES {
        return Vec::new();
    }
    let mut tried: Vec<f64> = Vec::new();
    let mut out: Vec<f64> = Vec::new();
    for (left, right) in lines.iter().flat_map(|line| &line.gaps) {
        let place = f64::midpoint(*left, *right);
        if tried.len() >= TRIED || tried.iter().any(|other| (other - place).abs() < 2.0) {
            continue;
        }
        tried.push(place);
        let is_free = |line: &&Line| line.gaps.iter().any(|(left, right)| *left < place && place < *right);
        let across = lines.iter().filter(|line| line.left < place && place < line.right);
        let (all, free) = across.fold((0, 0), |(all, free), line| (all + 1, free + usize::from(is_free(&line))));
        if free >= LINES && free * 10 >= all * 8 && !out.iter().any(|other| (other - place).abs() < 8.0) {
            out.push(place);
        }
    }
    out.sort_by(f64::total_cmp);
    out
}

/// A line: its edges, and the gaps between its letters that are wide enough.
struct Line {
    left: f64,
    right: f64,
    gaps: Vec<(f64, f64)>,
}

impl Line {
    fn of(row: &[Glyph]) -> Option<Self> {
        let mut letters = row.iter().filter(|glyph| !glyph.text.trim().is_empty());
        let first = letters.next()?;
        let mut line = Self { left: first.left, right: first.right, gaps: Vec::new() };
        for glyph in letters {
            if glyph.left - line.right >= NARROW * glyph.size {
                line.gaps.push((line.right, glyph.left));
            }
            line.right = line.right.max(glyph.right);
        }
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::corridors;
    use crate::import::pdf::font::Trust;
    use crate::import::pdf::glyph::{Glyph, Turn};

    fn word(left: f64, right: f64) -> Glyph {
        Glyph {
            text: "word".into(),
            left,
            right,
            base: 0.0,
            size: 10.0,
            turn: Turn::Right,
            font: 0,
            is_bold: false,
            is_italic: false,
            is_artifact: false,
            trust: Trust::Known,
            order: 0,
            is_raised: false,
        }
    }

    #[test]
    fn a_gap_through_most_lines_is_one_and_wide_spaces_are_not() {
        let mut rows: Vec<Vec<Glyph>> = (0..20).map(|_| vec![word(0.0, 100.0), word(108.0, 200.0)]).collect();
        rows.push(vec![word(0.0, 200.0)]);
        assert_eq!(corridors(&rows), [104.0]);
        let rows: Vec<Vec<Glyph>> =
            (0..20).map(|at| 10.0 * f64::from(at)).map(|x| vec![word(0.0, x), word(x + 6.0, 200.0)]).collect();
        assert!(corridors(&rows).is_empty());
    }
}
