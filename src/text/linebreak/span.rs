//! Stretches of a text that stay whole or break in their own way: UN symbols, dual month names, addresses.

use memchr::{memchr_iter, memmem};

/// A stretch of a text with breaks of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `A/RES/68/262`, `S/RES/822(1993)`.
    Symbol,
    /// `تشرين الأول/أكتوبر`.
    Month,
    /// `https://…`; `body`: the byte after `//`.
    Address { body: usize },
}

/// No symbol is longer, in bytes on each side of a slash.
const REACH: usize = 64;

/// The stretches of `text`, in order and apart from each other.
pub(super) fn find(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut slashes = memchr_iter(b'/', bytes).peekable();
    if slashes.peek().is_none() {
        return Vec::new();
    }
    let mut spans = addresses(text);
    let known = spans.len();
    let mut taken = 0;
    let mut next_address = 0;
    for at in slashes {
        while next_address < known && spans[next_address].end <= at {
            next_address += 1;
        }
        let inside_address = next_address < known && spans[next_address].start <= at;
        if at < taken || inside_address {
            continue;
        }
        if let Some(span) = symbol(bytes, at, taken).or_else(|| month(text, at, taken)) {
            taken = span.end;
            spans.push(span);
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

fn addresses(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut spans: Vec<Span> = Vec::new();
    let mut from = 0;
    for at in memmem::find_iter(bytes, b"://") {
        if at < from {
            continue;
        }
        let scheme = bytes[from..at].iter().rev().take(12).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if scheme == 0 {
            continue;
        }
        let body = at + 3;
        let length = bytes[body..].iter().take_while(|&&byte| is_address(byte)).count();
        let end = body + length;
        spans.push(Span { start: at - scheme, end, kind: Kind::Address { body } });
        from = end;
    }
    spans
}

fn is_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"')
}

fn is_symbol(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'(' | b')')
}

/// The UN symbol around the slash at `at`: parts between slashes that start with a capital or a digit, the first all capitals.
fn symbol(bytes: &[u8], at: usize, floor: usize) -> Option<Span> {
    let before = bytes[floor..at].iter().rev().take(REACH).take_while(|&&byte| is_symbol(byte)).count();
    let after = bytes[at..].iter().take(REACH).take_while(|&&byte| is_symbol(byte)).count();
    let start = at - before + bytes[at - before..at].iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    let mut end = at + after;
    while end > at && matches!(bytes[end - 1], b'.' | b'-' | b'/') {
        end -= 1;
    }
    if end <= at {
        return None;
    }
    let token = &bytes[start..end];
    let first = token.split(|&byte| byte == b'/').next()?;
    let capital = first.iter().any(u8::is_ascii_uppercase) && !first.iter().any(u8::is_ascii_lowercase);
    let parts = token.split(|&byte| byte == b'/').skip(1);
    let regular = parts.clone().all(|part| part.first().is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
    (capital && regular).then_some(Span { start, end, kind: Kind::Symbol })
}

/// The dual month name around the slash at `at` (`نيسان/ أبريل`, `كانون الثاني/يناير`).
fn month(text: &str, at: usize, floor: usize) -> Option<Span> {
    const ROMAN: [&str; 16] = [
        "يناير",
        "فبراير",
        "مارس",
        "ابريل",
        "مايو",
        "يونيه",
        "يونيو",
        "يوليه",
        "يوليو",
        "اغسطس",
        "سبتمبر",
        "اكتوبر",
        "نوفمبر",
        "ديسمبر",
        "يونية",
        "يولية",
    ];
    const SYRIAC: [&str; 9] = ["شباط", "اذار", "نيسان", "ايار", "حزيران", "تموز", "اب", "ايلول", "كانون"];
    let after = text.get(at + 1..)?;
    let gap = after.len() - after.trim_start_matches([' ', '\u{A0}']).len();
    let (right, length) = word(after.get(gap..)?.chars());
    if gap > 4 || !ROMAN.contains(&right.as_str()) {
        return None;
    }
    let mut head = text.get(floor..at)?.trim_end_matches([' ', '\u{A0}']);
    let (mut left, mut taken) = word_before(head);
    if left == "الاول" || left == "الثاني" {
        head = head.get(..head.len() - taken)?.trim_end_matches([' ', '\u{A0}']);
        (left, taken) = word_before(head);
        if !(left.ends_with("تشرين") || left.ends_with("كانون")) {
            return None;
        }
    } else if !SYRIAC.iter().any(|name| left.ends_with(name)) {
        return None;
    }
    Some(Span { start: floor + head.len() - taken, end: at + 1 + gap + length, kind: Kind::Month })
}

/// The Arabic word that `chars` start with, folded, and its bytes in the text.
fn word(chars: impl Iterator<Item = char>) -> (String, usize) {
    let mut folded = String::new();
    let mut bytes = 0;
    for c in chars.take(24) {
        match c {
            'أ' | 'إ' | 'آ' | 'ا' => folded.push('ا'),
            '\u{064B}'..='\u{0652}' | '\u{0640}' => {}
            '\u{0621}'..='\u{064A}' => folded.push(c),
            _ => break,
        }
        bytes += c.len_utf8();
    }
    (folded, bytes)
}

/// The Arabic word that `head` ends with, folded, and its bytes in the text.
fn word_before(head: &str) -> (String, usize) {
    let (folded, bytes) = word(head.chars().rev());
    (folded.chars().rev().collect(), bytes)
}
