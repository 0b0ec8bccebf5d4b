//! The number, letter or mark that a paragraph, heading or item starts with.

use super::line::ends_stopped;
use crate::document::{ANNEX_WORDS, ARTICLE_WORDS, any_ordinal, ordinal};

/// What a label says. Readings that only the context can tell apart are all given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Mark {
    /// `48.`, `48-`, `٤٨ -`: a paragraph's number.
    Number(u32),
    /// `48⇥`: a number whose dash or stop was lost.
    Bare(u32),
    /// An ordinal of a heading: its value as one of the first level (`I.`, `أولاً-`, `一、`) and of the second (`A.`, `ألف-`).
    Ordinal { first: Option<u32>, second: Option<u32> },
    /// An item: its value as a letter (`(a)`, `(أ)`, `(一)`), a small Roman numeral and a digit.
    Item { letter: Option<u32>, roman: Option<u32>, digit: Option<u32>, han: bool },
    /// `•`, `–`: an item without a number.
    Bullet,
    /// `*`, `**`: a note, or an item.
    Star,
    /// `Article 12`, `第十二条`, `סעיף ג.`.
    Article(u32),
    /// `Annex II`, `附件二`, or an annex without a number.
    Annex(Option<u32>),
}

/// A label and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Label<'a> {
    /// What it says.
    pub mark: Mark,
    /// As printed, without the space after it.
    pub printed: &'a str,
    /// What follows, without the space before it.
    pub rest: &'a str,
    /// Whether a tab stands between: a sign that a word processor set the label.
    pub tabbed: bool,
}

const DASHES: [char; 4] = ['-', '\u{2010}', '\u{2013}', '\u{2014}'];

/// The label that `text` starts with. Whether it is believed depends on its neighbours (see the `structure` module).
pub(in crate::import) fn label(text: &str) -> Option<Label<'_>> {
    let first = text.chars().next()?;
    // Most texts begin with a word that is none: it is not worth a closer look.
    let head = text.as_bytes().get(..text.len().min(28)).unwrap_or_default();
    if first.is_ascii_lowercase() && !head.iter().take(6).any(|byte| *byte == b')') {
        return None;
    }
    let found = match first {
        '*' => star(text),
        '(' | '（' | '\'' | '‘' | '\u{3220}'..='\u{3229}' => bracketed(text),
        '•' | '●' | '▪' | '◦' | '‣' | '·' | '■' | '–' | '—' | '-' | '\u{F0B7}' => bullet(text, first),
        _ if ordinal::digit(first).is_some() => numbered(text),
        _ if first.is_ascii_uppercase() && !matches!(first, 'A' | 'I') && !has_stop(head) => None,
        // Of Han characters, numerals begin an ordinal and these two the name of a part.
        '\u{3400}'..='\u{9FFF}' if !is_numeral(first) && !matches!(first, '附' | '第') => None,
        _ => named_part(text).or_else(|| ordinal_heading(text)),
    }?;
    let (mark, end) = found;
    let after = &text[end..];
    let rest = after.trim_start_matches([' ', '\t', '\u{3000}']);
    let gap = &after[..after.len() - rest.len()];
    Some(Label { mark, printed: text[..end].trim_end(), rest, tabbed: gap.contains('\t') })
}

/// Whether a Chinese number may begin with this character.
fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '零')
}

/// Whether a stop stands so near to the beginning of a text, as bytes, that an ordinal may be before it; other letters may hide
/// one.
fn has_stop(head: &[u8]) -> bool {
    head.iter().any(|byte| matches!(byte, b'.' | b')' | b'-' | b':') || !byte.is_ascii())
}

/// Whether the text after a label may start: white space, the end, or a Han character.
fn is_gap(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| matches!(c, ' ' | '\t' | '\u{3000}') || (c > '\u{2E7F}' && c.is_alphabetic()))
}

fn star(text: &str) -> Option<(Mark, usize)> {
    let end = text.find(|c| c != '*').unwrap_or(text.len());
    let is_emphasis = !text[end..].starts_with([' ', '\t']) && text[end..].contains('*');
    (end <= 3 && !is_emphasis && end < text.len()).then_some((Mark::Star, end))
}

fn bullet(text: &str, first: char) -> Option<(Mark, usize)> {
    let rest = &text[first.len_utf8()..];
    // A dash with a space opens speech in several languages: only a tab makes it a bullet. A hyphen does not.
    let is_bullet = match first {
        '–' | '—' => rest.starts_with('\t'),
        '-' => rest.starts_with([' ', '\t']),
        _ => rest.starts_with([' ', '\t', '\u{A0}']),
    };
    is_bullet.then_some((Mark::Bullet, first.len_utf8()))
}

