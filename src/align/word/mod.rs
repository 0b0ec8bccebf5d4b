//! Words against words: what corresponds, in an aligned sentence, to the word or the selection under the cursor.
//!
//! Every word of one sentence is weighed against every word of the other (the bundled vectors, a lexicon that the documents
//! teach, numbers and months, places in the sentence, neighbours), both directions compete, and what stays uncertain is not
//! marked.

mod han;
mod lexicon;
mod matrix;
mod model;
mod number;
mod row;
mod stem;
mod token;

use std::ops::Range;

pub use lexicon::Lexicon;
use matrix::{Matrix, WEIGHTS};
use token::{Token, tokens};

/// Bytes of a sentence that are read at most: in anything longer nothing is marked.
const BYTES: usize = 64 * 1024;
/// Words on either side of the place that is asked for.
const AROUND: usize = 150;
/// Below this probability nothing is marked.
const THRESHOLD: f32 = 0.3;
/// A neighbour of what is marked is marked with it from this probability on.
const GROW: f32 = 0.35;

/// What corresponds in the other sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// Bytes of the target.
    pub range: Range<usize>,
    /// Confidence from 0 to 1.
    pub score: f32,
}

/// What in `target` corresponds to bytes `word` of `source`, two texts that translate each other (a bead's); the best place,
/// where there are several; none where nothing does well enough. A part of a word stands for the whole.
pub fn counterpart(source: &str, word: Range<usize>, target: &str, lexicon: Option<&Lexicon>) -> Option<Counterpart> {
    counterparts(source, word, target, lexicon).into_iter().max_by(|a, b| a.score.total_cmp(&b.score))
}

/// What in `target` corresponds to the words of bytes `selection` of `source`: ranges in order, disjoint, one for words that
/// stand together. Total and bounded: texts over 64 KiB have none.
pub fn counterparts(
    source: &str,
    selection: Range<usize>,
    target: &str,
    lexicon: Option<&Lexicon>,
) -> Vec<Counterpart> {
    if source.len() > BYTES || target.len() > BYTES {
        return Vec::new();
    }
    let (left, right) = (
        tokens(source, lexicon.map(Lexicon::source_joins), BYTES),
        tokens(target, lexicon.map(Lexicon::target_joins), BYTES),
    );
    let chosen = chosen(&left, &selection);
    if chosen.is_empty() {
        return Vec::new();
    }
    // Of a very long bead what lies around the place, on both sides.
    let center = (chosen.start + chosen.end) / 2;
    let rows = window(center, left.len());
    let columns = window(center * right.len() / left.len().max(1), right.len());
    let (left, right) = (&left[rows.clone()], &right[columns]);
    let chosen = chosen.start.saturating_sub(rows.start)..chosen.end.saturating_sub(rows.start).min(left.len());
    let matrix = Matrix::of(left, right, lexicon, &WEIGHTS);
    let mut found: Vec<(usize, f32)> = Vec::new();
    for i in chosen {
        let best = (0..right.len()).map(|j| (j, matrix.at(i, j))).max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((j, score)) = best.filter(|best| best.1 >= THRESHOLD) else { continue };
        for (j, score) in grown(&matrix, left.len(), right, i, j, target).map(|j| (j, score)) {
            match found.binary_search_by_key(&j, |one| one.0) {
                Ok(at) => found[at].1 = found[at].1.max(score),
                Err(at) => found.insert(at, (j, score)),
            }
        }
    }
    let mut marks: Vec<(Range<usize>, f32)> = Vec::new();
    for (j, score) in found {
        match marks.last_mut() {
            Some((range, best)) if range.end == j => {
                range.end = j + 1;
                *best = best.max(score);
            }
            _ => marks.push((j..j + 1, score)),
        }
    }
    let span = |words: Range<usize>| right[words.start].range.start..right[words.end - 1].range.end;
    marks.into_iter().map(|(words, score)| Counterpart { range: span(words), score }).collect()
}

/// The words around target word `j` that have source word `i` as their best counterpart too, and stand together with it.
fn grown(matrix: &Matrix, rows: usize, words: &[Token], i: usize, j: usize, text: &str) -> Range<usize> {
    let claimed = |j: usize| matrix.at(i, j) >= GROW && (0..rows).all(|other| matrix.at(other, j) <= matrix.at(i, j));
    let together = |a: usize, b: usize| {
        let gap = words.get(a).zip(words.get(b)).and_then(|(a, b)| text.get(a.range.end..b.range.start));
        gap.is_some_and(|gap| gap.chars().all(char::is_whitespace))
    };
    let (mut start, mut end) = (j, j + 1);
    while start > 0 && together(start - 1, start) && claimed(start - 1) {
        start -= 1;
    }
    while end < words.len() && together(end - 1, end) && claimed(end) {
        end += 1;
    }
    start..end
}

/// The bytes of the word at or after `offset`, as it is weighed: Chinese characters that are a word together.
pub fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let end = text.len().min(BYTES);
    let end = (0..=end).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    tokens(text.get(..end)?, None, BYTES).into_iter().map(|word| word.range).find(|word| word.end > offset)
}

/// The words that `selection` touches; of an empty selection the word that holds its place.
fn chosen(words: &[Token], selection: &Range<usize>) -> Range<usize> {
    let end = selection.end.max(selection.start + 1);
    let first = words.partition_point(|word| word.range.end <= selection.start);
    let last = words.partition_point(|word| word.range.start < end);
    first..last.max(first)
}

/// At most twice [`AROUND`] words around `center`.
fn window(center: usize, words: usize) -> Range<usize> {
    let start = center.saturating_sub(AROUND).min(words.saturating_sub(2 * AROUND));
    start..(start + 2 * AROUND).min(words)
}

#[cfg(test)]
mod tests;
