//! Widths against the properties of Unicode, against `unicode-width` (tables of its own), and as terminals were seen to do.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::*;
use crate::text::visible::{self, Shown};

#[track_caller]
fn check(cases: &[(&str, u8)]) {
    for (text, cells) in cases {
        assert_eq!(cluster(text, false), *cells, "{text} {}", text.escape_unicode());
    }
}

#[test]
fn letters_of_the_world() {
    check(&[
        ("a", 1),
        ("e\u{301}", 1),
        ("م", 1),
        ("مُ", 1),
        ("\u{FEFB}", 1),
        ("国", 2),
        ("，", 2),
        ("\u{2026}", 1),
        ("—", 1),
    ]);
    // Kana: half-width ones with a voicing mark of their own take two cells, full-width ones take it along.
    check(&[("ｶ", 1), ("ｶﾞ", 2), ("ﾊﾟ", 2), ("か\u{3099}", 2), ("葛\u{E0100}", 2)]);
    // Hangul: a syllable is two cells in one character or in three; a vowel or a final consonant alone has none of its own.
    check(&[
        ("한", 2),
        ("\u{1100}", 2),
        ("\u{1100}\u{1161}", 2),
        ("\u{1112}\u{1161}\u{11AB}", 2),
        ("\u{A960}\u{1161}\u{D7CB}", 2),
    ]);
    assert_eq!([char('\u{1161}', false), char('\u{11A8}', false), char('\u{D7B0}', false)], [0, 0, 0]);
    // Thai and Lao: SARA AM is drawn before and after; marks above take none.
    check(&[("ก", 1), ("กำ", 2), ("น้ำ", 2), ("กี", 1), ("\u{E81}\u{EB3}", 2)]);
    // Indic: vowel signs with a cell of their own, and those without; conjuncts are as wide as their letters.
    check(&[
        ("क\u{93F}", 2),
        ("क\u{941}", 1),
        ("क\u{94D}ष", 2),
        ("ক\u{9BE}", 2),
        ("க\u{BBE}", 2),
        ("ക\u{D3E}", 2),
        ("\u{1780}\u{17D2}\u{1780}", 2),
    ]);
    // Marks on a blank, on a circle, around a letter.
    check(&[(" \u{301}", 1), ("\u{A0}\u{301}", 1), ("\u{25CC}\u{301}", 1), ("a\u{20DD}", 1)]);
    // Ligatures as wide as a line of writing are one character, and so are the long dashes.
    check(&[("\u{FDFA}", 1), ("\u{FDFD}", 1), ("\u{2E3A}", 1), ("\u{2E3B}", 1)]);
    // Spaces are one cell, but the ideographic one.
    check(&[("\u{2002}", 1), ("\u{2009}", 1), ("\u{202F}", 1), ("\u{1680}", 1), ("\u{3000}", 2)]);
    // Private use and what is not assigned; planes of ideographs are wide before they are filled.
    check(&[("\u{E000}", 1), ("\u{F0000}", 1), ("\u{378}", 1), ("\u{3FFFD}", 2), ("\u{FFFD}", 1)]);
}

#[test]
fn emoji_are_one_picture() {
    check(&[("👍", 2), ("👍🏽", 2), ("☝🏽", 2), ("☝", 1), ("👩\u{200D}👩\u{200D}👧", 2), ("❤\u{FE0F}\u{200D}🔥", 2)]);
    check(&[
        ("☺\u{FE0F}", 2),
        ("☺", 1),
        ("☺\u{FE0E}", 1),
        ("1\u{FE0F}\u{20E3}", 2),
        ("1\u{20E3}", 1),
        ("©\u{FE0F}", 2),
    ]);
    check(&[("🇦🇿", 2), ("🇦", 1), ("🏴", 2), ("🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", 2)]);
    // A selector after what is no emoji selects nothing.
    check(&[("a\u{FE0F}", 1), ("国\u{FE0F}", 2)]);
}

#[test]
fn ambiguous_characters_follow_the_option() {
    for text in ["“", "”", "—", "…", "·", "①", "α", "Я", "é", "\u{E000}", "─"] {
        assert_eq!((cluster(text, false), cluster(text, true)), (1, 2), "{text}");
    }
    for text in ["a", "م", "ñ", "\u{301}", "\u{AD}"] {
        assert_eq!(
            char(text.chars().next().expect("one"), false),
            char(text.chars().next().expect("one"), true),
            "{text}"
        );
    }
}

/// Every character has the width of its property East_Asian_Width, unless it has none to see (UAX #11).
#[test]
fn widths_are_those_of_the_property() {
    for c in (0..=0x10FFFFu32).filter_map(char::from_u32) {
        use GeneralCategory as G;
        let category = CodePointMapData::<G>::new().get(c);
        let width = CodePointMapData::<EastAsianWidth>::new().get(c);
        let jamo = matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7C6}' | '\u{D7CB}'..='\u{D7FB}');
        let sign = CodePointSetData::new::<icu_properties::props::PrependedConcatenationMark>().contains(c);
        let none = matches!(
            category,
            G::NonspacingMark | G::EnclosingMark | G::Control | G::LineSeparator | G::ParagraphSeparator | G::Format
        );
        for wide in [false, true] {
            let expected = match width {
                _ if jamo || none && !sign => 0,
                EastAsianWidth::Wide | EastAsianWidth::Fullwidth => 2,
                EastAsianWidth::Ambiguous if wide => 2,
                _ => 1,
            };
            assert_eq!(char(c, wide), expected, "U+{:04X} {category:?} {width:?}", c as u32);
        }
    }
}

