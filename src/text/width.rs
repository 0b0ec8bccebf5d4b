//! The width of a cluster in cells: one or two, whatever a string of several would add up to.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The cells that `cluster`, one grapheme cluster with something to see, takes: 1 or 2.
///
/// Widths are those of one cluster at a time: of a whole string `unicode-width` counts lam-alef as one cell. `ambiguous_wide`:
/// characters of ambiguous width (UAX #11) take two cells.
pub fn cluster(cluster: &str, ambiguous_wide: bool) -> u8 {
    let mut chars = cluster.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return char(only, ambiguous_wide).max(1);
    }
    let width = if ambiguous_wide { cluster.width_cjk() } else { cluster.width() };
    if width >= 2 { 2 } else { 1 }
}

/// The cells that `c` alone takes: 0, 1 or 2.
pub fn char(c: char, ambiguous_wide: bool) -> u8 {
    match c {
        ' '..='~' => 1,
        '\u{0620}'..='\u{064A}' | '\u{0660}'..='\u{066F}' | '\u{0671}'..='\u{06D5}' => 1,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3029}' | '\u{FF01}'..='\u{FF5E}' => 2,
        _ => {
            let width = if ambiguous_wide { c.width_cjk() } else { c.width() };
            width.unwrap_or(0).min(2) as u8
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_are_one_or_two_cells() {
        for (text, cells) in [
            ("a", 1),
            ("e\u{0301}", 1),
            ("م", 1),
            ("مُ", 1),
            ("国", 2),
            ("，", 2),
            ("ｶ", 1),
            ("ｶﾞ", 2),
            ("한", 2),
            ("👍🏽", 2),
            ("👩\u{200D}👩\u{200D}👧", 2),
            ("☺\u{FE0F}", 2),
            ("🇦🇿", 2),
            ("1\u{FE0F}\u{20E3}", 2),
            ("“", 1),
            ("—", 1),
        ] {
            assert_eq!(cluster(text, false), cells, "{text}");
        }
    }

    #[test]
    fn ambiguous_characters_follow_the_option() {
        for text in ["“", "”", "—", "…", "·", "①"] {
            assert_eq!((cluster(text, false), cluster(text, true)), (1, 2), "{text}");
        }
    }

    /// The quick ranges say what the tables say.
    #[test]
    fn quick_ranges_agree_with_unicode_width() {
        for c in (0..=0xFFFFu32).filter_map(char::from_u32) {
            assert_eq!(usize::from(char(c, false)), c.width().unwrap_or(0).min(2), "{:04X}", c as u32);
        }
    }
}
