//! What a converter of PDFs leaves in lines that run from right to left: marks of direction around each of them, commas on the
//! wrong side of their space, lam and alef in the wrong order.

use std::borrow::Cow;

use super::warn::Warnings;
use crate::document::ordinal;

/// The embeddings that converters open a line with.
const OPENS: [char; 2] = ['\u{202A}', '\u{202B}'];
/// What closes them.
const CLOSE: char = '\u{202C}';
/// The fewest lines that a converter shows itself by.
const LINES: usize = 2;

/// The text without these. Where no converter shows itself it is left as it is.
pub(super) fn cleaned<'a>(text: &'a str, warnings: &mut Warnings) -> Cow<'a, str> {
    if memchr::memmem::find(text.as_bytes(), "\u{202C}".as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let is_marked = |line: &&str| line.trim().starts_with(OPENS) && line.trim().ends_with(CLOSE);
    if text.lines().filter(is_marked).take(LINES).count() < LINES {
        return Cow::Borrowed(text);
    }
    let (mut out, mut marks, mut turned) = (String::with_capacity(text.len()), 0, 0);
    for line in text.split_inclusive(['\n', '\u{C}']) {
        if !line.contains(CLOSE) {
            out.push_str(line);
            continue;
        }
        let (plain, own) = unmarked(line);
        marks += own;
        out.push_str(&spaced(&led(&reordered(&plain, &mut turned))));
    }
    warnings.push(None, format!("{marks} marks of direction that a converter set around lines were taken out"));
    if turned > 0 {
        let message = format!(
            "an alef stood before its lam in {turned} places and was put behind it; there may be more inside of words"
        );
        warnings.push(None, message);
    }
    Cow::Owned(out)
}

/// The line without its embeddings, where each that opens is closed, and how many they were.
fn unmarked(line: &str) -> (String, usize) {
    let mut depth = 0i32;
    let mut is_balanced = true;
    for c in line.chars() {
        depth += i32::from(OPENS.contains(&c)) - i32::from(c == CLOSE);
        is_balanced &= depth >= 0 && !matches!(c, '\u{202D}' | '\u{202E}');
    }
    if !is_balanced || depth != 0 {
        return (line.to_owned(), 0);
    }
    let plain: String = line.chars().filter(|c| *c != CLOSE && !OPENS.contains(c)).collect();
    let marks = line.chars().count() - plain.chars().count();
    (plain, marks)
}

/// The line with the alef of `الأ`, `الإ`, `الآ` behind the lam: no word has it before, as what draws both as one glyph gives it.
fn reordered(line: &str, turned: &mut usize) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        match (c, chars.get(at + 1), chars.get(at + 2)) {
            ('ا', Some(hamza @ ('أ' | 'إ' | 'آ')), Some('ل')) => {
                out.extend(['ا', 'ل', *hamza]);
                *turned += 1;
                at += 3;
            }
            _ => {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

/// The line with the stop behind the number that it begins with (`.1كلمة`), and a bracket behind what it closes
/// (`)A/RES/217(III`).
fn led(line: &str) -> String {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let Some(first) = body.chars().next().filter(|c| matches!(c, '.' | ')' | '-')) else { return line.to_owned() };
    let rest = &body[first.len_utf8()..];
    let end = match first {
        ')' => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        _ => rest.find(|c: char| ordinal::digit(c).is_none()).unwrap_or(rest.len()),
    };
    let (word, after) = rest.split_at(end);
    let is_open = word.matches('(').count() > word.matches(')').count();
    let is_led = match first {
        ')' => is_open && word.is_ascii(),
        _ => !word.is_empty() && after.chars().find(|c| *c != ' ').is_some_and(char::is_alphabetic),
    };
    if !is_led {
        return line.to_owned();
    }
    let gap = if after.starts_with(char::is_whitespace) || after.is_empty() { "" } else { " " };
    format!("{}{word}{first}{gap}{after}", " ".repeat(indent))
}

/// The line with the space behind its commas that stands before them: ` ،كلمة`.
fn spaced(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let is_letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    for (at, c) in chars.iter().enumerate() {
        let is_comma = matches!(c, '،' | '؛' | ',' | ';' | '.' | ':');
        if is_comma && out.last() == Some(&' ') && at >= 2 && is_letter(at - 2) && is_letter(at + 1) {
            out.pop();
            out.extend([*c, ' ']);
        } else {
            out.push(*c);
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_converter_are_cleaned_and_others_are_not() {
        let mut warnings = Warnings::default();
        let text = "\u{202B}سطر أول\u{202C}\n\u{202B}سطر \u{202A}UN\u{202C} ثان ،وثالث\u{202C}\n\u{202B}اإلعلان األول\u{202C}\n\u{202B}open";
        assert_eq!(cleaned(text, &mut warnings), "سطر أول\nسطر UN ثان، وثالث\nالإعلان الأول\n\u{202B}open");
        assert_eq!(warnings.finish().len(), 2);
        let text = "\u{202B}.1أول\u{202C}\n\u{202B})A/RES/217(III\u{202C}\n";
        assert_eq!(cleaned(text, &mut Warnings::default()), "1. أول\nA/RES/217(III)\n");
        let text = "\u{202B}one line\u{202C}\nثان ،وثالث";
        assert_eq!(cleaned(text, &mut Warnings::default()), text);
    }
}
