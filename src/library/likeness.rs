//! Approximate search for a quotation: the stretch of a text with the least edit distance (Sellers 1980).

use std::ops::Range;

/// The least likeness that counts: 1 − distance ÷ length.
const LEAST: f32 = 0.8;

/// The most cells of the distance table that are computed for one quotation in one block.
const BUDGET: usize = 8_000_000;

/// The shortest quotation, in characters, that is found by its own likeness alone.
const SHORT: usize = 16;

/// The stretch of `text` that is most like `exact`, as its likeness and bytes; none under [`LEAST`], and none where two
/// stretches apart from each other are equally like. A short quotation must stand between the very context it had.
pub(super) fn find(before: &str, exact: &str, after: &str, text: &str) -> Option<(f32, Range<usize>)> {
    let wanted: Vec<char> = exact.chars().collect();
    if wanted.is_empty() {
        return None;
    }
    let between = between(before, &wanted, after, text);
    if wanted.len() < SHORT || between.is_some() {
        return between;
    }
    let places: Vec<(usize, char)> = text.char_indices().collect();
    if wanted.len().saturating_mul(places.len()) > BUDGET {
        return None;
    }
    let (distance, start, end) = sellers(&wanted, &places)?;
    let score = likeness(distance, wanted.len().max(end - start));
    let byte = |at: usize| places.get(at).map_or(text.len(), |(byte, _)| *byte);
    (score >= LEAST).then(|| (score, byte(start)..byte(end)))
}

/// What stands between the context, where that is like the quotation.
fn between(before: &str, wanted: &[char], after: &str, text: &str) -> Option<(f32, Range<usize>)> {
    if before.chars().count() + after.chars().count() < SHORT {
        return None;
    }
    let mut starts = text.match_indices(before).map(|(at, hit)| at + hit.len());
    let start = if before.is_empty() { 0 } else { starts.next()? };
    if !before.is_empty() && starts.next().is_some() {
        return None;
    }
    let rest = text.get(start..)?;
    let end = if after.is_empty() { text.len() } else { start + rest.find(after)? };
    let found: Vec<(usize, char)> = text.get(start..end)?.char_indices().collect();
    if found.len() > wanted.len() * 2 || wanted.len().saturating_mul(found.len()) > BUDGET {
        return None;
    }
    let distance = levenshtein(wanted, &found);
    let score = likeness(distance, wanted.len().max(found.len()));
    (score >= LEAST).then_some((score, start..end))
}

fn likeness(distance: usize, length: usize) -> f32 {
    if length == 0 { 1.0 } else { 1.0 - distance as f32 / length as f32 }
}

/// The edit distance of two texts (Levenshtein 1966), one row at a time.
fn levenshtein(a: &[char], b: &[(usize, char)]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, (_, y)) in row.iter_mut().skip(1).zip(b) {
            let up = *cell;
            let value = (diagonal + usize::from(x != y)).min(up + 1).min(left + 1);
            diagonal = up;
            left = value;
            *cell = value;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

/// Sellers' search: least distance of `wanted` to any stretch of `text`, with the stretch in characters. None where another
/// stretch that does not overlap is as near.
fn sellers(wanted: &[char], text: &[(usize, char)]) -> Option<(usize, usize, usize)> {
    // Column by column: distance, and where the stretch began that has it.
    let mut column: Vec<(usize, usize)> = (0..=wanted.len()).map(|i| (i, 0)).collect();
    let mut ends: Vec<(usize, usize, usize)> = Vec::new();
    let mut least = usize::MAX;
    for (j, (_, y)) in text.iter().enumerate() {
        let mut diagonal = (0, j);
        let mut above = (0, j + 1);
        for (cell, x) in column.iter_mut().skip(1).zip(wanted) {
            let left = *cell;
            let substituted = (diagonal.0 + usize::from(x != y), diagonal.1);
            let value = [substituted, (left.0 + 1, left.1), (above.0 + 1, above.1)]
                .into_iter()
                .min_by_key(|(distance, _)| *distance)
                .unwrap_or(substituted);
            diagonal = left;
            above = value;
            *cell = value;
        }
        if let Some(first) = column.first_mut() {
            *first = (0, j + 1);
        }
        if let Some(&(distance, start)) = column.last()
            && distance <= least
        {
            if distance < least {
                ends.clear();
                least = distance;
            }
            ends.push((distance, start, j + 1));
        }
    }
    let first = *ends.first()?;
    let apart = ends.iter().any(|(_, start, _)| *start >= first.2);
    (!apart).then_some(first)
}
