//! Embedding levels of a paragraph and the order of a line (UAX #9).

mod plain;

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, BidiMirroringGlyph, BidiPairedBracketType};
use unicode_bidi::{BidiInfo, Level};

use super::{Direction, property};

/// A Bidi_Class, as far as the rules tell them apart (UAX #9, table 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Left to right.
    L,
    /// Right to left.
    R,
    /// Arabic letter.
    AL,
    /// European number.
    EN,
    /// Arabic number.
    AN,
    /// Plus and minus.
    ES,
    /// Signs that go with a European number.
    ET,
    /// Comma, colon, no-break space.
    CS,
    /// Other neutrals.
    ON,
    /// Other neutrals that are one of a pair of brackets (BD14, BD15).
    Bracket,
    /// White space.
    WS,
    /// A segment separator.
    S,
    /// A paragraph separator.
    B,
    /// A mark: of the class before it (W1).
    NSM,
    /// Removed by X9.
    BN,
    /// LRE, RLE, LRO, RLO, PDF.
    Embedding,
    /// LRI, RLI, FSI.
    Isolate,
    /// PDI.
    PDI,
}

/// The class of `c` as the tables have it.
pub(super) fn looked_up(c: char) -> Class {
    match CodePointMapData::<BidiClass>::new().get(c) {
        BidiClass::LeftToRight => Class::L,
        BidiClass::RightToLeft => Class::R,
        BidiClass::ArabicLetter => Class::AL,
        BidiClass::EuropeanNumber => Class::EN,
        BidiClass::ArabicNumber => Class::AN,
        BidiClass::EuropeanSeparator => Class::ES,
        BidiClass::EuropeanTerminator => Class::ET,
        BidiClass::CommonSeparator => Class::CS,
        BidiClass::WhiteSpace => Class::WS,
        BidiClass::SegmentSeparator => Class::S,
        BidiClass::ParagraphSeparator => Class::B,
        BidiClass::NonspacingMark => Class::NSM,
        BidiClass::BoundaryNeutral => Class::BN,
        BidiClass::LeftToRightIsolate | BidiClass::RightToLeftIsolate | BidiClass::FirstStrongIsolate => Class::Isolate,
        BidiClass::PopDirectionalIsolate => Class::PDI,
        BidiClass::LeftToRightEmbedding
        | BidiClass::RightToLeftEmbedding
        | BidiClass::LeftToRightOverride
        | BidiClass::RightToLeftOverride
        | BidiClass::PopDirectionalFormat => Class::Embedding,
        _ => match CodePointMapData::<BidiMirroringGlyph>::new().get(c).paired_bracket_type {
            BidiPairedBracketType::None => Class::ON,
            _ => Class::Bracket,
        },
    }
}

/// Characters of one embedding level side by side, as far as the next one or the end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelRun {
    /// Bytes of the text before it.
    pub start: u32,
    /// The embedding level (UAX #9, BD2); odd is right to left.
    pub level: u8,
}

/// The level runs of `text` (UAX #9 P1 to I2), in order, no two of one level side by side; none where every level is 0,
/// which is so when nothing in `text` runs against a left-to-right base.
///
/// Every paragraph of `text` (P1) has the direction `base`. L1 is left to [`tail`], which knows the line.
pub fn level_runs(text: &str, base: Direction) -> Vec<LevelRun> {
    if base == Direction::Ltr && !may_run_right_to_left(text) {
        return Vec::new();
    }
    if !is_explicit(text) {
        return plain::level_runs(text, base);
    }
    let level = if base.is_rtl() { Level::rtl() } else { Level::ltr() };
    let mut runs: Vec<LevelRun> = Vec::new();
    for (start, level) in BidiInfo::new(text, Some(level)).levels.into_iter().enumerate() {
        if runs.last().is_none_or(|last| last.level != level.number()) {
            runs.push(LevelRun { start: start as u32, level: level.number() });
        }
    }
    runs
}

/// The embedding level of every byte of `text`, as in [`level_runs`]; none where every level is 0.
pub fn levels(text: &str, base: Direction) -> Option<Vec<u8>> {
    let runs = level_runs(text, base);
    if runs.is_empty() {
        return None;
    }
    let mut levels = Vec::with_capacity(text.len());
    for (index, run) in runs.iter().enumerate() {
        levels.resize(runs.get(index + 1).map_or(text.len(), |next| next.start as usize), run.level);
    }
    Some(levels)
}

/// Whether `text` holds an embedding, an override or an isolate (U+202A..202E, 2066..2069).
fn is_explicit(text: &str) -> bool {
    memchr::memchr_iter(0xE2, text.as_bytes())
        .any(|at| matches!(text.as_bytes().get(at + 1..at + 3), Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9])))
}

/// Whether `text` may hold a right-to-left character or a bidi control; `false` is certain, `true` may be a neighbour's byte.
pub fn may_run_right_to_left(text: &str) -> bool {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    bytes.iter().enumerate().any(|(index, &byte)| match byte {
        // U+0590..07FF, with the Arabic letter mark.
        0xD6..=0xDF => true,
        // U+0800..08FF.
        0xE0 => at(index + 1) < 0xA4,
        // U+200E, 200F, 202A..202E, 2066..2069.
        0xE2 => match at(index + 1) {
            0x80 => matches!(at(index + 2), 0x8E | 0x8F | 0xAA..=0xAE),
            0x81 => at(index + 2) >= 0xA6,
            _ => false,
        },
        // U+FB1D..FDFF, FE70..FEFF.
        0xEF => matches!(at(index + 1), 0xAC..=0xB7 | 0xB9..=0xBB),
        // U+10800..10FFF, 1E800..1EFFF.
        0xF0 => matches!((at(index + 1), at(index + 2)), (0x90, 0xA0..) | (0x9E, 0xA0..)),
        _ => false,
    })
}

