//! What speaks for a place and against it, and when that is enough: a wrong place is worse than none.

use std::ops::Range;

use super::align::reach;
use super::skeleton::{Skeleton, weight};
use super::wanted::{Context, Wanted};

/// The weight from which a quotation that stands nowhere else is taken for itself, without any of its context.
const ALONE: usize = 24;

/// The same where on both sides of it other words stand than did.
const UPROOTED: usize = 40;

/// The support that makes up for a side where the context is another one.
const HALF: usize = 12;

/// What the end of the block is worth where the block ended.
const EDGE: usize = 4;

/// What the block of the same key is worth beside another block.
const HOME: usize = 4;

/// How much must be there of a context that was kept longer than usual.
const TELLING: f32 = 0.8;

/// The same of what stood in the block on a side, where the neighbours tell the place.
const MOSTLY: f32 = 0.65;

/// The weight from which a whole block that is the same is taken for itself.
const BLOCK: usize = 4;

/// The least likeness of a quotation whose letters changed.
const LEAST: f32 = 0.8;

/// A place where the quotation could be.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) block: usize,
    /// The letters of the quotation.
    pub(super) whole: Range<usize>,
    /// Those of them that stand in that block: where a paragraph was divided not all do.
    pub(super) run: Range<usize>,
    /// Of the quotation's letters; 1 where they are the same.
    pub(super) likeness: f32,
    /// Whether the block has the target's key.
    pub(super) home: bool,
    /// What speaks for it.
    pub(super) support: usize,
    /// Whether the digits are the same: a number is another one at once.
    same_numbers: bool,
    before: Side,
    after: Side,
}

/// What the context on one side says.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    support: usize,
    /// The context in the block is another one.
    against: bool,
    /// The same letters as before up to the end of the block.
    edge: bool,
    /// The context in the block is the same, and there is enough of it.
    near: bool,
    /// How much of the context is there, and of what stood in the block.
    share: f32,
    own: f32,
}

impl Place {
    pub(super) fn new(skeleton: &Skeleton, wanted: &Wanted, run: Range<usize>, likeness: f32, home: bool) -> Self {
        let block = skeleton.block_of(run.start);
        let own = skeleton.of_block(block);
        let far = |context: &Context| context.letters.len() + context.letters.len() / 4 + 2;
        let left: Vec<char> = skeleton.before(run.start, far(&wanted.before)).collect();
        let right: Vec<char> = skeleton.after(run.end, far(&wanted.after)).collect();
        let before = Side::new(&wanted.before, &left, run.start.saturating_sub(own.start));
        let after = Side::new(&wanted.after, &right, own.end.saturating_sub(run.end));
        Self {
            block,
            likeness,
            home,
            support: before.support + after.support,
            same_numbers: digits(&wanted.exact).eq(digits(skeleton.letters.get(run.clone()).unwrap_or_default())),
            whole: run.clone(),
            run,
            before,
            after,
        }
    }

    /// What it is ranked by.
    pub(super) fn rank(&self) -> f32 {
        let block = if self.before.edge && self.after.edge { 2 * EDGE } else { 0 };
        (self.support + block + if self.home { HOME } else { 0 }) as f32 + self.likeness * 16.0
    }

    /// Whether enough of what stood around it is there.
    pub(super) fn is_supported(&self) -> bool {
        self.support >= HALF
    }

    /// Whether it is sure enough. `alone`: no other place has these letters.
    pub(super) fn is_sure(&self, wanted: &Wanted, alone: bool) -> bool {
        if !self.is_told(wanted) {
            return false;
        }
        let heavy = weight(&wanted.exact);
        if self.likeness < 1.0 {
            return self.is_like(heavy, wanted.exact.len()) && (self.same_numbers || heavy >= UPROOTED);
        }
        if self.before.edge && self.after.edge && heavy >= BLOCK {
            return true;
        }
        let least = if self.home { HALF } else { 2 * HALF };
        match (self.before.against, self.after.against) {
            (false, false) => {
                let known = self.home || self.support >= 2 * EDGE || heavy >= ALONE && alone;
                heavy + self.support >= least && known
            }
            (true, true) => heavy >= UPROOTED && alone,
            _ => self.support >= HALF && (heavy >= HALF || self.home) || heavy >= ALONE && alone,
        }
    }

    /// A longer context tells this place from others that are like it. Where that takes the neighbours, one of them will do, and
    /// what stands in the block has to be there on both sides.
    fn is_told(&self, wanted: &Wanted) -> bool {
        let beyond = |context: &Context, side: &Side| {
            side.share >= TELLING && (side.edge || context.letters.len() >= context.own + HALF)
        };
        match (wanted.before.long, wanted.after.long) {
            (false, false) => true,
            (true, false) => self.before.share >= TELLING,
            (false, true) => self.after.share >= TELLING,
            (true, true) => {
                self.before.own.min(self.after.own) >= MOSTLY
                    && (beyond(&wanted.before, &self.before) || beyond(&wanted.after, &self.after))
            }
        }
    }

    /// The same for a quotation whose letters changed: likeness of its own, or a short one between the context that it had.
    fn is_like(&self, heavy: usize, length: usize) -> bool {
        let none_against = !self.before.against && !self.after.against;
        let both = self.before.against && self.after.against;
        if self.likeness < LEAST {
            // A word of a few letters of which one was put right.
            return length <= 4 && self.likeness >= 0.5 && self.before.near && self.after.near;
        }
        if heavy < HALF && self.before.support.min(self.after.support) < HALF / 2 {
            return false;
        }
        let long = heavy >= 2 * UPROOTED && self.likeness >= 0.9;
        match () {
            () if none_against => self.support >= HALF || self.home && heavy >= 16 || long,
            () if both => long,
            () => self.support >= HALF && (self.home || heavy >= UPROOTED) || long,
        }
    }
}

impl Side {
    /// `text` is what stands there now, the nearest letter first; `room` of it in the same block.
    fn new(context: &Context, text: &[char], room: usize) -> Self {
        let whole = reach(&context.letters, text);
        let own = context.letters.get(..context.own).unwrap_or_default();
        let near = reach(own, text);
        let edge = context.edge && near.text == room && near.score == own.len();
        let heavy = context.letters.get(..whole.wanted).map_or(0, weight) > whole.wanted;
        // What stood in other blocks says half as much: they come and go.
        let score = (near.score + whole.score.saturating_sub(near.score) / 2) * if heavy { 2 } else { 1 };
        Self {
            support: score + if edge { EDGE } else { 0 },
            against: own.len() >= 4 && near.score * 2 < own.len(),
            edge,
            near: near.score == own.len() && near.score >= HALF / 2,
            share: share(whole.score, context.letters.len()),
            own: share(near.score, own.len()),
        }
    }
}

fn share(score: usize, of: usize) -> f32 {
    if of == 0 { 1.0 } else { score as f32 / of as f32 }
}

fn digits(letters: &[char]) -> impl Iterator<Item = char> + '_ {
    letters.iter().copied().filter(|c| c.is_numeric())
}
