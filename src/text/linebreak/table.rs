//! What follows from two neighbours alone, one load a character: the rules, and the rules with the tailorings, as tables.

use super::Break;
use super::class::Class;
use super::rules::{Rule, State};

/// The answer for a place and the state after it.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    /// None: the breaker has to look around.
    pub(super) kind: Option<Break>,
    pub(super) next: State,
}

/// Rows for states, columns for classes; the sizes are powers of two, so that a masked index needs no check.
pub(super) struct Table([[Cell; 64]; 128]);

impl Table {
    #[inline]
    pub(super) fn cell(&self, state: State, class: Class) -> Cell {
        self.0[usize::from(state.0 & 127)][class as usize & 63]
    }

    const fn new(tailored: bool) -> Table {
        let mut table = [[Cell { kind: None, next: State::START }; 64]; 128];
        let mut state = 0;
        while state < State::COUNT {
            let left = State(state);
            let mut class = 0;
            while class < Class::ALL.len() {
                let right = Class::ALL[class];
                table[state as usize][class] = cell(left, right, tailored);
                class += 1;
            }
            state += 1;
        }
        Table(table)
    }
}

/// The rules as they stand.
pub(super) static STANDARD: Table = Table::new(false);

/// The rules with the tailorings.
pub(super) static TAILORED: Table = Table::new(true);

const fn cell(left: State, right: Class, tailored: bool) -> Cell {
    if matches!(left, State::JOINER) {
        return Cell { kind: None, next: State::START };
    }
    if matches!(right, Class::Zwj) {
        return Cell { kind: None, next: State::JOINER };
    }
    let kind = if tailored { tailor(left, right) } else { standard(left, right) };
    Cell { kind, next: left.then(right) }
}

const fn standard(left: State, right: Class) -> Option<Break> {
    match left.rule(right) {
        Rule::No => Some(Break::Emergency),
        Rule::Yes => Some(Break::Allowed),
        Rule::Must => Some(Break::Mandatory),
        Rule::Ask => None,
    }
}

const fn tailor(left: State, right: Class) -> Option<Break> {
    use Class::*;
    let standard = standard(left, right);
    let before = left.class();
    match (standard, right) {
        (Some(Break::Mandatory), _) => standard,
        // Words of scripts without spaces; a soft hyphen is an HH; white space among BA hangs.
        (_, Sa | SaMark | Hh) => None,
        (Some(Break::Allowed), Ba | BaEast) => None,
        // Opening marks stay with what follows them, closing ones with what stands before them.
        _ if matches!(left, State::START) || is_blank(right) => standard,
        (Some(Break::Emergency), _) if matches!(before, Op | OpEast | QuInitial) => Some(Break::Never),
        (Some(Break::Emergency), _) if matches!(left, State::SP_OPEN) => Some(Break::Never),
        (Some(Break::Allowed), _) if matches!(left, State::SP_QUOTE) => None,
        (Some(Break::Emergency), _) if is_closing(right) => Some(Break::Never),
        (Some(Break::Allowed), NsEast) => Some(Break::Never),
        (Some(Break::Allowed), _) if !matches!(before, Sp) && is_closing(right) => Some(Break::Never),
        // Dots and dashes stand at the end of a row rather than at the start of the next one.
        (Some(Break::Allowed), In | InEast) => Some(Break::Weak),
        (Some(Break::Allowed), B2) if !before.is_east() && (is_word(before) || is_end(before)) => Some(Break::Weak),
        (Some(Break::Allowed), B2 | Hy) if matches!(before, Sp) => None,
        (Some(Break::Allowed), _) if matches!(before, B2 | Ba | In) && is_word(right) => None,
        (Some(Break::Emergency), B2) if matches!(before, B2) && !matches!(left, State::B2_SECOND) => Some(Break::Never),
        // Numbers with their signs and units, and words around a slash.
        (Some(Break::Allowed), Po | PoEast) if matches!(before, Sp) => None,
        (Some(Break::Allowed), Nu) if matches!(before, Sp | Ba | IdEast) => None,
        (Some(Break::Allowed), IdEast) if matches!(before, Nu) || matches!(left, State::SP_DIGIT) => None,
        (Some(Break::Allowed), _) if matches!(before, Sy) => None,
        // Quotation marks of East Asian text, and those that may open or close.
        (_, QuInitial) if before.is_east() || is_word(before) || is_end(before) => None,
        _ if matches!(before, QuFinal) && (right.is_east() || is_word(right) || matches!(right, B2)) => None,
        // A token that is wider than a row is cut between its words and its marks rather than within a word.
        (Some(Break::Emergency), Op | OpEast) if is_word(before) || is_end(before) => Some(Break::Weak),
        (Some(Break::Emergency), Nu) if matches!(before, Is) => standard,
        (Some(Break::Emergency), _) if is_end(before) && !matches!(before, QuFinal) && is_word(right) => {
            Some(Break::Weak)
        }
        _ => standard,
    }
}

/// Letters, ideographs, digits and the signs before them.
const fn is_word(class: Class) -> bool {
    use Class::*;
    class.is_alphabetic() || matches!(class, Hl | Nu | Pr | PrEast | Id | IdEast)
}

/// What a word, or a part of it, ends with.
const fn is_end(class: Class) -> bool {
    use Class::*;
    matches!(class, Cl | ClEast | Cp | Is | Ex | ExEast | QuFinal | In | InEast | B2 | Ba)
}

/// What hangs at the end of a row, or ends one.
const fn is_blank(class: Class) -> bool {
    matches!(class, Class::Sp | Class::Zw | Class::Bk | Class::Cr | Class::Lf | Class::Nl)
}

/// Classes that no row starts with, not even one that is cut within a word.
pub(super) const fn is_closing(class: Class) -> bool {
    use Class::*;
    matches!(class, Cl | ClEast | Cp | Ex | ExEast | Is | Ns | NsEast | In | InEast | QuFinal | Po | PoEast)
}
