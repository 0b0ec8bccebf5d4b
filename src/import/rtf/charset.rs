//! Bytes to characters: the code page of the document, and those of its fonts.

use encoding_rs::Encoding;

/// The encoding of a Windows code page; Windows-1252 for those that the Encoding Standard does not have.
pub(super) fn page(number: i32) -> &'static Encoding {
    match number {
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 | 1361 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 => encoding_rs::MACINTOSH,
        10007 => encoding_rs::X_MAC_CYRILLIC,
        54936 => encoding_rs::GB18030,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// The encoding that the name of a font says, where the table of fonts names none: `Arial CE`.
pub(super) fn by_name(font: &str) -> Option<&'static Encoding> {
    const ENDS: [(&str, i32); 8] = [
        (" CE", 1250),
        (" Cyr", 1251),
        (" Greek", 1253),
        (" Tur", 1254),
        (" (Hebrew)", 1255),
        (" (Arabic)", 1256),
        (" Baltic", 1257),
        (" (Vietnamese)", 1258),
    ];
    ENDS.iter().find(|(end, _)| font.trim_end().ends_with(end)).map(|(_, number)| page(*number))
}

/// What a font's character set makes of bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Charset {
    /// As the document says.
    Default,
    Page(&'static Encoding),
    /// A symbol font.
    Symbol,
}

/// The character set of a font by its number (`\fcharset`).
pub(super) fn charset(number: i32) -> Charset {
    Charset::Page(page(match number {
        2 => return Charset::Symbol,
        77 => 10000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return Charset::Default,
    }))
}
