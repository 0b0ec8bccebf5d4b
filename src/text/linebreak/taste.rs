//! What stays together although the standard lets it part, while it fits in a row: numbers, their signs and units, short
//! words around a slash.

use super::is_space;

/// Whether the place after `head` and before `tail`, where the standard lets a row end, is better left alone.
pub(super) fn is_held(head: &str, tail: &str) -> bool {
    let (Some(previous), Some(next)) = (head.chars().next_back(), tail.chars().next()) else { return false };
    if previous == '/' {
        return is_short(head, tail);
    }
    let spaced = is_group_space(previous);
    let ink = if spaced { head.trim_end_matches(previous) } else { head };
    // Wider gaps are no part of a number.
    if spaced && head.len() - ink.len() > previous.len_utf8() || !spaced && is_space(previous) {
        return false;
    }
    if is_digit(next) {
        return is_ordinal(ink)
            || spaced && (joins_digit_groups(ink, tail) || is_numbered(ink))
            || matches!(previous, '\u{2012}' | '\u{2013}') && head.chars().rev().nth(1).is_some_and(is_digit);
    }
    ink.chars().next_back().is_some_and(is_digit) && (is_counter(next) || spaced && is_sign(next))
}

pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{FF10}'..='\u{FF19}')
}

fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2006}' | '\u{2008}' | '\u{2009}' | '\u{200A}' | '\u{202F}')
}

/// Whether a space between them parts the digit groups of one number: three digits on one side and one to three on the
/// other (`86 600`; `600 86` in logical order is the same number read from right to left).
fn joins_digit_groups(head: &str, tail: &str) -> bool {
    let before = head.chars().rev().take(4).take_while(|&c| is_digit(c)).count();
    let after = tail.chars().take(4).take_while(|&c| is_digit(c)).count();
    matches!((before, after), (1..=3, 3) | (3, 1..=3))
}

/// `第` before a number.
fn is_ordinal(head: &str) -> bool {
    head.ends_with('第')
}

/// What a number of a document, a paragraph or a page follows: `No.`, `art.`, `§`.
fn is_numbered(head: &str) -> bool {
    const WORDS: [&[u8]; 18] = [
        b"no", b"nos", b"nr", b"art", b"arts", b"para", b"paras", b"p", b"pp", b"ch", b"chap", b"sec", b"sect", b"vol",
        b"fig", b"figs", b"ann", b"add",
    ];
    let mut chars = head.chars();
    match chars.next_back() {
        Some('§' | '¶' | '№') => true,
        Some('°' | 'º') => matches!(chars.next_back(), Some('n' | 'N')),
        Some('.') => {
            let bytes = chars.as_str().as_bytes();
            let letters = bytes.iter().rev().take(6).take_while(|byte| byte.is_ascii_alphabetic()).count();
            let word = &bytes[bytes.len() - letters..];
            WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
        }
        _ => false,
    }
}

/// What Chinese and Japanese count with.
fn is_counter(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '号'
            | '號'
            | '时'
            | '時'
            | '分'
            | '秒'
            | '条'
            | '條'
            | '款'
            | '段'
            | '章'
            | '节'
            | '節'
            | '页'
            | '頁'
            | '次'
            | '届'
            | '屆'
            | '期'
            | '卷'
            | '册'
            | '冊'
            | '岁'
            | '歲'
            | '点'
            | '點'
            | '项'
            | '項'
            | '名'
            | '个'
            | '個'
            | '回'
    )
}

/// Signs that stand after a number and a space.
fn is_sign(c: char) -> bool {
    matches!(c, '%' | '‰' | '°' | '℃' | '℉' | '′' | '″' | '٪')
}

/// Whether the word before or after a slash is shorter than three letters (`km/h`, `n/a`, `and/or`).
fn is_short(head: &str, tail: &str) -> bool {
    let before = head.chars().rev().skip(1).take(3).take_while(|c| c.is_alphanumeric()).count();
    let after = tail.chars().take(3).take_while(|c| c.is_alphanumeric()).count();
    before.min(after) < 3 && before.min(after) > 0
}
