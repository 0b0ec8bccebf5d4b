//! The lexicon for others: which word of a pair of texts translates which.

use std::collections::HashMap;
use std::ops::Range;

use super::anchor::anchors;
use super::lexicon::Table;
use super::token::{Collector, Tokens, words};
use crate::align::Progress;
use crate::text::fold::fold;

/// What is taken from every expected count: words that met by chance, once, are hardly believed.
const DISCOUNT: f32 = 0.3;

/// Word-to-word probabilities in both directions, trained on pairs of sentences (IBM model 1).
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    table: Table,
    source: Known,
    target: Known,
}

/// The words of one side by their text.
#[derive(Clone, Debug, Default)]
struct Known {
    ids: HashMap<String, u32>,
    counts: Vec<u32>,
    all: u32,
}

impl Known {
    fn of(tokens: &Tokens) -> Self {
        Self {
            ids: tokens.table.iter().enumerate().map(|(at, word)| (word.text.clone(), at as u32)).collect(),
            counts: tokens.table.iter().map(|word| word.count).collect(),
            all: tokens.word.len() as u32,
        }
    }

    /// The word's share of all words.
    fn share(&self, id: u32) -> f32 {
        self.counts.get(id as usize).map_or(0.0, |&count| count as f32 / self.all.max(1) as f32)
    }
}

impl Lexicon {
    /// Trains on sentences that correspond: (source, target). None when `progress` said to stop.
    pub fn train(pairs: &[(&str, &str)], progress: &mut Progress<'_>) -> Option<Self> {
        let (mut left, mut right) = (Collector::default(), Collector::default());
        for (source, target) in pairs {
            left.add(source);
            right.add(target);
        }
        let (left, right) = (left.finish(), right.finish());
        let beads: Vec<_> = (0..pairs.len()).map(|at| (at..at + 1, at..at + 1)).collect();
        let anchors = anchors(&left, &right, &mut || progress(0.1))?;
        let table =
            Table::train(&beads, &anchors, &left, &right, (super::lexicon::ROUNDS.0, DISCOUNT), &mut || progress(0.5))?;
        Some(Self { table, source: Known::of(&left), target: Known::of(&right) })
    }

    /// p(target word | source word), 0 where the two never met; words as [`lexicon_words`] gives them.
    pub fn forward(&self, source: &str, target: &str) -> f32 {
        let Some((entry, _, target)) = self.entry(source, target) else { return 0.0 };
        (entry.0 * self.target.share(target)).min(1.0)
    }

    /// p(source word | target word), 0 where the two never met.
    pub fn backward(&self, source: &str, target: &str) -> f32 {
        let Some((entry, source, _)) = self.entry(source, target) else { return 0.0 };
        (entry.1 * self.source.share(source)).min(1.0)
    }

    fn entry(&self, source: &str, target: &str) -> Option<((f32, f32), u32, u32)> {
        let (source, target) = (*self.source.ids.get(source)?, *self.target.ids.get(target)?);
        self.table.entry(source, target).map(|entry| ((entry.forward, entry.backward), source, target))
    }
}

/// The words of `text` as the lexicon knows them: the bytes where a word stands, and the folded word. Of a long text its
/// beginning.
pub fn lexicon_words(text: &str) -> Vec<(Range<usize>, String)> {
    let folded = fold(text);
    let mut found = Vec::new();
    words(&folded.text, |word, _, range| found.push((folded.source(range), word.to_owned())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_finds_its_translation_and_its_place() {
        let pairs: Vec<(&str, &str)> = [
            ("the red house", "la maison rouge"),
            ("the green house", "la maison verte"),
            ("the green door", "la porte verte"),
            ("a red door", "une porte rouge"),
        ]
        .repeat(3);
        let lexicon = Lexicon::train(&pairs, &mut |_| true).expect("nobody stops it");
        for (source, target, wrong) in
            [("house", "maison", "porte"), ("green", "verte", "maison"), ("red", "rouge", "la")]
        {
            assert!(lexicon.forward(source, target) > 0.4 && lexicon.backward(source, target) > 0.4, "{source}");
            assert!(lexicon.forward(source, wrong) * 3.0 < lexicon.forward(source, target), "{source} {wrong}");
        }
        assert!(lexicon.forward("house", "nowhere") <= 0.0);
        let text = "Ça, l’été 2023";
        let words = lexicon_words(text);
        let found: Vec<(&str, &str)> =
            words.iter().map(|(range, word)| (&text[range.clone()], word.as_str())).collect();
        assert_eq!(found, [("Ça", "ca"), ("l", "l"), ("été", "ete"), ("2023", "2023")]);
    }
}
