//! Bytes to text: byte order marks, declarations, what the bytes look like, and what to do where they are no text.

mod legacy;
mod taiwan;
mod wide;

use std::borrow::Cow;

use super::share;
use crate::document::Warning;

/// How many places of bad bytes are named one by one; the rest is counted.
const NAMED: usize = 8;

/// Text and what had to be repaired to have it.
#[derive(Debug, Default)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; that of UTF-8 without an error is the bytes themselves.
    pub text: Cow<'a, str>,
    /// Where bytes were replaced.
    pub warnings: Vec<Warning>,
}

/// Decodes `bytes`: as their byte order mark says (UTF-8, UTF-16, UTF-32), else as UTF-8 where they are that, as UTF-16 where
/// they look like it, in the encoding that a declaration at their beginning names (XML, HTML), or in the one they look like
/// (a guess, which is said in a warning). Bytes that are no character become U+FFFD, with a warning that names the 0-based
/// offset of the first of them; controls other than line ends and tabs stay, with one warning.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let mut decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, 0, 0, rest @ ..] if rest.len().is_multiple_of(4) && wide::is_utf32(rest, u32::from_le_bytes) => {
            wide::utf32(rest, u32::from_le_bytes, 4)
        }
        [0, 0, 0xFE, 0xFF, rest @ ..] => wide::utf32(rest, u32::from_be_bytes, 4),
        [0xFF, 0xFE, rest @ ..] => wide::utf16(rest, u16::from_le_bytes, 2),
        [0xFE, 0xFF, rest @ ..] => wide::utf16(rest, u16::from_be_bytes, 2),
        _ => unmarked(bytes),
    };
    let is_odd = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{B}' | '\u{85}');
    let may_hold = share::of_parts(&decoded.text, |part| may_hold_controls(part.as_bytes())).contains(&true);
    let count = if may_hold { decoded.text.chars().filter(is_odd).count() } else { 0 };
    if count > 0 {
        let first = decoded.text.find(|c: char| is_odd(&c)).unwrap_or(0);
        let line = decoded.text[..first].matches('\n').count() + 1;
        let message =
            format!("{count} control characters stand in the text; they are shown, never sent to the terminal");
        decoded.warnings.push(Warning { line: Some(line), byte: None, message });
    }
    decoded
}

/// Decodes bytes that are not UTF-8 in the encoding that they look like, whatever a declaration in them says.
pub fn guess(bytes: &[u8]) -> Decoded<'_> {
    legacy::guess(bytes).map_or_else(|| utf8(bytes, 0), |encoding| legacy::decode(bytes, encoding, None))
}

/// Whether any byte is one that a control is made of: below 0x20, 0x7F, or 0xC2 before 0x80 to 0x9F (C1; 0xC2 0xA0 is the
/// no-break space). Bytes are cheaper to look at than characters.
fn may_hold_controls(bytes: &[u8]) -> bool {
    let c0 = |byte: &u8| (*byte < 0x20 && !matches!(*byte, b'\n' | b'\r' | b'\t' | 0xB | 0xC)) || *byte == 0x7F;
    let c1 = || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1).is_some_and(|next| *next < 0xA0));
    // Whole blocks at a time: a loop without a way out in its middle is done many bytes at once.
    bytes.chunks(512).any(|block| block.iter().fold(false, |found, byte| found | c0(byte))) || c1()
}

fn utf8(bytes: &[u8], skipped: usize) -> Decoded<'_> {
    // Nearly every file is right.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), warnings: Vec::new() };
    }
    let mut text = String::with_capacity(bytes.len());
    let mut bad = Vec::new();
    let (mut at, mut count) = (skipped, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            count += 1;
            if bad.len() < NAMED {
                bad.push(at);
            }
            at += chunk.invalid().len();
        }
    }
    Decoded { text: Cow::Owned(text), warnings: replaced(&bad, count, "these bytes are not UTF-8 and were replaced") }
}

