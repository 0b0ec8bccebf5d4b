//! A unit's text on one line.

use crate::text::script::{is_han, is_kana};

/// `text` on one line and without white space around it: white space that breaks a line becomes one space, or nothing between
/// Chinese or Japanese characters; tabs become spaces; other white space stays.
pub(in crate::import) fn one_line(text: &str) -> String {
    let text = text.trim();
    if !text.contains(|c| is_break(c) || c == '\t') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_whitespace()) {
        out.push_str(rest.get(..at).unwrap_or(""));
        let from = rest.get(at..).unwrap_or("");
        let after = from.trim_start();
        let white = from.get(..from.len() - after.len()).unwrap_or("");
        if white.contains(is_break) {
            let closed = out.chars().next_back().is_some_and(is_close) && after.chars().next().is_some_and(is_close);
            if !closed {
                out.push(' ');
            }
        } else {
            out.extend(white.chars().map(|c| if c == '\t' { ' ' } else { c }));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether lines that end or begin so are joined without a space.
fn is_close(c: char) -> bool {
    is_han(c) || is_kana(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn line_breaks_become_a_space_or_nothing_and_other_spaces_stay() {
        for (text, line) in [
            ("  One\n\t two  three ", "One two  three"),
            ("河上的\n  桥，\r\n修好了", "河上的桥，修好了"),
            ("a\tb\u{A0}c", "a b\u{A0}c"),
            ("النهر\u{2028}الكبير", "النهر الكبير"),
            ("\n \t", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
    }
}
