//! References of a text to UN documents: by symbol (`A/68/154 and Add.1`), by the number of a resolution or decision
//! (`resolution 70/305`, `القرار 70/305`, `第822(1993)、853(1993)号决议`), and the paragraph that one names.

mod number;
mod paragraph;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::symbol;

pub use paragraph::paragraph;

/// A place of a text that names a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its bytes.
    pub range: Range<usize>,
    /// The symbol of the document; of a resolution the one that its number makes (`A/RES/70/305`).
    pub symbol: String,
}

/// References that are looked for in one text.
const MOST: usize = 10_000;

/// The references of `text`, in order, none within another. What is in a web address is none.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut clause = number::Clause::default();
    // Everything that is looked for has a slash or an opening bracket in it, which Chinese has in full width too.
    for at in memchr::memchr3_iter(b'/', b'(', number::FULL.as_bytes()[0], bytes) {
        let is_full = !matches!(bytes[at], b'/' | b'(');
        if at < from || found.len() >= MOST || is_full && !bytes[at..].starts_with(number::FULL.as_bytes()) {
            continue;
        }
        if bytes[at] == b'/' && bytes.get(at + 1) == Some(&b'/') {
            // The rest of a web address.
            from = address_end(text, at);
            continue;
        }
        if bytes[at] == b'/'
            && let Some(range) = by_symbol(text, at, from)
        {
            from = range.end;
            let symbol = text.get(range.clone()).unwrap_or("").to_owned();
            found.push(Reference { range, symbol: symbol.clone() });
            from = added(text, from, &symbol, &mut found);
        } else if let Some(reference) = clause.number(text, at, from) {
            from = reference.range.end;
            found.push(reference);
        }
    }
    found
}

/// The bytes of the symbol whose first slash stands at `slash`.
fn by_symbol(text: &str, slash: usize, from: usize) -> Option<Range<usize>> {
    let head = text.get(from..slash)?;
    let organ = head.len() - head.trim_end_matches(|c: char| c.is_ascii_uppercase()).len();
    let start = slash - organ;
    let before = text.get(..start)?.chars().next_back();
    let is_inside =
        before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | ':' | '@' | '_' | '-' | '='));
    let length = symbol::length_at(text.get(start..)?).filter(|_| organ > 0 && !is_inside)?;
    let after = text.get(start + length..)?.chars().next();
    // A word that goes on in other letters is none.
    (!after.is_some_and(|c| c == '_' || c == '@' || c == ':' && is_inside)).then_some(start..start + length)
}

/// Where the web address around the `//` at `at` ends.
fn address_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest
        .find(|c: char| c.is_whitespace() || c.is_control() || !c.is_ascii() || matches!(c, '<' | '>' | '"'))
        .unwrap_or(rest.len())
}

/// Addenda and corrigenda named after the symbol they belong to: `A/68/154 and Add.1 and 2`. Gives where they end.
fn added(text: &str, mut end: usize, symbol: &str, found: &mut Vec<Reference>) -> usize {
    const WORDS: [&str; 4] = ["Add.", "Corr.", "Rev.", "Amend."];
    let base = symbol.trim_end_matches('*');
    for _ in 0..20 {
        let Some(rest) = text.get(end..) else { break };
        let start = end + joint(rest);
        let Some(part) = text.get(start..).filter(|_| start > end) else { break };
        let Some(word) = WORDS.iter().find(|word| part.starts_with(**word)) else { break };
        let is_part = |b: u8| b.is_ascii_digit() || b == b'-' || b == b'/' || b == b'.' || b.is_ascii_alphabetic();
        let tail = part.get(word.len()..).unwrap_or("");
        let length = tail.bytes().take(24).take_while(|b| is_part(*b)).count();
        let number = tail.get(..length).unwrap_or("").trim_end_matches(['.', '-', '/']);
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        end = start + word.len() + number.len();
        found.push(Reference { range: start..end, symbol: format!("{base}/{word}{number}") });
    }
    end
}

/// The bytes of what joins the members of a list: blanks, commas, "and" of the six languages.
fn joint(text: &str) -> usize {
    const WORDS: [&str; 12] = ["and ", "et ", "y ", "e ", "и ", "و ", "و", "和", "及", "与", "、", ","];
    let mut rest = text;
    for _ in 0..4 {
        rest = rest.trim_start_matches([' ', '\u{A0}']);
        match WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => break,
        }
    }
    text.len() - rest.trim_start_matches([' ', '\u{A0}']).len()
}
