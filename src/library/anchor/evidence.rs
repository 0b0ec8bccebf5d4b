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

/// How much of the context of a quotation with rivals must be there.
const RIVALS: f32 = 0.7;

/// The least likeness of a quotation whose letters changed.
const LEAST: f32 = 0.8;

/// A place where the quotation could be.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) block: usize,
    /// The letters of the quotation, all in that block.
    pub(super) run: Range<usize>,
    /// Of the quotation's letters; 1 where they are the same.
    pub(super) likeness: f32,
    /// Whether the block has the target's key.
    pub(super) home: bool,
    /// What speaks for it.
    pub(super) support: usize,
    /// How much of all the context is there.
    share: f32,
    before: Side,
    after: Side,
}

/// What the context on one side says.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    support: usize,
    score: usize,
    /// The context in the block is another one.
    against: bool,
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
        let all = wanted.before.letters.len() + wanted.after.letters.len();
        Self {
            block,
            run,
            likeness,
            home,
            support: before.support + after.support,
            share: if all == 0 { 1.0 } else { (before.score + after.score) as f32 / all as f32 },
            before,
            after,
        }
    }

    /// What it is ranked by.
    pub(super) fn rank(&self) -> f32 {
        (self.support + if self.home { HOME } else { 0 }) as f32 + self.likeness * 16.0
    }

    /// Whether it is sure enough. `alone`: no other place has these letters.
    pub(super) fn is_sure(&self, wanted: &Wanted, alone: bool) -> bool {
        if wanted.rivals && self.share < RIVALS {
            return false;
        }
        let heavy = weight(&wanted.exact);
        if self.likeness < 1.0 {
            return self.is_like(heavy, wanted.exact.len());
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

    /// The same for a quotation whose letters changed: likeness of its own, or a short one between the context that it had.
    fn is_like(&self, heavy: usize, length: usize) -> bool {
        let none_against = !self.before.against && !self.after.against;
        let both = self.before.against && self.after.against;
        if self.likeness < LEAST {
            let between = self.before.support.min(self.after.support) >= HALF && none_against;
            return between && length <= 2 * HALF && self.likeness >= 0.5;
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
        let edge = context.edge && near.text == room && near.wanted == own.len();
        let heavy = context.letters.get(..whole.wanted).map_or(0, weight) > whole.wanted;
        // What stood in other blocks says half as much: they come and go.
        let score = (near.score + whole.score.saturating_sub(near.score) / 2) * if heavy { 2 } else { 1 };
        Self {
            support: score + if edge { EDGE } else { 0 },
            score: whole.score,
            against: own.len() >= 4 && near.score * 2 < own.len(),
        }
    }
}
