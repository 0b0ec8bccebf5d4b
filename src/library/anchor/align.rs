//! Edit distances: how far two texts go together from a point, and where a changed quotation begins and ends.

use std::ops::Range;

/// The most cells of a distance table that are computed for one quotation at one place.
const BUDGET: usize = 2_000_000;

/// How far `wanted` and `text` go together from their starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// Letters of `wanted` that were reached, and of `text`.
    pub(super) wanted: usize,
    pub(super) text: usize,
    /// One for each that is the same, less two for each that is not.
    pub(super) score: usize,
}

/// The best common start of two texts, edits allowed (an extension without gaps' openings, Altschul et al. 1990).
pub(super) fn reach(wanted: &[char], text: &[char]) -> Reach {
    let same = wanted.iter().zip(text).take_while(|(a, b)| a == b).count();
    let mut best = Reach { wanted: same, text: same, score: same };
    if same == wanted.len() || same == text.len() {
        return best;
    }
    let mut row: Vec<i32> = (0..=text.len()).map(|j| -2 * i32::try_from(j).unwrap_or(i32::MAX / 4)).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = row.first().copied().unwrap_or(0);
        let mut left = diagonal - 2;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (j, (cell, b)) in row.iter_mut().skip(1).zip(text).enumerate() {
            let up = *cell;
            let value = (diagonal + if a == b { 1 } else { -2 }).max(up - 2).max(left - 2);
            diagonal = up;
            left = value;
            *cell = value;
            if let Ok(score) = usize::try_from(value)
                && score > best.score
            {
                best = Reach { wanted: i + 1, text: j + 1, score };
            }
        }
    }
    best
}

/// A part of a text that is like another text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Like {
    /// The part.
    pub(super) range: Range<usize>,
    /// 1 − distance ÷ length.
    pub(super) likeness: f32,
}

/// Where `wanted`, between `before` and `after`, stands in `text`: the three are laid over the text as one with the least edit
/// distance, what is left of the text on either side is free (Sellers 1980). None where the table would be too large.
pub(super) fn lay(before: &[char], wanted: &[char], after: &[char], text: &[char]) -> Option<Like> {
    let pattern: Vec<char> = before.iter().chain(wanted).chain(after).copied().collect();
    let width = text.len() + 1;
    if wanted.is_empty() || pattern.len().checked_mul(width)? > BUDGET {
        return None;
    }
    // The table's directions: 0 diagonal, 1 a letter of the text left over, 2 a letter of the pattern missing.
    let mut steps = vec![0_u8; pattern.len() * width];
    let mut row: Vec<u32> = vec![0; width];
    for (a, steps) in pattern.iter().zip(steps.chunks_mut(width)) {
        let mut diagonal = row.first().copied().unwrap_or(0);
        let mut left = diagonal + 1;
        if let (Some(first), Some(step)) = (row.first_mut(), steps.first_mut()) {
            (*first, *step) = (left, 2);
        }
        for ((cell, step), b) in row.iter_mut().zip(steps.iter_mut()).skip(1).zip(text) {
            let up = *cell;
            let (over, skipped, missing) = (diagonal + u32::from(a != b), left + 1, up + 1);
            let value = over.min(skipped).min(missing);
            *step = if value == over { 0 } else { u8::from(value != skipped) + 1 };
            diagonal = up;
            left = value;
            *cell = value;
        }
    }
    let mut j = row.iter().enumerate().min_by_key(|(_, distance)| **distance).map_or(0, |(at, _)| at);
    let mut i = pattern.len();
    let (first, last) = (before.len(), before.len() + wanted.len());
    let (mut start, mut end, mut distance) = (None, None, 0_usize);
    while i > 0 {
        let step = steps.get((i - 1) * width + j).copied().unwrap_or(2);
        let inside = i > first && i <= last;
        if inside && end.is_none() {
            end = Some(j);
        }
        let same = step == 0 && j > 0 && pattern.get(i - 1) == text.get(j - 1);
        distance += usize::from(inside && !same);
        (i, j) = match step {
            0 => (i - 1, j.saturating_sub(1)),
            1 => (i, j.saturating_sub(1)),
            _ => (i - 1, j),
        };
        if i == first && start.is_none() {
            start = Some(j);
        }
    }
    let range = start?..end?;
    let longest = wanted.len().max(range.len()).max(1);
    Some(Like { likeness: 1.0 - distance as f32 / longest as f32, range }).filter(|like| !like.range.is_empty())
}

/// Whether two texts begin and end alike, an edit or two allowed: where they do not, it is not known where one of them begins.
pub(super) fn same_ends(one: &[char], other: &[char]) -> bool {
    const END: usize = 14;
    let least = one.len().min(END) / 3;
    let last = |text: &[char]| -> Vec<char> { text.iter().rev().take(END).copied().collect() };
    let first = |text: &[char]| -> Vec<char> { text.iter().take(END).copied().collect() };
    reach_inside(&first(one), &first(other)) >= least && reach_inside(&last(one), &last(other)) >= least
}

/// How many letters two short texts have in common in their order, less what is between them on either side.
fn reach_inside(one: &[char], other: &[char]) -> usize {
    let skipped = [(0, 0), (1, 0), (0, 1), (1, 1)];
    let from = |(a, b): (usize, usize)| {
        reach(one.get(a..).unwrap_or_default(), other.get(b..).unwrap_or_default()).score.saturating_sub(a.max(b))
    };
    skipped.into_iter().map(from).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn texts_go_together_over_an_edit_and_no_further() {
        for (wanted, text, expected) in [
            ("abcdef", "abcdef", (6, 6, 6)),
            ("abcdef", "abcxyz", (3, 3, 3)),
            ("", "abc", (0, 0, 0)),
            ("abcdefgh", "abXdefgh", (8, 8, 5)),
            ("abcdefgh", "abcefgh", (8, 7, 5)),
            ("abXc", "abc", (2, 2, 2)),
        ] {
            let found = reach(&chars(wanted), &chars(text));
            assert_eq!((found.wanted, found.text, found.score), expected, "{wanted} {text}");
        }
    }

    #[test]
    fn a_changed_quotation_is_laid_between_its_context() {
        let text = chars("xxonetwothreefourfivexx");
        let found = lay(&chars("two"), &chars("thrae"), &chars("four"), &text).expect("a place");
        assert_eq!(found.range, 8..13);
        assert!((found.likeness - 0.8).abs() < 1e-6, "{found:?}");
        let found = lay(&chars("two"), &chars("throughee"), &chars("four"), &text).expect("a place");
        assert_eq!(found.range, 8..13, "{found:?}");
        assert!(found.likeness < 0.6);
        assert_eq!(lay(&[], &chars("abc"), &[], &[]), None);
    }
}
