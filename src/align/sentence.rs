//! Sentences of two texts that correspond as a whole (Gale & Church 1993).

use std::collections::HashMap;

use super::length::LengthModel;
use super::path::cheapest;
use super::segment::{length, prior};
use super::{Alignment, Bead};
use crate::text::Language;
use crate::text::fold::fold;
use crate::text::sentence::sentences;

/// A word that stands in more sentences of a side than this draws none together.
const COMMON: u32 = 6;
/// Words of one sentence that are compared at most.
const ANCHORS: usize = 12;

/// Aligns the sentences of two texts that correspond as a whole; segment numbers are those of
/// [`crate::text::sentence::sentences`] on each side.
pub fn align_sentences(
    source: &str,
    source_language: &Language,
    target: &str,
    target_language: &Language,
) -> Alignment {
    let cut = |text, language| sentences(text, language).into_iter().map(|range| &text[range]).collect::<Vec<&str>>();
    align_segments(&cut(source, source_language), &cut(target, target_language))
}

/// Aligns segments that are given: by their lengths in characters, and by the rare numbers and Latin words that both sides
/// have in common.
pub fn align_segments(source: &[&str], target: &[&str]) -> Alignment {
    let (left, right) = measured(source, target);
    let lengths = LengthModel::new(match (total(&left), total(&right)) {
        (0, _) | (_, 0) => 1.0,
        (left, right) => right as f32 / left as f32,
    });
    let weights = |side: &[Measured]| side.iter().map(|sentence| sentence.length as f32).collect::<Vec<_>>();
    let chain = cheapest(&weights(&left), &weights(&right), |s, t| {
        let (a, b) = (&left[s], &right[t]);
        let cost = lengths.cost(total(a), total(b)).min(25.0);
        if a.is_empty() || b.is_empty() {
            // Sentences of a text that corresponds are seldom left out, but long ones are as well as short ones.
            return prior(a.len(), b.len()) + cost.min(12.0);
        }
        (prior(a.len(), b.len()) + cost - 4.0 * common(a, b)).max(0.0)
    });
    let beads = chain.into_iter().map(|(s, t)| {
        let (a, b) = (&left[s.clone()], &right[t.clone()]);
        let fit = lengths.fit(total(a), total(b));
        let score = match (a.len(), b.len()) {
            (0, _) | (_, 0) => 0.4,
            (1, 1) => 0.65 * fit + 0.3 * common(a, b),
            _ => 0.55 * fit + 0.3 * common(a, b),
        };
        Bead { source: s, target: t, score }
    });
    Alignment { beads: beads.collect() }
}

/// A sentence, measured.
struct Measured {
    length: usize,
    /// Its numbers and Latin words of three letters and more that stand in a few sentences of either side, sorted.
    anchors: Vec<u32>,
}

/// Measures both sides; words that both have get one number.
fn measured(source: &[&str], target: &[&str]) -> (Vec<Measured>, Vec<Measured>) {
    let words = |texts: &[&str]| -> Vec<Vec<String>> { texts.iter().map(|text| anchor_words(text)).collect() };
    let (left, right) = (words(source), words(target));
    let mut known: HashMap<&str, (u32, u32)> = HashMap::new();
    for word in left.iter().flatten() {
        known.entry(word).or_default().0 += 1;
    }
    for word in right.iter().flatten() {
        known.entry(word).or_default().1 += 1;
    }
    known.retain(|_, (a, b)| (1..=COMMON).contains(a) && (1..=COMMON).contains(b));
    let mut sorted: Vec<&str> = known.into_keys().collect();
    sorted.sort_unstable();
    let side = |texts: &[&str], words: &[Vec<String>]| -> Vec<Measured> {
        let anchors = words.iter().map(|words| {
            // Sorted words have sorted numbers.
            let numbers = words.iter().filter_map(|word| sorted.binary_search(&word.as_str()).ok());
            numbers.map(|number| number as u32).take(ANCHORS).collect()
        });
        texts.iter().zip(anchors).map(|(text, anchors)| Measured { length: length(text), anchors }).collect()
    };
    (side(source, &left), side(target, &right))
}

/// The folded numbers and Latin words of a sentence, sorted, each once.
fn anchor_words(text: &str) -> Vec<String> {
    let folded = fold(text).text;
    let mut words: Vec<String> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 2 || word.bytes().any(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn total(side: &[Measured]) -> usize {
    side.iter().map(|sentence| sentence.length).fold(0, usize::saturating_add)
}

/// How much two groups have in common, 0 to 1: the share of the words of the side that has fewer.
fn common(a: &[Measured], b: &[Measured]) -> f32 {
    let all = |side: &[Measured]| side.iter().map(|sentence| sentence.anchors.len()).sum::<usize>();
    let least = all(a).min(all(b));
    if least == 0 {
        return 0.0;
    }
    let has = |word: &u32| b.iter().any(|sentence| sentence.anchors.binary_search(word).is_ok());
    let both = a.iter().flat_map(|sentence| &sentence.anchors).filter(|word| has(word)).count();
    both.min(least) as f32 / least as f32
}
