//! How much two stretches of blocks look like translations of each other, whatever their keys say.

use std::ops::Range;

use super::meaning::Meaning;
use super::words::Common;
use crate::align::length::LengthModel;
use crate::align::segment::Segment;
use crate::document::Document;

/// Blocks of a stretch that are read.
const STRETCH: usize = 12;
/// The length model is that of sentences; paragraphs, and free translations, differ more.
const WIDER: f32 = 1.8;
/// Characters of a text from which on its length says all that it can.
const LONG: f32 = 80.0;

/// How deep the texts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::align) enum Depth {
    /// Lengths and the words that both have: there before the first frame.
    Words,
    /// What the blocks mean, too.
    Meaning,
}

/// What is known of both documents before keys are asked.
pub(in crate::align) struct Likeness {
    pub(super) common: Common,
    pub(super) meaning: Option<Meaning>,
    lengths: LengthModel,
    /// Characters before each block, and of all.
    source: Vec<usize>,
    target: Vec<usize>,
}

impl Likeness {
    pub(super) fn new(
        (source, left): (&Document, &[Segment<'_>]),
        (target, right): (&Document, &[Segment<'_>]),
        lengths: LengthModel,
        depth: Depth,
    ) -> Self {
        let meaning = if depth == Depth::Meaning { Meaning::of(source, target) } else { None };
        Self { common: Common::of(source, target), meaning, lengths, source: before(left), target: before(right) }
    }

    /// The evidence, a log likelihood ratio, that these blocks correspond: above 0 for, below 0 against. Only the first few
    /// blocks of either side are read.
    pub(in crate::align) fn evidence(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let (source, target) = (start_of(source), start_of(target));
        let size = |before: &[usize], range: &Range<usize>| match (before.get(range.start), before.get(range.end)) {
            (Some(start), Some(end)) => end - start,
            _ => 0,
        };
        let (a, b) = (size(&self.source, &source), size(&self.target, &target));
        let deviate = self.lengths.deviate(a, b) / WIDER;
        // Short texts are alike in length whatever they say.
        let certain = (self.lengths.wordier(a, b) / LONG).min(1.0);
        let length = (1.5 - LengthModel::tail(deviate)).clamp(-3.0, 1.5) * certain;
        length + self.said(source, target)
    }

    /// What is said on both sides, whatever the lengths: the words that both documents have, and what the blocks mean.
    pub(super) fn said(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let meaning = self.meaning.as_ref().map_or(0.0, |meaning| meaning.evidence(source.clone(), target.clone()));
        meaning + self.words(source, target)
    }

    /// What the words say that both documents have.
    fn words(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let blocks =
            |side: &'_ [Vec<u32>], range: Range<usize>| -> Range<usize> { range.start..range.end.min(side.len()) };
        let (rows, columns) = (blocks(&self.common.source, source), blocks(&self.common.target, target));
        let left = self.common.source.get(rows).unwrap_or_default();
        let right = self.common.target.get(columns).unwrap_or_default();
        let (left, right, both) = self.common.shared(left, right);
        let less = left.min(right);
        if less <= 0.0 {
            return 0.0;
        }
        // What is not there speaks less than what is: a number may be spelled out, a name be left out.
        let share = both / less;
        let much = (less / 12.0).min(1.0);
        (6.0 * share - 1.5) * much
    }
}

fn start_of(range: Range<usize>) -> Range<usize> {
    range.start..range.end.min(range.start + STRETCH)
}

fn before(segments: &[Segment<'_>]) -> Vec<usize> {
    let mut sum = 0;
    let mut before = Vec::with_capacity(segments.len() + 1);
    before.push(0);
    before.extend(segments.iter().map(|segment| {
        sum += segment.length;
        sum
    }));
    before
}
