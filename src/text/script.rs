//! Scripts of characters and the first strong direction.

use super::bidi::Class;
use super::{Direction, property};

/// Whether `c` is a Han character (ideographs, their extensions, radicals, `々`, `〇`).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{2E80}'..='\u{2FDF}' | '\u{3005}' | '\u{3007}'
        | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether `c` is hiragana or katakana, half-width forms included.
pub fn is_kana(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' | '\u{1AFF0}'..='\u{1B16F}')
}

/// Whether `c` belongs to the Arabic script: letters, marks, digits and punctuation of its blocks, presentation forms.
pub fn is_arabic(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}' | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}' | '\u{10EC0}'..='\u{10EFF}' | '\u{1EE00}'..='\u{1EEFF}')
}

/// The direction of the first strong character of `text` outside isolates (UAX #9 P2, P3); none where there is none.
pub fn first_strong(text: &str) -> Option<Direction> {
    let mut isolates = 0usize;
    for c in text.chars() {
        if c.is_ascii() {
            if isolates == 0 && c.is_ascii_alphabetic() {
                return Some(Direction::Ltr);
            }
            if c == '\n' || c == '\r' {
                isolates = 0;
            }
            continue;
        }
        match property::of(c).bidi {
            Class::L if isolates == 0 => return Some(Direction::Ltr),
            Class::R | Class::AL if isolates == 0 => return Some(Direction::Rtl),
            Class::Isolate => isolates += 1,
            Class::PDI => isolates = isolates.saturating_sub(1),
            Class::B => isolates = 0,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_strong_character_decides() {
        assert_eq!(first_strong("1) سلام abc"), Some(Direction::Rtl));
        assert_eq!(first_strong("(12) abc سلام"), Some(Direction::Ltr));
        assert_eq!(first_strong("2026 — 中文 سلام"), Some(Direction::Ltr));
        assert_eq!(first_strong("\u{200F}abc"), Some(Direction::Rtl));
        assert_eq!(first_strong("12 %"), None);
    }

    #[test]
    fn isolates_do_not_decide() {
        assert_eq!(first_strong("\u{2067}سلام\u{2069} abc"), Some(Direction::Ltr));
        assert_eq!(first_strong("\u{2068}سلام abc"), None);
        assert_eq!(first_strong("\u{2069}سلام"), Some(Direction::Rtl));
    }

    #[test]
    fn scripts_of_characters() {
        assert!(is_han('国') && is_han('𠀀') && is_han('々') && !is_han('，'));
        assert!(is_kana('ひ') && is_kana('ｶ') && is_arabic('ﻼ') && is_arabic('٣'));
        assert!(!is_arabic('\u{FEFF}'));
    }
}
