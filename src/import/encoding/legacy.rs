//! Encodings from before Unicode: declared, or guessed from the bytes (the Encoding Standard's set and EUC-TW).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, GBK, ISO_2022_JP, ISO_8859_15, UTF_8, WINDOWS_1252};

use super::{Decoded, taiwan};
use crate::document::Warning;

/// Bytes at the beginning in which a declaration may stand (HTML Standard, 13.2.3.2: prescan).
const PRESCAN: usize = 1024;

/// Bytes from which an encoding is guessed.
const SEEN: usize = 1 << 20;

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    /// One of the Encoding Standard.
    Standard(&'static Encoding),
    /// EUC-TW.
    Taiwan,
    /// ISO-2022-KR: EUC-KR without its high bits, between SO and SI (RFC 1557).
    Shifted,
    /// HZ: GB 2312 without its high bits, between `~{` and `~}` (RFC 1843).
    Tilde,
}

impl Legacy {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard(encoding) => encoding.name(),
            Self::Taiwan => "EUC-TW",
            Self::Shifted => "ISO-2022-KR",
            Self::Tilde => "HZ-GB-2312",
        }
    }

    /// The text, and whether any of it was no character.
    fn text(self, bytes: &[u8]) -> (String, bool) {
        let standard = |encoding: &'static Encoding, bytes: &[u8]| {
            let (text, damaged) = encoding.decode_without_bom_handling(bytes);
            (text.into_owned(), damaged)
        };
        match self {
            Self::Standard(encoding) => standard(encoding, bytes),
            Self::Taiwan => taiwan::decode(bytes),
            Self::Shifted => standard(EUC_KR, &raised(bytes, b"\x0E", b"\x0F")),
            Self::Tilde => standard(GBK, &raised(bytes, b"~{", b"~}")),
        }
    }
}

/// The bytes with the high bit set on those between the marks, which go, up to the end of the line.
fn raised(bytes: &[u8], open: &[u8], close: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut rest, mut is_raised) = (bytes, false);
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(b"\x1B$)C") {
            rest = after;
        } else if let Some(after) = rest.strip_prefix(if is_raised { close } else { open }) {
            (rest, is_raised) = (after, !is_raised);
        } else if !is_raised && open == b"~{" && rest.starts_with(b"~~") {
            out.push(b'~');
            rest = rest.get(2..).unwrap_or_default();
        } else {
            is_raised &= !matches!(first, b'\n' | b'\r');
            out.push(if is_raised && (0x21..=0x7E).contains(first) { first | 0x80 } else { *first });
            rest = after;
        }
    }
    out
}

/// The encoding of seven bits that `bytes` are written in; none where they are ASCII itself.
pub(super) fn seven_bits(bytes: &[u8]) -> Option<Legacy> {
    let has = |mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    let (escape, tilde) = (memchr::memchr(0x1B, bytes).is_some(), has(b"~{"));
    if !(escape || tilde) || !bytes.is_ascii() {
        return None;
    }
    if escape {
        if has(b"\x1B$B") || has(b"\x1B$@") {
            return Some(Legacy::Standard(ISO_2022_JP)).filter(|found| !found.text(bytes).1);
        }
        if has(b"\x1B$)C") && has(b"\x0E") {
            return Some(Legacy::Shifted).filter(|found| !found.text(bytes).1);
        }
    }
    // A tilde before a brace stands in programs too: most of what comes of it must be of the first level, which the small
    // letters of ASCII are not.
    let is_text = || {
        let high: Vec<u8> = raised(bytes, b"~{", b"~}").into_iter().filter(|byte| !byte.is_ascii()).collect();
        let common = high.iter().step_by(2).filter(|lead| **lead <= 0xD7).count();
        high.len() >= 6 && high.len().is_multiple_of(2) && common * 20 >= high.len() * 8
    };
    (tilde && has(b"~}") && is_text()).then_some(Legacy::Tilde).filter(|found| !found.text(bytes).1)
}

/// The encoding that an XML declaration or a `charset` at the beginning names; none for UTF-8 and UTF-16, which these bytes
/// are not, and for names nobody knows.
pub(super) fn declared(bytes: &[u8]) -> Option<Legacy> {
    let head = bytes.get(..bytes.len().min(PRESCAN))?.to_ascii_lowercase();
    let label = |after: &[u8]| -> Option<Vec<u8>> {
        let rest = head.get(memchr::memmem::find(&head, after)? + after.len()..)?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"=").unwrap_or(rest).trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
        Some(rest.get(..end.unwrap_or(rest.len()))?.to_vec())
    };
    let xml = if head.starts_with(b"<?xml") { label(b"encoding") } else { None };
    // Only mark-up declares anything: in a text the word may stand for itself.
    let page = || if memchr::memmem::find(&head, b"<").is_some() { label(b"charset") } else { None };
    let name = xml.or_else(page)?;
    if [&b"euc-tw"[..], b"x-euc-tw", b"euctw"].contains(&name.as_slice()) {
        return Some(Legacy::Taiwan);
    }
    let found = Encoding::for_label(&name)?;
    (found != UTF_8 && found.is_ascii_compatible()).then_some(Legacy::Standard(found))
}

