//! How much every word of one sentence speaks for every word of the other.

use super::lexicon::Lexicon;
use super::row::{Meaning, dot};
use super::token::Token;

/// What each kind of evidence weighs, in the unit of log odds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    /// The gain of the lexicon.
    pub(super) lexicon: f32,
    /// The cosine of the rows.
    pub(super) vector: f32,
    /// The same number, month or letters.
    pub(super) value: f32,
    /// The distance in the sentence, of its length, counts against.
    pub(super) place: f32,
    /// So does the difference of how common the words are.
    pub(super) common: f32,
    /// Neighbours that correspond to neighbours.
    pub(super) beside: f32,
    /// What all this has to outweigh.
    pub(super) null: f32,
}

/// Set by hand. A search over the words of `tests/data/align/words.tsv` in even lines found better ones for them, and worse
/// for those in odd lines: these stay.
pub(super) const WEIGHTS: Weights =
    Weights { lexicon: 1.0, vector: 12.5, value: 6.0, place: 3.0, common: 0.3, beside: 1.5, null: 2.5 };

/// A number for every word of one sentence and every word of the other, row by row.
pub(super) struct Matrix {
    columns: usize,
    cells: Vec<f32>,
}

impl Matrix {
    /// The probabilities that words correspond: the geometric mean of both directions, nothing being one of the choices.
    pub(super) fn of(source: &[Token], target: &[Token], lexicon: Option<&Lexicon>, weights: &Weights) -> Self {
        let (n, m) = (source.len(), target.len());
        let mut raw = Self::evidence(source, target, lexicon, weights);
        let first = raw.compete(weights.null);
        // What its neighbours correspond to speaks for a word's place.
        for i in 0..n {
            for j in 0..m {
                let support = first.around(i.checked_sub(1), j) + first.around(Some(i + 1), j);
                raw.cells[i * m + j] += weights.beside * support;
            }
        }
        raw.compete(weights.null)
    }

    /// What speaks for each pair of words by itself.
    fn evidence(source: &[Token], target: &[Token], lexicon: Option<&Lexicon>, weights: &Weights) -> Self {
        let (n, m) = (source.len(), target.len());
        let meanings = |words: &[Token]| words.iter().map(|word| Meaning::of(&word.folded)).collect::<Vec<_>>();
        let (left, right) = (meanings(source), meanings(target));
        let known = lexicon.map(|lexicon| (lexicon, lexicon.source(source), lexicon.target(target)));
        let mut cells = Vec::with_capacity(n * m);
        for i in 0..n {
            for j in 0..m {
                let same = source[i].folded == target[j].folded
                    || source[i].value.is_some() && source[i].value == target[j].value;
                let far = ((i as f32 + 0.5) / n as f32 - (j as f32 + 0.5) / m as f32).abs();
                let gain = known.as_ref().map_or(0.0, |(lexicon, ours, theirs)| lexicon.gain(ours[i], theirs[j]));
                let mut score = weights.lexicon * gain + weights.vector * dot(&left[i].row, &right[j].row);
                score -= weights.place * far + weights.common * (left[i].common - right[j].common).abs();
                cells.push(if same { score + weights.value } else { score });
            }
        }
        Self { columns: m, cells }
    }

    /// The number of source word `i` and target word `j`; 0 outside.
    pub(super) fn at(&self, i: usize, j: usize) -> f32 {
        if j < self.columns { self.cells.get(i * self.columns + j).copied().unwrap_or(0.0) } else { 0.0 }
    }

    /// The most of source word `i` beside target word `j`: the next ones in full, those behind them in part.
    fn around(&self, i: Option<usize>, j: usize) -> f32 {
        let at = |j: Option<usize>| i.zip(j).map_or(0.0, |(i, j)| self.at(i, j));
        let next = at(j.checked_sub(1)).max(at(Some(j + 1)));
        next.max(0.7 * at(j.checked_sub(2)).max(at(Some(j + 2))))
    }

    /// Both directions normalised, with `null` as the score of nothing.
    fn compete(&self, null: f32) -> Self {
        let m = self.columns;
        // No score comes near the bound; it keeps every sum finite.
        let odds: Vec<f32> = self.cells.iter().map(|score| score.min(40.0).exp()).collect();
        let none = null.exp();
        let mut columns = vec![none; m];
        for row in odds.chunks(m.max(1)) {
            columns.iter_mut().zip(row).for_each(|(sum, one)| *sum += one);
        }
        let mut cells = Vec::with_capacity(odds.len());
        for row in odds.chunks(m.max(1)) {
            let sum = none + row.iter().sum::<f32>();
            cells.extend(row.iter().zip(&columns).map(|(one, column)| (one / sum.sqrt() / column.sqrt()).min(1.0)));
        }
        Self { columns: m, cells }
    }
}
