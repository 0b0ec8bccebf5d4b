//! Stretches of a text that stay whole or break in their own way: UN symbols, dual month names, addresses.

use std::sync::LazyLock;

use memchr::{memchr_iter, memchr2_iter, memmem};

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
    /// `https://…`, `www.…`, `name@host.org`; `body`: the byte after `//`, or the first one.
    Address { body: usize },
}

/// No symbol is longer, in bytes on each side of a slash.
const REACH: usize = 64;

/// The stretches of `text`, in order and apart from each other.
pub(super) fn find(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut spans = addresses(bytes);
    let known = spans.len();
    let mut taken = 0;
    let mut next_address = 0;
    for at in memchr_iter(b'/', bytes) {
        while next_address < known && spans[next_address].end <= at {
            next_address += 1;
        }
        let inside_address = next_address < known && spans[next_address].start <= at;
        if at < taken || inside_address {
            continue;
        }
        let limit = spans[..known].get(next_address).map_or(bytes.len(), |address| address.start);
        let floor = next_address.checked_sub(1).map_or(taken, |last| taken.max(spans[last].end));
        if let Some(span) = symbol(&bytes[..limit], at, floor).or_else(|| month(text, at, floor)) {
            taken = span.end;
            spans.push(span);
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// Addresses with a scheme, addresses that start with `www.`, and those of mail.
fn addresses(bytes: &[u8]) -> Vec<Span> {
    static WWW: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"www."));
    let mut spans: Vec<Span> = Vec::new();
    let mut from = 0;
    for at in memchr2_iter(b':', b'@', bytes) {
        if at < from {
            continue;
        }
        let span = if bytes[at] == b'@' { mail(bytes, at, from) } else { scheme(bytes, at, from) };
        if let Some(span) = span {
            from = span.end;
            spans.push(span);
        }
    }
    let mut known = 0;
    let mut from = 0;
    let mut plain = Vec::new();
    for start in WWW.find_iter(bytes) {
        known += spans[known..].iter().take_while(|span| span.end <= start).count();
        let taken = spans.get(known).is_some_and(|span| span.start <= start);
        let inside_word = start.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric());
        if start < from || taken || inside_word {
            continue;
        }
        let limit = spans.get(known).map_or(bytes.len(), |span| span.start);
        let end = start + bytes[start..limit].iter().take_while(|&&byte| is_address(byte)).count();
        plain.push(Span { start, end, kind: Kind::Address { body: start } });
        from = end;
    }
    if !plain.is_empty() {
        spans.append(&mut plain);
        spans.sort_by_key(|span| span.start);
    }
    spans
}

/// The address whose scheme ends at `at`.
fn scheme(bytes: &[u8], at: usize, from: usize) -> Option<Span> {
    let body = at + 3;
    if bytes.get(at..body)? != b"://" {
        return None;
    }
    let scheme = bytes[from..at].iter().rev().take(12).take_while(|byte| byte.is_ascii_alphabetic()).count();
    if scheme == 0 {
        return None;
    }
    let length = bytes[body..].iter().take_while(|&&byte| is_address(byte)).count();
    Some(Span { start: at - scheme, end: body + length, kind: Kind::Address { body } })
}

/// The address of mail around the `@` at `at`: a name, and two names or more with dots between them.
fn mail(bytes: &[u8], at: usize, from: usize) -> Option<Span> {
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let before = bytes[from..at].iter().rev().take(REACH).take_while(|byte| named(byte)).count();
    let domain = &bytes[at + 1..];
    let mut after = domain.iter().take(4 * REACH).take_while(|byte| named(byte)).count();
    while after > 0 && matches!(domain[after - 1], b'.' | b'-') {
        after -= 1;
    }
    let start = at - before + bytes[at - before..at].iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    let span = Span { start, end: at + 1 + after, kind: Kind::Address { body: start } };
    (start < at && domain[..after].contains(&b'.')).then_some(span)
}

fn is_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"')
}

fn is_symbol(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'(' | b')')
}

/// The UN symbol around the slash at `at`: parts between slashes that start with a capital or a digit, the first all capitals.
fn symbol(bytes: &[u8], at: usize, floor: usize) -> Option<Span> {
    let next = bytes.get(at + 1)?;
    if !(next.is_ascii_uppercase() || next.is_ascii_digit()) {
        return None;
    }
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
