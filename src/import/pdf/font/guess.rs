//! What codes most likely stand for where a file does not say: guesses, which are told as such.

use super::encoding::{Table, decoded, standard_width};
use super::width::Widths;
use crate::import::pdf::object::Object;

/// The glyphs 226 to 257 of the order below.
const MAC_MORE: &str = "ŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ";

/// The character of a glyph in the order that fonts of Apple and Microsoft begin with (OpenType, `post` format 1).
pub(super) fn mac_glyph(glyph: u16) -> Option<char> {
    match glyph {
        3..=97 => char::from_u32(u32::from(glyph) + 29),
        98..=225 => decoded(encoding_rs::MACINTOSH, u8::try_from(glyph + 30).ok()?),
        226..=257 => MAC_MORE.chars().nth(usize::from(glyph - 226)),
        _ => None,
    }
}

/// The Cyrillic of Arial, Times New Roman and Courier New, which have their glyphs in one order.
fn core_glyph(glyph: u32) -> Option<char> {
    let code = match glyph {
        556..=567 => glyph - 556 + 0x401,
        568..=569 => glyph - 568 + 0x40E,
        570..=633 => glyph - 570 + 0x410,
        634..=645 => glyph - 634 + 0x451,
        646..=647 => glyph - 646 + 0x45E,
        _ => return None,
    };
    char::from_u32(code)
}

/// What the codes of a composite font seem to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Nothing is known.
    None,
    /// Characters of Unicode.
    Unicode,
    /// Glyphs in the order of most fonts; those of the core fonts of Microsoft, which have Cyrillic in one place.
    Glyphs { is_core: bool },
}

impl Order {
    /// The order that suits the widths best: an `i` is narrow in every font, an `m` is wide. `is_told` and `is_embedded`
    /// decide where the widths do not.
    pub fn of(widths: &Widths, name: &str, is_told: bool, is_embedded: bool) -> Self {
        let is_core = ["arial", "times", "courier"].iter().any(|part| name.contains(part));
        let glyphs = Order::Glyphs { is_core };
        let fit = |order: Order| likeness(widths.told().filter_map(|(cid, width)| Some((order.char(cid)?, width))));
        match (fit(Order::Unicode), fit(glyphs)) {
            (Some(one), Some(other)) if one.max(other) > 0.6 => {
                if one > other {
                    Order::Unicode
                } else {
                    glyphs
                }
            }
            (Some(one), None) if one > 0.6 => Order::Unicode,
            (None, Some(other)) if other > 0.6 => glyphs,
            _ if is_told => Order::Unicode,
            _ if !is_embedded && (is_core || name.contains("verdana") || name.contains("georgia")) => glyphs,
            _ => Order::None,
        }
    }

    /// The character of a code.
    pub fn char(self, code: u32) -> Option<char> {
        match self {
            Order::None => None,
            Order::Unicode => char::from_u32(code).filter(|c| !c.is_control()),
            Order::Glyphs { is_core } => {
                // Microsoft's fonts have no glyph for the space that does not break.
                let plain = match u16::try_from(code).ok()? {
                    209..=225 => None,
                    glyph @ 172..=208 => mac_glyph(glyph + 1),
                    glyph => mac_glyph(glyph),
                };
                plain.or_else(|| core_glyph(code).filter(|_| is_core))
            }
        }
    }
}

/// How the widths of letters and digits go with those of a common font, from -1 to 1; none where there are too few.
fn likeness(letters: impl Iterator<Item = (char, f64)>) -> Option<f64> {
    let known = letters.filter_map(|(c, width)| {
        let byte = u8::try_from(c).ok().filter(u8::is_ascii_alphabetic)?;
        Some((standard_width(false, byte), width))
    });
    let pairs: Vec<(f64, f64)> = known.take(200).collect();
    if pairs.len() < 6 {
        return None;
    }
    #[allow(clippy::cast_precision_loss, reason = "at most 200")]
    let count = pairs.len() as f64;
    let (x, y) = (pairs.iter().map(|p| p.0).sum::<f64>() / count, pairs.iter().map(|p| p.1).sum::<f64>() / count);
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let (both, one, other) =
        (sum(&|p| (p.0 - x) * (p.1 - y)), sum(&|p| (p.0 - x) * (p.0 - x)), sum(&|p| (p.1 - y) * (p.1 - y)));
    (one > 0.0 && other > 0.0).then(|| both / (one * other).sqrt())
}

