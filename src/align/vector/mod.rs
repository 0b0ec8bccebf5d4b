//! Static multilingual vectors: a text to pieces of words, each with a row of numbers that lies near its translations' rows.
//!
//! The table stands in the binary and is read where it stands: nothing is built at start, and nothing is read before the first
//! text is asked for. `assets/aligner` builds it, `assets/LICENSES.md` says from what.

mod fold;
mod segment;
mod table;

use std::ops::Range;

/// Numbers in the row of a piece.
pub const DIMENSIONS: usize = 192;

/// A piece of the vocabulary: a word, a part of one, a run of Han characters, digits or a mark. The number is that of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece(u32);

impl Piece {
    /// The number of the piece, less than [`count`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How many pieces there are.
pub fn count() -> usize {
    table::PIECES
}

/// The pieces of `text`, folded, in order: of every run of letters, of digits or of Han characters the segmentation that the
/// unigram model scores best (Kudo 2018). What the vocabulary does not know is left out. Linear in the length.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::with_capacity(text.len() / 4);
    segment::pieces(text, &mut found);
    found
}

/// The words of the runs of Han characters in `text`, as byte ranges: the longest that the vocabulary knows, else one character.
pub fn han_words(text: &str) -> Vec<Range<usize>> {
    segment::han_words(text)
}

/// How much `piece` says, from 0 to 1: a / (a + p), p its frequency (Arora, Liang and Ma 2017).
pub fn weight(piece: Piece) -> f32 {
    table::weight(piece.0)
}

/// Adds `factor` times the row of `piece` to `sum`.
pub fn add(piece: Piece, factor: f32, sum: &mut [f32; DIMENSIONS]) {
    table::add(piece.0, factor, sum);
}

#[cfg(test)]
mod tests;