/// `(a)`, `(ii)`, `(أ)`, `（一）`, `㈠`, `'1'`.
fn bracketed(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    if let c @ '\u{3220}'..='\u{3229}' = first {
        let letter = Some(u32::from(c) - 0x321F);
        return Some((Mark::Item { letter, roman: None, digit: None, han: true }, c.len_utf8()));
    }
    let start = first.len_utf8();
    let (length, _) = text[start..].char_indices().take(9).find(|(_, c)| matches!(c, ')' | '）' | '\'' | '’'))?;
    let inner = text[start..start + length].trim();
    let close = text[start + length..].chars().next()?;
    let end = start + length + close.len_utf8();
    if !is_gap(&text[end..]) {
        return None;
    }
    if matches!(first, '\'' | '‘') {
        let n = ordinal::whole_number(inner).filter(|_| matches!(close, '\'' | '’'))?;
        return Some((Mark::Item { letter: None, roman: Some(n), digit: None, han: false }, end));
    }
    matches!(close, ')' | '）').then_some(())?;
    Some((item(inner)?, end))
}

/// The readings of what an item's brackets hold.
pub(in crate::import) fn item(inner: &str) -> Option<Mark> {
    let han = ordinal::chinese(inner);
    let digit = ordinal::whole_number(inner).filter(|n| *n < 200);
    let letter = han.or_else(|| ordinal::letter(inner));
    let roman = ordinal::roman(inner).filter(|n| *n < 60);
    (letter.is_some() || roman.is_some() || digit.is_some()).then_some(Mark::Item {
        letter,
        roman,
        digit,
        han: han.is_some(),
    })
}

/// `48.`, `48-`, `48 -`, `48、`, `1)`, `48⇥`.
fn numbered(text: &str) -> Option<(Mark, usize)> {
    let (n, end) = ordinal::number(text).filter(|(n, _)| *n < 100_000)?;
    let rest = &text[end..];
    if rest.starts_with('\t') {
        return Some((Mark::Bare(n), end));
    }
    let close = rest.trim_start_matches([' ', '\u{A0}']);
    let gap = rest.len() - close.len();
    let c = close.chars().next()?;
    let after = &close[c.len_utf8()..];
    let stop = end + gap + c.len_utf8();
    match c {
        '.' | '．' | '、' if gap == 0 && is_gap(after) => Some((Mark::Number(n), stop)),
        c if DASHES.contains(&c) && gap <= 1 && after.starts_with([' ', '\t']) => Some((Mark::Number(n), stop)),
        ')' | '）' if gap == 0 && is_gap(after) && n < 200 => {
            Some((Mark::Item { letter: None, roman: None, digit: Some(n), han: false }, stop))
        }
        _ => None,
    }
}

