//! Caret steps: from one grapheme cluster boundary (UAX #29) to the next.

use unicode_segmentation::GraphemeCursor;

/// The cluster boundary after byte `offset` of `text`; its end when there is none.
pub fn next(text: &str, offset: usize) -> usize {
    let mut cursor = GraphemeCursor::new(offset.min(text.len()), text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The cluster boundary before byte `offset` of `text`; 0 when there is none.
pub fn previous(text: &str, offset: usize) -> usize {
    let mut cursor = GraphemeCursor::new(offset.min(text.len()), text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}
