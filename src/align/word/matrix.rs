//! How much every word of one sentence speaks for every word of the other.

use super::lexicon::Lexicon;
use super::token::Token;
use crate::align::vector::{self, DIMENSIONS};

/// Evidence between two sentences, row by row of source words.
pub(super) struct Matrix {
    columns: usize,
    cells: Vec<f32>,
}

/// What each kind of evidence weighs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    pub(super) lexicon: f32,
    pub(super) vector: f32,
    pub(super) value: f32,
    pub(super) place: f32,
    pub(super) null: f32,
    pub(super) beside: f32,
}

pub(super) const WEIGHTS: Weights =
    Weights { lexicon: 1.0, vector: 10.0, value: 6.0, place: 3.0, null: 2.5, beside: 1.5 };

impl Matrix {
    /// The probabilities that words correspond: the geometric mean of both directions, nothing being one of the choices.
    pub(super) fn of(source: &[Token], target: &[Token], lexicon: Option<&Lexicon>, weights: &Weights) -> Self {
        let (n, m) = (source.len(), target.len());
        let known = lexicon.map(|lexicon| (lexicon.source(source), lexicon.target(target)));
        let (left, right) = (rows(source), rows(target));
        let mut cells = Vec::with_capacity(n * m);
        for i in 0..n {
            for j in 0..m {
                let mut score = 0.0;
                if let (Some(lexicon), Some((ours, theirs))) = (lexicon, &known) {
                    score += weights.lexicon * lexicon.gain(ours[i], theirs[j]);
                }
                score += weights.vector * dot(&left[i], &right[j]);
                if source[i].value.is_some() && source[i].value == target[j].value
                    || source[i].folded == target[j].folded
                {
                    score += weights.value;
                }
                let far = (i as f32 + 0.5) / n as f32 - (j as f32 + 0.5) / m as f32;
                cells.push(score - weights.place * far.abs());
            }
        }
        let raw = Self { columns: m, cells };
        let first = raw.both(weights.null);
        // What its neighbours correspond to speaks for a word's place.
        let mut again = raw;
        for i in 0..n {
            for j in 0..m {
                let beside = |a: Option<usize>, b: Option<usize>| match (a, b) {
                    (Some(a), Some(b)) if a < n && b < m => first.at(a, b),
                    _ => 0.0,
                };
                let near = |a: Option<usize>| {
                    beside(a, j.checked_sub(1))
                        .max(beside(a, Some(j + 1)))
                        .max(0.7 * beside(a, j.checked_sub(2)))
                        .max(0.7 * beside(a, Some(j + 2)))
                };
                let support = near(i.checked_sub(1)) + near(Some(i + 1));
                again.cells[i * m + j] += weights.beside * support;
            }
        }
        again.both(weights.null)
    }

    /// The value of source word `i` and target word `j`.
    pub(super) fn at(&self, i: usize, j: usize) -> f32 {
        if j < self.columns { self.cells.get(i * self.columns + j).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// Both directions normalised, with `null` as the score of nothing.
    fn both(&self, null: f32) -> Self {
        let m = self.columns;
        let n = self.cells.len().checked_div(m).unwrap_or(0);
        let weights: Vec<f32> = self.cells.iter().map(|score| score.min(30.0).exp()).collect();
        let none = null.exp();
        let rows: Vec<f32> = (0..n).map(|i| none + weights[i * m..(i + 1) * m].iter().sum::<f32>()).collect();
        let mut columns = vec![none; m];
        for i in 0..n {
            (0..m).for_each(|j| columns[j] += weights[i * m + j]);
        }
        let mut cells = Vec::with_capacity(n * m);
        for i in 0..n {
            cells.extend((0..m).map(|j| weights[i * m + j] / (rows[i] * columns[j]).sqrt()));
        }
        Self { columns: m, cells }
    }
}

/// A row of numbers of length 1 for every word, or of zeros.
fn rows(words: &[Token]) -> Vec<[f32; DIMENSIONS]> {
    words
        .iter()
        .map(|word| {
            let mut sum = [0.0; DIMENSIONS];
            for piece in vector::pieces(&word.folded) {
                vector::add(piece, vector::weight(piece), &mut sum);
            }
            let length = dot(&sum, &sum).sqrt();
            if length > 0.0 {
                sum.iter_mut().for_each(|one| *one /= length);
            }
            sum
        })
        .collect()
}

fn dot(a: &[f32; DIMENSIONS], b: &[f32; DIMENSIONS]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
