//! Text that is printed as it is written: lines of programs and verse, raised figures, what stands before the text of a note.

use crate::import::build::{Cell, Piece, Role};

/// Columns between tab stops.
const TAB: usize = 8;

/// What a comment begins with that says on which line of another source the text after it stands.
pub(in crate::import) const LINE_MARK: &str = "hexapla-line:";

/// An element of our own, for what another source says about itself.
pub(in crate::import) const METADATA: &str = "x-meta";

/// The line that a comment says.
pub(super) fn line_mark(comment: &str) -> Option<usize> {
    comment.strip_prefix(LINE_MARK)?.parse().ok()
}

/// Parts a preformatted text into its lines. Blanks at their starts become no-break spaces, so that they stay.
pub(super) fn lines(piece: &mut Piece) {
    let text = piece.text.trim_end_matches([' ', '\t', '\n', '\r']);
    let text = text.trim_start_matches(['\n', '\r']);
    if !text.contains('\n') {
        return;
    }
    let rows: Vec<Vec<Cell>> = text.split('\n').map(|line| vec![Cell::from(indented(line).as_str())]).collect();
    piece.role = Role::Verbatim;
    piece.rows = rows;
    piece.text.clear();
    piece.spans.clear();
}

/// A line with its indentation, tabs as blanks up to the next stop.
fn indented(line: &str) -> String {
    let line = line.trim_end_matches([' ', '\t', '\r']);
    let mut out = String::with_capacity(line.len());
    let (mut column, mut is_start) = (0, true);
    for c in line.chars() {
        let blank = if is_start { '\u{A0}' } else { ' ' };
        match c {
            '\t' => {
                let width = TAB - column % TAB;
                out.extend(std::iter::repeat_n(blank, width));
                column += width;
            }
            ' ' => {
                out.push(blank);
                column += 1;
            }
            c => {
                is_start = false;
                out.push(c);
                column += 1;
            }
        }
    }
    out
}

/// A short text as raised or lowered figures, where there are such: `m<sup>2</sup>` is no `m2`.
pub(super) fn script(text: &str, raised: bool) -> Option<String> {
    let count = text.chars().count();
    if count == 0 || count > 4 {
        return None;
    }
    let sign = |c: char| {
        let at = "0123456789+-−=()n".chars().position(|own| own == c)?;
        let row = if raised {
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"
        } else {
            "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ"
        };
        row.chars().nth(at)
    };
    text.chars().map(sign).collect()
}

/// Takes off what is left of a note's own mark at the start of its text: its number, the brackets of a link that led back.
pub(super) fn bare_note(piece: &mut Piece) {
    let text = piece.text.as_str();
    let mut rest = text.trim_start();
    for (open, close) in [("[", "]"), ("(", ")")] {
        if let Some(after) = rest.strip_prefix(open).and_then(|after| after.trim_start().strip_prefix(close)) {
            rest = after;
        }
    }
    if let Some(label) = piece.label.as_deref().filter(|label| !label.is_empty()) {
        let bare = rest.trim_start().trim_start_matches(['[', '(']);
        if let Some(after) = bare.strip_prefix(label)
            && after.starts_with(|c: char| matches!(c, '.' | ')' | ']' | ':') || c.is_whitespace())
        {
            rest = after;
        }
    }
    let rest = match rest.len() < text.trim_start().len() || rest.starts_with(['.', ':', '^', '↑']) {
        true => rest.trim_start_matches(['.', ')', ']', ':', '^', '↑', ' ', '\u{A0}']),
        false => rest,
    };
    let cut = text.len() - rest.len();
    if rest.is_empty() || cut == 0 {
        return;
    }
    piece.text.drain(..cut);
    for span in &mut piece.spans {
        (span.start, span.end) = (span.start.saturating_sub(cut), span.end.saturating_sub(cut));
    }
}

#[cfg(test)]
mod tests {
    use super::{bare_note, indented, script};
    use crate::import::build::Piece;

    #[test]
    fn indentation_stays() {
        assert_eq!(indented("\tif a  b {  "), "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}if a  b {");
    }

    #[test]
    fn raised_figures_stay_raised() {
        assert_eq!(script("2", true).as_deref(), Some("²"));
        assert_eq!(script("−10", true).as_deref(), Some("⁻¹⁰"));
        assert_eq!(script("2", false).as_deref(), Some("₂"));
        assert_eq!(script("th", true), None);
    }

    #[test]
    fn the_mark_of_a_note_is_not_in_its_text() {
        for (label, text, bare) in [
            (Some("1"), "1. See above.", "See above."),
            (Some("1"), "[1] See above.", "See above."),
            (None, "[] See above.", "See above."),
            (None, "^ See above.", "See above."),
            (Some("1"), "1948 was the year.", "1948 was the year."),
            (Some("*"), "* Not edited.", "Not edited."),
            (None, "(sic) as printed", "(sic) as printed"),
        ] {
            let mut piece = Piece { label: label.map(str::to_owned), text: text.to_owned(), ..Piece::default() };
            bare_note(&mut piece);
            assert_eq!(piece.text, bare);
        }
    }
}