/// `unicode-width` but for what is listed, each with what all terminals of the comparison do.
#[test]
fn differences_from_unicode_width_are_known() {
    let reason = |c: char| match c {
        // Vowel signs that are Grapheme_Extend for the sake of normalisation: they have a cell (Bengali, Tamil, Kannada).
        _ if is_spacing_mark(c) => Some("a mark with a cell of its own"),
        // Terminals join none of these; in the cell of the next letter they would cover it.
        '\u{D4E}'
        | '\u{111C2}'
        | '\u{111C3}'
        | '\u{113D1}'
        | '\u{1193F}'
        | '\u{11941}'
        | '\u{11A84}'..='\u{11A89}'
        | '\u{11D46}'
        | '\u{11F02}'
        | '\u{11A3A}'
        | '\u{A8FA}' => Some("a letter that stands before another"),
        '\u{605}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' => {
            Some("a sign over digits, as U+0600 and U+06DD are")
        }
        '\u{2D7F}' | '\u{1171E}' => Some("a nonspacing mark"),
        '\u{17A4}' | '\u{17D8}' => Some("one cell in every terminal"),
        '\u{115F}' => Some("a filler: blank, not nothing"),
        '\u{13430}'..='\u{1345F}' => Some("format characters and marks of hieroglyphs"),
        // Not assigned, and nothing to see if they were: terminals have one cell or none.
        '\u{2065}' | '\u{FFF0}'..='\u{FFF8}' | '\u{E0000}'..='\u{E0FFF}' => Some("never shown"),
        _ => None,
    };
    let mut different = 0;
    for c in (0..=0x10FFFFu32).filter_map(char::from_u32).filter(|c| !c.is_control()) {
        if matches!(visible::shown(c), Shown::Dropped | Shown::Instead(_)) {
            continue;
        }
        let theirs = c.width().unwrap_or(0);
        if usize::from(char(c, false)) != theirs {
            assert!(reason(c).is_some(), "U+{:04X}: {} here, {theirs} there", c as u32, char(c, false));
            different += 1;
        }
    }
    assert!((50..120).contains(&different), "{different}");
}

/// The sequences of characters on which `unicode-width` and we are of two minds.
#[test]
fn differences_of_sequences_are_known() {
    // It takes the text style for narrow; six terminals of seven do not.
    assert_eq!(("⚡\u{FE0E}".width(), cluster("⚡\u{FE0E}", false)), (1, 2));
    // It takes a subscript consonant of Khmer for a mark; terminals write it beside.
    assert_eq!(("\u{1780}\u{17D2}\u{1780}".width(), cluster("\u{1780}\u{17D2}\u{1780}", false)), (1, 2));
    // It takes lam and alef for one: here they are two clusters, and one cell once they are joined.
    assert_eq!(("لا".width(), natural("لا", false), cluster("\u{FEFB}", false)), (1, 2, 1));
}

/// What terminals agree on, and what xterm, VTE, Konsole, kitty, Alacritty, mlterm and tmux were seen to differ about.
#[test]
fn what_is_certain() {
    for text in [
        "a",
        "é",
        "e\u{301}",
        "م",
        "مُ",
        "\u{FEFB}\u{64E}",
        "国",
        "，",
        "ｶﾞ",
        "한",
        "👍",
        "🇦🇿",
        "กำ",
        "葛\u{E0100}",
        "—",
        "\u{2426}",
    ] {
        assert!(certain(text), "{text}");
    }
    for text in [
        "👍🏽",
        "👩\u{200D}👧",
        "☺\u{FE0F}",
        "⚡\u{FE0E}",
        "1\u{FE0F}\u{20E3}",
        "🇦",
        "\u{6DD}",
        "\u{600}",
        "\u{1100}\u{1161}",
        "क\u{93F}",
        "ক\u{9BE}",
        "\u{302E}",
        "\u{4DC0}",
        "\u{1FAE9}",
        "\u{25CC}\u{1161}",
    ] {
        assert!(!certain(text), "{text}");
    }
}

/// The most that the same terminals take: each part of a sequence on its own.
#[test]
fn the_most_cells_of_any_terminal() {
    for (text, cells) in [
        ("a", 1),
        ("مُ", 1),
        ("国", 2),
        ("👍🏽", 4),
        ("👩\u{200D}👩\u{200D}👧", 6),
        ("☺\u{FE0F}", 2),
        ("🇦", 2),
        ("क\u{93E}", 2),
        ("\u{1100}\u{1161}\u{11A8}", 4),
        ("a\u{202D}", 1),
    ] {
        assert_eq!(most(text), cells, "{text}");
    }
}

#[test]
fn any_string_has_one_or_two_cells() {
    let parts = [
        "a",
        "\u{301}",
        "👍",
        "🏽",
        "\u{200D}",
        "\u{FE0F}",
        "\u{FE0E}",
        "🇦",
        "国",
        "\u{93E}",
        "\u{1161}",
        "\u{E0041}",
        "\u{20E3}",
        "1",
    ];
    let mut seed = 5u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..(seed >> 60) {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(parts[(seed >> 33) as usize % parts.len()]);
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        assert!(matches!(cluster(&text, false), 1 | 2) && cluster(&text, false) <= cluster(&text, true));
    }
}
