//! Encodings from before Unicode: declared, or guessed from the bytes (the Encoding Standard's set).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::Decoded;
use crate::document::Warning;

/// Bytes at the beginning in which a declaration may stand (HTML Standard, 13.2.3.2: prescan).
const PRESCAN: usize = 1024;

/// Bytes from which an encoding is guessed.
const SEEN: usize = 1 << 20;

/// The encoding that an XML declaration or a `charset` at the beginning names; none for UTF-8 and UTF-16, which these bytes
/// are not, and for names nobody knows.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
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
    let found = Encoding::for_label(&xml.or_else(page)?)?;
    (found != UTF_8 && found.is_ascii_compatible()).then_some(found)
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
pub(super) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let seen = bytes.get(..bytes.len().min(SEEN))?;
    let text = |byte: &u8| *byte >= 0x20 && *byte != 0x7F || byte.is_ascii_whitespace() || *byte == 0x1B;
    let odd = seen.iter().filter(|byte| !text(byte)).count();
    if odd * 50 > seen.len() {
        return None;
    }
    // A letter stands in a word: a lone byte between blanks is damage.
    let letter =
        |at: Option<usize>| at.and_then(|at| seen.get(at)).is_some_and(|b| *b >= 0x80 || b.is_ascii_alphabetic());
    let in_word = |at: usize| letter(at.checked_sub(1)) || letter(Some(at + 1));
    if !seen.iter().enumerate().any(|(at, byte)| *byte >= 0x80 && in_word(at)) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(seen, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    // Where even the best guess leaves bytes that mean nothing, it is none.
    let (text, _) = found.decode_without_bom_handling(seen);
    let lost =
        text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace()).count();
    (lost * 50 <= text.chars().count()).then_some(found)
}

/// Decodes `bytes`, with a warning for what was no character, after `said`.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding, said: Option<String>) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let mut warnings: Vec<Warning> =
        said.into_iter().map(|message| Warning { line: None, byte: None, message }).collect();
    if damaged {
        let first = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        let count = text.matches(char::REPLACEMENT_CHARACTER).count();
        let line = text.get(..first).unwrap_or("").matches('\n').count() + 1;
        let message = format!("{count} places are not {} and were replaced", encoding.name());
        warnings.push(Warning { line: Some(line), byte: None, message });
    }
    Decoded { text: text.into_owned(), warnings }
}
