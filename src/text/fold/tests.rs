//! Tests of folding: what is equal, what stays apart, and the way back.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(fold(text).text, expected, "{text:?}");
}

#[track_caller]
fn equal(forms: &[&str]) {
    for form in forms {
        assert_eq!(fold(form).text, fold(forms[0]).text, "{form:?} and {:?}", forms[0]);
    }
}

/// The source of the first hit of `needle` in `text`, both folded.
#[track_caller]
fn hit(text: &str, needle: &str, expected: &str) {
    let folded = fold(text);
    let needle = fold(needle).text;
    let at = folded.text.find(&needle).expect("found");
    assert_eq!(&text[folded.source(at..at + needle.len())], expected);
}

#[test]
fn latin_greek_and_cyrillic() {
    check("Élan ŒUVRE æther Straße ﬁn İstanbul ILIK ılık", "elan oeuvre aether strasse fin istanbul ilik ilik");
    check("ΟΔΟΣ οδός", "οδοσ οδοσ");
    equal(&["ёлка", "елка", "ЁЛКА", "е\u{308}лка"]);
    equal(&["мой", "МОЙ", "мои\u{306}"]);
    assert_ne!(fold("мой").text, fold("мои").text);
}

#[test]
fn arabic() {
    equal(&["دربند", "دَرْبَند", "دِربند", "در\u{640}\u{640}بند", "\u{202B}دربند\u{202C}"]);
    equal(&["الأمم", "الامم", "الإمم", "الآمم", "اﻷمم", "الأمــم", "ٱلامم"]);
    equal(&["مسؤول", "مسوول"]);
    equal(&["هيئة", "هييه", "هيئه"]);
    equal(&["على", "علي", "علی"]);
    equal(&["كتاب", "کتاب"]);
    assert_ne!(fold("سماء").text, fold("سما").text);
    check("٤٨ ۴۸ ４８ ४८", "48 48 48 48");
    check("لماذا؟ نعم، لا؛", "لماذا? نعم, لا;");
}

#[test]
fn chinese_and_widths() {
    check("代表团致 联合国", "代表团致联合国");
    equal(&["2025 年 5 月 21 日", "2025年 5月 21日", "2025年5月21日"]);
    check("ＡＢＣ，１２（㈠）", "abc,12((一))");
    check("a b\u{A0}c\u{2009}d  e\u{3000}f", "a b c d e f");
    check("“quoted” – it’s «so»", "\"quoted\" - it's \"so\"");
    equal(&["国际联合会议", "國際聯合會議"]);
    hit("各國際會議", "国际", "國際");
}

#[test]
fn letters_that_are_marks_stay() {
    assert_ne!(fold("कि").text, fold("क").text);
    assert_ne!(fold("が").text, fold("か").text);
    equal(&["が", "か\u{3099}"]);
}

#[test]
fn every_decimal_digit_is_an_ascii_one() {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let mut value = 0;
    for c in ('\u{80}'..=char::MAX).filter(|&c| categories.get(c) == GeneralCategory::DecimalNumber) {
        // Nd stands in runs of ten, each from zero to nine.
        assert_eq!(fold(&c.to_string()).text, value.to_string(), "U+{:04X}", c as u32);
        value = (value + 1) % 10;
    }
}

#[test]
fn a_hit_covers_whole_characters_with_their_marks() {
    hit("في دَرْبَند، قال", "دربند", "دَرْبَند");
    hit("الأمــم المتحدة", "الامم", "الأمــم");
    hit("the ﬁrst", "ir", "ﬁr");
    hit("致 联合国 的", "致联", "致 联");
    hit("致 联合国 的", "联合国", "联合国");
    hit("caf\u{65}\u{301}s", "cafe", "caf\u{65}\u{301}");
    hit("a  \u{200F} b", "a b", "a  \u{200F} b");
    hit("plain ascii", "n as", "n as");
}

#[test]
fn the_map_is_total_monotone_and_on_boundaries() {
    let alphabet: Vec<char> =
        "aB ﬁé\u{301}\u{640}ا\u{64E}أﷺ联 \u{A0}が国\u{3099}йи\u{306}\u{200F}٣½ß\u{10FFFF}".chars().collect();
    let mut seed = 3_u64;
    for _ in 0..5000 {
        let text: String = (0..10)
            .map(|_| {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                alphabet[(seed >> 33) as usize % alphabet.len()]
            })
            .collect();
        let folded = fold(&text);
        let mut last = 0;
        for (at, c) in folded.text.char_indices() {
            let range = folded.source(at..at + c.len_utf8());
            assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{text:?} {at} {range:?}");
            assert!(range.start >= last, "{text:?}");
            last = range.start;
            // What a hit shows folds to what was looked for, or holds it (a ligature, a composed letter).
            assert!(fold(&text[range.clone()]).text.contains(c), "{text:?} {at} {range:?}");
        }
        assert_eq!(folded.source(folded.text.len() + 5..folded.text.len() + 9), text.len()..text.len());
        assert_eq!(fold(&folded.text).text, folded.text, "folding twice is folding once: {text:?}");
        let mut packed = Vec::new();
        folded.packed(&mut packed);
        assert_eq!(Folded::restored(folded.text.clone(), text.len(), &packed), Some(folded), "{text:?}");
    }
    assert_eq!(fold("").source(0..3), 0..0);
}

#[test]
fn a_way_back_that_is_damaged_leads_nowhere_else() {
    let text = "Élan  دَرْبَند، ﷺ 致 联合国 ＡＢＣ";
    let folded = fold(text);
    let mut packed = Vec::new();
    folded.packed(&mut packed);
    for at in 0..packed.len() {
        for bit in 0..8 {
            let mut damaged = packed.clone();
            damaged[at] ^= 1 << bit;
            // Whatever it says, it says it without a panic and within the text.
            if let Some(found) = Folded::restored(folded.text.clone(), text.len(), &damaged) {
                for byte in 0..folded.text.len() {
                    assert!(found.source(byte..byte + 1).end <= text.len());
                }
            }
        }
    }
    assert_eq!(Folded::restored("abc".to_owned(), 2, &[]), None);
}

#[test]
fn long_lines_take_linear_time_and_little_memory() {
    for unit in ["a", "اً", "\u{301}", " ", "联 ", "ﷺ", "\u{640}", "é"] {
        let text = unit.repeat(300_000);
        let folded = fold(&text);
        let whole = folded.source(0..folded.text.len());
        assert!(folded.text.is_empty() || whole == (0..text.trim_end().len()) || whole == (0..text.len()), "{unit:?}");
    }
    // The way back takes room only where a text is not itself, and little where it is so in one way.
    let packed = |text: &str| {
        let mut bytes = Vec::new();
        fold(text).packed(&mut bytes);
        bytes.len()
    };
    assert_eq!(packed(&"الحرب والسلام war МИР和平".repeat(10_000)), 0);
    assert!(packed(&"ＡＢＣ".repeat(10_000)) < 10);
}
