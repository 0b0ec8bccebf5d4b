//! Where in the text the furniture of the pages stood: between the last letter of one page and the first of the next.

use super::furniture::Gone;
use crate::document::{Block, Document, Kind, letters};

/// By how many letters of its beginning a page is known again, and how few say nothing.
const KNOWN: usize = 24;
const FEW: usize = 8;
/// How many letters from its place it is looked for.
const REACH: usize = 1_000;

/// What was read of a page, notes aside: they are read where they are called.
#[derive(Debug)]
struct Page {
    number: usize,
    /// How many letters and digits.
    letters: usize,
    /// The first of them.
    start: Vec<char>,
}

/// What was read of the pages, in order.
#[derive(Debug, Default)]
pub(super) struct Pages(Vec<Page>);

impl Pages {
    /// Adds a text that is read on this page.
    pub fn add(&mut self, number: usize, text: &str) {
        if self.0.last().is_none_or(|page| page.number != number) {
            self.0.push(Page { number, letters: 0, start: Vec::new() });
        }
        if let Some(page) = self.0.last_mut() {
            page.letters += letters(text);
            let more = KNOWN.saturating_sub(page.start.len());
            page.start.extend(text.chars().filter(|c| c.is_alphanumeric()).take(more));
        }
    }
}

/// Keeps what was taken off the edges of pages. `numbers` are the pages of the leaves, `read` what was read of them.
pub(super) fn keep(document: &mut Document, gone: &[Gone], numbers: &[usize], read: &Pages) {
    if gone.is_empty() {
        return;
    }
    let page = |gone: &Gone| numbers.get(gone.leaf).copied().unwrap_or(1);
    // What stands at the foot of a page is read before the next one begins.
    let mut kept: Vec<(usize, &Gone)> = gone.iter().map(|one| (page(one) + usize::from(!one.is_top), one)).collect();
    kept.sort_by_key(|(begins, one)| (*begins, one.is_top));
    let all = document.letters_where(is_body);
    let mut pages = read.0.iter().peekable();
    // Where in the document what was read so far ends: a letter may be lost or added on the way.
    let mut place = 0;
    let lines: Vec<(usize, usize, &str)> = kept
        .iter()
        .map(|(begins, one)| {
            let mut own = 0;
            while let Some(page) = pages.next_if(|page| page.number < *begins) {
                own += page.letters;
            }
            if own > 0 {
                let start = pages.peek().map_or(&[] as &[char], |page| page.start.as_slice());
                place = near(&all, place + own, start).unwrap_or(place + own).max(place);
            }
            (place, page(one), one.text.as_str())
        })
        .collect();
    document.leave_out_where(is_body, lines);
    // Whatever was changed on the way, no place is in a block that was over before, or that begins later.
    let (mut at, mut last) = (0, None);
    for ((begins, _), one) in kept.iter().zip(&mut document.left_out) {
        while let Some(block) = document.blocks.get(at).filter(|block| block.line < *begins || !is_body(block)) {
            last = if is_body(block) { Some((at, block.text.len())) } else { last };
            at += 1;
        }
        match last {
            Some((block, end)) if block != one.block => (one.block, one.offset, one.past) = (block, end, 0),
            None => (one.block, one.offset, one.past) = (0, 0, 0),
            Some(_) => {}
        }
    }
}

fn is_body(block: &Block) -> bool {
    block.kind != Kind::Note
}

/// Where these letters begin, as near to a place as they stand; none where they do not stand near it or are too few.
fn near(all: &[char], place: usize, start: &[char]) -> Option<usize> {
    let is_at = |at: &usize| all.get(*at..).is_some_and(|rest| rest.starts_with(start));
    let around = (0..REACH).flat_map(|far| [place.checked_sub(far), Some(place + far)]).flatten();
    if start.len() < FEW { None } else { around.into_iter().find(is_at) }
}
