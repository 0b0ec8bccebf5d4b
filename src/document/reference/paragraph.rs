//! The paragraph that a reference names: `A/68/154, para. 12`, `paragraph 5 of resolution 2690 (2023)`, `第1807(2008)号决议第9段`.

use std::ops::Range;

use crate::document::ordinal::{digit, fold_digits, letter, letters, number};

/// Words for a paragraph; the longest first where one begins another.
const WORDS: [&str; 15] = [
    "paragraphs",
    "paragraph",
    "paragraphes",
    "paragraphe",
    "párrafos",
    "párrafo",
    "paras.",
    "para.",
    "pars.",
    "par.",
    "párrs.",
    "párr.",
    "пунктах",
    "пункте",
    "п.",
];
/// Words before a number in languages that join "and", "in" or the article to them.
const JOINED: [&str; 4] = ["الفقرات", "الفقرتين", "الفقرة", "пункт"];
/// Bytes in which the words stand.
const NEAR: usize = 70;

/// The key (`12`, `12(c)`) of the paragraph that the words around `range` of `text` name; none where they name none. Of several
/// paragraphs the first.
pub fn paragraph(text: &str, range: &Range<usize>) -> Option<String> {
    behind(text, range.end).or_else(|| ahead(text, range.start))
}

/// `, para. 12`, `، الفقرة 12`, `号决议第9段` behind the reference.
fn behind(text: &str, end: usize) -> Option<String> {
    let rest = text.get(end..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '،' | '，' | '*' | '(' | '（'));
    // 号决议第9和11段
    let han = ["号决议", "号决定", "號決議"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if let Some(inner) = han.strip_prefix('第') {
        let (value, length) = number(inner.trim_start())?;
        let after = inner.trim_start().get(length..)?;
        let list = after.trim_start_matches(|c: char| {
            digit(c).is_some() || " 、和至及到-–（）()".contains(c) || c.is_ascii_lowercase()
        });
        return list.starts_with('段').then(|| key(value, after));
    }
    let fits = |word: &&&str| rest.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
    let word = WORDS.iter().chain(&JOINED).filter(fits).max_by_key(|word| word.len())?;
    let rest = rest.get(word.len()..)?.trim_start_matches(|c: char| c.is_whitespace());
    let (value, length) = number(rest)?;
    Some(key(value, rest.get(length..)?))
}

/// `paragraph 5 of ` before the reference, with nothing else of a number in between.
fn ahead(text: &str, start: usize) -> Option<String> {
    let from = (start.saturating_sub(NEAR)..=start).find(|from| text.is_char_boundary(*from))?;
    let before = text.get(from..start)?;
    let found = WORDS.iter().chain(&JOINED).filter_map(|word| before.rfind(word).map(|at| at + word.len())).max()?;
    let rest = before.get(found..)?.trim_start_matches(|c: char| c.is_whitespace());
    let (value, length) = number(rest)?;
    let tail = rest.get(length..)?;
    // "paragraph 5 above, resolution …" and "paragraph 5, in which …" are about another text.
    let is_of =
        [" of ", " de ", " du ", " del ", " من ", " резолюции", " de la "].iter().any(|word| tail.contains(word));
    let is_apart = tail.contains([',', ';', '،', '.', '؛']) && !tail.starts_with(',');
    (is_of && !is_apart).then(|| key(value, tail))
}

/// The key of paragraph `value` with the letter that `rest` begins with in brackets, if it does.
fn key(value: u32, rest: &str) -> String {
    let rest = fold_digits(rest.get(..rest.len().min(12)).unwrap_or("").trim_start());
    let item = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(item, _)| item.trim());
    match item.and_then(letter) {
        Some(place) => format!("{value}({})", letters(place).to_lowercase()),
        None => value.to_string(),
    }
}
