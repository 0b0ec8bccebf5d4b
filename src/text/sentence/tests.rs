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
