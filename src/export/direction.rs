//! Lines of either direction in plain text, so that an editor shows each from its own side (UAX #9 P2).

use super::{Rtl, clean};
use crate::text::{Direction, Language};

/// Whether a text is read from the right: as its first letter says.
pub(super) fn opens_rtl(text: &str) -> bool {
    first_letter(text) == Some(Direction::Rtl)
}

/// The direction of the first letter; none where there is no letter.
fn first_letter(text: &str) -> Option<Direction> {
    let first = text.chars().find(|c| c.is_alphabetic())?;
    let rtl = matches!(first, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    Some(if rtl { Direction::Rtl } else { Direction::Ltr })
}

/// The lines of a text, cleaned; with `rtl` as a mark, those that begin with letters of the other direction after the mark of
/// their own (U+200F, U+200E).
pub(super) fn lines(text: &str, direction: Direction, rtl: Rtl) -> Vec<String> {
    let mark = if direction == Direction::Rtl { '\u{200F}' } else { '\u{200E}' };
    let line = |line: &str| {
        let line = line.trim();
        let own = first_letter(line);
        let other = match direction {
            // A number alone would stand on the left.
            Direction::Rtl => own != Some(Direction::Rtl),
            Direction::Ltr => own == Some(Direction::Rtl),
        };
        if rtl == Rtl::Mark && other && !line.is_empty() { format!("{mark}{line}") } else { line.to_owned() }
    };
    clean::lines(text).lines().map(line).collect()
}

/// The direction of a note, which need not be in the language of what it is on.
pub(super) fn of_note(text: &str) -> Direction {
    if opens_rtl(text) { Direction::Rtl } else { Direction::Ltr }
}

/// `rtl` or `ltr`, as HTML spells it.
pub(super) fn name(language: &Language) -> &'static str {
    if language.direction().is_rtl() { "rtl" } else { "ltr" }
}
