//! The encodings of simple fonts (ISO 32000-2, annex D).

use crate::import::pdf::object::Object;
use crate::import::pdf::{file::File, font::names};

/// What each of the 256 codes stands for: text, or nothing known.
pub(super) type Table = Vec<Option<String>>;

/// An encoding by its name; none for an unknown one.
pub(super) fn named(name: &[u8]) -> Option<Table> {
    let char_of: fn(u8) -> Option<char> = match name {
        b"WinAnsiEncoding" => windows,
        b"MacRomanEncoding" => |byte| decoded(encoding_rs::MACINTOSH, byte),
        b"StandardEncoding" => standard,
        _ => return None,
    };
    Some((0..=255).map(|byte| char_of(byte).map(String::from)).collect())
}

/// The encoding of the font Symbol.
pub(super) fn symbol() -> Table {
    const HIGH: &str =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{F8FF}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
    const LOW: &str =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203E}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
    let mut table: Table = vec![None; 256];
    for (at, c) in
        LOW.chars().enumerate().map(|(at, c)| (at + 32, c)).chain(HIGH.chars().enumerate().map(|(at, c)| (at + 160, c)))
    {
        if let Some(slot) = table.get_mut(at) {
            *slot = Some(c.to_string());
        }
    }
    table
}

/// The encoding of the font ZapfDingbats: the signs of Unicode's block, in their order but for those that were there before.
pub(super) fn dingbats() -> Table {
    let char_of = |byte: u8| -> Option<char> {
        let code = u32::from(byte);
        char::from_u32(match byte {
            0x20 => 0x20,
            0x25 => 0x260E,
            0x2A => 0x261B,
            0x2B => 0x261E,
            0x48 => 0x2605,
            0x6C => 0x25CF,
            0x6E => 0x25A0,
            0x73 => 0x25B2,
            0x74 => 0x25BC,
            0x75 => 0x25C6,
            0x77 => 0x25D7,
            0xA8 => 0x2663,
            0xA9 => 0x2666,
            0xAA => 0x2665,
            0xAB => 0x2660,
            0xAC..=0xB5 => code - 0xAC + 0x2460,
            0xD5 => 0x2192,
            0xD6 => 0x2194,
            0xD7 => 0x2195,
            0x21..=0x7E | 0xA1..=0xEF | 0xF1..=0xFE => code + 0x26E0 - if byte >= 0xA1 { 0x20 } else { 0 },
            _ => return None,
        })
    };
    (0..=255).map(|byte| char_of(byte).map(String::from)).collect()
}

/// The encoding with the differences of a font's dictionary applied; names that say nothing leave nothing.
pub(super) fn with_differences(mut table: Table, differences: &[Object], file: &File<'_>) -> Table {
    let mut code = 0usize;
    for item in differences {
        match file.resolve(item) {
            Object::Int(start) => code = usize::try_from(start).unwrap_or(256),
            Object::Name(name) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = names::text(&name).or_else(|| numbered(&name));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

/// `G41`, `C065`, as some programs name the glyph of a code.
fn numbered(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let code = match (name.strip_prefix('G'), name.strip_prefix(['C', 'c'])) {
        (Some(digits), _) if digits.len() == 2 => u8::from_str_radix(digits, 16).ok()?,
        (_, Some(digits)) if digits.len() == 3 => digits.parse().ok()?,
        _ => return None,
    };
    windows(code).filter(|c| !c.is_control()).map(String::from)
}

pub(super) fn decoded(encoding: &'static encoding_rs::Encoding, byte: u8) -> Option<char> {
    let bytes = [byte];
    let text = encoding.decode_without_bom_handling(&bytes).0;
    text.chars().next().filter(|c| !c.is_control())
}

fn windows(byte: u8) -> Option<char> {
    match byte {
        // All that is free is a bullet.
        0x7F | 0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('\u{2022}'),
        _ => decoded(encoding_rs::WINDOWS_1252, byte),
    }
}

fn standard(byte: u8) -> Option<char> {
    const HIGH: &str = "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß";
    match byte {
        0x27 => Some('’'),
        0x60 => Some('‘'),
        0x20..=0x7E => Some(char::from(byte)),
        0xA1.. => HIGH.chars().nth(usize::from(byte - 0xA1)).filter(|c| *c != ' '),
        _ => None,
    }
}

/// The widths of ASCII from the space on in the fonts that every reader has, in thousandths: sans serif and serif.
pub(super) fn standard_width(is_serif: bool, byte: u8) -> f64 {
    const SANS: [u16; 95] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584,
    ];
    const SERIF: [u16; 95] = [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500,
        500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722,
        611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444,
        500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
        500, 500, 444, 480, 200, 480, 541,
    ];
    let widths = if is_serif { &SERIF } else { &SANS };
    f64::from(usize::from(byte).checked_sub(32).and_then(|at| widths.get(at)).copied().unwrap_or(500))
}

#[cfg(test)]
mod tests {
    use super::{named, symbol};

    #[test]
    fn codes_stand_for_what_the_standard_prints() {
        let of = |name: &[u8], code: usize| {
            named(name).and_then(|table| table.get(code).cloned().flatten()).unwrap_or_default()
        };
        assert_eq!(of(b"StandardEncoding", 0o47), "’");
        assert_eq!(of(b"StandardEncoding", 0o256), "ﬁ");
        assert_eq!(of(b"StandardEncoding", 0o320), "—");
        assert_eq!(of(b"StandardEncoding", 0o341), "Æ");
        assert_eq!(of(b"StandardEncoding", 0o350), "Ł");
        assert_eq!(of(b"StandardEncoding", 0o361), "æ");
        assert_eq!(of(b"StandardEncoding", 0o365), "ı");
        assert_eq!(of(b"StandardEncoding", 0o373), "ß");
        assert_eq!(of(b"WinAnsiEncoding", 0o222), "’");
        assert_eq!(of(b"MacRomanEncoding", 0o212), "ä");
        let of = |code: usize| symbol().get(code).cloned().flatten().unwrap_or_default();
        assert_eq!([of(0o141), of(0o104), of(0o245), of(0o345), of(0o362)], ["α", "Δ", "∞", "∑", "∫"]);
    }
}
