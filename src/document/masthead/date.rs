//! Dates in words: `7 January 2026`, `2026年1月7日`, `٧ كانون الثاني/يناير ٢٠٢٦`; the lines are folded.

use std::fmt;

use crate::document::ordinal::{chinese, digit};

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The months, folded, in English, French, Spanish, Russian and Arabic of east and west; the names in use in Algeria and Tunisia
/// are those of French in Arabic letters and left aside.
const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "enero", "января", "январь", "كانون الثاني", "يناير"],
    &["february", "février", "febrero", "февраля", "февраль", "شباط", "فبراير"],
    &["march", "mars", "marzo", "марта", "март", "اذار", "مارس"],
    &["april", "avril", "abril", "апреля", "апрель", "نيسان", "ابريل"],
    &["may", "mai", "mayo", "мая", "май", "ايار", "مايو"],
    &["june", "juin", "junio", "июня", "июнь", "حزيران", "يونيه", "يونيو"],
    &["july", "juillet", "julio", "июля", "июль", "تموز", "يوليه", "يوليو"],
    &["august", "août", "agosto", "августа", "август", "اب", "اغسطس"],
    &["september", "septembre", "septiembre", "setiembre", "сентября", "сентябрь", "ايلول", "سبتمبر"],
    &["october", "octobre", "octubre", "октября", "октябрь", "تشرين الاول", "اكتوبر"],
    &["november", "novembre", "noviembre", "ноября", "ноябрь", "تشرين الثاني", "نوفمبر"],
    &["december", "décembre", "diciembre", "декабря", "декабрь", "كانون الاول", "ديسمبر"],
];

/// Words that stand in a line of a date and say nothing.
const SILENT: [&str; 13] = ["de", "del", "года", "г", "er", "st", "nd", "rd", "th", "em", "o", "º", "في"];

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Digits, with how many they were.
    Number(u32, usize),
    Word(String),
    Month(u32),
}

/// Numbers, words and months of a line.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_number = digit(first).is_some();
        let same = |c: char| if is_number { digit(c).is_some() } else { c.is_alphabetic() || c == 'º' };
        let length = rest.find(|c| !same(c)).unwrap_or(rest.len());
        if length == 0 {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let word = &rest[..length];
        rest = &rest[length..];
        if is_number {
            tokens.push(Token::Number(word.parse().unwrap_or(u32::MAX), length));
            continue;
        }
        // Months of two words.
        let two = match tokens.last() {
            Some(Token::Word(before)) => month(&format!("{before} {word}")),
            _ => None,
        };
        if let Some(two) = two {
            tokens.pop();
            tokens.push(Token::Month(two));
        } else {
            tokens.push(month(word).map_or_else(|| Token::Word(word.to_owned()), Token::Month));
        }
    }
    // The same month by its other name: كانون الثاني/يناير.
    tokens.dedup_by(|next, own| matches!((next, own), (Token::Month(a), Token::Month(b)) if a == b));
    tokens.retain(|token| !matches!(token, Token::Word(word) if SILENT.contains(&word.as_str())));
    tokens
}

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    ((1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Date {
        year,
        month,
        day,
    })
}

/// Every day in a text, and how many tokens are about none.
fn days(text: &str) -> (Vec<Date>, usize) {
    if text.contains('年') {
        return han(text);
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return (Vec::new(), 1);
    }
    let tokens = tokens(text);
    let (mut found, mut at, mut left) = (Vec::new(), 0, 0);
    while at < tokens.len() {
        let three = match tokens.get(at..at + 3) {
            Some([Token::Number(day, 1..=2), Token::Month(month), Token::Number(year, 4)])
            | Some([Token::Month(month), Token::Number(day, 1..=2), Token::Number(year, 4)]) => {
                date(*year, *month, *day)
            }
            Some([Token::Number(year, 4), Token::Number(month, 2), Token::Number(day, 2)]) => date(*year, *month, *day),
            _ => None,
        };
        match three {
            Some(day) => {
                found.push(day);
                at += 3;
            }
            None => {
                left += 1;
                at += 1;
            }
        }
    }
    (found, left)
}

/// Chinese dates: `2025 年 5 月 28 日`, `二〇二五年五月二十八日`.
fn han(text: &str) -> (Vec<Date>, usize) {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (mut found, mut used) = (Vec::new(), 0);
    for (at, mark) in plain.match_indices('年').take(8) {
        let before = plain.get(..at).unwrap_or("");
        let head = before.len() - before.trim_end_matches(is_numeral).len();
        let rest = plain.get(at + mark.len()..).unwrap_or("");
        let Some((month, rest)) = rest.split_once('月') else { continue };
        let Some((day, _)) = rest.split_once('日') else { continue };
        let year = before.get(before.len() - head..).unwrap_or("");
        if let (Some(y), Some(m), Some(d)) = (year_of(year), small(month), small(day))
            && let Some(date) = date(y, m, d)
        {
            found.push(date);
            used += year.chars().count() + month.chars().count() + day.chars().count() + 3;
        }
    }
    let letters = plain.chars().filter(|c| c.is_alphanumeric()).count();
    (found, letters.saturating_sub(used))
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || "〇零○一二三四五六七八九十".contains(c)
}

fn small(text: &str) -> Option<u32> {
    if text.len() > 12 { None } else { text.parse().ok().or_else(|| chinese(text)) }
}

/// A year in digits or, digit for digit, in Chinese ones.
fn year_of(text: &str) -> Option<u32> {
    if text.chars().count() != 4 {
        return None;
    }
    text.parse().ok().or_else(|| {
        text.chars().try_fold(0, |sum, c| {
            let at = "〇一二三四五六七八九".chars().position(|own| own == c).or("零○".contains(c).then_some(0))?;
            Some(sum * 10 + u32::try_from(at).ok()?)
        })
    })
}

/// The day that a line says, where it says nothing else.
pub(super) fn alone(line: &str) -> Option<Date> {
    match days(line) {
        (days, 0) if days.len() == 1 => days.first().copied(),
        // `Distr.: General 7 January 2026` on one line.
        (days, 1..=4) if days.len() == 1 && super::distribution(line).is_some() => days.first().copied(),
        _ => None,
    }
}

/// The day of receipt: `[تاريخ الاستلام: 10 تشرين الأول/أكتوبر 2023]`, `[Date received: 10 October 2023]`.
pub(super) fn received(line: &str) -> Option<Date> {
    const WORDS: [&str; 8] = ["received", "reçu", "réception", "recib", "recepción", "получен", "الاستلام", "收到"];
    if !WORDS.iter().any(|word| line.contains(word)) {
        return None;
    }
    match days(line).0.as_slice() {
        [day] => Some(*day),
        _ => None,
    }
}

/// The date of a letter or note verbale, which its title names.
pub(super) fn of_letter(title: &str) -> Option<Date> {
    const WORDS: [&str; 12] = [
        "letter",
        "lettre",
        "carta",
        "письмо",
        "رساله",
        "رسالتان",
        "的信",
        "note verbale",
        "nota verbal",
        "вербальная нота",
        "مذكره شفويه",
        "普通照会",
    ];
    if title.len() > 1_000 || !WORDS.iter().any(|word| title.contains(word)) {
        return None;
    }
    match days(title).0.as_slice() {
        [day] => Some(*day),
        _ => None,
    }
}