/// `I.`, `A.`, `أولاً-`, `ألف -`, `一、`, `a)`.
fn ordinal_heading(text: &str) -> Option<(Mark, usize)> {
    let is_stop = |c: char| matches!(c, '.' | '．' | '、' | ')' | '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | ':');
    let (at, stop) = text.char_indices().take(24).find(|(_, c)| is_stop(*c))?;
    let end = at + stop.len_utf8();
    let head = text[..at].trim_end();
    if !is_gap(&text[end..]) {
        return None;
    }
    if stop == ')' {
        let is_short = head.chars().count() <= 4 && head.chars().all(|c| !c.is_uppercase());
        return item(head).filter(|_| is_short).map(|mark| (mark, end));
    }
    let han = ordinal::chinese(head).filter(|_| matches!(stop, '.' | '．' | '、'));
    let arabic = || ordinal::arabic_adverb(head).filter(|_| stop != ')');
    let first = han.or_else(arabic).or_else(|| {
        let is_roman = !head.is_empty() && head.chars().all(|c| c.is_uppercase() || !c.is_ascii());
        ordinal::roman(head).filter(|_| is_roman && stop == '.')
    });
    let second = ordinal::abjad(head).or_else(|| {
        let is_capital = head.chars().all(char::is_uppercase);
        ordinal::letter(head).filter(|_| is_capital && stop == '.')
    });
    (first.is_some() || second.is_some()).then_some((Mark::Ordinal { first, second }, end))
}

/// Whether a part's name can start with this letter: most texts start with another.
fn may_name_a_part(first: char) -> bool {
    matches!(
        first,
        'A' | 'a' | 'С' | 'с' | 'П' | 'п' | 'Д' | 'д' | 'ا' | 'م' | 'ت' | 'پ' | 'ض' | 'ס' | 'נ' | '附' | '第'
    )
}

/// `Article 12`, `المادة 12`, `第十二条`, `Annex II`, `附件二`.
fn named_part(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    if !may_name_a_part(first) {
        return None;
    }
    if first == '第' {
        let (at, close) = text.char_indices().skip(1).take(9).find(|(_, c)| matches!(c, '条' | '條'))?;
        let inner = text[first.len_utf8()..at].trim();
        let n = ordinal::chinese(inner).or_else(|| ordinal::whole_number(inner))?;
        let end = at + close.len_utf8();
        let after = text[end..].chars().next();
        return after
            .is_none_or(|c| matches!(c, ' ' | '\t' | '\u{3000}' | ':' | '：'))
            .then_some((Mark::Article(n), end));
    }
    let (is_article, rest) = part_word(text, &ARTICLE_WORDS)
        .map(|rest| (true, rest))
        .or_else(|| part_word(text, &ANNEX_WORDS).map(|rest| (false, rest)))?;
    let body = rest.trim_start_matches([' ', '\u{A0}', '\u{3000}']);
    let start = text.len() - body.len();
    let (value, used) = part_number(body);
    let after = &body[used..];
    if is_article {
        let n = value?;
        let stopped = after.strip_prefix(['.', ':', '：']).unwrap_or(after);
        let closed = stopped.is_empty() || stopped.len() < after.len() || stopped.starts_with(['\t', '\u{3000}']);
        let dashed = after.trim_start().starts_with(DASHES);
        return (closed || dashed).then(|| {
            let end =
                text.len() - if closed { stopped.len() } else { after.trim_start().trim_start_matches(DASHES).len() };
            (Mark::Article(n), end)
        });
    }
    // `附件不译` is a sentence about an annex, and so is a line that ends in a stop.
    let starts_word = rest.chars().next().is_some_and(char::is_alphanumeric) && value.is_none();
    // Some of the words are ordinary nouns: `Дополнение к …`, `ملحق صحفي`.
    let is_noun = ["допол", "ملحق", "الملحق", "تذييل", "التذييل"].iter().any(|noun| starts_with(text, noun));
    if starts_word
        || is_noun && value.is_none() && !body.is_empty()
        || ends_stopped(text) && used < body.len()
        || text.len() > 1_500
    {
        return None;
    }
    let stopped = after.strip_prefix(['.', ':', '：']).unwrap_or(after);
    let end = if value.is_some() { text.len() - stopped.len() } else { start - (start - (text.len() - rest.len())) };
    Some((Mark::Annex(value), end))
}

/// The number at the start of `body` in words or digits, up to four words long for Persian, and its length.
fn part_number(body: &str) -> (Option<u32>, usize) {
    if let Some((n, used)) = ordinal::number(body) {
        let used = used + body[used..].chars().next().filter(|c| matches!(c, 'º' | '°')).map_or(0, char::len_utf8);
        return (Some(n), used);
    }
    let is_end = |c: char| matches!(c, '\t' | ':' | '：' | '.' | '\u{3000}');
    let head = &body[..body.find(is_end).unwrap_or(body.len())];
    let ends: Vec<usize> = head.match_indices(' ').map(|(i, _)| i).take(4).chain([head.len()]).collect();
    for end in ends.into_iter().rev().filter(|end| *end <= 80) {
        let word = head[..end].trim_end();
        // A small letter before other words is one of them: `Приложение к письму`, `Anexo a la nota`.
        let is_word = word.len() < head.trim_end().len() && word.chars().all(|c| !c.is_uppercase());
        if let Some(n) = any_ordinal(&word.to_lowercase()).filter(|_| !is_word || ordinal::letter(word).is_none()) {
            return (Some(n), word.len());
        }
    }
    // `附件一` may be glued to what follows.
    let han: String = body.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
    match ordinal::chinese(&han) {
        Some(n) => (Some(n), han.len()),
        None => (None, 0),
    }
}

/// What follows a part word at the start of `text`, whatever its case, when the word ends there.
fn part_word<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    // A heading starts with a capital where the script has them.
    if text.starts_with(char::is_lowercase) {
        return None;
    }
    let mut head = ['\0'; 16];
    for (own, c) in head.iter_mut().zip(text.chars().take(12).flat_map(char::to_lowercase)) {
        *own = c;
    }
    let word = words.iter().find(|word| word.chars().zip(&head).all(|(c, own)| c == *own))?;
    let rest = text.char_indices().nth(word.chars().count()).map_or("", |(at, _)| &text[at..]);
    let is_han = word.starts_with('附');
    let ends = rest.chars().next().is_none_or(|c| is_han || !c.is_alphabetic());
    (ends && *word != "art").then_some(rest)
}

/// Whether a text starts with `word`, whatever its case.
fn starts_with(text: &str, word: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    word.chars().all(|c| letters.next() == Some(c))
}

/// The annex that a heading names at its end: `…给秘书长的信的附件一`, `… (Annex II)`.
pub(in crate::import) fn trailing_annex(text: &str) -> Option<Option<u32>> {
    let at = text.rfind("附件")?;
    let tail = text[at + "附件".len()..].trim();
    let value = ordinal::chinese(tail).or_else(|| ordinal::whole_number(tail));
    (tail.is_empty() || value.is_some()).then_some(value)
}

#[cfg(test)]
#[path = "label_tests.rs"]
mod tests;
