//! Tests of joining.

use super::*;

/// ArabicShaping.txt in small: letters whose class every school book tells.
#[test]
fn letters_join_as_in_writing() {
    for c in "بتثجحخسشصضطظعغفقكلمنهيىئپچگک".chars() {
        assert_eq!(joining(c), Joining::Dual, "{c}");
    }
    for c in "اأإآدذرزوؤةژڈے".chars() {
        assert_eq!(joining(c), Joining::Right, "{c}");
    }
    assert_eq!(joining('ء'), Joining::None);
    assert_eq!(joining('ـ'), Joining::Causing);
    assert_eq!(joining('\u{200D}'), Joining::Causing);
    assert_eq!(joining('\u{200C}'), Joining::None);
    assert_eq!(joining('\u{064E}'), Joining::Transparent);
}

#[test]
fn the_table_is_sorted_and_points_into_the_form_blocks() {
    assert!(FORMS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    for (letter, forms) in FORMS {
        assert_ne!(forms[0], 0, "{letter:04X} has an isolated form");
        for form in forms.into_iter().filter(|&form| form != 0) {
            assert!((0xFB50..=0xFDFF).contains(&form) || (0xFE70..=0xFEFC).contains(&form), "{form:04X}");
        }
    }
}

/// Every form's compatibility decomposition is the letter it stands for (an oracle that is not our table).
#[test]
fn forms_decompose_to_their_letter() {
    use unicode_normalization::UnicodeNormalization;
    for (letter, forms) in FORMS.into_iter().filter(|row| row.0 != 0x0677) {
        let letter = char::from_u32(u32::from(letter)).expect("a letter");
        for form in forms.into_iter().filter(|&form| form != 0) {
            let form = char::from_u32(u32::from(form)).expect("a form");
            assert_eq!(form.nfkc().collect::<String>(), letter.nfc().collect::<String>());
        }
    }
    for alef in ['\u{0622}', '\u{0623}', '\u{0625}', '\u{0627}'] {
        for back in [false, true] {
            let ligature = lam_alef(alef, back).expect("an alef");
            assert_eq!(ligature.nfkc().collect::<String>(), format!("\u{0644}{alef}"));
        }
    }
}

#[test]
fn transparent_characters_are_looked_through() {
    use Joining::{Dual, None, Right, Transparent};
    let mut joiner = Joiner::default();
    let line = [Dual, Transparent, Dual, Right, Transparent, Dual, None];
    assert_eq!(line.map(|kind| joiner.join(kind)), [false, false, true, true, false, false, false]);
    joiner.join(Dual);
    joiner.part();
    assert!(!joiner.join(Dual));
}

#[test]
fn forms_are_found_and_lesser_forms_stand_in() {
    assert_eq!(form('ب', false, false), '\u{FE8F}');
    assert_eq!(form('ب', true, true), '\u{FE92}');
    assert_eq!(form('ا', true, true), '\u{FE8E}');
    assert_eq!(form('ۓ', false, true), '\u{FBB0}');
    for c in ['a', '\u{620}', '\u{681}', '\u{6D4}', '中', '\u{10FFFF}'] {
        assert_eq!(form(c, true, true), c);
    }
}
