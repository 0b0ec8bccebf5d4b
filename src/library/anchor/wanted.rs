//! What is looked for: the letters of a quotation and of what stood around it.

use super::skeleton::letters;
use crate::library::annotation::{CONTEXT, Target, extent};

/// A target as letters. A place between two characters, or a quotation without letters, is looked for by what stands around it
/// in its block.
pub(super) struct Wanted {
    /// The letters that are looked for.
    pub(super) exact: Vec<char>,
    /// The letters of the context, the nearest first on both sides; the first `own` of them stand in the same block.
    pub(super) before: Context,
    pub(super) after: Context,
    /// For a place between two characters: how many letters of `exact` stand in front of it.
    pub(super) point: Option<usize>,
}

/// The context on one side.
#[derive(Default)]
pub(super) struct Context {
    pub(super) letters: Vec<char>,
    pub(super) own: usize,
    /// Whether the block ended there, as far as the context reached.
    pub(super) edge: bool,
    /// Whether more than usual was kept, because other places of that text are like this one.
    pub(super) long: bool,
}

impl Wanted {
    /// None when there is not a letter in it.
    pub(super) fn new(target: &Target) -> Option<Self> {
        let prefix_chars = target.prefix.chars().count();
        let foreign = prefix_chars.saturating_sub(target.start);
        let cut = target.prefix.char_indices().nth(foreign).map_or(target.prefix.len(), |(at, _)| at);
        let (beyond, own) = target.prefix.split_at(cut);
        let mut before = Context::new(own, beyond, prefix_chars >= target.start, extent(&target.prefix));
        before.letters = backwards(own, beyond);
        let (own, beyond) = target.suffix.split_once('\n').unwrap_or((&target.suffix, ""));
        let suffix_chars = extent(&target.suffix);
        // A context that is not as long as contexts are cut was ended by the end of the document.
        let cut = (0..4).any(|doubled| suffix_chars == CONTEXT << doubled);
        let ends = own.len() < target.suffix.len() || !cut;
        let mut after = Context::new(own, beyond, ends, suffix_chars);
        let exact = letters(&target.exact);
        if !exact.is_empty() {
            return Some(Self { exact, before, after, point: None });
        }
        let mut around: Vec<char> = before.letters.drain(..before.own).collect();
        around.reverse();
        let point = Some(around.len());
        around.extend(after.letters.drain(..after.own));
        // The context is now at the block's edges, or unknown.
        (before.own, after.own) = (0, 0);
        for side in [&mut before, &mut after] {
            if !side.edge {
                side.letters.clear();
            }
            // What told it apart is now in what is looked for.
            side.long &= !side.letters.is_empty();
        }
        (!around.is_empty()).then_some(Self { exact: around, before, after, point })
    }

    /// All of it in the order of the text, and how many letters stand in front of the quotation.
    pub(super) fn whole(&self) -> (Vec<char>, usize) {
        let mut whole: Vec<char> = self.before.letters.iter().rev().copied().collect();
        let first = whole.len();
        whole.extend(&self.exact);
        whole.extend(&self.after.letters);
        (whole, first)
    }
}

impl Context {
    /// Of the text beside the quotation in its block, and what stood beyond the block.
    fn new(own: &str, beyond: &str, edge: bool, chars: usize) -> Self {
        let mut found = letters(own);
        let own = found.len();
        found.extend(letters(beyond));
        Self { letters: found, own, edge, long: chars > CONTEXT }
    }
}

/// The letters in front of a quotation, the nearest first.
fn backwards(own: &str, beyond: &str) -> Vec<char> {
    let mut found = letters(own);
    found.reverse();
    let mut others = letters(beyond);
    others.reverse();
    found.append(&mut others);
    found
}
