//! Tests of citations: the form of the six languages, and the places that have no number.

use super::*;
use crate::document::Block;

fn document(language: &str, symbol: Option<&str>, title: &str) -> Document {
    Document {
        title: title.to_owned(),
        symbol: symbol.map(str::to_owned),
        language: Language::new(language),
        ..Document::default()
    }
}

fn check(key: &str, expected: &[(&str, &str)]) {
    for (language, text) in expected {
        let document = document(language, Some("A/68/154"), "");
        assert_eq!(citation(&document, &Key::new(key)), format!("A/68/154{text}"), "{language} {key}");
    }
}

#[test]
fn paragraphs_and_items() {
    check(
        "17(c)",
        &[
            ("en", ", para. 17 (c)"),
            ("ar", "، الفقرة 17 (ج)"),
            ("zh", "，第17(c)段"),
            ("fr", ", par. 17 c)"),
            ("es", ", párr. 17 c)"),
            ("ru", ", п. 17 c)"),
        ],
    );
    check("48", &[("en", ", para. 48"), ("ar", "، الفقرة 48"), ("zh", "，第48段")]);
    check("17(e)(iv)", &[("en", ", para. 17 (e) (iv)"), ("ar", "، الفقرة 17 (هـ) '4'"), ("zh", "，第17(e)(iv)段")]);
    check("17(i)", &[("ar", "، الفقرة 17 (ط)")]);
}

#[test]
fn articles_and_annexes() {
    check("art13", &[("en", ", art. 13"), ("ar", "، المادة 13"), ("zh", "，第十三条"), ("ru", ", ст. 13")]);
    check("art13:2", &[("en", ", art. 13, para. 2"), ("ar", "، المادة 13، الفقرة 2"), ("zh", "，第十三条第2款")]);
    check(
        "annex2:5",
        &[
            ("en", ", annex II, para. 5"),
            ("ar", "، المرفق الثاني، الفقرة 5"),
            ("zh", "，附件二，第5段"),
            ("fr", ", annexe II, par. 5"),
        ],
    );
    check("annex", &[("en", ", annex"), ("zh", "，附件"), ("ar", "، المرفق")]);
    check("art103", &[("zh", "，第一百零三条"), ("zh-Hant", "，第一百零三條")]);
}

#[test]
fn headings_notes_and_cells() {
    check("II.B", &[("en", ", sect. II.B"), ("ar", "، الفرع ثانيا-باء"), ("zh", "，第二.B节"), ("fr", ", sect. II.B")]);
    check("fn3", &[("en", ", footnote 3"), ("ar", "، الحاشية 3"), ("zh", "，脚注3")]);
    check("48+1[2,3]", &[("en", ", unnumbered para. 1 after para. 48, row 2, col. 3")]);
}

#[test]
fn blocks_without_a_number_are_cited_by_the_one_they_follow() {
    check(
        "48+2",
        &[
            ("en", ", unnumbered para. 2 after para. 48"),
            ("ar", "، الفقرة غير المرقمة 2 بعد الفقرة 48"),
            ("zh", "，第48段后未编号第2段"),
        ],
    );
    check("0+3", &[("en", ", unnumbered para. 3"), ("zh", "，未编号第3段")]);
    check("annex1:0+1", &[("en", ", annex I, unnumbered para. 1")]);
    check("art12:0+1", &[("en", ", art. 12, unnumbered para. 1")]);
}

#[test]
fn the_other_languages_have_their_own_words() {
    check(
        "annex2:48(a)(ii)",
        &[
            ("fr", ", annexe II, par. 48 a) ii)"),
            ("es", ", anexo II, párr. 48 a) ii)"),
            ("ru", ", приложение II, п. 48 a) ii)"),
        ],
    );
    check("fn3", &[("fr", ", note 3"), ("es", ", nota 3"), ("ru", ", сноска 3")]);
    check("48~2", &[("en", ", para. 48 [2]"), ("zh", "，第48 [2]段")]);
    check("art3~2:1", &[("en", ", art. 3 [2], para. 1")]);
    check("annex1:art3:0+1", &[("en", ", annex I, art. 3, unnumbered para. 1")]);
}