/// Bytes without a byte order mark.
fn unmarked(bytes: &[u8]) -> Decoded<'_> {
    // Checked once: nearly every file is right, and a long one takes its time.
    let checked = simdutf8::basic::from_utf8(bytes).ok();
    let is_utf8 = checked.is_some();
    // Text has no zero bytes; UTF-16 of any language has them wherever a space or a line end stands. Where it is UTF-8 too, of
    // Latin or Arabic letters, every second byte is a control.
    let controls = || bytes.iter().filter(|byte| **byte < 0x20 && !byte.is_ascii_whitespace()).count();
    if memchr::memchr(0, bytes).is_some() && (!is_utf8 || controls() * 4 > bytes.len()) {
        match wide::order32(bytes) {
            Some(wide::Order::Little) => return wide::utf32(bytes, u32::from_le_bytes, 0),
            Some(wide::Order::Big) => return wide::utf32(bytes, u32::from_be_bytes, 0),
            None => {}
        }
        return match wide::order(bytes, if is_utf8 { 10 } else { 0 }) {
            Some(wide::Order::Little) => wide::utf16(bytes, u16::from_le_bytes, 0),
            Some(wide::Order::Big) => wide::utf16(bytes, u16::from_be_bytes, 0),
            None => utf8(bytes, 0),
        };
    }
    if let Some(text) = checked {
        if let Some(encoding) = legacy::seven_bits(bytes) {
            let message = format!("no encoding is declared; read as {}, which the bytes look like", encoding.name());
            return legacy::decode(bytes, encoding, Some(message));
        }
        return Decoded { text: Cow::Borrowed(text), warnings: Vec::new() };
    }
    if let Some(encoding) = legacy::declared(bytes) {
        return legacy::decode(bytes, encoding, None);
    }
    if legacy::is_damaged_utf8(bytes) {
        return utf8(bytes, 0);
    }
    match legacy::guess(bytes) {
        Some(encoding) => {
            let message = format!("no encoding is declared; read as {}, which the bytes look like", encoding.name());
            legacy::decode(bytes, encoding, Some(message))
        }
        None => utf8(bytes, 0),
    }
}

