//! The rules of UAX #14 (Unicode 18.0) between what stands before a place and the class after it.
//!
//! What stands before is a state: a class, or one of a few contexts that a rule looks back for (LB14, LB25, LB30a, …).

use super::class::Class;

/// What a rule says of a place; `Ask`: it depends on what comes later in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    No,
    Yes,
    Must,
    Ask,
}

/// What stands before a place: the number of a class, or a context below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State(pub(super) u8);

impl State {
    /// The start of the text.
    pub(super) const START: State = State(64);
    /// Spaces after something that LB14 or LB15a let no break follow.
    pub(super) const SP_OPEN: State = State(65);
    /// Spaces after CL or CP (LB16).
    pub(super) const SP_CLOSED: State = State(66);
    /// Spaces after B2 (LB17).
    pub(super) const SP_DASH: State = State(67);
    /// Spaces after ZW (LB8).
    pub(super) const SP_ZW: State = State(68);
    /// Spaces after an initial quotation mark that LB15a does not speak of.
    pub(super) const SP_QUOTE: State = State(69);
    /// One space after a digit.
    pub(super) const SP_DIGIT: State = State(70);
    /// HY at the start of a word (LB20a).
    pub(super) const HY_FIRST: State = State(71);
    /// HH at the start of a word (LB20a).
    pub(super) const HH_FIRST: State = State(72);
    /// HY or HH after a Hebrew letter (LB21a).
    pub(super) const HL_HYPHEN: State = State(73);
    /// An initial quotation mark at the start of a word (LB15a).
    pub(super) const QU_FIRST: State = State(74);
    /// A final quotation mark after an East Asian character (LB19a).
    pub(super) const QU_FINAL_EAST: State = State(75);
    /// The second regional indicator of a pair (LB30a).
    pub(super) const RI_SECOND: State = State(76);
    /// SY within a number (LB25).
    pub(super) const NU_SY: State = State(77);
    /// IS within a number (LB25).
    pub(super) const NU_IS: State = State(78);
    /// CL after a number (LB25).
    pub(super) const NU_CL: State = State(79);
    /// An East Asian CL after a number (LB25).
    pub(super) const NU_CL_EAST: State = State(80);
    /// CP after a number (LB25).
    pub(super) const NU_CP: State = State(81);
    /// A virama after an aksara (LB28a).
    pub(super) const AK_VI: State = State(82);
    /// The second dash of a pair.
    pub(super) const B2_SECOND: State = State(83);
    /// A zero-width joiner, which nothing breaks after (LB8a); the breaker knows what it is joined to.
    pub(super) const JOINER: State = State(84);
    /// One more than the last.
    pub(super) const COUNT: u8 = 85;

    pub(super) const fn of(class: Class) -> State {
        State(class as u8)
    }

    /// The class that the last character before the place has, marks of LB9 apart.
    pub(super) const fn class(self) -> Class {
        match self {
            State::SP_OPEN | State::SP_CLOSED | State::SP_DASH | State::SP_ZW | State::SP_QUOTE | State::SP_DIGIT => {
                Class::Sp
            }
            State::HY_FIRST | State::HL_HYPHEN => Class::Hy,
            State::HH_FIRST => Class::Hh,
            State::QU_FIRST => Class::QuInitial,
            State::QU_FINAL_EAST => Class::QuFinal,
            State::RI_SECOND => Class::Ri,
            State::NU_SY => Class::Sy,
            State::NU_IS => Class::Is,
            State::NU_CL => Class::Cl,
            State::NU_CL_EAST => Class::ClEast,
            State::NU_CP => Class::Cp,
            State::AK_VI => Class::Vi,
            State::B2_SECOND => Class::B2,
            State(number) if (number as usize) < Class::ALL.len() => Class::ALL[number as usize],
            _ => Class::Al,
        }
    }

    /// What stands before the place after `right`.
    pub(super) const fn then(self, right: Class) -> State {
        use Class::*;
        let left = self.class();
        let start = matches!(self, State::START);
        let apart = start || matches!(left, Sp | Bk | Cr | Lf | Nl | Zw);
        match right {
            // LB9, LB10.
            Cm | Zwj | SaMark if apart => State::of(Al),
            Cm | Zwj | SaMark => self,
            Sp => match self {
                State::SP_OPEN | State::QU_FIRST => State::SP_OPEN,
                State::SP_CLOSED => State::SP_CLOSED,
                State::SP_DASH => State::SP_DASH,
                State::SP_ZW => State::SP_ZW,
                State::SP_QUOTE => State::SP_QUOTE,
                _ => match left {
                    Op | OpEast => State::SP_OPEN,
                    Cl | ClEast | Cp => State::SP_CLOSED,
                    B2 => State::SP_DASH,
                    Zw => State::SP_ZW,
                    QuInitial => State::SP_QUOTE,
                    Nu => State::SP_DIGIT,
                    _ => State::of(Sp),
                },
            },
            Hy if apart || matches!(left, Cb | Gl | GlEast) => State::HY_FIRST,
            Hh if apart || matches!(left, Cb | Gl | GlEast) => State::HH_FIRST,
            Hy | Hh if matches!(left, Hl) => State::HL_HYPHEN,
            QuInitial if apart || matches!(left, Op | OpEast | Qu | QuInitial | QuFinal | Gl | GlEast) => {
                State::QU_FIRST
            }
            QuFinal if !start && left.is_east() => State::QU_FINAL_EAST,
            Ri if matches!(self, State(number) if number == Ri as u8) => State::RI_SECOND,
            Sy if matches!(left, Nu) || matches!(self, State::NU_SY | State::NU_IS) => State::NU_SY,
            Is if matches!(left, Nu) || matches!(self, State::NU_SY | State::NU_IS) => State::NU_IS,
            Cl if matches!(left, Nu) || matches!(self, State::NU_SY | State::NU_IS) => State::NU_CL,
            ClEast if matches!(left, Nu) || matches!(self, State::NU_SY | State::NU_IS) => State::NU_CL_EAST,
            Cp if matches!(left, Nu) || matches!(self, State::NU_SY | State::NU_IS) => State::NU_CP,
            Vi if !start && matches!(left, Ak | As | Circle) => State::AK_VI,
            B2 if matches!(self, State(number) if number == B2 as u8) => State::B2_SECOND,
            _ => State::of(right),
        }
    }

