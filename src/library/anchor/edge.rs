//! From letters back to the text: the signs and spaces that belonged to the quotation, and what its place is.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::align::lay;
use super::evidence::Place;
use super::skeleton::Skeleton;
use super::wanted::Wanted;
use crate::document::Document;
use crate::library::{State, Target};

/// The bytes that `place` means in the text of its block, and how surely.
pub(super) fn found(
    target: &Target,
    wanted: &Wanted,
    place: &Place,
    skeleton: &Skeleton,
    document: &Document,
) -> Option<(usize, Range<usize>, State)> {
    let text = document.blocks.get(place.block)?.text.as_str();
    let range = match wanted.point {
        Some(point) => between(target, wanted, point, place, skeleton, text)?,
        None => {
            let letters = skeleton.bytes(&place.run)?;
            let (lead, trail) = signs(&target.exact);
            let gap = gap(skeleton, place, text, &letters);
            let start = letters.start - taken(lead.chars().rev(), text.get(gap.start..letters.start)?.chars().rev());
            let end = letters.end + taken(trail.chars(), text.get(letters.end..gap.end)?.chars());
            start..end
        }
    };
    let now = text.get(range.clone())?;
    let state = match () {
        () if place.likeness < 1.0 || !same(now, &target.exact) => State::Fuzzy,
        () if place.home && text.get(..range.start)?.chars().count() == target.start => State::Ok,
        () => State::Moved,
    };
    Some((place.block, range, state))
}

/// Whether two texts are the same but for Unicode normalisation and white space.
fn same(one: &str, other: &str) -> bool {
    let plain = |c: &char| !c.is_whitespace();
    one == other || one.nfc().filter(plain).eq(other.nfc().filter(plain))
}

/// The place between two characters: `point` letters of the run stand in front of it.
fn between(
    target: &Target,
    wanted: &Wanted,
    point: usize,
    place: &Place,
    skeleton: &Skeleton,
    text: &str,
) -> Option<Range<usize>> {
    let run = &place.whole;
    let there = skeleton.letters.get(run.clone()).unwrap_or_default();
    let (first, last) = wanted.exact.split_at_checked(point).unwrap_or((&wanted.exact, &[]));
    // Where letters changed, those on both sides are laid over what is there.
    let at = match () {
        () if last.is_empty() => run.end,
        () if there == wanted.exact.as_slice() || first.is_empty() => run.start + point,
        () => run.start + lay(first, last, &[], there).map_or(point, |like| like.range.start),
    };
    let own = skeleton.of_block(place.block);
    let at = at.clamp(run.start.max(own.start), run.end.min(own.end));
    let left = if at > own.start { skeleton.bytes(&(at - 1..at))?.end } else { 0 };
    let right = if at < own.end { skeleton.bytes(&(at..at + 1))?.start } else { text.len() };
    let gap = text.get(left..right)?;
    if !target.exact.is_empty() {
        let start = left + gap.find(&target.exact)?;
        return Some(start..start + target.exact.len());
    }
    // The signs that stood in front of it are taken to its left, and the rest stays to its right.
    let signs: String = target.prefix.chars().rev().take(target.start).take_while(|c| !c.is_alphanumeric()).collect();
    let after: String = target.suffix.chars().take_while(|c| !c.is_alphanumeric() && *c != '\n').collect();
    let at = match () {
        () if gap.strip_suffix(after.as_str()).is_some() => right - after.len(),
        () => left + taken(signs.chars().collect::<Vec<_>>().into_iter().rev(), gap.chars()),
    };
    Some(at..at)
}

/// What stands around the letters without being letters, in their block.
fn gap(skeleton: &Skeleton, place: &Place, text: &str, letters: &Range<usize>) -> Range<usize> {
    let own = skeleton.of_block(place.block);
    let before = place.run.start.checked_sub(1).filter(|at| *at >= own.start);
    let after = Some(place.run.end).filter(|at| *at < own.end);
    let left = before.and_then(|at| skeleton.bytes(&(at..at + 1))).map_or(0, |bytes| bytes.end);
    let right = after.and_then(|at| skeleton.bytes(&(at..at + 1))).map_or(text.len(), |bytes| bytes.start);
    left.min(letters.start)..right.max(letters.end)
}

/// The signs in front of the first letter of a quotation and behind its last.
fn signs(exact: &str) -> (&str, &str) {
    let is_letter = |c: char| c.is_alphanumeric();
    let first = exact.find(is_letter).unwrap_or(0);
    let last = exact.rfind(is_letter).map_or(0, |at| at + exact.get(at..).map_or(0, first_length));
    // A mark of the last letter is part of it.
    let marks = exact.get(last..).map_or(0, |rest| {
        rest.chars().take_while(|c| unicode_normalization::char::is_combining_mark(*c)).map(char::len_utf8).sum()
    });
    (exact.get(..first).unwrap_or(""), exact.get(last + marks..).unwrap_or(""))
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// How many bytes of `there`, from the letter outwards, stand for the signs that were wanted: space for space, sign for sign.
fn taken(wanted: impl Iterator<Item = char>, there: impl Iterator<Item = char>) -> usize {
    let mut wanted = wanted.peekable();
    let mut bytes = 0;
    for c in there {
        let Some(sign) = wanted.peek() else { break };
        if sign.is_whitespace() != c.is_whitespace() {
            break;
        }
        wanted.next();
        bytes += c.len_utf8();
    }
    bytes
}
