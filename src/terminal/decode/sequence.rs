//! Escape sequences that a terminal sends: function keys, the mouse, answers (ECMA-48, section 5.4; xterm's "ctlseqs").

use super::{Answer, ESC, Input, LONGEST, Step, key};
use crate::app::{Event, Mouse};
use crate::config::keys::Named;
use crate::config::{Code, Key};

/// After `ESC [`: parameters, intermediates, a final byte. `rest` is what follows those two bytes.
pub(super) fn control(rest: &[u8]) -> Step {
    if rest.len() > LONGEST {
        return Step::More;
    }
    let parameters = rest.iter().take_while(|byte| matches!(byte, 0x30..=0x3F)).count();
    let between = rest.iter().skip(parameters).take_while(|byte| matches!(byte, 0x20..=0x2F)).count();
    let Some(&last) = rest.get(parameters + between) else { return Step::More };
    let length = 2 + parameters + between;
    if !matches!(last, 0x40..=0x7E) {
        // No sequence after all: what stands here speaks for itself.
        return Step::Done(length, None);
    }
    let parameters = rest.get(..parameters).unwrap_or_default();
    let between = rest.get(length - 2 - between..length - 2).unwrap_or_default();
    match (last, parameters, between) {
        // The Linux console's F1 to F5, and the mouse of terminals that know no SGR coordinates: bytes follow the final one.
        (b'[', b"", b"") => match rest.get(1) {
            Some(byte @ b'A'..=b'E') => Step::Done(length + 2, Some(key(Code::F(byte - b'A' + 1)))),
            Some(_) => Step::Done(length + 1, None),
            None => Step::More,
        },
        (b'M', b"", b"") => match rest.get(1..4) {
            Some(&[button, x, y]) => {
                let at = |byte: u8| u16::from(byte).saturating_sub(33);
                let button = u16::from(button).saturating_sub(32);
                Step::Done(length + 4, mouse(button, at(x), at(y), button & 3 != 3))
            }
            _ => Step::More,
        },
        (b'~', b"200", b"") => Step::Paste(length + 1),
        _ => Step::Done(length + 1, meaning(last, parameters, between)),
    }
}

/// The numbers of a parameter string; a missing one is 0.
fn numbers(parameters: &[u8]) -> Vec<u16> {
    let number = |digits: &[u8]| {
        digits.iter().fold(0u16, |number, digit| match digit {
            b'0'..=b'9' => number.saturating_mul(10).saturating_add(u16::from(digit - b'0')),
            _ => number,
        })
    };
    parameters.split(|byte| *byte == b';').map(number).collect()
}

fn meaning(last: u8, parameters: &[u8], between: &[u8]) -> Option<Input> {
    let (private, digits) = match parameters {
        [sign @ (b'<' | b'=' | b'>' | b'?'), digits @ ..] => (Some(*sign), digits),
        _ => (None, parameters),
    };
    let numbers = numbers(digits);
    let number = |index: usize| numbers.get(index).copied().unwrap_or(0);
    match (private, between, last) {
        (Some(b'?'), b"", b'c') => Some(Input::Answer(Answer::Attributes)),
        (None, b"$", b'y') if number(0) == 8 => Some(Input::Answer(Answer::Bidi(number(1)))),
        (None, b"", b'R') if number(0) > 1 && numbers.len() == 2 => {
            Some(Input::Answer(Answer::Cursor(number(0), number(1))))
        }
        (Some(b'<'), b"", b'M' | b'm') if numbers.len() == 3 => {
            let (x, y) = (number(1).saturating_sub(1), number(2).saturating_sub(1));
            mouse(number(0), x, y, last == b'M')
        }
        (None, b"", _) => {
            let code = if last == b'~' { numbered(number(0))? } else { lettered(last)? };
            // The second number is 1 and a bit for each modifier: Shift 1, Alt 2, Ctrl 4.
            let modifiers = number(1).saturating_sub(1);
            Some(Input::Event(Event::Key(Key { code, ctrl: modifiers & 4 != 0, alt: modifiers & 2 != 0 })))
        }
        _ => None,
    }
}