/// Codes of a Type 3 font whose names say nothing: those of TeX's fonts where they are named after their codes (`a65`), else
/// the letters of ASCII.
pub(super) fn type3(differences: &[Object]) -> Table {
    let (mut code, mut named, mut all) = (0usize, Vec::new(), Vec::new());
    for item in differences {
        match item {
            Object::Int(start) => code = usize::try_from(*start).unwrap_or(256),
            Object::Name(name) => {
                if &**name != b".notdef" {
                    all.push(code);
                    if **name == *format!("a{code}").as_bytes() {
                        named.push(code);
                    }
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    let ascii =
        |code: usize| u8::try_from(code).ok().filter(u8::is_ascii_graphic).map(|byte| char::from(byte).to_string());
    let mut table: Table = vec![None; 256];
    let is_tex = named.len() * 2 > all.len();
    let is_old = named.iter().any(|code| (11..=15).contains(code));
    let is_cork = !is_old && named.iter().any(|code| (16..=31).contains(code) || *code >= 128);
    for (code, slot) in table.iter_mut().enumerate() {
        *slot = match (is_tex, is_cork) {
            (true, true) => cork(code).or_else(|| ascii(code)),
            (true, false) => old_tex(code).or_else(|| ascii(code)),
            _ => ascii(code),
        };
    }
    table
}

/// Where the encoding of Knuth's fonts (OT1) is not ASCII.
fn old_tex(code: usize) -> Option<String> {
    let text = match code {
        11 => "ff",
        12 => "fi",
        13 => "fl",
        14 => "ffi",
        15 => "ffl",
        16 => "ı",
        25 => "ß",
        26 => "æ",
        27 => "œ",
        28 => "ø",
        29 => "Æ",
        30 => "Œ",
        31 => "Ø",
        34 | 92 => return Some(if code == 34 { "”" } else { "“" }.to_owned()),
        39 => "’",
        60 => "¡",
        62 => "¿",
        96 => "‘",
        123 => "–",
        124 => "—",
        _ => return None,
    };
    Some(text.to_owned())
}

/// Where the encoding of Cork (T1) is not ASCII.
fn cork(code: usize) -> Option<String> {
    const LOW: &str = "“”„«»–—";
    const HIGH: &str = "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£";
    let c = match code {
        16..=22 => LOW.chars().nth(code - 16)?,
        27 => return Some("ff".to_owned()),
        28 => return Some("fi".to_owned()),
        29 => return Some("fl".to_owned()),
        30 => return Some("ffi".to_owned()),
        31 => return Some("ffl".to_owned()),
        39 => '’',
        96 => '‘',
        128..=191 => HIGH.chars().nth(code - 128)?,
        215 => 'Œ',
        223 => return Some("SS".to_owned()),
        247 => 'œ',
        255 => 'ß',
        192..=254 => char::from_u32(u32::try_from(code).ok()?)?,
        _ => return None,
    };
    Some(c.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Order, cork, mac_glyph};

    #[test]
    fn glyphs_stand_in_the_order_of_the_standard() {
        let glyphs = [3, 36, 97, 98, 130, 225, 226, 239, 257];
        let text: String = glyphs.iter().filter_map(|glyph| mac_glyph(*glyph)).collect();
        assert_eq!(text, " A~Ä†ˇŁ−đ");
        assert_eq!(Order::Glyphs { is_core: true }.char(570), Some('А'));
        assert_eq!(Order::Glyphs { is_core: false }.char(570), None);
        assert_eq!(Order::Glyphs { is_core: false }.char(207), Some('Ó'));
        assert_eq!(cork(191).as_deref(), Some("£"));
    }
}