/// Whether `bytes` are UTF-8 in which a few bytes are damaged: characters of several bytes are seldom right by chance.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > 4 * wrong
}

/// The encoding that the bytes look like; none where they do not look like text of any.
pub(super) fn guess(bytes: &[u8]) -> Option<Legacy> {
    let seen = bytes.get(..bytes.len().min(SEEN))?;
    let text = |byte: &u8| *byte >= 0x20 && *byte != 0x7F || byte.is_ascii_whitespace() || *byte == 0x1B;
    let odd = seen.iter().filter(|byte| !text(byte)).count();
    if odd * 50 > seen.len() {
        return None;
    }
    // A letter stands in a word: a lone byte between blanks is damage, if it is no word or sign of its own.
    let letter =
        |at: Option<usize>| at.and_then(|at| seen.get(at)).is_some_and(|b| *b >= 0x80 || b.is_ascii_alphabetic());
    let in_word = |at: usize| letter(at.checked_sub(1)) || letter(Some(at + 1));
    let (mut high, mut lone, mut any_in_word) = (0_usize, 0_usize, false);
    for (at, byte) in seen.iter().enumerate().filter(|(_, byte)| **byte >= 0x80) {
        (high, lone) = (high + 1, lone + usize::from(is_lone(*byte)));
        any_in_word |= in_word(at);
        if any_in_word {
            break;
        }
    }
    if !any_in_word {
        // Where most are such words and signs, the others are letters and signs that a text names.
        let is_none = |byte: &u8| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
        return (lone * 2 > high && !seen.iter().any(is_none)).then_some(Legacy::Standard(WINDOWS_1252));
    }
    if taiwan::is_one(seen) {
        return Some(Legacy::Taiwan);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(seen, true);
    let mut found = detector.guess(None, Utf8Detection::Deny);
    if found == WINDOWS_1252 && is_latin9(seen) {
        found = ISO_8859_15;
    }
    // Where even the best guess leaves bytes that mean nothing, it is none.
    let (text, _) = found.decode_without_bom_handling(seen);
    let lost =
        text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace()).count();
    (lost * 50 <= text.chars().count()).then_some(Legacy::Standard(found))
}

/// Whether a byte of windows-1252 is a word (`à`, `è`), a sign (`£`, `§`, `°`), a dash or a space that stands alone in many texts.
fn is_lone(byte: u8) -> bool {
    matches!(
        byte,
        0x80 | 0x85 | 0x95
            ..=0x97
                | 0xA0
                | 0xC0
                | 0xC8
                | 0xE0
                | 0xE8
                | 0xE9
                | 0xEC
                | 0xF2
                | 0xF9
                | 0xA3
                | 0xA7
                | 0xA9
                | 0xAB
                | 0xAE
                | 0xB0
                | 0xBB
    )
}

/// Whether bytes that look like windows-1252 are ISO-8859-15: what would be fractions, a cedilla or a diaeresis inside of words
/// are letters there (`œ`, `š`, `ž`), and the currency sign is that of the euro.
fn is_latin9(bytes: &[u8]) -> bool {
    if bytes.iter().any(|byte| (0x80..=0x9F).contains(byte)) {
        return false;
    }
    bytes.iter().enumerate().any(|(at, byte)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            0xBC | 0xBD | 0xA8 | 0xB8 => after.is_ascii_lowercase() && !before.is_ascii_digit(),
            // In no text of people stands the sign for any currency.
            0xA4 => !before.is_ascii_alphabetic() && !after.is_ascii_alphabetic(),
            _ => false,
        }
    })
}

/// Decodes `bytes`, with a warning for what was no character, after `said`.
pub(super) fn decode(bytes: &[u8], encoding: Legacy, said: Option<String>) -> Decoded<'static> {
    let (text, damaged) = encoding.text(bytes);
    let mut warnings: Vec<Warning> =
        said.into_iter().map(|message| Warning { line: None, byte: None, message }).collect();
    if damaged {
        let first = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        let count = text.matches(char::REPLACEMENT_CHARACTER).count();
        let line = text.get(..first).unwrap_or("").matches('\n').count() + 1;
        let message = format!("{count} places are not {} and were replaced", encoding.name());
        warnings.push(Warning { line: Some(line), byte: None, message });
    }
    Decoded { text: text.into(), warnings }
}
