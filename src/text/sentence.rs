//! Sentences of a text (UAX #29, tailored per language).
//!
//! The terminators are those of UAX #29 (`STerm`, `ATerm`). A full stop ends no sentence after an abbreviation of the six UN
//! languages, an initial, an ordinal, an enumerator, inside a number or an address, or before a lower-case letter (SB8).

mod abbreviation;

use std::ops::Range;

use super::Language;
use super::script::is_han;
use abbreviation::{Before, classify};

/// Byte ranges of the sentences of `text`, in order, covering it without gaps (white space belongs to the sentence before
/// it); none for an empty text. A tab or newline, which only a table's text has, ends a sentence too.
pub fn sentences(text: &str, language: &Language) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    // Where the words of the sentence start.
    let mut content = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if matches!(c, '\n' | '\t' | '\u{2028}' | '\u{2029}') {
            let end = at + c.len_utf8();
            found.push(start..end);
            (start, content) = (end, None);
            continue;
        }
        if !c.is_whitespace() && content.is_none() {
            content = Some(at);
        }
        let Some(mut strength) = strength(c).or_else(|| clause(c, text, start, at, language)) else { continue };
        let mut end = at + c.len_utf8();
        // Further terminators and what closes (UAX #29 SB9).
        let mut closed = false;
        while let Some(&(next, n)) = rest.peek() {
            match self::strength(n) {
                Some(other) if !closed => strength = strength.max(other),
                _ if closes(n) => closed = true,
                _ => break,
            }
            end = next + n.len_utf8();
            rest.next();
        }
        let mut spaced = false;
        while let Some(&(next, n)) = rest.peek().filter(|(_, n)| n.is_whitespace() && !matches!(n, '\n' | '\t')) {
            spaced = true;
            end = next + n.len_utf8();
            rest.next();
        }
        let following = rest.peek().map(|&(_, n)| n);
        let before = content.unwrap_or(at)..at;
        let dotted = c == '.' && strength == Strength::Dot;
        // In Chinese a full stop stands after a numeral that opens a heading or a paragraph too.
        let numbered = matches!(c, '.' | '．') && is_enumerator(text.get(before.clone()).unwrap_or(""));
        if ends(strength, spaced, following)
            && !numbered
            && !(dotted && is_lower(text.get(end..).unwrap_or("")))
            && !(dotted && !continues_cjk(text, at) && is_no_end(text, before, end, following, language))
        {
            found.push(start..end);
            (start, content) = (end, None);
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// What a semicolon is in Arabic and Chinese, which end with it what other languages end with a full stop: the end of a clause,
/// where it and what follows are long enough to stand alone and do not stand in brackets.
fn clause(c: char, text: &str, start: usize, at: usize, language: &Language) -> Option<Strength> {
    let strength = match (c, language.primary()) {
        ('؛', "ar") => Strength::Mark,
        ('；', "zh") => Strength::Wide,
        _ => return None,
    };
    let long = |text: &str| {
        let letters = text.chars().take(CLAUSE).filter(|c| c.is_alphanumeric());
        letters.map(|c| if is_han(c) { 3 } else { 1 }).sum::<usize>() >= CLAUSE / 2
    };
    let before = text.get(start..at).unwrap_or("");
    let after = text.get(at + c.len_utf8()..).unwrap_or("");
    let bracket = before.chars().rev().take(5 * CLAUSE).find(|c| matches!(c, '(' | ')' | '（' | '）'));
    let inside = bracket.is_some_and(|c| matches!(c, '(' | '（'));
    (!inside && long(before) && long(after)).then_some(strength)
}

/// Characters of a clause that are looked at; half as many letters make it one.
const CLAUSE: usize = 40;

/// Whether `before`, all that stands before a full stop, is a number: `三`, `112`, `十二`.
fn is_enumerator(before: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    !before.is_empty() && before.chars().take(5).count() <= 4 && before.chars().all(numeral)
}

/// Whether `after` goes on with a lower-case letter in brackets (`(art. 5)`), or is only what ends a sentence.
fn is_lower(after: &str) -> bool {
    let inner = after.trim_start_matches(['(', '[', '（']);
    let bracketed = inner.len() < after.len() && inner.starts_with(char::is_lowercase);
    bracketed || after.starts_with(['.', ')', ']', '»', '”'])
}

/// How sure a terminator is.
#[derive(Clone, Copy, PartialEq, PartialOrd, Eq, Ord)]
enum Strength {
    /// `…`: the sentence may go on.
    Ellipsis,
    /// `.` (ATerm).
    Dot,
    /// `!?؟` and other STerm set before a space.
    Mark,
    /// `。！？`: no space follows.
    Wide,
}

fn strength(c: char) -> Option<Strength> {
    Some(match c {
        '.' | '\u{2024}' => Strength::Dot,
        '…' => Strength::Ellipsis,
        '!' | '?' | '؟' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '।' | '॥' | '։' | '؞' | '܀' | '။' | '።' => {
            Strength::Mark
        }
        '。' | '！' | '？' | '．' | '｡' => Strength::Wide,
        _ => return None,
    })
}

/// Quotation marks and brackets that close, and a note's asterisk.
fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | ')'
            | ']'
            | '}'
            | '）'
            | '］'
            | '」'
            | '』'
            | '】'
            | '〉'
            | '》'
            | '〕'
            | '＂'
            | '〞'
            | '*'
    )
}

