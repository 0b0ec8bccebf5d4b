//! What is one letter to the vectors: NFKC without the marks that do not compose, lower case, variants of a letter made one.
//!
//! `assets/aligner/fold.py` does the same. The fold of the search takes accents off too, which here would make words of French,
//! Spanish and Hungarian equal that are not.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// What a folded character is to the segmentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A letter of a script that puts spaces between words.
    Letter,
    /// A decimal digit, in ASCII.
    Digit,
    /// A Han character or kana.
    Han,
    /// Any other mark.
    Mark,
    /// White space, and the ignorable characters that part words.
    Space,
}

/// The class of a folded character.
pub fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Letter,
        '0'..='9' => Class::Digit,
        ' ' => Class::Space,
        _ if is_han(c) => Class::Han,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Mark,
    }
}

/// A Han character or kana.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Hands the folded characters of `text` to `take`, in order; white space of any kind as a space.
pub fn fold(text: &str, mut take: impl FnMut(char)) {
    // The last character waits: a mark may still compose with it.
    let mut last = None;
    for c in text.chars() {
        if c.is_ascii() {
            let c = if c.is_ascii_whitespace() || c.is_ascii_control() { ' ' } else { c.to_ascii_lowercase() };
            last.replace(c).map(&mut take);
        } else if is_plain(c) {
            last.replace(c).map(&mut take);
        } else {
            decompose_compatible(c, |part| {
                if is_combining_mark(part) {
                    if let Some(whole) = last.and_then(|last| compose(last, part)) {
                        last = Some(variant(whole));
                    }
                    return;
                }
                if is_ignorable(part) {
                    return;
                }
                if let Some(whole) = last.and_then(|last| compose(last, part)) {
                    last = Some(whole);
                    return;
                }
                for low in part.to_lowercase() {
                    if !is_combining_mark(low) {
                        last.replace(variant(low)).map(&mut take);
                    }
                }
            });
        }
    }
    last.map(take);
}

/// A character that folds to itself.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{DF}'..='\u{F6}' | '\u{F8}'..='\u{FF}' | 'а'..='я' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{5D0}'..='\u{5EA}'
        | 'ء' | 'ا'..='غ' | 'ف'..='و' | 'ي')
        && c != 'ئ'
}

/// Characters without a shape of their own that do not part words.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The one that stands for a letter or mark and its variants.
fn variant(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' | 'ے' => 'ي',
        'ؤ' => 'و',
        'ک' => 'ك',
        'ہ' | 'ھ' | 'ە' => 'ه',
        'ё' => 'е',
        'ς' => 'σ',
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6F0}'..='\u{6F9}' => digit(c, 0x6F0),
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '׳' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '״' | '「' | '」' | '『' | '』' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '־' => '-',
        '،' | '、' | '٬' => ',',
        '؛' => ';',
        '؟' => '?',
        '。' | '۔' | '٫' => '.',
        '٪' => '%',
        '\u{200B}' | '\u{200C}' => ' ',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}
