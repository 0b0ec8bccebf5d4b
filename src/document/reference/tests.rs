//! References, from the forms that the six languages print.

use super::*;

fn check(text: &str, wanted: &[(&str, &str)]) {
    let found = references(text);
    let found: Vec<(&str, &str)> =
        found.iter().map(|own| (text.get(own.range.clone()).expect("its bytes"), own.symbol.as_str())).collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn symbols_are_found_in_running_text() {
    check("the report (A/68/154), and", &[("A/68/154", "A/68/154")]);
    check(
        "See A/68/154 and Add.1 and Corr.1-3.",
        &[("A/68/154", "A/68/154"), ("Add.1", "A/68/154/Add.1"), ("Corr.1-3", "A/68/154/Corr.1-3")],
    );
    check("انظر الوثيقة A/68/154، وA/HRC/43/G/47.", &[("A/68/154", "A/68/154"), ("A/HRC/43/G/47", "A/HRC/43/G/47")]);
    check("见A/68/154号文件和S/2021/1。", &[("A/68/154", "A/68/154"), ("S/2021/1", "S/2021/1")]);
    check("S/RES/822 (1993), https://undocs.org/A/68/154 and and/or 1/2", &[("S/RES/822 (1993)", "S/RES/822 (1993)")]);
    check("24/7, km/h, A/B, WWW/2/3, xA/68/154, a.b/A/68/154", &[]);
    check("A/68/154", &[("A/68/154", "A/68/154")]);
    check("/", &[]);
}

#[test]
fn resolutions_are_found_by_their_numbers_in_every_language() {
    for text in [
        "in its resolution 70/305 of 13 September",
        "dans sa résolution 70/305 du",
        "en su resolución 70/305, de",
        "в своей резолюции 70/305 от",
        "وفي القرار 70/305 المؤرخ",
        "大会第70/305号决议",
        "General Assembly resolution 70/305",
        "قرار الجمعية العامة 70/305",
    ] {
        check(text, &[("70/305", "A/RES/70/305")]);
    }
    for text in [
        "Security Council resolution 822 (1993)",
        "резолюция 822 (1993)",
        "عملا بالقرار 822 (1993) بشأن",
        "résolution 822 (1993) du Conseil",
    ] {
        check(text, &[("822 (1993)", "S/RES/822 (1993)")]);
    }
    check(
        "第 822(1993)、853(1993)和884(1993)号决议",
        &[("822(1993)", "S/RES/822 (1993)"), ("853(1993)", "S/RES/853 (1993)"), ("884(1993)", "S/RES/884 (1993)")],
    );
    check(
        "القرارات 822(1993)، و853(1993)، و874(1993)",
        &[("822(1993)", "S/RES/822 (1993)"), ("853(1993)", "S/RES/853 (1993)"), ("874(1993)", "S/RES/874 (1993)")],
    );
    check(
        "resolutions 46/182 of 19 December 1991, 48/57 of 14 December 1993 and ES-11/1",
        &[("46/182", "A/RES/46/182"), ("48/57", "A/RES/48/57"), ("ES-11/1", "A/RES/ES-11/1")],
    );
    for text in ["resolution 2837 (XXVI)", "القرار 2837 (د-26)", "第2837(XXVI)号决议"] {
        let found = references(text);
        assert_eq!(found.first().map(|own| own.symbol.as_str()), Some("A/RES/2837(XXVI)"), "{text}");
    }
    check("resolution 377 A (V)", &[("377 A (V)", "A/RES/377A(V)")]);
    check("Human Rights Council resolution 43/2", &[("43/2", "A/HRC/RES/43/2")]);
    check("人权理事会第43/2号决议", &[("43/2", "A/HRC/RES/43/2")]);
    check("Economic and Social Council resolution 2015/12", &[("2015/12", "E/RES/2015/12")]);
    check("Economic and Social Council resolution 1894 (LVII)", &[("1894 (LVII)", "E/RES/1894(LVII)")]);
    check(
        "决定根据第973(X)号决议和第2164（2014)号决议",
        &[("973(X)", "A/RES/973(X)"), ("2164（2014)", "S/RES/2164 (2014)")],
    );
    check(
        "Commission on Human Rights resolution 2005/12 and Economic Commission for Africa resolution 689 (XXXV)",
        &[],
    );
    check("the Commission, in its resolution 70/305", &[("70/305", "A/RES/70/305")]);
    check("its decision 70/520", &[("70/520", "A/DEC/70/520")]);
    check("resolution 68/247 B, for the 2014/15 period", &[("68/247 B", "A/RES/68/247B")]);
}

#[test]
fn other_numbers_are_none() {
    check("the resolution of the conflict. In 9/11 and 24/7", &[]);
    check("for the period 2014/15 and 2015/16", &[]);
    check("at 1/2 price (1993), 12 (1993)", &[]);
    check("resolution 12345/6 and resolution 1/2345", &[]);
    check("ratio 70/305", &[]);
}

#[test]
fn the_paragraph_that_is_named_is_found() {
    for (text, wanted) in [
        ("A/68/154, para. 12", Some("12")),
        ("A/68/154, paras. 17 (c) and 18", Some("17(c)")),
        ("A/68/154، الفقرة 17 (ج)", Some("17(c)")),
        ("A/68/154，第12段", Some("12")),
        ("A/68/154第12至15段", Some("12")),
        ("voir A/68/154, paragraphe 12", Some("12")),
        ("paragraph 5 of resolution 2690 (2023)", Some("5")),
        ("الفقرة 1 من القرار 2690 (2023)", Some("1")),
        ("第1807(2008)号决议第9和11段", Some("9")),
        ("A/68/154, annex", None),
        ("paragraph 5 above, resolution 70/305", None),
        ("A/68/154第三次会议", None),
    ] {
        let found = references(text);
        let range = &found.first().expect(text).range;
        assert_eq!(paragraph(text, range).as_deref(), wanted, "{text}");
    }
}

#[test]
fn a_hostile_text_is_read_in_no_time() {
    // Linear or not at all: each of these has a candidate at every few bytes.
    for piece in
        ["A/", "A/1(", "resolution 1/2, ", "1 (1993) ", "号决议1(1993)", "(((((", "https://", "A/68/154 and Add.1 and "]
    {
        let text = piece.repeat(40_000 / piece.len());
        for own in references(&text) {
            assert!(text.get(own.range.clone()).is_some());
            let _ = paragraph(&text, &own.range);
        }
    }
}