/// What L1 does with a character at the end of a line or before a separator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Takes the paragraph's level there (white space, isolates, and what X9 removes).
    Blank,
    /// Takes the paragraph's level everywhere, and so do blanks before it (segment and paragraph separators).
    Separator,
    /// Keeps its level.
    Ink,
}

impl Class {
    /// How UAX #9 L1 treats a character of this class.
    #[inline]
    pub fn tail(self) -> Tail {
        match self {
            Class::S | Class::B => Tail::Separator,
            Class::WS | Class::Isolate | Class::PDI | Class::BN | Class::Embedding => Tail::Blank,
            _ => Tail::Ink,
        }
    }
}

/// How UAX #9 L1 treats `c`.
pub fn tail(c: char) -> Tail {
    property::of(c).bidi.tail()
}

/// The order of a line (UAX #9 L2): for each place from left to right, the index in `levels`, which are in logical order.
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    reorder(&mut order, |&index| levels[index]);
    order
}

/// Brings what stands in logical order in visual order (UAX #9 L2).
pub fn reorder<T>(items: &mut [T], level: impl Fn(&T) -> u8) {
    let highest = items.iter().map(&level).max().unwrap_or(0);
    let Some(lowest) = items.iter().map(&level).filter(|level| level % 2 == 1).min() else { return };
    for reversed in (lowest..=highest).rev() {
        for run in items.chunk_by_mut(|left, right| (level(left) >= reversed) == (level(right) >= reversed)) {
            if run.first().is_some_and(|first| level(first) >= reversed) {
                run.reverse();
            }
        }
    }
}

/// The mirror image of `c` in a right-to-left run (UAX #9 L4); `c` itself where Unicode has none.
pub fn mirrored(c: char) -> char {
    CodePointMapData::<BidiMirroringGlyph>::new().get(c).mirroring_glyph.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_bidi::{BidiClass, bidi_class};

    #[test]
    fn only_left_to_right_text_is_skipped() {
        assert!(levels("plain — 中文，「好」 déjà vu", Direction::Ltr).is_none());
        assert!(levels("plain", Direction::Rtl).is_some());
        for c in (0..=0x10FFFFu32).filter_map(char::from_u32) {
            use BidiClass as B;
            if matches!(
                bidi_class(c),
                B::L | B::EN | B::ES | B::ET | B::CS | B::NSM | B::BN | B::B | B::S | B::WS | B::ON
            ) {
                continue;
            }
            assert!(may_run_right_to_left(&c.to_string()), "U+{:04X}", c as u32);
        }
    }

    /// The quick resolution against `unicode-bidi`, character by character.
    #[test]
    fn levels_are_those_of_the_standard() {
        let pools: [&[char]; 7] = [
            &['a', 'b', 'c', '中'],
            &['א', 'ב', '\u{5BC}', '\u{200F}'],
            &['ا', 'ب', '\u{64E}', '\u{61C}', '٣', '٪', '٫', '،'],
            &['1', '2', '3', '+', '-', ',', '.', ':', '/', '%', '$', '#', '€', '۴'],
            &['(', ')', '[', ']', '{', '}', '〈', '\u{2329}', '〉', '\u{232A}', '（', '）', '<', '>', '«', '»'],
            &[' ', '\t', '\u{A0}', '\u{3000}', '\u{301}', '\u{200B}', '\u{AD}', '\u{200E}', '!', '?', '—'],
            &['\n', '\u{2029}', '\u{1F}', '\u{1}'],
        ];
        let mut state = 99u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % sides as u64) as usize
        };
        for _ in 0..40_000 {
            let length = roll(24);
            let kinds = 1 + roll(pools.len());
            let pick = |roll: &mut dyn FnMut(usize) -> usize| {
                let pool = pools[roll(kinds)];
                pool[roll(pool.len())]
            };
            let text: String = (0..length).map(|_| pick(&mut roll)).collect();
            for base in [Direction::Ltr, Direction::Rtl] {
                let level = if base.is_rtl() { Level::rtl() } else { Level::ltr() };
                let theirs = BidiInfo::new(&text, Some(level)).levels;
                let ours = levels(&text, base).unwrap_or_else(|| vec![0; text.len()]);
                assert_eq!(ours.len(), text.len());
                for (at, c) in text.char_indices().filter(|&(_, c)| bidi_class(c) != BidiClass::BN) {
                    assert_eq!(ours[at], theirs[at].number(), "{c:?} at {at}, {base:?}: {}", text.escape_unicode());
                }
            }
        }
    }

    #[test]
    fn order_is_that_of_the_standard() {
        for seed in 0..2000u32 {
            let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12345);
            let levels: Vec<u8> = (0..seed % 23)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 24) as u8 % 5
                })
                .collect();
            let theirs: Vec<Level> = levels.iter().filter_map(|&level| Level::new(level).ok()).collect();
            assert_eq!(visual_order(&levels), BidiInfo::reorder_visual(&theirs), "{levels:?}");
        }
    }

    #[test]
    fn brackets_are_mirrored() {
        assert_eq!(['(', '»', '<', '】', 'a', 'م'].map(mirrored), [')', '«', '>', '【', 'a', 'م']);
    }
}
