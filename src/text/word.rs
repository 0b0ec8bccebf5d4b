//! Words of a text: what double click, `*` and the next-word motions mean by one.

use std::ops::Range;

/// The byte range of the word at or after `offset`; none where no word follows.
pub fn word_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let _ = (text, offset);
    None
}