    /// What the rules say of the place between `self` and `right`.
    pub(super) const fn rule(self, right: Class) -> Rule {
        use Class::*;
        use Rule::*;
        let left = self.class();
        let hangul = matches!(right, Jl | Jv | Jt | H2 | H3);
        let after_hangul = matches!(left, Jl | Jv | Jt | H2 | H3);
        let picture = matches!(right, Id | IdEast | IdUnassigned | Eb | EbEast | Em);
        let after_picture = matches!(left, Id | IdEast | IdUnassigned | Eb | EbEast | Em);
        let letter = right.is_alphabetic() || matches!(right, Hl);
        let after_letter = left.is_alphabetic() || matches!(left, Hl);
        let prefix = matches!(right, Pr | PrEast);
        let after_prefix = matches!(left, Pr | PrEast);
        let postfix = matches!(right, Po | PoEast);
        let after_postfix = matches!(left, Po | PoEast);
        let aksara = matches!(right, Ak | As | Circle);
        let after_aksara = matches!(left, Ak | As | Circle);
        let in_number = matches!(left, Nu) || matches!(self, State::NU_SY | State::NU_IS);
        let after_number = in_number || matches!(self, State::NU_CL | State::NU_CL_EAST | State::NU_CP);
        match right {
            // LB2, LB4–LB8.
            _ if matches!(self, State::START) => No,
            Lf if matches!(left, Cr) => No,
            _ if matches!(left, Bk | Cr | Lf | Nl) => Must,
            Bk | Cr | Lf | Nl | Sp | Zw => No,
            _ if matches!(left, Zw) || matches!(self, State::SP_ZW) => Yes,
            // LB9; after a space LB10 makes them AL, which nothing below but LB14–LB15a and LB18 decides then.
            Cm | Zwj | SaMark if !matches!(left, Sp) => No,
            // LB11–LB15a.
            Wj => No,
            _ if matches!(left, Wj | Gl | GlEast) => No,
            Gl | GlEast if !matches!(left, Sp | Hy | Hh) => No,
            Cl | ClEast | Cp | Ex | ExEast | Sy => No,
            _ if matches!(left, Op | OpEast) || matches!(self, State::SP_OPEN | State::QU_FIRST) => No,
            // LB15b–LB15d: what comes after decides, or LB19 and LB15d without a space.
            QuFinal | Is => {
                if matches!(left, Sp) {
                    Ask
                } else {
                    No
                }
            }
            Ns | NsEast if matches!(left, Cl | ClEast | Cp) || matches!(self, State::SP_CLOSED) => No,
            B2 if matches!(left, B2) || matches!(self, State::SP_DASH) => No,
            _ if matches!(left, Sp) => Yes,
            // LB19, LB19a.
            Qu => No,
            _ if matches!(left, Qu | QuInitial) => No,
            QuInitial if !left.is_east() => No,
            QuInitial => Ask,
            _ if matches!(left, QuFinal) && !(matches!(self, State::QU_FINAL_EAST) && right.is_east()) => No,
            // LB20–LB22.
            Cb => Yes,
            _ if matches!(left, Cb) => Yes,
            _ if matches!(self, State::HY_FIRST | State::HH_FIRST) && letter => No,
            Ba | BaEast | Hy | Hh | Ns | NsEast => No,
            _ if matches!(left, Bb) => No,
            _ if matches!(self, State::HL_HYPHEN) && !matches!(right, Hl) => No,
            Hl if matches!(left, Sy) => No,
            In | InEast => No,
            // LB23–LB25.
            Nu if after_letter => No,
            _ if matches!(left, Nu) && letter => No,
            _ if after_prefix && picture => No,
            _ if after_picture && postfix => No,
            _ if (after_prefix || after_postfix) && letter => No,
            _ if after_letter && (prefix || postfix) => No,
            _ if after_number && (prefix || postfix) => No,
            Op | OpEast if after_prefix || after_postfix => Ask,
            Nu if after_prefix || after_postfix || in_number || matches!(left, Hy | Is) => No,
            // LB26–LB27.
            Jl | Jv | H2 | H3 if matches!(left, Jl) => No,
            Jv | Jt if matches!(left, Jv | H2) => No,
            Jt if matches!(left, Jt | H3) => No,
            _ if after_hangul && postfix => No,
            _ if after_prefix && hangul => No,
            // LB28–LB29.
            _ if after_letter && letter => No,
            _ if matches!(left, Ap) && aksara => No,
            Vf | Vi if after_aksara => No,
            Ak | Circle if matches!(self, State::AK_VI) => No,
            _ if after_aksara && aksara => Ask,
            _ if matches!(left, Is) && letter => No,
            // LB30–LB31.
            Op if after_letter || matches!(left, Nu) => No,
            Nu if matches!(left, Cp) => No,
            _ if matches!(left, Cp) && letter => No,
            Ri if matches!(left, Ri) && !matches!(self, State::RI_SECOND) => No,
            Em if matches!(left, Eb | EbEast | AlUnassigned | IdUnassigned) => No,
            _ => Yes,
        }
    }
}
