//! The characters of symbol fonts.

/// A character of a symbol font (its place may be moved by U+F000) as the character it looks like.
pub(in crate::import) fn symbol(c: char, font: &str) -> char {
    let code = u32::from(c);
    let low = if (0xF020..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let is_private = low != code;
    let font = font.to_ascii_lowercase();
    match (font.as_str(), low) {
        ("symbol", 0xB7) => '•',
        ("symbol", 0x2D) => '−',
        ("symbol", 0xB0) => '°',
        ("symbol", 0xB1) => '±',
        ("symbol", 0xB4) => '×',
        ("symbol", 0xA3) => '≤',
        ("symbol", 0xB3) => '≥',
        ("symbol", 0xB9) => '≠',
        ("symbol", 0xAE) => '→',
        ("symbol", 0xA7) => '♣',
        ("symbol", 0x61..=0x7A) => {
            char::from_u32(low - 0x61).and_then(|n| "αβχδεφγηιϕκλμνοπθρστυϖωξψζ".chars().nth(n as usize)).unwrap_or(c)
        }
        ("wingdings", 0x6C | 0x9F) => '●',
        ("wingdings", 0x6E) => '■',
        ("wingdings", 0x71 | 0x6F | 0xA8) => '□',
        ("wingdings", 0x76) => '❖',
        ("wingdings", 0xA7) => '▪',
        ("wingdings", 0xD8) => '➢',
        ("wingdings", 0xE0) => '→',
        ("wingdings", 0xFC) => '✓',
        ("wingdings", 0xFE) => '☑',
        ("courier new", 0x6F) if is_private => '◦',
        (_, 0xB7) if is_private => '•',
        (_, 0xA7) if is_private => '▪',
        (_, 0x2D) if is_private => '–',
        (_, 0x20..=0x7E) if is_private => char::from_u32(low).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn symbol_fonts_become_characters() {
        assert_eq!(super::symbol('\u{F0B7}', "Symbol"), '•');
        assert_eq!(super::symbol('\u{F0A7}', "Wingdings"), '▪');
        assert_eq!(super::symbol('a', "Symbol"), 'α');
        assert_eq!(super::symbol('o', "Courier New"), 'o');
    }
}