/// Whether a terminator of this strength ends a sentence before `following`.
fn ends(strength: Strength, spaced: bool, following: Option<char>) -> bool {
    let Some(next) = following else { return true };
    match strength {
        Strength::Wide => !matches!(next, '，' | '、' | '；' | ','),
        Strength::Ellipsis => spaced && next.is_uppercase(),
        Strength::Dot | Strength::Mark => {
            !next.is_lowercase()
                && !matches!(next, ',' | ';' | ':' | '،' | '؛')
                && (spaced || (next.is_alphabetic() && !has_case(next)))
        }
    }
}

fn has_case(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// Whether the character before `at` is Han: a full stop typed there is a Chinese one.
fn continues_cjk(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|c| matches!(c, '\u{3400}'..='\u{9FFF}'))
}

/// Whether the full stop at the end of `sentence` (from its first word) stands after what takes one without ending.
fn is_no_end(text: &str, sentence: Range<usize>, end: usize, following: Option<char>, language: &Language) -> bool {
    let before = &text[sentence];
    // A word as long as no abbreviation is none; the bound keeps a text without spaces linear.
    let mut chars = before.char_indices().rev();
    let mut token = before.len();
    for _ in 0..12 {
        match chars.next() {
            Some((at, c))
                if !(c.is_whitespace() || matches!(c, '(' | '[' | '«' | '“' | '"' | '‘' | '/' | '،' | '（')) =>
            {
                token = at
            }
            _ => break,
        }
    }
    let word = &before[token..];
    let first = token <= 6 && before[..token].chars().all(|c| matches!(c, '(' | '[' | '（'));
    let numeric = following.is_some_and(|c| c.is_numeric()) || is_roman(leading_word(&text[end..]));
    let digits = !word.is_empty() && word.chars().all(char::is_numeric);
    if digits {
        // `1. The text` opens a sentence; `3. März` is an ordinal where the language writes them so.
        return first && word.len() <= 4 || word.chars().count() <= 2 && ordinal_dot(language);
    }
    let mut letters = word.chars().filter(|&c| !is_mark(c));
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        // An initial (`J. Smith`, `أ. محمد`) or an enumerator (`a. The text`).
        if letter.is_alphabetic() && (first || !letter.is_lowercase()) {
            return true;
        }
    }
    if first && is_roman(word) {
        return true;
    }
    match classify(word) {
        Before::Any => true,
        Before::Number => numeric,
        Before::Name => !before[..token].trim_end().ends_with(char::is_numeric),
        Before::Nothing => false,
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || c == '\u{640}'
}

/// The word at the start of `text`, cut after the eighth character.
fn leading_word(text: &str) -> &str {
    let end = text.char_indices().take(8).take_while(|(_, c)| c.is_alphanumeric()).last();
    &text[..end.map_or(0, |(at, c)| at + c.len_utf8())]
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 6
        && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'i' | 'v' | 'x'))
}

/// Languages that write ordinals with a full stop.
fn ordinal_dot(language: &Language) -> bool {
    matches!(
        language.primary(),
        "de" | "hu"
            | "cs"
            | "sk"
            | "pl"
            | "fi"
            | "da"
            | "nb"
            | "nn"
            | "no"
            | "tr"
            | "az"
            | "hr"
            | "sr"
            | "sl"
            | "bs"
            | "et"
            | "lv"
            | "is"
    )
}

#[cfg(test)]
mod tests;
