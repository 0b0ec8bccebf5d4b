//! The row of numbers of a word, and how common it is.

use std::sync::LazyLock;

use super::stem::bare;
use crate::align::vector::{self, DIMENSIONS, Piece, add, pieces, weight};

/// The numbers of a word.
pub(super) type Row = [f32; DIMENSIONS];

/// Small words of the six languages. What their rows share says that a word or an ending is common, and nothing of what it
/// means: beside it every word that is cut into pieces would be near every other.
const SMALL: [&str; 15] = ["the", "of", "to", "for", "في", "على", "من", "إلى", "的", "在", "和", "de", "la", "в", "на"];

/// The direction of the rows of [`SMALL`].
static COMMON: LazyLock<Row> = LazyLock::new(|| {
    let mut sum = [0.0; DIMENSIONS];
    SMALL.iter().flat_map(|word| pieces(word)).for_each(|piece| add(piece, 1.0, &mut sum));
    unit(&mut sum);
    sum
});

/// A folded word as the aligner knows it.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// Its row, of length 1; zeros where the vocabulary has nothing of it.
    pub(super) row: Row,
    /// How common the rarest of its pieces is, on a log scale from 0 to about 6.
    pub(super) common: f32,
}

impl Meaning {
    /// The meaning of a folded word.
    pub(super) fn of(word: &str) -> Self {
        let mut pieces: Vec<Piece> = pieces(word);
        // Cut with its particles, a word may fall apart where it is whole without them: half of either.
        let bare = bare(word);
        if bare != word {
            pieces.extend(vector::pieces(bare));
        }
        let mut row = [0.0; DIMENSIONS];
        pieces.iter().for_each(|&piece| add(piece, weight(piece), &mut row));
        unit(&mut row);
        let along = dot(&row, &COMMON);
        row.iter_mut().zip(&*COMMON).for_each(|(one, common)| *one -= along * common);
        unit(&mut row);
        let rarest = pieces.into_iter().map(weight).fold(0.0, f32::max);
        // The weight is a / (a + p): the odds against it are the frequency.
        Self { row, common: (1.0 + 255.0 * (1.0 - rarest) / rarest.max(0.01)).ln().min(6.0) }
    }
}

/// The cosine of two rows of length 1.
pub(super) fn dot(a: &Row, b: &Row) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(row: &mut Row) {
    let length = dot(row, row).sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|one| *one /= length);
    }
}
