//! What is known of two sides while they are aligned: what the features read.

use super::Side;
use super::anchor::{Anchor, anchors};
use super::calibrate::Calibration;
use super::lexicon::Table;
use super::meaning::{self, Vectors};
use super::token::{Collector, Tokens};

/// The variance that a character brings before anything is known (Gale & Church).
pub(super) const VARIANCE: f32 = 6.8;

/// One side, measured.
#[derive(Clone, Debug, Default)]
pub(super) struct Measured {
    /// Characters before every segment, and at the end, in characters of the wordier side.
    pub(super) before: Vec<f64>,
    /// The words.
    pub(super) tokens: Tokens,
    /// The vectors.
    pub(super) vectors: Vectors,
    /// Whether a block begins with the segment.
    pub(super) begins: Vec<bool>,
}

impl Measured {
    fn of(side: &Side<'_>, proceed: &mut dyn FnMut() -> bool) -> Option<Self> {
        let mut measured = Self { begins: side.begins.clone(), ..Self::default() };
        let mut collector = Collector::default();
        let mut sum = 0.0;
        for (at, text) in side.texts.iter().enumerate() {
            if at % 64 == 0 && !proceed() {
                return None;
            }
            collector.add(text);
            measured.before.push(sum);
            sum += length(text) as f64;
        }
        measured.before.push(sum);
        measured.tokens = collector.finish();
        measured.vectors = Vectors::of(&side.texts, proceed)?;
        Some(measured)
    }

    /// How many segments there are.
    pub(super) fn len(&self) -> usize {
        self.before.len().saturating_sub(1)
    }

    /// Characters of the segments `start..end`.
    pub(super) fn chars(&self, start: usize, end: usize) -> f32 {
        match (self.before.get(start), self.before.get(end)) {
            (Some(start), Some(end)) => (end - start) as f32,
            _ => 0.0,
        }
    }

    /// Whether a block ends inside `start..end`.
    pub(super) fn crosses(&self, start: usize, end: usize) -> bool {
        self.begins.get(start + 1..end).is_some_and(|inside| inside.contains(&true))
    }
}

/// Characters that take room: no white space, no marks on letters.
fn length(text: &str) -> usize {
    let counts = |c: &char| !c.is_whitespace() && !unicode_normalization::char::is_combining_mark(*c);
    text.chars().filter(counts).count().max(1)
}

/// Both sides and what the rounds have learned of them.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// The source.
    pub(super) source: Measured,
    /// The target.
    pub(super) target: Measured,
    /// What looks alike.
    pub(super) anchors: Vec<Anchor>,
    /// Which words translate which.
    pub(super) lexicon: Table,
    /// The variance that a character brings (Gale & Church's s²).
    pub(super) variance: f32,
    /// What a bead without counterpart costs in this text.
    pub(super) calibration: Calibration,
}

impl Scene {
    /// Measures both sides. None when `proceed` said to stop.
    pub(super) fn of(source: &Side<'_>, target: &Side<'_>, proceed: &mut dyn FnMut() -> bool) -> Option<Self> {
        let (mut left, mut right) = (Measured::of(source, proceed)?, Measured::of(target, proceed)?);
        let total = |side: &Measured| side.before.last().copied().unwrap_or(0.0).max(1.0);
        let (a, b) = (total(&left), total(&right));
        let scale = |side: &mut Measured, by: f64| side.before.iter_mut().for_each(|chars| *chars *= by);
        if a < b {
            scale(&mut left, (b / a).min(20.0));
        } else {
            scale(&mut right, (a / b).min(20.0));
        }
        meaning::compare(&mut left.vectors, &mut right.vectors);
        let anchors = anchors(&left.tokens, &right.tokens, proceed)?;
        let lexicon = Table::of_anchors(&anchors, &left.tokens, &right.tokens);
        let calibration = Calibration::default();
        Some(Self { source: left, target: right, anchors, lexicon, variance: VARIANCE, calibration })
    }
}