/// The key of `CSI n ~`.
fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Named(Named::Home),
        3 => Code::Named(Named::Delete),
        4 | 8 => Code::Named(Named::End),
        5 => Code::Named(Named::PageUp),
        6 => Code::Named(Named::PageDown),
        11..=34 => {
            // F1 to F20 with holes where the VT220 had other keys.
            const KEYS: [u16; 20] = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34];
            let at = KEYS.iter().position(|key| *key == number)?;
            Code::F(u8::try_from(at + 1).ok()?)
        }
        _ => return None,
    })
}

/// The key of `CSI letter` and of `SS3 letter`.
fn lettered(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Named(Named::Up),
        b'B' => Code::Named(Named::Down),
        b'C' => Code::Named(Named::Right),
        b'D' => Code::Named(Named::Left),
        b'F' => Code::Named(Named::End),
        b'H' => Code::Named(Named::Home),
        b'Z' => Code::Named(Named::BackTab),
        b'P'..=b'S' => Code::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// After `ESC O`: one letter.
pub(super) fn single_shift(rest: &[u8]) -> Step {
    match rest.first() {
        None => Step::More,
        // Enter on the keypad.
        Some(b'M') => Step::Done(3, Some(key(Code::Named(Named::Enter)))),
        Some(letter) => match lettered(*letter) {
            Some(code) => Step::Done(3, Some(key(code))),
            None if letter.is_ascii_graphic() => Step::Done(3, None),
            None => Step::Done(2, None),
        },
    }
}

/// A text between `ESC` with `kind` and its end: ST, or BEL for OSC. `rest` is what follows those two bytes.
pub(super) fn text(kind: u8, rest: &[u8]) -> Step {
    let osc = kind == b']';
    let end = rest.iter().position(|byte| matches!(byte, 0x18 | 0x1A | 0x1B) || (osc && *byte == 0x07));
    let Some(end) = end else { return Step::More };
    let text = rest.get(..end).unwrap_or_default();
    match (rest.get(end), rest.get(end + 1)) {
        (Some(&ESC), None) => Step::More,
        (Some(&ESC), Some(b'\\')) => Step::Done(2 + end + 2, said(kind, text)),
        // Broken off: the escape begins something of its own.
        (Some(&ESC), Some(_)) => Step::Done(2 + end, None),
        (Some(0x07), _) => Step::Done(2 + end + 1, said(kind, text)),
        _ => Step::Done(2 + end + 1, None),
    }
}

/// The longest name of a terminal that is kept.
const LONGEST_NAME: usize = 80;

fn said(kind: u8, text: &[u8]) -> Option<Input> {
    match kind {
        b'P' => {
            let name = text.strip_prefix(b">|")?;
            let name: String = name.iter().take(LONGEST_NAME).map(|byte| char::from(*byte)).collect();
            let printable = !name.is_empty() && name.chars().all(|c| c == ' ' || c.is_ascii_graphic());
            printable.then_some(Input::Answer(Answer::Name(name)))
        }
        b']' => colour(text.strip_prefix(b"11;")?).map(|colour| Input::Answer(Answer::Background(colour))),
        _ => None,
    }
}

/// `rgb:R/G/B` or `rgba:R/G/B/A`, each of 1 to 4 hexadecimal digits (XParseColor), to shares of 65535.
fn colour(text: &[u8]) -> Option<[u16; 3]> {
    let text = std::str::from_utf8(text).ok()?;
    let mut parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?.split('/');
    let mut part = || {
        let digits = parts.next().filter(|digits| (1..=4).contains(&digits.len()))?;
        let most = (1u32 << (4 * digits.len())) - 1;
        u16::try_from(u32::from_str_radix(digits, 16).ok()? * 0xFFFF / most).ok()
    };
    Some([part()?, part()?, part()?])
}

/// xterm's button codes: 0 left, 32 moved, 64 and 65 the wheel, 4, 8 and 16 for Shift, Alt and Ctrl.
fn mouse(button: u16, x: u16, y: u16, pressed: bool) -> Option<Input> {
    let what = match button & !0b1_1100 {
        0 if pressed => Mouse::Press,
        32 if pressed => Mouse::Drag,
        64 => Mouse::WheelUp,
        65 => Mouse::WheelDown,
        _ => return None,
    };
    Some(Input::Event(Event::Mouse(what, x, y)))
}
