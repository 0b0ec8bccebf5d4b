//! What stands in a cell for a character that must not reach a terminal.
//!
//! A text of a stranger may hold escape sequences, bidi controls (Trojan Source, CVE-2021-42574) or invisible tags. What is
//! harmless and invisible is dropped, what could hide something is shown.

/// What becomes of a character on its way to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is shown as it is.
    Itself,
    /// This character, one cell wide, is shown instead.
    Instead(char),
    /// It takes part in bidi, breaking and joining but stands in no cell.
    Dropped,
    /// Spaces as far as the next tab stop.
    Tab,
    /// A row ends after it; it stands in no cell.
    Newline,
}

/// Stands for a control that has no picture of its own (U+2426 SYMBOL FOR SUBSTITUTE FORM TWO, never wide).
pub const SUBSTITUTE: char = '\u{2426}';

/// What becomes of `c`.
pub fn shown(c: char) -> Shown {
    match c {
        ' '..='~' => Shown::Itself,
        '\t' => Shown::Tab,
        '\n' | '\r' => Shown::Newline,
        '\0'..='\u{1F}' => Shown::Instead(char::from_u32(0x2400 + c as u32).unwrap_or(SUBSTITUTE)),
        '\u{7F}' => Shown::Instead('\u{2421}'),
        '\u{80}'..='\u{9F}' => Shown::Instead(SUBSTITUTE),
        _ if is_dropped(c) => Shown::Dropped,
        '\u{2028}' | '\u{2029}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' => Shown::Instead(SUBSTITUTE),
        '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}' => Shown::Instead(SUBSTITUTE),
        // Letters that are blanks: terminals give them two cells, one or none.
        '\u{3164}' | '\u{FFA0}' => Shown::Instead(SUBSTITUTE),
        '\u{1D173}'..='\u{1D17A}' | '\u{1BCA0}'..='\u{1BCA3}' => Shown::Instead(SUBSTITUTE),
        _ => Shown::Itself,
    }
}

/// Format characters without a sign of their own: bidi controls, joiners, zero-width space and word joiner, byte order mark,
/// soft hyphen, invisible operators, fillers and selectors.
pub fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether `c` is an embedding, an override or an isolate (UAX #9, 2.1–2.5), which reaches past the text it came with.
pub fn reorders(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether `c` selects how the character before it looks (emoji or text style, a variant of an ideograph).
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a row must end after `c` (UAX #14 LB4, LB5).
pub fn ends_row(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_have_pictures() {
        assert_eq!(shown('\u{1B}'), Shown::Instead('␛'));
        assert_eq!(shown('\0'), Shown::Instead('␀'));
        assert_eq!(shown('\u{7F}'), Shown::Instead('␡'));
        for c in ['\u{9B}', '\u{2028}', '\u{2029}', '\u{FFF9}', '\u{E0041}'] {
            assert_eq!(shown(c), Shown::Instead(SUBSTITUTE));
        }
    }

    #[test]
    fn format_characters_stand_in_no_cell() {
        for c in
            "\u{200E}\u{200F}\u{061C}\u{202E}\u{2066}\u{2069}\u{200B}\u{2060}\u{FEFF}\u{AD}\u{200C}\u{200D}".chars()
        {
            assert_eq!(shown(c), Shown::Dropped, "{:04X}", c as u32);
        }
    }

    /// The property Default_Ignorable and the category of controls have nothing that is shown as it is, but the fillers that
    /// stand for a part of a syllable.
    #[test]
    fn nothing_invisible_is_shown_as_it_is() {
        for c in (0..=0x10FFFFu32).filter_map(char::from_u32) {
            let filler = matches!(c, '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}');
            let ignorable =
                icu_properties::CodePointSetData::new::<icu_properties::props::DefaultIgnorableCodePoint>().contains(c);
            if (c.is_control() || ignorable) && !filler {
                assert_ne!(shown(c), Shown::Itself, "{:04X}", c as u32);
            }
        }
    }
}