fn replaced(places: &[usize], count: usize, what: &str) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = places
        .iter()
        .map(|byte| Warning { line: None, byte: Some(*byte), message: format!("byte {byte}: {what}") })
        .collect();
    if count > places.len() {
        let message = format!("{} more places where {what}", count - places.len());
        warnings.push(Warning { line: None, byte: None, message });
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn byte_order_marks_go_and_utf16_is_read() {
        assert_eq!(decode(b"\xEF\xBB\xBFabc").text, "abc");
        assert_eq!(decode(b"\xFF\xFEa\0\x27\x06").text, "aا");
        assert_eq!(decode(b"\xFE\xFF\0a\xD8\x3D\xDE\x00").text, "a😀");
        let odd = decode(b"\xFF\xFEa\0\0\xD8b\0x");
        assert_eq!(odd.text, "a\u{FFFD}b\u{FFFD}");
        assert_eq!(odd.warnings.iter().map(|w| w.byte).collect::<Vec<_>>(), [Some(4), Some(8)]);
    }

    #[test]
    fn bad_bytes_are_named_by_offset_and_then_counted() {
        let one = decode(b"\xEF\xBB\xBFab\xFFc");
        assert_eq!(one.text, "ab\u{FFFD}c");
        assert_eq!(one.warnings[0].byte, Some(5));
        let bytes = [&b"\xEF\xBB\xBF"[..], &[0xFF; 100]].concat();
        let many = decode(&bytes);
        assert_eq!(many.text.chars().count(), 100);
        assert_eq!(many.warnings.len(), 9);
        assert!(many.warnings[8].message.starts_with("92 more"), "{:?}", many.warnings[8]);
    }

    #[test]
    fn utf16_without_a_mark_and_utf32_are_read() {
        for text in ["One line.\nAnother one.\n", "第一段。\r\n第二段 二。各国代表团。\n", "سطر واحد.\nسطر آخر.\n"]
        {
            let units: Vec<u16> = text.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!((&*decode(&little).text, &*decode(&big).text), (text, text));
            let full: Vec<u8> = "\u{FEFF}".chars().chain(text.chars()).flat_map(|c| (c as u32).to_le_bytes()).collect();
            assert_eq!(decode(&full).text, text);
            assert_eq!(decode(&full[4..]).text, text, "without its mark");
            let full: Vec<u8> = "\u{FEFF}".chars().chain(text.chars()).flat_map(|c| (c as u32).to_be_bytes()).collect();
            assert_eq!(decode(&full).text, text);
            assert_eq!(decode(&full[4..]).text, text, "without its mark");
        }
    }

    #[test]
    fn old_encodings_are_recognised_and_said() {
        let arabic =
            "قرر المجلس في دورته الثانية أن ينظر في التقارير المقدمة من الدول الأطراف وأن يعتمد ملاحظاته الختامية.";
        let russian = "Комитет постановил рассмотреть на своей следующей сессии доклады государств-участников.";
        let chinese = "委员会决定在下届会议上审议缔约国提交的报告，并通过结论性意见。";
        let traditional = "委員會決定在下屆會議上審議締約國提交的報告，並通過結論性意見。";
        let french =
            "Le Comité a décidé d’examiner à sa prochaine session les rapports présentés par les États parties.";
        let korean = "위원회는 다음 회기에서 당사국이 제출한 보고서를 심의하기로 결정하였다.";
        for (label, text) in [
            ("windows-1256", arabic),
            ("iso-8859-6", arabic),
            ("windows-1251", russian),
            ("koi8-r", russian),
            ("gb18030", chinese),
            ("big5", traditional),
            ("windows-1252", french),
            ("iso-8859-15", "Le chœur reçoit 50 € par été."),
            ("windows-1252", "Il totale è 15 £ e la riva è alta."),
            ("windows-1252", "The mill \u{2013} and its wheel, 5 €."),
            ("windows-1252", "é=eacute, \u{A0}=nbsp, ¤=curr, ÿ=yumlaut, ©=copy"),
            ("euc-kr", korean),
        ] {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
            let bytes = encoding.encode(text).0;
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text, "{label}");
            assert!(decoded.warnings[0].message.contains("look like"), "{label}: {:?}", decoded.warnings);
        }
    }

    #[test]
    fn encodings_of_seven_bits_and_those_that_the_standard_lacks_are_read() {
        for (bytes, expected, name) in [
            (&b"\x1B$B0Q0w2q\x1B(B 2\n"[..], "委員会 2\n", "ISO-2022-JP"),
            (b"\x1B$)C\n\x0E@'?xH8\x0F 3\n", "\n위원회 3\n", "ISO-2022-KR"),
            (b"~{N/T1;aNDOW~} ~~4\n", "委员会文献 ~4\n", "HZ-GB-2312"),
        ] {
            let decoded = decode(bytes);
            assert_eq!(decoded.text, expected);
            assert!(decoded.warnings[0].message.contains(name), "{name}: {:?}", decoded.warnings);
        }
        // A program of a terminal or a shell is none of them.
        for plain in ["echo \u{1b}[31mred", "PATH=~{one,two}~}", "{~}{~{"] {
            assert_eq!(decode(plain.as_bytes()).text, plain);
        }
    }

    #[test]
    fn a_declaration_is_believed_and_damage_in_utf8_is_damage() {
        let declared = decode(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p>\xE9t\xE9</p>");
        assert!(declared.text.contains("été") && declared.warnings.is_empty(), "{declared:?}");
        let page =
            decode(b"<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xC4\xE0");
        assert!(page.text.ends_with("Да"), "{page:?}");
        let mut text = "Ни одного слова не пропало.".as_bytes().to_vec();
        text.insert(4, 0xFF);
        assert_eq!(decode(&text).text, "Ни\u{FFFD} одного слова не пропало.");
        for lone in [&b"The mill \xFF and its wheel."[..], b"The \xA7 mill \x81 and 3 \x8D wheels."] {
            assert!(decode(lone).text.contains('\u{FFFD}'), "{lone:?}");
        }
    }

    #[test]
    fn controls_stay_and_are_said() {
        let decoded = decode(b"line\n\x1b[31mred\x00");
        assert_eq!(decoded.text, "line\n\u{1b}[31mred\0");
        assert_eq!(decoded.warnings[0].line, Some(2));
    }
}
