//! The predefined CMaps for Chinese, Japanese and Korean (ISO 32000-2, 9.7.5.2), as the character sets that they stand for.

use encoding_rs::Encoding;

/// How the codes of a predefined CMap are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Codes {
    /// Codes are glyph numbers.
    Identity,
    Utf8,
    Utf16,
    Utf32,
    Legacy(&'static Encoding),
    /// Two bytes below 128, the character set's without the high bits.
    SevenBit(&'static Encoding),
}

/// The codes of the predefined CMap of this name; none where it is not known.
pub(super) fn codes(name: &str) -> Option<Codes> {
    let bare = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V")).unwrap_or(name);
    let has = |part: &str| bare.contains(part);
    Some(match bare {
        "Identity" => Codes::Identity,
        "H" | "V" | "Ext" | "Add" => Codes::SevenBit(encoding_rs::EUC_JP),
        "GB" => Codes::SevenBit(encoding_rs::GB18030),
        "KSC" => Codes::SevenBit(encoding_rs::EUC_KR),
        _ if has("UTF8") => Codes::Utf8,
        _ if has("UTF32") => Codes::Utf32,
        _ if has("UTF16") || has("UCS2") => Codes::Utf16,
        _ if has("RKSJ") => Codes::Legacy(encoding_rs::SHIFT_JIS),
        "EUC" => Codes::Legacy(encoding_rs::EUC_JP),
        _ if bare.starts_with("GB") => Codes::Legacy(encoding_rs::GB18030),
        _ if bare.starts_with("KSC") => Codes::Legacy(encoding_rs::EUC_KR),
        _ if has("B5") || bare.starts_with("HK") => Codes::Legacy(encoding_rs::BIG5),
        _ => return None,
    })
}

impl Codes {
    /// The first code of the bytes, its length, and the text it stands for.
    pub fn next(self, bytes: &[u8]) -> (u32, usize, Option<String>) {
        let value = |length: usize| bytes.iter().take(length).fold(0u32, |value, byte| value << 8 | u32::from(*byte));
        let of_code = |code: u32, length: usize| (code, length, char::from_u32(code).map(String::from));
        match self {
            Codes::Identity => (value(2), bytes.len().clamp(1, 2), None),
            Codes::Utf32 => of_code(value(4), bytes.len().clamp(1, 4)),
            Codes::Utf8 => {
                let head = bytes.get(..bytes.len().min(4)).unwrap_or(bytes);
                match head.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()) {
                    Some(c) => of_code(u32::from(c), c.len_utf8()),
                    None => (value(1), 1, None),
                }
            }
            Codes::Utf16 => {
                let unit = value(2);
                match (unit, bytes.get(2..4)) {
                    (0xD800..=0xDBFF, Some([high, low])) => {
                        let second = u32::from(*high) << 8 | u32::from(*low);
                        of_code(0x1_0000 + ((unit & 0x3FF) << 10 | second & 0x3FF), 4)
                    }
                    _ => of_code(unit, bytes.len().clamp(1, 2)),
                }
            }
            Codes::SevenBit(encoding) => {
                let high: Vec<u8> = bytes.iter().take(2).map(|byte| byte | 0x80).collect();
                (value(2), bytes.len().clamp(1, 2), decoded(encoding, &high))
            }
            Codes::Legacy(encoding) => {
                for length in 1..=bytes.len().min(4) {
                    if let Some(text) = bytes.get(..length).and_then(|bytes| decoded(encoding, bytes)) {
                        return (value(length), length, Some(text));
                    }
                }
                (value(1), 1, None)
            }
        }
    }
}

/// The one character that these bytes are.
fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (text.chars().count() <= 2 && !text.is_empty()).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn codes_of_each_kind_are_taken_off_the_front() {
        let next = |name: &str, bytes: &[u8]| {
            let (_, length, text) = codes(name).expect("a known map").next(bytes);
            (length, text.unwrap_or_default())
        };
        assert_eq!(next("90ms-RKSJ-H", &[0x93, 0xFA, 0x41]), (2, "日".into()));
        assert_eq!(next("EUC-H", &[0xC6, 0xFC]), (2, "日".into()));
        assert_eq!(next("H", &[0x46, 0x7C]), (2, "日".into()));
        assert_eq!(next("GBK-EUC-H", &[0xC8, 0xD5]), (2, "日".into()));
        assert_eq!(next("ETen-B5-H", &[0xA4, 0xE9]), (2, "日".into()));
        assert_eq!(next("UniGB-UCS2-H", &[0x65, 0xE5]), (2, "日".into()));
        assert_eq!(next("UniJIS-UTF16-H", &[0xD8, 0x40, 0xDC, 0x0B]), (4, "\u{2000B}".into()));
        assert_eq!(next("GBK-EUC-H", b"A"), (1, "A".into()));
    }
}
