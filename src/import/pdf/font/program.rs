//! What embedded Type 1 and CFF fonts say about their codes: the encoding that is built in, by the names of glyphs.

use super::names;

/// How many glyphs are looked at.
const GLYPHS: usize = 65_536;

/// Codes of a Type 1 font and what they stand for: `dup 65 /A put` before the encrypted part.
pub(super) fn type1(bytes: &[u8]) -> Vec<(u8, String)> {
    let end = memchr::memmem::find(bytes, b"eexec").unwrap_or(bytes.len().min(1 << 16));
    let text = String::from_utf8_lossy(bytes.get(..end).unwrap_or(&[])).replace('/', " /");
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let entries = words.windows(4).filter_map(|four| match four {
        ["dup", code, name, "put"] => {
            let text = names::text(name.strip_prefix('/')?.as_bytes())?;
            Some((code.parse().ok()?, text))
        }
        _ => None,
    });
    entries.collect()
}

/// What a CFF font says (Adobe Technical Note 5176).
#[derive(Clone, Debug, Default)]
pub(super) struct Cff {
    /// By glyph, the text of its name. Empty for a font of CIDs.
    pub texts: Vec<Option<String>>,
    /// By code, the glyph of the encoding that is built in.
    pub codes: Vec<(u8, u16)>,
}

/// A list of byte strings, and where it ends.
fn index(bytes: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let width = usize::from(*bytes.get(at + 2)?);
    if !(1..=4).contains(&width) {
        return None;
    }
    let base = at + 3 + (count + 1) * width - 1;
    let offset = |place: usize| {
        let from = at + 3 + place * width;
        Some(base + bytes.get(from..from + width)?.iter().fold(0usize, |value, byte| value << 8 | usize::from(*byte)))
    };
    let items: Option<Vec<&[u8]>> = (0..count).map(|place| bytes.get(offset(place)?..offset(place + 1)?)).collect();
    Some((items?, offset(count)?))
}

/// The integer operands of an operator of a dictionary; 12 30 is 1230.
fn operands(dict: &[u8], wanted: u16) -> Option<Vec<i64>> {
    let (mut at, mut stack) = (0, Vec::new());
    while let Some(byte) = dict.get(at) {
        let next = |place: usize| dict.get(at + place).map(|byte| i64::from(*byte));
        match byte {
            0..=21 => {
                let is_long = *byte == 12;
                let operator = if is_long { 1_200 + u16::try_from(next(1)?).ok()? } else { u16::from(*byte) };
                if operator == wanted {
                    return Some(stack);
                }
                stack.clear();
                at += if is_long { 2 } else { 1 };
            }
            28 => {
                stack.push(next(1)? << 8 | next(2)?);
                at += 3;
            }
            29 => {
                stack.push(next(1)? << 24 | next(2)? << 16 | next(3)? << 8 | next(4)?);
                at += 5;
            }
            30 => {
                at += 1;
                while dict.get(at).is_some_and(|pair| pair & 0x0F != 0x0F && pair >> 4 != 0x0F) {
                    at += 1;
                }
                at += 1;
                stack.push(0);
            }
            32..=246 => {
                stack.push(i64::from(*byte) - 139);
                at += 1;
            }
            247..=250 => {
                stack.push((i64::from(*byte) - 247) * 256 + next(1)? + 108);
                at += 2;
            }
            251..=254 => {
                stack.push(-(i64::from(*byte) - 251) * 256 - next(1)? - 108);
                at += 2;
            }
            _ => at += 1,
        }
        if stack.len() > 64 {
            return None;
        }
    }
    None
}

