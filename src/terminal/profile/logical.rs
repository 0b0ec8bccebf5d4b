//! `logical`: the terminal itself orders a row (UAX #9 with a left-to-right base) and joins its letters.

use ratatui::buffer::Cell;
use unicode_bidi::BidiClass;

use super::island::{class, has_mirror, mirror, moves};

/// BRAILLE PATTERN BLANK: a blank cell that is a left-to-right character (class L).
const STRONG_BLANK: &str = "\u{2800}";

/// Puts the cells into an order that the terminal turns into the one they have now.
///
/// Between two left-to-right characters the cells from the first right-to-left one to the last are one stretch that the
/// terminal turns around, but for the numbers in it. A number to the right of such a stretch would be drawn to its left:
/// a strong blank keeps it where it is, as one at the start of the row keeps a terminal from guessing a base direction.
/// Terminals do not agree whether brackets are mirrored: strong blanks around a word with brackets make its outer ones
/// left-to-right, which nobody mirrors. Where there is no blank (a number glued to the right end of a word, a bracket inside
/// one) the terminal does as it does.
pub(super) fn row(cells: &mut [Cell]) {
    let strong = |cell: &Cell| matches!(class(cell), BidiClass::L | BidiClass::R | BidiClass::AL);
    let left = cells.iter().find(|cell| strong(cell)).is_none_or(|cell| class(cell) == BidiClass::L);
    if let Some(blank) = cells.first_mut().filter(|cell| !left && cell.symbol() == " ") {
        blank.set_symbol(STRONG_BLANK);
    }
    let mut word = 0..0;
    while word.end < cells.len() {
        let rest = cells.get(word.end..).unwrap_or_default();
        let start = word.end + rest.iter().take_while(|cell| cell.symbol() == " ").count();
        let length = cells.iter().skip(start).take_while(|cell| cell.symbol() != " ").count();
        word = start..start + length;
        if cells.get(word.clone()).is_some_and(|word| word.iter().any(has_mirror)) {
            for beside in [start.checked_sub(1), Some(word.end)] {
                if let Some(blank) = beside.and_then(|at| cells.get_mut(at)).filter(|cell| cell.symbol() == " ") {
                    blank.set_symbol(STRONG_BLANK);
                }
            }
        }
    }
    let mut at = 0;
    while at < cells.len() {
        let rest = cells.get(at..).unwrap_or_default();
        let length = rest.iter().position(|cell| class(cell) == BidiClass::L).unwrap_or(rest.len());
        if let Some(between) = cells.get_mut(at..at + length) {
            stretch(between);
        }
        at += length + 1;
    }
}

/// The cells between two left-to-right ones.
fn stretch(cells: &mut [Cell]) {
    let (Some(first), Some(last)) = (cells.iter().position(moves), cells.iter().rposition(moves)) else { return };
    let tail = cells.get(last + 1..).unwrap_or_default();
    if let Some(number) = tail.iter().position(|cell| class(cell) == BidiClass::EN)
        && let Some(between) = cells.get_mut(last + 1..last + 1 + number)
        && let Some(blank) = between.iter_mut().find(|cell| cell.symbol() == " ")
    {
        blank.set_symbol(STRONG_BLANK);
    }
    let Some(core) = cells.get_mut(first..=last) else { return };
    super::turn(core);
    core.iter_mut().for_each(mirror);
    // As read, the last letter before a number decides what its signs are (W2).
    let (mut at, mut arabic) = (0, false);
    while at < core.len() {
        let rest = core.get_mut(at..).unwrap_or_default();
        match rest.first().map(class) {
            Some(BidiClass::AL) => arabic = true,
            Some(BidiClass::R) => arabic = false,
            _ => {}
        }
        let length = number(rest, arabic);
        if let Some(number) = rest.get_mut(..length) {
            super::turn(number);
        }
        at += length.max(1);
    }
}

/// How many of the first cells the terminal takes for one number: digits of one kind, a separator between them (W4), what
/// goes with European ones (W5). After an Arabic letter European digits are Arabic ones (W2).
fn number(cells: &[Cell], arabic: bool) -> usize {
    let kind = |at: usize| match cells.get(at).map(class) {
        Some(BidiClass::EN) if arabic => Some(BidiClass::AN),
        class => class,
    };
    let terminators = |from: usize| (from..).take_while(|at| kind(*at) == Some(BidiClass::ET)).count();
    let before = terminators(0);
    let Some(digit @ (BidiClass::EN | BidiClass::AN)) = kind(before) else { return 0 };
    if digit == BidiClass::AN && before > 0 {
        return 0;
    }
    let mut length = before;
    loop {
        let separated = match kind(length) {
            Some(BidiClass::CS) => true,
            Some(BidiClass::ES) => digit == BidiClass::EN,
            _ => false,
        };
        match kind(length) {
            Some(class) if class == digit => length += 1,
            _ if separated && length > before && kind(length + 1) == Some(digit) => length += 2,
            _ => break,
        }
    }
    if digit == BidiClass::EN { length + terminators(length) } else { length }
}
