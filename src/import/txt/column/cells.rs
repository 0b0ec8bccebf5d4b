//! Tables of two columns of text: cells of several lines each, which begin on the same line.

use super::side_lines;
use crate::import::txt::join::Habits;
use crate::import::txt::line::{Line, ends_stopped};

/// The longest table that is one by its head alone.
const SHORT: usize = 16;

/// The indices of the lines on which the rows of a table begin; none where the region is no table.
pub(super) fn starts(region: &[Line<'_>], gap: usize) -> Option<Vec<usize>> {
    let (left, right) = (side_lines(region, gap, true), side_lines(region, gap, false));
    let first = region.iter().position(|line| !line.is_blank())?;
    let mut starts = vec![first];
    let mut alone = 0usize;
    let (mut above_left, mut above_right) = (None, None);
    for (at, (one, other)) in left.iter().zip(&right).enumerate() {
        if at > first && !(one.is_blank() && other.is_blank()) {
            let after_blank = region.get(at - 1).is_some_and(Line::is_blank);
            let (own, others) = (begins(&left, above_left, at), begins(&right, above_right, at));
            match (own, others) {
                (Some(a), Some(b)) if after_blank || a >= 2 || b >= 2 => starts.push(at),
                (Some(empty), _) | (_, Some(empty)) if empty > 0 => alone += 1,
                _ => {}
            }
        }
        above_left = if one.is_blank() { above_left } else { Some(at) };
        above_right = if other.is_blank() { above_right } else { Some(at) };
    }
    let together = starts.len() - 1;
    let is_whole = |at: usize| [&left, &right].iter().all(|side| side.get(at).is_some_and(|line| !line.is_blank()));
    let has_head = is_whole(first) && region.get(first + 1).is_some_and(Line::is_blank) && together >= 1;
    let is_table = together >= 2 && together > alone || has_head && (together >= 2 || region.len() <= SHORT);
    is_table.then_some(starts)
}

/// How many empty lines stand over a text that begins here on its side: none where it goes on with the line above, 0 where a
/// sentence ended there.
fn begins(side: &[Line<'_>], above: Option<usize>, at: usize) -> Option<usize> {
    let line = side.get(at).filter(|line| !line.is_blank())?;
    let Some(above) = above else { return Some(usize::MAX) };
    let is_new = || {
        let starts_low = line.text.chars().next().is_some_and(char::is_lowercase);
        !starts_low && side.get(above).is_some_and(|above| ends_stopped(above.text))
    };
    match at - above - 1 {
        0 => is_new().then_some(0),
        empty => Some(empty),
    }
}

/// The rows of a table that begin on these lines.
pub(super) fn rows(region: &[Line<'_>], gap: usize, starts: &[usize], is_rtl: bool) -> Vec<Vec<String>> {
    let (left, right) = (side_lines(region, gap, true), side_lines(region, gap, false));
    let ends = starts.iter().skip(1).copied().chain([region.len()]);
    let cell = |side: &[Line<'_>], start: usize, end: usize| {
        let mut text = String::new();
        let habits = Habits::default();
        for line in side.get(start..end).unwrap_or_default().iter().filter(|line| !line.is_blank()) {
            habits.join(&mut text, line.text);
        }
        text
    };
    let row = |(start, end): (usize, usize)| {
        let cells = [cell(&left, start, end), cell(&right, start, end)];
        let [one, other] = cells;
        if is_rtl { vec![other, one] } else { vec![one, other] }
    };
    starts.iter().copied().zip(ends).map(row).collect()
}
