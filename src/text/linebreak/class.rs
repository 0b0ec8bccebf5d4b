//! The classes that the rules of UAX #14 speak of: Line_Break after LB1, split where a rule asks for a second property.

use icu_properties::props::{EastAsianWidth, ExtendedPictographic, GeneralCategory, LineBreak};
use icu_properties::{CodePointMapData, CodePointSetData};

/// A Line_Break class after LB1; `…East`: those of them that are East Asian (ea = F, W, H), which LB19a and LB30 set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names of the standard")]
pub enum Class {
    Al,
    AlEast,
    /// U+25CC, which LB28a treats as an aksara.
    Circle,
    /// Unassigned and pictographic (LB30b).
    AlUnassigned,
    Hl,
    Nu,
    Id,
    IdEast,
    /// Unassigned and pictographic (LB30b).
    IdUnassigned,
    Sp,
    Bk,
    Cr,
    Lf,
    Nl,
    Zw,
    Wj,
    Gl,
    GlEast,
    Cm,
    Zwj,
    Cl,
    ClEast,
    Cp,
    Op,
    OpEast,
    Qu,
    /// Initial punctuation (gc = Pi).
    QuInitial,
    /// Final punctuation (gc = Pf).
    QuFinal,
    Ex,
    ExEast,
    Is,
    Sy,
    Ns,
    NsEast,
    In,
    InEast,
    B2,
    Ba,
    BaEast,
    Bb,
    Hy,
    Hh,
    Cb,
    Pr,
    PrEast,
    Po,
    PoEast,
    Ri,
    Eb,
    EbEast,
    Em,
    Jl,
    Jv,
    Jt,
    H2,
    H3,
    Ak,
    Ap,
    As,
    Vf,
    Vi,
    /// Letters of scripts without spaces between words: LB1 leaves them to a dictionary.
    Sa,
    /// Marks of those scripts.
    SaMark,
}

impl Class {
    /// Every class, at the index that is its number.
    pub const ALL: [Class; 63] = {
        use Class::*;
        [
            Al,
            AlEast,
            Circle,
            AlUnassigned,
            Hl,
            Nu,
            Id,
            IdEast,
            IdUnassigned,
            Sp,
            Bk,
            Cr,
            Lf,
            Nl,
            Zw,
            Wj,
            Gl,
            GlEast,
            Cm,
            Zwj,
            Cl,
            ClEast,
            Cp,
            Op,
            OpEast,
            Qu,
            QuInitial,
            QuFinal,
            Ex,
            ExEast,
            Is,
            Sy,
            Ns,
            NsEast,
            In,
            InEast,
            B2,
            Ba,
            BaEast,
            Bb,
            Hy,
            Hh,
            Cb,
            Pr,
            PrEast,
            Po,
            PoEast,
            Ri,
            Eb,
            EbEast,
            Em,
            Jl,
            Jv,
            Jt,
            H2,
            H3,
            Ak,
            Ap,
            As,
            Vf,
            Vi,
            Sa,
            SaMark,
        ]
    };

    /// Whether its characters are East Asian (ea = F, W, H).
    pub const fn is_east(self) -> bool {
        use Class::*;
        matches!(
            self,
            AlEast | IdEast | GlEast | ClEast | OpEast | ExEast | NsEast | InEast | BaEast | PrEast | PoEast | EbEast
        ) || matches!(self, Em | Jl | H2 | H3)
    }

    /// Whether it follows AL in the rules (SA does, after LB1).
    pub(super) const fn is_alphabetic(self) -> bool {
        matches!(self, Class::Al | Class::AlEast | Class::Circle | Class::AlUnassigned | Class::Sa)
    }

    /// Whether LB9 joins it to what stands before it.
    pub(super) const fn is_mark(self) -> bool {
        matches!(self, Class::Cm | Class::Zwj | Class::SaMark)
    }
}

