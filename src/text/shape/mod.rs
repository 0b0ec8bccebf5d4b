//! Arabic joining to presentation forms, for terminals that draw every code point as it is.
//!
//! Joining is computed on logical text, line by line and run by run (Unicode 9.2, R1 to R7): transparent characters are
//! looked through, a letter without a form of its own stays as it is and still lets its neighbours join.

mod forms;

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

use super::property;
use forms::FORMS;

/// How a character joins to its neighbours (ArabicShaping.txt).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// Joins to nothing.
    None,
    /// Joins to the character before it.
    Right,
    /// Joins to the character after it.
    Left,
    /// Joins on both sides.
    Dual,
    /// Joins on both sides and keeps its shape: tatweel, ZWJ.
    Causing,
    /// Looked through: marks and format characters.
    Transparent,
}

impl Joining {
    /// Whether the character reaches for the one before it.
    pub fn back(self) -> bool {
        matches!(self, Joining::Right | Joining::Dual | Joining::Causing)
    }

    /// Whether the character reaches for the one after it.
    pub fn forward(self) -> bool {
        matches!(self, Joining::Left | Joining::Dual | Joining::Causing)
    }
}

/// How `c` joins (the property Joining_Type).
pub fn joining(c: char) -> Joining {
    property::of(c).joining
}

/// How `c` joins, as the tables have it.
pub(super) fn looked_up(c: char) -> Joining {
    match CodePointMapData::<JoiningType>::new().get(c) {
        JoiningType::DualJoining => Joining::Dual,
        JoiningType::RightJoining => Joining::Right,
        JoiningType::LeftJoining => Joining::Left,
        JoiningType::JoinCausing => Joining::Causing,
        JoiningType::Transparent => Joining::Transparent,
        _ => Joining::None,
    }
}

/// The form of the letter `c` with a joined neighbour before it (`back`) and after it (`forward`); the nearest lesser form
/// where Unicode has not that one, `c` itself where it has none.
#[inline]
pub fn form(c: char, back: bool, forward: bool) -> char {
    let Some(&row) = (c as usize).checked_sub(FIRST).and_then(|at| ROWS.get(at)) else { return c };
    let Some(forms) = JOINED.get(usize::from(row)) else { return c };
    char::from_u32(u32::from(forms[usize::from(back) | usize::from(forward) << 1])).unwrap_or(c)
}

/// For each row of [`FORMS`] what a letter becomes that joins to nothing, back, forward, on both sides.
static JOINED: [[u16; 4]; FORMS.len()] = {
    let mut joined = [[0; 4]; FORMS.len()];
    let mut row = 0;
    while row < FORMS.len() {
        let (letter, [isolated, last, first, middle]) = FORMS[row];
        let isolated = if isolated == 0 { letter } else { isolated };
        let last = if last == 0 { isolated } else { last };
        let first = if first == 0 { isolated } else { first };
        joined[row] = [isolated, last, first, if middle == 0 { last } else { middle }];
        row += 1;
    }
    joined
};

/// The first letter of [`FORMS`].
const FIRST: usize = FORMS[0].0 as usize;

/// For each letter from [`FIRST`] on, its row of [`FORMS`], or a number that is none.
const ROWS: [u8; FORMS[FORMS.len() - 1].0 as usize - FIRST + 1] = {
    let mut rows = [u8::MAX; FORMS[FORMS.len() - 1].0 as usize - FIRST + 1];
    let mut row = 0;
    while row < FORMS.len() {
        rows[FORMS[row].0 as usize - FIRST] = row as u8;
        row += 1;
    }
    rows
};

/// The ligature of lam and `alef`, joined to the character before the lam or not; none where `alef` is no alef.
pub fn lam_alef(alef: char, back: bool) -> Option<char> {
    Some(match (alef, back) {
        ('\u{0622}', false) => '\u{FEF5}',
        ('\u{0622}', true) => '\u{FEF6}',
        ('\u{0623}', false) => '\u{FEF7}',
        ('\u{0623}', true) => '\u{FEF8}',
        ('\u{0625}', false) => '\u{FEF9}',
        ('\u{0625}', true) => '\u{FEFA}',
        ('\u{0627}', false) => '\u{FEFB}',
        ('\u{0627}', true) => '\u{FEFC}',
        _ => return None,
    })
}

/// The joints of one line: what stands before decides with what comes whether both join (R1 to R7).
#[derive(Clone, Debug, Default)]
pub struct Joiner {
    /// The last character that is not looked through.
    previous: Option<Joining>,
}

impl Joiner {
    /// Takes the next character in logical order; whether it joins to the one before it.
    pub fn join(&mut self, next: Joining) -> bool {
        if next == Joining::Transparent {
            return false;
        }
        self.previous.replace(next).is_some_and(Joining::forward) && next.back()
    }

    /// A run of another direction begins.
    pub fn part(&mut self) {
        self.previous = None;
    }
}

#[cfg(test)]
mod tests;
