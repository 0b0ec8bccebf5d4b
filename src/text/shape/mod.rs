//! Arabic joining to presentation forms, for terminals that draw every code point as it is.
//!
//! Joining is computed on logical text, line by line and run by run (Unicode 9.2, R1 to R7): transparent characters are
//! looked through, a letter without a form of its own stays as it is and still lets its neighbours join.

mod forms;

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

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
    if (c as u32) < 0xAD {
        return Joining::None;
    }
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
pub fn form(c: char, back: bool, forward: bool) -> char {
    let Ok(key) = u16::try_from(c as u32) else { return c };
    let Ok(at) = FORMS.binary_search_by_key(&key, |row| row.0) else { return c };
    let [isolated, last, first, middle] = FORMS[at].1;
    let choices = match (back, forward) {
        (true, true) => [middle, last, isolated],
        (true, false) => [last, isolated, 0],
        (false, true) => [first, isolated, 0],
        (false, false) => [isolated, 0, 0],
    };
    choices.into_iter().find(|&form| form != 0).and_then(|form| char::from_u32(u32::from(form))).unwrap_or(c)
}

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

/// For each of `types`, characters of one run in logical order, whether it joins to the one before and the one after it.
pub fn join(types: &[Joining]) -> Vec<(bool, bool)> {
    let mut joined = vec![(false, false); types.len()];
    let mut previous: Option<usize> = None;
    for (at, &kind) in types.iter().enumerate() {
        if kind == Joining::Transparent {
            continue;
        }
        if let Some(before) = previous
            && types[before].forward()
            && kind.back()
        {
            joined[before].1 = true;
            joined[at].0 = true;
        }
        previous = Some(at);
    }
    joined
}

#[cfg(test)]
mod tests;