impl Cff {
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (_, at) = index(bytes, usize::from(*bytes.get(2)?))?;
        let (dicts, at) = index(bytes, at)?;
        let (strings, _) = index(bytes, at)?;
        let dict = dicts.first()?;
        if operands(dict, 1_230).is_some() {
            return Some(Self::default());
        }
        let place = |operator: u16| operands(dict, operator).and_then(|v| usize::try_from(*v.first()?).ok());
        let (glyphs, _) = index(bytes, place(17)?)?;
        let count = glyphs.len().min(GLYPHS);
        let names: Vec<usize> = match place(15).unwrap_or(0) {
            0 => (0..count).collect(),
            1 | 2 => return Some(Self::default()),
            at => charset(bytes, at, count)?,
        };
        let table = super::encoding::named(b"StandardEncoding")?;
        let texts = names.iter().map(|sid| match sid.checked_sub(391) {
            Some(own) => strings.get(own).and_then(|name| names::text(name)),
            None => standard(*sid, &table),
        });
        let codes = place(16).filter(|at| *at > 1).and_then(|at| encoding(bytes, at)).unwrap_or_default();
        Some(Self { texts: texts.collect(), codes })
    }
}

fn charset(bytes: &[u8], at: usize, count: usize) -> Option<Vec<usize>> {
    let number = |at: usize| Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut sids = vec![0];
    let kind = *bytes.get(at)?;
    let mut at = at + 1;
    while sids.len() < count {
        let first = number(at)?;
        let (left, width) = match kind {
            0 => (0, 2),
            1 => (usize::from(*bytes.get(at + 2)?), 3),
            2 => (number(at + 2)?, 4),
            _ => return None,
        };
        sids.extend((first..=first + left).take(count - sids.len()));
        at += width;
    }
    Some(sids)
}

fn encoding(bytes: &[u8], at: usize) -> Option<Vec<(u8, u16)>> {
    let count = usize::from(*bytes.get(at + 1)?);
    let rest = bytes.get(at + 2..)?;
    match bytes.get(at)? & 0x7F {
        0 => Some(rest.iter().take(count).copied().zip(1..).collect()),
        1 => {
            let ranges = rest.as_chunks::<2>().0.iter().take(count);
            Some(ranges.flat_map(|[first, left]| *first..=first.saturating_add(*left)).zip(1..).collect())
        }
        _ => None,
    }
}

/// The standard strings that are letters, digits and the signs of ASCII.
fn standard(sid: usize, table: &super::encoding::Table) -> Option<String> {
    match sid {
        1..=95 => table.get(sid + 31).cloned().flatten(),
        // The rest of the standard encoding in its order.
        96..=149 => table.iter().skip(0xA1).flatten().nth(sid - 96).cloned(),
        _ => {
            const REST: [&str; 79] = [
                "onesuperior",
                "logicalnot",
                "mu",
                "trademark",
                "Eth",
                "onehalf",
                "plusminus",
                "Thorn",
                "onequarter",
                "divide",
                "brokenbar",
                "degree",
                "thorn",
                "threequarters",
                "twosuperior",
                "registered",
                "minus",
                "eth",
                "multiply",
                "threesuperior",
                "copyright",
                "Aacute",
                "Acircumflex",
                "Adieresis",
                "Agrave",
                "Aring",
                "Atilde",
                "Ccedilla",
                "Eacute",
                "Ecircumflex",
                "Edieresis",
                "Egrave",
                "Iacute",
                "Icircumflex",
                "Idieresis",
                "Igrave",
                "Ntilde",
                "Oacute",
                "Ocircumflex",
                "Odieresis",
                "Ograve",
                "Otilde",
                "Scaron",
                "Uacute",
                "Ucircumflex",
                "Udieresis",
                "Ugrave",
                "Yacute",
                "Ydieresis",
                "Zcaron",
                "aacute",
                "acircumflex",
                "adieresis",
                "agrave",
                "aring",
                "atilde",
                "ccedilla",
                "eacute",
                "ecircumflex",
                "edieresis",
                "egrave",
                "iacute",
                "icircumflex",
                "idieresis",
                "igrave",
                "ntilde",
                "oacute",
                "ocircumflex",
                "odieresis",
                "ograve",
                "otilde",
                "scaron",
                "uacute",
                "ucircumflex",
                "udieresis",
                "ugrave",
                "yacute",
                "ydieresis",
                "zcaron",
            ];
            REST.get(sid.checked_sub(150)?).and_then(|name| names::text(name.as_bytes()))
        }
    }
}
