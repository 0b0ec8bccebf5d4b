//! Text on one line: line breaks and tabs to spaces, edges trimmed, spans kept in their places.

use super::{Cell, Piece, Role};
use crate::document::{Span, SpanKind};

/// The piece with its text cleaned; none where nothing is left of it.
pub(super) fn piece(mut piece: Piece) -> Option<Piece> {
    if matches!(piece.role, Role::Table | Role::Verbatim) {
        for cell in piece.rows.iter_mut().flatten() {
            let Cell { text, spans } = std::mem::take(cell);
            (cell.text, cell.spans) = line(text, spans, true);
        }
        piece.rows.retain(|row| !row.is_empty());
        let is_empty = piece.rows.iter().flatten().all(|cell| cell.text.is_empty());
        return (!is_empty).then_some(piece);
    }
    piece.rows.clear();
    let (text, spans) = line(std::mem::take(&mut piece.text), std::mem::take(&mut piece.spans), false);
    (piece.text, piece.spans) = (text, spans);
    piece.label = piece.label.map(|label| label.trim().replace(is_break, " ")).filter(|label| !label.is_empty());
    // A note may be called where nothing else is, from a picture that is not read.
    let calls = piece.spans.iter().any(|span| span.kind == SpanKind::Note);
    (!piece.text.is_empty() || piece.label.is_some() || calls).then_some(piece)
}

/// What ends a line in some program.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is taken off the edges: blanks, but no space that has a meaning of its own.
fn is_edge(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

/// `text` without line breaks (and without tabs in a cell, where they part cells), and its spans.
fn line(text: String, mut spans: Vec<Span>, is_cell: bool) -> (String, Vec<Span>) {
    let is_gap = |c: char| is_break(c) || (is_cell && c == '\t');
    let mut text = text;
    if text.contains(is_gap) {
        let mut out = String::with_capacity(text.len());
        // Where bytes went: from this byte of the old text on, so many less.
        let mut less: Vec<(usize, usize)> = Vec::new();
        let (mut gone, mut gaps) = (0, false);
        for (at, c) in text.char_indices() {
            if !is_gap(c) {
                gaps = false;
                out.push(c);
                continue;
            }
            // Several breaks, or one beside a space, are one space.
            let is_spaced = gaps || out.ends_with([' ', '\t', '\u{3000}']) || out.is_empty();
            gone += c.len_utf8() - usize::from(!is_spaced);
            less.push((at + c.len_utf8(), gone));
            if !is_spaced {
                out.push(' ');
            }
            gaps = true;
        }
        let moved = |place: usize| {
            let index = less.partition_point(|(from, _)| *from <= place);
            place.saturating_sub(index.checked_sub(1).and_then(|last| less.get(last)).map_or(0, |(_, gone)| *gone))
        };
        for span in &mut spans {
            (span.start, span.end) = (moved(span.start), moved(span.end));
        }
        text = out;
    }
    let cut = text.len() - text.trim_start_matches(is_edge).len();
    text.drain(..cut);
    text.truncate(text.trim_end_matches(is_edge).len());
    // White space of other kinds alone is no text either.
    if text.chars().all(char::is_whitespace) {
        text.clear();
    }
    for span in &mut spans {
        span.start = boundary(&text, span.start.saturating_sub(cut));
        span.end = boundary(&text, span.end.saturating_sub(cut)).max(span.start);
    }
    spans.sort_by_key(|span| span.start);
    (text, spans)
}

/// The character boundary at or before byte `at`, at most the end.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Span, SpanKind, line};

    #[test]
    fn breaks_become_spaces_and_spans_stay_on_their_words() {
        let text = " \tone\r\n two\u{2028}three\nfour ";
        let on = |word: &str| {
            let start = text.find(word).expect("a word");
            Span { start, end: start + word.len(), kind: SpanKind::Link, target: None, source: None }
        };
        let (clean, spans) = line(text.to_owned(), vec![on("one"), on("two"), on("three"), on("four")], false);
        assert_eq!(clean, "one  two three four");
        let words: Vec<&str> = spans.iter().map(|s| &clean[s.start..s.end]).collect();
        assert_eq!(words, ["one", "two", "three", "four"]);
    }

    #[test]
    fn a_tab_in_a_cell_parts_no_cells() {
        assert_eq!(line("a\tb".to_owned(), Vec::new(), true).0, "a b");
        assert_eq!(line("\u{A0}\n".to_owned(), Vec::new(), true).0, "");
    }
}
