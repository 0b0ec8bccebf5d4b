//! Notes called by a star: the body is a paragraph that starts with as many stars as stand after a word above it.

use super::draft::{Draft, Role};
use super::line::is_wide;
use crate::document::{Span, SpanKind};

/// How many calls that still wait for their note are looked at.
const WAITING: usize = 64;

/// Pairs starred paragraphs with the nearest call above them that has no note yet. The others are items. The target of a new
/// note span is `*` and the index of the note's draft, until keys are given.
pub(in crate::import) fn resolve(drafts: &mut [Draft]) {
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    for index in 0..drafts.len() {
        // Most have nothing to do with stars.
        if drafts[index].stars.is_empty() && drafts[index].role != Role::Starred {
            continue;
        }
        let stars = drafts[index].label.chars().filter(|c| *c == '*').count();
        if drafts[index].role == Role::Starred {
            let place = waiting.iter().rev().take(WAITING).position(|(draft, star)| {
                let draft = &drafts[*draft];
                // A text of nothing but marks keeps them.
                draft.stars.get(*star).is_some_and(|(_, n)| *n == stars) && draft.text.contains(char::is_alphanumeric)
            });
            match place {
                Some(back) => {
                    let (draft, star) = waiting.remove(waiting.len() - 1 - back);
                    call(&mut drafts[draft], star, index);
                    drafts[index].role = Role::Note;
                }
                None => drafts[index].role = Role::Item(Some(super::label::Mark::Bullet)),
            }
        }
        waiting.extend((0..drafts[index].stars.len()).map(|star| (index, star)));
    }
}

/// Takes the star out of the text and puts a note call in its place.
fn call(draft: &mut Draft, star: usize, note: usize) {
    let Some((at, length)) = draft.stars.get(star).copied() else { return };
    let before = draft.text[..at].chars().next_back();
    let mut end = at + length;
    // Between Han characters a space after the star was there for the star.
    let tail = draft.text[end..].trim_start_matches(' ');
    if before.is_some_and(is_wide) && tail.chars().next().is_some_and(is_wide) {
        end = draft.text.len() - tail.len();
    }
    let source = Some(draft.text[at..end].to_owned());
    draft.text.replace_range(at..end, "");
    let moved = |place: usize| if place >= end { place - (end - at) } else { place.min(at) };
    for span in &mut draft.spans {
        (span.start, span.end) = (moved(span.start), moved(span.end));
    }
    for (place, _) in &mut draft.stars {
        *place = moved(*place);
    }
    // The star is spent: nothing matches a length of 0.
    draft.stars[star].1 = 0;
    draft.spans.push(Span { start: at, end: at, kind: SpanKind::Note, target: Some(format!("*{note}")), source });
    draft.spans.sort_by_key(|s| s.start);
}
