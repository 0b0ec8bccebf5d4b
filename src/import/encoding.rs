//! Bytes to text: byte order marks, UTF-16, and what to do where the bytes are no text.

use crate::document::Warning;

/// How many places of bad bytes are named one by one; the rest is counted.
const NAMED: usize = 8;

/// Text and what had to be repaired to have it.
#[derive(Debug, Default)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Where bytes were replaced.
    pub warnings: Vec<Warning>,
}

/// Decodes UTF-8 (with or without a byte order mark) or UTF-16 with one. Bytes that are neither become U+FFFD, with a warning
/// that names the 0-based offset of the first of them; controls other than line ends and tabs stay, with one warning.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut decoded = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes, 0),
    };
    let is_odd = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{B}' | '\u{85}');
    let count =
        if may_hold_controls(decoded.text.as_bytes()) { decoded.text.chars().filter(is_odd).count() } else { 0 };
    if count > 0 {
        let first = decoded.text.find(|c: char| is_odd(&c)).unwrap_or(0);
        let line = decoded.text[..first].matches('\n').count() + 1;
        let message =
            format!("{count} control characters stand in the text; they are shown, never sent to the terminal");
        decoded.warnings.push(Warning { line: Some(line), byte: None, message });
    }
    decoded
}

/// Whether any byte is one that a control is made of: below 0x20, 0x7F, or 0xC2 before 0x80 to 0x9F (C1; 0xC2 0xA0 is the
/// no-break space). Bytes are cheaper to look at than characters.
fn may_hold_controls(bytes: &[u8]) -> bool {
    let c0 = |byte: &u8| (*byte < 0x20 && !matches!(*byte, b'\n' | b'\r' | b'\t' | 0xB | 0xC)) || *byte == 0x7F;
    let c1 = || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1).is_some_and(|next| *next < 0xA0));
    bytes.iter().any(c0) || c1()
}

fn utf8(bytes: &[u8], skipped: usize) -> Decoded {
    // Nearly every file is right: one pass that checks and one that copies.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), warnings: Vec::new() };
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
    Decoded { text, warnings: replaced(&bad, count, "these bytes are not UTF-8 and were replaced") }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let (mut bad, mut count, mut at) = (Vec::new(), 0, 2);
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    for result in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        match result {
            Ok(c) => {
                text.push(c);
                at += 2 * c.len_utf16();
            }
            Err(_) => {
                text.push('\u{FFFD}');
                count += 1;
                if bad.len() < NAMED {
                    bad.push(at);
                }
                at += 2;
            }
        }
    }
    if odd {
        text.push('\u{FFFD}');
        count += 1;
        bad.push(at);
    }
    Decoded { text, warnings: replaced(&bad, count, "these bytes are not UTF-16 and were replaced") }
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
        let many = decode(&[0xFF; 100]);
        assert_eq!(many.text.chars().count(), 100);
        assert_eq!(many.warnings.len(), 9);
        assert!(many.warnings[8].message.starts_with("92 more"), "{:?}", many.warnings[8]);
    }

    #[test]
    fn controls_stay_and_are_said() {
        let decoded = decode(b"line\n\x1b[31mred\x00");
        assert_eq!(decoded.text, "line\n\u{1b}[31mred\0");
        assert_eq!(decoded.warnings[0].line, Some(2));
    }
}
