//! Sentences of two texts that correspond as a whole (Gale & Church 1993).

use std::collections::HashSet;

use super::length::LengthModel;
use super::path::cheapest;
use super::segment::{length, prior};
use super::{Alignment, Bead};
use crate::text::Language;
use crate::text::fold::fold;
use crate::text::sentence::sentences;

/// Pairs of sentences up to which words in common are compared.
const ANCHORED: usize = 60_000;

/// Aligns the sentences of two texts that correspond as a whole; segment numbers are those of
/// [`crate::text::sentence::sentences`] on each side. Numbers and Latin words that both sides have in common draw sentences together.
pub fn align_sentences(
    source: &str,
    source_language: &Language,
    target: &str,
    target_language: &Language,
) -> Alignment {
    let cut = |text: &str, language: &Language| -> Vec<Measured> {
        sentences(text, language).into_iter().filter_map(|range| text.get(range)).map(Measured::new).collect()
    };
    let (left, right) = (cut(source, source_language), cut(target, target_language));
    let total = |side: &[Measured]| side.iter().map(|sentence| sentence.length).sum::<usize>() as f32;
    let lengths =
        LengthModel::new(if left.is_empty() || right.is_empty() { 1.0 } else { total(&right) / total(&left).max(1.0) });
    let weights = |side: &[Measured]| side.iter().map(|sentence| sentence.length as f32).collect::<Vec<_>>();
    // A paragraph of hundreds of sentences is not one: there the lengths must do.
    let anchored = left.len().saturating_mul(right.len()) <= ANCHORED;
    let anchors = |a: &[Measured], b: &[Measured]| if anchored { anchors(a, b) } else { 0.0 };
    // Sentences of one paragraph are seldom left out where the whole corresponds.
    let chain = cheapest(&weights(&left), &weights(&right), |s, t| {
        let (a, b) = (&left[s.clone()], &right[t.clone()]);
        let cost = lengths.cost(total(a) as usize, total(b) as usize).min(30.0);
        if a.is_empty() || b.is_empty() {
            return prior(a.len(), b.len()) + cost.min(12.0);
        }
        (prior(a.len(), b.len()) + cost + anchors(a, b)).max(0.0)
    });
    let beads = chain
        .into_iter()
        .map(|(s, t)| {
            let (a, b) = (&left[s.clone()], &right[t.clone()]);
            let fit = lengths.fit(total(a) as usize, total(b) as usize);
            let known = if anchors(a, b) < 0.0 { 0.3 } else { 0.0 };
            let score = match (a.len(), b.len()) {
                (0, _) | (_, 0) => 0.4,
                (1, 1) => 0.65 * fit + known,
                _ => 0.55 * fit + known,
            };
            Bead { source: s, target: t, score }
        })
        .collect();
    Alignment { beads }
}

/// A sentence, measured.
struct Measured {
    length: usize,
    /// Hashes of its numbers and Latin words of three letters and more, sorted.
    anchors: Vec<u64>,
}

impl Measured {
    fn new(text: &str) -> Self {
        let folded = fold(text);
        let anchors: HashSet<u64> = folded
            .text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()) || word.len() > 2)
            .map(hash)
            .collect();
        let mut anchors: Vec<u64> = anchors.into_iter().collect();
        anchors.sort_unstable();
        anchors.truncate(64);
        Self { length: length(text), anchors }
    }
}

/// FNV-1a: the same on every machine.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

/// A bonus of at most 6 for what both sides have in common, by the share of the side that has less.
fn anchors(a: &[Measured], b: &[Measured]) -> f32 {
    let all = |side: &[Measured]| side.iter().map(|sentence| sentence.anchors.len()).sum::<usize>();
    let least = all(a).min(all(b));
    if least == 0 {
        return 0.0;
    }
    let has = |word: &u64| b.iter().any(|sentence| sentence.anchors.binary_search(word).is_ok());
    let common = a.iter().flat_map(|sentence| &sentence.anchors).filter(|word| has(word)).count();
    -6.0 * (common.min(least) as f32 / least as f32) * (common as f32 / 2.0).min(1.0)
}
