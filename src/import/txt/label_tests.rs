//! Labels as documents print them, and lines that only look like one.

use super::may_name_a_part;
use super::{Mark, label};
use crate::document::{ANNEX_WORDS, ARTICLE_WORDS};

fn check(text: &str, printed: &str, rest: &str, mark: Mark) {
    let found = label(text).expect(text);
    assert_eq!((found.printed, found.rest), (printed, rest), "{text:?}");
    assert_eq!(found.mark, mark, "{text:?}");
}

fn item(letter: Option<u32>, roman: Option<u32>, digit: Option<u32>) -> Mark {
    Mark::Item { letter, roman, digit, han: false }
}

#[test]
fn paragraph_numbers() {
    check("48-\tنص", "48-", "نص", Mark::Number(48));
    check("٢٣ - نص", "٢٣ -", "نص", Mark::Number(23));
    check("1. Everyone", "1.", "Everyone", Mark::Number(1));
    check("1.人人", "1.", "人人", Mark::Number(1));
    check("273\tومنذ", "273", "ومنذ", Mark::Bare(273));
    for text in ["1.5 million", "2020 年", "5-7 March", "822、853", "12 people", "1-1/١-١", "1234567. x"] {
        assert_eq!(label(text), None, "{text}");
    }
}

#[test]
fn heading_ordinals() {
    check("أولاً-\tمعلومات", "أولاً-", "معلومات", Mark::Ordinal { first: Some(1), second: None });
    check("أولا - معلومات", "أولا -", "معلومات", Mark::Ordinal { first: Some(1), second: None });
    check("بـــاء - الهيكل", "بـــاء -", "الهيكل", Mark::Ordinal { first: None, second: Some(2) });
    check("二. 答复", "二.", "答复", Mark::Ordinal { first: Some(2), second: None });
    check("一、概况", "一、", "概况", Mark::Ordinal { first: Some(1), second: None });
    check("IV.\tPeople", "IV.", "People", Mark::Ordinal { first: Some(4), second: None });
    check("C.\tRivers", "C.", "Rivers", Mark::Ordinal { first: Some(100), second: Some(3) });
    for text in ["A.B. Smith", "Dr. Who", "i. e.", "一般、来说", "بعد ذلك - نص"] {
        assert_eq!(label(text), None, "{text}");
    }
}

#[test]
fn items() {
    check("(a)\tsoap", "(a)", "soap", item(Some(1), None, None));
    check("(i) soap", "(i)", "soap", item(Some(9), Some(1), None));
    check("(هـ) ماء", "(هـ)", "ماء", item(Some(5), None, None));
    check("b) l’eau", "b)", "l’eau", item(Some(2), None, None));
    check("（3）水", "（3）", "水", item(None, None, Some(3)));
    check("（一）水", "（一）", "水", Mark::Item { letter: Some(1), roman: None, digit: None, han: true });
    check("'2'\tماء", "'2'", "ماء", item(None, Some(2), None));
    check("•\tsoap", "•", "soap", Mark::Bullet);
    check("* soap", "*", "soap", Mark::Star);
    for text in ["(see below) x", "(ab)x", "*“quoted”* text", "-5 degrees", "— Speak!"] {
        assert_eq!(label(text), None, "{text}");
    }
}

#[test]
fn articles_and_annexes() {
    for (text, n) in [
        ("المادة 12", 12),
        ("المادة الأولى", 1),
        ("第十二条", 12),
        ("第十二條", 12),
        ("Article 12", 12),
        ("Article premier", 1),
        ("ARTICLE 3.", 3),
        ("Artículo 12", 12),
        ("Статья 12", 12),
        ("مادهٔ دوم", 2),
        ("مادهٔ بیست و یکم", 21),
        ("مادهٔ سی\u{200C}ام", 30),
        ("סעיף ג.", 3),
        ("סעיף כא.", 21),
    ] {
        check(text, text, "", Mark::Article(n));
    }
    check("Article 5. Water", "Article 5.", "Water", Mark::Article(5));
    check("第三条　水", "第三条", "水", Mark::Article(3));
    for (text, n) in
        [("Annex II", 2), ("附件二", 2), ("المرفق الثاني", 2), ("Annexe II", 2), ("Anexo II", 2), ("Приложение II", 2)]
    {
        check(text, text, "", Mark::Annex(Some(n)));
    }
    for (text, n) in [
        ("Appendix A. Water", 1),
        ("附录\u{A0}A.\u{A0}水", 1),
        ("附錄 B. 水", 2),
        ("Apéndice A. Water", 1),
        ("ملحق\u{A0}B.\u{A0}ماء", 2),
        ("ملحق ب. ماء", 2),
        ("التذييل الثاني: ماء", 2),
        ("Дополнение 2. Вода", 2),
        ("Anhang A. Wasser", 1),
        ("پيوست\u{A0}A.\u{A0}آب", 1),
        ("附录一 水", 1),
    ] {
        assert_eq!(label(text).map(|found| found.mark), Some(Mark::Annex(Some(n))), "{text}");
    }
    for text in ["ملحق صحفي في السفارة", "Дополнение к правилам", "تذييل الرسالة", "附录不译"]
    {
        assert_eq!(label(text), None, "{text}");
    }
    check("Приложение к письму", "Приложение", "к письму", Mark::Annex(None));
    check("Anexo a la carta", "Anexo", "a la carta", Mark::Annex(None));
    check("Annex to the letter", "Annex", "to the letter", Mark::Annex(None));
    check("附件", "附件", "", Mark::Annex(None));
    for text in
        ["Article 5 says so.", "المادة 12 تنص على ذلك", "附件不译，原文照发。", "Annexation is wrong.", "第三条规定"]
    {
        assert_eq!(label(text), None, "{text}");
    }
}

#[test]
fn every_word_for_a_part_starts_with_a_letter_that_is_looked_for() {
    for word in ANNEX_WORDS.iter().chain(&ARTICLE_WORDS) {
        let first = word.chars().next().expect("a letter");
        assert!(may_name_a_part(first) && first.to_uppercase().all(may_name_a_part), "{word}");
    }
}