/// The class of `c`, with the properties of Unicode 18.0 (icu_properties 2.4).
///
/// A few look-ups in tries: what asks for whole texts keeps the answers in a table.
pub fn of(c: char) -> Class {
    let east = || {
        let width = CodePointMapData::<EastAsianWidth>::new().get(c);
        matches!(width, EastAsianWidth::Fullwidth | EastAsianWidth::Wide | EastAsianWidth::Halfwidth)
    };
    let split = |narrow: Class, wide: Class| if east() { wide } else { narrow };
    let category = || CodePointMapData::<GeneralCategory>::new().get(c);
    let reserved =
        || CodePointSetData::new::<ExtendedPictographic>().contains(c) && category() == GeneralCategory::Unassigned;
    match CodePointMapData::<LineBreak>::new().get(c) {
        LineBreak::ComplexContext => match category() {
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark => Class::SaMark,
            _ => Class::Sa,
        },
        LineBreak::Ideographic if reserved() => Class::IdUnassigned,
        LineBreak::Ideographic => split(Class::Id, Class::IdEast),
        LineBreak::Quotation => match category() {
            GeneralCategory::InitialPunctuation => Class::QuInitial,
            GeneralCategory::FinalPunctuation => Class::QuFinal,
            _ => Class::Qu,
        },
        LineBreak::BreakBoth => Class::B2,
        LineBreak::BreakAfter => split(Class::Ba, Class::BaEast),
        LineBreak::BreakBefore => Class::Bb,
        LineBreak::MandatoryBreak => Class::Bk,
        LineBreak::ContingentBreak => Class::Cb,
        LineBreak::ClosePunctuation => split(Class::Cl, Class::ClEast),
        LineBreak::CombiningMark => Class::Cm,
        LineBreak::CarriageReturn => Class::Cr,
        LineBreak::Exclamation => split(Class::Ex, Class::ExEast),
        LineBreak::Glue => split(Class::Gl, Class::GlEast),
        LineBreak::Hyphen => Class::Hy,
        LineBreak::UnambiguousHyphen => Class::Hh,
        LineBreak::Inseparable => split(Class::In, Class::InEast),
        LineBreak::InfixNumeric => Class::Is,
        LineBreak::LineFeed => Class::Lf,
        LineBreak::Nonstarter | LineBreak::ConditionalJapaneseStarter => split(Class::Ns, Class::NsEast),
        LineBreak::Numeric => Class::Nu,
        LineBreak::OpenPunctuation => split(Class::Op, Class::OpEast),
        LineBreak::PostfixNumeric => split(Class::Po, Class::PoEast),
        LineBreak::PrefixNumeric => split(Class::Pr, Class::PrEast),
        LineBreak::Space => Class::Sp,
        LineBreak::BreakSymbols => Class::Sy,
        LineBreak::ZWSpace => Class::Zw,
        LineBreak::NextLine => Class::Nl,
        LineBreak::WordJoiner => Class::Wj,
        LineBreak::H2 => Class::H2,
        LineBreak::H3 => Class::H3,
        LineBreak::JL => Class::Jl,
        LineBreak::JT => Class::Jt,
        LineBreak::JV => Class::Jv,
        LineBreak::CloseParenthesis => Class::Cp,
        LineBreak::HebrewLetter => Class::Hl,
        LineBreak::RegionalIndicator => Class::Ri,
        LineBreak::EBase => split(Class::Eb, Class::EbEast),
        LineBreak::EModifier => Class::Em,
        LineBreak::ZWJ => Class::Zwj,
        LineBreak::Aksara => Class::Ak,
        LineBreak::AksaraPrebase => Class::Ap,
        LineBreak::AksaraStart => Class::As,
        LineBreak::ViramaFinal => Class::Vf,
        LineBreak::Virama => Class::Vi,
        // AL, AI, SG, XX and what a later version may add (LB1).
        _ if c == '\u{25CC}' => Class::Circle,
        _ if reserved() => Class::AlUnassigned,
        _ => split(Class::Al, Class::AlEast),
    }
}
