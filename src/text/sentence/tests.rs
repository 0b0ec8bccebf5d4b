//! Tests of sentences: six languages, tables, hostile lines.

use super::*;

/// Splits `marked` at `|` and expects exactly those sentences.
#[track_caller]
fn check(language: &str, marked: &str) {
    let expected: Vec<&str> = marked.split('|').collect();
    let text = expected.concat();
    let found: Vec<&str> = sentences(&text, &Language::new(language)).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, expected);
}

#[test]
fn english() {
    check("en", "The road was built in 1993. |It is long! |Is it safe? |Yes.");
    check("en", "See Art. 3 and No. 5 of vol. II. |Mr. Brown and Dr. J. Smith came, e.g. by car. |They left.");
    check("en", "It rose by 3.5 per cent. |Of 86.600 people, none. |See http://a.org/b?c=D.Txt for more.");
    check("en", "1. The Council met. |2. It rose.");
    check("en", "(a) The U.S. delegation spoke. |“Why?” he asked. |“No.” |She left (soon). |He said no. |It went on.");
    check("en", "Wait ... and see … or not. |Then he … ");
}

#[test]
fn arabic() {
    check("ar", "العاصمة باكو. |هل هي كبيرة؟ |نعم! |وهي قديمة؛ وجميلة، وبعيدة.");
    check("ar", "قال د. أحمد إنها 1.5 مليون. |انتهى");
    check("ar", "انتهت الحرب.|وبدأ السلام.");
}

#[test]
fn chinese() {
    check("zh", "该国很大。|他说：“好。”|然后走了！|是吗？）|是。");
    check("zh", "该决议获得通过.|会议结束。");
    check("zh", "增长了3.5%。|人口1.2亿。");
}

#[test]
fn russian_french_spanish_and_ordinals() {
    check("ru", "Он родился в г. Баку в 1993 г. |Это т.е. далеко. |См. ст. 5 и п. 3.");
    check("fr", "M. Dupont et Mme. Durand, art. 5. |Ils partent.");
    check("es", "El Sr. García vive aquí. |¿Dónde? |Véase el núm. 5.");
    check("de", "Am 3. Mai begann es. |Es endete 1993. |Gut.");
}

#[test]
fn clauses_of_arabic_and_chinese_end_with_a_semicolon_where_they_are_long() {
    check("ar", "تلاحظ اللجنة بارتياح ما أحرز من تقدم في هذا الشأن؛ |وتطلب إلى الأمين العام أن يقدم تقريراً عن ذلك.");
    check("ar", "عقدت الجلسات (في الأول من شهر كانون الثاني الماضي؛ وفي الرابع من شهر شباط التالي له).");
    check("zh", "委员会满意地注意到这方面取得的进展；|并请秘书长就此提出报告。");
    check("zh", "苹果；梨；桃。");
    check("en", "The Committee notes the progress made in this regard; it requests a report on it.");
}

#[test]
fn numbers_abbreviations_and_symbols_end_nothing() {
    check("zh", "三. 结论和建议");
    check("zh", "十二．维护和平。|会议第1(a)段载有A/RES/68/262。|报告第3.5节。");
    check(
        "en",
        "In Roe v. Wade the court ruled. |The meeting rose at 6 p.m. |It was long. |See p. 3 and A/RES/68/262. |No. 5 ...",
    );
    check("ru", "Выделено 2 млн. долл. США на проект. |Работа идёт.");
    check("fr", "Il peut juger. (art. 5 du Code). |Il part .");
    check("es", "En la causa Fiscal c. Pérez hubo fallo. |Fin.");
    check("en", "It costs 3.5 million (see sect. II.A.3). |“Stop!” |He stopped.");
}

#[test]
fn a_line_break_of_the_source_changes_nothing() {
    // Importers bring a paragraph to one line; a space more or less at the place of a break is no other sentence.
    for (language, text) in [("en", "It rose. It fell by 3 per cent. See Art. 5."), ("ar", "ارتفع. ثم انخفض؟ نعم.")]
    {
        let words: Vec<&str> = text.split(' ').collect();
        let count = |text: &str| sentences(text, &Language::new(language)).len();
        for at in 1..words.len() {
            let broken = format!("{}  {}", words[..at].join(" "), words[at..].join(" "));
            assert_eq!(count(&broken), count(text), "{broken}");
        }
    }
}

#[test]
fn tables_end_a_sentence_at_a_cell() {
    check("en", "Area\t|600\n|People\t|20");
}

#[test]
fn a_text_is_covered_without_gaps_whatever_it_holds() {
    let alphabet: Vec<char> = ".。!?؟…\"”) \t\naAбж1٣与ا\u{64E}".chars().collect();
    let mut seed = 7_u64;
    for _ in 0..4000 {
        let text: String = (0..12)
            .map(|_| {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                alphabet[(seed >> 33) as usize % alphabet.len()]
            })
            .collect();
        for tag in ["en", "ar", "zh", "de"] {
            let ranges = sentences(&text, &Language::new(tag));
            let joined: String = ranges.iter().map(|range| &text[range.clone()]).collect();
            assert_eq!(joined, text);
            assert!(ranges.iter().all(|range| !range.is_empty()));
        }
    }
    assert!(sentences("", &Language::default()).is_empty());
}

#[test]
fn long_lines_take_linear_time() {
    let spaces = " ".repeat(300_000);
    for unit in ["a. ", ".", "(", "1. ", "word.", "г. ", "…", ") ", "a.a"] {
        let text = format!("{spaces}{}", unit.repeat(300_000));
        let ranges = sentences(&text, &Language::new("ru"));
        assert_eq!(ranges.iter().map(ExactSizeIterator::len).sum::<usize>(), text.len());
    }
}
