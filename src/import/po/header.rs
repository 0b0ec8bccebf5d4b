//! The header of a PO file: its fields, and the encoding that it names.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::Warning;
use crate::import::encoding::{self, Decoded};

/// Bytes in which the header stands.
const HEAD: usize = 16_384;

/// The fields of a header, `Name: value` a line.
pub(super) fn fields(header: &str) -> Vec<(String, String)> {
    let field =
        |line: &str| line.split_once(':').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    header.lines().filter_map(field).collect()
}

/// The text in the encoding that the header names, where the bytes are not UTF-8 and look like it; else in the one that they
/// look like.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let marked =
        bytes.starts_with(&[0xEF, 0xBB, 0xBF]) || bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let Some(label) = charset(bytes).filter(|_| !marked) else { return encoding::decode(bytes) };
    let note = |message: String| Warning { line: None, byte: None, message };
    let Some(named) =
        Encoding::for_label(label.as_bytes()).filter(|named| ![UTF_8, UTF_16LE, UTF_16BE].contains(named))
    else {
        return encoding::decode(bytes);
    };
    if let Ok(text) = std::str::from_utf8(bytes) {
        let mut decoded = Decoded { text: text.into(), warnings: Vec::new() };
        if !text.is_ascii() {
            decoded.warnings.push(note(format!("the header says {label}, but the file is UTF-8 and was read so")));
        }
        return decoded;
    }
    let (text, damaged) = named.decode_without_bom_handling(bytes);
    let guessed = encoding::guess(bytes);
    // Words of Latin letters with one of another script in them are read in the wrong encoding.
    if is_mixed(&text) && !is_mixed(&guessed.text) {
        let mut guessed = guessed;
        guessed.warnings.insert(0, note(format!("the header says {label}, which makes no words of these bytes")));
        return guessed;
    }
    let mut warnings = Vec::new();
    if damaged {
        let line = text.split(char::REPLACEMENT_CHARACTER).next().map_or(1, |before| before.matches('\n').count() + 1);
        let count = text.matches(char::REPLACEMENT_CHARACTER).count();
        let message = format!("{count} places are not {label}, which the header says, and were replaced");
        warnings.push(Warning { line: Some(line), byte: None, message });
    }
    Decoded { text: text.into_owned().into(), warnings }
}

/// The name after `charset=` in the header.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(HEAD))?.to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")? + "charset=".len();
    let rest = head.get(at..)?.trim_ascii_start();
    let end =
        rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))).unwrap_or(rest.len());
    let label = String::from_utf8_lossy(rest.get(..end)?).into_owned();
    // What GNU libc calls `CP1251` and `ISO8859-1` the Encoding Standard calls otherwise.
    let label = match label.strip_prefix("cp125") {
        Some(page) => format!("windows-125{page}"),
        None => label,
    };
    (!label.is_empty()).then_some(label)
}

/// Whether most words with letters over ASCII have Latin letters and letters of another script in them.
fn is_mixed(text: &str) -> bool {
    let (mut mixed, mut all) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()).take(2_000) {
        all += 1;
        let other = |c: char| matches!(c, '\u{370}'..='\u{6FF}' | '\u{E00}'..='\u{E7F}');
        mixed += usize::from(word.contains(|c: char| c.is_ascii_alphabetic()) && word.contains(other));
    }
    all > 0 && mixed * 2 > all
}
