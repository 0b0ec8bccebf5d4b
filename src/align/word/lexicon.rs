//! A lexicon that two documents teach by themselves.

use std::collections::HashMap;

use super::BYTES;
use super::han::Joins;
use super::model::{Pair, learn};
use super::row::{Meaning, Row};
use super::token::{Token, tokens};

/// Words of a segment that are read at most.
const WORDS: usize = 96;
/// Bytes of one document that are read at most; of longer ones segments are taken evenly.
const READ: usize = 8_000_000;
/// Pairs of words that are weighed at most; of longer documents segments are taken evenly.
const CELLS: usize = 4_000_000;
/// Words whose rows are kept at most.
const ROWS: usize = 60_000;

/// Which words of two documents go together.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    source: HashMap<String, u32>,
    target: HashMap<String, u32>,
    /// Chinese words that source and target join.
    joins: [Joins; 2],
    /// By source and target word: the mean log gain of one being given the other, over chance.
    gains: HashMap<(u32, u32), f32>,
}

impl Lexicon {
    /// Learns from the texts of aligned beads, source beside target. Time and memory are bounded, whatever the documents.
    pub fn of<'t>(pairs: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let fits = |text: &str| !text.is_empty() && text.len() <= BYTES;
        let texts: Vec<(&str, &str)> =
            pairs.into_iter().filter(|(source, target)| fits(source) && fits(target)).collect();
        let bytes: usize = texts.iter().map(|(source, target)| source.len().max(target.len())).sum();
        let (mut source, mut target) = (Words::default(), Words::default());
        let taken = || texts.iter().step_by(bytes.div_ceil(READ).max(1));
        let joins = [Joins::of(taken().map(|pair| pair.0)), Joins::of(taken().map(|pair| pair.1))];
        let read = taken().map(|(left, right)| Pair {
            source: source.read(tokens(left, Some(&joins[0]), WORDS)),
            target: target.read(tokens(right, Some(&joins[1]), WORDS)),
        });
        let read: Vec<Pair> = read.filter(|pair| pair.cells() > 0).collect();
        let cells: usize = read.iter().map(Pair::cells).sum();
        let read: Vec<Pair> = read.into_iter().step_by(cells.div_ceil(CELLS).max(1)).collect();
        let gains = learn(&read, [&source.rows, &target.rows], [source.known.len(), target.known.len()]);
        Self { source: source.known, target: target.known, joins, gains }
    }

    /// What the source joins.
    pub(super) fn source_joins(&self) -> &Joins {
        &self.joins[0]
    }

    /// What the target joins.
    pub(super) fn target_joins(&self) -> &Joins {
        &self.joins[1]
    }

    /// The numbers of `words`, for [`Lexicon::gain`].
    pub(super) fn source(&self, words: &[Token]) -> Vec<Option<u32>> {
        words.iter().map(|word| self.source.get(word.key()).copied()).collect()
    }

    /// The numbers of `words` of the other side.
    pub(super) fn target(&self, words: &[Token]) -> Vec<Option<u32>> {
        words.iter().map(|word| self.target.get(word.key()).copied()).collect()
    }

    /// The log gain of two words by their numbers, 0 where nothing speaks for them.
    pub(super) fn gain(&self, source: Option<u32>, target: Option<u32>) -> f32 {
        let pair = source.zip(target);
        pair.and_then(|pair| self.gains.get(&pair)).copied().unwrap_or(0.0)
    }
}

/// The words of one side: their numbers, and the rows of the first of them.
#[derive(Default)]
struct Words {
    known: HashMap<String, u32>,
    rows: Vec<Row>,
}

impl Words {
    /// The numbers of `words`; the first form of a new word gives it its row.
    fn read(&mut self, words: Vec<Token>) -> Vec<u32> {
        let number = |word: Token| match self.known.get(word.key()) {
            Some(&number) => number,
            None => {
                let next = self.known.len() as u32;
                if self.rows.len() < ROWS {
                    self.rows.push(Meaning::of(&word.folded).row);
                }
                self.known.insert(word.key().to_owned(), next);
                next
            }
        };
        words.into_iter().map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words that no vocabulary has, `count` sentences of them, each a word for a word of the other side.
    fn taught(count: usize) -> Lexicon {
        let sentence = |side: &str, k: usize| {
            let words: Vec<String> = (0..6).map(|at| format!("{side}{}", (k * 7 + at * at * 3) % 23)).collect();
            words.join(" ")
        };
        let texts: Vec<(String, String)> = (0..count).map(|k| (sentence("qzx", k), sentence("vrk", k))).collect();
        Lexicon::of(texts.iter().map(|(left, right)| (left.as_str(), right.as_str())))
    }

    fn gain(lexicon: &Lexicon, source: &str, target: &str) -> f32 {
        let (left, right) = (tokens(source, None, 1), tokens(target, None, 1));
        lexicon.gain(lexicon.source(&left)[0], lexicon.target(&right)[0])
    }

    #[test]
    fn what_always_stands_together_goes_together() {
        let lexicon = taught(60);
        for k in 0..23 {
            let own = gain(&lexicon, &format!("qzx{k}"), &format!("vrk{k}"));
            assert!(own > 1.0, "{k}: {own}");
            for other in (0..23).filter(|&other| other != k) {
                let other = gain(&lexicon, &format!("qzx{k}"), &format!("vrk{other}"));
                assert!(own > other + 1.0, "{k}: {own} and {other}");
            }
        }
    }

    #[test]
    fn nothing_teaches_nothing() {
        assert_eq!(gain(&Lexicon::default(), "a", "b"), 0.0);
        assert_eq!(gain(&Lexicon::of([("", "x"), ("?!", "y")]), "x", "y"), 0.0);
        let long = "qzx ".repeat(20_000);
        assert_eq!(gain(&Lexicon::of([(long.as_str(), "vrk"), (long.as_str(), "vrk")]), "qzx", "vrk"), 0.0);
    }
}