#[test]
fn ranges_are_written_as_the_language_writes_them() {
    for (first, last, expected) in [
        ("17", "19", [", paras. 17–19", "، الفقرات من 17 إلى 19", "，第17至19段", ", par. 17 à 19"]),
        (
            "17(a)",
            "17(c)",
            [", paras. 17 (a)–17 (c)", "، الفقرات من 17 (أ) إلى 17 (ج)", "，第17(a)至17(c)段", ", par. 17 a) à 17 c)"],
        ),
        (
            "annex2:1",
            "annex2:4",
            [
                ", annex II, paras. 1–4",
                "، المرفق الثاني، الفقرات من 1 إلى 4",
                "，附件二，第1至4段",
                ", annexe II, par. 1 à 4",
            ],
        ),
        ("art3", "art12", [", arts. 3–12", "، المواد من 3 إلى 12", "，第三至十二条", ", art. 3 à 12"]),
        (
            "48",
            "annex1:2",
            [
                ", para. 48 – annex I, para. 2",
                "، الفقرة 48 – المرفق الأول، الفقرة 2",
                "，第48段 – 附件一，第2段",
                ", par. 48 – annexe I, par. 2",
            ],
        ),
        ("48", "48", [", para. 48", "، الفقرة 48", "，第48段", ", par. 48"]),
    ] {
        for (language, expected) in ["en", "ar", "zh", "fr"].into_iter().zip(expected) {
            let document = document(language, Some("A/68/154"), "");
            let cited = citation_range(&document, &Key::new(first), &Key::new(last));
            assert_eq!(cited, format!("A/68/154{expected}"), "{language}");
        }
    }
}

#[test]
fn a_work_without_a_symbol_is_cited_by_its_title() {
    assert_eq!(citation(&document("zh", None, "河岸园林条例"), &Key::new("art3")), "《河岸园林条例》，第三条");
    assert_eq!(citation(&document("ar", None, "قانون النهر"), &Key::new("5")), "قانون النهر، الفقرة 5");
    let long = "On the Upkeep of Gardens, ".repeat(9);
    let cited = citation(&document("en", None, &long), &Key::new("5"));
    assert!(cited.ends_with("Gardens, On the Upkeep…, para. 5") && cited.chars().count() < 140, "{cited}");
}

#[test]
fn title_and_language_of_the_block() {
    let declaration = document("en", None, "Declaration on\n Rivers");
    assert_eq!(citation(&declaration, &Key::new("art3")), "Declaration on Rivers, art. 3");
    // An English annex inside a Chinese document is cited in English.
    let mut mixed = document("zh", Some("A/HRC/43/G/9"), "");
    let block = |key: &str, language: &str, kind| Block {
        key: Key::new(key),
        language: Language::new(language),
        kind,
        ..Block::default()
    };
    mixed.blocks = vec![block("annex1:5", "en", Kind::Paragraph), block("0+1", "zh", Kind::Title)];
    assert_eq!(citation(&mixed, &Key::new("annex1:5")), "A/HRC/43/G/9, annex I, para. 5");
    assert_eq!(citation(&mixed, &Key::new("0+1")), "A/HRC/43/G/9");
    assert_eq!(citation(&document("", None, ""), &Key::new("48")), "¶ 48");
}

#[test]
fn any_key_is_cited() {
    for key in ["", "(", "0", "+", "fn", "[,]", ":", "art:", "48(", "annex99999999999:1", "I..A", "x+y[1,2]", "\u{1}"] {
        for language in ["en", "ar", "zh", "zh-Hant", "xx"] {
            let cited = citation(&document(language, Some("A/1"), ""), &Key::new(key));
            assert!(cited.starts_with("A/1"), "{key}");
        }
    }
}

#[test]
fn numerals() {
    for (number, text) in [(4, "IV"), (1990, "MCMXC"), (3999, "MMMCMXCIX")] {
        assert_eq!(numeral::roman(number), text);
        assert_eq!(numeral::from_roman(text), Some(number));
    }
    assert_eq!(["IIII", "VX", "IC", "x"].map(numeral::from_roman), [None, None, None, Some(10)]);
    for (number, text) in
        [(10, "十"), (13, "十三"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (2003, "二千零三")]
    {
        assert_eq!(numeral::chinese(number), text);
    }
}
